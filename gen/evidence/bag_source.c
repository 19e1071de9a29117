/* bag_source.c: the files of a bag, be it a ZIP or a folder, and their bytes. Names and kinds of files are
 * judged here: what could leave the bag, or show another file than the one that was proved, is a fault. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unistd.h>
#include "evidence/bag_own.h"

#define DEPTH_MOST 200 /* folders in folders */

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

/* Windows takes CON, nul.txt, com1.tar.gz for devices, in every folder. */
static int device(const char *s, size_t n)
{
	static const char *const word[] = {"CON", "PRN", "AUX", "NUL", "COM", "LPT"};
	const size_t stem = strcspn(s, "./ ") < n ? strcspn(s, "./ ") : n;

	for (size_t i = 0; i < sizeof word / sizeof *word && stem >= 3; i++)
		if (strncasecmp(s, word[i], 3) == 0)
			return i < 4 ? stem == 3 : stem == 4 && s[3] >= '1' && s[3] <= '9';
	return 0;
}

/* Has it a sign from one of two ranges, that nobody sees? Of what is no UTF-8 none is known. */
static int has_sign(const char *p, const uint32_t range[2][2])
{
	const char *end = p + strlen(p);

	if (!utf8_valid(p, strlen(p), NULL)) /* by its bytes alone */
		return 0;
	while (p < end) {
		const uint32_t cp = utf8_next(&p, end);

		if ((cp >= range[0][0] && cp <= range[0][1]) || (cp >= range[1][0] && cp <= range[1][1]))
			return 1;
	}
	return 0;
}

const char *bag_path_doubt(const char *p)
{
	static const uint32_t turning[2][2] = {{0x202A, 0x202E}, {0x2066, 0x2069}};

	if (has_sign(p, turning))
		return "has a sign that turns the direction of writing, and so shows another name";
	for (const char *q = p; *q; q++)
		if ((q == p || q[-1] == '/') && device(q, strcspn(q, "/")))
			return "is a device of Windows, where it cannot be unpacked";
	return NULL;
}

/* RFC 8493, 5.1: a path that some system would take elsewhere is refused on every system. */
const char *bag_path_fault(const char *p)
{
	static const uint32_t control[2][2] = {{0x7F, 0x9F}, {0x7F, 0x9F}};

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
	if (has_sign(p, control))
		return "has a control character";
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

void bag_entry_add(struct bag_reader *r, const char *path, const char *from, int64_t index, int64_t size)
{
	r->entry = arena_extend(&r->arena, r->entry, &r->cap, r->n + 1, sizeof *r->entry);
	r->entry[r->n++] = (struct bag_entry){.path = path, .from = from, .index = index, .size = size};
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
			bag_entry_add(r, arena_format(&r->arena, "%s/", path), from, 0, 0);
			if (list_folder(r, from, arena_format(&r->arena, "%s/", path), depth + 1) < 0)
				return -1;
		} else if (S_ISREG(st.st_mode))
			bag_entry_add(r, path, from, 0, st.st_size);
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
	if ((r->r->folder ? list_folder(r, r->at.file, "", 0) : bag_zip_list(r)) < 0 || find_base(r) < 0)
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
		bag_zip_close(r);
}

void bag_take(struct bag_sink *s, const char *bytes, size_t n)
{
	for (int32_t i = 0; i < s->n; i++)
		digest_add(s->digest[i], bytes, n);
	s->sum += (int64_t)n;
	if (s->text && s->sum <= (int64_t)BAG_TAG_MOST)
		text_add(s->text, bytes, n);
}

static int read_file(struct bag_reader *r, const struct bag_entry *e, struct bag_sink *s)
{
	int fd = open(e->from, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	char buf[65536];
	struct stat st;
	ssize_t got = fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) ? -1 : 0;

	while (got >= 0 && (got = read(fd, buf, sizeof buf)) > 0)
		bag_take(s, buf, (size_t)got);
	if (got < 0)
		bag_fault(r, BAG_DAMAGED, "%s cannot be read: %s", bag_shown(r, e->path), strerror(errno));
	if (fd >= 0)
		close(fd);
	return got < 0 ? -1 : 0;
}

int bag_source_read(struct bag_reader *r, const struct bag_entry *e, struct digest *const *g, int32_t n,
		    struct text *t)
{
	struct bag_sink s = {g, n, t, 0};

	if (t && e->size > (int64_t)BAG_TAG_MOST)
		return bag_fault(r, BAG_DAMAGED, "%s has %lld bytes: no list is so long, and it is not read",
				 bag_shown(r, e->path), (long long)e->size);
	return r->zip ? bag_zip_read(r, e, &s) : read_file(r, e, &s);
}
