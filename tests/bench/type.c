/* type.c: times the type room by hand (not part of any check): microseconds per paragraph, cell and subset.
 * Built with gcc -O2 -Igen $(pkg-config --cflags harfbuzz) tests/bench/type.c the objects of gen/type and
 * gen/base and the libraries harfbuzz icu-uc libcrypto; run from the top. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "type/inner.h"

static const char *const para[3] = {
	"Please note that the following invoices remain outstanding as of the date of this letter, and that unless they are paid "
	"within seven days interest will be charged at 9 % per annum (see our terms), from the first day after they fell due.",
	"Просим обратить внимание, что на дату настоящего письма следующие счета остаются неоплаченными; при отсутствии оплаты "
	"в течение семи дней на сумму долга будут начислены проценты по ставке 9 % годовых (см. условия договора).",
	"نود أن نلفت انتباهكم إلى أن الفواتير التالية ما زالت غير مسددة حتى تاريخ هذا الخطاب، وما لم يتم السداد خلال سبعة أيام "
	"فسيتم احتساب فائدة بنسبة 9 % سنويا (انظر شروطنا) عن المبلغ 12,345.67 درهم."};
static const char *const tag[3] = {"en", "ru", "ar"};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void sink(void *ctx, const struct diag_message *m)
{
	(void)ctx;
	fprintf(stderr, "%s\n", m->text);
}

/* Every round with empty caches. */
static void forget(struct type *t)
{
	t->cached.n = UINT32_MAX;
}

int main(int argc, char **argv)
{
	struct type_options o = {170 * 2835, 10000, 0, ALIGN_START, 0};
	struct arena a;
	struct diag d;
	struct type *t;
	struct text out;
	double from;
	int32_t i, k, r, n, lines, rounds = 2000;

	diag_init(&d, sink, NULL);
	from = now();
	t = type_open(argc > 1 ? argv[1] : "fonts", &d);
	if (!t)
		return 1;
	printf("open                       %8.1f\n", now() - from);
	type_close(t);
	from = now();
	t = type_open(argc > 1 ? argv[1] : "fonts", &d);
	printf("open again                 %8.1f\n", now() - from);
	arena_init(&a);
	for (k = 0; k < 3; k++) {
		struct type_span span = {para[k], (int32_t)strlen(para[k]), 0, tag[k]};

		o.rtl = k == 2;
		for (from = now(), r = 0; r < 200; r++, arena_reset(&a)) {
			forget(t);
			shape_begin(t);
			type_lines(t, &a, &span, 1, &o, &lines);
		}
		printf("paragraph %s, new words    %8.2f (less 1 MiB memset)\n", tag[k],
		       (now() - from) / 200);
		for (from = now(), r = 0; r < rounds; r++, arena_reset(&a))
			type_lines(t, &a, &span, 1, &o, &lines);
		printf("paragraph %s, known words  %8.2f (%d lines)\n", tag[k], (now() - from) / rounds,
		       lines);
	}
	o.rtl = 0;
	o.size = 8500;
	o.width = 20 * 2835;
	for (k = 0; k < 2; k++) {
		for (from = now(), r = 0; r < rounds; r++, arena_reset(&a)) {
			char cell[32];
			struct type_span span = {cell, 0, STYLE_TABULAR, "en"};

			span.n = sprintf(cell, k ? "INV-2026-%05d" : "%d,%03d.45", k ? r : r % 100, r % 1000);
			type_width(t, cell, span.n, STYLE_TABULAR, 8500, "en");
			type_widest_word(t, cell, span.n, STYLE_TABULAR, 8500, "en");
			type_lines(t, &a, &span, 1, &o, &lines);
		}
		printf("new cell (%s)    %8.2f (width, widest word, lines)\n", k ? "number" : "amount",
		       (now() - from) / rounds);
	}
	for (k = 0; k < 3; k++) {
		static const char *const cell[3] = {"Advertising LLC", "Поставка товара",
						    "شركة النور للتجارة"};
		struct type_span span = {cell[k], (int32_t)strlen(cell[k]), 0, tag[k]};

		o.rtl = k == 2;
		o.width = 0;
		for (from = now(), r = 0; r < rounds; r++, arena_reset(&a)) {
			type_width(t, span.s, span.n, 0, 8500, tag[k]);
			type_lines(t, &a, &span, 1, &o, &lines);
		}
		printf("known cell %s              %8.2f (width, lines)\n", tag[k], (now() - from) / rounds);
	}
	text_init(&out);
	for (k = 0; k < 2; k++) {
		uint16_t glyph[256];
		int32_t face = k ? FACE_ARABIC : FACE_LATIN;

		for (from = now(), r = 0; r < rounds; r++, text_reset(&out)) {
			glyph[0] = 0;
			for (i = 1, n = 60; i < n; i++)
				glyph[i] = (uint16_t)((k ? 200 : 25) + i);
			type_subset(t, face, glyph, &n, 256, &out);
			if (r == 0)
				printf("subset of 60 glyphs has %d, %zu bytes\n", n, out.len);
		}
		printf("subset                     %8.2f\n", (now() - from) / rounds);
	}
	text_done(&out);
	arena_done(&a);
	type_close(t);
	return 0;
}
