/* handover_index.c: the index of a handover's ZIP: its files in the table of the layout, then the page. */
#include "run/bag_index.h"
#include "run/handover_index.h"

/* The snapshot is closed and read only: what is of this index alone stands over its empty table. */
int handover_index_open(struct handover *h)
{
	return db_run(h->snapshot, h->make.cmd->diag,
		      "DROP TABLE IF EXISTS temp.pack_file;"
		      "CREATE TEMP TABLE pack_file (seq INTEGER PRIMARY KEY, path TEXT NOT NULL, number TEXT,"
		      " type TEXT NOT NULL, customer TEXT, invoice TEXT, date INTEGER NOT NULL,"
		      " pages INTEGER, sha256 TEXT NOT NULL) STRICT");
}

int handover_index_add(struct handover *h, const struct pack_file *f)
{
	struct diag *d = h->make.cmd->diag;
	struct query *q = query_open(
		h->snapshot, d,
		"INSERT INTO temp.pack_file(path, number, type, customer, invoice, date, pages, sha256)"
		" VALUES (:path, :number, :type, nullif(:customer, ''), :invoice, :date, :pages, :sha256)",
		NULL);
	int r;

	if (!q)
		return -1;
	query_bind_text(q, "path", f->path);
	query_bind_text(q, "number", f->number);
	query_bind_text(q, "type", f->type);
	query_bind_text(q, "customer", f->customer);
	query_bind_text(q, "invoice", f->invoice);
	query_bind_int(q, "date", f->date);
	if (f->pages < 0)
		query_bind_null(q, "pages");
	else
		query_bind_int(q, "pages", f->pages);
	query_bind_text(q, "sha256", f->sha256);
	r = query_next(q, d);
	query_close(q);
	return r < 0 ? -1 : 0;
}

/* The paths of all members in their order, and the table of the sums beside them. */
static int read_paths(struct handover *h, struct bag_index *i)
{
	struct cmd *c = h->make.cmd;
	struct query *q =
		query_open(h->snapshot, c->diag,
			   "SELECT path FROM pack_file UNION ALL SELECT 'tie-out.csv' ORDER BY 1", NULL);
	const char **path = NULL;
	int32_t cap = 0;
	int r = q ? 1 : -1;

	while (r == 1 && (r = query_next(q, c->diag)) == 1) {
		path = arena_room(c->arena, path, &cap, i->paths + 1, sizeof *path);
		path[i->paths++] = arena_dup(c->arena, query_text(q, 0));
	}
	query_close(q);
	i->path = path;
	return r;
}

int handover_index_make(struct handover *h, const struct job_context *k, struct bundle_index *out)
{
	const struct make *m = &h->make;
	struct cmd *c = m->cmd;
	struct bag_index i = {.stem = "handover-pack", .name = m->run.id, .complete = h->missing == 0};
	const struct job job = {.language = k->default_language,
				.salesman = m->run.made_by,
				.number = m->run.id,
				.key = m->run.id,
				.first_on = DATE_NONE};
	struct maker *maker;
	int r;

	if (read_paths(h, &i) < 0)
		return -1;
	maker = maker_open(c, NULL, 0);
	r = maker && maker_attach(maker, h->snapshot, c->diag) == 0 ? 0 : -1;
	if (r == 0)
		r = bag_index(c, maker, k, &job, &i, out);
	maker_close(maker);
	return r;
}
