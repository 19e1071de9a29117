/* make_plan.c: from the ledger to a registered plan, and back to it after a kill. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "run/handover.h"
#include "run/make.h"
#include "evidence/name.h"

/* Above this many papers of a type, they stand in numbered folders of a thousand. */
#define FOLDER_MOST 1000

struct named {
	char *file;
	int32_t job;
};

static int by_file(const void *x, const void *y)
{
	const struct named *a = x, *b = y;
	int c = strcmp(a->file, b->file);

	return c ? c : a->job < b->job ? -1 : a->job > b->job;
}

/* Whether an earlier paper of the type has a subject that differs in capitals only. Customers are told apart
 * by the ledger's order instead (name_clashes), as their names live longer than a run. */
static int has_twin(const struct make *m, const struct job *j)
{
	const char *subject = job_subject(j);
	const struct job *o;

	for (o = m->list.job; o < j; o++)
		if (o->type == j->type && strcasecmp(job_subject(o), subject) == 0 &&
		    strcmp(job_subject(o), subject) != 0)
			return 1;
	return 0;
}

/* The convention name of one paper; nth > 1 is the second, third … of its kind, subject and day. */
static char *name_of(struct make *m, struct db *snap, const struct job *j, int32_t nth)
{
	struct arena *a = m->cmd->arena;
	const char *code = m->types.type[j->type].code;
	struct name n = {0};

	n.scope = j->case_id && !m->handover ? j->case_id : m->run.id;
	n.customer = job_subject(j)[0] ? job_subject(j) : NULL;
	n.invoice = job_param_text(j, "invoice");
	n.date = m->as_of;
	n.doctype = nth > 1 ? arena_format(a, "%s-%d", code, (int)nth) : code;
	n.ext = "pdf";
	if (j->customer && strcmp(j->customer, job_subject(j)) == 0) {
		if (name_clashes(snap, m->cmd->diag, j->customer, n.invoice, &n.mask) < 0)
			return NULL;
	} else if (has_twin(m, j)) {
		n.mask = NAME_MASK_CUSTOMER;
	}
	return name_make_masked(a, &n);
}

static int give_files(struct make *m, struct db *snap)
{
	struct arena *a = m->cmd->arena;
	struct named *all = arena_alloc(a, sizeof *all * (size_t)(m->list.n + 1));
	int32_t i, nth = 1, *of_type = arena_alloc(a, sizeof *of_type * (size_t)m->types.n),
		   *seen = arena_alloc(a, sizeof *seen * (size_t)m->types.n);
	char *last = NULL;

	for (i = 0; i < m->list.n; i++) {
		all[i].job = i;
		all[i].file = name_of(m, snap, &m->list.job[i], 1);
		if (!all[i].file)
			return -1;
		of_type[m->list.job[i].type]++;
	}
	qsort(all, (size_t)m->list.n, sizeof *all, by_file);
	for (i = 0; i < m->list.n; i++) {
		struct job *j = &m->list.job[all[i].job];

		nth = last && strcmp(last, all[i].file) == 0 ? nth + 1 : 1;
		last = all[i].file;
		j->file = nth > 1 ? name_of(m, snap, j, nth) : all[i].file;
		if (!j->file)
			return -1;
	}
	for (i = 0; i < m->list.n; i++) {
		struct job *j = &m->list.job[i];
		const char *code = m->types.type[j->type].code;

		if (of_type[j->type] > FOLDER_MOST)
			j->file = arena_format(a, "%s/%s/%03d/%s", m->folder, code,
					       (int)(seen[j->type] / FOLDER_MOST), j->file);
		else
			j->file = arena_format(a, "%s/%s/%s", m->folder, code, j->file);
		seen[j->type]++;
	}
	return 0;
}

/* The run's papers stand in its snapshot too: for lists that are papers themselves. */
static int freeze_papers(struct make *m, struct db *snap)
{
	struct query *q = query_open(
		snap, m->cmd->diag,
		"INSERT INTO run_paper(seq, number, type, customer, salesman, case_id, language, level, sort) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
		NULL);
	int32_t i;
	int rc = q ? 0 : -1;

	for (i = 0; i < m->list.n && rc == 0; i++) {
		const struct job *j = &m->list.job[i];

		query_put_int(q, 1, j->seq);
		query_put_text(q, 2, j->number, -1);
		query_put_text(q, 3, m->types.type[j->type].code, -1);
		query_put_text(q, 4, j->customer, -1);
		query_put_text(q, 5, j->salesman, -1);
		query_put_text(q, 6, j->case_id, -1);
		query_put_text(q, 7, j->language, -1);
		query_put_int(q, 8, j->level);
		query_put_text(q, 9, j->sort, -1);
		rc = query_next(q, m->cmd->diag);
	}
	query_close(q);
	return rc;
}

