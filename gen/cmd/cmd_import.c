/* cmd_import.c: `import FILE…`: exports into the ledger, all or nothing per call. */
#include <string.h>

#include "cli/cmd.h"
#include "cmd/help.h"
#include "db/canonical.h"
#include "import/import.h"
#include "import/proof.h"
#include "plan/snapshot.h"

static const struct option_row options[] = {
	{"as", 0, "TABLE", "the canonical table that the files are: customers, ledger, events …"},
	{"profile", 0, "NAME", "the export profile, of house.ini or a shipped one"},
	{"date-order", 0, "dmy|mdy|ymd", "how dates are written, where the file does not tell"},
	{"skip-bad", 0, NULL, "take the good rows; say how many were left out and their total"},
	{"rejects", 0, "FILE", "write the bad rows and what is wrong with them as CSV"},
	{"expect-total", 0, "CUR=AMOUNT",
	 "refuse the call unless its rows sum to this in the ledger; may be repeated"},
	{"expect-open", 0, "CUR=AMOUNT",
	 "refuse the call unless this is open in the whole ledger afterwards, on --export-date or the newest day "
	 "of its exports; may be repeated"},
	{"export-date", 0, "DATE", "the day that open amounts of the files speak of"},
	{"dry-run", 0, NULL, "do everything but keep it"},
	{"columns", 0, "TABLE", "list the columns of a table with what they mean; imports nothing"},
	{"draft-profile", 0, "NAME",
	 "write [import.NAME] into house.ini from the file's header, what is open as comments; imports "
	 "nothing"},
	{NULL, 0, NULL, NULL}};

/* "AED 12,345.60 in 1,120 rows · KWD …" */
static void add_totals(struct text *t, const struct import_total *total, int32_t n)
{
	char buf[48], rows[48];
	int32_t i;

	for (i = 0; i < n; i++)
		text_addf(t, "%s%s %s in %s row%s", i ? " · " : "", total[i].currency,
			  out_money(total[i].amount, total[i].currency, buf),
			  out_money(total[i].rows, "JPY", rows), total[i].rows == 1 ? "" : "s");
}

static void add_count(struct text *t, int64_t n, const char *what, int *said)
{
	char buf[48];

	if (n == 0)
		return;
	text_addf(t, "%s%s %s", (*said)++ ? ", " : "", out_money(n, "JPY", buf), what);
}

static void print_report(const struct import_report *r)
{
	struct text t;
	int said = 0;

	text_init(&t);
	if (r->already) {
		text_addf(&t, "%s: is in the ledger already, byte for byte: nothing to do\n", r->file);
		cmd_write(&t);
		text_done(&t);
		return;
	}
	if (strcmp(r->profile, "canonical") == 0)
		text_addf(&t, "%s: %s: ", r->file, r->table);
	else
		text_addf(&t, "%s: %s (profile %s): ", r->file, r->table, r->profile);
	add_count(&t, r->added, "added", &said);
	add_count(&t, r->changed, "changed", &said);
	add_count(&t, r->removed, "removed", &said);
	add_count(&t, r->unchanged, "unchanged", &said);
	if (!said)
		text_adds(&t, "no rows");
	text_addc(&t, '\n');
	if (r->anew)
		text_adds(&t, "  read anew: its profile or an option is another than before\n");
	if (r->replaces)
		text_addf(&t, "  takes the place of %s\n", r->replaces);
	if (r->totals > 0) {
		text_adds(&t, "  total ");
		add_totals(&t, r->total, r->totals);
		text_addc(&t, '\n');
	}
	if (r->customers > 0)
		text_addf(&t, "  %lld customer%s made from it\n", (long long)r->customers,
			  r->customers == 1 ? "" : "s");
	if (r->rejected > 0) {
		text_addf(&t, "  %lld bad row%s left out", (long long)r->rejected,
			  r->rejected == 1 ? "" : "s");
		if (r->left_outs > 0) {
			text_adds(&t, ": ");
			add_totals(&t, r->left_out, r->left_outs);
		}
		text_addc(&t, '\n');
	}
	cmd_write(&t);
	text_done(&t);
}

static void json_totals(struct text *t, const char *name, const struct import_total *total, int32_t n)
{
	char buf[32];
	int32_t i;

	text_addf(t, ", \"%s\": [", name);
	for (i = 0; i < n; i++)
		text_addf(t, "%s{\"currency\": \"%s\", \"rows\": %lld, \"amount\": %s}", i ? ", " : "",
			  total[i].currency, (long long)total[i].rows,
			  money_format(total[i].amount, currency_find(total[i].currency)->digits, buf));
	text_adds(t, "]");
}

