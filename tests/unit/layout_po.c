/* Catalogues and terms: strict reading, what fits its source and what does not. */
#include "layout_unit.h"

static struct catalogue *read_po(const char *lang, const char *po)
{
	unit_put(0, arena_format(&arena, "po/%s.po", lang), po);
	return catalogue_open(&arena, &diags, &house, lang);
}

/* Each fault has its line and column; the catalogue is not used. */
START_TEST(po_refused)
{
	static const struct {
		const char *lang, *po, *said;
	} row[] = {
		{"nb", PO_HEAD("nb", "2") "msgid \"a\"\nmsgstr \"b\n",
		 "nb.po:8:8: error: the string is not ended: a \" is missing\n"},
		{"nb", PO_HEAD("nb", "2") "msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"c\"\n",
		 "nb.po:10:1: error: the msgid \"a\" stands here a second time; first in line 7\n"},
		{"nb", PO_HEAD("nb", "2") "msgid \"a\\q\"\nmsgstr \"\"\n",
		 "nb.po:7:9: error: only \\n, \\t, \\\" and \\\\ may follow a backslash\n"},
		{"nb", PO_HEAD("nb", "2") "msgid \"a\"\n\nmsgid \"b\"\nmsgstr \"c\"\n",
		 "nb.po:7:1: error: the entry has no msgstr\n"},
		{"nb", PO_HEAD("nb", "2") "msgtxt \"a\"\n",
		 "nb.po:7:1: error: msgctxt, msgid, msgid_plural, msgstr or a string is expected\n"},
		{"nb", PO_HEAD("nb", "2") "msgid \"a\" b\nmsgstr \"c\"\n",
		 "nb.po:7:11: error: nothing may follow the string\n"},
		{"nb", PO_HEAD("nb", "2") "\"loose\"\n",
		 "nb.po:7:1: error: a string stands without its keyword\n"},
		{"nb", PO_HEAD("nb", "2") "msgid \"a\"\nmsgstr[0] \"c\"\n",
		 "nb.po:8:1: error: msgstr[…] stands without msgid_plural\n"},
		{"ru",
		 PO_HEAD("ru", "3") "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\nmsgstr[1] \"d\"\n",
		 "ru.po:7:1: error: \"a\" has 2 plural forms: msgstr[0] to msgstr[2] are expected in \"ru\"\n"},
		{"ru",
		 PO_HEAD("ru", "3") "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\nmsgstr[2] \"d\"\n",
		 "ru.po:10:1: error: a msgstr[…] before this one is missing\n"},
		{"ru", PO_HEAD("nb", "2") "msgid \"a\"\nmsgstr \"b\"\n",
		 "ru.po:1:1: error: the header says \"Language: nb\": \"ru\" is expected\n"
		 "ru.po:1:1: error: the header says \"Plural-Forms: nplurals=2; plural=0;\": nplurals=3 is expected for \"ru\"\n"},
		{"nb", "msgid \"a\"\nmsgstr \"b\"\n",
		 "nb.po:1:0: error: the catalogue has no header (msgid \"\")\n"},
		{"nb", PO_HEAD("nb", "2") "# \xFF\n", "nb.po:7:0: error: the catalogue is not UTF-8 text\n"},
	};

	unit_begin();
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		ck_assert_ptr_null(read_po(row[i].lang, row[i].po));
		ck_said(row[i].said);
	}
	ck_assert_ptr_null(catalogue_open(&arena, &diags, &house, "ar"));
	ck_said("ar.po:0:0: error: there is no catalogue of \"ar\"\n");
	ck_assert_ptr_null(catalogue_open(&arena, &diags, &house, "xx"));
	ck_said(":0:0: error: the language \"xx\" is not known\n");
	unit_end();
}
END_TEST

