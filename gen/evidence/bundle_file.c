/* bundle_file.c: a collected case as a ZIP: papers, index, tables. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "evidence/bag.h"
#include "evidence/bundle.h"
#include "evidence/custody.h"
#include "evidence/doctype.h"
#include "evidence/name.h"
#include "evidence/extract.h"

struct writer {
	struct db *b;
	const struct house *h;
	struct arena *a;
	struct diag *d;
	const struct bundle *u;
	struct bag *bag;
};

static int add_extract(struct writer *w, enum doctype_reader r, const char *path)
{
	const struct named_query *named;
	struct query *q = doctype_open(w->b, w->h, w->a, w->d, r, NULL, &named);
	struct text t;
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "case_id", w->u->case_id);
	query_bind_text(q, "customer", w->u->customer);
	query_bind_int(q, "as_of", w->u->as_of);
	text_init(&t);
	rc = extract_worded(q, named, w->d, w->u->words, &t, NULL);
	if (rc == 0)
		rc = bag_add(w->bag, w->d, path, text_str(&t), t.len);
	text_done(&t);
	query_close(q);
	return rc;
}

static int add_chain(struct writer *w)
{
	struct text t;
	int r;

	text_init(&t);
	r = custody_chain(w->b, w->d, w->u->customer, w->u->case_id, &t);
	if (r == 0)
		r = bag_add(w->bag, w->d, "custody-chain.txt", text_str(&t), t.len);
	text_done(&t);
	return r;
}

static int add_papers(struct writer *w)
{
	for (int32_t i = 0; i < w->u->papers; i++) {
		const struct bundle_paper *p = &w->u->paper[i];
		const struct place at = {p->from, 0, 0};
		char hex[DIGEST_HEX];
		int64_t size;

		if (digest_file(w->d, p->from, hex, &size) < 0)
			return -1;
		if (strcmp(hex, p->sha256) != 0)
			return diag(w->d, DIAG_STORE, &at,
				    "was changed after it was %s: its SHA-256 is %s, and %s is on record",
				    p->issued ? "issued" : "filed", hex, p->sha256);
		if (bag_add_file(w->bag, w->d, p->path, p->from, hex, size) < 0)
			return -1;
	}
	return 0;
}

static int add_index(struct writer *w, const struct bundle_index *i)
{
	if (bag_add(w->bag, w->d, "index.html", text_str(&i->html), i->html.len) < 0)
		return -1;
	return bag_add(w->bag, w->d, "index.pdf", text_str(&i->pdf), i->pdf.len);
}

static void add_info(struct writer *w)
{
	const char *company = house_text(w->h, "company", "legal_name");
	char date[11];

	if (!company)
		company = house_text(w->h, "company", "name");
	bag_info(w->bag, "Source-Organization", company ? company : "");
	bag_info(w->bag, "External-Identifier", w->u->case_id);
	bag_info(w->bag, "External-Description", w->u->described);
	bag_info(w->bag, "Bagging-Date", date_format(w->u->as_of, date));
	bag_info(w->bag, "Completeness", w->u->completeness);
	for (int32_t i = 0; i < w->u->gaps; i++)
		bag_info(w->bag, "Gap", w->u->gap[i].told);
}

/* An encrypted one is the same when it opens with the password and its lists of hashes are the same. */
static int same_inside(struct writer *w, const char *a, const char *b)
{
	char x[DIGEST_HEX], y[DIGEST_HEX];

	return w->u->password && bag_member(a, w->u->password, "/tagmanifest-sha256.txt", x) == 0 &&
	       bag_member(b, w->u->password, "/tagmanifest-sha256.txt", y) == 0 && strcmp(x, y) == 0;
}

/* The first of BUNDLE, BUNDLE-2 … that is free, or holds these very bytes already. */
static int take_name(struct writer *w, const char *temp, const char *folder, char *sha256, char **path)
{
	struct name name = {.scope = w->u->case_id,
			    .customer = w->u->customer,
			    .date = w->u->as_of,
			    .doctype = "BUNDLE",
			    .ext = "zip"};
	char hex[DIGEST_HEX];

	if (name_clashes(w->b, w->d, name.customer, NULL, &name.mask) < 0)
		return -1;
	for (int32_t number = 2;; number++) {
		*path = arena_format(w->a, "%s/%s", folder, name_make_masked(w->a, &name));
		if (!file_exists(*path)) {
			if (file_rename_new(w->d, temp, *path) < 0)
				return -1;
			return file_sync_folder(w->d, folder);
		}
		if (digest_file(w->d, *path, hex, NULL) < 0)
			return -1;
		if (strcmp(hex, sha256) == 0)
			return unlink(temp) < 0 ? -1 : 0;
		if (same_inside(w, temp, *path)) { /* it keeps its salts, and its hash */
			memcpy(sha256, hex, DIGEST_HEX);
			return unlink(temp) < 0 ? -1 : 0;
		}
		name.doctype = arena_format(w->a, "BUNDLE-%d", number);
	}
}

