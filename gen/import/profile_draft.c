/* profile_draft.c: the draft of an export profile, from a file's own header: what its words mean, and what
 * stays open. */
#include <string.h>

#include "import/charset.h"
#include "import/import.h"
#include "import/profile_own.h"
#include "import/separator.h"

#define TITLES_MOST 40	/* records looked through for the header */
#define WORDS_MOST 12	/* words of the type column that are listed */
#define SAMPLE_MOST 200 /* rows whose cells tell what a column is */
#define SIGNS_MOST 5000 /* rows whose amounts are looked through for a sign */

/* What the cells of a column have in common, over the first rows. */
struct sample {
	const char *word[WORDS_MOST];
	int32_t words; /* told apart; WORDS_MOST: perhaps more */
	int32_t rows, empty;
	int distinct, letters, currency;
};

struct draft {
	struct arena *a;
	const char *const *head;
	int32_t width, line;
	int32_t cell_of[TABLE_COLUMNS_MOST];
	int32_t type_cell; /* a column that may say what a row is; -1: none */
	struct sample type;
	const struct canonical *table;
};

const char *draft_line(struct arena *a, const char *s, int32_t n)
{
	char *line, *p;
	int32_t i;

	value_trim(&s, &n);
	line = p = arena_alloc(a, (size_t)n + 1);
	for (i = 0; i < n; i++)
		if (!csv_blank(s[i]))
			*p++ = s[i];
		else if (p > line && p[-1] != ' ')
			*p++ = ' ';
	while (p > line && p[-1] == ' ')
		p--;
	*p = '\0';
	return line;
}

/* Of two numbers that of the invoice is the one that the customer knows. */
static int is_invoice(struct arena *a, const char *head)
{
	static const char *const words[] = {"invoice", "faktura", "rechnung", "factuur",
					    "счёт",    "счет",	  "فاتورة"};
	const char *low = draft_low(a, head);
	size_t i;

	for (i = 0; i < sizeof words / sizeof *words && !strstr(low, words[i]); i++)
		;
	return i < sizeof words / sizeof *words;
}

/* The cells of the record that the ledger's columns mean; how many columns were found. */
static int32_t guess(struct draft *w, const struct csv *c)
{
	const char **head = arena_alloc(w->a, (size_t)(c->cells + 1) * sizeof *head);
	int32_t i, col, found = 0;

	for (i = 0; i < w->table->columns; i++)
		w->cell_of[i] = -1;
	for (i = 0; i < c->cells; i++) {
		size_t n;

		head[i] = draft_line(w->a, c->cell[i].s, c->cell[i].n);
		n = strlen(head[i]);
		/* a bar parts the names of a column: a header that has one cannot be named */
		col = n > 0 && n < 60 && !strchr(head[i], '|') ? profile_meaning(w->a, head[i]) : -1;
		/* two that tell the customer: which is the code, codes_and_names says */
		if (col == LEDGER_CUSTOMER && w->cell_of[col] >= 0 &&
		    !strstr(draft_low(w->a, head[i]), "account"))
			col = LEDGER_NAME;
		if (col == LEDGER_NUMBER && w->cell_of[col] >= 0 && is_invoice(w->a, head[i]) &&
		    !is_invoice(w->a, head[w->cell_of[col]]))
			w->cell_of[col] = i;
		if (col < 0 || w->cell_of[col] >= 0)
			continue;
		w->cell_of[col] = i;
		found++;
	}
	w->head = head;
	w->width = c->cells;
	w->line = c->start_line;
	return found;
}

