/* month.c: the month's check list of a house, from layouts/month.sql. */
#include "run/month.h"

#include <string.h>

#include "run/freeze.h"
#include "run/types.h"

enum { STEP, MEANING, FIRST, LAST, DONE, TO_DO, SAID, FOLDER, COMMAND, COLUMNS };

/* What the policy has due on the day, by type: beside the frozen tables, for this list alone. */
static int due_table(struct cmd *c, struct db *b)
{
	return db_run(b, c->diag,
		      "CREATE TABLE month_due (type TEXT PRIMARY KEY, papers INTEGER NOT NULL) STRICT");
}

static int due_fill_types(struct cmd *c, struct db *b)
{
	struct job_filter everyone = {0};
	struct job_list made = {0};
	struct types t;
	struct query *q;
	int rc = types_read(c, NULL, 0, &t);

	if (rc == 0)
		rc = jobs_find(c->arena, c->diag, b, t.type, t.n, &everyone, &made, NULL);
	q = rc == 0 ? query_open(
			      b, c->diag,
			      "INSERT INTO month_due VALUES (?1, 1) ON CONFLICT (type) DO UPDATE SET papers = papers + 1",
			      NULL)
		    : NULL;
	rc = q ? 0 : -1;
	for (int32_t i = 0; i < made.n && rc == 0; i++) {
		query_put_text(q, 1, t.type[made.job[i].type].code, -1);
		rc = query_next(q, c->diag) < 0 ? -1 : 0;
		query_reset(q);
	}
	query_close(q);
	return rc;
}

static struct query *steps(struct cmd *c, struct db *b, int32_t *at)
{
	static const struct query_want want[COLUMNS] = {[STEP] = {"step", WANT_TEXT, WANT_ALWAYS},
							[MEANING] = {"meaning", WANT_TEXT, WANT_ALWAYS},
							[FIRST] = {"first_day", WANT_INT, WANT_ALWAYS},
							[LAST] = {"last_day", WANT_INT, WANT_ALWAYS},
							[DONE] = {"done", WANT_INT, WANT_ALWAYS},
							[TO_DO] = {"to_do", WANT_INT, WANT_ALWAYS},
							[SAID] = {"said", WANT_TEXT, WANT_MAYBE},
							[FOLDER] = {"folder", WANT_TEXT, WANT_MAYBE},
							[COMMAND] = {"command", WANT_TEXT, WANT_ALWAYS}};
	static const char *const params[] = {"as_of", "preset", NULL};
	static const struct named_reader reader = {"steps", want, COLUMNS, params};
	const char *path = house_layout(c->house, c->arena, "month.sql");
	const struct named_file *f = path ? named_read(c->arena, c->diag, path) : NULL;

	return f ? named_open(b, c->diag, f, &reader, at, NULL) : NULL;
}

/* Files of out/reports/ of that name and the month: NAME_20261101.xlsx. */
static int64_t files_of(struct cmd *c, const char *name, int32_t as_of)
{
	char **file, day[11];
	const char *begin;
	int32_t n;
	int64_t found = 0;

	date_format(as_of, day);
	begin = arena_format(c->arena, "%s_%.4s%.2s", name, day, day + 5);
	if (!file_exists("out/reports"))
		return 0;
	if (file_list(c->arena, c->diag, "out/reports", &file, &n) < 0)
		return -1;
	for (int32_t i = 0; i < n; i++)
		found += strncmp(file[i], begin, strlen(begin)) == 0;
	return found;
}

static int step_read(struct cmd *c, struct query *q, const int32_t *at, int32_t as_of, struct month_step *s)
{
	s->step = arena_dup(c->arena, query_text(q, at[STEP]));
	s->meaning = arena_dup(c->arena, query_text(q, at[MEANING]));
	s->command = arena_dup(c->arena, query_text(q, at[COMMAND]));
	s->said = at[SAID] >= 0 && !query_null(q, at[SAID]) ? arena_dup(c->arena, query_text(q, at[SAID]))
							    : NULL;
	s->first = (int32_t)query_int(q, at[FIRST]);
	s->last = (int32_t)query_int(q, at[LAST]);
	s->done = query_int(q, at[DONE]);
	s->to_do = query_int(q, at[TO_DO]);
	if (at[FOLDER] >= 0 && !query_null(q, at[FOLDER])) {
		s->done = files_of(c, query_text(q, at[FOLDER]), as_of);
		s->to_do = s->done == 0;
	}
	return s->done < 0 ? -1 : 0;
}

int month_read(struct cmd *c, int32_t as_of, struct month *m)
{
	struct db *b = freeze_memory(c, as_of, "");
	struct query *q = NULL;
	int32_t at[COLUMNS], cap = 0;
	int rc = b ? due_table(c, b) : -1;

	memset(m, 0, sizeof *m);
	if (rc == 0 && (rc = due_fill_types(c, b)) == 0) {
		q = steps(c, b, at);
		rc = q ? 1 : -1;
	}
	if (q) {
		query_bind_int(q, "as_of", as_of);
		query_bind_text(q, "preset", house_text(c->house, "policy", "preset"));
	}
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		m->step = arena_room(c->arena, m->step, &cap, m->n + 1, sizeof *m->step);
		if (step_read(c, q, at, as_of, &m->step[m->n++]) < 0)
			rc = -1;
	}
	query_close(q);
	db_close(b);
	return rc;
}

int month_check(struct cmd *c, struct db *snapshot)
{
	int32_t at[COLUMNS];
	struct query *q = due_table(c, snapshot) == 0 ? steps(c, snapshot, at) : NULL;

	query_close(q);
	return q ? 0 : -1;
}
