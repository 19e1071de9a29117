/* cmd_record.c: what happened: a call, visit, promise with a customer; a paper that was sent, delivered,
 * answered, signed; what was recorded before, and one of it taken back. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "cli/known.h"
#include "cmd/record.h"
#include "db/canonical.h"
#include "db/event.h"
#include "plan/plan.h"
#include "run/handover.h"

static const struct option_row options[] = {
	{"date", 0, "DATE", "the day on which it happened"},
	{"time", 0, "HH:MM", "the time"},
	{"customer", 0, "CODE", "with whom"},
	{"invoice", 0, "NUMBER", "about which invoice"},
	{"staff", 0, "CODE", "who of us"},
	{"contact", 0, "NAME", "who of them"},
	{"outcome", 0, "WORD", "what came of it: no_answer, promised, resolved, lifted …"},
	{"promise-date", 0, "DATE", "promise: to be paid on"},
	{"promise-amount", 0, "AMOUNT",
	 "promise: how much, in the customer's currency; without it all of --invoice, or all that is overdue"},
	{"figure", 0, "AMOUNT",
	 "reply: the balance by the customer's books, in its currency; minus: in its favour"},
	{"next-action", 0, "TEXT", "what is to be done next"},
	{"next-date", 0, "DATE", "when; for do_not_write: until then"},
	{"next-time", 0, "HH:MM", "at what time of that day"},
	{"reason", 0, "WORD",
	 "why nothing was paid in time: a word of late_reasons, or its place on the call list"},
	{"risk", 0, "WORD", "low, medium, high"},
	{"reference", 0, "TEXT", "a number of theirs or of an authority"},
	{"note", 0, "TEXT", "in words; undo: why"},
	{"channel", 0, "WORD",
	 "how a paper or letter went out: mail, post, courier, hand, message, fax, portal"},
	{"who", 0, "NAME", "of a paper: who sent, received, signed it; undo: who says so"},
	{"as-of", 0, "DATE",
	 "the day on which it is recorded, which bundles go by; without it the newest day that the ledger knows"},
	{"recorded-by", 0, "WHO", "who records it; [staff] ar without it"},
	{"from", 0, "FILE",
	 "what became of many papers, as the post office says it: number, date, and state, who, note, channel"},
	{"by", 0, "CODE", "approved, rejected: who of us decided; accepted: who takes over"},
	{NULL, 0, NULL, NULL}};

static int find(const char *const *list, size_t n, const char *s)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(list[i], s) == 0)
			return (int)i;
	return -1;
}

/* Of one paper, or of all letters of a run that went out or arrived; sent: how many, -1: it is no run. */
static int record_papers(struct cmd *c, int state, int32_t date, int32_t *sent)
{
	const struct paper_news s = {
		c->arg[1], state, date, cmd_option(c, "who"), cmd_option(c, "note"), cmd_option(c, "channel"),
		NULL};
	int rc = state <= PAPER_DELIVERED ? record_run(c, &s, sent) : 0;

	if (rc != 0)
		return rc < 0 ? -1 : 0;
	*sent = -1;
	return record_state(c, &s);
}

/* The currency that a promise is in: its invoice's, the customer's, or the house's. */
static int promise_amount(struct cmd *c, const char *customer, int64_t *minor)
{
	const char *figure = cmd_option(c, "figure"), *s = figure ? figure : cmd_option(c, "promise-amount"),
		   *house = house_text(c->house, "locale", "currency");
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT coalesce((SELECT e.currency FROM entry e WHERE e.customer = :customer AND e.number = :invoice "
		"ORDER BY e.amount < 0, e.id LIMIT 1), (SELECT currency FROM customer WHERE code = :customer), :house)",
		NULL);
	const struct currency *cur;
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "customer", customer);
	query_bind_text(q, "invoice", cmd_option(c, "invoice"));
	query_bind_text(q, "house", house);
	rc = query_next(q, c->diag);
	cur = rc == 1 ? currency_find(query_text(q, 0)) : NULL;
	query_close(q);
	if (rc < 0)
		return -1;
	if (money_parse(s, strlen(s), cur ? cur->digits : 2, minor) != 0 || (!figure && *minor <= 0)) {
		cmd_usage(c, "--%s %s is no amount%s%s", figure ? "figure" : "promise-amount", s,
			  cur ? " in " : "", cur ? cur->code : "");
		return -1;
	}
	return 0;
}

