/* diag_record.c: messages as records, for a process that hands its own to another. */
#include "base/diag_record.h"

#include <string.h>

/* What a record begins with; behind it the strings, each with its end: file, text, next, hint, notes. What is
 * NULL is not there. */
struct head {
	int32_t id, level, line, col, notes;
	uint8_t file, hint;
	uint64_t kind;
};

static void add_string(struct text *t, const char *s)
{
	if (s)
		text_add(t, s, strlen(s) + 1);
}

void diag_record_add(struct text *t, const struct diag_message *m)
{
	struct head h;
	int32_t i;

	memset(&h, 0, sizeof h); /* padding too: the same message is the same bytes */
	h.kind = m->kind;
	h.id = (int32_t)m->id;
	h.level = (int32_t)m->level;
	h.line = m->at->line;
	h.col = m->at->col;
	h.notes = m->notes;
	h.file = m->at->file != NULL;
	h.hint = m->hint != NULL;
	text_add(t, (const char *)&h, sizeof h);
	add_string(t, m->at->file);
	add_string(t, m->text);
	add_string(t, m->next);
	add_string(t, m->hint);
	for (i = 0; i < m->notes; i++)
		add_string(t, m->note[i]);
}

/* The string at *s; NULL: it has no end. */
static const char *next_string(const char **s, const char *end)
{
	const char *from = *s, *zero = memchr(from, '\0', (size_t)(end - from));

	if (!zero)
		return NULL;
	*s = zero + 1;
	return from;
}

int diag_record_next(const char **s, const char *end, struct diag_message *m, struct place *at,
		     const char *note[DIAG_DEPTH])
{
	struct head h;
	int32_t i;

	if (*s == end)
		return 0;
	if (end - *s < (ptrdiff_t)sizeof h)
		return -1;
	memcpy(&h, *s, sizeof h);
	*s += sizeof h;
	if (h.id < 0 || h.id >= DIAG_COUNT || h.level < 0 || h.level >= DIAG_LEVELS || h.notes < 0 ||
	    h.notes > DIAG_DEPTH)
		return -1;
	*at = (struct place){h.file ? next_string(s, end) : NULL, h.line, h.col};
	*m = (struct diag_message){.id = (enum diag_id)h.id,
				   .kind = h.kind,
				   .level = (enum diag_level)h.level,
				   .at = at,
				   .note = note,
				   .notes = h.notes};
	m->text = next_string(s, end);
	m->next = m->text ? next_string(s, end) : NULL;
	m->hint = h.hint && m->next ? next_string(s, end) : NULL;
	if ((h.file && !at->file) || !m->next || (h.hint && !m->hint))
		return -1;
	for (i = 0; i < h.notes; i++) {
		note[i] = next_string(s, end);
		if (!note[i])
			return -1;
	}
	return 1;
}

void diag_again(struct diag *d, const struct diag_message *m)
{
	d->count[m->level]++;
	if (d->sink)
		d->sink(d->ctx, m);
}