/* The record that means the most columns; c stands behind it. 0, or -1: there is none. */
static int header_seek(struct draft *w, struct csv *c, const char *path, const char *text, size_t len)
{
	struct diag quiet;
	const char *at = NULL;
	int32_t i, found, most = 0, line = 0;

	diag_init(&quiet, NULL, NULL);
	csv_open(c, path, text, len, ',');
	for (i = 0; i < TITLES_MOST && c->next < c->end; i++) {
		const char *start = c->next;
		int32_t start_line = c->line;

		/* an empty line tells no separator */
		for (; start < c->end && (*start == '\n' || *start == '\r'); start++)
			start_line += *start == '\n';
		csv_close(c);
		csv_open(c, path, text, len, separator_of(start, text + len));
		csv_seek(c, start, start_line);
		if (csv_next(c, &quiet) != 1)
			break;
		found = guess(w, c);
		if (found <= most)
			continue;
		most = found;
		at = start;
		line = start_line;
	}
	if (!at)
		return -1;
	csv_close(c);
	csv_open(c, path, text, len, separator_of(at, text + len));
	csv_seek(c, at, line);
	csv_next(c, &quiet);
	guess(w, c);
	return 0;
}

static void sample_add(struct sample *m, const char *s)
{
	size_t n = strlen(s);
	int32_t i;

	for (i = 0; i < m->words && strcmp(m->word[i], s) != 0; i++)
		;
	m->rows++;
	if (n == 0) { /* of a total, or of a row without one */
		m->empty++;
		return;
	}
	m->distinct &= i == m->words || i == WORDS_MOST;
	m->letters &= n <= 24 && strcspn(s, "0123456789.,;/") == n;
	m->currency &= n == 3 && currency_find(s) != NULL;
	if (i == m->words && m->words < WORDS_MOST)
		m->word[m->words++] = s;
}

static void column_sample(struct draft *w, struct csv *c, const char *at, int32_t line, int32_t cell,
			  struct sample *m)
{
	struct diag quiet;
	int32_t rows;

	*m = (struct sample){.distinct = 1, .letters = 1, .currency = 1};
	diag_init(&quiet, NULL, NULL);
	csv_seek(c, at, line);
	for (rows = 0; rows < SAMPLE_MOST && csv_next(c, &quiet) == 1; rows++)
		sample_add(m, cell < c->cells ? draft_line(w->a, c->cell[cell].s, c->cell[cell].n) : "");
	if (rows < 2 || m->empty * 10 > rows + 9)
		m->distinct = m->letters = m->currency = 0;
}

static int is_used(const struct draft *w, int32_t cell)
{
	int32_t k;

	for (k = 0; k < w->table->columns && w->cell_of[k] != cell; k++)
		;
	return k < w->table->columns;
}

/* Columns whose header says nothing that is known are told by their cells: codes of currencies; a number is
 * another in each row; a few words may be the kind of the row, which is asked. The reader stands behind the
 * header again. */
static void cells_guess(struct draft *w, struct csv *c)
{
	const char *at = c->next;
	const int32_t line = c->line;
	struct sample m;
	int32_t i;

	for (i = 0; i < w->width; i++) {
		if (!*w->head[i] || strchr(w->head[i], '|') || is_used(w, i) ||
		    draft_is_age(w->a, w->head[i]))
			continue;
		column_sample(w, c, at, line, i, &m);
		if (m.currency && w->cell_of[LEDGER_CURRENCY] < 0)
			w->cell_of[LEDGER_CURRENCY] = i;
		else if (m.distinct && w->cell_of[LEDGER_NUMBER] < 0)
			w->cell_of[LEDGER_NUMBER] = i;
		else if (m.letters && m.words > 1 && m.words < WORDS_MOST && w->type_cell < 0)
			w->type_cell = i, w->type = m;
	}
	csv_seek(c, at, line);
}