int make_lock(struct make *m)
{
	const struct timespec pause = {0, 100000000};
	struct place at = {m->folder, 0, 0};
	int tries;

	m->lock = open(m->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (m->lock < 0)
		return diag(m->cmd->diag, DIAG_FILE_OPEN, &at, "cannot be opened: %s", strerror(errno));
	/* the workers of a process that was just killed may take a moment to follow it */
	for (tries = 0; tries < 20; tries++) {
		if (flock(m->lock, LOCK_EX | LOCK_NB) == 0)
			return 0;
		nanosleep(&pause, NULL);
	}
	make_unlock(m);
	return diag(m->cmd->diag, DIAG_RUN_BUSY, &at, "another process is making the run %s", m->run.id);
}

void make_unlock(struct make *m)
{
	if (m->lock >= 0)
		close(m->lock);
	m->lock = -1;
}

/* Whether one of the papers is about a salesman, and no customer. */
static int has_salesmen(const struct job_list *l)
{
	int32_t i = 0;

	while (i < l->n && (l->job[i].customer || !l->job[i].salesman))
		i++;
	return i < l->n;
}

/* Inside the ledger's transaction. 1: papers planned; 0: none. */
static int plan_locked(struct make *m, struct db *snap)
{
	struct cmd *c = m->cmd;
	struct job_context k = {m->as_of, m->run.id, "en"};
	char *sha = arena_alloc(c->arena, DIGEST_HEX);
	struct text csv;
	int rc;

	if (m->handover && handover_once(c, snap, m) < 0)
		return -1;
	if (freeze_context(c->arena, c->diag, snap, &k) < 0)
		return -1;
	if (make_find_jobs(m, snap) < 0)
		return -1;
	if (m->list.n == 0)
		return case_commit(snap, c->db, m->as_of, c->diag);
	if (register_numbers(c->arena, c->diag, c->db, m->types.type, &m->list, m->as_of) < 0 ||
	    give_files(m, snap) < 0 || freeze_papers(m, snap) < 0 ||
	    snapshot_index(snap, has_salesmen(&m->list), c->diag) < 0)
		return -1;
	text_init(&csv);
	rc = tieout_check(c->diag, snap, m->types.type, &m->list, &k, &csv);
	m->tieout = arena_dup(c->arena, text_str(&csv));
	text_done(&csv);
	if (rc < 0)
		return -1;
	if (file_mkdirs(c->diag, m->folder) < 0 || (m->handover && file_mkdirs(c->diag, "out/books") < 0) ||
	    make_lock(m) < 0)
		return -1;
	/* freeze_from left it open */
	if (db_run(snap, c->diag, "COMMIT") < 0 || db_copy_file(snap, m->snapshot, c->diag) < 0 ||
	    digest_file(c->diag, m->snapshot, sha, NULL) < 0)
		return -1;
	if (file_sync_folder(c->diag, "out") < 0 || file_sync_folder(c->diag, ".") < 0)
		return -1;
	m->run.snapshot_sha256 = sha;
	if (register_open_run(c->diag, c->db, &m->run, m->handover ? "handover" : "make") < 0 ||
	    handover_name(m, c->db) < 0 || case_commit(snap, c->db, m->as_of, c->diag) < 0)
		return -1;
	return register_plan(c->diag, c->db, snap, &m->run, m->types.type, &m->list, &k) < 0 ? -1 : 1;
}

/* A handover's folder goes to the successor as it stands; the snapshot knows every customer of the house, and
 * stays with the house's books. */
void make_folder(struct make *m)
{
	m->folder = arena_format(m->cmd->arena, "out/%s", m->run.id);
	m->snapshot = arena_format(m->cmd->arena, m->handover ? "out/books/%s.db" : "out/%s/snapshot.db",
				   m->run.id);
}

/* The handover stands in its own snapshot, for its papers; it was put there after the successors were found,
 * so that in this pack the leaving salesman still has his customers. */
static int put_handover(struct make *m, struct db *snap)
{
	struct query *q =
		query_open(snap, m->cmd->diag,
			   "INSERT INTO run(id, kind, as_of, selection, state, made_by, given_to) "
			   "VALUES (:id, 'handover', :as_of, :selection, 'planned', :made_by, :given_to)",
			   NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "id", m->run.id);
	query_bind_int(q, "as_of", m->as_of);
	query_bind_text(q, "selection", m->run.selection);
	query_bind_text(q, "made_by", m->run.made_by);
	query_bind_text(q, "given_to", m->run.given_to);
	rc = query_next(q, m->cmd->diag);
	query_close(q);
	m->filter.key_suffix = m->run.id;
	if (rc < 0 || handover_name(m, snap) < 0)
		return -1;
	return m->groups == 0 ? 0 : handover_apart(m, snap);
}

static int64_t data_version(struct cmd *c)
{
	return db_int(c->db, c->diag, "PRAGMA data_version", -1);
}

enum { AGAIN = 2 };

/* The run's id and its snapshot in memory, copied from a connection to the ledger as it was seen: AGAIN where
 * another process has written since, which may have taken the id. */
static int freeze_run(struct make *m, struct db *from, int64_t seen, struct db **snap)
{
	struct cmd *c = m->cmd;

	m->run.id = register_next_id(c->arena, c->diag, c->db, m->handover ? "handover" : "make", m->as_of);
	if (!m->run.id)
		return -1;
	m->run.as_of = m->as_of;
	make_folder(m);
	*snap = freeze_from(c, from, m->as_of, m->run.id);
	if (!*snap)
		return -1;
	if (data_version(c) != seen)
		return AGAIN;
	return snapshot_doubts(*snap, NULL, c->diag) < 0 || (m->handover && put_handover(m, *snap) < 0) ? -1
													: 0;
}

int make_plan(struct make *m)
{
	enum { TRIES = 3 };
	struct cmd *c = m->cmd;
	struct db *snap = NULL, *beside;
	struct diag quiet;
	int64_t seen;
	int rc, tries;

	diag_init(&quiet, NULL, NULL);
	for (tries = 1; tries <= TRIES; tries++) {
		/* The ledger stays open to others while it is copied. Where they write all the time, as many
		 * shards at once do, they wait at last; a copy cannot be made from the connection that holds
		 * the lock, so it is made from one beside it. */
		beside = NULL;
		if (tries == TRIES && (!(beside = db_open("ledger.db", DB_LEDGER, c->diag)) ||
				       db_run(c->db, c->diag, "BEGIN IMMEDIATE") < 0)) {
			db_close(beside);
			return -1;
		}
		seen = data_version(c);
		rc = freeze_run(m, beside ? beside : c->db, seen, &snap);
		if (rc == 0 && !beside)
			rc = db_run(c->db, c->diag, "BEGIN IMMEDIATE");
		/* what another process wrote between the copy and the lock must stand in the copy */
		if (rc == 0 && data_version(c) != seen)
			rc = AGAIN;
		if (rc == 0)
			rc = plan_locked(m, snap);
		db_close(snap);
		db_close(beside);
		snap = NULL;
		if (rc >= 0 && rc != AGAIN && db_run(c->db, c->diag, "COMMIT") == 0)
			return rc;
		db_run(c->db, &quiet, "ROLLBACK");
		if (rc != AGAIN)
			return -1;
	}
	return diag(c->diag, DIAG_PLAN_RACE, NULL, "other processes write to this ledger all the time");
}

/* ---- after a kill ---- */

static int ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);

	return n >= k && strcmp(s + n - k, end) == 0;
}

