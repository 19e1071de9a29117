/* bag_read.c: judges a bag: is what lies there what its manifests say, all of it and nothing else; and is it
 * ours. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "evidence/bag_own.h"

/* ---- the seal ---- */

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

/* Whether the file ends in our seal, or in what once was one: then it is judged as ours, and a bag of others
 * is no excuse. Most of the seal's words are enough. */
static int seal_left(const char *path)
{
	static const char seal[] = BAG_SEAL;
	char tail[1024];
	FILE *f = fopen(path, "rb");
	size_t n = 0;
	int left = 0;

	if (f && (fseek(f, -(long)sizeof tail, SEEK_END) == 0 || fseek(f, 0, SEEK_SET) == 0))
		n = fread(tail, 1, sizeof tail, f);
	if (f)
		fclose(f);
	for (size_t at = 0; at + sizeof seal <= n && !left; at++) {
		size_t same = 0;

		for (size_t i = 0; i + 1 < sizeof seal; i++)
			same += tail[at + i] == seal[i];
		left = same * 4 >= (sizeof seal - 1) * 3;
	}
	return left;
}

/* Our seal covers every byte of the ZIP: headers hold bits that no checksum of a member does. */
static void check_seal(struct bag_reader *r)
{
	char should[DIGEST_HEX], is[DIGEST_HEX];
	int64_t size;

	if (bag_seal(r->d, r->at.file, should, is, &size) < 0)
		r->r->damaged++;
	else if (!is[0])
		bag_fault(r, BAG_DAMAGED, "the ZIP is damaged: the words of its seal were changed");
	else if (strcmp(should, is) != 0)
		bag_fault(r, BAG_DAMAGED,
			  "the ZIP is damaged: every member is intact, but a byte beside them was changed");
	else
		r->r->ours = 1;
}

/* ---- files ---- */

static int clashes(const struct bag_reader *r, int32_t i)
{
	return (i > 0 && strcmp(r->twin[i - 1]->alike, r->twin[i]->alike) == 0) ||
	       (i + 1 < r->n && strcmp(r->twin[i + 1]->alike, r->twin[i]->alike) == 0);
}

static unsigned kinds_wanted(const struct bag_entry *e)
{
	unsigned kinds = 0;

	for (const struct bag_want *w = e->want; w; w = w->next)
		kinds |= 1u << w->kind;
	return kinds;
}

/* Reads a file once for all the digests that are wanted of it. */
static int read_digests(struct bag_reader *r, struct bag_entry *e, unsigned kinds)
{
	struct digest *g[DIGEST_KINDS];
	char unused[DIGEST_HEX_MOST];
	int32_t n = 0, i = 0;
	int bad;

	for (int k = 0; k < DIGEST_KINDS; k++)
		if (kinds & 1u << k)
			g[n++] = digest_begin_kind((enum digest_kind)k);
	bad = bag_source_read(r, e, g, n, NULL);
	if (bad == 0)
		e->hex = arena_alloc(&r->arena, sizeof *e->hex * DIGEST_KINDS);
	for (int k = 0; k < DIGEST_KINDS; k++)
		if (kinds & 1u << k)
			digest_end_kind(g[i++], bad == 0 ? e->hex[k] : unused);
	return bad;
}

/* A path that is listed and not there, while another is that some disks take for it. */
static void check_alike(struct bag_reader *r, const struct bag_entry *e, const struct bag_want *w)
{
	if (strcmp(e->hex[w->kind], w->hex) == 0) {
		for (int32_t i = 0; i < r->lists; i++)
			r->list[i].absent += r->list[i].name == w->list;
		bag_doubt(
			r, BAG_MISSING,
			"%s is listed in %s; what is there, with the same content, is %s: some disks take the two names"
			" for one (capitals, or accents written in two ways)",
			bag_shown(r, w->as), w->list, bag_shown(r, e->path));
	} else
		bag_fault(r, BAG_MISSING, "%s is missing: %s lists it (%s is another file)",
			  bag_shown(r, w->as), w->list, bag_shown(r, e->path));
}

