/* register.c: runs and papers in the ledger. */
#include "plan/register.h"

#include <stdio.h>
#include <string.h>

const char *const cancel_reason_name[CANCEL_REASONS] = {"replace", "paid", "wrong"};

static const char *text_at(struct arena *a, const struct query *q, int32_t col)
{
	return query_null(q, col) ? NULL : arena_dup(a, query_text(q, col));
}

/* The run that a query over all of its columns finds. Closes the query. */
static int find_run(struct arena *a, struct diag *d, struct query *q, struct print_run *r)
{
	int rc = query_next(q, d);

	if (rc == 1) {
		r->id = text_at(a, q, 0);
		r->as_of = (int32_t)query_int(q, 1);
		r->selection = text_at(a, q, 2);
		r->state = text_at(a, q, 3);
		r->snapshot_sha256 = text_at(a, q, 4);
		r->made_by = text_at(a, q, 5);
		r->given_to = text_at(a, q, 6);
	}
	query_close(q);
	return rc;
}

int register_find_run(struct arena *a, struct diag *d, struct db *ledger, const char *kind, int32_t as_of,
		      const char *selection, struct print_run *r)
{
	struct query *q = query_open(ledger, d,
				     "SELECT id, as_of, selection, state, snapshot_sha256, made_by, given_to "
				     "FROM run WHERE kind = "
				     ":kind AND as_of = :as_of AND selection = :selection AND state = "
				     "'planned' ORDER BY id LIMIT 1",
				     NULL);

	if (!q)
		return -1;
	query_bind_text(q, "kind", kind);
	query_bind_int(q, "as_of", as_of);
	query_bind_text(q, "selection", selection);
	return find_run(a, d, q, r);
}

int register_find_id(struct arena *a, struct diag *d, struct db *ledger, const char *id, struct print_run *r)
{
	struct query *q = query_open(ledger, d,
				     "SELECT id, as_of, selection, state, snapshot_sha256, made_by, given_to "
				     "FROM run WHERE id = :id",
				     NULL);

	if (!q)
		return -1;
	query_bind_text(q, "id", id);
	return find_run(a, d, q, r);
}

static int is_handover(const char *kind)
{
	return strcmp(kind, "handover") == 0;
}

static void sequence_of(const char *kind, int32_t as_of, char name[32])
{
	char day[9];

	date_format_basic(as_of, day);
	if (is_handover(kind))
		snprintf(name, 32, "handover-%.4s", day);
	else
		snprintf(name, 32, "run-%s", day);
}

/* Handbook 5, "Names": R20261101-01, HO2026-00003. */
static void id_of(const char *kind, int32_t as_of, int64_t n, char id[48])
{
	char day[9];

	date_format_basic(as_of, day);
	if (is_handover(kind))
		snprintf(id, 48, "HO%.4s-%05lld", day, (long long)n);
	else
		snprintf(id, 48, "R%s-%02lld", day, (long long)n);
}

char *register_next_id(struct arena *a, struct diag *d, struct db *ledger, const char *kind, int32_t as_of)
{
	struct query *q = query_open(ledger, d, "SELECT last FROM sequence WHERE name = :name", NULL);
	char name[32], id[48];
	int64_t last = 0;
	int rc;

	if (!q)
		return NULL;
	sequence_of(kind, as_of, name);
	query_bind_text(q, "name", name);
	rc = query_next(q, d);
	if (rc == 1)
		last = query_int(q, 0);
	query_close(q);
	id_of(kind, as_of, last + 1, id);
	return rc < 0 ? NULL : arena_dup(a, id);
}

int register_open_run(struct diag *d, struct db *ledger, const struct print_run *r, const char *kind)
{
	struct query *q = query_open(
		ledger, d,
		"INSERT INTO run(id, kind, as_of, selection, state, snapshot_sha256, made_by, given_to) "
		"VALUES (:id, :kind, :as_of, :selection, 'planned', :sha256, :made_by, :given_to)",
		NULL);
	char name[32], id[48];
	int64_t n;
	int rc;

	if (!q)
		return -1;
	sequence_of(kind, r->as_of, name);
	n = db_next_number(ledger, d, name);
	id_of(kind, r->as_of, n, id);
	query_bind_text(q, "id", r->id);
	query_bind_text(q, "kind", kind);
	query_bind_int(q, "as_of", r->as_of);
	query_bind_text(q, "selection", r->selection);
	query_bind_text(q, "sha256", r->snapshot_sha256);
	query_bind_text(q, "made_by", r->made_by);
	query_bind_text(q, "given_to", r->given_to);
	rc = n < 0		      ? -1
	     : strcmp(id, r->id) != 0 ? diag(d, DIAG_PLAN_RACE, NULL, "another run took the number %s", r->id)
				      : query_next(q, d);
	query_close(q);
	return rc;
}

