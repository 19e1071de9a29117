/* running.c: the lines that stand on each page: the running head, page x of y. */
#include "flow/set.h"

#include <string.h>

const char *running_numbers(struct flow *f, const struct words *w, int32_t l, int32_t a, int32_t b)
{
	const char *from = words_flat(f, w, l), *p;
	char *to, *s;

	s = to = arena_alloc(f->arena, strlen(from) + 32);
	for (p = from; *p; p++) {
		if (p[0] == '%' && (p[1] == '1' || p[1] == '2')) {
			const char *n = arena_format(f->arena, "%d", *++p == '1' ? a : b);

			/* a hole may stand more than once, but not grow beyond what was made room for */
			if ((size_t)(to - s) + strlen(n) + strlen(p) > strlen(from) + 30)
				break;
			while (*n)
				*to++ = *n++;
		} else {
			*to++ = *p;
		}
	}
	*to = '\0';
	return s;
}

/* Page x of y at the far end of x, w. */
static void put_number(struct flow *f, int32_t x, int32_t w, int32_t y, int32_t size, int32_t at, int32_t of,
		       enum type_align align)
{
	const struct line *line, *second;

	if (words_empty(&f->c->head.page_of))
		return;
	/* in the information block, the second language stands at its own side */
	if (align == ALIGN_START && f->c->lang[1] && f->c->rtl[1] != f->c->rtl[0] &&
	    f->c->head.page_of.w[1].n) {
		line = words_fit_str(f, running_numbers(f, &f->c->head.page_of, 1, at, of), 1, STYLE_TABULAR,
				     size, w / 2, f->c->rtl[1]);
		put_line(f, TAG_ARTIFACT, line, x, w, y, align, f->c->rtl[1]);
	}
	line = words_fit_str(f, running_numbers(f, &f->c->head.page_of, 0, at, of), 0, STYLE_TABULAR, size, w,
			     f->c->rtl[0]);
	/* at the page's end both follow each other */
	if (align == ALIGN_END && f->c->lang[1] && f->c->head.page_of.w[1].n) {
		second = words_fit_str(f, running_numbers(f, &f->c->head.page_of, 1, at, of), 1,
				       STYLE_TABULAR, size, w, f->c->rtl[1]);
		put_line(f, TAG_ARTIFACT, second, x, w, y, align, f->c->rtl[0]);
		w -= second->width + MM(3);
	}
	put_line(f, TAG_ARTIFACT, line, x, w, y, align, f->c->rtl[0]);
}

void letter_running(struct flow *f, int32_t first, int32_t last)
{
	int32_t of = last - first + 1, w = f->right - f->left, room = w - (f->c->lang[1] ? MM(52) : MM(30)),
		axis = f->axis, strip, n;
	const struct line *line;

	strip = f->strips;
	strip_add(f, 0);
	if (f->number_w) {
		f->axis = f->number_axis;
		put_number(f, f->number_x, f->number_w, f->number_y, SIZE_TABLE, 1, of, ALIGN_START);
		f->axis = axis;
	} else {
		put_number(f, f->left, w, f->c->height - FOOT_EDGE + MM(4), SIZE_HEAD, 1, of, ALIGN_END);
	}
	place_at(f, strip, first, 0, 1);
	for (int32_t i = first + 1; i <= last; i++) {
		strip = f->strips;
		strip_add(f, 0);
		/* the last line stands at its place, a long one grows upwards */
		line = words_lines(f, &f->c->head.running.w[0], 0, 0, SIZE_HEAD, room, SIZE_SMALL, &n);
		for (int32_t k = 0; k < n; k++)
			put_line(f, TAG_ARTIFACT, &line[k], f->left, room, MM(15.5) - (n - 1 - k) * 10000,
				 ALIGN_START, f->c->rtl[0]);
		put_number(f, f->left, w, MM(15.5), SIZE_HEAD, i - first + 1, of, ALIGN_END);
		put_rule(f, f->left, MM(17.5), w, 0, HAIR, GREY_RULE);
		place_at(f, strip, i, 0, 1);
	}
}
