#include "plan_ledger.h"

/* Payments settle what they name, in order of date, clamped to what remains; the rest is an open credit. */
START_TEST(allocations_are_clamped)
{
	struct db *b = ledger();

	entry(b, "C1", "invoice", "I1", "2026-01-10", "2026-02-10", 10000, "AED", NULL, NULL);
	entry(b, "C1", "payment", "P2", "2026-02-20", NULL, -5000, "AED", "I1", NULL);
	entry(b, "C1", "payment", "P1", "2026-02-15", NULL, -7000, "AED", "I1", NULL);
	frozen(b, "2026-03-01");
	ck_assert_int_eq(figure(b, "SELECT count(*) FROM open_item"), 1);
	ck_assert_str_eq(word(b, "SELECT number FROM open_item"), "P2");
	ck_assert_int_eq(figure(b, "SELECT outstanding FROM open_item"), -2000);
	ck_assert_int_eq(
		figure(b,
		       "SELECT a.amount FROM allocation a JOIN entry e ON e.id = a.by_entry WHERE e.number = 'P1'"),
		7000);
	ck_assert_int_eq(
		figure(b,
		       "SELECT a.amount FROM allocation a JOIN entry e ON e.id = a.by_entry WHERE e.number = 'P2'"),
		3000);
	ck_assert_int_eq(figure(b, "SELECT total FROM balance"), -2000);
	db_close(b);
}
END_TEST

/* What is dated after the day does not exist yet, whether invoice, payment or cheque; a cheque never counts.
 */
START_TEST(later_entries_and_cheques_do_not_count)
{
	struct db *b = ledger();

	entry(b, "C1", "invoice", "I1", "2026-01-10", "2026-02-10", 10000, "AED", NULL, NULL);
	entry(b, "C1", "payment", "P1", "2026-03-02", NULL, -7000, "AED", "I1", NULL);
	entry(b, "C1", "pdc", "Q1", "2026-01-20", "2026-02-20", -10000, "AED", "I1", NULL);
	entry(b, "C1", "invoice", "I2", "2026-03-02", NULL, 99, "AED", NULL, NULL);
	frozen(b, "2026-03-01");
	ck_assert_int_eq(figure(b, "SELECT count(*) FROM open_item"), 1);
	ck_assert_int_eq(figure(b, "SELECT outstanding FROM open_item WHERE number = 'I1'"), 10000);
	ck_assert_int_eq(figure(b, "SELECT paid FROM open_item WHERE number = 'I1'"), 0);
	db_close(b);
}
END_TEST

/* One clock: as-of date less due date. Due on the day itself is not overdue, the next day is the first. */
START_TEST(days_overdue_count_from_the_due_date)
{
	struct db *b = ledger();

	entry(b, "C1", "invoice", "TODAY", "2026-10-01", "2026-11-01", 100, "AED", NULL, NULL);
	entry(b, "C1", "invoice", "YESTERDAY", "2026-10-01", "2026-10-31", 100, "AED", NULL, NULL);
	entry(b, "C1", "invoice", "D15", "2026-10-01", "2026-10-17", 100, "AED", NULL, NULL);
	entry(b, "C1", "invoice", "D16", "2026-10-01", "2026-10-16", 100, "AED", NULL, NULL);
	entry(b, "C1", "invoice", "D61", "2026-08-01", "2026-09-01", 100, "AED", NULL, NULL);
	frozen(b, "2026-11-01");
	ck_assert_int_eq(figure(b, "SELECT age FROM open_item WHERE number = 'TODAY'"), 0);
	ck_assert_int_eq(figure(b, "SELECT days_remaining FROM open_item WHERE number = 'TODAY'"), 0);
	ck_assert_int_eq(figure(b, "SELECT bucket FROM open_item WHERE number = 'TODAY'"), 0);
	ck_assert_int_eq(figure(b, "SELECT age FROM open_item WHERE number = 'YESTERDAY'"), 1);
	ck_assert_int_eq(figure(b, "SELECT bucket FROM open_item WHERE number = 'YESTERDAY'"), 1);
	ck_assert_int_eq(figure(b, "SELECT bucket FROM open_item WHERE number = 'D15'"), 1);
	ck_assert_int_eq(figure(b, "SELECT bucket FROM open_item WHERE number = 'D16'"), 2);
	ck_assert_int_eq(figure(b, "SELECT bucket FROM open_item WHERE number = 'D61'"), 4);
	ck_assert_int_eq(figure(b, "SELECT age FROM open_item WHERE number = 'D61'"), 61);
	ck_assert_int_eq(figure(b, "SELECT oldest_age FROM balance"), 61);
	ck_assert_int_eq(figure(b, "SELECT overdue FROM balance"), 400);
	db_close(b);
}
END_TEST

