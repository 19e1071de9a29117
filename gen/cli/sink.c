/* sink.c: prints diagnostics. */
#include "cli/sink.h"

#include <stdlib.h>
#include <string.h>

#include "cli/term.h"

void sink_format(struct text *t, const struct diag_message *m)
{
	int32_t i;

	if (m->at->file) {
		text_plain(t, m->at->file);
		if (m->at->line > 0)
			text_addf(t, ":%d", (int)m->at->line);
		if (m->at->line > 0 && m->at->col > 0)
			text_addf(t, ":%d", (int)m->at->col);
		text_adds(t, ": ");
	}
	/* what it quotes comes from files: a message is one line, whatever stands in them */
	text_addf(t, "%s: ", diag_level_name(m->level));
	text_plain(t, m->text);
	text_addf(t, " [%s]; %s\n", diag_name(m->id), m->next);
	if (m->hint) {
		text_adds(t, "  hint: ");
		text_plain(t, m->hint);
		text_addc(t, '\n');
	}
	for (i = 0; i < m->notes; i++) {
		text_adds(t, "  note: ");
		text_plain(t, m->note[i]);
		text_addc(t, '\n');
	}
}

/* ---- the line that is spoken of ---- */

enum { LINE_MOST = 160, FILE_MOST = 1 << 20 };

static int is_ini(const char *file)
{
	const size_t n = strlen(file);

	return n > 4 && strcmp(file + n - 4, ".ini") == 0;
}

/* The n-th line of the bytes, from 1; *len its length. NULL: there is none. */
static const char *line_at(const char *s, int32_t n, size_t *len)
{
	while (--n > 0) {
		s = strchr(s, '\n');
		if (!s)
			return NULL;
		s++;
	}
	*len = strcspn(s, "\r\n");
	return s;
}

/* As a compiler does: the line with its number, and a caret below the column. Of files that people write
 * line by line; data may be of any length, and of somebody. */
static void add_source(struct text *t, const struct place *at)
{
	struct arena a;
	struct diag quiet;
	const char *s, *line;
	struct text shown = {0};
	size_t n = 0, i, cut;
	int32_t col;

	if (!at->file || at->line <= 0 || !is_ini(at->file))
		return;
	arena_init(&a);
	diag_init(&quiet, NULL, NULL);
	s = file_read(&a, &quiet, at->file, FILE_MOST, NULL);
	line = s ? line_at(s, at->line, &n) : NULL;
	/* a comment is quoted where it is spoken of */
	if (line && n > 0 && *line != ';' && utf8_valid(line, n, NULL)) {
		for (cut = i = 0; i < n && cut < LINE_MOST; i++)
			cut += ((unsigned char)line[i] & 0xC0) != 0x80;
		while (i < n && ((unsigned char)line[i] & 0xC0) == 0x80)
			i++;
		for (s = line; s < line + i; s++)
			text_addc(&shown, *s == '\t' ? ' ' : *s);
		if (i < n)
			text_adds(&shown, "\xE2\x80\xA6");
		text_addf(t, "  %6d | ", (int)at->line);
		text_plain(t, text_str(&shown));
		text_addc(t, '\n');
		if (at->col > 0 && at->col <= LINE_MOST) {
			text_adds(t, "         | ");
			for (col = 1; col < at->col; col++)
				text_addc(t, ' ');
			text_adds(t, "^\n");
		}
	}
	text_done(&shown);
	arena_done(&a);
}

/* ---- once, and counted ---- */

const struct sink *sink_of(const struct diag *d)
{
	return d->sink == sink_print ? d->ctx : NULL;
}

void sink_done(struct sink *s)
{
	while (s->groups > 0) {
		free(s->group[--s->groups].text);
		free(s->group[s->groups].hint);
	}
}

static int same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static char *kept(const char *s)
{
	return s ? memcpy(mem_alloc(strlen(s) + 1), s, strlen(s) + 1) : NULL;
}

static void count(struct sink *s, const struct diag_message *m)
{
	struct sink_group *g;

	for (g = s->group; g < s->group + s->groups; g++)
		if (g->id == m->id && same(g->hint, m->hint) && (m->hint || same(g->text, m->text))) {
			g->count++;
			return;
		}
	if (s->groups == SINK_GROUPS) {
		s->more++;
		return;
	}
	*g = (struct sink_group){m->id, 1, kept(m->text), kept(m->hint)};
	s->groups++;
}

static uint64_t hash_of(const char *s, size_t n)
{
	uint64_t hash = 14695981039346656037u;

	for (; n > 0; s++, n--)
		hash = (hash ^ (unsigned char)*s) * 1099511628211u; /* FNV-1a */
	return hash;
}

void sink_print(void *ctx, const struct diag_message *m)
{
	struct sink *s = ctx;
	struct text t = {0}, notes = {0};
	uint64_t hash;
	const char *end;
	int32_t i;

	if (m->level == DIAG_WARNING)
		count(s, m);
	sink_format(&t, m);
	/* who lacks in the house lacks in every paper and layout: said of the first of them. Another warning
	 * is the same whatever paper it is said of */
	end = strchr(text_str(&t), '\n') + 1;
	hash = m->id == DIAG_FILL_SIGNATORY ? hash_of(m->text, strlen(m->text))
	       : m->level == DIAG_WARNING   ? hash_of(t.data, (size_t)(end - t.data))
					    : hash_of(t.data, t.len);
	for (i = 0; i < 512; i++)
		if (s->said[i] == hash)
			break;
	if (i == 512) {
		s->said[s->printed % 512] = hash;
		text_adds(&notes, end);
		t.len = (size_t)(end - t.data);
		t.data[t.len] = '\0';
		add_source(&t, m->at);
		text_adds(&t, text_str(&notes));
		term_write(t.data, t.len);
		s->printed++;
	}
	text_done(&notes);
	text_done(&t);
}
