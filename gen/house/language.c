/* language.c: reads layouts/languages.ini and finds languages by their codes. */
#include "house/language.h"

#include <string.h>

#include "house/house_file.h"

enum { FORMS_MOST = 6 }; /* plural categories that CLDR has */

/* How many plural categories of CLDR the words are; 0 when one is none or stands twice. */
static int32_t categories_count(const char *s)
{
	static const char *const known[FORMS_MOST] = {"zero", "one", "two", "few", "many", "other"};
	int32_t n = 0, mask = 0, i;
	size_t len;

	for (; *s; s += len + (s[len] == ' '), n++) {
		len = strcspn(s, " ");
		for (i = 0; i < FORMS_MOST && (strlen(known[i]) != len || memcmp(known[i], s, len) != 0); i++)
			;
		if (i == FORMS_MOST || mask & 1 << i)
			return 0;
		mask |= 1 << i;
	}
	return n;
}

static int code_fits(const char *s)
{
	size_t n = strlen(s);

	return n >= 2 && n <= 3 && strspn(s, "abcdefghijklmnopqrstuvwxyz") == n;
}

/* ASCII letters stand for parts of the date, or between apostrophes for themselves. */
static int pattern_fits(const char *s)
{
	int quoted = 0, day = 0, month = 0, year = 0;

	for (; *s; s++) {
		quoted ^= *s == '\'';
		if (quoted || !((*s | 32) >= 'a' && (*s | 32) <= 'z'))
			continue;
		if (!strchr("dMy", *s))
			return 0;
		day |= *s == 'd';
		month |= *s == 'M';
		year |= *s == 'y';
	}
	return !quoted && day && month && year;
}

/* What the value of a key should have been; NULL: it is right and stands in l. *known 0: there is no such
 * key. */
static const char *key_take(struct language *l, const struct house_key *k, int *known)
{
	*known = 1;
	if (strcmp(k->key, "locale") == 0) {
		l->locale = k->value;
		return k->value[0] ? NULL : "a locale of ICU, as sv_SE,";
	}
	if (strcmp(k->key, "direction") == 0) {
		l->rtl = strcmp(k->value, "rtl") == 0;
		return l->rtl || strcmp(k->value, "ltr") == 0 ? NULL : "ltr or rtl";
	}
	if (strcmp(k->key, "plural") == 0) {
		l->categories = k->value;
		l->forms = categories_count(k->value);
		return l->forms ? NULL : "plural categories of zero, one, two, few, many, other";
	}
	if (strcmp(k->key, "rule") == 0) {
		l->rule = k->value;
		return NULL;
	}
	if (strcmp(k->key, "date") == 0 || strcmp(k->key, "date_long") == 0) {
		*(k->key[4] ? &l->date_long : &l->date) = k->value;
		return pattern_fits(k->value) ? NULL : "a pattern with d, M and y, as d. MMMM y,";
	}
	*known = 0;
	return NULL;
}

static const char *key_lacked(const struct language *l)
{
	return !l->locale		  ? "locale"
	       : !l->categories		  ? "plural"
	       : !l->date		  ? "date"
	       : !l->date_long		  ? "date_long"
	       : !l->rule && l->forms > 1 ? "rule"
					  : NULL;
}

/* The keys of one section, from key i on; gives where the next one begins. */
static int32_t section_read(struct arena *a, struct diag *d, const struct house_list *all, int32_t i,
			    struct language *l)
{
	static const char *const keys[] = {"locale", "direction", "plural", "rule", "date", "date_long"};
	const struct house_key *first = &all->key[i], *k;
	const char *wanted, *near, *lacked;
	struct place at;
	int known;

