/* Imports against a ledger: what is written, what stays, what goes, and that a refused call leaves no trace.
 */
#include "import_unit.h"

/* Directions, due dates as the file has them, the customer's currency, and the source and line of each row.
 */
START_TEST(import_ledger)
{
	begin("");
	ck_assert_int_eq(
		import(NULL,
		       unit_file(
			       "l.csv", LEDGER
			       "C1,invoice,A-1,2026-01-31,,100.00,,\nC1,payment,P-1,2026-02-01,,40.00,,A-1\n"
			       "C2,invoice,K-1,2026-01-31,2026-02-15,1100.500,,\nC1,pdc,Q-1,2026-01-31,2026-03-01,5.00,AED,A-1\n"
			       "C1,adjustment,J-1,2026-01-31,,-3.00,AED,\n"),
		       unit_file("c.csv", CUSTOMERS), NULL),
		0);
	ck_assert_str_eq(text_str(&said), "");
	ck_assert_int_eq(one("SELECT amount FROM entry WHERE number = 'A-1'"), 10000);
	ck_assert_int_eq(one("SELECT due IS NULL FROM entry WHERE number = 'A-1'"), 1);
	ck_assert_int_eq(one("SELECT amount FROM entry WHERE number = 'P-1'"), -4000);
	ck_assert_int_eq(one("SELECT due IS NULL FROM entry WHERE number = 'P-1'"), 1);
	ck_assert_int_eq(one("SELECT amount FROM entry WHERE number = 'K-1' AND currency = 'KWD'"), 1100500);
	ck_assert_int_eq(one("SELECT amount FROM entry WHERE number = 'Q-1'"), 500);
	ck_assert_int_eq(one("SELECT amount FROM entry WHERE number = 'J-1'"), -300);
	ck_assert_int_eq(
		one("SELECT e.line FROM entry e JOIN source s ON s.id = e.source WHERE number = 'K-1' AND s.file = 'l.csv'"),
		4);
	ck_assert_int_eq(one("SELECT length(sha256) FROM source WHERE file = 'l.csv'"), 64);
	ck_assert_int_eq(one("SELECT amount FROM source_total WHERE currency = 'KWD'"), 1100500);
	ck_assert_int_eq(one("SELECT kind = 'company_credit' FROM customer WHERE code = 'C2'"), 1);
	ck_assert_int_eq(one("SELECT last_date = day('2026-02-01') FROM source WHERE file = 'l.csv'"), 1);
	end();
}
END_TEST

/* Nothing of a call is kept when one row of one file is wrong, nor of a dry run. */
START_TEST(import_all_or_nothing)
{
	const struct import_options dry = {.export_date = DATE_NONE, .dry_run = 1};
	const char *good, *bad;

	begin("");
	good = unit_file("c.csv", CUSTOMERS);
	bad = unit_file("l.csv", LEDGER "C1,invoice,A-1,2026-01-31,,1O0.00,AED,\n");
	ck_assert_int_eq(import(NULL, good, bad, NULL), -1);
	ck_assert_int_eq(one("SELECT (SELECT count(*) FROM customer) + (SELECT count(*) FROM source)"), 0);
	ck_assert_ptr_nonnull(strstr(text_str(&said), "2:28: error: amount \"1O0.00\" is no amount"));
	ck_assert_int_eq(import(&dry, good, NULL, NULL), 0);
	ck_assert_int_eq(report[0].added, 2);
	ck_assert_int_eq(one("SELECT count(*) FROM customer"), 0);
	end();
}
END_TEST

/* A corrected file of the same name: unchanged and changed rows keep their ids, what it no longer has is
 * gone, and the provenance is the new file's. The same content again is nothing. */
