/* Documents filled: texts, rows, flags, repetitions, two languages, and what is not made. */
#include "layout_unit.h"

#include "fill/fill.h"

#define TERMS                                                                                                \
	"<terms version=\"1\"><term>invoice</term><term code=\"pay\">Payment</term><label "                  \
	"name=\"page_of\">Page %1 of %2</label>"                                                             \
	"<label name=\"copy_of\">Copy %1 of %2</label><label name=\"carried\">Carried "                      \
	"forward</label><label name=\"brought\">Brought forward</label>"                                     \
	"<label name=\"sign_name\">Name</label><label name=\"sign_title\">Title</label><label "              \
	"name=\"sign_date\">Date</label>"                                                                    \
	"<label name=\"sign_here\">Signature</label></terms>"
#define LABELS(lang)                                                                                         \
	"msgctxt \"label\"\nmsgid \"Page %1 of %2\"\nmsgstr \"" lang                                         \
	"1\"\n\nmsgctxt \"label\"\nmsgid \"Copy %1 of %2\"\nmsgstr \"" lang "2\"\n\n"                        \
	"msgctxt \"label\"\nmsgid \"Carried forward\"\nmsgstr \"" lang                                       \
	"3\"\n\nmsgctxt \"label\"\nmsgid \"Brought forward\"\nmsgstr \"" lang "4\"\n\n"                      \
	"msgctxt \"label\"\nmsgid \"Name\"\nmsgstr \"" lang                                                  \
	"5\"\n\nmsgctxt \"label\"\nmsgid \"Title\"\nmsgstr \"" lang "6\"\n\n"                                \
	"msgctxt \"label\"\nmsgid \"Date\"\nmsgstr \"" lang                                                  \
	"7\"\n\nmsgctxt \"label\"\nmsgid \"Signature\"\nmsgstr \"" lang "8\"\n\n"                            \
	"msgid \"Test\"\nmsgstr \"" lang "T\"\n\n"

static struct arena job;
static struct db *db;
static struct fill *fill;
static struct text shown;

static void show_wording(const struct wording *w)
{
	for (int32_t i = 0; i < w->n; i++)
		text_addf(&shown, "%s%s%s", w->span[i].style & SPAN_BOLD ? "*" : "", w->span[i].s,
			  w->span[i].style & SPAN_BOLD ? "*" : "");
}

static void show_words(const struct words *w)
{
	show_wording(&w->w[0]);
	if (w->w[1].n > 0) {
		text_adds(&shown, " || ");
		show_wording(&w->w[1]);
	}
}

static void show_table(const struct table *t)
{
	for (int32_t r = 0; r < t->rows; r++) {
		text_addf(&shown, "%d%s%s:", (int)t->row[r].kind, t->row[r].strong ? "s" : "",
			  t->row[r].keep ? "k" : "");
		for (int32_t c = 0; c < t->row[r].cells; c++) {
			const struct cell *cell = &t->row[r].cell[c];

			text_adds(&shown, cell->kind == CELL_EMPTY ? " [" : " ");
			show_words(&cell->text);
			if (cell->carried)
				text_addf(&shown, "<%s>", cell->carried);
			text_adds(&shown, cell->kind == CELL_EMPTY ? "]" : "");
		}
		text_addc(&shown, '\n');
	}
}

