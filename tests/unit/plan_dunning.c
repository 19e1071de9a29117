#include "plan_ledger.h"

#define AS_OF "2026-11-01"

static struct arena words; /* of one test: its statements */

static const char *type_of(struct db *b, const char *customer)
{
	char sql[200];

	snprintf(sql, sizeof sql, "SELECT type FROM dunning WHERE customer = '%s'", customer);
	return word(b, sql);
}

static const char *reason_of(struct db *b, const char *customer)
{
	char sql[200];

	snprintf(sql, sizeof sql, "SELECT reason FROM dunning WHERE customer = '%s'", customer);
	return word(b, sql);
}

static const char *first_of(struct db *b, const char *customer)
{
	char sql[200];

	snprintf(sql, sizeof sql, "SELECT iso(first_on) FROM dunning WHERE customer = '%s'", customer);
	return word(b, sql);
}

/* An item so many days overdue; amount in AED. */
static void overdue(struct db *b, const char *customer, const char *number, int age, int64_t amount,
		    const char *status)
{
	char due[11];

	date_format(date_parse(AS_OF, 10) - age, due);
	entry(b, customer, "invoice", number, "2026-01-01", due, amount, "AED", NULL, status);
}

static void event(struct db *b, const char *customer, const char *kind, const char *date,
		  const char *promise_date, int64_t amount, const char *outcome, const char *next_date)
{
	struct query *q = query_open(
		b, &diagnostics,
		"INSERT INTO event(customer, kind, date, promise_date, promise_amount, outcome, next_date) "
		"VALUES (?1, ?2, day(?3), day(?4), nullif(?5, 0), ?6, day(?7))",
		NULL);

	query_put_text(q, 1, customer, -1);
	query_put_text(q, 2, kind, -1);
	query_put_text(q, 3, date, -1);
	query_put_text(q, 4, promise_date, -1);
	query_put_int(q, 5, amount);
	query_put_text(q, 6, outcome, -1);
	query_put_text(q, 7, next_date, -1);
	ck_assert_int_eq(query_next(q, &diagnostics), 0);
	query_close(q);
}

/* A paper about one item of a customer, as an earlier run registered it. */
static void paper(struct db *b, const char *number, const char *type, const char *customer, const char *date,
		  const char *item, const char *state)
{
	struct query *q =
		query_open(b, &diagnostics,
			   "INSERT INTO paper(run, seq, number, type, key, customer, as_of, language, state) "
			   "VALUES ('R1', 1, ?1, ?2, ?1, ?3, day(?4), 'en', ?5)",
			   NULL);

	run_sql(b,
		"INSERT OR IGNORE INTO run(id, kind, as_of, selection, state) VALUES ('R1', 'make', 0, '', 'made')");
	query_put_text(q, 1, number, -1);
	query_put_text(q, 2, type, -1);
	query_put_text(q, 3, customer, -1);
	query_put_text(q, 4, date, -1);
	query_put_text(q, 5, state, -1);
	ck_assert_int_eq(query_next(q, &diagnostics), 0);
	query_close(q);
	q = query_open(
		b, &diagnostics,
		"INSERT INTO paper_item SELECT p.id, e.id, e.type, e.number, e.currency, e.amount FROM paper p, entry e "
		"WHERE p.number = ?1 AND e.number = ?2",
		NULL);
	query_put_text(q, 1, number, -1);
	query_put_text(q, 2, item, -1);
	ck_assert_int_eq(query_next(q, &diagnostics), 0);
	query_close(q);
}

/* The letter goes by the oldest overdue item's age, at its checkpoint and not a day before. */
START_TEST(stage_by_the_oldest_item)
{
	struct db *b = ledger();

	overdue(b, "A1", "A1", 1, 10000, NULL);
	overdue(b, "A5", "A5", 5, 10000, NULL);
	overdue(b, "A6", "A6", 6, 10000, NULL);
	overdue(b, "A15", "A15", 15, 10000, NULL);
	overdue(b, "A16", "A16", 16, 10000, NULL);
	overdue(b, "A16", "A16b", 4, 10000, NULL);
	overdue(b, "A100", "A100", 100, 10000, NULL);
	overdue(b, "N", "N", 0, 10000, NULL);
	frozen(b, AS_OF);
	ck_assert_str_eq(type_of(b, "A1"), "REM0");
	ck_assert_str_eq(type_of(b, "A5"), "REM0");
	ck_assert_str_eq(type_of(b, "A6"), "REM1");
	ck_assert_str_eq(
		word(b, "SELECT next_type || ' ' || iso(next_on) FROM dunning WHERE customer = 'A6'"),
		"REM2 2026-11-11");
	ck_assert_str_eq(type_of(b, "A15"), "REM1");
	ck_assert_str_eq(type_of(b, "A16"), "REM2");
	ck_assert_str_eq(type_of(b, "A100"), "ESCN");
	ck_assert_str_eq(reason_of(b, "A100"), "");
	ck_assert_str_eq(word(b, "SELECT type FROM case_stage WHERE customer = 'A100'"), "BDR");
	ck_assert_str_eq(type_of(b, "N"), "");
	ck_assert_str_eq(reason_of(b, "N"), "not_overdue");
	ck_assert_str_eq(first_of(b, "N"), "2026-11-02");
	db_close(b);
}
END_TEST

/* Disputed items and returns are left out; a customer with nothing else gets no letter, and the reason is
 * theirs. */
START_TEST(blocked_items_stop_the_clock)
{
	struct db *b = ledger();

	overdue(b, "D", "D1", 41, 10000, "disputed");
	overdue(b, "R", "R1", 41, 10000, "rma");
	overdue(b, "M", "M1", 41, 10000, "disputed");
	overdue(b, "M", "M2", 7, 10000, NULL);
	overdue(b, "E", "E1", 41, 10000, NULL);
	run_sql(b,
		"INSERT INTO event(date, customer, invoice, kind, outcome) VALUES (day('2026-10-01'), 'E', 'E1', 'dispute', 'open')");
	frozen(b, AS_OF);
	ck_assert_str_eq(reason_of(b, "D"), "disputed");
	ck_assert_str_eq(reason_of(b, "R"), "rma");
	ck_assert_str_eq(reason_of(b, "E"), "disputed");
	ck_assert_str_eq(type_of(b, "D"), "");
	ck_assert_str_eq(type_of(b, "M"), "REM1");
	ck_assert_str_eq(reason_of(b, "M"), "");
	ck_assert_int_eq(figure(b, "SELECT count(*) FROM case_change WHERE customer = 'D'"), 0);
	db_close(b);
}
END_TEST

