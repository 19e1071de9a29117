/* place.c: puts strips on pages: keeps, table heads shown again, carried and brought forward. */
#include "flow/set.h"

#include <string.h>

/* Where the next strip would stand. */
struct cursor {
	int32_t y, top, bottom, after;
	uint8_t bare;  /* nothing on the page yet but repeated heads */
	uint8_t tight; /* white between strips is halved */
	uint8_t loose; /* nothing keeps to the grid */
	uint8_t title; /* but not below the subject, which stands just above */
	uint8_t head;  /* below a heading, which is nearer to what it is over than to what precedes */
};

struct placer {
	struct flow *f;
	struct cursor at;
	int32_t page;
};

static int32_t page_new(struct flow *f)
{
	struct doc *doc = f->doc;

	doc->page = arena_room(f->arena, doc->page, &doc->page_cap, doc->pages + 1, sizeof *doc->page);
	doc->page[doc->pages] = (struct page){0};
	return doc->pages++;
}

void place_at(struct flow *f, int32_t strip, int32_t page, int32_t y, uint8_t artifact)
{
	f->spot = arena_room(f->arena, f->spot, &f->spot_cap, f->spots + 1, sizeof *f->spot);
	f->spot[f->spots++] = (struct spot){strip, page, y, artifact};
}

/* The strip's top; the cursor moves below it. */
static int32_t advance(const struct strip *s, struct cursor *c)
{
	int32_t y, gap = c->after > s->before ? c->after : s->before, half = c->tight ? 2 : 1;

	/* not above a signature: its white is room to sign */
	if (c->loose && (!s->fields || s->text))
		gap = gap * (!c->tight ? 18 : c->title ? 15 : 9) / 20;
	else if (c->tight && (!s->fields || s->text) && !c->title)
		gap /= 2;
	if (c->head && c->loose)
		gap /= 2;
	if (s->space && c->bare)
		return c->y;
	if (!c->bare)
		c->y += gap;
	if (s->snap && !c->loose)
		c->y = c->top + ((c->y - c->top) * half + GRID - 1) / GRID * GRID / half;
	y = c->y;
	c->y += s->h;
	c->after = s->after;
	c->title = s->mark && s->mark_level == 0;
	c->head = s->mark && s->mark_level > 0;
	c->bare = s->space && c->bare;
	return y;
}

/* True when the table goes on after strip i, so that a break there would need a row to carry forward. */
static int carries(const struct flow *f, int32_t i)
{
	const struct strip *s = &f->strip[i];

	return s->grid && s->carry && i + 1 < f->strips && s[1].grid == s->grid && s[1].repeat;
}

/* Would strips i … j - 1 fit below the cursor? */
static int fits(const struct flow *f, int32_t i, int32_t j, struct cursor c)
{
	for (int32_t k = i; k < j; k++) {
		advance(&f->strip[k], &c);
		if (c.y > c.bottom)
			return 0;
	}
	return c.y + (carries(f, j - 1) ? GRID : 0) <= c.bottom;
}

/* The cursor on a following page before strip i, below what is repeated there. */
static struct cursor fresh_cursor(const struct flow *f, int32_t i)
{
	struct cursor c = {.y = f->top,
			   .top = f->top,
			   .bottom = f->bottom,
			   .bare = 1,
			   .tight = f->tight,
			   .loose = f->compact};
	const struct strip *s = &f->strip[i];

	if (s->grid && s->repeat) {
		c.y += f->grid[s->grid - 1].head_h;
		if (i > 0 && s[-1].grid == s->grid && s[-1].carry)
			c.y += GRID;
	}
	return c;
}

static void place_break(struct placer *p, int32_t i)
{
	struct flow *f = p->f;
	int32_t grid = f->strip[i].grid, y = f->top, brought = -1, strip;
	const struct row *carry = NULL;

	if (grid && f->strip[i].repeat && i > 0 && f->strip[i - 1].grid == grid)
		carry = f->strip[i - 1].carry;
	if (carry) {
		strip = table_carry(f, grid - 1, &f->grid[grid - 1].table->carried_label, carry);
		place_at(f, strip, p->page, p->at.y, 0);
		brought = table_carry(f, grid - 1, &f->grid[grid - 1].table->brought_label, carry);
	}
	p->page = page_new(f);
	p->at = fresh_cursor(f, i);
	if (!grid || !f->strip[i].repeat)
		return;
	for (int32_t k = 0; k < f->grid[grid - 1].heads; k++) {
		strip = f->grid[grid - 1].head + k;
		place_at(f, strip, p->page, y, 1);
		y += f->strip[strip].h;
	}
	if (brought >= 0)
		place_at(f, brought, p->page, y, 0);
}

static void place_strip(struct placer *p, int32_t i)
{
	int bare = p->at.bare;
	int32_t y = advance(&p->f->strip[i], &p->at);

	if (!(p->f->strip[i].space && bare))
		place_at(p->f, i, p->page, y, 0);
}

/* What is cut off is one piece of paper: a slip that a page has no room for has a page of its own with less
 * white, which the placer then is on; 0: not even so. */
