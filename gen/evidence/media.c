/* media.c: what a file is, told by libmagic from its bytes; its pages are read by their libraries. All of it
 * in child processes. */
#define _GNU_SOURCE
#include "evidence/media.h"

#include <magic.h>
#include <stdio.h>
#include <string.h>

#include "base/child.h"
#include "late/late.h"
#include "evidence/media_own.h"

#define SECONDS 20		 /* of CPU; twice as many by the clock */
#define MEMORY ((size_t)4 << 30) /* bytes */

/* What is known of a kind; of one that is not here: that it has no pages, pictures or words to be seen. A
 * type that ends in "/" or "." stands for all that begin so. */
struct kind {
	const char *type, *ext;
	int loose;
	int32_t pages;
	media_reader *read_it; /* NULL: no library is asked */
};

static const struct kind known[] = {
	{"application/pdf", "pdf", 0, -1, media_pdf},
	{"image/jpeg", "jpg", 0, 1, media_jpeg},
	{"image/png", "png", 0, 1, media_png},
	{"image/tiff", "tif", 0, -1, media_tiff},
	{"image/gif", "gif", 0, 1, NULL},
	{"image/heic", "heic", 0, 1, NULL},
	{"image/heif", "heic", 0, 1, NULL},
	{"image/webp", "webp", 0, 1, NULL},
	{"image/", "bin", 1, 1, NULL},
	{"audio/x-m4a", "m4a", 0, -1, NULL},
	{"audio/mp4", "m4a", 0, -1, NULL},
	{"audio/mpeg", "mp3", 0, -1, NULL},
	{"audio/ogg", "ogg", 0, -1, NULL},
	{"audio/x-wav", "wav", 0, -1, NULL},
	{"audio/", "bin", 1, -1, NULL},
	{"video/mp4", "mp4", 0, -1, NULL},
	{"video/", "bin", 1, -1, NULL},
	{"application/vnd.ms-outlook", "msg", 0, -1, media_msg},
	{"application/rtf", "rtf", 0, -1, NULL},
	{"application/msword", "doc", 1, -1, NULL},
	{"application/vnd.ms-excel", "xls", 1, -1, NULL},
	{"application/vnd.openxmlformats-officedocument.", "bin", 1, -1, NULL},
	{"application/vnd.oasis.opendocument.", "bin", 1, -1, NULL},
	{"text/", "txt", 1, -1, NULL},
};

static const struct kind *kind_of(const char *type)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		const size_t n = strlen(known[i].type);
		const int all = known[i].type[n - 1] == '/' || known[i].type[n - 1] == '.';

		if (all ? strncmp(type, known[i].type, n) == 0 : strcmp(type, known[i].type) == 0)
			return &known[i];
	}
	return NULL;
}

struct scan {
	media_reader *read_it;
	const void *bytes;
	size_t n;
};

struct told {
	int loaded; /* libmagic knows its kinds */
	char type[128];
};

/* Programs' sources, lists and the like are words to a reader; what may be a mail is asked of its library. */
static void plainly(char *type, size_t size)
{
	if (strncmp(type, "text/", 5) == 0 && strcmp(type, "text/html") != 0 && strcmp(type, "text/rtf") != 0)
		snprintf(type, size, "text/plain");
	else if (strcmp(type, "application/json") == 0 || strcmp(type, "application/csv") == 0)
		snprintf(type, size, "text/plain");
	else if (strcmp(type, "text/rtf") == 0)
		snprintf(type, size, "application/rtf");
	else if (strcmp(type, "message/rfc822") == 0 || strcmp(type, "message/news") == 0)
		snprintf(type, size, "text/plain"); /* try_mail knows better */
	else if (strcmp(type, "application/CDFV2") == 0 || strcmp(type, "application/x-ole-storage") == 0)
		snprintf(type, size, "application/vnd.ms-outlook"); /* media_msg does */
}

static void tell_kind(void *ctx, void *answer)
{
	const struct scan *s = ctx;
	struct told *told = answer;
	magic_t m = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS);
	const char *type;

	if (!m || magic_load(m, NULL) < 0)
		return;
	told->loaded = 1;
	type = magic_buffer(m, s->bytes, s->n);
	snprintf(told->type, sizeof told->type, "%s", type ? type : "application/octet-stream");
	plainly(told->type, sizeof told->type);
	magic_close(m);
}

static void read_scan(void *ctx, void *answer)
{
	const struct scan *s = ctx;

	s->read_it(s->bytes, s->n, answer);
}

void media_words(char *to, size_t size, const char *s)
{
	const char *end = s ? s + strlen(s) : NULL, *from;
	size_t n = 0;

	to[0] = '\0';
	if (!s || !utf8_valid(s, (size_t)(end - s), NULL))
		return;
	while (s < end) {
		const uint32_t cp = (from = s, utf8_next(&s, end));
		const int plain = cp >= 0x20 && !(cp >= 0x7F && cp < 0xA0) &&
				  !(cp >= 0x2028 && cp <= 0x202E) && !(cp >= 0x2066 && cp <= 0x2069);

		if (n + (size_t)(s - from) + 4 > size) { /* room for … and the end */
			memcpy(to + n, "…", sizeof "…");
			return;
		}
		if (plain)
			memcpy(to + n, from, (size_t)(s - from)), n += (size_t)(s - from);
		else if (n > 0 && to[n - 1] != ' ')
			to[n++] = ' ';
	}
	while (n > 0 && to[n - 1] == ' ')
		n--;
	to[n] = '\0';
}

