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

UNIT_MAIN("base: text", plain_for_a_terminal)
