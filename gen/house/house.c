/* house.c: a house's settings: house.ini over its policy preset, each key checked against the table of known
 * ones. */
#include "house/house.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "db/country.h"
#include "db/db.h"
#include "db/reference.h"
#include "house/house_file.h"
#include "house/house_keys.h"
#include "db/canonical.h"

enum key_kind {
	TEXT,
	WORDS,
	INT,
	COUNT,
	YESNO,
	DATE,
	PAIR,
	ROLE,
	ROLES,
	COUNTRY,
	LEAST,
	RATE,
	PERCENT,
	PAPER,
	ENVELOPE,
	DIGITS,
	PDFA,
	COLOUR,
	CURRENCY,
	AMOUNT,
	REGIONAL,
	BYCURRENCY,
	REFERENCE,
	LANGUAGES,
	DAYS,
	DECIMAL,
	DELIMITER,
	ORDER,
	ENCODING,
	TABLE,
	PATTERN
};

static const struct key_rule {
	const char *section, *key;
	enum key_kind kind;
} known[] = {
#define K(section, key, kind, meaning) {section, key, kind},
#include "house/house_keys.def"
#undef K
};
#define KNOWN ((int32_t)(sizeof known / sizeof known[0]))

static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
static const char *const tables[] = {"customers",    "contacts", "staff",    "ledger",	   "events",
				     "arrangements", "assets",	 "evidence", "deductions", "holidays"};
static const char *const orders[] = {"dmy", "mdy", "ymd", "excel"};
static const char *const encodings[] = {"utf-8",	"utf-16le",	"utf-16be",
					"windows-1251", "windows-1252", "windows-1256"};
static const char *const delimiters[] = {",", ";", "|", "tab"};
static const char *const papers[] = {"A4", "Letter"};
static const char *const envelopes[] = {"din5008-b", "iso-dl-left", "us-10", "none"};
static const char *const digits[] = {"western", "arabic"};
static const char *const levels[] = {"1b", "2a", "3a"};

static int is_one_of(const char *s, size_t n, const char *const *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strlen(list[i]) == n && memcmp(list[i], s, n) == 0)
			return (int)i;
	return -1;
}
#define ONE_OF(s, n, list) is_one_of(s, n, list, sizeof list / sizeof list[0])

/* The first word of "a, b" or "a+b" that is not in the list; where all are, s. */
static const char *word_odd(const char *s, const char *const *list, size_t count)
{
	const char *word = s;
	size_t n;

	for (; *(word += strspn(word, " \t,+")) != '\0'; word += n) {
		n = strcspn(word, " \t,+");
		if (is_one_of(word, n, list, count) < 0)
			return word;
	}
	return s;
}

/* Calls for each word of "a, b" or "a+b". -1 when a word is not in the list, or none is there; else a mask of
 * the found. */
static int32_t words_read(const char *s, const char *const *list, size_t count)
{
	int32_t mask = 0;
	size_t n;
	int i;

	while (*(s += strspn(s, " \t,+")) != '\0') {
		n = strcspn(s, " \t,+");
		i = is_one_of(s, n, list, count);
		if (i < 0)
			return -1;
		mask |= 1 << i;
		s += n;
	}
	return mask ? mask : -1;
}

static int int_read(const char *s, int64_t *v)
{
	return money_parse(s, strlen(s), 0, v) == 0 && !strchr(s, '.') ? 0 : -1;
}

static int languages_fit(const char *s, const struct languages *l)
{
	return words_read(s, l->code, (size_t)l->n) >= 0;
}

static int pair_fits(const char *s, const struct languages *l)
{
	const char *first = s + strspn(s, " \t,+"), *second = first + strcspn(first, " \t,+");
	size_t n = (size_t)(second - first);

	second += strspn(second, " \t,+");
	return languages_fit(s, l) && *second && !second[strcspn(second, " \t,+")] &&
	       !(strlen(second) == n && memcmp(first, second, n) == 0);
}

