/* sign_paper.c: signed copies of papers, and what the register has of them. */
#include "run/sign_paper.h"

#include <string.h>

#include "cli/known.h"
#include "fill/locale.h"
#include "house/language.h"
#include "layout/catalogue.h"

/* A paper is a few hundred kilobytes; a claim with everything in it some megabytes. */
#define PAPER_MOST ((size_t)256 << 20)

static int no_such(struct cmd *c, const char *number)
{
	struct known k = {0};

	return known_read(
		       c, &k,
		       "SELECT number FROM paper WHERE state NOT IN ('planned', 'failed') ORDER BY number") <
			       0
		       ? -1
		       : known_check(c, &k, "the register", "number", number);
}

/* out/RUN/signed/NAME of out/RUN/TYPE/NAME. */
static const char *copy_of(struct arena *a, const char *file)
{
	const char *run = strchr(file, '/'), *end = run ? strchr(run + 1, '/') : NULL,
		   *name = strrchr(file, '/');

	return arena_format(a, "%.*s/signed/%s", (int)(end - file), file, name + 1);
}

/* The bytes on record under a hash. */
static int read_whole(struct cmd *c, const char *file, const char *sha256, struct text *to)
{
	const struct place at = {file, 0, 0};
	char hex[DIGEST_HEX], *bytes;
	size_t len;

	bytes = file_read(c->arena, c->diag, file, PAPER_MOST, &len);
	if (!bytes)
		return -1;
	digest_bytes(bytes, len, hex);
	if (strcmp(hex, sha256) != 0)
		return diag_hint(c->diag, DIAG_SIGN_FILE, &at,
				 "put the file back as it was: `ledgerpress verify` names all that changed",
				 "was changed after it was made");
	text_add(to, bytes, len);
	return 0;
}

int sign_paper_open(struct cmd *c, const char *number, struct sign_paper *p)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT p.id, p.number, p.language, p.file, p.sha256, p.state, s.file, s.sha256 FROM paper p "
		"LEFT JOIN signature s ON s.id = (SELECT max(id) FROM signature x WHERE x.paper = p.id) WHERE p.number = :number",
		NULL);
	const struct place at = {number, 0, 0};
	const char *state;
	int rc;

	memset(p, 0, sizeof *p);
	text_init(&p->bytes);
	if (!q)
		return -1;
	query_bind_text(q, "number", number);
	rc = query_next(q, c->diag);
	if (rc == 1) {
		state = query_text(q, 5);
		p->id = query_int(q, 0);
		p->number = arena_dup(c->arena, query_text(q, 1));
		p->language = arena_dup(c->arena, query_text(q, 2));
		if (strcmp(state, "cancelled") == 0 || strcmp(state, "failed") == 0 || query_null(q, 4)) {
			rc = diag(c->diag, DIAG_SIGN_FILE, &at, "is %s: there is nothing to sign",
				  query_null(q, 4) ? "not made" : state);
		} else {
			p->copied = !query_null(q, 6);
			p->file = p->copied ? arena_dup(c->arena, query_text(q, 6))
					    : copy_of(c->arena, query_text(q, 3));
			rc = read_whole(c, query_text(q, p->copied ? 6 : 3), query_text(q, p->copied ? 7 : 4),
					&p->bytes);
		}
	} else if (rc == 0) {
		rc = no_such(c, number);
	}
	query_close(q);
	return rc;
}

void sign_paper_done(struct sign_paper *p)
{
	text_done(&p->bytes);
}

/* ---- what is seen in the field ---- */

struct seen {
	struct type_span line[3];
	int rtl;
};

/* "Signed electronically", who, and when, in the first language of the paper. */
static int seen_make(struct cmd *c, const char *paper_language, const struct sign_key *k, int64_t when,
		     struct seen *s)
{
	struct arena *a = c->arena;
	const char *plus = strchr(paper_language, '+'),
		   *code = arena_format(a, "%.*s",
					plus ? (int)(plus - paper_language) : (int)strlen(paper_language),
					paper_language);
	const struct language *language = language_find(&c->house->languages, code, strlen(code));
	const struct terms *terms = terms_read(a, c->diag, c->house);
	struct catalogue *catalogue = NULL;
	struct locale *l;
	char day[LOCALE_MAX];
	const char *line[3];

	if (!language || !terms)
		return -1;
	if (strcmp(code, "en") != 0 && !(catalogue = catalogue_open(a, c->diag, c->house, code)))
		return -1;
	l = locale_open(c->diag, language, 0);
	if (!l)
		return -1;
	locale_date(l, day, (int32_t)(when / 86400), 0);
	line[0] = label_word(a, c->diag, terms, catalogue, "signed");
	line[1] = sign_key_name(k);
	line[2] = arena_format(a, "%s, %02d:%02d UTC", day, (int)(when % 86400 / 3600),
			       (int)(when % 3600 / 60));
	s->rtl = locale_rtl(l);
	locale_close(l);
	for (int i = 0; i < 3; i++)
		if (line[i])
			s->line[i] = (struct type_span){line[i], (int32_t)strlen(line[i]),
							i == 1 ? STYLE_BOLD : 0, code};
	return line[0] ? 0 : -1;
}

/* ---- the copy and the register ---- */

/* The facts of a field's signature in the bytes as they are now. */
static int facts_of(struct cmd *c, const struct sign_paper *p, const char *field, struct sign_facts *out)
{
	struct sign_facts *f;
	int32_t n;

	if (sign_list(c->arena, p->bytes.data, p->bytes.len, p->file, &f, &n, c->diag) < 0)
		return -1;
	for (int32_t i = 0; i < n; i++)
		if (strcmp(f[i].field, field) == 0) {
			const struct place at = {p->file, 0, 0};

			*out = f[i];
			return f[i].state == SIGN_WHOLE ? 0
							: diag(c->diag, DIAG_SIGN_FILE, &at,
							       "the new signature does not hold");
		}
	return -1;
}

