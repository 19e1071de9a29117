/* The CSV reader: cells and their places, quotes, line ends, blank lines; encodings before it. */
#include "db_unit.h"

#include "import/charset.h"
#include "import/csv.h"

/* Reads all of text as "a|b\n", "<" marking quoted cells; a diagnostic ends it. */
static const char *all(const char *text, size_t n, char sep)
{
	static struct text t;
	struct csv c;
	int rc;

	if (!t.data)
		text_init(&t);
	text_reset(&t);
	csv_open(&c, "f.csv", text, n, sep);
	while ((rc = csv_next(&c, &diags)) == 1) {
		for (int32_t i = 0; i < c.cells; i++) {
			if (i)
				text_addc(&t, '|');
			if (c.cell[i].quoted)
				text_addc(&t, '<');
			text_add(&t, c.cell[i].s, (size_t)c.cell[i].n);
		}
		text_addc(&t, '\n');
	}
	csv_close(&c);
	if (rc < 0)
		text_adds(&t, "!");
	return text_str(&t);
}

#define ALL(s, sep) all(s, strlen(s), sep)

/* RFC 4180, and what real files add: any line end, blank lines, quotes within unquoted cells, spaces kept. */
START_TEST(csv_reads)
{
	unit_begin();
	ck_assert_str_eq(ALL("a,b\nc,d\n", ','), "a|b\nc|d\n");
	ck_assert_str_eq(ALL("a,b\r\nc,d", ','), "a|b\nc|d\n");
	ck_assert_str_eq(ALL("a,b\rc,d\r", ','), "a|b\nc|d\n");
	ck_assert_str_eq(ALL("a;b,c;\n;;\n", ';'), "a|b,c|\n||\n");
	ck_assert_str_eq(ALL("\"a\";\"b;c\";\"\"\n", ';'), "<a|<b;c|<\n");
	ck_assert_str_eq(ALL("\"say \"\"hi\"\"\",\"\"\"\"\n\"x\"\"\"", ','), "<say \"hi\"|<\"\n<x\"\n");
	ck_assert_str_eq(ALL("OOO \"Kedr\",5\" pipe\n", ','), "OOO \"Kedr\"|5\" pipe\n");
	ck_assert_str_eq(ALL("\n\na, b \n\n\r\nc,\n", ','), "a| b \nc|\n");
	ck_assert_str_eq(ALL("\"two\nlines\",x\n", ','), "<two\nlines|x\n");
	ck_assert_str_eq(ALL("", ','), "");
	ck_assert_str_eq(ALL("a\tb\n", '\t'), "a|b\n");
	ck_assert_str_eq(text_str(&said), "");
	unit_end();
}
END_TEST

/* A line is looked for its end by pieces of 1 024 bytes: it may be longer, and end where a piece does. */
START_TEST(csv_long_lines)
{
	static const char *const end[] = {"\n", "\r", "\r\n"};
	struct text line, want;

	unit_begin();
	text_init(&line);
	text_init(&want);
	for (int e = 0; e < 3; e++) {
		for (int n = 1020; n < 2060; n = n == 1028 ? 2044 : n + 1) {
			text_reset(&line);
			text_reset(&want);
			for (int i = 0; i < n; i++)
				text_addc(&line, 'x');
			text_adds(&want, text_str(&line));
			text_adds(&want, "\nb\nc\n");
			text_addf(&line, "%sb%sc", end[e], end[e]);
			ck_assert_str_eq(ALL(text_str(&line), ','), text_str(&want));
		}
	}
	text_done(&line);
	text_done(&want);
	unit_end();
}
END_TEST

/* Cells of any length and place, whose ends and odd bytes lie anywhere in the sixteen bytes that are looked
 * at together. */
