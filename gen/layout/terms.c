/* terms.c: words of the trade and the program's own labels, in English and in the languages of the
 * catalogues. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layout/layout.h"
#include "layout/xml.h"

const struct terms *terms_read(struct arena *a, struct diag *d, const struct house *h)
{
	struct term *term = NULL;
	struct terms *out;
	const char *path[2];
	int32_t n = 0, cap = 0, i, files = 0;

	path[0] = house_path(h, a, "layouts/terms.xml");
	path[1] = arena_format(a, "%s/layouts/terms.xml", h->shipped);
	/* the house's first: the first one found wins */
	for (i = 0; i < 2; i++) {
		if (!file_exists(path[i]))
			continue;
		files++;
		if (xml_terms(a, d, path[i], &term, &n, &cap))
			return NULL;
	}
	if (files == 0) {
		struct place at = {path[1], 0, 0};

		diag(d, DIAG_FILE_OPEN, &at, "there are no terms");
		return NULL;
	}
	out = arena_alloc(a, sizeof *out);
	*out = (struct terms){term, n};
	return out;
}

static const struct term *find(const struct terms *t, const char *code, int label)
{
	int32_t i;

	for (i = 0; i < t->n; i++)
		if (t->term[i].label == label && strcmp(t->term[i].code, code) == 0)
			return &t->term[i];
	return NULL;
}

const struct term *terms_find(const struct terms *t, const char *code)
{
	return find(t, code, 0);
}

const struct term *terms_label(const struct terms *t, const char *name)
{
	return find(t, name, 1);
}

/* "%1–%2 days" with its values. */
static const char *filled(struct arena *a, const char *pattern, const char *const value[3])
{
	struct text t;
	const char *out;

	text_init(&t);
	for (; *pattern; pattern++) {
		if (pattern[0] == '%' && pattern[1] >= '1' && pattern[1] <= '3')
			text_adds(&t, value[*++pattern - '1'] ? value[*pattern - '1'] : "");
		else
			text_addc(&t, *pattern);
	}
	out = arena_dup(a, text_str(&t));
	text_done(&t);
	return out;
}

/* The limits of a bucket in days overdue, as plan/policy.c names it: "..0", "16..30", "61..". NULL: no
 * limits. */
static const char *bucket_label(const char *code)
{
	const char *dots = strstr(code, ".."), *rest = dots ? dots + 2 : code;

	if (!dots || strspn(code, "0123456789") != (size_t)(dots - code) ||
	    rest[strspn(rest, "0123456789")] != '\0')
		return NULL;
	return dots == code ? "bucket_due" : *rest ? "bucket_days" : "bucket_over";
}

static const char *bucket_worded(struct arena *a, struct diag *d, const struct terms *t,
				 const struct catalogue *c, const char *code, const char *label)
{
	const char *pattern = label_word(a, d, t, c, label), *dots = strstr(code, "..");
	char over[24];

	if (!pattern)
		return NULL;
	/* from the 61st day on: over 60 */
	if (strcmp(label, "bucket_over") == 0) {
		snprintf(over, sizeof over, "%lld", strtoll(code, NULL, 10) - 1);
		return filled(a, pattern, (const char *const[3]){over, NULL, NULL});
	}
	return filled(a, pattern,
		      (const char *const[3]){arena_dupn(a, code, (size_t)(dots - code)), dots + 2, NULL});
}

/* "0–15", ">60", "+": what has no letter reads the same in every language. */
static int letterless(const char *s)
{
	const char *end = s + strlen(s);
	uint32_t cp;

	while (s < end) {
		cp = utf8_next(&s, end);
		if ((cp | 32) >= 'a' && (cp | 32) <= 'z')
			return 0;
		if (cp >= 0xC0 && !(cp >= 0x2000 && cp < 0x2100) && cp != 0x2212 && cp != 0xD7)
			return 0;
	}
	return 1;
}

static const char *translated(struct arena *a, struct diag *d, const struct catalogue *c,
			      const struct term *t)
{
	const struct catalogue_entry *e;
	const char *context = t->label ? "label" : "term";

	if (!c)
		return t->english;
	e = catalogue_find(c, context, t->code);
	if (!e)
		e = catalogue_find(c, context, t->english);
	if (e && !e->fuzzy && e->forms > 0 && e->str[0][0])
		return e->str[0];
	diag_hint(d, e && e->fuzzy ? DIAG_WORDING_FUZZY : DIAG_WORDING_MISSING, e ? &e->at : &t->at,
		  arena_format(a, "add it to po/%s.po with msgctxt \"%s\"", c->lang, context),
		  "the %s \"%s\" has no wording in \"%s\"", t->label ? "label" : "term", t->english, c->lang);
	return NULL;
}

int term_known(const struct terms *t, const char *code)
{
	return terms_find(t, code) || bucket_label(code);
}

const char *term_word(struct arena *a, struct diag *d, const struct terms *t, const struct catalogue *c,
		      const char *code, const struct place *at)
{
	const struct term *found = terms_find(t, code);
	const char **list, *near, *bucket = bucket_label(code);
	int32_t i;

	if (found)
		return translated(a, d, c, found);
	if (bucket)
		return bucket_worded(a, d, t, c, code, bucket);
	if (letterless(code))
		return code;
	list = arena_alloc(a, (size_t)(t->n + 1) * sizeof *list);
	for (i = 0; i < t->n; i++)
		list[i] = t->term[i].code;
	near = diag_closest(code, list, t->n);
	diag_hint(d, DIAG_TERM, at,
		  near ? arena_format(a, "did you mean `%s`?", near) : "declare it in layouts/terms.xml",
		  "\"%s\" is no term of the trade", code);
	return NULL;
}

const char *label_word(struct arena *a, struct diag *d, const struct terms *t, const struct catalogue *c,
		       const char *name)
{
	const struct term *found = terms_label(t, name);
	struct place at = {"layouts/terms.xml", 0, 0};

	if (found)
		return translated(a, d, c, found);
	diag_hint(d, DIAG_TERM, &at, arena_format(a, "<label name=\"%s\">…</label> belongs there", name),
		  "the label \"%s\" is not declared", name);
	return NULL;
}

const char *label_filled(struct arena *a, struct diag *d, const struct terms *t, const struct catalogue *c,
			 const char *name, const char *const value[3])
{
	const char *pattern = label_word(a, d, t, c, name);

	return pattern ? filled(a, pattern, value) : NULL;
}