/* The one of the ledger's own words that a type holds: "Sales invoice". NULL: none, or several. */
static const char *type_within(struct arena *a, const char *s)
{
	static const char *const words[] = {"invoice",	   "credit note", "credit memo", "payment",
					    "write off",   "faktura",	  "kreditnota",	 "innbetaling",
					    "rechnung",	   "gutschrift",  "zahlung",	 "реализация",
					    "поступление", "оплата",	  "فاتورة",	 "إشعار دائن",
					    "دفعة",	   "سند قبض"},
				 *const means[] = {"invoice",	"credit_note", "credit_note", "payment",
						   "write_off", "invoice",     "credit_note", "payment",
						   "invoice",	"credit_note", "payment",     "invoice",
						   "payment",	"payment",     "invoice",     "credit_note",
						   "payment",	"payment"};
	char *low = arena_dup(a, draft_low(a, s)), *p;
	const char *found = NULL;
	size_t i;

	if (strlen(s) > DRAFT_SHOWN_MOST || strpbrk(s, "=\n"))
		return NULL;
	for (p = low; *p; p++)
		*p = *p == '-' || *p == '_' ? ' ' : *p;
	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(low, words[i])) {
			if ((found && strcmp(found, means[i]) != 0) || strstr(low, "cancel") ||
			    strstr(low, "revers"))
				return NULL;
			found = means[i];
		}
	/* a credit invoice, a Kreditfaktura: asked */
	if (found && strcmp(found, "invoice") == 0 && (strstr(low, "credit") || strstr(low, "kredit")))
		return NULL;
	return found;
}

/* The words of the type column that are not the ledger's own, each to be translated. */
static void types_add(struct draft *w, struct csv *c, struct text *out)
{
	const char *seen[WORDS_MOST];
	struct diag quiet;
	int32_t cell = w->cell_of[LEDGER_TYPE], i, k = 0;
	const char *s, *word;

	diag_init(&quiet, NULL, NULL);
	while (cell >= 0 && k < WORDS_MOST && csv_next(c, &quiet) == 1) {
		if (cell >= c->cells)
			continue;
		s = draft_line(w->a, c->cell[cell].s, c->cell[cell].n);
		for (i = 0; i < k && strcmp(seen[i], s) != 0; i++)
			;
		if (!*s || i < k ||
		    canonical_word(w->table->column[LEDGER_TYPE].words, s, (int32_t)strlen(s)))
			continue;
		seen[k++] = s;
		if ((word = type_within(w->a, s)))
			text_addf(out, "map.type.%s = %s\n", s, word);
		else
			text_addf(out, "; open: map.type.%s = invoice, credit_note, payment …\n",
				  draft_shown(w->a, s));
	}
}

static void type_ask(const struct draft *w, struct text *out)
{
	int32_t i;

	text_addf(
		out,
		"; open: column.type = %s, where it says what a row is, and map.type.WORD = invoice, payment … for",
		w->head[w->type_cell]);
	for (i = 0; i < w->type.words; i++)
		text_addf(out, "%s %s", i ? "," : "", w->type.word[i]);
	text_adds(out, "; else every row is an invoice\n");
}

/* Where no column names the currency and the header of the amounts does: "Value OMR". */
static void currency_add(const struct draft *w, struct text *out)
{
	const int32_t cell = w->cell_of[LEDGER_AMOUNT];
	const char *s = cell < 0 || w->cell_of[LEDGER_CURRENCY] >= 0 ? "" : w->head[cell];

	for (; *s; s++)
		if ((s[0] == ' ' || s[0] == '(' || s[0] == '[') && strcspn(s + 1, " )]") == 3) {
			char code[4] = {s[1], s[2], s[3], '\0'};

			if (currency_find(code))
				text_addf(out, "default.currency = %s\n", code);
		}
}

