/* content_html.c: a filled document for a browser: the same words as on its pages, without the pages. */
#include <string.h>

#include "fill/content_svg.h"

struct html_page {
	const struct content *c;
	const char *(*link)(void *ctx, const char *s);
	void *ctx;
	struct text *out;
	struct text plain; /* of what may be a link */
	struct text line;
	int32_t charts;
};

/* Without U+2066 to U+2069: the isolates that keep a name whole among letters of the other direction are no
 * part of it. */
static void plain_add(struct text *t, const char *s)
{
	for (; *s; s++) {
		if (strncmp(s, "\xE2\x81", 2) == 0 && (unsigned char)s[2] >= 0xA6 &&
		    (unsigned char)s[2] <= 0xA9)
			s += 2;
		else
			text_addc(t, *s);
	}
}

const char *content_link(const struct content *c, struct arena *a, const struct words *w, int32_t column,
			 int32_t columns)
{
	struct text t;
	const char *to;

	if (!c->link || w->w[0].n == 0)
		return NULL;
	text_init(&t);
	for (int32_t i = 0; i < w->w[0].n; i++)
		plain_add(&t, w->w[0].span[i].s);
	to = c->link(c->link_ctx, arena_dup(a, text_str(&t)), column, columns);
	text_done(&t);
	return to;
}

static void add_span(struct html_page *p, const struct span *span)
{
	const char *tag = span->style & SPAN_BOLD     ? "b"
			  : span->style & SPAN_ITALIC ? "i"
						      : NULL,
		   *s = span->s, *end;

	if (tag)
		text_addf(p->out, "<%s>", tag);
	for (; (end = strchr(s, '\n')) != NULL; s = end + 1) {
		text_reset(&p->line);
		text_add(&p->line, s, (size_t)(end - s));
		text_html(p->out, text_str(&p->line));
		text_adds(p->out, "<br>");
	}
	text_html(p->out, s);
	if (tag)
		text_addf(p->out, "</%s>", tag);
}

static void add_wording(struct html_page *p, const struct wording *w)
{
	const char *to;

	text_reset(&p->plain);
	for (int32_t i = 0; i < w->n; i++)
		plain_add(&p->plain, w->span[i].s);
	to = p->link && p->plain.len > 0 ? p->link(p->ctx, text_str(&p->plain)) : NULL;
	if (to) {
		text_adds(p->out, "<a href=\"");
		text_html(p->out, to);
		text_adds(p->out, "\">");
	}
	for (int32_t i = 0; i < w->n; i++)
		add_span(p, &w->span[i]);
	if (to)
		text_adds(p->out, "</a>");
}

/* The second language of a bilingual document stands below the first, where it says anything else. */
static int has_second(const struct words *w)
{
	return w->w[1].n > 0 && !words_same(w);
}

static void add_second(struct html_page *p, const char *tag, const char *class, const struct words *w)
{
	text_addf(p->out, class ? "<%s class=\"%s\"" : "<%s", tag, class);
	text_addf(p->out, " lang=\"%s\" dir=\"%s\">", p->c->lang[1], p->c->rtl[1] ? "rtl" : "ltr");
	add_wording(p, &w->w[1]);
	text_addf(p->out, "</%s>", tag);
}

static void add_words(struct html_page *p, const struct words *w)
{
	add_wording(p, &w->w[0]);
	if (has_second(w))
		add_second(p, "div", NULL, w);
}

/* Paragraphs and headings hold no other blocks: the second language is one of its own. */
static int holds_blocks(const char *tag)
{
	return tag[0] != 'p' && tag[0] != 'h';
}

static void add_element(struct html_page *p, const char *tag, const char *class, const struct words *w)
{
	if (w->w[0].n == 0 && w->w[1].n == 0)
		return;
	text_addf(p->out, class ? "<%s class=\"%s\">" : "<%s>", tag, class);
	if (holds_blocks(tag))
		add_words(p, w);
	else
		add_wording(p, &w->w[0]);
	text_addf(p->out, "</%s>\n", tag);
	if (has_second(w) && !holds_blocks(tag)) {
		add_second(p, tag, class, w);
		text_addc(p->out, '\n');
	}
}

static void add_pair(struct html_page *p, const struct words *label, const struct words *value)
{
	if (value->w[0].n == 0 && value->w[1].n == 0)
		return;
	text_adds(p->out, "<div>");
	add_element(p, "dt", NULL, label);
	text_adds(p->out, "<dd>");
	add_words(p, value);
	text_adds(p->out, "</dd></div>\n");
}

static void add_row(struct html_page *p, const struct table *t, const struct row *r)
{
	static const char *const class[] = {NULL, "head", "subtotal", "total"};
	int32_t column = 0;

	text_addf(p->out, class[r->kind] ? "<tr class=\"%s\">" : "<tr>", class[r->kind]);
	for (int32_t i = 0; i < r->cells && column < t->columns; i++) {
		const struct cell *c = &r->cell[i];
		const char *tag = r->kind == ROW_HEAD ? "th" : "td";

		text_addf(p->out, "<%s", tag);
		if (t->column[column].align == CELL_END && c->span < 2)
			text_adds(p->out, " class=\"n\"");
		if (c->span > 1)
			text_addf(p->out, " colspan=\"%d\"", (int)c->span);
		text_addc(p->out, '>');
		add_words(p, &c->text);
		text_addf(p->out, "</%s>", tag);
		column += c->span > 1 ? c->span : 1;
	}
	text_adds(p->out, "</tr>\n");
}

