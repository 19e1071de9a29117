/* cmd_report.c: `report NAME`: the queries of layouts/NAME.sql as a workbook; `report dashboard`; `report
 * all`. */
#include <string.h>

#include "run/dashboard.h"
#include "run/due.h"
#include "run/freeze.h"
#include "run/make.h"
#include "run/report.h"

#define DASHBOARD "dashboard"
#define ALL "all"

static const char *folder(struct cmd *c)
{
	const char *to = cmd_option(c, "to");

	return to ? to : "out/reports";
}

static char *path_of(struct cmd *c, const char *name, int32_t as_of, const char *ext)
{
	char date[9];

	return arena_format(c->arena, "%s/%s_%s.%s", folder(c), name, date_format_basic(as_of, date), ext);
}

static int write_report(struct report *r, const char *name)
{
	struct cmd *c = r->cmd;
	struct xlsx_book book = {0};
	const char *path = path_of(c, name, r->as_of, "xlsx");
	int64_t rows = 0;

	if (report_read(r, &book) < 0 || file_mkdirs(c->diag, folder(c)) < 0 ||
	    xlsx_write(&book, path, c->diag) < 0)
		return EXIT_NOT_MADE;
	for (int32_t i = 0; i < book.sheets; i++)
		rows += book.sheet[i].rows;
	cmd_print("%s: %d sheets, %lld rows, read back%s\n", path, book.sheets, (long long)rows,
		  r->tied ? " and equal to the ledger's balances" : "");
	return EXIT_FINE;
}

/* The rows alone, for another program: on stdout, or as a file of the folder. */
static int write_rows(struct report *r, const char *name, int beside)
{
	struct cmd *c = r->cmd;
	const char *path = path_of(c, name, r->as_of, "csv");
	struct text t = {0};
	int rc = report_csv(r, &t);

	if (rc == 0 && !beside)
		cmd_print("%s", text_str(&t));
	else if (rc == 0)
		rc = file_mkdirs(c->diag, folder(c)) < 0 ? -1
							 : file_write(c->diag, path, text_str(&t), t.len, 1);
	text_done(&t);
	if (rc == 0 && beside)
		cmd_print("%s\n", path);
	return rc < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

/* The way back to the house from a folder in it, as "../../"; NULL: it is not in it, or only by a way around.
 */
static const char *way_back(struct arena *a, const char *to)
{
	char *back = arena_dup(a, "");

	if (*to == '/' || strstr(to, ".."))
		return NULL;
	while (*to) {
		size_t n = strcspn(to, "/");

		if (n > 0 && strncmp(to, ".", n) != 0)
			back = arena_format(a, "../%s", back);
		to += n + (to[n] == '/');
	}
	return back;
}

static int write_dashboard(struct cmd *c, struct db *snapshot, int32_t as_of)
{
	const char *path = path_of(c, DASHBOARD, as_of, "html");
	struct text t;
	int bad;

	text_init(&t);
	bad = dashboard_html(c, snapshot, cmd_option(c, "lang"), way_back(c->arena, folder(c)), &t) < 0 ||
	      file_mkdirs(c->diag, folder(c)) < 0 || file_write(c->diag, path, text_str(&t), t.len, 1) < 0;
	text_done(&t);
	if (!bad)
		cmd_print("%s\n", path);
	return bad ? EXIT_NOT_MADE : EXIT_FINE;
}

static int all_reports(struct cmd *c, struct db *snapshot, int32_t as_of)
{
	const char **name;
	int32_t n = report_names(c, &name);
	int code = n < 0 ? EXIT_NOT_MADE : c->csv ? EXIT_FINE : write_dashboard(c, snapshot, as_of);

	for (int32_t i = 0; i < n; i++) {
		struct report r;
		int one = EXIT_NOT_MADE;

		if (report_open(c, name[i], &r) == 1) {
			r.as_of = as_of;
			r.snapshot = snapshot;
			if (due_fill(c, snapshot, r.file) == 0)
				one = c->csv ? write_rows(&r, name[i], 1) : write_report(&r, name[i]);
		}
		code = one > code ? one : code;
		cmd_progress(c, "reports", i + 1, n);
	}
	return code;
}

static int unknown(struct cmd *c, const char *name)
{
	const char **names, *close;
	int32_t n = report_names(c, &names);
	struct text t;
	int code;

	if (n < 0)
		return EXIT_NOT_MADE;
	names[n++] = DASHBOARD;
	names[n++] = ALL;
	close = diag_closest(name, names, n);
	if (close)
		return cmd_usage(c, "there is no report %s; did you mean %s?", name, close);
	text_init(&t);
	for (int32_t i = 0; i < n; i++)
		text_addf(&t, "%s%s", i > 0 ? ", " : "", names[i]);
	code = cmd_usage(c, "there is no report %s; there are: %s", name, text_str(&t));
	text_done(&t);
	return code;
}

static int run(struct cmd *c)
{
	struct report r = {0};
	int32_t as_of;
	int dashboard, all, code = 1;

	if (c->args != 1)
		return cmd_usage(c, "report wants one name: that of a workbook, as aging; " DASHBOARD
				    "; or " ALL);
	dashboard = strcmp(c->arg[0], DASHBOARD) == 0;
	all = strcmp(c->arg[0], ALL) == 0;
	if (dashboard && c->csv)
		return cmd_usage(c, "the " DASHBOARD " is a page: it has no --csv");
	if (cmd_as_of(c, &as_of) < 0)
		return EXIT_BAD_USAGE;
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	if (cmd_language(c) < 0)
		return EXIT_BAD_USAGE;
	if (!dashboard && !all)
		code = report_open(c, c->arg[0], &r);
	if (code < 1)
		return code < 0 ? EXIT_NOT_MADE : unknown(c, c->arg[0]);
	r.as_of = as_of;
	freeze_remind(c, as_of);
	r.snapshot = freeze_memory(c, as_of, "");
	if (!r.snapshot)
		return EXIT_STOPPED;
	if (dashboard || all)
		code = all ? all_reports(c, r.snapshot, as_of) : write_dashboard(c, r.snapshot, as_of);
	else if (due_fill(c, r.snapshot, r.file) < 0)
		code = EXIT_NOT_MADE;
	else
		code = c->csv ? write_rows(&r, c->arg[0], 0) : write_report(&r, c->arg[0]);
	db_close(r.snapshot);
	/* the page of all runs leads to it */
	if (code == EXIT_FINE && !c->csv && make_house_index(c) < 0)
		code = EXIT_NOT_MADE;
	return code;
}

static const struct option_row options[] = {
	{"as-of", 0, "DATE", "the day that figures speak of"},
	{"to", 0, "DIR", "where they go; out/reports without it"},
	{"lang", 0, "LANGUAGE", "of the dashboard: one of the house; without it the house's first"},
	{NULL, 0, NULL, NULL}};

const struct command command_report = {
	"report",
	"workbooks (XLSX) and a dashboard (HTML) from the same queries as the papers",
	"NAME|dashboard|all --as-of DATE",
	run,
	options,
	"A workbook's sums are compared with the ledger's balances, and the file is read back cell by cell before it gets its name.\n"
	"--csv prints the rows of its sheets instead, as data for another program: ledgerpress report interest-postings --csv > postings.csv\n"
	"dashboard is one page for a browser, with links to runs and papers; all is every workbook of the house and the dashboard, with --csv a file of rows each.\n"};
