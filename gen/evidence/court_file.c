/* court_file.c: cover, index and exhibits as one PDF, by libqpdf in a child process. */
#define _GNU_SOURCE
#include "evidence/court.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <qpdf/qpdf-c.h>

#define STRIP 28.35 /* height of the stamps' strip on A4 [pt] */
#define A4_SHORT 595.28
#define SECONDS 3600 /* of CPU, for the largest of cases */

struct court {
	const struct court_file *f;
	qpdf_data q;	     /* the file */
	qpdf_data *source;   /* of each part; parts of one file share theirs */
	int32_t *page_first; /* of each part, in the file, from 0 */
	int32_t pages;
	struct arena a;
	char why[160];
};

/* Where a page is shown, and how. */
struct box {
	double x0, y0, x1, y1, unit;
	int turn;     /* 0, 90, 180, 270 */
	double strip; /* in the page's own units */
};

static int fail(struct court *c, const char *why)
{
	if (!c->why[0])
		snprintf(c->why, sizeof c->why, "%s", why);
	return -1;
}

static int fail_qpdf(struct court *c, qpdf_data q)
{
	return fail(c, qpdf_has_error(q) ? qpdf_get_error_message_detail(q, qpdf_get_error(q))
					 : "the PDF cannot be read");
}

static qpdf_data quiet(void)
{
	qpdf_data q = qpdf_init();
	qpdflogger_handle log = qpdflogger_create();

	qpdflogger_set_error(log, qpdf_log_dest_discard, NULL, NULL);
	qpdflogger_set_warn(log, qpdf_log_dest_discard, NULL, NULL);
	qpdflogger_set_info(log, qpdf_log_dest_discard, NULL, NULL);
	qpdf_set_logger(q, log);
	qpdflogger_cleanup(&log);
	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	return q;
}