START_TEST(import_corrected)
{
	int64_t a1, a2;

	begin("");
	ck_assert_int_eq(
		import(NULL, unit_file("c.csv", CUSTOMERS),
		       unit_file(
			       "l.csv", LEDGER
			       "C1,invoice,A-1,2026-01-31,,100.00,AED,\nC1,invoice,A-2,2026-01-31,,50.00,AED,\nC1,invoice,A-3,2026-01-31,,7.00,AED,\n"),
		       NULL),
		0);
	a1 = one("SELECT id FROM entry WHERE number = 'A-1'");
	a2 = one("SELECT id FROM entry WHERE number = 'A-2'");
	ck_assert_int_eq(
		import(NULL,
		       unit_file(
			       "new/l.csv", LEDGER
			       "C1,invoice,A-2,2026-01-31,,55.00,AED,\nC1,invoice,A-1,2026-01-31,,100.00,AED,\nC1,invoice,A-4,2026-01-31,,9.00,AED,\n"),
		       NULL, NULL),
		0);
	ck_assert_str_eq(
		text_str(&said),
		"0:0: info: invoice A-3 of C1, AED 7.00, as it stood in line 4 of l.csv, is no longer there\n");
	text_reset(&said);
	ck_assert(report[0].added == 1 && report[0].changed == 1 && report[0].removed == 1 &&
		  report[0].unchanged == 1);
	ck_assert_int_eq(one("SELECT id FROM entry WHERE number = 'A-1' AND line = 3"), a1);
	ck_assert_int_eq(one("SELECT id FROM entry WHERE number = 'A-2' AND amount = 5500"), a2);
	ck_assert_int_eq(one("SELECT count(*) FROM entry WHERE number = 'A-3'"), 0);
	ck_assert_int_eq(one("SELECT count(DISTINCT source) FROM entry"), 1);
	ck_assert_int_eq(one("SELECT count(*) FROM source WHERE tbl = 'ledger' AND replaced_by IS NOT NULL"),
			 1);
	ck_assert_int_eq(import(NULL, arena_format(&arena, "%s/new/l.csv", folder), NULL, NULL), 0);
	ck_assert(report[0].already && report[0].added == 0);
	ck_assert_int_eq(one("SELECT count(*) FROM source"), 3);
	end();
}
END_TEST

/* A file of another name adds to what is there. A payment is told whole: on account first, then split over
 * two invoices. */
START_TEST(import_overlapping)
{
	begin("");
	ck_assert_int_eq(
		import(NULL, unit_file("c.csv", CUSTOMERS),
		       unit_file(
			       "w1.csv", LEDGER
			       "C1,invoice,A-1,2026-01-31,,100.00,AED,\nC1,invoice,A-2,2026-01-31,,50.00,AED,\nC1,payment,P-1,2026-02-01,,150.00,AED,\n"),
		       NULL),
		0);
	ck_assert_int_eq(
		import(NULL,
		       unit_file(
			       "w2.csv", LEDGER
			       "C1,invoice,A-2,2026-01-31,,50.00,AED,\nC1,payment,P-1,2026-02-01,,100.00,AED,A-1\nC1,payment,P-1,2026-02-01,,50.00,AED,A-2\n"
			       "C1,payment,P-1,2026-03-01,,1.00,AED,A-2\n"),
		       NULL, NULL),
		0);
	ck_assert_str_eq(text_str(&said), "");
	ck_assert(report[0].added == 2 && report[0].changed == 1 && report[0].removed == 0 &&
		  report[0].unchanged == 1);
	ck_assert_int_eq(one("SELECT sum(amount) FROM entry"), -100);
	ck_assert_int_eq(one("SELECT count(*) FROM entry WHERE number = 'A-1'"), 1);
	/* what the second file brought again is named as the first one's: the payment as it stood there */
	ck_assert_int_eq(
		one("SELECT count(*) FROM row_left WHERE source = 2 AND other = 3 AND reason = 'elsewhere' AND customer = 'C1'"),
		2);
	ck_assert_int_eq(one("SELECT amount FROM row_left WHERE line = 4"), -15000);
	end();
}
END_TEST

/* Each row of a file that is no entry is kept with its reason and, as far as it is known, its amount. */
START_TEST(import_left_out)
{
	const struct import_options good = {.export_date = DATE_NONE, .skip_bad = 1};

	begin("[import.canonical]\nignore_row = ^Page\nrepeats = yes\n");
	ck_assert_int_eq(
		import(&good, unit_file("c.csv", CUSTOMERS),
		       unit_file("l.csv", LEDGER
				 "C1,invoice,A-1,2026-01-31,,100.00,AED,\nPage 2,,,,,,,\n"
				 "C1,invoice,A-1,2026-01-31,,100.00,AED,\nC1,invoice,A-2,2026-01-31,,x,AED,\n"
				 "C1,invoice,A-1,2026-01-31,,90.00,AED,\nTotal,,,,,,,\n"),
		       NULL),
		0);
	ck_assert_int_eq(
		one("SELECT count(*) FROM row_left WHERE line = 3 AND reason = 'passed' AND currency IS NULL"),
		1);
	ck_assert_int_eq(one("SELECT amount FROM row_left WHERE line = 4 AND reason = 'repeated'"), 10000);
	ck_assert_int_eq(one("SELECT amount IS NULL FROM row_left WHERE line = 5 AND reason = 'bad'"), 1);
	ck_assert_int_eq(
		one("SELECT amount FROM row_left WHERE line = 6 AND reason = 'bad' AND currency = 'AED'"),
		9000);
	ck_assert_int_eq(one("SELECT count(*) FROM row_left WHERE line = 7 AND reason = 'total'"), 1);
	ck_assert_int_eq(one("SELECT count(*) FROM row_left"), 5);
	end();
}
END_TEST

