/* spellout_name.c: the names of currencies: those of units.def, names.def and ICU. */
#include "fill/spellout.h"

#include <string.h>

#include "fill/currency_said.h"

static const struct unit_row {
	struct currency_row key;
	struct spellout_unit unit;
} units[] = {
#define U(lang, currency, gender, forms, minor_gender, minor_forms)                                          \
	{{lang, currency}, {lang, currency, gender, forms, minor_gender, minor_forms}},
#include "fill/units.def"
#undef U
};

static const struct name {
	struct currency_row key;
	char gender;
	const char *forms;
} names[] = {
#define N(lang, currency, gender, forms) {{lang, currency}, gender, forms},
#include "fill/names.def"
#undef N
};

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
	const struct unit_row *row =
		currency_row(units, sizeof units / sizeof units[0], sizeof units[0], lang, currency);
	const struct name *known =
		currency_row(names, sizeof names / sizeof names[0], sizeof names[0], lang, currency);
	struct spellout_unit u = {lang, currency, known ? known->gender : 'm', NULL, 'm', ""};

	if (row)
		return row->unit;
	if (strcmp(lang, "ar") == 0)
		u.gender = '?'; /* ICU has the nominative singular only */
	u.forms = known && known->forms[0] ? known->forms : icu_forms(a, l, currency, u.gender == '?');
	if (!u.forms) {
		u.gender = '?';
		u.forms = currency;
	}
	return u;
}
