/* tables.c: tables with their running totals. */
#include <string.h>

#include "fill/filling.h"

#define EN_DASH "\xE2\x80\x93"
#define BETWEEN " \xC2\xB7 " /* parts that stand side by side; it goes with what is empty */

/* ---- cells ---- */

/* A cell of one hole keeps its value for workbooks. */
static int cell_value(struct filling *g, const struct phrase *p, struct cell *c, const char **currency)
{
	const struct part *q = &p->form[0]->part[0];
	const struct value *row, *v = asked_value(g, q->asked, q->column, 0, &row);
	const struct currency *cur;

	if (!v || v->kind == VALUE_NULL) {
		c->kind = CELL_EMPTY;
		return 0;
	}
	c->value = v->i;
	if (c->kind == CELL_DATE && v->kind == VALUE_STRING)
		c->value = date_parse(v->s, (size_t)v->n);
	if (c->kind != CELL_MONEY)
		return 0;
	cur = show_currency(g, q, row);
	if (!cur)
		return -1;
	c->digits = (uint8_t)cur->digits;
	*currency = cur->code;
	return 0;
}

static struct cell cell_make(struct filling *g, const struct phrase *p, enum cell_kind kind, int neutral,
			     int dash, const char **currency)
{
	struct cell c = {.kind = kind};
	int got;

	if (!p->form[0]) {
		c.kind = CELL_EMPTY;
		return c;
	}
	if (kind != CELL_TEXT && kind != CELL_EMPTY &&
	    (cell_value(g, p, &c, currency) || c.kind == CELL_EMPTY))
		return c;
	/* zero in a column that is not summed on the page says "nothing": a dash, as in the buckets */
	if (dash && c.kind == CELL_MONEY && c.value == 0) {
		c.text.w[0] = show_text(g, EN_DASH, 0);
		return c;
	}
	if (neutral) {
		got = show_parts(g, &p->form[0][0], 0, SHOW_BLANK | SHOW_TIDY, &c.text.w[0]);
	} else {
		got = show_phrase(g, p, SHOW_BLANK | SHOW_TIDY, &c.text);
	}
	if (got == 1)
		c.kind = CELL_EMPTY;
	return c;
}

/* ---- running totals ---- */

struct carry {
	int64_t sum;
	const char *currency; /* of the first amount */
	int32_t digits;
	int known;
};

static void carry_add(struct filling *g, const struct step *t, const struct step_column *col, struct carry *k,
		      const struct cell *c, const char *currency)
{
	if (c->kind != CELL_MONEY)
		return;
	if (k->currency && strcmp(k->currency, currency) != 0) {
		diag_hint(g->d, DIAG_FILL_CURRENCY, &t->node->at,
			  "one table a currency: give the table's group each=",
			  "\"%s\" of %s: %s and %s "
			  "are not added",
			  col->name, g->subject, k->currency, currency);
		g->failed = -1;
		return;
	}
	k->currency = currency;
	k->digits = c->digits;
	k->known = 1;
	if (col->running) {
		k->sum = c->value;
	} else if (money_add(&k->sum, c->value)) {
		diag(g->d, DIAG_FILL_OVERFLOW, &t->node->at, "the total of \"%s\" of %s is too large",
		     col->name, g->subject);
		g->failed = -1;
	}
}

static const char *carry_show(struct filling *g, const struct carry *k)
{
	char buf[LOCALE_MAX];

	if (!k->known)
		return NULL;
	locale_money(g->r->locale[0], buf, k->sum, k->digits);
	return arena_dup(g->a, buf);
}

/* ---- rows ---- */

static enum row_kind row_kind_of(struct filling *g, const struct step *t, const struct rows *rows,
				 int32_t row)
{
	static const struct {
		const char *name;
		enum row_kind kind;
	} kinds[] = {
		{"item", ROW_ITEM}, {"head", ROW_HEAD}, {"subtotal", ROW_SUBTOTAL}, {"total", ROW_TOTAL}};
	const struct value *v;
	size_t i;

	if (t->row_kind < 0)
		return ROW_ITEM;
	v = &rows->v[(int64_t)row * rows->columns + t->row_kind];
	if (v->kind == VALUE_NULL)
		return ROW_ITEM;
	for (i = 0; i < 4; i++)
		if (v->kind == VALUE_STRING && strcmp(v->s, kinds[i].name) == 0)
			return kinds[i].kind;
	diag(g->d, DIAG_FILL_VALUE, &t->node->at,
	     "row_kind is \"%s\" for %s: item, head, subtotal or total is expected",
	     v->kind == VALUE_STRING ? v->s : "a number", g->subject);
	g->failed = -1;
	return ROW_ITEM;
}