static int pattern_fits(const char *pattern, const char *s)
{
	size_t n = strlen(pattern);

	if (n > 0 && pattern[n - 1] == '*')
		return strncmp(pattern, s, n - 1) == 0 && strlen(s) >= n;
	return strcmp(pattern, s) == 0;
}

/* "name" or "name.ar" */
static int words_fit(const char *key, const char *s, const struct languages *l)
{
	size_t n = strlen(key);

	return strncmp(key, s, n) == 0 &&
	       (s[n] == '\0' || (s[n] == '.' && language_find(l, s + n + 1, strlen(s + n + 1))));
}

static const struct key_rule *known_find(const char *section, const char *key, const struct languages *l,
					 int *section_known)
{
	int32_t i;

	*section_known = 0;
	for (i = 0; i < KNOWN; i++) {
		if (!pattern_fits(known[i].section, section))
			continue;
		*section_known = 1;
		if (known[i].kind == WORDS ? words_fit(known[i].key, key, l)
					   : pattern_fits(known[i].key, key))
			return &known[i];
	}
	return NULL;
}

/* Digits, a point and one decimal, 100.0 at most: queries read it as tenths of a percent. */
static int percent_fits(const char *v)
{
	size_t whole = strspn(v, "0123456789");

	return whole >= 1 && whole <= 3 && v[whole] == '.' && strspn(v + whole + 1, "0123456789") == 1 &&
	       !v[whole + 2] && (whole < 3 || strcmp(v, "100.0") == 0);
}

static const char *staff_roles(void)
{
	const struct canonical *t = canonical_find("staff");

	return t->column[canonical_column(t, "role")].words;
}

/* "legal, pro": each a role of the staff table; *odd: one that is none. */
static int roles_fit(const char *s, const char **odd)
{
	const char *roles = staff_roles();
	size_t n;
	int any = 0;

	for (; *(s += strspn(s, " \t,")) != '\0'; s += n, any = 1) {
		n = strcspn(s, " \t,");
		*odd = s;
		if (!canonical_word(roles, s, (int32_t)n))
			return 0;
	}
	return any;
}

/* What the value should have been, or NULL when it is right. own: the house's currency, NULL: not said.
 * *where: what is wrong, in the key or the value. */
