/* house_rate.c: what delay costs, dated: interest.NO.2026-01-01..2026-06-30 = 12.00 | its source, and
 * compensation.NO.2026-01-01.. = NOK 460.00 | its source. */
#include <string.h>

#include "db/country.h"
#include "house/house_file.h"

#define INTEREST "interest."
#define COMPENSATION "compensation."

/* The length of the key's prefix; 0: it is neither. */
static size_t prefix_of(const char *key)
{
	static const char *const prefix[] = {INTEREST, COMPENSATION};
	size_t i;

	for (i = 0; i < sizeof prefix / sizeof prefix[0]; i++)
		if (strncmp(key, prefix[i], strlen(prefix[i])) == 0)
			return strlen(prefix[i]);
	return 0;
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

/* Two decimals, and a source: a rate without one cannot be shown to a court. */
static int value_fits(const char *v)
{
	size_t whole = strspn(v, "0123456789"),
	       part = v[whole] == '.' ? strspn(v + whole + 1, "0123456789") : 0;
	const char *bar = v + whole + 1 + part;

	if (whole < 1 || whole > 3 || part != 2)
		return 0;
	bar += strspn(bar, " ");
	return *bar == '|' && bar[1 + strspn(bar + 1, " ")];
}

/* "NOK 460.00 | source": the currency, then as a rate. */
static int sum_fits(const char *v)
{
	return strspn(v, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3 && v[3] == ' ' && value_fits(v + 4);
}

int house_rate_said(const struct house_list *own, const struct house_key *k)
{
	size_t n = prefix_of(k->key);
	int32_t i;

	if (strcmp(k->section, "policy") != 0 || n == 0)
		return 0;
	n += 3;
	for (i = 0; i < own->n; i++)
		if (strcmp(own->key[i].section, "policy") == 0 && strncmp(own->key[i].key, k->key, n) == 0)
			return 1;
	return 0;
}

const char *house_rate_wrong(const char *key, const char *value)
{
	if (strncmp(key, COMPENSATION, strlen(COMPENSATION)) == 0) {
		if (!key_fits(key + strlen(COMPENSATION)))
			return "a key of a country and days, as compensation.NO.2026-01-01..,";
		return sum_fits(value) ? NULL
				       : "a sum with its currency and its source, as NOK 460.00 | the "
					 "regulation,";
	}
	if (!key_fits(key + strlen(INTEREST)))
		return "a key of a country and days, as interest.NO.2026-01-01..2026-06-30,";
	return value_fits(value)
		       ? NULL
		       : "a yearly rate with two decimals and its source, as 12.00 | the regulation,";
}
