/* bag_read.c: proves a BagIt ZIP against its own manifests, both ways. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "evidence/bag.h"

#define MEMBERS_MOST 1000000
#define MANIFEST_MOST ((zip_uint64_t)256 << 20)

struct entry {
	const char *path; /* below the top folder */
	zip_uint64_t index;
	zip_uint64_t size;
	int32_t listed; /* in a manifest */
};

struct reader {
	struct arena arena;
	struct diag *d;
	struct place at; /* the ZIP */
	struct bag_report *r;
	zip_t *z;
	struct entry *entry; /* sorted by path */
	int32_t n;
	int64_t payload, files; /* what is there, for Payload-Oxum */
};

static int damaged(struct reader *r, const char *path, const char *why)
{
	r->r->damaged++;
	return path ? diag(r->d, DIAG_VERIFY, &r->at, "%s: the ZIP is damaged there: %s", path, why)
		    : diag(r->d, DIAG_VERIFY, &r->at, "the ZIP is damaged: %s", why);
}

static int by_path(const void *x, const void *y)
{
	return strcmp(((const struct entry *)x)->path, ((const struct entry *)y)->path);
}

static struct entry *entry_find(const struct reader *r, const char *path)
{
	const struct entry key = {.path = path};

	return r->n ? bsearch(&key, r->entry, (size_t)r->n, sizeof *r->entry, by_path) : NULL;
}

/* A message must not carry control characters of a hostile name to the terminal. */
static char *shown(struct reader *r, const char *s)
{
	char *t = arena_dup(&r->arena, s);

	for (char *p = t; *p; p++)
		if ((unsigned char)*p < 32 || *p == 127)
			*p = '?';
	return t;
}

static int name_safe(const char *s)
{
	if (!*s || *s == '/' || strchr(s, '\\') || (s[1] == ':') || strlen(s) > 4096)
		return 0;
	for (const char *p = s; *p; p++) {
		if ((unsigned char)*p < 32)
			return 0;
		if ((p == s || p[-1] == '/') && p[0] == '.' && p[1] == '.' && (p[2] == '/' || !p[2]))
			return 0;
	}
	return 1;
}

/* The one top folder: where bagit.txt is. NULL after a diagnostic. */
static char *find_base(struct reader *r, zip_int64_t n)
{
	for (zip_int64_t i = 0; i < n; i++) {
		const char *name = zip_get_name(r->z, (zip_uint64_t)i, ZIP_FL_ENC_RAW),
			   *slash = name ? strrchr(name, '/') : NULL;

		if (!name || strcmp(slash ? slash + 1 : name, "bagit.txt") != 0)
			continue;
		if (!slash)
			return arena_dup(&r->arena, "");
		if (strchr(name, '/') == slash)
			return arena_dupn(&r->arena, name, (size_t)(slash - name) + 1);
	}
	r->r->missing++;
	diag(r->d, DIAG_VERIFY, &r->at,
	     "bagit.txt is missing: this is no evidence bundle, or it was taken apart");
	return NULL;
}

static int is_link(struct reader *r, zip_uint64_t i)
{
	zip_uint8_t system;
	zip_uint32_t mode;

	return zip_file_get_external_attributes(r->z, i, 0, &system, &mode) == 0 &&
	       system == ZIP_OPSYS_UNIX && (mode >> 16 & 0170000) == 0120000;
}