static int register_write(struct cmd *c, const struct sign_paper *p, const struct sign_facts *f, int32_t date)
{
	struct query
		*row = query_open(
			c->db, c->diag,
			"INSERT INTO signature(paper, field, signer, issuer, date, witnessed, file, sha256) "
			"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
			NULL),
		*event = query_open(
			c->db, c->diag,
			"INSERT INTO paper_event(paper, date, state, who, note) VALUES (?1, ?2, ?3, ?4, ?5)",
			NULL);
	char hex[DIGEST_HEX];
	int rc = row && event ? 0 : -1;

	digest_bytes(p->bytes.data, p->bytes.len, hex);
	if (rc == 0) {
		query_put_int(row, 1, p->id);
		query_put_text(row, 2, f->field, -1);
		query_put_text(row, 3, f->signer, -1);
		query_put_text(row, 4, f->issuer, -1);
		query_put_int(row, 5, date);
		query_put_text(row, 6, f->witnessed ? f->authority ? f->authority : "" : NULL, -1);
		query_put_text(row, 7, p->file, -1);
		query_put_text(row, 8, hex, -1);
		rc = query_next(row, c->diag);
	}
	if (rc == 0) {
		query_put_int(event, 1, p->id);
		query_put_int(event, 2, date);
		query_put_text(event, 3, f->witnessed ? "time witnessed" : "signed", -1);
		query_put_text(event, 4, f->witnessed ? f->authority : f->signer, -1);
		query_put_text(event, 5,
			       arena_format(c->arena, "%s %s", f->witnessed ? "of the signature as" : "as",
					    f->field),
			       -1);
		rc = query_next(event, c->diag);
	}
	query_close(row);
	query_close(event);
	return rc < 0 ? -1 : 0;
}

/* Writes both, with the ledger locked, so that of two who sign at once the second sees the first one's. */
static int keep(struct cmd *c, const struct sign_paper *p, const char *field, int32_t date)
{
	struct sign_facts f;
	char *folder = arena_dup(c->arena, p->file);

	*strrchr(folder, '/') = '\0';
	if (facts_of(c, p, field, &f) < 0 || file_mkdirs(c->diag, folder) < 0 ||
	    file_write(c->diag, p->file, p->bytes.data, p->bytes.len, 1) < 0)
		return -1;
	return register_write(c, p, &f, date);
}

/* Whether the copy on record is still the one that was read. */
static int still(struct cmd *c, const struct sign_paper *p, int64_t seen)
{
	struct query *q = query_open(c->db, c->diag,
				     "SELECT coalesce(max(id), 0) FROM signature WHERE paper = :paper", NULL);
	int64_t now = -1;

	if (!q)
		return -1;
	query_bind_int(q, "paper", p->id);
	if (query_next(q, c->diag) == 1)
		now = query_int(q, 0);
	query_close(q);
	if (now != seen) {
		const struct place at = {p->number, 0, 0};

		return diag(c->diag, DIAG_SIGN_FILE, &at,
			    "another process signed it meanwhile; sign it again");
	}
	return 0;
}

static int64_t last_of(struct cmd *c, const struct sign_paper *p)
{
	struct query *q = query_open(c->db, c->diag,
				     "SELECT coalesce(max(id), 0) FROM signature WHERE paper = :paper", NULL);
	int64_t last = -1;

	if (q) {
		query_bind_int(q, "paper", p->id);
		if (query_next(q, c->diag) == 1)
			last = query_int(q, 0);
	}
	query_close(q);
	return last;
}

static int keep_locked(struct cmd *c, const struct sign_paper *p, const char *field, int32_t date,
		       int64_t seen)
{
	struct diag quiet;

	if (db_run(c->db, c->diag, "BEGIN IMMEDIATE") < 0)
		return -1;
	if (still(c, p, seen) == 0 && keep(c, p, field, date) == 0 && db_run(c->db, c->diag, "COMMIT") == 0)
		return 0;
	diag_init(&quiet, NULL, NULL);
	db_run(c->db, &quiet, "ROLLBACK");
	return -1;
}

int sign_any(struct cmd *c, struct text *pdf, const char *name, const char *language, const char *field,
	     const char *reason, int64_t when, const struct sign_key *k, struct type *t)
{
	struct seen seen = {0};
	struct sign_request r = {field, when, reason, seen.line, 3, 0};

	if (seen_make(c, language, k, when, &seen) < 0)
		return -1;
	r.rtl = (uint8_t)seen.rtl;
	return sign_pdf(pdf, name, &r, t, k, c->diag);
}

int sign_paper_sign(struct cmd *c, struct sign_paper *p, const char *field, const char *reason, int64_t when,
		    const struct sign_key *k, struct type *t)
{
	int64_t last = last_of(c, p);

	if (last < 0 || sign_any(c, &p->bytes, p->file, p->language, field, reason, when, k, t) < 0)
		return -1;
	return keep_locked(c, p, field, (int32_t)(when / 86400), last);
}

int sign_paper_stamp(struct cmd *c, struct sign_paper *p, const char *field, const char *reply, size_t len)
{
	struct sign_facts f;
	int64_t last = last_of(c, p);

	if (last < 0 || sign_stamp_put(&p->bytes, p->file, field, reply, len, c->diag) < 0 ||
	    facts_of(c, p, field, &f) < 0)
		return -1;
	return keep_locked(c, p, field, (int32_t)(f.witnessed / 86400), last);
}