static void bind_day(struct query *q, const char *name, int32_t date)
{
	if (date == DATE_NONE)
		query_bind_null(q, name);
	else
		query_bind_int(q, name, date);
}

static int record_event(struct cmd *c, const char *kind, const struct about *about, int32_t date,
			int32_t promise, int32_t next, int64_t amount)
{
	static const char *const text[] = {"time",	"invoice", "contact", "outcome", "next-action",
					   "next-time", "risk",	   "note",    "channel"};
	static const char *const param[] = {"time",	 "invoice", "contact", "outcome", "next_action",
					    "next_time", "risk",    "note",    "channel"};
	struct query *q = query_open(
		c->db, c->diag,
		"INSERT INTO event(date, time, customer, invoice, kind, staff, contact, outcome, promise_date, promise_amount, next_action, next_date, next_time, reason, risk, reference, note, channel) "
		"VALUES (:date, :time, :customer, :invoice, :kind, :staff, :contact, :outcome, :promise_date, :promise_amount, :next_action, :next_date, :next_time, :reason, :risk, :reference, :note, :channel)",
		NULL);
	size_t i;
	int rc;

	if (!q)
		return -1;
	query_bind_int(q, "date", date);
	query_bind_text(q, "kind", kind);
	query_bind_text(q, "customer", about->customer);
	query_bind_text(q, "reference", about->reference);
	query_bind_text(q, "staff", about->staff);
	query_bind_text(q, "reason", about->reason);
	bind_day(q, "promise_date", promise);
	bind_day(q, "next_date", next);
	if (amount != 0 || cmd_option(c, "figure"))
		query_bind_int(q, "promise_amount", amount);
	for (i = 0; i < sizeof text / sizeof text[0]; i++)
		query_bind_text(q, param[i], cmd_option(c, text[i]));
	rc = query_next(q, c->diag);
	query_close(q);
	return rc;
}

static int decision(const char *kind)
{
	return strcmp(kind, "approved") == 0 || strcmp(kind, "rejected") == 0;
}

/* Words that rules and papers read in outcome. A house may have others of its own, but none that is nearly
 * one of these. */
static int outcome_checked(const struct cmd *c)
{
	static const char *const word[] = {"resolved",	 "closed",   "settled",	  "rejected",	"withdrawn",
					   "credited",	 "done",     "lifted",	  "ended",	"returned",
					   "met",	 "sent",     "open",	  "opened",	"wants_copy",
					   "will_check", "will_pay", "partly",	  "no_answer",	"call_back",
					   "promised",	 "agreed",   "differs",	  "kept",	"broken",
					   "disputed",	 "alert",    "guarantee", "settlement", "none"};
	const int32_t n = (int32_t)(sizeof word / sizeof word[0]);
	const char *said = cmd_option(c, "outcome"), *close = said ? diag_closest(said, word, n) : NULL;

	if (!close || find(word, (size_t)n, said) >= 0)
		return 0;
	cmd_usage(c, "--outcome %s: did you mean %s?", said, close);
	return -1;
}

/* One list of ways to send, for papers and for the column of the table events. */
static int channel_checked(const struct cmd *c, const char *word)
{
	const char *said = cmd_option(c, "channel");

	if (!said)
		return 0;
	if (strcmp(word, "sent") != 0 && strcmp(word, "delivered") != 0 && strcmp(word, "letter") != 0 &&
	    strcmp(word, "delivery") != 0) {
		cmd_usage(c,
			  "--channel is how something went out: record sent, delivered, letter or delivery");
		return -1;
	}
	if (canonical_word(canonical_channels, said, (int32_t)strlen(said)))
		return 0;
	cmd_usage(c, "--channel %s: one of %s is expected", said,
		  canonical_words(c->arena, canonical_channels));
	return -1;
}

/* A word that was given is not empty: it would be kept and mean nothing. */
static int options_said(const struct cmd *c)
{
	const struct option_row *o;

	for (o = options; o->name; o++)
		if (cmd_option(c, o->name) && !cmd_option(c, o->name)[0]) {
			cmd_usage(c, "--%s is empty", o->name);
			return -1;
		}
	return 0;
}

