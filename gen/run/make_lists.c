/* make_lists.c: what lies beside a run's papers: tie-out.csv and run.json. index.html is web_run.c's. */
#include <string.h>
#include <unistd.h>

#include "run/make.h"

/* A run's papers as the register has them, in order of delivery. */
static const char papers[] =
	"SELECT p.id, p.number, p.type, p.customer, p.salesman, p.case_id, p.language, p.level, p.state, "
	"p.file, p.sha256, p.bytes, p.pages, p.replaces, coalesce(c.name, s.name, p.params ->> 'subject', "
	"p.params ->> 'region', p.params ->> 'route', p.params ->> 'company', '') AS name, " REGISTER_REASON
	" AS reason FROM paper p "
	"LEFT JOIN customer c ON c.code = p.customer LEFT JOIN staff s ON s.code = p.salesman "
	"WHERE p.run = :run ORDER BY p.seq";

enum {
	ID,
	NUMBER,
	TYPE,
	CUSTOMER,
	SALESMAN,
	CASE,
	LANGUAGE,
	LEVEL,
	STATE,
	FILE_NAME,
	SHA256,
	BYTES,
	PAGES,
	REPLACES,
	NAME,
	REASON,
	COLUMNS
};

static struct query *open_papers(struct make *m, int32_t at[COLUMNS])
{
	static const struct query_want want[COLUMNS] = {[ID] = {"id", WANT_INT, WANT_ALWAYS},
							[NUMBER] = {"number", WANT_TEXT, WANT_ALWAYS},
							[TYPE] = {"type", WANT_TEXT, WANT_ALWAYS},
							[CUSTOMER] = {"customer", WANT_TEXT, WANT_ALWAYS},
							[SALESMAN] = {"salesman", WANT_TEXT, WANT_ALWAYS},
							[CASE] = {"case_id", WANT_TEXT, WANT_ALWAYS},
							[LANGUAGE] = {"language", WANT_TEXT, WANT_ALWAYS},
							[LEVEL] = {"level", WANT_INT, WANT_ALWAYS},
							[STATE] = {"state", WANT_TEXT, WANT_ALWAYS},
							[FILE_NAME] = {"file", WANT_TEXT, WANT_ALWAYS},
							[SHA256] = {"sha256", WANT_TEXT, WANT_ALWAYS},
							[BYTES] = {"bytes", WANT_INT, WANT_ALWAYS},
							[PAGES] = {"pages", WANT_INT, WANT_ALWAYS},
							[REPLACES] = {"replaces", WANT_TEXT, WANT_ALWAYS},
							[NAME] = {"name", WANT_TEXT, WANT_ALWAYS},
							[REASON] = {"reason", WANT_TEXT, WANT_ALWAYS}};
	struct query *q = query_open(m->cmd->db, m->cmd->diag, papers, NULL);

	if (q && query_column(q, m->cmd->diag, want, COLUMNS, at) == 0) {
		query_bind_text(q, "run", m->run.id);
		return q;
	}
	query_close(q);
	return NULL;
}

static void json_field(struct text *t, const char *name, const struct query *q, int32_t col, int number)
{
	text_addf(t, ", \"%s\": ", name);
	if (query_null(q, col))
		text_adds(t, "null");
	else if (number)
		text_addint(t, query_int(q, col));
	else
		text_json(t, query_text(q, col));
}

/* A file's path from the run's folder. */
static const char *inside(const struct make *m, const char *file)
{
	size_t n = strlen(m->folder);

	return strncmp(file, m->folder, n) == 0 && file[n] == '/' ? file + n + 1 : file;
}

/* Whose rules they were: of the frozen policy. A run that an older program froze says nothing of them. */
static void policy_json(struct make *m, struct text *t)
{
	struct diag quiet;
	struct db *b;
	struct query *q;
	const char *between = "\"policy\": {";

	diag_init(&quiet, NULL, NULL);
	b = m->snapshot ? db_open(m->snapshot, DB_SNAPSHOT, &quiet) : NULL;
	q = b ? query_open(
			b, &quiet,
			"SELECT key, value FROM policy WHERE key IN ('version', 'author', 'approver', 'approved_on', 'review_by') ORDER BY "
			"key <> 'version', key",
			NULL)
	      : NULL;
	while (q && query_next(q, &quiet) == 1) {
		text_adds(t, between);
		text_json(t, query_text(q, 0));
		text_adds(t, ": ");
		text_json(t, query_text(q, 1));
		between = ", ";
	}
	if (strcmp(between, ", ") == 0)
		text_adds(t, "},\n ");
	query_close(q);
	db_close(b);
}