/* Comments, continued strings, escapes, contexts, obsolete entries; the house's entries win. */
START_TEST(po_read)
{
	struct catalogue *c;

	unit_begin();
	unit_put(1, "po/nb.po", PO_HEAD("nb", "2") "msgctxt \"t:a\"\nmsgid \"Pay\"\nmsgstr \"Huset\"\n");
	c = read_po(
		"nb",
		PO_HEAD("nb",
			"2") "#. a note\n#: t.xml:3\nmsgctxt \"t:a\"\nmsgid \"Pay\"\nmsgstr \"Betal\"\n\n"
			     "msgid \"Two \"\n\"\\\"lines\\\"\"\nmsgstr \"\"\n\"To \\\\ \"\n\"linjer\"\n\n#, fuzzy\n#~ msgid \"old\"\n#~ msgstr \"gammel\"\n\n"
			     "msgid \"Pay\"\nmsgstr \"Uten\"\n");
	ck_said("");
	ck_assert_ptr_nonnull(c);
	ck_assert_str_eq(catalogue_find(c, "t:a", "Pay")->str[0], "Huset");
	ck_assert_str_eq(catalogue_find(c, NULL, "Pay")->str[0], "Uten");
	ck_assert_int_eq(catalogue_find(c, NULL, "Pay")->fuzzy, 0);
	ck_assert_str_eq(catalogue_find(c, NULL, "Two \"lines\"")->str[0], "To \\ linjer");
	ck_assert_ptr_null(catalogue_find(c, NULL, "old"));
	ck_assert_ptr_null(catalogue_find(c, "t:b", "Pay"));
	unit_end();
}
END_TEST

/* A wording that is missing, fuzzy, empty, or has other holes or tags, is an error; the same in another order
 * is not. */
START_TEST(po_fit)
{
	static const struct {
		const char *entry, *said;
	} row[] = {
		{"msgid \"other\"\nmsgstr \"x\"\n",
		 "t.xml:4:2: error: \"Pay {a.b} by <b>{a.c}</b>\" has no wording in \"nb\" (po/nb.po needs it)\n"},
		{"msgid \"Pay {a.b} by <b>{a.c}</b>\"\nmsgstr \"\"\n",
		 "t.xml:4:2: error: \"Pay {a.b} by <b>{a.c}</b>\" has no wording in \"nb\" (po/nb.po needs it)\n"},
		{"#, fuzzy\nmsgid \"Pay {a.b} by <b>{a.c}</b>\"\nmsgstr \"<b>{a.c}</b> {a.b}\"\n",
		 "nb.po:8:1: error: the \"nb\" wording of \"Pay {a.b} by <b>{a.c}</b>\" is marked fuzzy (check it and remove the flag)\n"},
		{"msgid \"Pay {a.b} by <b>{a.c}</b>\"\nmsgstr \"Betal {a.b} <b>nå</b>\"\n",
		 "nb.po:8:1: error: the \"nb\" wording of \"Pay {a.b} by <b>{a.c}</b>\" has other holes or tags: {a.c} is missing\n"},
		{"msgid \"Pay {a.b} by <b>{a.c}</b>\"\nmsgstr \"{a.b} {a.c}\"\n",
		 "nb.po:8:1: error: the \"nb\" wording of \"Pay {a.b} by <b>{a.c}</b>\" has other holes or tags: <b> is missing\n"},
		{"msgid \"Pay {a.b} by <b>{a.c}</b>\"\nmsgstr \"<b>{a.c}</b> {a.b|words}\"\n",
		 "nb.po:8:1: error: the \"nb\" wording of \"Pay {a.b} by <b>{a.c}</b>\" has other holes or tags: {a.b|words} is not in the source\n"},
		{"msgid \"Pay {a.b} by <b>{a.c}</b>\"\nmsgstr \"<b>{a.c}</b>: {a.b}\"\n", ""},
	};
	const struct place at = {"t.xml", 4, 2};
	const struct sentence *s, *w;
	struct catalogue *c;

	unit_begin();
	s = sentence_read(&arena, &diags, "Pay {a.b} by <b>{a.c}</b>", &at, NULL, 0);
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		c = read_po("nb", arena_format(&arena, "%s%s", PO_HEAD("nb", "2"), row[i].entry));
		ck_assert_ptr_nonnull(c);
		w = catalogue_word(&arena, &diags, c, NULL, s, NULL, 0);
		ck_assert_int_eq(w != NULL, row[i].said[0] == '\0');
		ck_said(row[i].said);
	}
	/* a context that is asked for must be there: the bare entry does not serve it */
	ck_assert_ptr_null(catalogue_word(&arena, &diags, c, "t:x", s, NULL, 0));
	ck_said("t.xml:4:2: error: \"Pay {a.b} by <b>{a.c}</b>\" has no wording in \"nb\" (po/nb.po needs it with msgctxt \"t:x\")\n");
	ck_assert_ptr_eq(catalogue_word(&arena, &diags, NULL, NULL, s, NULL, 0), s);
	unit_end();
}
END_TEST