/* A number that begins anew in another year is another document; a corrected file replaces its own rows,
 * whatever their year. */
START_TEST(import_number_again)
{
	begin("");
	ck_assert_int_eq(
		import(NULL, unit_file("c.csv", CUSTOMERS),
		       unit_file(
			       "2025.csv", LEDGER
			       "C1,invoice,1,2025-01-10,,100.00,AED,\nC1,payment,P-1,2025-01-20,,100.00,AED,1\n"),
		       NULL),
		0);
	ck_assert_int_eq(import(NULL, unit_file("2026.csv", LEDGER "C1,invoice,1,2026-01-09,,70.00,AED,\n"),
				NULL, NULL),
			 0);
	ck_assert(report[0].added == 1 && report[0].changed == 0);
	ck_assert_int_eq(one("SELECT sum(amount) FROM entry"), 7000);
	ck_assert_int_eq(import(NULL, unit_file("x/2026.csv", LEDGER "C1,invoice,1,2026-02-09,,71.00,AED,\n"),
				NULL, NULL),
			 0);
	ck_assert(report[0].added == 0 && report[0].changed == 1);
	ck_assert_int_eq(one("SELECT sum(amount) FROM entry"), 7100);
	ck_assert_int_eq(import(NULL, unit_file("y/2026.csv", LEDGER "C1,invoice,1,2027-01-01,,72.00,AED,\n"),
				NULL, NULL),
			 0);
	ck_assert(report[0].added == 1 && report[0].removed == 1);
	ck_assert_int_eq(one("SELECT sum(amount) FROM entry"), 7200);
	ck_assert_int_eq(
		import(NULL,
		       unit_file("both.csv", LEDGER
				 "C1,invoice,5,2025-01-10,,1.00,AED,\nC1,invoice,5,2026-01-10,,2.00,AED,\n"),
		       NULL, NULL),
		0);
	ck_assert_int_eq(report[0].added, 2);
	ck_assert_int_eq(
		import(NULL,
		       unit_file("twice.csv", LEDGER
				 "C1,invoice,6,2025-01-10,,1.00,AED,\nC1,invoice,6,2025-12-10,,2.00,AED,\n"),
		       NULL, NULL),
		-1);
	end();
}
END_TEST

/* Bad rows left out come in when the same file is given again after the customers. */
START_TEST(import_again_after_rejects)
{
	const struct import_options skip = {.export_date = DATE_NONE, .skip_bad = 1};
	const char *ledger;

	begin("");
	ck_assert_int_eq(import(NULL, unit_file("c.csv", "code,name\nC2,Two\n"), NULL, NULL), 0);
	ledger = unit_file("l.csv", LEDGER
			   "C2,invoice,A-1,2026-01-31,,100.00,AED,\nC1,invoice,A-2,2026-01-31,,50.00,AED,\n");
	ck_assert_int_eq(import(&skip, ledger, NULL, NULL), 0);
	ck_assert(report[0].rejected == 1 && report[0].left_out[0].amount == 5000 && report[0].added == 1);
	ck_assert_str_eq(text_str(&said), "3:1: error: customer \"C1\" is not known (did you mean `C2`?)\n");
	ck_assert_int_eq(import(NULL, unit_file("c2.csv", CUSTOMERS), ledger, NULL), 0);
	ck_assert(report[1].added == 1 && report[1].unchanged == 1);
	end();
}
END_TEST

