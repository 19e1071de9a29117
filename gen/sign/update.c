/* update.c: a signature into a field of a PDF file, as an incremental update (ISO 32000-1, 7.5.6 and 12.8): a
 * few objects and a cross-reference behind the bytes that are there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "sign/reader.h"

/* An object of the update. */
struct written {
	int number;
	size_t at;
};

struct update {
	struct text *pdf;
	struct written object[8];
	int n, next;	    /* next: the first number that the file does not use */
	size_t hole, range; /* where the signature and the numbers of /ByteRange stand */
	size_t room;
};

static void begin(struct update *u, int number)
{
	u->object[u->n++] = (struct written){number, u->pdf->len};
	text_addf(u->pdf, "%d 0 obj\n", number);
}

static void end(struct update *u)
{
	text_adds(u->pdf, "\nendobj\n");
}

/* An object as libqpdf has it, without what closes it: "<< /A 1 ". */
static void open_copy(struct update *u, const char *unparsed)
{
	size_t n = strlen(unparsed);

	while (n > 0 && unparsed[n - 1] == ' ')
		n--;
	text_add(u->pdf, unparsed, n >= 2 ? n - 2 : 0);
}

static void add_hex(struct text *t, const char *utf8)
{
	const char *end_of = utf8 + strlen(utf8);

	text_adds(t, "<FEFF");
	while (utf8 < end_of) {
		uint32_t cp = utf8_next(&utf8, end_of);

		if (cp >= 0x10000)
			text_addf(t, "%04X%04X", (unsigned)(0xD800 + ((cp - 0x10000) >> 10)),
				  (unsigned)(0xDC00 + ((cp - 0x10000) & 0x3FF)));
		else
			text_addf(t, "%04X", (unsigned)cp);
	}
	text_addc(t, '>');
}

#define RANGE_DIGITS 10

static void signature_write(struct update *u, int number, const struct sign_request *r,
			    const struct sign_key *k)
{
	const int second = (int)(r->when % 86400);
	int32_t year, month, day;

	date_split((int32_t)(r->when / 86400), &year, &month, &day);
	begin(u, number);
	text_addf(
		u->pdf,
		"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:%04d%02d%02d%02d%02d%02dZ)",
		(int)year, (int)month, (int)day, second / 3600, second % 3600 / 60, second % 60);
	text_adds(u->pdf, "/Name");
	add_hex(u->pdf, sign_key_name(k));
	if (r->reason) {
		text_adds(u->pdf, "/Reason");
		add_hex(u->pdf, r->reason);
	}
	text_adds(u->pdf, "/ByteRange[0 ");
	u->range = u->pdf->len;
	for (int i = 0; i < 3 * (RANGE_DIGITS + 1); i++)
		text_addc(u->pdf, ' ');
	text_adds(u->pdf, "]/Contents");
	u->hole = u->pdf->len;
	u->room = cms_room(k);
	text_addc(u->pdf, '<');
	for (size_t i = 0; i < 2 * u->room; i++)
		text_addc(u->pdf, '0');
	text_adds(u->pdf, ">>>");
	end(u);
}

static int32_t side(struct sign_reader *r, qpdf_oh rect, int from, int to)
{
	double a = qpdf_oh_get_numeric_value(r->q, qpdf_oh_get_array_item(r->q, rect, from)),
	       b = qpdf_oh_get_numeric_value(r->q, qpdf_oh_get_array_item(r->q, rect, to));

	return (int32_t)((b > a ? b - a : a - b) * 1000 + .5);
}

