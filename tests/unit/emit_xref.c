/* The cross-reference: every object stands where table or stream says, and nothing of a text before the file
 * counts. */
#include "unit.h"

#include <stdio.h>

#include <libdeflate.h>

#include "emit/pdf.h"

#define BEFORE "bytes of another file\n"

/* Seven objects: 1..5 dictionaries, 6 a stream, 7 reserved and never written; 1 comes last. */
static void write_file(struct pdf_file *f, struct text *out, int packed)
{
	struct text *t;

	pdf_file_begin(f, out, packed);
	ck_assert_int_eq(pdf_reserve(f, 5), 1);
	ck_assert_int_eq(pdf_reserve(f, 2), 6);
	for (int32_t i = 2; i <= 5; i++) {
		t = pdf_begin(f, i);
		text_addf(t, "<</Number %d>>", (int)i);
		pdf_end(f);
	}
	pdf_file_pause(f);
	pdf_file_resume(f, out);
	pdf_stream(f, 6, "/Number 6", "hello", 5, PDF_PLAIN);
	t = pdf_begin(f, 1);
	text_adds(t, "<</Type/Catalog>>");
	pdf_end(f);
	pdf_file_end(f, 1, 2);
}

static const char *after(const char *s, const char *mark)
{
	const char *p = strstr(s, mark);

	ck_assert_msg(p != NULL, "no %s", mark);
	return p + strlen(mark);
}

/* The last occurrence in n bytes. */
static const char *last(const char *s, size_t n, const char *mark)
{
	size_t m = strlen(mark);

	for (size_t i = n - m + 1; i-- > 0;)
		if (memcmp(s + i, mark, m) == 0)
			return s + i;
	ck_abort_msg("no %s", mark);
	return NULL;
}

START_TEST(table_of_offsets)
{
	struct pdf_file f;
	struct text out;
	const char *file, *row;

	text_init(&out);
	text_adds(&out, BEFORE);
	pdf_file_init(&f);
	write_file(&f, &out, 0);
	file = out.data + strlen(BEFORE);
	ck_assert_int_eq(strncmp(file, "%PDF-1.4\n", 9), 0);
	row = file + atol(after(last(out.data, out.len, "startxref"), "startxref\n"));
	ck_assert_int_eq(strncmp(row, "xref\n0 8\n0000000000 65535 f \n", 29), 0);
	row += 29;
	for (int i = 1; i <= 6; i++, row += 20) {
		char head[32];

		snprintf(head, sizeof head, "%d 0 obj\n", i);
		ck_assert_int_eq(strncmp(row + 10, " 00000 n \n", 10), 0);
		ck_assert_int_eq(strncmp(file + atol(row), head, strlen(head)), 0);
	}
	ck_assert_int_eq(strncmp(row, "0000000000 65535 f \n", 20), 0); /* 7: reserved, not written */
	ck_assert_int_eq(strncmp(row + 20, "trailer\n<</Size 8/Root 1 0 R/Info 2 0 R/ID[<", 44), 0);
	pdf_file_done(&f);
	text_done(&out);
}
END_TEST

static size_t inflate(const char *dict, unsigned char *buf, size_t size)
{
	struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
	size_t n = 0;

	ck_assert_int_eq(libdeflate_zlib_decompress(z, after(dict, ">>stream\n"),
						    (size_t)atol(after(dict, "/Length ")), buf, size, &n),
			 LIBDEFLATE_SUCCESS);
	libdeflate_free_decompressor(z);
	return n;
}

START_TEST(stream_of_offsets)
{
	struct pdf_file f;
	struct text out;
	unsigned char row[64 * 5], diff[64 * 6], pack[512];
	const char *file, *xref, *objects;
	size_t n;

	text_init(&out);
	text_adds(&out, BEFORE);
	pdf_file_init(&f);
	write_file(&f, &out, 1);
	file = out.data + strlen(BEFORE);
	ck_assert_int_eq(strncmp(file, "%PDF-1.7\n", 9), 0);
	xref = file + atol(after(last(out.data, out.len, "startxref"), "startxref\n"));
	ck_assert_ptr_nonnull(strstr(xref, "/Type/XRef/W[1 2 2]/DecodeParms<</Predictor 12/Columns 5>>"));
	n = inflate(xref, diff, sizeof diff);
	ck_assert_int_eq((int)n, 10 * 6); /* 0, 1..7, the object stream, the cross-reference itself */
	for (int i = 0; i < 10 * 5; i++)
		row[i] = (unsigned char)(diff[i / 5 * 6 + i % 5 + 1] + (i >= 5 ? row[i - 5] : 0));
	objects = file + (row[8 * 5 + 1] << 8 | row[8 * 5 + 2]);
	ck_assert_int_eq(strncmp(objects, "8 0 obj\n<</Type/ObjStm/N 5", 26), 0);
	n = inflate(objects, pack, sizeof pack - 1);
	pack[n] = '\0';
	for (int i = 1; i <= 5; i++) {
		const char *entry = (const char *)pack;

		ck_assert_int_eq(row[i * 5], 2);
		ck_assert_int_eq(row[i * 5 + 1] << 8 | row[i * 5 + 2], 8);
		for (int k = row[i * 5 + 4]; k > 0; k--) /* two numbers an entry */
			entry = strchr(strchr(entry, ' ') + 1, ' ') + 1;
		ck_assert_int_eq(atoi(entry), i);
		ck_assert_int_eq(strncmp((const char *)pack + atol(after(objects, "/First ")) +
						 atol(strchr(entry, ' ')),
					 i == 1 ? "<</Type/Catalog>>" : "<</Number ", 10),
				 0);
	}
	ck_assert_int_eq(row[6 * 5], 1);
	ck_assert_int_eq(strncmp(file + (row[6 * 5 + 1] << 8 | row[6 * 5 + 2]),
				 "6 0 obj\n<</Number 6/Length 5>>stream\nhello", 42),
			 0);
	ck_assert_int_eq(row[7 * 5], 0);
	ck_assert_int_eq(strncmp(file + (row[9 * 5 + 1] << 8 | row[9 * 5 + 2]), "9 0 obj\n", 8), 0);
	pdf_file_done(&f);
	text_done(&out);
}
END_TEST

UNIT_MAIN("emit: cross-reference", table_of_offsets, stream_of_offsets)