/* Customers of a flat ledger are made from it and renamed by it, until a customer file knows them. */
START_TEST(import_flat)
{
	static const char head[] =
		"customer,customer_name,type,number,date,amount,currency,open_amount,salesman\n";
	const struct import_options dated = {.export_date = 20000};

	begin("");
	ck_assert_int_eq(
		import(&dated,
		       unit_file("f.csv", arena_format(&arena,
						       "%sC1,Old,invoice,A-1,2026-01-31,10.00,AED,4.00,S1\n"
						       "C1,New,invoice,A-2,2026-01-31,10.00,AED,0.00,S1\n",
						       head)),
		       NULL, NULL),
		0);
	ck_assert_int_eq(report[0].customers, 1);
	ck_assert_int_eq(one("SELECT count(*) FROM customer WHERE name = 'New' AND salesman = 'S1'"), 1);
	ck_assert_int_eq(one("SELECT open_amount FROM entry WHERE number = 'A-1'"), 400);
	ck_assert_int_eq(one("SELECT export_date FROM source"), 20000);
	ck_assert_int_eq(import(NULL, unit_file("c.csv", CUSTOMERS), NULL, NULL), 0);
	ck_assert(report[0].changed == 1 && report[0].added == 1);
	ck_assert_ptr_nonnull(strstr(text_str(&said),
				     "C1 is \"Old\" in line 2 and \"New\" in line 3; the last name holds"));
	text_reset(&said);
	ck_assert_int_eq(
		import(NULL,
		       unit_file("g.csv",
				 arena_format(&arena, "%sC1,Other,invoice,A-3,2026-01-31,10.00,AED,4.00,S1\n",
					      head)),
		       NULL, NULL),
		0);
	ck_assert_int_eq(one("SELECT count(*) FROM customer WHERE name = 'One'"), 1);
	ck_assert_str_eq(
		text_str(&said),
		"0:0: warning: has open amounts without clearing dates: they hold for the day of the export only, which is "
		"not known (say --export-date, or `export_date` in the profile)\n");
	end();
}
END_TEST

/* A customer that a corrected file no longer has stays while the ledger names it. */
START_TEST(import_customer_gone)
{
	begin("");
	ck_assert_int_eq(import(NULL, unit_file("c.csv", "code,name\nC1,One\nC2,Two\nC3,Three\n"),
				unit_file("l.csv", LEDGER "C1,invoice,A-1,2026-01-31,,100.00,AED,\n"), NULL),
			 0);
	ck_assert_int_eq(import(NULL, unit_file("new/c.csv", "code,name\nC3,Three\n"), NULL, NULL), 0);
	ck_assert_str_eq(
		text_str(&said),
		"0:0: warning: the customer \"C1\" is no longer in the file; it is kept, as the ledger names it\n");
	ck_assert_int_eq(report[0].removed, 1);
	ck_assert_int_eq(one("SELECT count(*) FROM customer WHERE code IN ('C1', 'C3')"), 2);
	end();
}
END_TEST

/* A profile: Windows-1251, titles, debit and credit, translated values, sums by the page that tie out and are
 * not imported. */
START_TEST(import_profile)
{
	begin("[import.erp]\ntable = ledger\nencoding = windows-1251\ndelimiter = ;\ndecimal = ,\ndate_order = dmy\nskip_lines = 1\n"
	      "column.customer = \xD0\x9A\xD0\xBE\xD0\xB4\ncolumn.customer_name = Name\ncolumn.type = Typ\ncolumn.number = No\ncolumn.date = Day\n"
	      "column.debit = D\ncolumn.credit = C\nignore_row = ^Page\nmap.type.R = invoice\nmap.type.Z = payment\n");
	ck_assert_int_eq(
		import(NULL,
		       unit_file(
			       "e.csv",
			       "Title\n\xCA\xEE\xE4;Name;Typ;No;Day;D;C\nK1;\xCE\xE1\xFC;R;1;31.12.2026;1 000,50;\n"
			       "K1;\xCE\xE1\xFC;Z;2;01.02.2027;;500,00\nPage 1;;;;;;\nTotal;;;;;1 000,50;500,00\nK1;\xCE\xE1\xFC;R;3;31.12.2026;1,00;0,00\n"
			       "Grand total;;;;;1 001,50;500,00\n;;;;;;\n"),
		       NULL, NULL),
		0);
	ck_assert_str_eq(text_str(&said),
			 "0:0: info: 1 row is passed over, as the profile erp says: line 5\n");
	ck_assert(report[0].added == 3 && report[0].skipped == 3);
	ck_assert_int_eq(one("SELECT sum(amount) FROM entry"), 50150);
	ck_assert_int_eq(one("SELECT count(*) FROM customer WHERE name = 'Обь'"), 1);
	end();
}
END_TEST