/* A settled dispute lets the clock run again. */
START_TEST(settled_dispute)
{
	struct db *b = ledger();

	overdue(b, "E", "E1", 41, 10000, NULL);
	run_sql(b,
		"INSERT INTO event(date, customer, invoice, kind, outcome) VALUES (day('2026-10-01'), 'E', 'E1', 'dispute', 'open'),"
		"(day('2026-10-20'), 'E', 'E1', 'dispute', 'resolved')");
	frozen(b, AS_OF);
	ck_assert_str_eq(type_of(b, "E"), "ESCN");
	db_close(b);
}
END_TEST

/* A return authorisation holds its invoice as a return does; the event resolved lets any of them go, and one
 * that comes after it holds again. */
START_TEST(resolved_frees)
{
	struct db *b = ledger();

	overdue(b, "A", "A1", 40, 10000, NULL);
	overdue(b, "R", "R1", 40, 10000, NULL);
	overdue(b, "S", "S1", 40, 10000, NULL);
	overdue(b, "T", "T1", 40, 10000, NULL);
	run_sql(b, "INSERT INTO event(date, customer, invoice, kind) VALUES (day('2026-10-01'), 'A', 'A1', "
		   "'rma'),"
		   "(day('2026-10-01'), 'R', 'R1', 'return'), (day('2026-10-02'), 'R', 'R1', 'resolved'),"
		   "(day('2026-10-01'), 'S', 'S1', 'dispute'), (day('2026-10-02'), 'S', 'S1', 'resolved'),"
		   "(day('2026-10-02'), 'T', 'T1', 'resolved'), (day('2026-10-03'), 'T', 'T1', 'dispute')");
	frozen(b, AS_OF);
	ck_assert_str_eq(reason_of(b, "A"), "rma");
	ck_assert_str_eq(type_of(b, "R"), "ESCN");
	ck_assert_str_eq(type_of(b, "S"), "ESCN");
	ck_assert_str_eq(reason_of(b, "T"), "disputed");
	db_close(b);
}
END_TEST

/* "Has paid" holds letters until the next working day (the Monday, of a Friday's word), and no longer. */
START_TEST(paid_said_holds)
{
	static const struct {
		const char *said, *reason, *first;
	} row[] = {{"2026-10-30", "paid_said", "2026-11-02"},
		   {"2026-11-01", "paid_said", "2026-11-02"},
		   {"2026-10-29", "", ""}};
	size_t i;

	for (i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct db *b = ledger();

		overdue(b, "P", "P1", 40, 10000, NULL);
		event(b, "P", "paid_said", row[i].said, NULL, 0, NULL, NULL);
		frozen(b, AS_OF);
		ck_assert_str_eq(reason_of(b, "P"), row[i].reason);
		ck_assert_str_eq(first_of(b, "P"), row[i].first);
		db_close(b);
	}
}
END_TEST

/* A dispute of last year's invoice of the same number does not hold this year's. */
START_TEST(dispute_of_an_older_number)
{
	struct db *b = ledger();

	overdue(b, "E", "77", 41, 10000, NULL);
	run_sql(b,
		"INSERT INTO event(date, customer, invoice, kind, outcome) VALUES (day('2025-12-20'), 'E', '77', 'dispute', 'open')");
	frozen(b, AS_OF);
	ck_assert_str_eq(type_of(b, "E"), "ESCN");
	ck_assert_str_eq(reason_of(b, "E"), "");
	db_close(b);
}
END_TEST

/* In credit, covered by payments on account, below the minimum: the first day is when what falls due reaches
 * the minimum. */
START_TEST(money_holds)
{
	struct db *b = ledger();

	overdue(b, "CR", "CR1", 11, 10000, NULL);
	entry(b, "CR", "payment", "P1", "2026-10-20", NULL, -20000, "AED", NULL, NULL);
	overdue(b, "UN", "UN1", 11, 10000, NULL);
	overdue(b, "UN", "UN2", -4, 30000, NULL);
	entry(b, "UN", "payment", "P2", "2026-10-20", NULL, -12000, "AED", NULL, NULL);
	overdue(b, "NIL", "NIL1", 11, 10000, NULL);
	entry(b, "NIL", "payment", "P3", "2026-10-20", NULL, -10000, "AED", NULL, NULL);
	overdue(b, "MIN", "MIN1", 11, 4999, NULL);
	overdue(b, "EX", "EX1", 11, 5000, NULL);
	frozen(b, AS_OF);
	ck_assert_str_eq(reason_of(b, "CR"), "in_credit");
	ck_assert_str_eq(first_of(b, "CR"), "");
	ck_assert_str_eq(reason_of(b, "UN"), "unallocated");
	ck_assert_str_eq(first_of(b, "UN"), "2026-11-06");
	ck_assert_str_eq(reason_of(b, "NIL"), "in_credit");
	ck_assert_str_eq(reason_of(b, "MIN"), "below_minimum");
	ck_assert_str_eq(reason_of(b, "EX"), "");
	db_close(b);
}
END_TEST

/* A promise suppresses until the day after it; the ledger's payments say whether it was kept. */
START_TEST(promises)
{
	struct db *b = ledger();

	overdue(b, "P", "P1", 11, 10000, NULL);
	event(b, "P", "promise", "2026-10-25", "2026-11-01", 10000, NULL, NULL);
	overdue(b, "B", "B1", 11, 10000, NULL);
	event(b, "B", "promise", "2026-10-25", "2026-10-31", 10000, NULL, NULL);
	entry(b, "B", "payment", "PB", "2026-10-28", NULL, -100, "AED", NULL, NULL);
	overdue(b, "K", "K1", 11, 20000, NULL);
	event(b, "K", "promise", "2026-10-25", "2026-11-05", 10000, NULL, NULL);
	entry(b, "K", "payment", "PK", "2026-10-28", NULL, -10000, "AED", "K1", NULL);
	frozen(b, AS_OF);
	ck_assert_str_eq(word(b, "SELECT state FROM promise WHERE customer = 'P'"), "pending");
	ck_assert_str_eq(reason_of(b, "P"), "promise_pending");
	ck_assert_str_eq(first_of(b, "P"), "2026-11-02");
	ck_assert_str_eq(word(b, "SELECT state FROM promise WHERE customer = 'B'"), "broken");
	ck_assert_int_eq(figure(b, "SELECT paid FROM promise WHERE customer = 'B'"), 100);
	ck_assert_str_eq(reason_of(b, "B"), "");
	ck_assert_str_eq(word(b, "SELECT state FROM promise WHERE customer = 'K'"), "kept");
	ck_assert_str_eq(reason_of(b, "K"), "");
	db_close(b);
}
END_TEST

/* An arrangement holds while its instalments are paid; a missed one, or a guarantee that a storekeeper
 * signed, holds nothing. */
