/* house.ini: values, the preset under it, and every mistake at its line with a hint. */
#include "db_unit.h"

static struct house *house_from(const char *ini, const char *preset)
{
	char *languages = file_read(&arena, &diags, "layouts/languages.ini", 0, NULL);

	unit_file("house/house.ini", ini);
	unit_file("share/layouts/languages.ini", languages);
	if (preset)
		unit_file("share/layouts/presets/sop.ini", preset);
	return house_open(&arena, &diags, arena_format(&arena, "%s/house", folder),
			  arena_format(&arena, "%s/share", folder));
}

START_TEST(house_values)
{
	struct house *h;

	unit_begin();
	h = house_from(
		"; a comment\n# another\n[company]\nname = A = B ; c\nname.ar = سمرة\n[locale]\ncurrency=AED\nlanguages = en, ar\nweekend = fri, sat\n"
		"[policy]\npreset = sop\nstage_days = 7\nminimum.KWD = 5.000\n[import.x]\ndelimiter = ;\nmap.status.RMA open = rma\n"
		"column.type = Doc. Type\nignore_row = ^(Total|Sub-total)\n",
		"[policy]\nstage_days = 15\nother = text\n");
	ck_assert_str_eq(text_str(&said), "");
	ck_assert_ptr_nonnull(h);
	ck_assert_str_eq(house_text(h, "company", "name"), "A = B ; c");
	ck_assert_int_eq(house_find(h, "company", "name")->at.line, 4);
	ck_assert_str_eq(house_text(h, "import.x", "delimiter"), ";");
	ck_assert_str_eq(house_text(h, "import.x", "map.status.RMA open"), "rma");
	ck_assert_int_eq(house_int(h, "policy", "stage_days", 0), 7);
	ck_assert_str_eq(house_text(h, "policy", "other"), "text");
	ck_assert_ptr_null(house_text(h, "policy", "nothing"));
	ck_assert_int_eq(house_int(h, "policy", "nothing", 9), 9);
	ck_assert_uint_eq(h->calendar.weekend, 1u << 5 | 1u << 6);
	unit_end();
}
END_TEST

START_TEST(house_mistakes)
{
	unit_begin();
	ck_assert_ptr_null(house_from(
		"[comapny]\nname = A\n[company]\nnmae = B\nname.ar = x\nname.xx = y\nno equals sign\n[locale]\ncurrency = DHS\ncurrency = AED\n"
		"[policy]\npreset = sop\nstage_days = seven\nstage_dasy = 1\nminimum.AED = 1,5\n[import.x]\ndate_order = dym\nignore_row = ^(\n",
		"[policy]\nstage_days = 15\n"));
	ck_assert_str_eq(
		text_str(&said),
		"7:1: error: \"[section]\", \"key = value\" or a comment is expected\n"
		"10:1: error: [locale] currency was given before, in line 9\n"
		"1:1: error: there is no section [comapny] (did you mean `[company]`?)\n"
		"4:1: error: [company] knows no key \"nmae\" (did you mean `name`?)\n"
		"6:1: error: [company] knows no key \"name.xx\"\n"
		"9:12: error: [locale] currency = \"DHS\": a currency code of ISO 4217, as AED is expected\n"
		"13:14: error: [policy] stage_days = \"seven\": a whole number, as in the preset is expected\n"
		"14:1: error: [policy] knows no key \"stage_dasy\" (did you mean `stage_days`?)\n"
		"15:15: error: [policy] minimum.AED = \"1,5\": an amount of that currency, as 50.00 is expected\n"
		"17:14: error: [import.x] date_order = \"dym\": dmy, mdy, ymd or excel is expected\n"
		"18:14: error: [import.x] ignore_row = \"^(\": an extended regular expression, as ^Total is expected\n");
	unit_end();
}
END_TEST

