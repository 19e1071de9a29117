/* cmd_verify.c: `verify`: proves that bundles, and what a run made, are as they were made. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cmd.h"
#include "evidence/bag.h"

static int verify_zip(struct cmd *c, const char *path)
{
	struct bag_report r;
	char hex[DIGEST_HEX];

	if (bag_verify(c->diag, path, &r) < 0) {
		cmd_print("%s: NOT INTACT: %d changed, %d missing, %d extra, %d damaged\n", path, r.changed,
			  r.missing, r.extra, r.damaged);
		return EXIT_NOT_MADE;
	}
	if (digest_file(c->diag, path, hex, NULL) < 0)
		return EXIT_NOT_MADE;
	cmd_print("%s: intact: %d files, %lld bytes\n  SHA-256 %s\n", path, r.members, (long long)r.bytes,
		  hex);
	return EXIT_FINE;
}

struct counts {
	int32_t intact, changed, missing, extra;
};

/* Where a registered file of the run lies below the folder asked about, which may be a copy of the house's
 * own. */
static char *below(struct cmd *c, const char *folder, const char *run, const char *file)
{
	const char *own = arena_format(c->arena, "out/%s/", run);

	return strncmp(file, own, strlen(own)) == 0
		       ? arena_format(c->arena, "%s/%s", folder, file + strlen(own))
		       : house_path(c->house, c->arena, file);
}

/* A file on record with its hash: 1 when it is intact. called: its number, as "STMT-2026-00001 ", or "". */
static int verify_file(struct cmd *c, const char *path, const char *called, const char *sha256,
		       struct counts *n)
{
	const struct place at = {path, 0, 0};
	char hex[DIGEST_HEX];

	if (!file_exists(path)) {
		n->missing++;
		diag(c->diag, DIAG_VERIFY, &at, "%sis missing", called);
	} else if (digest_file(c->diag, path, hex, NULL) < 0) {
		n->changed++; /* as far as anybody can tell */
	} else if (strcmp(hex, sha256) != 0) {
		n->changed++;
		diag(c->diag, DIAG_VERIFY, &at, "%swas changed after it was made", called);
	} else {
		return 1;
	}
	return 0;
}

static int verify_papers(struct cmd *c, const char *folder, const char *run, struct counts *n)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT number, file, sha256 FROM paper WHERE run = :run AND state NOT IN ('planned', 'failed') AND sha256 IS NOT NULL"
		" ORDER BY seq",
		NULL);
	int r;

	if (!q)
		return -1;
	query_bind_text(q, "run", run);
	while ((r = query_next(q, c->diag)) > 0)
		n->intact +=
			verify_file(c, below(c, folder, run, query_text(q, 1)),
				    arena_format(c->arena, "%s ", query_text(q, 0)), query_text(q, 2), n);
	query_close(q);
	return r;
}

/* A copy of a paper that came in, as packs have them beside their own: known by its convention name, and
 * proved by its content. */
static int verify_copy(struct cmd *c, const char *path, const char *name, struct counts *n)
{
	struct query *q = query_open(c->db, c->diag, "SELECT sha256 FROM evidence WHERE name = :name", NULL);
	const struct place at = {path, 0, 0};
	char hex[DIGEST_HEX];
	int r;

	if (!q)
		return -1;
	query_bind_text(q, "name", name);
	r = query_next(q, c->diag);
	if (r == 0) {
		n->extra++;
		diag(c->diag, DIAG_VERIFY, &at, "is extra: the register does not know it");
	} else if (r == 1 &&
		   (digest_file(c->diag, path, hex, NULL) < 0 || strcmp(hex, query_text(q, 0)) != 0)) {
		n->changed++;
		diag(c->diag, DIAG_VERIFY, &at, "was changed after it was copied from the store");
	}
	query_close(q);
	return r < 0 ? -1 : 0;
}

/* A file by due date has its copies a folder deeper. */
static int copy_deeper(struct cmd *c, const char *folder, const char *name)
{
	const char *top = arena_format(c->arena, "%s/evidence", folder);
	char **deeper;
	int32_t i, n;

	if (!file_exists(top) || file_list(c->arena, c->diag, top, &deeper, &n) < 0)
		return 0;
	for (i = 0; i < n; i++)
		if (file_exists(arena_format(c->arena, "%s/%s/%s", top, deeper[i], name)))
			return 1;
	return 0;
}

/* What else is on record with its hash: the frozen ledger (of a run that was given up there is nothing to
 * prove), the pack's ZIP, and its copies of papers that came in. */
static int verify_rest(struct cmd *c, const char *folder, const char *run, struct counts *n)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT 'snapshot.db', snapshot_sha256 FROM run WHERE id = :run AND kind = 'make' AND state = 'made'"
		" AND EXISTS (SELECT 1 FROM paper WHERE run = :run AND sha256 IS NOT NULL)"
		" UNION ALL SELECT CASE act WHEN 'handed over' THEN '' ELSE 'evidence/' END || subject, sha256 FROM custody"
		" WHERE note = :run AND act IN ('handed over', 'copy handed over')",
		NULL);
	int r;

	if (!q)
		return -1;
	query_bind_text(q, "run", run);
	while ((r = query_next(q, c->diag)) > 0) {
		const char *path = arena_format(c->arena, "%s/%s", folder, query_text(q, 0));

		/* copies below evidence/ are proved where they are met, by find_extra */
		if (!strchr(query_text(q, 0), '/') ||
		    (!file_exists(path) && !copy_deeper(c, folder, strchr(query_text(q, 0), '/') + 1)))
			verify_file(c, path, "", query_text(q, 1), n);
	}
	query_close(q);
	return r;
}

