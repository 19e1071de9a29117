/* content.c: a filled document as text, one line a block, for tests and for reading what a layout says before
 * it is set. */
#include "fill/content.h"

#include <string.h>

/* The next byte of the wording's text, without directional marks and isolates; 0 at its end. */
static unsigned char next_byte(const struct wording *w, int32_t *span, const char **s)
{
	for (;;) {
		while (!*s || !**s) {
			if (*span >= w->n)
				return 0;
			*s = w->span[(*span)++].s;
		}
		/* U+200E, U+200F; U+2066 … U+2069 */
		if (!strncmp(*s, "\u200E", 3) || !strncmp(*s, "\u200F", 3) ||
		    (!strncmp(*s, "\xE2\x81", 2) && (*s)[2] >= '\xA6' && (*s)[2] <= '\xA9'))
			*s += 3;
		else
			return (unsigned char)*(*s)++;
	}
}

int words_same(const struct words *w)
{
	const char *s[2] = {NULL, NULL};
	int32_t span[2] = {0, 0};
	unsigned char a, b;

	if (w->w[0].n == 0 || w->w[1].n == 0)
		return 0;
	do {
		a = next_byte(&w->w[0], &span[0], &s[0]);
		b = next_byte(&w->w[1], &span[1], &s[1]);
	} while (a && a == b);
	return a == b;
}

static const char *const block_name[] = {
	[BLOCK_ADDRESS] = "address",
	[BLOCK_INFO] = "info",
	[BLOCK_SUBJECT] = "subject",
	[BLOCK_KEYBOX] = "keybox",
	[BLOCK_HEADING] = "heading",
	[BLOCK_PARAGRAPH] = "p",
	[BLOCK_LIST] = "list",
	[BLOCK_TABLE] = "table",
	[BLOCK_BUCKETS] = "buckets",
	[BLOCK_FORM] = "form",
	[BLOCK_SIGNATURES] = "signatures",
	[BLOCK_SLIP] = "slip",
	[BLOCK_CHOICE] = "choice",
	[BLOCK_FILLIN] = "fillin",
	[BLOCK_RULED] = "ruled",
	[BLOCK_CHART] = "chart",
	[BLOCK_IMAGE] = "image",
	[BLOCK_GROUP] = "group",
	[BLOCK_PAGE_BREAK] = "pagebreak",
	[BLOCK_SPACE] = "space",
	[BLOCK_RULE] = "rule",
};

static void indent(struct text *t, int32_t depth)
{
	for (; depth > 0; depth--)
		text_addc(t, '\t');
}

static void write_wording(struct text *t, const struct wording *w)
{
	const char *s;

	for (int32_t i = 0; i < w->n; i++) {
		text_adds(t, w->span[i].style & SPAN_BOLD     ? "<b>"
			     : w->span[i].style & SPAN_ITALIC ? "<i>"
							      : "");
		for (s = w->span[i].s; *s; s++) {
			if (*s == '\n')
				text_adds(t, "<br/>");
			else
				text_addc(t, *s);
		}
		text_adds(t, w->span[i].style & SPAN_BOLD     ? "</b>"
			     : w->span[i].style & SPAN_ITALIC ? "</i>"
							      : "");
	}
}

static void write_words(struct text *t, const struct words *w)
{
	write_wording(t, &w->w[0]);
	if (w->w[1].n > 0) {
		text_adds(t, " || ");
		write_wording(t, &w->w[1]);
	}
}

/* label = value, on a line of its own. */
static void write_pair(struct text *t, int32_t depth, const struct words *label, const struct words *value)
{
	indent(t, depth);
	write_words(t, label);
	text_adds(t, " = ");
	write_words(t, value);
	text_addc(t, '\n');
}

/* The lines of a payload stand one below the other. */
static void write_code(struct text *t, int32_t depth, const struct code *k)
{
	indent(t, depth);
	text_adds(t, "code ");
	write_words(t, &k->label);
	text_adds(t, ": ");
	write_words(t, &k->alt);
	text_addc(t, '\n');
	indent(t, depth + 1);
	for (const char *s = k->payload; *s; s++) {
		text_addc(t, *s);
		if (*s == '\n')
			indent(t, depth + 1);
	}
	text_addc(t, '\n');
}

