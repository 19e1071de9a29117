/* bag_tag.c: what the tag files of a bag say: declaration, manifests, fetch.txt, Payload-Oxum. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>

#include "evidence/bag_own.h"

/* ---- text ---- */

/* From the encoding that bagit.txt declares. What cannot be read so is a fault, and stays as it is. */
static int decode(struct bag_reader *r, const char *name, struct text *t)
{
	UErrorCode bad = U_ZERO_ERROR;
	UConverter *from = ucnv_open(r->encoding, &bad), *to = ucnv_open("UTF-8", &bad);
	UChar pivot[4096], *source = pivot, *target = pivot;
	const char *p = text_str(t), *end = p + t->len;
	struct text out;
	int first = 1;

	text_init(&out);
	if (U_SUCCESS(bad)) {
		ucnv_setToUCallBack(from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &bad);
		ucnv_setFromUCallBack(to, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &bad);
	}
	while (U_SUCCESS(bad)) {
		char buf[8192], *b = buf;

		ucnv_convertEx(to, from, &b, buf + sizeof buf, &p, end, pivot, &source, &target,
			       pivot + sizeof pivot / sizeof *pivot, (UBool)first, 1, &bad);
		text_add(&out, buf, (size_t)(b - buf));
		first = 0;
		if (bad != U_BUFFER_OVERFLOW_ERROR)
			break;
		bad = U_ZERO_ERROR;
	}
	ucnv_close(from);
	ucnv_close(to);
	if (U_FAILURE(bad)) {
		text_done(&out);
		return bag_fault(r, BAG_WRONG, "%s is not written in %s, as bagit.txt says", name,
				 r->encoding);
	}
	text_done(t);
	*t = out;
	return 0;
}

static int read_tag(struct bag_reader *r, const struct bag_entry *e, struct text *t)
{
	size_t bad;

	if (bag_source_read(r, e, NULL, 0, t) < 0)
		return -1;
	if (r->encoding)
		return decode(r, e->path, t);
	if (!utf8_valid(text_str(t), t->len, &bad))
		bag_fault(r, BAG_WRONG, "%s is not written in UTF-8, as bagit.txt says: see byte %zu",
			  e->path, bad + 1);
	if (t->len >= 3 && memcmp(t->data, "\xEF\xBB\xBF", 3) == 0) {
		bag_doubt(r, BAG_WRONG, "%s begins with a byte order mark; it is read without", e->path);
		memmove(t->data, t->data + 3, t->len -= 3);
		t->data[t->len] = '\0';
	}
	return 0;
}

/* Lines end with LF, CR or both. A zero byte would hide the rest of its line. */
struct lines {
	struct bag_reader *r;
	const char *name; /* of the file */
	char *p, *end;
	int32_t number;
};

static struct lines lines_of(struct bag_reader *r, const char *name, struct text *t)
{
	text_addc(t, '\n');
	return (struct lines){r, name, t->data, t->data + t->len, 0};
}

static char *line_next(struct lines *l)
{
	char *line = l->p, *p = line;

	if (line >= l->end || (line + 1 == l->end && *line == '\n')) /* the one that lines_of added */
		return NULL;
	for (; *p != '\n' && *p != '\r'; p++)
		if (!*p) {
			*p = '?';
			bag_fault(l->r, BAG_WRONG,
				  "%s, line %d, has a zero byte, which hides what follows it", l->name,
				  l->number + 1);
		}
	l->p = p[0] == '\r' && p + 1 < l->end && p[1] == '\n' ? p + 2 : p + 1;
	*p = '\0';
	l->number++;
	return line;
}

/* ---- bagit.txt ---- */

static int version_known(const char *s)
{
	static const struct {
		const char *said;
		int version;
	} known[] = {{"0.93", 93}, {"0.94", 94}, {"0.95", 95}, {"0.96", 96}, {"0.97", 97}, {"1.0", 100}};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(s, known[i].said) == 0)
			return known[i].version;
	return 0;
}

/* RFC 8493, 2.1.1: a label, a colon, one blank, a value, and nothing else. The value, or NULL after a fault.
 */
