/* table_width.c: the places of a table's columns, from what stands in them and the limits of the layout. */
#include "flow/set.h"

#define GAP MM(3)

struct need {
	int32_t least, natural, wish; /* wish: with the head on one line */
	int32_t pair;		      /* with both languages beside each other */
	int32_t word;		      /* the widest of its head */
};

int32_t table_span(const struct grid *g, int32_t column, int32_t span)
{
	int32_t last = column + span - 1;

	if (last >= g->table->columns)
		last = g->table->columns - 1;
	return g->x[last] + g->w[last] - g->x[column];
}

static void need_rows(const struct grid *g, const struct cellset *set, struct need *need)
{
	const struct table *t = g->table;

	for (int32_t r = 0; r < t->rows; r++) {
		int32_t column = 0;

		for (int32_t i = 0; i < t->row[r].cells && column < t->columns; i++) {
			int32_t span = t->row[r].cell[i].span > 1 ? t->row[r].cell[i].span : 1;
			const struct cellset *s = &set[r * t->columns + i];

			/* a line across and a spanning cell fit themselves to the columns */
			if (span == 1 && t->row[r].kind != ROW_HEAD && need[column].natural < s->width)
				need[column].natural = s->width;
			if (span == 1 && s->n[0] == 1 && s->n[1] == 1 && !t->column[column].wrap &&
			    need[column].pair < s->line[0]->width + s->line[1]->width + GAP)
				need[column].pair = s->line[0]->width + s->line[1]->width + GAP;
			/* boxes to tick take lines, as words do */
			if (span == 1 && t->row[r].cell[i].kind != CELL_TEXT && !t->row[r].cell[i].ticks &&
			    g->figure[column] < s->width)
				g->figure[column] = s->width;
			column += span;
		}
	}
}

static void need_head(struct flow *f, const struct grid *g, struct need *need)
{
	int32_t word, whole;

	for (int32_t i = 0; i < g->table->columns; i++) {
		const struct column *c = &g->table->column[i];

		if ((c->tick || c->rule) && need[i].natural < (c->tick ? MM(5) : MM(20)))
			need[i].natural = c->tick ? MM(5) : MM(20);
		for (int32_t l = 0; l < 2; l++) {
			word = words_widest(f, &c->label.w[l], l, STYLE_BOLD, SIZE_HEAD);
			whole = words_width(f, &c->label.w[l], l, STYLE_BOLD, SIZE_HEAD);
			if (need[i].natural < word)
				need[i].natural = word;
			if (need[i].wish < whole)
				need[i].wish = whole;
			if (need[i].word < word)
				need[i].word = word;
		}
	}
}

/* The narrowest that the wrapping columns can be: their longest word. Looked at only when room is short. */
static void need_least(struct flow *f, const struct grid *g, struct need *need)
{
	const struct table *t = g->table;

	for (int32_t i = 0; i < t->columns; i++)
		need[i].least = t->column[i].wrap ? MM(8) : need[i].natural;
	for (int32_t i = 0; i < t->columns; i++)
		for (int32_t l = 0; l < 2 && t->column[i].wrap; l++) {
			int32_t v = words_widest(f, &t->column[i].label.w[l], l, STYLE_BOLD, SIZE_HEAD);

			need[i].least = need[i].least < v ? v : need[i].least;
		}
	for (int32_t r = 0; r < t->rows; r++) {
		int32_t column = 0;

		for (int32_t i = 0; i < t->row[r].cells && column < t->columns; i++) {
			const struct cell *c = &t->row[r].cell[i];

			for (int32_t l = 0;
			     l < 2 && t->column[column].wrap && c->span < 2 && t->row[r].kind != ROW_HEAD;
			     l++) {
				int32_t v = words_widest(f, &c->text.w[l], l,
							 t->row[r].strong ? STYLE_BOLD : 0, g->size);

				need[column].least = need[column].least < v ? v : need[column].least;
			}
			if (c->ticks && need[column].least < ticks_width(f, c, 0))
				need[column].least = ticks_width(f, c, 0);
			column += c->span > 1 ? c->span : 1;
		}
	}
	/* one word does not push the others off the page: it is shrunk or broken */
	for (int32_t i = 0; i < t->columns; i++) {
		if (t->column[i].wrap && need[i].least > f->w / 4)
			need[i].least = f->w / 4;
		if (need[i].least < t->column[i].min)
			need[i].least = t->column[i].min;
		if (need[i].least > need[i].natural)
			need[i].least = need[i].natural;
	}
}

