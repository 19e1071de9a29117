/* pdf_file.c: the file's objects, where they stand, and the cross-reference at its end (ISO 32000-1, 7.5). */
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "emit/pdf.h"

/* Readers inflate a whole object stream to reach one object, and merged files are written in flat memory. */
#define PACK_MAX 800

/* Measured on 1 000 statements, in millions of instructions a paper: level 1 5.04, 2 5.61, 5 5.91; level 5
 * takes 4 bytes in 100 off level 1. Level 1 makes a filled form's field larger than 96 bytes. */
#define LEVEL 2

/* An entry is 0 (not written), a byte offset, or with this bit the object stream's number and the index in
 * it. */
#define PACKED ((uint64_t)1 << 63)
#define INDEX_BITS 16

void pdf_file_init(struct pdf_file *f)
{
	memset(f, 0, sizeof *f);
	mem_watch();
	f->z = libdeflate_alloc_compressor(LEVEL);
	mem_watched();
}

void pdf_file_done(struct pdf_file *f)
{
	char hex[DIGEST_HEX];

	libdeflate_free_compressor(f->z);
	digest_end(f->digest, hex);
	free(f->entry);
	text_done(&f->pack_head);
	text_done(&f->pack_body);
	text_done(&f->work);
}

static int64_t position(const struct pdf_file *f)
{
	return f->before + (int64_t)(f->out->len - f->from);
}

void pdf_file_begin(struct pdf_file *f, struct text *out, int packed)
{
	char hex[DIGEST_HEX];

	if (f->digest)
		digest_end(f->digest, hex); /* of a file that was given up */
	f->digest = digest_begin();
	f->before = 0;
	f->packed = packed;
	f->pack = f->pack_n = 0;
	text_reset(&f->pack_head);
	text_reset(&f->pack_body);
	f->entries = 0;
	pdf_file_resume(f, out);
	pdf_reserve(f, 1);
	text_adds(out, packed ? "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n" : "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n");
}

static void hash_so_far(struct pdf_file *f)
{
	digest_add(f->digest, f->out->data + f->hashed, f->out->len - f->hashed);
	f->hashed = f->out->len;
}

void pdf_file_pause(struct pdf_file *f)
{
	hash_so_far(f);
	f->before = position(f);
	f->out = NULL;
}

void pdf_file_resume(struct pdf_file *f, struct text *out)
{
	f->out = out;
	f->from = f->hashed = out->len;
}

int32_t pdf_reserve(struct pdf_file *f, int32_t n)
{
	int32_t first = f->entries;

	f->entry = mem_room(f->entry, &f->cap, first + n, sizeof *f->entry);
	memset(f->entry + first, 0, (size_t)n * sizeof *f->entry);
	f->entries += n;
	return first;
}

static void begin_alone(struct pdf_file *f, int32_t number)
{
	f->entry[number] = (uint64_t)position(f);
	text_addint(f->out, number);
	text_add(f->out, " 0 obj\n", 7);
}

static void pack_flush(struct pdf_file *f)
{
	char dict[96];
	char *q = dict;
	int32_t number = f->pack;

	if (f->pack_n == 0)
		return;
	memcpy(q, "/Type/ObjStm/N ", 15);
	q = pdf_put_int(q + 15, f->pack_n);
	memcpy(q, "/First ", 7);
	q = pdf_put_int(q + 7, (int64_t)f->pack_head.len);
	*q = '\0';
	text_add(&f->pack_head, f->pack_body.data, f->pack_body.len);
	f->pack = f->pack_n = 0;
	pdf_stream(f, number, dict, f->pack_head.data, f->pack_head.len, PDF_DEFLATE);
	text_reset(&f->pack_head);
	text_reset(&f->pack_body);
}

struct text *pdf_begin(struct pdf_file *f, int32_t number)
{
	if (!f->packed) {
		begin_alone(f, number);
		return f->out;
	}
	if (f->pack_n == 0)
		f->pack = pdf_reserve(f, 1);
	f->entry[number] = PACKED | (uint64_t)f->pack << INDEX_BITS | (uint64_t)f->pack_n++;
	text_addint(&f->pack_head, number);
	text_addc(&f->pack_head, ' ');
	text_addint(&f->pack_head, (int64_t)f->pack_body.len);
	text_addc(&f->pack_head, ' ');
	return &f->pack_body;
}

void pdf_end(struct pdf_file *f)
{
	if (!f->packed) {
		text_add(f->out, "\nendobj\n", 8);
		return;
	}
	text_addc(&f->pack_body, '\n');
	if (f->pack_n == PACK_MAX)
		pack_flush(f);
}

void pdf_deflate(struct libdeflate_compressor *z, const void *bytes, size_t n, struct text *out)
{
	size_t most = libdeflate_zlib_compress_bound(z, n);
	size_t len = libdeflate_zlib_compress(z, bytes, n, text_room(out, most), most);

	/* no stream is so short; 0 says that it did not fit, which the bound rules out */
	if (len == 0)
		__builtin_trap();
	out->len += len;
}

