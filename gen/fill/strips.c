/* strips.c: bucket strips and charts: a query's rows as columns. */
#include <string.h>

#include "fill/filling.h"
#include "fill/spellout.h"

#define EN_DASH "\xE2\x80\x93"

/* A column that the block is made of, by name. */
static int32_t made_of(struct filling *g, const struct step *s, const char *name)
{
	const int32_t i = recipe_column(&g->r->asked[s->asked], g->d, name, &s->node->at);

	if (i < 0)
		g->failed = -1;
	return i;
}

/* The text of a column of the row in scope; "" when it is empty. */
static struct words shown_value(struct filling *g, const struct step *s, int32_t column, enum show show,
				uint8_t style, int both)
{
	const struct part part = {
		.asked = s->asked, .column = column, .show = show, .style = style, .at = s->node->at};
	const struct parts parts = {&part, 1, s->node->at};
	struct words out;
	int32_t lang;

	memset(&out, 0, sizeof out);
	for (lang = 0; lang < (both ? g->r->langs : 1); lang++)
		show_parts(g, &parts, lang, SHOW_BLANK, &out.w[lang]);
	return out;
}

static enum show label_show(struct filling *g, const struct step *s, int32_t column)
{
	return g->r->asked[s->asked].column[column].format == FORMAT_TERM ? AS_TERM : AS_TEXT;
}

const struct table *strips_buckets(struct filling *g, const struct step *s)
{
	int32_t label = made_of(g, s, "label"), amount = made_of(g, s, "amount"),
		tenths = made_of(g, s, "tenths"), overdue = recipe_has(&g->r->asked[s->asked], "overdue"), i;
	const struct rows *rows = asked_rows(g, s->asked, 0),
			  *second = g->r->langs > 1 && rows ? asked_rows(g, s->asked, 1) : rows;
	struct table *out;
	struct column *column;
	struct cell *cell;
	struct row *row;
	struct scope scope;

	if (!rows || !second || rows->rows == 0 || label < 0 || amount < 0 || tenths < 0)
		return NULL;
	out = arena_alloc(g->a, sizeof *out);
	column = arena_alloc(g->a, (size_t)rows->rows * sizeof *column);
	cell = arena_alloc(g->a, (size_t)rows->rows * 2 * sizeof *cell);
	row = arena_alloc(g->a, 2 * sizeof *row);
	scope = (struct scope){s->asked, 0, {rows, second}, 0, g->scope};
	g->scope = &scope;
	for (i = 0; i < rows->rows; i++) {
		const struct value *v = &rows->v[(int64_t)i * rows->columns];
		uint8_t style = overdue >= 0 && v[overdue].kind == VALUE_INT && v[overdue].i ? SPAN_BOLD : 0;
		const struct part money = {.asked = s->asked, .column = amount, .at = s->node->at};
		const struct currency *c = show_currency(g, &money, v);

		scope.row = i;
		scope.stamp = ++g->stamps;
		column[i] = (struct column){.align = CELL_CENTRE};
		column[i].label = shown_value(g, s, label, label_show(g, s, label), style, 1);
		cell[i] = (struct cell){
			.kind = CELL_MONEY, .value = v[amount].i, .digits = c ? (uint8_t)c->digits : 0};
		cell[rows->rows + i] = (struct cell){.kind = CELL_PERCENT, .value = v[tenths].i};
		if (v[amount].i == 0)
			cell[i].text.w[0] = show_text(g, EN_DASH, style);
		else if (c)
			cell[i].text = shown_value(g, s, amount, AS_MONEY_BARE, style, 0);
		if (v[tenths].i == 0)
			cell[rows->rows + i].text.w[0] = show_text(g, EN_DASH, style);
		else
			cell[rows->rows + i].text = shown_value(g, s, tenths, AS_PERCENT, style, 0);
	}
	g->scope = scope.outer;
	row[0] = (struct row){.kind = ROW_ITEM, .cell = cell, .cells = rows->rows, .keep = 1};
	row[1] = (struct row){.kind = ROW_ITEM, .cell = cell + rows->rows, .cells = rows->rows};
	*out = (struct table){.column = column, .columns = rows->rows, .row = row, .rows = 2};
	if (s->has_label)
		show_phrase(g, &s->label, 0, &out->title);
	return out;
}

/* The value without decimals, or short, in the paper's first language. */
static const char *shorter(struct filling *g, int64_t minor, int32_t digits, int brief)
{
	char out[LOCALE_MAX];
	int64_t unit = 1;

	for (int32_t i = 0; i < digits; i++)
		unit *= 10;
	if (brief)
		spellout_short(g->r->locale[0], out, minor, digits);
	else /* half a unit rounds away from zero */
		locale_count(g->r->locale[0], out, (minor + (minor < 0 ? -unit : unit) / 2) / unit);
	return arena_dup(g->a, out);
}

static const char *plain(const struct wording *w)
{
	return w->n > 0 ? w->span[0].s : "";
}

const struct chart *strips_chart(struct filling *g, const struct step *s)
{
	int32_t label = made_of(g, s, "label"), value = made_of(g, s, "value"), i;
	const struct rows *rows = asked_rows(g, s->asked, 0),
			  *second = g->r->langs > 1 && rows ? asked_rows(g, s->asked, 1) : rows;
	enum show show;
	struct chart *out;
	struct scope scope;
	int64_t *values;

	if (!rows || !second || rows->rows == 0 || label < 0 || value < 0)
		return NULL;
	show = g->r->asked[s->asked].column[value].format == FORMAT_MONEY ? AS_MONEY_BARE : AS_COUNT;
	out = arena_alloc(g->a, sizeof *out);
	out->n = rows->rows;
	out->label = arena_alloc(g->a, (size_t)rows->rows * sizeof *out->label);
	out->shown = arena_alloc(g->a, (size_t)rows->rows * sizeof *out->shown);
	out->whole = arena_alloc(g->a, (size_t)rows->rows * sizeof *out->whole);
	out->brief = arena_alloc(g->a, (size_t)rows->rows * sizeof *out->brief);
	values = arena_alloc(g->a, (size_t)rows->rows * sizeof *values);
	scope = (struct scope){s->asked, 0, {rows, second}, 0, g->scope};
	g->scope = &scope;
	for (i = 0; i < rows->rows; i++) {
		const struct value *row = &rows->v[(int64_t)i * rows->columns];
		const struct part money = {.asked = s->asked, .column = value, .at = s->node->at};
		const struct currency *currency;
		struct words l, v;
		int32_t digits;

		scope.row = i;
		scope.stamp = ++g->stamps;
		l = shown_value(g, s, label, label_show(g, s, label), 0, 0);
		v = shown_value(g, s, value, show, 0, 0);
		values[i] = row[value].i;
		out->label[i] = plain(&l.w[0]);
		out->shown[i] = out->whole[i] = out->brief[i] = EN_DASH;
		if (values[i] == 0)
			continue;
		currency = show == AS_MONEY_BARE ? show_currency(g, &money, row) : NULL;
		digits = currency ? currency->digits : 0;
		out->shown[i] = plain(&v.w[0]);
		out->whole[i] = shorter(g, values[i], digits, 0);
		out->brief[i] = shorter(g, values[i], digits, 1);
	}
	g->scope = scope.outer;
	out->value = values;
	if (s->child && s->child->element == EL_ALT && s->child->has_text)
		show_phrase(g, &s->child->text, 0, &out->alt);
	return out;
}
