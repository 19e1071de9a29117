/* sink.c: prints diagnostics. */
#include "cli/sink.h"

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

void sink_print(void *ctx, const struct diag_message *m)
{
	struct sink *s = ctx;
	struct text t;
	uint64_t hash = 14695981039346656037u;
	size_t k;
	int32_t i;

	text_init(&t);
	sink_format(&t, m);
	/* who lacks in the house lacks in every paper: said of the first of them */
	for (k = 0; k < (m->id == DIAG_FILL_SIGNATORY ? strlen(m->text) : t.len); k++)
		hash = (hash ^ (unsigned char)(m->id == DIAG_FILL_SIGNATORY ? m->text : t.data)[k]) *
		       1099511628211u; /* FNV-1a */
	for (i = 0; i < 512; i++) {
		if (s->said[i] == hash) {
			text_done(&t);
			return;
		}
	}
	s->said[s->printed % 512] = hash;
	term_write(t.data, t.len);
	s->printed++;
	text_done(&t);
}