START_TEST(csv_lengths)
{
	static const char *const bit[] = {",", "\t", "\"\"", "\x01", "\x7F", "é", "\n"};
	struct text file, want;
	struct csv c;
	int32_t n, at, k, quoted;
	size_t len;

	unit_begin();
	for (n = 1; n < 40; n++) {
		for (at = 0; at <= n; at++) {
			for (k = 0; k < 7; k++) {
				for (quoted = k == 0 || k == 6 || (k == 2 && at == 0); quoted < 2; quoted++) {
					text_init(&file);
					text_init(&want);
					text_addf(&want, "%.*s%s%.*s", at,
						  "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
						  k == 2 && quoted ? "\"" : bit[k], n - at,
						  "zyxwvutsrqponmlkjihgfedcbazyxwvutsrqponmlkjihgfedcba");
					text_addf(&file, quoted ? "\"%.*s%s%.*s\",z" : "%.*s%s%.*s,z", at,
						  "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
						  bit[k], n - at,
						  "zyxwvutsrqponmlkjihgfedcbazyxwvutsrqponmlkjihgfedcba");
					/* a file that ends where its memory does */
					len = file.len;
					file.data = mem_grow(file.data, len + 1);
					csv_open(&c, "f.csv", file.data, len, ',');
					ck_assert_int_eq(csv_next(&c, &diags), 1);
					ck_assert_int_eq(c.cells, 2);
					ck_assert_int_eq(c.cell[0].n, (int32_t)want.len);
					ck_assert_int_eq(memcmp(c.cell[0].s, want.data, want.len), 0);
					ck_assert_int_eq(c.cell[0].odd, k == 1 || k == 3 || k == 4 || k == 6);
					ck_assert_int_eq(c.cell[0].high, k == 5);
					ck_assert(c.cell[1].n == 1 && *c.cell[1].s == 'z' && !c.cell[1].odd &&
						  !c.cell[1].high);
					csv_close(&c);
					text_done(&file);
					text_done(&want);
				}
			}
		}
	}
	unit_end();
}
END_TEST

/* Lines and columns count in characters, also behind an embedded line break and after multi-byte letters. */
START_TEST(csv_places)
{
	static const char text[] = "h1,h2\r\n\"é\nü\",\"x\"\"y\",z\r\nk,l\r\n";
	struct csv c;
	struct place p;

	unit_begin();
	csv_open(&c, "f.csv", text, sizeof text - 1, ',');
	csv_skip_lines(&c, 1);
	ck_assert_int_eq(csv_next(&c, &diags), 1);
	ck_assert_int_eq(c.cells, 3);
	p = csv_place(&c, 0);
	ck_assert(p.line == 2 && p.col == 1);
	p = csv_place(&c, 1);
	ck_assert(p.line == 3 && p.col == 4);
	p = csv_place(&c, 2);
	ck_assert(p.line == 3 && p.col == 11);
	p = csv_place(&c, 3);
	ck_assert(p.line == 3 && p.col == 12);
	ck_assert_int_eq(csv_next(&c, &diags), 1);
	p = csv_place(&c, 1);
	ck_assert(p.line == 4 && p.col == 3);
	csv_close(&c);
	unit_end();
}
END_TEST

/* What cannot be read is said with the place at which the quote opened; nothing behind it is taken for rows.
 */
START_TEST(csv_refuses)
{
	char *big;

	unit_begin();
	ck_assert_str_eq(ALL("a,b\nc,\"d\ne,f\n", ','), "a|b\n!");
	ck_assert_str_eq(text_str(&said), "2:3: error: the quote that opens here is never closed\n");
	text_reset(&said);
	ck_assert_str_eq(ALL("a,\"b\nb\" x\n", ','), "!");
	ck_assert_str_eq(
		text_str(&said),
		"2:3: error: text stands behind a closing quote (it opened in line 1, column 3): a separator or the "
		"line's end is expected\n");
	text_reset(&said);
	big = arena_alloc(&arena, (1 << 20) + 100);
	memset(big, 'x', (1 << 20) + 90);
	big[0] = '"';
	ck_assert_str_eq(all(big, (1 << 20) + 90, ','), "!");
	ck_assert_str_eq(text_str(&said),
			 "1:1: error: the quote that opens here is not closed within 1048576 bytes\n");
	text_reset(&said);
	big[0] = 'x';
	ck_assert_str_eq(all(big, (1 << 20) + 90, ','), "!");
	ck_assert_str_eq(text_str(&said), "1:1: error: the cell has more than 1048576 bytes\n");
	text_reset(&said);
	memset(big, ',', 5000);
	ck_assert_str_eq(all(big, 5000, ','), "!");
	ck_assert_str_eq(text_str(&said), "1:4097: error: the row has more than 4096 cells\n");
	unit_end();
}
END_TEST

/* NUL and control characters do not end a cell; they mark it. */
START_TEST(csv_marks_odd)
{
	static const char text[] = "a\0b,c\x01,d,\"e\tf\"\n";
	struct csv c;

	unit_begin();
	csv_open(&c, "f.csv", text, sizeof text - 1, ',');
	ck_assert_int_eq(csv_next(&c, &diags), 1);
	ck_assert_int_eq(c.cells, 4);
	ck_assert(c.cell[0].n == 3 && c.cell[0].odd && c.cell[1].odd && !c.cell[2].odd && c.cell[3].odd);
	csv_close(&c);
	unit_end();
}
END_TEST

