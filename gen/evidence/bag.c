/* bag.c: writes a BagIt bag as a ZIP of fixed bytes. */
#include "evidence/bag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

struct member {
	const char *path; /* "data/index.pdf" */
	const char *from; /* a file, or NULL: bytes */
	const void *bytes;
	int64_t size;
	char sha256[DIGEST_HEX];
};

struct bag {
	struct arena arena;
	const char *base;
	int32_t date;
	struct member *member;
	int32_t n, cap;
	struct text info;
	const char *password; /* NULL: it is not encrypted */
};

struct bag *bag_open(const char *base, int32_t date)
{
	struct bag *b = mem_alloc(sizeof *b);

	arena_init(&b->arena);
	b->base = arena_dup(&b->arena, base);
	b->date = date;
	text_init(&b->info);
	return b;
}

void bag_drop(struct bag *b)
{
	if (!b)
		return;
	free(b->member);
	text_done(&b->info);
	arena_done(&b->arena);
	free(b);
}

void bag_encrypt(struct bag *b, const char *password)
{
	b->password = arena_dup(&b->arena, password);
}

void bag_info(struct bag *b, const char *label, const char *value)
{
	text_addf(&b->info, "%s: ", label);
	for (; *value; value++)
		text_addc(&b->info, (unsigned char)*value < 32 ? ' ' : *value);
	text_addc(&b->info, '\n');
}

static int path_safe(const char *p)
{
	if (!*p || *p == '/' || strlen(p) > 512)
		return 0;
	for (const char *q = p; *q; q++) {
		if (*q <= ' ' || *q > '~' || strchr("\\:*?\"<>|%", *q))
			return 0;
		if ((q == p || q[-1] == '/') && (*q == '/' || *q == '.'))
			return 0;
	}
	return p[strlen(p) - 1] != '/' && p[strlen(p) - 1] != '.';
}

static int folded_compare(const char *a, const char *b)
{
	for (;; a++, b++) {
		int x = *a >= 'A' && *a <= 'Z' ? *a + 32 : *a, y = *b >= 'A' && *b <= 'Z' ? *b + 32 : *b;

		if (x != y || !x)
			return x - y;
	}
}

static struct member *add(struct bag *b, struct diag *d, const char *path)
{
	struct member *m;

	if (!path_safe(path)) {
		diag(d, DIAG_BUNDLE_NAME, NULL, "\"%s\" cannot be the name of a member", path);
		return NULL;
	}
	b->member = mem_room(b->member, &b->cap, b->n + 1, sizeof *b->member);
	m = &b->member[b->n++];
	*m = (struct member){.path = arena_format(&b->arena, "data/%s", path)};
	for (int32_t i = 0; i + 1 < b->n; i++)
		if (folded_compare(b->member[i].path, m->path) == 0) {
			diag(d, DIAG_BUNDLE_NAME, NULL, "two members would be \"%s\"", m->path);
			return NULL;
		}
	return m;
}

int bag_add(struct bag *b, struct diag *d, const char *path, const void *bytes, size_t n)
{
	struct member *m = add(b, d, path);

	if (!m)
		return -1;
	m->bytes = arena_dupn(&b->arena, bytes, n);
	m->size = (int64_t)n;
	digest_bytes(bytes, n, m->sha256);
	return 0;
}

int bag_add_file(struct bag *b, struct diag *d, const char *path, const char *from, const char *sha256,
		 int64_t size)
{
	struct member *m = add(b, d, path);

	if (!m)
		return -1;
	m->from = arena_dup(&b->arena, from);
	m->size = size;
	memcpy(m->sha256, sha256, DIGEST_HEX);
	return 0;
}

static int by_path(const void *x, const void *y)
{
	return strcmp(((const struct member *)x)->path, ((const struct member *)y)->path);
}

static int zip_said(struct diag *d, const char *path, zip_t *z, const char *what)
{
	const struct place at = {path, 0, 0};

	return diag(d, DIAG_FILE_WRITE, &at, "%s: %s", what, zip_strerror(z));
}

static int packed(const char *path)
{
	static const char *const ext[] = {".pdf", ".jpg", ".png", ".gif",  ".heic", ".webp", ".zip",
					  ".mp3", ".mp4", ".m4a", ".docx", ".xlsx", ".ogg"};
	const char *dot = strrchr(path, '.');

	for (size_t i = 0; dot && i < sizeof ext / sizeof *ext; i++)
		if (strcmp(dot, ext[i]) == 0)
			return 1;
	return 0;
}

/* bytes must live until zip_close; n -1: from is a file. */
static int put(zip_t *z, struct diag *d, const struct bag *b, const char *path, const struct member *m)
{
	const char *name = arena_format(&((struct bag *)(uintptr_t)b)->arena, "%s/%s", b->base, m->path);
	zip_source_t *s = m->from ? zip_source_file(z, m->from, 0, 0)
				  : zip_source_buffer(z, m->bytes, (zip_uint64_t)m->size, 0);
	zip_int64_t i = s ? zip_file_add(z, name, s, ZIP_FL_ENC_GUESS) : -1;
	int32_t year, month, day;
	zip_uint16_t dos_date;

	if (i < 0) {
		zip_source_free(s);
		return zip_said(d, path, z, m->path);
	}
	date_split(b->date, &year, &month, &day);
	if (year < 1980 || year > 2107) /* all that a ZIP can say */
		year = 1980, month = day = 1;
	dos_date = (zip_uint16_t)((year - 1980) << 9 | month << 5 | day);
	if (zip_file_set_dostime(z, (zip_uint64_t)i, 0, dos_date, 0) < 0 ||
	    zip_set_file_compression(z, (zip_uint64_t)i, packed(m->path) ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 9) <
		    0 ||
	    zip_file_set_external_attributes(z, (zip_uint64_t)i, 0, ZIP_OPSYS_UNIX,
					     (zip_uint32_t)0100644 << 16) < 0 ||
	    (b->password && zip_file_set_encryption(z, (zip_uint64_t)i, ZIP_EM_AES_256, b->password) < 0))
		return zip_said(d, path, z, m->path);
	return 0;
}

