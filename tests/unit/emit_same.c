/* Same document, same bytes: whatever was written before, by whichever struct pdf, at whatever place of the
 * output. */
#include "unit.h"

#include "emit_sample.h"

static void write_one(struct pdf *p, struct sample *s, const char *amount, struct text *out)
{
	sample_letter(s, amount);
	text_reset(out);
	ck_assert_int_eq(pdf_write(p, s->doc, out, &s->d), 0);
}

static void same(const struct text *a, const struct text *b)
{
	ck_assert_int_eq((int)a->len, (int)b->len);
	ck_assert_int_eq(memcmp(a->data, b->data, a->len), 0);
}

START_TEST(same_bytes)
{
	static const struct image other = {sample_logo, 2, 2, 3, "fedcba9876543210"};
	struct sample s;
	struct text first, again;
	struct pdf *p;

	sample_open(&s);
	text_init(&first);
	text_init(&again);
	for (int level = PDF_A1B; level <= PDF_A3A; level++) {
		p = sample_pdf(&s, (enum pdf_level)level, NULL);
		write_one(p, &s, "AED 12.00", &first);
		write_one(p, &s, "AED 12.00", &again);
		same(&first, &again);
		/* after other letters, another image, a merged file and one given up half-way */
		write_one(p, &s, "SAR 98,765.43 Qq\xC3\x9F", &again);
		sample_letter(&s, "KWD 1.000");
		s.doc->image = &other;
		text_reset(&again);
		ck_assert_int_eq(pdf_write(p, s.doc, &again, &s.d), 0);
		ck_assert_int_eq(pdf_merge_begin(p, "m", "en", DATE_NONE, &again, &s.d), 0);
		ck_assert_int_eq(pdf_merge_add(p, s.doc, "x", &again, &s.d), 0);
		s.doc->page[1].item[0].tag = 100000;
		ck_assert_int_eq(pdf_write(p, s.doc, &again, &s.d), -1);
		write_one(p, &s, "AED 12.00", &again);
		same(&first, &again);
		pdf_close(p);
		p = sample_pdf(&s, (enum pdf_level)level, NULL);
		write_one(p, &s, "KWD 7.000", &again);
		write_one(p, &s, "AED 12.00", &again);
		same(&first, &again);
		pdf_close(p);
	}
	text_done(&first);
	text_done(&again);
	sample_close(&s);
}
END_TEST

/* A different figure is another file with another /ID; only the date of the document is in it, never a clock.
 */
START_TEST(other_content_other_id)
{
	struct sample s;
	struct text a, b;
	struct pdf *p;
	const char *x, *y;

	sample_open(&s);
	text_init(&a);
	text_init(&b);
	p = sample_pdf(&s, PDF_A1B, NULL);
	write_one(p, &s, "AED 12.00", &a);
	write_one(p, &s, "AED 21.00", &b);
	x = a.data + a.len - 120;
	y = b.data + b.len - 120;
	while (memcmp(x, "/ID[<", 5) != 0)
		x++;
	while (memcmp(y, "/ID[<", 5) != 0)
		y++;
	ck_assert_int_ne(memcmp(x, y, 37), 0);
	ck_assert_int_eq(memcmp(x + 5, x + 39, 32), 0);
	pdf_close(p);
	text_done(&a);
	text_done(&b);
	sample_close(&s);
}
END_TEST

/* What cannot be written leaves the output as it was. */
START_TEST(nothing_half)
{
	struct sample s;
	struct text out;
	struct pdf *p;

	sample_open(&s);
	text_init(&out);
	text_adds(&out, "kept");
	p = sample_pdf(&s, PDF_A2A, NULL);
	sample_letter(&s, "AED 1.00");
	s.doc->page[1].item[0].tag = s.doc->tags;
	ck_assert_int_eq(pdf_write(p, s.doc, &out, &s.d), -1);
	ck_assert_str_eq(text_str(&out), "kept");
	s.doc->page[1].item[0].tag = 1;
	s.doc->tag[3].parent = 3;
	ck_assert_int_eq(pdf_write(p, s.doc, &out, &s.d), -1);
	s.doc->tag[3].parent = 0;
	s.doc->field[0].page = 2;
	ck_assert_int_eq(pdf_write(p, s.doc, &out, &s.d), -1);
	ck_assert_str_eq(text_str(&out), "kept");
	ck_assert_int_eq(s.d.count[DIAG_BUG], 3);
	pdf_close(p);
	text_done(&out);
	sample_close(&s);
}
END_TEST

UNIT_MAIN("emit: same bytes", same_bytes, other_content_other_id, nothing_half)