static const char *decoded(const char *bytes, size_t n, const char *encoding)
{
	char *copy = arena_dupn(&arena, bytes, n), *s;
	size_t len;

	s = charset_decode(&arena, &diags, "f.csv", copy, n, encoding, &len);
	return s ? arena_dupn(&arena, s, len) : NULL;
}

/* Byte order marks decide; 8-bit sets as the profile says; wrong bytes are refused at their place. */
START_TEST(charset_decodes)
{
	unit_begin();
	ck_assert_str_eq(decoded("\xEF\xBB\xBFname", 7, "windows-1251"), "name");
	ck_assert_str_eq(decoded("\xFF\xFE"
				 "A\0\x1F\x04\x3D\xD8\x00\xDE",
				 10, NULL),
			 "AП😀");
	ck_assert_str_eq(decoded("\xFE\xFF\0A\x04\x1F", 6, NULL), "AП");
	ck_assert_str_eq(decoded("A\0;\0", 4, "utf-16le"), "A;");
	ck_assert_str_eq(decoded("\xCE\xE1\xFC", 3, "windows-1251"), "Обь");
	ck_assert_str_eq(decoded("caf\xE9 \x80", 6, "windows-1252"), "café €");
	ck_assert_str_eq(text_str(&said), "");
	ck_assert_ptr_null(decoded("name\né\xC3(", 9, NULL));
	ck_assert_str_eq(
		text_str(&said),
		"2:2: error: byte 0xC3 is not UTF-8 (say `encoding = windows-1251` (or windows-1252, windows-1256, utf-16le) in a "
		"profile of house.ini)\n");
	text_reset(&said);
	ck_assert_ptr_null(decoded("\xED\xA0\x80", 3, "utf-8"));
	ck_assert_ptr_nonnull(strstr(text_str(&said), "1:1: error: byte 0xED is not UTF-8"));
	text_reset(&said);
	ck_assert_ptr_null(decoded("A\0\n\0B\0\x00\xDC", 8, "utf-16le"));
	ck_assert_str_eq(text_str(&said), "2:2: error: the bytes here are not utf-16le\n");
	unit_end();
}
END_TEST

/* Any line end counts as one line, in quotes as outside: rows behind it have the line that an editor shows.
 */
START_TEST(csv_counts_lines)
{
	static const char *const text[] = {"\"a\rb\",x\nk\n", "\"a\nb\",x\nk\n", "\"a\r\nb\",x\r\nk\r\n",
					   "a,x\r\rk\r", "a,x\r\n\r\nk"};
	struct csv c;
	size_t i;

	unit_begin();
	for (i = 0; i < sizeof text / sizeof text[0]; i++) {
		csv_open(&c, "f.csv", text[i], strlen(text[i]), ',');
		ck_assert_int_eq(csv_next(&c, &diags), 1);
		ck_assert_int_eq(csv_place(&c, 0).line, 1);
		ck_assert_int_eq(csv_place(&c, 1).line, i < 3 ? 2 : 1);
		ck_assert_int_eq(csv_next(&c, &diags), 1);
		ck_assert_int_eq(csv_place(&c, 0).line, 3);
		ck_assert_int_eq(csv_place(&c, 0).col, 1);
		ck_assert_int_eq(csv_next(&c, &diags), 0);
		csv_close(&c);
	}
	csv_open(&c, "f.csv", "t\rh\r\nk\n", 7, ',');
	csv_skip_lines(&c, 2);
	ck_assert_int_eq(csv_next(&c, &diags), 1);
	ck_assert_int_eq(csv_place(&c, 0).line, 3);
	csv_close(&c);
	unit_end();
}
END_TEST

/* A tab in quotes is no separator, and a control character as in every other file; a comma in quotes is
 * plain. */
START_TEST(csv_quoted_separators)
{
	struct csv c;

	unit_begin();
	csv_open(&c, "f.tsv", "\"a\tb\"\t\"c,d\"\n", 12, '\t');
	ck_assert_int_eq(csv_next(&c, &diags), 1);
	ck_assert_int_eq(c.cells, 2);
	ck_assert(c.cell[0].odd && c.cell[0].n == 3 && !c.cell[1].odd);
	csv_close(&c);
	csv_open(&c, "f.csv", "\"a;b\";\"c,d\"\n", 12, ';');
	ck_assert_int_eq(csv_next(&c, &diags), 1);
	ck_assert_int_eq(c.cells, 2);
	ck_assert(!c.cell[0].odd && !c.cell[1].odd && c.cell[0].quoted);
	csv_close(&c);
	unit_end();
}
END_TEST

UNIT_MAIN("ledger: csv", csv_reads, csv_long_lines, csv_lengths, csv_places, csv_refuses, csv_marks_odd,
	  charset_decodes, csv_counts_lines, csv_quoted_separators)
