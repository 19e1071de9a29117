/* Mails as Outlook keeps them: sender, day, subject, attachments from a compound file; torn ones and other
 * compound files are none. */
#include "unit.h"

#include <gsf/gsf.h>

#include "evidence/media.h"

static struct arena arena;

static void put(GsfOutfile *to, const char *name, const void *bytes, size_t n)
{
	GsfOutput *s = gsf_outfile_new_child(to, name, FALSE);

	gsf_output_write(s, n, bytes);
	gsf_output_close(s);
	g_object_unref(s);
}

static void put_words(GsfOutfile *to, const char *tag, const char *words)
{
	char name[40], *utf16;
	gsize n;

	snprintf(name, sizeof name, "__substg1.0_%s001F", tag);
	utf16 = g_convert(words, -1, "UTF-16LE", "UTF-8", NULL, &n, NULL);
	put(to, name, utf16, n);
	g_free(utf16);
}

/* A message of 2026-11-02 06:30 in Greenwich with two attachments, in the arena. */
static const void *message(int mail, size_t *n)
{
	const uint64_t when = (134774ULL + 20759) * 864000000000ULL + 6 * 36000000000ULL + 30 * 600000000ULL;
	uint8_t fixed[64] = {0};
	GsfOutput *out;
	GsfOutfile *top;
	const void *all;

	gsf_init();
	out = gsf_output_memory_new();
	top = gsf_outfile_msole_new(out);
	GSF_LE_SET_GUINT32(fixed + 32, 0x0E1F000B); /* some other property first */
	GSF_LE_SET_GUINT32(fixed + 48, 0x00390040);
	GSF_LE_SET_GUINT64(fixed + 56, when);
	if (mail) {
		put(top, "__properties_version1.0", fixed, sizeof fixed);
		put_words(top, "0037", "Re: счёт 5 — we will pay");
		put_words(top, "0C1A", "A. Murjan");
		put_words(top, "5D01", "a@example.com");
		for (int i = 0; i < 2; i++) {
			GsfOutput *s = gsf_outfile_new_child(
				top, i ? "__attach_version1.0_#00000001" : "__attach_version1.0_#00000000",
				TRUE);

			put(GSF_OUTFILE(s), "__substg1.0_37010102", "%PDF", 4);
			gsf_output_close(s);
			g_object_unref(s);
		}
	}
	put_words(top, "1000", "Thank you for your letter.");
	gsf_output_close(GSF_OUTPUT(top));
	*n = (size_t)gsf_output_size(out);
	all = arena_dupn(&arena, (const char *)gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(out)), *n);
	g_object_unref(top);
	g_object_unref(out);
	return all;
}

START_TEST(mail_msg)
{
	struct media m;
	const void *bytes;
	size_t n;

	arena_init(&arena);
	bytes = message(1, &n);
	ck_assert_int_eq(media_find(&arena, bytes, n, &m), 0);
	ck_assert_str_eq(m.type, "application/vnd.ms-outlook");
	ck_assert_str_eq(m.ext, "msg");
	ck_assert_ptr_null(m.damage);
	ck_assert_int_eq(m.is_mail, 1);
	ck_assert_str_eq(m.mail_from, "A. Murjan <a@example.com>");
	ck_assert_str_eq(m.mail_subject, "Re: счёт 5 — we will pay");
	ck_assert_int_eq(m.mail_date, date_make(2026, 11, 2));
	ck_assert_str_eq(m.mail_time, "06:30");
	ck_assert_int_eq(m.mail_files, 2);
	for (size_t cut = 0; cut < n; cut += 211) {
		media_find(&arena, bytes, cut, &m);
		ck_assert_msg(m.unreadable || cut + 512 > n, "cut at %zu of %zu", cut, n);
	}
	bytes = message(0, &n);
	media_find(&arena, bytes, n, &m);
	ck_assert_int_eq(m.is_mail, 0);
	ck_assert_int_eq(m.unreadable, 1);
	arena_done(&arena);
}
END_TEST

/* What a sender wrote is shown to a court: nothing in it may turn or hide the rest, and it ends at a letter.
 */
START_TEST(mail_words)
{
	struct text t;
	struct media m;

	arena_init(&arena);
	text_init(&t);
	text_addf(
		&t,
		"From: a@b.c\nDate: Mon, 02 Nov 2026 10:00:00 +0000\nSubject: =?utf-8?Q?x=E2=80=AEy=0Az?= ");
	for (int i = 0; i < 200; i++)
		text_addf(&t, "\n =?utf-8?Q?=D1=84=D1=84=D1=84=D1=84?=");
	text_addf(&t, "\n\nwords\n");
	media_find(&arena, t.data, t.len, &m);
	ck_assert_int_eq(m.is_mail, 1);
	ck_assert_int_eq(strncmp(m.mail_subject, "x y z", 5), 0);
	ck_assert_uint_lt(strlen(m.mail_subject), 320);
	ck_assert_int_eq(utf8_valid(m.mail_subject, strlen(m.mail_subject), NULL), 1);
	ck_assert_str_eq(m.mail_subject + strlen(m.mail_subject) - 3, "…");
	text_done(&t);
	arena_done(&arena);
}
END_TEST

UNIT_MAIN("evidence: mail", mail_msg, mail_words)