/* What a customer answers is one figure, of its whole balance, and stands where a promise has its amount. */
static int figure_alone(const struct cmd *c, const char *kind)
{
	const int reply = strcmp(kind, "reply") == 0;
	const char *outcome = cmd_option(c, "outcome");

	if (reply && outcome && strcasecmp(outcome, "none") == 0 && cmd_option(c, "figure"))
		cmd_usage(c, "--outcome none says that no reply came: it has no --figure");
	else if (cmd_option(c, "figure") && !reply)
		cmd_usage(c, "--figure is what a customer answers: record reply");
	else if (cmd_option(c, "figure") && cmd_option(c, "invoice"))
		cmd_usage(c, "--figure is the whole balance, and of no --invoice");
	else if (reply && cmd_option(c, "promise-amount"))
		cmd_usage(
			c,
			"a reply has its --figure; what was promised in it is an event of its own: record promise");
	else
		return 0;
	return -1;
}

/* What is to come lies behind the event, and neither more than a year behind what the ledger knows. */
static int days_checked(struct cmd *c, int32_t date, int32_t promise, int32_t next)
{
	const int64_t newest =
		db_int(c->db, c->diag, "SELECT max(date) FROM entry WHERE type <> 'pdc'", date);
	const int32_t last = promise > next ? promise : next;
	char day[11], than[11];

	if (promise != DATE_NONE && promise < date) {
		cmd_usage(c, "--promise-date %s is before the day of the promise, %s",
			  date_format(promise, day), date_format(date, than));
		return -1;
	}
	if (next != DATE_NONE && next < date) {
		cmd_usage(c, "--next-date %s is before the day of the event, %s", date_format(next, day),
			  date_format(date, than));
		return -1;
	}
	if (newest <= 0 || (date <= newest + 366 && last <= newest + 2 * 366))
		return 0;
	cmd_usage(c, "%s is far behind the newest posting of the ledger, %s",
		  date_format(date > newest + 366 ? date : last, day), date_format((int32_t)newest, than));
	return -1;
}

/* Times of day as they are compared and printed. */
static int times_checked(const struct cmd *c)
{
	static const char *const option[] = {"time", "next-time"};
	const char *s;
	size_t i;

	for (i = 0; i < 2; i++) {
		s = cmd_option(c, option[i]);
		if (s && !time_fits(s, strlen(s))) {
			cmd_usage(c, "--%s %s is no time of day: HH:MM is expected", option[i], s);
			return -1;
		}
	}
	return 0;
}

/* The policy's word for why nothing was paid in time, by itself or by its place on the call list. */
static int reason_checked(const struct cmd *c, struct about *about)
{
	const char *said = cmd_option(c, "reason"), *all = house_text(c->house, "policy", "late_reasons"), *s;
	char place[12];
	int32_t nth = 0;
	size_t n;

	if (!said)
		return 0;
	if (!all)
		all = "missing_document, price_disputed, returned, approval, no_funds, other";
	for (s = all + strspn(all, " ,"); *s; s += n + strspn(s + n, " ,")) {
		n = strcspn(s, " ,");
		snprintf(place, sizeof place, "%d", (int)++nth);
		if ((strlen(said) == n && memcmp(said, s, n) == 0) || strcmp(said, place) == 0) {
			about->reason = arena_dupn(c->arena, s, n);
			return 0;
		}
	}
	cmd_usage(c, "--reason %s: one of %s is expected", said, all);
	return -1;
}

static int kind_unknown(const struct cmd *c, const char *kind)
{
	const char **name = arena_alloc(c->arena, sizeof *name * (size_t)event_count), *close;
	int32_t i;

	for (i = 0; i < event_count; i++)
		name[i] = event_all[i].name;
	close = diag_closest(kind, name, event_count);
	return close ? cmd_usage(c, "there is no event %s; did you mean %s?", kind, close)
		     : cmd_usage(c, "there is no event %s; `ledgerpress help events` lists them", kind);
}

