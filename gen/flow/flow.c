/* flow.c: sets a document: each copy's blocks become strips, the strips go on pages. */
#include "flow/set.h"

static void add_group(struct flow *f, const struct block *b)
{
	int32_t from = f->strips;

	block_list(f, b->child, b->n);
	if (b->keep)
		strip_keep(f, from, KEEP_GROUP);
}

static void add_rule(struct flow *f)
{
	struct strip *s = strip_add(f, GRID);

	s->snap = 1;
	put_rule(f, f->x, GRID / 2, f->w, 0, THIN, COLOUR_BLACK);
}

static void add_kind(struct flow *f, const struct block *b)
{
	switch (b->kind) {
	case BLOCK_ADDRESS:
		if (b != f->address)
			letter_address(f, b);
		break;
	case BLOCK_INFO:
		if (b != f->info)
			letter_pairs(f, b);
		break;
	case BLOCK_SUBJECT:
		para_subject(f, b);
		break;
	case BLOCK_KEYBOX:
		keybox_add(f, b);
		break;
	case BLOCK_HEADING:
		para_heading(f, b);
		break;
	case BLOCK_PARAGRAPH:
		para_add(f, b);
		break;
	case BLOCK_LIST:
		para_list(f, b, 0);
		break;
	case BLOCK_TABLE:
		table_add(f, b->table);
		break;
	case BLOCK_BUCKETS:
		bucket_add(f, b->table);
		break;
	case BLOCK_FORM:
		form_add(f, b);
		break;
	case BLOCK_SIGNATURES:
		sign_add(f, b);
		break;
	case BLOCK_SLIP:
		slip_add(f, b);
		break;
	case BLOCK_CHOICE:
		slip_choice(f, b);
		break;
	case BLOCK_FILLIN:
		slip_fillin(f, b);
		break;
	case BLOCK_RULED:
		form_ruled(f, b);
		break;
	case BLOCK_CHART:
		chart_add(f, b->chart);
		break;
	case BLOCK_IMAGE:
		image_add(f, b);
		break;
	case BLOCK_GROUP:
		add_group(f, b);
		break;
	case BLOCK_PAGE_BREAK:
		f->fresh = 1;
		break;
	case BLOCK_SPACE:
		strip_space(f, (b->lines > 0 ? b->lines : 1) * GRID);
		break;
	case BLOCK_RULE:
		add_rule(f);
		break;
	}
}

void block_add(struct flow *f, const struct block *b)
{
	int32_t from = f->strips;

	if (b->copy && b->copy != f->copy)
		return;
	add_kind(f, b);
	if (!words_empty(&b->text))
		f->said = words_flat(f, &b->text, 0);
	if (f->strips == from)
		return;
	if (b->keep)
		strip_keep(f, from, KEEP_GROUP);
	if (b->keep_next)
		f->strip[f->strips - 1].keep = KEEP_HARD;
	if (b->bookmark || b->kind == BLOCK_HEADING || b->kind == BLOCK_SUBJECT) {
		f->strip[from].mark = b->bookmark ? b->bookmark : words_flat(f, &b->text, 0);
		f->strip[from].mark_level = b->kind != BLOCK_SUBJECT;
	}
}

void block_list(struct flow *f, const struct block *b, int32_t n)
{
	for (int32_t i = 0; i < n; i++)
		block_add(f, &b[i]);
}

/* How far the letter goes, without the slip below it. */
struct extent {
	int32_t first, pages;
	int32_t over; /* what the last page holds beyond the room that is left on the first */
};

/* Puts the copy's strips on pages. end: behind the last that is the letter's. */
static struct extent place_body(struct flow *f, int32_t head, int32_t end)
{
	const int32_t spots = f->spots;
	struct extent e = {.first = place_strips(f, head, f->body)};
	int32_t last = e.first, full = 0, bottom = 0;

