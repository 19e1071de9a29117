/* image.c: a picture in the text: as high as asked, smaller where the frame is; no text stands beside it. */
#include "flow/set.h"

void image_add(struct flow *f, const struct block *b)
{
	/* the caller's own images, as the logo, stand before the document's */
	const int32_t index = f->doc->images - f->c->pictures + b->picture;
	const struct image *im = &f->doc->image[index];
	int32_t h = f->c->picture[b->picture].height, most = f->bottom - f->top, w, tag;
	struct strip *s;

	h = h > most ? most : h;
	w = (int32_t)((int64_t)h * im->w / im->h);
	if (w > f->w) {
		w = f->w;
		h = (int32_t)((int64_t)w * im->h / im->w);
	}
	s = strip_add(f, h);
	s->snap = s->text = 1;
	s->before = s->after = GRID;
	tag = tag_add(f, TAG_FIGURE, f->parent, -1);
	f->doc->tag[tag].alt = words_flat(f, &b->text, 0);
	put_image(f, tag, f->x, 0, w, h, index);
}