/* Shares room among columns in proportion to weight; the last with a weight takes what is left. */
static void share(int32_t *w, int32_t n, int32_t room, const int64_t *weight)
{
	int64_t sum = 0, given = 0, part = 0;

	for (int32_t i = 0; i < n; i++)
		sum += weight[i];
	if (sum <= 0)
		return;
	for (int32_t i = 0; i < n; i++) {
		part += weight[i];
		w[i] += (int32_t)(room * part / sum - given);
		given = room * part / sum;
	}
}

/* Heads get onto one line, those first that want least for it; what is left has no use for the others. Gives
 * the room that is left. */
static int32_t heads_widen(const struct grid *g, const struct need *need, int32_t room)
{
	const struct table *t = g->table;
	int32_t best, want, least;

	for (;;) {
		best = -1;
		least = room + 1;
		for (int32_t i = 0; i < t->columns; i++) {
			want = need[i].wish - g->w[i];
			if (want > 0 && want < least &&
			    !(t->column[i].max && need[i].wish > t->column[i].max)) {
				best = i;
				least = want;
			}
		}
		if (best < 0)
			return room;
		g->w[best] += least;
		room -= least;
	}
}

/* Room is left: heads get onto one line, then columns to write in get it, else the gaps all alike. Gives the
 * gap. */
static int32_t widen(const struct grid *g, const struct need *need, int64_t *weight, int32_t room,
		     int32_t gap)
{
	const struct table *t = g->table;
	int32_t n = t->columns, open = 0;

	room = heads_widen(g, need, room);
	for (int32_t i = 0; i < n; i++) {
		weight[i] = t->column[i].rule && !t->column[i].max ? g->w[i] : 0;
		open += weight[i] > 0;
	}
	if (open)
		share(g->w, n, room, weight);
	else if (n > 1)
		gap += room / (n - 1);
	return gap;
}

/* What each column wants at least in type of that size: figures and dates, which stand on one line, all that
 * they are, the others their longest word, up to most. Gives the sum. */
static int32_t wanted(const struct grid *g, const struct need *need, int32_t size, int32_t most, int32_t *w)
{
	int32_t sum = 0, word;

	for (int32_t i = 0; i < g->table->columns; i++) {
		word = (int32_t)((int64_t)need[i].least * size / SIZE_TABLE);
		/* a trifle for what rounding of advances adds */
		w[i] = g->figure[i] ? (int32_t)((int64_t)g->figure[i] * size / SIZE_TABLE) + 200
				    : (word < most ? word : most);
		if (g->figure[i] && w[i] < need[i].word)
			w[i] = need[i].word;
		sum += w[i];
	}
	return sum;
}

/* Not even the least has room: figures and dates take what they need in the smaller type, and the others
 * share the rest, wrapped. 0: that has no room either. */
static int squeeze(struct grid *g, const struct need *need, int64_t *weight, int32_t room)
{
	int32_t n = g->table->columns, size = g->size, most = INT32_MAX, sum, open = 0;

	while ((sum = wanted(g, need, size, most, g->w)) > room && most > MM(12))
		if (size > SIZE_SMALL)
			size = size - 50 > SIZE_SMALL ? size - 50 : SIZE_SMALL;
		else
			most = most > MM(28) ? MM(28) : MM(12);
	if (sum > room)
		return 0;
	g->size = size;
	for (int32_t i = 0; i < n; i++) {
		weight[i] = g->figure[i] ? 0 : need[i].least;
		open += weight[i] > 0;
		/* in proportion to their words, where these are whole */
		if (weight[i] > 0 && most == INT32_MAX) {
			sum -= g->w[i];
			g->w[i] = 0;
		}
	}
	if (!open)
		for (int32_t i = 0; i < n; i++)
			weight[i] = 1;
	share(g->w, n, room - sum, weight);
	return 1;
}