static const char *value_wrong(struct arena *a, const struct key_rule *k, const struct house_key *h,
			       const struct languages *l, const char *own, const char **where)
{
	const char *v = h->value, *dot = strrchr(h->key, '.');
	const struct currency *c;
	regex_t re;
	int64_t n;

	*where = v;
	switch (k->kind) {
	case TEXT:
	case WORDS:
	case ROLE:
		return NULL;
	case INT:
		return int_read(v, &n) == 0 ? NULL : "a whole number";
	case COUNT:
		return int_read(v, &n) == 0 && n >= 0 ? NULL : "a whole number from 0";
	case DATE:
		return date_parse(v, strlen(v)) != DATE_NONE ? NULL : "a date as 2026-12-31";
	case PAIR:
		*where = word_odd(v, l->code, (size_t)l->n);
		return pair_fits(v, l) ? NULL : arena_format(a, "two languages of %s, as en+ar,", l->list);
	case ROLES:
		return roles_fit(v, where)
			       ? NULL
			       : arena_format(a, "roles of %s", canonical_words(a, staff_roles()));
	case COUNTRY:
		return country_known(v) ? NULL : "a country code of ISO 3166, as AE,";
	case LEAST:
		*where = dot ? dot + 1 : h->key;
		if (!dot || !country_known(dot + 1))
			return "a key that ends with a country code of ISO 3166, as least_days.NOTICE.NO,";
		*where = v;
		return int_read(v, &n) == 0 && n >= 0 && n <= 366 ? NULL : "a number of days from 0 to 366";
	case PERCENT:
		return percent_fits(v) ? NULL : "a percent with one decimal, as 1.5";
	case RATE:
		return house_rate_wrong(a, h->key, v, own, where);
	case PAPER:
		return ONE_OF(v, strlen(v), papers) >= 0 ? NULL : "A4 or Letter";
	case ENVELOPE:
		return ONE_OF(v, strlen(v), envelopes) >= 0 ? NULL : "din5008-b, iso-dl-left, us-10 or none";
	case DIGITS:
		return ONE_OF(v, strlen(v), digits) >= 0 ? NULL : "western or arabic";
	case PDFA:
		return ONE_OF(v, strlen(v), levels) >= 0 ? NULL : "1b, 2a or 3a";
	case YESNO:
		return strcmp(v, "yes") == 0 || strcmp(v, "no") == 0 ? NULL : "yes or no";
	case COLOUR:
		return v[0] == '#' && strlen(v) == 7 && strspn(v + 1, "0123456789abcdefABCDEF") == 6
			       ? NULL
			       : "a colour as #12544A";
	case CURRENCY:
		return currency_find(v) ? NULL : "a currency code of ISO 4217, as AED";
	case AMOUNT:
		c = dot ? currency_find(dot + 1) : NULL;
		*where = dot ? dot + 1 : h->key;
		if (!c)
			return "a key that ends with a currency code of ISO 4217, as minimum.AED";
		*where = v;
		return money_parse(v, strlen(v), c->digits, &n) == 0 ? NULL : amount_expected(a, c);
	case REGIONAL:
		dot = strchr(h->key, '.');
		c = dot ? currency_head(dot + 1) : NULL;
		*where = dot ? dot + 1 : h->key;
		if (!c)
			return "a key with a currency code of ISO 4217, as importance.AED or importance.AED.REGION,";
		*where = v;
		return money_parse(v, strlen(v), c->digits, &n) == 0 ? NULL : amount_expected(a, c);
	case BYCURRENCY:
		*where = dot ? dot + 1 : h->key;
		return dot && currency_find(dot + 1)
			       ? NULL
			       : "a key that ends with a currency code of ISO 4217, as iban.EUR,";
	case REFERENCE:
		if (dot && !currency_find(dot + 1))
			*where = dot + 1;
		return dot && !currency_find(dot + 1)
			       ? "a key that ends with a currency code of ISO 4217, as reference.NOK,"
			       : reference_expected(v);
	case LANGUAGES:
		*where = word_odd(v, l->code, (size_t)l->n);
		return languages_fit(v, l) ? NULL : arena_format(a, "languages of %s", l->list);
	case DAYS:
		*where = word_odd(v, days, sizeof days / sizeof days[0]);
		return words_read(v, days, sizeof days / sizeof days[0]) >= 0
			       ? NULL
			       : "days of mon, tue, wed, thu, fri, sat, sun";
	case DECIMAL:
		return strcmp(v, ".") == 0 || strcmp(v, ",") == 0 ? NULL : "the decimal mark: . or ,";
	case DELIMITER:
		return ONE_OF(v, strlen(v), delimiters) >= 0 ? NULL : "the separator: , ; | or tab";
	case ORDER:
		return ONE_OF(v, strlen(v), orders) >= 0 ? NULL : "dmy, mdy, ymd or excel";
	case ENCODING:
		return ONE_OF(v, strlen(v), encodings) >= 0
			       ? NULL
			       : "utf-8, utf-16le, utf-16be, windows-1251, windows-1252 or windows-1256";
	case TABLE:
		return ONE_OF(v, strlen(v), tables) >= 0 ? NULL
							 : "a table of exports, as ledger or customers";
	case PATTERN:
		if (regcomp(&re, v, REG_EXTENDED | REG_NOSUB) != 0)
			return "an extended regular expression, as ^Total";
		regfree(&re);
		return NULL;
	}
	return NULL;
}

