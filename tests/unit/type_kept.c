/* Lines that were set before: the same as set anew, told apart by all that they depend on, in bounded memory.
 */
#include "unit.h"

#include <stdio.h>

#include "type/inner.h"

static struct diag d;
static struct type *t;
static struct arena a;

static void setup(void)
{
	diag_init(&d, NULL, NULL);
	arena_init(&a);
	t = type_open("fonts", &d);
	ck_assert_ptr_nonnull(t);
}

static void teardown(void)
{
	type_close(t);
	arena_done(&a);
}

static void same(const struct line *x, int32_t xs, const struct line *y, int32_t ys)
{
	ck_assert_int_eq(xs, ys);
	for (int32_t i = 0; i < xs; i++) {
		ck_assert(x[i].width == y[i].width && x[i].runs == y[i].runs && x[i].last == y[i].last);
		for (int32_t k = 0; k < x[i].runs; k++) {
			const struct run *p = &x[i].run[k], *q = &y[i].run[k];

			ck_assert(p->face == q->face && p->size == q->size && p->x == q->x &&
				  p->width == q->width && p->rtl == q->rtl);
			ck_assert(p->n == q->n && p->len == q->len);
			ck_assert_mem_eq(p->s, q->s, (size_t)p->len);
			ck_assert_mem_eq(p->glyph, q->glyph, (size_t)p->n * sizeof *p->glyph);
		}
	}
}

/* Texts, styles, languages, measures and alignments in all combinations, three times over: the third time all
 * come from memory. */
START_TEST(kept_same)
{
	static const char *const text[] = {
		"",
		"Total",
		"Please pay the balance of AED 1 204.50 by 15 November, or tell us why not.",
		"Оплатите остаток до 15 ноября\nили напишите нам.",
		"يرجى سداد الرصيد 1204.50 AED \u2066INV-2026/000017\u2069 قبل يوم الأحد",
		"a\tb\u00A0c\x7F"};
	static const char *const lang[] = {"en", "ru", "ar"};
	size_t bytes = 0;

	setup();
	for (int round = 0; round < 3; round++) {
		if (round == 2)
			bytes = t->kept.bytes;
		for (int k = 0; k < 6 * 3 * 2 * 3 * 2 * 2; k++) {
			const char *s = text[k % 6];
			int32_t half = (int32_t)strlen(s) / 2, n, ns;
			const struct type_span span[2] = {
				{s, k / 108 % 2 ? (half > 7 ? 7 : half) : (int32_t)strlen(s),
				 (uint8_t)(k / 18 % 2), lang[k / 6 % 3]},
				{"2026", 4, STYLE_TABULAR, lang[k / 6 % 3]}};
			const struct type_options o = {k / 36 % 3 * 60000, 9000 + k / 216 * 1000,
						       lang[k / 6 % 3][0] == 'a',
						       k / 36 % 3 == 2 ? ALIGN_JUSTIFY : ALIGN_START, 0};
			struct line *is = type_lines(t, &a, span, 1 + k / 108 % 2, &o, &n), *should;

			t->uncached = 1;
			should = type_lines(t, &a, span, 1 + k / 108 % 2, &o, &ns);
			t->uncached = 0;
			same(is, n, should, ns);
		}
	}
	ck_assert_int_gt((int)bytes, 0);
	ck_assert(t->kept.bytes == bytes);
	teardown();
}
END_TEST

/* Memory does not grow without end, and what was handed out outlives its loss. */
START_TEST(kept_bounded)
{
	const struct type_options o = {0, 10000, 0, ALIGN_START, 0};
	const struct type_span first = {"handed out", 10, 0, "en"};
	struct arena job;
	struct line *line = NULL, *anew;
	char s[64];
	int32_t n;
	size_t most = 0;

	setup();
	arena_init(&job);
	for (int i = 0; i < 3; i++)
		line = type_lines(t, &a, &first, 1, &o, &n);
	for (int i = 0; i < 40000; i++) {
		const struct type_span span = {
			s, snprintf(s, sizeof s, "a sentence that is said twice, number %d", i), 0, "en"};

		type_lines(t, &job, &span, 1, &o, &n);
		type_lines(t, &job, &span, 1, &o, &n);
		arena_reset(&job);
		most = t->kept.bytes > most ? t->kept.bytes : most;
	}
	ck_assert(most > 1 << 20 && most < 8 << 20);
	t->uncached = 1;
	anew = type_lines(t, &a, &first, 1, &o, &n);
	same(line, 1, anew, n);
	arena_done(&job);
	teardown();
}
END_TEST

/* A character without a glyph is told of each time that it is set. */
START_TEST(kept_tells_what_lacks)
{
	const struct type_options o = {0, 10000, 0, ALIGN_START, 0};
	const struct type_span span = {"a \u4E00", 5, 0, "en"};
	const char *where;
	int32_t n;

	setup();
	for (int i = 0; i < 4; i++) {
		type_lines(t, &a, &span, 1, &o, &n);
		ck_assert_int_eq((int)type_lacked(t, &where), 0x4E00);
	}
	teardown();
}
END_TEST

UNIT_MAIN("type: kept", kept_same, kept_bounded, kept_tells_what_lacks)