/* Two processes that write to one folder wait for each other: they share temporary names, which a killed
 * process leaves to the next. The lock dies with its process. -1 after a diagnostic. */
static int bundle_lock(struct diag *d, const char *folder)
{
	const struct place at = {folder, 0, 0};
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), r;

	do
		r = fd < 0 ? -1 : flock(fd, LOCK_EX);
	while (r < 0 && fd >= 0 && errno == EINTR);
	if (r == 0)
		return fd;
	if (fd < 0)
		return diag(d, DIAG_FOLDER, &at, "the folder cannot be read: %s", strerror(errno));
	diag(d, DIAG_FILE_WRITE, &at, "cannot be locked: %s", strerror(errno));
	close(fd);
	return -1;
}

/* ".BD2026-00017.tmp", what libzip puts behind it, ".BD2026-00017.court.4711": names that only we give, after
 * the five digits of a case's number. */
static int is_left(const char *name)
{
	const char *end = strstr(name, ".court."), *p;

	if (!end)
		end = strstr(name, ".tmp");
	if (*name != '.' || !end || end - name < 8 || end[-6] != '-')
		return 0;
	for (p = end - 5; p < end; p++)
		if (*p < '0' || *p > '9')
			return 0;
	if (end[1] == 'c')
		return end[7] && !end[7 + strspn(end + 7, "0123456789")];
	return !end[4] || (end[4] == '.' && strlen(end) == 11);
}

void bundle_clear(struct arena *a, const char *folder)
{
	struct diag quiet;
	char **file;
	int32_t n = 0;

	diag_init(&quiet, NULL, NULL);
	if (file_list(a, &quiet, folder, &file, &n) == 0)
		for (int32_t i = 0; i < n; i++)
			unlink(arena_format(a, "%s/%s", folder, file[i]));
	rmdir(folder);
}

/* What is there while the folder is ours belongs to nobody who is alive. */
static void sweep(struct arena *a, const char *folder)
{
	struct diag quiet;
	char **file;
	int32_t n = 0;

	diag_init(&quiet, NULL, NULL);
	if (file_list(a, &quiet, folder, &file, &n) < 0)
		return;
	for (int32_t i = 0; i < n; i++) {
		const char *path = arena_format(a, "%s/%s", folder, file[i]);

		if (is_left(file[i]) && unlink(path) < 0)
			bundle_clear(a, path);
	}
}

int bundle_begin(struct arena *a, struct diag *d, const char *folder)
{
	int fd = file_mkdirs(d, folder) < 0 ? -1 : bundle_lock(d, folder);

	if (fd >= 0)
		sweep(a, folder);
	return fd;
}

static int write_bag(struct writer *w, const struct bundle_index *index, const char *folder, char **path,
		     char sha256[DIGEST_HEX])
{
	char *temp = arena_format(w->a, "%s/.%s.tmp", folder, w->u->case_id);

	w->bag = bag_open(w->u->case_id, w->u->as_of);
	if (w->u->password)
		bag_encrypt(w->bag, w->u->password);
	add_info(w);
	if (add_papers(w) < 0 || add_index(w, index) < 0 ||
	    add_extract(w, READ_CHRONOLOGY, "chronology.csv") < 0 ||
	    add_extract(w, READ_ACCOUNT, "account.csv") < 0 ||
	    add_extract(w, READ_REGISTER, "register.csv") < 0 ||
	    (w->u->words && custody_tell(w->b, w->d, w->u->customer, w->u->words) < 0) ||
	    add_extract(w, READ_CUSTODY, "custody.csv") < 0 || add_chain(w) < 0) {
		bag_drop(w->bag);
		return -1;
	}
	if (bag_write(w->bag, w->d, temp, sha256) < 0)
		return -1;
	if (take_name(w, temp, folder, sha256, path) < 0) {
		unlink(temp);
		return -1;
	}
	return 0;
}

int bundle_write(struct db *snapshot, const struct house *h, struct arena *a, struct diag *d,
		 const struct bundle *b, const struct bundle_index *index, const char *folder, char **path,
		 char sha256[DIGEST_HEX])
{
	struct writer w = {.b = snapshot, .h = h, .a = a, .d = d, .u = b};
	int fd, rc;

	if ((fd = bundle_begin(a, d, folder)) < 0)
		return -1;
	rc = write_bag(&w, index, folder, path, sha256);
	close(fd);
	return rc;
}