/* A line across: the head row's own text, else the first column that has something. */
static void head_make(struct filling *g, const struct step *t, const int *shown, int32_t columns,
		      struct row *out)
{
	struct cell *c = arena_alloc(g->a, sizeof *c);
	const char *currency = NULL;
	int32_t i;

	c->kind = CELL_EMPTY;
	if (t->row[ROW_HEAD].has_head) {
		c->kind = CELL_TEXT;
		show_phrase(g, &t->row[ROW_HEAD].head, SHOW_BLANK | SHOW_TIDY, &c->text);
	} else {
		for (i = 0; i < t->columns && c->kind == CELL_EMPTY; i++)
			if (shown[i])
				*c = cell_make(g, &t->column[i].text, t->column[i].kind, t->column[i].neutral,
					       0, &currency);
	}
	c->span = (int16_t)columns;
	out->cell = c;
	out->cells = 1;
	out->keep = out->strong = 1;
}

/* How many of the columns from … from + span - 1 are shown. */
static int32_t shown_of(const int *shown, int32_t from, int32_t span)
{
	int32_t i, n = 0;

	for (i = from; i < from + span; i++)
		n += shown[i];
	return n;
}

/* The words of a total take the room of the empty cells behind them. Gives how many cells are left. */
static int32_t cells_join(struct cell *cell, int32_t n)
{
	int32_t to = -1, i;

	for (i = 0; i < n; i++) {
		if (to >= 0 && cell[to].kind == CELL_TEXT && cell[i].kind == CELL_EMPTY && !cell[i].carried)
			cell[to].span = (int16_t)((cell[to].span ? cell[to].span : 1) +
						  (cell[i].span ? cell[i].span : 1));
		else
			cell[++to] = cell[i];
	}
	return to + 1;
}

/* The boxes of an empty cell that are to be ticked by pen, or are ticked by what the row says. */
static void ticks_show(struct filling *g, const struct step_column *col, struct cell *c)
{
	struct tick *tick = arena_alloc(g->a, sizeof *tick * (size_t)(col->n_ticks + 1));
	int32_t i;

	for (i = 0; i < col->n_ticks; i++) {
		if (!asked_opened(g, &col->ticks[i].when, &col->ticks[i].unless))
			continue;
		tick[c->ticks].label = show_label(g, &col->ticks[i].label);
		tick[c->ticks++].checked =
			(uint8_t)(col->ticks[i].value.asked >= 0 && asked_true(g, &col->ticks[i].value));
	}
	c->tick = tick;
}

static void row_make(struct filling *g, const struct step *t, const int *shown, int32_t columns,
		     struct carry *carry, struct row *out)
{
	const struct step_row *special = out->kind == ROW_ITEM ? NULL : &t->row[out->kind];
	struct cell *cell;
	const char *currency = NULL;
	int32_t i, n = 0, owner = -1, until = 0; /* the given cell that takes the columns up to until */

	if (out->kind == ROW_HEAD) {
		head_make(g, t, shown, columns, out);
		return;
	}
	cell = arena_alloc(g->a, (size_t)columns * sizeof *cell);
	for (i = 0; i < t->columns; i++) {
		const struct step_column *col = &t->column[i];

		if (special && special->given && special->cell[i].given) {
			owner = i;
			until = i + special->cell[i].span;
		}
		if (!shown[i] || (i < until && owner < 0))
			continue;
		currency = NULL;
		if (i < until) {
			cell[n] = cell_make(g, &special->cell[owner].text, special->cell[owner].kind,
					    special->cell[owner].neutral, 0, &currency);
			cell[n].span = (int16_t)(until > i + 1 ? shown_of(shown, i, until - i) : 0);
			owner = -1;
		} else
			cell[n] = cell_make(g, &col->text, col->kind, col->neutral, !col->carry, &currency);
		if (out->kind == ROW_ITEM && cell[n].kind == CELL_EMPTY && col->n_ticks)
			ticks_show(g, col, &cell[n]);
		if (col->carry) {
			/* a running balance is carried from any row, its opening one too; a sum only from
			 * items */
			if (out->kind == ROW_ITEM || col->running)
				carry_add(g, t, col, &carry[i], &cell[n], currency);
			cell[n].carried = carry_show(g, &carry[i]);
		}
		n++;
	}
	out->cell = cell;
	out->cells = special && special->given ? cells_join(cell, n) : n;
	out->strong = special ? (special->given ? special->strong : out->kind == ROW_TOTAL) : 0;
}

