/* Cells that must not go in as they are: too long, no characters, unknown customers; decimals and totals that
 * are what they seem. */
#include "import_unit.h"

static char letters[40001];

/* A cell is no longer than its column may be, and what is longer is named with its place, its length and its
 * beginning; free text takes what a cell of a workbook takes. */
START_TEST(import_limits)
{
	const char *file;

	begin("");
	memset(letters, 'x', 40000);
	file = unit_file("c.csv", arena_format(&arena, "code,name\n%.256s,%.1024s\n%.257s,Two\nC3,%.1025s\n",
					       letters, letters, letters, letters));
	ck_assert_int_eq(import(NULL, file, NULL, NULL), -1);
	ck_assert_str_eq(
		text_str(&said),
		arena_format(&arena,
			     "3:1: error: code \"%.60s\" has 257 bytes: 256 at most are expected (is a "
			     "quote before it not closed?)\n"
			     "4:4: error: name \"%.60s\" has 1025 bytes: 1024 at most are expected (is "
			     "a quote before it not closed?)\n",
			     letters, letters));
	text_reset(&said);
	file = unit_file("l.csv", arena_format(&arena,
					       "customer,customer_name,type,number,date,amount,text\n"
					       "C1,One,invoice,A-1,2026-01-01,1.00,%.32000s\n"
					       "C1,One,%.300s,A-2,2026-01-01,1.00,\n",
					       letters, letters));
	ck_assert_int_eq(import(NULL, file, NULL, NULL), -1);
	ck_assert_ptr_null(strstr(text_str(&said), "2:"));
	ck_assert_ptr_nonnull(strstr(text_str(&said), "3:8: error: type \"xx"));
	ck_assert_uint_lt(said.len, 300);
	end();
}
END_TEST

/* Codes that are no characters are refused where they stand: no workbook could hold them. */
START_TEST(import_no_characters)
{
	begin("");
	ck_assert_int_eq(import(NULL,
				unit_file("c.csv", "code,name\nC1,A\xEF\xBF\xBEz\nC2,\xEF\xBF\xBF\n"
						   "C3,\xEF\xB7\x90\nC4,\xF4\x8F\xBF\xBF\nC5,\xEF\xBF\xBD\n"
						   "C6,\xF0\x9F\x99\x82 \xEF\xBC\x9D\n"),
				NULL, NULL),
			 -1);
	ck_assert_ptr_nonnull(strstr(text_str(&said), "2:4: error: name \"A"));
	ck_assert_ptr_nonnull(strstr(text_str(&said), "holds a code that is no character (U+FFFE"));
	ck_assert_ptr_nonnull(strstr(text_str(&said), "\n3:4: "));
	ck_assert_ptr_nonnull(strstr(text_str(&said), "\n4:4: "));
	ck_assert_ptr_nonnull(strstr(text_str(&said), "\n5:4: "));
	ck_assert_ptr_null(strstr(text_str(&said), "\n6:"));
	ck_assert_ptr_null(strstr(text_str(&said), "\n7:"));
	end();
}
END_TEST

/* 20 000 rows that name nobody beside 30 000 customers: each gets its hint, in seconds; what a letter wrong,
 * missing, too many, or two changed over, another case and zeros lead to. */
START_TEST(import_near_customers)
{
	static const struct {
		const char *code, *hint;
	} one_slip[] = {{"K1O007", "did you mean `K10007`?"},  {"K1007", "did you mean `K10007`?"},
			{"K100077", "did you mean `K10007`?"}, {"1K0007", "did you mean `K10007`?"},
			{"k10007", "did you mean `K10007`?"},  {"0000K10007", "there is `K10007`"},
			{"nobody at all", "is not known\n"}};
	const char *customers;
	struct text t;
	int32_t i;

	begin("");
	text_init(&t);
	text_adds(&t, "code,name\nK10007,Seven\n");
	for (i = 0; i < 30000; i++)
		text_addf(&t, "QQ%06d,N%d\n", i * 37, i);
	customers = unit_file("c.csv", t.data);
	ck_assert_int_eq(import(NULL, customers, NULL, NULL), 0);
	for (i = 0; i < (int32_t)(sizeof one_slip / sizeof one_slip[0]); i++) {
		text_reset(&said);
		ck_assert_int_eq(
			import(NULL,
			       unit_file("l.csv",
					 arena_format(&arena, LEDGER "%s,invoice,A,2026-01-31,,1.00,AED,\n",
						      one_slip[i].code)),
			       NULL, NULL),
			-1);
		ck_assert_msg(strstr(text_str(&said), one_slip[i].hint) != NULL, "%s: %s", one_slip[i].code,
			      text_str(&said));
	}
	text_reset(&t);
	text_reset(&said);
	text_adds(&t, LEDGER);
	for (i = 0; i < 20000; i++)
		text_addf(&t, "QQ%06dx,invoice,A%d,2026-01-31,,1.00,AED,\n", i * 37, i);
	ck_assert_int_eq(import(NULL, unit_file("l.csv", t.data), NULL, NULL), -1);
	ck_assert_ptr_nonnull(strstr(text_str(&said),
				     "20001:1: error: customer \"QQ739963x\" is not known (did you "
				     "mean `QQ739963`?)\n"));
	text_done(&t);
	end();
}
END_TEST

