/* bag_zip.c: the members of a ZIP: names, kinds, places, bytes. What another program would unpack in another
 * way than it is read here is a fault. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

#include "evidence/bag_own.h"

/* Deflate packs 1032 times at best: what claims more is made to overwhelm its reader. */
#define PACKED_MOST 1100

static int damaged(struct bag_reader *r, const char *path, const char *why)
{
	return path ? bag_fault(r, BAG_DAMAGED, "%s: the ZIP is damaged there: %s", bag_shown(r, path), why)
		    : bag_fault(r, BAG_DAMAGED, "the ZIP is damaged: %s", why);
}

static uint64_t little(const unsigned char *p, int n)
{
	uint64_t v = 0;

	while (n-- > 0)
		v = v << 8 | p[n];
	return v;
}

static int read_at(FILE *f, uint64_t at, void *to, size_t n)
{
	return at <= INT64_MAX && fseeko(f, (off_t)at, SEEK_SET) == 0 && fread(to, 1, n, f) == n ? 0 : -1;
}

/* Where the directory of a ZIP begins, and how many members it has (APPNOTE of PKWARE, 4.3.14 to 4.3.16). */
static int find_directory(FILE *f, uint64_t size, uint64_t *at, uint64_t *n)
{
	unsigned char tail[22], locator[20], end64[56];
	uint64_t end = size < 22 ? 0 : size - 22, last = size < 65557 ? 0 : size - 65557;

	for (;; end--) { /* the comment stands behind it */
		if (size < 22 || read_at(f, end, tail, 22) < 0)
			return -1;
		if (memcmp(tail, "PK\5\6", 4) == 0 && end + 22 + little(tail + 20, 2) == size)
			break;
		if (end == last)
			return -1;
	}
	*n = little(tail + 10, 2);
	*at = little(tail + 16, 4);
	if (*n != 0xFFFF && *at != 0xFFFFFFFF)
		return 0;
	if (end < 20 || read_at(f, end - 20, locator, 20) < 0 || memcmp(locator, "PK\6\7", 4) != 0)
		return 0;
	if (read_at(f, little(locator + 8, 8), end64, 56) < 0 || memcmp(end64, "PK\6\6", 4) != 0)
		return -1;
	*n = little(end64 + 32, 8);
	*at = little(end64 + 48, 8);
	return 0;
}

/* Where a member's bytes lie, as the directory says. */
struct span {
	uint64_t at, size;
};

static int by_place(const void *x, const void *y)
{
	const uint64_t a = ((const struct span *)x)->at, b = ((const struct span *)y)->at;

	return a < b ? -1 : a > b;
}

/* Numbers that do not fit in 32 bits stand in a field of their own (APPNOTE, 4.5.3). */
static void read_large(const unsigned char *extra, size_t n, int unpacked, struct span *s)
{
	for (size_t i = 0; i + 4 <= n; i += 4 + little(extra + i + 2, 2)) {
		const unsigned char *p = extra + i + 4, *end = p + little(extra + i + 2, 2);

		if (little(extra + i, 2) != 1 || end > extra + n)
			continue;
		p += unpacked ? 8 : 0;
		if (s->size == 0xFFFFFFFF && p + 8 <= end) {
			s->size = little(p, 8);
			p += 8;
		}
		if (s->at == 0xFFFFFFFF && p + 8 <= end)
			s->at = little(p, 8);
		return;
	}
}

/* One entry of the directory at *at, which moves behind it: its name is whole, and its member has the same.
 * -1: it cannot be followed. */
