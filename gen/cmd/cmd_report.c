/* cmd_report.c: `report NAME`: the queries of layouts/NAME.sql as a workbook. */
#include "run/freeze.h"
#include "run/report.h"

static int write_report(struct report *r, const char *name)
{
	struct cmd *c = r->cmd;
	struct xlsx_book book = {0};
	const char *to = cmd_option(c, "to");
	char date[9], *path;
	int64_t rows = 0;

	if (report_read(r, &book) < 0)
		return EXIT_NOT_MADE;
	path = arena_format(c->arena, "%s/%s_%s.xlsx", to ? to : "out/reports", name,
			    date_format_basic(r->as_of, date));
	if (file_mkdirs(c->diag, to ? to : "out/reports") < 0 || xlsx_write(&book, path, c->diag) < 0)
		return EXIT_NOT_MADE;
	for (int32_t i = 0; i < book.sheets; i++)
		rows += book.sheet[i].rows;
	cmd_print("%s: %d sheets, %lld rows, read back and equal to the ledger's balances\n", path,
		  book.sheets, (long long)rows);
	return EXIT_FINE;
}

/* The rows alone, on stdout, for another program. */
static int print_rows(struct report *r)
{
	struct text t = {0};
	int rc = report_csv(r, &t);

	if (rc == 0)
		cmd_print("%s", text_str(&t));
	text_done(&t);
	return rc < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

static int run(struct cmd *c)
{
	struct report r;
	int32_t as_of;
	int code;

	if (c->args != 1)
		return cmd_usage(c, "report wants one name: aging");
	if (cmd_as_of(c, &as_of) < 0)
		return EXIT_BAD_USAGE;
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	code = report_open(c, c->arg[0], &r);
	if (code < 0)
		return EXIT_NOT_MADE;
	if (code == 0) {
		static const char *const names[] = {"aging"};
		const char *close = diag_closest(c->arg[0], names, 1);

		return close ? cmd_usage(c, "there is no report %s; did you mean %s?", c->arg[0], close)
			     : cmd_usage(c, "there is no report %s; there is: aging", c->arg[0]);
	}
	r.as_of = as_of;
	freeze_remind(c, as_of);
	r.snapshot = freeze_memory(c, as_of, "");
	if (!r.snapshot)
		return EXIT_STOPPED;
	code = c->csv ? print_rows(&r) : write_report(&r, c->arg[0]);
	db_close(r.snapshot);
	return code;
}

static const struct option_row options[] = {
	{"as-of", 0, "DATE", "the day that figures speak of"},
	{"to", 0, "DIR", "where the workbook goes; out/reports without it"},
	{NULL, 0, NULL, NULL}};

const struct command command_report = {
	"report",
	"a workbook (XLSX) from the same queries as the papers",
	"aging --as-of DATE",
	run,
	options,
	"Its sums are compared with the ledger's balances, and the file is read back cell by cell before it gets its name.\n"
	"--csv prints the rows of its sheets instead, as data for another program: ledgerpress report interest-postings --csv > postings.csv\n"};
