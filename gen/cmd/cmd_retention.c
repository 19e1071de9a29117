/* cmd_retention.c: `retention`: closed cases and how long their papers are kept; a paper past its time is
 * purged by its name. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/list.h"
#include "cli/known.h"
#include "cli/cmd.h"
#include "cli/known.h"
#include "evidence/vault.h"

/* Cases with the last day on which they are kept, NULL while they are open, and who holds them, else NULL. A
 * case closed on 29 February is kept to the last of February. */
#define KEPT                                                                                                          \
	"kept AS (SELECT b.id, b.customer, b.closed, add_months(b.closed, 12 * :years) AS until, "                    \
	"(SELECT CASE h.act WHEN 'held' THEN h.who END FROM case_hold h WHERE h.case_id = b.id AND h.date <= :as_of " \
	"ORDER BY h.id DESC LIMIT 1) AS held FROM bad_case b) "

static int list(struct cmd *c, int32_t as_of, int64_t years)
{
	struct query *q;
	struct out_table *t;
	int r;

	q = query_open(
		c->db, c->diag,
		"WITH " KEPT
		"SELECT b.id, b.customer, b.closed, b.until, (SELECT count(*) FROM evidence e WHERE e.case_id = b.id), "
		"(SELECT count(*) FROM paper p WHERE p.case_id = b.id), b.held "
		"FROM kept b WHERE b.closed <= :as_of AND (:all OR b.until < :as_of) ORDER BY until, b.id",
		NULL);
	if (!q)
		return EXIT_STOPPED;
	query_bind_int(q, "years", years);
	query_bind_int(q, "as_of", as_of);
	query_bind_int(q, "all", cmd_flag(c, "all"));
	t = list_open(LIST_retention, 0);
	while ((r = query_next(q, c->diag)) > 0) {
		out_cell(t, query_text(q, 0));
		out_cell(t, query_text(q, 1));
		out_cell_date(t, (int32_t)query_int(q, 2));
		out_cell_date(t, (int32_t)query_int(q, 3));
		out_cell_int(t, query_int(q, 4));
		out_cell_int(t, query_int(q, 5));
		out_cell(t, query_null(q, 6) ? NULL : query_text(q, 6));
	}
	query_close(q);
	if (r < 0) {
		out_drop(t);
		return EXIT_STOPPED;
	}
	out_close(c, t);
	return EXIT_FINE;
}

/* What was filed before any case was recorded is a paper of every case that was still open then, or came
 * after it: of them the one that ends last keeps it. What is to be purged: its case past its time and not
 * held, and no other case of the customer that still keeps its papers. 0, or -1 after a diagnostic. */
static int may_go(struct cmd *c, const char *name, int32_t as_of, int64_t years, char sha256[DIGEST_HEX])
{
	struct query *q = query_open(
		c->db, c->diag,
		"WITH " KEPT
		"SELECT e.sha256, k.id, k.until, k.held, (SELECT o.id FROM kept o WHERE o.customer = e.customer AND o.id <> k.id "
		"AND (o.until IS NULL OR o.until >= :as_of OR o.held IS NOT NULL) ORDER BY o.id LIMIT 1), k.closed <= :as_of "
		"FROM evidence e LEFT JOIN kept k ON k.id = coalesce(e.case_id, (SELECT b.id FROM bad_case b "
		"WHERE b.customer = e.customer AND coalesce(b.closed >= e.filed_on, 1) ORDER BY b.closed IS NOT NULL, b.closed DESC, b.id LIMIT 1)) WHERE e.name = :name AND NOT (e.valid = 0 AND e.why_invalid IS 'purged')",
		NULL);
	char day[11];
	int r;

	if (!q)
		return -1;
	query_bind_text(q, "name", name);
	query_bind_int(q, "as_of", as_of);
	query_bind_int(q, "years", years);
	r = query_next(q, c->diag);
	if (r == 0)
		r = diag_hint(c->diag, DIAG_RETENTION, NULL, known_hint(c, KNOWN_SCAN, name),
			      "the store has no paper %s", name);
	else if (r == 1 && query_null(q, 1))
		r = diag(c->diag, DIAG_RETENTION, NULL, "%s belongs to no case, so that no time runs for it",
			 name);
	else if (r == 1 && (query_null(q, 2) || !query_int(q, 5)))
		r = diag(c->diag, DIAG_RETENTION, NULL, "%s: the case %s is open", name, query_text(q, 1));
	else if (r == 1 && !query_null(q, 3))
		r = diag(c->diag, DIAG_RETENTION, NULL, "%s: the case %s is held by %s", name,
			 query_text(q, 1), query_text(q, 3));
	else if (r == 1 && query_int(q, 2) >= as_of)
		r = diag(c->diag, DIAG_RETENTION, NULL, "%s is kept until %s, with the case %s", name,
			 date_format((int32_t)query_int(q, 2), day), query_text(q, 1));
	else if (r == 1 && !query_null(q, 4))
		r = diag(c->diag, DIAG_RETENTION, NULL,
			 "%s: the case %s of the same customer keeps its papers", name, query_text(q, 4));
	else if (r == 1)
		snprintf(sha256, DIGEST_HEX, "%s", query_text(q, 0));
	query_close(q);
	return r < 0 ? -1 : 0;
}