/* The heads over several columns, when there are any. */
static void add_heads(struct html_page *p, const struct table *t)
{
	int32_t i, any = 0;

	for (i = 0; i < t->columns; i++)
		any |= t->column[i].heads;
	if (!any)
		return;
	text_adds(p->out, "<tr>");
	for (i = 0; i<t->columns; i += t->column[i].heads> 1 ? t->column[i].heads : 1) {
		text_addf(p->out, t->column[i].heads > 1 ? "<th colspan=\"%d\">" : "<th>",
			  (int)t->column[i].heads);
		add_words(p, &t->column[i].head);
		text_adds(p->out, "</th>");
	}
	text_adds(p->out, "</tr>\n");
}

static void add_table(struct html_page *p, const struct table *t)
{
	text_adds(p->out, "<table>\n");
	add_heads(p, t);
	text_adds(p->out, "<tr>");
	for (int32_t i = 0; i < t->columns; i++) {
		text_adds(p->out, t->column[i].align == CELL_END ? "<th class=\"n\">" : "<th>");
		add_words(p, &t->column[i].label);
		text_adds(p->out, "</th>");
	}
	text_adds(p->out, "</tr>\n");
	for (int32_t i = 0; i < t->rows; i++)
		add_row(p, t, &t->row[i]);
	text_adds(p->out, "</table>\n");
}

/* Who sends a letter; who has a place to sign does so on paper. */
static void add_sender(struct html_page *p, const struct signer *s)
{
	if (s->sign_label.w[0].n > 0)
		return;
	add_element(p, "div", "strong", &s->name);
	add_element(p, "div", NULL, &s->title);
	add_element(p, "div", NULL, &s->behalf);
}

static void add_blocks(struct html_page *p, const struct block *b, int32_t n);

static void add_block(struct html_page *p, const struct block *b)
{
	static const char *const style[] = {
		[PARA_SMALL] = "small", [PARA_STRONG] = "strong", [PARA_NOTE] = "note",
		[PARA_LEGAL] = "legal", [PARA_CENTRE] = "centre", [PARA_JUSTIFIED] = NULL};

	switch (b->kind) {
	case BLOCK_SUBJECT:
		add_element(p, "h1", NULL, &b->text);
		break;
	case BLOCK_HEADING:
		add_element(p, b->level > 1 ? "h3" : "h2", NULL, &b->text);
		break;
	case BLOCK_IMAGE: /* its words: the page is one file */
		add_element(p, "p", NULL, &b->text);
		break;
	case BLOCK_PARAGRAPH:
		add_element(p, "p", style[b->style], &b->text);
		break;
	case BLOCK_ADDRESS:
		for (int32_t i = 0; i < b->n; i++)
			add_element(p, "div", NULL, &b->line[i]);
		break;
	case BLOCK_INFO:
	case BLOCK_KEYBOX:
	case BLOCK_FORM:
		text_adds(p->out, "<dl>\n");
		for (int32_t i = 0; i < b->n; i++)
			add_pair(p, b->pair ? &b->pair[i].label : &b->box[i].label,
				 b->pair ? &b->pair[i].value : &b->box[i].value);
		text_adds(p->out, "</dl>\n");
		break;
	case BLOCK_LIST:
		text_adds(p->out, b->ordered ? "<ol>\n" : "<ul>\n");
		for (int32_t i = 0; i < b->n; i++)
			add_element(p, "li", NULL, &b->child[i].text);
		text_adds(p->out, b->ordered ? "</ol>\n" : "</ul>\n");
		break;
	case BLOCK_TABLE:
	case BLOCK_BUCKETS:
		add_table(p, b->table);
		break;
	case BLOCK_CHART:
		content_svg(b->chart, ++p->charts, p->c->rtl[0],
			    p->c->head.accent ? p->c->head.accent : 0x14539A, p->out);
		break;
	case BLOCK_GROUP:
		add_blocks(p, b->child, b->n);
		break;
	case BLOCK_RULE:
		text_adds(p->out, "<hr>\n");
		break;
	case BLOCK_SIGNATURES:
		for (int32_t i = 0; i < b->n; i++)
			add_sender(p, &b->signer[i]);
		break;
	case BLOCK_SLIP: /* what is to be written on has no place on a screen */
	case BLOCK_CHOICE:
	case BLOCK_FILLIN:
	case BLOCK_RULED:
	case BLOCK_PAGE_BREAK:
	case BLOCK_SPACE:
		break;
	}
}

static void add_blocks(struct html_page *p, const struct block *b, int32_t n)
{
	for (int32_t i = 0; i < n; i++)
		add_block(p, &b[i]);
}

void content_html(const struct content *c, const char *(*link)(void *ctx, const char *s), void *ctx,
		  struct text *out)
{
	struct html_page p = {.c = c, .link = link, .ctx = ctx, .out = out};

	text_init(&p.plain);
	text_init(&p.line);
	add_blocks(&p, c->block, c->blocks);
	text_done(&p.plain);
	text_done(&p.line);
}
