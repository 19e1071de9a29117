/* Amounts and dates in every dialect that exports write, and what is refused. */
#include "db_unit.h"

#include "import/value.h"

static int64_t amount(const char *s, char decimal, const char *currency)
{
	const char *why;
	char buf[160];
	int64_t v;

	if (value_amount(s, (int32_t)strlen(s), decimal, currency_find(currency), &v, &why, buf) == 0)
		return v;
	text_addf(&said, "%s\n", why);
	return INT64_MIN;
}

START_TEST(amounts_read)
{
	static const struct {
		const char *s;
		char decimal;
		const char *currency;
		int64_t want;
	} row[] = {
		{"1234.56", '.', "AED", 123456},
		{"1.234,56", ',', "AED", 123456},
		{"1 234,56", ',', "RUB", 123456},
		{"1\xC2\xA0"
		 "234,56",
		 ',', "RUB", 123456},
		{"1\xE2\x80\xAF"
		 "234,56",
		 ',', "RUB", 123456},
		{"1'234.56", '.', "CHF", 123456},
		{"1\xE2\x80\x99"
		 "234.56",
		 '.', "CHF", 123456},
		{"1,234.56", '.', "USD", 123456},
		{"(123.45)", '.', "USD", -12345},
		{"123.45-", '.', "EUR", -12345},
		{"-123.45", '.', "EUR", -12345},
		{"\xE2\x88\x92"
		 "123.45",
		 '.', "EUR", -12345},
		{"123.45 CR", '.', "AED", -12345},
		{"123.45Dr", '.', "AED", 12345},
		{"$1,234.56", '.', "USD", 123456},
		{"-$5.00", '.', "USD", -500},
		{"$-5.00", '.', "USD", -500},
		{"AED 5.00", '.', "AED", 500},
		{"5.00 AED", '.', "AED", 500},
		{"5,00 ₽", ',', "RUB", 500},
		{"5,00 руб.", ',', "RUB", 500},
		{"kr 5,00", ',', "NOK", 500},
		{"1234", '.', "JPY", 1234},
		{"1,234", '.', "JPY", 1234},
		{"1.234", '.', "KWD", 1234},
		{"18.750", '.', "KWD", 18750},
		{".50", '.', "AED", 50},
		{"5.", '.', "AED", 500},
		{"+7", '.', "AED", 700},
		{"  7.10 ", '.', "AED", 710},
		{"12,345,678.90", '.', "AED", 1234567890},
		{"1,23,456.00 Dr", '.', "INR", 12345600},
		{"12,34,56,789.50", '.', "INR", 12345678950},
		{"1000.00", '.', "JPY", 1000},
		{"12.34500", '.', "KWD", 12345},
		{"92233720368547758.07", '.', "AED", INT64_MAX},
		{"0.00", '.', "AED", 0},
		{"1.500", '.', "AED", 150},
		{"$(123.45)", '.', "USD", -12345},
		{"AED (1,234.50)", '.', "AED", -123450},
		{"(5.00) AED", '.', "AED", -500},
		{"د.إ 5.00", '.', "AED", 500},
	};

	unit_begin();
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		if (amount(row[i].s, row[i].decimal, row[i].currency) != row[i].want)
			text_addf(&said, "%s is not %lld\n", row[i].s, (long long)row[i].want);
	ck_assert_str_eq(text_str(&said), "");
	unit_end();
}
END_TEST

START_TEST(amounts_refused)
{
	static const char *const row[] = {
		"1,23.45",	"1,2345.00", "1234,567.00", "1234,567", "12 34",
		"1.2.3",	"abc",	     "-",	    "1e5",	"--5",
		"(5-)",		"1.005",     "€5.00",	    "5.00 USD", "92233720368547758.08",
		"1,234 567.00", "1,234,56",  "5 5.00",	    "1..5",	",5,0",
		"-(5)",		"AED (-5)",  "-AED (5)"};

	unit_begin();
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		if (amount(row[i], '.', "AED") != INT64_MIN)
			text_addf(&said, "%s was taken\n", row[i]);
	ck_assert_ptr_null(strstr(text_str(&said), "was taken"));
	ck_assert_ptr_nonnull(strstr(text_str(&said), "has more decimals than the 2 of AED\n"));
	ck_assert_ptr_nonnull(strstr(text_str(&said), "names \"€\" where AED is expected\n"));
	ck_assert_ptr_nonnull(strstr(text_str(&said), "has two signs: one is expected\n"));
	ck_assert_ptr_nonnull(strstr(text_str(&said), "is too large for an amount\n"));
	ck_assert_ptr_nonnull(
		strstr(text_str(&said), "is no amount: digits with the decimal mark \".\" are expected\n"));
	unit_end();
}
END_TEST