/* What a reader's library needs is loaded once, not in each of its children. */
static void load_for(media_reader *read_it)
{
	if (read_it == media_pdf)
		late_load(LATE_QPDF);
	else if (read_it == media_tiff)
		late_load(LATE_TIFF);
	else if (read_it == media_eml)
		late_load(LATE_GMIME);
	else if (read_it == media_msg)
		late_load(LATE_GSF);
}

/* What a reader says in a child process, in *answer. -1: it gave up. */
static int ask(media_reader *read_it, const void *bytes, size_t n, struct media_answer *answer)
{
	struct scan scan = {read_it, bytes, n};
	const struct child_work k = {read_scan, &scan, SECONDS, 2 * SECONDS, MEMORY};

	*answer = (struct media_answer){.pages = -1, .mail = {.date = DATE_NONE}};
	load_for(read_it);
	if (child_ask(&k, answer, sizeof *answer) < 0)
		return -1;
	answer->why[sizeof answer->why - 1] = '\0';
	for (char *p = answer->why; *p; p++) /* a message may quote the file's bytes */
		if ((unsigned char)*p < 32 || (unsigned char)*p > 126)
			*p = '?';
	return 0;
}

static const char *said(struct arena *a, char *s, size_t size)
{
	s[size - 1] = '\0';
	return s[0] && utf8_valid(s, strlen(s), NULL) ? arena_dup(a, s) : NULL;
}

/* "2026:11:01 09:30:00"; a camera whose clock was never set says zeros or blanks. */
static void taken(struct arena *a, const char *s, struct media *m)
{
	char day[11], time[6];

	if (strlen(s) < 19 || s[4] != ':' || s[7] != ':' || s[10] != ' ' || s[13] != ':')
		return;
	snprintf(day, sizeof day, "%.4s-%.2s-%.2s", s, s + 5, s + 8);
	snprintf(time, sizeof time, "%.5s", s + 11);
	m->taken_on = date_parse(day, strlen(day));
	if (m->taken_on != DATE_NONE && strspn(time, "0123456789:") == 5)
		m->taken_at = arena_dup(a, time);
}

static void take(struct arena *a, struct media_answer *answer, struct media *m)
{
	m->pages = answer->pages;
	m->unreadable = !answer->readable;
	if (answer->why[0])
		m->damage = arena_dup(a, answer->why);
	else if (m->unreadable)
		m->damage = "the file has no pages that can be read";
	answer->taken[sizeof answer->taken - 1] = 0;
	taken(a, answer->taken, m);
	if (!answer->is_mail)
		return;
	m->is_mail = 1;
	m->mail_from = said(a, answer->mail.from, sizeof answer->mail.from);
	m->mail_subject = said(a, answer->mail.subject, sizeof answer->mail.subject);
	m->mail_time = said(a, answer->mail.time, sizeof answer->mail.time);
	m->mail_date = answer->mail.date;
	m->mail_files = answer->mail.files;
}

static void try_read(media_reader *read_it, struct arena *a, const void *bytes, size_t n, struct media *m)
{
	struct media_answer answer;

	m->pages = -1;
	m->unreadable = 1;
	if (ask(read_it, bytes, n, &answer) < 0)
		m->damage = "the file made its reader give up";
	else
		take(a, &answer, m);
}

/* Does it begin with a field of a mail's head (RFC 5322, 2.2)? */
static int begins_headed(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] > 32 && s[i] < 127 && s[i] != ':')
		i++;
	return i > 0 && i < n && s[i] == ':';
}

/* Words that begin as a mail does are one when GMime finds who sent it and when: libmagic goes by the first
 * line alone. */
static void try_mail(struct arena *a, const void *bytes, size_t n, struct media *m)
{
	struct media_answer answer;

	if (!begins_headed(bytes, n) || ask(media_eml, bytes, n, &answer) < 0 || !answer.is_mail) {
		m->type = "text/plain";
		return;
	}
	m->type = "message/rfc822";
	m->ext = "eml";
	m->loose = 0;
	take(a, &answer, m);
}

/* ISO 32000-1, Annex H: readers accept a PDF's header anywhere in the first 1024 bytes; libmagic looks less
 * far. */
static int late_pdf(const void *bytes, size_t n)
{
	const size_t head = n < 1024 ? n : 1024;

	return head >= 5 && memmem(bytes, head, "%PDF-", 5) != NULL;
}

int media_find(struct arena *a, const void *bytes, size_t n, struct media *m)
{
	struct scan scan = {NULL, bytes, n};
	const struct child_work k = {tell_kind, &scan, SECONDS, 2 * SECONDS, MEMORY};
	struct told told = {0, ""};
	const struct kind *kind;

	*m = (struct media){.type = "application/octet-stream",
			    .pages = -1,
			    .unreadable = 1,
			    .mail_date = DATE_NONE,
			    .taken_on = DATE_NONE};
	late_load(LATE_MAGIC);
	if (child_ask(&k, &told, sizeof told) < 0) {
		m->damage = "the file made its reader give up";
		return 0;
	}
	if (!told.loaded) {
		m->damage = "libmagic cannot read its list of the kinds of files";
		return -1;
	}
	told.type[sizeof told.type - 1] = '\0';
	m->type = arena_dup(a, told.type);
	kind = kind_of(m->type);
	if ((!kind || strncmp(m->type, "text/", 5) == 0) && late_pdf(bytes, n)) {
		m->type = "application/pdf";
		kind = kind_of(m->type);
	}
	if (!kind)
		return 0;
	m->ext = kind->ext;
	m->loose = kind->loose;
	m->pages = kind->pages;
	m->unreadable = 0;
	if (strcmp(m->type, "text/plain") == 0)
		try_mail(a, bytes, n, m);
	else if (kind->read_it)
		try_read(kind->read_it, a, bytes, n, m);
	return 0;
}