int register_close_run(struct diag *d, struct db *ledger, const char *run)
{
	struct query *q = query_open(ledger, d, "UPDATE run SET state = 'made' WHERE id = :id", NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "id", run);
	rc = query_next(q, d);
	query_close(q);
	return rc;
}

/* The items that a paper covers, from its type's covers query. */
static int items(struct diag *d, struct query *item, struct query *find, const struct job *j,
		 const struct job_type *t, const struct job_context *c, struct query *covers,
		 const int32_t *at)
{
	int rc = 1;

	query_reset(covers);
	job_bind(covers, j, t, c);
	while (rc == 1 && (rc = query_next(covers, d)) == 1) {
		query_reset(find);
		query_put_int(find, 1, query_int(covers, at[COVERS_ENTRY]));
		if (query_next(find, d) != 1) {
			rc = diag(d, DIAG_PLAN_COVERS, &t->covers->at,
				  "covers names the entry %lld, which is none of the ledger",
				  (long long)query_int(covers, at[COVERS_ENTRY]));
			break;
		}
		query_reset(item);
		query_put_int(item, 1, j->paper);
		query_put_int(item, 2, query_int(covers, at[COVERS_ENTRY]));
		query_put_text(item, 3, query_text(find, 0), -1);
		query_put_text(item, 4, query_text(find, 1), -1);
		query_put_text(item, 5, query_text(covers, at[COVERS_CURRENCY]), -1);
		query_put_int(item, 6, query_int(covers, at[COVERS_OUTSTANDING]));
		if (query_next(item, d) < 0)
			rc = -1;
	}
	query_reset(find);
	query_reset(item);
	return rc;
}

static int paper(struct diag *d, struct db *ledger, struct query *q, const struct print_run *r,
		 const struct job_type *t, struct job *j)
{
	struct text params;
	int rc;

	text_init(&params);
	job_params_json(j, &params);
	query_reset(q);
	query_bind_text(q, "run", r->id);
	query_bind_int(q, "seq", j->seq);
	query_bind_text(q, "number", j->number);
	query_bind_text(q, "type", t->code);
	query_bind_text(q, "key", j->key);
	query_bind_text(q, "customer", j->customer);
	query_bind_text(q, "salesman", j->salesman);
	query_bind_text(q, "case_id", j->case_id);
	query_bind_int(q, "as_of", r->as_of);
	query_bind_text(q, "language", j->language);
	query_bind_int(q, "level", j->level);
	query_bind_text(q, "params", text_str(&params));
	query_bind_text(q, "file", j->file);
	query_bind_text(q, "replaces", j->replaces);
	rc = query_next(q, d);
	j->paper = db_last_id(ledger);
	text_done(&params);
	return rc;
}

int register_plan(struct diag *d, struct db *ledger, struct db *snapshot, const struct print_run *r,
		  const struct job_type *type, struct job_list *l, const struct job_context *c)
{
	struct query *q = query_open(
		ledger, d,
		"INSERT INTO paper(run, seq, number, type, key, customer, salesman, case_id, as_of, language, level, params, state, file, replaces) "
		"VALUES (:run, :seq, :number, :type, :key, :customer, :salesman, :case_id, :as_of, :language, :level, :params, 'planned', :file, :replaces)",
		NULL);
	struct query *item = query_open(
		ledger, d,
		"INSERT INTO paper_item(paper, entry, type, number, currency, outstanding) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
		NULL);
	struct query *find = query_open(snapshot, d, "SELECT type, number FROM entry WHERE id = ?1", NULL);
	struct query *covers = NULL;
	int32_t i, last = -1, at[COVERS_COLUMNS];
	int rc = q && item && find ? 0 : -1;

	for (i = 0; i < l->n && rc == 0; i++) {
		struct job *j = &l->job[i];

		rc = paper(d, ledger, q, r, &type[j->type], j);
		if (rc < 0 || !type[j->type].covers)
			continue;
		if (j->type != last) {
			query_close(covers);
			covers = query_open_named(snapshot, d, type[j->type].covers);
			last = j->type;
			if (covers)
				rc = job_columns(covers, d, READ_COVERS, at);
		}
		if (rc == 0)
			rc = covers ? items(d, item, find, j, &type[j->type], c, covers, at) : -1;
	}
	query_close(q);
	query_close(item);
	query_close(find);
	query_close(covers);
	return rc;
}

