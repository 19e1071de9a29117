/* court_strip.c: a page of others in a court file: the strip below it, and what of its own document stays. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "emit/court_own.h"

#define STRIP 28.35 /* height of the strip on A4 [pt] */
#define A4_SHORT 595.28

qpdf_oh court_parse(struct court *c, const char *s)
{
	return qpdf_oh_parse(c->q, s);
}

static qpdf_oh number(struct court *c, double v)
{
	return qpdf_oh_parse(c->q, arena_format(&c->a, "%.3f", v));
}

static int read_rect(qpdf_data q, qpdf_oh a, double r[4])
{
	if (!qpdf_oh_is_array(q, a) || qpdf_oh_get_array_n_items(q, a) != 4)
		return -1;
	for (int i = 0; i < 4; i++)
		if (!qpdf_oh_get_value_as_number(q, qpdf_oh_get_array_item(q, a, i), &r[i]) ||
		    !(r[i] > -1e6 && r[i] < 1e6))
			return -1;
	for (int i = 0; i < 2; i++)
		if (r[i] > r[i + 2]) {
			const double t = r[i];

			r[i] = r[i + 2];
			r[i + 2] = t;
		}
	return r[2] - r[0] > 1 && r[3] - r[1] > 1 ? 0 : -1;
}

/* The crop box within the media box (ISO 32000-1, 14.11.2). */
struct court_box court_box(qpdf_data q, qpdf_oh page)
{
	double m[4] = {0, 0, 595.28, 841.89}, c[4], unit = 1, turn = 0, wide;
	struct court_box b;

	read_rect(q, qpdf_oh_get_key(q, page, "/MediaBox"), m);
	if (read_rect(q, qpdf_oh_get_key(q, page, "/CropBox"), c) == 0) {
		const double x0 = c[0] > m[0] ? c[0] : m[0], y0 = c[1] > m[1] ? c[1] : m[1],
			     x1 = c[2] < m[2] ? c[2] : m[2], y1 = c[3] < m[3] ? c[3] : m[3];

		if (x1 - x0 > 1 && y1 - y0 > 1)
			m[0] = x0, m[1] = y0, m[2] = x1, m[3] = y1;
	}
	if (!qpdf_oh_get_value_as_number(q, qpdf_oh_get_key(q, page, "/UserUnit"), &unit) || unit < 0.01 ||
	    unit > 1000)
		unit = 1;
	if (!qpdf_oh_get_value_as_number(q, qpdf_oh_get_key(q, page, "/Rotate"), &turn) || turn < -36000 ||
	    turn > 36000)
		turn = 0;
	b = (struct court_box){m[0], m[1], m[2], m[3], unit, ((int)turn % 360 + 360) % 360 / 90 * 90, 0};
	wide = (b.turn % 180 ? b.y1 - b.y0 : b.x1 - b.x0) * unit;
	b.strip = STRIP * (wide > A4_SHORT ? wide / A4_SHORT : 1) / unit;
	if (wide > A4_SHORT && wide < 1.5 * A4_SHORT) /* A4 across has the strip of A4 upright */
		b.strip = STRIP / unit;
	return b;
}

/* A copy of a dictionary that no other page shares; what is none becomes an empty one. */
static qpdf_oh own_dict(struct court *c, qpdf_oh dict)
{
	qpdf_oh copy = qpdf_oh_new_dictionary(c->q);

	if (!qpdf_oh_is_dictionary(c->q, dict))
		return copy;
	qpdf_oh_begin_dict_key_iter(c->q, dict);
	while (qpdf_oh_dict_more_keys(c->q)) {
		const char *key = arena_dup(&c->a, qpdf_oh_dict_next_key(c->q));

		qpdf_oh_replace_key(c->q, copy, key, qpdf_oh_get_key(c->q, dict, key));
	}
	return copy;
}

static qpdf_oh stream_of(struct court *c, const char *s)
{
	qpdf_oh t = qpdf_oh_new_stream(c->q);

	qpdf_oh_replace_stream_data(c->q, t, (const unsigned char *)s, strlen(s), qpdf_oh_new_null(c->q),
				    qpdf_oh_new_null(c->q));
	return t;
}