static void check_entry(struct bag_reader *r, struct bag_entry *e, int clash)
{
	static const char *const said[DIGEST_KINDS] = {"MD5",	  "SHA-1",   "SHA-224",
						       "SHA-256", "SHA-384", "SHA-512"};
	unsigned kinds = kinds_wanted(e);
	int good = 1;

	if (clash)
		kinds |= 1u << DIGEST_SHA256;
	if (kinds == 0 || read_digests(r, e, kinds) < 0)
		return;
	for (const struct bag_want *w = e->want; w; w = w->next) {
		if (w->as)
			check_alike(r, e, w);
		else if (strcmp(e->hex[w->kind], w->hex) != 0) {
			good = 0;
			bag_fault(r, BAG_CHANGED, "%s was changed: its %s is %s, and %s says %s",
				  bag_shown(r, e->path), said[w->kind], e->hex[w->kind], w->list, w->hex);
		}
	}
	if (good && e->listed && bag_payload(e->path)) {
		r->r->members++;
		r->r->bytes += e->size;
	}
}

/* RFC 8493 forbids no such name, so that a bag of others may have it. */
static void check_names(struct bag_reader *r)
{
	for (int32_t i = 0; i < r->n; i++) {
		const char *why = bag_path_doubt(r->entry[i].path);

		if (why)
			bag_doubt(r, BAG_WRONG, "%s: the name %s", bag_shown(r, r->entry[i].path), why);
	}
}

/* Two files whose names are one on some disks: unpacked there, the one hides the other. */
static void check_clashes(struct bag_reader *r)
{
	for (int32_t i = 1; i < r->n; i++) {
		const struct bag_entry *a = r->twin[i - 1], *b = r->twin[i];

		if (strcmp(a->alike, b->alike) != 0 || strcmp(a->path, b->path) == 0 || !a->hex || !b->hex)
			continue;
		if (strcmp(a->hex[DIGEST_SHA256], b->hex[DIGEST_SHA256]) == 0)
			bag_doubt(
				r, BAG_EXTRA,
				"%s and %s are one name on some disks (capitals, or accents written in two ways); their"
				" content is the same",
				bag_shown(r, a->path), bag_shown(r, b->path));
		else
			bag_fault(
				r, BAG_EXTRA,
				"%s and %s are one name on some disks (capitals, or accents written in two ways): unpacked"
				" there, one hides the other",
				bag_shown(r, a->path), bag_shown(r, b->path));
	}
}

/* RFC 8493, 3: each payload file stands in every payload manifest; until 0.97, in one of them. */
static void check_payload_listed(struct bag_reader *r, const struct bag_entry *e)
{
	unsigned payload = 0;

	for (int32_t i = 0; i < r->lists; i++)
		if (r->list[i].payload && r->list[i].kind >= 0)
			payload |= 1u << i;
	if (payload == 0) /* said already */
		return;
	if (!(e->listed & payload)) {
		bag_fault(r, BAG_EXTRA, "%s is extra: no manifest lists it", bag_shown(r, e->path));
		return;
	}
	for (int32_t i = 0; i < r->lists && r->version >= 100; i++)
		if (payload & ~e->listed & 1u << i)
			bag_fault(
				r, BAG_WRONG,
				"%s is not listed in %s; every payload manifest lists every file (RFC 8493, 3)",
				bag_shown(r, e->path), r->list[i].name);
}

static const struct bag_list *list_of(const struct bag_reader *r, const char *path)
{
	for (int32_t i = 0; i < r->lists; i++)
		if (strcmp(r->list[i].name, path) == 0)
			return &r->list[i];
	return NULL;
}

/* A tag file that no tag manifest lists: nothing proves it. bagit.txt, fetch.txt and manifests were read for
 * what they say, so that a change of them shows. */