/* Without what an event needs it would be kept and mean nothing: a dispute of no invoice holds none back. */
static int needs_given(const struct cmd *c, const struct event_kind *e)
{
	const char *s = e->needs;
	char *option, *p;
	size_t n;

	for (; *s; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		option = arena_dupn(c->arena, s, n);
		for (p = option; *p; p++)
			if (*p == '_')
				*p = '-';
		if (!cmd_option(c, option)) {
			cmd_usage(c, "%s (%s) wants --%s", e->name, e->meaning, option);
			return -1;
		}
	}
	return 0;
}

/* Of what was recorded before: list, undo. */
static int recorded(struct cmd *c, const char *word)
{
	const int undo = strcmp(word, "undo") == 0;
	int32_t date;

	if (c->args != (undo ? 2 : 1))
		return cmd_usage(c,
				 undo ? "record undo wants the number of one event, as `record list` has it"
				      : "record list takes no further arguments");
	if (cmd_date(c, "date", &date) < 0)
		return EXIT_BAD_USAGE;
	if (undo && date == DATE_NONE)
		return cmd_usage(c, "record undo wants the --date of the day on which it is taken back");
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	return undo ? record_undo(c, c->arg[1], date) : record_list(c);
}

/* That a handover was taken by the successor. */
static int accepted(struct cmd *c)
{
	int32_t date;

	if (c->args != 2 || !cmd_option(c, "by"))
		return cmd_usage(c,
				 "record accepted wants the number of a handover, and --by: who takes over");
	if (cmd_date(c, "date", &date) < 0)
		return EXIT_BAD_USAGE;
	if (date == DATE_NONE)
		return cmd_usage(c, "record accepted wants the --date of the day on which it was accepted");
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	return handover_accept(c, c->arg[1], cmd_option(c, "by"), date, cmd_option(c, "note"));
}

