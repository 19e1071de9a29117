/* profile.c: reads export profiles and checks that they speak of columns that exist. */
#include "import/profile.h"

#include <string.h>

#include "house/house_file.h"

struct reading {
	struct arena *a;
	struct diag *d;
	struct profiles *out;
	int32_t cap;
};

static const struct house_key *key_of(const struct house_key *key, int32_t n, const char *section,
				      const char *name)
{
	int32_t i;

	for (i = 0; i < n; i++)
		if (strcmp(key[i].section, section) == 0 && strcmp(key[i].key, name) == 0)
			return &key[i];
	return NULL;
}

static const char *value_of(const struct house_key *key, int32_t n, const char *section, const char *name)
{
	const struct house_key *k = key_of(key, n, section, name);

	return k ? k->value : NULL;
}

static regex_t *pattern(struct arena *a, const char *s, int flags)
{
	regex_t *re;

	if (!s)
		return NULL;
	re = arena_alloc(a, sizeof *re);
	/* house.c has refused what does not compile */
	return regcomp(re, s, REG_EXTENDED | flags) == 0 ? re : NULL;
}

static int64_t number(const char *s, int64_t dflt)
{
	int64_t v;

	return s && money_parse(s, strlen(s), 0, &v) == 0 ? v : dflt;
}

/* column.X, default.X, map.X.VALUE: X must be a column of the table. The column, or -1 after a diagnostic. */
static int32_t column_of(struct reading *r, const struct profile *p, const struct house_key *k,
			 const char *name, size_t n)
{
	const char *wanted = arena_dupn(r->a, name, n), *const * names, *hint;
	const struct place at = house_place(k, name);
	int32_t c = canonical_column(p->table, wanted), count;

	if (c >= 0)
		return c;
	names = canonical_names(p->table, r->a, &count);
	hint = diag_closest(wanted, names, count);
	return diag_hint(r->d, DIAG_HOUSE_KEY, &at,
			 hint ? arena_format(r->a, "did you mean `%s`?", hint) : NULL,
			 "the table %s has no column \"%s\"", p->table->name, wanted);
}

/* What stands for a cell must be what the cell could have said: it is not read like one. */
static int stand_in_wrong(struct reading *r, const struct profile *p, const struct house_key *k, int32_t c,
			  int translation)
{
	const struct canonical_column *col = &p->table->column[c];
	const struct place at = house_place(k, k->value);
	const char *v = k->value, *wanted = NULL, *near = NULL;
	int32_t n = (int32_t)strlen(v);
	int64_t number;

	if (n == 0)
		return 0;
	if (col->kind == KIND_WORD && !canonical_word(col->words, v, n)) {
		wanted = arena_format(r->a, "one of %s", canonical_words(r->a, col->words));
		near = canonical_word_near(r->a, col->words, v);
	} else if (col->kind == KIND_CURRENCY && !currency_find(v)) {
		wanted = "a currency code of ISO 4217, as AED,";
	} else if (!translation && col->kind == KIND_DATE && date_parse(v, (size_t)n) == DATE_NONE) {
		wanted = "a date as 2026-12-31";
	} else if (!translation && col->kind == KIND_AMOUNT && !text_number(v)) {
		wanted = "an amount as 50.00";
	} else if (!translation && col->kind == KIND_INT &&
		   (money_parse(v, (size_t)n, 0, &number) < 0 || number < 0)) {
		wanted = "a whole number from 0";
	}
	if (!wanted)
		return 0;
	diag_hint(r->d, DIAG_HOUSE_VALUE, &at, near ? arena_format(r->a, "did you mean `%s`?", near) : NULL,
		  "[%s] %s = \"%s\": %s is expected", k->section, k->key, v, wanted);
	return 1;
}

/* sign.TYPE = reversed */
static void sign_add(struct reading *r, struct profile *p, const struct house_key *k, const char *type)
{
	const char *types = canonical_find("ledger")->column[LEDGER_TYPE].words, *near;
	struct place at = house_place(k, type);

	if (!canonical_word(types, type, (int32_t)strlen(type))) {
		near = canonical_word_near(r->a, types, type);
		diag_hint(r->d, DIAG_HOUSE_KEY, &at,
			  near ? arena_format(r->a, "did you mean `%s`?", near) : NULL,
			  "[%s] %s: one of %s is expected", k->section, k->key, canonical_words(r->a, types));
	} else if (strcmp(k->value, "reversed") != 0) {
		at = house_place(k, k->value);
		diag(r->d, DIAG_HOUSE_VALUE, &at, "[%s] %s = \"%s\": reversed is expected", k->section,
		     k->key, k->value);
	} else {
		p->reversed = p->reversed ? arena_format(r->a, "%s %s", p->reversed, type) : type;
	}
}