/* Long lines are refused, never cut; a missing preset and text that is not UTF-8 are named. */
START_TEST(house_limits)
{
	char *line;

	unit_begin();
	line = arena_alloc(&arena, 6000);
	strcpy(line, "[company]\nname = ");
	memset(line + strlen(line), 'z', 5000);
	ck_assert_ptr_null(house_from(line, NULL));
	ck_assert_str_eq(text_str(&said),
			 "2:0: error: the line has 5007 bytes, more than the 4094 that a line may have\n");
	text_reset(&said);
	ck_assert_ptr_null(house_from("[company]\nname = \xCF\n", NULL));
	ck_assert_str_eq(text_str(&said), "2:8: error: is not UTF-8 text: byte 0xCF (save it as UTF-8)\n");
	text_reset(&said);
	ck_assert_ptr_null(house_from("[policy]\npreset = spo\n", "[policy]\na = 1\n"));
	ck_assert_ptr_nonnull(strstr(text_str(&said), "2:10: error: [policy] preset = \"spo\": one of "));
	unit_end();
}
END_TEST

/* The column is that of the key, of the value or of the word in it, in letters: a tab is one, and so is a
 * letter of several bytes or two columns. */
START_TEST(house_columns)
{
	const struct house_key *k;
	struct house *h;

	unit_begin();
	ck_assert_ptr_null(house_from(
		"\xEF\xBB\xBF[company]\nname = \xE6\x9D\xB1\n  [locale]\n\tlanguages =  ar, \xD1\x84, en\n"
		"pair\t:\t en+xx\n[policy]\nminimum.\xC3\x86\xC3\x98 = 1\nminimum.AED = x\n"
		"[colour]\na = b\n",
		NULL));
	ck_assert_str_eq(
		text_str(&said),
		"4:19: error: [locale] languages = \"ar, \xD1\x84, en\": languages of en, ar, ru, nb is expected\n"
		"5:12: error: [locale] pair = \"en+xx\": two languages of en, ar, ru, nb, as en+ar, is expected\n"
		"7:9: error: [policy] minimum.\xC3\x86\xC3\x98 = \"1\": a key that ends with a currency code of ISO 4217, as minimum.AED is expected\n"
		"8:15: error: [policy] minimum.AED = \"x\": an amount of that currency, as 50.00 is expected\n"
		"9:1: error: there is no section [colour]\n");
	text_reset(&said);
	h = house_from("[company]\nname = \xE6\x9D\xB1\xE4\xBA\xAC AB\n", NULL);
	ck_assert_ptr_nonnull(h);
	k = house_find(h, "company", "name");
	ck_assert_int_eq(house_place(k, k->key + 2).col, 3);
	ck_assert_int_eq(house_place(k, strstr(k->value, "AB")).col, 11);
	ck_assert_int_eq(k->section_at.line, 1);
	unit_end();
}
END_TEST

/* The house's own layout comes before the shipped one; holidays come from the ledger, of its country and of
 * none. */
START_TEST(house_layouts_and_holidays)
{
	struct house *h;
	struct db *b;

	unit_begin();
	h = house_from("[locale]\ncountry = AE\n", NULL);
	unit_file("share/layouts/a.xml", "shipped");
	ck_assert_str_eq(house_layout(h, &arena, "a.xml"),
			 arena_format(&arena, "%s/share/layouts/a.xml", folder));
	unit_file("house/layouts/a.xml", "own");
	ck_assert_str_eq(house_layout(h, &arena, "a.xml"),
			 arena_format(&arena, "%s/house/layouts/a.xml", folder));
	ck_assert_ptr_null(house_layout(h, &arena, "b.xml"));
	b = db_open(NULL, DB_MEMORY, &diags);
	ck_assert_int_eq(
		db_run(b, &diags,
		       "INSERT INTO holiday(date, country) VALUES (9, 'AE'), (5, ''), (7, 'RU'), (5, 'AE')"),
		0);
	ck_assert_int_eq(house_holidays(h, &arena, b, &diags), 0);
	ck_assert_int_eq(h->calendar.holidays, 2);
	ck_assert_int_eq(h->calendar.holiday[0], 5);
	ck_assert_int_eq(h->calendar.holiday[1], 9);
	db_close(b);
	ck_assert_str_eq(text_str(&said), "");
	unit_end();
}
END_TEST

UNIT_MAIN("ledger: house.ini", house_values, house_mistakes, house_limits, house_columns,
	  house_layouts_and_holidays)
