/* part.c: what a part of a run is made from, and what it says of itself. */
#include "run/part.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/file_out.h"
#include "cli/version.h"

#define PARTS_MOST 4096 /* bytes of parts/3-of-8.json */
#define CHUNK (1 << 16)

int part_has(const struct part *p, const struct job *j)
{
	return p->parts <= 1 || (int32_t)(job_hash(job_subject(j)) % (uint64_t)p->parts) == p->part;
}

/* ---- the files that papers are made from ---- */

/* Calls each for every file below folder/inner, in the order of names; name: the file's path from folder. -1
 * stops. */
struct walk {
	struct cmd *cmd;
	const char *folder; /* "." is the house */
	int (*each)(struct walk *w, const char *path, const char *name);
	int (*wanted)(const char *name); /* NULL: every file */
	struct digest *digest;		 /* each: files_digest */
	const char *to;			 /* each: file_copy */
};

/* What the house has made, what came in, and other houses, as its own parts are: nothing that papers are made
 * from. */
static int is_other(struct cmd *c, const char *path, const char *name)
{
	return strcmp(name, "out") == 0 || strcmp(name, "evidence") == 0 ||
	       file_exists(arena_format(c->arena, "%s/house.ini", path));
}

static int walk(struct walk *w, const char *inner)
{
	struct cmd *c = w->cmd;
	const char *folder = inner[0] ? arena_format(c->arena, "%s/%s", w->folder, inner) : w->folder;
	char **name;
	int32_t n, i;

	if (file_list(c->arena, c->diag, folder, &name, &n) < 0)
		return -1;
	for (i = 0; i < n; i++) {
		const char *below = inner[0] ? arena_format(c->arena, "%s/%s", inner, name[i]) : name[i];
		const char *path = arena_format(c->arena, "%s/%s", w->folder, below);
		int is_folder = file_is_folder(c->diag, path);

		if (is_folder < 0)
			return -1;
		if (name[i][0] == '.' || (is_folder && is_other(c, path, below)))
			continue;
		if (is_folder ? walk(w, below) < 0
			      : (!w->wanted || w->wanted(below)) && w->each(w, path, below) < 0)
			return -1;
	}
	return 0;
}

static int is_picture(const char *name)
{
	static const char *const ending[] = {".png", ".jpg", ".jpeg", ".tif", ".tiff"};
	const char *dot = strrchr(name, '.');
	size_t i;

	for (i = 0; dot && i < sizeof ending / sizeof ending[0]; i++)
		if (strcasecmp(dot, ending[i]) == 0)
			return 1;
	return 0;
}

static int is_setting(const char *name)
{
	return strcmp(name, "house.ini") == 0 || is_picture(name);
}

static int is_layout(const char *name)
{
	return strncmp(name, "layouts/", 8) == 0;
}

static int is_packed(const char *name)
{
	return is_setting(name) || is_layout(name);
}

static int file_digest(struct walk *w, const char *path, const char *name)
{
	char hex[DIGEST_HEX];

	if (digest_file(w->cmd->diag, path, hex, NULL) < 0)
		return -1;
	digest_add(w->digest, hex, DIGEST_HEX - 1);
	digest_add(w->digest, name, strlen(name) + 1);
	return 0;
}

static int file_copy(struct cmd *c, const char *from, const char *to, char sha256[DIGEST_HEX])
{
	struct place at = {from, 0, 0};
	char chunk[CHUNK];
	struct file_out *o;
	size_t n;
	FILE *f = fopen(from, "rbe");
	int rc = 0;

	if (!f)
		return diag(c->diag, DIAG_FILE_OPEN, &at, "cannot be opened: %s", strerror(errno));
	o = file_out_open(c->diag, to);
	while (o && rc == 0 && (n = fread(chunk, 1, sizeof chunk, f)) > 0)
		rc = file_out_add(o, chunk, n);
	if (o && rc == 0 && ferror(f))
		rc = diag(c->diag, DIAG_FILE_READ, &at, "cannot be read: %s", strerror(errno));
	fclose(f);
	if (o && rc == 0)
		return file_out_commit(o, sha256);
	file_out_drop(o);
	return -1;
}

static int copy_each(struct walk *w, const char *path, const char *name)
{
	struct cmd *c = w->cmd;
	const char *to = arena_format(c->arena, "%s/%s", w->to, name);
	char sha256[DIGEST_HEX];

	if (file_mkdirs(c->diag, arena_dupn(c->arena, to, (size_t)(strrchr(to, '/') - to))) < 0)
		return -1;
	return file_copy(c, path, to, sha256);
}