/* A returned cheque undoes its payment: the invoice is open again in full. */
START_TEST(reversal_reopens_the_invoice)
{
	struct db *b = ledger();

	entry(b, "C1", "invoice", "I1", "2026-01-10", "2026-02-10", 10000, "AED", NULL, NULL);
	entry(b, "C1", "payment", "P1", "2026-02-15", NULL, -10000, "AED", "I1", NULL);
	entry(b, "C1", "refund", "R1", "2026-02-20", NULL, 10000, "AED", "P1", NULL);
	frozen(b, "2026-03-01");
	ck_assert_int_eq(figure(b, "SELECT count(*) FROM open_item"), 1);
	ck_assert_int_eq(figure(b, "SELECT outstanding FROM open_item WHERE number = 'I1'"), 10000);
	db_close(b);
}
END_TEST

/* A payment that names an unknown invoice, another customer's or another currency's settles nothing. */
START_TEST(foreign_references_settle_nothing)
{
	struct db *b = ledger();

	entry(b, "C1", "invoice", "I1", "2026-01-10", "2026-02-10", 10000, "AED", NULL, NULL);
	entry(b, "C2", "payment", "P1", "2026-02-15", NULL, -100, "AED", "I1", NULL);
	entry(b, "C1", "payment", "P2", "2026-02-15", NULL, -200, "USD", "I1", NULL);
	entry(b, "C1", "payment", "P3", "2026-02-15", NULL, -300, "AED", "I9", NULL);
	frozen(b, "2026-03-01");
	ck_assert_int_eq(figure(b, "SELECT count(*) FROM allocation"), 0);
	ck_assert_int_eq(figure(b, "SELECT total FROM balance WHERE customer = 'C1' AND currency = 'AED'"),
			 9700);
	ck_assert_int_eq(figure(b, "SELECT total FROM balance WHERE customer = 'C1' AND currency = 'USD'"),
			 -200);
	ck_assert_int_eq(figure(b, "SELECT total FROM balance WHERE customer = 'C2'"), -100);
	db_close(b);
}
END_TEST

/* Each customer's percents are of its own total, however long the codes and however late they differ. */
START_TEST(percents_of_long_codes)
{
	struct db *b = ledger();
	char code[2][512];
	int i;

	for (i = 0; i < 2; i++) {
		memset(code[i], 'x', sizeof code[i]);
		code[i][510] = (char)('1' + i);
		code[i][511] = '\0';
		entry(b, code[i], "invoice", "A", "2026-01-01", "2026-02-20", 10000, "AED", NULL, NULL);
		entry(b, code[i], "invoice", "B", "2026-01-01", "2026-01-31", 10000, "AED", NULL, NULL);
	}
	frozen(b, "2026-03-01");
	ck_assert_int_eq(figure(b, "SELECT count(*) FROM bucket_total WHERE tenths = 500"), 4);
	db_close(b);
}
END_TEST

/* Credits stand apart, and the percents of a table are of the positive total and add up to 100.0. */
START_TEST(buckets_add_up)
{
	struct db *b = ledger();

	entry(b, "C1", "invoice", "I1", "2026-10-01", "2026-11-20", 100, "AED", NULL, NULL);
	entry(b, "C1", "invoice", "I2", "2026-10-01", "2026-10-25", 100, "AED", NULL, NULL);
	entry(b, "C1", "invoice", "I3", "2026-08-01", "2026-08-25", 100, "AED", NULL, NULL);
	entry(b, "C1", "payment", "P1", "2026-10-15", NULL, -50, "AED", NULL, NULL);
	frozen(b, "2026-11-01");
	ck_assert_int_eq(figure(b, "SELECT count(*) FROM bucket_total"), 6);
	ck_assert_int_eq(figure(b, "SELECT sum(tenths) FROM bucket_total"), 1000);
	ck_assert_int_eq(figure(b, "SELECT tenths FROM bucket_total WHERE bucket = 0"), 334);
	ck_assert_int_eq(figure(b, "SELECT amount FROM bucket_total WHERE bucket = -1"), -50);
	ck_assert_int_eq(figure(b, "SELECT tenths FROM bucket_total WHERE bucket = -1"), 0);
	ck_assert_int_eq(figure(b, "SELECT sum(amount) FROM bucket_total"), 250);
	ck_assert_int_eq(figure(b, "SELECT sum(amount) FROM salesman_bucket"), 250);
	ck_assert_int_eq(figure(b, "SELECT count(*) FROM salesman_bucket_short"), 0);
	db_close(b);
}
END_TEST

