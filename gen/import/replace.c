/* replace.c: which imports a file takes the place of, and that an older export does not push out a newer one.
 */
#include "import/replace.h"

#include <ctype.h>
#include <string.h>

#include "db/db.h"

static int32_t digits(const char *s, int n)
{
	int32_t v = 0;

	for (; n > 0; n--, s++) {
		if (!isdigit((unsigned char)*s))
			return -1;
		v = v * 10 + (*s - '0');
	}
	return v;
}

/* 2026-11-30, 2026_11_30, 20261130 or 30.11.2026 at s. */
static int32_t date_at(const char *s)
{
	int32_t year = digits(s, 4), gap, month, day;

	if (year >= 0) {
		gap = s[4] == '-' || s[4] == '_' || s[4] == '.';
		month = digits(s + 4 + gap, 2);
		day = month < 0 || (gap && s[7] != s[4]) ? -1 : digits(s + 6 + 2 * gap, 2);
		return day < 0 || isdigit((unsigned char)s[8 + 2 * gap]) ? DATE_NONE
									 : date_make(year, month, day);
	}
	day = digits(s, 2);
	month = day < 0 || s[2] != '.' ? -1 : digits(s + 3, 2);
	year = month < 0 || s[5] != '.' ? -1 : digits(s + 6, 4);
	return year < 0 || isdigit((unsigned char)s[10]) ? DATE_NONE : date_make(year, month, day);
}

int32_t import_day_in(const char *name)
{
	int32_t day = DATE_NONE;
	const char *s;

	for (s = name; *s && day == DATE_NONE; s++)
		if (s == name || !isdigit((unsigned char)s[-1]))
			day = date_at(s);
	return day;
}

int32_t replace_day(const struct import *im, const struct file *f)
{
	const struct profile *p = f->rows.e.profile;

	if (im->o->export_date != DATE_NONE)
		return im->o->export_date;
	return p->export_date != DATE_NONE || !p->replaces ? p->export_date : import_day_in(f->base);
}

int64_t *replace_find(struct import *im, const struct file *f, int32_t *n)
{
	struct query *q = query_open(
		im->db, im->d,
		"SELECT id FROM source WHERE tbl = :t AND (file = :f OR sha256 = :s OR profile = :p) "
		"AND replaced_by IS NULL ORDER BY id",
		NULL);
	int64_t *id = NULL;
	int32_t cap = 0;

	*n = 0;
	if (!q)
		return NULL;
	query_bind_text(q, "t", f->rows.table->name);
	query_bind_text(q, "f", f->base);
	query_bind_text(q, "s", f->sha256);
	if (f->rows.e.profile->replaces)
		query_bind_text(q, "p", f->rows.e.profile->name);
	while (query_next(q, im->d) == 1) {
		id = arena_room(im->a, id, &cap, *n + 1, sizeof *id);
		id[(*n)++] = query_int(q, 0);
	}
	query_close(q);
	return id;
}

int replace_mark(struct import *im, const int64_t *id, int32_t n, int64_t by)
{
	struct query *q = query_open(
		im->db, im->d, "UPDATE source SET replaced_by = coalesce(:by, id) WHERE id = :id", NULL);
	int32_t i;
	int rc = 0;

	if (!q)
		return -1;
	for (i = 0; rc == 0 && i < n; i++) {
		query_bind_int(q, "id", id[i]);
		if (by > 0)
			query_bind_int(q, "by", by);
		rc = query_next(q, im->d);
		query_reset(q);
	}
	query_close(q);
	return rc;
}

int replace_report(struct import *im, const struct file *f)
{
	struct query *q =
		query_open(im->db, im->d,
			   "SELECT DISTINCT file FROM source WHERE replaced_by = :id AND file <> :file "
			   "ORDER BY file",
			   NULL);
	int rc = q ? 1 : -1;

	if (!q)
		return -1;
	query_bind_int(q, "id", f->source);
	query_bind_text(q, "file", f->base);
	while (rc == 1 && (rc = query_next(q, im->d)) == 1)
		f->report->replaces = f->report->replaces ? arena_format(im->a, "%s, %s", f->report->replaces,
									 query_text(q, 0))
							  : arena_dup(im->a, query_text(q, 0));
	query_close(q);
	return rc;
}

int replace_check(struct import *im, const struct file *f)
{
	const struct place at = {f->path, 0, 0};
	int32_t day = f->rows.day != DATE_NONE ? f->rows.day : f->rows.last_date;
	char own[11], other[11];
	struct query *q;
	int rc;

	if (!f->rows.e.profile->replaces || day == DATE_NONE)
		return 0;
	q = query_open(im->db, im->d,
		       "SELECT file, coalesce(export_date, last_date) AS day FROM source WHERE tbl = :t AND "
		       "profile = :p AND replaced_by IS NULL AND day > :day ORDER BY day DESC LIMIT 1",
		       NULL);
	if (!q)
		return -1;
	query_bind_text(q, "t", f->rows.table->name);
	query_bind_text(q, "p", f->rows.e.profile->name);
	query_bind_int(q, "day", day);
	rc = query_next(q, im->d);
	if (rc == 1)
		rc = diag_hint(
			im->d, DIAG_IMPORT_OLDER, &at, "say --export-date when another day is right",
			"is of %s, and %s, of %s, is in the ledger: the profile %s replaces, and an older "
			"export does not take the place of a newer one",
			date_format(day, own), query_text(q, 0), date_format((int32_t)query_int(q, 1), other),
			f->rows.e.profile->name);
	query_close(q);
	return rc;
}

int replace_proof(struct import *im, struct file *const *order, int32_t n)
{
	int32_t i, j;
	int rc = 0;

	for (i = 1; i < n; i++)
		for (j = 0; j < i; j++)
			if (order[i]->rows.e.profile->replaces &&
			    order[i]->rows.table == order[j]->rows.table &&
			    strcmp(order[i]->rows.e.profile->name, order[j]->rows.e.profile->name) == 0 &&
			    (order[i]->rows.day == order[j]->rows.day || order[i]->rows.day == DATE_NONE ||
			     order[j]->rows.day == DATE_NONE))
				rc = diag_hint(
					im->d, DIAG_IMPORT_OLDER, &order[i]->rows.at,
					"put the day of each into its name, or import them one by one",
					"takes the place of %s, as the profile %s says, and nothing says "
					"which of them is newer",
					order[j]->path, order[i]->rows.e.profile->name);
	return rc;
}
