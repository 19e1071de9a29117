/* words.c: wording to lines of type, in one or both of the document's languages. */
#include "flow/nobreak.h"
#include "flow/set.h"

#include <string.h>

#define SPANS 16

/* Has the text letters that run right to left? Numbers, codes and Latin names alone are set left to right,
 * also where the language is not: a telephone number keeps its plus sign in front. */
static int runs_left(const struct wording *w)
{
	for (int32_t i = 0; i < w->n; i++)
		for (const unsigned char *s = (const unsigned char *)w->span[i].s; *s; s++)
			/* U+0590 … U+08FF, U+FB1D … U+FEFF (presentation forms), and the marks and isolates
			 * U+200F, U+2066 … U+2069 */
			if ((*s >= 0xD6 && *s <= 0xDF) || (*s == 0xE0 && s[1] >= 0xA0 && s[1] <= 0xA3) ||
			    (*s == 0xEF && s[1] >= 0xAC && s[1] <= 0xBB) ||
			    (*s == 0xE2 && s[1] == 0x80 && s[2] == 0x8F) ||
			    (*s == 0xE2 && s[1] == 0x81 && s[2] >= 0xA6 && s[2] <= 0xA9))
				return 1;
	return 0;
}

static const struct line *set_spans(struct flow *f, const struct wording *w, int32_t l, uint8_t style,
				    const struct type_options *o, int32_t *n)
{
	struct type_span few[SPANS], *span = few;

	*n = 0;
	if (w->n == 0)
		return NULL;
	if (w->n > SPANS)
		span = arena_alloc(f->arena, (size_t)w->n * sizeof *span);
	for (int32_t i = 0; i < w->n; i++) {
		const char *s = o->width > 0 ? nobreak(f->arena, f->c->lang[l], w->span[i].s) : w->span[i].s;

		span[i] = (struct type_span){s, (int32_t)strlen(s), (uint8_t)(style | w->span[i].style),
					     f->c->lang[l]};
	}
	return type_lines(f->type, f->arena, span, w->n, o, n);
}

static const struct line *set_lines(struct flow *f, const struct wording *w, int32_t l, uint8_t style,
				    int32_t size, int32_t width, int32_t shrink, enum type_align align,
				    int32_t *n)
{
	const struct type_options o = {.width = width,
				       .size = size,
				       .rtl = f->c->rtl[l] && runs_left(w),
				       .align = align,
				       .shrink = shrink};

	return set_spans(f, w, l, style, &o, n);
}

const struct line *words_lines(struct flow *f, const struct wording *w, int32_t l, uint8_t style,
			       int32_t size, int32_t width, int32_t shrink, int32_t *n)
{
	return set_lines(f, w, l, style, size, width, shrink, ALIGN_START, n);
}

const struct line *words_justified(struct flow *f, const struct wording *w, int32_t l, uint8_t style,
				   int32_t size, int32_t width, int32_t shrink, int32_t *n)
{
	return set_lines(f, w, l, style, size, width, shrink, ALIGN_JUSTIFY, n);
}

static int forced(const struct wording *w)
{
	for (int32_t i = 0; i < w->n; i++)
		if (strstr(w->span[i].s, "\n") || strstr(w->span[i].s, "\u2028"))
			return 1;
	return 0;
}

/* The wording with forced line ends as spaces, for where there is one line only. */
static struct wording unbroken(struct flow *f, const struct wording *w)
{
	struct span *span = arena_alloc(f->arena, (size_t)w->n * sizeof *span);
	char *s;

	for (int32_t i = 0; i < w->n; i++) {
		span[i] = w->span[i];
		span[i].s = s = arena_dup(f->arena, w->span[i].s);
		for (; *s; s++) {
			if (*s == '\n')
				*s = ' ';
			else if (!strncmp(s, "\u2028", 3))
				memset(s, ' ', 3);
		}
	}
	return (struct wording){span, w->n};
}