/* A flat file with clearing dates is aged at any day: what was cleared on or before it is closed. */
START_TEST(flat_ledger_with_clearing_dates)
{
	struct db *b = ledger();

	entry(b, "C1", "invoice", "I1", "2026-01-10", "2026-02-10", 1000, "AED", NULL, NULL);
	entry(b, "C1", "invoice", "I2", "2026-01-10", "2026-02-10", 2000, "AED", NULL, NULL);
	run_sql(b, "UPDATE entry SET cleared_on = day('2026-03-01') WHERE number = 'I1'");
	run_sql(b, "UPDATE entry SET cleared_on = day('2026-03-02') WHERE number = 'I2'");
	frozen(b, "2026-03-01");
	ck_assert_int_eq(figure(b, "SELECT count(*) FROM open_item"), 1);
	ck_assert_int_eq(figure(b, "SELECT outstanding FROM open_item WHERE number = 'I2'"), 2000);
	ck_assert_int_eq(figure(b, "SELECT amount FROM allocation WHERE by_entry IS NULL"), 1000);
	db_close(b);
}
END_TEST

/* Open amounts alone are good for their export's own day and no other; the message names both days. */
START_TEST(open_amounts_have_one_day)
{
	struct db *b = ledger();

	entry(b, "C1", "invoice", "I1", "2026-01-10", "2026-02-10", 1000, "AED", NULL, NULL);
	run_sql(b,
		"UPDATE entry SET open_amount = 400; UPDATE source SET export_date = day('2026-03-01'), last_date = day('2026-01-10')");
	ck_assert_int_eq(freeze(b, "2026-03-05"), -1);
	ck_assert_str_eq(last_name, "plan-export-date");
	ck_assert_ptr_nonnull(strstr(last_message, "2026-03-01"));
	ck_assert_ptr_nonnull(strstr(last_message, "2026-03-05"));
	frozen(b, "2026-03-01");
	ck_assert_int_eq(figure(b, "SELECT outstanding FROM open_item"), 400);
	ck_assert_int_eq(figure(b, "SELECT paid FROM open_item"), 600);
	db_close(b);
}
END_TEST

/* A sum that does not fit stops the plan by the customer's name. */
START_TEST(overflow_names_the_customer)
{
	struct db *b = ledger();

	entry(b, "C1", "invoice", "I1", "2026-01-10", NULL, INT64_MAX - 10, "AED", NULL, NULL);
	entry(b, "C7", "invoice", "I2", "2026-01-10", NULL, 11, "AED", NULL, NULL);
	ck_assert_int_eq(freeze(b, "2026-03-01"), -1);
	ck_assert_str_eq(last_name, "plan-overflow");
	ck_assert_ptr_nonnull(strstr(last_message, "C7"));
	ck_assert_ptr_nonnull(strstr(last_message, "I2"));
	db_close(b);
}
END_TEST

/* After a handover the successor has the items, also over several steps, and not before its date. */
START_TEST(successors_have_the_items)
{
	struct db *b = ledger();

	entry(b, "C1", "invoice", "I1", "2026-01-10", NULL, 1000, "AED", NULL, NULL);
	run_sql(b,
		"UPDATE customer SET salesman = 'S1'; UPDATE entry SET salesman = 'S1';"
		"INSERT INTO run(id, kind, as_of, selection, state, made_by, given_to) VALUES "
		"('HO1', 'handover', day('2026-03-01'), '', 'made', 'S1', 'S2'), ('HO2', 'handover', day('2026-04-01'), '', 'made', 'S2', 'S3')");
	frozen(b, "2026-02-28");
	ck_assert_str_eq(word(b, "SELECT salesman FROM open_item"), "S1");
	db_close(b);
	b = ledger();
	entry(b, "C1", "invoice", "I1", "2026-01-10", NULL, 1000, "AED", NULL, NULL);
	run_sql(b,
		"UPDATE customer SET salesman = 'S1'; UPDATE entry SET salesman = 'S1';"
		"INSERT INTO run(id, kind, as_of, selection, state, made_by, given_to) VALUES "
		"('HO1', 'handover', day('2026-03-01'), '', 'made', 'S1', 'S2'), ('HO2', 'handover', day('2026-04-01'), '', 'made', 'S2', 'S3')");
	frozen(b, "2026-04-01");
	ck_assert_str_eq(word(b, "SELECT salesman FROM open_item"), "S3");
	ck_assert_str_eq(word(b, "SELECT salesman FROM party"), "S3");
	ck_assert_str_eq(word(b, "SELECT salesman_was FROM party"), "S1");
	db_close(b);
}
END_TEST