START_TEST(arrangements)
{
	struct db *b = ledger();

	overdue(b, "OK", "OK1", 11, 30000, NULL);
	entry(b, "OK", "payment", "POK", "2026-10-12", NULL, -10000, "AED", "OK1", NULL);
	overdue(b, "MISS", "MISS1", 11, 30000, NULL);
	overdue(b, "STORE", "STORE1", 11, 30000, NULL);
	run_sql(b,
		"INSERT INTO arrangement(customer, ref, kind, date, instalment, due, amount, currency, signed_by, signed_role) VALUES "
		"('OK', 'A', 'settlement', day('2026-10-01'), 1, day('2026-10-15'), 10000, 'AED', 'X', 'owner'),"
		"('OK', 'A', 'settlement', day('2026-10-01'), 2, day('2026-11-15'), 20000, 'AED', 'X', 'owner'),"
		"('MISS', 'B', 'settlement', day('2026-10-01'), 1, day('2026-10-15'), 10000, 'AED', 'X', 'owner'),"
		"('MISS', 'B', 'settlement', day('2026-10-01'), 2, day('2026-11-15'), 20000, 'AED', 'X', 'owner'),"
		"('STORE', 'C', 'guarantee', day('2026-10-01'), 1, day('2026-11-15'), 30000, 'AED', 'X', 'storekeeper')");
	frozen(b, AS_OF);
	ck_assert_str_eq(reason_of(b, "OK"), "arrangement_pending");
	ck_assert_str_eq(first_of(b, "OK"), "2026-11-16");
	ck_assert_str_eq(reason_of(b, "MISS"), "");
	ck_assert_str_eq(reason_of(b, "STORE"), "");
	db_close(b);
}
END_TEST

/* Words of people: do not write (until a day, or for good, or lifted), agency, court. */
START_TEST(people_say_so)
{
	struct db *b = ledger();

	overdue(b, "N", "N1", 11, 30000, NULL);
	event(b, "N", "do_not_write", "2026-10-20", NULL, 0, NULL, NULL);
	overdue(b, "U", "U1", 11, 30000, NULL);
	event(b, "U", "do_not_write", "2026-10-20", NULL, 0, NULL, "2026-11-10");
	overdue(b, "L", "L1", 11, 30000, NULL);
	event(b, "L", "do_not_write", "2026-10-20", NULL, 0, NULL, NULL);
	event(b, "L", "do_not_write", "2026-10-25", NULL, 0, "lifted", NULL);
	overdue(b, "AG", "AG1", 11, 30000, NULL);
	event(b, "AG", "agency", "2026-10-20", NULL, 0, NULL, NULL);
	overdue(b, "LATER", "LATER1", 11, 30000, NULL);
	event(b, "LATER", "court", "2026-11-02", NULL, 0, NULL, NULL);
	frozen(b, AS_OF);
	ck_assert_str_eq(reason_of(b, "N"), "do_not_write");
	ck_assert_str_eq(first_of(b, "N"), "");
	ck_assert_str_eq(first_of(b, "U"), "2026-11-10");
	ck_assert_str_eq(reason_of(b, "L"), "");
	ck_assert_str_eq(reason_of(b, "AG"), "agency");
	ck_assert_str_eq(reason_of(b, "LATER"), "");
	db_close(b);
}
END_TEST

/* All blockers are told, and the first day is the latest of theirs. */
START_TEST(all_blockers_and_the_last_day)
{
	struct db *b = ledger();

	overdue(b, "X", "X1", 11, 30000, NULL);
	event(b, "X", "do_not_write", "2026-10-20", NULL, 0, NULL, "2026-11-10");
	event(b, "X", "promise", "2026-10-25", "2026-11-20", 10000, NULL, NULL);
	frozen(b, AS_OF);
	ck_assert_str_eq(type_of(b, "X"), "REM1");
	ck_assert_str_eq(reason_of(b, "X"), "do_not_write,promise_pending");
	ck_assert_str_eq(first_of(b, "X"), "2026-11-21");
	db_close(b);
}
END_TEST

/* The same level never goes twice for the same items: it waits for the next stage's day. */
START_TEST(never_the_same_level_twice)
{
	struct db *b = ledger();

	overdue(b, "X", "X1", 9, 30000, NULL);
	paper(b, "REM1-1", "REM1", "X", "2026-10-28", "X1", "made");
	overdue(b, "Y", "Y1", 9, 30000, NULL);
	overdue(b, "Y", "Y2", 7, 30000, NULL);
	paper(b, "REM1-2", "REM1", "Y", "2026-10-28", "Y1", "made");
	overdue(b, "Z", "Z1", 9, 30000, NULL);
	paper(b, "REM1-3", "REM1", "Z", "2026-10-28", "Z1", "cancelled");
	overdue(b, "W", "W1", 17, 30000, NULL);
	paper(b, "REM1-4", "REM1", "W", "2026-10-28", "W1", "made");
	overdue(b, "V", "V1", 9, 30000, NULL);
	paper(b, "REM2-1", "REM2", "V", "2026-10-28", "V1", "sent");
	frozen(b, AS_OF);
	ck_assert_str_eq(reason_of(b, "X"), "already_issued");
	ck_assert_str_eq(first_of(b, "X"), "2026-11-08");
	ck_assert_str_eq(reason_of(b, "Y"), "");
	ck_assert_ptr_nonnull(strstr(word(b, "SELECT key FROM dunning WHERE customer = 'Y'"), "Y2"));
	ck_assert_str_eq(reason_of(b, "Z"), "");
	ck_assert_str_eq(type_of(b, "W"), "REM2");
	ck_assert_str_eq(reason_of(b, "W"), "");
	ck_assert_str_eq(reason_of(b, "V"), "already_issued");
	db_close(b);
}
END_TEST

/* What was said goes again when a younger item reaches the stage, if that comes before the next stage; after
 * the last one too. */
START_TEST(said_again_for_a_younger_item)
{
	struct db *b = ledger();

	overdue(b, "X", "X1", 17, 30000, NULL);
	overdue(b, "X", "X2", 11, 30000, NULL);
	paper(b, "REM2-1", "REM2", "X", "2026-10-31", "X1", "made");
	overdue(b, "L", "L1", 41, 30000, NULL);
	overdue(b, "L", "L2", -4, 30000, NULL);
	paper(b, "ESCN-1", "ESCN", "L", "2026-10-31", "L1", "made");
	overdue(b, "O", "O1", 41, 30000, NULL);
	paper(b, "ESCN-2", "ESCN", "O", "2026-10-31", "O1", "made");
	frozen(b, AS_OF);
	ck_assert_str_eq(reason_of(b, "X"), "already_issued");
	ck_assert_str_eq(first_of(b, "X"), "2026-11-06");
	ck_assert_str_eq(first_of(b, "L"), "2026-12-06");
	ck_assert_str_eq(first_of(b, "O"), "");
	db_close(b);
	b = ledger();
	overdue(b, "X", "X1", 22, 30000, NULL);
	overdue(b, "X", "X2", 16, 30000, NULL);
	paper(b, "REM2-1", "REM2", "X", "2026-10-26", "X1", "made");
	frozen(b, AS_OF);
	ck_assert_str_eq(reason_of(b, "X"), "");
	db_close(b);
}
END_TEST

