/* blocks.c: steps into blocks: repeated by each=, left out by when= and unless=, texts filled in. */
#include <string.h>

#include "db/canonical.h"
#include "fill/filling.h"

static int32_t mpt_of_mm(int32_t mm)
{
	return (int32_t)((int64_t)mm * 72000 * 10 / 254);
}

const char *field_name(struct filling *g, const char *name)
{
	const char *unique = name;
	int32_t i, n = 1;

	for (i = 0; i < g->fields; i++)
		if (strcmp(g->field[i], unique) == 0) {
			unique = arena_format(g->a, "%s_%d", name, ++n);
			i = -1;
		}
	g->field = arena_room(g->a, g->field, &g->field_cap, g->fields + 1, sizeof *g->field);
	return g->field[g->fields++] = unique;
}

/* Calls make for the step once, or once for each row of its each=; what is not wanted is left out. */
static void each_row(struct filling *g, const struct step *s, void *out,
		     void (*make)(struct filling *, const struct step *, void *))
{
	struct scope scope;
	const struct rows *rows, *second;

	if (s->each < 0) {
		if (asked_wanted(g, s))
			make(g, s, out);
		return;
	}
	rows = asked_rows(g, s->each, 0);
	second = rows && g->r->langs > 1 ? asked_rows(g, s->each, 1) : rows;
	if (!rows || !second)
		return;
	scope = (struct scope){s->each, 0, {rows, second}, 0, g->scope};
	for (scope.row = 0; scope.row < rows->rows; scope.row++) {
		scope.stamp = ++g->stamps;
		g->scope = &scope;
		if (asked_wanted(g, s))
			make(g, s, out);
		g->scope = scope.outer;
	}
}

static int text_flags(const struct step *s)
{
	return s->optional ? SHOW_OPTIONAL : s->when.asked >= 0 ? SHOW_BLANK | SHOW_SENTENCE : 0;
}

/* The step's text; 1: the step is left out. */
static int text_show(struct filling *g, const struct step *s, int flags, struct words *out)
{
	memset(out, 0, sizeof *out);
	if (!s->has_text)
		return 0;
	return s->count >= 0 ? show_counted(g, s, flags, out) : show_phrase(g, &s->text, flags, out);
}

/* ---- parts of blocks ---- */

struct list {
	void *item;
	int32_t n, cap;
};

static void *list_add(struct filling *g, struct list *l, size_t size)
{
	l->item = arena_room(g->a, l->item, &l->cap, l->n + 1, size);
	return memset((char *)l->item + (size_t)l->n++ * size, 0, size);
}

static void line_make(struct filling *g, const struct step *s, void *out)
{
	struct words w;

	if (text_show(g, s, SHOW_BLANK | SHOW_TIDY, &w) == 0 && s->has_text)
		*(struct words *)list_add(g, out, sizeof w) = w;
}

/* Steps over isolates. */
static const char *past_isolates(const char *s)
{
	while (strncmp(s, "\xE2\x81", 2) == 0 && (unsigned char)s[2] >= 0xA6 && (unsigned char)s[2] <= 0xA9)
		s += 3;
	return s;
}

/* 1 when both languages say the same: codes, names, telephone numbers. */
static int same_text(const struct words *w)
{
	const char *a, *b;

	if (w->w[0].n != 1 || w->w[1].n != 1)
		return 0;
	a = past_isolates(w->w[0].span[0].s);
	b = past_isolates(w->w[1].span[0].s);
	while (*a && *a == *b) {
		a = past_isolates(a + 1);
		b = past_isolates(b + 1);
	}
	return *a == *b;
}

static void pair_make(struct filling *g, const struct step *s, void *out)
{
	struct words w;
	struct pair *p;

	if (text_show(g, s, text_flags(s), &w) != 0)
		return;
	p = list_add(g, out, sizeof *p);
	p->value = w;
	if (s->has_label)
		p->label = show_label(g, &s->label);
	p->strong = (uint8_t)node_yes(s->node, AT_STRONG, 0);
}

/* The information block: one value beside its two labels where both languages say the same. */
static void info_make(struct filling *g, const struct step *s, void *out)
{
	struct list *l = out;
	int32_t before = l->n;
	struct pair *p;

	pair_make(g, s, out);
	p = l->n > before ? &((struct pair *)l->item)[l->n - 1] : NULL;
	if (p && same_text(&p->value))
		p->value.w[1].n = 0;
}