static void key_add(struct reading *r, struct profile *p, const struct house_key *k, int32_t *cap)
{
	const char *dot = strchr(k->key, '.'), *rest = dot ? dot + 1 : NULL;
	struct place at = house_place(k, k->value);
	struct profile_map *m;
	size_t n;
	int32_t c;

	if (!rest)
		return;
	if (strncmp(k->key, "sign.", 5) == 0) {
		sign_add(r, p, k, rest);
		return;
	}
	n = strncmp(k->key, "map.", 4) == 0 ? strcspn(rest, ".") : strlen(rest);
	/* a word of its own for a column that says only whether an item is disputed */
	if (n == 8 && memcmp(rest, "disputed", 8) == 0 && strcmp(p->table->name, "ledger") == 0)
		c = LEDGER_STATUS;
	else
		c = column_of(r, p, k, rest, n);
	if (c < 0)
		return;
	if (strncmp(k->key, "column.", 7) == 0 && k->value[0] == '\0') {
		diag(r->d, DIAG_HOUSE_VALUE, &at, "[%s] %s is empty: a header of the export is expected",
		     k->section, k->key);
	} else if (strncmp(k->key, "map.", 4) == 0 && rest[n] == '\0') {
		diag(r->d, DIAG_HOUSE_KEY, &k->at, "[%s] %s translates nothing: map.%s.VALUE = … is expected",
		     k->section, k->key, rest);
	} else if (strncmp(k->key, "column.", 7) != 0 &&
		   stand_in_wrong(r, p, k, c, strncmp(k->key, "map.", 4) == 0)) {
		return;
	} else if (strncmp(k->key, "column.", 7) == 0) {
		p->header[c] = k->value;
	} else if (strncmp(k->key, "default.", 8) == 0) {
		p->dflt[c] = k->value;
	} else if (strncmp(k->key, "map.", 4) == 0) {
		p->map = arena_room(r->a, p->map, cap, p->maps + 1, sizeof *p->map);
		m = &p->map[p->maps++];
		*m = (struct profile_map){c, rest[n] ? rest + n + 1 : "", k->value};
	}
}

/* What the section says, as one text: another text, another reading of the same file. */
static const char *keys_text(struct arena *a, const struct house_key *key, int32_t n, const char *section)
{
	struct text t;
	const char *s;
	int32_t i;

	text_init(&t);
	for (i = 0; i < n; i++)
		if (strcmp(key[i].section, section) == 0)
			text_addf(&t, "%s=%s\n", key[i].key, key[i].value);
	s = arena_dup(a, text_str(&t));
	text_done(&t);
	return s;
}

/* A key that takes one word only says another. */
static void word_wrong(struct reading *r, const struct house_key *key, int32_t n, const char *section,
		       const char *name, const char *word)
{
	const struct house_key *k = key_of(key, n, section, name);
	const struct place at = house_place(k, k->value);

	diag(r->d, DIAG_HOUSE_VALUE, &at, "[%s] %s = \"%s\": %s is expected", section, name, k->value, word);
}

static void section_read(struct reading *r, const struct house_key *key, int32_t n, int32_t first,
			 int shipped)
{
	const char *section = key[first].section, *s;
	struct profile *p;
	int32_t i, cap = 0;

	r->out->profile = arena_room(r->a, r->out->profile, &r->cap, r->out->n + 1, sizeof *p);
	p = &r->out->profile[r->out->n++];
	memset(p, 0, sizeof *p);
	p->name = section + strlen("import.");
	p->shipped = shipped;
	p->keys = keys_text(r->a, key, n, section);
	p->at = key[first].at;
	s = value_of(key, n, section, "table");
	p->table = canonical_find(s ? s : "ledger");
	p->encoding = value_of(key, n, section, "encoding");
	s = value_of(key, n, section, "delimiter");
	p->separator = s ? (char)(strcmp(s, "tab") == 0 ? '\t' : *s) : '\0';
	s = value_of(key, n, section, "decimal");
	p->decimal = s ? *s : '\0';
	p->order = value_order(value_of(key, n, section, "date_order"));
	p->pivot = (int32_t)number(value_of(key, n, section, "pivot"), -1);
	p->skip_lines = (int32_t)number(value_of(key, n, section, "skip_lines"), shipped ? -1 : 0);
	s = value_of(key, n, section, "signed");
	p->signs = s && strcmp(s, "yes") == 0;
	s = value_of(key, n, section, "repeats");
	p->repeats = s && strcmp(s, "yes") == 0;
	s = value_of(key, n, section, "export_date");
	p->export_date = s ? date_parse(s, strlen(s)) : DATE_NONE;
	p->ignore_row = pattern(r->a, value_of(key, n, section, "ignore_row"), REG_ICASE | REG_NOSUB);
	p->totals_row = pattern(r->a, value_of(key, n, section, "totals_row"), REG_ICASE | REG_NOSUB);
	p->group_row = pattern(r->a, value_of(key, n, section, "group_row"), 0);
	s = value_of(key, n, section, "sum_by");
	p->sum_by = s && strcmp(s, "number") == 0;
	if (s && !p->sum_by)
		word_wrong(r, key, n, section, "sum_by", "number");
	s = value_of(key, n, section, "parent_separator");
	p->parent = s && *s ? s : NULL;
	s = value_of(key, n, section, "replaces");
	p->replaces = s && strcmp(s, "profile") == 0;
	if (s && !p->replaces)
		word_wrong(r, key, n, section, "replaces", "profile");
	s = value_of(key, n, section, "make_numbers");
	p->numbers = s && strcmp(s, "yes") == 0;
	for (i = first; i < n; i++)
		if (strcmp(key[i].section, section) == 0)
			key_add(r, p, &key[i], &cap);
}

