/* bag_list.c: what the manifests of a bag list, and fetch.txt: which file is wanted, with which digest. */
#include <stdlib.h>
#include <string.h>

#include "evidence/bag_own.h"

/* ---- manifests ---- */

struct line_of {
	int32_t list, number;
	int star, dot; /* said already */
};

static void want_add(struct bag_reader *r, const struct line_of *at, struct bag_entry *e, const char *hex,
		     const char *as)
{
	const struct bag_list *list = &r->list[at->list];
	struct bag_want *w;

	for (w = e->want; w; w = w->next) {
		if (w->list != list->name || (w->as != NULL) != (as != NULL))
			continue;
		if (strcmp(w->hex, hex) != 0)
			bag_fault(r, BAG_WRONG, "%s is listed twice in %s, with different digests",
				  bag_shown(r, e->path), list->name);
		else if (r->version >= 100)
			bag_fault(r, BAG_WRONG,
				  "%s is listed twice in %s; each path may be there once (RFC 8493, 2.1.3)",
				  bag_shown(r, e->path), list->name);
		else
			bag_doubt(r, BAG_WRONG, "%s is listed twice in %s, with the same digest",
				  bag_shown(r, e->path), list->name);
		return;
	}
	w = arena_alloc(&r->arena, sizeof *w);
	*w = (struct bag_want){list->name, arena_dup(&r->arena, hex), as, (enum digest_kind)list->kind,
			       e->want};
	e->want = w;
	if (!as)
		e->listed |= 1u << at->list;
}

/* What operating systems lay beside files, and tools leave out. */
static int of_system(const char *path)
{
	static const char *const name[] = {".DS_Store", "Thumbs.db", "desktop.ini"};
	const char *slash = strrchr(path, '/');

	for (size_t i = 0; i < sizeof name / sizeof *name; i++)
		if (strcmp(slash ? slash + 1 : path, name[i]) == 0)
			return 1;
	return 0;
}

static void want_path(struct bag_reader *r, const struct line_of *at, const char *hex, const char *path)
{
	const char *list = r->list[at->list].name, *as;
	struct bag_entry *e = bag_find(r, path);

	if (e) {
		want_add(r, at, e, hex, NULL);
		return;
	}
	as = arena_dup(&r->arena, path);
	e = bag_find_alike(r, path);
	if (e)
		want_add(r, at, e, hex, as); /* is it the same content? */
	else if (of_system(path)) {
		r->list[at->list].absent++;
		bag_doubt(
			r, BAG_MISSING,
			"%s is listed in %s and not there: a file of the operating system, which tools leave out",
			bag_shown(r, path), list);
	} else if (strcmp(path, "bagit.txt") != 0) /* that one was missed already */
		bag_fault(r, BAG_MISSING, "%s is missing: %s lists it", bag_shown(r, path), list);
}

static int is_tag_manifest(const char *path)
{
	return strncmp(path, "tagmanifest-", 12) == 0 && !strchr(path, '/');
}

/* The path of a line, its mark for binary files (md5sum) and "./" taken off. */
static char *line_path(struct bag_reader *r, struct line_of *at, char *p)
{
	const char *list = r->list[at->list].name;

	if (*p == '*' && !bag_find(r, p)) {
		if (!at->star++)
			bag_doubt(
				r, BAG_WRONG,
				"%s has an asterisk before its paths, as md5sum writes; they are read without",
				list);
		p++;
	}
	if (strncmp(p, "./", 2) == 0 && !at->dot++)
		bag_doubt(r, BAG_WRONG, "%s has paths that begin with \"./\"; they are read without", list);
	return bag_path_meant(r, p);
}

static void manifest_line(struct bag_reader *r, struct line_of *at, char *line)
{
	const struct bag_list *list = &r->list[at->list];
	const size_t digits = digest_digits((enum digest_kind)list->kind);
	const char *why;
	char *path, *given;

	if (strspn(line, "0123456789abcdefABCDEF") != digits || !strchr(" \t", line[digits]) ||
	    !line[digits]) {
		bag_fault(
			r, BAG_WRONG,
			"%s, line %d, is no line of a manifest: %zu hex digits, a blank and a path were expected",
			list->name, at->number, digits);
		return;
	}
	for (char *p = line; p < line + digits; p++)
		*p = *p >= 'A' && *p <= 'F' ? (char)(*p + 32) : *p;
	line[digits] = '\0';
	given = line + digits + 1;
	given += strspn(given, " \t");
	path = line_path(r, at, given);
	why = bag_path_fault(path);
	if (why)
		bag_fault(r, BAG_WRONG, "%s, line %d: the path \"%s\" is refused: it %s (RFC 8493, 5.1)",
			  list->name, at->number, bag_shown(r, path), why);
	else if (bag_payload(path) != list->payload)
		bag_fault(r, BAG_WRONG, "%s, line %d, lists %s, which has no place in it (RFC 8493, %s)",
			  list->name, at->number, bag_shown(r, path), list->payload ? "2.1.3" : "2.2.1");
	else if (!list->payload && is_tag_manifest(path))
		bag_doubt(r, BAG_WRONG,
			  "%s, line %d, lists %s: a tag manifest lists no tag manifest (RFC 8493, 2.2.1)",
			  list->name, at->number, path);
	else
		want_path(r, at, line, path);
}

