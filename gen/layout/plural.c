/* plural.c: ICU's plural rules, the small counts asked once. */
#include "layout/plural.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

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
		return -1;
	u_austrcpy(name, word);
	for (; *s; s += n + (s[n] == ' '), form++) {
		n = strcspn(s, " ");
		if (strlen(name) == n && memcmp(s, name, n) == 0)
			return form;
	}
	return -1;
}

struct plural *plural_open(const struct language *language)
{
	UErrorCode e = U_ZERO_ERROR;
	struct plural *p;
	int32_t i;

	p = mem_alloc(sizeof *p);
	p->lang = language;
	p->rules = uplrules_open(language->locale, &e);
	if (U_FAILURE(e)) {
		plural_close(p);
		return NULL;
	}
	for (i = 0; i < SMALL; i++) {
		p->small[i] = (int8_t)form_ask(p, i);
		if (p->small[i] < 0) {
			plural_close(p);
			return NULL;
		}
	}
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
	int32_t form;

	if (count < 0)
		count = count == INT64_MIN ? INT64_MAX : -count;
	if (count < SMALL)
		return p->small[count];
	form = form_ask(p, count);
	return form < 0 ? p->lang->forms - 1 : form;
}

int plural_alone(const struct plural *p, int32_t form)
{
	int32_t i, n = 0;

	for (i = 0; i < SMALL; i++)
		n += p->small[i] == form;
	return n == 1;
}
