/* cairo.c: the statement by cairo and pango, well driven: one layout for all texts, font descriptions made
 * once. cairo TSV FOLDER FONTS */
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <cairo-pdf.h>
#include <stdio.h>
#include <string.h>

#include "statement.h"

struct cairo_canvas {
	struct canvas c;
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoContext *context;
	PangoLayout *layout;
	PangoFontDescription *font[2];
	int pages;
};

static void begin(struct canvas *base, const char *path)
{
	struct cairo_canvas *c = (struct cairo_canvas *)base;

	c->surface = cairo_pdf_surface_create(path, 595.28, 841.89);
	c->cr = cairo_create(c->surface);
	c->pages = 0;
}

static void page(struct canvas *base)
{
	struct cairo_canvas *c = (struct cairo_canvas *)base;

	if (c->pages++)
		cairo_show_page(c->cr);
}

static void choose(struct cairo_canvas *c, double size, int bold)
{
	pango_font_description_set_absolute_size(c->font[bold], size * PANGO_SCALE);
	pango_layout_set_font_description(c->layout, c->font[bold]);
}

static void text(struct canvas *base, double x, double y, double size, int bold, int align, const char *s)
{
	struct cairo_canvas *c = (struct cairo_canvas *)base;
	PangoLayoutLine *line;
	PangoRectangle r;

	choose(c, size, bold);
	pango_layout_set_width(c->layout, -1);
	pango_layout_set_text(c->layout, s, -1);
	line = pango_layout_get_line_readonly(c->layout, 0);
	if (align == RIGHT) {
		pango_layout_line_get_extents(line, NULL, &r);
		x -= (double)r.width / PANGO_SCALE;
	}
	cairo_move_to(c->cr, x, y);
	pango_cairo_show_layout_line(c->cr, line);
}

static double paragraph(struct canvas *base, double x, double y, double width, double size, const char *s)
{
	struct cairo_canvas *c = (struct cairo_canvas *)base;

	choose(c, size, 0);
	pango_layout_set_width(c->layout, (int)(width * PANGO_SCALE));
	pango_layout_set_text(c->layout, s, -1);
	for (int i = 0; i < pango_layout_get_line_count(c->layout); i++, y += 12) {
		cairo_move_to(c->cr, x, y);
		pango_cairo_show_layout_line(c->cr, pango_layout_get_line_readonly(c->layout, i));
	}
	return y;
}

static void line(struct canvas *base, double x1, double y1, double x2, double y2, double width)
{
	struct cairo_canvas *c = (struct cairo_canvas *)base;

	cairo_set_line_width(c->cr, width);
	cairo_move_to(c->cr, x1, y1);
	cairo_line_to(c->cr, x2, y2);
	cairo_stroke(c->cr);
}

static void end(struct canvas *base)
{
	struct cairo_canvas *c = (struct cairo_canvas *)base;

	cairo_show_page(c->cr);
	cairo_destroy(c->cr);
	cairo_surface_finish(c->surface);
	cairo_surface_destroy(c->surface);
}

int main(int argc, char **argv)
{
	struct cairo_canvas c = {.c = {begin, page, text, paragraph, line, end}};
	cairo_font_options_t *options;
	char path[512];

	if (argc != 4)
		return 64;
	snprintf(path, sizeof path, "%s/SourceSans3-Regular.otf", argv[3]);
	FcConfigAppFontAddFile(NULL, (const FcChar8 *)path);
	snprintf(path, sizeof path, "%s/SourceSans3-Bold.otf", argv[3]);
	FcConfigAppFontAddFile(NULL, (const FcChar8 *)path);
	c.context = pango_font_map_create_context(pango_cairo_font_map_get_default());
	pango_cairo_context_set_resolution(c.context, 72);
	/* unhinted advances, as print wants them */
	pango_context_set_round_glyph_positions(c.context, FALSE);
	options = cairo_font_options_create();
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	pango_cairo_context_set_font_options(c.context, options);
	cairo_font_options_destroy(options);
	c.layout = pango_layout_new(c.context);
	for (int i = 0; i < 2; i++) {
		c.font[i] = pango_font_description_new();
		pango_font_description_set_family(c.font[i], "Source Sans 3");
		pango_font_description_set_weight(c.font[i], i ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	}
	printf("%d\n", statements_draw(&c.c, argv[1], argv[2]));
	return 0;
}
