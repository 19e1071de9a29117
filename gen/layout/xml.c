/* xml.c: Expat's events into a strict tree of nodes with places. */
#include "layout/xml.h"

#include <expat.h>
#include <string.h>

#include "layout/vocabulary.h"

enum { DEPTH = 12, FILE_LIMIT = 4 << 20 };

struct frame {
	struct node *node;
	struct node **tail; /* where the next child is hung */
	struct text text;   /* folded so far */
	struct mark *mark;
	int32_t marks, mark_cap;
	struct place text_at; /* of the first character; line 0: none yet */
};

struct builder {
	struct arena *a;
	struct diag *d;
	XML_Parser parser;
	const char *path, *stem, *data;
	size_t len;
	struct frame frame[DEPTH];
	int32_t depth, skip;  /* skip: depth inside an element that was refused */
	int32_t inline_depth; /* inside <b>, <i>, <br/> */
	struct node *root;
	enum element wanted;
};

static struct place here(const struct builder *b)
{
	return (struct place){b->path, (int32_t)XML_GetCurrentLineNumber(b->parser),
			      (int32_t)XML_GetCurrentColumnNumber(b->parser) + 1};
}

/* Moves *at over n bytes of UTF-8. */
static void place_move(struct place *at, const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (s[i] == '\n') {
			at->line++;
			at->col = 1;
		} else if (((unsigned char)s[i] & 0xC0) != 0x80) {
			at->col++;
		}
	}
}

/* The place of an attribute's value: Expat tells only the tag's, so the tag is scanned again. */
static struct place value_place(const struct builder *b, const char *name)
{
	struct place at = here(b);
	size_t start = (size_t)XML_GetCurrentByteIndex(b->parser), len = strlen(name);
	const char *tag = b->data + start, *end = b->data + b->len, *s = tag + 1, *q;
	char quote;

	while (s < end && !strchr(" \t\r\n/>", *s))
		s++;
	while (s < end && *s != '>') {
		while (s < end && strchr(" \t\r\n", *s))
			s++;
		q = s;
		while (s < end && !strchr("= \t\r\n>", *s))
			s++;
		if ((size_t)(s - q) == len && memcmp(q, name, len) == 0) {
			s += strcspn(s, "\"'");
			place_move(&at, tag, (size_t)(s + 1 - tag));
			return at;
		}
		s += strcspn(s, "\"'>");
		if (s >= end || *s == '>')
			break;
		quote = *s++;
		while (s < end && *s != quote)
			s++;
		s += s < end;
	}
	return at;
}

/* ---- text ---- */

static void fold(struct builder *b, struct frame *f, const char *s, size_t n, struct place at)
{
	size_t i, len;

	for (i = 0; i < n; i += len) {
		len = 1;
		while (i + len < n && ((unsigned char)s[i + len] & 0xC0) == 0x80)
			len++;
		if (strchr(" \t\r\n", s[i])) {
			if (f->text.len > 0 && f->text.data[f->text.len - 1] != ' ')
				text_addc(&f->text, ' ');
		} else {
			if (f->text_at.line == 0)
				f->text_at = at;
			if (s[i] == '{' || s[i] == '}') {
				f->mark = arena_room(b->a, f->mark, &f->mark_cap, f->marks + 1,
						     sizeof *f->mark);
				f->mark[f->marks++] = (struct mark){(int32_t)f->text.len, at};
			}
			text_add(&f->text, s + i, len);
		}
		place_move(&at, s + i, len);
	}
}

static void on_text(void *ctx, const XML_Char *s, int n)
{
	struct builder *b = ctx;
	struct frame *f;
	struct place at;

	if (b->skip || b->depth == 0)
		return;
	f = &b->frame[b->depth - 1];
	at = here(b);
	if (element_holds(f->node->element) & IS_TEXT) {
		fold(b, f, s, (size_t)n, at);
		return;
	}
	for (; n > 0 && strchr(" \t\r\n", *s); s++, n--)
		place_move(&at, s, 1);
	if (n > 0 && f->text_at.line == 0) {
		f->text_at = at; /* said once an element */
		diag(b->d, DIAG_LAYOUT_TEXT, &at, "<%s> holds no text", element_name(f->node->element));
	}
}

/* ---- elements ---- */

static int inline_name(const char *name)
{
	return strcmp(name, "b") == 0 || strcmp(name, "i") == 0 || strcmp(name, "br") == 0;
}

static void attributes_read(struct builder *b, struct node *n, const XML_Char **atts)
{
	struct attribute_rule rule;
	const char *hint, *expected;
	struct attr *attr;
	struct place at;
	int32_t i, count = 0;
	int name;

	for (i = 0; atts[i]; i += 2)
		count++;
	attr = arena_alloc(b->a, (size_t)count * sizeof *attr);
	for (i = 0; atts[i]; i += 2) {
		at = value_place(b, atts[i]);
		if (!attribute_find(b->a, n->element, atts[i], &rule, &hint)) {
			diag_hint(b->d, DIAG_LAYOUT_ATTRIBUTE, &at, hint, "<%s> has no attribute \"%s\"",
				  element_name(n->element), atts[i]);
			continue;
		}
		expected = value_expected(b->a, &rule, atts[i + 1], &hint);
		if (expected) {
			diag_hint(b->d, DIAG_LAYOUT_VALUE, &at, hint, "%s=\"%s\": %s is expected", atts[i],
				  atts[i + 1], expected);
			continue;
		}
		attr[n->attrs] = (struct attr){rule.name, arena_dup(b->a, atts[i + 1]), at, NULL};
		if (rule.kind == VALUE_TEXT)
			attr[n->attrs].text = sentence_read(b->a, b->d, attr[n->attrs].value, &at, NULL, 0);
		n->attrs++;
	}
	n->attr = attr;
	for (i = 0; (name = attribute_required(n->element, i)) >= 0; i++) {
		int32_t k;

		for (k = 0; atts[k] && strcmp(atts[k], attribute_name((enum attribute)name)) != 0; k += 2)
			;
		if (!atts[k])
			diag(b->d, DIAG_LAYOUT_MISSING, &n->at, "<%s> needs the attribute \"%s\"",
			     element_name(n->element), attribute_name((enum attribute)name));
	}
}