/* A number that comes again for a later invoice is another item: the letter about the old one does not cover
 * it. */
START_TEST(letter_older_than_the_item)
{
	struct db *b = ledger();

	entry(b, "X", "invoice", "77", "2026-01-01", "2026-10-20", 30000, "AED", NULL, NULL);
	paper(b, "REM1-1", "REM1", "X", "2025-12-20", "77", "made");
	entry(b, "Y", "invoice", "78", "2026-01-01", "2026-10-20", 30000, "AED", NULL, NULL);
	paper(b, "REM1-2", "REM1", "Y", "2026-10-30", "78", "made");
	/* of the item's own day: it is about this one */
	entry(b, "Z", "invoice", "79", "2026-10-26", "2026-10-20", 30000, "AED", NULL, NULL);
	paper(b, "REM1-3", "REM1", "Z", "2026-10-26", "79", "made");
	frozen(b, AS_OF);
	ck_assert_str_eq(reason_of(b, "Z"), "already_issued");
	ck_assert_int_eq(figure(b, "SELECT issued_level FROM open_item WHERE customer = 'Z'"),
			 figure(b, "SELECT issued_level FROM open_item WHERE customer = 'Y'"));
	ck_assert_str_eq(reason_of(b, "X"), "");
	ck_assert_int_eq(figure(b, "SELECT issued_level FROM open_item WHERE customer = 'X'"), 0);
	ck_assert_str_eq(reason_of(b, "Y"), "already_issued");
	db_close(b);
}
END_TEST

/* What will not reach the minimum on the day that its clock starts is held for that too, with the day on
 * which the sum does. */
START_TEST(minimum_before_anything_is_overdue)
{
	struct db *b = ledger();

	overdue(b, "N", "N1", -2, 4999, NULL);
	overdue(b, "T", "T1", -2, 4999, NULL);
	overdue(b, "T", "T2", -8, 1, NULL);
	overdue(b, "T", "T3", -12, 700, NULL);
	overdue(b, "E", "E1", -2, 5000, NULL);
	frozen(b, AS_OF);
	ck_assert_str_eq(reason_of(b, "N"), "not_overdue,below_minimum");
	ck_assert_str_eq(first_of(b, "N"), "");
	ck_assert_str_eq(reason_of(b, "T"), "not_overdue,below_minimum");
	ck_assert_str_eq(first_of(b, "T"), "2026-11-10");
	ck_assert_str_eq(reason_of(b, "E"), "not_overdue");
	ck_assert_str_eq(first_of(b, "E"), "2026-11-04");
	db_close(b);
}
END_TEST

/* A payment keeps promises up to its amount and no further: the one due first, but before it that of the
 * invoice which it names. */
START_TEST(payment_keeps_promises_once)
{
	struct db *b = ledger();

	overdue(b, "P", "P1", 21, 50000, NULL);
	event(b, "P", "promise", "2026-10-11", "2026-10-25", 10000, NULL, NULL);
	event(b, "P", "promise", "2026-10-10", "2026-10-20", 10000, NULL, NULL);
	event(b, "P", "promise", "2026-10-12", "2026-11-05", 5000, NULL, NULL);
	entry(b, "P", "payment", "P2", "2026-10-15", NULL, -11500, "AED", NULL, NULL);
	overdue(b, "N", "N1", 21, 50000, NULL);
	overdue(b, "N", "N2", 20, 50000, NULL);
	event(b, "N", "promise", "2026-10-10", "2026-10-20", 10000, NULL, NULL);
	event(b, "N", "promise", "2026-10-10", "2026-10-25", 10000, NULL, NULL);
	run_sql(b,
		"UPDATE event SET invoice = 'N1' WHERE customer = 'N' AND promise_date = day('2026-10-20');"
		"UPDATE event SET invoice = 'N2' WHERE customer = 'N' AND promise_date = day('2026-10-25')");
	entry(b, "N", "payment", "N3", "2026-10-16", NULL, -10000, "AED", "N2", NULL);
	/* two payments keep one promise */
	overdue(b, "T", "T1", 21, 50000, NULL);
	event(b, "T", "promise", "2026-10-10", "2026-10-20", 10000, NULL, NULL);
	entry(b, "T", "payment", "T2", "2026-10-11", NULL, -4000, "AED", NULL, NULL);
	entry(b, "T", "payment", "T3", "2026-10-12", NULL, -7000, "AED", NULL, NULL);
	frozen(b, AS_OF);
	ck_assert_str_eq(
		word(b,
		     "SELECT group_concat(state || ' ' || paid, ', ') FROM (SELECT * FROM promise WHERE customer = 'P' ORDER BY promise_date)"),
		"kept 10000, broken 1500, pending 0");
	ck_assert_str_eq(
		word(b,
		     "SELECT group_concat(state || ' ' || paid, ', ') FROM (SELECT * FROM promise WHERE customer = 'N' ORDER BY promise_date)"),
		"broken 0, kept 10000");
	ck_assert_str_eq(word(b, "SELECT state || ' ' || paid FROM promise WHERE customer = 'T'"),
			 "kept 10000");
	ck_assert_str_eq(reason_of(b, "P"), "promise_pending");
	db_close(b);
}
END_TEST

static void promise_of(struct db *b, const char *customer, const char *invoice, const char *date,
		       const char *promise_date, int64_t amount)
{
	event(b, customer, "promise", date, promise_date, amount, NULL, NULL);
	run_sql(b,
		arena_format(&words, "UPDATE event SET invoice = '%s' WHERE id = (SELECT max(id) FROM event)",
			     invoice));
}

/* The states of a customer's promises with what was paid for each, in order of their days. */
static const char *states(struct db *b, const char *customer)
{
	return word(
		b,
		arena_format(
			&words,
			"SELECT coalesce(group_concat(iso(promise_date) || ' ' || state || ' ' || paid, ', '), '') FROM"
			" (SELECT * FROM promise WHERE customer = '%s' ORDER BY promise_date, id)",
			customer));
}

/* A promise repeated before its day is put off, and not a second one: the payment is for the one that stands.
 */
