/* bag_source.c: the files of a bag, be it a ZIP or a folder, and their bytes. Names and kinds of files are
 * judged here: what could leave the bag, or show another file than the one that was proved, is a fault. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unistd.h>
#include <zip.h>

#include "evidence/bag_own.h"

#define DEPTH_MOST 200 /* folders in folders */

/* No method that a ZIP of ours or of common tools uses packs a thousand times better than this. */
#define PACKED_MOST 1100

static void count(struct bag_report *r, enum bag_fault kind)
{
	int32_t *const n[] = {[BAG_CHANGED] = &r->changed,
			      [BAG_MISSING] = &r->missing,
			      [BAG_EXTRA] = &r->extra,
			      [BAG_DAMAGED] = &r->damaged,
			      [BAG_WRONG] = &r->wrong};

	++*n[kind];
}

int bag_fault(struct bag_reader *r, enum bag_fault kind, const char *fmt, ...)
{
	va_list ap;
	const char *said;

	va_start(ap, fmt);
	said = arena_vformat(&r->arena, fmt, ap);
	va_end(ap);
	count(r->r, kind);
	return diag(r->d, DIAG_VERIFY, &r->at, "%s", said);
}

void bag_doubt(struct bag_reader *r, enum bag_fault kind, const char *fmt, ...)
{
	va_list ap;
	const char *said;

	va_start(ap, fmt);
	said = arena_vformat(&r->arena, fmt, ap);
	va_end(ap);
	if (r->ours) {
		count(r->r, kind);
		diag(r->d, DIAG_VERIFY, &r->at, "%s", said);
		return;
	}
	r->r->doubts++;
	diag(r->d, DIAG_VERIFY_DOUBT, &r->at, "%s", said);
}

char *bag_shown(struct bag_reader *r, const char *s)
{
	char *t = arena_dup(&r->arena, s);
	size_t bad;

	while (!utf8_valid(t, strlen(t), &bad))
		t[bad] = '?';
	return t;
}

int bag_payload(const char *path)
{
	return strncmp(path, "data/", 5) == 0;
}

/* ---- names ---- */

/* RFC 8493, 5.1: a path that some system would take elsewhere is refused on every system. */
const char *bag_path_fault(const char *p)
{
	if (!*p)
		return "is empty";
	if (*p == '/')
		return "is an absolute path";
	if (*p == '~')
		return "begins with ~, which a shell takes for somebody's home";
	if (strstr(p, "\\\\") == p)
		return "is a path of a server (\\\\), for Windows";
	if (p[1] == ':')
		return "names a drive of Windows";
	if (*p == '%' && strstr(p, "%\\"))
		return "begins with a variable of Windows";
	if (strchr(p, '\\'))
		return "has a backslash, which parts folders on Windows";
	if (strlen(p) > 4096)
		return "is longer than any path may be";
	for (const char *q = p; *q; q++) {
		const int begins = q == p || q[-1] == '/';

		if ((unsigned char)*q < 32 && *q != '\n' && *q != '\r')
			return "has a control character";
		if (begins && q[0] == '.' && q[1] == '.' && (q[2] == '/' || !q[2]))
			return "climbs out by \"..\"";
		if (begins && ((q[0] == '/') || (q[0] == '.' && (q[1] == '/' || !q[1]))))
			return "is not in its plain form (\".\" or \"//\")";
	}
	return NULL;
}

/* Small letters and composed accents: NFC, then case folded. What is no UTF-8 stays as it is. */
static const char *alike_of(struct bag_reader *r, const char *path)
{
	const size_t n = strlen(path);
	UErrorCode bad = U_ZERO_ERROR;
	const UNormalizer2 *nfc;
	UChar *from, *to;
	char *s = arena_dup(&r->arena, path);
	int32_t len, room;
	int ascii = 1;

	for (char *p = s; *p; p++) {
		ascii = ascii && (unsigned char)*p < 128;
		*p = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
	}
	if (ascii || n > 4096 || !utf8_valid(path, n, NULL))
		return s;
	room = (int32_t)n * 3 + 1; /* of either step */
	from = arena_alloc(&r->arena, sizeof *from * (size_t)room * 2);
	to = from + room;
	nfc = unorm2_getNFCInstance(&bad);
	u_strFromUTF8(from, room, &len, path, (int32_t)n, &bad);
	len = unorm2_normalize(nfc, from, len, to, room, &bad);
	len = u_strFoldCase(from, room, to, len, U_FOLD_CASE_DEFAULT, &bad);
	len = unorm2_normalize(nfc, from, len, to, room, &bad);
	s = arena_alloc(&r->arena, (size_t)room * 3);
	u_strToUTF8(s, room * 3, NULL, to, len, &bad);
	return U_FAILURE(bad) ? arena_dup(&r->arena, path) : s;
}

static int by_path(const void *x, const void *y)
{
	return strcmp(((const struct bag_entry *)x)->path, ((const struct bag_entry *)y)->path);
}

