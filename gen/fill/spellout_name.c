/* spellout_name.c: the names of currencies: those of units.def, names.def and ICU. */
#include "fill/spellout.h"

#include <string.h>

#include <unicode/ucurr.h>
#include <unicode/ustring.h>

#include "layout/languages.h"

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

/* ICU's name in one plural category; 0 when it has none in this language: its answer is the code then. */
static int icu_add(struct text *t, const char *lang, const char *currency, const char *category)
{
	UErrorCode e = U_ZERO_ERROR;
	UBool choice = 0;
	UChar code[4];
	const UChar *name;
	char buf[256];
	int32_t n = 0;

	u_charsToUChars(currency, code, 4);
	name = ucurr_getPluralName(code, lang, &choice, category, &n, &e);
	if (U_FAILURE(e))
		return 0;
	u_strToUTF8(buf, sizeof buf, &n, name, n, &e);
	if (U_FAILURE(e) || strcmp(buf, currency) == 0)
		return 0;
	text_add(t, buf, (size_t)n);
	return 1;
}

/* All forms that the language counts with, in its order, parted by "|"; one form where the name stands apart.
 */
static char *icu_forms(struct arena *a, const char *lang, const char *currency, int one)
{
	const char *p = one ? "one" : language_find(lang)->categories;
	char *forms;
	struct text t = {0};
	int found = 1;

	while (*p && found) {
		size_t n = strcspn(p, " ");

		if (t.len > 0)
			text_addc(&t, '|');
		found = icu_add(&t, lang, currency, arena_dupn(a, p, n));
		p += n + (p[n] == ' ');
	}
	forms = found ? arena_dup(a, text_str(&t)) : NULL;
	text_done(&t);
	return forms;
}

struct spellout_unit spellout_unit(struct arena *a, const char *lang, const char *currency)
{
	const struct name *known = name_find(lang, currency);
	struct spellout_unit u = {lang, currency, known ? known->gender : 'm', NULL, 'm', ""};
	size_t i;

	for (i = 0; i < sizeof units / sizeof units[0]; i++)
		if (strcmp(units[i].lang, lang) == 0 && strcmp(units[i].currency, currency) == 0)
			return units[i];
	if (strcmp(lang, "ar") == 0)
		u.gender = '?'; /* ICU has the nominative singular only */
	u.forms = known && known->forms[0] ? known->forms : icu_forms(a, lang, currency, u.gender == '?');
	if (!u.forms) {
		u.gender = '?';
		u.forms = currency;
	}
	return u;
}
