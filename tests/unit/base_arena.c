/* Memory that does not fail: what is short of it leaves by mem_exhausted, also from inside of libraries that
 * say nothing. */
#include "unit.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>

#include "base/base.h"

static jmp_buf out;

static void gone(size_t wanted)
{
	(void)wanted;
	longjmp(out, 1);
}

START_TEST(memory_watched)
{
	volatile int left = 0;

	mem_exhausted = gone;
	errno = ENOMEM; /* of something before: no concern of this call */
	mem_watch();
	mem_watched();
	errno = ENOENT;
	mem_watched();
	if (setjmp(out) == 0) {
		mem_watch();
		errno = ENOMEM; /* as malloc leaves it */
		mem_watched();
	} else {
		left = 1;
	}
	ck_assert_int_eq(left, 1);
	mem_exhausted = NULL;
}
END_TEST

START_TEST(memory_is_gone)
{
	volatile int left = 0;

	mem_exhausted = gone;
	if (setjmp(out) == 0)
		mem_grow(NULL, (size_t)1 << 62);
	else
		left++;
	if (setjmp(out) == 0)
		mem_alloc((size_t)1 << 62);
	else
		left++;
	ck_assert_int_eq(left, 2);
	mem_exhausted = NULL;
}
END_TEST

START_TEST(texts_kept_once)
{
	struct arena_texts t;
	struct arena a;
	char word[16];
	const char *first[500];
	int i;

	arena_init(&a);
	t = (struct arena_texts){.arena = &a};
	ck_assert_ptr_null(arena_text(&t, NULL));
	for (i = 0; i < 1000; i++) {
		snprintf(word, sizeof word, "C%d", i % 500);
		if (i < 500)
			first[i] = arena_text(&t, word);
		else
			ck_assert_ptr_eq(arena_text(&t, word), first[i - 500]);
		ck_assert_str_eq(first[i % 500], word);
	}
	ck_assert_uint_eq(t.n, 500);
	arena_done(&a);
}
END_TEST

UNIT_MAIN("base: arena", memory_watched, memory_is_gone, texts_kept_once)