START_TEST(promise_put_off)
{
	struct db *b = ledger();

	arena_init(&words);
	/* of two invoices the one that was promised is paid: nothing holds the letters for the other */
	overdue(b, "P", "P1", 41, 50000, NULL);
	overdue(b, "P", "P2", 41, 30000, NULL);
	promise_of(b, "P", "P1", "2026-10-20", "2026-10-31", 50000);
	promise_of(b, "P", "P1", "2026-10-28", "2026-11-05", 50000);
	entry(b, "P", "payment", "PP", "2026-10-30", NULL, -50000, "AED", "P1", NULL);
	/* nothing came: one promise is pending, and none is broken */
	overdue(b, "W", "W1", 41, 50000, NULL);
	promise_of(b, "W", "W1", "2026-10-20", "2026-10-25", 50000);
	promise_of(b, "W", "W1", "2026-10-24", "2026-11-05", 50000);
	/* what was kept before the next one was given stays kept */
	overdue(b, "K", "K1", 41, 90000, NULL);
	promise_of(b, "K", "K1", "2026-10-20", "2026-10-31", 50000);
	entry(b, "K", "payment", "KP", "2026-10-22", NULL, -50000, "AED", "K1", NULL);
	promise_of(b, "K", "K1", "2026-10-23", "2026-11-05", 40000);
	/* given after the first fell due, or of another invoice: a second one */
	overdue(b, "L", "L1", 41, 50000, NULL);
	overdue(b, "L", "L2", 41, 50000, NULL);
	promise_of(b, "L", "L1", "2026-10-10", "2026-10-20", 50000);
	promise_of(b, "L", "L1", "2026-10-20", "2026-10-30", 50000);
	promise_of(b, "L", "L2", "2026-10-12", "2026-10-25", 50000);
	frozen(b, AS_OF);
	ck_assert_str_eq(states(b, "P"), "2026-11-05 kept 50000");
	ck_assert_str_eq(reason_of(b, "P"), "");
	ck_assert_str_eq(states(b, "W"), "2026-11-05 pending 0");
	ck_assert_str_eq(first_of(b, "W"), "2026-11-06");
	ck_assert_str_eq(states(b, "K"), "2026-10-31 kept 50000, 2026-11-05 pending 0");
	ck_assert_str_eq(states(b, "L"), "2026-10-20 broken 0, 2026-10-25 broken 0, 2026-10-30 broken 0");
	db_close(b);
	arena_done(&words);
}
END_TEST

/* A promise of an invoice that is settled is neither pending nor broken, however it was settled; one of
 * another year's number is not meant. */
START_TEST(promise_of_a_settled_invoice)
{
	struct db *b = ledger();

	arena_init(&words);
	overdue(b, "C", "C1", 41, 50000, NULL);
	overdue(b, "C", "C2", 41, 30000, NULL);
	promise_of(b, "C", "C1", "2026-10-20", "2026-11-05", 50000);
	entry(b, "C", "credit_note", "CN", "2026-10-25", NULL, -50000, "AED", "C1", NULL);
	overdue(b, "B", "B1", 41, 50000, NULL);
	promise_of(b, "B", "B1", "2026-10-10", "2026-10-20", 50000);
	entry(b, "B", "payment", "BP", "2026-10-30", NULL, -50000, "AED", "B1", NULL);
	/* paid in part: not settled */
	overdue(b, "Q", "Q1", 41, 50000, NULL);
	promise_of(b, "Q", "Q1", "2026-10-20", "2026-11-05", 50000);
	entry(b, "Q", "payment", "QP", "2026-10-25", NULL, -40000, "AED", "Q1", NULL);
	/* last year's is settled, this year's is promised */
	entry(b, "Y", "invoice", "1", "2025-03-01", "2025-03-31", 10000, "AED", NULL, NULL);
	entry(b, "Y", "payment", "YP", "2025-04-01", NULL, -10000, "AED", "1", NULL);
	entry(b, "Y", "invoice", "1", "2026-03-01", "2026-03-31", 20000, "AED", NULL, NULL);
	promise_of(b, "Y", "1", "2026-10-20", "2026-11-05", 20000);
	/* and the other way about */
	entry(b, "Z", "invoice", "1", "2025-03-01", "2025-03-31", 10000, "AED", NULL, NULL);
	entry(b, "Z", "invoice", "1", "2026-03-01", "2026-03-31", 20000, "AED", NULL, NULL);
	entry(b, "Z", "credit_note", "ZC", "2026-10-25", NULL, -20000, "AED", "1", NULL);
	promise_of(b, "Z", "1", "2026-10-20", "2026-11-05", 20000);
	/* the ledger does not know it */
	overdue(b, "U", "U1", 41, 50000, NULL);
	promise_of(b, "U", "U9", "2026-10-20", "2026-11-05", 50000);
	frozen(b, AS_OF);
	ck_assert_str_eq(states(b, "C"), "2026-11-05 settled 0");
	ck_assert_str_eq(reason_of(b, "C"), "");
	ck_assert_str_eq(states(b, "B"), "2026-10-20 settled 0");
	ck_assert_str_eq(states(b, "Q"), "2026-11-05 pending 40000");
	ck_assert_str_eq(reason_of(b, "Q"), "promise_pending");
	ck_assert_str_eq(states(b, "Y"), "2026-11-05 pending 0");
	ck_assert_str_eq(states(b, "Z"), "2026-11-05 settled 0");
	ck_assert_str_eq(states(b, "U"), "2026-11-05 pending 0");
	db_close(b);
	arena_done(&words);
}
END_TEST

/* A payment that was taken back keeps no promise and no instalment. */
START_TEST(bounced_payment_keeps_no_promise)
{
	struct db *b = ledger();

	overdue(b, "P", "P1", 11, 10000, NULL);
	event(b, "P", "promise", "2026-10-20", "2026-10-25", 10000, NULL, NULL);
	entry(b, "P", "payment", "PP", "2026-10-24", NULL, -10000, "AED", "P1", NULL);
	entry(b, "P", "refund", "PR", "2026-10-28", NULL, 10000, "AED", "PP", NULL);
	overdue(b, "A", "A1", 11, 10000, NULL);
	run_sql(b,
		"INSERT INTO arrangement(customer, ref, kind, date, instalment, due, amount, currency) VALUES "
		"('A', 'S1', 'settlement', day('2026-10-01'), 1, day('2026-10-15'), 5000, 'AED'), ('A', 'S1', 'settlement', day('2026-10-01'), 2, day('2026-11-15'), 5000, 'AED')");
	entry(b, "A", "payment", "AP", "2026-10-14", NULL, -5000, "AED", "A1", NULL);
	entry(b, "A", "refund", "AR", "2026-10-20", NULL, 5000, "AED", "AP", NULL);
	frozen(b, AS_OF);
	ck_assert_str_eq(word(b, "SELECT state FROM promise WHERE customer = 'P'"), "broken");
	ck_assert_int_eq(figure(b, "SELECT paid FROM promise WHERE customer = 'P'"), 0);
	ck_assert_str_eq(reason_of(b, "P"), "");
	ck_assert_str_eq(reason_of(b, "A"), "");
	db_close(b);
}
END_TEST

