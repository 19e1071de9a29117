/* PDF syntax: numbers, strings and names come out so that a reader gets the same back. */
#include "unit.h"

#include "emit/pdf.h"

static const char *string_of(struct text *t, const char *s)
{
	text_reset(t);
	pdf_add_string(t, s);
	return text_str(t);
}

/* Points have at most two decimals, rounded half away from zero, and no needless zeros. */
START_TEST(numbers)
{
	static const struct {
		int32_t mpt;
		const char *text;
	} row[] = {{0, " 0"},	      {4, " 0"},
		   {5, " .01"},	      {-5, " -.01"},
		   {1000, " 1"},      {595276, " 595.28"},
		   {12500, " 12.5"},  {-12345, " -12.35"},
		   {999995, " 1000"}, {INT32_MAX, " 2147483.65"}};
	struct text t;

	text_init(&t);
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		text_reset(&t);
		pdf_add_mpt(&t, row[i].mpt);
		ck_assert_str_eq(text_str(&t), row[i].text);
	}
	text_reset(&t);
	pdf_add_ref(&t, "/P", INT32_MAX);
	ck_assert_str_eq(text_str(&t), "/P 2147483647 0 R");
	text_done(&t);
}
END_TEST

/* Brackets and backslashes are escaped, even unbalanced ones; a CR would be read back as LF. */
START_TEST(escapes)
{
	struct text t;

	text_init(&t);
	ck_assert_str_eq(string_of(&t, "a (b) \\ c)"), "(a \\(b\\) \\\\ c\\))");
	ck_assert_str_eq(string_of(&t, ""), "()");
	text_reset(&t);
	pdf_add_ascii(&t, "\r\n\0)", 4);
	ck_assert_int_eq((int)t.len, 8);
	ck_assert_int_eq(memcmp(t.data, "(\\r\n\0\\))", 8), 0);
	text_reset(&t);
	pdf_add_name(&t, "A b/c#(\xC3\xA9");
	ck_assert_str_eq(text_str(&t), "/A#20b#2Fc#23#28#C3#A9");
	text_done(&t);
}
END_TEST

/* What is not printable ASCII is UTF-16BE with a mark, surrogates included. */
START_TEST(utf16)
{
	struct text t;

	text_init(&t);
	ck_assert_str_eq(string_of(&t, "\xC3\xA5 1"), "<FEFF00E500200031>");
	ck_assert_str_eq(string_of(&t, "\xD9\x81"), "<FEFF0641>");
	ck_assert_str_eq(string_of(&t, "\xF0\x9D\x84\x9E!"), "<FEFFD834DD1E0021>");
	ck_assert_str_eq(string_of(&t, "a\nb"), "<FEFF0061000A0062>");
	text_done(&t);
}
END_TEST

UNIT_MAIN("emit: syntax", numbers, escapes, utf16)
