/* Messages as records: what one process says, another says again, whole; bytes that are none are refused. */
#include "unit.h"

#include "base/base.h"
#include "base/diag_record.h"

static void keep(void *ctx, const struct diag_message *m)
{
	diag_record_add(ctx, m);
}

static struct text said(void)
{
	static const struct place at = {"house.ini", 7, 3};
	struct text t = {0};
	struct diag d;

	diag_init(&d, keep, &t);
	diag_push(&d, "while making BDR for C1");
	diag_push(&d, "in the block \"signatures\"");
	diag_hint(&d, DIAG_FILL_SIGNATORY, &at, "say [staff]", "nobody signs as %s", "cfo");
	diag_pop(&d);
	diag_pop(&d);
	diag(&d, DIAG_FILL_EMPTY, NULL, "two\nlines, Обь");
	return t;
}

START_TEST(said_again)
{
	struct text t = said(), again = {0};
	const char *s = t.data, *end = s + t.len, *note[DIAG_DEPTH];
	struct diag_message m;
	struct place at;
	struct diag d;

	diag_init(&d, keep, &again);
	ck_assert_int_eq(diag_record_next(&s, end, &m, &at, note), 1);
	ck_assert_int_eq(m.id, DIAG_FILL_SIGNATORY);
	ck_assert_int_eq(m.level, DIAG_WARNING);
	ck_assert_str_eq(m.at->file, "house.ini");
	ck_assert_int_eq(m.at->line, 7);
	ck_assert_int_eq(m.at->col, 3);
	ck_assert_str_eq(m.text, "nobody signs as cfo");
	ck_assert_str_eq(m.next, "an empty named line is printed");
	ck_assert_str_eq(m.hint, "say [staff]");
	ck_assert_int_eq(m.notes, 2);
	ck_assert_str_eq(m.note[1], "in the block \"signatures\"");
	diag_again(&d, &m);
	ck_assert_int_eq(diag_record_next(&s, end, &m, &at, note), 1);
	ck_assert_ptr_null(m.at->file);
	ck_assert_ptr_null(m.hint);
	ck_assert_int_eq(m.notes, 0);
	ck_assert_str_eq(m.text, "two\nlines, Обь");
	diag_again(&d, &m);
	ck_assert_int_eq(diag_record_next(&s, end, &m, &at, note), 0);
	/* counted, and the same bytes once more */
	ck_assert_int_eq(d.count[DIAG_WARNING], 1);
	ck_assert_int_eq(diag_errors(&d), 1);
	ck_assert_uint_eq(again.len, t.len);
	ck_assert_mem_eq(again.data, t.data, t.len);
	text_done(&t);
	text_done(&again);
}
END_TEST

/* Cut anywhere but between two records, they are refused and nothing behind them is read. */
START_TEST(cut_short)
{
	struct text t = said();
	const char *note[DIAG_DEPTH];
	struct diag_message m;
	struct place at;
	int whole = 0;

	for (size_t n = 1; n < t.len; n++) {
		char *cut = malloc(n);
		const char *s = cut, *end = cut + n;
		int rc;

		memcpy(cut, t.data, n);
		while ((rc = diag_record_next(&s, end, &m, &at, note)) == 1)
			;
		whole += rc == 0;
		free(cut);
	}
	ck_assert_int_eq(whole, 1);
	t.data[0] = (char)0xFF;
	t.data[3] = (char)0x7F;
	{
		const char *s = t.data;

		ck_assert_int_eq(diag_record_next(&s, t.data + t.len, &m, &at, note), -1);
	}
	text_done(&t);
}
END_TEST

UNIT_MAIN("base: messages as records", said_again, cut_short)
