/* layout_unit.h: what the tests of layout and fill share: a house of two folders made on the spot, and
 * messages caught as text. */
#ifndef LP_LAYOUT_UNIT_H
#define LP_LAYOUT_UNIT_H

#include "unit.h"

#include <stdio.h>
#include <unistd.h>

#include "language_unit.h"
#include "layout/layout.h"

static struct arena arena;
static struct diag diags;
static struct text said; /* "file:line:col: level: message (hint)\n"; of the file only its name */
static char folder[64];
static struct house house;

static inline void unit_sink(void *ctx, const struct diag_message *m)
{
	const char *file = m->at->file ? strrchr(m->at->file, '/') : NULL;

	(void)ctx;
	text_addf(&said, "%s:%d:%d: %s: %s",
		  file		? file + 1
		  : m->at->file ? m->at->file
				: "",
		  m->at->line, m->at->col, diag_level_name(m->level), m->text);
	if (m->hint)
		text_addf(&said, " (%s)", m->hint);
	text_addc(&said, '\n');
}

/* Writes house/layouts/NAME (own 1) or shipped/layouts/NAME. */
static inline const char *unit_put(int own, const char *name, const char *text)
{
	char *path = arena_format(&arena, "%s/%s/layouts/%s", folder, own ? "house" : "shipped", name);
	char *slash = strrchr(path, '/');

	*slash = '\0';
	ck_assert_int_eq(file_mkdirs(&diags, path), 0);
	*slash = '/';
	ck_assert_int_eq(file_write(&diags, path, text, strlen(text), 1), 0);
	return path;
}

static inline void unit_begin(void)
{
	arena_init(&arena);
	text_init(&said);
	diag_init(&diags, unit_sink, NULL);
	strcpy(folder, "/tmp/lp-layout-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	memset(&house, 0, sizeof house);
	house.languages = *unit_languages();
	house.dir = arena_format(&arena, "%s/house", folder);
	house.shipped = arena_format(&arena, "%s/shipped", folder);
}

static inline void unit_end(void)
{
	char cmd[128];

	snprintf(cmd, sizeof cmd, "rm -rf %s", folder);
	ck_assert_int_eq(system(cmd), 0);
	arena_done(&arena);
	text_done(&said);
}

/* What was said since the last time. */
static inline const char *unit_said(void)
{
	const char *s = arena_dup(&arena, text_str(&said));

	text_reset(&said);
	return s;
}

/* Long texts are too much for Check's own messages. */
#define ck_said(...)                                                                                         \
	do {                                                                                                 \
		const char *got_ = unit_said();                                                              \
		if (strcmp(got_, __VA_ARGS__) != 0) {                                                        \
			fprintf(stderr, "--- said\n%s--- wanted\n%s---\n", got_, __VA_ARGS__);               \
			ck_abort_msg("other messages than wanted");                                          \
		}                                                                                            \
	} while (0)

#define LAYOUT(body) "<layout version=\"1\" code=\"T1\" title=\"Test\">" body "</layout>\n"
#define PO_HEAD(lang, forms)                                                                                 \
	"msgid \"\"\nmsgstr \"\"\n\"Language: " lang                                                         \
	"\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"                                            \
	"\"Plural-Forms: nplurals=" forms "; plural=0;\\n\"\n\n"

#endif