/* Files of the run itself stand above its papers: lists, and one PDF a type for printing. */
static int own_file(const char *run, const char *name)
{
	static const char *const own[] = {"index.html", "run.json", "tie-out.csv", "count-sheet.csv",
					  "snapshot.db"};
	const size_t n = strlen(run);

	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
		if (strcmp(name, own[i]) == 0)
			return 1;
	return strncmp(name, run, n) == 0 && name[n] == '_';
}

/* Lists of the run's mails; the mails themselves are known to the register. */
static int own_mail(const char *folder, const char *name)
{
	static const char *const own[] = {"mails.csv", "without-address.csv", "without-address.pdf"};
	const char *slash = strrchr(folder, '/');

	for (size_t i = 0; slash && strcmp(slash, "/mail") == 0 && i < sizeof own / sizeof own[0]; i++)
		if (strcmp(name, own[i]) == 0)
			return 1;
	return 0;
}

/* What lies in the folder and is neither the run's own nor known to the register. file: the folder as the
 * register writes it. */
static int find_extra(struct cmd *c, const char *run, const char *folder, const char *file, int depth,
		      struct query *known, struct counts *n)
{
	char **name;
	int32_t names;

	if (file_list(c->arena, c->diag, folder, &name, &names) < 0)
		return -1;
	for (int32_t i = 0; i < names; i++) {
		const char *path = arena_format(c->arena, "%s/%s", folder, name[i]);
		int r = file_is_folder(c->diag, path);

		if (r < 0)
			return -1;
		if (r) {
			if (find_extra(c, run, path, arena_format(c->arena, "%s/%s", file, name[i]),
				       depth + 1, known, n) < 0)
				return -1;
			continue;
		}
		if ((depth == 0 && own_file(run, name[i])) || (depth == 1 && own_mail(folder, name[i])))
			continue;
		query_bind_text(known, "file", arena_format(c->arena, "%s/%s", file, name[i]));
		r = query_next(known, c->diag);
		query_reset(known);
		if (r < 0 || (r == 0 && verify_copy(c, path, name[i], n) < 0))
			return -1;
	}
	return 0;
}

static int verify_run(struct cmd *c, const char *path)
{
	char *folder = arena_dup(c->arena, path);
	const char *run;
	struct counts n = {0};
	struct query *known;

	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	while (strlen(folder) > 1 && folder[strlen(folder) - 1] == '/')
		folder[strlen(folder) - 1] = '\0';
	run = strrchr(folder, '/') ? strrchr(folder, '/') + 1 : folder;
	known = query_open(c->db, c->diag, "SELECT 1 FROM run WHERE id = :run", NULL);
	if (!known)
		return EXIT_STOPPED;
	query_bind_text(known, "run", run);
	if (query_next(known, c->diag) != 1) {
		query_close(known);
		return cmd_usage(c, "%s is neither a bundle nor a run of this house (out/R20261101-01)",
				 path);
	}
	query_close(known);
	if (verify_papers(c, folder, run, &n) < 0 || verify_rest(c, folder, run, &n) < 0)
		return EXIT_STOPPED;
	known = query_open(c->db, c->diag,
			   "SELECT 1 FROM paper WHERE file = :file AND state <> 'failed' UNION ALL "
			   "SELECT 1 FROM paper_event WHERE state = 'mailed' AND note = :file",
			   NULL);
	if (!known)
		return EXIT_STOPPED;
	if (find_extra(c, run, folder, arena_format(c->arena, "out/%s", run), 0, known, &n) < 0) {
		query_close(known);
		return EXIT_STOPPED;
	}
	query_close(known);
	if (n.changed + n.missing + n.extra > 0) {
		cmd_print("%s: NOT INTACT: %d changed, %d missing, %d extra\n", run, n.changed, n.missing,
			  n.extra);
		return EXIT_NOT_MADE;
	}
	cmd_print("%s: intact: %d papers\n", run, n.intact);
	return EXIT_FINE;
}

static int run(struct cmd *c)
{
	int code = EXIT_FINE;

	if (c->args < 1)
		return cmd_usage(c, "verify wants bundles (ZIP) or runs (out/R20261101-01)");
	for (int32_t i = 0; i < c->args; i++) {
		const struct place at = {c->arg[i], 0, 0};
		struct stat st;
		int one;

		if (stat(c->arg[i], &st) < 0) {
			if (errno == ENOENT)
				diag(c->diag, DIAG_VERIFY, &at, "there is no such file");
			else
				diag(c->diag, DIAG_FILE_OPEN, &at, "cannot be opened: %s", strerror(errno));
			one = EXIT_NOT_MADE;
		} else {
			one = S_ISDIR(st.st_mode) ? verify_run(c, c->arg[i]) : verify_zip(c, c->arg[i]);
		}
		if (one > code)
			code = one;
	}
	return code;
}

const struct command command_verify = {
	"verify",
	"prove a bundle, or what a run made, intact",
	"ZIP… | out/RUN…",
	run,
	NULL,
	"Every changed, missing or extra file is named; then the exit status is 1. A bundle needs no house to be verified.\n"
	"Intact means: as it was sealed. Whoever rewrites members, manifests and seal together makes another intact bundle; that it is the one that was\n"
	"given out shows only its SHA-256, which the custody log keeps, or a signature over the ZIP.\n"};
