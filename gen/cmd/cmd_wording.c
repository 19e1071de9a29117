/* cmd_wording.c: one sentence of a document type in one language, changed in the house's own catalogue. */
#define _GNU_SOURCE
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "layout/layout.h"
#include "layout/po_text.h"
#include "cli/cmd.h"
#include "cli/list.h"

extern char **environ;

#define SHOWN_MOST 5 /* sentences that a hint names */

static const struct option_row options[] = {
	{"lang", 0, "LANGUAGE", "the language that is changed: one of the house, not en"},
	{"is", 0, "TEXT", "the new wording; without it the entry is opened in $EDITOR, or its place named"},
	{NULL, 0, NULL, NULL}};

struct found {
	const char *context;
	const struct sentence *s, *plural;
	const struct catalogue_entry *said; /* NULL: not translated */
};

struct search {
	struct cmd *cmd;
	const struct catalogue *catalogue;
	const char *part; /* NULL: all */
	struct found *item;
	int32_t n, cap;
};

static void take(void *ctx, const char *context, const struct sentence *s, const struct sentence *plural)
{
	struct search *l = ctx;
	const struct catalogue_entry *said = catalogue_find(l->catalogue, context, s->source);
	int32_t i;

	if (l->part && !strcasestr(s->source, l->part) && !(said && strstr(said->str[0], l->part)))
		return;
	for (i = 0; i < l->n; i++)
		if (strcmp(l->item[i].s->source, s->source) == 0 &&
		    strcmp(l->item[i].context ? l->item[i].context : "", context ? context : "") == 0)
			return;
	l->item = arena_room(l->cmd->arena, l->item, &l->cap, l->n + 1, sizeof *l->item);
	l->item[l->n++] = (struct found){context, s, plural, said};
}

/* The whole sentence before those that only hold it. */
static const struct found *the_one(const struct search *l)
{
	int32_t i;

	for (i = 0; i < l->n; i++)
		if (strcmp(l->item[i].s->source, l->part) == 0)
			return &l->item[i];
	return l->n == 1 ? l->item : NULL;
}

static int list(struct cmd *c, const struct search *l)
{
	struct out_table *o = list_open(LIST_wordings, 0);
	int32_t i;

	for (i = 0; i < l->n; i++) {
		out_cell(o, l->item[i].s->source);
		out_cell(o, l->item[i].said ? l->item[i].said->str[0] : NULL);
		out_cell(o, l->item[i].said ? l->item[i].said->at.file : NULL);
		if (l->item[i].said)
			out_cell_int(o, l->item[i].said->at.line);
		else
			out_cell(o, NULL);
	}
	out_close(c, o);
	return EXIT_FINE;
}

/* Without the entry of that line: from the empty line before it to the one behind it. */
static void without_entry(struct text *t, const char *old, int32_t line)
{
	const char *s, *end, *from = old;
	int32_t n = 1;

	for (s = old; *s; s = end, n++) {
		end = s + strcspn(s, "\n");
		end += *end == '\n';
		if (*s == '\n' && n < line)
			from = end;
		if (n >= line && (*s == '\n' || !*end)) {
			text_add(t, old, (size_t)(from - old));
			text_adds(t, end);
			return;
		}
	}
	text_adds(t, old);
}

/* The place of an entry in a catalogue that was just written. */
static int32_t line_of(struct cmd *c, const char *language, const struct found *f)
{
	const struct catalogue *k = catalogue_open(c->arena, c->diag, c->house, language);
	const struct catalogue_entry *e = k ? catalogue_find(k, f->context, f->s->source) : NULL;

	/* holes and signs that differ are told as `check` tells them */
	if (!e || (e->str[0][0] && !catalogue_word(c->arena, c->diag, k, f->context, f->s, f->plural, 0)))
		return -1;
	return e->str_at[0].line;
}

/* Writes the entry into the house's own catalogue, which becomes one where there was none. The line of its
 * wording; -1 after a diagnostic: the catalogue is as it was. */
static int32_t entry_write(struct cmd *c, const struct catalogue *k, const struct found *f, const char *is)
{
	struct catalogue_entry said = {0};
	const int had = file_exists(k->own), own = had && f->said && strcmp(f->said->at.file, k->own) == 0;
	char *old = NULL;
	struct text t;
	size_t len = 0;
	int32_t line;

	if (f->said)
		said = *f->said;
	if (is) {
		said.str[0] = is;
		said.forms = 1;
		said.fuzzy = 0;
	}
	if (had && !(old = file_read(c->arena, c->diag, k->own, 16 << 20, &len)))
		return -1;
	if (own && !is)
		return f->said->str_at[0].line;
	text_init(&t);
	if (!had) {
		po_header(&t, k->language);
	} else if (own) {
		without_entry(&t, old, f->said->at.line);
		while (t.len > 1 && t.data[t.len - 1] == '\n' && t.data[t.len - 2] == '\n')
			t.data[--t.len] = '\0';
	} else {
		text_adds(&t, old);
	}
	po_entry(&t, f->context, f->s->source, f->plural ? f->plural->source : NULL, k->language->forms,
		 f->said || is ? &said : NULL);
	line = file_mkdirs(c->diag, house_path(c->house, c->arena, "layouts/po")) < 0 ||
			       file_write(c->diag, k->own, text_str(&t), t.len, 1) < 0
		       ? -1
		       : line_of(c, k->lang, f);
	text_done(&t);
	if (line < 0 && had)
		file_write(c->diag, k->own, old, len, 1);
	else if (line < 0)
		unlink(k->own);
	return line;
}