static void columns_show(struct filling *g, const struct step *t, const int *shown, struct column *out)
{
	int32_t i, n = 0, head = -1, until = 0; /* the column whose head is over those up to until */

	for (i = 0; i < t->columns; i++) {
		const struct step_column *col = &t->column[i];

		if (col->heads) {
			head = i;
			until = i + col->heads;
		}
		if (!shown[i])
			continue;
		out[n] = (struct column){.align = col->align,
					 .min = col->min,
					 .max = col->max,
					 .carry = col->carry,
					 .wrap = col->wrap,
					 .tick = col->tick,
					 .rule = col->rule};
		if (col->label.form[0])
			out[n].label = show_label(g, &col->label);
		if (head >= 0 && i < until) {
			out[n].head = show_label(g, &t->column[head].head);
			out[n].heads = shown_of(shown, i, until - i);
			head = -1;
		}
		n++;
	}
}

/* Is there anything in the column? What nobody is to write in and has no value in any row only takes room
 * from the others. */
static int column_filled(const struct step *t, int32_t column, const struct rows *rows)
{
	const struct step_column *col = &t->column[column];
	const struct parts *form = col->text.form[0];
	int32_t i, k, holes = 0;

	for (i = 0; i < (int32_t)(sizeof t->row / sizeof t->row[0]); i++)
		if (t->row[i].given && t->row[i].cell && t->row[i].cell[column].given)
			return 1;
	if (col->tick || col->rule || col->n_ticks || !form)
		return 1;
	for (k = 0; k < form->n; k++) {
		const struct part *p = &form->part[k];

		if (p->text && strcmp(p->text, BETWEEN) == 0)
			continue;
		if (p->text || p->asked != t->asked)
			return 1;
		holes++;
		for (i = 0; i < rows->rows; i++) {
			const struct value *v = &rows->v[(int64_t)i * rows->columns + p->column];

			if (v->kind != VALUE_NULL && !(v->kind == VALUE_STRING && v->n == 0))
				return 1;
		}
	}
	return holes == 0;
}

const struct table *tables_make(struct filling *g, const struct step *t)
{
	const struct rows *rows = asked_rows(g, t->asked, 0),
			  *second = g->r->langs > 1 && rows ? asked_rows(g, t->asked, 1) : rows;
	int32_t blank = node_number(t->node, AT_BLANK_ROWS, 0), i, columns = 0;
	struct table *out;
	struct column *column;
	struct row *row;
	struct carry *carry;
	struct scope scope;
	int *shown;

	if (!rows || !second || (rows->rows == 0 && blank == 0))
		return NULL;
	shown = arena_alloc(g->a, (size_t)t->columns * sizeof *shown);
	for (i = 0; i < t->columns; i++)
		columns += shown[i] = asked_opened(g, &t->column[i].when, &t->column[i].unless) &&
				      (blank > 0 || column_filled(t, i, rows));
	if (columns == 0)
		columns = shown[0] = 1;
	out = arena_alloc(g->a, sizeof *out);
	column = arena_alloc(g->a, (size_t)columns * sizeof *column);
	row = arena_alloc(g->a, (size_t)(rows->rows + blank) * sizeof *row);
	carry = arena_alloc(g->a, (size_t)t->columns * sizeof *carry);
	columns_show(g, t, shown, column);
	scope = (struct scope){t->asked, 0, {rows, second}, 0, g->scope};
	g->scope = &scope;
	for (i = 0; i < rows->rows; i++) {
		scope.row = i;
		scope.stamp = ++g->stamps;
		row[i].kind = row_kind_of(g, t, rows, i);
		row_make(g, t, shown, columns, carry, &row[i]);
		if (i > 0 && row[i - 1].kind == ROW_ITEM &&
		    (row[i].kind == ROW_SUBTOTAL || row[i].kind == ROW_TOTAL))
			row[i - 1].keep = 1;
		if (i > 0 && row[i - 1].kind == ROW_SUBTOTAL && row[i].kind == ROW_TOTAL)
			row[i - 1].keep = 1;
	}
	g->scope = scope.outer;
	for (; i < rows->rows + blank; i++) {
		struct cell *empty = arena_alloc(g->a, (size_t)columns * sizeof *empty);
		int32_t k, c = 0;

		for (k = 0; k < t->columns; k++) {
			if (!shown[k])
				continue;
			empty[c].kind = CELL_EMPTY;
			if (t->column[k].n_ticks)
				ticks_show(g, &t->column[k], &empty[c]);
			c++;
		}
		row[i] = (struct row){.kind = ROW_ITEM, .cell = empty, .cells = columns, .tall = 1};
	}
	*out = (struct table){.column = column,
			      .columns = columns,
			      .row = row,
			      .rows = i,
			      .row_height = (uint8_t)node_word(t->node, AT_HEIGHT, 0)};
	out->carried_label = show_label(g, &g->r->label[LABEL_CARRIED]);
	out->brought_label = show_label(g, &g->r->label[LABEL_BROUGHT]);
	if (t->has_label)
		show_phrase(g, &t->label, 0, &out->title);
	return out;
}