static int read_entry(struct bag_reader *r, FILE *f, uint64_t *at, struct span *span)
{
	unsigned char head[46], local[30];
	char name[65536], again[65536], extra[65536];
	size_t len, more;

	if (read_at(f, *at, head, sizeof head) < 0 || memcmp(head, "PK\1\2", 4) != 0)
		return -1;
	len = (size_t)little(head + 28, 2);
	more = (size_t)little(head + 30, 2);
	if (fread(name, 1, len, f) != len || fread(extra, 1, more, f) != more)
		return -1;
	*span = (struct span){little(head + 42, 4), little(head + 20, 4)};
	read_large((const unsigned char *)extra, more, little(head + 24, 4) == 0xFFFFFFFF, span);
	*at += sizeof head + len + more + little(head + 32, 2);
	if (read_at(f, span->at, local, sizeof local) < 0 || memcmp(local, "PK\3\4", 4) != 0 ||
	    little(local + 26, 2) != len || fread(again, 1, len, f) != len)
		return -1;
	name[len] = '\0';
	if (memcmp(name, again, len) != 0) {
		again[len] = '\0';
		damaged(r, NULL,
			arena_format(&r->arena,
				     "a member is called \"%s\" in its directory and \"%s\" itself",
				     bag_shown(r, name), bag_shown(r, again)));
	}
	/* libzip ends a name at its first zero byte; other programs may not */
	if (strlen(name) < len)
		bag_fault(r, BAG_EXTRA,
			  "a member has the unsafe name \"%s\" followed by a zero byte and %zu bytes more",
			  bag_shown(r, name), len - strlen(name) - 1);
	span->size += sizeof local + len + little(local + 28, 2);
	return 0;
}

/* Whether the directory and the members say the same, whatever tool wrote them: that another program unpacks
 * what is proved here. No two members share bytes, which is how a small ZIP unpacks to a large one. */
static void check_directory(struct bag_reader *r, uint64_t want)
{
	FILE *f = fopen(r->at.file, "rb");
	struct span *span = arena_alloc(&r->arena, sizeof *span * (size_t)(want + 1));
	uint64_t at = 0, n = 0, i = 0, end;
	struct stat st;
	int bad = !f || fstat(fileno(f), &st) < 0 || find_directory(f, (uint64_t)st.st_size, &at, &n) < 0;

	end = at;
	for (; !bad && i < n && i < want; i++)
		bad = read_entry(r, f, &at, &span[i]) < 0;
	if (f)
		fclose(f);
	if (bad || i != want) {
		damaged(r, NULL, "its directory cannot be followed from member to member");
		return;
	}
	span[want] = (struct span){end, 0};
	qsort(span, (size_t)want, sizeof *span, by_place);
	for (i = 0; i < want; i++)
		if (span[i].at + span[i].size > span[i + 1].at) {
			damaged(r, NULL, "two members share bytes");
			return;
		}
}

/* What a member unpacks as, whatever system is said to have packed it: some programs look at the mode alone.
 */
static const char *kind_of(zip_t *z, zip_uint64_t i)
{
	zip_uint8_t system;
	zip_uint32_t mode;

	if (zip_file_get_external_attributes(z, i, 0, &system, &mode) < 0)
		return NULL;
	switch (mode >> 16 & S_IFMT) {
	case 0:
	case S_IFREG:
	case S_IFDIR:
		return NULL;
	case S_IFLNK:
		return "is a link: unpacked, it would show another file";
	case S_IFIFO:
		return "is a FIFO: unpacked, it holds what another program puts in";
	default:
		return "is no regular file: unpacked, it would be a device or a socket";
	}
}

/* The name in UTF-8. Old programs wrote the letters of their own code page; libzip guesses them. */
static char *zip_name(struct bag_reader *r, zip_uint64_t i)
{
	const char *name = zip_get_name(r->zip, i, ZIP_FL_ENC_RAW);

	if (name && !utf8_valid(name, strlen(name), NULL))
		name = zip_get_name(r->zip, i, ZIP_FL_ENC_GUESS);
	return name ? arena_dup(&r->arena, name) : NULL;
}

