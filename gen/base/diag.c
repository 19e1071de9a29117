/* diag.c: the table of messages and the way they take to the sink. */
#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static const struct {
	enum diag_level level;
	const char *name, *next;
} table[DIAG_COUNT] = {
#define D(id, level, name, next) {DIAG_##level, name, next},
#include "base/diag.def"
#undef D
};

void diag_init(struct diag *d, void (*sink)(void *, const struct diag_message *), void *ctx)
{
	memset(d, 0, sizeof *d);
	d->sink = sink;
	d->ctx = ctx;
}

#define QUOTED_MOST 400 /* bytes of a quotation that is told whole: a statement of SQL, a long path */
#define QUOTED_SHOWN 80 /* of a longer one: a value that went astray may have megabytes */

/* Cuts what is quoted at a length that can be read. */
static void quotations_cut(struct text *t)
{
	char *open = t->data ? strchr(t->data, '"') : NULL, *close, *from;

	while (open && (close = strchr(open + 1, '"')) != NULL) {
		if (close - open - 1 > QUOTED_MOST) {
			for (from = open + 1 + QUOTED_SHOWN; ((unsigned char)*from & 0xC0) == 0x80; from--)
				;
			memcpy(from, "\xE2\x80\xA6", 3);
			memmove(from + 3, close, strlen(close) + 1);
			close = from + 3;
		}
		open = strchr(close + 1, '"');
	}
	t->len = strlen(text_str(t));
}

static const struct diag_source *source_of(const struct diag *d, const struct place *at)
{
	const struct diag_source *s = at->file ? d->source : NULL;

	while (s && strcmp(s->file, at->file) != 0)
		s = s->next;
	return s;
}

/* By the words around what is filled in; where all is filled in, by what is neither figure nor quoted. */
static uint64_t kind_of(const char *fmt, const char *text)
{
	const int whole = strcmp(fmt, "%s") == 0;
	uint64_t hash = HASH_FIRST;
	int quoted = 0;

	for (const char *s = whole ? text : fmt; *s; s++) {
		quoted ^= whole && *s == '"';
		if (!whole || (!quoted && !(*s >= '0' && *s <= '9')))
			hash = hash_next(hash, *s);
	}
	return hash;
}

static int diag_send(struct diag *d, enum diag_id id, const struct place *at, const char *hint,
		     const char *fmt, va_list ap)
{
	static const struct place nowhere;
	struct diag_message m = {.id = id,
				 .level = table[id].level,
				 .at = at ? at : &nowhere,
				 .next = table[id].next,
				 .hint = hint,
				 .note = d->note,
				 .notes = d->notes < DIAG_DEPTH ? d->notes : DIAG_DEPTH};
	struct text t;

	d->count[m.level]++;
	if (d->sink) {
		text_init(&t);
		text_addvf(&t, fmt, ap);
		quotations_cut(&t);
		m.text = text_str(&t);
		m.kind = kind_of(fmt, m.text);
		m.source = source_of(d, m.at);
		d->sink(d->ctx, &m);
		text_done(&t);
	}
	return -1;
}

int diag(struct diag *d, enum diag_id id, const struct place *at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	diag_send(d, id, at, NULL, fmt, ap);
	va_end(ap);
	return -1;
}

int diag_hint(struct diag *d, enum diag_id id, const struct place *at, const char *hint, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	diag_send(d, id, at, hint, fmt, ap);
	va_end(ap);
	return -1;
}

void diag_push(struct diag *d, const char *note)
{
	if (d->notes < DIAG_DEPTH)
		d->note[d->notes] = note;
	d->notes++;
}

void diag_pop(struct diag *d)
{
	if (d->notes > 0)
		d->notes--;
}

int32_t diag_errors(const struct diag *d)
{
	return d->count[DIAG_ERROR] + d->count[DIAG_FATAL] + d->count[DIAG_BUG];
}

const char *diag_name(enum diag_id id)
{
	return table[id].name;
}

const char *diag_next(enum diag_id id)
{
	return table[id].next;
}

const char *diag_level_name(enum diag_level l)
{
	static const char *const name[DIAG_LEVELS] = {"info", "warning", "error", "fatal", "bug"};

	return name[l];
}

static int32_t least(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

/* Edit distance with neighbours swapped (optimal string alignment), letter case ignored. */
static int32_t distance(const char *a, const char *b, int32_t limit)
{
	enum { MOST = 128 }; /* convention names of papers are of 50 to 100 bytes */
	int32_t row[3][MOST + 1], n = (int32_t)strlen(a), m = (int32_t)strlen(b), i, j, cost;

	if (n > MOST || m > MOST || abs(n - m) > limit)
		return limit + 1;
	for (j = 0; j <= m; j++)
		row[0][j] = j;
	for (i = 1; i <= n; i++) {
		int32_t *now = row[i % 3], *up = row[(i - 1) % 3], *up2 = row[(i + 1) % 3];

		now[0] = i;
		for (j = 1; j <= m; j++) {
			cost = (a[i - 1] | 32) != (b[j - 1] | 32);
			now[j] = least(least(up[j] + 1, now[j - 1] + 1), up[j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], up2[j - 2] + 1);
		}
	}
	return row[n % 3][m];
}

/* The only name that word begins; NULL: none, or several. */
static const char *begun(const char *word, const char *const *name, int32_t n)
{
	const char *found = NULL;
	size_t len = strlen(word);
	int32_t i;

	for (i = 0; len >= 4 && i < n; i++) {
		if (strncmp(word, name[i], len) != 0 || (found && strcmp(found, name[i]) == 0))
			continue;
		if (found)
			return NULL;
		found = name[i];
	}
	return found;
}

const char *diag_closest(const char *word, const char *const *name, int32_t n)
{
	int32_t i, d, best = (int32_t)strlen(word) / 3;
	const char *found = NULL, *longer;

	if (best < 1)
		best = 1;
	for (i = 0; i < n; i++) {
		d = distance(word, name[i], best);
		if (d < best || (d == best && !found)) {
			best = d;
			found = name[i];
		}
	}
	longer = !found || best > 1 ? begun(word, name, n) : NULL;
	return longer ? longer : found;
}
