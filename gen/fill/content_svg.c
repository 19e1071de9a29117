/* content_svg.c: bars as inline SVG, with their values on them. */
#include "fill/content_svg.h"

#define HIGH 140 /* of the longest bar; all lengths in CSS pixels */
#define OVER 20	 /* for the value on it */
#define UNDER 24 /* for the label below */
#define WIDE 720
#define SLOT 84	      /* a bar's share of the width, at most */
#define LETTER 7      /* a character of the labels, at most */
#define GREY 0x9AA3AF /* of bars below the line */

/* The largest distance of a value from the line, on that side. */
static int64_t farthest(const struct chart *c, int sign)
{
	int64_t most = 0;

	for (int32_t i = 0; i < c->n; i++) {
		int64_t v = c->value[i] == INT64_MIN ? -INT64_MAX : c->value[i];

		most = v * sign > most ? v * sign : most;
	}
	return most;
}

/* A length on the scale on which most is HIGH; both get smaller together until the product fits. */
static int32_t scaled(int64_t v, int64_t most)
{
	while (most > INT64_MAX / HIGH) {
		most /= 2;
		v /= 2;
	}
	return (int32_t)(v * HIGH / most);
}

static int32_t characters(const char *s)
{
	int32_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

/* Values all alike, as exactly as the slot has room for. */
static const char **written(const struct chart *c, int32_t room)
{
	const char **forms[] = {c->shown, c->whole, c->brief}, **best = NULL;

	for (size_t k = 0; k < sizeof forms / sizeof forms[0]; k++) {
		int32_t i = 0;

		if (!forms[k])
			continue;
		best = forms[k];
		while (i < c->n && characters(best[i]) * LETTER <= room)
			i++;
		if (i == c->n)
			break;
	}
	return best;
}

/* A label in the middle of its slot; one that is too long for it is set closer. */
static void add_label(const char *s, int32_t x, int32_t y, int32_t room, struct text *out)
{
	text_addf(out, "<text x=\"%d\" y=\"%d\"", x, y);
	if (characters(s) * LETTER > room)
		text_addf(out, " textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\"", room);
	text_addc(out, '>');
	text_html(out, s);
	text_adds(out, "</text>");
}

static void add_words(const char *tag, const struct chart *c, struct text *out)
{
	text_addf(out, "<%s>", tag);
	for (int32_t i = 0; i < c->alt.w[0].n; i++)
		text_html(out, c->alt.w[0].span[i].s);
	text_addf(out, "</%s>", tag);
}

static void add_data(const struct chart *c, struct text *out)
{
	text_adds(out, "<desc>");
	for (int32_t i = 0; i < c->n; i++) {
		text_adds(out, i > 0 ? "; " : "");
		text_html(out, c->label[i]);
		text_adds(out, ": ");
		text_html(out, c->shown[i]);
	}
	text_adds(out, "</desc>");
}

void content_svg(const struct chart *c, int32_t number, int rtl, uint32_t accent, struct text *out)
{
	const int64_t above = farthest(c, 1), below = farthest(c, -1);
	const int64_t most = above > below ? above : below > 0 ? below : 1;
	const int32_t zero = OVER + scaled(above, most), under = below ? scaled(below, most) + OVER : 0,
		      slot = c->n > 0 && WIDE / c->n < SLOT ? WIDE / c->n : SLOT, width = slot * c->n,
		      height = zero + under + UNDER;
	const char **shown = written(c, slot - 6);

	if (c->n <= 0)
		return;
	text_addf(
		out,
		"<svg class=\"chart\" id=\"chart%d\" role=\"img\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">",
		number, width, height, width, height);
	add_words("title", c, out);
	add_data(c, out);
	for (int32_t i = 0; i < c->n; i++) {
		const int32_t x = rtl ? width - slot * (i + 1) : slot * i, v = scaled(c->value[i], most);

		text_addf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06X\"/>",
			  x + slot / 5, v >= 0 ? zero - v : zero, slot * 3 / 5, v >= 0 ? v : -v,
			  v >= 0 ? (unsigned)accent : GREY);
		if (shown)
			add_label(shown[i], x + slot / 2, v >= 0 ? zero - v - 5 : zero - v + 15, slot - 4,
				  out);
		add_label(c->label[i], x + slot / 2, height - 6, slot - 4, out);
	}
	text_addf(out, "<path d=\"M0 %d.5H%d\" stroke=\"#1c2430\"/></svg>\n", zero, width);
}