static void box_make(struct filling *g, const struct step *s, void *out)
{
	struct box *b;
	struct words w;

	if (s->element == EL_CODE)
		return;
	if (text_show(g, s, s->optional ? SHOW_OPTIONAL : SHOW_BLANK | SHOW_TIDY, &w) < 0)
		return;
	b = list_add(g, out, sizeof *b);
	b->value = w;
	if (s->has_label)
		b->label = show_label(g, &s->label);
	b->span = node_number(s->node, AT_SPAN, 1);
	b->lines = node_number(s->node, AT_LINES, 1);
	b->check = s->element == EL_CHECK;
	b->checked = (uint8_t)(s->value.asked >= 0 && asked_true(g, &s->value));
}

/* The code of a form; out keeps the last one that holds something. */
static void code_make(struct filling *g, const struct step *s, void *out)
{
	const struct value *row,
		*v = s->value.asked >= 0 ? asked_value(g, s->value.asked, s->value.column, 0, &row) : NULL;
	struct code *k;

	if (s->element != EL_CODE || !v || v->kind != VALUE_STRING || v->n == 0)
		return;
	k = arena_alloc(g->a, sizeof *k);
	k->payload = v->s;
	if (s->has_label)
		k->label = show_label(g, &s->label);
	if (s->child && s->child->has_text)
		show_phrase(g, &s->child->text, SHOW_BLANK, &k->alt);
	*(const struct code **)out = k;
}

/* Said once a role, whatever the papers and customers: it is the house that lacks somebody. */
static void nobody_signs(struct filling *g, const struct place *at, const char *role)
{
	const struct canonical *staff = canonical_find("staff");
	const int ours = canonical_word(staff->column[canonical_column(staff, "role")].words, role,
					(int32_t)strlen(role));

	diag_hint(
		g->d, DIAG_FILL_SIGNATORY, at,
		ours ? arena_format(g->a,
				    "say [staff] %s = CODE in house.ini, or give one of the staff that role",
				    role)
		     : NULL,
		"no name is known of who signs as \"%s\"", role);
}

static void signer_make(struct filling *g, const struct step *s, void *out)
{
	struct signer *p = list_add(g, out, sizeof *p);
	const struct step *k;
	struct words w;

	p->field = field_name(g, node_text(s->node, AT_ROLE));
	if (s->has_label)
		p->role = show_label(g, &s->label);
	if (s->has_stamp)
		p->stamp = show_label(g, &s->stamp);
	for (k = s->child; k; k = k->next) {
		if (text_show(g, k, SHOW_BLANK | SHOW_TIDY, &w) != 0) {
			memset(&w, 0, sizeof w);
			if (k->element == EL_PERSON_NAME)
				nobody_signs(g, &k->node->at, p->field);
		}
		if (k->element == EL_PERSON_NAME)
			p->name = w;
		else if (k->element == EL_PERSON_TITLE)
			p->title = w;
		else
			p->behalf = w;
	}
	p->name_label = show_label(g, &g->r->label[LABEL_NAME]);
	p->title_label = show_label(g, &g->r->label[LABEL_TITLE]);
	/* a letter's sender signs under the company's name, on the letter's own date: nothing is filled in */
	if (node_yes(s->node, AT_SENDER, 0)) {
		p->role = p->behalf;
		p->behalf = (struct words){0};
		return;
	}
	p->date_label = show_label(g, &g->r->label[LABEL_DATE]);
	p->sign_label = show_label(g, &g->r->label[LABEL_SIGN]);
}

static void list_make(struct filling *g, const struct step *s, struct list *out,
		      void (*make)(struct filling *, const struct step *, void *))
{
	for (s = s->child; s; s = s->next)
		each_row(g, s, out, make);
}

static struct block *block_add(struct filling *g, struct blocks *out, enum block_kind kind,
			       const struct step *s)
{
	struct block *b;

	out->block = arena_room(g->a, out->block, &out->cap, out->n + 1, sizeof *out->block);
	b = &out->block[out->n++];
	memset(b, 0, sizeof *b);
	b->kind = kind;
	b->keep = (uint8_t)node_yes(s->node, AT_KEEP, kind == BLOCK_SLIP);
	b->keep_next = (uint8_t)node_yes(s->node, AT_KEEP_NEXT, 0);
	b->copy = (uint8_t)node_number(s->node, AT_COPY, 0);
	return b;
}

