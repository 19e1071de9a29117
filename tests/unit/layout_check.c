/* Check: what is proved of a layout before anything is printed. */
#include "layout_unit.h"

#define JOBS                                                                                                 \
	"-- name: jobs\nSELECT 'C1' AS customer, NULL AS salesman, 'en' AS language, 1 AS level, 'k' AS "    \
	"key, NULL AS reason, NULL AS first_on, "                                                            \
	"'a' AS sort, 7 AS batch;\n"

static int check(const char *xml, const char *sql, const char *nb,
		 uint32_t (*missing)(void *, const char *, size_t))
{
	struct layout_check c = {.missing = missing};
	const struct catalogue *catalogue[1];
	const struct layout *l;
	int got;

	unit_put(0, "t.xml", xml);
	unit_put(0, "t.sql", arena_format(&arena, "%s%s", JOBS, sql));
	l = layout_read(&arena, &diags, &house, NULL, "t");
	ck_assert_ptr_nonnull(l);
	if (nb) {
		unit_put(0, "po/nb.po", arena_format(&arena, "%s%s", PO_HEAD("nb", "2"), nb));
		catalogue[0] = catalogue_open(&arena, &diags, &house, "nb");
		ck_assert_ptr_nonnull(catalogue[0]);
		c.catalogue = catalogue;
		c.catalogues = 1;
	}
	c.db = db_open(NULL, DB_MEMORY, &diags);
	ck_assert_ptr_nonnull(c.db);
	ck_assert_int_eq(
		db_run(c.db, &diags,
		       "CREATE TABLE item (customer TEXT, number TEXT, due_date INTEGER, amount INTEGER, currency TEXT)"),
		0);
	got = layout_check(&arena, &diags, l, &c);
	db_close(c.db);
	return got;
}

#define ITEMS                                                                                                \
	"-- name: items\n-- columns: due_date date, amount money\nSELECT number, due_date, amount, "         \
	"currency FROM item WHERE customer = :customer;\n"

/* A sound layout gives no message: parameters from the run, from jobs and from the enclosing row. */
START_TEST(check_sound)
{
	unit_begin();
	ck_assert_int_eq(
		check(LAYOUT("<group each=\"items\"><p>{sum.total} {items.due_date}</p></group><table query=\"items\"><col name=\"number\"/>"
			     "<col name=\"sign\" rule=\"yes\"/><col name=\"amount\" as=\"money\"/></table>"),
		      ITEMS
		      "-- name: sum\n-- columns: total money\nSELECT sum(amount) AS total, :currency AS currency FROM item WHERE :batch = 7;\n",
		      NULL, NULL),
		0);
	ck_said("");
	unit_end();
}
END_TEST

/* Each unsound thing with its place, message and hint, all at once. */
START_TEST(check_queries_refused)
{
	unit_begin();
	ck_assert_int_eq(
		check(LAYOUT("<p>{items.due_dat} {item.number} {odd.x}</p>\n<p when=\"items.numbr\">x</p>\n"
			     "<table query=\"odd\"><col name=\"x\" as=\"money\"/><row kind=\"total\"/></table>\n<buckets query=\"odd\"/>"),
		      ITEMS
		      "-- name: odd\n-- columns: y money, x money\nSELECT 1 AS x WHERE :customr = :cutsomer;\n"
		      "-- name: change\nDELETE FROM item;\n-- name: wrong\nSELECT FROM;\n",
		      NULL, NULL),
		-1);
	ck_said("t.sql:7:13: error: the query \"odd\" has no column \"y\" (did you mean `x`?)\n"
		"t.sql:7:22: error: the amount \"x\" of the query \"odd\" has no currency (select `currency` too)\n"
		"t.sql:10:1: error: the query changes or opens something: it may only read\n"
		"t.sql:12:8: error: the query is wrong: near \"FROM\": syntax error\n"
		"t.xml:1:47: error: the query \"items\" has no column \"due_dat\" (did you mean `due_date`?)\n"
		"t.xml:1:63: error: there is no query \"item\" (did you mean `items`?)\n"
		"t.xml:1:77: error: the query \"odd\" wants :customr: no run, no jobs column and no enclosing each= gives it (did you mean `customer`?)\n"
		"t.xml:1:77: error: the query \"odd\" wants :cutsomer: no run, no jobs column and no enclosing each= gives it (did you mean `customer`?)\n"
		"t.xml:2:10: error: the query \"items\" has no column \"numbr\" (did you mean `number`?)\n"
		"t.xml:3:31: error: the amount \"x\" of the query \"odd\" has no currency (select `currency` too)\n"
		"t.xml:3:46: error: the query \"odd\" has no column row_kind: there are no rows of the kind \"total\"\n"
		"t.xml:4:17: error: the query \"odd\" has no column \"label\"\n"
		"t.xml:4:17: error: the query \"odd\" has no column \"amount\"\n"
		"t.xml:4:17: error: the query \"odd\" has no column \"tenths\"\n"
		"t.sql:10:1: warning: nothing uses the query \"change\"\n"
		"t.sql:12:1: warning: nothing uses the query \"wrong\"\n");
	unit_end();
}
END_TEST