/* A form of one count alone says it in words (the Arabic dual), and leaves out the count and nothing else. */
START_TEST(po_plural_alone)
{
	const struct place at = {"t.xml", 1, 1};
	const struct sentence *one, *other, *w;
	struct catalogue *c;

	unit_begin();
	one = sentence_read(&arena, &diags, "{a.n} day by {a.b}", &at, NULL, 0);
	other = sentence_read(&arena, &diags, "{a.n} days by {a.b}", &at, NULL, 0);
	c = read_po("ar",
		    PO_HEAD("ar",
			    "6") "msgid \"{a.n} day by {a.b}\"\nmsgid_plural \"{a.n} days by {a.b}\"\n"
				 "msgstr[0] \"0 {a.b}\"\nmsgstr[1] \"1 {a.n} {a.b}\"\nmsgstr[2] \"2 {a.b}\"\n"
				 "msgstr[3] \"3 {a.b}\"\nmsgstr[4] \"4\"\nmsgstr[5] \"5 {a.n}\"\n");
	c->alone[0] = c->alone[1] = c->alone[2] = 1;
	for (int32_t k = 0; k < 3; k++) {
		w = catalogue_word(&arena, &diags, c, NULL, one, other, k);
		ck_assert_ptr_nonnull(w);
		ck_assert_int_eq(catalogue_counted(&arena, &diags, c, other, w, "a.n"), 0);
	}
	ck_said("");
	ck_assert_int_eq(catalogue_counted(&arena, &diags, c, other, w, "a.b"), -1);
	ck_said("ar.po:11:1: error: the \"ar\" wording of \"{a.n} days by {a.b}\" has other holes or tags: {a.n} is missing\n");
	ck_assert_ptr_null(catalogue_word(&arena, &diags, c, NULL, one, other, 3));
	ck_said("ar.po:12:1: error: the \"ar\" wording of \"{a.n} day by {a.b}\" has other holes or tags: {a.n} is missing\n");
	unit_end();
}
END_TEST

/* Counted sentences: one form may say the number in words; the others keep the hole. */
START_TEST(po_plural)
{
	const struct place at = {"t.xml", 1, 1};
	const struct sentence *one, *other;
	struct catalogue *c;

	unit_begin();
	one = sentence_read(&arena, &diags, "one invoice", &at, NULL, 0);
	other = sentence_read(&arena, &diags, "{a.n} invoices", &at, NULL, 0);
	c = read_po(
		"ru",
		PO_HEAD("ru",
			"3") "msgid \"one invoice\"\nmsgid_plural \"{a.n} invoices\"\nmsgstr[0] \"{a.n} счёт\"\n"
			     "msgstr[1] \"{a.n} счёта\"\nmsgstr[2] \"счетов\"\n");
	ck_assert_str_eq(catalogue_word(&arena, &diags, c, NULL, one, other, 0)->source, "{a.n} счёт");
	ck_assert_str_eq(catalogue_word(&arena, &diags, c, NULL, one, other, 1)->source, "{a.n} счёта");
	ck_said("");
	ck_assert_ptr_null(catalogue_word(&arena, &diags, c, NULL, one, other, 2));
	ck_said("ru.po:11:1: error: the \"ru\" wording of \"one invoice\" has other holes or tags: {a.n} is missing\n");
	ck_assert_int_eq(catalogue_check(&arena, &diags, c), -1);
	ck_said("ru.po:11:1: error: the \"ru\" wording of \"one invoice\" has other holes or tags: {a.n} is missing\n");
	unit_end();
}
END_TEST

/* Terms: by code, in English and translated; an unknown one is told with a hint; what has no letters stands
 * for itself. */
