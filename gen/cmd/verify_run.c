/* verify_run.c: a run against the register: each of its files by its hash, and no file more. */
#include <string.h>

#include "cmd/verify.h"

struct counts {
	int32_t papers, others, changed, missing, extra;
};

/* A run as it is asked about. */
struct run_asked {
	struct cmd *c;
	const char *folder; /* which may be a copy */
	const char *run;
	struct counts n;
	int listed;	    /* the register has the hashes of its lists */
	int32_t signatures; /* that hold */
};

char *verify_name(struct cmd *c, const char *path)
{
	char *name = arena_dup(c->arena, path), *slash;

	while (strlen(name) > 1 && name[strlen(name) - 1] == '/')
		name[strlen(name) - 1] = '\0';
	slash = strrchr(name, '/');
	return slash && slash[1] ? slash + 1 : name;
}

/* Where a registered file of the run lies: below the folder asked about, or in the house. */
static char *below(const struct run_asked *a, const char *file)
{
	struct cmd *c = a->c;
	const char *own = arena_format(c->arena, "out/%s/", a->run);

	return strncmp(file, own, strlen(own)) == 0
		       ? arena_format(c->arena, "%s/%s", a->folder, file + strlen(own))
		       : house_path(c->house, c->arena, file);
}

/* A file on record with its hash: 1 when it is intact. called: its number, as "STMT-2026-00001 ", or "". */
static int check_file(struct run_asked *a, const char *path, const char *called, const char *sha256)
{
	const struct place at = {path, 0, 0};
	struct diag *d = a->c->diag;
	char hex[DIGEST_HEX];

	if (!file_exists(path)) {
		a->n.missing++;
		diag(d, DIAG_VERIFY, &at, "%sis missing", called);
	} else if (digest_file(d, path, hex, NULL) < 0) {
		a->n.changed++; /* as far as anybody can tell */
	} else if (strcmp(hex, sha256) != 0) {
		a->n.changed++;
		diag(d, DIAG_VERIFY, &at, "%swas changed after it was made", called);
	} else {
		return 1;
	}
	return 0;
}

static struct query *of_run(struct run_asked *a, const char *sql)
{
	struct query *q = query_open(a->c->db, a->c->diag, sql, NULL);

	if (q)
		query_bind_text(q, "run", a->run);
	return q;
}

static int check_papers(struct run_asked *a)
{
	struct query *q = of_run(
		a,
		"SELECT number, file, sha256 FROM paper WHERE run = :run AND state NOT IN ('planned', 'failed')"
		" AND sha256 IS NOT NULL ORDER BY seq");
	int r = q ? 1 : -1;

	while (r > 0 && (r = query_next(q, a->c->diag)) > 0)
		a->n.papers +=
			check_file(a, below(a, query_text(q, 1)),
				   arena_format(a->c->arena, "%s ", query_text(q, 0)), query_text(q, 2));
	query_close(q);
	return r;
}

/* Signed copies: the latest of each paper, and each signature in it. */
static int check_signed(struct run_asked *a)
{
	struct query *q = of_run(
		a,
		"SELECT p.number, s.file, s.sha256 FROM paper p JOIN signature s ON s.id = "
		"(SELECT max(x.id) FROM signature x WHERE x.paper = p.id) WHERE p.run = :run ORDER BY p.seq");
	int r = q ? 1 : -1;

	while (r > 0 && (r = query_next(q, a->c->diag)) > 0) {
		const char *path = below(a, query_text(q, 1));
		int32_t good = 0;

		if (!check_file(a, path,
				arena_format(a->c->arena, "the signed copy of %s ", query_text(q, 0)),
				query_text(q, 2)))
			continue;
		a->n.others++;
		if (verify_signatures(a->c, path, NULL, &good) != EXIT_FINE)
			a->n.changed++;
		a->signatures += good;
	}
	query_close(q);
	return r;
}

/* A print file that a cancellation set aside, while it was not made again. */
static int is_stale(struct run_asked *a, const char *path)
{
	const char *dot = strrchr(path, '.');
	const char *stale =
		dot ? arena_format(a->c->arena, "%.*s.stale%s", (int)(dot - path), path, dot) : path;
	const struct place at = {stale, 0, 0};

	if (file_exists(path) || !dot || !file_exists(stale))
		return 0;
	a->n.changed++;
	diag_hint(a->c->diag, DIAG_VERIFY, &at,
		  arena_format(a->c->arena, "`ledgerpress print %s` makes it", a->run),
		  "was set aside when a paper in it was cancelled, and was not made again");
	return 1;
}