/* One value settles the mark of its column, or leaves it open. */
START_TEST(amounts_as_evidence)
{
	static const struct {
		const char *s;
		char want;
	} row[] = {{"1234", 0},	       {"", 0},
		   {"1234.50", '.'},   {"12,5", ','},
		   {"1,234", '?'},     {"1.234", '?'},
		   {"0.750", '.'},     {"1234.500", '.'},
		   {"1,234.50", '.'},  {"1.234,50", ','},
		   {"1,234,567", '.'}, {"1.234.567", ','},
		   {"-1,234", '?'},    {"$1,234 CR", '?'},
		   {"1 234,567", ','}, {"12,34", ','}};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		ck_assert_msg(value_amount_evidence(row[i].s, (int32_t)strlen(row[i].s)) == row[i].want, "%s",
			      row[i].s);
}
END_TEST

static const char *date(const char *s, enum date_order order, int32_t pivot)
{
	static char buf[11];
	const char *why;
	int32_t day;

	if (value_date(s, (int32_t)strlen(s), order, pivot, &day, &why) < 0)
		return why;
	return date_format(day, buf);
}

START_TEST(dates_read)
{
	static const struct {
		const char *s;
		enum date_order order;
		int32_t pivot;
		const char *want;
	} row[] = {
		{"2026-12-31", ORDER_NONE, -1, "2026-12-31"},
		{"20261231", ORDER_NONE, -1, "2026-12-31"},
		{"20261231.0", ORDER_NONE, -1, "2026-12-31"},
		{"31.12.2026", ORDER_DMY, -1, "2026-12-31"},
		{"12/31/2026", ORDER_MDY, -1, "2026-12-31"},
		{"31/12/2026", ORDER_DMY, -1, "2026-12-31"},
		{"3/4/2026", ORDER_DMY, -1, "2026-04-03"},
		{"3/4/2026", ORDER_MDY, -1, "2026-03-04"},
		{"04/04/2026", ORDER_NONE, -1, "2026-04-04"},
		{"2026/12/31", ORDER_NONE, -1, "2026-12-31"},
		{"2026.1.5", ORDER_DMY, -1, "2026-01-05"},
		{"31-Dec-26", ORDER_NONE, 70, "2026-12-31"},
		{"31-Dec-2026", ORDER_NONE, -1, "2026-12-31"},
		{"Dec 31, 2026", ORDER_NONE, -1, "2026-12-31"},
		{"1 September 2026", ORDER_NONE, -1, "2026-09-01"},
		{"31.12.70", ORDER_DMY, 70, "1970-12-31"},
		{"46387", ORDER_EXCEL, -1, "2026-12-31"},
		{"46387.0", ORDER_EXCEL, -1, "2026-12-31"},
		{"00061", ORDER_EXCEL, -1, "1900-03-01"},
		{"0000-00-00", ORDER_NONE, -1, ""},
		{"00.00.0000", ORDER_DMY, -1, ""},
		{"00000000", ORDER_NONE, -1, ""},
		{"", ORDER_NONE, -1, ""},
		{"31.12.2026 0:00:00", ORDER_DMY, -1, "2026-12-31"},
		{"2026-12-31T23:59:59Z", ORDER_NONE, -1, "2026-12-31"},
		{"12/31/2026 12:00 AM", ORDER_MDY, -1, "2026-12-31"},
		{"26-12-31", ORDER_YMD, 70, "2026-12-31"},
		/* refused, each for its reason */
		{"2026-02-30", ORDER_NONE, -1, "is no day of the calendar"},
		{"2026-02-29", ORDER_DMY, -1, "is no day of the calendar"},
		{"31.04.2026", ORDER_DMY, -1, "is no day of the calendar"},
		{"31.12.2026", ORDER_MDY, -1, "is no date: month, day, year is expected"},
		{"3/4/2026", ORDER_NONE, -1, "is no date: YYYY-MM-DD is expected"},
		{"46387", ORDER_NONE, -1, "is no date: YYYY-MM-DD is expected"},
		{"00060", ORDER_EXCEL, -1, "is no date: a day number of Excel is expected"},
		{"tomorrow", ORDER_DMY, -1, "is no date: day, month, year is expected"},
		{"31-Foo-2026", ORDER_DMY, -1, "is no date: day, month, year is expected"},
		{"31.12/2026", ORDER_DMY, -1, "is no date: day, month, year is expected"},
		{"1.2.2026 x", ORDER_DMY, -1, "is no date: day, month, year is expected"},
		{"31.12.26", ORDER_DMY, -1,
		 "has a year of two digits: say `pivot` in the profile (70: 69 is 2069, 70 is 1970), or export four digits"},
	};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		ck_assert_msg(strcmp(date(row[i].s, row[i].order, row[i].pivot), row[i].want) == 0, "%s: %s",
			      row[i].s, date(row[i].s, row[i].order, row[i].pivot));
}
END_TEST

