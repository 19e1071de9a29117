/* cmd_verify.c: `verify`: proves that bundles, bags of others, and what a run made, are as they were made. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "cli/known.h"
#include "cmd/verify.h"
#include "evidence/bag.h"
#include "evidence/custody.h"
#include "sign/sign.h"

static int verify_path(struct cmd *c, const char *path, struct verified *n);

/* "sha256", or "md5, sha512": what proves the payload. weak: none that forgers cannot get round. */
static char *kinds_said(struct cmd *c, unsigned kinds, int *weak)
{
	char *said = arena_dup(c->arena, "");

	for (int i = 0; i < DIGEST_KINDS; i++)
		if (kinds & 1u << i)
			said = arena_format(c->arena, "%s%s%s", said, *said ? ", " : "",
					    digest_name((enum digest_kind)i));
	*weak = !(kinds & ~(1u << DIGEST_MD5 | 1u << DIGEST_SHA1));
	return said;
}

static int bag_bad(const char *path, const struct bag_report *r, struct verified *n)
{
	struct verify_item item = {VERIFY_ITEM, .path = path, .kind = "bag", .encrypted = r->locked};

	item.verdict = r->locked ? "not_judged" : "not_intact";
	if (!r->locked) {
		item.changed = r->changed;
		item.missing = r->missing;
		item.extra = r->extra;
		item.damaged = r->damaged;
		item.against_format = r->wrong;
	}
	if (verify_item(n, &item))
		return EXIT_NOT_MADE;
	if (r->locked) {
		cmd_print("%s: NOT JUDGED: it is encrypted\n", path);
		return EXIT_NOT_MADE;
	}
	cmd_print("%s: NOT INTACT: %d changed, %d missing, %d extra, %d damaged", path, r->changed,
		  r->missing, r->extra, r->damaged);
	if (r->wrong)
		cmd_print(", %d against the format", r->wrong);
	cmd_print("\n");
	return EXIT_NOT_MADE;
}

/* The time that an authority witnessed, where its reply lies beside the file; *by NULL: there is none. */
static int read_time(struct cmd *c, const char *path, const char *hex, const char **by, const char **on)
{
	const char *tsr = arena_format(c->arena, "%s.tsr", path);
	int64_t when;
	size_t len;
	char *bytes, day[11];

	*by = *on = NULL;
	if (!file_exists(tsr))
		return EXIT_FINE;
	bytes = file_read(c->arena, c->diag, tsr, 1 << 20, &len);
	if (!bytes || sign_file_stamp(c->arena, hex, tsr, bytes, len, &when, by, c->diag) < 0)
		return EXIT_NOT_MADE;
	*by = *by ? *by : "?";
	*on = arena_format(c->arena, "%s %02d:%02d UTC", date_format((int32_t)(when / 86400), day),
			   (int)(when % 86400 / 3600), (int)(when % 3600 / 60));
	return EXIT_FINE;
}

/* A house is wanted for runs alone; bags are judged anywhere. 1: the ledger is open, 0: there is no house. */
static int house_here(struct cmd *c)
{
	if (!file_exists("house.ini"))
		return 0;
	return cmd_ledger(c) < 0 ? -1 : 1;
}

/* Whether the custody log has a file under this name: 1 with this SHA-256, 0 it knows none of the name, -1
 * after a diagnostic: it has another. */
static int given_as(struct cmd *c, const char *path, const char *name, const char *hex)
{
	const struct place at = {path, 0, 0};
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT max(sha256 = ?1) FROM custody WHERE act IN ('bundled', 'handed over') AND subject = ?2",
		NULL);
	int r = -1, known, same;

	if (!q)
		return -1;
	query_put_text(q, 1, hex, -1);
	query_put_text(q, 2, name, -1);
	r = query_next(q, c->diag);
	known = r > 0 && !query_null(q, 0);
	same = known && query_int(q, 0) == 1;
	query_close(q);
	if (r < 0 || !known)
		return r < 0 ? -1 : 0;
	return same ? 1
		    : diag(c->diag, DIAG_VERIFY, &at,
			   "was changed: the custody log has another SHA-256 of it");
}

int verify_recorded(struct cmd *c, const char *path, const char *name, const char *hex)
{
	const int here = house_here(c);

	return here == 1 ? given_as(c, path, name, hex) : here;
}

