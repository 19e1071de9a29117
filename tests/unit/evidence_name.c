/* Names of papers: plain codes stay plain, odd ones are reversible, never collide on any disk, and fit. */
#include "unit.h"

#include <stdio.h>

#include "base/base.h"
#include "evidence/name.h"

static uint32_t seed = 12345;

static uint32_t next_random(void)
{
	seed = seed * 1664525u + 1013904223u;
	return seed >> 8;
}

/* Up to 60 bytes of what ledgers hold, often twins in capitals only. */
static void random_text(char *buf)
{
	static const char *const piece[] = {"a", "A",  "b", "B", "x",	"X",   "0",  "7",    "-",  "_",
					    "/", "\\", ":", "*", "~",	".",   " ",  "\"",   "<",  "|",
					    "?", "Щ",  "ى", "é", "ALL", "con", "\n", "\x01", "~~", "~2F"};
	uint32_t n = next_random() % 12;

	buf[0] = 0;
	if (next_random() % 8 == 0)
		n += 20;
	while (n-- > 0)
		strcat(buf, piece[next_random() % (sizeof piece / sizeof *piece)]);
}

static char *folded(struct arena *a, const char *s)
{
	char *r = arena_dup(a, s);

	for (char *p = r; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 32);
	return r;
}

/* The examples of the design come out as written there. */
START_TEST(name_examples)
{
	struct arena a;

	arena_init(&a);
	ck_assert_str_eq(name_escape(&a, "C1042", 0), "C1042");
	ck_assert_str_eq(name_escape(&a, "INV-2025/0001", 0), "INV-2025~2F0001");
	ck_assert_str_eq(name_escape(&a, "a_b.", 0), "a~5Fb~2E");
	ck_assert_str_eq(name_escape(&a, "", 0), "~00");
	ck_assert_str_eq(name_escape(&a, "ALL", 0), "~41LL");
	ck_assert_str_eq(name_escape(&a, "com7", 0), "~63om7");
	ck_assert_str_eq(name_escape(&a, "Щ", 0), "~D0~A9");
	ck_assert_str_eq(name_escape(&a, "aBcdE", 1), "aBcdE~~21");
	ck_assert_str_eq(
		name_make(&a, "BD2026-00017", "C1042", NULL, date_make(2026, 11, 1), "NOTICE", "pdf"),
		"BD2026-00017_C1042_ALL_20261101_NOTICE.pdf");
	arena_done(&a);
}
END_TEST

/* Any text comes back from its part, or, where it was cut, its beginning with a digest that tells it from
 * others. */
START_TEST(name_reversible)
{
	struct arena a;
	char s[256];

	arena_init(&a);
	for (int i = 0; i < 50000; i++) {
		int masked, cut, want = (int)(next_random() & 1);
		random_text(s);
		char *part = name_escape(&a, s, want), *back = name_unescape(&a, part, &masked, &cut);
		ck_assert_ptr_nonnull(back);
		ck_assert_uint_le(strlen(part), NAME_PART_MOST);
		for (const char *p = part; *p; p++)
			ck_assert(*p > 32 && *p < 127 && !strchr("_/\\:*?\"<>|. ", *p));
		if (cut)
			ck_assert_int_eq(strncmp(back, s, strlen(back)), 0);
		else
			ck_assert_str_eq(back, s);
		if (!cut)
			ck_assert_int_eq(masked, want);
		arena_reset(&a);
	}
	arena_done(&a);
}
END_TEST

/* Two texts that differ never share a name on a disk that folds capitals, when the later twin carries its
 * mask. */
START_TEST(name_never_collides)
{
	struct arena a;
	char s[256], t[256];

	arena_init(&a);
	for (int i = 0; i < 100000; i++) {
		random_text(s);
		strcpy(t, s);
		if (next_random() % 2) {
			for (char *p = t; *p; p++)
				if (((*p | 32) >= 'a' && (*p | 32) <= 'z') && next_random() % 3 == 0)
					*p = (char)(*p ^ 32);
		} else
			random_text(t);
		int twins = strcmp(s, t) != 0 && !strcmp(folded(&a, s), folded(&a, t));
		if (strcmp(s, t) != 0)
			ck_assert_str_ne(folded(&a, name_escape(&a, s, 0)),
					 folded(&a, name_escape(&a, t, twins)));
		arena_reset(&a);
	}
	arena_done(&a);
}
END_TEST

/* Of three twins, each with a mask but the first, all differ. */
START_TEST(name_three_twins)
{
	struct arena a;

	arena_init(&a);
	ck_assert_str_ne(folded(&a, name_escape(&a, "abC", 1)), folded(&a, name_escape(&a, "aBc", 1)));
	ck_assert_str_ne(folded(&a, name_escape(&a, "abc", 1)), folded(&a, name_escape(&a, "ABC", 1)));
	arena_done(&a);
}
END_TEST

/* A whole name goes to parts and back, and fits a file system, whatever the parts hold. */
START_TEST(name_whole)
{
	struct arena a;
	char customer[256], invoice[256];

	arena_init(&a);
	for (int i = 0; i < 20000; i++) {
		random_text(customer);
		random_text(invoice);
		struct name n = {.scope = "R20261101-01",
				 .customer = customer,
				 .invoice = i % 5 ? invoice : NULL,
				 .date = date_make(2026, 2, 28),
				 .doctype = "PHOTO-2",
				 .ext = "jpg",
				 .mask = next_random() & 3u},
			    m;
		char *name = name_make_masked(&a, &n);
		ck_assert_uint_le(strlen(name), 255);
		ck_assert_int_eq(name_parse(&a, name, &m), 0);
		ck_assert_str_eq(m.scope, n.scope);
		ck_assert_str_eq(m.doctype, n.doctype);
		ck_assert_str_eq(m.ext, n.ext);
		ck_assert_int_eq(m.date, n.date);
		if (!(m.cut & NAME_MASK_CUSTOMER))
			ck_assert_str_eq(m.customer, customer);
		if (!n.invoice)
			ck_assert_ptr_null(m.invoice);
		else if (!(m.cut & NAME_MASK_INVOICE))
			ck_assert_str_eq(m.invoice, invoice);
		arena_reset(&a);
	}
	arena_done(&a);
}
END_TEST

/* What is not by the convention is not taken for it. */
START_TEST(name_refused)
{
	static const char *const bad[] = {"",
					  "a_b_c_20260101_X",
					  "a_b_c_20260101.pdf",
					  "a_b_c_20260230_X.pdf",
					  "a_b_c_20260101_X_Y.pdf",
					  "a__c_20260101_X.pdf",
					  "a_b_~2f_20260101_X.pdf",
					  "a_~41_c_20260101_X.pdf",
					  "a_b_c_20260101_X.PDF",
					  "a_b_c~~_20260101_X.pdf",
					  "../b_c_d_20260101_X.pdf",
					  "a_b_c d_20260101_X.pdf",
					  "a_CON_c_20260101_X.pdf"};
	struct arena a;
	struct name n;

	arena_init(&a);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_assert_msg(name_parse(&a, bad[i], &n) < 0, "taken: %s", bad[i]);
	arena_done(&a);
}
END_TEST

UNIT_MAIN("evidence: names", name_examples, name_reversible, name_never_collides, name_three_twins,
	  name_whole, name_refused)