static const struct house_key *list_find(const struct house_list *l, const char *section, const char *key)
{
	int32_t i;

	for (i = 0; i < l->n; i++)
		if (strcmp(l->key[i].section, section) == 0 && strcmp(l->key[i].key, key) == 0)
			return &l->key[i];
	return NULL;
}

static void unknown_key(struct arena *a, struct diag *d, const struct house_key *h, int section_known,
			const struct house_list *preset)
{
	const char **name = arena_alloc(a, (size_t)(KNOWN + preset->n) * sizeof *name), *hint,
		   *rest = strchr(h->key, '.');
	int32_t i, n = 0;

	if (h->section[0] == '\0') {
		diag(d, DIAG_HOUSE_KEY, &h->at, "the key \"%s\" stands before any [section]", h->key);
		return;
	}

	for (i = 0; i < KNOWN; i++)
		if (!section_known)
			name[n++] = known[i].section;
		else if (pattern_fits(known[i].section, h->section))
			/* colum.customer: column.customer */
			name[n++] = rest && strchr(known[i].key, '*')
					    ? arena_format(a, "%.*s%s", (int)strcspn(known[i].key, "."),
							   known[i].key, rest)
					    : known[i].key;
	for (i = 0; section_known && strcmp(h->section, "policy") == 0 && i < preset->n; i++)
		name[n++] = preset->key[i].key;
	hint = diag_closest(section_known ? h->key : h->section, name, n);
	if (hint)
		hint = arena_format(a, section_known ? "did you mean `%s`?" : "did you mean `[%s]`?", hint);
	if (section_known)
		diag_hint(d, DIAG_HOUSE_KEY, &h->at, hint, "[%s] knows no key \"%s\"", h->section, h->key);
	else
		diag_hint(d, DIAG_HOUSE_KEY, &h->section_at, hint, "there is no section [%s]", h->section);
}

/* A signatory is said by role; another key would print an empty line in each letter. */
static int role_wrong(struct arena *a, struct diag *d, const struct house_key *h)
{
	const char *roles = staff_roles(), *near;

	if (canonical_word(roles, h->key, (int32_t)strlen(h->key)))
		return 0;
	near = canonical_word_near(a, roles, h->key);
	diag_hint(d, DIAG_HOUSE_KEY, &h->at, near ? arena_format(a, "did you mean `%s`?", near) : NULL,
		  "[%s] knows no role \"%s\"", h->section, h->key);
	return 1;
}

/* least_days.NOTCE.NO: only types of which the preset says so ask for the law's days. */
static int least_wrong(struct arena *a, struct diag *d, const struct house_key *h,
		       const struct house_list *preset)
{
	const char *dot = strrchr(h->key, '.'),
		   **name = arena_alloc(a, (size_t)(preset->n + 1) * sizeof *name), *hint;
	size_t len = dot ? (size_t)(dot + 1 - h->key) : strlen(h->key);
	int32_t n = 0;

	for (int32_t i = 0; i < preset->n; i++) {
		const struct house_key *p = &preset->key[i];

		if (strcmp(p->section, "policy") != 0 || strncmp(p->key, "least_days.", 11) != 0)
			continue;
		if (strncmp(p->key, h->key, len) == 0)
			return 0;
		name[n++] = p->key;
	}
	hint = diag_closest(h->key, name, n);
	diag_hint(d, DIAG_HOUSE_KEY, &h->at, hint ? arena_format(a, "did you mean `%s`?", hint) : NULL,
		  "[%s] knows no key \"%s\"", h->section, h->key);
	return 1;
}