static void read_manifest(struct bag_reader *r, int32_t list)
{
	struct line_of at = {.list = list};
	struct text t;
	struct bag_lines l;
	char *line;

	text_init(&t);
	if (bag_tag_read(r, bag_find(r, r->list[list].name), &t) == 0) {
		l = bag_lines_of(r, r->list[list].name, &t);
		while ((line = bag_line(&l)) != NULL) {
			at.number = l.number;
			if (line[strspn(line, " \t")])
				manifest_line(r, &at, line);
		}
	}
	text_done(&t);
}

/* A manifest by its name: manifest-md5.txt. */
static void list_add(struct bag_reader *r, const char *path)
{
	const int payload = strncmp(path, "manifest-", 9) == 0;
	const char *kind = path + (payload ? 9 : 12);
	const size_t n = strlen(kind);
	struct bag_list *l;

	if ((!payload && !is_tag_manifest(path)) || strchr(path, '/') || n < 4 ||
	    strcmp(kind + n - 4, ".txt") != 0)
		return;
	if (r->lists == BAG_LISTS_MOST) {
		bag_fault(r, BAG_WRONG, "%s: more than %d manifests", bag_shown(r, path), BAG_LISTS_MOST);
		return;
	}
	l = &r->list[r->lists++];
	*l = (struct bag_list){path, digest_kind(arena_dupn(&r->arena, kind, n - 4)), payload, 0};
	if (l->kind < 0)
		bag_doubt(r, BAG_WRONG,
			  "%s: the digest \"%.*s\" is not known here; what it lists was not compared",
			  bag_shown(r, path), (int)n - 4, bag_shown(r, kind));
	else if (r->ours && l->kind != DIGEST_SHA256)
		bag_fault(r, BAG_EXTRA, "%s is extra: Ledgerpress writes SHA-256 alone", path);
}

void bag_lists(struct bag_reader *r)
{
	int32_t known = 0, payload = 0;

	for (int32_t i = 0; i < r->n; i++)
		list_add(r, r->entry[i].path);
	for (int32_t i = 0; i < r->lists; i++) {
		payload += r->list[i].payload;
		known += r->list[i].payload && r->list[i].kind >= 0;
		if (r->list[i].kind >= 0)
			read_manifest(r, i);
	}
	if (payload == 0)
		bag_fault(
			r, BAG_MISSING,
			"manifest-sha256.txt is missing, and so is every other payload manifest: nothing says what the bag holds"
			" (RFC 8493, 2.1.3)");
	else if (known == 0)
		bag_fault(r, BAG_WRONG,
			  "no payload manifest has a digest that is known here: nothing proves the bag");
	if (!r->has_data)
		bag_fault(r, BAG_MISSING,
			  "data/ is missing: a bag has a folder for what it holds (RFC 8493, 2.1.2)");
	if (r->ours && !bag_find(r, "tagmanifest-sha256.txt"))
		bag_fault(r, BAG_MISSING, "tagmanifest-sha256.txt is missing");
}

/* ---- fetch.txt ---- */

static void fetch_line(struct bag_reader *r, int32_t number, char *line)
{
	char *length = line + strcspn(line, " \t"), *path, *end;
	const char *why;
	struct bag_entry *e;

	end = length;
	length += strspn(length, " \t");
	*end = '\0'; /* of the URL */
	path = length + strcspn(length, " \t");
	end = path;
	path += strspn(path, " \t");
	if (!*path) {
		bag_fault(
			r, BAG_WRONG,
			"fetch.txt, line %d: an address, a length and a path were expected (RFC 8493, 2.2.3)",
			number);
		return;
	}
	*end = '\0';
	path = bag_path_meant(r, path);
	why = bag_path_fault(path);
	if (!why && !bag_payload(path))
		why = "does not begin with data/";
	if (why) {
		bag_fault(r, BAG_WRONG,
			  "fetch.txt, line %d: the path \"%s\" is refused: it %s (RFC 8493, 5.1)", number,
			  bag_shown(r, path), why);
		return;
	}
	e = bag_find(r, path);
	if (!e)
		e = bag_find_alike(r, path);
	if (!e) {
		bag_fault(
			r, BAG_MISSING,
			"%s is not there: fetch.txt says it was to be fetched from %s; nothing is fetched here",
			bag_shown(r, path), bag_shown(r, line));
		return;
	}
	e->fetched = 1;
	if (strcmp(length, "-") != 0 && strtoll(length, &end, 10) != e->size)
		bag_doubt(r, BAG_WRONG, "%s has %lld bytes, and fetch.txt says %s", bag_shown(r, path),
			  (long long)e->size, bag_shown(r, length));
}

void bag_fetch(struct bag_reader *r)
{
	const struct bag_entry *e = bag_find(r, "fetch.txt");
	struct text t;
	struct bag_lines l;
	char *line;

	if (!e)
		return;
	if (r->ours)
		bag_fault(r, BAG_EXTRA,
			  "fetch.txt is extra: a bundle of Ledgerpress is whole, and nothing is fetched");
	text_init(&t);
	if (bag_tag_read(r, e, &t) == 0) {
		l = bag_lines_of(r, "fetch.txt", &t);
		while ((line = bag_line(&l)) != NULL)
			if (line[strspn(line, " \t")])
				fetch_line(r, l.number, line);
	}
	text_done(&t);
}