/* An export's own sign: a negative row of an assumed type is a credit note. Shipped profiles answer to their
 * headers. */
START_TEST(import_shipped)
{
	static const struct {
		const char *profile, *text;
		int64_t sum;
	} row[] = {
		{"sap-fbl5n",
		 "Customer list\n\nCustomer\tDocument Number\tDocument Type\tDocument Date\tNet due date\tAmount in doc. curr.\tDocument currency\n"
		 "C1\t1800001\tRV\t31.12.2026\t30.01.2027\t1.234,50\tAED\nC1\t1400001\tDZ\t31.12.2026\t\t234,50-\tAED\n",
		 100000},
		{"dynamics-customer-ledger",
		 "Posting Date,Document Type,Document No.,Customer No.,Customer Name,Currency Code,Original Amount,Remaining Amount,Due Date\n"
		 "12/31/2026,Invoice,SI-1,C9,Nine,,100.00,100.00,1/30/2027\n12/31/2026,Payment,SP-1,C9,Nine,,-40.00,0.00,\n",
		 6000},
		{"odoo",
		 "Number,Invoice Partner Display Name,Invoice Date,Due Date,Total Signed,Currency\nINV/1,Acme LLC,2026-12-31,2027-01-30,10.00,AED\n"
		 "RINV/1,Acme LLC,2026-12-31,2027-01-30,-4.00,AED\n",
		 600},
		{"quickbooks",
		 "Acme\nTransaction List\n\nDate,Transaction Type,Num,Customer,Due Date,Amount,Open Balance\n12/31/2026,Invoice,1001,Beta,01/30/2027,\"1,000.00\",0.00\n"
		 "12/31/2026,Payment,P1,Beta,,-1000.00,0.00\n",
		 0},
		{"xero",
		 "ContactName,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountDue,Currency,Type\nGamma,X-1,31/12/2026,30/01/2027,55.00,0,AED,Sales invoice\n",
		 5500},
		{"1c",
		 "\xCA\xEE\xE4 \xEA\xEE\xED\xF2\xF0\xE0\xE3\xE5\xED\xF2\xE0;\xCA\xEE\xED\xF2\xF0\xE0\xE3\xE5\xED\xF2;\xC4\xEE\xEA\xF3\xEC\xE5\xED\xF2;\xC4\xE0\xF2\xE0;\xD1\xF3\xEC\xEC\xE0\n"
		 "K1;\xCE\xE1\xFC;R-1;31.12.2026;1 234,50\n",
		 123450},
	};

	begin("");
	ck_assert_int_eq(import(NULL, unit_file("c.csv", CUSTOMERS), NULL, NULL), 0);
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		const struct import_options dated = {.export_date = 20000};
		int64_t before = one("SELECT coalesce(sum(amount), 0) FROM entry");

		ck_assert_msg(import(&dated,
				     unit_file(arena_format(&arena, "%s.csv", row[i].profile), row[i].text),
				     NULL, NULL) == 0,
			      "%s: %s", row[i].profile, text_str(&said));
		ck_assert_str_eq(report[0].profile, row[i].profile);
		ck_assert_int_eq(one("SELECT coalesce(sum(amount), 0) FROM entry") - before, row[i].sum);
	}
	ck_assert_int_eq(one("SELECT count(*) FROM entry WHERE type = 'credit_note' AND amount = -400"), 1);
	ck_assert_str_eq(text_str(&said), "");
	end();
}
END_TEST

/* A file that brings most of its table: indexes stand, each row is there once, split payments are taken, and
 * a document that comes twice is found. */