static int by_alike(const void *x, const void *y)
{
	const struct bag_entry *a = *(struct bag_entry *const *)x, *b = *(struct bag_entry *const *)y;
	const int c = strcmp(a->alike, b->alike);

	return c ? c : strcmp(a->path, b->path);
}

struct bag_entry *bag_find(const struct bag_reader *r, const char *path)
{
	const struct bag_entry key = {.path = path};

	return r->n ? bsearch(&key, r->entry, (size_t)r->n, sizeof *r->entry, by_path) : NULL;
}

struct bag_entry *bag_find_alike(struct bag_reader *r, const char *path)
{
	const char *alike = alike_of(r, path);
	int32_t low = 0, high = r->n;

	while (low < high) {
		const int32_t mid = low + (high - low) / 2;

		if (strcmp(r->twin[mid]->alike, alike) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < r->n && strcmp(r->twin[low]->alike, alike) == 0 ? r->twin[low] : NULL;
}

static void add(struct bag_reader *r, const char *path, const char *from, int64_t index, int64_t size)
{
	r->entry = arena_extend(&r->arena, r->entry, &r->cap, r->n + 1, sizeof *r->entry);
	r->entry[r->n++] = (struct bag_entry){.path = path, .from = from, .index = index, .size = size};
}

/* ---- a ZIP ---- */

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
		add(r, arena_format(&r->arena, "%s/", plain), NULL, (int64_t)i, 0);
	} else {
		why = bag_path_fault(plain);
		add(r, plain, NULL, (int64_t)i, st.size > INT64_MAX ? INT64_MAX : (int64_t)st.size);
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

static int list_zip(struct bag_reader *r)
{
	zip_int64_t n;
	zip_uint64_t sum = 0;
	zip_error_t error;
	int code = 0;
	struct stat st;

	/* libzip's own check knows not how every tool packs: it is for ours */
	r->zip = zip_open(r->at.file, r->ours ? ZIP_RDONLY | ZIP_CHECKCONS : ZIP_RDONLY, &code);
	if (!r->zip) {
		zip_error_init_with_code(&error, code);
		damaged(r, NULL, zip_error_strerror(&error));
		zip_error_fini(&error);
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
	for (zip_int64_t i = 0; i < n; i++)
		zip_entry(r, (zip_uint64_t)i, &sum);
	if (stat(r->at.file, &st) == 0 && sum / PACKED_MOST > (zip_uint64_t)st.st_size)
		return bag_fault(
			r, BAG_DAMAGED,
			"%llu bytes would come out of a ZIP of %lld: that is a bomb, and is not unpacked",
			(unsigned long long)sum, (long long)st.st_size);
	return 0;
}

/* ---- a folder ---- */

static int list_folder(struct bag_reader *r, const char *folder, const char *below, int depth)
{
	char **name;
	int32_t n;

	if (depth > DEPTH_MOST)
		return bag_fault(r, BAG_EXTRA, "%s: more than %d folders stand in each other",
				 bag_shown(r, below), DEPTH_MOST);
	if (file_list(&r->arena, r->d, folder, &name, &n) < 0)
		return bag_fault(r, BAG_DAMAGED, "%s: what lies in it is not known", bag_shown(r, below));
	for (int32_t i = 0; i < n; i++) {
		char *from = arena_format(&r->arena, "%s/%s", folder, name[i]),
		     *path = arena_format(&r->arena, "%s%s", below, name[i]);
		struct stat st;

		if (r->n >= BAG_MEMBERS_MOST)
			return bag_fault(r, BAG_DAMAGED, "it holds more than a million files");
		if (lstat(from, &st) < 0)
			bag_fault(r, BAG_DAMAGED, "%s: %s", bag_shown(r, path), strerror(errno));
		else if (S_ISDIR(st.st_mode)) {
			add(r, arena_format(&r->arena, "%s/", path), from, 0, 0);
			if (list_folder(r, from, arena_format(&r->arena, "%s/", path), depth + 1) < 0)
				return -1;
		} else if (S_ISREG(st.st_mode))
			add(r, path, from, 0, st.st_size);
		else
			bag_fault(r, BAG_EXTRA, "%s is %s", bag_shown(r, path),
				  S_ISLNK(st.st_mode)	 ? "a link: it shows another file"
				  : S_ISFIFO(st.st_mode) ? "a FIFO: it holds what another program puts in"
							 : "no regular file, but a device or a socket");
	}
	return 0;
}

/* ---- both ---- */

static int is_manifest(const char *name)
{
	return strncmp(name, "manifest-", 9) == 0 || strncmp(name, "tagmanifest-", 12) == 0;
}

/* Where the bag begins: where bagit.txt is, or a manifest where that is gone; at the top or in one folder
 * there. */
static int find_base(struct bag_reader *r)
{
	int best = 0;

	for (int32_t i = 0; i < r->n; i++) {
		const char *path = r->entry[i].path, *slash = strchr(path, '/'),
			   *name = slash ? slash + 1 : path;
		const int is = strcmp(name, "bagit.txt") == 0 ? 2 : is_manifest(name) ? 1 : 0;
		/* its own declaration, its own manifest, that of a folder */
		const int worth = !is || strchr(name, '/') ? 0 : slash ? is : is + 2;

		if (worth > best) {
			best = worth;
			r->base = slash ? arena_dupn(&r->arena, path, (size_t)(slash - path) + 1) : "";
		}
	}
	return best > 0
		       ? 0
		       : bag_fault(
				 r, BAG_MISSING,
				 "bagit.txt is missing, and so is every manifest: this is no bag, or it was taken apart");
}

/* What a Mac adds to a ZIP beside what was packed. */
static int of_mac(const char *path)
{
	return strncmp(path, "__MACOSX/", 9) == 0 || strcmp(path, ".DS_Store") == 0;
}

static void keep_below(struct bag_reader *r)
{
	const size_t len = strlen(r->base);
	int32_t n = 0;

	for (int32_t i = 0; i < r->n; i++) {
		struct bag_entry *e = &r->entry[i];
		const size_t path = strlen(e->path);
		const int folder = path > 0 && e->path[path - 1] == '/';

		if (strncmp(e->path, r->base, len) != 0) {
			if (folder)
				continue;
			if (of_mac(e->path))
				bag_doubt(r, BAG_EXTRA, "%s is not of the bag: a Mac adds such files",
					  bag_shown(r, e->path));
			else
				bag_fault(r, BAG_EXTRA, "%s is extra: it stands outside of the bag",
					  bag_shown(r, e->path));
			continue;
		}
		e->path += len;
		r->has_data |= bag_payload(e->path);
		if (!folder)
			r->entry[n++] = *e;
	}
	r->n = n;
}

static void find_twins(struct bag_reader *r)
{
	r->twin = arena_alloc(&r->arena, sizeof *r->twin * (size_t)(r->n + 1));
	for (int32_t i = 0; i < r->n; i++) {
		if (i > 0 && strcmp(r->entry[i - 1].path, r->entry[i].path) == 0)
			bag_fault(r, BAG_EXTRA, "%s is there twice", bag_shown(r, r->entry[i].path));
		r->entry[i].alike = alike_of(r, r->entry[i].path);
		r->twin[i] = &r->entry[i];
	}
	if (r->n > 1)
		qsort(r->twin, (size_t)r->n, sizeof *r->twin, by_alike);
}

int bag_source_open(struct bag_reader *r)
{
	if ((r->r->folder ? list_folder(r, r->at.file, "", 0) : list_zip(r)) < 0 || find_base(r) < 0)
		return -1;
	keep_below(r);
	if (r->n > 1)
		qsort(r->entry, (size_t)r->n, sizeof *r->entry, by_path);
	find_twins(r);
	return 0;
}

void bag_source_close(struct bag_reader *r)
{
	if (r->zip)
		zip_discard(r->zip);
	r->zip = NULL;
}

struct sink {
	struct digest *const *digest;
	int32_t n;
	struct text *text;
	int64_t sum;
};

static void take(struct sink *s, const char *bytes, size_t n)
{
	for (int32_t i = 0; i < s->n; i++)
		digest_add(s->digest[i], bytes, n);
	s->sum += (int64_t)n;
	if (s->text && s->sum <= (int64_t)BAG_TAG_MOST)
		text_add(s->text, bytes, n);
}

static int read_member(struct bag_reader *r, const struct bag_entry *e, struct sink *s)
{
	zip_file_t *f = zip_fopen_index(r->zip, (zip_uint64_t)e->index, 0);
	char buf[65536];
	zip_int64_t got;

	if (!f)
		return damaged(r, e->path, zip_strerror(r->zip));
	/* more than it claimed: no bomb is unpacked here */
	while ((got = zip_fread(f, buf, sizeof buf)) > 0 && s->sum <= e->size)
		take(s, buf, (size_t)got);
	if (got < 0)
		damaged(r, e->path, zip_file_strerror(f));
	else if (s->sum != e->size)
		got = damaged(r, e->path, "its length is not what the ZIP says");
	zip_fclose(f);
	return got < 0 ? -1 : 0;
}

static int read_file(struct bag_reader *r, const struct bag_entry *e, struct sink *s)
{
	int fd = open(e->from, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	char buf[65536];
	struct stat st;
	ssize_t got = fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) ? -1 : 0;

	while (got >= 0 && (got = read(fd, buf, sizeof buf)) > 0)
		take(s, buf, (size_t)got);
	if (got < 0)
		bag_fault(r, BAG_DAMAGED, "%s cannot be read: %s", bag_shown(r, e->path), strerror(errno));
	if (fd >= 0)
		close(fd);
	return got < 0 ? -1 : 0;
}

int bag_source_read(struct bag_reader *r, const struct bag_entry *e, struct digest *const *g, int32_t n,
		    struct text *t)
{
	struct sink s = {g, n, t, 0};

	if (t && e->size > (int64_t)BAG_TAG_MOST)
		return bag_fault(r, BAG_DAMAGED, "%s has %lld bytes: no list is so long, and it is not read",
				 bag_shown(r, e->path), (long long)e->size);
	return r->zip ? read_member(r, e, &s) : read_file(r, e, &s);
}