/* A corrected export gives entries new ids; what was issued is remembered by customer, type and number. */
START_TEST(issued_survives_a_new_export)
{
	struct db *b = ledger();

	overdue(b, "X", "X1", 9, 30000, NULL);
	paper(b, "REM1-1", "REM1", "X", "2026-10-28", "X1", "made");
	run_sql(b, "UPDATE entry SET id = id + 1000");
	frozen(b, AS_OF);
	ck_assert_str_eq(reason_of(b, "X"), "already_issued");
	db_close(b);
}
END_TEST

/* A letter speaks of the rows that it covered, and of no others of their number: another instalment, or
 * another currency. New ids change nothing. */
START_TEST(issued_of_one_row)
{
	struct db *b = ledger();
	int again;

	for (again = 0; again < 2; again++) {
		overdue(b, "I", "I1", 40, 30000, NULL);
		overdue(b, "C", "C1", 9, 30000, NULL);
		paper(b, again ? "REM1-3" : "REM1-1", "REM1", "I", "2026-10-01", "I1", "made");
		paper(b, again ? "REM1-4" : "REM1-2", "REM1", "C", "2026-10-28", "C1", "made");
		run_sql(b, "UPDATE entry SET cleared_on = day('2026-10-10') WHERE number = 'I1'");
		overdue(b, "I", "I1", 9, 20000, NULL);
		entry(b, "C", "invoice", "C1", "2026-01-01", "2026-10-23", 30000, "USD", NULL, NULL);
		if (again)
			run_sql(b, "UPDATE entry SET id = id + 1000");
		frozen(b, AS_OF);
		ck_assert_str_eq(type_of(b, "I"), "REM1");
		ck_assert_str_eq(reason_of(b, "I"), "");
		ck_assert_str_eq(word(b, "SELECT key FROM dunning WHERE customer = 'C'"), "C1 2026-10-23");
		ck_assert_int_eq(figure(b, "SELECT sum(issued_level) FROM open_item WHERE customer = 'I'"),
				 0);
		ck_assert_int_eq(
			figure(b, "SELECT count(*) FROM open_item WHERE customer = 'C' AND issued_level > 0"),
			1);
		db_close(b);
		if (!again)
			b = ledger();
	}
}
END_TEST

/* A payment counts once: it keeps the instalment that falls due first, and no other arrangement beside it;
 * where one was missed before a newer one was agreed, the newer one comes first. What was credited since
 * lessens the last instalments, and is neither missed nor asked for. */
START_TEST(payments_count_once)
{
	struct db *b = ledger();
	static const char *const wanted[][2] = {
		{"TWO", "A1 kept 10000 0, B1 broken 0 10000"},
		{"NEW", "A1 broken 0 10000, B1 kept 10000 0, B2 pending 0 10000"},
		{"CRED", "A1 kept 10000 0, A2 pending 0 5000, A3 settled 0 0"},
		{"LATER", "A1 settled 0 0"}};
	char sql[300];
	size_t i;

	overdue(b, "TWO", "T1", 40, 50000, NULL);
	entry(b, "TWO", "payment", "TP", "2026-10-12", NULL, -10000, "AED", "T1", NULL);
	overdue(b, "NEW", "N1", 40, 50000, NULL);
	entry(b, "NEW", "payment", "NP", "2026-10-12", NULL, -10000, "AED", "N1", NULL);
	overdue(b, "CRED", "C1", 40, 30000, NULL);
	entry(b, "CRED", "payment", "CP", "2026-10-12", NULL, -10000, "AED", "C1", NULL);
	entry(b, "CRED", "credit_note", "CN", "2026-10-20", NULL, -15000, "AED", "C1", NULL);
	overdue(b, "LATER", "L1", 40, 30000, NULL);
	entry(b, "LATER", "credit_note", "LN", "2026-10-20", NULL, -30000, "AED", "L1", NULL);
	entry(b, "LATER", "invoice", "L2", "2026-10-21", "2026-10-22", 30000, "AED", NULL, NULL);
	run_sql(b,
		"INSERT INTO arrangement(customer, ref, kind, date, instalment, due, amount, currency) VALUES "
		"('TWO', 'A', 'settlement', day('2026-10-01'), 1, day('2026-10-15'), 10000, 'AED'),"
		"('TWO', 'B', 'settlement', day('2026-10-01'), 1, day('2026-10-16'), 10000, 'AED'),"
		"('NEW', 'A', 'settlement', day('2026-09-01'), 1, day('2026-09-15'), 10000, 'AED'),"
		"('NEW', 'B', 'settlement', day('2026-10-01'), 1, day('2026-10-15'), 10000, 'AED'),"
		"('NEW', 'B', 'settlement', day('2026-10-01'), 2, day('2026-11-15'), 10000, 'AED'),"
		"('CRED', 'A', 'settlement', day('2026-10-01'), 1, day('2026-10-15'), 10000, 'AED'),"
		"('CRED', 'A', 'settlement', day('2026-10-01'), 2, day('2026-11-15'), 10000, 'AED'),"
		"('CRED', 'A', 'settlement', day('2026-10-01'), 3, day('2026-12-15'), 10000, 'AED'),"
		"('LATER', 'A', 'settlement', day('2026-10-01'), 1, day('2026-11-15'), 30000, 'AED')");
	frozen(b, AS_OF);
	for (i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
		snprintf(
			sql, sizeof sql,
			"SELECT group_concat(ref || instalment || ' ' || state || ' ' || paid || ' ' || open, ', ') "
			"FROM (SELECT * FROM instalment WHERE customer = '%s' ORDER BY ref, instalment)",
			wanted[i][0]);
		ck_assert_str_eq(word(b, sql), wanted[i][1]);
	}
	ck_assert_str_eq(reason_of(b, "TWO"), "");
	ck_assert_str_eq(reason_of(b, "NEW"), "arrangement_pending");
	ck_assert_str_eq(reason_of(b, "LATER"), "");
	db_close(b);
}
END_TEST

/* One payment is counted once also where promises name no sum. */
START_TEST(payments_count_once_for_promises)
{
	struct db *b = ledger();

	overdue(b, "P", "P1", 40, 50000, NULL);
	event(b, "P", "promise", "2026-10-20", "2026-10-25", 10000, NULL, NULL);
	event(b, "P", "promise", "2026-10-21", "2026-10-26", 0, NULL, NULL);
	event(b, "P", "promise", "2026-10-22", "2026-10-27", 0, NULL, NULL);
	entry(b, "P", "payment", "PP", "2026-10-24", NULL, -15000, "AED", NULL, NULL);
	frozen(b, AS_OF);
	ck_assert_int_eq(figure(b, "SELECT sum(paid) FROM promise"), 15000);
	db_close(b);
}
END_TEST