static void item_make(struct filling *g, const struct step *s, void *out)
{
	struct block *b;
	struct words w;

	if (text_show(g, s, text_flags(s), &w) != 0)
		return;
	b = block_add(g, out, BLOCK_PARAGRAPH, s);
	b->text = w;
	b->style = (enum para_style)node_word(s->node, AT_STYLE, PARA_BODY);
}

static void head_make(struct filling *g, const struct step *s)
{
	const struct step *k;
	struct words *out;

	if (!node_yes(s->node, AT_LOGO, 1)) {
		/* another's letter that we only prepare: nothing of our own stands in its head */
		g->head.logo = -1;
		g->head.accent = 0;
	}
	for (k = s->child; k; k = k->next) {
		out = k->element == EL_SENDER	     ? &g->head.sender
		      : k->element == EL_FOOT	     ? &g->head.foot
		      : k->element == EL_PERSON_NAME ? &g->head.name
		      : k->element == EL_MARK	     ? &g->head.mark
						     : &g->head.running;
		text_show(g, k, SHOW_BLANK | SHOW_TIDY, out);
	}
}

/* ---- blocks ---- */

static void text_block(struct filling *g, const struct step *s, struct blocks *out, enum block_kind kind)
{
	struct words w;
	struct block *b;

	if (text_show(g, s, text_flags(s), &w) != 0)
		return;
	b = block_add(g, out, kind, s);
	b->text = w;
	b->style = (enum para_style)node_word(s->node, AT_STYLE, PARA_BODY);
	b->level = node_word(s->node, AT_LEVEL, 0) + 1;
	if (kind == BLOCK_HEADING)
		b->keep_next = 1;
	if (kind == BLOCK_CHOICE)
		b->field = field_name(g, node_text(s->node, AT_FIELD));
}

static void parts_block(struct filling *g, const struct step *s, struct blocks *out, enum block_kind kind)
{
	struct list l = {0};
	struct block *b;

	list_make(g, s, &l,
		  kind == BLOCK_ADDRESS	     ? line_make
		  : kind == BLOCK_FORM	     ? box_make
		  : kind == BLOCK_SIGNATURES ? signer_make
		  : kind == BLOCK_INFO	     ? info_make
					     : pair_make);
	if (l.n == 0)
		return;
	b = block_add(g, out, kind, s);
	b->n = l.n;
	b->columns = node_number(s->node, AT_COLUMNS, 4);
	switch (kind) {
	case BLOCK_ADDRESS:
		b->line = l.item;
		break;
	case BLOCK_FORM:
		b->box = l.item;
		for (const struct step *k = s->child; k; k = k->next)
			each_row(g, k, &b->code, code_make);
		break;
	case BLOCK_SIGNATURES:
		b->signer = l.item;
		break;
	default:
		b->pair = l.item;
		break;
	}
}

static void children_block(struct filling *g, const struct step *s, struct blocks *out, enum block_kind kind)
{
	struct blocks inner = {0};
	const struct step *k;
	struct block *b;

	if (kind == BLOCK_LIST) {
		for (k = s->child; k; k = k->next)
			each_row(g, k, &inner, item_make);
	} else {
		blocks_make(g, s->child, &inner);
	}
	if (inner.n == 0)
		return;
	b = block_add(g, out, kind, s);
	b->child = inner.block;
	b->n = inner.n;
	b->ordered = (uint8_t)node_yes(s->node, AT_ORDERED, 0);
}

static void table_block(struct filling *g, const struct step *s, struct blocks *out)
{
	const struct table *t = s->element == EL_TABLE	   ? tables_make(g, s)
				: s->element == EL_BUCKETS ? strips_buckets(g, s)
							   : NULL;
	const struct chart *c = s->element == EL_CHART ? strips_chart(g, s) : NULL;
	struct block *b;

	if (!t && !c)
		return;
	b = block_add(g, out, c ? BLOCK_CHART : s->element == EL_TABLE ? BLOCK_TABLE : BLOCK_BUCKETS, s);
	b->table = t;
	b->chart = c;
}