void pdf_stream(struct pdf_file *f, int32_t number, const char *dict, const void *bytes, size_t n,
		enum pdf_filter filter)
{
	if (filter == PDF_DEFLATE) {
		text_reset(&f->work);
		pdf_deflate(f->z, bytes, n, &f->work);
		bytes = f->work.data;
		n = f->work.len;
	}
	begin_alone(f, number);
	text_add(f->out, "<<", 2);
	text_adds(f->out, dict);
	if (filter != PDF_PLAIN)
		text_adds(f->out, "/Filter/FlateDecode");
	pdf_add_int(f->out, "/Length", (int64_t)n);
	text_add(f->out, ">>stream\n", 9);
	text_add(f->out, bytes, n);
	text_add(f->out, "\nendstream\nendobj\n", 18);
}

static void trailer_keys(struct pdf_file *f, struct text *t, int32_t root, int32_t info)
{
	char hex[DIGEST_HEX];

	hash_so_far(f);
	digest_end(f->digest, hex);
	f->digest = NULL;
	hex[32] = '\0'; /* 16 bytes, as readers expect */
	pdf_add_int(t, "/Size", f->entries);
	pdf_add_ref(t, "/Root", root);
	pdf_add_ref(t, "/Info", info);
	text_addf(t, "/ID[<%s><%s>]", hex, hex);
}

static void write_table(struct pdf_file *f, int32_t root, int32_t info)
{
	int64_t start = position(f);

	text_adds(f->out, "xref\n0 ");
	text_addint(f->out, f->entries);
	text_adds(f->out, "\n0000000000 65535 f \n");
	for (int32_t i = 1; i < f->entries; i++) {
		char line[21] = "0000000000 00000 n \n";
		uint64_t at = f->entry[i];

		if (at == 0) /* reserved and not needed: free, never to be used again */
			memcpy(line, "0000000000 65535 f \n", 20);
		for (int k = 9; k >= 0; k--, at /= 10)
			line[k] = (char)('0' + at % 10);
		text_add(f->out, line, 20);
	}
	text_adds(f->out, "trailer\n<<");
	trailer_keys(f, f->out, root, info);
	text_adds(f->out, ">>\nstartxref\n");
	text_addint(f->out, start);
	text_adds(f->out, "\n%%EOF\n");
}

/* Rows of type, place, index, each but the first as its difference to the one above (PNG's predictor "up"):
 * most objects stand in a row in an object stream, so that nearly all bytes are 0 or 1. */
static void add_rows(const struct pdf_file *f, struct text *rows, int32_t bytes)
{
	size_t size = (size_t)bytes + 3;
	uint8_t above[16] = {0}, row[16];
	uint8_t *to = (uint8_t *)text_room(rows, (size_t)f->entries * (size + 1));

	for (int32_t i = 0; i < f->entries; i++) {
		uint64_t e = f->entry[i], at = e & PACKED ? (e & ~PACKED) >> INDEX_BITS : e;
		uint64_t index = e & PACKED ? e & ((1u << INDEX_BITS) - 1) : e == 0 ? 0xFFFF : 0;

		row[0] = e & PACKED ? 2 : e > 0;
		for (int k = 0; k < bytes; k++)
			row[1 + k] = (uint8_t)(at >> (8 * (bytes - 1 - k)));
		row[1 + bytes] = (uint8_t)(index >> 8);
		row[2 + bytes] = (uint8_t)index;
		*to++ = 2;
		for (size_t k = 0; k < size; k++) {
			*to++ = (uint8_t)(row[k] - above[k]);
			above[k] = row[k];
		}
	}
	rows->len = (size_t)f->entries * (size + 1);
}

static void write_stream(struct pdf_file *f, int32_t root, int32_t info)
{
	struct text dict, rows;
	int32_t number = pdf_reserve(f, 1), bytes = 2;
	int64_t start = position(f);

	f->entry[number] = (uint64_t)start;
	while (start >> (8 * bytes) > 0 || f->entries >> (8 * bytes) > 0)
		bytes++;
	text_init(&dict);
	text_init(&rows);
	add_rows(f, &rows, bytes);
	text_addf(&dict, "/Type/XRef/W[1 %d 2]/DecodeParms<</Predictor 12/Columns %d>>", (int)bytes,
		  (int)bytes + 3);
	trailer_keys(f, &dict, root, info);
	pdf_stream(f, number, text_str(&dict), rows.data, rows.len, PDF_DEFLATE);
	text_adds(f->out, "startxref\n");
	text_addint(f->out, start);
	text_adds(f->out, "\n%%EOF\n");
	text_done(&dict);
	text_done(&rows);
}

void pdf_file_end(struct pdf_file *f, int32_t root, int32_t info)
{
	if (f->packed) {
		pack_flush(f);
		write_stream(f, root, info);
	} else {
		write_table(f, root, info);
	}
	f->out = NULL;
}