/* The page grows at its shown foot by the strip; what it showed is cut to what it showed, and covered by
 * nothing. */
static void widen(struct court *c, qpdf_oh page, const struct court_box *b)
{
	static const char *const gone[] = {"/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"};
	double r[4] = {b->x0, b->y0, b->x1, b->y1};
	qpdf_oh media = qpdf_oh_new_array(c->q);

	if (b->turn == 0)
		r[1] -= b->strip;
	else if (b->turn == 90)
		r[2] += b->strip;
	else if (b->turn == 180)
		r[3] += b->strip;
	else
		r[0] -= b->strip;
	for (int i = 0; i < 4; i++)
		qpdf_oh_append_item(c->q, media, number(c, r[i]));
	qpdf_oh_replace_key(c->q, page, "/MediaBox", media);
	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		qpdf_oh_remove_key(c->q, page, gone[i]);
}

/* Where the strip's right and up go on the page, and its lower left corner. */
static const char *strip_matrix(struct court *c, const struct court_box *b)
{
	const double k = 1 / b->unit;

	switch (b->turn) {
	case 90:
		return arena_format(&c->a, "0 %.5f %.5f 0 %.3f %.3f", k, -k, b->x1 + b->strip, b->y0);
	case 180:
		return arena_format(&c->a, "%.5f 0 0 %.5f %.3f %.3f", -k, -k, b->x1, b->y1 + b->strip);
	case 270:
		return arena_format(&c->a, "0 %.5f %.5f 0 %.3f %.3f", -k, k, b->x0 - b->strip, b->y1);
	default:
		return arena_format(&c->a, "%.5f 0 0 %.5f %.3f %.3f", k, k, b->x0, b->y0 - b->strip);
	}
}

void court_stamp_page(struct court *c, qpdf_oh page, const struct court_box *b, qpdf_data stamps, int32_t at)
{
	qpdf_oh from = qpdf_get_page_n(stamps, (size_t)at), form, dict, res, objects, contents, all;
	unsigned char *data = NULL;
	size_t len = 0;

	if (qpdf_oh_get_page_content_data(stamps, from, &data, &len) & QPDF_ERRORS) {
		court_fail_qpdf(c, stamps);
		return;
	}
	form = qpdf_oh_new_stream(c->q);
	qpdf_oh_replace_stream_data(c->q, form, data, len, qpdf_oh_new_null(c->q), qpdf_oh_new_null(c->q));
	free(data);
	dict = qpdf_oh_get_dict(c->q, form);
	qpdf_oh_replace_key(c->q, dict, "/Type", court_parse(c, "/XObject"));
	qpdf_oh_replace_key(c->q, dict, "/Subtype", court_parse(c, "/Form"));
	qpdf_oh_replace_key(
		c->q, dict, "/BBox",
		qpdf_oh_copy_foreign_object(
			c->q, stamps,
			qpdf_make_indirect_object(stamps, qpdf_oh_get_key(stamps, from, "/MediaBox"))));
	res = qpdf_oh_get_key(stamps, from, "/Resources");
	if (!qpdf_oh_is_indirect(stamps, res))
		res = qpdf_make_indirect_object(stamps, res);
	qpdf_oh_replace_key(c->q, dict, "/Resources", qpdf_oh_copy_foreign_object(c->q, stamps, res));
	res = own_dict(c, qpdf_oh_get_key(c->q, page, "/Resources"));
	objects = own_dict(c, qpdf_oh_get_key(c->q, res, "/XObject"));
	qpdf_oh_replace_key(c->q, objects, "/LPstamp", form);
	qpdf_oh_replace_key(c->q, res, "/XObject", objects);
	qpdf_oh_replace_key(c->q, page, "/Resources", res);
	all = qpdf_oh_new_array(c->q);
	qpdf_oh_append_item(
		c->q, all,
		stream_of(
			c,
			arena_format(
				&c->a,
				"/Artifact<</Type/Pagination>>BDC q %s cm /LPstamp Do Q EMC\nq %.3f %.3f %.3f %.3f re W n\n",
				strip_matrix(c, b), b->x0, b->y0, b->x1 - b->x0, b->y1 - b->y0)));
	contents = qpdf_oh_get_key(c->q, page, "/Contents");
	if (qpdf_oh_is_array(c->q, contents))
		for (int i = 0; i < qpdf_oh_get_array_n_items(c->q, contents); i++)
			qpdf_oh_append_item(c->q, all, qpdf_oh_get_array_item(c->q, contents, i));
	else if (qpdf_oh_is_stream(c->q, contents))
		qpdf_oh_append_item(c->q, all, contents);
	qpdf_oh_append_item(c->q, all, stream_of(c, "\nQ\n"));
	qpdf_oh_replace_key(c->q, page, "/Contents", all);
	widen(c, page, b);
}

