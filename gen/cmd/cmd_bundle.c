/* cmd_bundle.c: `bundle CASE…`: the evidence of a case as a ZIP that proves itself. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/known.h"
#include "run/bundle_index.h"
#include "run/court.h"
#include "cli/cmd.h"
#include "cli/day.h"
#include "run/freeze.h"
#include "run/gaps.h"
#include "run/sign_paper.h"
#include "evidence/history.h"
#include "evidence/vault.h"
#include "layout/catalogue.h"

#define REPLY_MOST (1 << 20) /* bytes of a token with some certificates */

struct packer {
	struct cmd *cmd;
	struct db *snapshot;
	struct maker *maker;
	struct job_context context;
	const char *folder;
	const char *language;	      /* of the index and the tables */
	const char *const *recipient; /* up to a NULL */
	struct extract_words words;
	const struct terms *terms;
	const struct catalogue *catalogue; /* NULL: English */
	const char *password;		   /* NULL: it is not encrypted */
	struct sign_key *key;		   /* who signs the index; NULL: nobody */
	int64_t signed_at;		   /* seconds since 1970 */
	int64_t volume_pages, volume_mb;   /* limits of a court file's volumes; 0: none */
};

static int make_index(struct packer *p, const struct bundle *b, struct bundle_index *index)
{
	struct cmd *c = p->cmd;

	/* attached anew for each case: what fill keeps of queries belongs to the case before */
	if (maker_attach(p->maker, p->snapshot, c->diag) < 0 ||
	    bundle_index(c, p->maker, &p->context, b, p->language, index) < 0)
		return -1;
	return p->key ? sign_any(c, &index->pdf, "index.pdf", p->language, "compiler", NULL, p->signed_at,
				 p->key, maker_type(p->maker))
		      : 0;
}

/* The log knows of each bundle once, however often it is made. */
static int log_bundle(struct packer *p, const char *path, const char *sha256)
{
	struct cmd *c = p->cmd;
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT 1 FROM custody WHERE act = 'bundled' AND subject = :subject AND sha256 = :sha256",
		NULL);
	const char *who = cmd_option(c, "by");
	struct text to;
	int r;

	if (!q)
		return -1;
	query_bind_text(q, "subject", name);
	query_bind_text(q, "sha256", sha256);
	r = query_next(q, c->diag);
	query_close(q);
	if (r != 0)
		return r < 0 ? -1 : 0;
	text_init(&to);
	for (int32_t i = 0; p->recipient[i]; i++)
		text_addf(&to, "%s%s", i ? "; " : "", p->recipient[i]);
	r = vault_log(c->db, c->diag, p->context.as_of, "bundled", name, sha256,
		      who ? who : house_text(c->house, "staff", "ar"), to.len ? text_str(&to) : NULL);
	text_done(&to);
	return r;
}

static void say_gaps(struct cmd *c, const struct bundle *b)
{
	for (int32_t i = 0; i < b->gaps && !c->json; i++)
		cmd_print("  gap: %s%s%s\n", b->gap[i].named, *b->gap[i].named ? ": " : "", b->gap[i].said);
}

static int refuse_gaps(struct cmd *c, const struct bundle *b)
{
	for (int32_t i = 0; i < b->gaps; i++)
		diag(c->diag, DIAG_BUNDLE_GAP, NULL, "%s: %s%s%s", b->case_id, b->gap[i].named,
		     *b->gap[i].named ? ": " : "", b->gap[i].said);
	return EXIT_NOT_MADE;
}

static void print_json(const struct bundle *b, const char *path, const char *sha256)
{
	struct text t;

	text_init(&t);
	text_adds(&t, "{\"case\": ");
	text_json(&t, b->case_id);
	text_adds(&t, ", \"file\": ");
	text_json(&t, path);
	text_addf(&t, ", \"sha256\": \"%s\", \"papers\": %d, \"gaps\": %d}\n", sha256, b->papers, b->gaps);
	cmd_print("%s", text_str(&t));
	text_done(&t);
}