/* ---- what it is made with ---- */

static void member(struct text *t, const char *name, const char *value)
{
	text_adds(t, t->len ? ", " : "{");
	text_json(t, name);
	text_adds(t, ": ");
	text_json(t, value);
}

/* One name of the digests of all wanted files of a folder, and of the folder inner of another. */
static int member_files(struct text *t, struct cmd *c, const char *name, const char *folder,
			int (*wanted)(const char *name), const char *shipped)
{
	struct walk w = {.cmd = c, .folder = folder, .each = file_digest, .wanted = wanted};
	struct walk s = {.cmd = c, .folder = c->shipped, .each = file_digest};
	char hex[DIGEST_HEX];
	int rc = 0;

	w.digest = s.digest = digest_begin();
	if (folder)
		rc = walk(&w, "");
	if (rc == 0 && shipped)
		rc = walk(&s, shipped);
	digest_end(w.digest, hex);
	if (rc == 0)
		member(t, name, hex);
	return rc;
}

char *part_made_with(struct cmd *c)
{
	struct text t;
	char hex[DIGEST_HEX], *all = NULL;

	text_init(&t);
	if (digest_file(c->diag, "/proc/self/exe", hex, NULL) == 0) {
		member(&t, "program", hex);
		member(&t, "libraries", version_pages(c));
		if (member_files(&t, c, "house.ini or pictures", ".", is_setting, NULL) == 0 &&
		    member_files(&t, c, "layouts", ".", is_layout, "layouts") == 0 &&
		    member_files(&t, c, "fonts", NULL, NULL, "fonts") == 0) {
			text_addc(&t, '}');
			all = arena_dup(c->arena, text_str(&t));
		}
	}
	text_done(&t);
	return all;
}

const char *part_differs(struct cmd *c, const char *ours, const char *theirs)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT coalesce(group_concat(o.key, ', '), '') FROM json_each(:ours) o LEFT JOIN json_each(:theirs) t ON t.key = o.key "
		"WHERE o.value IS NOT t.value",
		NULL);
	const char *names = NULL;

	if (!q)
		return NULL;
	query_bind_text(q, "ours", ours);
	query_bind_text(q, "theirs", theirs);
	if (query_next(q, c->diag) == 1)
		names = arena_dup(c->arena, query_text(q, 0));
	query_close(q);
	return names;
}

/* ---- which part ---- */

static int part_read(struct cmd *c, const char *path, struct part *p)
{
	struct place at = {path, 0, 0};
	char *json = file_read(c->arena, c->diag, path, PARTS_MOST, NULL);
	struct query *q =
		json ? query_open(c->db, c->diag,
				  "SELECT j ->> 'part', j ->> 'parts', j -> 'made_with' FROM (SELECT "
				  "CASE WHEN json_valid(:json) THEN :json ELSE '{}' END AS j)",
				  NULL)
		     : NULL;
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "json", json);
	rc = query_next(q, c->diag);
	if (rc == 1 && query_is_int(q, 0) && query_is_int(q, 1) && !query_null(q, 2)) {
		p->part = (int32_t)query_int(q, 0);
		p->parts = (int32_t)query_int(q, 1);
		p->made_with = arena_dup(c->arena, query_text(q, 2));
		rc = 0;
	} else if (rc >= 0) {
		rc = diag(c->diag, DIAG_MERGE, &at, "does not say which part of a run was made here");
	}
	query_close(q);
	return rc;
}

int part_list(struct cmd *c, const char *folder, struct part **part, int32_t *n)
{
	const char *parts = arena_format(c->arena, "%s/parts", folder);
	char **name;
	int32_t i, names;

	*n = 0;
	if (file_list(c->arena, c->diag, parts, &name, &names) < 0)
		return -1;
	*part = arena_alloc(c->arena, sizeof **part * (size_t)(names + 1));
	for (i = 0; i < names; i++) {
		const size_t len = strlen(name[i]);

		if (len < 5 || strcmp(name[i] + len - 5, ".json") != 0)
			continue;
		if (part_read(c, arena_format(c->arena, "%s/%s", parts, name[i]), &(*part)[*n]) < 0)
			return -1;
		*n += (*part)[*n].parts > 0;
	}
	return 0;
}

