/* rows_group.c: exports that name the customer in a heading row above its documents. */
#include "import/rows.h"

#include <string.h>

/* What the pattern captured, trimmed and without quotes, in the arena; NULL: nothing. */
static const char *captured(struct import_rows *r, const char *s, const regmatch_t *m)
{
	int32_t n = (int32_t)(m->rm_eo - m->rm_so);

	if (m->rm_so < 0)
		return NULL;
	s += m->rm_so;
	value_trim(&s, &n);
	if (n > 1 && s[0] == '"' && s[n - 1] == '"') {
		s++;
		n -= 2;
	}
	return n > 0 ? arena_dupn(r->im->a, s, (size_t)n) : NULL;
}

/* True when the bytes are a heading: the group is that of the customer they name from here on. */
static int heading_read(struct import_rows *r, const char *s, size_t n)
{
	regmatch_t m[3] = {{0, (regoff_t)n}, {-1, -1}, {-1, -1}};
	const regex_t *re = r->e.profile->group_row;
	const char *code, *name;

	if (regexec(re, s, 3, m, REG_STARTEND) != 0)
		return 0;
	code = captured(r, s, &m[1]);
	name = captured(r, s, &m[2]);
	if (code) {
		r->group.code = code;
		r->group.name = NULL;
	}
	if (name || re->re_nsub < 2)
		r->group.name = name ? name : code;
	return code || name;
}

void rows_group_begin(struct import_rows *r)
{
	const char *s = r->e.csv.text, *end = r->e.csv.start, *stop;

	/* a list may name its customer above the header */
	for (; r->e.profile->group_row && r->ledger && end && s < end; s = stop + 1) {
		stop = memchr(s, '\n', (size_t)(end - s));
		if (!stop)
			stop = end;
		heading_read(r, s, (size_t)(stop - s) - (stop > s && stop[-1] == '\r'));
	}
}

/* The sums that a heading claims for the rows below it, as they stand in its cells. */
static const struct {
	int32_t col;
	int sum;
} claims[GROUP_CLAIMS] = {{LEDGER_AMOUNT, SUM_AMOUNT}, {LEDGER_OPEN, SUM_OPEN}};

static void claims_take(struct import_rows *r)
{
	struct currency_total *t = r->only ? totals_find(&r->all, r->only) : NULL;
	const struct csv *c = &r->e.csv;
	int32_t i, cell, n;
	const char *s;

	memset(&r->group.before, 0, sizeof r->group.before);
	if (t)
		r->group.before = t->sum;
	r->group.at = csv_place(c, 0);
	for (i = 0; i < GROUP_CLAIMS; i++) {
		cell = r->e.cell_of[claims[i].col];
		r->group.claim[i] = NULL;
		if (cell < 0 || cell >= c->cells)
			continue;
		s = c->cell[cell].s;
		n = c->cell[cell].n;
		value_trim(&s, &n);
		if (n > 0)
			r->group.claim[i] = arena_dupn(r->im->a, s, (size_t)n);
	}
}

void rows_group_end(struct import_rows *r)
{
	const struct currency *cur = r->only ? r->only : r->im->home;
	struct currency_total *t = cur ? totals_find(&r->all, cur) : NULL;
	const char *why, *claim;
	char buf[160], is[32], said[32];
	int64_t v, sum;
	int32_t i;

	/* of rows that could not be read, or are of several currencies, no sum is known */
	for (i = 0; r->group.code && cur && r->currencies <= 1 && !r->all.unknown && i < GROUP_CLAIMS; i++) {
		claim = r->group.claim[i];
		r->group.claim[i] = NULL;
		if (!claim || cells_amount(r->cells, claims[i].col, claim, (int32_t)strlen(claim), cur, &v,
					   &why, buf) != 0)
			continue;
		sum = (t ? t->sum.of[claims[i].sum] : 0) - r->group.before.of[claims[i].sum];
		if (v == sum)
			continue;
		money_format(sum, cur->digits, is);
		money_format(v, cur->digits, said);
		diag(r->im->d, DIAG_IMPORT_TOTALS, &r->group.at,
		     "the heading of \"%s\" says %s %s for %s, the rows below it are %s", r->group.code,
		     cur->code, said, r->table->column[claims[i].col].name, is);
		r->broken = 1;
	}
}

int rows_is_group(struct import_rows *r)
{
	const struct csv *c = &r->e.csv;
	const char *from;

	if (!r->e.profile->group_row || !r->ledger)
		return 0;
	from = c->cell[r->e.own].at;
	if (regexec(r->e.profile->group_row, from, 1, &(regmatch_t){0, (regoff_t)(c->stop - from)},
		    REG_STARTEND) != 0)
		return 0;
	rows_group_end(r);
	if (!heading_read(r, from, (size_t)(c->stop - from)))
		return 0;
	claims_take(r);
	r->skipped++;
	rows_leave(r, LEFT_HEADING, NULL, CELL_NULL);
	return 1;
}

const char *rows_group_value(const struct import_rows *r, int32_t col)
{
	if (!r->ledger)
		return NULL;
	return col == LEDGER_CUSTOMER ? r->group.code : col == LEDGER_NAME ? r->group.name : NULL;
}
