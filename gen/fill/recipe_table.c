/* recipe_table.c: a table's columns and special rows made ready. */
#include <string.h>

#include "fill/maker.h"

static enum cell_kind kind_of(enum show show)
{
	switch (show) {
	case AS_MONEY:
	case AS_MONEY_BARE:
		return CELL_MONEY;
	case AS_DATE:
	case AS_DATE_LONG:
	case AS_MONTH:
		return CELL_DATE;
	case AS_COUNT:
		return CELL_COUNT;
	case AS_PERCENT:
		return CELL_PERCENT;
	default:
		return CELL_TEXT;
	}
}

/* How a cell's text is shown when it is one hole; AS_TEXT otherwise. neutral: the same in every language. */
static enum show show_single(const struct recipe_maker *m, const struct phrase *p, int *neutral)
{
	const struct parts *s = p->form[0];
	enum show show;
	int32_t i;

	*neutral = m->r->langs == 1 || p->form[0] == p->form[1];
	for (i = 0; s && i < s->n; i++) {
		if (s->part[i].text)
			continue;
		show = s->part[i].show;
		if (show == AS_TERM || show == AS_TERM_WITHIN || show == AS_WORDS || show == AS_DATE_LONG ||
		    show == AS_MONTH || m->r->asked[s->part[i].asked].by_language)
			*neutral = 0;
	}
	return s && s->n == 1 && !s->part[0].text ? s->part[0].show : AS_TEXT;
}

static int32_t mpt_of_mm(int32_t mm)
{
	return (int32_t)((int64_t)mm * 72000 * 10 / 254);
}

static int names_hold(const char *names, const char *name)
{
	size_t n = strlen(name), len;

	for (; names && *names; names += len + (names[len] == ' ')) {
		len = strcspn(names, " ");
		if (len == n && memcmp(names, name, n) == 0)
			return 1;
	}
	return 0;
}

enum show maker_as(const struct node *n)
{
	const char *s = node_text(n, AT_AS);

	return s ? (enum show)show_find(s) : AS_DECLARED;
}

static void ticks_make(struct recipe_maker *m, const struct node *col, struct step_column *c)
{
	struct step_tick *tick = NULL;
	const struct node *n;
	int32_t cap = 0;

	for (n = col->child; n; n = n->next) {
		tick = arena_room(m->a, tick, &cap, c->n_ticks + 1, sizeof *tick);
		tick[c->n_ticks++] = (struct step_tick){
			.label = phrase_read(m, NULL, node_attr(n, AT_LABEL)->text, AS_DECLARED, IN_TEXT),
			.value = maker_flag(m, node_attr(n, AT_VALUE)),
			.when = maker_flag(m, node_attr(n, AT_WHEN)),
			.unless = maker_flag(m, node_attr(n, AT_UNLESS))};
	}
	c->ticks = tick;
}

static struct step_column column_make(struct recipe_maker *m, const struct step *t, const struct node *n)
{
	const struct asked *k = &m->r->asked[t->asked];
	struct step_column c = {.name = node_text(n, AT_NAME), .show = AS_TEXT, .carried = -1};
	const struct sentence *s = n->text;
	struct piece hole = {NULL, k->named->name, c.name, AS_DECLARED, 0, n->at};
	struct sentence own = {"", n->at, &hole, 1};
	const struct attr *label = node_attr(n, AT_LABEL), *head = node_attr(n, AT_HEAD);
	int blank =
		(node_yes(n, AT_TICK, 0) || node_yes(n, AT_RULE, 0) || n->child) && recipe_has(k, c.name) < 0;
	int figure;

	c.when = maker_flag(m, node_attr(n, AT_WHEN));
	c.unless = maker_flag(m, node_attr(n, AT_UNLESS));
	if (label && label->text)
		c.label = phrase_read(m, NULL, label->text, AS_DECLARED, IN_TEXT);
	if (head && head->text) {
		c.head = phrase_read(m, NULL, head->text, AS_DECLARED, IN_TEXT);
		c.heads = node_number(n, AT_SPAN, 1);
	}
	if (!blank) {
		c.text = s ? phrase_read(m, NULL, s, maker_as(n), IN_CELL)
			   : phrase_plain(m, NULL, &own, maker_as(n), IN_CELL);
		c.show = show_single(m, &c.text, &c.neutral);
		k = &m->r->asked[t->asked];
	}
	c.kind = kind_of(c.show);
	figure =
		c.kind == CELL_MONEY || c.kind == CELL_COUNT || c.kind == CELL_PERCENT || c.show == AS_NUMBER;
	c.align = (enum cell_align)node_word(n, AT_ALIGN, figure ? CELL_END : CELL_START);
	c.min = mpt_of_mm(node_number(n, AT_MIN, 0));
	c.max = mpt_of_mm(node_number(n, AT_MAX, 0));
	c.carry = (uint8_t)names_hold(node_text(t->node, AT_CARRY), c.name);
	c.running = (uint8_t)node_yes(n, AT_RUNNING, 0);
	c.wrap = (uint8_t)node_yes(n, AT_WRAP, c.kind == CELL_TEXT && !figure);
	c.tick = (uint8_t)node_yes(n, AT_TICK, 0);
	c.rule = (uint8_t)node_yes(n, AT_RULE, 0);
	ticks_make(m, n, &c);
	if (c.carry && c.kind == CELL_MONEY)
		c.carried = c.text.form[0]->part[0].column;
	return c;
}

static void row_make(struct recipe_maker *m, struct step *t, const struct node *n)
{
	static const enum row_kind kinds[] = {ROW_HEAD, ROW_SUBTOTAL, ROW_TOTAL};
	struct step_row *r = &t->row[kinds[node_word(n, AT_KIND, 0)]];
	struct step_cell *cell = arena_alloc(m->a, (size_t)t->columns * sizeof *cell);
	const struct node *c;
	int32_t i;

	r->given = 1;
	r->strong = (uint8_t)node_yes(n, AT_STRONG, kinds[node_word(n, AT_KIND, 0)] != ROW_SUBTOTAL);
	if (n->text) {
		r->head = phrase_read(m, NULL, n->text, AS_DECLARED, IN_TEXT);
		r->has_head = 1;
	}
	for (c = n->child; c; c = c->next)
		for (i = 0; i < t->columns; i++)
			if (node_text(c, AT_COL) && strcmp(t->column[i].name, node_text(c, AT_COL)) == 0) {
				cell[i].given = 1;
				cell[i].span = node_number(c, AT_SPAN, 1);
				if (c->text)
					cell[i].text = phrase_read(m, NULL, c->text, maker_as(c), IN_CELL);
				cell[i].show = show_single(m, &cell[i].text, &cell[i].neutral);
				cell[i].kind = c->text ? kind_of(cell[i].show) : CELL_EMPTY;
			}
	r->cell = cell;
}

void table_make(struct recipe_maker *m, struct step *t)
{
	struct step_column *column = NULL;
	const struct node *n;
	int32_t cap = 0;

	t->row_kind = recipe_has(&m->r->asked[t->asked], "row_kind");
	for (n = t->node->child; n; n = n->next) {
		if (n->element != EL_COL)
			continue;
		column = arena_room(m->a, column, &cap, t->columns + 1, sizeof *column);
		column[t->columns++] = column_make(m, t, n);
	}
	t->column = column;
	for (n = t->node->child; n; n = n->next)
		if (n->element == EL_ROW)
			row_make(m, t, n);
}
