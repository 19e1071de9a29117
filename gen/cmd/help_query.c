/* help_query.c: what a document type's queries may ask, from named.def and the comments of the program's own
 * SQL; DocTypes. */
#include <string.h>

#include "cmd/help.h"
#include "db/canonical.h"
#include "evidence/doctype.h"
#include "layout/layout.h"
#include "plan/plan.h"

/* ---- comments of SQL ---- */

static const char schema_sql[] =
#include "db/schema.sql.inc"
	;
static const char tables_sql[] =
#include "plan/snapshot_tables.sql.inc"
	;
static const char snapshot_sql[] =
#include "plan/snapshot.sql.inc"
	;
static const char items_sql[] =
#include "plan/items.sql.inc"
	;
static const char dunning_sql[] =
#include "plan/dunning.sql.inc"
	;
static const char contact_sql[] =
#include "plan/contact.sql.inc"
	;
static const char rules_sql[] =
#include "plan/rules.sql.inc"
	;
static const char ratios_sql[] =
#include "plan/ratios.sql.inc"
	;
static const char limitation_sql[] =
#include "plan/limitation.sql.inc"
	;
static const char reference_sql[] =
#include "plan/reference.sql.inc"
	;
static const char *const sql[] = {tables_sql,  snapshot_sql, items_sql,	 reference_sql,	 dunning_sql,
				  contact_sql, rules_sql,    ratios_sql, limitation_sql, schema_sql};

static int begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static const char *next_line(const char *s)
{
	s += strcspn(s, "\n");
	return *s ? s + 1 : s;
}

/* Where "CREATE TABLE name" or "CREATE VIEW name" begins, and where the comment above it does. NULL: not in
 * this SQL. */
static const char *table_find(const char *s, const char *name, const char **comment)
{
	size_t n = strlen(name);

	for (*comment = NULL; *s; s = next_line(s)) {
		const char *word = begins(s, "CREATE TABLE ")  ? s + 13
				   : begins(s, "CREATE VIEW ") ? s + 12
							       : NULL;

		if (word && strncmp(word, name, n) == 0 && strchr(" (\n", word[n])) {
			if (!*comment)
				*comment = s;
			return s;
		}
		if (!begins(s, "--"))
			*comment = NULL;
		else if (!*comment)
			*comment = s;
	}
	return NULL;
}

/* "--   column  meaning" among the comments from s to end. */
static const char *column_said(struct arena *a, const char *s, const char *end, const char *column)
{
	size_t n = strlen(column);

	for (; s < end; s = next_line(s))
		if (begins(s, "--   ") && strncmp(s + 5, column, n) == 0 && s[5 + n] == ' ') {
			s += 5 + n;
			s += strspn(s, " ");
			return arena_dupn(a, s, strcspn(s, "\n"));
		}
	return NULL;
}

/* "	column TEXT,   -- meaning" in the table's own lines. */
static const char *column_beside(struct arena *a, const char *s, const char *column)
{
	size_t n = strlen(column);

	for (s = next_line(s); *s == '\t'; s = next_line(s)) {
		const char *dash = strstr(s, "-- ");

		if (strncmp(s + 1, column, n) == 0 && s[1 + n] == ' ' && dash && dash < next_line(s))
			return arena_dupn(a, dash + 3, strcspn(dash + 3, "\n"));
	}
	return NULL;
}

static const struct canonical *canonical_of(const char *table)
{
	for (int32_t i = 0; i < canonical_count; i++)
		if (strcmp(canonical_all[i].sql, table) == 0)
			return &canonical_all[i];
	return NULL;
}

static const char *column_meaning(struct arena *a, const char *table, const char *column)
{
	const struct canonical *t = canonical_of(strcmp(table, "party") == 0 ? "customer" : table);
	const char *comment, *at, *said = NULL;
	int32_t k;

	for (size_t i = 0; i < sizeof sql / sizeof sql[0] && !said; i++)
		if ((at = table_find(sql[i], table, &comment))) {
			said = column_said(a, comment, at, column);
			if (!said)
				said = column_beside(a, at, column);
		}
	if (!said && t && (k = canonical_column(t, column)) >= 0)
		said = t->column[k].meaning;
	/* the list at the head of snapshot_tables.sql: names that mean the same everywhere */
	return said ? said : column_said(a, tables_sql, strstr(tables_sql, "CREATE TABLE"), column);
}

/* The sentences above the table; "": none. */
static const char *table_meaning(struct arena *a, const char *table)
{
	const struct canonical *t = canonical_of(table);
	const char *comment, *at, *out = "";

	for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++)
		for (at = table_find(sql[i], table, &comment); at && comment < at;
		     comment = next_line(comment))
			if (begins(comment, "-- ") && !begins(comment, "--   "))
				out = arena_format(a, "%s%s%.*s", out, out[0] ? " " : "",
						   (int)strcspn(comment + 3, "\n"), comment + 3);
	return !out[0] && t ? t->meaning : out;
}

/* ---- the tables as they are ---- */

static int columns_tell(struct cmd *c, struct help *h, struct db *b, const char *table)
{
	struct query *q = query_open(b, c->diag, "SELECT name, type FROM pragma_table_info(:name)", NULL);
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "name", table);
	while ((rc = query_next(q, c->diag)) == 1) {
		const char *column = arena_dup(c->arena, query_text(q, 0)), *type = query_text(q, 1);

		help_part(h, column,
			  strcmp(type, "INTEGER") == 0 ? "number"
			  : type[0]		       ? "text"
						       : NULL,
			  column_meaning(c->arena, table, column));
	}
	query_close(q);
	return rc;
}

