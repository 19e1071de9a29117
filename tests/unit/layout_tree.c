/* Layouts as trees: the closed vocabulary, places, includes, and what is refused with which words. */
#include "layout_unit.h"

static const struct layout *read_xml(const char *xml)
{
	unit_put(0, "t.xml", xml);
	unit_put(0, "t.sql", "-- name: doc\n-- columns: date date\nSELECT 1 AS number, 2 AS date;\n");
	const struct named_file *common;

	ck_assert_int_eq(layout_shared_read(&arena, &diags, &house, &common), 0);
	return layout_read(&arena, &diags, &house, common, "t");
}

/* Each error has its line, column (of the attribute's value, of the hole's brace), message and hint. */
START_TEST(tree_refused)
{
	static const struct {
		const char *xml, *said;
	} row[] = {
		{"<layout version=\"1\" code=\"T1\" title=\"T\"><para>x</para></layout>",
		 "t.xml:1:41: error: <para> is not known in <layout>\n"},
		{"<layout version=\"1\" code=\"T1\" title=\"T\">\n<tabel query=\"a\"/></layout>",
		 "t.xml:2:1: error: <tabel> is not known in <layout> (did you mean `table`?)\n"},
		{"<layout version=\"1\" code=\"T1\" title=\"T\"><line>x</line></layout>",
		 "t.xml:1:41: error: <line> is not known in <layout> (this element stands elsewhere in a layout)\n"},
		{"<layout version=\"1\" code=\"T1\" title=\"T\"><p stile=\"small\">é {doc.date}</p></layout>",
		 "t.xml:1:51: error: <p> has no attribute \"stile\" (did you mean `style`?)\n"},
		{"<layout version=\"1\" code=\"T1\" title=\"T\"><p style=\"smal\">x</p></layout>",
		 "t.xml:1:51: error: style=\"smal\": body, small, strong, note, legal, centre or justified is expected (did you mean `small`?)\n"},
		{"<layout version=\"2\" code=\"t1\">\n<space/></layout>",
		 "t.xml:1:18: error: version=\"2\": 1 is expected (did you mean `1`?)\n"
		 "t.xml:1:27: error: code=\"t1\": up to 12 capitals and digits is expected\n"
		 "t.xml:1:1: error: <layout> needs the attribute \"title\"\n"
		 "t.xml:2:1: error: <space> needs the attribute \"lines\"\n"},
		{LAYOUT("<p>é {doc.date|monney} {doc} }</p>"),
		 "t.xml:1:49: error: \"{doc.date|monney}\" names no format (text, date, date_long, month, money, money_bare, words, percent, "
		 "count, number, term, term_within) (did you mean `money`?)\n"
		 "t.xml:1:67: error: \"{doc}\" is no hole: {query.column} or {query.column|format} is expected (write {{ for a brace)\n"
		 "t.xml:1:73: error: a \"}\" stands without its \"{\" (write }} for a brace)\n"},
		{LAYOUT("<p>a<b>b<b>c</b></b></p>"),
		 "t.xml:1:47: error: a tag stands inside itself in \"a<b>b<b>c</b></b>\"\n"
		 "t.xml:1:47: error: a tag ends that did not begin in \"a<b>b<b>c</b></b>\"\n"},
		{LAYOUT("<info>loose<field label=\"A\">b</field></info>"),
		 "t.xml:1:50: error: <info> holds no text\n"},
		{LAYOUT("<p>x<u>y</u></p>"),
		 "t.xml:1:48: error: <u> is not known in <p> (did you mean `b`?)\n"},
		{LAYOUT("<p/>"), "t.xml:1:44: error: <p> is empty\n"},
		{LAYOUT("<p count=\"doc.number\">x</p>"),
		 "t.xml:1:44: error: a counted <p> has count=, <one> and <other>\n"},
		{LAYOUT("<table query=\"doc\" carry=\"dat\"><col name=\"date\"/><col name=\"date\"/><row kind=\"total\"><cell col=\"x\"/></row></table>"),
		 "t.xml:1:93: error: the table has a column \"date\" already\n"
		 "t.xml:1:70: error: carry: the table has no column \"dat\" (did you mean `date`?)\n"
		 "t.xml:1:140: error: the table has no column \"x\"\n"},
		{LAYOUT("<p id=\"a\">x</p>\n<p id=\"a\">y</p>"),
		 "t.xml:2:1: error: the id \"a\" stands in line 1 already\n"},
		{LAYOUT("<include src=\"none\"/>"), "t.xml:1:44: error: there is no layouts/none.xml\n"},
		{"<layout version=\"1\" code=\"T1\" title=\"T\"><p>x</layout>",
		 "t.xml:1:47: error: the XML is broken: mismatched tag\n"},
		{"<!DOCTYPE layout [<!ENTITY a \"b\">]><layout/>",
		 "t.xml:1:18: error: a document type declaration is not taken here\n"},
		{"<part version=\"1\"/>",
		 "t.xml:1:1: error: the file begins with <part>: <layout> is expected\n"},
	};

	unit_begin();
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		ck_assert_ptr_null(read_xml(row[i].xml));
		ck_said(row[i].said);
	}
	unit_end();
}
END_TEST

