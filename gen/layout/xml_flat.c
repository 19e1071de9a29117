/* xml_flat.c: the two flat readings of XML: a file's root alone, and the list of terms. */
#include "layout/xml.h"

#include <expat.h>
#include <string.h>

enum { FILE_LIMIT = 4 << 20 };

struct flat {
	struct arena *a;
	struct diag *d;
	XML_Parser parser;
	const char *path;
	const char **root, **code; /* xml_root */
	struct term **term;	   /* xml_terms */
	int32_t *n, *cap, depth;
	struct text text;
	int stopped;
};

static struct place here(const struct flat *f)
{
	return (struct place){f->path, (int32_t)XML_GetCurrentLineNumber(f->parser),
			      (int32_t)XML_GetCurrentColumnNumber(f->parser) + 1};
}

static int flat_parse(struct flat *f, XML_StartElementHandler start, XML_EndElementHandler end,
		      XML_CharacterDataHandler text)
{
	int32_t before = diag_errors(f->d);
	size_t len;
	const char *data = file_read(f->a, f->d, f->path, FILE_LIMIT, &len);
	struct place at;

	if (!data)
		return -1;
	f->parser = xml_parser_open();
	XML_SetUserData(f->parser, f);
	XML_SetElementHandler(f->parser, start, end);
	XML_SetCharacterDataHandler(f->parser, text);
	if (XML_Parse(f->parser, data, (int)len, 1) == XML_STATUS_ERROR && !f->stopped) {
		at = here(f);
		diag(f->d, DIAG_LAYOUT_XML, &at, "the XML is broken: %s",
		     XML_ErrorString(XML_GetErrorCode(f->parser)));
	}
	XML_ParserFree(f->parser);
	return diag_errors(f->d) > before ? -1 : 0;
}

static void on_root(void *ctx, const XML_Char *name, const XML_Char **atts)
{
	struct flat *f = ctx;

	*f->root = arena_dup(f->a, name);
	for (; atts[0]; atts += 2)
		if (strcmp(atts[0], "code") == 0)
			*f->code = arena_dup(f->a, atts[1]);
	f->stopped = 1;
	XML_StopParser(f->parser, XML_FALSE);
}

int xml_root(struct arena *a, struct diag *d, const char *path, const char **root, const char **code)
{
	struct flat f = {.a = a, .d = d, .path = arena_dup(a, path), .root = root, .code = code};

	*root = *code = NULL;
	return flat_parse(&f, on_root, NULL, NULL);
}

/* ---- terms ---- */

static void on_term_start(void *ctx, const XML_Char *name, const XML_Char **atts)
{
	static const char *const names[] = {"term", "label"};
	struct flat *f = ctx;
	struct place at = here(f);
	const char *wanted = strcmp(name, "label") == 0 ? "name" : "code", *hint;
	struct term *t;

	if (f->depth++ == 0) {
		if (strcmp(name, "terms") != 0)
			diag(f->d, DIAG_LAYOUT_ELEMENT, &at, "the file begins with <%s>: <terms> is expected",
			     name);
		return;
	}
	text_reset(&f->text);
	if (f->depth > 2 || (strcmp(name, "term") != 0 && strcmp(name, "label") != 0)) {
		hint = diag_closest(name, names, 2);
		diag_hint(f->d, DIAG_LAYOUT_ELEMENT, &at,
			  hint ? arena_format(f->a, "did you mean `%s`?", hint) : NULL,
			  "<%s> is not known in <terms>", name);
		return;
	}
	*f->term = arena_room(f->a, *f->term, f->cap, *f->n + 1, sizeof **f->term);
	t = &(*f->term)[(*f->n)++];
	*t = (struct term){.label = strcmp(name, "label") == 0, .at = at};
	for (; atts[0]; atts += 2) {
		if (strcmp(atts[0], wanted) == 0)
			t->code = arena_dup(f->a, atts[1]);
		else
			diag_hint(f->d, DIAG_LAYOUT_ATTRIBUTE, &at,
				  arena_format(f->a, "the attribute is `%s`", wanted),
				  "<%s> has no attribute \"%s\"", name, atts[0]);
	}
	if (t->label && !t->code)
		diag(f->d, DIAG_LAYOUT_MISSING, &at, "<label> needs the attribute \"name\"");
}

static void on_term_text(void *ctx, const XML_Char *s, int n)
{
	struct flat *f = ctx;
	int i;

	for (i = 0; i < n; i++) {
		if (!strchr(" \t\r\n", s[i]))
			text_addc(&f->text, s[i]);
		else if (f->text.len > 0 && f->text.data[f->text.len - 1] != ' ')
			text_addc(&f->text, ' ');
	}
}

static void on_term_end(void *ctx, const XML_Char *name)
{
	struct flat *f = ctx;
	struct place at = here(f);
	struct term *t;

	(void)name;
	while (f->text.len > 0 && f->text.data[f->text.len - 1] == ' ')
		f->text.data[--f->text.len] = '\0';
	if (--f->depth != 1 || *f->n == 0)
		return;
	t = &(*f->term)[*f->n - 1];
	if (t->english)
		return;
	t->english = arena_dup(f->a, text_str(&f->text));
	if (!t->code)
		t->code = t->english;
	if (f->text.len == 0)
		diag(f->d, DIAG_LAYOUT_TEXT, &at, "the English wording of \"%s\" is expected", t->code);
	text_reset(&f->text);
}

int xml_terms(struct arena *a, struct diag *d, const char *path, struct term **term, int32_t *n, int32_t *cap)
{
	struct flat f = {.a = a, .d = d, .path = arena_dup(a, path), .term = term, .n = n, .cap = cap};
	int32_t first = *n, i, k;
	int failed = flat_parse(&f, on_term_start, on_term_end, on_term_text);

	text_done(&f.text);
	for (i = first; i < *n; i++)
		for (k = first; k < i; k++)
			if ((*term)[i].code && (*term)[k].code && (*term)[i].label == (*term)[k].label &&
			    strcmp((*term)[i].code, (*term)[k].code) == 0)
				failed = diag(d, DIAG_LAYOUT_DUPLICATE, &(*term)[i].at,
					      "\"%s\" stands here a second time; first in line %d",
					      (*term)[i].code, (*term)[k].at.line);
	return failed;
}