/* What the cells of amounts and dates ask for beside their columns: signs, and years of two digits. */
static void cells_ask(const struct draft *w, struct csv *c, struct text *out)
{
	const char *at = c->next;
	const int32_t line = c->line,
		      amount = w->cell_of[LEDGER_AMOUNT] >= 0 ? w->cell_of[LEDGER_AMOUNT]
							      : w->cell_of[LEDGER_OPEN],
		      date = w->cell_of[LEDGER_DATE];
	int32_t minus = 0, rows = 0, dates = 0, years = 0;
	struct diag quiet;

	diag_init(&quiet, NULL, NULL);
	for (; rows < SIGNS_MOST && csv_next(c, &quiet) == 1; rows++) {
		if (amount >= 0 && amount < c->cells)
			minus += strpbrk(draft_line(w->a, c->cell[amount].s, c->cell[amount].n), "-(\xE2") !=
				 NULL;
		if (date >= 0 && date < c->cells && c->cell[date].n > 0) {
			const char *s = draft_line(w->a, c->cell[date].s, c->cell[date].n);
			const size_t n = strlen(s);

			dates++;
			years += n >= 5 && n <= 9 && strspn(s + n - 2, "0123456789") == 2 &&
				 strchr("-/. ", s[n - 3]) != NULL && strspn(s, "0123456789") <= 2;
		}
	}
	csv_seek(c, at, line);
	if (minus > 0)
		text_adds(
			out,
			"; open: signed = yes, where the export's own sign and not the type says what lowers "
			"the debt\n");
	/* no ledger has documents of before 1970 */
	if (dates > 0 && years * 2 > dates)
		text_adds(out, "pivot = 70\n");
}

/* Of two columns that mean the customer the one whose cells have no blanks is the code. One whose cells have
 * blanks or no figures is the name too: nothing else tells it. */
static void codes_and_names(struct draft *w, struct csv *c)
{
	const char *at = c->next;
	const int32_t line = c->line, code = w->cell_of[LEDGER_CUSTOMER], name = w->cell_of[LEDGER_NAME];
	int32_t blanks[2] = {0, 0}, figures = 0, rows;
	struct diag quiet;

	diag_init(&quiet, NULL, NULL);
	for (rows = 0; code >= 0 && rows < SAMPLE_MOST && csv_next(c, &quiet) == 1; rows++) {
		if (code < c->cells) {
			const char *s = draft_line(w->a, c->cell[code].s, c->cell[code].n);

			blanks[0] += strchr(s, ' ') != NULL;
			figures += s[strcspn(s, "0123456789")] != '\0';
		}
		blanks[1] += name >= 0 && name < c->cells &&
			     memchr(c->cell[name].s, ' ', (size_t)c->cell[name].n) != NULL;
	}
	csv_seek(c, at, line);
	if (name < 0 && code >= 0 && rows > 0 && (blanks[0] > 0 || figures == 0)) {
		w->cell_of[LEDGER_NAME] = code;
	} else if (name >= 0 && blanks[0] > 0 && blanks[1] == 0) {
		w->cell_of[LEDGER_CUSTOMER] = name;
		w->cell_of[LEDGER_NAME] = code;
	}
}

