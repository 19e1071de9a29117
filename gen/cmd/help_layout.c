/* help_layout.c: the layout language, from vocabulary.def. */
#include <string.h>

#include "cmd/help.h"
#include "layout/layout.h"
#include "layout/vocabulary.h"

static const char *kind_words(const struct attribute_rule *r, struct arena *a)
{
	static const char *const word[] = {
		[VALUE_TEXT] = "text",	       [VALUE_YES] = "yes or no",
		[VALUE_NUMBER] = "number",     [VALUE_NAME] = "name",
		[VALUE_NAMES] = "names",       [VALUE_CODE] = "CODE",
		[VALUE_FILE] = "file",	       [VALUE_QUERY] = "query",
		[VALUE_HOLE] = "query.column", [VALUE_FLAG] = "query or query.column",
		[VALUE_SHOW] = "how written"};
	char *list, *p;

	if (r->kind != VALUE_ENUM)
		return word[r->kind];
	list = arena_dup(a, r->words);
	for (p = list; *p; p++)
		if (*p == ' ')
			*p = '|';
	return list;
}

static const char *value_words(const struct attribute_rule *r, struct arena *a)
{
	return arena_format(a, "%s%s", kind_words(r, a), r->required ? ", needed" : "");
}

/* Which elements take the i-th shared attribute. */
static const char *takers(struct arena *a, int32_t i)
{
	const char *out = "";

	for (int32_t e = 0; e < ELEMENTS; e++)
		if (attribute_shared_by(i, (enum element)e))
			out = arena_format(a, "%s%s%s", out, out[0] ? ", " : "",
					   element_name((enum element)e));
	return out;
}

/* "in layout, group; holds col, row": blocks as one word. */
static const char *place_words(struct arena *a, enum element e)
{
	struct text t = {0};
	const char *out;
	int32_t i, n = 0;

	for (i = 0; i < ELEMENTS; i++)
		if (element_stands(e, (enum element)i))
			text_addf(&t, "%s%s", n++ ? ", " : "in ", element_name((enum element)i));
	if (n == 0)
		text_adds(&t, "root");
	n = 0;
	if (element_holds(e) & IS_BLOCK)
		text_addf(&t, "%sblocks", n++ ? ", " : "; holds ");
	for (i = 0; i < ELEMENTS && !(element_holds(e) & IS_BLOCK); i++)
		if (element_stands((enum element)i, e))
			text_addf(&t, "%s%s", n++ ? ", " : "; holds ", element_name((enum element)i));
	if (element_holds(e) & IS_TEXT)
		text_addf(&t, "%stext", n ? ", " : "; holds ");
	out = arena_dup(a, text_str(&t));
	text_done(&t);
	return out;
}

int help_layout(struct cmd *c, struct help *h)
{
	static const struct {
		const char *name, *meaning;
	} show[] = {
#define AS(id, name, meaning) {name, meaning},
#include "layout/vocabulary.def"
	};
	const struct attribute_rule *r;

	help_section(h, "ELEMENTS",
		     "A layout is XML: STEM.xml in layouts/. Text may hold {query.column}, "
		     "{query.column|date}, <b>, <i> and <br/>; "
		     "it is written in English, where it is printed, and translated in layouts/po/. After an "
		     "element stands where it "
		     "may be and what it may hold; after an attribute what it takes.");
	for (int32_t e = 0; e < ELEMENTS; e++) {
		help_entry(h, element_name((enum element)e), place_words(c->arena, (enum element)e),
			   element_meaning((enum element)e));
		for (int32_t i = 0; (r = attribute_own((enum element)e, i)); i++)
			help_part(h, attribute_name(r->name), value_words(r, c->arena), r->meaning);
	}
	help_section(h, "ATTRIBUTES OF MANY ELEMENTS", NULL);
	for (int32_t i = 0; (r = attribute_shared(i)); i++)
		help_entry(h, attribute_name(r->name), value_words(r, c->arena),
			   arena_format(c->arena, "%s. Of %s", r->meaning, takers(c->arena, i)));
	help_section(h, "HOW VALUES ARE WRITTEN",
		     "In as= and after the bar of {query.column|…}; without it as the query's \"-- "
		     "columns:\" line declares.");
	for (size_t i = 0; i < sizeof show / sizeof show[0]; i++)
		help_entry(h, show[i].name, NULL, show[i].meaning);
	return 0;
}