static void print_json(const struct import_report *r, int32_t n, int done)
{
	struct text t;
	int32_t i;

	text_init(&t);
	text_addf(&t, "{\"imported\": %s, \"files\": [", done ? "true" : "false");
	for (i = 0; i < n; i++) {
		text_adds(&t, i ? ",\n {\"file\": " : "\n {\"file\": ");
		text_json(&t, r[i].file);
		if (r[i].table) {
			text_adds(&t, ", \"table\": ");
			text_json(&t, r[i].table);
			text_adds(&t, ", \"profile\": ");
			text_json(&t, r[i].profile);
		}
		text_addf(
			&t,
			", \"already\": %s, \"rows\": %lld, \"added\": %lld, \"changed\": %lld, \"removed\": %lld, \"unchanged\": %lld, "
			"\"rejected\": %lld, \"skipped\": %lld, \"customers_made\": %lld",
			r[i].already ? "true" : "false", (long long)r[i].rows, (long long)r[i].added,
			(long long)r[i].changed, (long long)r[i].removed, (long long)r[i].unchanged,
			(long long)r[i].rejected, (long long)r[i].skipped, (long long)r[i].customers);
		if (r[i].replaces) {
			text_adds(&t, ", \"replaces\": ");
			text_json(&t, r[i].replaces);
		}
		json_totals(&t, "totals", r[i].total, r[i].totals);
		json_totals(&t, "left_out", r[i].left_out, r[i].left_outs);
		text_adds(&t, "}");
	}
	text_adds(&t, "\n]}\n");
	cmd_write(&t);
	text_done(&t);
}

/* ---- what must be open afterwards ---- */

struct open_proof {
	struct cmd *cmd;
	int32_t as_of;
};

static int open_ask(void *ctx, struct db *frozen, struct diag *d)
{
	const struct open_proof *p = ctx;
	struct query *q = query_open(
		frozen, d, "SELECT coalesce(sum(outstanding), 0) FROM open_item WHERE currency = :c", NULL);
	const struct currency *c;
	char want[32], have[32], day[11];
	const char *said;
	int64_t wanted, sum;
	int32_t i;
	int rc = q ? 0 : -1;

	for (i = 0; q && (said = cmd_option_at(p->cmd, "expect-open", i)) != NULL; i++) {
		if (proof_amount(d, "--expect-open", said, &c, &wanted) < 0) {
			rc = -1;
			continue;
		}
		query_bind_text(q, "c", c->code);
		sum = query_next(q, d) == 1 ? query_int(q, 0) : 0;
		query_reset(q);
		if (sum != wanted)
			rc = diag(d, DIAG_IMPORT_EXPECT, NULL,
				  "--expect-open %s %s: %s is open in the ledger on %s", c->code,
				  money_format(wanted, c->digits, want), money_format(sum, c->digits, have),
				  date_format(p->as_of, day));
	}
	query_close(q);
	return rc;
}

static int open_prove(void *ctx, struct db *b, struct diag *d)
{
	struct open_proof p = {.cmd = ctx};

	if (cmd_date(p.cmd, "export-date", &p.as_of) != 0)
		return -1;
	if (p.as_of == DATE_NONE)
		p.as_of = (int32_t)db_int(
			b, d,
			"SELECT coalesce(max(export_date), max(last_date)) FROM source WHERE tbl = "
			"'ledger' AND replaced_by IS NULL",
			0);
	db_calendar(b, &p.cmd->house->calendar);
	db_languages(b, p.cmd->house->languages.code);
	return snapshot_try(b, p.cmd->house, p.as_of, d, open_ask, &p);
}

static int read_options(struct cmd *c, struct import_options *o)
{
	const char **expect = arena_alloc(c->arena, (size_t)(c->values + 1) * sizeof *expect), *e;

	if (cmd_option(c, "expect-open")) {
		o->prove = open_prove;
		o->prove_ctx = c;
	}

	o->table = cmd_option(c, "as");
	o->profile = cmd_option(c, "profile");
	o->date_order = cmd_option(c, "date-order");
	o->skip_bad = cmd_flag(c, "skip-bad");
	o->dry_run = cmd_flag(c, "dry-run");
	o->rejects = cmd_option(c, "rejects");
	while ((e = cmd_option_at(c, "expect-total", o->expects)) != NULL)
		expect[o->expects++] = e;
	o->expect = expect;
	if (o->date_order && strcmp(o->date_order, "dmy") != 0 && strcmp(o->date_order, "mdy") != 0 &&
	    strcmp(o->date_order, "ymd") != 0)
		return cmd_usage(c, "--date-order %s: dmy, mdy or ymd is expected", o->date_order), -1;
	if (o->table && o->profile)
		return cmd_usage(c, "--as and --profile exclude each other: a profile names its table"), -1;
	return cmd_date(c, "export-date", &o->export_date);
}

