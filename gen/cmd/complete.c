/* complete.c: where the words come from that complete a command line. */
#include "cmd/complete.h"

#include <string.h>

#include "cmd/commands.h"
#include "cmd/help.h"
#include "db/canonical.h"
#include "db/event.h"
#include "evidence/doctype.h"
#include "import/profile.h"
#include "layout/layout.h"
#include "run/report.h"

void complete_offer(const struct typed *t, const char *word, const char *said)
{
	struct text line = {0};

	if (strncmp(word, t->begun, strlen(t->begun)) != 0 || !word[0] || strpbrk(word, "\t\n\r"))
		return;
	text_addf(&line, "%s%s", t->prefix, word);
	if (said && *said) {
		text_addc(&line, '\t');
		text_add(&line, said, strcspn(said, "\t\n\r"));
	}
	text_addc(&line, '\n');
	cmd_write(&line);
	text_done(&line);
}

void complete_tell(const char *what, const char *about)
{
	cmd_print("\t%s%s%s\n", what, about ? " " : "", about ? about : "");
}

static void offer_words(const struct typed *t, const char *words)
{
	for (size_t n; *(words += strspn(words, " ,")); words += n) {
		n = strcspn(words, " ,");
		complete_offer(t, arena_dupn(t->cmd->arena, words, n), NULL);
	}
}

/* Read only: a word that is completed makes no ledger and brings none up to date. A reader of a log that
 * somebody writes leaves files behind, one of a file at rest does not. */
static int ledger(struct cmd *c)
{
	if (!c->db && cmd_house(c) == 0 && file_exists("ledger.db"))
		c->db = db_open("ledger.db", file_exists("ledger.db-wal") ? DB_READER : DB_SNAPSHOT, c->diag);
	return c->db != NULL;
}

static const char *const known_sql[KNOWN_KINDS] = {
#define KNOWN(kind, sql) sql,
#include "cli/known.def"
#undef KNOWN
};

static void offer_rows(const struct typed *t, const char *sql)
{
	struct cmd *c = t->cmd;
	struct query *q = ledger(c) ? query_open(c->db, c->diag, sql, NULL) : NULL;

	while (q && query_next(q, c->diag) == 1)
		complete_offer(t, query_text(q, 0), query_columns(q) > 1 ? query_text(q, 1) : NULL);
	query_close(q);
}

static void offer_column(const struct typed *t, const char *of)
{
	const size_t n = strcspn(of, ".");
	const struct canonical *table = canonical_find(arena_dupn(t->cmd->arena, of, n));
	const int32_t k = table ? canonical_column(table, of + n + 1) : -1;

	if (k >= 0 && table->column[k].words)
		offer_words(t, table->column[k].words);
}

static void offer_types(const struct typed *t)
{
	const struct layout_stem *stem;
	struct cmd *c = t->cmd;
	int32_t n;

	if (cmd_house(c) < 0 || layout_find_all(c->arena, c->diag, c->house, &stem, &n) < 0)
		return;
	for (int32_t i = 0; i < n; i++)
		complete_offer(t, stem[i].code, stem[i].stem);
}

static void offer_reports(const struct typed *t)
{
	struct cmd *c = t->cmd;
	const char **name;
	int32_t n = cmd_house(c) == 0 ? report_names(c, &name) : 0;

	for (int32_t i = 0; i < n; i++)
		complete_offer(t, name[i], NULL);
}

static void offer_doctypes(const struct typed *t)
{
	struct doctypes d;
	struct cmd *c = t->cmd;

	if (!ledger(c) || doctype_read(c->db, c->house, c->arena, c->diag, &d) < 0)
		return;
	for (int32_t i = 0; i < d.n; i++)
		complete_offer(t, d.type[i].code, d.type[i].title);
}

static void offer_profiles(const struct typed *t)
{
	struct cmd *c = t->cmd;
	struct profiles all = {0};

	if (cmd_house(c) < 0)
		return;
	if (profile_read(c->arena, c->diag, c->house, &all) == 0)
		for (int32_t i = 0; i < all.n; i++)
			complete_offer(t, all.profile[i].name, all.profile[i].table->name);
	profile_done(&all);
}

static void offer_presets(const struct typed *t)
{
	struct cmd *c = t->cmd;
	const char *const *name;
	int32_t n = 0;

	name = c->shipped ? house_presets(c->arena, c->diag, c->shipped, &n) : NULL;
	for (int32_t i = 0; name && i < n; i++)
		complete_offer(t, name[i], NULL);
}