static char *declared(struct bag_reader *r, char *line, const char *label)
{
	const size_t n = strlen(label);
	char *value, *end;

	if (!line || strncmp(line, label, n) != 0) {
		bag_fault(r, BAG_WRONG, "bagit.txt does not say \"%s: \" in its %s line (RFC 8493, 2.1.1)",
			  label, *label == 'B' ? "first" : "second");
		return NULL;
	}
	if (line[n] != ':' || line[n + 1] != ' ' || line[n + 2] == ' ' || line[n + 2] == '\t') {
		bag_fault(
			r, BAG_WRONG,
			"bagit.txt: the blanks of the line \"%s\" are not as they must be: \"%s: \" and the value"
			" (RFC 8493, 2.1.1)",
			bag_shown(r, line), label);
		line += n + strspn(line + n, " \t");
		line += *line == ':';
	} else {
		line += n + 1;
	}
	value = line + strspn(line, " \t");
	end = value + strlen(value);
	if (end > value && (end[-1] == ' ' || end[-1] == '\t'))
		bag_doubt(r, BAG_WRONG, "bagit.txt: blanks stand behind \"%s\"", bag_shown(r, line));
	while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
		*--end = '\0';
	return arena_dup(&r->arena, value);
}

static void read_version(struct bag_reader *r, const char *value)
{
	r->version = value ? version_known(value) : 0;
	if (r->version)
		snprintf(r->r->version, sizeof r->r->version, "%s", value);
	if (value && !r->version)
		bag_fault(
			r, BAG_WRONG,
			"bagit.txt says BagIt-Version \"%s\"; the versions are 0.93 to 0.97 and 1.0 (RFC 8493, 2.1.1)",
			bag_shown(r, value));
	if (!r->version)
		r->version = 100;
}

static void read_encoding(struct bag_reader *r, const char *value)
{
	UErrorCode bad = U_ZERO_ERROR;
	UConverter *c = NULL;

	if (!value)
		return;
	if (*value && strlen(value) < 60 &&
	    strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:+") ==
		    strlen(value))
		c = ucnv_open(value, &bad);
	if (!c || U_FAILURE(bad)) {
		bag_fault(r, BAG_WRONG,
			  "bagit.txt says Tag-File-Character-Encoding \"%s\", which is no encoding",
			  bag_shown(r, value));
		return;
	}
	if (ucnv_getType(c) != UCNV_UTF8 && ucnv_getType(c) != UCNV_US_ASCII)
		r->encoding = value;
	ucnv_close(c);
	if (strcmp(value, "UTF-8") != 0 && r->ours)
		bag_fault(r, BAG_WRONG,
			  "bagit.txt says Tag-File-Character-Encoding %s; Ledgerpress writes UTF-8", value);
}

void bag_declaration(struct bag_reader *r)
{
	const struct bag_entry *e = bag_find(r, "bagit.txt");
	struct text t;
	struct lines l;
	char *line;

	r->version = 100;
	if (!e) {
		bag_fault(
			r, BAG_MISSING,
			"bagit.txt is missing: this is no bag, or one that was taken apart (RFC 8493, 2.1.1)");
		return;
	}
	text_init(&t);
	if (bag_source_read(r, e, NULL, 0, &t) == 0) {
		if (t.len >= 3 && memcmp(t.data, "\xEF\xBB\xBF", 3) == 0) {
			bag_fault(
				r, BAG_WRONG,
				"bagit.txt begins with a byte order mark, which it must not have (RFC 8493, 2.1.1)");
			memmove(t.data, t.data + 3, t.len -= 3);
		}
		l = lines_of(r, "bagit.txt", &t);
		read_version(r, declared(r, line_next(&l), "BagIt-Version"));
		read_encoding(r, declared(r, line_next(&l), "Tag-File-Character-Encoding"));
		while ((line = line_next(&l)) != NULL)
			if (*line)
				bag_fault(r, BAG_WRONG,
					  "bagit.txt has a line more than its two: \"%s\" (RFC 8493, 2.1.1)",
					  bag_shown(r, line));
	}
	text_done(&t);
	if (r->ours && r->version != 100)
		bag_fault(r, BAG_WRONG, "bagit.txt says BagIt-Version %s; Ledgerpress writes 1.0",
			  r->r->version);
}

/* ---- paths ---- */

/* "%0A" and "%0D", and since 1.0 "%25" (RFC 8493, 2.1.3). In place. 1: there was one. */
static int percent_decode(char *s, int version)
{
	char *to = s;
	int any = 0;

	for (; *s; s++) {
		if (s[0] == '%' && s[1] && s[2]) {
			char hex[3] = {s[1], s[2], 0}, *end;
			const long c = strtol(hex, &end, 16);

			if (!*end && (c == 10 || c == 13 || (c == 37 && version >= 100))) {
				*to++ = (char)c;
				s += 2;
				any = 1;
				continue;
			}
		}
		*to++ = *s;
	}
	*to = '\0';
	return any;
}

