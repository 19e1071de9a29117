/* record_run.c: `record sent RUN`: all letters of a run went out on a day. */
#include <string.h>

#include "cmd/record.h"
#include "run/make.h"
#include "run/types.h"

/* A run's papers that are made and not sent, each with whether a mail was made of it. */
static const char waiting[] =
	"SELECT id, type, EXISTS (SELECT 1 FROM paper_event v WHERE v.paper = p.id AND v.state = 'mailed') "
	"FROM paper p WHERE run = :run AND state = 'made' ORDER BY seq";

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

static int set_sent(struct cmd *c, int64_t paper, int32_t date)
{
	struct query *state =
		query_open(c->db, c->diag, "UPDATE paper SET state = 'sent' WHERE id = :id", NULL);
	struct query *event =
		query_open(c->db, c->diag,
			   "INSERT INTO paper_event(paper, date, state, who, note, channel) VALUES (:id, "
			   ":date, 'sent', :who, :note, :channel)",
			   NULL);
	int rc = -1;

	if (state && event) {
		query_bind_int(state, "id", paper);
		query_bind_int(event, "id", paper);
		query_bind_int(event, "date", date);
		query_bind_text(event, "who", cmd_option(c, "who"));
		query_bind_text(event, "note", cmd_option(c, "note"));
		query_bind_text(event, "channel", cmd_option(c, "channel"));
		rc = query_next(state, c->diag) < 0 ? -1 : query_next(event, c->diag);
	}
	query_close(state);
	query_close(event);
	return rc;
}

int record_run(struct cmd *c, const char *run, int32_t date, int32_t *sent)
{
	struct query *q;
	struct types types;
	int rc = run_made(c, run);

	*sent = 0;
	if (rc != 1)
		return rc;
	if (types_read(c, NULL, 0, &types) != 0)
		return -1;
	q = query_open(c->db, c->diag, waiting, NULL);
	if (!q)
		return -1;
	query_bind_text(q, "run", run);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		if (is_internal(&types, query_text(q, 1)) && !query_int(q, 2))
			continue;
		rc = set_sent(c, query_int(q, 0), date) < 0 ? -1 : 1;
		++*sent;
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