static const struct line *fit(struct flow *f, const struct wording *w, int32_t l, uint8_t style, int32_t size,
			      int32_t width, uint8_t rtl, int32_t least)
{
	struct type_options o = {.size = size, .rtl = rtl, .align = ALIGN_START};
	const struct line *line;
	struct wording flat;
	int32_t n;

	if (forced(w)) {
		flat = unbroken(f, w);
		w = &flat;
	}
	/* once is enough unless rounding of advances leaves it a trifle too wide */
	for (int32_t turn = 0; turn < 4; turn++) {
		line = set_spans(f, w, l, style, &o, &n);
		if (!line || line->width <= width || width <= 0 || o.size <= least)
			return line;
		o.size = (int32_t)((int64_t)o.size * width / line->width) - 1 - turn * 20;
		if (o.size < least)
			o.size = least;
	}
	return line;
}

const struct line *words_fit(struct flow *f, const struct wording *w, int32_t l, uint8_t style, int32_t size,
			     int32_t width)
{
	return fit(f, w, l, style, size, width, f->c->rtl[l] && runs_left(w), SIZE_SMALL);
}

const struct line *words_fit_str(struct flow *f, const char *s, int32_t l, uint8_t style, int32_t size,
				 int32_t width, uint8_t rtl)
{
	const struct span one = {s, 0};
	const struct wording w = {&one, s && *s ? 1 : 0};

	return fit(f, &w, l, style, size, width, rtl, SIZE_SMALL);
}

const struct line *words_figure(struct flow *f, const char *s, uint8_t style, int32_t size, int32_t width)
{
	const struct span one = {s, 0};
	const struct wording w = {&one, s && *s ? 1 : 0};

	return fit(f, &w, 0, style, size, width, 0, 1000);
}

const struct line *words_short(struct flow *f, const struct wording *w, int32_t l, uint8_t style,
			       int32_t size, int32_t width, int32_t *n)
{
	const struct line *line = words_fit(f, w, l, style, size, width);

	*n = line != NULL;
	if (line && line->width > width && width > 0)
		line = words_lines(f, w, l, style, SIZE_SMALL, width, SIZE_SMALL, n);
	return line;
}

int32_t words_width(struct flow *f, const struct wording *w, int32_t l, uint8_t style, int32_t size)
{
	int32_t sum = 0;

	for (int32_t i = 0; i < w->n; i++)
		sum += type_width(f->type, w->span[i].s, (int32_t)strlen(w->span[i].s),
				  (uint8_t)(style | w->span[i].style), size, f->c->lang[l]);
	return sum;
}

int32_t words_widest(struct flow *f, const struct wording *w, int32_t l, uint8_t style, int32_t size)
{
	int32_t most = 0, v;

	for (int32_t i = 0; i < w->n; i++) {
		const char *s = nobreak(f->arena, f->c->lang[l], w->span[i].s);

		v = type_widest_word(f->type, s, (int32_t)strlen(s), (uint8_t)(style | w->span[i].style),
				     size, f->c->lang[l]);
		if (v > most)
			most = v;
	}
	return most;
}

const char *words_kept(struct flow *f, const char *s, const char *between, int32_t l, uint8_t style,
		       int32_t size, int32_t width)
{
	struct text t;
	const char *end, *out;

	text_init(&t);
	for (;; s = end + strlen(between)) {
		size_t n = (end = strstr(s, between)) ? (size_t)(end - s) : strlen(s);
		int whole = type_width(f->type, s, (int32_t)n, style, size, f->c->lang[l]) <= width;

		for (size_t i = 0; i < n; i++)
			if (s[i] == ' ' && whole)
				text_adds(&t, "\u00A0");
			else
				text_addc(&t, s[i]);
		if (!end)
			break;
		text_adds(&t, between);
	}
	out = arena_dup(f->arena, text_str(&t));
	text_done(&t);
	return out;
}

int words_empty(const struct words *w)
{
	return w->w[0].n == 0 && w->w[1].n == 0;
}