/* The path of a line as it is meant. *as: as it stands, where that is another. */
static char *path_meant(struct bag_reader *r, const char *path, const char **as)
{
	const char *plain = path;
	char *s;

	while (plain[0] == '.' && plain[1] == '/')
		plain += 2;
	s = arena_dup(&r->arena, plain);
	*as = NULL;
	/* programs that write no %25 leave a name with "%25" as it is: so it may be there in these very
	 * letters */
	if (percent_decode(s, r->version) && !bag_find(r, s) && bag_find(r, plain)) {
		bag_doubt(r, BAG_WRONG, "%s stands in a manifest without its percent sign written as %%25",
			  bag_shown(r, plain));
		s = arena_dup(&r->arena, plain);
	}
	return s;
}

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
static char *line_path(struct bag_reader *r, struct line_of *at, char *p, const char **as)
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
	return path_meant(r, p, as);
}

static void manifest_line(struct bag_reader *r, struct line_of *at, char *line)
{
	const struct bag_list *list = &r->list[at->list];
	const size_t digits = digest_digits((enum digest_kind)list->kind);
	const char *why, *as;
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
	path = line_path(r, at, given, &as);
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
	struct lines l;
	char *line;

	text_init(&t);
	if (read_tag(r, bag_find(r, r->list[list].name), &t) == 0) {
		l = lines_of(r, r->list[list].name, &t);
		while ((line = line_next(&l)) != NULL) {
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
	const char *why, *as;
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
	path = path_meant(r, path, &as);
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
	struct lines l;
	char *line;

	if (!e)
		return;
	if (r->ours)
		bag_fault(r, BAG_EXTRA,
			  "fetch.txt is extra: a bundle of Ledgerpress is whole, and nothing is fetched");
	text_init(&t);
	if (read_tag(r, e, &t) == 0) {
		l = lines_of(r, "fetch.txt", &t);
		while ((line = line_next(&l)) != NULL)
			if (line[strspn(line, " \t")])
				fetch_line(r, l.number, line);
	}
	text_done(&t);
}

/* ---- bag-info.txt ---- */

static int label_is(const char *line, size_t n, const char *label)
{
	while (n > 0 && (line[n - 1] == ' ' || line[n - 1] == '\t'))
		n--;
	if (n != strlen(label))
		return 0;
	for (size_t i = 0; i < n; i++)
		if ((line[i] | 32) != (label[i] | 32))
			return 0;
	return 1;
}

/* Files of the payload that were listed and may be gone. */
static int32_t absent(const struct bag_reader *r)
{
	int32_t most = 0;

	for (int32_t i = 0; i < r->lists; i++)
		if (r->list[i].payload && r->list[i].absent > most)
			most = r->list[i].absent;
	return most;
}

static void check_oxum(struct bag_reader *r, const char *name, const char *value, int64_t bytes,
		       int64_t files)
{
	char *end;
	const long long b = strtoll(value, &end, 10), f = *end == '.' ? strtoll(end + 1, &end, 10) : -1;

	if (f < 0 || end[strspn(end, " \t")])
		bag_doubt(r, BAG_WRONG,
			  "%s: Payload-Oxum is \"%s\"; bytes, a dot and a number of files were expected",
			  name, bag_shown(r, value));
	else if ((b != bytes || f != files) && (absent(r) == 0 || b < bytes || f != files + absent(r)))
		bag_fault(r, BAG_CHANGED, "%s says %lld files of %lld bytes, and there are %lld of %lld",
			  name, f, b, (long long)files, (long long)bytes);
}

/* RFC 8493, 2.2.2: bytes and number of the payload, a quick witness of the whole. */
void bag_oxum(struct bag_reader *r, int64_t bytes, int64_t files)
{
	const struct bag_entry *e = bag_find(r, "bag-info.txt");
	struct text t;
	struct lines l;
	char *line;
	int said = 0;

	if (!e && r->version <= 95)
		e = bag_find(r, "package-info.txt"); /* its name until 0.95 */
	if (!e)
		return;
	text_init(&t);
	if (read_tag(r, e, &t) == 0) {
		l = lines_of(r, e->path, &t);
		while ((line = line_next(&l)) != NULL) {
			const char *colon = strchr(line, ':');

			if (!*line || *line == ' ' || *line == '\t') /* goes on with the line before */
				continue;
			if (!colon)
				bag_doubt(r, BAG_WRONG,
					  "%s, line %d, is no label with a value (RFC 8493, 2.2.2)", e->path,
					  l.number);
			else if (label_is(line, (size_t)(colon - line), "Payload-Oxum")) {
				if (said++)
					bag_doubt(r, BAG_WRONG, "%s says Payload-Oxum again in line %d",
						  e->path, l.number);
				check_oxum(r, e->path, colon + 1 + strspn(colon + 1, " \t"), bytes, files);
			}
		}
	}
	text_done(&t);
}