static void check_tag_listed(struct bag_reader *r, const struct bag_entry *e, int tags)
{
	const struct bag_list *l = list_of(r, e->path);

	if (r->ours && !l && strcmp(e->path, "bagit.txt") != 0 && strcmp(e->path, "bag-info.txt") != 0 &&
	    strcmp(e->path, "fetch.txt") != 0) {
		bag_fault(r, BAG_EXTRA, "%s is extra: Ledgerpress writes no such file beside data/",
			  bag_shown(r, e->path));
		return;
	}
	if (e->listed || (l && !l->payload))
		return;
	if (r->ours)
		bag_fault(r, BAG_EXTRA, "%s is extra: no manifest lists it", bag_shown(r, e->path));
	else if (l && tags && r->version >= 100)
		bag_fault(r, BAG_WRONG, "%s is in no tag manifest, which must list it (RFC 8493, 2.2.1)",
			  bag_shown(r, e->path));
	else if (!l && strcmp(e->path, "bagit.txt") != 0 && strcmp(e->path, "fetch.txt") != 0)
		bag_doubt(r, BAG_EXTRA, "%s is in no tag manifest: nothing proves it", bag_shown(r, e->path));
}

static void check_listed(struct bag_reader *r)
{
	int64_t bytes = 0, files = 0;
	int tags = 0;

	for (int32_t i = 0; i < r->lists; i++)
		tags |= !r->list[i].payload;
	for (int32_t i = 0; i < r->n; i++) {
		const struct bag_entry *e = &r->entry[i];

		if (!bag_payload(e->path)) {
			check_tag_listed(r, e, tags);
			continue;
		}
		check_payload_listed(r, e);
		bytes += e->size;
		files++;
	}
	bag_oxum(r, bytes, files);
}

static void judge(struct bag_reader *r)
{
	bag_declaration(r);
	bag_lists(r);
	bag_fetch(r);
	check_names(r);
	for (int32_t i = 0; i < r->n; i++)
		check_entry(r, r->twin[i], clashes(r, i));
	check_clashes(r);
	check_listed(r);
	bag_custody(r);
	for (int32_t i = 0; i < r->lists; i++)
		if (r->list[i].payload && r->list[i].kind >= 0)
			r->r->kinds |= 1u << r->list[i].kind;
}

int bag_faults(const struct bag_report *r)
{
	return r->changed + r->missing + r->extra + r->damaged + r->wrong > 0;
}

int bag_verify(struct diag *d, const char *path, const char *password, struct bag_report *report)
{
	struct bag_reader r = {.d = d, .at = {path, 0, 0}, .r = report, .base = "", .password = password};
	struct stat st;

	*report = (struct bag_report){0};
	arena_init(&r.arena);
	report->folder = stat(path, &st) == 0 && S_ISDIR(st.st_mode);
	r.ours = !report->folder && seal_left(path);
	if (bag_source_open(&r) == 0)
		judge(&r);
	if (r.ours && !bag_faults(report))
		check_seal(&r);
	bag_source_close(&r);
	arena_done(&r.arena);
	return bag_faults(report) ? -1 : 0;
}

static int bag_here(struct arena *a, struct diag *d, const char *folder)
{
	char **name;
	int32_t n;

	if (file_list(a, d, folder, &name, &n) < 0)
		return -1;
	for (int32_t i = 0; i < n; i++)
		if (strcmp(name[i], "bagit.txt") == 0 || strncmp(name[i], "manifest-", 9) == 0 ||
		    strncmp(name[i], "tagmanifest-", 12) == 0)
			return 1;
	return 0;
}

int bag_is_folder(struct diag *d, const char *folder)
{
	struct arena a;
	char **name;
	const char *only = NULL;
	int32_t n = 0, folders = 0;
	int is;

	arena_init(&a);
	is = bag_here(&a, d, folder);
	if (is == 0 && file_list(&a, d, folder, &name, &n) < 0)
		is = -1;
	for (int32_t i = 0; i < n; i++) {
		const char *path = arena_format(&a, "%s/%s", folder, name[i]);
		struct stat st;

		if (strcmp(name[i], "__MACOSX") == 0 || strcmp(name[i], ".DS_Store") == 0)
			continue;
		folders++;
		only = lstat(path, &st) == 0 && S_ISDIR(st.st_mode) ? path : NULL;
	}
	if (is == 0 && folders == 1 && only)
		is = bag_here(&a, d, only);
	arena_done(&a);
	return is;
}