START_TEST(po_terms)
{
	const struct place at = {"q.sql", 2, 3};
	const struct terms *t;
	struct catalogue *c;

	unit_begin();
	unit_put(
		0, "terms.xml",
		"<terms version=\"1\"><term>invoice</term><term code=\"credit_note\">Credit note</term>"
		"<term code=\"&gt;60\">Over 60</term><label name=\"carried\">Carried forward</label></terms>");
	unit_put(1, "terms.xml",
		 "<terms version=\"1\"><term code=\"credit_note\">Credit memo</term></terms>");
	t = terms_read(&arena, &diags, &house);
	c = read_po(
		"nb",
		PO_HEAD("nb",
			"2") "msgctxt \"term\"\nmsgid \"invoice\"\nmsgstr \"Faktura\"\n\nmsgctxt \"term\"\nmsgid \"Credit memo\"\n"
			     "msgstr \"Kreditnota\"\n\n#, fuzzy\nmsgctxt \"label\"\nmsgid \"Carried forward\"\nmsgstr \"Overføres\"\n");
	ck_assert_str_eq(term_word(&arena, &diags, t, NULL, "credit_note", &at), "Credit memo");
	ck_assert_str_eq(term_word(&arena, &diags, t, NULL, ">60", &at), "Over 60");
	ck_assert_str_eq(term_word(&arena, &diags, t, c, "invoice", &at), "Faktura");
	ck_assert_str_eq(term_word(&arena, &diags, t, c, "credit_note", &at), "Kreditnota");
	ck_assert_str_eq(term_word(&arena, &diags, t, c, "61–90", &at), "61–90");
	ck_said("");
	ck_assert_ptr_null(term_word(&arena, &diags, t, NULL, "credit_not", &at));
	ck_said("q.sql:2:3: error: \"credit_not\" is no term of the trade (did you mean `credit_note`?)\n");
	ck_assert_ptr_null(term_word(&arena, &diags, t, c, ">60", &at));
	ck_said("terms.xml:1:83: error: the term \"Over 60\" has no wording in \"nb\" (add it to po/nb.po with msgctxt \"term\")\n");
	ck_assert_ptr_null(label_word(&arena, &diags, t, c, "carried"));
	ck_said("nb.po:17:1: error: the label \"Carried forward\" has no wording in \"nb\" (add it to po/nb.po with msgctxt \"label\")\n");
	ck_assert_ptr_null(label_word(&arena, &diags, t, c, "page_of"));
	ck_said("terms.xml:0:0: error: the label \"page_of\" is not declared (<label name=\"page_of\">…</label> belongs there)\n");
	unit_put(1, "terms.xml", "<terms version=\"1\"><term>a</term><term>a</term><tern>b</tern></terms>");
	ck_assert_ptr_null(terms_read(&arena, &diags, &house));
	ck_said("terms.xml:1:48: error: <tern> is not known in <terms> (did you mean `term`?)\n"
		"terms.xml:1:34: error: \"a\" stands here a second time; first in line 1\n");
	unit_end();
}
END_TEST

/* Buckets print their own limits in every language, whatever the policy's are. */
START_TEST(po_buckets)
{
	const struct place at = {"q.sql", 2, 3};
	const struct terms *t;
	struct catalogue *c;

	unit_begin();
	unit_put(0, "terms.xml",
		 "<terms version=\"1\"><label name=\"bucket_due\">Not yet due</label>"
		 "<label name=\"bucket_days\">%1–%2 days</label>"
		 "<label name=\"bucket_over\">Over %1 days</label></terms>");
	t = terms_read(&arena, &diags, &house);
	c = read_po(
		"nb",
		PO_HEAD("nb", "2") "msgctxt \"label\"\nmsgid \"Not yet due\"\nmsgstr \"Ikke forfalt\"\n\n"
				   "msgctxt \"label\"\nmsgid \"%1–%2 days\"\nmsgstr \"%1–%2 dager\"\n\n"
				   "msgctxt \"label\"\nmsgid \"Over %1 days\"\nmsgstr \"Over %1 dager\"\n");
	ck_assert_str_eq(term_word(&arena, &diags, t, NULL, "1..7", &at), "1–7 days");
	ck_assert_str_eq(term_word(&arena, &diags, t, c, "8..120", &at), "8–120 dager");
	ck_assert_str_eq(term_word(&arena, &diags, t, c, "121..", &at), "Over 120 dager");
	ck_assert_str_eq(term_word(&arena, &diags, t, c, "..0", &at), "Ikke forfalt");
	ck_said("");
	unit_end();
}
END_TEST

UNIT_MAIN("layout: catalogues", po_refused, po_read, po_fit, po_plural, po_plural_alone, po_terms, po_buckets)