/* All of a document in a few letters: one line a block. */
static void show_blocks(const struct block *b, int32_t n)
{
	for (int32_t i = 0; i < n; i++) {
		text_addf(&shown, "%d ", (int)b[i].kind);
		show_words(&b[i].text);
		for (int32_t k = 0; k < b[i].n; k++) {
			if (b[i].line)
				text_addc(&shown, '/'), show_words(&b[i].line[k]);
			if (b[i].pair)
				text_addc(&shown, '/'), show_words(&b[i].pair[k].label),
					text_addc(&shown, '='), show_words(&b[i].pair[k].value);
			if (b[i].box)
				text_addc(&shown, '/'), show_words(&b[i].box[k].label),
					text_addc(&shown, '='), show_words(&b[i].box[k].value),
					text_adds(&shown, b[i].box[k].checked ? " X" : "");
			if (b[i].signer)
				text_addf(&shown, "/%s ", b[i].signer[k].field),
					show_words(&b[i].signer[k].name);
		}
		text_addc(&shown, '\n');
		if (b[i].table)
			show_table(b[i].table);
		if (b[i].child) {
			text_adds(&shown, "(\n");
			show_blocks(b[i].child, b[i].n);
			text_adds(&shown, ")\n");
		}
	}
}

static void begin(void)
{
	unit_begin();
	arena_init(&job);
	text_init(&shown);
	unit_put(0, "terms.xml", TERMS);
	db = db_open(NULL, DB_MEMORY, &diags);
	ck_assert_int_eq(
		db_run(db, &diags,
		       "CREATE TABLE item (customer TEXT, number TEXT, due INTEGER, amount, currency TEXT, kind TEXT, note TEXT)"),
		0);
}

static void end(void)
{
	fill_close(fill);
	fill = NULL;
	db_close(db);
	text_done(&shown);
	arena_done(&job);
	unit_end();
}

static const struct content *document(const char *xml, const char *sql, const char *language)
{
	static const struct fill_param param[] = {{"as_of", NULL, 20758, 0},
						  {"number", "T1-7", 0, 0},
						  {"subject", "C1", 0, 0},
						  {"customer", "C1", 0, 0},
						  {"salesman", NULL, 0, 1}};
	const struct layout *l;

	if (xml)
		unit_put(0, "t.xml", xml);
	if (sql)
		unit_put(0, "t.sql", sql);
	if (xml || !fill) {
		fill_close(fill);
		fill = fill_open(&diags, &house, db);
		ck_assert_ptr_nonnull(fill);
	}
	l = fill_layout(fill, &diags, "t");
	ck_assert_msg(l != NULL, "%s", unit_said());
	return fill_document(fill, &job, &diags, l, param, 4, language, 0);
}

static const char *filled(const char *xml, const char *sql, const char *language)
{
	const struct content *c = document(xml, sql, language);

	text_reset(&shown);
	if (c)
		show_blocks(c->block, c->blocks);
	else
		text_adds(&shown, "not made");
	return text_str(&shown);
}

#define ITEMS                                                                                                \
	"-- name: items\n-- columns: due date, amount money, kind term\nSELECT number, due, amount, "        \
	"currency, kind, note, amount > 0 AS up FROM item "                                                  \
	"WHERE customer = :customer ORDER BY number;\n"
/* the same, where one row is meant */
#define FIRST                                                                                                \
	"-- name: first\n-- columns: due date, amount money, kind term\nSELECT number, due, amount, "        \
	"currency, kind, note, amount > 0 AS up FROM item "                                                  \
	"WHERE customer = :customer ORDER BY number LIMIT 1;\n"
#define TWO                                                                                                  \
	"INSERT INTO item VALUES ('C1', 'A-1', 20759, 100250, 'AED', 'invoice', NULL), ('C1', 'A-2', "       \
	"20790, -5, 'AED', 'pay', 'n')"

/* Formats by declaration, by as=, by bar; styles; in text long and with currency, in cells short and bare;
 * NULL cells are blank. */