/* All values of an option, up to a NULL. */
static const char *const *words_of(struct cmd *c, const char *option)
{
	const char **list = arena_alloc(c->arena, sizeof *list * (size_t)(c->values + 1)), *s;
	int32_t n = 0;

	for (; (s = cmd_option_at(c, option, n)) != NULL; n++)
		list[n] = s;
	list[n] = NULL;
	return list;
}

/* The court file of a case beside its bundle, in volumes. */
static int make_court(struct packer *p, const struct bundle *b)
{
	struct cmd *c = p->cmd;
	struct court_options o = {.language = p->language,
				  .folder = p->folder,
				  .password = p->password,
				  .pages_most = (int32_t)p->volume_pages,
				  .bytes_most = p->volume_mb * 1000000,
				  .leave_out = words_of(c, "leave-out"),
				  .unparted = cmd_flag(c, "no-sections")};
	struct court_made *made;
	int32_t n;

	if (court_make(c, p->maker, &p->context, p->snapshot, b, &o, &made, &n) < 0)
		return -1;
	for (int32_t i = 0; i < n; i++) {
		if (log_bundle(p, made[i].path, made[i].sha256) < 0)
			return -1;
		if (!c->json)
			cmd_print("%s: %d pages\n", made[i].path, (int)made[i].pages);
	}
	return 0;
}

