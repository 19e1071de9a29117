/* address.c: an address's lines by the pattern of its country. */
#include "db/address.h"

#include <string.h>

#define NOT_HERE "%Z %C"

static const struct {
	const char *country, *lines;
} patterns[] = {
#define A(country, lines) {country, lines},
#define P(country, prefix)
#include "db/address.def"
#undef A
#undef P
};

static const struct {
	const char *country, *prefix;
} prefixes[] = {
#define A(country, lines)
#define P(country, prefix) {country, prefix},
#include "db/address.def"
#undef A
#undef P
};

static const char *lines_of(const char *country)
{
	for (size_t i = 0; country && i < sizeof patterns / sizeof *patterns; i++)
		if (strcmp(patterns[i].country, country) == 0)
			return patterns[i].lines;
	return NOT_HERE;
}

/* A postcode that names its country already is left alone. */
static const char *prefix_of(const char *country, const char *postcode)
{
	if (!country || *postcode < '0' || *postcode > '9')
		return "";
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (strcmp(prefixes[i].country, country) == 0)
			return prefixes[i].prefix;
	return "";
}

/* One line of the pattern, up to n bytes; without what parts two where one of them is missing. */
static void line_add(struct text *t, const char *line, size_t n, const char *prefix, const char *postcode,
		     const char *town)
{
	const char *end = line + n, *parting = line;
	int any = 0;

	for (const char *s = line; s + 1 < end; s++) {
		const char *value = s[0] != '%' ? NULL : s[1] == 'Z' ? postcode : town;

		if (!value)
			continue;
		if (*value) {
			if (any)
				text_add(t, parting, (size_t)(s - parting));
			if (value == postcode)
				text_adds(t, prefix);
			text_adds(t, value);
			any = 1;
		}
		parting = s + 2;
		s++;
	}
}

void address_part(struct text *t, const char *country, enum address_part part, const char *postcode,
		  const char *town, int abroad)
{
	const char *lines = lines_of(country), *street = strchr(lines, '^'), *below = strchr(lines, '|');
	const char *first = street ? street + 1 : lines, *end = lines + strlen(lines), *prefix;
	const struct {
		const char *line;
		size_t n;
	} of[] = {[ADDRESS_ABOVE] = {lines, street ? (size_t)(street - lines) : 0},
		  [ADDRESS_FIRST] = {first, (size_t)((below ? below : end) - first)},
		  [ADDRESS_SECOND] = {below ? below + 1 : end, below ? (size_t)(end - below - 1) : 0}};
	size_t from = t->len, before;

	postcode = postcode ? postcode : "";
	town = town ? town : "";
	prefix = abroad ? prefix_of(country, postcode) : "";
	if (part != ADDRESS_ALL) {
		line_add(t, of[part].line, of[part].n, prefix, postcode, town);
		return;
	}
	/* lines are parted by commas in a sentence */
	for (int i = ADDRESS_ABOVE; i <= ADDRESS_SECOND; i++) {
		before = t->len;
		if (before > from)
			text_adds(t, ", ");
		line_add(t, of[i].line, of[i].n, prefix, postcode, town);
		if (before > from && t->len == before + 2)
			t->data[t->len = before] = '\0';
	}
}
