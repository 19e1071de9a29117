/* sentence.c: cuts text with holes and tags into pieces, and compares two of them. */
#include "layout/sentence.h"

#include <stdlib.h>
#include <string.h>

const char *const show_name[SHOWS] = {
	"",
#define AS(id, name, meaning) name,
#include "layout/vocabulary.def"
};

int show_find(const char *name)
{
	int i;

	for (i = 1; i < SHOWS; i++)
		if (strcmp(show_name[i], name) == 0)
			return i;
	return -1;
}

struct cutter {
	struct arena *a;
	struct diag *d;
	struct place at;
	const char *source, *s; /* s: the next byte */
	const struct mark *mark;
	int32_t marks;
	struct piece *piece;
	int32_t n, cap;
	struct text literal;
	uint8_t style;
	int failed;
};

static struct piece *piece_add(struct cutter *c)
{
	c->piece = arena_room(c->a, c->piece, &c->cap, c->n + 1, sizeof *c->piece);
	c->piece[c->n] = (struct piece){.style = c->style};
	return &c->piece[c->n++];
}

static void literal_end(struct cutter *c)
{
	if (c->literal.len == 0)
		return;
	piece_add(c)->text = arena_dupn(c->a, c->literal.data, c->literal.len);
	text_reset(&c->literal);
}

static struct place place_find(const struct cutter *c, const char *s)
{
	int32_t i;

	for (i = 0; i < c->marks; i++)
		if (c->mark[i].offset == s - c->source)
			return c->mark[i].at;
	return c->at;
}

static size_t name_length(const char *s)
{
	size_t n = 0;

	while ((s[n] >= 'a' && s[n] <= 'z') || s[n] == '_' || (n > 0 && s[n] >= '0' && s[n] <= '9'))
		n++;
	return n;
}

static void hole_bad(struct cutter *c, const struct place *at, const char *hint, const char *what)
{
	size_t n = strcspn(c->s, "}");

	n = n > 40 ? 40 : c->s[n] == '}' ? n + 1 : n;
	diag_hint(c->d, DIAG_LAYOUT_HOLE, at, hint, "\"%.*s\" %s", (int)n, c->s, what);
	c->failed = 1;
	c->s += strcspn(c->s, "}");
	if (*c->s == '}')
		c->s++;
}

static void hole_read(struct cutter *c)
{
	struct place at = place_find(c, c->s);
	const char *query = c->s + 1, *column, *show = NULL, *end, *hint;
	size_t q = name_length(query), n, f = 0;
	struct piece *p;
	int as = AS_DECLARED;

	column = query + q + 1;
	n = q > 0 && query[q] == '.' ? name_length(column) : 0;
	end = column + n;
	if (n > 0 && *end == '|') {
		show = end + 1;
		f = name_length(show);
		end = show + f;
	}
	if (n == 0 || *end != '}' || (show && f == 0)) {
		hole_bad(c, &at, "write {{ for a brace",
			 "is no hole: {query.column} or {query.column|format} is expected");
		return;
	}
	if (show) {
		const char *name = arena_dupn(c->a, show, f);

		as = show_find(name);
		if (as < 0) {
			hint = diag_closest(name, show_name + 1, SHOWS - 1);
			hole_bad(
				c, &at, hint ? arena_format(c->a, "did you mean `%s`?", hint) : NULL,
				"names no format (text, date, date_long, month, money, money_bare, words, percent, count, number, term, term_within)");
			return;
		}
	}
	literal_end(c);
	p = piece_add(c);
	p->query = arena_dupn(c->a, query, q);
	p->column = arena_dupn(c->a, column, n);
	p->show = (enum show)as;
	p->at = at;
	c->s = end + 1;
}

static void tag_bad(struct cutter *c, const char *what)
{
	diag(c->d, DIAG_LAYOUT_TAG, &c->at, "%s in \"%.60s\"", what, c->source);
	c->failed = 1;
}