/* A list of what became of papers: all of it, or nothing. */
static int from_list(struct cmd *c)
{
	const char *word = c->args > 0 ? c->arg[0] : NULL;
	const int state = word ? paper_state(word) : -1;
	struct recording recording;
	struct diag quiet;
	int64_t before;
	int32_t n = 0;

	if (c->args > 1 || (word && state < 0))
		return cmd_usage(
			c, "record --from FILE takes at most one state: sent, delivered, answered or signed");
	if (cmd_ledger(c) < 0 || db_run(c->db, c->diag, "BEGIN IMMEDIATE") < 0)
		return EXIT_STOPPED;
	before = db_int(c->db, c->diag, "SELECT max(id) FROM paper_event", 0);
	if (record_day(c, DATE_NONE, &recording) < 0 ||
	    record_list_file(c, cmd_option(c, "from"), state, &n) < 0 || record_stamp(c, &recording) < 0 ||
	    db_run(c->db, c->diag, "COMMIT") < 0) {
		diag_init(&quiet, NULL, NULL);
		db_run(c->db, &quiet, "ROLLBACK");
		cmd_say(c, "nothing was recorded\n");
		return EXIT_NOT_MADE;
	}
	cmd_say(c, "recorded: %d %s\n", (int)n, n == 1 ? "paper" : "papers");
	return record_list_told(c, before) < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

static int cmd_record(struct cmd *c)
{
	const char *kind = c->args > 0 ? c->arg[0] : NULL;
	int32_t sent = -1;
	struct about about = {cmd_option(c, "customer"), cmd_option(c, "reference"),
			      cmd_option(c, cmd_option(c, "by") ? "by" : "staff"), NULL};
	int state = kind ? paper_state(kind) : -1, rc;
	const char *number = NULL; /* of the report that was decided on */
	int32_t date, promise, next;
	int64_t amount = 0, id;
	struct recording recording;

	if (options_said(c) < 0)
		return EXIT_BAD_USAGE;
	if (cmd_option(c, "from"))
		return from_list(c);
	if (kind && (strcmp(kind, "list") == 0 || strcmp(kind, "undo") == 0))
		return recorded(c, kind);
	if (kind && strcmp(kind, "accepted") == 0)
		return accepted(c);
	if (!kind)
		return cmd_usage(
			c,
			"record what? a call, visit, promise, dispute …, or sent, delivered, answered, signed and a paper's number");
	if (state < 0 && !event_find(kind))
		return kind_unknown(c, kind);
	if (cmd_date(c, "date", &date) < 0 || cmd_date(c, "promise-date", &promise) < 0 ||
	    cmd_date(c, "next-date", &next) < 0)
		return EXIT_BAD_USAGE;
	if (date == DATE_NONE)
		return cmd_usage(c, "an event has its --date");
	if (channel_checked(c, kind) < 0 || record_risk(c) < 0)
		return EXIT_BAD_USAGE;
	if (state >= 0 && c->args != 2)
		return cmd_usage(c, "record %s wants the number of a paper", kind);
	if (state < 0 && decision(kind)) {
		number = c->args == 2 ? c->arg[1] : c->args == 1 ? about.reference : NULL;
		if (!number || (c->args == 2 && about.reference && strcmp(about.reference, number) != 0))
			return cmd_usage(
				c, "record %s wants the number of one bad debts report, as BDR-2026-00001",
				kind);
	} else if (state < 0 && (c->args != 1 || !about.customer))
		return cmd_usage(c, "record %s wants --customer CODE", kind);
	if (state < 0 && !number && needs_given(c, event_find(kind)) < 0)
		return EXIT_BAD_USAGE;
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	if (state < 0 && (outcome_checked(c) < 0 || times_checked(c) < 0 || reason_checked(c, &about) < 0 ||
			  days_checked(c, date, promise, next) < 0))
		return EXIT_BAD_USAGE;
	if (figure_alone(c, kind) < 0)
		return EXIT_BAD_USAGE;
	if ((cmd_option(c, "promise-amount") || cmd_option(c, "figure")) &&
	    promise_amount(c, about.customer ? about.customer : "", &amount) < 0)
		return EXIT_BAD_USAGE;
	if (db_run(c->db, c->diag, "BEGIN IMMEDIATE") < 0)
		return EXIT_STOPPED;
	if (record_day(c, date, &recording) < 0) {
		db_undo(c->db, c->diag);
		return EXIT_BAD_USAGE;
	}
	if (state >= 0)
		rc = record_papers(c, state, date, &sent);
	else
		rc = (number && record_decided(c, number, &about) < 0) || record_subjects(c, &about) < 0
			     ? -1
			     : record_event(c, kind, &about, date, promise, next, amount);
	id = db_last_id(c->db);
	if (rc < 0 || record_stamp(c, &recording) < 0 || db_run(c->db, c->diag, "COMMIT") < 0) {
		struct diag quiet;

		diag_init(&quiet, NULL, NULL);
		db_run(c->db, &quiet, "ROLLBACK");
		return EXIT_NOT_MADE;
	}
	if (state >= 0 && record_told(c, sent >= 0) < 0)
		return EXIT_NOT_MADE;
	if (sent >= 0)
		cmd_say(c, "recorded: %d papers of %s %s\n", (int)sent, c->arg[1], kind);
	else if (state >= 0)
		cmd_say(c, "recorded: %s %s\n", kind, c->arg[1]);
	else
		record_echo(c, id, kind, about.customer, date);
	return EXIT_FINE;
}

static const char more[] =
	"EVENT, each said by `ledgerpress help events`:"
#define E(name, needs, meaning, effect) " " name
#include "db/event.def"
	".\nSTATE: sent delivered answered signed; sent takes a run as well (R20261101-01): its letters, and what was mailed of its internal papers, all went out; delivered a run too: all that was sent of it. "
	"--from FILE takes a list, all of it or nothing. approved and rejected want the number of a bad debts report. A dispute or return ends with the event resolved, "
	"do_not_write with --outcome lifted.\n"
	"`record list` numbers what was recorded or imported, with its state; `record undo N` takes one back: it stays in the "
	"list, and\nno plan or paper sees it from then on.\n"
	"A plan and its papers count what happened up to their day by --date, however late it was recorded; a bundle as of a day has only what was recorded by then "
	"(--as-of).\n";

const struct command command_record = {
	"record",
	"a call, visit, promise; a paper sent, delivered, answered, signed",
	"EVENT --customer CODE --date DATE | STATE NUMBER|RUN --date DATE | [STATE] --from FILE | approved|rejected NUMBER --date DATE | accepted HANDOVER --by CODE --date DATE | list | undo N --date DATE --who NAME --note WHY",
	cmd_record,
	options,
	more};
