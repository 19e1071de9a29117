/* custody.c: the chain of the custody log. */
#include "evidence/custody.h"

#include "evidence/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- in the ledger ---- */

enum { LINE_ID, LINE_CONTENT, LINE_BEFORE, LINE_HASH, LINE_SHOULD };

static int check_lines(struct db *b, struct diag *d)
{
	struct query *q = query_open(
		b, d,
		"SELECT id, content_sha256, before_sha256, line_sha256, sha256_text(custody_text(date, act, subject, sha256, who, note))"
		" FROM custody ORDER BY id",
		NULL);
	char last[DIGEST_HEX] = DB_CUSTODY_FIRST, should[DIGEST_HEX], line[32 + 2 * DIGEST_HEX];
	int64_t number = 0, kept = db_int(b, d, "SELECT last FROM sequence WHERE name = 'custody'", 0);
	int r = q ? 0 : -1, bad = 0;

	while (q && (r = query_next(q, d)) > 0) {
		const int64_t id = query_int(q, LINE_ID);

		if (id != number + 1)
			bad = diag(d, DIAG_CUSTODY, NULL, "lines %lld to %lld of the custody log are missing",
				   (long long)number + 1, (long long)id - 1);
		if (strcmp(query_text(q, LINE_CONTENT), query_text(q, LINE_SHOULD)) != 0)
			bad = diag(d, DIAG_CUSTODY, NULL,
				   "line %lld of the custody log was changed after it was written",
				   (long long)id);
		if (id == number + 1 && strcmp(query_text(q, LINE_BEFORE), last) != 0)
			bad = diag(
				d, DIAG_CUSTODY, NULL,
				"line %lld of the custody log does not follow the one before it: a line was changed, exchanged or put in",
				(long long)id);
		snprintf(line, sizeof line, "%lld %.64s %.64s", (long long)id, query_text(q, LINE_BEFORE),
			 query_text(q, LINE_CONTENT));
		digest_bytes(line, strlen(line), should);
		if (strcmp(should, query_text(q, LINE_HASH)) != 0)
			bad = diag(d, DIAG_CUSTODY, NULL,
				   "line %lld of the custody log is not what its own SHA-256 says",
				   (long long)id);
		snprintf(last, sizeof last, "%s", query_text(q, LINE_HASH));
		number = id;
	}
	query_close(q);
	if (r >= 0 && kept != number)
		bad = diag(d, DIAG_CUSTODY, NULL,
			   kept > number ? "lines %lld to %lld of the custody log are missing"
					 : "the custody log has more lines than were written: %lld to %lld",
			   (long long)(kept > number ? number : kept) + 1,
			   (long long)(kept > number ? kept : number));
	return r < 0 ? -1 : bad;
}

/* What the log says of a filing and what the register does, both ways. */
static const char register_sql[] =
	"SELECT e.name, CASE WHEN k.id IS NULL THEN 'is in the register, and the custody log has no filing of it'"
	" WHEN k.sha256 IS NOT e.sha256 THEN 'has another SHA-256 in the register than the custody log has of its filing'"
	" WHEN k.date <> e.filed_on THEN 'was filed on another day by the register than by the custody log'"
	" WHEN k.who IS NOT e.filed_by THEN 'was filed by another person by the register than by the custody log'"
	" END AS fault FROM evidence e LEFT JOIN custody k ON k.subject = e.name AND k.act IN ('filed', 'filed again')"
	" WHERE fault IS NOT NULL UNION ALL"
	" SELECT k.subject, 'was filed by the custody log, and is not in the register' FROM custody k"
	" WHERE k.act IN ('filed', 'filed again') AND k.subject NOT IN (SELECT name FROM evidence)"
	" AND NOT EXISTS (SELECT 1 FROM custody p WHERE p.act = 'purged' AND p.subject = k.subject AND p.id > k.id) ORDER BY 1, 2";

static int check_register(struct db *b, struct diag *d)
{
	struct query *q = query_open(b, d, register_sql, NULL);
	int r = q ? 0 : -1, bad = 0;

	while (q && (r = query_next(q, d)) > 0)
		bad = diag(d, DIAG_CUSTODY, NULL, "%s %s", query_text(q, 0), query_text(q, 1));
	query_close(q);
	return r < 0 ? -1 : bad;
}