static void look_write(struct update *u, int number, const struct sign_request *r, struct type *t, int32_t w,
		       int32_t h)
{
	struct text content;
	uLongf n;
	Bytef *packed;

	text_init(&content);
	look_draw(t, r, w, h, &content);
	n = compressBound((uLong)content.len);
	packed = mem_alloc(n);
	/* with room enough it cannot fail but for want of memory */
	if (compress2(packed, &n, (const Bytef *)content.data, (uLong)content.len, 9) != Z_OK)
		mem_exhausted(n);
	begin(u, number);
	text_addf(
		u->pdf,
		"<</Type/XObject/Subtype/Form/BBox[0 0 %d.%02d %d.%02d]/Resources<<>>/Filter/FlateDecode/Length %lu>>stream\n",
		(int)(w / 1000), (int)(w % 1000 / 10), (int)(h / 1000), (int)(h % 1000 / 10), n);
	text_add(u->pdf, packed, n);
	text_adds(u->pdf, "\nendstream");
	end(u);
	free(packed);
	text_done(&content);
}

/* The form says that there are signatures and that the file may only be appended to (12.7.2, SigFlags). */
static void form_write(struct update *u, struct sign_reader *r)
{
	int number = qpdf_oh_is_indirect(r->q, r->form) ? qpdf_oh_get_object_id(r->q, r->form) : 0;
	qpdf_oh flags = qpdf_oh_get_key(r->q, r->form, "/SigFlags");

	if (qpdf_oh_is_integer(r->q, flags) && qpdf_oh_get_int_value(r->q, flags) == 3)
		return;
	qpdf_oh_replace_key(r->q, r->form, "/SigFlags", qpdf_oh_new_integer(r->q, 3));
	if (number) {
		begin(u, number);
		text_adds(u->pdf, qpdf_oh_unparse_resolved(r->q, r->form));
	} else {
		begin(u, qpdf_oh_get_object_id(r->q, r->root));
		text_adds(u->pdf, qpdf_oh_unparse_resolved(r->q, r->root));
	}
	end(u);
}

static int by_number(const void *x, const void *y)
{
	const struct written *a = x, *b = y;

	return (a->number > b->number) - (a->number < b->number);
}

/* The trailer's own keys, those of the file with a new second id (14.4). */
static void trailer_keys(struct update *u, struct sign_reader *r, size_t before)
{
	qpdf_oh trailer = qpdf_get_trailer(r->q), info = qpdf_oh_get_key(r->q, trailer, "/Info"),
		id = qpdf_oh_get_key(r->q, trailer, "/ID");
	char hex[DIGEST_HEX];

	text_addf(u->pdf, "/Root %d 0 R", qpdf_oh_get_object_id(r->q, r->root));
	if (qpdf_oh_is_indirect(r->q, info))
		text_addf(u->pdf, "/Info %d 0 R", qpdf_oh_get_object_id(r->q, info));
	if (qpdf_oh_is_array(r->q, id)) {
		digest_bytes(u->pdf->data, u->pdf->len, hex);
		text_addf(u->pdf, "/ID[%s<%.32s>]",
			  qpdf_oh_unparse(r->q, qpdf_oh_get_array_item(r->q, id, 0)), hex);
	}
	text_addf(u->pdf, "/Prev %zu", before);
}

static void add_wide(struct text *t, uint64_t v, int bytes)
{
	while (bytes-- > 0)
		text_addc(t, (char)(v >> (8 * bytes)));
}

/* A cross-reference stream (7.5.8), as the file's own is one. */
static void xref_stream(struct update *u, struct sign_reader *r, size_t before)
{
	int number = u->next++;
	size_t at = u->pdf->len;

	begin(u, number);
	qsort(u->object, (size_t)u->n, sizeof u->object[0], by_number);
	text_addf(u->pdf, "<</Type/XRef/Size %d/W[1 5 1]/Index[", u->next);
	for (int i = 0; i < u->n; i++)
		text_addf(u->pdf, "%s%d 1", i ? " " : "", u->object[i].number);
	text_adds(u->pdf, "]");
	trailer_keys(u, r, before);
	text_addf(u->pdf, "/Length %d>>stream\n", 7 * u->n);
	for (int i = 0; i < u->n; i++) {
		add_wide(u->pdf, 1, 1);
		add_wide(u->pdf, u->object[i].at, 5);
		add_wide(u->pdf, 0, 1);
	}
	text_adds(u->pdf, "\nendstream");
	end(u);
	text_addf(u->pdf, "startxref\n%zu\n%%%%EOF\n", at);
}

