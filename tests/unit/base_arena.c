/* Memory that does not fail: what is short of it leaves by mem_exhausted, also from inside of libraries that
 * say nothing. */
#include "unit.h"

#include <errno.h>
#include <setjmp.h>

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

UNIT_MAIN("base: arena", memory_watched, memory_is_gone)