static int remove_temporaries(struct arena *a, struct diag *d, const char *folder)
{
	char **name;
	int32_t n, i;

	if (file_list(a, d, folder, &name, &n) < 0)
		return -1;
	for (i = 0; i < n; i++) {
		const char *path = arena_format(a, "%s/%s", folder, name[i]);
		int inner = file_is_folder(d, path);

		if (inner < 0 || (inner && remove_temporaries(a, d, path) < 0))
			return -1;
		if (!inner && (ends_with(name[i], ".tmp") || ends_with(name[i], ".part")))
			unlink(path);
	}
	return 0;
}

int make_clear(struct make *m)
{
	return remove_temporaries(m->cmd->arena, m->cmd->diag, m->folder);
}

static const char other_version[] = "is of another version of the program";

/* What was frozen is gone, or cannot be read: the run cannot go on, and its papers go by another. */
static int no_snapshot(struct make *m, const char *what)
{
	struct place at = {m->snapshot, 0, 0};
	struct cmd *c = m->cmd;

	return diag_hint(
		c->diag, DIAG_RUN_SNAPSHOT, &at,
		arena_format(
			c->arena,
			"%s`ledgerpress register cancel %s --reason …`: what was made stays issued, what was only "
			"planned is then issued by the next run",
			what == other_version ? "" : "put it back, or ", m->run.id),
		"the frozen ledger of the unfinished run %s %s", m->run.id, what);
}