/* A table (7.5.4). */
static void xref_table(struct update *u, struct sign_reader *r, size_t before)
{
	size_t at = u->pdf->len;

	qsort(u->object, (size_t)u->n, sizeof u->object[0], by_number);
	text_adds(u->pdf, "xref\n");
	for (int i = 0; i < u->n; i++)
		text_addf(u->pdf, "%d 1\n%010zu 00000 n \n", u->object[i].number, u->object[i].at);
	text_addf(u->pdf, "trailer\n<</Size %d", u->next);
	trailer_keys(u, r, before);
	text_addf(u->pdf, ">>\nstartxref\n%zu\n%%%%EOF\n", at);
}

/* Where the file's last cross-reference stands; -1: it cannot be told. */
static int64_t last_xref(const struct text *pdf)
{
	size_t from = pdf->len > 1024 ? pdf->len - 1024 : 0;
	const char *p = NULL;

	for (size_t i = from; i + 9 < pdf->len; i++)
		if (memcmp(pdf->data + i, "startxref", 9) == 0)
			p = pdf->data + i + 9;
	if (!p)
		return -1;
	return strtoll(p, NULL, 10);
}

/* The signature into the hole that was left for it. */
static int fill_hole(struct text *pdf, size_t hole, size_t room, const struct text *der, const char *path,
		     struct diag *d)
{
	static const char hex[] = "0123456789abcdef";
	const struct place at = {path, 0, 0};
	char *p = pdf->data + hole + 1;

	if (der->len > room)
		return diag(d, DIAG_SIGN_FILE, &at, "the signature takes %zu bytes, and its place has %zu",
			    der->len, room);
	for (size_t i = 0; i < room; i++) {
		unsigned char c = i < der->len ? (unsigned char)der->data[i] : 0;

		*p++ = hex[c >> 4];
		*p++ = hex[c & 15];
	}
	return 0;
}

static int sign_now(struct update *u, const char *path, const struct sign_key *k, struct diag *d)
{
	struct sign_range range = {u->hole, u->hole + 2 * u->room + 2, u->pdf->len};
	char numbers[3 * (RANGE_DIGITS + 1) + 1];
	struct text der;
	int rc;

	snprintf(numbers, sizeof numbers, "%zu %zu %zu", range.hole, range.rest, range.end - range.rest);
	memcpy(u->pdf->data + u->range, numbers, strlen(numbers));
	text_init(&der);
	rc = cms_make(k, u->pdf->data, &range, &der, d);
	if (rc == 0)
		rc = fill_hole(u->pdf, u->hole, u->room, &der, path, d);
	text_done(&der);
	return rc;
}

static int update_write(struct update *u, struct sign_reader *r, qpdf_oh field, const struct sign_request *q,
			struct type *t, const struct sign_key *k, const char *path, struct diag *d)
{
	const struct place at = {path, 0, 0};
	qpdf_oh rect = qpdf_oh_get_key(r->q, field, "/Rect");
	int64_t before = last_xref(u->pdf);
	int value = u->next++, look = u->next++, table;

	if (before <= 0 || (size_t)before >= u->pdf->len)
		return diag(d, DIAG_SIGN_FILE, &at, "its end does not say where its objects stand");
	table = memcmp(u->pdf->data + before, "xref", 4) == 0;
	if (u->pdf->data[u->pdf->len - 1] != '\n')
		text_addc(u->pdf, '\n');
	signature_write(u, value, q, k);
	look_write(u, look, q, t, side(r, rect, 0, 2), side(r, rect, 1, 3));
	qpdf_oh_remove_key(r->q, field, "/V");
	qpdf_oh_remove_key(r->q, field, "/AP");
	begin(u, qpdf_oh_get_object_id(r->q, field));
	open_copy(u, qpdf_oh_unparse_resolved(r->q, field));
	text_addf(u->pdf, "/V %d 0 R/AP<</N %d 0 R>>>>", value, look);
	end(u);
	form_write(u, r);
	if (table)
		xref_table(u, r, (size_t)before);
	else
		xref_stream(u, r, (size_t)before);
	return sign_now(u, path, k, d);
}