START_TEST(import_bulk)
{
	const char *file;
	struct text t;
	int32_t i;

	begin("");
	text_init(&t);
	text_adds(&t, LEDGER);
	for (i = 0; i < 40000; i++)
		text_addf(&t, "C%d,invoice,A-%d,2026-01-31,,%d.00,AED,\n", 1 + i % 2, i, i);
	text_adds(&t, "C1,payment,P-1,2026-02-01,,1.00,AED,A-0\nC1,payment,P-1,2026-02-01,,2.00,AED,A-2\n");
	ck_assert(t.len > (1 << 20));
	file = unit_file("l.csv", t.data);
	ck_assert_int_eq(import(NULL, unit_file("c.csv", CUSTOMERS), file, NULL), 0);
	ck_assert_str_eq(text_str(&said), "");
	ck_assert_int_eq(one("SELECT count(DISTINCT number) FROM entry"), 40001);
	ck_assert_int_eq(one("SELECT sum(amount) FROM entry"), (int64_t)40000 * 39999 / 2 * 100 - 300);
	ck_assert_int_eq(one("SELECT line FROM entry WHERE customer = 'C2' AND number = 'A-39999'"), 40001);
	ck_assert_int_eq(
		one("SELECT rows = 40002 AND last_date = day('2026-02-01') FROM source WHERE tbl = 'ledger'"),
		1);
	ck_assert_int_eq(
		one("SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'entry'"), 1);
	/* the same rows under another name: compared one by one, nothing new */
	text_adds(&t, "\n");
	ck_assert_int_eq(import(NULL, unit_file("again.csv", t.data), NULL, NULL), 0);
	ck_assert(report[0].unchanged == 40002 &&
		  report[0].added + report[0].changed + report[0].removed == 0);
	end();
	begin("");
	text_adds(&t, "C1,payment,P-1,2026-02-01,,2.00,AED,A-2\nC2,invoice,A-1,2026-01-31,,1.00,AED,\n");
	ck_assert_int_eq(import(NULL, unit_file("c.csv", CUSTOMERS), unit_file("l.csv", t.data), NULL), -1);
	ck_assert_str_eq(text_str(&said), "40005:12: error: number \"P-1\" stands in line 40003 already\n"
					  "40006:12: error: number \"A-1\" stands in line 3 already\n");
	ck_assert_int_eq(one("SELECT count(*) FROM entry"), 0);
	text_done(&t);
	end();
}
END_TEST

/* A ledger over a mebibyte and a table of over 10 000 rows in one call, both of which make their indexes
 * anew: the queries that the first left ready serve the second. */
START_TEST(import_two_large)
{
	const char *customers, *ledger;
	struct text t;
	int32_t i;

	begin("");
	text_init(&t);
	text_adds(&t, "code,name\n");
	for (i = 0; i < 20000; i++)
		text_addf(&t, "K%05d,N%d\n", i, i);
	customers = unit_file("customers.csv", t.data);
	text_reset(&t);
	text_adds(&t, "customer,type,number,date,due,amount,currency,text\n");
	for (i = 0; i < 16000; i++)
		text_addf(&t, "K%05d,invoice,I%06d,2026-01-01,2026-02-01,10.00,AED,some text of the line\n",
			  i, i);
	ck_assert(t.len > (1 << 20));
	ledger = unit_file("inv.csv", t.data);
	text_reset(&t);
	text_adds(&t, "date,customer,kind,note\n");
	for (i = 0; i < 10001; i++)
		text_addf(&t, "2026-02-01,K%05d,call,n%d\n", i, i);
	ck_assert_int_eq(import(NULL, customers, ledger, unit_file("ev.csv", t.data)), 0);
	ck_assert_str_eq(text_str(&said), "");
	ck_assert_int_eq(one("SELECT count(*) FROM customer"), 20000);
	ck_assert_int_eq(one("SELECT count(DISTINCT number) FROM entry"), 16000);
	ck_assert_int_eq(one("SELECT count(DISTINCT note) FROM event"), 10001);
	ck_assert_int_eq(
		one("SELECT count(*) = 1 AND max(integrity_check) = 'ok' FROM pragma_integrity_check"), 1);
	/* a word that no type is, and a source that is not there, are refused again, and the log is the one
	 * that readers expect */
	ck_assert_int_eq(one("SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
	ck_assert_int_eq(db_run(db, &diags, "UPDATE entry SET type = 'nothing' WHERE id = 1"), -1);
	ck_assert_int_eq(db_run(db, &diags, "UPDATE entry SET source = 77 WHERE id = 1"), -1);
	text_done(&t);
	end();
}
END_TEST

UNIT_MAIN("ledger: import", import_ledger, import_all_or_nothing, import_corrected, import_overlapping,
	  import_left_out, import_number_again, import_again_after_rejects, import_flat, import_customer_gone,
	  import_profile, import_shipped, import_bulk, import_two_large)
