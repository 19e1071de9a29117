/* Mails: addresses that mail can go to; nothing in a name, subject or file name can add a header; long and
 * foreign words come out encoded in short lines of ASCII; the same bytes each time. */
#include "unit.h"

#include <stdio.h>

#include "emit/mail.h"

START_TEST(addresses)
{
	static const char *const good[] = {"a@b.example", "first.last+tag@sub-domain.example", "o'neil@x.io",
					   "00@1.example"};
	static const char *const bad[] = {"",
					  "a",
					  "@b.example",
					  "a@",
					  "a@b",
					  "a@b.",
					  "a@.b",
					  "a@b..c",
					  "a b@c.example",
					  "a@b.example, c@d.example",
					  "a@b.example\nBcc: x@y.example",
					  "a\r@b.example",
					  "<a@b.example>",
					  "\"a\"@b.example",
					  ".a@b.example",
					  "a..b@c.example",
					  "a.@b.example",
					  "a@b@c.example",
					  "ä@b.example",
					  "a@ü.example",
					  "=?utf-8?q?eve=40evil.example=20?=@b.example",
					  "a=?b@c.example"};
	struct text t = {0};

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		ck_assert_msg(!mail_fault(good[i]), "%s", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		ck_assert_msg(mail_fault(bad[i]), "%s", bad[i]);
	ck_assert_str_eq(mail_fault(NULL), "no address");
	for (int i = 0; i < 250; i++)
		text_addc(&t, 'a');
	text_adds(&t, "@b.c");
	ck_assert(!mail_fault(text_str(&t)));
	text_adds(&t, "d");
	ck_assert(mail_fault(text_str(&t)));
	text_done(&t);
}
END_TEST

static void write(struct text *t, const char *name, const char *subject, const char *file)
{
	const struct mail_to to = {name, "a@b.example"};
	const struct mail_file f = {file, "application/pdf", "%PDF", 4};
	const struct mail m = {.from = {name, "house@c.example"},
			       .to = &to,
			       .tos = 1,
			       .subject = subject,
			       .id = "REM1-2026-00001.R20261101-01",
			       .date = 0,
			       .plain = "words\n.\nFrom here\n",
			       .html = "<p>words</p>",
			       .file = &f,
			       .files = 1};

	text_reset(t);
	mail_write(&m, t);
}

/* How many lines begin so, in the head of the mail. */
static int headers(const char *s, const char *name)
{
	const char *end = strstr(s, "\r\n\r\n");
	int n = strncmp(s, name, strlen(name)) == 0;

	for (; (s = strstr(s, "\r\n")) != NULL && s < end; s += 2)
		n += strncmp(s + 2, name, strlen(name)) == 0;
	return n;
}

START_TEST(hostile)
{
	static const char *const word[] = {"x\r\nBcc: e@e.example\r\n\r\nbody",
					   "x\nBcc: e@e.example",
					   "x\rBcc: e@e.example",
					   "x\xC2\x85"
					   "Bcc: e@e.example",
					   "x\xE2\x80\xA8"
					   "Bcc: e@e.example",
					   "\"; Bcc: e@e.example",
					   "=?utf-8?q?x=0D=0ABcc:_e@e.example?="};
	struct text t = {0};

	for (size_t i = 0; i < sizeof word / sizeof word[0]; i++) {
		write(&t, word[i], word[i], word[i]);
		ck_assert_int_eq(headers(text_str(&t), "Bcc"), 0);
		ck_assert_int_eq(headers(text_str(&t), "X-Unsent: 1"), 1);
		ck_assert_int_eq(headers(text_str(&t), "To:"), 1);
		ck_assert_int_eq(headers(text_str(&t), "Subject:"), 1);
		ck_assert_ptr_null(strstr(text_str(&t), "\r\nBcc"));
	}
	text_done(&t);
}
END_TEST

START_TEST(foreign)
{
	struct text t = {0}, again = {0}, name = {0};
	const char *s;

	for (int i = 0; i < 40; i++)
		text_adds(&name, "сводка \xE2\x80\xAEكشف ");
	write(&t, text_str(&name), text_str(&name), text_str(&name));
	write(&again, text_str(&name), text_str(&name), text_str(&name));
	ck_assert_uint_eq(t.len, again.len);
	ck_assert_int_eq(memcmp(t.data, again.data, t.len), 0);
	for (size_t i = 0, line = 0; i < t.len; i++) {
		ck_assert_uint_lt((unsigned char)t.data[i], 0x80);
		line = t.data[i] == '\n' ? 0 : line + 1;
		ck_assert_uint_le(line, 200);
		if (t.data[i] == '\n')
			ck_assert_int_eq(t.data[i - 1], '\r');
	}
	s = strstr(text_str(&t), "Date: ");
	ck_assert_ptr_nonnull(s);
	ck_assert_int_eq(strncmp(s, "Date: Thu, 01 Jan 1970 12:00:00 +0000\r\n", 39), 0);
	ck_assert_ptr_nonnull(strstr(text_str(&t), "Message-Id: <REM1-2026-00001.R20261101-01@c.example>"));
	text_done(&t);
	text_done(&again);
	text_done(&name);
}
END_TEST

UNIT_MAIN("emit: mails", addresses, hostile, foreign)
