/* content_plain.c: a filled document as plain text for a mail: what content_html says, in lines. */
#include <string.h>

#include "fill/content.h"

/* Without the isolates U+2066 to U+2069; line ends of the layout become the separator. */
static void add_wording(struct text *t, const struct wording *w, const char *line_end)
{
	for (int32_t i = 0; i < w->n; i++) {
		for (const char *s = w->span[i].s; *s; s++) {
			if (strncmp(s, "\xE2\x81", 2) == 0 && (unsigned char)s[2] >= 0xA6 &&
			    (unsigned char)s[2] <= 0xA9)
				s += 2;
			else if (*s == '\n')
				text_adds(t, line_end);
			else
				text_addc(t, *s);
		}
	}
}

static int is_empty(const struct words *w)
{
	return w->w[0].n == 0 && w->w[1].n == 0;
}

/* In a line with other words: both languages, parted by a stroke. */
static void add_inline(struct text *t, const struct words *w)
{
	add_wording(t, &w->w[0], " ");
	if (w->w[1].n == 0 || words_same(w))
		return;
	if (w->w[0].n > 0)
		text_adds(t, " / ");
	add_wording(t, &w->w[1], " ");
}

/* In lines of its own, the second language below the first. */
static void add_lines(struct text *t, const char *before, const struct words *w)
{
	for (int i = 0; i < 2; i++) {
		if (w->w[i].n == 0 || (i == 1 && words_same(w)))
			continue;
		text_adds(t, before);
		add_wording(t, &w->w[i], "\n");
		text_addc(t, '\n');
	}
}

static void add_paragraph(struct text *t, const struct words *w)
{
	if (is_empty(w))
		return;
	add_lines(t, "", w);
	text_addc(t, '\n');
}

static void add_pair(struct text *t, const struct words *label, const struct words *value)
{
	if (is_empty(value))
		return;
	add_inline(t, label);
	if (!is_empty(label))
		text_adds(t, ": ");
	add_inline(t, value);
	text_addc(t, '\n');
}

/* A line a row, its cells parted by strokes. */
static void add_table(struct text *t, const struct table *b)
{
	for (int32_t c = 0; c < b->columns; c++) {
		text_adds(t, c ? " | " : "");
		add_inline(t, &b->column[c].label);
	}
	text_addc(t, '\n');
	for (int32_t r = 0; r < b->rows; r++) {
		for (int32_t c = 0; c < b->row[r].cells; c++) {
			text_adds(t, c ? " | " : "");
			add_inline(t, &b->row[r].cell[c].text);
		}
		text_addc(t, '\n');
	}
	text_addc(t, '\n');
}

static void add_sender(struct text *t, const struct signer *s)
{
	if (!is_empty(&s->sign_label)) /* it has a place to sign, which is on paper */
		return;
	add_lines(t, "", &s->name);
	add_lines(t, "", &s->title);
	add_lines(t, "", &s->behalf);
	text_addc(t, '\n');
}

static void add_blocks(struct text *t, const struct block *b, int32_t n);

static void add_block(struct text *t, const struct block *b)
{
	switch (b->kind) {
	case BLOCK_SUBJECT:
	case BLOCK_HEADING:
	case BLOCK_IMAGE:
	case BLOCK_PARAGRAPH:
		add_paragraph(t, &b->text);
		break;
	case BLOCK_ADDRESS:
		for (int32_t i = 0; i < b->n; i++)
			add_lines(t, "", &b->line[i]);
		text_addc(t, '\n');
		break;
	case BLOCK_INFO:
	case BLOCK_KEYBOX:
	case BLOCK_FORM:
		for (int32_t i = 0; i < b->n; i++)
			add_pair(t, b->pair ? &b->pair[i].label : &b->box[i].label,
				 b->pair ? &b->pair[i].value : &b->box[i].value);
		text_addc(t, '\n');
		break;
	case BLOCK_LIST:
		for (int32_t i = 0; i < b->n; i++)
			add_lines(t, "- ", &b->child[i].text);
		text_addc(t, '\n');
		break;
	case BLOCK_TABLE:
	case BLOCK_BUCKETS:
		add_table(t, b->table);
		break;
	case BLOCK_CHART:
		add_paragraph(t, &b->chart->alt);
		break;
	case BLOCK_GROUP:
		add_blocks(t, b->child, b->n);
		break;
	case BLOCK_SIGNATURES:
		for (int32_t i = 0; i < b->n; i++)
			add_sender(t, &b->signer[i]);
		break;
	case BLOCK_RULE:
	case BLOCK_SLIP: /* what is to be written on has its place on the paper */
	case BLOCK_CHOICE:
	case BLOCK_FILLIN:
	case BLOCK_RULED:
	case BLOCK_PAGE_BREAK:
	case BLOCK_SPACE:
		break;
	}
}

static void add_blocks(struct text *t, const struct block *b, int32_t n)
{
	for (int32_t i = 0; i < n; i++)
		add_block(t, &b[i]);
}

void content_plain(const struct content *c, struct text *out)
{
	add_blocks(out, c->block, c->blocks);
}

void content_subject(const struct content *c, struct text *out)
{
	for (int32_t i = 0; i < c->blocks; i++) {
		if (c->block[i].kind != BLOCK_SUBJECT)
			continue;
		add_inline(out, &c->block[i].text);
		return;
	}
	text_adds(out, c->title);
}