/* $EDITOR +LINE FILE, where a person sits before it. */
static int edit(struct cmd *c, const char *file, int32_t line)
{
	const char *editor = getenv("VISUAL") ? getenv("VISUAL") : getenv("EDITOR");
	char *at = arena_format(c->arena, "+%d", (int)line);
	char *argv[] = {arena_dup(c->arena, editor && *editor ? editor : "vi"), at, arena_dup(c->arena, file),
			NULL};
	pid_t pid;
	int status;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return 0;
	if (posix_spawnp(&pid, argv[0], NULL, NULL, argv, environ) != 0 || waitpid(pid, &status, 0) < 0)
		cmd_say(c, "%s does not start: set EDITOR\n", argv[0]);
	return 0;
}

static int change(struct cmd *c, const struct search *l, const char *type)
{
	const struct found *f = the_one(l);
	const char *is = cmd_option(c, "is"), *some = "";
	int32_t i, line;

	if (!f) {
		for (i = 0; i < l->n && i < SHOWN_MOST; i++)
			some = arena_format(c->arena, "%s%s\"%.70s\"", some, i ? ", " : "",
					    l->item[i].s->source);
		return diag_hint(c->diag, DIAG_NO_SUBJECT, NULL,
				 l->n ? arena_format(c->arena, "say more of it: %s%s", some,
						     l->n > SHOWN_MOST ? " …" : "")
				      : arena_format(c->arena,
						     "`ledgerpress wording %s --lang %s` lists them all",
						     type, l->catalogue->lang),
				 "%s of %s %s \"%s\"", l->n ? "several sentences" : "no sentence", type,
				 l->n ? "have" : "has", l->part),
		       EXIT_NOT_MADE;
	}
	if (is && f->plural)
		return cmd_usage(
			c, "this sentence has plural forms: leave --is away and write them in the file");
	line = entry_write(c, l->catalogue, f, is);
	if (line < 0)
		return EXIT_NOT_MADE;
	cmd_print("%s:%d\n", l->catalogue->own, (int)line);
	if (!is)
		edit(c, l->catalogue->own, line);
	cmd_say(c,
		"`ledgerpress check` proves it, `ledgerpress preview %s CUSTOMER --as-of DATE --lang %s` shows it\n",
		type, l->catalogue->lang);
	return EXIT_FINE;
}

static int cmd_wording(struct cmd *c)
{
	const char *language = cmd_option(c, "lang"), *close, **names;
	const struct layout_stem *stem;
	const struct named_file *common;
	const struct layout *layout;
	struct search l = {.cmd = c};
	const struct layout_texts walk = {take, &l};
	int32_t i, n;

	if (c->args < 1 || c->args > 2 || !language)
		return cmd_usage(
			c, "wording wants a TYPE, --lang LANGUAGE, and a part of the sentence to change it");
	if (cmd_house(c) < 0)
		return EXIT_STOPPED;
	if (cmd_language(c) < 0)
		return EXIT_BAD_USAGE;
	if (strchr(language, '+') || strcmp(language, "en") == 0)
		return cmd_usage(
			c,
			"--lang %s: English stands in the layout itself (`ledgerpress new %s --from %s` copies "
			"it); one other language is expected",
			language, c->arg[0], c->arg[0]);
	if (layout_find_all(c->arena, c->diag, c->house, &stem, &n) < 0)
		return EXIT_NOT_MADE;
	names = arena_alloc(c->arena, sizeof *names * (size_t)(n + 1));
	for (i = 0; i < n && strcmp(stem[i].code, c->arg[0]) != 0 && strcmp(stem[i].stem, c->arg[0]) != 0;
	     i++)
		names[i] = stem[i].code;
	if (i == n) {
		close = diag_closest(c->arg[0], names, n);
		return close ? cmd_usage(c, "there is no document type %s; did you mean %s?", c->arg[0],
					 close)
			     : cmd_usage(c, "there is no document type %s; `ledgerpress check -v` lists them",
					 c->arg[0]);
	}
	l.catalogue = catalogue_open(c->arena, c->diag, c->house, language);
	layout = layout_shared_read(c->arena, c->diag, c->house, &common) < 0
			 ? NULL
			 : layout_read(c->arena, c->diag, c->house, common, stem[i].stem);
	if (!l.catalogue || !layout)
		return EXIT_NOT_MADE;
	l.part = c->args == 2 ? c->arg[1] : NULL;
	layout_texts(c->arena, layout, &walk);
	return l.part ? change(c, &l, stem[i].code) : list(c, &l);
}

const struct command command_wording = {
	"wording",
	"changes one sentence of a type in one language",
	"TYPE [PART] --lang LANGUAGE [--is TEXT]",
	cmd_wording,
	options,
	"PART is a part of the sentence, in English or as it is worded now; without it the type's sentences are listed. The entry is\n"
	"written into the house's own catalogue layouts/po/LANGUAGE.po, which is made where there is none; {…} and <b> must stay.\n"};
