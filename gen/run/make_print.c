/* make_print.c: print files and lists of a run that was made before, after its papers have gone on. */
#include <stdio.h>
#include <string.h>

#include "cli/known.h"
#include "run/make_mail.h"
#include "run/stack.h"

int make_find(struct make *m, const char *run)
{
	struct cmd *c = m->cmd;
	struct known k = {0};
	int rc = register_find_id(c->arena, c->diag, c->db, run, &m->run);

	if (rc == 0)
		return known_read(c, &k, "SELECT id FROM run ORDER BY id") < 0
			       ? -1
			       : known_check(c, &k, "the register", "run", run);
	if (rc < 0)
		return -1;
	m->as_of = m->run.as_of;
	m->handover = m->run.made_by != NULL;
	make_folder(m);
	return 0;
}

static struct query *types_query(struct make *m)
{
	struct query *q = query_open(m->cmd->db, m->cmd->diag,
				     "SELECT DISTINCT type FROM paper WHERE run = :run AND state NOT IN "
				     "('failed', 'cancelled') ORDER BY type",
				     NULL);

	if (q)
		query_bind_text(q, "run", m->run.id);
	return q;
}

/* The types of the run's papers. */
static int types_known(struct make *m, struct known *k)
{
	struct query *q = types_query(m);
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, m->cmd->diag)) == 1)
		known_add(m->cmd, k, query_text(q, 0));
	query_close(q);
	return rc;
}

static struct db *snapshot_open(struct make *m, struct job_context *k)
{
	const char *fault = make_snapshot_fault(m);
	struct place at = {m->snapshot, 0, 0};
	struct db *snapshot;

	if (fault) {
		diag_hint(m->cmd->diag, DIAG_PRINT, &at, "print the files of the papers themselves",
			  "the frozen ledger of the run %s %s", m->run.id, fault);
		return NULL;
	}
	snapshot = freeze_open(m->cmd, m->snapshot, m->cmd->diag);
	if (snapshot && freeze_context(m->cmd->arena, m->cmd->diag, snapshot, k) == 0)
		return snapshot;
	db_close(snapshot);
	return NULL;
}

/* Under the run's lock: make_merged, make_mail or mail_print. */
static int print_types(struct make *m, const char *const *code, int32_t n,
		       int (*make)(struct make *, struct db *, const struct job_context *))
{
	struct job_context k;
	struct db *snapshot;
	int rc;

	if (types_read(m->cmd, code, n, &m->types) != 0 || (snapshot = snapshot_open(m, &k)) == NULL)
		return -1;
	rc = make(m, snapshot, &k);
	db_close(snapshot);
	return rc;
}

static int merged_again(struct make *m, struct db *snapshot, const struct job_context *k)
{
	return make_merged(m, snapshot, k, 1);
}

/* All of them, and what the mails' lists still say of cancelled papers. */
static int all_again(struct make *m, struct db *snapshot, const struct job_context *k)
{
	return make_merged(m, snapshot, k, 1) < 0 ? -1 : mail_settle(m, snapshot, k);
}

/* The types of a finished run's papers. */
static int finished(struct make *m, struct known *k)
{
	if (strcmp(m->run.state, "made") != 0)
		return diag_hint(m->cmd->diag, DIAG_PRINT, NULL,
				 "`ledgerpress status` says how it is finished", "the run %s is not finished",
				 m->run.id);
	return types_known(m, k);
}

int make_mail_again(struct make *m)
{
	struct known k = {0};
	int rc;

	if (finished(m, &k) < 0)
		return -1;
	if (k.n == 0)
		return 0;
	if (make_lock(m) < 0)
		return -1;
	rc = make_clear(m) < 0 || print_types(m, k.name, k.n, make_mail) < 0 ? -1 : make_index(m);
	make_unlock(m);
	return rc;
}