static int zip_entry(struct bag_reader *r, zip_uint64_t i, zip_uint64_t *sum)
{
	char *name = zip_name(r, i), *plain;
	const char *why;
	size_t len;
	zip_stat_t st;

	if (!name || zip_stat_index(r->zip, i, 0, &st) < 0 || !(st.valid & ZIP_STAT_SIZE))
		return damaged(r, NULL, zip_strerror(r->zip));
	*sum = st.size > UINT64_MAX - *sum ? UINT64_MAX : *sum + st.size;
	if (strcmp(name, ".") == 0 || strcmp(name, "./") == 0)
		return 0;
	plain = strncmp(name, "./", 2) == 0 ? name + 2 : name; /* as bsdtar writes them */
	len = strlen(plain);
	if (len > 0 && plain[len - 1] == '/') {
		plain[len - 1] = '\0'; /* a folder says nothing, but may be hostile */
		why = bag_path_fault(plain);
		bag_entry_add(r, arena_format(&r->arena, "%s/", plain), NULL, (int64_t)i, 0);
	} else {
		why = bag_path_fault(plain);
		bag_entry_add(r, plain, NULL, (int64_t)i, st.size > INT64_MAX ? INT64_MAX : (int64_t)st.size);
	}
	if (!why && strpbrk(plain, "\r\n"))
		why = "has a line's end";
	if (why) {
		r->n--;
		return bag_fault(r, BAG_EXTRA, "a member has the unsafe name \"%s\": it %s",
				 bag_shown(r, name), why);
	}
	why = kind_of(r->zip, i);
	if (why) {
		r->n--;
		return bag_fault(r, BAG_EXTRA, "%s %s", bag_shown(r, name), why);
	}
	return 0;
}

/* A ZIP whose members want a password is judged with it, or not at all: nothing of it could be read. */
static int check_password(struct bag_reader *r, zip_int64_t n)
{
	zip_file_t *f = NULL;
	zip_stat_t st;
	zip_int64_t i = 0;

	for (; i < n; i++)
		if (zip_stat_index(r->zip, (zip_uint64_t)i, 0, &st) == 0 &&
		    st.valid & ZIP_STAT_ENCRYPTION_METHOD && st.encryption_method != ZIP_EM_NONE)
			break;
	if (i == n)
		return 0;
	r->r->encrypted = 1;
	r->r->locked = 1;
	if (!r->password)
		return bag_fault(r, BAG_DAMAGED,
				 "is encrypted: it can be judged with its password alone (--password-file)");
	if (zip_set_default_password(r->zip, r->password) == 0)
		f = zip_fopen_index(r->zip, (zip_uint64_t)i, 0);
	if (!f)
		return bag_fault(r, BAG_DAMAGED, "does not open with this password: %s",
				 zip_strerror(r->zip));
	zip_fclose(f);
	r->r->locked = 0;
	return 0;
}

/* Which part of a ZIP that does not open is broken: its end, or an entry of its directory; NULL: it is not
 * told.
 */
static const char *broken_part(struct bag_reader *r, FILE *f, int code)
{
	unsigned char head[46];
	uint64_t at = 0, n = 0, entry = 0;
	struct stat st;
	int begins;

	if (fstat(fileno(f), &st) < 0 || read_at(f, 0, head, 4) < 0)
		return NULL;
	begins = memcmp(head, "PK\3\4", 4) == 0;
	if (find_directory(f, (uint64_t)st.st_size, &at, &n) < 0)
		return !begins ? NULL
			       : "it begins as a ZIP, and the record at its end, which says where its directory is, is broken or cut off";
	for (; entry < n; entry++) {
		if (read_at(f, at, head, sizeof head) < 0 || memcmp(head, "PK\1\2", 4) != 0)
			return arena_format(
				&r->arena,
				"entry %llu of the %llu of its directory, or the record at its end, is broken",
				(unsigned long long)entry + 1, (unsigned long long)n);
		at += sizeof head + little(head + 28, 2) + little(head + 30, 2) + little(head + 32, 2);
	}
	if (!begins)
		return "it does not begin as a ZIP does, and its directory is whole";
	return code == ZIP_ER_NOZIP || code == ZIP_ER_INCONS
		       ? "an entry of its directory contradicts its member, or the record at its end the directory"
		       : NULL;
}