/* Three decimals of a currency that has three are no groups, when the file says nothing else. */
START_TEST(import_three_decimals)
{
	begin("");
	ck_assert_int_eq(import(NULL, unit_file("c.csv", CUSTOMERS),
				unit_file("k.csv", LEDGER "C2,invoice,K-1,2026-01-31,,83.078,KWD,\n"), NULL),
			 0);
	ck_assert_str_eq(text_str(&said), "");
	ck_assert_int_eq(one("SELECT amount FROM entry WHERE number = 'K-1'"), 83078);
	/* what the column says elsewhere goes before */
	ck_assert_int_eq(import(NULL,
				unit_file("k2.csv", LEDGER "C2,invoice,K-2,2026-01-31,,83.078,KWD,\n"
							   "C2,invoice,K-3,2026-01-31,,\"1.083,500\",KWD,\n"),
				NULL, NULL),
			 0);
	ck_assert_int_eq(one("SELECT amount FROM entry WHERE number = 'K-2'"), 83078000);
	ck_assert_int_eq(import(NULL, unit_file("a.csv", LEDGER "C1,invoice,A-1,2026-01-31,,83.078,AED,\n"),
				NULL, NULL),
			 -1);
	ck_assert_ptr_nonnull(strstr(text_str(&said), "is two amounts"));
	end();
}
END_TEST

/* Days to pay as systems write them: the number, with words that say no more than that it is days; another
 * term is no number. */
START_TEST(import_terms_in_words)
{
	begin("");
	ck_assert_int_eq(
		import(NULL,
		       unit_file("c.csv",
				 "code,name,terms_days\nC1,A,Net 30\nC2,B,14 dager\nC3,C,45 days net\n"
				 "C4,D,netto 10 dg\nC5,E,30 days EOM\nC6,F,2/10 Net 30\nC7,G,Net 30 45\n"
				 "C8,H,7 дней\nC9,I,net\n"),
		       NULL, NULL),
		-1);
	ck_assert_ptr_null(strstr(text_str(&said), "2:"));
	ck_assert_ptr_null(strstr(text_str(&said), "3:6"));
	ck_assert_ptr_nonnull(
		strstr(text_str(&said), "5:6: error: terms_days \"netto 10 dg\" is no whole number"));
	ck_assert_ptr_nonnull(
		strstr(text_str(&said), "6:6: error: terms_days \"30 days EOM\" is no whole number"));
	ck_assert_ptr_nonnull(
		strstr(text_str(&said), "7:6: error: terms_days \"2/10 Net 30\" is no whole number"));
	ck_assert_ptr_nonnull(
		strstr(text_str(&said), "8:6: error: terms_days \"Net 30 45\" is no whole number"));
	ck_assert_ptr_null(strstr(text_str(&said), "9:6"));
	ck_assert_ptr_nonnull(strstr(text_str(&said), "10:6: error: terms_days \"net\" is no whole number"));
	text_reset(&said);
	ck_assert_int_eq(
		import(NULL,
		       unit_file(
			       "c.csv",
			       "code,name,terms_days\nC1,A,Net 30\nC2,B,14 dager\nC3,C,45 days net\nC4,D,7 дней\n"),
		       NULL, NULL),
		0);
	ck_assert_int_eq(
		one("SELECT group_concat(terms_days, '') = '3014457' FROM (SELECT terms_days FROM customer ORDER BY code)"),
		1);
	end();
}
END_TEST

/* A total whose label stands behind other cells is a total, and ties out; a row with a type is none. */
START_TEST(import_total_behind)
{
	begin("");
	ck_assert_int_eq(import(NULL, unit_file("c.csv", CUSTOMERS),
				unit_file("l.csv", "currency,date,customer,type,number,amount,text\n"
						   "AED,2026-01-31,C1,invoice,A-1,100.00,\n"
						   "AED,2026-01-31,C1,invoice,A-2,50.00,Total of the week\n"
						   "AED,2026-01-31,Total,,,150.00,\n"
						   "AED,,,,,150.00,Grand total\n"),
				NULL),
			 0);
	ck_assert_str_eq(text_str(&said), "");
	ck_assert_int_eq(one("SELECT count(*) FROM entry"), 2);
	ck_assert_int_eq(import(NULL,
				unit_file("m.csv", "currency,date,customer,type,number,amount,text\n"
						   "AED,2026-01-31,C1,invoice,B-1,100.00,\n"
						   "AED,2026-01-31,Total,,,150.00,\n"),
				NULL, NULL),
			 -1);
	ck_assert_ptr_nonnull(strstr(text_str(&said), "the row \"Total\" claims AED 150.00"));
	text_reset(&said);
	ck_assert_int_eq(import(NULL,
				unit_file("n.csv", "currency,date,customer,type,number,amount,text\n"
						   "AED,2026-01-31,C1,invoice,,100.00,Total of the week\n"),
				NULL, NULL),
			 -1);
	ck_assert_ptr_nonnull(strstr(text_str(&said), "number is empty"));
	end();
}
END_TEST

UNIT_MAIN("import: cells", import_limits, import_no_characters, import_near_customers, import_three_decimals,
	  import_terms_in_words, import_total_behind)