/* Everyone who does not get a letter is told why, and when it would come. */
START_TEST(everyone_hears_why_not)
{
	struct db *b = ledger();

	overdue(b, "X", "X1", 9, 30000, NULL);
	overdue(b, "S", "S1", 9, 30000, NULL);
	overdue(b, "Q", "Q1", 41, 30000, NULL);
	run_sql(b,
		"UPDATE customer SET kind = 'short_cash' WHERE code = 'S'; INSERT INTO customer(code, name) VALUES ('O', 'O')");
	frozen(b, AS_OF);
	ck_assert_str_eq(word(b, "SELECT reason FROM letter WHERE customer = 'X' AND type = 'ESCN'"),
			 "not_reached");
	ck_assert_str_eq(word(b, "SELECT iso(first_on) FROM letter WHERE customer = 'X' AND type = 'ESCN'"),
			 "2026-11-23");
	ck_assert_str_eq(word(b, "SELECT reason FROM letter WHERE customer = 'Q' AND type = 'REM1'"),
			 "later_stage");
	ck_assert_str_eq(word(b, "SELECT reason FROM letter WHERE customer = 'S' AND type = 'REM1'"),
			 "other_kind");
	ck_assert_str_eq(word(b, "SELECT reason FROM letter WHERE customer = 'O' AND type = 'REM1'"),
			 "nothing_owed");
	ck_assert_int_eq(figure(b, "SELECT count(*) FROM letter"), 4 * 6);
	db_close(b);
}
END_TEST

/* A case opens when the oldest item passes the policy's age, has a number of the year, and closes when
 * nothing is overdue. */
START_TEST(cases_open_and_close)
{
	struct db *b = ledger(), *other = ledger();

	overdue(b, "A15", "A15", 15, 30000, NULL);
	overdue(b, "A16", "A16", 16, 30000, NULL);
	overdue(b, "PAID", "PAID", 51, 30000, NULL);
	entry(b, "PAID", "payment", "PP", "2026-10-20", NULL, -30000, "AED", "PAID", NULL);
	run_sql(b,
		"INSERT INTO bad_case(id, customer, opened) VALUES ('BD2026-00007', 'PAID', day('2026-10-01'));"
		"INSERT INTO sequence VALUES ('case-2026', 7)");
	run_sql(other,
		"INSERT INTO bad_case(id, customer, opened) VALUES ('BD2026-00007', 'PAID', day('2026-10-01'))");
	frozen(b, AS_OF);
	ck_assert_str_eq(word(b, "SELECT id FROM case_now"), "BD2026-00008");
	ck_assert_str_eq(word(b, "SELECT customer FROM case_now"), "A16");
	ck_assert_str_eq(word(b, "SELECT why_closed FROM bad_case WHERE customer = 'PAID'"), "settled");
	ck_assert_int_eq(case_commit(b, other, date_parse(AS_OF, 10), &diagnostics), 0);
	ck_assert_str_eq(word(other, "SELECT id FROM bad_case WHERE customer = 'A16'"), "BD2026-00008");
	ck_assert_str_eq(word(other, "SELECT iso(closed) FROM bad_case WHERE customer = 'PAID'"), AS_OF);
	ck_assert_int_eq(figure(other, "SELECT last FROM sequence WHERE name = 'case-2026'"), 8);
	db_close(b);
	db_close(other);
}
END_TEST

/* The gap between letters: held on each of its days, free on the first day behind it. */
START_TEST(letter_gap)
{
	struct house_key key[sizeof usual_keys / sizeof usual_keys[0]];
	struct house h = usual_house();
	struct db *b = ledger();
	int32_t i;

	memcpy(key, usual_keys, sizeof key);
	for (i = 0; i < h.keys; i++)
		if (strcmp(key[i].key, "letter_gap_days") == 0)
			key[i].value = "7";
	h.key = key;
	overdue(b, "IN", "IN1", 16, 30000, NULL);
	paper(b, "REM1-1", "REM1", "IN", "2026-10-26", "IN1", "made");
	overdue(b, "OUT", "OUT1", 16, 30000, NULL);
	paper(b, "REM1-2", "REM1", "OUT", "2026-10-25", "OUT1", "made");
	overdue(b, "PLAN", "PLAN1", 16, 30000, NULL);
	paper(b, "REM1-3", "REM1", "PLAN", "2026-10-31", "PLAN1", "cancelled");
	overdue(b, "CASE", "CASE1", 16, 30000, NULL);
	paper(b, "NOTICE-1", "NOTICE", "CASE", "2026-10-31", "CASE1", "made");
	ck_assert_msg(snapshot_make(b, &h, date_parse(AS_OF, 10), "", &diagnostics) == 0, "%s", last_message);
	ck_assert_str_eq(reason_of(b, "IN"), "letter_gap");
	ck_assert_str_eq(first_of(b, "IN"), "2026-11-02");
	ck_assert_str_eq(reason_of(b, "OUT"), "");
	ck_assert_str_eq(reason_of(b, "PLAN"), "");
	/* a formal notice is a letter */
	ck_assert_str_eq(reason_of(b, "CASE"), "letter_gap");
	ck_assert_str_eq(first_of(b, "CASE"), "2026-11-07");
	db_close(b);
}
END_TEST

static void dispute(struct db *b, const char *customer, const char *invoice, const char *date,
		    const char *outcome)
{
	event(b, customer, "dispute", date, NULL, 0, outcome, NULL);
	run_sql(b,
		arena_format(&words, "UPDATE event SET invoice = '%s' WHERE id = (SELECT max(id) FROM event)",
			     invoice));
}

/* A dispute of the invoice's own day is of that invoice, one of the day before is not; one of the day of the
 * letters counts, one of tomorrow does not yet. */