START_TEST(fill_formats)
{
	begin();
	db_run(db, &diags, TWO);
	ck_assert_str_eq(
		filled(LAYOUT("<p>Pay <b>{first.amount}</b> ({first.amount|words}) by {first.due}, {first.due|date}; {first.kind}; {{x}}</p>"
			      "<p>{first.amount|words}</p><info><field label=\"N\" as=\"count\">{first.amount}</field></info>"
			      "<table query=\"items\" carry=\"amount\"><col name=\"number\"/><col name=\"due\"/><col name=\"amount\"/><col name=\"note\"/>"
			      "<col name=\"amount2\" rule=\"yes\"/></table>"),
		       ITEMS FIRST, "en"),
		"5 Pay *AED\u00A01,002.50* (one thousand two UAE dirhams and 50 fils) by 2\u00A0November 2026, 02\u00A0Nov\u00A02026; invoice; {x}\n"
		"5 One thousand two UAE dirhams and 50 fils\n"
		"1 /N=100,250\n"
		"7 \n"
		"0: A-1 02\u00A0Nov\u00A02026 1,002.50<1,002.50> [] []\n"
		"0: A-2 03\u00A0Dec\u00A02026 −0.05<1,002.45> n []\n");
	ck_said("");
	end();
}
END_TEST

/* What is empty: an error that names the hole and the customer, all of them at once; blank with when=,
 * dropped with optional=. */
START_TEST(fill_empty)
{
	begin();
	db_run(db, &diags, TWO);
	ck_assert_str_eq(
		filled(LAYOUT("<p>a {first.note}</p><p>b {none.x} c</p><p optional=\"yes\">d {first.note}</p><p when=\"first.up\">e {first.note}</p>"),
		       FIRST "-- name: none\nSELECT 1 AS x WHERE 0;\n", "en"),
		"not made");
	ck_said("t.xml:1:49: error: {first.note} is empty for C1 (give the element when= or optional=\"yes\", or fill the value in)\n"
		"t.xml:1:70: error: {none.x} is empty for C1 (give the element when= or optional=\"yes\", or fill the value in)\n");
	ck_assert_str_eq(
		filled(LAYOUT("<p optional=\"yes\">d {first.note}</p><p when=\"first.up\">e, {first.note}</p><address><line>{first.number}</line>"
			      "<line>{first.note}</line></address><form><box label=\"L\">{first.note}</box><check label=\"C\" value=\"first.up\"/></form>"
			      "<p when=\"none\">f</p><p unless=\"none\">g</p><list><item when=\"none\">h</item></list>"),
		       NULL, "en"),
		"5 e\n0 /A-1\n9 /L=/C= X\n5 g\n");
	ck_said("");
	end();
}
END_TEST

/* In a sentence with when= an empty hole takes its comma with it, but no words and no full stop. */
START_TEST(fill_sentence)
{
	begin();
	ck_assert_str_eq(
		filled(LAYOUT("<p when=\"a.x\">Call {a.x}, {a.y}, {a.z}.</p><p when=\"a.x\">Call {a.y} now, {a.x}, {a.y}.</p>"
			      "<p when=\"a.x\">Call <b>{a.y}</b>, {a.x}.</p>"),
		       "-- name: a\nSELECT 'X' AS x, NULL AS y, 'Z' AS z;\n", "en"),
		"5 Call X, Z.\n5 Call  now, X.\n5 Call , X.\n");
	ck_said("");
	end();
}
END_TEST

/* The letterhead drops what is empty with its separator. */
START_TEST(fill_letterhead)
{
	const struct content *c;

	begin();
	c = document(
		LAYOUT("<letterhead><sender>{a.x} · {a.y} · {a.z}</sender><foot>{a.y} · {a.y}<br/>No {a.x}, {a.y}</foot>"
		       "<running>{a.y}</running></letterhead><p>x</p>"),
		"-- name: a\nSELECT 'X' AS x, NULL AS y, 'Z' AS z;\n", "en");
	ck_said("");
	ck_assert_ptr_nonnull(c);
	ck_assert_str_eq(c->head.sender.w[0].span[0].s, "X · Z");
	ck_assert_str_eq(c->head.foot.w[0].span[0].s, "No X");
	ck_assert_int_eq(c->head.running.w[0].n, 0);
	ck_assert_str_eq(c->head.page_of.w[0].span[0].s, "Page %1 of %2");
	ck_assert_int_eq(c->head.logo, -1);
	ck_assert_int_eq(c->date, 20758);
	ck_assert_str_eq(c->number, "T1-7");
	end();
}
END_TEST

