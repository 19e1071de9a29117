/* Libraries that are loaded when first called: what is not there is told, and never called. */
#include "unit.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <magic.h>

#include "late/late.h"

static jmp_buf told;
static char file[64], why[512];

static void tell(const char *f, const char *w)
{
	snprintf(file, sizeof file, "%s", f);
	snprintf(why, sizeof why, "%s", w);
	longjmp(told, 1);
}

START_TEST(missing_function)
{
	late_missing = tell;
	if (setjmp(told) == 0) {
		late_symbol(LATE_MAGIC, "magic_of_no_release");
		ck_abort_msg("a function that is not there has an address");
	}
	ck_assert_ptr_nonnull(strstr(file, "libmagic.so"));
	ck_assert_ptr_nonnull(strstr(why, "magic_of_no_release"));
}
END_TEST

START_TEST(own_function)
{
	late_load(LATE_MAGIC);
	ck_assert_int_eq(magic_version(), MAGIC_VERSION);
	ck_assert_ptr_eq(late_symbol(LATE_MAGIC, "magic_open"), late_symbol(LATE_MAGIC, "magic_open"));
}
END_TEST

UNIT_MAIN("late: libraries", missing_function, own_function)