/* Every wording in every language: title, labels, paragraphs by their ids, both forms of a counted sentence.
 */
START_TEST(check_wordings)
{
	const char *xml = LAYOUT(
		"<p id=\"a\">Pay {items.number}</p>\n<info><field label=\"Date\">{items.due_date}</field></info>\n"
		"<p count=\"items.amount\"><one>{items.amount|count} day</one><other>{items.amount|count} days</other></p>");

	unit_begin();
	ck_assert_int_eq(
		check(xml, ITEMS,
		      "msgid \"Test\"\nmsgstr \"Prøve\"\n\nmsgid \"Pay {items.number}\"\nmsgstr \"Betal {items.number}\"\n\n"
		      "msgid \"{items.amount|count} day\"\nmsgid_plural \"{items.amount|count} days\"\nmsgstr[0] \"{items.amount|count} dag\"\n"
		      "msgstr[1] \"dager\"\n",
		      NULL),
		-1);
	ck_said("t.xml:1:54: error: \"Pay {items.number}\" has no wording in \"nb\" (po/nb.po needs it with msgctxt \"t:a\")\n"
		"t.xml:2:21: error: \"Date\" has no wording in \"nb\" (po/nb.po needs it)\n"
		"nb.po:16:1: error: the \"nb\" wording of \"{items.amount|count} day\" has other holes or tags: {items.amount|count} is missing\n");
	ck_assert_int_eq(
		check(xml, ITEMS,
		      "msgid \"Test\"\nmsgstr \"Prøve\"\n\nmsgctxt \"t:a\"\nmsgid \"Pay {items.number}\"\nmsgstr \"Betal {items.number}\"\n\n"
		      "msgid \"Date\"\nmsgstr \"Dato\"\n\nmsgid \"{items.amount|count} day\"\nmsgid_plural \"{items.amount|count} days\"\n"
		      "msgstr[0] \"{items.amount|count} dag\"\nmsgstr[1] \"{items.amount|count} dager\"\n",
		      NULL),
		0);
	ck_said("");
	unit_end();
}
END_TEST

static uint32_t no_omega(void *ctx, const char *s, size_t n)
{
	(void)ctx;
	return n >= 2 && strstr(s, "Ω") ? 0x3A9 : 0;
}

/* A character that no font has is told with its code, in the source and in the translation. */
START_TEST(check_glyphs)
{
	unit_begin();
	ck_assert_int_eq(check(LAYOUT("<p>\n5 Ω</p>"), "",
			       "msgid \"Test\"\nmsgstr \"Ω\"\n\nmsgid \"5 Ω\"\nmsgstr \"5 ohm\"\n", no_omega),
			 -1);
	ck_said("nb.po:8:1: error: no font has the character U+03A9 of \"Ω\"\n"
		"t.xml:2:1: error: no font has the character U+03A9 of \"5 Ω\"\n");
	unit_end();
}
END_TEST

UNIT_MAIN("layout: check", check_sound, check_queries_refused, check_wordings, check_glyphs)