static int print_columns(struct cmd *c, const char *name)
{
	const struct canonical *t = canonical_find(name);
	const char **tables = arena_alloc(c->arena, (size_t)canonical_count * sizeof *tables), *near;
	struct text out;
	int32_t i;

	for (i = 0; i < canonical_count; i++)
		tables[i] = canonical_all[i].name;
	near = t ? NULL : diag_closest(name, tables, canonical_count);
	if (near)
		return cmd_usage(c, "--columns %s: there is no such table; did you mean %s?", name, near);
	if (!t)
		return cmd_usage(
			c, "--columns %s: a table is expected, as ledger (`ledgerpress help tables`)", name);
	text_init(&out);
	text_addf(&out, "%s: %s\n", t->name, t->meaning);
	for (i = 0; i < t->columns; i++)
		if (!(t->column[i].flags & COLUMN_DERIVED))
			text_addf(&out, "  %-14s (%s) %s\n", t->column[i].name,
				  help_column(c->arena, &t->column[i]), t->column[i].meaning);
	cmd_write(&out);
	text_done(&out);
	return EXIT_FINE;
}

/* Letters of any script, digits and signs that stand in a section's heading as they are. */
static int section_name(const char *name)
{
	const char *p;

	for (p = name; (unsigned char)*p > ' ' && *p != 0x7F && !strchr("[]=;#", *p); p++)
		;
	return *name && !*p && p - name <= 60;
}

/* Appends the draft to house.ini, which keeps all that it says. */
static int write_draft(struct cmd *c, const char *name)
{
	char *heading = arena_format(c->arena, "[import.%s]", name), *old;
	struct place at = {"house.ini", 0, 0};
	struct text ini;
	size_t n;
	int rc;

	if (c->args != 1)
		return cmd_usage(c, "--draft-profile: one file is expected");
	if (!section_name(name))
		return cmd_usage(c, "--draft-profile %s: a name without blanks and brackets is expected",
				 name);
	if (cmd_house(c) < 0 || !(old = file_read(c->arena, c->diag, "house.ini", 0, &n)))
		return EXIT_STOPPED;
	if (strstr(old, heading)) {
		diag(c->diag, DIAG_FILE_EXISTS, &at, "has a section %s already", heading);
		return EXIT_NOT_MADE;
	}
	text_init(&ini);
	text_add(&ini, old, n);
	rc = import_draft(c->arena, c->diag, c->arg[0], name, &ini);
	if (rc == 0) {
		cmd_say(c, "%s", text_str(&ini) + n);
		rc = file_write(c->diag, "house.ini", ini.data, ini.len, 1);
	}
	text_done(&ini);
	return rc < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

static int run(struct cmd *c)
{
	struct import_options o = {.export_date = DATE_NONE};
	struct import_report *r;
	int32_t i;
	int rc;

	if (cmd_option(c, "columns"))
		return print_columns(c, cmd_option(c, "columns"));
	if (c->args == 0)
		return cmd_usage(c, "which files?");
	if (cmd_option(c, "draft-profile"))
		return write_draft(c, cmd_option(c, "draft-profile"));
	if (read_options(c, &o) < 0)
		return EXIT_BAD_USAGE;
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	r = arena_alloc(c->arena, (size_t)c->args * sizeof *r);
	rc = import_files(c->db, c->house, c->arena, c->diag, c->arg, c->args, &o, r);
	if (c->json) {
		print_json(r, c->args, rc == 0 && !o.dry_run);
		return rc < 0 ? EXIT_NOT_MADE : EXIT_FINE;
	}
	if (rc < 0) {
		int64_t bad = 0;

		for (i = 0; i < c->args; i++)
			bad += r[i].rejected;
		if (bad > 0)
			cmd_say(c,
				"nothing was imported: %lld bad row%s; --skip-bad takes the others, --rejects FILE lists them\n",
				(long long)bad, bad == 1 ? "" : "s");
		else
			cmd_say(c, "nothing was imported\n");
		return EXIT_NOT_MADE;
	}
	for (i = 0; i < c->args; i++)
		print_report(&r[i]);
	if (o.dry_run)
		cmd_say(c, "a dry run: nothing was kept\n");
	return EXIT_FINE;
}

const struct command command_import = {
	.name = "import",
	.help = "exports into the ledger: all of a call, or nothing",
	.words = "FILE…",
	.run = run,
	.option = options,
	.more = "Files are recognised by their headers: by a profile of house.ini, as a canonical table, by a shipped profile. Several\n"
		"files of one call may come in any order. The same file again changes nothing; a file of the same name replaces what\n"
		"its predecessor brought.\n",
};
