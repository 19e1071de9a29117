/* split.c: a strip higher than any page (a cell with hundreds of lines) is cut between its lines of text. */
#include "flow/set.h"

#define CLEAR_OVER MM(3.2) /* a line of text needs this much above its baseline, and below */
#define CLEAR_UNDER MM(1.2)

/* The lowest cut above y that goes through no text; y itself when there is none. */
static int32_t find_cut(const struct flow *f, const struct strip *s, int32_t from, int32_t y)
{
	int32_t cut = y, moved = 1;

	while (moved) {
		moved = 0;
		for (int32_t i = s->item; i < s->item + s->items; i++) {
			const struct item *it = &f->item[i];

			if (it->kind == ITEM_TEXT && cut > it->y - CLEAR_OVER && cut < it->y + CLEAR_UNDER) {
				cut = it->y - CLEAR_OVER;
				moved = 1;
			}
		}
	}
	return cut > from ? cut : y;
}

/* The part of the item between from and to goes into the newest strip. */
static void copy_part(struct flow *f, int32_t i, int32_t from, int32_t to, int last)
{
	struct item it = f->item[i];
	int32_t top = it.h < 0 ? it.y + it.h : it.y, end = it.h < 0 ? it.y : it.y + it.h;

	if (it.kind == ITEM_TEXT || it.kind == ITEM_IMAGE || it.w != 0) {
		/* text, level and slanted rules, and boxes that do not cross stay whole */
		if (it.kind != ITEM_BOX && (top < from || (top >= to && !last)))
			return;
	}
	if (it.kind == ITEM_BOX || (it.kind == ITEM_RULE && it.w == 0)) {
		top = top < from ? from : top;
		end = end > to ? to : end;
		if (end < top || (end == top && it.h != 0))
			return;
		it.y = top;
		it.h = end - top;
	}
	it.y -= from;
	f->item = arena_room(f->arena, f->item, &f->item_cap, f->items + 1, sizeof *f->item);
	f->item[f->items++] = it;
	f->strip[f->strips - 1].items++;
}

static void cut_strip(struct flow *f, const struct strip *old, int32_t room)
{
	int32_t from = 0, to;
	struct strip *s;

	while (from < old->h) {
		to = old->h - from <= room ? old->h : find_cut(f, old, from, from + room);
		s = strip_add(f, to - from);
		s->before = from == 0 ? old->before : 0;
		s->after = to == old->h ? old->after : 0;
		s->keep = to == old->h ? old->keep : KEEP_NONE;
		s->snap = old->snap;
		s->text = old->text;
		s->grid = old->grid;
		s->repeat = from == 0 ? old->repeat : old->grid != 0;
		s->fresh = from == 0 ? old->fresh : 0;
		s->carry = old->carry;
		if (from == 0) {
			s->mark = old->mark;
			s->mark_level = old->mark_level;
		}
		for (int32_t i = old->item; i < old->item + old->items; i++)
			copy_part(f, i, from, to, to == old->h);
		for (int32_t i = old->field; i < old->field + old->fields; i++)
			if (f->field[i].y >= from && (f->field[i].y < to || to == old->h)) {
				struct field fd = f->field[i];

				fd.y -= from;
				f->field = arena_room(f->arena, f->field, &f->field_cap, f->fields + 1,
						      sizeof *f->field);
				f->field[f->fields++] = fd;
				f->strip[f->strips - 1].fields++;
			}
		from = to;
	}
}

static int32_t room_for(const struct flow *f, const struct strip *s)
{
	/* a repeated head, and a row each to carry and to bring forward */
	int32_t taken = s->grid ? f->grid[s->grid - 1].head_h + 2 * GRID : 0, room = f->bottom - f->top;

	return taken < room / 2 ? room - taken : room / 2;
}

void split_strips(struct flow *f, int32_t from)
{
	int32_t end = f->strips, high = 0, n;
	struct strip *old;

	for (int32_t i = from; i < end; i++)
		high |= f->strip[i].h > room_for(f, &f->strip[i]);
	if (!high)
		return;
	if (!f->warned)
		diag(f->diag, DIAG_FLOW_TALL, NULL,
		     "%s %s: a part that should stay together is higher than a page",
		     f->c->type ? f->c->type : "document", f->c->number ? f->c->number : "");
	f->warned = 1;
	n = end - from;
	old = arena_alloc(f->arena, (size_t)n * sizeof *old);
	for (int32_t i = 0; i < n; i++)
		old[i] = f->strip[from + i];
	f->strips = from;
	for (int32_t i = 0; i < n; i++) {
		/* heads of tables keep their place in the list, as grids point to them */
		for (int32_t g = 0; g < f->grids; g++)
			if (f->grid[g].heads && f->grid[g].head == from + i && old[i].grid == g + 1)
				f->grid[g].head = -1 - f->strips;
		if (old[i].h > room_for(f, &old[i]) &&
		    !(old[i].grid && !old[i].repeat && old[i].keep == KEEP_HARD &&
		      old[i].h <= f->bottom - f->top))
			cut_strip(f, &old[i], room_for(f, &old[i]));
		else {
			f->fresh = 0;
			*strip_add(f, 0) = old[i];
		}
	}
	for (int32_t g = 0; g < f->grids; g++)
		if (f->grid[g].head < 0)
			f->grid[g].head = -1 - f->grid[g].head;
}