static void offer_languages(const struct typed *t)
{
	struct cmd *c = t->cmd;
	const char *list = cmd_house(c) == 0 ? house_text(c->house, "locale", "languages") : NULL;

	offer_words(t, list ? list : "en");
}

static void offer_here(const struct typed *t, int source)
{
	const char *const *topic;
	int32_t i, n;

	if (source == SOURCE_COMMAND)
		for (i = 0; commands[i]; i++)
			complete_offer(t, commands[i]->name, commands[i]->help);
	if (source == SOURCE_TOPIC)
		for (topic = help_names(t->cmd->arena, &n), i = 0; i < n; i++)
			complete_offer(t, topic[i], NULL);
	if (source == SOURCE_EVENT)
		for (i = 0; i < event_count; i++)
			complete_offer(t, event_all[i].name, event_all[i].meaning);
	if (source == SOURCE_TABLE)
		for (i = 0; i < canonical_count; i++)
			complete_offer(t, canonical_all[i].name, canonical_all[i].meaning);
}

static void offer_source(const struct typed *t, int source, const char *detail)
{
	static const char day[] =
		"SELECT iso(max(coalesce(export_date, last_date))) FROM source WHERE tbl = 'ledger' AND replaced_by IS NULL "
		"HAVING count(coalesce(export_date, last_date)) > 0";

	switch (source) {
	case SOURCE_NOTHING:
		break;
	case SOURCE_WORDS:
		offer_words(t, detail);
		break;
	case SOURCE_COLUMN:
		offer_column(t, detail);
		break;
	case SOURCE_FILE:
		complete_tell("files", NULL);
		break;
	case SOURCE_FOLDER:
		complete_tell("folders", NULL);
		break;
	case SOURCE_TYPE:
		offer_types(t);
		break;
	case SOURCE_REPORT:
		offer_reports(t);
		break;
	case SOURCE_DOCTYPE:
		offer_doctypes(t);
		break;
	case SOURCE_PROFILE:
		offer_profiles(t);
		break;
	case SOURCE_PRESET:
		offer_presets(t);
		break;
	case SOURCE_LANGUAGE:
		offer_languages(t);
		break;
	case SOURCE_DATE:
		offer_rows(t, day);
		break;
	case KNOWN_INVOICE: /* a ledger has a hundred thousand: those that begin so */
		if (t->begun[0])
			offer_rows(t, known_sql[source]);
		break;
	default:
		if (source < KNOWN_KINDS)
			offer_rows(t, known_sql[source]);
		else
			offer_here(t, source);
	}
}

struct takes {
	const char *command, *option, *placeholder;
	int source;
	const char *detail;
};
static const struct takes takes[] = {
#define TAKES(command, option, placeholder, source, detail) {command, option, placeholder, source, detail},
#include "cmd/complete.def"
#undef TAKES
};
enum { TAKEN = sizeof takes / sizeof takes[0] };

static int is(const char *wanted, const char *word)
{
	return !wanted[0] || strcmp(wanted, word) == 0;
}

/* The first row of a placeholder, or NULL. */
static const struct takes *takes_find(const struct typed *t, const char *option, const char *placeholder)
{
	for (int i = 0; i < TAKEN; i++)
		if (is(takes[i].command, t->cmd->command ? t->cmd->command->name : "-") &&
		    is(takes[i].option, option) && is(takes[i].placeholder, placeholder))
			return &takes[i];
	return NULL;
}

void complete_placeholder(const struct typed *t, const char *option, const char *placeholder)
{
	const char *name = arena_dupn(t->cmd->arena, placeholder, strcspn(placeholder, "["));
	const struct takes *row = takes_find(t, option, name);

	if (!row) {
		complete_tell("unknown", placeholder);
		return;
	}
	/* a subject is of several kinds: one row each, one behind the other */
	offer_source(t, row->source, row->detail);
	while (++row < takes + TAKEN && row->placeholder[0] &&
	       strcmp(row->placeholder, row[-1].placeholder) == 0)
		offer_source(t, row->source, row->detail);
}

int complete_fits(const struct typed *t, const char *placeholder, const char *word)
{
	const struct takes *row = takes_find(t, "-", placeholder);

	if (row && row->source == SOURCE_EVENT)
		return event_find(word) != NULL;
	return !row || row->source != SOURCE_WORDS ||
	       canonical_word(row->detail, word, (int32_t)strlen(word));
}
