/* record_file.c: what became of papers: of one, and of many by a list from the post office. */
#include <string.h>
#include <strings.h>

#include "cli/known.h"
#include "cmd/record.h"
#include "db/canonical.h"
#include "import/csv.h"
#include "import/separator.h"
#include "run/make.h"

#define LIST_BYTES_MOST ((size_t)64 << 20)

const char *const paper_states[PAPER_STATES] = {"sent", "delivered", "answered", "signed"};

int paper_state(const char *word)
{
	for (int i = 0; i < PAPER_STATES; i++)
		if (strcmp(paper_states[i], word) == 0)
			return i;
	return -1;
}

/* A paper goes on in its states, never back. Its id; -1 after a diagnostic. */
static int64_t may_become(struct cmd *c, const struct paper_news *s)
{
	struct query *q =
		query_open(c->db, c->diag, "SELECT id, state FROM paper WHERE number = :number", NULL);
	int64_t id = -1;
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "number", s->number);
	rc = query_next(q, c->diag);
	if (rc == 1) {
		const char *now = query_text(q, 1);
		const int at = paper_state(now);

		if (at < 0 && strcmp(now, "made") != 0)
			diag(c->diag, DIAG_RECORD_STATE, s->at, "%s is %s", s->number, now);
		else if (at > s->state)
			diag(c->diag, DIAG_RECORD_STATE, s->at, "%s is %s already", s->number, now);
		else
			id = query_int(q, 0);
	} else if (rc == 0) {
		diag_hint(c->diag, DIAG_PLAN_NUMBER, s->at, known_hint(c, KNOWN_PAPER, s->number),
			  "the register has no paper %s", s->number);
	}
	query_close(q);
	return id;
}

int record_state(struct cmd *c, const struct paper_news *s)
{
	const int64_t id = may_become(c, s);
	struct query *state =
		id < 0 ? NULL
		       : query_open(c->db, c->diag, "UPDATE paper SET state = :state WHERE id = :id", NULL);
	struct query *event =
		state ? query_open(
				c->db, c->diag,
				"INSERT INTO paper_event(paper, date, state, who, note, channel) VALUES (:id, :date, :state, :who, :note, :channel)",
				NULL)
		      : NULL;
	int rc = -1;

	if (event) {
		query_bind_text(state, "state", paper_states[s->state]);
		query_bind_int(state, "id", id);
		query_bind_int(event, "id", id);
		query_bind_int(event, "date", s->date);
		query_bind_text(event, "state", paper_states[s->state]);
		query_bind_text(event, "who", s->who);
		query_bind_text(event, "note", s->note);
		query_bind_text(event, "channel", s->channel);
		rc = query_next(state, c->diag) < 0 || query_next(event, c->diag) < 0 ? -1 : 0;
	}
	query_close(state);
	query_close(event);
	return rc;
}

/* ---- a list ---- */

enum news_column { NUMBER, DATE, STATE, WHO, NOTE, CHANNEL, COLUMNS };
static const char *const names[COLUMNS] = {"number", "date", "state", "who", "note", "channel"};

struct news_list {
	struct cmd *c;
	struct csv csv;
	int32_t at[COLUMNS]; /* column of the file, -1: none */
	int state;	     /* of all rows, where the file has no column of it; -1: the column says it */
	int bad;
};

static void refuse(struct news_list *l, int32_t cell, const char *hint, const char *text)
{
	struct place at = csv_place(&l->csv, cell);

	diag_hint(l->c->diag, DIAG_RECORD_LIST, &at, hint, "%s", text);
	l->bad = 1;
}

static void read_head(struct news_list *l)
{
	struct arena *a = l->c->arena;

	for (int k = 0; k < COLUMNS; k++)
		l->at[k] = -1;
	for (int32_t i = 0; i < l->csv.cells; i++) {
		const char *name = arena_dupn(a, l->csv.cell[i].s, (size_t)l->csv.cell[i].n), *close;
		int k = 0;

		while (k < COLUMNS && strcasecmp(names[k], name) != 0)
			k++;
		if (k < COLUMNS && l->at[k] >= 0) {
			refuse(l, i, NULL, arena_format(a, "the column %s is there twice", name));
		} else if (k < COLUMNS) {
			l->at[k] = i;
		} else {
			close = diag_closest(name, names, COLUMNS);
			refuse(l, i,
			       close ? arena_format(a, "did you mean `%s`?", close)
				     : "number, date, state, who, note and channel are known",
			       arena_format(a, "\"%s\" is no column of what became of papers", name));
		}
	}
	if (l->at[NUMBER] < 0 || l->at[DATE] < 0)
		refuse(l, 0, NULL,
		       arena_format(a, "the column %s is missing", l->at[NUMBER] < 0 ? "number" : "date"));
	if (l->at[STATE] < 0 && l->state < 0)
		refuse(l, 0, "say it for all: `ledgerpress record delivered --from FILE`",
		       "the column state is missing");
}