static int run_json(struct make *m, struct text *t)
{
	int32_t at[COLUMNS];
	struct query *q = open_papers(m, at);
	char day[11];
	int rc = q ? 1 : -1, first = 1;

	text_adds(t, "{\n \"run\": ");
	text_json(t, m->run.id);
	text_addf(t, ",\n \"as_of\": \"%s\",\n \"selection\": ", date_format(m->as_of, day));
	text_json(t, m->run.selection);
	text_adds(t, ",\n \"snapshot_sha256\": ");
	text_json(t, m->run.snapshot_sha256);
	text_adds(t, ",\n ");
	policy_json(m, t);
	text_adds(t, "\"papers\": [");
	while (rc == 1 && (rc = query_next(q, m->cmd->diag)) == 1) {
		text_adds(t, first ? "\n  {\"number\": " : ",\n  {\"number\": ");
		first = 0;
		text_json(t, query_text(q, at[NUMBER]));
		json_field(t, "type", q, at[TYPE], 0);
		json_field(t, "customer", q, at[CUSTOMER], 0);
		json_field(t, "salesman", q, at[SALESMAN], 0);
		json_field(t, "case", q, at[CASE], 0);
		json_field(t, "language", q, at[LANGUAGE], 0);
		json_field(t, "level", q, at[LEVEL], 1);
		json_field(t, "state", q, at[STATE], 0);
		if (!query_null(q, at[REASON]))
			json_field(t, "reason", q, at[REASON], 0);
		text_adds(t, ", \"file\": ");
		text_json(t, inside(m, query_text(q, at[FILE_NAME])));
		json_field(t, "sha256", q, at[SHA256], 0);
		json_field(t, "bytes", q, at[BYTES], 1);
		json_field(t, "pages", q, at[PAGES], 1);
		json_field(t, "replaces", q, at[REPLACES], 0);
		text_addc(t, '}');
	}
	text_adds(t, "\n ]\n}\n");
	query_close(q);
	return rc;
}

int make_write(struct make *m, const char *file, const void *bytes, size_t n)
{
	char sha256[DIGEST_HEX];

	digest_bytes(bytes, n, sha256);
	if (file_write(m->cmd->diag, file, bytes, n, 1) < 0)
		return -1;
	return register_file(m->cmd->diag, m->cmd->db, m->run.id, file, sha256);
}

int make_remove(struct make *m, const char *file)
{
	unlink(file);
	return register_file(m->cmd->diag, m->cmd->db, m->run.id, file, NULL);
}

static int write_list(struct make *m, const char *name, const struct text *t)
{
	return make_write(m, arena_format(m->cmd->arena, "%s/%s", m->folder, name), text_str(t), t->len);
}

/* All papers of the run tie out but those that were cancelled, also those that an earlier process made. A run
 * that was planned by this process did so before any was made, on the same frozen figures. */
static int tie_out(struct make *m, struct db *snapshot, const struct job_context *k, struct text *csv)
{
	struct job_list all = {0};

	if (m->tieout) {
		text_adds(csv, m->tieout);
		return 0;
	}
	if (register_jobs(m->cmd->arena, m->cmd->diag, m->cmd->db, m->run.id, NULL, NULL, m->types.type,
			  m->types.n, &all) < 0)
		return -1;
	return tieout_check(m->cmd->diag, snapshot, m->types.type, &all, k, csv);
}

int make_state_lists(struct make *m)
{
	struct text t;
	int rc;

	text_init(&t);
	if ((rc = run_json(m, &t)) == 0)
		rc = write_list(m, "run.json", &t);
	text_done(&t);
	return rc;
}

int make_lists(struct make *m, struct db *snapshot, const struct job_context *k)
{
	struct text t;
	int rc;

	text_init(&t);
	rc = tie_out(m, snapshot, k, &t);
	/* of all customers of the house: never in a handover's folder, which has a tie-out of its own */
	if (make_write(m,
		       m->handover ? arena_format(m->cmd->arena, "out/books/%s.tie-out.csv", m->run.id)
				   : arena_format(m->cmd->arena, "%s/tie-out.csv", m->folder),
		       text_str(&t), t.len) < 0)
		rc = -1;
	text_done(&t);
	return rc == 0 ? make_state_lists(m) : rc;
}
