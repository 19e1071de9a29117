/* screen_table.c: a table for people: heads, codes, days and figures in the house's language, within the
 * terminal's width. */
#include <string.h>

#include "cli/out_own.h"
#include "cli/screen.h"
#include "fill/content.h"

#define GAP 2
#define NAME_LEAST 12 /* columns that a name is narrowed to, which goes on in the next line */
#define NAME_WORD 24  /* but not below its longest word, where that is no longer than this */
#define WRAP_LEAST 20 /* and a text */
#define ROW_LEAST 32  /* and one that may stand below its row instead */
#define PATH_LEAST 44 /* and a file */
#define BELOW_IN 4    /* columns that a row's second line is set in */
#define BETWEEN " \xC2\xB7 "
#define LRM "\xE2\x80\x8E" /* keeps columns in their order where a terminal turns lines of Arabic */

/* A table of everyone is not held twice: what is written of it goes out in pieces. */
enum { PIECE = 1 << 16 };

struct shown {
	const struct screen *screen;
	const struct out_table *table;
	int32_t columns;      /* of the terminal */
	struct text *said;    /* one cell a column, of the row that is shown */
	int32_t *width;	      /* 0: the column is left out, or stands below */
	int32_t *word;	      /* its longest word */
	unsigned char *below; /* stands in lines of its own under the row */
	const char **head;
	const char **rest; /* of each cell, what is not yet shown */
};

/* Codes that commas part, each in words: "promise_pending, letter_gap"; what stands in parentheses is a
 * code's own. */
static void add_codes(const struct shown *s, struct text *t, const char *codes)
{
	const char *between = "", *word, *p;
	char code[128];
	size_t n;

	for (; *codes; codes += n + strspn(codes + n, ", ")) {
		n = strcspn(codes, ",");
		text_adds(t, between);
		between = screen_comma(s->screen);
		snprintf(code, sizeof code, "%.*s", (int)(n < sizeof code ? n : sizeof code - 1), codes);
		word = n < sizeof code ? screen_term(s->screen, code) : NULL;
		if (word)
			text_adds(t, word);
		else if (strspn(codes, "abcdefghijklmnopqrstuvwxyz0123456789_") < n)
			text_add(t, codes, n); /* no code: a name of somebody or of a file */
		else
			for (p = codes; p < codes + n; p++)
				text_addc(t, *p == '_' ? ' ' : *p);
	}
}

static void add_cell(const struct shown *s, struct text *t, const struct out_head *h, const char *cell)
{
	char out[LOCALE_MAX];
	int32_t day;

	if (h->show == OUT_DAY && (day = date_parse(cell, strlen(cell))) != DATE_NONE)
		text_adds(t, screen_day(s->screen, day, out));
	else if (h->show == OUT_CODE || h->show == OUT_CODES)
		add_codes(s, t, cell);
	else if (h->show == OUT_FIGURE ||
		 (h->align == OUT_NUMBER && h->show != OUT_BARE && text_number(cell)))
		text_adds(t, screen_decimal(s->screen, cell, out));
	else
		text_adds(t, cell);
}

static void row_say(const struct shown *s, int32_t first)
{
	int32_t i;
	char *p;

	for (i = 0; i < s->table->columns; i++) {
		const char *cell = s->table->cell[first + i];

		text_reset(&s->said[i]);
		if (cell)
			add_cell(s, &s->said[i], &s->table->column[i], cell);
		for (p = s->said[i].len ? screen_plain(s->said[i].data) : NULL; p && *p; p++)
			if (*p == '\n' || *p == '\r' || *p == '\t')
				*p = ' ';
		s->said[i].len = strlen(text_str(&s->said[i]));
	}
}

static int32_t columns_of(const char *s)
{
	return screen_columns(s, strlen(s));
}