int register_jobs(struct arena *a, struct diag *d, struct db *ledger, const char *run, const char *state,
		  const char *code, const struct job_type *type, int32_t types, struct job_list *l)
{
	struct query *q =
		query_open(ledger, d,
			   "SELECT id, seq, number, type, key, customer, salesman, case_id, language, level, "
			   "params, file, replaces "
			   "FROM paper WHERE run = :run AND (:code IS NULL OR type = :code) AND CASE :state "
			   "WHEN 'issued' THEN state NOT IN ('planned', 'failed', 'cancelled') "
			   "ELSE state = coalesce(:state, nullif(state, 'cancelled')) END ORDER BY seq",
			   NULL);
	int rc = q ? 1 : -1;

	if (q) {
		query_bind_text(q, "run", run);
		query_bind_text(q, "state", state);
		query_bind_text(q, "code", code);
	}
	while (rc == 1 && (rc = query_next(q, d)) == 1) {
		struct job j = {.first_on = DATE_NONE, .sort = ""};

		while (j.type < types && strcmp(type[j.type].code, query_text(q, 3)) != 0)
			j.type++;
		if (j.type == types) {
			rc = diag(d, DIAG_PLAN_TYPE, NULL,
				  "the run %s holds a paper of type %s, which no layout makes", run,
				  query_text(q, 3));
			break;
		}
		j.paper = query_int(q, 0);
		j.seq = (int32_t)query_int(q, 1);
		j.number = text_at(a, q, 2);
		j.key = text_at(a, q, 4);
		j.customer = text_at(a, q, 5);
		j.salesman = text_at(a, q, 6);
		j.case_id = text_at(a, q, 7);
		j.language = text_at(a, q, 8);
		j.level = (int32_t)query_int(q, 9);
		j.file = text_at(a, q, 11);
		j.replaces = text_at(a, q, 12);
		if (job_params_read(a, d, ledger, query_text(q, 10), &j) < 0) {
			rc = -1;
			break;
		}
		l->job = arena_room(a, l->job, &l->cap, l->n + 1, sizeof *l->job);
		l->job[l->n++] = j;
	}
	query_close(q);
	return rc;
}