/* 1 when a tag stood there. */
static int tag_read(struct cutter *c)
{
	static const struct {
		const char *tag;
		uint8_t style;
		int open;
	} tags[] = {{"<b>", PIECE_BOLD, 1},
		    {"</b>", PIECE_BOLD, 0},
		    {"<i>", PIECE_ITALIC, 1},
		    {"</i>", PIECE_ITALIC, 0}};
	size_t i;

	if (strncmp(c->s, "<br/>", 5) == 0) {
		while (c->literal.len > 0 && c->literal.data[c->literal.len - 1] == ' ')
			c->literal.len--;
		text_addc(&c->literal, '\n');
		c->s += 5;
		while (*c->s == ' ')
			c->s++;
		return 1;
	}
	for (i = 0; i < sizeof tags / sizeof tags[0]; i++) {
		if (strncmp(c->s, tags[i].tag, strlen(tags[i].tag)) != 0)
			continue;
		literal_end(c);
		if (tags[i].open && (c->style & tags[i].style))
			tag_bad(c, "a tag stands inside itself");
		if (!tags[i].open && !(c->style & tags[i].style))
			tag_bad(c, "a tag ends that did not begin");
		c->style = (uint8_t)(tags[i].open ? c->style | tags[i].style : c->style & ~tags[i].style);
		c->s += strlen(tags[i].tag);
		return 1;
	}
	return 0;
}

const struct sentence *sentence_read(struct arena *a, struct diag *d, const char *source,
				     const struct place *at, const struct mark *mark, int32_t marks)
{
	struct cutter c = {
		.a = a, .d = d, .at = *at, .source = source, .s = source, .mark = mark, .marks = marks};
	struct sentence *out;

	while (*c.s) {
		if ((c.s[0] == '{' || c.s[0] == '}') && c.s[1] == c.s[0]) {
			text_addc(&c.literal, *c.s);
			c.s += 2;
		} else if (*c.s == '{') {
			hole_read(&c);
		} else if (*c.s == '}') {
			struct place brace = place_find(&c, c.s);

			diag_hint(d, DIAG_LAYOUT_HOLE, &brace, "write }} for a brace",
				  "a \"}\" stands without its \"{\"");
			c.failed = 1;
			c.s++;
		} else if (*c.s != '<' || !tag_read(&c)) {
			text_addc(&c.literal, *c.s++);
		}
	}
	literal_end(&c);
	text_done(&c.literal);
	if (c.style)
		tag_bad(&c, "a tag is not ended");
	if (c.failed)
		return NULL;
	out = arena_alloc(a, sizeof *out);
	*out = (struct sentence){source, *at, c.piece, c.n};
	return out;
}

/* ---- the same holes and tags ---- */

static int token_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Holes and tags of the source text, sorted. */
static const char **tokens(struct arena *a, const char *s, int32_t *n)
{
	static const char *const tags[] = {"<b>", "<i>", "<br/>"};
	const char **token = NULL;
	int32_t cap = 0;
	size_t i, len;

	*n = 0;
	while (*s) {
		len = 0;
		if ((*s == '{' || *s == '}') && s[1] == *s) {
			s += 2;
			continue;
		}
		if (*s == '{')
			len = strcspn(s, "}") + 1;
		for (i = 0; *s == '<' && i < 3; i++)
			if (strncmp(s, tags[i], strlen(tags[i])) == 0)
				len = strlen(tags[i]);
		if (len > 0) {
			token = arena_room(a, token, &cap, *n + 1, sizeof *token);
			token[(*n)++] = arena_dupn(a, s, len);
		}
		s += len > 0 ? len : 1;
	}
	if (*n > 1)
		qsort(token, (size_t)*n, sizeof *token, token_order);
	return token;
}

/* A token is the hole of the count: "{a.n}". */
static int counts(struct arena *a, const char *token, const char *hole)
{
	return hole ? strcmp(token, arena_format(a, "{%s}", hole)) == 0
		    : *token == '{' && !strchr(token, '|');
}

/* leave: so many tokens of the source, of the count's hole, may be missing. */
static int same(struct arena *a, const struct sentence *source, const struct sentence *other,
		const char *hole, int leave, const char **what)
{
	int32_t i = 0, j = 0, n, m, order;
	const char **x = tokens(a, source->source, &n), **y = tokens(a, other->source, &m);

	while (i < n || j < m) {
		order = i == n ? 1 : j == m ? -1 : strcmp(x[i], y[j]);
		if (order < 0 && leave > 0 && counts(a, x[i], hole)) {
			leave--;
			i++;
			continue;
		}
		if (order != 0) {
			*what = arena_format(a, order < 0 ? "%s is missing" : "%s is not in the source",
					     order < 0 ? x[i] : y[j]);
			return 0;
		}
		i++;
		j++;
	}
	return 1;
}

int sentence_same(struct arena *a, const struct sentence *source, const struct sentence *other,
		  const char **what)
{
	return same(a, source, other, NULL, 0, what);
}

int sentence_same_counted(struct arena *a, const struct sentence *source, const struct sentence *other,
			  const char *hole, const char **what)
{
	return same(a, source, other, hole, 1, what);
}