/* Trimmed, in the arena; NULL when empty or absent. */
static const char *value(struct news_list *l, enum news_column k)
{
	const struct csv_cell *v;
	const char *s;
	int32_t n;

	if (l->at[k] < 0 || l->at[k] >= l->csv.cells)
		return NULL;
	v = &l->csv.cell[l->at[k]];
	for (s = v->s, n = v->n; n > 0 && (*s == ' ' || *s == '\t'); n--)
		s++;
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
		n--;
	for (int32_t i = 0; v->odd && i < n; i++)
		if ((unsigned char)s[i] < 32) {
			refuse(l, l->at[k], NULL,
			       arena_format(l->c->arena, "%s holds a control character", names[k]));
			return NULL;
		}
	return n > 0 ? arena_dupn(l->c->arena, s, (size_t)n) : NULL;
}

/* One row: read, and recorded in the caller's transaction. Rows behind a bad one are looked at too. */
static void read_row(struct news_list *l)
{
	struct arena *a = l->c->arena;
	const char *state = value(l, STATE), *date = value(l, DATE);
	struct paper_news s = {.number = value(l, NUMBER),
			       .state = state ? paper_state(state) : l->state,
			       .date = date ? date_parse(date, strlen(date)) : DATE_NONE,
			       .who = value(l, WHO),
			       .note = value(l, NOTE),
			       .channel = value(l, CHANNEL)};
	struct place at = csv_place(&l->csv, l->at[NUMBER]);

	if (!s.number)
		refuse(l, l->at[NUMBER], NULL, "number is empty");
	if (s.date == DATE_NONE)
		refuse(l, l->at[DATE], NULL,
		       date ? arena_format(a, "\"%s\" is no date; dates are written as 2026-11-01", date)
			    : "date is empty");
	if (s.state < 0)
		refuse(l, l->at[STATE], NULL,
		       state ? arena_format(a, "\"%s\": sent, delivered, answered or signed is expected",
					    state)
			     : "state is empty");
	if (s.channel && !canonical_word(canonical_channels, s.channel, (int32_t)strlen(s.channel)))
		refuse(l, l->at[CHANNEL], NULL,
		       arena_format(a, "\"%s\": one of %s is expected", s.channel,
				    canonical_words(a, canonical_channels)));
	if (l->csv.cells > 0 && s.number && s.date != DATE_NONE && s.state >= 0) {
		s.at = &at;
		if (record_state(l->c, &s) < 0)
			l->bad = 1;
	}
}

int record_list_file(struct cmd *c, const char *path, int state, int32_t *n)
{
	struct news_list l = {.c = c, .state = state};
	const struct place at = {path, 0, 0};
	struct diag_source shown = {path, NULL, 0, c->diag->source};
	size_t len, wrong;
	char *text = file_read(c->arena, c->diag, path, LIST_BYTES_MOST, &len);
	int rc;

	*n = 0;
	if (!text)
		return -1;
	if (!utf8_valid(text, len, &wrong))
		return diag_hint(c->diag, DIAG_RECORD_LIST, &at, "save it as CSV in UTF-8",
				 "is no UTF-8 text from byte %zu on", wrong + 1);
	if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		len -= 3;
	}
	csv_open(&l.csv, path, text, len, separator_of(text, text + strcspn(text, "\n")));
	shown.text = text;
	shown.n = len;
	c->diag->source = &shown;
	rc = csv_next(&l.csv, c->diag);
	if (rc == 0)
		rc = diag(c->diag, DIAG_RECORD_LIST, &at, "holds nothing");
	else if (rc == 1)
		read_head(&l);
	while (rc == 1 && (l.at[NUMBER] >= 0 && l.at[DATE] >= 0) && (rc = csv_next(&l.csv, c->diag)) == 1) {
		read_row(&l);
		++*n;
	}
	c->diag->source = shown.next;
	csv_close(&l.csv);
	return rc < 0 || l.bad ? -1 : 0;
}

int record_list_told(struct cmd *c, int64_t after)
{
	struct query *q = query_open(
		c->db, c->diag,
		"SELECT DISTINCT p.run FROM paper_event v JOIN paper p ON p.id = v.paper WHERE v.id > :after ORDER BY 1",
		NULL);
	int rc = q ? 1 : -1;

	if (q)
		query_bind_int(q, "after", after);
	while (rc == 1 && (rc = query_next(q, c->diag)) == 1)
		if (make_states_again(c, arena_dup(c->arena, query_text(q, 0))) < 0)
			rc = -1;
	query_close(q);
	return rc;
}