/* Another's letter: its own name, no logo and no accent of ours, which stand on all others. */
START_TEST(fill_letterhead_own)
{
	static struct house_key key = {.section = "company", .key = "accent", .value = "#12544a"};
	const struct content *c;

	begin();
	house.key = &key;
	house.keys = 1;
	c = document(LAYOUT("<letterhead><running>x</running></letterhead><p>x</p>"),
		     "-- name: a\nSELECT 'Shop' AS x;\n", "en");
	ck_assert_int_eq(c->head.accent, 0x12544A);
	c = document(LAYOUT("<letterhead logo=\"no\"><name>{a.x}</name></letterhead><p>x</p>"),
		     "-- name: a\nSELECT 'Shop' AS x;\n", "en");
	ck_said("");
	ck_assert_str_eq(c->head.name.w[0].span[0].s, "Shop");
	ck_assert_int_eq(c->head.accent, 0);
	ck_assert_int_eq(c->head.logo, -1);
	end();
}
END_TEST

/* Zero in a column that is not carried is a dash, in a sum it is a figure; a total's words span the empty
 * cells behind them; holes without words between them keep their commas. */
START_TEST(fill_dash)
{
	begin();
	ck_assert_str_eq(
		filled(LAYOUT("<table query=\"q\" carry=\"a\"><col name=\"n\">{q.n}{q.m}</col><col name=\"d\"/><col name=\"a\"/><col name=\"p\"/>"
			      "<row kind=\"total\"><cell col=\"n\">All</cell></row></table>"),
		       "-- name: q\n-- columns: a money, p money, d date\nSELECT NULL AS row_kind, NULL AS n, 'one, two' AS m, 20759 AS d, 0 AS a, 0 AS p, "
		       "'AED' AS currency UNION ALL SELECT 'total', NULL, NULL, NULL, 0, NULL, 'AED';\n",
		       "en"),
		"7 \n0k: one, two 02\u00A0Nov\u00A02026 0.00<0.00> \u2013\n3s: All 0.00<0.00> []\n");
	ck_said("");
	end();
}
END_TEST

/* each= inside each=: the inner query is bound to the outer row, again for every row; flags see the rows too.
 */
START_TEST(fill_each)
{
	begin();
	db_run(db, &diags,
	       "INSERT INTO item VALUES ('C1', 'A', 1, 1, 'AED', 'x', NULL), ('C1', 'B', 1, 2, 'AED', 'x', 'n'), ('C1', 'C', 1, 3, 'USD', 'y', NULL)");
	ck_assert_str_eq(
		filled(LAYOUT("<group each=\"cur\"><heading when=\"cur.many\">In {cur.currency}</heading><list><item each=\"lines\" unless=\"lines.note\">"
			      "{cur.currency} {lines.number}</item></list></group><p each=\"cur\">{total.amount}</p><p>{top.amount}</p>"),
		       "-- name: cur\nSELECT currency, count(*) > 1 AS many FROM item GROUP BY currency ORDER BY currency;\n"
		       "-- name: lines\nSELECT number, note FROM item WHERE currency = :currency ORDER BY number;\n"
		       "-- name: total\n-- columns: amount money\nSELECT sum(amount) AS amount, :currency AS currency FROM item WHERE currency = :currency;\n"
		       "-- name: top\n-- columns: amount money\nSELECT max(amount) AS amount, 'KWD' AS currency FROM item;\n",
		       "en"),
		"16 \n(\n4 In AED\n6 \n(\n5 AED A\n)\n)\n16 \n(\n6 \n(\n5 USD C\n)\n)\n5 AED\u00A00.03\n5 USD\u00A00.03\n5 KWD\u00A00.003\n");
	ck_said("");
	end();
}
END_TEST