/* A paper that is registered as made: its file must be there and whole. Gone: it is made again. Changed: it
 * is reported and kept. */
static int check_made(struct make *m)
{
	struct cmd *c = m->cmd;
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT id, file, sha256 FROM paper WHERE run = :run AND state = 'made' ORDER BY seq", NULL);
	struct query *reopen =
		query_open(c->db, c->diag, "UPDATE paper SET state = 'planned' WHERE id = :id", NULL);
	char hex[DIGEST_HEX];
	int rc = q && reopen ? 1 : -1;

	if (q)
		query_bind_text(q, "run", m->run.id);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		struct place at = {query_text(q, 1), 0, 0};

		if (!file_exists(query_text(q, 1))) {
			query_reset(reopen);
			query_bind_int(reopen, "id", query_int(q, 0));
			if (query_next(reopen, c->diag) < 0)
				rc = -1;
			continue;
		}
		if (digest_file(c->diag, query_text(q, 1), hex, NULL) < 0) {
			m->changed++;
			continue;
		}
		if (strcmp(hex, query_text(q, 2)) != 0) {
			diag_hint(
				c->diag, DIAG_RUN_FILE, &at,
				"move it away and run again: it is made anew, with the same bytes as before",
				"was changed after it was made");
			m->changed++;
		} else {
			m->intact++;
		}
	}
	query_close(q);
	query_close(reopen);
	return rc;
}

/* A process that was killed between naming a paper's file and seeing that somebody had cancelled the paper
 * left the file behind. */
static int remove_cancelled(struct make *m)
{
	struct query *q = query_open(
		m->cmd->db, m->cmd->diag,
		"SELECT file FROM paper WHERE run = :run AND state = 'cancelled' AND sha256 IS NULL", NULL);
	int rc = q ? 1 : -1;

	if (q)
		query_bind_text(q, "run", m->run.id);
	while (rc == 1 && (rc = query_next(q, m->cmd->diag)) == 1)
		unlink(query_text(q, 0));
	query_close(q);
	return rc;
}

const char *make_snapshot_fault(struct make *m)
{
	struct diag quiet;
	struct db *b;
	char hex[DIGEST_HEX];

	if (!file_exists(m->snapshot))
		return "is gone";
	if (digest_file(m->cmd->diag, m->snapshot, hex, NULL) < 0 || !m->run.snapshot_sha256 ||
	    strcmp(hex, m->run.snapshot_sha256) != 0)
		return "was changed";
	diag_init(&quiet, NULL, NULL);
	b = db_open(m->snapshot, DB_SNAPSHOT, &quiet);
	db_close(b);
	return b ? NULL : other_version;
}

int make_resume(struct make *m)
{
	struct cmd *c = m->cmd;
	const char *fault;

	m->resumed = 1;
	make_folder(m);
	if (file_exists(m->folder) && make_lock(m) < 0)
		return -1;
	if (make_clear(m) < 0)
		return -1;
	fault = make_snapshot_fault(m);
	if (fault)
		return no_snapshot(m, fault);
	if (db_run(c->db, c->diag, "BEGIN IMMEDIATE") < 0)
		return -1;
	if (check_made(m) < 0 || remove_cancelled(m) < 0 || db_run(c->db, c->diag, "COMMIT") < 0) {
		struct diag quiet;

		diag_init(&quiet, NULL, NULL);
		db_run(c->db, &quiet, "ROLLBACK");
		return -1;
	}
	return register_jobs(c->arena, c->diag, c->db, m->run.id, "planned", NULL, m->types.type, m->types.n,
			     &m->list);
}
