/* record_run.c: `record sent RUN`, `record delivered RUN`: all letters of a run went out, or arrived, on a
 * day. */
#include <string.h>

#include "cmd/record.h"
#include "run/make.h"
#include "run/types.h"

/* A run's papers that are made and not sent, or sent and not delivered, each with whether a mail was made of
 * it. */
static const char waiting[] =
	"SELECT number, type, EXISTS (SELECT 1 FROM paper_event v WHERE v.paper = p.id AND v.state = 'mailed') "
	"FROM paper p WHERE run = :run AND state = :state ORDER BY seq";

/* 1: made, 0: there is no such run, -1 after a diagnostic. */
static int run_made(struct cmd *c, const char *run)
{
	struct query *q = query_open(c->db, c->diag, "SELECT state FROM run WHERE id = :run", NULL);
	int rc = -1;

	if (q) {
		query_bind_text(q, "run", run);
		rc = query_next(q, c->diag);
	}
	if (rc == 1 && strcmp(query_text(q, 0), "made") != 0)
		rc = diag_hint(c->diag, DIAG_RECORD_STATE, NULL,
			       "`ledgerpress status` says how it is finished", "the run %s is not finished",
			       run);
	query_close(q);
	return rc;
}

static int is_internal(const struct types *t, const char *code)
{
	for (int32_t i = 0; i < t->n; i++)
		if (strcmp(t->type[i].code, code) == 0)
			return t->fact[i].internal;
	return 0;
}

int record_run(struct cmd *c, const struct paper_news *s, int32_t *n)
{
	struct query *q;
	struct types types;
	int rc = run_made(c, s->number);

	*n = 0;
	if (rc != 1)
		return rc;
	if (types_read(c, NULL, 0, &types) != 0)
		return -1;
	q = query_open(c->db, c->diag, waiting, NULL);
	if (!q)
		return -1;
	query_bind_text(q, "run", s->number);
	query_bind_text(q, "state", s->state == PAPER_SENT ? "made" : paper_states[s->state - 1]);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		struct paper_news one = *s;

		/* what stays in the house goes nowhere, but for what was mailed */
		if (s->state == PAPER_SENT && is_internal(&types, query_text(q, 1)) && !query_int(q, 2))
			continue;
		one.number = arena_dup(c->arena, query_text(q, 0));
		rc = record_state(c, &one) < 0 ? -1 : 1;
		++*n;
	}
	query_close(q);
	return rc < 0 ? -1 : 1;
}

int record_told(struct cmd *c, int run)
{
	struct query *q = query_open(c->db, c->diag, "SELECT run FROM paper WHERE number = :number", NULL);
	const char *of = run ? c->arg[1] : NULL;

	if (!run && q) {
		query_bind_text(q, "number", c->arg[1]);
		if (query_next(q, c->diag) == 1)
			of = arena_dup(c->arena, query_text(q, 0));
	}
	query_close(q);
	return of ? make_states_again(c, of) : -1;
}