/* Columns that the page has no room for share it all the same, where the table cannot be parted. */
static void press(struct flow *f, struct grid *g, const struct need *need, int64_t *weight, int32_t room)
{
	int32_t n = g->table->columns;

	g->floor = arena_alloc(f->arena, (size_t)n * sizeof *g->floor);
	wanted(g, need, SIZE_SMALL, MM(28), g->floor);
	for (int32_t i = 0; i < n; i++) {
		weight[i] = need[i].least;
		g->w[i] = 0;
	}
	share(g->w, n, room, weight);
}

static int32_t total(const int32_t *w, int32_t n)
{
	int32_t sum = 0;

	for (int32_t i = 0; i < n; i++)
		sum += w[i];
	return sum;
}

void table_width(struct flow *f, struct grid *g, struct cellset *set)
{
	const struct table *t = g->table;
	int32_t n = t->columns, gap = n > 1 && GAP * (n - 1) > f->w / 3 ? f->w / 3 / (n - 1) : GAP,
		room = f->w - gap * (n - 1);
	struct need *need = arena_alloc(f->arena, (size_t)n * sizeof *need);
	int64_t *weight = arena_alloc(f->arena, (size_t)n * sizeof *weight);
	int32_t sum, least = 0;

	need_rows(g, set, need);
	need_head(f, g, need);
	for (int32_t i = 0; i < n; i++) {
		if (need[i].natural < t->column[i].min)
			need[i].natural = t->column[i].min;
		if (t->column[i].max && need[i].natural > t->column[i].max)
			need[i].natural = t->column[i].max;
		g->w[i] = need[i].natural;
	}
	sum = total(g->w, n);
	/* codes in two languages make each row one of two lines, unless there is room to put them side by
	 * side */
	for (int32_t i = 0; i < n; i++)
		if (need[i].pair > g->w[i] && sum + need[i].pair - g->w[i] <= room && !t->column[i].max) {
			sum += need[i].pair - g->w[i];
			g->w[i] = need[i].pair;
			g->beside[i] = 1;
		}
	if (sum <= room) {
		gap = widen(g, need, weight, room - sum, gap);
	} else {
		need_least(f, g, need);
		for (int32_t i = 0; i < n; i++) {
			least += need[i].least;
			weight[i] = need[i].natural - need[i].least;
			g->w[i] = need[i].least;
		}
		if (least <= room) {
			share(g->w, n, room - least, weight);
		} else {
			/* smaller type first, down to small print */
			g->size = (int32_t)((int64_t)g->size * room / least);
			if (g->size < SIZE_SMALL)
				g->size = SIZE_SMALL;
			if (!squeeze(g, need, weight, room)) {
				/* a gap is still no space within a figure */
				room += gap / 4 * (n - 1);
				gap -= gap / 4;
				if (!squeeze(g, need, weight, room))
					press(f, g, need, weight, room);
			}
		}
	}
	for (int32_t i = 0, x = f->x; i < n; i++) {
		g->x[i] = x;
		x += g->w[i] + gap;
		g->figure[i] = (int32_t)((int64_t)g->figure[i] * g->size / SIZE_TABLE);
		if (g->figure[i] > g->w[i])
			g->figure[i] = g->w[i];
	}
	/* what is left by rounding must not leave the last figures short of the margin */
	if (n > 1)
		g->x[n - 1] = f->x + f->w - g->w[n - 1];
}
