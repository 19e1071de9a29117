/* Bulk loads: rows written as pages of a draft are the rows that SQLite itself writes, whatever their sizes;
 * a draft becomes the ledger as a whole, and only then. */
#include "db_unit.h"

#include "db/image.h"

#define COLUMNS                                                                                              \
	"customer, type, number, date, due, amount, currency, open_amount, cleared_on, applies_to, "         \
	"po_number, delivery_note, "                                                                         \
	"salesman, status, text, source, line"

struct rows {
	int32_t n, i;
	int kind;    /* of sizes */
	char *bytes; /* 70 000 letters */
};

static void name_sink(void *ctx, const struct diag_message *m)
{
	(void)ctx;
	text_adds(&said, m->at->file ? m->at->file : "nothing");
}

static uint32_t chance(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static struct db_cell words(const char *s, int32_t n)
{
	return (struct db_cell){.s = s, .n = n};
}

/* Row i: any integers, texts of any size, NULLs; customers in disorder, numbers partly the same. */
static int step(void *ctx, struct db_cell *row)
{
	static const int64_t number[] = {0,
					 1,
					 -1,
					 2,
					 127,
					 128,
					 -128,
					 -129,
					 32767,
					 32768,
					 -32768,
					 8388607,
					 8388608,
					 -8388609,
					 2147483647,
					 2147483648,
					 -2147483649,
					 INT64_C(140737488355327),
					 INT64_C(140737488355328),
					 INT64_MAX,
					 -INT64_MAX};
	struct rows *r = ctx;
	uint32_t seed = (uint32_t)r->i * 7919 + (uint32_t)r->kind;
	int32_t i = r->i++, k;
	static char name[24], code[24];

	if (i == r->n)
		return 0;
	for (k = 0; k < 17; k++)
		row[k] = (struct db_cell){.null = 1};
	row[0] = words(code, snprintf(code, sizeof code, "C%u", chance(&seed) % 50));
	row[1] = words("invoice", 7);
	row[2] = words(name, snprintf(name, sizeof name, "A-%u", chance(&seed) % (uint32_t)(r->n * 2)));
	row[3] = (struct db_cell){.i = number[i % 21]};
	row[5] = (struct db_cell){.i = number[chance(&seed) % 21]};
	row[6] = words("AED", 3);
	row[15] = (struct db_cell){.i = 1};
	row[16] = (struct db_cell){.i = i};
	/* texts and keys about the sizes that just fit on a page, and far beyond */
	if (r->kind == 1)
		row[14] = words(r->bytes, 3900 + i % 400);
	if (r->kind == 2)
		row[2] = words(r->bytes + i % 26, 900 + i % 300);
	if (r->kind == 3 && i % 5 == 0)
		row[chance(&seed) % 2 ? 14 : 2] =
			words(r->bytes + i % 26, (int32_t)(chance(&seed) % 60000) + 1);
	if (r->kind == 4)
		row[14] = words(r->bytes, i % 130);
	return 1;
}

static const char *sum_of(struct db *b)
{
	struct query *q = query_open(b, &diags,
				     "SELECT group_concat(x, '') FROM (SELECT hex("
				     "id || '|' || customer || '|' || number || '|' || date || "
				     "'|' || amount || '|' || coalesce(text, '-') || '|' || line || '|' || "
				     "typeof(due)) x FROM entry ORDER BY id)",
				     NULL);
	struct digest *g = digest_begin();
	char hex[DIGEST_HEX];

	ck_assert_int_eq(query_next(q, &diags), 1);
	digest_add(g, query_text(q, 0), (size_t)query_length(q, 0));
	query_close(q);
	digest_end(g, hex);
	return arena_dup(&arena, hex);
}

static int64_t is_whole(struct db *b)
{
	return db_int(b, &diags,
		      "SELECT count(*) = 1 AND max(integrity_check) = 'ok' FROM pragma_integrity_check", -1);
}

/* n rows of a kind, by SQLite and by pages: the same rows, sound b-trees, indexes that find them; then more
 * rows on top. */
static void both(char *bytes, int32_t n, int kind)
{
	struct rows r = {.n = n, .kind = kind, .bytes = bytes};
	struct db *plain = db_open(NULL, DB_MEMORY, &diags), *b, *draft;
	const char *path = arena_format(&arena, "%s/%d-%d.db", folder, n, kind);

	ck_assert_int_eq(
		db_run(plain, &diags, "INSERT INTO source VALUES (1, 'f', 's', 't', 'p', 0, 0, 0, 0, NULL)"),
		0);
	ck_assert_int_eq(db_load(plain, &diags, "entry", COLUMNS, 17, 1, step, &r), 0);
	b = db_open(path, DB_LEDGER, &diags);
	ck_assert_int_eq(
		db_run(b, &diags, "INSERT INTO source VALUES (1, 'f', 's', 't', 'p', 0, 0, 0, 0, NULL)"), 0);
	draft = db_draft(b, 1);
	ck_assert_ptr_nonnull(draft);
	r.i = 0;
	ck_assert_int_eq(db_run(draft, &diags, "BEGIN"), 0);
	ck_assert_int_eq(db_load(draft, &diags, "entry", COLUMNS, 17, 1, step, &r), 0);
	ck_assert_int_eq(db_run(draft, &diags, "COMMIT"), 0);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(*) FROM entry", -1), 0);
	ck_assert_int_eq(db_draft_publish(draft, b, &diags), 0);
	db_draft_close(draft, b);
	ck_assert_str_eq(sum_of(b), sum_of(plain));
	ck_assert_int_eq(is_whole(b), 1);
	ck_assert_int_eq(db_int(b, &diags,
				"SELECT count(*) FROM entry e WHERE NOT EXISTS (SELECT 1 FROM entry i "
				"INDEXED BY entry_customer WHERE "
				"i.customer = e.customer AND i.number = e.number AND i.id = e.id)",
				-1),
			 0);
	ck_assert_int_eq(db_run(b, &diags,
				"INSERT INTO entry(customer, type, number, date, amount, currency, source, "
				"line) SELECT "
				"customer, type, "
				"number || 'x', date, amount, currency, 1, 0 FROM entry; DELETE FROM entry "
				"WHERE id % 3 = 0"),
			 0);
	ck_assert_int_eq(is_whole(b), 1);
	ck_assert_str_eq(text_str(&said), "");
	db_close(b);
	b = db_open(path, DB_LEDGER, &diags);
	ck_assert_int_eq(db_int(b, &diags, "SELECT count(*) FROM entry", -1), n * 2 - n * 2 / 3);
	db_close(b);
	db_close(plain);
}

START_TEST(load_pages)
{
	char *bytes;
	int32_t i, kind;

	unit_begin();
	bytes = arena_alloc(&arena, 70001);
	for (i = 0; i < 70000; i++)
		bytes[i] = (char)('a' + i % 26);
	for (kind = 0; kind < 5; kind++) {
		both(bytes, 0, kind);
		both(bytes, 1, kind);
		both(bytes, kind == 3 ? 300 : 3000, kind);
	}
	both(bytes, 40000, 0);
	unit_end();
}
END_TEST

/* Another connection sees nothing of a draft that is left, and all of one that is published; while somebody
 * reads there is none. */
START_TEST(load_draft)
{
	const char *path;
	struct rows r = {.n = 100};
	struct db *b, *other, *draft;
	struct query *q;

	unit_begin();
	path = arena_format(&arena, "%s/ledger.db", folder);
	b = db_open(path, DB_LEDGER, &diags);
	ck_assert_int_eq(
		db_run(b, &diags, "INSERT INTO source VALUES (1, 'f', 's', 't', 'p', 0, 0, 0, 0, NULL)"), 0);
	other = db_open(path, DB_LEDGER, &diags);
	q = query_open(other, &diags, "SELECT 1 FROM source UNION ALL SELECT 2", NULL);
	ck_assert_int_eq(query_next(q, &diags), 1);
	ck_assert_ptr_null(db_draft(b, 1));
	query_close(q);
	db_close(other);
	ck_assert_int_eq(db_run(b, &diags, "INSERT INTO sequence VALUES ('a', 1)"), 0);
	draft = db_draft(b, 1);
	ck_assert_ptr_nonnull(draft);
	ck_assert_int_eq(db_run(draft, &diags, "BEGIN"), 0);
	ck_assert_int_eq(db_load(draft, &diags, "entry", COLUMNS, 17, 1, step, &r), 0);
	ck_assert_int_eq(db_run(draft, &diags, "ROLLBACK"), 0);
	db_draft_close(draft, b);
	other = db_open(path, DB_LEDGER, &diags);
	ck_assert_int_eq(db_int(other, &diags, "SELECT count(*) FROM entry", -1), 0);
	ck_assert_int_eq(db_run(other, &diags, "INSERT INTO sequence VALUES ('b', 1)"), 0);
	db_close(other);
	/* a foreign key is tested again */
	text_reset(&said);
	ck_assert_int_eq(db_run(b, &diags, "INSERT INTO source_total VALUES (77, 'AED', 1, 1)"), -1);
	db_close(b);
	unit_end();
}
END_TEST

static size_t asked, most_unused;

static void *grow(void *p, size_t n)
{
	if (n - asked > most_unused)
		most_unused = n - asked;
	asked = n;
	return realloc(p, n);
}

/* A load that may be more than a database in memory can be gets no draft, and nothing is said; one that
 * changes nothing is not published; an image takes room in steps that do not grow with it. */
START_TEST(load_limits)
{
	static const struct image_shape shape = {.root = 1, .columns = 1};
	struct db_cell cell = {.n = 60000};
	struct db *b, *draft;
	struct image *m;
	unsigned char *page;
	const char *path;
	char *before, *after;
	size_t n, k;
	int32_t i;

	unit_begin();
	path = arena_format(&arena, "%s/ledger.db", folder);
	b = db_open(path, DB_LEDGER, &diags);
	ck_assert_ptr_null(db_draft(b, DB_DRAFT_MOST + 1));
	ck_assert_ptr_null(db_draft(b, DB_DRAFT_MOST));
	ck_assert_ptr_null(db_draft(b, INT64_MAX));
	draft = db_draft(b, DB_DRAFT_MOST / 2);
	ck_assert_ptr_nonnull(draft);
	before = file_read(&arena, &diags, path, 0, &n);
	/* its messages have the ledger's name */
	text_reset(&said);
	diag_init(&diags, name_sink, NULL);
	ck_assert_int_eq(db_run(draft, &diags, "SELECT * FROM nothing"), -1);
	ck_assert_str_eq(text_str(&said), path);
	text_reset(&said);
	/* what SQLite has undone itself is not undone again */
	ck_assert_int_eq(db_run(draft, &diags, "BEGIN; CREATE TABLE x(y); ROLLBACK"), 0);
	ck_assert_int_eq(db_undo(draft, &diags), 0);
	ck_assert_int_eq(db_run(draft, &diags, "BEGIN"), 0);
	ck_assert_int_eq(db_undo(draft, &diags), 0);
	ck_assert_int_eq(db_run(draft, &diags, "BEGIN; COMMIT"), 0);
	ck_assert_int_eq(db_draft_publish(draft, b, &diags), 0);
	after = file_read(&arena, &diags, path, 0, &k);
	ck_assert_uint_eq(n, k);
	ck_assert_mem_eq(before, after, n);
	db_draft_close(draft, b);
	db_close(b);
	page = calloc(1, 4096);
	page[16] = 16;
	cell.s = arena_alloc(&arena, 60000);
	m = image_open(page, 4096, &shape, grow);
	ck_assert_ptr_nonnull(m);
	asked = 4096;
	for (i = 0; i < 5000; i++)
		image_row(m, &cell);
	page = image_end(m, &n);
	ck_assert_uint_gt(n, 300000000);
	ck_assert_uint_le(asked - n, 70000000);
	ck_assert_uint_le(most_unused, 70000000);
	free(page);
	ck_assert_str_eq(text_str(&said), "");
	unit_end();
}
END_TEST

UNIT_MAIN("ledger: bulk loads", load_pages, load_draft, load_limits)
