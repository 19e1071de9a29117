/* Text for other readers: what stands in a file cannot break or turn a line of a terminal. */
#include "unit.h"

#include "base/base.h"

START_TEST(plain_for_a_terminal)
{
	static const struct {
		const char *in, *out;
	} row[] = {
		{"", ""},
		{"plain, Обь, مرحبا, ٣", "plain, Обь, مرحبا, ٣"},
		{"a\nb\r\tc", "a\\nb\\r\\tc"},
		{"\x1b[2Jgone\x7f", "\\x1B[2Jgone\\x7F"},
		{"invoice\xE2\x80\xAE"
		 "fdp.exe",
		 "invoice\\u202Efdp.exe"},
		{"\xC2\x85\xE2\x80\xA8", "\\u0085\\u2028"},
		{"\xFFok\xC3", "\\xFFok\\xC3"},
		{"\xC3\xA9\xED\xA0\x80\xC3\xA9", "é\\xED\\xA0\\x80é"},
	};
	struct text t;

	text_init(&t);
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		text_reset(&t);
		text_plain(&t, row[i].in);
		ck_assert_str_eq(text_str(&t), row[i].out);
	}
	text_done(&t);
}
END_TEST

/* What a spreadsheet would run is marked, with the full-width signs too; numbers and names are not. */
START_TEST(csv_formulas)
{
	static const char *const run[] = {"=1+1",
					  "+1+1",
					  "-1+1",
					  "@x",
					  "\t1",
					  "\xEF\xBC\x9D"
					  "1+1",
					  "\xEF\xBC\x8B"
					  "1",
					  "\xEF\xBC\x8D"
					  "1",
					  "\xEF\xBC\xA0"
					  "x"};
	static const char *const plain[] = {"-12.50",
					    "12",
					    "C1",
					    "",
					    "1=1",
					    "\xEF\xBC\x90"
					    "1",
					    "\xEF\xBC"};
	struct text t;
	size_t i;

	text_init(&t);
	for (i = 0; i < sizeof run / sizeof run[0]; i++) {
		text_reset(&t);
		text_csv(&t, run[i]);
		ck_assert_msg(t.data[0] == '"' && t.data[1] == '\'', "%s", t.data);
	}
	for (i = 0; i < sizeof plain / sizeof plain[0]; i++) {
		text_reset(&t);
		text_csv(&t, plain[i]);
		ck_assert_str_eq(text_str(&t), plain[i]);
	}
	text_done(&t);
}
END_TEST

static void keep(void *ctx, const struct diag_message *m)
{
	text_adds(ctx, m->text);
}

/* A value that went astray is not told whole; a statement of SQL is. */
START_TEST(message_of_a_long_value)
{
	struct text t, value;
	struct diag d;
	int i;

	text_init(&t);
	text_init(&value);
	for (i = 0; i < 1000000; i++)
		text_adds(&value, "\xD0\x96"); /* Ж */
	diag_init(&d, keep, &t);
	diag(&d, DIAG_SQL, NULL, "the value \"%s\" of \"%.*s\" is none", value.data, 400, value.data);
	ck_assert_int_eq(strncmp(t.data, "the value \"\xD0\x96", 13), 0);
	ck_assert(utf8_valid(t.data, t.len, NULL));
	ck_assert_ptr_nonnull(strstr(t.data, "\xE2\x80\xA6\" of \"\xD0"));
	ck_assert_uint_eq(t.len, strlen("the value \"\" of \"\" is none") + 80 + 3 + 400);
	text_done(&t);
	text_done(&value);
}
END_TEST

UNIT_MAIN("base: text", plain_for_a_terminal, csv_formulas, message_of_a_long_value)