/* White space is folded, tags and holes stand as written, and holes know their place. */
START_TEST(tree_text)
{
	const struct layout *l;
	const struct sentence *s;

	unit_begin();
	l = read_xml(
		LAYOUT("<p>\n  Pay {doc.number|words}\n  by <b>{doc.date}</b> &amp; {{so}}<br/> on.\n</p>"));
	ck_said("");
	s = l->root->child->text;
	ck_assert_str_eq(s->source, "Pay {doc.number|words} by <b>{doc.date}</b> & {{so}}<br/> on.");
	ck_assert_int_eq(s->pieces, 5);
	ck_assert_str_eq(s->piece[0].text, "Pay ");
	ck_assert_str_eq(s->piece[1].column, "number");
	ck_assert_int_eq(s->piece[1].show, AS_WORDS);
	ck_assert_int_eq(s->piece[3].style, PIECE_BOLD);
	ck_assert_int_eq(s->piece[3].at.line, 3);
	ck_assert_int_eq(s->piece[3].at.col, 9);
	ck_assert_str_eq(s->piece[4].text, " & {so}\non.");
	unit_end();
}
END_TEST

/* The house's files win over the shipped ones, one by one; a part stands where it was included, under its own
 * name. */
START_TEST(tree_house_first)
{
	const struct layout *l;
	const struct node *n;

	unit_begin();
	unit_put(0, "head.xml", "<part version=\"1\"><p id=\"a\">shipped</p></part>");
	unit_put(1, "head.xml", "<part version=\"1\"><p id=\"a\">house</p><rule/></part>");
	unit_put(0, "common.sql", "-- name: doc\nSELECT 1;\n-- name: to\nSELECT 2;\n");
	l = read_xml(LAYOUT("<include src=\"head\"/><p id=\"a\">own</p>"));
	ck_said("");
	n = l->root->child;
	ck_assert_str_eq(n->text->source, "house");
	ck_assert_str_eq(node_context(&arena, n), "head:a");
	ck_assert_int_eq(n->next->element, EL_RULE);
	ck_assert_str_eq(node_context(&arena, n->next->next), "t:a");
	ck_assert_ptr_eq(layout_query(l, "doc"), named_find(l->own, "doc"));
	ck_assert_ptr_nonnull(layout_query(l, "to"));
	ck_assert_ptr_null(layout_query(l, "nobody"));
	unit_end();
}
END_TEST

/* A part that includes, and a missing .sql, are told. */
START_TEST(tree_one_level)
{
	unit_begin();
	unit_put(0, "inner.xml", "<part version=\"1\"><rule/></part>");
	unit_put(0, "outer.xml", "<part version=\"1\"><group><include src=\"inner\"/></group></part>");
	ck_assert_ptr_null(read_xml(LAYOUT("<include src=\"outer\"/>")));
	ck_said("outer.xml:1:26: error: an included file includes nothing itself\n");
	ck_assert_ptr_null(layout_read(&arena, &diags, &house, NULL, "inner"));
	ck_said("inner.sql:0:0: error: there is no such file in the house nor among the shipped ones\n");
	unit_end();
}
END_TEST

/* A part that several layouts include is parsed once, and each has blocks of its own; one in which something
 * is wrong is told of each. */
START_TEST(tree_parts_once)
{
	struct layout_parts parts = {0};
	const struct layout *l[3];
	char *part;

	unit_begin();
	part = arena_dup(&arena,
			 unit_put(0, "head.xml",
				  "<part version=\"1\"><p id=\"a\">x</p><group><rule/></group></part>"));
	read_xml(LAYOUT("<include src=\"head\"/><p>end</p>"));
	for (int i = 0; i < 3; i++) {
		l[i] = layout_read_among(&arena, &diags, &house, NULL, &parts, "t");
		ck_assert_ptr_nonnull(l[i]);
		ck_assert_str_eq(l[i]->root->child->text->source, "x");
		ck_assert_int_eq(l[i]->root->child->next->child->element, EL_RULE);
		ck_assert_str_eq(l[i]->root->child->next->next->text->source, "end");
		ck_assert_ptr_null(l[i]->root->child->next->next->next);
		ck_assert_int_eq(unlink(part), i == 0 ? 0 : -1); /* not looked for again */
	}
	ck_assert_ptr_ne(l[1]->root->child, l[2]->root->child);
	ck_assert_ptr_ne(l[1]->root->child->next->child, l[2]->root->child->next->child);
	ck_said("");
	unit_put(0, "head.xml", "<part version=\"1\"><group><include src=\"inner\"/></group></part>");
	parts = (struct layout_parts){0};
	for (int i = 0; i < 2; i++) {
		ck_assert_ptr_null(layout_read_among(&arena, &diags, &house, NULL, &parts, "t"));
		ck_said("head.xml:1:26: error: an included file includes nothing itself\n");
	}
	unit_end();
}
END_TEST

/* All types are found by code; parts, terms and broken files are not types. */
START_TEST(tree_find_all)
{
	const struct layout_stem *s;
	int32_t n;

	unit_begin();
	unit_put(0, "b.xml", "<layout version=\"1\" code=\"ZED\" title=\"T\"/>");
	unit_put(0, "a.xml", "<layout version=\"1\" code=\"MID\" title=\"T\"/>");
	unit_put(1, "a.xml", "<layout version=\"1\" code=\"ALPHA\" title=\"T\"/>");
	unit_put(0, "part.xml", "<part version=\"1\"/>");
	unit_put(0, "bad.xml", "nothing");
	ck_assert_int_eq(layout_find_all(&arena, &diags, &house, &s, &n), 0);
	ck_assert_int_eq(n, 2);
	ck_assert_str_eq(s[0].code, "ALPHA");
	ck_assert_int_eq(s[0].shipped, 0);
	ck_assert_str_eq(s[1].stem, "b");
	ck_assert_ptr_nonnull(strstr(unit_said(), "bad.xml:1:1: error: the XML is broken"));
	unit_end();
}
END_TEST

UNIT_MAIN("layout: trees", tree_refused, tree_text, tree_house_first, tree_one_level, tree_parts_once,
	  tree_find_all)
