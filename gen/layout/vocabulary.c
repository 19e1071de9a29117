/* vocabulary.c: which element and attribute may stand where, with which values. */
#include "layout/vocabulary.h"

#include <string.h>

static const struct {
	const char *name;
	int32_t is, holds;
	const char *meaning;
} element_rule[ELEMENTS] = {
#define ELEMENT(id, name, is, holds, meaning) {name, is, holds, meaning},
#include "layout/vocabulary.def"
};

static const char *const attribute_text[ATTRIBUTES] = {
#define NAME(id, name) name,
#include "layout/vocabulary.def"
};

static const struct {
	enum element element;
	struct attribute_rule rule;
} own_rule[] = {
#define ATTRIBUTE(element, name, kind, required, words, meaning)                                             \
	{EL_##element, {AT_##name, kind, required, words, meaning}},
#include "layout/vocabulary.def"
};

static const struct {
	int32_t is;
	struct attribute_rule rule;
} shared_rule[] = {
#define SHARED(is, name, kind, meaning) {is, {AT_##name, kind, 0, NULL, meaning}},
#include "layout/vocabulary.def"
};

enum {
	OWN = sizeof own_rule / sizeof own_rule[0],
	SHARED_RULES = sizeof shared_rule / sizeof shared_rule[0]
};

const char *element_name(enum element e)
{
	return element_rule[e].name;
}

const char *attribute_name(enum attribute n)
{
	return attribute_text[n];
}

int32_t element_holds(enum element e)
{
	return element_rule[e].holds;
}

int element_stands(enum element e, enum element parent)
{
	return (element_rule[e].is & element_rule[parent].holds) != 0;
}

const char *element_meaning(enum element e)
{
	return element_rule[e].meaning;
}

const struct attribute_rule *attribute_own(enum element e, int32_t i)
{
	int32_t k;

	for (k = 0; k < OWN; k++)
		if (own_rule[k].element == e && i-- == 0)
			return &own_rule[k].rule;
	return NULL;
}

const struct attribute_rule *attribute_shared(int32_t i)
{
	return i < SHARED_RULES ? &shared_rule[i].rule : NULL;
}

int attribute_shared_by(int32_t i, enum element e)
{
	return (shared_rule[i].is & element_rule[e].is) != 0;
}

static const char *did_you_mean(struct arena *a, const char *word, const char *const *name, int32_t n)
{
	const char *found = diag_closest(word, name, n);

	return found ? arena_format(a, "did you mean `%s`?", found) : NULL;
}

int element_find(struct arena *a, enum element parent, const char *name, const char **hint)
{
	const char *list[ELEMENTS + 3];
	int32_t holds = parent == ELEMENTS ? IS_ROOT : element_rule[parent].holds, n = 0;
	int i, elsewhere = 0;

	for (i = 0; i < ELEMENTS; i++) {
		if (element_rule[i].is & holds) {
			if (strcmp(element_rule[i].name, name) == 0)
				return i;
			list[n++] = element_rule[i].name;
		} else if (strcmp(element_rule[i].name, name) == 0) {
			elsewhere = 1;
		}
	}
	if (holds & IS_TEXT) {
		list[n++] = "b";
		list[n++] = "i";
		list[n++] = "br";
	}
	*hint = elsewhere ? "this element stands elsewhere in a layout" : did_you_mean(a, name, list, n);
	return -1;
}

int attribute_find(struct arena *a, enum element e, const char *name, struct attribute_rule *rule,
		   const char **hint)
{
	const char *list[OWN + SHARED_RULES];
	int32_t n = 0, i;

	for (i = 0; i < OWN + SHARED_RULES; i++) {
		const struct attribute_rule *r = i < OWN ? &own_rule[i].rule : &shared_rule[i - OWN].rule;

		if (i < OWN ? own_rule[i].element != e : !(shared_rule[i - OWN].is & element_rule[e].is))
			continue;
		if (strcmp(attribute_text[r->name], name) == 0) {
			*rule = *r;
			return 1;
		}
		list[n++] = attribute_text[r->name];
	}
	*hint = did_you_mean(a, name, list, n);
	return 0;
}

int attribute_required(enum element e, int32_t i)
{
	int32_t k;

	for (k = 0; k < OWN; k++)
		if (own_rule[k].element == e && own_rule[k].rule.required && i-- == 0)
			return (int)own_rule[k].rule.name;
	return -1;
}

/* ---- values ---- */

static int chars_only(const char *s, size_t n, const char *allowed)
{
	return n > 0 && strspn(s, allowed) >= n;
}

#define NAME_CHARS "abcdefghijklmnopqrstuvwxyz0123456789_"

static int name_valid(const char *s, size_t n)
{
	return chars_only(s, n, NAME_CHARS) && !(s[0] >= '0' && s[0] <= '9');
}

static int hole_valid(const char *s)
{
	const char *dot = strchr(s, '.');

	return dot && name_valid(s, (size_t)(dot - s)) && name_valid(dot + 1, strlen(dot + 1));
}

static int names_valid(const char *s)
{
	size_t n;

	for (; *s; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		if (!name_valid(s, n))
			return 0;
	}
	return 1;
}

static const char *enum_expected(struct arena *a, const char *words, const char *value, const char **hint)
{
	const char *list[16];
	int32_t n = 0, i;
	char *copy = arena_dup(a, words), *w, *save = NULL;
	struct text t = {0};
	const char *out;

	for (w = strtok_r(copy, " ", &save); w && n < 16; w = strtok_r(NULL, " ", &save))
		list[n++] = w;
	for (i = 0; i < n; i++)
		if (strcmp(list[i], value) == 0)
			return NULL;
	for (i = 0; i < n; i++)
		text_addf(&t, "%s%s", i == 0 ? "" : i + 1 == n ? " or " : ", ", list[i]);
	*hint = did_you_mean(a, value, list, n);
	out = arena_dup(a, text_str(&t));
	text_done(&t);
	return out;
}

int path_inside(const char *s)
{
	const char *p = s;
	size_t n;

	if (!*s || strchr(s, '\\'))
		return 0;
	for (;; p += n + 1) {
		n = strcspn(p, "/");
		if (n == 0 || (n == 1 && p[0] == '.') || (n == 2 && p[0] == '.' && p[1] == '.'))
			return 0;
		if (!p[n])
			return 1;
	}
}

const char *value_expected(struct arena *a, const struct attribute_rule *rule, const char *value,
			   const char **hint)
{
	size_t n = strlen(value);

	*hint = NULL;
	switch (rule->kind) {
	case VALUE_TEXT:
		return n > 0 ? NULL : "some text";
	case VALUE_ENUM:
		return enum_expected(a, rule->words, value, hint);
	case VALUE_YES:
		return enum_expected(a, "yes no", value, hint);
	case VALUE_NUMBER:
		return chars_only(value, n, "0123456789") && n <= 4 ? NULL : "a whole number up to 9999";
	case VALUE_NAME:
	case VALUE_QUERY:
		return name_valid(value, n) ? NULL : "a name of small letters, digits and _";
	case VALUE_NAMES:
		return n > 0 && names_valid(value)
			       ? NULL
			       : "names of small letters, digits and _, parted by one space";
	case VALUE_CODE:
		return chars_only(value, n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") && n <= 12
			       ? NULL
			       : "up to 12 capitals and digits";
	case VALUE_FILE:
		return chars_only(value, n, "abcdefghijklmnopqrstuvwxyz0123456789-")
			       ? NULL
			       : "the name of a file in layouts/ without .xml";
	case VALUE_PATH:
		return path_inside(value) ? NULL : "a file of the house's folder, as pictures/stamp.png,";
	case VALUE_HOLE:
		return hole_valid(value) ? NULL : "query.column";
	case VALUE_FLAG:
		return hole_valid(value) || name_valid(value, n) ? NULL : "query.column or a query";
	case VALUE_SHOW:
		if (show_find(value) >= 0)
			return NULL;
		*hint = did_you_mean(a, value, show_name + 1, SHOWS - 1);
		return "text, date, date_long, month, money, money_bare, words, percent, count, number, term or term_within";
	}
	return NULL;
}