static int slip_fits(struct placer *p, int32_t i, int32_t j)
{
	struct cursor c = fresh_cursor(p->f, i);

	if (fits(p->f, i, j, c))
		return 0; /* on a page as it is */
	c.tight = c.loose = 1;
	if (!fits(p->f, i, j, c))
		return 0;
	if (!p->at.bare || p->at.top != p->f->top)
		place_break(p, i);
	p->at.tight = p->at.loose = 1;
	return 1;
}

/* Puts strips i … j - 1, which hang together by keeps of at least the level. What no page can hold is parted
 * at weaker keeps, and in the end anywhere: content is never lost. */
static void place_chunk(struct placer *p, int32_t i, int32_t j, int level)
{
	struct flow *f = p->f;
	int32_t k;

	if (!fits(f, i, j, p->at)) {
		if (f->strip[i].slip && slip_fits(p, i, j)) {
			for (; i < j; i++)
				place_strip(p, i);
			return;
		}
		if (j - i > 1 && !fits(f, i, j, fresh_cursor(f, i))) {
			if (!f->warned)
				diag(f->diag, DIAG_FLOW_TALL, NULL,
				     "%s %s: a part that should stay together is higher than a page",
				     f->c->type ? f->c->type : "document", f->c->number ? f->c->number : "");
			f->warned = 1;
			for (level++; i < j; i = k) {
				for (k = i + 1; k < j && f->strip[k - 1].keep >= level; k++)
					;
				place_chunk(p, i, k, level);
			}
			return;
		}
		if (!p->at.bare || p->at.top != f->top)
			place_break(p, i);
	}
	for (; i < j; i++)
		place_strip(p, i);
}

/* Gives the first page; *bottom is where the last one's content ends. */
static int32_t place_all(struct flow *f, int32_t head, int32_t from, int32_t *bottom)
{
	struct placer p = {.f = f};
	int32_t first, j, end = f->strips; /* placing adds strips of its own behind these */

	first = p.page = page_new(f);
	place_at(f, head, first, 0, 0);
	p.at = (struct cursor){.y = f->first_top,
			       .top = f->first_top,
			       .bottom = f->first_bottom,
			       .bare = 1,
			       .tight = f->tight,
			       .loose = f->compact};
	for (int32_t i = from; i < end; i = j) {
		for (j = i + 1; j < end && f->strip[j - 1].keep && !f->strip[j].fresh; j++)
			;
		if (f->strip[i].fresh && !p.at.bare)
			place_break(&p, i);
		place_chunk(&p, i, j, KEEP_GROUP);
	}
	*bottom = p.at.y;
	return first;
}

int32_t place_strips(struct flow *f, int32_t head, int32_t from)
{
	int32_t pages = f->doc->pages, spots = f->spots, strips = f->strips, items = f->items, first, bottom,
		many;

	first = place_all(f, head, from, &bottom);
	many = f->doc->pages;
	if (f->compact || many < pages + 2 || bottom > (f->top + f->bottom) / 2)
		return first;
	/* what is little more than a page, or some, has less white: the last lines and the signature do not
	 * stand alone */
	for (f->tight = 1;; f->tight = 0) {
		f->doc->pages = pages;
		f->spots = spots;
		f->strips = strips;
		f->items = items;
		first = place_all(f, head, from, &bottom);
		if (!f->tight || f->doc->pages < many)
			return first;
	}
}

static void copy_items(struct flow *f, const struct spot *spot)
{
	const struct strip *s = &f->strip[spot->strip];
	struct page *page = &f->doc->page[spot->page];
	struct item *to = page->item + page->n;

	if (s->items == 0)
		return;
	memcpy(to, f->item + s->item, (size_t)s->items * sizeof *to);
	for (int32_t i = 0; i < s->items; i++) {
		to[i].y += spot->y;
		if (spot->artifact)
			to[i].tag = TAG_ARTIFACT;
	}
	page->n += s->items;
}

static void copy_fields(struct flow *f, const struct spot *spot)
{
	const struct strip *s = &f->strip[spot->strip];
	struct doc *doc = f->doc;

	for (int32_t i = 0; i < s->fields; i++) {
		struct field *fd = &doc->field[doc->fields++];

		*fd = f->field[s->field + i];
		fd->page = spot->page;
		fd->y += spot->y;
	}
	if (s->mark)
		doc->bookmark[doc->bookmarks++] =
			(struct bookmark){s->mark, spot->page, spot->y, s->mark_level};
}

void place_finish(struct flow *f)
{
	struct doc *doc = f->doc;
	int32_t marks = 0;

	for (int32_t i = 0; i < f->spots; i++) {
		doc->page[f->spot[i].page].cap += f->strip[f->spot[i].strip].items;
		marks += f->strip[f->spot[i].strip].mark && !f->spot[i].artifact;
	}
	for (int32_t i = 0; i < doc->pages; i++)
		doc->page[i].item = arena_alloc(f->arena, (size_t)doc->page[i].cap * sizeof(struct item));
	doc->field_cap = f->fields;
	doc->field = arena_alloc(f->arena, (size_t)f->fields * sizeof *doc->field);
	doc->bookmark_cap = marks;
	doc->bookmark = arena_alloc(f->arena, (size_t)marks * sizeof *doc->bookmark);
	for (int32_t i = 0; i < f->spots; i++) {
		copy_items(f, &f->spot[i]);
		if (!f->spot[i].artifact)
			copy_fields(f, &f->spot[i]);
	}
}