/* Buckets that leave an age without a place are no policy. */
START_TEST(buckets_without_gaps)
{
	struct house_key keys[2] = {{"policy", "bucket.0", "..0", {"house.ini", 7, 1}, {"house.ini", 7, 1}, 1},
				    {"policy", "bucket.1", "Late | 2..", {"house.ini", 8, 1}, {"house.ini", 8, 1}, 1}};
	struct house h = {.dir = ".", .shipped = ".", .key = keys, .keys = 2};
	struct db *b = ledger();

	ck_assert_int_eq(snapshot_make(b, &h, 20000, "", &diagnostics), -1);
	ck_assert_str_eq(last_name, "plan-policy");
	keys[1].value = "Late | 1..";
	ck_assert_int_eq(snapshot_make(b, &h, 20000, "", &diagnostics), 0);
	ck_assert_int_eq(figure(b, "SELECT count(*) FROM bucket WHERE label = 'Late' AND words = 'Late'"), 1);
	db_close(b);
}
END_TEST

/* A payment that came before its invoice settles it on the invoice's day; what undoes a payment, on the day
 * of the later of the two. */
START_TEST(allocations_have_the_later_day)
{
	struct db *b = ledger();

	entry(b, "C1", "payment", "P1", "2026-01-05", NULL, -10000, "AED", "I1", NULL);
	entry(b, "C1", "invoice", "I1", "2026-01-10", "2026-02-10", 10000, "AED", NULL, NULL);
	entry(b, "C2", "invoice", "I2", "2026-01-10", "2026-02-10", 10000, "AED", NULL, NULL);
	entry(b, "C2", "payment", "P2", "2026-01-20", NULL, -4000, "AED", "I2", NULL);
	entry(b, "C3", "refund", "R3", "2026-01-20", NULL, 4000, "AED", "P3", NULL);
	entry(b, "C3", "payment", "P3", "2026-01-25", NULL, -4000, "AED", NULL, NULL);
	frozen(b, "2026-03-01");
	ck_assert_str_eq(word(b, "SELECT iso(a.date) FROM allocation a JOIN entry e ON e.id = a.entry WHERE "
				 "e.number = 'I1'"),
			 "2026-01-10");
	ck_assert_str_eq(word(b, "SELECT iso(a.date) FROM allocation a JOIN entry e ON e.id = a.entry WHERE "
				 "e.number = 'I2'"),
			 "2026-01-20");
	ck_assert_str_eq(word(b, "SELECT iso(a.date) FROM allocation a JOIN entry e ON e.id = a.entry WHERE "
				 "e.number = 'P3'"),
			 "2026-01-25");
	ck_assert_int_eq(figure(b, "SELECT paid FROM open_item WHERE number = 'I2'"), 4000);
	db_close(b);
}
END_TEST

/* What is dated on the day itself counts: invoice, payment, clearing. */
START_TEST(the_day_itself_counts)
{
	struct db *b = ledger();

	entry(b, "C1", "invoice", "I1", "2026-03-01", "2026-03-31", 10000, "AED", NULL, NULL);
	entry(b, "C1", "payment", "P1", "2026-03-01", NULL, -7000, "AED", "I1", NULL);
	entry(b, "C1", "invoice", "I2", "2026-03-02", NULL, 99, "AED", NULL, NULL);
	frozen(b, "2026-03-01");
	ck_assert_int_eq(figure(b, "SELECT count(*) FROM open_item"), 1);
	ck_assert_int_eq(figure(b, "SELECT outstanding FROM open_item"), 3000);
	ck_assert_int_eq(figure(b, "SELECT days_remaining FROM open_item"), 30);
	db_close(b);
}
END_TEST

/* A number that was used again: a payment settles the newest that was there on its day; of two later ones,
 * the nearer. */