/* One statement with the name and the content of a paper. */
static int put(struct cmd *c, const char *sql, const char *name, const char *sha256)
{
	struct query *q = query_open(c->db, c->diag, sql, NULL);
	int r;

	if (!q)
		return -1;
	query_bind_text(q, "name", name);
	query_bind_text(q, "sha256", sha256);
	r = query_next(q, c->diag);
	query_close(q);
	return r;
}

/* In the transaction. *object: what is to go from the store once it is committed, or NULL: other papers have
 * the same content. A row stays as long as the object lies under its name. */
static int purge_row(struct cmd *c, const char *name, int32_t as_of, int64_t years, char **object)
{
	char sha256[DIGEST_HEX];
	int other;

	*object = NULL;
	if (may_go(c, name, as_of, years, sha256) < 0)
		return -1;
	if (put(c,
		"UPDATE evidence SET valid = 0, why_invalid = 'purged' WHERE name = :name AND sha256 = :sha256",
		name, sha256) < 0)
		return -1;
	other = put(
		c,
		"SELECT 1 FROM evidence WHERE sha256 = :sha256 AND name <> :name AND NOT (valid = 0 AND why_invalid IS 'purged')",
		name, sha256);
	if (other < 0)
		return -1;
	if (other == 0) {
		*object = vault_path(c->db, c->arena, c->diag, sha256);
		if (!*object || put(c, "DELETE FROM evidence WHERE sha256 = :sha256 AND :name IS NOT NULL",
				    name, sha256) < 0)
			return -1;
	}
	return vault_log(c->db, c->diag, as_of, "purged", name, sha256, cmd_option(c, "by"),
			 cmd_option(c, "reason"));
}

/* All that were named, or none. */
static int purge(struct cmd *c, int32_t as_of, int64_t years)
{
	char **object = arena_alloc(c->arena, sizeof *object * (size_t)(c->values + 1));
	const char *name;
	struct diag quiet;
	int32_t n = 0;
	int rc = db_run(c->db, c->diag, "BEGIN IMMEDIATE"), bad = 0;

	if (rc < 0)
		return EXIT_STOPPED;
	for (; (name = cmd_option_at(c, "purge", n)) != NULL; n++)
		if (purge_row(c, name, as_of, years, &object[n]) < 0)
			rc = -1;
	if (rc < 0 || db_run(c->db, c->diag, "COMMIT") < 0) {
		diag_init(&quiet, NULL, NULL);
		db_run(c->db, &quiet, "ROLLBACK");
		return EXIT_NOT_MADE;
	}
	for (int32_t i = 0; i < n; i++) {
		const struct place at = {object[i], 0, 0};

		if (object[i] && unlink(house_path(c->house, c->arena, object[i])) < 0 && errno != ENOENT)
			bad = diag(c->diag, DIAG_RETENTION, &at, "is purged, but its file stays: %s",
				   strerror(errno));
		cmd_print("%s is purged%s\n", cmd_option_at(c, "purge", i),
			  object[i] ? "" : "; its content stays: other papers are the same");
	}
	return bad < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

static int run(struct cmd *c)
{
	const int named = cmd_option(c, "purge") != NULL;
	int32_t as_of;
	int64_t years;

	if (named && (!cmd_option(c, "by") || !cmd_option(c, "by")[0] || !cmd_option(c, "reason") ||
		      !cmd_option(c, "reason")[0]))
		return cmd_usage(c, "--purge wants --by and --reason, which stay in the custody log");
	if (!named && (cmd_option(c, "by") || cmd_option(c, "reason")))
		return cmd_usage(c, "--by and --reason are of --purge NAME");
	if (cmd_as_of(c, &as_of) < 0)
		return EXIT_BAD_USAGE;
	if (cmd_ledger(c) < 0 || known_staff(c, "by") < 0)
		return EXIT_STOPPED;
	years = house_int(c->house, "retention", "years", 7);
	return named ? purge(c, as_of, years) : list(c, as_of, years);
}

static const struct option_row options[] = {
	{"as-of", 0, "DATE", "what is past its time on that day"},
	{"all", 0, NULL, "also cases whose time still runs"},
	{"purge", 0, "NAME",
	 "removes this paper of the store, of a case past its time; may be given several times"},
	{"by", 0, "WHO", "purge: who says so"},
	{"reason", 0, "WHY", "purge: why, in words"},
	{NULL, 0, NULL, NULL}};

const struct command command_retention = {
	"retention",
	"closed cases whose papers are past the time that they are kept",
	"--as-of DATE [--purge NAME --by WHO --reason WHY]",
	run,
	options,
	"[retention] years in house.ini, counted from the closing of the case. Nothing is deleted but what is purged by its name: not of a case that "
	"is held (`case hold`), nor\nwhile another case of the customer keeps its papers; what is the same as another paper's stays in the store. The custody log "
	"keeps name, SHA-256, who and why.\nCopies in bundles, packs and elsewhere are not touched.\n"};