static void write_table(struct text *t, int32_t depth, const struct table *b)
{
	static const char *const kind[] = {"row", "head", "subtotal", "total"};
	int32_t r, c;

	for (c = r = 0; c < b->columns; c++) {
		if (b->column[c].heads == 0)
			continue;
		if (r++ == 0) {
			indent(t, depth);
			text_adds(t, "heads");
		}
		text_addf(t, " | %d-%d ", (int)c + 1, (int)(c + b->column[c].heads));
		write_words(t, &b->column[c].head);
	}
	if (r > 0)
		text_addc(t, '\n');
	indent(t, depth);
	text_adds(t, "columns");
	for (c = 0; c < b->columns; c++) {
		text_adds(t, " | ");
		write_words(t, &b->column[c].label);
	}
	text_addc(t, '\n');
	for (r = 0; r < b->rows; r++) {
		indent(t, depth);
		text_adds(t, kind[b->row[r].kind]);
		for (c = 0; c < b->row[r].cells; c++) {
			text_adds(t, " | ");
			write_words(t, &b->row[r].cell[c].text);
			if (b->row[r].cell[c].carried)
				text_addf(t, " (carried %s)", b->row[r].cell[c].carried);
			for (int32_t k = 0; k < b->row[r].cell[c].ticks; k++) {
				text_adds(t, b->row[r].cell[c].tick[k].checked ? " [x] " : " [ ] ");
				write_words(t, &b->row[r].cell[c].tick[k].label);
			}
		}
		text_addc(t, '\n');
	}
}

static void write_signer(struct text *t, int32_t depth, const struct signer *s)
{
	indent(t, depth);
	text_addf(t, "%s: ", s->field);
	write_words(t, &s->role);
	text_adds(t, " | ");
	write_words(t, &s->name);
	text_adds(t, " | ");
	write_words(t, &s->title);
	text_adds(t, " | ");
	write_words(t, &s->behalf);
	if (s->stamp.w[0].n > 0) {
		text_adds(t, " | stamp: ");
		write_words(t, &s->stamp);
	}
	text_addc(t, '\n');
}

static void write_blocks(struct text *t, int32_t depth, const struct block *b, int32_t n)
{
	int32_t i, k;

	for (i = 0; i < n; i++, b++) {
		indent(t, depth);
		text_adds(t, block_name[b->kind]);
		if (b->copy)
			text_addf(t, " copy %d", (int)b->copy);
		if (b->field)
			text_addf(t, " [%s]", b->field);
		if (b->text.w[0].n > 0) {
			text_adds(t, ": ");
			write_words(t, &b->text);
		}
		text_addc(t, '\n');
		for (k = 0; b->line && k < b->n; k++) {
			indent(t, depth + 1);
			write_words(t, &b->line[k]);
			text_addc(t, '\n');
		}
		for (k = 0; b->pair && k < b->n; k++)
			write_pair(t, depth + 1, &b->pair[k].label, &b->pair[k].value);
		for (k = 0; b->box && k < b->n; k++)
			write_pair(t, depth + 1, &b->box[k].label, &b->box[k].value);
		if (b->code)
			write_code(t, depth + 1, b->code);
		for (k = 0; b->signer && k < b->n; k++)
			write_signer(t, depth + 1, &b->signer[k]);
		for (k = 0; b->chart && k < b->chart->n; k++) {
			indent(t, depth + 1);
			text_addf(t, "%s = %s\n", b->chart->label[k], b->chart->shown[k]);
		}
		if (b->table)
			write_table(t, depth + 1, b->table);
		if (b->child)
			write_blocks(t, depth + 1, b->child, b->n);
	}
}

/* What an internal paper bears beside its text: its mark, and the rules at its foot. */
static void write_furniture(struct text *t, const struct content *c)
{
	if (!c->internal || c->head.mark.w[0].n == 0)
		return;
	text_adds(t, "mark: ");
	write_words(t, &c->head.mark);
	text_adds(t, "\nfoot: ");
	write_words(t, &c->head.foot);
	text_addc(t, '\n');
}

void content_write(const struct content *c, struct text *out)
{
	text_addf(out, "%s %s%s%s: %s\n", c->type, c->lang[0], c->lang[1] ? "+" : "",
		  c->lang[1] ? c->lang[1] : "", c->title);
	write_furniture(out, c);
	write_blocks(out, 0, c->block, c->blocks);
}