int make_print(struct make *m, const char *const *code, int32_t n)
{
	struct cmd *c = m->cmd;
	struct known k = {0};
	int32_t i;
	int rc;

	if (finished(m, &k) < 0)
		return -1;
	for (i = 0; i < n; i++)
		if (known_check(c, &k, arena_format(c->arena, "the run %s", m->run.id), "type", code[i]) < 0)
			return -1;
	if (k.n == 0)
		return diag(c->diag, DIAG_PRINT, NULL, "no paper of the run %s is issued", m->run.id);
	if (make_lock(m) < 0)
		return -1;
	m->only = code;
	m->onlys = n;
	rc = make_clear(m) < 0 ? -1 : print_types(m, k.name, k.n, n > 0 ? merged_again : all_again);
	if (rc == 0)
		rc = make_index(m);
	make_unlock(m);
	return rc;
}

int make_stale(struct make *m, const char *code)
{
	struct arena *a = m->cmd->arena;
	char **name;
	int32_t n, i;

	if (print_files(m, code, &name, &n) < 0)
		return -1;
	for (i = 0; i < n; i++) {
		const char *file = arena_format(a, "%s/%s", m->folder, name[i]);
		const struct place at = {file, 0, 0};

		if (!strstr(name[i], ".stale.") &&
		    rename(file, arena_format(a, "%.*s.stale.pdf", (int)(strlen(file) - 4), file)) < 0)
			return diag(m->cmd->diag, DIAG_FILE_WRITE, &at, "cannot be renamed");
	}
	return n > 0;
}

/* The tie-out counts what is issued; where the frozen ledger is gone, the other lists are made all the same.
 */
static int lists_again(struct make *m)
{
	struct job_context k;
	struct known types = {0};
	struct db *snapshot;
	int rc;

	if (make_snapshot_fault(m) || types_known(m, &types) < 0 || types.n == 0 ||
	    types_read(m->cmd, types.name, types.n, &m->types) != 0 ||
	    (snapshot = snapshot_open(m, &k)) == NULL)
		return make_state_lists(m);
	rc = make_lists(m, snapshot, &k);
	db_close(snapshot);
	return rc;
}

/* What the mails' lists said of the paper, without it. */
static int mails_again(struct make *m, const char *number)
{
	struct known k = {0};
	int was = mail_cancelled(m, number);

	if (was <= 0)
		return was;
	if (types_known(m, &k) < 0)
		return -1;
	return k.n > 0 ? print_types(m, k.name, k.n, mail_print) : 0;
}

/* The print files that held a paper of the type. When its last paper is gone they go. */
static int merged_without(struct make *m, const char *code)
{
	struct known k = {0};
	char **name;
	int32_t n, i;
	int rc = types_known(m, &k) < 0 || print_how_kept(m, &m->how) < 0 ? -1 : 0;

	if (rc == 0 && k.n > 0) {
		/* routes hold papers of all types */
		m->only = &code;
		m->onlys = m->how.by_route ? 0 : 1;
		return print_types(m, k.name, k.n, merged_again);
	}
	if (rc == 0)
		rc = print_files(m, code, &name, &n);
	for (i = 0; rc == 0 && i < n; i++)
		rc = make_remove(m, arena_format(m->cmd->arena, "%s/%s", m->folder, name[i]));
	return rc == 0 ? make_remove(m, arena_format(m->cmd->arena, "%s/count-sheet.csv", m->folder)) : -1;
}

static int again_locked(struct make *m, const char *number, const char *code, int stale)
{
	int rc = lists_again(m);

	if (rc == 0 && stale)
		rc = merged_without(m, code);
	if (rc == 0)
		rc = mails_again(m, number);
	/* it says what was cancelled also where the rest cannot be made again */
	return make_index(m) < 0 ? -1 : rc;
}

int make_again(struct make *m, const char *number, const char *code, int stale)
{
	int rc;

	/* a run that is not done leaves out what was cancelled, when it is */
	if (strcmp(m->run.state, "made") != 0 || !file_exists(m->folder))
		return mail_cancelled(m, number) < 0 ? -1 : 0;
	if (make_lock(m) < 0)
		return -1;
	rc = again_locked(m, number, code, stale);
	make_unlock(m);
	return rc;
}

int make_states_again(struct cmd *c, const char *run)
{
	struct make m = {.cmd = c, .lock = -1};

	if (make_find(&m, run) < 0)
		return -1;
	if (strcmp(m.run.state, "made") == 0 && file_exists(m.folder) &&
	    (make_state_lists(&m) < 0 || make_index(&m) < 0))
		return -1;
	return make_house_index(c);
}