/* The appearance of a field that has several: the one that shows. */
static qpdf_oh shown_look(struct court *c, qpdf_oh annot)
{
	qpdf_oh look = qpdf_oh_get_key(c->q, qpdf_oh_get_key(c->q, annot, "/AP"), "/N");
	qpdf_oh state = qpdf_oh_get_key(c->q, annot, "/AS");

	if (!qpdf_oh_is_stream(c->q, look) && qpdf_oh_is_dictionary(c->q, look) &&
	    qpdf_oh_is_name(c->q, state))
		look = qpdf_oh_get_key(c->q, look, qpdf_oh_get_name(c->q, state));
	return look;
}

/* Keys of the parent tree become the file's own. */
static void move_key(struct court *c, qpdf_oh dict, const char *key, int32_t base)
{
	int n = -1;

	if (base >= 0 && qpdf_oh_get_value_as_int(c->q, qpdf_oh_get_key(c->q, dict, key), &n) && n >= 0 &&
	    n < KEY_MOST - base)
		qpdf_oh_replace_key(c->q, dict, key, qpdf_oh_new_integer(c->q, base + n));
	else
		qpdf_oh_remove_key(c->q, dict, key);
}

/* What others filled in and signed stays to be seen: fields become stamps of what they show, as the form that
 * they belong to is not here. */
void court_settle(struct court *c, qpdf_oh page, int32_t base)
{
	static const char *const gone[] = {"/AA", "/B", "/Thumb", "/Metadata", "/PieceInfo"};
	static const char *const of_field[] = {"/FT",	  "/T",	   "/TU",     "/TM", "/V",  "/DV", "/Ff",
					       "/Parent", "/Kids", "/MK",     "/DA", "/AA", "/A",  "/AS",
					       "/H",	  "/Opt",  "/MaxLen", "/Q",  "/P"};
	qpdf_oh annots = qpdf_oh_get_key(c->q, page, "/Annots"), kept = qpdf_oh_new_array(c->q);

	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		qpdf_oh_remove_key(c->q, page, gone[i]);
	move_key(c, page, "/StructParents", base);
	if (base < 0)
		qpdf_oh_remove_key(c->q, page, "/Tabs");
	if (!qpdf_oh_is_array(c->q, annots))
		return;
	for (int i = 0; i < qpdf_oh_get_array_n_items(c->q, annots); i++) {
		qpdf_oh a = qpdf_oh_get_array_item(c->q, annots, i), type, look, ap;

		if (!qpdf_oh_is_dictionary(c->q, a))
			continue;
		type = qpdf_oh_get_key(c->q, a, "/Subtype");
		move_key(c, a, "/StructParent", base);
		if (qpdf_oh_is_name(c->q, type) && strcmp(qpdf_oh_get_name(c->q, type), "/Widget") == 0) {
			look = shown_look(c, a);
			if (!qpdf_oh_is_stream(c->q, look))
				continue;
			for (size_t k = 0; k < sizeof of_field / sizeof *of_field; k++)
				qpdf_oh_remove_key(c->q, a, of_field[k]);
			ap = qpdf_oh_new_dictionary(c->q);
			qpdf_oh_replace_key(c->q, ap, "/N", look);
			qpdf_oh_replace_key(c->q, a, "/AP", ap);
			qpdf_oh_replace_key(c->q, a, "/Subtype", court_parse(c, "/Stamp"));
		}
		qpdf_oh_append_item(c->q, kept, a);
	}
	qpdf_oh_replace_key(c->q, page, "/Annots", kept);
}
