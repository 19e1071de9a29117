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

/* ---- once, and counted ---- */

#define SHOWN_MOST 3 /* of a group that are printed */
#define CURES_MOST 8 /* and cures of the others */

struct sink *sink_of(const struct diag *d)
{
	return d->sink == sink_print ? d->ctx : NULL;
}

static char *kept(const char *s)
{
	return s ? memcpy(mem_alloc(strlen(s) + 1), s, strlen(s) + 1) : NULL;
}

/* One that is not printed: counted, and what would cure it, once. */
static void hold(struct sink_group *g, const char *hint, const char *printed)
{
	struct text line = {0};

	if (g->held++ == 0)
		g->held_first = kept(printed);
	if (!hint || g->cures >= CURES_MOST)
		return;
	text_adds(&line, "  hint: ");
	text_plain(&line, hint);
	text_addc(&line, '\n');
	if (!strstr(text_str(&g->hints), text_str(&line))) {
		text_adds(&g->hints, text_str(&line));
		g->cures++;
	}
	text_done(&line);
}

static void rest_say(const struct sink_group *g)
{
	struct text t = {0};

	text_addf(&t, "%s: and %d more like this: ", diag_level_name(DIAG_WARNING), (int)g->held);
	text_plain(&t, g->text);
	text_addf(&t, " [%s]; %s\n", diag_name(g->id), diag_next(g->id));
	text_adds(&t, text_str(&g->hints));
	text_adds(&t, "  note: -v says each\n");
	term_write(t.data, t.len);
	text_done(&t);
}

void sink_done(struct sink *s)
{
	struct sink_group *g;

	for (g = s->group; g < s->group + s->groups; g++) {
		if (g->held == 1)
			term_write(g->held_first, strlen(g->held_first));
		else if (g->held > 1)
			rest_say(g);
		free(g->held_first);
		free(g->text);
		free(g->hint);
		text_done(&g->hints);
	}
	s->groups = 0;
}

/* The words of a hint without what it quotes: "translate it: `map.status.ok = …`" cures every status. */
static uint64_t cure_of(const char *hint)
{
	uint64_t hash = HASH_FIRST;
	char quoted = 0;

	for (; hint && *hint; hint++) {
		if (quoted ? *hint == quoted : *hint == '`' || *hint == '"')
			quoted = quoted ? 0 : *hint;
		if (!quoted)
			hash = hash_next(hash, *hint);
	}
	return hint ? hash : 0;
}

/* The message's group, counted; NULL: there are too many groups. */
static struct sink_group *group_of(struct sink *s, const struct diag_message *m)
{
	const uint64_t cure = cure_of(m->hint);
	struct sink_group *g;

	for (g = s->group; g < s->group + s->groups; g++)
		if (g->id == m->id && g->kind == m->kind && g->cure == cure) {
			g->count++;
			g->differs |= strcmp(g->text, m->text) != 0;
			return g;
		}
	if (s->groups == SINK_GROUPS) {
		s->more++;
		return NULL;
	}
	*g = (struct sink_group){.id = m->id,
				 .kind = m->kind,
				 .cure = cure,
				 .count = 1,
				 .text = kept(m->text),
				 .hint = kept(m->hint)};
	s->groups++;
	return g;
}

static uint64_t hash_of(const char *s, size_t n)
{
	uint64_t hash = HASH_FIRST;

	for (; n > 0; s++, n--)
		hash = hash_next(hash, *s);
	return hash;
}

/* Was it said lately? From now on it was. */
static int said_before(struct sink *s, uint64_t hash)
{
	int32_t i;

	for (i = 0; i < 512; i++)
		if (s->said[i] == hash)
			return 1;
	s->said[s->kept++ % 512] = hash;
	return 0;
}

/* Lines of house.ini that are spoken of are a list to go through, each its own task. */
static int is_task(const struct place *at)
{
	const size_t n = at->file ? strlen(at->file) : 0;

	return at->line > 0 && n > 4 && strcmp(at->file + n - 4, ".ini") == 0;
}

void sink_print(void *ctx, const struct diag_message *m)
{
	struct sink *s = ctx;
	struct sink_group *g = m->level == DIAG_WARNING ? group_of(s, m) : NULL;
	struct text t = {0}, notes = {0};
	uint64_t hash;
	const char *end;
	const int held = g && g->shown == SHOWN_MOST && !s->each && !is_task(m->at);

	sink_format(&t, m);
	/* who lacks in the house lacks in every paper and layout: said of the first of them. Another warning
	 * is the same whatever paper it is said of */
	end = strchr(text_str(&t), '\n') + 1;
	hash = m->id == DIAG_FILL_SIGNATORY ? hash_of(m->text, strlen(m->text))
	       : m->level == DIAG_WARNING   ? hash_of(t.data, (size_t)(end - t.data))
					    : hash_of(t.data, t.len);
	if (said_before(s, hash)) {
		text_done(&t);
		return;
	}
	text_adds(&notes, end);
	t.len = (size_t)(end - t.data);
	t.data[t.len] = '\0';
	if (held) {
		text_adds(&t, text_str(&notes));
		hold(g, m->hint, text_str(&t));
	} else {
		if (g)
			g->shown++;
		sink_line(s, &t, m);
		text_adds(&t, text_str(&notes));
		term_write(t.data, t.len);
		s->printed++;
	}
	text_done(&notes);
	text_done(&t);
}