static int read_names(struct reader *r)
{
	const zip_int64_t n = zip_get_num_entries(r->z, 0);
	char *base;
	size_t len;

	if (n > MEMBERS_MOST)
		return damaged(r, NULL, "it claims more than a million members");
	base = find_base(r, n);
	if (!base)
		return -1;
	len = strlen(base);
	r->entry = arena_alloc(&r->arena, sizeof *r->entry * (size_t)(n + 1));
	for (zip_int64_t i = 0; i < n; i++) {
		const char *name = zip_get_name(r->z, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
		zip_stat_t st;

		if (!name || zip_stat_index(r->z, (zip_uint64_t)i, 0, &st) < 0) {
			damaged(r, NULL, zip_strerror(r->z));
			continue;
		}
		if (!name_safe(name)) {
			r->r->extra++;
			diag(r->d, DIAG_VERIFY, &r->at, "a member has the unsafe name \"%s\"",
			     shown(r, name));
			continue;
		}
		if (is_link(r, (zip_uint64_t)i)) {
			r->r->extra++;
			diag(r->d, DIAG_VERIFY, &r->at, "%s is a link: unpacked, it would show another file",
			     shown(r, name));
			continue;
		}
		if (name[strlen(name) - 1] == '/') /* a folder says nothing */
			continue;
		if (strncmp(name, base, len) != 0) {
			r->r->extra++;
			diag(r->d, DIAG_VERIFY, &r->at, "%s is extra: it stands outside of the bag",
			     shown(r, name));
			continue;
		}
		r->entry[r->n++] =
			(struct entry){arena_dup(&r->arena, name + len), (zip_uint64_t)i, st.size, 0};
	}
	qsort(r->entry, (size_t)r->n, sizeof *r->entry, by_path);
	for (int32_t i = 1; i < r->n; i++)
		if (strcmp(r->entry[i - 1].path, r->entry[i].path) == 0) {
			r->r->extra++;
			diag(r->d, DIAG_VERIFY, &r->at, "%s is there twice", shown(r, r->entry[i].path));
		}
	return 0;
}

/* SHA-256 of a member, and its bytes into t when that is not NULL. -1 after a diagnostic. */
static int read_member(struct reader *r, const struct entry *e, char hex[DIGEST_HEX], struct text *t)
{
	zip_file_t *f = zip_fopen_index(r->z, e->index, 0);
	struct digest *g;
	char buf[65536];
	zip_int64_t got;
	zip_uint64_t sum = 0;

	if (!f)
		return damaged(r, shown(r, e->path), zip_strerror(r->z));
	g = digest_begin();
	while ((got = zip_fread(f, buf, sizeof buf)) > 0) {
		digest_add(g, buf, (size_t)got);
		sum += (zip_uint64_t)got;
		if (t && sum <= MANIFEST_MOST)
			text_add(t, buf, (size_t)got);
		if (sum > e->size) /* more than it claimed: no bomb is unpacked here */
			break;
	}
	digest_end(g, hex);
	if (got < 0)
		damaged(r, shown(r, e->path), zip_file_strerror(f));
	else if (sum != e->size)
		got = damaged(r, shown(r, e->path), "its length is not what the ZIP says");
	zip_fclose(f);
	return got < 0 ? -1 : 0;
}

/* "%0A", "%0D" and "%25" of RFC 8493, 2.1.3. In place. */
static void percent_decode(char *s)
{
	char *to = s;

	for (; *s; s++) {
		if (s[0] == '%' && s[1] && s[2]) {
			char hex[3] = {s[1], s[2], 0};
			const long c = strtol(hex, NULL, 16);

			if (c == 10 || c == 13 || c == 37) {
				*to++ = (char)c;
				s += 2;
				continue;
			}
		}
		*to++ = *s;
	}
	*to = '\0';
}

static void check_listed(struct reader *r, const char *manifest, const char *want, const char *path)
{
	struct entry *e = entry_find(r, path);
	char hex[DIGEST_HEX];

	if (!e) {
		r->r->missing++;
		diag(r->d, DIAG_VERIFY, &r->at, "%s is missing: %s lists it", shown(r, path), manifest);
		return;
	}
	if (e->listed++) {
		r->r->changed++;
		diag(r->d, DIAG_VERIFY, &r->at, "%s is listed twice in %s", shown(r, path), manifest);
		return;
	}
	if (read_member(r, e, hex, NULL) < 0)
		return;
	if (strcmp(hex, want) != 0) {
		r->r->changed++;
		diag(r->d, DIAG_VERIFY, &r->at, "%s was changed: its SHA-256 is %s, and %s says %s",
		     shown(r, path), hex, manifest, want);
		return;
	}
	if (strncmp(path, "data/", 5) == 0) {
		r->r->members++;
		r->r->bytes += (int64_t)e->size;
	}
}

static int check_manifest(struct reader *r, const char *name, int payload)
{
	struct entry *e = entry_find(r, name);
	struct text t;
	char hex[DIGEST_HEX], *line, *next, *path;
	int32_t number = 0;

	if (!e) {
		r->r->missing++;
		return diag(r->d, DIAG_VERIFY, &r->at, "%s is missing", name);
	}
	text_init(&t);
	if (read_member(r, e, hex, &t) < 0 || e->size > MANIFEST_MOST) {
		text_done(&t);
		return -1;
	}
	text_addc(&t, '\n'); /* a last line without its end */
	for (line = t.data; line < t.data + t.len; line = next) {
		next = memchr(line, '\n', (size_t)(t.data + t.len - line));
		if (!next)
			break;
		*next++ = '\0';
		number++;
		line[strcspn(line, "\r")] = '\0';
		if (!*line)
			continue;
		if (strspn(line, "0123456789abcdefABCDEF") != 64 || (line[64] != ' ' && line[64] != '\t')) {
			r->r->changed++;
			diag(r->d, DIAG_VERIFY, &r->at, "%s, line %d, is no line of a manifest", name,
			     number);
			continue;
		}
		for (char *p = line; p < line + 64; p++)
			*p = *p >= 'A' && *p <= 'F' ? (char)(*p + 32) : *p;
		line[64] = '\0';
		path = line + 65;
		path += strspn(path, " \t*");
		percent_decode(path);
		if ((strncmp(path, "data/", 5) == 0) != payload) {
			r->r->changed++;
			diag(r->d, DIAG_VERIFY, &r->at, "%s, line %d, lists %s, which has no place in it",
			     name, number, shown(r, path));
			continue;
		}
		check_listed(r, name, line, path);
	}
	text_done(&t);
	return 0;
}

static int check_declaration(struct reader *r)
{
	struct entry *e = entry_find(r, "bagit.txt");
	struct text t;
	char hex[DIGEST_HEX];
	int bad;

	if (!e)
		return -1; /* said by find_base */
	text_init(&t);
	bad = read_member(r, e, hex, &t);
	if (bad == 0 && strncmp(text_str(&t), "BagIt-Version: ", 15) != 0) {
		r->r->changed++;
		bad = diag(r->d, DIAG_VERIFY, &r->at, "bagit.txt does not say \"BagIt-Version: \"");
	}
	text_done(&t);
	return bad;
}

/* RFC 8493, 2.2.2: octets and number of the payload, a quick witness of the whole. */
static void check_oxum(struct reader *r)
{
	struct entry *e = entry_find(r, "bag-info.txt");
	struct text t;
	char hex[DIGEST_HEX];
	const char *oxum;
	long long bytes = 0, files = 0;

	if (!e)
		return;
	text_init(&t);
	text_addc(&t, '\n'); /* a label begins a line; a customer may be called like one */
	if (read_member(r, e, hex, &t) == 0 && (oxum = strstr(text_str(&t), "\nPayload-Oxum: ")) != NULL) {
		char *end;

		bytes = strtoll(oxum + 15, &end, 10);
		files = *end == '.' ? strtoll(end + 1, NULL, 10) : -1;
		if (bytes != r->payload || files != r->files) {
			r->r->changed++;
			diag(r->d, DIAG_VERIFY, &r->at,
			     "bag-info.txt says %lld files of %lld bytes, and there are %lld of %lld", files,
			     bytes, (long long)r->files, (long long)r->payload);
		}
	}
	text_done(&t);
}

static void check_extra(struct reader *r)
{
	for (int32_t i = 0; i < r->n; i++) {
		const struct entry *e = &r->entry[i];

		if (strncmp(e->path, "data/", 5) == 0) {
			r->payload += (int64_t)e->size;
			r->files++;
		}
		if (e->listed || strcmp(e->path, "tagmanifest-sha256.txt") == 0)
			continue;
		r->r->extra++;
		diag(r->d, DIAG_VERIFY, &r->at, "%s is extra: no manifest lists it", shown(r, e->path));
	}
}

int bag_seal(struct diag *d, const char *path, char should[DIGEST_HEX], char is[DIGEST_HEX], int64_t *size)
{
	const struct place at = {path, 0, 0};
	const size_t word = sizeof BAG_SEAL - 1;
	char buf[65536], tail[sizeof BAG_SEAL - 1 + 64];
	struct digest *g = digest_begin();
	FILE *f = fopen(path, "rb");
	int64_t left;
	int bad = !f || fseek(f, 0, SEEK_END) != 0;

	*size = bad ? 0 : ftell(f);
	left = *size - 64;
	bad = bad || left < (int64_t)word || fseek(f, 0, SEEK_SET) != 0;
	while (!bad && left > 0) {
		size_t want = left < (int64_t)sizeof buf ? (size_t)left : sizeof buf,
		       got = fread(buf, 1, want, f);

		digest_add(g, buf, got);
		left -= (int64_t)got;
		bad = got == 0;
	}
	digest_end(g, should);
	bad = bad || fseek(f, -(long)sizeof tail, SEEK_END) != 0 ||
	      fread(tail, 1, sizeof tail, f) != sizeof tail;
	if (f)
		fclose(f);
	if (bad)
		return diag(d, DIAG_FILE_READ, &at, "cannot be read to its end");
	if (is)
		snprintf(is, DIGEST_HEX, "%.64s", memcmp(tail, BAG_SEAL, word) == 0 ? tail + word : "");
	return 0;
}

static void check_seal(struct reader *r)
{
	char should[DIGEST_HEX], is[DIGEST_HEX];
	int64_t size;

	if (bag_seal(r->d, r->at.file, should, is, &size) < 0)
		r->r->damaged++;
	else if (!is[0])
		damaged(r, NULL, "its seal is gone: another program has written it again");
	else if (strcmp(should, is) != 0)
		damaged(r, NULL, "every member is intact, but a byte beside them was changed");
}

int bag_verify(struct diag *d, const char *path, struct bag_report *report)
{
	struct reader r = {.d = d, .at = {path, 0, 0}, .r = report};
	zip_error_t error;
	int code = 0;

	*report = (struct bag_report){0};
	arena_init(&r.arena);
	r.z = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code);
	if (!r.z) {
		zip_error_init_with_code(&error, code);
		damaged(&r, NULL, zip_error_strerror(&error));
		zip_error_fini(&error);
		arena_done(&r.arena);
		return -1;
	}
	if (read_names(&r) == 0 && check_declaration(&r) == 0) {
		check_manifest(&r, "tagmanifest-sha256.txt", 0);
		check_manifest(&r, "manifest-sha256.txt", 1);
		check_extra(&r);
		check_oxum(&r);
	}
	if (report->changed + report->missing + report->extra + report->damaged == 0)
		check_seal(&r);
	zip_discard(r.z);
	arena_done(&r.arena);
	return report->changed + report->missing + report->extra + report->damaged > 0 ? -1 : 0;
}