static int pack_one(struct packer *p, const char *case_id)
{
	struct cmd *c = p->cmd;
	struct bundle b;
	struct bundle_index index;
	char sha256[DIGEST_HEX], *path;
	int r;

	/* a register that was changed past its log would be bundled as if it were so */
	if (history_check(c->db, c->diag, case_id) < 0 ||
	    bundle_printed(c->db, c->arena, c->diag, case_id, p->folder, p->password) < 0 ||
	    bundle_collect(p->snapshot, c->db, c->house, c->arena, c->diag, case_id, p->context.as_of,
			   p->recipient, &b) < 0)
		return EXIT_NOT_MADE;
	b.words = &p->words;
	b.password = p->password;
	if (gaps_word(c, b.gap, b.gaps) < 0 || gaps_tell(c, p->snapshot, p->terms, p->catalogue, &b) < 0)
		return EXIT_NOT_MADE;
	if (b.gaps > 0 && cmd_flag(c, "strict"))
		return refuse_gaps(c, &b);
	text_init(&index.pdf);
	text_init(&index.html);
	r = make_index(p, &b, &index);
	if (r == 0)
		r = bundle_write(p->snapshot, c->house, c->arena, c->diag, &b, &index, p->folder, &path,
				 sha256);
	text_done(&index.pdf);
	text_done(&index.html);
	if (r < 0 || log_bundle(p, path, sha256) < 0)
		return EXIT_NOT_MADE;
	if (c->json)
		print_json(&b, path, sha256);
	else
		cmd_print("%s: %d %s, %s%s\n", path, b.papers, b.papers == 1 ? "paper" : "papers",
			  b.gaps ? "INCOMPLETE, gaps: " : "complete",
			  b.gaps ? arena_format(c->arena, "%d", b.gaps) : "");
	say_gaps(c, &b);
	return cmd_flag(c, "court") && make_court(p, &b) < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

static const char *word(void *ctx, const char *code)
{
	static const struct place nowhere;
	struct packer *p = ctx;

	return terms_find(p->terms, code)
		       ? term_word(p->cmd->arena, p->cmd->diag, p->terms, p->catalogue, code, &nowhere)
		       : NULL;
}

/* The language of the bundle, and its words. */
static int words_open(struct packer *p)
{
	struct cmd *c = p->cmd;
	const char *said = cmd_option(c, "lang");

	p->language = said ? said : p->context.default_language;
	p->words = (struct extract_words){word, p, c->arena};
	p->terms = terms_read(c->arena, c->diag, c->house);
	if (!p->terms)
		return -1;
	if (strcmp(p->language, "en") == 0)
		return 0;
	p->catalogue = catalogue_open(c->arena, c->diag, c->house, p->language);
	return p->catalogue ? 0 : -1;
}

/* A case that exists only as of this snapshot has no number yet: make opens cases. */
static int known_case(struct cmd *c, const char *case_id)
{
	struct query *q = query_open(c->db, c->diag, "SELECT 1 FROM bad_case WHERE id = :id", NULL);
	const char *near = NULL;
	int r;

	if (!q)
		return -1;
	query_bind_text(q, "id", case_id);
	r = query_next(q, c->diag);
	query_close(q);
	if (r == 0)
		near = known_hint(c, KNOWN_CASE, case_id);
	if (r == 0)
		return diag_hint(c->diag, DIAG_BUNDLE_CASE, NULL,
				 near ? near : "`ledgerpress case list` lists the cases",
				 "there is no case %s", case_id);
	return r < 0 ? -1 : 0;
}

static int pack_all(struct packer *p)
{
	struct cmd *c = p->cmd;
	int code = EXIT_FINE;

	for (int32_t i = 0; i < c->args; i++) {
		int one = known_case(c, c->arg[i]) < 0 ? EXIT_NOT_MADE : EXIT_FINE;

		if (one == EXIT_FINE && !p->snapshot) {
			p->snapshot = freeze_rewound(c, p->context.as_of);
			p->maker = p->snapshot ? maker_open(c, NULL, 0) : NULL;
			if (!p->maker || freeze_context(c->arena, c->diag, p->snapshot, &p->context) < 0 ||
			    words_open(p) < 0)
				return EXIT_STOPPED;
		}
		if (one == EXIT_FINE)
			one = pack_one(p, c->arg[i]);
		if (one > code)
			code = one;
	}
	return code;
}

static int key_open(struct packer *p)
{
	struct cmd *c = p->cmd;
	const char *file = cmd_option(c, "p12"), *epoch = getenv("SOURCE_DATE_EPOCH"), *word;

	if (!file)
		return 0;
	word = cmd_password(c, "p12-password-file", "LEDGERPRESS_P12_PASSWORD");
	p->signed_at = epoch && *epoch ? strtoll(epoch, NULL, 10) : (int64_t)time(NULL);
	p->key = word ? sign_key_open(file, word, c->diag) : NULL;
	return p->key ? sign_key_valid(p->key, p->signed_at, c->diag) : -1;
}

/* ---- witnessed times of bundles that are made ---- */

/* The request for a file's time, or an authority's reply to it, which is filed beside it as FILE.tsr. */
static int witness(struct cmd *c, const char *ask, const char *reply)
{
	const char *path = c->arg[0], *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path, *by;
	char hex[DIGEST_HEX], *bytes;
	int64_t when;
	struct text query;
	size_t len;
	int32_t day;
	int r;

	if (c->args != 1)
		return cmd_usage(c, "a time is witnessed of one file: a bundle or court file that is made");
	if (digest_file(c->diag, path, hex, NULL) < 0)
		return EXIT_NOT_MADE;
	if (ask) {
		text_init(&query);
		r = sign_file_ask(hex, path, &query, c->diag);
		if (r == 0)
			r = file_write(c->diag, ask, query.data, query.len, 1);
		text_done(&query);
		if (r == 0)
			cmd_say(c,
				"%s: send it to a time-stamping authority (as application/timestamp-query) and give its reply to "
				"`ledgerpress bundle %s --timestamp FILE`\n",
				ask, path);
		return r < 0 ? EXIT_NOT_MADE : EXIT_FINE;
	}
	bytes = file_read(c->arena, c->diag, reply, REPLY_MOST, &len);
	if (!bytes || sign_file_stamp(c->arena, hex, reply, bytes, len, &when, &by, c->diag) < 0 ||
	    cmd_ledger(c) < 0 ||
	    file_write(c->diag, arena_format(c->arena, "%s.tsr", path), bytes, len, 0) < 0)
		return EXIT_NOT_MADE;
	day = (int32_t)(when / 86400);
	if (vault_log(c->db, c->diag, day, "witnessed", name, hex, by, NULL) < 0)
		return EXIT_NOT_MADE;
	cmd_say(c, "%s.tsr: its time is witnessed\n", path);
	return EXIT_FINE;
}

static int run(struct cmd *c)
{
	struct packer p = {.cmd = c};
	const char *ask = cmd_option(c, "timestamp-query"), *reply = cmd_option(c, "timestamp");
	int code;

	if (ask || reply)
		return witness(c, ask, reply);
	if (c->args < 1)
		return cmd_usage(c, "bundle wants cases; `ledgerpress case list` lists them");
	if (cmd_ledger(c) < 0 || known_staff(c, "by") < 0)
		return EXIT_STOPPED;
	if (day_read(c, DATE_NONE, &p.context.as_of, NULL) < 0)
		return EXIT_BAD_USAGE;
	if (cmd_language(c) < 0)
		return EXIT_BAD_USAGE;
	if (cmd_encrypt(c, &p.password) < 0)
		return EXIT_BAD_USAGE;
	if (cmd_number(c, "volume-pages", 0, &p.volume_pages) < 0 ||
	    cmd_number(c, "volume-mb", 0, &p.volume_mb) < 0)
		return EXIT_BAD_USAGE;
	if (p.volume_pages < 0 || p.volume_pages > 1000000 || p.volume_mb < 0 || p.volume_mb > 1000000)
		return cmd_usage(c, "a volume has 1 to 1000000 pages or megabytes");
	p.recipient = words_of(c, "recipient");
	p.folder = cmd_option(c, "to") ? cmd_option(c, "to") : "out/bundles";
	if (key_open(&p) < 0)
		return EXIT_NOT_MADE;
	code = pack_all(&p);
	sign_key_close(p.key);
	maker_close(p.maker);
	db_close(p.snapshot);
	return code;
}

static const struct option_row options[] = {
	{"as-of", 0, "DATE",
	 "the day that the bundle speaks of; without it the newest day that the ledger knows"},
	{"to", 0, "DIR", "where the ZIP goes; out/bundles without it"},
	{"lang", 0, "LANGUAGE",
	 "of the index and the tables: one of the house; without it the house's first"},
	{"recipient", 0, "NAME",
	 "who receives the bundle, on its first page and in the custody log; may be repeated"},
	{"by", 0, "WHO", "who makes it, for the custody log; [staff] ar without it"},
	{"strict", 0, NULL, "with gaps, make none"},
	{"court", 0, NULL,
	 "beside the ZIP one PDF of all exhibits for a court: cover, index, numbered pages, marks"},
	{"volume-pages", 0, "N", "court: a volume has at most so many pages"},
	{"volume-mb", 0, "N", "court: a volume has exhibits of at most so many megabytes"},
	{"leave-out", 0, "EXHIBIT[:PAGES]",
	 "court: leaves out an exhibit, or pages of it (12A:2-3), for privilege; a sheet says so; may be repeated"},
	{"no-sections", 0, NULL, "court: exhibits in the order of their numbers, without sections A, B …"},
	{"p12", 0, "FILE",
	 "signs index.pdf with this key and certificate (PKCS #12) before the bundle is sealed"},
	{"p12-password-file", 0, "FILE",
	 "its password is the first line; else LEDGERPRESS_P12_PASSWORD of the environment"},
	{"timestamp-query", 0, "FILE",
	 "of a bundle that is made (its file instead of CASE): writes the request for a witnessed time (RFC 3161)"},
	{"timestamp", 0, "FILE", "files the authority's reply beside it as .tsr, which `verify` tries"},
	{"encrypt", 0, NULL,
	 "with a password: AES-256, which 7-Zip and WinZip open; names of members can be read without it"},
	{"password-file", 0, "FILE",
	 "its first line is the password; else LEDGERPRESS_PASSWORD of the environment"},
	{NULL, 0, NULL, NULL}};

const struct command command_bundle = {
	"bundle",
	"the evidence of a case as a ZIP: papers, index, chronology, proof",
	"CASE… | FILE --timestamp-query|--timestamp FILE",
	run,
	options,
	"The ZIP is a BagIt bag (RFC 8493); `ledgerpress verify` or sha256sum -c proves it. Gaps are named; the bundle is then marked INCOMPLETE.\n"};
