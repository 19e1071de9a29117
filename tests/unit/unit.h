/* unit.h: the frame of a unit test. Include it, write START_TEST … END_TEST, then UNIT_MAIN("room: subject",
 * test, …). */
#ifndef LP_UNIT_H
#define LP_UNIT_H

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define UNIT_MAIN(name, ...)                                                                                 \
	int main(void)                                                                                       \
	{                                                                                                    \
		const TTest *tests[] = {__VA_ARGS__};                                                        \
		Suite *suite = suite_create(name);                                                           \
		TCase *tc = tcase_create(name);                                                              \
		SRunner *runner;                                                                             \
		int failed;                                                                                  \
		for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)                                  \
			tcase_add_test(tc, tests[i]);                                                        \
		tcase_set_timeout(tc, 300);                                                                  \
		suite_add_tcase(suite, tc);                                                                  \
		runner = srunner_create(suite);                                                              \
		srunner_run_all(runner, CK_ENV);                                                             \
		failed = srunner_ntests_failed(runner);                                                      \
		srunner_free(runner);                                                                        \
		return failed ? 1 : 0;                                                                       \
	}

#endif