static int verify_bag(struct cmd *c, const char *path, struct verified *n)
{
	struct verify_item item = {VERIFY_ITEM, .path = path, .kind = "bag"};
	struct bag_report r;
	char hex[DIGEST_HEX];
	const char *kinds, *by, *on, *password = cmd_password(c, "password-file", "LEDGERPRESS_PASSWORD");
	int weak, code;

	if (!password)
		return EXIT_NOT_MADE;
	if (bag_verify(c->diag, path, *password ? password : NULL, &r) < 0)
		return bag_bad(path, &r, n);
	if (!r.folder && digest_file(c->diag, path, hex, NULL) < 0)
		return EXIT_NOT_MADE;
	/* in the house that gave it out, one that was forged and sealed anew shows */
	if (r.ours && house_here(c) == 1 && given_as(c, path, verify_name(c, path), hex) < 0) {
		r.changed++;
		return bag_bad(path, &r, n);
	}
	kinds = kinds_said(c, r.kinds, &weak);
	by = on = NULL;
	code = r.folder ? EXIT_FINE : read_time(c, path, hex, &by, &on);
	item.verdict = code != EXIT_FINE ? "not_intact" : r.ours ? "intact_ours" : "valid_bag";
	item.files = r.members;
	item.bytes = r.bytes;
	item.warnings = r.doubts;
	item.encrypted = r.encrypted;
	item.sha256 = r.folder ? NULL : hex;
	item.bagit = r.version;
	item.algorithms = kinds;
	item.witnessed_by = by;
	item.witnessed_on = on;
	if (verify_item(n, &item))
		return code;
	if (r.ours)
		cmd_print("%s: intact and ours: %d files, %lld bytes, sealed%s\n", path, r.members,
			  (long long)r.bytes, r.encrypted ? ", encrypted" : "");
	else
		cmd_print("%s: a valid bag, not ours: %d files, %lld bytes, BagIt %s, %s; %s\n", path,
			  r.members, (long long)r.bytes, r.version, kinds,
			  r.folder ? "a folder has no seal, nor has a bundle that was unpacked"
				   : "it has no seal of Ledgerpress");
	if (r.doubts)
		cmd_print("  %d warnings\n", r.doubts);
	if (weak)
		cmd_print("  proved by %s alone: what was damaged shows, what was forged may not\n", kinds);
	if (!r.folder)
		cmd_print("  SHA-256 %s\n", hex);
	if (by)
		cmd_print("  time witnessed by %s on %s\n", by, on);
	return code;
}

/* The runs that are made, and whose folder is not in out/ at all. */
static int runs_gone(struct cmd *c, const char *out, struct verified *n)
{
	struct query *q =
		query_open(c->db, c->diag,
			   "SELECT id FROM run r WHERE EXISTS (SELECT 1 FROM paper p WHERE p.run = r.id AND"
			   " p.sha256 IS NOT NULL) ORDER BY id",
			   NULL);
	int r = q ? 1 : -1, code = EXIT_FINE;

	while (r > 0 && (r = query_next(q, c->diag)) > 0) {
		const char *folder = arena_format(c->arena, "%s/%s", out, query_text(q, 0));
		const struct place at = {folder, 0, 0};

		if (file_exists(folder))
			continue;
		diag(c->diag, DIAG_VERIFY, &at, "is missing: the register has papers of this run");
		n->runs++;
		n->bad++;
		code = EXIT_NOT_MADE;
	}
	query_close(q);
	return r < 0 ? EXIT_STOPPED : code;
}

static int is_named(const char *name, const char *ext)
{
	const char *dot = strrchr(name, '.');

	return dot && strcasecmp(dot + 1, ext) == 0;
}

/* What is on record by nothing: the frozen ledgers of handovers are proved with their runs, the rest is not.
 */
static void leave(struct cmd *c, const char *path, const char *what)
{
	const struct place at = {path, 0, 0};

	diag(c->diag, DIAG_VERIFY_LEFT, &at, "%s", what);
}