/* The file that an image shows; NULL: there is none, or it was no file of the house, with a diagnostic. */
static const char *image_file(struct filling *g, const struct step *s)
{
	const struct value *row, *v;

	if (s->value.asked < 0)
		return node_text(s->node, AT_SRC);
	v = asked_value(g, s->value.asked, s->value.column, 0, &row);
	if (!v || v->kind == VALUE_NULL || (v->kind == VALUE_STRING && v->n == 0))
		return NULL;
	if (v->kind == VALUE_STRING && path_inside(v->s))
		return v->s;
	g->failed = diag(g->d, DIAG_PICTURE, &s->value.at,
			 "\"%s\" of %s: a file of the house's folder is expected, as pictures/a.jpg",
			 v->kind == VALUE_STRING ? v->s : "a number", g->subject);
	return NULL;
}

static void image_block(struct filling *g, const struct step *s, struct blocks *out)
{
	const int32_t height = node_number(s->node, AT_HEIGHT, 60);
	const char *file = image_file(g, s);
	struct block *b;

	if (!file)
		return;
	b = block_add(g, out, BLOCK_IMAGE, s);
	b->picture = g->pictures;
	if (s->child && s->child->has_text)
		show_phrase(g, &s->child->text, SHOW_BLANK, &b->text);
	g->picture = arena_room(g->a, g->picture, &g->picture_cap, g->pictures + 1, sizeof *g->picture);
	g->picture[g->pictures++] = (struct picture){file, mpt_of_mm(height < 5 ? 5 : height)};
}

static void block_make(struct filling *g, const struct step *s, void *ctx)
{
	struct blocks *out = ctx;
	struct block *b;

	switch (s->element) {
	case EL_LETTERHEAD:
		head_make(g, s);
		break;
	case EL_ADDRESS:
		parts_block(g, s, out, BLOCK_ADDRESS);
		break;
	case EL_INFO:
		parts_block(g, s, out, BLOCK_INFO);
		break;
	case EL_KEYBOX:
		parts_block(g, s, out, BLOCK_KEYBOX);
		break;
	case EL_FORM:
		parts_block(g, s, out, BLOCK_FORM);
		break;
	case EL_SIGNATURES:
		parts_block(g, s, out, BLOCK_SIGNATURES);
		break;
	case EL_SUBJECT:
		text_block(g, s, out, BLOCK_SUBJECT);
		break;
	case EL_HEADING:
		text_block(g, s, out, BLOCK_HEADING);
		break;
	case EL_P:
		text_block(g, s, out, BLOCK_PARAGRAPH);
		break;
	case EL_CHOICE:
		text_block(g, s, out, BLOCK_CHOICE);
		break;
	case EL_LIST:
		children_block(g, s, out, BLOCK_LIST);
		break;
	case EL_GROUP:
		children_block(g, s, out, BLOCK_GROUP);
		break;
	case EL_SLIP:
		children_block(g, s, out, BLOCK_SLIP);
		break;
	case EL_TABLE:
	case EL_BUCKETS:
	case EL_CHART:
		table_block(g, s, out);
		break;
	case EL_IMAGE:
		image_block(g, s, out);
		break;
	case EL_RULED:
		block_add(g, out, BLOCK_RULED, s)->lines = node_number(s->node, AT_LINES, 1);
		break;
	case EL_SPACE:
		block_add(g, out, BLOCK_SPACE, s)->lines = node_number(s->node, AT_LINES, 1);
		break;
	case EL_PAGEBREAK:
		block_add(g, out, BLOCK_PAGE_BREAK, s);
		break;
	case EL_RULE:
		block_add(g, out, BLOCK_RULE, s);
		break;
	case EL_FILLIN:
		b = block_add(g, out, BLOCK_FILLIN, s);
		b->text = show_label(g, &s->label);
		b->field = field_name(g, node_text(s->node, AT_FIELD));
		b->width = mpt_of_mm(node_number(s->node, AT_WIDTH, 0));
		break;
	default:
		break;
	}
}

void blocks_make(struct filling *g, const struct step *s, struct blocks *out)
{
	for (; s; s = s->next)
		each_row(g, s, out, block_make);
}