START_TEST(numbers_used_again)
{
	struct db *b = ledger();

	entry(b, "C1", "invoice", "77", "2025-01-10", NULL, 1000, "AED", NULL, NULL);
	entry(b, "C1", "invoice", "77", "2026-01-10", NULL, 1000, "AED", NULL, NULL);
	entry(b, "C1", "payment", "P1", "2026-01-10", NULL, -300, "AED", "77", NULL);
	entry(b, "C1", "payment", "P2", "2025-12-31", NULL, -200, "AED", "77", NULL);
	entry(b, "C2", "payment", "P3", "2024-01-01", NULL, -100, "AED", "78", NULL);
	entry(b, "C2", "invoice", "78", "2026-01-10", NULL, 1000, "AED", NULL, NULL);
	entry(b, "C2", "invoice", "78", "2025-01-10", NULL, 1000, "AED", NULL, NULL);
	frozen(b, "2026-03-01");
	ck_assert_int_eq(
		figure(b,
		       "SELECT outstanding FROM open_item WHERE number = '77' AND date = day('2026-01-10')"),
		700);
	ck_assert_int_eq(
		figure(b,
		       "SELECT outstanding FROM open_item WHERE number = '77' AND date = day('2025-01-10')"),
		800);
	ck_assert_int_eq(
		figure(b,
		       "SELECT outstanding FROM open_item WHERE number = '78' AND date = day('2025-01-10')"),
		900);
	db_close(b);
}
END_TEST

/* Undoing a payment twice undoes no more than there was, and what is left of it still settles. */
START_TEST(reversals_are_clamped)
{
	struct db *b = ledger();

	entry(b, "C1", "invoice", "I1", "2026-01-10", "2026-02-10", 10000, "AED", NULL, NULL);
	entry(b, "C1", "payment", "P1", "2026-02-15", NULL, -10000, "AED", "I1", NULL);
	entry(b, "C1", "refund", "R1", "2026-02-20", NULL, 4000, "AED", "P1", NULL);
	entry(b, "C1", "refund", "R2", "2026-02-21", NULL, 8000, "AED", "P1", NULL);
	frozen(b, "2026-03-01");
	ck_assert_int_eq(figure(b, "SELECT outstanding FROM open_item WHERE number = 'I1'"), 10000);
	ck_assert_int_eq(figure(b, "SELECT outstanding FROM open_item WHERE number = 'R2'"), 2000);
	ck_assert_int_eq(figure(b, "SELECT count(*) FROM open_item"), 2);
	ck_assert_int_eq(figure(b, "SELECT total FROM balance"), 12000);
	db_close(b);
}
END_TEST

/* The customer's terms date an invoice without due date; a credit ages by its own date. */
START_TEST(terms_date_what_has_no_due)
{
	struct db *b = ledger();

	entry(b, "C1", "invoice", "I1", "2026-01-10", NULL, 10000, "AED", NULL, NULL);
	entry(b, "C1", "payment", "P1", "2026-01-10", NULL, -100, "AED", NULL, NULL);
	run_sql(b, "UPDATE customer SET terms_days = 30");
	frozen(b, "2026-03-01");
	ck_assert_str_eq(word(b, "SELECT iso(due) FROM open_item WHERE number = 'I1'"), "2026-02-09");
	ck_assert_int_eq(figure(b, "SELECT age FROM open_item WHERE number = 'P1'"), 50);
	ck_assert_int_eq(figure(b, "SELECT age FROM open_item WHERE number = 'I1'"), 20);
	ck_assert_str_eq(word(b, "SELECT coalesce(iso(due), '-') FROM open_item WHERE number = 'P1'"), "-");
	ck_assert_int_eq(figure(b, "SELECT overdue FROM balance"), 10000);
	ck_assert_int_eq(figure(b, "SELECT credit FROM balance"), -100);
	db_close(b);
}
END_TEST

UNIT_MAIN("plan: snapshot", allocations_are_clamped, later_entries_and_cheques_do_not_count,
	  days_overdue_count_from_the_due_date, reversal_reopens_the_invoice,
	  foreign_references_settle_nothing, buckets_add_up, flat_ledger_with_clearing_dates,
	  open_amounts_have_one_day, overflow_names_the_customer, successors_have_the_items,
	  buckets_without_gaps, allocations_have_the_later_day, the_day_itself_counts, numbers_used_again,
	  reversals_are_clamped, terms_date_what_has_no_due, percents_of_long_codes)