/* Lists, print files: what lies beside the papers. */
static int check_lists(struct run_asked *a)
{
	struct query *q = of_run(a, "SELECT file, sha256 FROM run_file WHERE run = :run ORDER BY file");
	int r = q ? 1 : -1;

	while (r > 0 && (r = query_next(q, a->c->diag)) > 0) {
		const char *path = below(a, query_text(q, 0));

		a->listed = 1;
		if (!is_stale(a, path))
			a->n.others += check_file(a, path, "", query_text(q, 1));
	}
	query_close(q);
	return r;
}

/* A file by due date has its copies a folder deeper. */
static int copy_deeper(const struct run_asked *a, const char *name)
{
	const char *top = arena_format(a->c->arena, "%s/evidence", a->folder);
	char **deeper;
	int32_t n;

	if (!file_exists(top) || file_list(a->c->arena, a->c->diag, top, &deeper, &n) < 0)
		return 0;
	for (int32_t i = 0; i < n; i++) {
		const char *folder = arena_format(a->c->arena, "%s/%s", top, deeper[i]);

		if (file_is_folder(a->c->diag, folder) == 1 &&
		    file_exists(arena_format(a->c->arena, "%s/%s", folder, name)))
			return 1;
	}
	return 0;
}

/* What else is on record with its hash: the frozen ledger (of a run that was given up there is nothing to
 * prove), the pack's ZIP, and its copies of papers that came in. */
static int check_rest(struct run_asked *a)
{
	struct query *q = of_run(
		a,
		"SELECT 'out/' || CASE kind WHEN 'make' THEN :run || '/snapshot.db' ELSE 'books/' || :run || '.db' END,"
		" snapshot_sha256 FROM run WHERE id = :run AND state = 'made'"
		" AND EXISTS (SELECT 1 FROM paper WHERE run = :run AND sha256 IS NOT NULL)"
		" UNION ALL SELECT 'out/' || :run || CASE act WHEN 'handed over' THEN '/' ELSE '/evidence/' END || subject,"
		" sha256 FROM custody WHERE note = :run AND act IN ('handed over', 'copy handed over')");
	int r = q ? 1 : -1;

	while (r > 0 && (r = query_next(q, a->c->diag)) > 0) {
		const char *path = below(a, query_text(q, 0)), *copy = strstr(query_text(q, 0), "/evidence/");

		/* copies below evidence/ are proved where they are met, by find_extra */
		if (!copy || (!file_exists(path) && !copy_deeper(a, copy + strlen("/evidence/"))))
			a->n.others += check_file(a, path, "", query_text(q, 1));
	}
	query_close(q);
	return r;
}

/* A copy of a paper that came in, as packs have them beside their own: known by its convention name, and
 * proved by its content. */
static int check_copy(struct run_asked *a, const char *path, const char *name)
{
	struct query *q =
		query_open(a->c->db, a->c->diag, "SELECT sha256 FROM evidence WHERE name = :name", NULL);
	const struct place at = {path, 0, 0};
	struct diag *d = a->c->diag;
	char hex[DIGEST_HEX];
	int r;

	if (!q)
		return -1;
	query_bind_text(q, "name", name);
	r = query_next(q, d);
	if (r == 0) {
		a->n.extra++;
		diag(d, DIAG_VERIFY, &at, "is extra: the register does not know it");
	} else if (r == 1 && (digest_file(d, path, hex, NULL) < 0 || strcmp(hex, query_text(q, 0)) != 0)) {
		a->n.changed++;
		diag(d, DIAG_VERIFY, &at, "was changed after it was copied from the store");
	} else if (r == 1) {
		a->n.others++;
	}
	query_close(q);
	return r < 0 ? -1 : 0;
}

/* Runs of programs that kept no hashes of lists: they are known by their names. */
static int list_of_before(const struct run_asked *a, const char *file)
{
	static const char *const own[] = {"index.html",
					  "run.json",
					  "tie-out.csv",
					  "count-sheet.csv",
					  "mail/mails.csv",
					  "mail/without-address.csv",
					  "mail/without-address.pdf"};
	const char *name = file + strlen("out/") + strlen(a->run) + 1;
	const size_t n = strlen(a->run);

	if (a->listed)
		return 0;
	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
		if (strcmp(name, own[i]) == 0)
			return 1;
	return strncmp(name, a->run, n) == 0 && name[n] == '_' && !strchr(name, '/');
}