static int put_text(zip_t *z, struct diag *d, struct bag *b, const char *path, const char *name,
		    const char *bytes, size_t n, struct text *tags)
{
	struct member m = {.path = name, .bytes = arena_dupn(&b->arena, bytes, n), .size = (int64_t)n};

	digest_bytes(bytes, n, m.sha256);
	if (tags)
		text_addf(tags, "%s  %s\n", m.sha256, name);
	return put(z, d, b, path, &m);
}

static int put_all(zip_t *z, struct diag *d, struct bag *b, const char *path)
{
	static const char declaration[] = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
	struct text manifest, tags;
	int64_t bytes = 0;
	int bad = 0;

	text_init(&manifest);
	text_init(&tags);
	for (int32_t i = 0; i < b->n; i++) {
		text_addf(&manifest, "%s  %s\n", b->member[i].sha256, b->member[i].path);
		bytes += b->member[i].size;
	}
	bag_info(b, "Payload-Oxum", arena_format(&b->arena, "%lld.%d", (long long)bytes, b->n));
	bad |= put_text(z, d, b, path, "bagit.txt", declaration, sizeof declaration - 1, &tags);
	bad |= put_text(z, d, b, path, "bag-info.txt", text_str(&b->info), b->info.len, &tags);
	bad |= put_text(z, d, b, path, "manifest-sha256.txt", text_str(&manifest), manifest.len, &tags);
	bad |= put_text(z, d, b, path, "tagmanifest-sha256.txt", text_str(&tags), tags.len, NULL);
	for (int32_t i = 0; i < b->n && bad == 0; i++)
		bad |= put(z, d, b, path, &b->member[i]);
	text_done(&manifest);
	text_done(&tags);
	return bad;
}

static int write_zip(struct bag *b, struct diag *d, const char *path)
{
	const struct place at = {path, 0, 0};
	zip_error_t error;
	int code = 0;
	zip_t *z = zip_open(path, ZIP_CREATE | ZIP_EXCL, &code);

	if (!z) {
		zip_error_init_with_code(&error, code);
		diag(d, DIAG_FILE_WRITE, &at, "%s", zip_error_strerror(&error));
		zip_error_fini(&error);
		return -1;
	}
	zip_set_archive_comment(z, BAG_SEAL BAG_SEAL_EMPTY, sizeof BAG_SEAL + 64 - 1);
	if (put_all(z, d, b, path) < 0) {
		zip_discard(z);
		return -1;
	}
	if (zip_close(z) < 0) {
		zip_said(d, path, z, "the ZIP cannot be written");
		zip_discard(z);
		return -1;
	}
	return 0;
}

/* The seal: a ZIP's headers hold bits (versions, attributes) that no checksum covers. SHA-256 of every byte
 * before it, over the zeros that stand at the end of the comment, which is the end of the file. */
static int write_seal(struct diag *d, const char *path)
{
	const struct place at = {path, 0, 0};
	char hex[DIGEST_HEX];
	int64_t size;
	FILE *f;
	int bad;

	if (bag_seal(d, path, hex, NULL, &size) < 0)
		return -1;
	f = fopen(path, "r+b");
	bad = !f || fseek(f, (long)(size - 64), SEEK_SET) != 0 || fwrite(hex, 1, 64, f) != 64;
	if (f && fclose(f) != 0)
		bad = 1;
	return bad ? diag(d, DIAG_FILE_WRITE, &at, "the seal cannot be written") : 0;
}

/* What a killed process left: the file itself, and libzip's own temporary one beside it, path.XXXXXX. */
static int remove_stale(struct bag *b, struct diag *d, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *folder = slash ? arena_dupn(&b->arena, path, (size_t)(slash - path)) : ".";
	char **file;
	int32_t n;

	if (file_list(&b->arena, d, folder, &file, &n) < 0)
		return -1;
	for (int32_t i = 0; i < n; i++)
		if (strncmp(file[i], name, strlen(name)) == 0)
			unlink(arena_format(&b->arena, "%s/%s", folder, file[i]));
	return 0;
}

int bag_write(struct bag *b, struct diag *d, const char *path, char sha256[DIGEST_HEX])
{
	struct bag_report r;
	int bad;

	qsort(b->member, (size_t)b->n, sizeof *b->member, by_path);
	bad = remove_stale(b, d, path) < 0 ? -1 : write_zip(b, d, path);
	/* what libzip wrote is read back before it may have a name: a full disk and a file changed meanwhile
	 * show here */
	if (bad == 0)
		bad = write_seal(d, path) < 0 || file_sync(d, path) < 0 ||
				      bag_verify(d, path, b->password, &r) < 0 || !r.ours ||
				      digest_file(d, path, sha256, NULL) < 0
			      ? -1
			      : 0;
	if (bad < 0)
		unlink(path);
	bag_drop(b);
	return bad;
}