static int tables_tell(struct cmd *c, struct help *h, struct db *b, int ledger)
{
	struct query *q = query_open(b, c->diag,
				     "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND "
				     "name NOT LIKE 'sqlite_%' ORDER BY rowid",
				     NULL);
	const char *unused;
	int rc = q ? 1 : -1;

	while (rc == 1 && (rc = query_next(q, c->diag)) == 1) {
		const char *table = arena_dup(c->arena, query_text(q, 0));

		if ((table_find(schema_sql, table, &unused) != NULL) != ledger)
			continue;
		help_entry(h, table, NULL, table_meaning(c->arena, table));
		rc = columns_tell(c, h, b, table) < 0 ? -1 : 1;
	}
	query_close(q);
	return rc;
}

static int snapshot_tell(struct cmd *c, struct help *h)
{
	struct house house = {.dir = ".", .shipped = c->shipped};
	struct db *b = db_open(NULL, DB_MEMORY, c->diag);
	int rc = b ? snapshot_make(b, &house, 0, "", c->diag) : -1;

	if (rc == 0) {
		help_section(h, "FROZEN TABLES",
			     "What a run sees of the ledger as of its day. Days are numbers from 1970-01-01, "
			     "amounts minor units.");
		rc = tables_tell(c, h, b, 0);
	}
	if (rc == 0) {
		help_section(h, "TABLES OF THE LEDGER",
			     "As imported and recorded, whatever the day; a copy of them lies beside the "
			     "frozen tables.");
		rc = tables_tell(c, h, b, 1);
	}
	db_close(b);
	return rc;
}

int help_queries(struct cmd *c, struct help *h)
{
	help_section(h, "QUERIES",
		     "STEM.sql has named queries: a line `-- name: items`, then the SQL, which may only "
		     "read; `-- columns: due date, "
		     "outstanding money` says how columns are written. The layout asks them by name, as "
		     "{items.due} or "
		     "query=\"items\". common.sql has queries for all types. These are asked by the program "
		     "itself:");
#define QUERY(name, must, meaning) help_entry(h, name, must ? "needed" : NULL, meaning);
#include "db/named.def"
	help_section(h, "COLUMNS OF JOBS",
		     "A further column is a parameter of all the type's other queries.");
#define JOB(id, name, kind, need, meaning)                                                                   \
	help_entry(h, name,                                                                                  \
		   need == WANT_ALWAYS	 ? "needed"                                                          \
		   : need == WANT_ONE_OF ? "one of them needed"                                              \
					 : NULL,                                                             \
		   meaning);
#include "db/named.def"
	help_section(
		h, "PARAMETERS",
		"What every query may name, beside the columns of jobs and those of an enclosing each=.");
#define PARAM(name, meaning) help_entry(h, ":" name, NULL, meaning);
#include "db/named.def"
#define JOBS_PARAM(name, meaning) help_entry(h, ":" name, "of jobs alone", meaning);
#include "db/named.def"
	help_section(h, "FORMATS", "For the line `-- columns:`.");
#define FORMAT(id, name, meaning) help_entry(h, name, NULL, meaning);
#include "db/named.def"
	help_section(h, "FUNCTIONS", "Beside those of SQLite.");
#define FUNCTION(text, meaning) help_entry(h, text, NULL, meaning);
#include "db/named.def"
	return snapshot_tell(c, h);
}

/* ---- DocTypes ---- */

static const char *signers(struct arena *a, const char *words, const char *roles)
{
	const char *out = words;

	for (size_t n; roles && *roles; roles += n + strspn(roles + n, " ")) {
		n = strcspn(roles, " ");
		out = arena_format(a, "%s%s%.*s", out, strlen(out) > strlen(words) ? " or " : "", (int)n,
				   roles);
	}
	return out;
}

int help_doctypes(struct cmd *c, struct help *h)
{
	struct house house = {.dir = ".", .shipped = c->shipped};
	struct db *b = db_open(NULL, DB_MEMORY, c->diag);
	const struct layout_stem *stem;
	struct doctypes t;
	const struct named_file *common;
	int32_t n = 0;
	int rc = b ? doctype_read(b, &house, c->arena, c->diag, &t) : -1;

	db_close(b);
	if (rc < 0)
		return -1;
	help_section(h, "DOCTYPES",
		     "In file names, the evidence index and `evidence add`. In brackets: who alone may sign "
		     "it for the paper to be "
		     "valid, or whose signature counts. Several of one kind on one day: PHOTO-2, PHOTO-3.");
	for (int32_t i = 0; i < t.n; i++)
		help_entry(
			h, t.type[i].code,
			t.type[i].roles	    ? signers(c->arena, "signed by ", t.type[i].roles)
			: t.type[i].signers ? signers(c->arena, "signature counts of ", t.type[i].signers)
					    : NULL,
			arena_format(c->arena, "%s; in a bundle under %s", t.type[i].title, t.type[i].stage));
	if (layout_find_all(c->arena, c->diag, &house, &stem, &n) < 0 ||
	    layout_shared_read(c->arena, c->diag, &house, &common) < 0)
		return -1;
	help_section(h, "PAPERS THAT ARE MADE",
		     "For plan, make, preview and new, with the name of their files in layouts/.");
	for (int32_t i = 0; i < n; i++) {
		const struct layout *l = layout_read(c->arena, c->diag, &house, common, stem[i].stem);

		if (!l)
			return -1;
		help_entry(h, stem[i].code, stem[i].stem, l->title->source);
	}
	return 0;
}