static void columns_add(struct draft *w, struct text *out)
{
	int32_t i, k, ages = 0;

	if (w->cell_of[LEDGER_CUSTOMER] < 0)
		w->cell_of[LEDGER_CUSTOMER] = w->cell_of[LEDGER_NAME];
	if (w->cell_of[LEDGER_DEBIT] >= 0 && w->cell_of[LEDGER_CREDIT] >= 0 && w->cell_of[LEDGER_AMOUNT] < 0)
		w->cell_of[LEDGER_OPEN] = -1; /* the balance behind debit and credit is that of the account */
	else if (w->cell_of[LEDGER_AMOUNT] < 0)
		w->cell_of[LEDGER_AMOUNT] = w->cell_of[LEDGER_OPEN];
	for (i = 0; i < w->table->columns; i++)
		if (w->cell_of[i] >= 0)
			text_addf(out, "column.%s = %s\n", w->table->column[i].name, w->head[w->cell_of[i]]);
	currency_add(w, out);
	if (w->cell_of[LEDGER_TYPE] < 0)
		text_adds(out, "default.type = invoice\n");
	if (w->cell_of[LEDGER_TYPE] < 0 && w->type_cell >= 0)
		type_ask(w, out);
	for (i = 0; i < w->table->columns; i++)
		if (w->cell_of[i] < 0 && i != LEDGER_TYPE &&
		    !(i == LEDGER_AMOUNT &&
		      (w->cell_of[LEDGER_DEBIT] >= 0 || w->cell_of[LEDGER_CREDIT] >= 0)) &&
		    ((w->table->column[i].flags & COLUMN_MUST) || i == LEDGER_DUE || i == LEDGER_NAME))
			text_addf(out, "; open: column.%s = (%s)\n", w->table->column[i].name,
				  w->table->column[i].meaning);
	for (i = 0; i < w->width; i++) {
		for (k = 0; k < w->table->columns && w->cell_of[k] != i; k++)
			;
		if (k < w->table->columns || !*w->head[i])
			continue;
		text_addf(out, "; not used: %s%s\n", draft_shown(w->a, w->head[i]),
			  draft_is_age(w->a, w->head[i]) ? " (days overdue are counted from the due date)"
							 : "");
		ages += draft_is_age(w->a, w->head[i]);
	}
	if (ages > 1 && w->cell_of[LEDGER_NUMBER] < 0 && w->cell_of[LEDGER_DATE] < 0)
		text_adds(
			out,
			"; open: these are balances by age, and no documents: export the open items instead, "
			"each with its number and date\n");
}

/* Whether a file's name holds a day, as exports that take the place of one another have it. */
static int is_dated(const char *path)
{
	const char *slash = strrchr(path, '/');

	return import_day_in(slash ? slash + 1 : path) != DATE_NONE;
}

int import_draft(struct arena *a, struct diag *d, const char *path, const char *name, struct text *out)
{
	const char *encoding = NULL;
	struct draft w = {.a = a, .type_cell = -1, .table = canonical_find("ledger")};
	struct place at = {path, 1, 1};
	struct csv c;
	size_t n, len;
	char *bytes = file_read(a, d, path, 0, &n), *text = NULL;

	if (!bytes)
		return -1;
	text = charset_decode(a, NULL, path, bytes, n, NULL, &len);
	if (!text) {
		encoding = draft_encoding(bytes, n);
		text = charset_decode(a, d, path, bytes, n, encoding, &len);
	}
	if (!text)
		return -1;
	if (header_seek(&w, &c, path, text, len) < 0) {
		csv_close(&c);
		if (draft_other(a, path, name, text, len, encoding, out) == 1)
			return 0;
		return diag(d, DIAG_IMPORT_PROFILE, &at, "no header was found");
	}
	/* no money: of customers or of the staff, perhaps */
	if (w.cell_of[LEDGER_AMOUNT] < 0 && w.cell_of[LEDGER_OPEN] < 0 && w.cell_of[LEDGER_DEBIT] < 0 &&
	    draft_other(a, path, name, text, len, encoding, out) == 1) {
		csv_close(&c);
		return 0;
	}
	text_addf(out, "\n" DRAFT_HEAD "[import.%s]\ntable = ledger\n", name, name);
	if (encoding)
		text_addf(out, "encoding = %s\n", encoding);
	if (w.line > 1)
		text_addf(out, "skip_lines = %d\n", w.line - 1);
	cells_guess(&w, &c);
	codes_and_names(&w, &c);
	cells_ask(&w, &c, out);
	columns_add(&w, out);
	if (w.cell_of[LEDGER_OPEN] >= 0 && w.cell_of[LEDGER_CLEARED] < 0)
		draft_title(a, w.line, text, len, out);
	if (w.cell_of[LEDGER_OPEN] >= 0 && is_dated(path))
		text_adds(
			out,
			"; open: replaces = profile, where each such file holds all that is open, and takes "
			"the place of the one before\n");
	types_add(&w, &c, out);
	csv_close(&c);
	return 0;
}
