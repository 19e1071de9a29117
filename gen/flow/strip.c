/* strip.c: the list of strips, and what is put into them. */
#include "flow/set.h"

struct strip *strip_add(struct flow *f, int32_t h)
{
	struct strip *s;

	f->strip = arena_room(f->arena, f->strip, &f->strip_cap, f->strips + 1, sizeof *f->strip);
	s = &f->strip[f->strips++];
	*s = (struct strip){.h = h, .item = f->items, .field = f->fields, .fresh = f->fresh};
	f->fresh = 0;
	return s;
}

void strip_space(struct flow *f, int32_t h)
{
	strip_add(f, h)->space = 1;
}

void strip_keep(struct flow *f, int32_t from, uint8_t keep)
{
	for (int32_t i = from; i + 1 < f->strips; i++)
		if (f->strip[i].keep < keep)
			f->strip[i].keep = keep;
}

void strip_hold(struct flow *f, int32_t from, int32_t lines)
{
	for (int32_t i = f->strips - 1; i >= from && lines > 0; i--) {
		/* a break that was asked for stays */
		if (i + 1 < f->strips && f->strip[i + 1].fresh)
			break;
		f->strip[i].keep = KEEP_HARD;
		lines -= f->strip[i].text;
	}
}

int32_t tag_add(struct flow *f, enum tag_role role, int32_t parent, int32_t lang)
{
	struct doc *doc = f->doc;

	doc->tag = arena_room(f->arena, doc->tag, &doc->tag_cap, doc->tags + 1, sizeof *doc->tag);
	doc->tag[doc->tags] = (struct tag){.role = role, .parent = parent};
	/* the document's own language is inherited; only the second needs saying */
	if (lang > 0)
		doc->tag[doc->tags].lang = f->c->lang[lang];
	return doc->tags++;
}

static struct item *item_add(struct flow *f, enum item_kind kind, int32_t tag, int32_t x, int32_t y,
			     int32_t w, int32_t h)
{
	struct item *it;

	f->item = arena_room(f->arena, f->item, &f->item_cap, f->items + 1, sizeof *f->item);
	it = &f->item[f->items++];
	*it = (struct item){
		.kind = kind, .tag = tag, .x = x, .y = y, .w = w, .h = h, .fill = COLOUR_NONE, .image = -1};
	if (f->axis && kind == ITEM_RULE) {
		it->x = f->axis - x;
		it->w = -w;
	} else if (f->axis) {
		it->x = f->axis - x - w;
	}
	f->strip[f->strips - 1].items++;
	return it;
}

void put_rule(struct flow *f, int32_t x, int32_t y, int32_t w, int32_t h, int32_t stroke, uint32_t colour)
{
	struct item *it = item_add(f, ITEM_RULE, TAG_ARTIFACT, x, y, w, h);

	it->stroke = stroke;
	it->colour = colour;
}

void put_dashes(struct flow *f, int32_t x, int32_t y, int32_t w, int32_t dash)
{
	put_rule(f, x, y, w, 0, THIN, COLOUR_BLACK);
	f->item[f->items - 1].dash = dash;
}

struct item *put_box(struct flow *f, int32_t x, int32_t y, int32_t w, int32_t h, int32_t stroke,
		     uint32_t colour, uint32_t fill)
{
	struct item *it = item_add(f, ITEM_BOX, TAG_ARTIFACT, x, y, w, h);

	it->stroke = stroke;
	it->colour = colour;
	it->fill = fill;
	return it;
}

void put_image(struct flow *f, int32_t tag, int32_t x, int32_t y, int32_t w, int32_t h, int32_t image)
{
	item_add(f, ITEM_IMAGE, tag, x, y, w, h)->image = image;
}

void put_modules(struct flow *f, int32_t tag, int32_t x, int32_t y, int32_t side, const struct modules *m)
{
	item_add(f, ITEM_MODULES, tag, x, y, side, side)->modules = m;
}

void put_line(struct flow *f, int32_t tag, const struct line *line, int32_t x, int32_t w, int32_t y,
	      enum type_align align, uint8_t rtl)
{
	int32_t room = w - line->width;
	struct item *it;

	/* an Arabic line in an English page starts at the far end, and the other way round */
	if (align == ALIGN_CENTRE)
		x += room / 2;
	else if ((align == ALIGN_END) != (rtl != f->c->rtl[0]))
		x += room;
	it = item_add(f, ITEM_TEXT, tag, x, y, line->width, 0);
	it->line = line;
	it->colour = COLOUR_BLACK;
}

static struct field *field_add(struct flow *f, enum field_kind kind, const char *tip, int32_t tag, int32_t x,
			       int32_t y, int32_t w, int32_t h)
{
	struct field *fd;

	f->field = arena_room(f->arena, f->field, &f->field_cap, f->fields + 1, sizeof *f->field);
	fd = &f->field[f->fields++];
	*fd = (struct field){.kind = kind,
			     .tip = tip,
			     .x = f->axis ? f->axis - x - w : x,
			     .y = y,
			     .w = w,
			     .h = h,
			     .tag = tag};
	f->strip[f->strips - 1].fields++;
	return fd;
}

void put_link(struct flow *f, const char *to, const char *tip, int32_t tag, int32_t x, int32_t y, int32_t w,
	      int32_t h)
{
	field_add(f, FIELD_LINK, tip, tag, x, y, w, h)->name = to;
}

struct field *put_field(struct flow *f, enum field_kind kind, const char *name, const char *tip,
			int32_t parent, int32_t x, int32_t y, int32_t w, int32_t h)
{
	struct field *fd;
	int32_t tag = tag_add(f, TAG_FORM, parent, -1);

	/* readers say the tip aloud: a name is better than nothing */
	tip = tip && *tip ? tip : name;
	f->doc->tag[tag].alt = tip;
	fd = field_add(f, kind, tip, tag, x, y, w, h);
	fd->name = f->copy > 1 ? arena_format(f->arena, "%s_%d", name, f->copy) : name;
	fd->size = SIZE_BODY;
	return fd;
}
