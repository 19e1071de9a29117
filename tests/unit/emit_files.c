/* Whole files of every level, written to $B/emit/ for tests/pdf_checks.sh, pdf_sign.sh and pdf_ua.py to
 * judge. */
#include "unit.h"

#include "emit_sample.h"

static void keep(struct sample *s, const char *name, const struct text *out)
{
	const char *b = getenv("B");
	char *folder = arena_format(&s->a, "%s/emit", b ? b : "build");

	ck_assert_int_eq(file_mkdirs(&s->d, folder), 0);
	ck_assert_int_eq(
		file_write(&s->d, arena_format(&s->a, "%s/%s", folder, name), out->data, out->len, 1), 0);
}

START_TEST(files_of_all_levels)
{
	static const char *const name[] = {"letter-1b.pdf", "letter-2a.pdf", "letter-3a.pdf"};
	struct sample s;
	struct text out;

	sample_open(&s);
	text_init(&out);
	for (int level = PDF_A1B; level <= PDF_A3A; level++) {
		struct pdf *p = sample_pdf(&s, (enum pdf_level)level, level == PDF_A3A ? "PREVIEW" : NULL);

		sample_letter(&s, "AED 12,345.67");
		text_reset(&out);
		ck_assert_int_eq(pdf_write(p, s.doc, &out, &s.d), 0);
		keep(&s, name[level], &out);
		pdf_close(p);
	}
	text_done(&out);
	sample_close(&s);
}
END_TEST

/* A merged file whose pieces are taken away after each call, as a writer in flat memory does. */
START_TEST(file_merged)
{
	struct sample s;
	struct text out, all;
	struct pdf *p;

	sample_open(&s);
	text_init(&out);
	text_init(&all);
	p = sample_pdf(&s, PDF_A2A, NULL);
	ck_assert_int_eq(
		pdf_merge_begin(p, "Statements of November", "en", date_make(2026, 11, 1), &all, &s.d), 0);
	for (int i = 0; i < 40; i++) {
		sample_letter(&s, i % 2 ? "AED 12,345.67" : "NOK 9.00 \xC3\xA6\xC3\xB8\xC3\xA5");
		text_reset(&out);
		ck_assert_int_eq(
			pdf_merge_add(p, s.doc, i % 2 ? "C1042 Ahmed" : "C7 Bj\xC3\xB8rn", &out, &s.d), 0);
		text_add(&all, out.data, out.len);
	}
	text_reset(&out);
	ck_assert_int_eq(pdf_merge_end(p, &out, &s.d), 0);
	text_add(&all, out.data, out.len);
	keep(&s, "merged-2a.pdf", &all);
	pdf_close(p);
	text_done(&out);
	text_done(&all);
	sample_close(&s);
}
END_TEST

UNIT_MAIN("emit: files", files_of_all_levels, file_merged)