/* As wide as its widest cell and its head; a column with nothing in it is left out. */
static void measure(const struct shown *s)
{
	const struct out_table *t = s->table;
	int32_t i, k, w;

	for (i = 0; i + t->columns <= t->cells; i += t->columns) {
		row_say(s, i);
		for (k = 0; k < t->columns; k++) {
			w = columns_of(text_str(&s->said[k]));
			if (w > s->width[k])
				s->width[k] = w;
			w = screen_longest_word(text_str(&s->said[k]));
			if (w > s->word[k])
				s->word[k] = w;
		}
	}
	for (k = 0; k < t->columns; k++) {
		w = columns_of(s->head[k]);
		if ((s->width[k] > 0 || t->cells == 0) && w > s->width[k])
			s->width[k] = w;
	}
}

static int32_t least_of(const struct shown *s, int32_t i)
{
	const struct out_head *h = &s->table->column[i];
	int32_t least = s->width[i];

	if (h->show == OUT_NAME)
		least = s->word[i] < NAME_LEAST	 ? NAME_LEAST
			: s->word[i] < NAME_WORD ? s->word[i]
						 : NAME_WORD;
	else if (h->show == OUT_BELOW)
		least = s->word[i] < ROW_LEAST ? ROW_LEAST : s->word[i];
	else if (h->show == OUT_TEXT || h->show == OUT_CODES)
		least = WRAP_LEAST;
	else if (h->show == OUT_PATH)
		least = PATH_LEAST;
	return least < s->width[i] ? least : s->width[i];
}

static int32_t sum_of(const struct shown *s, int least)
{
	int32_t i, sum = 0;

	for (i = 0; i < s->table->columns; i++)
		if (s->width[i] > 0)
			sum += (sum > 0 ? GAP : 0) + (least ? least_of(s, i) : s->width[i]);
	return sum;
}

/* What there is no room for: columns of the highest rank first, which stand below where they may; then names
 * and texts become narrower, the widest first. left_out: the heads of columns that went. */
static void fit(const struct shown *s, int32_t width, struct text *left_out)
{
	int32_t i, most;

	while (sum_of(s, 1) > width) {
		for (most = -1, i = 0; i < s->table->columns; i++)
			if (s->width[i] > 0 && s->table->column[i].rank > 0 &&
			    (most < 0 || s->table->column[i].rank >= s->table->column[most].rank))
				most = i;
		if (most < 0)
			break;
		s->width[most] = 0;
		s->below[most] = s->table->column[most].show == OUT_BELOW;
		if (s->below[most])
			continue;
		text_addf(left_out, "%s%s", left_out->len ? screen_comma(s->screen) : "", s->head[most]);
	}
	while (sum_of(s, 0) > width) {
		for (most = -1, i = 0; i < s->table->columns; i++)
			if (s->width[i] > least_of(s, i) && (most < 0 || s->width[i] > s->width[most]))
				most = i;
		if (most < 0)
			break;
		s->width[most]--;
	}
}

/* How many bytes of s stand within so many columns: whole words where it can be, which end with a blank or
 * behind a slash; else up to a mark of a file's or a mail's name, or as many letters as there are. */
static size_t words_within(const char *s, int32_t width, char end)
{
	size_t n = 0, last = 0, mark = 0, k;
	int32_t w = 0;

	while (s[n]) {
		for (k = n + 1; ((unsigned char)s[k] & 0xC0) == 0x80; k++)
			;
		w += screen_columns(s + n, k - n);
		if (w > width)
			return last > 0 ? last : mark > 0 ? mark : n > 0 ? n : k;
		if (strchr("-_@", s[n]))
			mark = k;
		if (s[n] == end)
			last = end == ' ' ? n : k;
		n = k;
	}
	return n;
}

static void pad(struct text *to, int32_t n)
{
	while (n-- > 0)
		text_addc(to, ' ');
}

/* One cell of one line, and what is left of it for the next. */
static void add_part(const struct shown *s, struct text *to, int32_t i, int32_t last)
{
	const struct out_head *h = &s->table->column[i];
	const char *from = s->rest[i];
	size_t n = strlen(from);
	int32_t room;

	if (columns_of(from) > s->width[i])
		n = words_within(from, s->width[i], h->show == OUT_PATH ? '/' : ' ');
	room = s->width[i] - screen_columns(from, n);
	s->rest[i] = from + n + strspn(from + n, " ");
	if (h->align != OUT_LEFT)
		pad(to, room);
	if (n > 0 && screen_rtl(s->screen))
		text_adds(to, LRM);
	text_add(to, from, n);
	if (i < last)
		pad(to, (h->align == OUT_LEFT ? room : 0) + GAP);
}

