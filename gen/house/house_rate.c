/* house_rate.c: what delay costs and what rules hold for it, dated, with their source:
 * interest.NO.2026-01-01..2026-06-30 = 12.00 | its source, compensation.NO.2026-01-01.. = NOK 460.00 | its
 * source. */
#include <string.h>

#include "db/country.h"
#include "house/house_file.h"

enum form { FORM_PERCENT, FORM_SUM, FORM_WHOLE, FORM_YEAR, FORM_YEARS, FORM_ACTS };

/* typed: the prefix is followed by a document type, as fee.REM1.NO.2026-01-01... */
static const struct dated {
	const char *prefix;
	enum form form;
	int typed;
	const char *key; /* what is expected of the key */
} dated[] = {
	{"interest.", FORM_PERCENT, 0, "a key of a country and days, as interest.NO.2026-01-01..2026-06-30,"},
	{"compensation.", FORM_SUM, 0, "a key of a country and days, as compensation.NO.2026-01-01..,"},
	{"interest_days.", FORM_YEAR, 0, "a key of a country and days, as interest_days.NO.2026-01-01..,"},
	{"fee.", FORM_SUM, 1, "a key of a type, a country and days, as fee.REM1.NO.2026-01-01..,"},
	{"fee_after.", FORM_WHOLE, 0, "a key of a country and days, as fee_after.NO.2026-01-01..,"},
	{"fee_most.", FORM_WHOLE, 0, "a key of a country and days, as fee_most.NO.2026-01-01..,"},
	{"limitation.", FORM_YEARS, 0, "a key of a country and days, as limitation.NO.1980-01-01..,"},
	{"limitation_by.", FORM_ACTS, 0, "a key of a country and days, as limitation_by.NO.1980-01-01..,"},
};

static const char *const expected[] = {
	[FORM_PERCENT] = "a yearly rate with two decimals and its source, as 12.00 | the regulation,",
	[FORM_SUM] = NULL, /* sum_expected() */
	[FORM_WHOLE] =
		"a whole number and its source, or 0 and who turned the rule off, as 14 | the regulation,",
	[FORM_YEAR] = "365, 360 or actual and its source, as actual | the regulation,",
	[FORM_YEARS] = "a whole number of years and its source, or 0 and who turned it off, as 3 | the law,",
	[FORM_ACTS] =
		"signed, reply, promise, payment, several of them, or none, and its source, as signed payment | the law,"};

/* NULL: it is none of them. *n: the length of its prefix, with the type. */
static const struct dated *dated_find(const char *key, size_t *n)
{
	size_t i;

	for (i = 0; i < sizeof dated / sizeof dated[0]; i++) {
		*n = strlen(dated[i].prefix);
		if (strncmp(key, dated[i].prefix, *n) != 0)
			continue;
		if (dated[i].typed)
			*n += strcspn(key + *n, ".") + 1;
		return *n <= strlen(key) ? &dated[i] : NULL;
	}
	return NULL;
}

/* "CC.YYYY-MM-DD..", or with the last day behind the dots. */
static int key_fits(const char *s)
{
	char country[3];

	if (strlen(s) != 15 && strlen(s) != 25)
		return 0;
	memcpy(country, s, 2);
	country[2] = '\0';
	return country_known(country) && s[2] == '.' && date_parse(s + 3, 10) != DATE_NONE &&
	       strncmp(s + 13, "..", 2) == 0 && (!s[15] || date_parse(s + 15, 10) >= date_parse(s + 3, 10));
}

/* Behind what is given: a rule without a source cannot be shown to a court. */
static int source_fits(const char *s)
{
	s += strspn(s, " ");
	return *s == '|' && s[1 + strspn(s + 1, " ")];
}

/* Two decimals. */
static int rate_fits(const char *v)
{
	size_t whole = strspn(v, "0123456789"),
	       part = v[whole] == '.' ? strspn(v + whole + 1, "0123456789") : 0;

	return whole >= 1 && whole <= 3 && part == 2 && source_fits(v + whole + 1 + part);
}

/* "NOK 460.00": a currency and a sum of it. */
static int sum_fits(const char *v)
{
	char code[4] = "";
	const struct currency *c;
	size_t n;
	int64_t amount;

	if (strlen(v) < 5 || v[3] != ' ')
		return 0;
	memcpy(code, v, 3);
	c = currency_find(code);
	n = strcspn(v + 4, " |");
	return c && money_parse(v + 4, n, c->digits, &amount) == 0 && source_fits(v + 4 + n);
}

/* "signed payment", or none. */
static int acts_fit(const char *v)
{
	static const char *const act[] = {"signed", "reply", "promise", "payment"};
	const char *bar = strchr(v, '|');
	size_t n, i, said = 0;

	if (!bar || !source_fits(bar))
		return 0;
	for (v += strspn(v, " ,"); v < bar; v += n + strspn(v + n, " ,"), said++) {
		n = strcspn(v, " ,|");
		for (i = 0; i < 4 && !(strlen(act[i]) == n && memcmp(act[i], v, n) == 0); i++)
			;
		if (i == 4)
			return said == 0 && n == 4 && memcmp(v, "none", 4) == 0 &&
			       v + n + strspn(v + n, " ") == bar;
	}
	return said > 0;
}

static int value_fits(enum form form, const char *v)
{
	static const char *const year[] = {"365", "360", "actual"};
	size_t n = strspn(v, "0123456789"), i;

	if (form == FORM_PERCENT)
		return rate_fits(v);
	if (form == FORM_SUM)
		return sum_fits(v);
	if (form == FORM_WHOLE)
		return n >= 1 && n <= 3 && source_fits(v + n);
	if (form == FORM_YEARS)
		return n >= 1 && n <= 2 && source_fits(v + n);
	if (form == FORM_ACTS)
		return acts_fit(v);
	for (i = 0; i < sizeof year / sizeof year[0]; i++)
		if (strncmp(v, year[i], strlen(year[i])) == 0 && source_fits(v + strlen(year[i])))
			return 1;
	return 0;
}

int house_rate_said(const struct house_list *own, const struct house_key *k)
{
	size_t n;
	int32_t i;

	if (strcmp(k->section, "policy") != 0 || !dated_find(k->key, &n))
		return 0;
	n += 3;
	for (i = 0; i < own->n; i++)
		if (strcmp(own->key[i].section, "policy") == 0 && strncmp(own->key[i].key, k->key, n) == 0)
			return 1;
	return 0;
}

/* With the currency that the value begins with, else the house's own. */
static const char *sum_expected(struct arena *a, const char *value, const char *own)
{
	char code[4] = "", amount[32];
	const struct currency *c;
	int64_t forty = 40;

	memcpy(code, value, strnlen(value, 3));
	c = currency_find(code);
	if (!c && own)
		c = currency_find(own);
	if (!c)
		return "a sum with the code of its currency before it, and its source behind |,";
	for (int32_t i = 0; i < c->digits; i++)
		forty *= 10;
	return arena_format(a, "a sum with its currency and its source, as %s %s | the regulation,", c->code,
			    money_format(forty, c->digits, amount));
}

const char *house_rate_wrong(struct arena *a, const char *key, const char *value, const char *own,
			     const char **where)
{
	size_t n;
	const struct dated *r = dated_find(key, &n);

	*where = key;
	if (!r)
		return dated[0].key;
	*where = key + n;
	if (!key_fits(key + n))
		return r->key;
	*where = value;
	if (value_fits(r->form, value))
		return NULL;
	return r->form == FORM_SUM ? sum_expected(a, value, own) : expected[r->form];
}
