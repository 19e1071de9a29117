/* Intake: all or none, each bad cell by its place, rules of signatures, one object for the same content, no
 * harm by hostile files. */
#include "unit.h"

#include <stdio.h>
#include <unistd.h>

#include "evidence/intake.h"
#include "evidence/media.h"
#include "evidence/vault.h"

static char folder[] = "/tmp/lp-intake-XXXXXX";
static struct arena arena;
static struct text said;
static struct diag d;
static struct house house;
static struct db *db;

static void sink(void *ctx, const struct diag_message *m)
{
	(void)ctx;
	text_addf(&said, "%s:%d:%d: %s %s", m->at->file ? m->at->file + strlen(folder) + 1 : "", m->at->line,
		  m->at->col, diag_name(m->id), m->text);
	if (m->hint)
		text_addf(&said, " (%s)", m->hint);
	text_addc(&said, '\n');
}

static char *in_folder(const char *name)
{
	return arena_format(&arena, "%s/%s", folder, name);
}

static void put(const char *name, const char *bytes, size_t n)
{
	ck_assert_int_eq(file_write(&d, in_folder(name), bytes, n, 1), 0);
}

static void puts_file(const char *name, const char *text)
{
	put(name, text, strlen(text));
}

static void start(void)
{
	arena_init(&arena);
	text_init(&said);
	diag_init(&d, sink, NULL);
	strcpy(folder + strlen(folder) - 6, "XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	house = (struct house){.dir = folder, .shipped = "."};
	db = db_open(in_folder("ledger.db"), DB_LEDGER, &d);
	ck_assert_ptr_nonnull(db);
	ck_assert_int_eq(
		db_run(db, &d,
		       "INSERT INTO source(id, file, sha256, tbl, profile, rows) VALUES (1, 'x', 'y', 'ledger', 'canonical', 1);"
		       "INSERT INTO customer(code, name) VALUES ('C1', 'One'), ('KX-20a', 'Two'), ('KX-20A', 'Three');"
		       "INSERT INTO entry(customer, type, number, date, amount, currency, source, line)"
		       " VALUES ('C1', 'invoice', 'INV/1', 20000, 100, 'AED', 1, 1);"
		       "INSERT INTO bad_case VALUES ('BD2026-00001', 'C1', 20700, NULL, NULL)"),
		0);
}

static void finish(void)
{
	char *command = arena_format(&arena, "rm -rf %s", folder);

	db_close(db);
	ck_assert_int_eq(system(command), 0);
	text_done(&said);
	arena_done(&arena);
}

static int import(struct intake_report *r)
{
	const struct intake_options o = {.date = date_make(2026, 11, 1), .who = "AR1"};
	int32_t n;
	struct filing *f = intake_read(&arena, &d, in_folder("index.csv"), &n);

	return f ? intake_file(db, &house, &arena, &d, f, n, &o, r) : -1;
}

static void expect(const char *want)
{
	ck_assert_msg(strstr(text_str(&said), want) != NULL, "wanted \"%s\", said:\n%s", want,
		      text_str(&said));
}

static const char *one(const char *sql)
{
	struct query *q = query_open(db, &d, sql, NULL);
	char *s;

	ck_assert_ptr_nonnull(q);
	ck_assert_int_eq(query_next(q, &d), 1);
	s = arena_dup(&arena, query_text(q, 0));
	query_close(q);
	return s;
}

static const char head[] = "file,customer,invoice,date,doctype,signed_by,signed_role,stamped,note\n";

/* Papers get their names, the case or the intake's number in front; twins in capitals do not collide; the
 * same again changes nothing. */
START_TEST(intake_names)
{
	struct intake_report r;

	start();
	puts_file("a.jpg", "\xFF\xD8\xFF\xE0 a picture");
	puts_file("b.txt", "one");
	puts_file("c.txt", "two");
	puts_file(
		"index.csv",
		arena_format(
			&arena, "%s%s", head,
			"a.jpg,C1,INV/1,2026-10-01,PHOTO,,,no,\nb.txt,KX-20a,,2026-10-02,OTHER,,,,\nc.txt,KX-20A,,2026-10-02,OTHER,,,,\n"));
	ck_assert_msg(import(&r) == 0, "%s", text_str(&said));
	ck_assert_int_eq(r.filed, 3);
	ck_assert_str_eq(
		one("SELECT group_concat(name, ' ') FROM (SELECT name FROM evidence ORDER BY id)"),
		"BD2026-00001_C1_INV~2F1_20261001_PHOTO.jpg IN2026-00001_KX-20a_ALL_20261002_OTHER.txt "
		"IN2026-00001_KX-20A~~7_ALL_20261002_OTHER.txt");
	ck_assert_int_eq(import(&r), 0);
	ck_assert_int_eq(r.filed, 0);
	ck_assert_int_eq(r.already, 3);
	ck_assert_int_eq(db_int(db, &d, "SELECT count(*) FROM custody", 0), 3);
	ck_assert_int_eq(db_int(db, &d, "SELECT last FROM sequence WHERE name = 'intake-2026'", 0), 1);
	finish();
}
END_TEST

/* The same content under two names is one object and two filings; the object can be read back and its change
 * is noticed. */
START_TEST(intake_one_object)
{
	struct intake_report r;
	size_t n;
	char *path;

	start();
	puts_file("a.txt", "the same");
	puts_file("b.txt", "the same");
	puts_file("index.csv",
		  arena_format(&arena, "%s%s", head,
			       "a.txt,C1,,2026-10-01,CONTRACT,,,,\nb.txt,C1,,2026-10-01,CONTRACT,,,,\n"));
	ck_assert_msg(import(&r) == 0, "%s", text_str(&said));
	ck_assert_int_eq(r.filed, 2);
	ck_assert_int_eq(r.objects, 1);
	ck_assert_str_eq(one("SELECT max(name) FROM evidence"), "BD2026-00001_C1_ALL_20261001_CONTRACT.txt");
	ck_assert_str_eq(one("SELECT min(name) FROM evidence"),
			 "BD2026-00001_C1_ALL_20261001_CONTRACT-2.txt");
	path = vault_path(db, &arena, &d, one("SELECT sha256 FROM evidence"));
	ck_assert_str_eq(vault_read(db, &house, &arena, &d, one("SELECT sha256 FROM evidence"), &n),
			 "the same");
	puts_file(path, "the SAME");
	ck_assert_ptr_null(vault_read(db, &house, &arena, &d, one("SELECT sha256 FROM evidence"), &n));
	expect("was changed after it was filed");
	finish();
}
END_TEST

/* Who may sign what: stored, but not valid, with the reason. */
START_TEST(intake_signatures)
{
	struct intake_report r;

	start();
	puts_file("a.txt", "GIF89a paper 1");
	puts_file("b.txt", "GIF89a paper 2");
	puts_file("c.txt", "GIF89a paper 3");
	puts_file("d.txt", "GIF89a paper 4");
	puts_file(
		"index.csv",
		arena_format(
			&arena, "%s%s", head,
			"a.txt,C1,,2026-10-01,GUARS,X,storekeeper,yes,\nb.txt,C1,,2026-10-02,GUARS,X,chief_accountant,yes,\n"
			"c.txt,C1,,2026-10-01,CONFR,X,director,yes,\nd.txt,C1,,2026-10-02,CONFR,,,yes,\n"));
	ck_assert_msg(import(&r) == 0, "%s", text_str(&said));
	ck_assert_int_eq(r.filed, 4);
	ck_assert_int_eq(r.not_valid, 3);
	ck_assert_str_eq(one("SELECT why_invalid FROM evidence WHERE id = 1"),
			 "signed by storekeeper; only director or chief_accountant may sign a GUARS");
	ck_assert_str_eq(one("SELECT valid FROM evidence WHERE id = 2"), "1");
	ck_assert_str_eq(one("SELECT why_invalid FROM evidence WHERE id = 4"),
			 "no signatory's role is recorded; only owner or managing_director may sign a CONFR");
	finish();
}
END_TEST

/* Every fault of an index is said with its place, in one go, and nothing is filed. */
START_TEST(intake_places)
{
	struct intake_report r;

	start();
	puts_file("a.txt", "GIF89a paper 1");
	puts_file("index.csv", arena_format(&arena, "%s%s", head,
					    "a.txt,C1,,2026-10-01,OTHER,,,,\n"
					    "gone.pdf,C1,,2026-10-01,OTHER,,,,\n"
					    "a.txt,C1,,01/10/2026,OTHER,,,maybe,\n"
					    "../../etc/passwd,C1,,2026-10-01,OTHER,,,,\n"
					    "a.txt,C1,,2026-10-01\n"));
	ck_assert_int_eq(import(&r), -1);
	expect("index.csv:3:1: evidence-index there is no file \"gone.pdf\" beside the index");
	expect("index.csv:4:11: evidence-index \"01/10/2026\" is no date");
	expect("index.csv:4:30: evidence-index \"maybe\" is neither yes nor no");
	expect("index.csv:5:1: evidence-index \"../../etc/passwd\" lies outside");
	expect("index.csv:6:");
	text_reset(&said);
	puts_file(
		"index.csv",
		arena_format(
			&arena, "%s%s", head,
			"a.txt,C1,,2026-10-01,OTHER,,,,\na.txt,c1,,2026-10-01,GUAARS,,,,\na.txt,C1,,2026-11-02,OTHER,,,,\n"));
	ck_assert_int_eq(import(&r), -1);
	expect("index.csv:3:7: evidence-index the ledger has no customer \"c1\" (did you mean `C1`?)");
	expect("index.csv:3:22: evidence-index \"GUAARS\" is no DocType (did you mean `GUARS`?)");
	expect("index.csv:4:1: evidence-index the paper's date 2026-11-02 is after the day of filing");
	ck_assert_int_eq(db_int(db, &d, "SELECT count(*) FROM evidence", -1), 0);
	text_reset(&said);
	puts_file("index.csv", "file,customer,datum,date\n");
	ck_assert_int_eq(import(&r), -1);
	expect("index.csv:1:15: evidence-index \"datum\" is no column");
	expect("the column doctype is missing");
	finish();
}
END_TEST

/* What is torn, encrypted or made to hurt is typed by its bytes, and costs no more than one answer. */
START_TEST(intake_hostile)
{
	static const char one_page[] =
		"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
		"trailer<</Root 1 0 R/Size 4>>\n%%EOF\n";
	static const char ring[] =
		"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\n"
		"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n";
	struct media m;
	char *deep = mem_alloc(2000000);

	start();
	media_find(&arena, one_page, sizeof one_page - 1, &m);
	ck_assert_str_eq(m.type, "application/pdf");
	ck_assert_int_eq(m.pages, 1);
	media_find(&arena, ring, sizeof ring - 1, &m);
	ck_assert_str_eq(m.type, "application/pdf");
	ck_assert_ptr_nonnull(m.damage);
	strcpy(deep, "%PDF-1.4\n1 0 obj\n");
	memset(deep + strlen(deep), '[', 1900000);
	media_find(&arena, deep, strlen(deep), &m);
	ck_assert_int_eq(m.pages, -1);
	ck_assert_ptr_nonnull(m.damage);
	for (size_t cut = 0; cut < sizeof one_page; cut += 11)
		media_find(&arena, one_page, cut, &m);
	media_find(&arena, "\x89PNG\r\n\x1A\n", 8, &m);
	ck_assert_int_eq(m.unreadable, 1);
	media_find(&arena, "MZ\0\1", 4, &m);
	ck_assert_str_eq(m.type, "application/octet-stream");
	media_find(&arena, "", 0, &m);
	free(deep);
	finish();
}
END_TEST

/* A TIFF of two pages of 8 × 8 dots and a smaller picture of the first; its second page's list is at 200. */
static size_t two_pages(uint8_t *to)
{
	static const struct {
		uint16_t tag, kind;
		uint32_t value;
	} field[] = {{254, 4, 0}, {256, 3, 8},	 {257, 3, 8}, {258, 3, 8}, {259, 3, 1},
		     {262, 3, 1}, {273, 4, 500}, {277, 3, 1}, {278, 3, 8}, {279, 4, 64}};
	static const uint32_t at[] = {8, 200, 350}, next[] = {200, 350, 0}, what[] = {0, 2, 1};

	memset(to, 0, 564);
	memcpy(to, "II*\0\10\0\0\0", 8);
	for (int page = 0; page < 3; page++) {
		uint8_t *p = to + at[page];

		*p = 10;
		p += 2;
		for (int i = 0; i < 10; i++, p += 12) {
			const uint32_t v = i == 0 ? what[page] : field[i].value, one = 1;

			memcpy(p, &field[i].tag, 2);
			memcpy(p + 2, &field[i].kind, 2);
			memcpy(p + 4, &one, 4);
			memcpy(p + 8, &v, 4);
		}
		memcpy(p, &next[page], 4);
	}
	return 564;
}

/* Pages of a TIFF are counted, and read to their end; a ring of lists comes to an end; a lost list and a lost end are damage.
 */
START_TEST(intake_tiff)
{
	uint8_t tiff[600];
	struct media m;
	const size_t n = two_pages(tiff);

	start();
	ck_assert_int_eq(media_find(&arena, tiff, n, &m), 0);
	ck_assert_str_eq(m.type, "image/tiff");
	ck_assert_str_eq(m.ext, "tif");
	ck_assert_int_eq(m.pages, 2);
	ck_assert_ptr_null(m.damage);
	media_find(&arena, tiff, n - 1, &m);
	ck_assert_int_eq(m.pages, -1);
	ck_assert_int_eq(m.unreadable, 1);
	ck_assert_str_eq(m.damage, "the TIFF is damaged or cut off");
	memcpy(tiff + 200 + 2 + 120, "\xC8\0\0\0", 4); /* the second list is followed by itself */
	media_find(&arena, tiff, n, &m);
	ck_assert_int_eq(m.pages, 2); /* and no more */
	memcpy(tiff + 200 + 2 + 120, "\0\0\1\0", 4);
	media_find(&arena, tiff, n, &m);
	ck_assert_int_eq(m.unreadable, 1);
	for (size_t i = 0; i < n; i += 7)
		media_find(&arena, tiff, i, &m);
	finish();
}
END_TEST

/* Kinds that nobody knows, programs and packed files show nothing; words, sounds and office files do. */
START_TEST(intake_kinds)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *type;
		int unreadable;
	} all[] = {{"\1\2\3\4", 4, "application/octet-stream", 1},
		   {"PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22, "application/zip", 1},
		   {"#!/bin/sh\nexit\n", 15, "text/plain", 0},
		   {"a,b\n1,2\n3,4\n", 12, "text/plain", 0},
		   {"{\\rtf1 words}", 13, "application/rtf", 0},
		   {"GIF89a\1\0\1\0\0\0\0;", 14, "image/gif", 0}};
	struct media m;

	start();
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		ck_assert_int_eq(media_find(&arena, all[i].bytes, all[i].n, &m), 0);
		ck_assert_str_eq(m.type, all[i].type);
		ck_assert_int_eq(m.unreadable, all[i].unreadable);
	}
	finish();
}
END_TEST

UNIT_MAIN("evidence: intake", intake_names, intake_one_object, intake_signatures, intake_places,
	  intake_hostile, intake_tiff, intake_kinds)
