/* help.c: rows of the author's reference, wrapped for a terminal or as data. */
#include "cli/list.h"
#include "cmd/help.h"

#include <string.h>

enum { PAGE = 72, DEEP = 8 }; /* columns: a line of the man page holds 72 beside its own indent */

enum row_kind { SECTION, ENTRY, PART };

struct help_row {
	enum row_kind kind;
	const char *name, *value, *meaning;
};

struct help {
	struct arena *a;
	struct help_row *row;
	int32_t n, cap;
};

static void row_add(struct help *h, enum row_kind kind, const char *name, const char *value,
		    const char *meaning)
{
	h->row = arena_room(h->a, h->row, &h->cap, h->n + 1, sizeof *h->row);
	h->row[h->n++] = (struct help_row){kind, arena_dup(h->a, name),
					   value && value[0] ? arena_dup(h->a, value) : NULL,
					   meaning ? arena_dup(h->a, meaning) : NULL};
}

void help_section(struct help *h, const char *title, const char *text)
{
	row_add(h, SECTION, title, NULL, text);
}

void help_entry(struct help *h, const char *name, const char *value, const char *meaning)
{
	row_add(h, ENTRY, name, value, meaning);
}

void help_part(struct help *h, const char *name, const char *value, const char *meaning)
{
	row_add(h, PART, name, value, meaning);
}

static int32_t shown(const char *s, size_t n)
{
	int32_t width = 0;

	for (size_t i = 0; i < n; i++)
		width += ((unsigned char)s[i] & 0xC0) != 0x80;
	return width;
}

static void blanks(struct text *t, int32_t n)
{
	while (n-- > 0)
		text_addc(t, ' ');
}

/* Appends words that begin at a column, and hang from indent on; ends the line. */
static void wrap(struct text *t, const char *s, int32_t column, int32_t indent)
{
	int32_t at = column, fresh = 1;
	size_t n;

	while (*(s += strspn(s, " \n"))) {
		n = strcspn(s, " \n");
		if (!fresh && at + 1 + shown(s, n) > PAGE) {
			text_addc(t, '\n');
			blanks(t, indent);
			at = indent;
			fresh = 1;
		}
		if (!fresh) {
			text_addc(t, ' ');
			at++;
		}
		text_add(t, s, n);
		at += shown(s, n);
		fresh = 0;
		s += n;
	}
	text_addc(t, '\n');
}

static void indented(struct text *t, const char *s, int32_t indent)
{
	blanks(t, indent);
	wrap(t, s, indent, indent);
}

/* The widest name of the parts that stand together, up to what leaves room for words. */
static int32_t part_width(const struct help *h, int32_t i)
{
	int32_t width = 0, n;

	for (; i < h->n && h->row[i].kind == PART; i++) {
		n = shown(h->row[i].name, strlen(h->row[i].name));
		if (n > width)
			width = n;
	}
	return width < 22 ? width : 22;
}

static void part(struct text *t, const struct help_row *r, int32_t width)
{
	int32_t at = 4 + shown(r->name, strlen(r->name));
	struct text words = {0};

	blanks(t, 4);
	text_adds(t, r->name);
	if (r->value)
		text_addf(&words, "(%s) ", r->value);
	text_adds(&words, r->meaning ? r->meaning : "");
	if (at > 4 + width) {
		text_addc(t, '\n');
		at = 0;
	}
	blanks(t, 4 + width + 2 - at);
	wrap(t, text_str(&words), 4 + width + 2, 4 + width + 2);
	text_done(&words);
}

static void people(const struct help *h, struct text *t)
{
	int32_t i, width = 0;

	for (i = 0; i < h->n; i++) {
		const struct help_row *r = &h->row[i];

		if (r->kind == SECTION) {
			text_addf(t, "%s%s\n", i ? "\n" : "", r->name);
			if (r->meaning)
				indented(t, r->meaning, 2);
			text_addc(t, '\n');
		} else if (r->kind == ENTRY) {
			text_addf(t, "  %s", r->name);
			if (r->value) {
				text_adds(t, "  ");
				wrap(t, arena_format(h->a, "(%s)", r->value),
				     4 + shown(r->name, strlen(r->name)), DEEP);
			} else {
				text_addc(t, '\n');
			}
			if (r->meaning)
				indented(t, r->meaning, 6);
		} else {
			if (h->row[i - 1].kind != PART)
				width = part_width(h, i);
			part(t, r, width);
		}
	}
}

/* The same as a table: of is the entry that a part belongs to. */
static void data(struct cmd *c, const struct help *h)
{
	struct out_table *o = list_open(LIST_help, 0);
	const char *section = "", *of = NULL;

	for (int32_t i = 0; i < h->n; i++) {
		const struct help_row *r = &h->row[i];

		if (r->kind == SECTION) {
			section = r->name;
			continue;
		}
		if (r->kind == ENTRY)
			of = r->name;
		out_cell(o, section);
		out_cell(o, r->kind == PART ? of : NULL);
		out_cell(o, r->name);
		out_cell(o, r->value);
		out_cell(o, r->meaning);
	}
	out_close(c, o);
}

static const struct {
	const char *name, *help;
	int (*tell)(struct cmd *c, struct help *h);
} topic[] = {
	{"layout", "elements and attributes of layouts, and how values are written", help_layout},
	{"queries", "the .sql of a document type: queries, parameters, tables that they ask", help_queries},
	{"tables", "tables of exports, with their columns", help_tables},
	{"profile", "how an export is mapped to a table: [import.NAME] of house.ini", help_profile},
	{"house", "company, locale, staff, output, retention of house.ini", help_house},
	{"policy", "days, amounts and stages: [policy] of house.ini, with the presets' values", help_policy},
	{"events", "what may happen with a customer, and what it changes", help_events},
	{"doctypes", "what papers are called, who may sign them", help_doctypes},
	{"json", "the lists that commands print: their columns, as CSV and JSON", help_json},
	{"commands", "the commands with their options, as data for scripts and completion", help_commands},
	{"messages", "every message there is, and what happens after it", help_messages},
};
enum { TOPICS = sizeof topic / sizeof topic[0] };

void help_topics(void)
{
	for (int i = 0; i < TOPICS; i++)
		cmd_print("  %-12s %s\n", topic[i].name, topic[i].help);
}

const char *const *help_names(struct arena *a, int32_t *n)
{
	const char **name = arena_alloc(a, TOPICS * sizeof *name);

	for (*n = 0; *n < TOPICS; (*n)++)
		name[*n] = topic[*n].name;
	return name;
}

int help_print(struct cmd *c, const char *name)
{
	struct help h = {.a = c->arena};
	struct text t = {0};
	int i;

	for (i = 0; i < TOPICS && strcmp(topic[i].name, name) != 0; i++)
		;
	if (i == TOPICS)
		return -1;
	if (topic[i].tell(c, &h) < 0)
		return EXIT_NOT_MADE;
	if (c->json || c->csv) {
		data(c, &h);
	} else {
		people(&h, &t);
		cmd_write(&t);
		text_done(&t);
	}
	return EXIT_FINE;
}