static void add_span(struct flow *f, struct wording *w, const char *s, size_t n, uint8_t style)
{
	struct span *span;

	if (n == 0)
		return;
	span = arena_alloc(f->arena, (size_t)(w->n + 1) * sizeof *span);
	if (w->n)
		memcpy(span, w->span, (size_t)w->n * sizeof *span);
	span[w->n] = (struct span){arena_dupn(f->arena, s, n), style};
	*w = (struct wording){span, w->n + 1};
}

int32_t words_split(struct flow *f, const struct words *w, struct words **line)
{
	int32_t lines = 1, n;
	const char *s, *end;

	for (int32_t l = 0; l < 2; l++) {
		n = 1;
		for (int32_t i = 0; i < w->w[l].n; i++)
			for (s = w->w[l].span[i].s; (s = strchr(s, '\n')) != NULL; s++)
				n++;
		lines = n > lines ? n : lines;
	}
	*line = arena_alloc(f->arena, (size_t)lines * sizeof **line);
	memset(*line, 0, (size_t)lines * sizeof **line);
	for (int32_t l = 0; l < 2; l++) {
		n = 0;
		for (int32_t i = 0; i < w->w[l].n; i++)
			for (s = w->w[l].span[i].s;; s = end + 1) {
				end = strchr(s, '\n');
				add_span(f, &(*line)[n].w[l], s, end ? (size_t)(end - s) : strlen(s),
					 w->w[l].span[i].style);
				if (!end)
					break;
				n++;
			}
	}
	return lines;
}

const char *words_flat(struct flow *f, const struct words *w, int32_t l)
{
	const struct wording *v = w->w[l].n ? &w->w[l] : &w->w[!l];
	size_t n = 0;
	char *s, *p;

	if (v->n == 1 && !strchr(v->span[0].s, '\n'))
		return v->span[0].s;
	for (int32_t i = 0; i < v->n; i++)
		n += strlen(v->span[i].s);
	s = p = arena_alloc(f->arena, n + 1);
	for (int32_t i = 0; i < v->n; i++) {
		n = strlen(v->span[i].s);
		memcpy(p, v->span[i].s, n);
		p += n;
	}
	*p = '\0';
	for (p = s; *p; p++)
		if (*p == '\n')
			*p = ' ';
	return s;
}

/* Both languages on one line, or below each other? */
static int beside(struct flow *f, const struct words *w, uint8_t style, int32_t size, int32_t width)
{
	return w->w[0].n && w->w[1].n && !forced(&w->w[0]) && !forced(&w->w[1]) &&
	       words_width(f, &w->w[0], 0, style, size) + words_width(f, &w->w[1], 1, style, size) + MM(3) <=
		       width;
}

int32_t words_put_lines(struct flow *f, const struct words *w, uint8_t style, int32_t size, int32_t width)
{
	int32_t sum = 0, n, langs = words_same(w) ? 1 : 2;

	if (langs == 2 && beside(f, w, style, size, width))
		return 1;
	for (int32_t l = 0; l < langs; l++) {
		words_lines(f, &w->w[l], l, style, size, width, SIZE_SMALL, &n);
		sum += n;
	}
	return sum;
}

int32_t words_put(struct flow *f, int32_t parent, const struct words *w, uint8_t style, int32_t size,
		  int32_t leading, int32_t x, int32_t width, int32_t y, uint32_t colour)
{
	int langs = words_same(w) ? 1 : 2, both = langs == 2 && beside(f, w, style, size, width);
	const struct line *line;
	int32_t sum = 0, n, own;

	for (int32_t l = 0; l < langs; l++) {
		line = words_lines(f, &w->w[l], l, style, size, width, SIZE_SMALL, &n);
		own = n && parent != TAG_ARTIFACT ? tag_add(f, TAG_P, parent, l) : TAG_ARTIFACT;
		for (int32_t i = 0; i < n; i++) {
			/* where one language stands alone in a line it starts where the page does */
			put_line(f, own, &line[i], x, width, y + sum * leading, ALIGN_START, f->c->rtl[l]);
			f->item[f->items - 1].colour = colour;
			if (!both || l == 1)
				sum++;
		}
	}
	return sum;
}