/* Head, subtotal and total rows; a running column carries itself; totals are not added again. */
START_TEST(fill_rows)
{
	begin();
	ck_assert_str_eq(
		filled(LAYOUT("<table query=\"q\" carry=\"a r\" blank_rows=\"1\"><col name=\"n\"/><col name=\"a\"/><col name=\"r\" running=\"yes\"/>"
			      "<row kind=\"head\">Stage {q.n}</row><row kind=\"total\"><cell col=\"n\">All of {q.currency}</cell></row></table>"),
		       "-- name: q\n-- columns: a money, r money\nSELECT 'head' AS row_kind, 'S' AS n, NULL AS a, NULL AS r, 'AED' AS currency UNION ALL "
		       "SELECT NULL, 'i', 100, 100, 'AED' UNION ALL SELECT 'item', 'j', 50, 150, 'AED' UNION ALL "
		       "SELECT 'subtotal', 'sub', 150, NULL, 'AED' UNION ALL SELECT 'total', NULL, 150, 150, 'AED';\n",
		       "en"),
		"7 \n1sk: Stage S\n0: i 1.00<1.00> 1.00<1.00>\n0k: j 0.50<1.50> 1.50<1.50>\n2k: sub 1.50<1.50> [<1.50>]\n3s: All of AED 1.50<1.50> "
		"1.50<1.50>\n0: [] [] []\n");
	ck_said("");
	end();
}
END_TEST

/* Data that cannot be printed: reals, missing and mixed currencies, overflow, a bad row_kind, dates that are
 * none, unknown terms. */
START_TEST(fill_refused)
{
	begin();
	ck_assert_str_eq(
		filled(LAYOUT("<p>{q.r} {q.a}</p><p>{q.b}</p>\n<p>{q.d}</p><p>{q.t}</p><p>{q.c}</p>"),
		       "-- name: q\n-- columns: a money, r count, b money, d date, t term, c count\n"
		       "SELECT 1.5 AS r, 1 AS a, 2 AS b, 'XXQ' AS b_currency, 'soon' AS d, 'paymnt' AS t, 'many' AS c;\n",
		       "en"),
		"not made");
	ck_said("t.xml:1:47: error: {q.r} of C1: it is a floating-point number, or bytes; figures are whole numbers of minor units\n"
		"t.xml:1:65: error: {q.b} of C1: no such currency: XXQ (a column `currency` beside it names it)\n"
		"t.xml:2:4: error: {q.d} of C1: it is not a date\n"
		"t.xml:2:16: error: \"paymnt\" is no term of the trade (declare it in layouts/terms.xml)\n"
		"t.xml:2:28: error: {q.c} of C1: it is text where a whole number is expected\n");
	/* which of two sums is meant is not ours to guess */
	ck_assert_str_eq(
		filled(LAYOUT("<p>Pay {q.a}</p>"),
		       "-- name: q\n-- columns: a money\nSELECT 100 AS a, 'AED' AS currency UNION ALL SELECT 200, 'AED';\n",
		       "en"),
		"not made");
	ck_said("t.xml:1:51: error: {q.a} of C1: the query has several rows; each= says for which\n");
	ck_assert_str_eq(
		filled(LAYOUT("<table query=\"q\" carry=\"a\"><col name=\"a\"/></table>"),
		       "-- name: q\n-- columns: a money\nSELECT 9223372036854775807 AS a, 'AED' AS currency UNION ALL SELECT 1, 'AED';\n",
		       "en"),
		"not made");
	ck_said("t.xml:1:44: error: the total of \"a\" of C1 is too large\n");
	ck_assert_str_eq(
		filled(LAYOUT("<table query=\"q\" carry=\"a\"><col name=\"a\"/></table>"),
		       "-- name: q\n-- columns: a money\nSELECT 1 AS a, 'AED' AS currency, 'sum' AS row_kind UNION ALL SELECT 1, 'USD', NULL;\n",
		       "en"),
		"not made");
	ck_said("t.xml:1:44: error: row_kind is \"sum\" for C1: item, head, subtotal or total is expected\n"
		"t.xml:1:44: error: \"a\" of C1: AED and USD are not added (one table a currency: give the table's group each=)\n");
	ck_assert_str_eq(filled(LAYOUT("<p>{q.a}</p>"), "-- name: q\nSELECT :batch AS a;\n", "en"),
			 "not made");
	ck_said("t.sql:2:1: error: the query \"q\" wants :batch, which is not given\n");
	end();
}
END_TEST