START_TEST(dates_as_evidence)
{
	static const struct {
		const char *s;
		enum date_evidence want;
	} row[] = {{"2026-12-31", DATE_NEUTRAL}, {"", DATE_ABSENT},	      {"31/12/2026", DATE_DMY},
		   {"12/31/2026", DATE_MDY},	 {"03/04/2026", DATE_EITHER}, {"04.04.2026", DATE_NEUTRAL},
		   {"46387", DATE_SERIAL},	 {"31-Dec-26", DATE_NEUTRAL}, {"0000-00-00", DATE_ABSENT},
		   {"99-12-31", DATE_YMD},	 {"Total", DATE_WRONG},	      {"12/05/2026", DATE_EITHER},
		   {"13/12/2026", DATE_DMY},	 {"12/13/2026", DATE_MDY},    {"32/13/2026", DATE_WRONG}};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		ck_assert_msg(value_date_evidence(row[i].s, (int32_t)strlen(row[i].s)) == row[i].want, "%s",
			      row[i].s);
}
END_TEST

START_TEST(texts)
{
	ck_assert(value_scientific("1.23457E+11", 11) && value_scientific("1,2e+05", 7) &&
		  value_scientific("1E+11", 5) && value_scientific("1.23456789012346E+017", 21));
	/* codes of parts and houses */
	ck_assert(!value_scientific("5E-2", 4) && !value_scientific("5E-02", 5) &&
		  !value_scientific("12E+07", 6) && !value_scientific("5E+2", 4) &&
		  !value_scientific("0E+11", 5) && !value_scientific("1.E+11", 6) &&
		  !value_scientific("1E+0011", 7));
	ck_assert(!value_scientific("1E5", 3) && !value_scientific("INV-E+1", 7) &&
		  !value_scientific("12E+", 4) && !value_scientific("E+11", 4));
	ck_assert_str_eq(value_text_wrong("#N/A", 4, 0, 1),
			 "is an error of the spreadsheet that wrote the file");
	ck_assert_str_eq(value_text_wrong("a\0b", 3, 1, 1), "holds a NUL byte");
	ck_assert_str_eq(value_text_wrong("a\nb", 3, 1, 0), "holds a line break where none may stand");
	ck_assert_str_eq(value_text_wrong("a\x1b"
					  "b",
					  3, 1, 1),
			 "holds a control character");
	ck_assert_ptr_null(value_text_wrong("a\nb", 3, 1, 1));
	ck_assert_ptr_null(value_text_wrong("=cmd|x", 6, 0, 0));
	ck_assert_ptr_null(value_text_wrong("#1", 2, 0, 0));
	ck_assert_str_eq(value_text_wrong("a\xC2\x80", 3, 0, 1), "holds a control character");
	ck_assert_str_eq(value_text_wrong("\xC2\x9F"
					  "b",
					  3, 0, 0),
			 "holds a control character");
	ck_assert_ptr_null(value_text_wrong("\xC2\xA0\xC3\x82\xC3\x80", 6, 0, 0));
	ck_assert_str_eq(value_text_wrong("a\xE2\x80\xAE", 4, 0, 1),
			 "holds the character U+202E, which turns the text after it round");
	ck_assert_ptr_null(value_text_wrong("a\xE2\x80\x8F", 4, 0, 1));
	ck_assert(value_unseen(
		"\xC2\xA0 \xE2\x80\x8B\xEF\xBB\xBF\xE3\x80\x80\xCD\x8F\xD8\x9C\xF0\x9D\x85\xB3", 20));
	ck_assert(!value_unseen("\xC2\xA0x", 3) && !value_unseen("\xE2\x80\x8B\xD9\x85", 5) &&
		  !value_unseen("\xF0\x9F\x98\x80", 4));
}
END_TEST

/* Days to pay with words that say no more; terms that run otherwise are none. */
START_TEST(terms_days)
{
	static const struct {
		const char *s;
		int32_t figures, at;
	} cases[] = {{"30", 2, 0},	    {"Net 30", 2, 4},
		     {"14 dager", 2, 0},    {"60 \xD9\x8A\xD9\x88\xD9\x85", 2, 0},
		     {"30 days EOM", 0, 0}, {"COD", 0, 0},
		     {"2/10 net 30", 0, 0}};
	size_t i;
	int32_t at;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		at = 0;
		ck_assert_int_eq(value_days(cases[i].s, (int32_t)strlen(cases[i].s), &at), cases[i].figures);
		if (cases[i].figures)
			ck_assert_int_eq(at, cases[i].at);
	}
}
END_TEST

UNIT_MAIN("ledger: values", amounts_read, amounts_refused, amounts_as_evidence, dates_read, dates_as_evidence,
	  texts, terms_days)
