/* make_without.c: a run's papers are found, and the letters that it does not write are kept in its snapshot.
 */
#include <string.h>

#include "run/make.h"

struct without {
	struct make *make;
	struct query *write;
	int rc;
};

static void without_add(void *ctx, const struct job *j)
{
	struct without *w = ctx;

	/* letters that the house does not have are nobody's question */
	if (w->rc < 0 || !j->customer || !j->reason || w->make->types.type[j->type].internal ||
	    strcmp(j->reason, "not_in_policy") == 0)
		return;
	query_put_text(w->write, 1, w->make->types.type[j->type].code, -1);
	query_put_text(w->write, 2, j->customer, -1);
	query_put_text(w->write, 3, j->reason, -1);
	query_put_text(w->write, 4, j->stronger, -1);
	if (j->first_on != DATE_NONE)
		query_put_int(w->write, 5, j->first_on);
	w->rc = query_next(w->write, w->make->cmd->diag);
	query_reset(w->write);
}

int make_find_jobs(struct make *m, struct db *snap)
{
	struct cmd *c = m->cmd;
	struct without w = {.make = m};
	struct job_list why = {.take = without_add, .ctx = &w};
	int rc;

	if (m->handover)
		return jobs_find(c->arena, c->diag, snap, m->types.type, m->types.n, &m->filter, &m->list,
				 NULL);
	w.write = query_open(
		snap, c->diag,
		"INSERT INTO run_without SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM balance WHERE "
		"customer = ?2)",
		NULL);
	rc = w.write ? jobs_find(c->arena, c->diag, snap, m->types.type, m->types.n, &m->filter, &m->list,
				 &why)
		     : -1;
	query_close(w.write);
	return rc < 0 || w.rc < 0 ? -1 : 0;
}