/* What cannot be made ready is told in full once, then in one line. */
START_TEST(fill_recipe_refused)
{
	begin();
	ck_assert_str_eq(filled(LAYOUT("<p>{q.b} {p.a}</p>"), "-- name: q\nSELECT 1 AS a;\n", "en"),
			 "not made");
	ck_said("t.xml:1:47: error: the query \"q\" has no column \"b\" (did you mean `a`?)\nt.xml:1:53: "
		"error: there is no "
		"query \"p\"\n");
	ck_assert_str_eq(filled(NULL, NULL, "en"), "not made");
	ck_said(":0:0: error: T1 cannot be made in \"en\", as was said before\n");
	ck_assert_str_eq(filled(NULL, NULL, "en+ar"), "not made");
	ck_said(":0:0: error: T1 is not a bilingual paper: \"en+ar\" is asked for\n");
	end();
}
END_TEST

/* Two languages: every text in both, queries with :language once for each, figures of tables once; fields get
 * names of their own. */
START_TEST(fill_bilingual)
{
	begin();
	db_run(db, &diags, TWO);
	unit_put(
		0, "po/ar.po",
		PO_HEAD("ar", "6") LABELS(
			"ع") "msgid \"Pay {first.amount} to {me.name}, {first.number}\"\nmsgstr \"ادفع {first.amount} "
			     "إلى {me.name} {first.number}\"\n\nmsgid \"No.\"\nmsgstr \"رقم\"\n\nmsgctxt \"term\"\nmsgid \"invoice\"\nmsgstr \"فاتورة\"\n\n"
			     "msgctxt \"term\"\nmsgid \"pay\"\nmsgstr \"دفعة\"\n");
	ck_assert_str_eq(
		filled("<layout version=\"1\" code=\"T1\" title=\"Test\" bilingual=\"yes\"><p>Pay {first.amount} to {me.name}, {first.number}</p>"
		       "<table query=\"items\"><col name=\"number\" label=\"No.\"/><col name=\"kind\"/><col name=\"amount\"/></table>"
		       "<info><field label=\"No.\">{first.number}</field><field label=\"No.\">{me.name}</field></info>"
		       "<signatures><signer role=\"ar\" each=\"items\"><name>{items.number}</name></signer></signatures></layout>",
		       ITEMS FIRST
		       "-- name: me\nSELECT CASE :language WHEN 'ar' THEN 'نحن' ELSE 'us' END AS name;\n",
		       "en+ar"),
		"5 Pay AED\u00A01,002.50 to us, A-1 || ادفع \u2066AED\u00A01,002.50\u2069 إلى نحن \u2066A-1\u2069\n"
		"7 \n0: A-1 invoice || فاتورة 1,002.50\n0: A-2 Payment || دفعة −0.05\n1 /No. || رقم=A-1/No. || رقم=us || نحن\n10 /ar A-1 || \u2066A-1\u2069/ar_2 A-2 || \u2066A-2\u2069\n");
	ck_said("");
	end();
}
END_TEST

