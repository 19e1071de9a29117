/* reader.c: which signature fields a PDF file has, and what the signatures in them cover, as libqpdf reads
 * it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/foreign.h"
#include "sign/reader.h"

void reader_close(struct sign_reader *r)
{
	if (!r)
		return;
	qpdf_cleanup(&r->q);
	free(r);
}

struct sign_reader *reader_open(const char *pdf, size_t len, const char *path, struct diag *d)
{
	const struct place at = {path, 0, 0};
	struct sign_reader *r = mem_alloc(sizeof *r);

	r->q = pdf_foreign();
	if ((qpdf_read_memory(r->q, "paper", pdf, len, NULL) & QPDF_ERRORS) || qpdf_is_encrypted(r->q) ||
	    qpdf_more_warnings(r->q)) {
		diag(d, DIAG_SIGN_FILE, &at, "is no PDF that is whole and open to all");
		reader_close(r);
		return NULL;
	}
	r->root = qpdf_get_root(r->q);
	r->form = qpdf_oh_get_key(r->q, r->root, "/AcroForm");
	if (qpdf_oh_is_dictionary(r->q, r->form)) {
		r->fields = qpdf_oh_get_key(r->q, r->form, "/Fields");
		if (qpdf_oh_is_array(r->q, r->fields))
			r->n = qpdf_oh_get_array_n_items(r->q, r->fields);
	}
	return r;
}

static int is_signature(struct sign_reader *r, qpdf_oh field)
{
	qpdf_oh type;

	if (!qpdf_oh_is_dictionary(r->q, field))
		return 0;
	type = qpdf_oh_get_key(r->q, field, "/FT");
	return qpdf_oh_is_name(r->q, type) && strcmp(qpdf_oh_get_name(r->q, type), "/Sig") == 0;
}

static const char *name_of(struct sign_reader *r, qpdf_oh field)
{
	qpdf_oh t = qpdf_oh_get_key(r->q, field, "/T");

	return qpdf_oh_is_string(r->q, t) ? qpdf_oh_get_utf8_value(r->q, t) : "";
}

int is_signed(struct sign_reader *r, qpdf_oh field)
{
	return qpdf_oh_is_dictionary(r->q, qpdf_oh_get_key(r->q, field, "/V"));
}

/* The field of a name among those for signatures; -1 after a diagnostic that names the others. */
int field_find(struct sign_reader *r, const char *name, const char *path, qpdf_oh *field, struct diag *d)
{
	const struct place at = {path, 0, 0};
	struct text others;
	int rc;

	text_init(&others);
	for (int i = 0; i < r->n; i++) {
		*field = qpdf_oh_get_array_item(r->q, r->fields, i);
		if (!is_signature(r, *field))
			continue;
		if (strcmp(name_of(r, *field), name) == 0) {
			text_done(&others);
			return 0;
		}
		text_addf(&others, "%s%s%s", others.len ? ", " : "", name_of(r, *field),
			  is_signed(r, *field) ? " (signed)" : "");
	}
	rc = others.len ? diag(d, DIAG_SIGN_FIELD, &at, "has no place for the signature of %s, but of %s",
			       name, text_str(&others))
			: diag(d, DIAG_SIGN_FIELD, &at, "has no place for signatures");
	text_done(&others);
	return rc;
}

/* The bytes that /ByteRange says, and the signature between them. 0: it is not one range around one hole. */
int range_of(struct sign_reader *r, qpdf_oh v, size_t len, struct sign_range *range)
{
	qpdf_oh array = qpdf_oh_get_key(r->q, v, "/ByteRange");
	long long n[4];

	if (!qpdf_oh_is_array(r->q, array) || qpdf_oh_get_array_n_items(r->q, array) != 4)
		return 0;
	for (int i = 0; i < 4; i++)
		n[i] = qpdf_oh_get_int_value(r->q, qpdf_oh_get_array_item(r->q, array, i));
	if (n[0] != 0 || n[1] <= 0 || n[2] <= n[1] + 2 || n[3] < 0 || (uint64_t)n[2] + (uint64_t)n[3] > len)
		return 0;
	*range = (struct sign_range){(size_t)n[1], (size_t)n[2], (size_t)(n[2] + n[3])};
	return 1;
}

static int digit(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

/* The signature in the hole: hexadecimal, with zeros behind it that DER leaves unread. 0: it is something
 * else. */
int contents_of(const char *pdf, const struct sign_range *range, struct text *der)
{
	const char *p = pdf + range->hole, *end = pdf + range->rest - 1;

	if (*p != '<' || *end != '>' || (end - p) % 2 == 0)
		return 0;
	for (p++; p < end; p += 2) {
		int high = digit(p[0]), low = digit(p[1]);

		if (high < 0 || low < 0)
			return 0;
		text_addc(der, (char)(high << 4 | low));
	}
	return 1;
}

/* "D:20261129101500Z"; 0: it says something else. */
static int64_t time_of(const char *s)
{
	int y, mo, da, h, mi, se;
	int32_t day;

	if (sscanf(s, "D:%4d%2d%2d%2d%2d%2d", &y, &mo, &da, &h, &mi, &se) != 6 ||
	    (day = date_make(y, mo, da)) == DATE_NONE)
		return 0;
	return (int64_t)day * 86400 + h * 3600 + mi * 60 + se;
}

static void look_at(struct sign_reader *r, struct arena *a, const char *pdf, size_t len, qpdf_oh field,
		    struct sign_facts *f)
{
	qpdf_oh v = qpdf_oh_get_key(r->q, field, "/V"), m;
	struct sign_range range;
	struct text der;

	f->field = arena_dup(a, name_of(r, field));
	if (!qpdf_oh_is_dictionary(r->q, v))
		return;
	text_init(&der);
	f->state = SIGN_STRANGE;
	f->why = "does not say which bytes it covers";
	if (range_of(r, v, len, &range) && contents_of(pdf, &range, &der)) {
		m = qpdf_oh_get_key(r->q, v, "/M");
		cms_check(a, text_str(&der), der.len, pdf, &range, f);
		f->when = qpdf_oh_is_string(r->q, m) ? time_of(qpdf_oh_get_utf8_value(r->q, m)) : 0;
		f->end = range.end;
	}
	text_done(&der);
}

int sign_list(struct arena *a, const char *pdf, size_t len, const char *path, struct sign_facts **f,
	      int32_t *n, struct diag *d)
{
	struct sign_reader *r = reader_open(pdf, len, path, d);

	*n = 0;
	if (!r)
		return -1;
	*f = arena_alloc(a, sizeof **f * (size_t)(r->n + 1));
	for (int i = 0; i < r->n; i++) {
		qpdf_oh field = qpdf_oh_get_array_item(r->q, r->fields, i);

		if (is_signature(r, field))
			look_at(r, a, pdf, len, field, &(*f)[(*n)++]);
	}
	reader_close(r);
	return 0;
}

enum sign_lock sign_lock(const char *pdf, size_t len, const char *password, int32_t *pages)
{
	qpdf_data q = pdf_foreign();
	enum sign_lock lock = SIGN_OPEN;

	if (qpdf_read_memory(q, "paper", pdf, len, *password ? password : NULL) & QPDF_ERRORS)
		lock = qpdf_get_error_code(q, qpdf_get_error(q)) == qpdf_e_password ? SIGN_LOCKED : SIGN_OPEN;
	else if (qpdf_is_encrypted(q))
		lock = SIGN_UNLOCKED;
	*pages = lock == SIGN_UNLOCKED ? qpdf_get_num_pages(q) : 0;
	qpdf_cleanup(&q);
	return lock;
}