static void on_start(void *ctx, const XML_Char *name, const XML_Char **atts)
{
	struct builder *b = ctx;
	struct frame *f = b->depth > 0 ? &b->frame[b->depth - 1] : NULL;
	enum element parent = f ? f->node->element : ELEMENTS;
	struct place at = here(b);
	struct node *n;
	const char *hint = NULL;
	int e;

	if (b->skip) {
		b->skip++;
		return;
	}
	if (f && (element_holds(parent) & IS_TEXT) && inline_name(name)) {
		if (atts[0])
			diag(b->d, DIAG_LAYOUT_ATTRIBUTE, &at, "<%s> has no attribute \"%s\"", name, atts[0]);
		if (f->text_at.line == 0)
			f->text_at = at;
		text_addf(&f->text, strcmp(name, "br") == 0 ? "<%s/>" : "<%s>", name);
		b->inline_depth++;
		return;
	}
	e = b->inline_depth > 0 ? -1 : element_find(b->a, parent, name, &hint);
	if (b->inline_depth > 0)
		hint = "text holds <b>, <i> and <br/> only";
	else if (b->depth == DEPTH)
		hint = "elements stand too deep in each other";
	if (e < 0 || b->depth == DEPTH || (!f && e != (int)b->wanted)) {
		if (!f)
			diag(b->d, DIAG_LAYOUT_ELEMENT, &at, "the file begins with <%s>: <%s> is expected",
			     name, element_name(b->wanted));
		else
			diag_hint(b->d, DIAG_LAYOUT_ELEMENT, &at, hint, "<%s> is not known in <%s>", name,
				  element_name(parent));
		b->skip = 1;
		return;
	}
	n = arena_alloc(b->a, sizeof *n);
	n->element = (enum element)e;
	n->at = at;
	n->stem = b->stem;
	attributes_read(b, n, atts);
	if (f) {
		*f->tail = n;
		f->tail = &n->next;
	} else {
		b->root = n;
	}
	f = &b->frame[b->depth++];
	*f = (struct frame){.node = n, .tail = &n->child};
}

static void on_end(void *ctx, const XML_Char *name)
{
	struct builder *b = ctx;
	struct frame *f;

	if (b->skip) {
		b->skip--;
		return;
	}
	f = &b->frame[b->depth - 1];
	if (b->inline_depth > 0) {
		if (strcmp(name, "br") != 0)
			text_addf(&f->text, "</%s>", name);
		b->inline_depth--;
		return;
	}
	while (f->text.len > 0 && f->text.data[f->text.len - 1] == ' ')
		f->text.len--;
	if (f->text.len > 0 && f->node->child)
		diag(b->d, DIAG_LAYOUT_TEXT, &f->text_at, "<%s> holds either text or elements",
		     element_name(f->node->element));
	else if (f->text.len > 0)
		f->node->text = sentence_read(b->a, b->d, arena_dupn(b->a, f->text.data, f->text.len),
					      &f->text_at, f->mark, f->marks);
	text_done(&f->text);
	b->depth--;
}

static void on_doctype(void *ctx, const XML_Char *name, const XML_Char *system, const XML_Char *public_id,
		       int subset)
{
	struct builder *b = ctx;
	struct place at = here(b);

	(void)name, (void)system, (void)public_id, (void)subset;
	diag(b->d, DIAG_LAYOUT_XML, &at, "a document type declaration is not taken here");
	XML_StopParser(b->parser, XML_FALSE);
}

struct XML_ParserStruct *xml_parser_open(void)
{
	static const XML_Memory_Handling_Suite memory = {mem_alloc, mem_grow, free};

	return XML_ParserCreate_MM("UTF-8", &memory, NULL);
}

struct node *xml_read(struct arena *a, struct diag *d, const char *path, const char *stem, enum element root)
{
	struct builder b = {.a = a, .d = d, .stem = arena_dup(a, stem), .wanted = root};
	int32_t before = diag_errors(d);
	struct place at;

	b.path = arena_dup(a, path);
	b.data = file_read(a, d, path, FILE_LIMIT, &b.len);
	if (!b.data)
		return NULL;
	b.parser = xml_parser_open();
	XML_SetUserData(b.parser, &b);
	XML_SetElementHandler(b.parser, on_start, on_end);
	XML_SetCharacterDataHandler(b.parser, on_text);
	XML_SetStartDoctypeDeclHandler(b.parser, on_doctype);
	if (XML_Parse(b.parser, b.data, (int)b.len, 1) == XML_STATUS_ERROR &&
	    XML_GetErrorCode(b.parser) != XML_ERROR_ABORTED) {
		at = here(&b);
		diag(d, DIAG_LAYOUT_XML, &at, "the XML is broken: %s",
		     XML_ErrorString(XML_GetErrorCode(b.parser)));
	}
	XML_ParserFree(b.parser);
	while (b.depth > 0)
		text_done(&b.frame[--b.depth].text);
	return diag_errors(d) > before ? NULL : b.root;
}