/* What is wrong with a file that libzip does not open. */
static void not_opened(struct bag_reader *r, int code)
{
	FILE *f = fopen(r->at.file, "rb");
	const char *why = f ? broken_part(r, f, code) : NULL;
	zip_error_t error;

	if (f)
		fclose(f);
	zip_error_init_with_code(&error, code);
	damaged(r, NULL, why ? why : zip_error_strerror(&error));
	zip_error_fini(&error);
}

int bag_zip_list(struct bag_reader *r)
{
	zip_int64_t n;
	zip_uint64_t sum = 0;
	int code = 0;
	struct stat st;

	/* libzip's own check knows not how every tool packs: it is for ours */
	r->zip = zip_open(r->at.file, r->ours ? ZIP_RDONLY | ZIP_CHECKCONS : ZIP_RDONLY, &code);
	if (!r->zip) {
		not_opened(r, code);
		/* its parts contradict each other: what can be read is judged all the same, so that nothing
		 * stays unnamed */
		r->zip = zip_open(r->at.file, ZIP_RDONLY, &code);
		if (!r->zip)
			return -1;
	}
	n = zip_get_num_entries(r->zip, 0);
	if (n > BAG_MEMBERS_MOST)
		return damaged(r, NULL, "it claims more than a million members");
	check_directory(r, (uint64_t)n);
	if (check_password(r, n) < 0)
		return -1;
	for (zip_int64_t i = 0; i < n; i++)
		zip_entry(r, (zip_uint64_t)i, &sum);
	if (stat(r->at.file, &st) == 0 && sum / PACKED_MOST > (zip_uint64_t)st.st_size)
		return bag_fault(
			r, BAG_DAMAGED,
			"%llu bytes would come out of a ZIP of %lld: that is a bomb, and is not unpacked",
			(unsigned long long)sum, (long long)st.st_size);
	return 0;
}

int bag_zip_read(struct bag_reader *r, const struct bag_entry *e, struct bag_sink *s)
{
	zip_file_t *f = zip_fopen_index(r->zip, (zip_uint64_t)e->index, 0);
	char buf[65536];
	zip_int64_t got;

	if (!f)
		return damaged(r, e->path, zip_strerror(r->zip));
	/* more than it claimed: no bomb is unpacked here */
	while ((got = zip_fread(f, buf, sizeof buf)) > 0 && s->sum <= e->size)
		bag_take(s, buf, (size_t)got);
	if (got < 0)
		damaged(r, e->path, zip_file_strerror(f));
	else if (s->sum != e->size)
		got = damaged(r, e->path, "its length is not what the ZIP says");
	zip_fclose(f);
	return got < 0 ? -1 : 0;
}

int bag_member_text(const char *path, const char *password, const char *end, struct text *t)
{
	zip_t *z = zip_open(path, ZIP_RDONLY, NULL);
	zip_int64_t n = z ? zip_get_num_entries(z, 0) : 0, got = -1;

	if (z && password)
		zip_set_default_password(z, password);
	for (zip_int64_t i = 0; i < n && got < 0; i++) {
		const char *name = zip_get_name(z, (zip_uint64_t)i, 0);
		const size_t len = name ? strlen(name) : 0;
		zip_file_t *f;
		char buf[4096];

		if (len < strlen(end) || strcmp(name + len - strlen(end), end) != 0)
			continue;
		f = zip_fopen_index(z, (zip_uint64_t)i, 0);
		if (!f)
			break;
		while ((got = zip_fread(f, buf, sizeof buf)) > 0 && t->len < BAG_TAG_MOST)
			text_add(t, buf, (size_t)got);
		zip_fclose(f);
		break;
	}
	if (z)
		zip_discard(z);
	return got == 0 ? 0 : -1;
}

int bag_member(const char *path, const char *password, const char *end, char sha256[DIGEST_HEX])
{
	struct text t;
	int r;

	text_init(&t);
	r = bag_member_text(path, password, end, &t);
	if (r == 0)
		digest_bytes(text_str(&t), t.len, sha256);
	text_done(&t);
	return r;
}

void bag_zip_close(struct bag_reader *r)
{
	zip_discard(r->zip);
	r->zip = NULL;
}