static int out_of_house(const char *folder)
{
	struct stat a, b;

	return stat(folder, &a) == 0 && stat("out", &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* R20261101-01, HO2026-00003 */
static int called_as_run(const char *name)
{
	const size_t letters = *name == 'R' ? 1 : strncmp(name, "HO", 2) == 0 ? 2 : 0;

	return letters > 0 && name[letters] >= '0' && name[letters] <= '9' && strchr(name, '-') != NULL;
}

/* A court file, by the SHA-256 that the custody log has under its name. 1 intact, 0 it has none, -1 after a
 * diagnostic. */
static int verify_given(struct cmd *c, const char *path, const char *name, struct verified *n)
{
	struct verify_item item = {VERIFY_ITEM, .path = path, .kind = "given"};
	char hex[DIGEST_HEX];
	int r;

	if (digest_file(c->diag, path, hex, NULL) < 0)
		return -1;
	r = given_as(c, path, name, hex);
	item.sha256 = hex;
	item.verdict = r == 1 ? "intact_ours" : "not_intact";
	if (r != 0 && verify_item(n, &item))
		return r;
	if (r == 1)
		cmd_print("%s: intact, as the custody log has it\n  SHA-256 %s\n", path, hex);
	return r;
}

/* Something in a folder: a bag, a run, or nothing that can be judged. */
static int verify_inside(struct cmd *c, const char *path, int out, struct verified *n)
{
	static const char *const made[] = {"books", "preview", "reports"};
	static const char again[] = "is made anew whenever it is asked for, and is not on record";
	const char *name = verify_name(c, path);
	int r = file_is_folder(c->diag, path), here;

	if (r < 0)
		return EXIT_NOT_MADE;
	for (size_t i = 0; r == 1 && out && i < sizeof made / sizeof *made; i++)
		if (strcmp(name, made[i]) == 0) {
			leave(c, path, i == 0 ? "belongs to handovers, with which it is judged" : again);
			return EXIT_FINE;
		}
	if (r == 0 && out && strcmp(name, "index.html") == 0) {
		leave(c, path, again);
		return EXIT_FINE;
	}
	if (r == 0) {
		if (is_named(name, "zip"))
			return verify_path(c, path, n);
		if (is_named(name, "tsr")) /* it is tried with its bundle */
			return EXIT_FINE;
		r = is_named(name, "pdf") && house_here(c) == 1 ? verify_given(c, path, name, n) : 0;
		if (r != 0) {
			n->bags++;
			n->bad += r < 0;
			return r < 0 ? EXIT_NOT_MADE : EXIT_FINE;
		}
		leave(c, path, "is neither a bag nor of a run: nothing is on record of it");
		return EXIT_FINE;
	}
	here = house_here(c);
	if (here < 0)
		return EXIT_STOPPED;
	if ((here && verify_is_run(c, path) == 1) || bag_is_folder(c->diag, path) == 1 ||
	    strcmp(name, "bundles") == 0)
		return verify_path(c, path, n);
	if (out && called_as_run(name)) {
		const struct place at = {path, 0, 0};

		diag(c->diag, DIAG_VERIFY, &at,
		     "is extra: it is called as a run is, and the register knows none");
		n->runs++;
		n->bad++;
		return EXIT_NOT_MADE;
	}
	leave(c, path, "is neither a bag nor of a run: nothing is on record of it");
	return EXIT_FINE;
}

static int verify_folder(struct cmd *c, const char *path, struct verified *n)
{
	struct verified mine = {.json = n->json};
	struct verify_item item = {VERIFY_ITEM, .path = path, .kind = "folder"};
	const int out = house_here(c) == 1 && out_of_house(path);
	char **name;
	int32_t names;
	int code = EXIT_FINE;

	if (file_list(c->arena, c->diag, path, &name, &names) < 0)
		return EXIT_NOT_MADE;
	for (int32_t i = 0; i < names; i++) {
		int one = verify_inside(c, arena_format(c->arena, "%s/%s", path, name[i]), out, &mine);

		code = one > code ? one : code;
		cmd_progress(c, path, i + 1, names);
	}
	if (out) {
		int one = runs_gone(c, path, &mine);

		code = one > code ? one : code;
	}
	if (code != EXIT_STOPPED && mine.runs + mine.bags == 0)
		return cmd_usage(
			c, "%s is neither a bag nor a run of this house (out/R20261101-01), and holds none",
			path);
	item.verdict = mine.bad ? "not_intact" : "intact";
	if (!verify_item(n, &item))
		cmd_print("%s: %s: %d runs, %d bags, %d of them not intact\n", path,
			  mine.bad ? "NOT INTACT" : "intact", mine.runs, mine.bags, mine.bad);
	n->runs += mine.runs;
	n->bags += mine.bags;
	n->bad += mine.bad;
	return code;
}

static int verify_path(struct cmd *c, const char *path, struct verified *n)
{
	const struct place at = {path, 0, 0};
	struct stat st;
	int code, here;

	if (stat(path, &st) < 0) {
		if (errno == ENOENT)
			diag_hint(c->diag, DIAG_VERIFY, &at,
				  house_here(c) == 1 ? known_hint(c, KNOWN_RUN, verify_name(c, path))
						     : file_near(c->arena, path),
				  "there is no such file");
		else
			diag(c->diag, DIAG_FILE_OPEN, &at, "cannot be opened: %s", strerror(errno));
		return EXIT_NOT_MADE;
	}
	if (S_ISDIR(st.st_mode)) {
		here = house_here(c);
		if (here < 0)
			return EXIT_STOPPED;
		if (here && verify_is_run(c, path) == 1) {
			code = verify_run(c, path, n);
			n->runs++;
			n->bad += code != EXIT_FINE;
			return code;
		}
		here = bag_is_folder(c->diag, path);
		if (here <= 0)
			return here < 0 ? EXIT_NOT_MADE : verify_folder(c, path, n);
	}
	if (is_named(path, "pdf")) {
		code = verify_locked(c, path, n);
		return code >= 0 ? code : verify_signatures(c, path, n, NULL);
	}
	code = verify_bag(c, path, n);
	n->bags++;
	n->bad += code != EXIT_FINE;
	return code;
}

static int run(struct cmd *c)
{
	struct verified n = {0};
	int code = EXIT_FINE;

	if (c->args < 1)
		return cmd_usage(c, "verify wants bundles, bags (ZIP or folder) or runs (out/R20261101-01)");
	if (c->json)
		n.json = verify_json_open(c);
	for (int32_t i = 0; i < c->args; i++) {
		int one = verify_path(c, c->arg[i], &n);

		if (one > code)
			code = one;
	}
	/* in its house what was filed is held against the custody log too */
	if (house_here(c) == 1 && custody_check(c->db, c->diag) < 0 && code == EXIT_FINE)
		code = EXIT_NOT_MADE;
	if (n.json)
		verify_json_close(c, n.json, code == EXIT_FINE ? "proved" : "not_proved");
	return code;
}

static const struct option_row options[] = {
	{"password-file", 0, "FILE",
	 "of an encrypted bundle or court file: its password is the first line; else LEDGERPRESS_PASSWORD of the environment"},
	{NULL, 0, NULL, NULL}};

const struct command command_verify = {
	"verify",
	"prove a bundle, a bag of others, or what a run made, intact",
	"ZIP… | FOLDER… | PDF… | out/RUN… | out",
	run,
	options,
	"Every fault is named, not only the first; then the exit status is 1. Verdicts: intact and ours (a bundle or pack as we sealed it; a run as the\n"
	"register has it) · a valid bag, not ours (of others, or a bundle that was unpacked or packed again: a seal is of the ZIP) · NOT INTACT.\n"
	"Bags are those of BagIt 0.93 to 1.0 (RFC 8493), as ZIP or folder, with md5 to sha512 and any encoding that they declare; what is tolerated in\n"
	"a bag of others is a warning, and a fault in one of ours. A bag needs no house to be verified. Of a run each paper, print file and list is\n"
	"compared with the register: changed, missing, extra; drafts of mails may be changed. Of a PDF, and of the signed copies of a run, each electronic signature is tried. out, or another folder, is all of that in it.\n"
	"Intact means: as it was sealed. Whoever rewrites members, manifests and seal together makes another intact bundle; that it is the one that was\n"
	"given out shows only its SHA-256, which the custody log keeps, or a signature over the ZIP. An encrypted court file alone is proved in its house\n"
	"by that SHA-256; elsewhere verify says whether the password opens it, and no more. In a house the register of the papers on file is held against the\n"
	"custody log as well, as `check` does; what was changed is named, and the exit status is 1.\n"
	"--json: one object: format (ledgerpress-verify), version (1; a later one adds names alone), verdict (proved, not_proved), items (path, kind: bag, run,\n"
	"pdf, given, folder; verdict: intact_ours, valid_bag, intact, signed, not_signed, opens, not_judged, not_intact; counts, null where they do not apply;\n"
	"sha256, bagit, algorithms, witnessed_by, witnessed_on) and messages (path, level, name, message), which stand on stderr too.\n"};