/* A counted sentence takes the form of its count in each language; Arabic needs all six in the catalogue. */
START_TEST(fill_counted)
{
	const char *xml = LAYOUT("<p count=\"n.n\"><one>{n.n} day</one><other>{n.n} days</other></p>");
	const char *sql =
		"-- name: n\n-- columns: n count\nSELECT count(*) AS n FROM item WHERE :customer <> '';\n";

	begin();
	unit_put(0, "po/ru.po",
		 PO_HEAD("ru", "3") LABELS(
			 "я") "msgid \"{n.n} day\"\nmsgid_plural \"{n.n} days\"\nmsgstr[0] \"{n.n} день\"\n"
			      "msgstr[1] \"{n.n} дня\"\nmsgstr[2] \"{n.n} дней\"\n");
	ck_assert_str_eq(filled(xml, sql, "en"), "5 0 days\n");
	db_run(db, &diags, "INSERT INTO item(number) VALUES ('a')");
	ck_assert_str_eq(filled(NULL, NULL, "en"), "5 1 day\n");
	ck_assert_str_eq(filled(NULL, NULL, "ru"), "5 1 день\n");
	db_run(db, &diags, "INSERT INTO item(number) VALUES ('b')");
	ck_assert_str_eq(filled(NULL, NULL, "ru"), "5 2 дня\n");
	db_run(db, &diags, "INSERT INTO item(number) VALUES ('c'), ('d'), ('e')");
	ck_assert_str_eq(filled(NULL, NULL, "ru"), "5 5 дней\n");
	ck_said("");
	end();
}
END_TEST

/* A query that takes nothing of the document is asked once for all documents of a snapshot, another one for
 * each. */
START_TEST(fill_kept)
{
	begin();
	ck_assert_str_eq(filled(LAYOUT("<p>{run.n} {own.n}</p>"),
				"-- name: run\nSELECT count(*) AS n FROM item WHERE :as_of > 0;\n"
				"-- name: own\nSELECT count(*) AS n FROM item WHERE customer = :customer;\n",
				"en"),
			 "5 0 0\n");
	db_run(db, &diags, TWO);
	ck_assert_str_eq(filled(NULL, NULL, "en"), "5 0 2\n");
	ck_said("");
	end();
}
END_TEST

/* Buckets: a dash for nothing, overdue ones in bold; a table without rows, an empty list and an empty form
 * are left out. */
START_TEST(fill_buckets)
{
	begin();
	ck_assert_str_eq(
		filled(LAYOUT("<buckets query=\"b\"/><table query=\"b0\"><col name=\"label\"/></table><list><item when=\"b0\">x</item></list>"),
		       "-- name: b\n-- columns: label term, amount money, tenths percent\nSELECT '0–15' AS label, 0 AS amount, 0 AS tenths, 'AED' AS currency, 0 AS "
		       "overdue UNION ALL SELECT '>60', 12345, 1000, 'AED', 1;\n-- name: b0\nSELECT 1 AS label WHERE 0;\n",
		       "en"),
		"8 \n0k: – *123.45*\n0: – *100.0%*\n");
	ck_said("");
	end();
}
END_TEST

/* A signer whose name is not known gives an empty named line and a warning. */
START_TEST(fill_signatory)
{
	begin();
	ck_assert_str_eq(
		filled(LAYOUT("<signatures><signer role=\"mem\" stamp=\"S\"><name>{x.name}</name></signer><signer role=\"mem\"/></signatures>"),
		       "-- name: x\nSELECT 'n' AS name WHERE 0;\n", "en"),
		"10 /mem /mem_2 \n");
	ck_said("t.xml:1:85: warning: no name is known of who signs as \"mem\" (say [staff] mem = CODE in house.ini, or give "
		"one of the staff that role)\n");
	end();
}
END_TEST

UNIT_MAIN("fill: documents", fill_formats, fill_empty, fill_sentence, fill_letterhead, fill_letterhead_own,
	  fill_dash, fill_each, fill_rows, fill_refused, fill_recipe_refused, fill_bilingual, fill_counted,
	  fill_kept, fill_buckets, fill_signatory)