	for (int32_t i = spots; i < f->spots; i++) {
		const struct spot *s = &f->spot[i];

		if (s->strip < f->body || s->strip >= end || s->artifact)
			continue;
		last = s->page > last ? s->page : last;
		bottom = s->y + f->strip[s->strip].h;
		full = s->page == e.first ? bottom : full;
	}
	e.pages = last - e.first + 1;
	e.over = bottom - f->top - (f->first_bottom - full);
	return e;
}

static struct extent set_body(struct flow *f, int compact)
{
	struct flow set;
	struct extent e;
	int32_t head, end, pages;

	f->compact = (uint8_t)compact;
	f->leading = compact ? COMPACT : GRID;
	f->baseline = compact ? COMPACT_BASELINE : BASELINE;
	f->body_size = compact ? COMPACT_BODY : SIZE_BODY;
	f->fresh = 0;
	f->writes = 0;
	f->said = NULL;
	f->parent = f->copies > 1 ? tag_add(f, TAG_SECT, 0, -1) : 0;
	head = letter_head(f);
	f->body = f->strips;
	block_list(f, f->c->block, f->c->blocks);
	split_strips(f, f->body);
	end = f->strips; /* placing adds strips of its own behind these */
	for (int32_t i = f->body; i < end; i++)
		if (f->strip[i].slip)
			end = i;
	f->tight = 0;
	set = *f;
	pages = f->doc->pages;
	e = place_body(f, head, end);
	if (compact && e.pages > 1) { /* with less white between paragraphs too */
		f->strips = set.strips;
		f->items = set.items;
		f->spots = set.spots;
		f->doc->pages = pages;
		f->tight = 1;
		e = place_body(f, head, end);
	}
	return e;
}

/* Forgets what was set of this copy. */
static void rewind_to(struct flow *f, const struct flow *before, int32_t tags, int32_t pages)
{
	f->strips = before->strips;
	f->items = before->items;
	f->fields = before->fields;
	f->grids = before->grids;
	f->spots = before->spots;
	f->doc->tags = tags;
	f->doc->pages = pages;
}

static void set_copy(struct flow *f)
{
	const struct flow before = *f;
	const int32_t tags = f->doc->tags, pages = f->doc->pages;
	struct extent e = set_body(f, f->copy > 1 && f->compact); /* copies look alike */

	/* a letter of little more than a page is set closer, so that it is one; where that is no use, as it
	 * was */
	if (f->copy == 1 && e.pages == 2 && e.over < (f->first_bottom - f->first_top) * 4 / 10) {
		rewind_to(f, &before, tags, pages);
		e = set_body(f, 1);
		if (e.pages > 1) {
			rewind_to(f, &before, tags, pages);
			e = set_body(f, 0);
		}
	}
	letter_running(f, e.first, f->doc->pages - 1);
}

struct doc *flow_pages(struct type *t, struct arena *a, struct diag *d, const struct content *c,
		       const struct image *image, int32_t images)
{
	struct flow f = {.type = t, .arena = a, .diag = d, .c = c};
	struct doc *doc = arena_alloc(a, sizeof *doc);

	if (c->width < MM(120) || c->height < MM(150)) {
		diag(d, DIAG_FLOW_PAPER, NULL,
		     "the paper is %d by %d thousandths of a point: too small to set anything on", c->width,
		     c->height);
		return NULL;
	}
	f.doc = doc;
	doc->width = c->width;
	doc->height = c->height;
	doc->image = image;
	doc->images = images;
	doc->title = c->title;
	doc->lang = c->lang[0];
	doc->rtl = c->rtl[0];
	doc->author = c->author;
	doc->subject = c->title;
	doc->number = c->number;
	doc->date = c->date;
	f.left = f.x = MARGIN_LEFT;
	f.right = c->width - MARGIN_RIGHT;
	f.w = f.right - f.left;
	f.axis = c->rtl[0] ? f.left + f.right : 0;
	tag_add(&f, TAG_DOCUMENT, -1, -1);
	f.copies = c->copies > 1 ? c->copies : 1;
	for (f.copy = 1; f.copy <= f.copies; f.copy++)
		set_copy(&f);
	place_finish(&f);
	return doc;
}