START_TEST(dispute_days)
{
	struct db *b = ledger();

	arena_init(&words);
	overdue(b, "SAME", "S1", 40, 10000, NULL);
	dispute(b, "SAME", "S1", "2026-01-01", "open");
	overdue(b, "BEFORE", "B1", 40, 10000, NULL);
	dispute(b, "BEFORE", "B1", "2025-12-31", "open");
	overdue(b, "TODAY", "T1", 40, 10000, NULL);
	dispute(b, "TODAY", "T1", AS_OF, "open");
	overdue(b, "LATER", "L1", 40, 10000, NULL);
	dispute(b, "LATER", "L1", "2026-11-02", "open");
	overdue(b, "OTHER", "O1", 40, 10000, NULL);
	dispute(b, "SAME", "O1", "2026-10-01", "open");
	/* raised again on the day on which it was resolved: the later word counts */
	overdue(b, "AGAIN", "A1", 40, 10000, NULL);
	dispute(b, "AGAIN", "A1", "2026-10-01", "resolved");
	dispute(b, "AGAIN", "A1", "2026-10-01", "open");
	frozen(b, AS_OF);
	ck_assert_str_eq(reason_of(b, "SAME"), "disputed");
	ck_assert_str_eq(reason_of(b, "BEFORE"), "");
	ck_assert_str_eq(reason_of(b, "TODAY"), "disputed");
	ck_assert_str_eq(reason_of(b, "LATER"), "");
	ck_assert_str_eq(reason_of(b, "OTHER"), "");
	ck_assert_str_eq(reason_of(b, "AGAIN"), "disputed");
	db_close(b);
	arena_done(&words);
}
END_TEST

/* Days on which holds end: a promise's own day still holds, payments from its giving to its day keep it; a
 * word with an end holds up to the day before. */
START_TEST(last_days_of_holds)
{
	struct db *b = ledger();

	overdue(b, "U0", "U0", 10, 30000, NULL);
	event(b, "U0", "do_not_write", "2026-10-20", NULL, 0, NULL, "2026-11-01");
	overdue(b, "U1", "U1", 10, 30000, NULL);
	event(b, "U1", "do_not_write", "2026-10-20", NULL, 0, NULL, "2026-11-02");
	overdue(b, "FROM", "F1", 10, 30000, NULL);
	event(b, "FROM", "promise", "2026-10-25", "2026-10-30", 10000, NULL, NULL);
	entry(b, "FROM", "payment", "FP", "2026-10-25", NULL, -10000, "AED", NULL, NULL);
	overdue(b, "TO", "T1", 10, 30000, NULL);
	event(b, "TO", "promise", "2026-10-25", "2026-10-30", 10000, NULL, NULL);
	entry(b, "TO", "payment", "TP", "2026-10-30", NULL, -10000, "AED", NULL, NULL);
	overdue(b, "EARLY", "E1", 10, 30000, NULL);
	event(b, "EARLY", "promise", "2026-10-25", "2026-10-30", 10000, NULL, NULL);
	entry(b, "EARLY", "payment", "EP", "2026-10-24", NULL, -10000, "AED", NULL, NULL);
	overdue(b, "LATE", "L1", 10, 30000, NULL);
	event(b, "LATE", "promise", "2026-10-25", "2026-10-30", 10000, NULL, NULL);
	entry(b, "LATE", "payment", "LP", "2026-10-31", NULL, -10000, "AED", NULL, NULL);
	frozen(b, AS_OF);
	ck_assert_str_eq(reason_of(b, "U0"), "");
	ck_assert_str_eq(reason_of(b, "U1"), "do_not_write");
	ck_assert_str_eq(word(b, "SELECT state FROM promise WHERE customer = 'FROM'"), "kept");
	ck_assert_str_eq(word(b, "SELECT state FROM promise WHERE customer = 'TO'"), "kept");
	ck_assert_str_eq(word(b, "SELECT state FROM promise WHERE customer = 'EARLY'"), "broken");
	ck_assert_str_eq(word(b, "SELECT state FROM promise WHERE customer = 'LATE'"), "broken");
	db_close(b);
}
END_TEST

/* The case opens on the day that its age is reached, and closes when nothing is overdue. */
START_TEST(case_days)
{
	struct db *b = ledger();
	int32_t age;

	for (age = 0; age < 100; age++) {
		char code[16];

		snprintf(code, sizeof code, "A%02d", (int)age);
		overdue(b, code, code, (int)age, 30000, NULL);
	}
	frozen(b, AS_OF);
	ck_assert_str_eq(word(b, "SELECT min(customer) FROM case_change WHERE change = 'opened'"),
			 word(b, "SELECT 'A' || printf('%02d', case_age) FROM run_info"));
	ck_assert_int_eq(figure(b, "SELECT count(*) + case_age FROM case_change, run_info"), 100);
	db_close(b);
}
END_TEST

/* An instalment's own day is not missed yet; a payment of the day of the arrangement counts for it. */
START_TEST(arrangement_days)
{
	static const char sql[] =
		"INSERT INTO arrangement(customer, ref, kind, date, instalment, due, amount, currency) "
		"VALUES "
		"('%s', 'A', 'settlement', day('2026-10-01'), 1, day('%s'), 10000, 'AED'), "
		"('%s', 'A', 'settlement', day('2026-10-01'), 2, day('2026-12-15'), 20000, 'AED')";
	static const char *const row[][2] = {{"TODAY", "2026-11-01"},
					     {"MISSED", "2026-10-31"},
					     {"PAID", "2026-10-15"},
					     {"BEFORE", "2026-10-15"}};
	struct db *b = ledger();
	size_t i;

	arena_init(&words);
	for (i = 0; i < 4; i++) {
		overdue(b, row[i][0], row[i][0], 10, 30000, NULL);
		run_sql(b, arena_format(&words, sql, row[i][0], row[i][1], row[i][0]));
	}
	entry(b, "PAID", "payment", "P1", "2026-10-01", NULL, -10000, "AED", "PAID", NULL);
	entry(b, "BEFORE", "payment", "P2", "2026-09-30", NULL, -10000, "AED", "BEFORE", NULL);
	frozen(b, AS_OF);
	ck_assert_str_eq(reason_of(b, "TODAY"), "arrangement_pending");
	ck_assert_str_eq(first_of(b, "TODAY"), "2026-11-02");
	ck_assert_str_eq(reason_of(b, "MISSED"), "");
	ck_assert_str_eq(reason_of(b, "PAID"), "arrangement_pending");
	ck_assert_str_eq(reason_of(b, "BEFORE"), "");
	db_close(b);
	arena_done(&words);
}
END_TEST

UNIT_MAIN("plan: dunning", stage_by_the_oldest_item, blocked_items_stop_the_clock, settled_dispute,
	  resolved_frees, paid_said_holds, dispute_of_an_older_number, money_holds, promises, arrangements,
	  people_say_so, all_blockers_and_the_last_day, never_the_same_level_twice,
	  said_again_for_a_younger_item, letter_older_than_the_item, minimum_before_anything_is_overdue,
	  payment_keeps_promises_once, promise_put_off, promise_of_a_settled_invoice,
	  bounced_payment_keeps_no_promise, issued_survives_a_new_export, everyone_hears_why_not,
	  cases_open_and_close, letter_gap, dispute_days, last_days_of_holds, case_days, arrangement_days,
	  issued_of_one_row, payments_count_once, payments_count_once_for_promises)
