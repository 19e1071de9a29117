/* rows_doubts.c: what is said once of a file that was read, of all its rows. */
#include "import/rows.h"

/* What rows that repeat a document would have brought, had they counted. */
static void repeats_report(struct import *im, const struct import_rows *r)
{
	const struct import_total *t = totals_report(&r->repeated, im->a);
	struct text said;
	char amount[32];
	int32_t i;

	text_init(&said);
	for (i = 0; i < r->repeated.n; i++)
		text_addf(&said, "%s%s %s in %lld row%s", i > 0 ? ", " : "", t[i].currency,
			  money_format(t[i].amount, r->repeated.all[i].currency->digits, amount),
			  (long long)t[i].rows, t[i].rows == 1 ? "" : "s");
	if (r->repeated.n > 0)
		diag_hint(im->d, DIAG_IMPORT_SKIPPED, &r->at,
			  r->e.profile->shipped ? NULL
						: "say `sum_by = number` instead of `repeats` where each row "
						  "is an amount of its own",
			  "rows that say the same as an earlier one of their document count once: %s",
			  text_str(&said));
	text_done(&said);
}

void rows_doubts(struct import *im, const struct import_rows *r)
{
	if (r->passed > 0)
		diag(im->d, DIAG_IMPORT_SKIPPED, &r->at,
		     "%d row%s passed over, as the profile %s says: line%s %s%s", r->passed,
		     r->passed == 1 ? " is" : "s are", r->e.profile->name, r->passed == 1 ? "" : "s",
		     text_str(&r->passed_lines), r->passed > 40 ? " …" : "");
	repeats_report(im, r);
	if (r->renamed > 0)
		diag_hint(im->d, DIAG_IMPORT_DOUBT, &r->at,
			  "is the code that of a group, or of another column?",
			  "%d code%s several names: %s; the last name holds", r->renamed,
			  r->renamed == 1 ? " has" : "s have", r->renamed_as);
	if (r->cut > 0)
		diag(im->d, DIAG_IMPORT_MADE, &r->at, "%d code%s a spreadsheet's figure: its .0 is left out",
		     r->cut, r->cut == 1 ? " is" : "s are");
	if (r->made > 0)
		diag(im->d, DIAG_IMPORT_MADE, &r->at,
		     "%d row%s no number of %s own: made of type, date and amount, as ~payment 2026-01-31 "
		     "175.00",
		     r->made, r->made == 1 ? " has" : "s have", r->made == 1 ? "its" : "their");
	if (r->strangers > 1)
		diag(im->d, DIAG_IMPORT_CUSTOMER, &r->at, "%d further rows name customers, and none is known",
		     r->strangers - 1);
	if (r->ledger && r->e.cell_of[LEDGER_OPEN] >= 0 && r->e.cell_of[LEDGER_CLEARED] < 0 &&
	    r->day == DATE_NONE)
		diag_hint(
			im->d, DIAG_IMPORT_DOUBT, &r->at,
			"say --export-date, or `export_date` in the profile",
			"has open amounts without clearing dates: they hold for the day of the export only, which is not known");
}
