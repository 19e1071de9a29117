/* due.c: every letter that `plan` would make as of the snapshot's day, into the table to_make. */
#include "run/due.h"

#include <string.h>

#include "run/types.h"

static int is_read(const struct named_file *file)
{
	int32_t i;

	for (i = 0; i < file->n; i++)
		if (strstr(file->query[i].sql, "to_make"))
			return 1;
	return 0;
}

static int fill(struct cmd *c, struct db *snapshot)
{
	struct job_filter everyone = {0};
	struct job_list made = {0};
	struct types t;
	struct query *q;
	int32_t i;
	int rc = types_read(c, NULL, 0, &t);

	if (rc == 0)
		rc = jobs_find(c->arena, c->diag, snapshot, t.type, t.n, &everyone, &made, NULL);
	q = rc == 0 ? query_open(snapshot, c->diag, "INSERT INTO to_make VALUES (?1, ?2)", NULL) : NULL;
	rc = q ? 0 : -1;
	for (i = 0; i < made.n && rc == 0; i++) {
		const struct job *j = &made.job[i];

		if (!j->customer || t.fact[j->type].internal)
			continue;
		query_put_text(q, 1, t.type[j->type].code, -1);
		query_put_text(q, 2, j->customer, -1);
		rc = query_next(q, c->diag);
	}
	query_close(q);
	return rc;
}

int due_fill(struct cmd *c, struct db *snapshot, const struct named_file *file)
{
	if (!is_read(file) || db_int(snapshot, c->diag, "SELECT count(*) FROM to_make", 0) > 0)
		return 0;
	return fill(c, snapshot);
}
