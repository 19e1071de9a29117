/* bag_tag.c: tag files as text, and what the declaration and Payload-Oxum say. */
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

int bag_tag_read(struct bag_reader *r, const struct bag_entry *e, struct text *t)
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

struct bag_lines bag_lines_of(struct bag_reader *r, const char *name, struct text *t)
{
	text_addc(t, '\n');
	return (struct bag_lines){r, name, t->data, t->data + t->len, 0};
}

char *bag_line(struct bag_lines *l)
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
	struct bag_lines l;
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
		l = bag_lines_of(r, "bagit.txt", &t);
		read_version(r, declared(r, bag_line(&l), "BagIt-Version"));
		read_encoding(r, declared(r, bag_line(&l), "Tag-File-Character-Encoding"));
		while ((line = bag_line(&l)) != NULL)
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

/* The path of a line as it is meant. */
char *bag_path_meant(struct bag_reader *r, const char *path)
{
	const char *plain = path;
	char *s;

	while (plain[0] == '.' && plain[1] == '/')
		plain += 2;
	s = arena_dup(&r->arena, plain);
	/* programs that write no %25 leave a name with "%25" as it is: so it may be there in these very
	 * letters */
	if (percent_decode(s, r->version) && !bag_find(r, s) && bag_find(r, plain)) {
		bag_doubt(r, BAG_WRONG, "%s stands in a manifest without its percent sign written as %%25",
			  bag_shown(r, plain));
		s = arena_dup(&r->arena, plain);
	}
	return s;
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
	struct bag_lines l;
	char *line;
	int said = 0;

	if (!e && r->version <= 95)
		e = bag_find(r, "package-info.txt"); /* its name until 0.95 */
	if (!e)
		return;
	text_init(&t);
	if (bag_tag_read(r, e, &t) == 0) {
		l = bag_lines_of(r, e->path, &t);
		while ((line = bag_line(&l)) != NULL) {
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
