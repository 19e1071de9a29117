/* bundle_index.c: the index of a bundle by layouts/bundle-index.xml. */
#include "run/bundle_index.h"

#include <string.h>

#include "run/bag_index.h"

/* A file of the bundle, by what the index calls it: papers without their folder. */
static const char *link(void *ctx, const char *s)
{
	static const char *const beside[] = {"index.pdf",    "chronology.csv", "account.csv",
					     "register.csv", "custody.csv",    "custody-chain.txt"};
	const struct bundle *b = ctx;

	for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++)
		if (strcmp(s, beside[i]) == 0)
			return s;
	for (int32_t i = 0; i < b->papers; i++) {
		const char *slash = strrchr(b->paper[i].path, '/');

		if (strcmp(slash ? slash + 1 : b->paper[i].path, s) == 0)
			return b->paper[i].path;
	}
	return NULL;
}

int bundle_index(struct cmd *c, struct maker *m, const struct job_context *k, const struct bundle *b,
		 const char *language, struct bundle_index *index)
{
	const struct job job = {.customer = b->customer,
				.case_id = b->case_id,
				.language = language,
				.number = b->case_id,
				.key = b->case_id,
				.first_on = DATE_NONE};
	struct bundle members = *b;
	const struct bag_index i = {.stem = "bundle-index",
				    .name = b->case_id,
				    .link = link,
				    .ctx = &members,
				    .complete = b->gaps == 0};

	return bag_index(c, m, k, &job, &i, index);
}
