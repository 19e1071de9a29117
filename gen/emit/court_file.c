/* court_file.c: cover, index and exhibits as one PDF, by libqpdf in a child process. */
#define _GNU_SOURCE
#include "emit/court_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/foreign.h"

#define SECONDS 3600 /* of CPU, for the largest of cases */

int court_fail(struct court *c, const char *why)
{
	if (!c->why[0])
		snprintf(c->why, sizeof c->why, "%s", why);
	return -1;
}

int court_fail_qpdf(struct court *c, qpdf_data q)
{
	return court_fail(c, qpdf_has_error(q) ? qpdf_get_error_message_detail(q, qpdf_get_error(q))
					       : "the PDF cannot be read");
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
	q = c->source[i] = pdf_foreign();
	if ((p->file ? qpdf_read(q, p->file, NULL) : qpdf_read_memory(q, "part", p->bytes, p->len, NULL)) &
	    QPDF_ERRORS)
		return court_fail_qpdf(c, q);
	return 0;
}

static int add_part(struct court *c, int32_t i)
{
	const struct court_part *p = &c->f->part[i];
	int32_t base;

	if (open_part(c, i) < 0)
		return -1;
	c->page_first[i] = c->pages;
	base = court_tags_base(c, i);
	if (qpdf_get_num_pages(c->source[i]) < p->first - 1 + p->pages ||
	    (qpdf_push_inherited_attributes_to_page(c->source[i]) & QPDF_ERRORS))
		return court_fail(c, "an exhibit has fewer pages than were counted");
	for (int32_t n = 0; n < p->pages; n++) {
		if (qpdf_add_page(c->q, c->source[i],
				  qpdf_get_page_n(c->source[i], (size_t)(p->first - 1 + n)), QPDF_FALSE) &
		    QPDF_ERRORS)
			return court_fail_qpdf(c, c->q);
		c->pages++;
	}
	for (int32_t n = 0; n < p->pages; n++)
		court_links(c, i, n);
	for (int32_t n = 0; n < p->pages; n++)
		court_settle(c, qpdf_get_page_n(c->q, (size_t)(c->page_first[i] + n)), base);
	if (base >= 0)
		court_tags_add(c, i, base);
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
			qpdf_oh_append_item(c->q, dest, court_parse(c, "/Fit"));
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
	qpdf_oh_append_item(c->q, dest, court_parse(c, "/Fit"));
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
	qpdf_oh root = qpdf_make_indirect_object(c->q, court_parse(c, "<</Type/Outlines>>")), above = root;
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
 * front and of tagged exhibits stay. */
static void catalogue(struct court *c)
{
	static const char *const gone[] = {"/Metadata", "/OutputIntents", "/AcroForm", "/OpenAction"};
	qpdf_oh root = qpdf_get_root(c->q);

	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		qpdf_oh_remove_key(c->q, root, gone[i]);
	if (qpdf_oh_is_dictionary(c->q, qpdf_oh_get_key(c->q, root, "/MarkInfo")))
		qpdf_oh_replace_key(c->q, root, "/MarkInfo",
				    court_parse(c, "<</Marked true/Suspects true>>"));
	qpdf_oh_replace_key(c->q, root, "/PageMode", court_parse(c, "/UseOutlines"));
	if (*c->f->prefix) {
		qpdf_oh label = court_parse(c, "<</S/D>>"), nums = qpdf_oh_new_array(c->q),
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
	struct court_box *b = arena_alloc(&c->a, sizeof *b * (size_t)(c->pages + 1));
	qpdf_data stamps = pdf_foreign();
	struct text out;
	struct diag silent;
	int32_t part = 0;
	int bad;

	for (int32_t g = 0; g < c->pages; g++) {
		while (part < c->f->parts && g >= front && g >= c->page_first[part] + c->f->part[part].pages)
			part++;
		b[g] = court_box(c->q, qpdf_get_page_n(c->q, (size_t)g));
		s[g] = (struct court_stamp){(b[g].turn % 180 ? b[g].y1 - b[g].y0 : b[g].x1 - b[g].x0) *
						    b[g].unit,
					    b[g].strip * b[g].unit, g < front ? "" : c->f->part[part].mark,
					    arena_format(&c->a, "%s%d", c->f->prefix, (int)g + 1)};
	}
	text_init(&out);
	diag_init(&silent, NULL, NULL);
	bad = court_stamps(s, c->pages, c->f->font, &silent, &out) < 0
		      ? court_fail(c, "the stamps cannot be set")
		      : 0;
	if (!bad && qpdf_read_memory(stamps, "stamps", out.data, out.len, NULL) & QPDF_ERRORS)
		bad = court_fail_qpdf(c, stamps);
	if (!bad)
		qpdf_push_inherited_attributes_to_page(stamps);
	for (int32_t g = 0; g < c->pages && !bad; g++)
		court_stamp_page(c, qpdf_get_page_n(c->q, (size_t)g), &b[g], stamps, g);
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
	c->q = pdf_foreign();
	c->source = arena_alloc(&c->a, sizeof *c->source * (size_t)(f->parts + 1));
	c->page_first = arena_alloc(&c->a, sizeof *c->page_first * (size_t)(f->parts + 1));
	if (qpdf_read_memory(c->q, "front", f->front, f->front_len, NULL) & QPDF_ERRORS)
		return court_fail_qpdf(c, c->q);
	qpdf_push_inherited_attributes_to_page(c->q);
	front = c->pages = qpdf_get_num_pages(c->q);
	court_tags_open(c);
	for (int32_t i = 0; i < f->parts; i++)
		if (add_part(c, i) < 0)
			return -1;
	if (!f->plain && stamp_all(c, front) < 0)
		return -1;
	court_tags_close(c);
	link_pages(c, front);
	outlines(c);
	catalogue(c);
	info = qpdf_oh_get_key(c->q, qpdf_get_trailer(c->q), "/Info");
	if (qpdf_oh_is_dictionary(c->q, info))
		qpdf_oh_replace_key(c->q, info, "/Title", qpdf_oh_new_unicode_string(c->q, f->title));
	if (qpdf_init_write(c->q, path) & QPDF_ERRORS)
		return court_fail_qpdf(c, c->q);
	qpdf_set_object_stream_mode(c->q, qpdf_o_generate);
	qpdf_set_minimum_pdf_version(c->q, "1.7");
	if (f->password)
		qpdf_set_r6_encryption_parameters2(c->q, f->password, f->password, QPDF_TRUE, QPDF_TRUE,
						   QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, qpdf_r3p_full,
						   QPDF_TRUE);
	else
		qpdf_set_deterministic_ID(c->q, QPDF_TRUE);
	return qpdf_write(c->q) & QPDF_ERRORS ? court_fail_qpdf(c, c->q) : 0;
}

/* What the child is to make. */
struct court_job {
	const struct court_file *f;
	const char *path;
};

struct court_answer {
	int made;
	char why[sizeof((struct court *)0)->why];
};

static void build_file(void *ctx, void *answer)
{
	const struct court_job *j = ctx;
	struct court_answer *to = answer;
	struct court c = {.f = j->f};

	to->made = build(&c, j->path) == 0;
	memcpy(to->why, c.why, sizeof to->why);
}

int court_write(const struct court_file *f, struct diag *d, const char *path)
{
	const struct place at = {path, 0, 0};
	struct court_job job = {f, path};
	const struct child_work k = {.work = build_file, .ctx = &job, .cpu_seconds = SECONDS};
	struct court_answer answer = {0, ""};

	unlink(path);
	if (child_ask(&k, &answer, sizeof answer) < 0)
		answer = (struct court_answer){0, "an exhibit made its reader give up"};
	answer.why[sizeof answer.why - 1] = '\0';
	for (char *p = answer.why; *p; p++) /* a message may quote a file's bytes */
		if ((unsigned char)*p < 32 || (unsigned char)*p > 126)
			*p = '?';
	if (answer.made && file_exists(path))
		return file_sync(d, path);
	unlink(path);
	return diag(d, DIAG_COURT, &at, "the court file cannot be made: %s", answer.why);
}