int custody_check(struct db *b, struct diag *d)
{
	const int lines = check_lines(b, d), rows = check_register(b, d);

	return history_check(b, d, NULL) < 0 || rows < 0 ? -1 : lines;
}

/* ---- in a bundle ---- */

int custody_chain(struct db *snapshot, struct diag *d, const char *customer, const char *case_id,
		  struct text *to)
{
	struct query *q = query_open(
		snapshot, d,
		"WITH own AS MATERIALIZED (SELECT DISTINCT c.id FROM custody c JOIN evidence e ON e.name = c.subject AND e.customer = :customer"
		" AND (e.case_id IS NULL OR e.case_id = :case_id) JOIN bundle_paper p ON p.issued = 0 AND p.sha256 = e.sha256"
		" AND p.doctype = e.doctype AND p.invoice IS e.invoice AND p.date = e.date)"
		" SELECT k.id, k.before_sha256, k.content_sha256, k.line_sha256, CASE WHEN k.id IN (SELECT id FROM own)"
		" THEN custody_text(k.date, k.act, k.subject, k.sha256, k.who, k.note) END"
		" FROM custody k WHERE k.id BETWEEN (SELECT min(id) FROM own) AND (SELECT max(id) FROM own) ORDER BY k.id",
		NULL);
	int r = q ? 0 : -1;

	if (!q)
		return -1;
	query_bind_text(q, "customer", customer);
	query_bind_text(q, "case_id", case_id);
	while ((r = query_next(q, d)) > 0) {
		text_addf(to, "%lld\t%s\t%s\t%s", (long long)query_int(q, 0), query_text(q, 1),
			  query_text(q, 2), query_text(q, 3));
		if (!query_null(q, 4))
			text_addf(to, "\t%s", query_text(q, 4));
		text_addc(to, '\n');
	}
	query_close(q);
	return r;
}

/* Cut at its tabs; the fifth field has the rest. */
static int fields_of(char *line, char *field[5])
{
	int n = 0;

	while (n < 5) {
		field[n++] = line;
		line = n < 5 ? strchr(line, '\t') : NULL;
		if (!line)
			break;
		*line++ = '\0';
	}
	return n;
}

static const char *fault_of(char *field[5], int n, const char *last, long long number)
{
	char hex[DIGEST_HEX], line[256];

	snprintf(line, sizeof line, "%s %s %s", field[0], field[1], field[2]);
	digest_bytes(line, strlen(line), hex);
	if (strcmp(hex, field[3]) != 0)
		return "is not what its own SHA-256 says";
	if (*last && (strtoll(field[0], NULL, 10) != number + 1 || strcmp(last, field[1]) != 0))
		return "does not follow the one before it: a line was changed, exchanged, taken out or put in";
	if (n < 5)
		return NULL;
	digest_bytes(field[4], strlen(field[4]), hex);
	return strcmp(hex, field[2]) != 0 ? "says something else than when it was written" : NULL;
}

void custody_chain_check(char *text, const struct custody_reader *r)
{
	char last[DIGEST_HEX] = "", what[160];
	long long number = 0;

	for (char *line = text, *next; *line; line = next) {
		char *field[5] = {NULL}, *end = strchr(line, '\n');
		const char *fault;
		int n;

		next = end ? end + 1 : line + strlen(line);
		if (end)
			*end = '\0';
		n = fields_of(line, field);
		if (n < 4 || strlen(field[0]) > 18 || strlen(field[1]) != 64 || strlen(field[2]) != 64 ||
		    strlen(field[3]) != 64) {
			r->said(r->ctx, "a line is none of a custody log");
			return;
		}
		fault = fault_of(field, n, last, number);
		if (fault) {
			snprintf(what, sizeof what, "line %s of the custody log %s", field[0], fault);
			r->said(r->ctx, what);
		} else if (n == 5) {
			r->own(r->ctx, field[0], field[3], field[4]);
		}
		number = strtoll(field[0], NULL, 10);
		snprintf(last, sizeof last, "%s", field[3]);
	}
}