static void list_check(struct arena *a, struct diag *d, const struct house_list *l,
		       const struct house_list *preset, const struct languages *languages)
{
	const struct house_key *h, *p, *own = list_find(l, "locale", "currency");
	const struct key_rule *k;
	const char *wanted, *where;
	struct place at;
	int section_known;
	int64_t n;
	int32_t i;

	for (i = 0; i < l->n; i++) {
		h = &l->key[i];
		if (house_clock_wrong(a, d, l, h))
			continue;
		k = known_find(h->section, h->key, languages, &section_known);
		p = list_find(preset, h->section, h->key);
		if (k && k->kind == ROLE && role_wrong(a, d, h))
			continue;
		if (k && k->kind == LEAST && preset->n > 0 && least_wrong(a, d, h, preset))
			continue;
		if (!k && !p) {
			/* an unknown section is said once */
			if (!section_known && i > 0 && strcmp(l->key[i - 1].section, h->section) == 0)
				continue;
			unknown_key(a, d, h, section_known, preset);
			continue;
		}
		where = h->value;
		wanted = k ? value_wrong(a, k, h, languages, own ? own->value : NULL, &where) : NULL;
		/* an override is of the preset's own kind */
		if (!wanted && p && int_read(p->value, &n) == 0 && int_read(h->value, &n) < 0)
			wanted = "a whole number, as in the preset";
		if (!wanted)
			continue;
		at = house_place(h, where);
		diag(d, DIAG_HOUSE_VALUE, &at, "[%s] %s = \"%s\": %s is expected", h->section, h->key,
		     h->value, wanted);
	}
}

int house_keys_check(struct arena *a, struct diag *d, const struct house_list *l)
{
	struct house_list none = {0};
	int32_t before = diag_errors(d);

	list_check(a, d, l, &none, &(struct languages){0});
	return diag_errors(d) > before ? -1 : 0;
}

static void calendar_read(struct house *h)
{
	const char *s = house_text(h, "locale", "weekend"),
		   *terms = house_text(h, "policy", "month_end_terms"),
		   *letters = house_text(h, "policy", "letter_days");
	int32_t mask;

	h->calendar.letters =
		letters ? (uint32_t)words_read(letters, days, sizeof days / sizeof days[0]) << 1 : 0;
	if (!s)
		s = house_text(h, "policy", "weekend");
	mask = s ? words_read(s, days, sizeof days / sizeof days[0]) : -1;
	h->calendar.month_terms = terms && strcmp(terms, "yes") == 0;
	h->calendar.weekend = mask < 0 ? 1u << 6 | 1u << 7 : (uint32_t)mask << 1;
}

struct house *house_open(struct arena *a, struct diag *d, const char *dir, const char *shipped)
{
	struct house *h = arena_alloc(a, sizeof *h);
	struct house_list own = {0}, preset = {0};
	const struct house_key *named;
	int32_t i, owns, before = diag_errors(d);
	char *path;

	h->dir = arena_dup(a, dir);
	h->shipped = arena_dup(a, shipped);
	if (house_file_read(a, d, house_path(h, a, "house.ini"), &own) < 0 && own.n == 0)
		return NULL;
	/* without them nothing more can be said of the keys */
	if (languages_read(a, d, h->dir, h->shipped, &h->languages) < 0)
		return NULL;
	named = list_find(&own, "policy", "preset");
	if (named) {
		path = arena_format(a, "%s/layouts/presets/%s.ini", h->shipped, named->value);
		if (strchr(named->value, '/') || !file_exists(path))
			house_preset_unknown(a, d, h, named);
		else
			house_file_read(a, d, path, &preset);
	}
	list_check(a, d, &own, &preset, &h->languages);
	if (diag_errors(d) > before)
		return NULL;
	for (i = 0, owns = own.n; i < preset.n; i++) {
		struct house_list said = {own.key, owns, owns};

		if (list_find(&own, preset.key[i].section, preset.key[i].key) ||
		    house_rate_said(&said, &preset.key[i]))
			continue;
		own.key = arena_room(a, own.key, &own.cap, own.n + 1, sizeof *own.key);
		own.key[own.n++] = preset.key[i];
	}
	h->key = own.key;
	h->keys = own.n;
	calendar_read(h);
	return h;
}