int sign_pdf(struct text *pdf, const char *path, const struct sign_request *q, struct type *t,
	     const struct sign_key *k, struct diag *d)
{
	const struct place at = {path, 0, 0};
	struct sign_reader *r = reader_open(pdf->data, pdf->len, path, d);
	struct update u = {.pdf = pdf};
	size_t before = pdf->len;
	char *copy;
	qpdf_oh field;
	int rc;

	if (!r)
		return -1;
	rc = field_find(r, q->field, path, &field, d);
	if (rc == 0 && is_signed(r, field))
		rc = diag(d, DIAG_SIGN_FIELD, &at, "the place of %s is signed already", q->field);
	if (rc == 0) {
		/* libqpdf goes on reading the bytes that it was given, and pdf moves as it grows */
		copy = mem_alloc(pdf->len);
		memcpy(copy, pdf->data, pdf->len);
		reader_close(r);
		r = reader_open(copy, before, path, d);
		rc = r ? field_find(r, q->field, path, &field, d) : -1;
		if (rc == 0) {
			u.next = qpdf_oh_get_int_value_as_int(
				r->q, qpdf_oh_get_key(r->q, qpdf_get_trailer(r->q), "/Size"));
			rc = update_write(&u, r, field, q, t, k, path, d);
		}
		free(copy);
	}
	reader_close(r);
	if (rc < 0)
		pdf->len = before;
	return rc;
}

/* ---- witnessed times ---- */

/* The signature of a field, and where it stands. */
static int signature_find(const char *pdf, size_t len, const char *path, const char *name,
			  struct sign_range *range, struct text *der, struct diag *d)
{
	const struct place at = {path, 0, 0};
	struct sign_reader *r = reader_open(pdf, len, path, d);
	qpdf_oh field;
	int rc;

	if (!r)
		return -1;
	rc = field_find(r, name, path, &field, d);
	if (rc == 0 && !is_signed(r, field))
		rc = diag(d, DIAG_SIGN_FIELD, &at, "the place of %s is not signed yet", name);
	if (rc == 0 &&
	    (!range_of(r, qpdf_oh_get_key(r->q, field, "/V"), len, range) || !contents_of(pdf, range, der)))
		rc = diag(d, DIAG_SIGN_FIELD, &at, "the signature of %s cannot be read", name);
	reader_close(r);
	return rc;
}

int sign_stamp_ask(const char *pdf, size_t len, const char *path, const char *field, struct text *query,
		   struct diag *d)
{
	struct sign_range range;
	struct text der;
	int rc;

	text_init(&der);
	rc = signature_find(pdf, len, path, field, &range, &der, d);
	if (rc == 0)
		rc = cms_stamp_ask(text_str(&der), der.len, path, query, d);
	text_done(&der);
	return rc;
}

int sign_stamp_put(struct text *pdf, const char *path, const char *field, const char *reply, size_t len,
		   struct diag *d)
{
	const struct place at = {path, 0, 0};
	struct sign_range range;
	struct text der, out;
	int rc;

	text_init(&der);
	text_init(&out);
	rc = signature_find(pdf->data, pdf->len, path, field, &range, &der, d);
	if (rc == 0 && range.end != pdf->len)
		rc = diag(
			d, DIAG_SIGN_STAMP, &at,
			"others have signed after %s: they signed this signature too, and it may not change",
			field);
	if (rc == 0)
		rc = cms_stamp_put(text_str(&der), der.len, path, reply, len, &out, d);
	if (rc == 0)
		rc = fill_hole(pdf, range.hole, (range.rest - range.hole - 2) / 2, &out, path, d);
	text_done(&der);
	text_done(&out);
	return rc;
}