int part_clear(struct make *m)
{
	struct cmd *c = m->cmd;
	const char *parts = arena_format(c->arena, "%s/parts", m->folder);
	char **name;
	int32_t i, n;

	if (file_list(c->arena, c->diag, parts, &name, &n) < 0)
		return -1;
	for (i = 0; i < n; i++)
		unlink(arena_format(c->arena, "%s/%s", parts, name[i]));
	rmdir(parts);
	return 0;
}

static const char *part_path(const struct make *m, const char *name)
{
	return arena_format(m->cmd->arena, "out/%s/parts/%s.json", m->run.id, name);
}

int part_frozen(const struct make *m)
{
	return file_exists(part_path(m, "frozen"));
}

/* parts 0: of the run as it was frozen. */
static int part_write(struct make *m, const char *path, const struct part *p)
{
	struct cmd *c = m->cmd;
	struct text t;
	int rc;

	text_init(&t);
	text_adds(&t, "{\"run\": ");
	text_json(&t, m->run.id);
	text_addf(&t, ", \"part\": %d, \"parts\": %d, \"made_with\": %s}\n", (int)p->part, (int)p->parts,
		  p->made_with);
	rc = file_mkdirs(c->diag, arena_dupn(c->arena, path, (size_t)(strrchr(path, '/') - path)));
	if (rc == 0)
		rc = file_write(c->diag, path, text_str(&t), t.len, 1);
	text_done(&t);
	return rc;
}

/* What a file of before says, if it is there, beside what is here now. -1 after a diagnostic. */
static int part_same(struct make *m, const char *path, const struct part *p, const char *was)
{
	struct cmd *c = m->cmd;
	struct place at = {path, 0, 0};
	struct part before;
	const char *differs;

	if (!file_exists(path))
		return 0;
	if (part_read(c, path, &before) < 0 ||
	    (differs = part_differs(c, p->made_with, before.made_with)) == NULL)
		return -1;
	if (!differs[0])
		return 0;
	return diag_hint(
		c->diag, DIAG_PART_OTHER, &at,
		"make the part where all of these are as they were, on a new copy of the frozen folder",
		"%s with other things than are here now: %s", was, differs);
}

int part_begin(struct make *m)
{
	struct cmd *c = m->cmd;
	struct part p = {m->filter.shard, m->filter.shards, part_made_with(c)};
	const char *path = part_path(m, arena_format(c->arena, "%d-of-%d", (int)p.part, (int)p.parts));
	int32_t i, n = 0;

	if (!p.made_with || part_same(m, part_path(m, "frozen"), &p, "the run was frozen") < 0 ||
	    part_same(m, path, &p, "the part was begun") < 0)
		return -1;
	if (!file_exists(path) && part_write(m, path, &p) < 0)
		return -1;
	for (i = 0; i < m->list.n; i++)
		if (part_has(&p, &m->list.job[i]))
			m->list.job[n++] = m->list.job[i];
	m->list.n = n;
	return 0;
}

/* ---- what parts are made from ---- */

int part_pack(struct make *m, const char *dir, int32_t *papers)
{
	struct cmd *c = m->cmd;
	struct walk w = {.cmd = c, .folder = ".", .each = copy_each, .wanted = is_packed, .to = dir};
	const char *ledger = arena_format(c->arena, "%s/ledger.db", dir);
	const char *snapshot = arena_format(c->arena, "%s/%s", dir, m->snapshot);
	struct place at = {dir, 0, 0};
	struct part frozen = {0, 0, part_made_with(c)};
	char sha256[DIGEST_HEX];
	char **name;
	int32_t n;

	*papers = m->list.n;
	if (!frozen.made_with || file_list(c->arena, c->diag, dir, &name, &n) < 0)
		return -1;
	if (n > 0)
		return diag_hint(c->diag, DIAG_FILE_EXISTS, &at, "name a folder that is not there yet",
				 "holds something already");
	/* house.ini first: a folder in the house that has one is no part of it */
	if (file_mkdirs(c->diag, arena_format(c->arena, "%s/%s", dir, m->folder)) < 0 ||
	    file_copy(c, "house.ini", arena_format(c->arena, "%s/house.ini", dir), sha256) < 0 ||
	    walk(&w, "") < 0 || file_copy(c, m->snapshot, snapshot, sha256) < 0 ||
	    part_write(m, arena_format(c->arena, "%s/%s", dir, part_path(m, "frozen")), &frozen) < 0)
		return -1;
	/* last: a folder with a ledger is whole */
	return db_copy_file(c->db, ledger, c->diag);
}
