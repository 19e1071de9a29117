/* The trace: one line an item, stable, in logical text, with page, place, style and element. */
#include "unit.h"

#include "emit_sample.h"

START_TEST(trace_lines)
{
	struct sample s;
	struct text t;
	const char *p;
	int lines = 0, items = 0;

	sample_open(&s);
	sample_letter(&s, "say \"AED\" \\ 1.00");
	text_init(&t);
	trace_write(s.type, s.doc, &t);
	p = text_str(&t);
	ck_assert_int_eq(strncmp(p, "1 bookmark 0 240.94 \"Statement of account\"\n", 43), 0);
	ck_assert_ptr_nonnull(strstr(p, "\n1 box 70.87 269.29 467.72 34.02 Artifact none #F0F0F0 0.00\n"));
	ck_assert_ptr_nonnull(
		strstr(p, "\n1 text 70.87 255.12 H1#2 SourceSans3-Bold 12.00 \"Statement of account\"\n"));
	ck_assert_ptr_nonnull(strstr(p, "\n1 image 481.89 34.02 42.52 42.52 Figure#1 0123456789ab\n"));
	ck_assert_ptr_nonnull(strstr(p, "SourceSans3-Bold 14.00 \"say \\\"AED\\\" \\\\ 1.00\"\n"));
	ck_assert_ptr_nonnull(strstr(p, "\n2 rule 70.87 170.08 467.72 0.00 Artifact #000000 0.50 3.00\n"));
	ck_assert_ptr_nonnull(strstr(p, "\n2 signature 70.87 311.81 184.25 42.52 Form#"));
	for (; *p; p++)
		lines += *p == '\n';
	for (int32_t g = 0; g < s.doc->pages; g++)
		items += s.doc->page[g].n;
	ck_assert_int_eq(lines, items + s.doc->fields + s.doc->bookmarks);
	text_done(&t);
	sample_close(&s);
}
END_TEST

UNIT_MAIN("emit: trace", trace_lines)