/* One text in lines set in below its row. */
static void add_lines(const struct shown *s, struct text *to, const char *said)
{
	const int32_t room = s->columns - BELOW_IN;
	size_t n;

	for (; *said; said += n + strspn(said + n, " ")) {
		n = columns_of(said) > room ? words_within(said, room, ' ') : strlen(said);
		pad(to, BELOW_IN);
		if (screen_rtl(s->screen))
			text_adds(to, LRM);
		text_add(to, said, n);
		text_addc(to, '\n');
	}
}

/* What stands below its row: in one line where it fits, else each column begins its own. */
static void below_add(const struct shown *s, struct text *to)
{
	struct text all = {0};
	int32_t i;

	for (i = 0; i < s->table->columns; i++)
		if (s->below[i] && *s->rest[i])
			text_addf(&all, "%s%s", all.len ? BETWEEN : "", s->rest[i]);
	if (columns_of(text_str(&all)) <= s->columns - BELOW_IN)
		add_lines(s, to, text_str(&all));
	else
		for (i = 0; i < s->table->columns; i++)
			if (s->below[i])
				add_lines(s, to, s->rest[i]);
	text_done(&all);
}

static void row_add(const struct shown *s, struct text *to)
{
	int32_t i, last = -1;
	int more = 1;

	for (i = 0; i < s->table->columns; i++)
		if (s->width[i] > 0)
			last = i;
	while (more) {
		more = 0;
		for (i = 0; i <= last; i++) {
			if (s->width[i] == 0)
				continue;
			add_part(s, to, i, last);
			more |= *s->rest[i] != '\0';
		}
		while (to->len > 0 && to->data[to->len - 1] == ' ')
			to->data[--to->len] = '\0';
		text_addc(to, '\n');
	}
	below_add(s, to);
}

static void write_rows(const struct shown *s, struct text *to)
{
	const struct out_table *t = s->table;
	int32_t i, k, headed = 0;

	for (k = 0; k < t->columns; k++) {
		s->rest[k] = s->head[k];
		headed |= *s->head[k] != '\0';
	}
	if (headed)
		row_add(s, to);
	for (i = 0; i + t->columns <= t->cells; i += t->columns) {
		row_say(s, i);
		for (k = 0; k < t->columns; k++)
			s->rest[k] = text_str(&s->said[k]);
		row_add(s, to);
		if (to->len < PIECE)
			continue;
		cmd_write(to);
		text_reset(to);
	}
	cmd_write(to);
}

void screen_table(struct cmd *c, struct out_table *t)
{
	const size_t n = (size_t)t->columns + 1;
	struct shown s = {.screen = screen_of(c), .table = t, .columns = screen_width()};
	struct text to = {0}, left_out = {0};
	int32_t i;

	s.said = arena_alloc(&t->arena, sizeof *s.said * n);
	s.width = arena_alloc(&t->arena, sizeof *s.width * n);
	s.head = arena_alloc(&t->arena, sizeof *s.head * n);
	s.rest = arena_alloc(&t->arena, sizeof *s.rest * n);
	memset(s.said, 0, sizeof *s.said * n);
	s.word = arena_alloc(&t->arena, sizeof *s.word * n);
	s.below = arena_alloc(&t->arena, n);
	memset(s.width, 0, sizeof *s.width * n);
	memset(s.word, 0, sizeof *s.word * n);
	memset(s.below, 0, n);
	for (i = 0; i < t->columns; i++) {
		s.head[i] = screen_label(s.screen, arena_format(&t->arena, "list_%s", t->column[i].name));
		if (!s.head[i])
			s.head[i] = t->column[i].name;
	}
	measure(&s);
	fit(&s, s.columns, &left_out);
	write_rows(&s, &to);
	if (left_out.len && t->cells > 0)
		cmd_say(c, "%s\n", screen_said(s.screen, "list_left_out", text_str(&left_out), NULL));
	for (i = 0; i < t->columns; i++)
		text_done(&s.said[i]);
	text_done(&to);
	text_done(&left_out);
}