/* The first key of a section that begins with prefix; -1: none. */
static int32_t section_find(const struct house_key *key, int32_t n, const char *section, const char *prefix)
{
	int32_t i;

	for (i = 0; i < n; i++)
		if (strcmp(key[i].section, section) == 0 && strncmp(key[i].key, prefix, strlen(prefix)) == 0)
			return i;
	return -1;
}

/* Sections that other has are left out. A profile whose columns come from the file shipped is a shipped one.
 */
static void list_read(struct reading *r, const struct house_key *key, int32_t n,
		      const struct house_list *other, const char *shipped)
{
	int32_t i, column;

	for (i = 0; i < n; i++) {
		if (strncmp(key[i].section, "import.", 7) != 0 ||
		    section_find(key, n, key[i].section, "") < i ||
		    (other && section_find(other->key, other->n, key[i].section, "") >= 0))
			continue;
		column = section_find(key, n, key[i].section, "column.");
		section_read(r, key, n, i,
			     column >= 0 && shipped && strcmp(key[column].at.file, shipped) == 0);
	}
}

/* The house's keys, and what a shipped profile says beside those that only refine it: [import.xero] decimal =
 * , */
static struct house_list refine(struct arena *a, const struct house *h, const struct house_list *shipped)
{
	struct house_list all = {0};
	const struct house_key *k;
	int32_t i;

	all.key = arena_room(a, NULL, &all.cap, h->keys + shipped->n + 1, sizeof *all.key);
	memcpy(all.key, h->key, (size_t)h->keys * sizeof *all.key);
	all.n = h->keys;
	for (i = 0; i < shipped->n; i++) {
		k = &shipped->key[i];
		if (section_find(h->key, h->keys, k->section, "") >= 0 &&
		    section_find(h->key, h->keys, k->section, "column.") < 0 &&
		    !value_of(h->key, h->keys, k->section, k->key))
			all.key[all.n++] = *k;
	}
	return all;
}

/* Totals rows look alike everywhere: a profile that does not say its own pattern has that of
 * [import.canonical], the house's first. */
static void totals_default(struct profiles *all)
{
	regex_t *re = NULL;
	int32_t i;

	for (i = all->n - 1; i >= 0; i--)
		if (strcmp(all->profile[i].name, "canonical") == 0 && all->profile[i].totals_row)
			re = all->profile[i].totals_row;
	for (i = 0; i < all->n; i++)
		if (!all->profile[i].totals_row)
			all->profile[i].totals_row = re;
	all->totals_row = re;
}

int profile_read(struct arena *a, struct diag *d, const struct house *h, struct profiles *out)
{
	struct reading r = {a, d, out, 0};
	struct house_list shipped = {0}, own;
	int32_t before = diag_errors(d);
	char *path = house_layout(h, a, "profiles.ini");

	memset(out, 0, sizeof *out);
	if (path && house_file_read(a, d, path, &shipped) == 0)
		house_keys_check(a, d, &shipped);
	own = refine(a, h, &shipped);
	list_read(&r, own.key, own.n, NULL, path);
	list_read(&r, shipped.key, shipped.n, &own, path);
	totals_default(out);
	return diag_errors(d) > before ? -1 : 0;
}

void profile_done(struct profiles *p)
{
	int32_t i;

	for (i = 0; i < p->n; i++) {
		if (p->profile[i].ignore_row)
			regfree(p->profile[i].ignore_row);
		if (p->profile[i].group_row)
			regfree(p->profile[i].group_row);
		if (p->profile[i].totals_row && p->profile[i].totals_row != p->totals_row)
			regfree(p->profile[i].totals_row);
	}
	if (p->totals_row)
		regfree(p->totals_row);
	memset(p, 0, sizeof *p);
}

struct profile *profile_canonical(struct arena *a, const struct profiles *all, const struct canonical *t)
{
	struct profile *p = arena_alloc(a, sizeof *p);
	int32_t i;

	for (i = 0; i < all->n && strcmp(all->profile[i].name, "canonical") != 0; i++)
		;
	if (i < all->n)
		*p = all->profile[i];
	else
		*p = (struct profile){.pivot = -1, .export_date = DATE_NONE, .totals_row = all->totals_row};
	p->name = "canonical";
	/* its words are those of the table that the section names, which is the ledger unless it says */
	if (p->table != t)
		p->maps = 0;
	p->table = t;
	p->shipped = 1;
	p->skip_lines = -1;
	memset(p->dflt, 0, sizeof p->dflt);
	for (i = 0; i < t->columns; i++)
		p->header[i] = t->column[i].flags & COLUMN_DERIVED ? NULL : t->column[i].name;
	return p;
}
