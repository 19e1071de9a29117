/* plural.c: ICU's plural rules, the small counts asked once. */
#include "layout/plural.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "layout/languages.h"

enum { SMALL = 128 };

struct plural {
	const struct language *lang;
	UPluralRules *rules;
	int8_t small[SMALL];
};

static int32_t form_ask(const struct plural *p, int64_t count)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar word[16];
	char name[16];
	const char *s = p->lang->categories;
	int32_t form = 0;
	size_t n;

	/* ICU takes a double: the last digits, on which all rules hang, are exact in it after this */
	if (count >= 1000000000)
		count = 1000000000 + count % 1000000;
	uplrules_select(p->rules, (double)count, word, 16, &e);
	if (U_FAILURE(e))
		return 0;
	u_austrcpy(name, word);
	for (; *s; s += n + (s[n] == ' '), form++) {
		n = strcspn(s, " ");
		if (strlen(name) == n && memcmp(s, name, n) == 0)
			return form;
	}
	return form - 1;
}

struct plural *plural_open(const char *lang)
{
	const struct language *language = language_find(lang);
	UErrorCode e = U_ZERO_ERROR;
	struct plural *p;
	int32_t i;

	if (!language)
		return NULL;
	p = mem_alloc(sizeof *p);
	p->lang = language;
	p->rules = uplrules_open(language->locale, &e);
	if (U_FAILURE(e)) {
		plural_close(p);
		return NULL;
	}
	for (i = 0; i < SMALL; i++)
		p->small[i] = (int8_t)form_ask(p, i);
	return p;
}

void plural_close(struct plural *p)
{
	if (!p)
		return;
	if (p->rules)
		uplrules_close(p->rules);
	free(p);
}

int32_t plural_form(const struct plural *p, int64_t count)
{
	if (count < 0)
		count = count == INT64_MIN ? INT64_MAX : -count;
	return count < SMALL ? p->small[count] : form_ask(p, count);
}