/* What lies in the folder and is neither the run's own nor known to the register. file: the folder as the
 * register writes it. */
static int find_extra(struct run_asked *a, const char *folder, const char *file, struct query *known)
{
	struct cmd *c = a->c;
	char **name;
	int32_t names;

	if (file_list(c->arena, c->diag, folder, &name, &names) < 0)
		return -1;
	for (int32_t i = 0; i < names; i++) {
		const char *path = arena_format(c->arena, "%s/%s", folder, name[i]);
		const char *as = arena_format(c->arena, "%s/%s", file, name[i]);
		int r = file_is_folder(c->diag, path);

		if (r < 0 || (r == 1 && find_extra(a, path, as, known) < 0))
			return -1;
		if (r == 1)
			continue;
		query_bind_text(known, "file", as);
		r = query_next(known, c->diag);
		query_reset(known);
		if (r == 0 && list_of_before(a, as)) {
			const struct place at = {path, 0, 0};

			diag(c->diag, DIAG_VERIFY_DOUBT, &at,
			     "was made before the register kept hashes of lists: whether it was changed is not known");
		} else if (r < 0 || (r == 0 && check_copy(a, path, name[i]) < 0)) {
			return -1;
		}
	}
	return 0;
}

static int check_extra(struct run_asked *a)
{
	struct query *known = query_open(
		a->c->db, a->c->diag,
		"SELECT 1 FROM paper WHERE file = :file AND state <> 'failed' UNION ALL "
		"SELECT 1 FROM paper_event WHERE state = 'mailed' AND note = :file UNION ALL "
		"SELECT 1 FROM run_file WHERE file = :file OR substr(file, 1, length(file) - 4) || '.stale.pdf' = :file "
		"UNION ALL SELECT 1 FROM run WHERE kind = 'make' AND 'out/' || id || '/snapshot.db' = :file "
		"UNION ALL SELECT 1 FROM signature WHERE file = :file "
		"UNION ALL SELECT 1 FROM custody WHERE act = 'handed over' AND 'out/' || note || '/' || subject = :file",
		NULL);
	int r = known ? find_extra(a, a->folder, arena_format(a->c->arena, "out/%s", a->run), known) : -1;

	query_close(known);
	return r;
}

int verify_is_run(struct cmd *c, const char *folder)
{
	struct query *q = query_open(c->db, c->diag, "SELECT 1 FROM run WHERE id = :run", NULL);
	int r = -1;

	if (q) {
		query_bind_text(q, "run", verify_name(c, folder));
		r = query_next(q, c->diag);
	}
	query_close(q);
	return r;
}

int verify_run(struct cmd *c, const char *folder, struct verified *said)
{
	struct verify_item item = {VERIFY_ITEM, .kind = "run"};
	struct run_asked a = {.c = c, .run = verify_name(c, folder)};
	struct counts *n = &a.n;
	char *path = arena_dup(c->arena, folder);

	while (strlen(path) > 1 && path[strlen(path) - 1] == '/')
		path[strlen(path) - 1] = '\0';
	a.folder = path;
	if (check_papers(&a) < 0 || check_signed(&a) < 0 || check_lists(&a) < 0 || check_rest(&a) < 0 ||
	    check_extra(&a) < 0)
		return EXIT_STOPPED;
	item.path = path;
	item.verdict = n->changed + n->missing + n->extra > 0 ? "not_intact" : "intact_ours";
	item.files = n->papers + n->others;
	item.changed = n->changed;
	item.missing = n->missing;
	item.extra = n->extra;
	item.signatures = a.signatures;
	if (!said || verify_item(said, &item))
		return n->changed + n->missing + n->extra > 0 ? EXIT_NOT_MADE : EXIT_FINE;
	if (n->changed + n->missing + n->extra > 0) {
		cmd_print("%s: NOT INTACT: %d changed, %d missing, %d extra\n", a.run, n->changed, n->missing,
			  n->extra);
		return EXIT_NOT_MADE;
	}
	cmd_print("%s: intact and ours: %d %s, and %d lists, print files and copies beside them\n", a.run,
		  n->papers, n->papers == 1 ? "paper" : "papers", n->others);
	if (a.signatures > 0)
		cmd_print("  %d electronic signatures hold: `ledgerpress sign NUMBER` says whose\n",
			  a.signatures);
	return EXIT_FINE;
}