static qpdf_oh parse(struct court *c, const char *s)
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
static struct box box_of(qpdf_data q, qpdf_oh page)
{
	double m[4] = {0, 0, 595.28, 841.89}, c[4], unit = 1, turn = 0, wide;
	struct box b;

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
	b = (struct box){m[0], m[1], m[2], m[3], unit, ((int)turn % 360 + 360) % 360 / 90 * 90, 0};
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
static void widen(struct court *c, qpdf_oh page, const struct box *b)
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
static const char *strip_matrix(struct court *c, const struct box *b)
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

static void stamp_page(struct court *c, qpdf_oh page, const struct box *b, qpdf_data stamps, int32_t at)
{
	qpdf_oh from = qpdf_get_page_n(stamps, (size_t)at), form, dict, res, objects, contents, all;
	unsigned char *data = NULL;
	size_t len = 0;

	if (qpdf_oh_get_page_content_data(stamps, from, &data, &len) & QPDF_ERRORS) {
		fail_qpdf(c, stamps);
		return;
	}
	form = qpdf_oh_new_stream(c->q);
	qpdf_oh_replace_stream_data(c->q, form, data, len, qpdf_oh_new_null(c->q), qpdf_oh_new_null(c->q));
	free(data);
	dict = qpdf_oh_get_dict(c->q, form);
	qpdf_oh_replace_key(c->q, dict, "/Type", parse(c, "/XObject"));
	qpdf_oh_replace_key(c->q, dict, "/Subtype", parse(c, "/Form"));
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

/* What others filled in and signed stays to be seen: fields become stamps of what they show, as the form that
 * they belong to is not here. Structure of another document is none of this one. */
static void settle_page(struct court *c, qpdf_oh page)
{
	static const char *const gone[] = {"/StructParents", "/Tabs",	  "/AA",       "/B",
					   "/Thumb",	     "/Metadata", "/PieceInfo"};
	static const char *const of_field[] = {"/FT",	  "/T",	   "/TU",     "/TM", "/V",  "/DV", "/Ff",
					       "/Parent", "/Kids", "/MK",     "/DA", "/AA", "/A",  "/AS",
					       "/H",	  "/Opt",  "/MaxLen", "/Q",  "/P"};
	qpdf_oh annots = qpdf_oh_get_key(c->q, page, "/Annots"), kept = qpdf_oh_new_array(c->q);

	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		qpdf_oh_remove_key(c->q, page, gone[i]);
	if (!qpdf_oh_is_array(c->q, annots))
		return;
	for (int i = 0; i < qpdf_oh_get_array_n_items(c->q, annots); i++) {
		qpdf_oh a = qpdf_oh_get_array_item(c->q, annots, i), type, look, ap;

		if (!qpdf_oh_is_dictionary(c->q, a))
			continue;
		type = qpdf_oh_get_key(c->q, a, "/Subtype");
		qpdf_oh_remove_key(c->q, a, "/StructParent");
		if (qpdf_oh_is_name(c->q, type) && strcmp(qpdf_oh_get_name(c->q, type), "/Widget") == 0) {
			look = shown_look(c, a);
			if (!qpdf_oh_is_stream(c->q, look))
				continue;
			for (size_t k = 0; k < sizeof of_field / sizeof *of_field; k++)
				qpdf_oh_remove_key(c->q, a, of_field[k]);
			ap = qpdf_oh_new_dictionary(c->q);
			qpdf_oh_replace_key(c->q, ap, "/N", look);
			qpdf_oh_replace_key(c->q, a, "/AP", ap);
			qpdf_oh_replace_key(c->q, a, "/Subtype", parse(c, "/Stamp"));
		}
		qpdf_oh_append_item(c->q, kept, a);
	}
	qpdf_oh_replace_key(c->q, page, "/Annots", kept);
}

static int open_part(struct court *c, int32_t i)
{
	const struct court_part *p = &c->f->part[i];
	qpdf_data q;

	for (int32_t k = i - 1; k >= 0 && k >= i - 64; k--)
		if ((p->file && c->f->part[k].file && strcmp(p->file, c->f->part[k].file) == 0) ||
		    (!p->file && p->bytes == c->f->part[k].bytes)) {
			c->source[i] = c->source[k];
			return 0;
		}
	q = c->source[i] = quiet();
	if ((p->file ? qpdf_read(q, p->file, NULL) : qpdf_read_memory(q, "part", p->bytes, p->len, NULL)) &
	    QPDF_ERRORS)
		return fail_qpdf(c, q);
	return 0;
}

static int add_part(struct court *c, int32_t i)
{
	const struct court_part *p = &c->f->part[i];

	if (open_part(c, i) < 0)
		return -1;
	c->page_first[i] = c->pages;
	if (qpdf_get_num_pages(c->source[i]) < p->first - 1 + p->pages ||
	    (qpdf_push_inherited_attributes_to_page(c->source[i]) & QPDF_ERRORS))
		return fail(c, "an exhibit has fewer pages than were counted");
	for (int32_t n = 0; n < p->pages; n++) {
		if (qpdf_add_page(c->q, c->source[i],
				  qpdf_get_page_n(c->source[i], (size_t)(p->first - 1 + n)), QPDF_FALSE) &
		    QPDF_ERRORS)
			return fail_qpdf(c, c->q);
		settle_page(c, qpdf_get_page_n(c->q, (size_t)c->pages++));
	}
	return 0;
}

/* Links of the index by "#page=12" become links to the page itself. */
static void link_pages(struct court *c, int32_t front)
{
	for (int32_t g = 0; g < front; g++) {
		qpdf_oh annots = qpdf_oh_get_key(c->q, qpdf_get_page_n(c->q, (size_t)g), "/Annots");
		const int n = qpdf_oh_is_array(c->q, annots) ? qpdf_oh_get_array_n_items(c->q, annots) : 0;

		for (int i = 0; i < n; i++) {
			qpdf_oh a = qpdf_oh_get_array_item(c->q, annots, i);
			qpdf_oh uri = qpdf_oh_get_key(c->q, qpdf_oh_get_key(c->q, a, "/A"), "/URI"), dest;
			const char *s = qpdf_oh_is_string(c->q, uri) ? qpdf_oh_get_utf8_value(c->q, uri) : "";
			const int32_t to =
				strncmp(s, "#page=", 6) == 0 ? (int32_t)strtol(s + 6, NULL, 10) : 0;

			if (to < 1 || to > c->pages)
				continue;
			dest = qpdf_oh_new_array(c->q);
			qpdf_oh_append_item(c->q, dest, qpdf_get_page_n(c->q, (size_t)(to - 1)));
			qpdf_oh_append_item(c->q, dest, parse(c, "/Fit"));
			qpdf_oh_remove_key(c->q, a, "/A");
			qpdf_oh_replace_key(c->q, a, "/Dest", dest);
		}
	}
}

static qpdf_oh outline_item(struct court *c, qpdf_oh parent, const char *title, int32_t page)
{
	qpdf_oh o = qpdf_make_indirect_object(c->q, qpdf_oh_new_dictionary(c->q)),
		dest = qpdf_oh_new_array(c->q);
	qpdf_oh last = qpdf_oh_get_key(c->q, parent, "/Last");

	qpdf_oh_append_item(c->q, dest, qpdf_get_page_n(c->q, (size_t)page));
	qpdf_oh_append_item(c->q, dest, parse(c, "/Fit"));
	qpdf_oh_replace_key(c->q, o, "/Title", qpdf_oh_new_unicode_string(c->q, title));
	qpdf_oh_replace_key(c->q, o, "/Dest", dest);
	qpdf_oh_replace_key(c->q, o, "/Parent", parent);
	if (qpdf_oh_is_dictionary(c->q, last)) {
		qpdf_oh_replace_key(c->q, last, "/Next", o);
		qpdf_oh_replace_key(c->q, o, "/Prev", last);
	} else {
		qpdf_oh_replace_key(c->q, parent, "/First", o);
	}
	qpdf_oh_replace_key(c->q, parent, "/Last", o);
	return o;
}

static void outlines(struct court *c)
{
	const struct court_file *f = c->f;
	qpdf_oh root = qpdf_make_indirect_object(c->q, parse(c, "<</Type/Outlines>>")), above = root;
	int32_t top = 1, below = 0;

	outline_item(c, root, f->front_bookmark, 0);
	for (int32_t i = 0; i < f->parts; i++) {
		if (f->part[i].section) {
			if (above != root)
				qpdf_oh_replace_key(c->q, above, "/Count", qpdf_oh_new_integer(c->q, below));
			above = outline_item(c, root, f->part[i].section, c->page_first[i]);
			below = 0;
			top++;
		}
		if (f->part[i].bookmark) {
			outline_item(c, above, f->part[i].bookmark, c->page_first[i]);
			below++;
			top++;
		}
	}
	if (above != root)
		qpdf_oh_replace_key(c->q, above, "/Count", qpdf_oh_new_integer(c->q, below));
	qpdf_oh_replace_key(c->q, root, "/Count", qpdf_oh_new_integer(c->q, top));
	qpdf_oh_replace_key(c->q, qpdf_get_root(c->q), "/Outlines", root);
}

/* The front is an archive's PDF; the whole file, with pages of others, does not claim to be one. Tags of the
 * front stay. */
static void catalogue(struct court *c)
{
	static const char *const gone[] = {"/Metadata", "/OutputIntents", "/AcroForm", "/OpenAction"};
	qpdf_oh root = qpdf_get_root(c->q);

	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		qpdf_oh_remove_key(c->q, root, gone[i]);
	if (qpdf_oh_is_dictionary(c->q, qpdf_oh_get_key(c->q, root, "/MarkInfo")))
		qpdf_oh_replace_key(c->q, root, "/MarkInfo", parse(c, "<</Marked true/Suspects true>>"));
	qpdf_oh_replace_key(c->q, root, "/PageMode", parse(c, "/UseOutlines"));
	if (*c->f->prefix) {
		qpdf_oh label = parse(c, "<</S/D>>"), nums = qpdf_oh_new_array(c->q),
			d = qpdf_oh_new_dictionary(c->q);

		qpdf_oh_replace_key(c->q, label, "/P", qpdf_oh_new_unicode_string(c->q, c->f->prefix));
		qpdf_oh_append_item(c->q, nums, qpdf_oh_new_integer(c->q, 0));
		qpdf_oh_append_item(c->q, nums, label);
		qpdf_oh_replace_key(c->q, d, "/Nums", nums);
		qpdf_oh_replace_key(c->q, root, "/PageLabels", d);
	}
}

static int stamp_all(struct court *c, int32_t front)
{
	struct court_stamp *s = arena_alloc(&c->a, sizeof *s * (size_t)(c->pages + 1));
	struct box *b = arena_alloc(&c->a, sizeof *b * (size_t)(c->pages + 1));
	qpdf_data stamps = quiet();
	struct text out;
	struct diag silent;
	int32_t part = 0;
	int bad;

	for (int32_t g = 0; g < c->pages; g++) {
		while (part < c->f->parts && g >= front && g >= c->page_first[part] + c->f->part[part].pages)
			part++;
		b[g] = box_of(c->q, qpdf_get_page_n(c->q, (size_t)g));
		s[g] = (struct court_stamp){(b[g].turn % 180 ? b[g].y1 - b[g].y0 : b[g].x1 - b[g].x0) *
						    b[g].unit,
					    b[g].strip * b[g].unit, g < front ? "" : c->f->part[part].mark,
					    arena_format(&c->a, "%s%d", c->f->prefix, (int)g + 1)};
	}
	text_init(&out);
	diag_init(&silent, NULL, NULL);
	bad = court_stamps(s, c->pages, c->f->font, &silent, &out) < 0 ? fail(c, "the stamps cannot be set")
								       : 0;
	if (!bad && qpdf_read_memory(stamps, "stamps", out.data, out.len, NULL) & QPDF_ERRORS)
		bad = fail_qpdf(c, stamps);
	if (!bad)
		qpdf_push_inherited_attributes_to_page(stamps);
	for (int32_t g = 0; g < c->pages && !bad; g++)
		stamp_page(c, qpdf_get_page_n(c->q, (size_t)g), &b[g], stamps, g);
	return bad || c->why[0]
		       ? -1
		       : 0; /* the child leaves the rest to the system: streams are read on writing */
}

static int build(struct court *c, const char *path)
{
	const struct court_file *f = c->f;
	qpdf_oh info;
	int32_t front;

	arena_init(&c->a);
	c->q = quiet();
	c->source = arena_alloc(&c->a, sizeof *c->source * (size_t)(f->parts + 1));
	c->page_first = arena_alloc(&c->a, sizeof *c->page_first * (size_t)(f->parts + 1));
	if (qpdf_read_memory(c->q, "front", f->front, f->front_len, NULL) & QPDF_ERRORS)
		return fail_qpdf(c, c->q);
	qpdf_push_inherited_attributes_to_page(c->q);
	front = c->pages = qpdf_get_num_pages(c->q);
	for (int32_t i = 0; i < f->parts; i++)
		if (add_part(c, i) < 0)
			return -1;
	if (stamp_all(c, front) < 0)
		return -1;
	link_pages(c, front);
	outlines(c);
	catalogue(c);
	info = qpdf_oh_get_key(c->q, qpdf_get_trailer(c->q), "/Info");
	if (qpdf_oh_is_dictionary(c->q, info))
		qpdf_oh_replace_key(c->q, info, "/Title", qpdf_oh_new_unicode_string(c->q, f->title));
	if (qpdf_init_write(c->q, path) & QPDF_ERRORS)
		return fail_qpdf(c, c->q);
	qpdf_set_object_stream_mode(c->q, qpdf_o_generate);
	qpdf_set_minimum_pdf_version(c->q, "1.7");
	if (f->password)
		qpdf_set_r6_encryption_parameters2(c->q, f->password, f->password, QPDF_TRUE, QPDF_TRUE,
						   QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, qpdf_r3p_full,
						   QPDF_TRUE);
	else
		qpdf_set_deterministic_ID(c->q, QPDF_TRUE);
	return qpdf_write(c->q) & QPDF_ERRORS ? fail_qpdf(c, c->q) : 0;
}

static void limit_child(void)
{
	const struct rlimit seconds = {SECONDS, SECONDS}, core = {0, 0};
	struct rlimit files;

	setrlimit(RLIMIT_CPU, &seconds);
	setrlimit(RLIMIT_CORE, &core);
	if (getrlimit(RLIMIT_NOFILE, &files) == 0) { /* each exhibit is open until all is written */
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
	}
}

int court_write(const struct court_file *f, struct diag *d, const char *path)
{
	const struct place at = {path, 0, 0};
	char why[sizeof((struct court *)0)->why] = "";
	int pipes[2], status = 0;
	ssize_t n = 0;
	pid_t child;

	unlink(path);
	if (pipe(pipes) < 0)
		return diag(d, DIAG_COURT, &at, "cannot be begun: %s", strerror(errno));
	child = fork();
	if (child == 0) {
		struct court c = {.f = f};
		int bad;

		close(pipes[0]);
		limit_child();
		bad = build(&c, path) < 0;
		if (bad && write(pipes[1], c.why, strlen(c.why)) < 0)
			_exit(2);
		_exit(bad); /* nothing that the parent has open is closed or flushed here */
	}
	close(pipes[1]);
	if (child > 0) {
		n = read(pipes[0], why, sizeof why - 1);
		while (waitpid(child, &status, 0) < 0 && errno == EINTR)
			;
	}
	close(pipes[0]);
	why[n > 0 ? n : 0] = '\0';
	for (char *p = why; *p; p++) /* a message may quote a file's bytes */
		if ((unsigned char)*p < 32 || (unsigned char)*p > 126)
			*p = '?';
	if (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0 && file_exists(path))
		return file_sync(d, path);
	unlink(path);
	return diag(d, DIAG_COURT, &at, "the court file cannot be made: %s",
		    *why ? why : "an exhibit made its reader give up");
}
