/* Bundles: the same bytes twice; a flipped bit anywhere, a member gone or added are noticed and named. */
#include "unit.h"

#include <stdio.h>
#include <unistd.h>
#include <zip.h>

#include "base/base.h"
#include "evidence/bag.h"

static char folder[] = "/tmp/lp-bag-XXXXXX";
static struct arena arena;
static struct text said;

static void sink(void *ctx, const struct diag_message *m)
{
	(void)ctx;
	text_adds(&said, m->text);
	text_addc(&said, '\n');
}

static char *in_folder(const char *name)
{
	return arena_format(&arena, "%s/%s", folder, name);
}

static void make(struct diag *d, const char *name, char hex[DIGEST_HEX])
{
	struct bag *b = bag_open("BD2026-00017", date_make(2026, 11, 1));

	bag_info(b, "Source-Organization", "A house\nwith two lines");
	bag_info(b, "External-Description",
		 "Evidence against Payload-Oxum: 1.2"); /* a name that looks like a label */
	ck_assert_int_eq(bag_add(b, d, "papers/b.pdf", "%PDF-1.4 not really", 19), 0);
	ck_assert_int_eq(bag_add(b, d, "index.html", "<p>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</p>", 47),
			 0);
	ck_assert_int_eq(bag_add(b, d, "papers/a.csv", "x,y\n1,2\n", 8), 0);
	ck_assert_int_eq(bag_write(b, d, in_folder(name), hex), 0);
}

/* The order in which members were given, and the day's time, change no byte; the bag that was written proves
 * intact. */
START_TEST(bag_same_bytes)
{
	struct diag d;
	struct bag_report r;
	char one[DIGEST_HEX], two[DIGEST_HEX];

	diag_init(&d, sink, NULL);
	make(&d, "one.zip", one);
	make(&d, "two.zip", two);
	ck_assert_str_eq(one, two);
	ck_assert_int_eq(bag_verify(&d, in_folder("one.zip"), NULL, &r), 0);
	ck_assert_int_eq(r.members, 3);
	ck_assert_int_eq(r.bytes, 19 + 47 + 8);
	ck_assert_int_eq(diag_errors(&d), 0);
}
END_TEST

/* Every single bit of the file, flipped, is noticed, but for header fields that no reader and no content
 * depends on. */
START_TEST(bag_every_bit)
{
	struct diag d;
	struct bag_report r;
	char hex[DIGEST_HEX], *bytes;
	size_t n;
	int unnoticed = 0;

	diag_init(&d, sink, NULL);
	make(&d, "bits.zip", hex);
	bytes = file_read(&arena, &d, in_folder("bits.zip"), 0, &n);
	for (size_t i = 0; i < n; i++) {
		bytes[i] = (char)(bytes[i] ^ (1 << (i % 8)));
		ck_assert_int_eq(file_write(&d, in_folder("bits.zip"), bytes, n, 1), 0);
		if (bag_verify(&d, in_folder("bits.zip"), NULL, &r) == 0) {
			unnoticed++;
			fprintf(stderr, "unnoticed at %zu of %zu\n", i, n);
		}
		bytes[i] = (char)(bytes[i] ^ (1 << (i % 8)));
	}
	ck_assert_int_eq(unnoticed, 0);
}
END_TEST

static void edit(const char *name, const char *remove, const char *add)
{
	zip_t *z = zip_open(in_folder(name), 0, NULL);

	ck_assert_ptr_nonnull(z);
	if (remove)
		ck_assert_int_eq(zip_delete(z, (zip_uint64_t)zip_name_locate(z, remove, 0)), 0);
	if (add)
		ck_assert_int_ge(zip_file_add(z, add, zip_source_buffer(z, "new", 3, 0), ZIP_FL_OVERWRITE),
				 0);
	ck_assert_int_eq(zip_close(z), 0);
}

/* What was changed, removed or added is called by its name, and for what it is. */
START_TEST(bag_named)
{
	static const struct {
		const char *remove, *add, *want;
	} row[] = {{"BD2026-00017/data/papers/b.pdf", NULL, "data/papers/b.pdf is missing"},
		   {NULL, "BD2026-00017/data/papers/c.pdf", "data/papers/c.pdf is extra"},
		   {NULL, "BD2026-00017/data/papers/b.pdf", "data/papers/b.pdf was changed"},
		   {NULL, "elsewhere/x", "elsewhere/x is extra: it stands outside of the bag"},
		   {NULL, "../x", "unsafe name \"../x\""},
		   {"BD2026-00017/manifest-sha256.txt", NULL, "manifest-sha256.txt is missing"},
		   {"BD2026-00017/bagit.txt", NULL, "bagit.txt is missing"},
		   {NULL, "BD2026-00017/bag-info.txt", "bag-info.txt was changed"}};
	struct diag d;
	struct bag_report r;
	char hex[DIGEST_HEX];

	diag_init(&d, sink, NULL);
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		unlink(in_folder("named.zip"));
		make(&d, "named.zip", hex);
		edit("named.zip", row[i].remove, row[i].add);
		text_reset(&said);
		ck_assert_int_eq(bag_verify(&d, in_folder("named.zip"), NULL, &r), -1);
		ck_assert_msg(strstr(text_str(&said), row[i].want) != NULL, "wanted \"%s\", said:\n%s",
			      row[i].want, text_str(&said));
	}
}
END_TEST

/* What is no ZIP, or a part of one, is an error and no crash. */
START_TEST(bag_torn)
{
	struct diag d;
	struct bag_report r;
	char hex[DIGEST_HEX], *bytes;
	size_t n;

	diag_init(&d, sink, NULL);
	ck_assert_int_eq(bag_verify(&d, in_folder("nothing.zip"), NULL, &r), -1);
	make(&d, "torn.zip", hex);
	bytes = file_read(&arena, &d, in_folder("torn.zip"), 0, &n);
	for (size_t cut = 0; cut < n; cut += 7) {
		ck_assert_int_eq(file_write(&d, in_folder("torn.zip"), bytes, cut, 1), 0);
		ck_assert_int_eq(bag_verify(&d, in_folder("torn.zip"), NULL, &r), -1);
	}
}
END_TEST

/* A name that some system could not extract, or two that differ in capitals only, never get into a bag. */
START_TEST(bag_names)
{
	static const char *const bad[] = {"",	 "/a",	 "../a", "a/../b",   "a/./b", "a//b", "a/",
					  "a b", "a\\b", "C:x",	 "\xC3\xA9", ".a",    "a."};
	struct diag d;
	struct bag *b = bag_open("x", 0);

	diag_init(&d, sink, NULL);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_assert_msg(bag_add(b, &d, bad[i], "", 0) < 0, "taken: %s", bad[i]);
	ck_assert_int_eq(bag_add(b, &d, "a/B", "", 0), 0);
	ck_assert_int_eq(bag_add(b, &d, "A/b", "", 0), -1);
	bag_drop(b);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("evidence: bundles");
	TCase *tc = tcase_create("bag");
	SRunner *runner;
	int failed;

	if (!mkdtemp(folder))
		return 1;
	arena_init(&arena);
	text_init(&said);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, bag_same_bytes);
	tcase_add_test(tc, bag_every_bit);
	tcase_add_test(tc, bag_named);
	tcase_add_test(tc, bag_torn);
	tcase_add_test(tc, bag_names);
	suite_add_tcase(s, tc);
	runner = srunner_create(s);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	text_done(&said);
	arena_done(&arena);
	if (!failed)
		failed = system(arena_format(&arena, "rm -rf %s", folder));
	arena_done(&arena);
	return failed ? 1 : 0;
}