static int event(struct diag *d, struct db *ledger, int64_t id, int32_t date, const char *state,
		 const char *who, const char *note)
{
	struct query *q = query_open(
		ledger, d,
		"INSERT INTO paper_event(paper, date, state, who, note) VALUES (:paper, :date, :state, :who, :note)",
		NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_int(q, "paper", id);
	query_bind_int(q, "date", date);
	query_bind_text(q, "state", state);
	query_bind_text(q, "who", who);
	query_bind_text(q, "note", note);
	rc = query_next(q, d);
	query_close(q);
	return rc;
}

/* A paper leaves the state planned by one statement; what else may have become of it meanwhile is that
 * somebody cancelled it: 1. */
static int leave_planned(struct diag *d, struct db *ledger, struct query *q, int64_t paper)
{
	int rc;

	query_bind_int(q, "id", paper);
	rc = query_next(q, d);
	query_close(q);
	if (rc < 0 || db_changes(ledger) == 1)
		return rc;
	q = query_open(ledger, d, "SELECT 1 FROM paper WHERE id = :id AND state = 'cancelled'", NULL);
	if (!q)
		return -1;
	query_bind_int(q, "id", paper);
	rc = query_next(q, d);
	query_close(q);
	return rc == 0 ? diag(d, DIAG_PLAN_RACE, NULL, "the paper was registered by another process") : rc;
}

int register_made(struct diag *d, struct db *ledger, int64_t paper, int32_t as_of, const struct made *m)
{
	struct query *q = query_open(
		ledger, d,
		"UPDATE paper SET state = 'made', sha256 = :sha256, bytes = :bytes, pages = :pages "
		"WHERE id = :id AND state = 'planned'",
		NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "sha256", m->sha256);
	query_bind_int(q, "bytes", m->bytes);
	query_bind_int(q, "pages", m->pages);
	rc = leave_planned(d, ledger, q, paper);
	return rc != 0 ? rc : event(d, ledger, paper, as_of, "made", NULL, NULL);
}

int register_file(struct diag *d, struct db *ledger, const char *run, const char *file, const char *sha256)
{
	struct query *q =
		query_open(ledger, d,
			   sha256 ? "INSERT INTO run_file(run, file, sha256) VALUES (:run, :file, :sha256) "
				    "ON CONFLICT (run, file) DO UPDATE SET sha256 = excluded.sha256"
				  : "DELETE FROM run_file WHERE run = :run AND file = :file",
			   NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "run", run);
	query_bind_text(q, "file", file);
	if (sha256)
		query_bind_text(q, "sha256", sha256);
	rc = query_next(q, d);
	query_close(q);
	return rc < 0 ? -1 : 0;
}

int register_failed(struct diag *d, struct db *ledger, int64_t paper, int32_t as_of, const char *why)
{
	struct query *q = query_open(
		ledger, d, "UPDATE paper SET state = 'failed' WHERE id = :id AND state = 'planned'", NULL);
	int rc;

	if (!q)
		return -1;
	rc = leave_planned(d, ledger, q, paper);
	return rc != 0 ? rc : event(d, ledger, paper, as_of, "failed", NULL, why);
}

int register_cancel(struct diag *d, struct db *ledger, const char *number, int32_t date, const char *who,
		    enum cancel_reason why, const char *note)
{
	static const char *const state[CANCEL_REASONS] = {"cancelled", "cancelled as paid",
							  "cancelled as wrong"};
	struct query *q = query_open(ledger, d, "SELECT id, state FROM paper WHERE number = :number", NULL);
	int64_t id = 0;
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "number", number);
	rc = query_next(q, d);
	if (rc == 0)
		rc = diag(d, DIAG_PLAN_NUMBER, NULL, "the register has no paper %s", number);
	else if (rc == 1 &&
		 (strcmp(query_text(q, 1), "cancelled") == 0 || strcmp(query_text(q, 1), "failed") == 0))
		rc = diag(d, DIAG_PLAN_CANCELLED, NULL, "%s is %s already", number, query_text(q, 1));
	else if (rc == 1)
		id = query_int(q, 0);
	query_close(q);
	if (rc < 0)
		return -1;
	q = query_open(ledger, d, "UPDATE paper SET state = 'cancelled' WHERE id = :id", NULL);
	if (!q)
		return -1;
	query_bind_int(q, "id", id);
	rc = query_next(q, d);
	query_close(q);
	return rc < 0 ? -1 : event(d, ledger, id, date, state[why], who, note);
}

int register_give_up(struct diag *d, struct db *ledger, const char *run, int32_t date, const char *who,
		     const char *note, int32_t *n)
{
	struct query *q = query_open(ledger, d, "SELECT state FROM run WHERE id = :run", NULL);
	int rc = q ? 1 : -1;

	*n = 0;
	if (q) {
		query_bind_text(q, "run", run);
		rc = query_next(q, d);
	}
	if (rc == 1 && strcmp(query_text(q, 0), "planned") != 0)
		rc = diag_hint(d, DIAG_PLAN_CANCELLED, NULL, "cancel its papers one by one, by their numbers",
			       "the run %s is %s", run, query_text(q, 0));
	query_close(q);
	if (rc <= 0)
		return rc;
	q = query_open(ledger, d,
		       "SELECT number FROM paper WHERE run = :run AND state = 'planned' ORDER BY seq", NULL);
	rc = q ? 1 : -1;
	if (q)
		query_bind_text(q, "run", run);
	while (rc == 1 && (rc = query_next(q, d)) == 1) {
		if (register_cancel(d, ledger, query_text(q, 0), date, who, CANCEL_REPLACE, note) < 0)
			rc = -1;
		(*n)++;
	}
	query_close(q);
	return rc < 0 || register_close_run(d, ledger, run) < 0 ? -1 : 1;
}
