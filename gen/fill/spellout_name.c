/* spellout_name.c: the names of currencies: those of units.def, names.def and ICU. */
#include "fill/spellout.h"

#include <string.h>

static const struct spellout_unit units[] = {
#define U(lang, currency, gender, forms, minor_gender, minor_forms)                                          \
	{lang, currency, gender, forms, minor_gender, minor_forms},
#include "fill/units.def"
#undef U
};

static const struct name {
	const char *lang, *currency;
	char gender;
	const char *forms;
} names[] = {
#define N(lang, currency, gender, forms) {lang, currency, gender, forms},
#include "fill/names.def"
#undef N
};

static const struct name *name_find(const char *lang, const char *currency)
{
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(names[i].lang, lang) == 0 && strcmp(names[i].currency, currency) == 0)
			return &names[i];
	return NULL;
}

/* All forms that the language counts with, in its order, parted by "|"; one form where the name stands apart.
 */
static char *icu_forms(struct arena *a, const struct locale *l, const char *currency, int one)
{
	const char *p = one ? "one" : locale_language(l)->categories;
	char *forms;
	struct text t = {0};
	int found = 1;

	while (*p && found) {
		size_t n = strcspn(p, " ");

		if (t.len > 0)
			text_addc(&t, '|');
		found = locale_currency(l, &t, currency, arena_dupn(a, p, n)) == 0;
		p += n + (p[n] == ' ');
	}
	forms = found ? arena_dup(a, text_str(&t)) : NULL;
	text_done(&t);
	return forms;
}

struct spellout_unit spellout_unit(struct arena *a, const struct locale *l, const char *currency)
{
	const char *lang = locale_lang(l);
	const struct name *known = name_find(lang, currency);
	struct spellout_unit u = {lang, currency, known ? known->gender : 'm', NULL, 'm', ""};
	size_t i;

	for (i = 0; i < sizeof units / sizeof units[0]; i++)
		if (strcmp(units[i].lang, lang) == 0 && strcmp(units[i].currency, currency) == 0)
			return units[i];
	if (strcmp(lang, "ar") == 0)
		u.gender = '?'; /* ICU has the nominative singular only */
	u.forms = known && known->forms[0] ? known->forms : icu_forms(a, l, currency, u.gender == '?');
	if (!u.forms) {
		u.gender = '?';
		u.forms = currency;
	}
	return u;
}
