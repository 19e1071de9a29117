/* sink_line.c: as a compiler does: the line with its number, and a caret below the column. */
#include <string.h>

#include "cli/screen.h"
#include "cli/sink.h"
#include "fill/content.h"

#define FILE_MOST (1 << 20)
#define NUMBER_COLUMNS 12 /* "  %6d | ", and the last column stays free */
#define DATA_SHOWN 5 /* lines of data for one kind of message: a thousand bad rows are listed, not quoted */
#define ELLIPSIS "\xE2\x80\xA6"

/* Files that people write line by line: they are read again. Data may be anybody's, in any encoding, and the
 * file another by now: only what the reader of it gave is shown. */
static int is_written(const char *file)
{
	static const char *const end[] = {".ini", ".xml", ".po", ".sql"};
	const size_t n = strlen(file);

	for (size_t i = 0; i < sizeof end / sizeof end[0]; i++)
		if (n > strlen(end[i]) && strcmp(file + n - strlen(end[i]), end[i]) == 0)
			return 1;
	return 0;
}

static const char *line_end(const char *s, const char *end)
{
	while (s < end && *s != '\n' && *s != '\r')
		s++;
	return s;
}

/* Moves n lines on; NULL: there are not so many. */
static const char *lines_on(const char *s, const char *end, int32_t n)
{
	for (; n > 0; n--) {
		s = line_end(s, end);
		if (s == end)
			return NULL;
		s += *s == '\r' && s + 1 < end && s[1] == '\n' ? 2 : 1;
	}
	return s;
}

/* The line of data that is spoken of; NULL: it is not to be shown. */
static const char *line_of_data(struct sink *s, const struct diag_message *m, const char **end)
{
	const char *from = m->source->text, *all = from + m->source->n;
	int32_t number = 1;

	if (s->shown[m->id]++ >= DATA_SHOWN)
		return NULL;
	if (s->text == from && s->number <= m->at->line) {
		from = s->line;
		number = s->number;
	}
	from = lines_on(from, all, m->at->line - number);
	if (!from)
		return NULL;
	s->text = m->source->text;
	s->line = from;
	s->number = m->at->line;
	*end = line_end(from, all);
	return from;
}

static const char *line_of_file(struct arena *a, const struct place *at, const char **end)
{
	struct diag quiet;
	const char *s, *all;
	size_t n;

	diag_init(&quiet, NULL, NULL);
	s = file_read(a, &quiet, at->file, FILE_MOST, &n);
	if (!s)
		return NULL;
	all = s + n;
	s += at->line == 1 && strncmp(s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	s = lines_on(s, all, at->line - 1);
	if (s)
		*end = line_end(s, all);
	return s;
}

/* One letter as a terminal shows it in a line. */
static void add_letter(struct text *t, const char *s, size_t n)
{
	char letter[5] = "";

	memcpy(letter, s, n);
	text_plain(t, *s == '\t' ? " " : letter);
}

/* The part of a line that fits around a column, and how wide what stands before the column is in it. */
struct part {
	struct text text;
	int32_t before, width, col;
};

/* Letters from the first on, as many as there is room for. */
static void part_take(struct part *p, const char *s, const char *end, int32_t first, int32_t room)
{
	const char *next;
	int32_t i;

	for (i = 1; s < end; s = next, i++) {
		next = s;
		utf8_next(&next, end);
		if (i == p->col)
			p->before = p->width;
		if (i < first)
			continue;
		if (p->width >= room) {
			text_adds(&p->text, ELLIPSIS);
			break;
		}
		add_letter(&p->text, s, (size_t)(next - s));
		p->width = screen_columns(text_str(&p->text), p->text.len);
	}
	if (s == end && p->col >= i)
		p->before = p->width;
}

static void add_line(struct text *t, const struct place *at, const char *s, const char *end)
{
	const int32_t room = screen_width() - NUMBER_COLUMNS;
	struct part p = {.before = -1, .col = at->col};

	/* from the start where the column is seen then, else with the column in the middle */
	part_take(&p, s, end, 1, room);
	if (at->col > 0 && p.before < 0) {
		text_reset(&p.text);
		text_adds(&p.text, ELLIPSIS);
		p.width = 1;
		part_take(&p, s, end, at->col - room / 2, room);
	}
	text_addf(t, "  %6d | %s\n", (int)at->line, text_str(&p.text));
	if (at->col > 0 && p.before >= 0)
		text_addf(t, "         | %*s^\n", (int)p.before, "");
	text_done(&p.text);
}

void sink_line(struct sink *s, struct text *t, const struct diag_message *m)
{
	struct arena a;
	const char *line = NULL, *end = NULL;

	if (!m->at->file || m->at->line <= 0)
		return;
	arena_init(&a);
	if (m->source && m->at->col > 0)
		line = line_of_data(s, m, &end);
	else if (!m->source && is_written(m->at->file))
		line = line_of_file(&a, m->at, &end);
	/* a comment is quoted where it is spoken of */
	if (line && line < end && *line != ';' && utf8_valid(line, (size_t)(end - line), NULL))
		add_line(t, m->at, line, end);
	arena_done(&a);
}