	*l = (struct language){.code = first->section, .at = first->section_at};
	if (!code_fits(l->code))
		diag(d, DIAG_HOUSE_VALUE, &l->at,
		     "[%s]: a code of ISO 639 in two or three small letters, as [sv], is expected", l->code);
	for (; i < all->n && strcmp(all->key[i].section, l->code) == 0; i++) {
		k = &all->key[i];
		at = house_place(k, k->value);
		wanted = key_take(l, k, &known);
		near = known ? NULL : diag_closest(k->key, keys, (int32_t)(sizeof keys / sizeof keys[0]));
		if (!known)
			diag_hint(d, DIAG_HOUSE_KEY, &k->at,
				  near ? arena_format(a, "did you mean `%s`?", near) : NULL,
				  "a language has no key \"%s\"", k->key);
		else if (wanted)
			diag(d, DIAG_HOUSE_VALUE, &at, "[%s] %s = \"%s\": %s is expected", l->code, k->key,
			     k->value, wanted);
	}
	lacked = key_lacked(l);
	if (lacked)
		diag(d, DIAG_HOUSE_VALUE, &l->at, "the language [%s] has no key %s", l->code, lacked);
	if (!l->rule)
		l->rule = "0";
	return i;
}

static void list_make(struct arena *a, struct languages *out)
{
	const char **code = arena_alloc(a, sizeof *code * (size_t)(out->n + 1));
	struct text t;
	int32_t i;

	text_init(&t);
	for (i = 0; i < out->n; i++) {
		code[i] = out->language[i].code;
		text_addf(&t, "%s%s", i ? ", " : "", code[i]);
	}
	out->code = code;
	out->list = arena_dup(a, text_str(&t));
	text_done(&t);
}

int languages_read(struct arena *a, struct diag *d, const char *dir, const char *shipped,
		   struct languages *out)
{
	const char *path[2] = {arena_format(a, "%s/layouts/languages.ini", shipped),
			       strcmp(dir, ".") == 0 ? "layouts/languages.ini"
						     : arena_format(a, "%s/layouts/languages.ini", dir)};
	struct language *list = NULL, one;
	int32_t before = diag_errors(d), n = 0, cap = 0, f, i, k;

	for (f = 0; f < 2; f++) {
		struct house_list all = {0};

		if (f == 1 && !file_exists(path[f]))
			continue;
		if (house_file_read(a, d, path[f], &all) < 0)
			continue;
		for (i = 0; i < all.n;) {
			i = section_read(a, d, &all, i, &one);
			for (k = 0; k < n && strcmp(list[k].code, one.code) != 0; k++)
				;
			if (k == n) {
				list = arena_room(a, list, &cap, n + 1, sizeof *list);
				n++;
			}
			list[k] = one;
		}
	}
	*out = (struct languages){.language = list, .n = n};
	list_make(a, out);
	return diag_errors(d) > before ? -1 : 0;
}

const struct language *language_find(const struct languages *l, const char *code, size_t n)
{
	int32_t i;

	for (i = 0; i < l->n; i++)
		if (strlen(l->language[i].code) == n && memcmp(l->language[i].code, code, n) == 0)
			return &l->language[i];
	return NULL;
}

int language_fits(const struct languages *l, const char *s, size_t n)
{
	const char *end = s + n, *plus;

	while (s < end) {
		plus = memchr(s, '+', (size_t)(end - s));
		if (!language_find(l, s, (size_t)((plus ? plus : end) - s)))
			return 0;
		s = plus ? plus + 1 : end;
	}
	return 1;
}

static int has_word(const char *list, const char *s, size_t n)
{
	size_t len;

	for (; *list; list += len + (list[len] == ' ')) {
		len = strcspn(list, " ");
		if (len == n && memcmp(list, s, n) == 0)
			return 1;
	}
	return 0;
}

const char *language_among(struct arena *a, const char *list, const char *language)
{
	const char *s = language;
	size_t n;

	if (!list || !language)
		return language;
	for (; *s; s += n + (s[n] == '+')) {
		n = strcspn(s, "+");
		if (!has_word(list, s, n))
			return arena_dupn(a, list, strcspn(list, " "));
	}
	return language;
}
