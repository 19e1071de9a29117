/* cmd_complete.c: `ledgerpress complete -- WORD…`, which the shells' completions ask: the words that the last
 * one can become, read off the usage line and the options of the command that is typed. */
#include <string.h>
#include <unistd.h>

#include "cmd/commands.h"
#include "cmd/complete.h"

/* How far the words before the last one were understood. */
struct line {
	struct typed typed;
	const struct option_row *waiting; /* an option that wants the last word as its value */
	const char *directory;
	int ended; /* behind -- */
};

static const struct option_row *row_in(const struct option_row *o, const char *name, size_t n)
{
	for (; o && o->name; o++)
		if (n == 1 && o->letter ? o->letter == name[0]
					: strlen(o->name) == n && memcmp(o->name, name, n) == 0)
			return o;
	return NULL;
}

/* The option of "--as-of", "--as-of=…" or "-j"; NULL: none, or it takes no value. */
static const struct option_row *valued(const struct line *l, const char *word)
{
	const char *name = word + 1 + (word[1] == '-');
	const size_t n = strcspn(name, "=");
	const struct command *command = l->typed.cmd->command;
	const struct option_row *o = command ? row_in(command->option, name, n) : NULL;

	if (!o)
		o = row_in(general_options, name, n);
	return o && o->arg ? o : NULL;
}

/* bash parts --as=ledger at the sign: it is no value. */
static int is_sign(const char *word)
{
	return strcmp(word, "=") == 0;
}

/* Reads an option at i and the value behind it; the index of the last word that it took. */
static int32_t option_taken(struct line *l, const char *const *word, int32_t i, int32_t last)
{
	const struct option_row *o = valued(l, word[i]);

	if (!o || strchr(word[i], '='))
		return i;
	if (i + 1 < last && is_sign(word[i + 1]))
		i++;
	if (i + 1 >= last)
		l->waiting = o;
	else if (o == &general_options[0])
		l->directory = word[i + 1];
	return i + 1;
}

/* The words before the last. -1: there is no such command. */
static int line_read(struct line *l, const char *const *word, int32_t last)
{
	struct typed *t = &l->typed;

	for (int32_t i = 0; i < last; i++) {
		if (!l->ended && strcmp(word[i], "--") == 0)
			l->ended = 1;
		else if (!l->ended && word[i][0] == '-' && word[i][1])
			i = option_taken(l, word, i, last);
		else if (t->cmd->command && t->arguments < ARGUMENTS_MOST)
			t->argument[t->arguments++] = word[i];
		else if (!t->cmd->command && !(t->cmd->command = command_find(word[i])))
			return -1;
	}
	return 0;
}

static void offer_options(const struct typed *t, const struct option_row *o)
{
	struct arena *a = t->cmd->arena;

	for (; o && o->name; o++) {
		complete_offer(t, arena_format(a, "--%s", o->name), o->help);
		if (o->letter)
			complete_offer(t, arena_format(a, "-%c", o->letter), o->help);
	}
}

/* The alternatives of "a|B|c": small letters as they stand, others as what they stand for. */
static void offer_choice(const struct typed *t, const char *option, const char *choice)
{
	for (size_t n; *choice; choice += n + (choice[n] == '|')) {
		const char *one = arena_dupn(t->cmd->arena, choice, n = strcspn(choice, "|"));

		if (one[0] >= 'a' && one[0] <= 'z' && !strchr(one, '/'))
			complete_offer(t, one, NULL);
		else
			complete_placeholder(t, option, one);
	}
}

static int choice_fits(const struct typed *t, const char *choice, const char *word)
{
	for (size_t n; *choice; choice += n + (choice[n] == '|')) {
		const char *one = arena_dupn(t->cmd->arena, choice, n = strcspn(choice, "|"));

		if (one[0] >= 'a' && one[0] <= 'z' ? strcmp(one, word) == 0 : complete_fits(t, one, word))
			return 1;
	}
	return 0;
}

/* The next argument of one way to use a command, as its usage line says it; options and their values are
 * passed over. NULL: no more. */
static const char *usage_next(const struct typed *t, const char **s)
{
	while (**s) {
		const size_t n = strcspn(*s, " ");
		const char *token = arena_dupn(t->cmd->arena, *s, n);
		const char *name = token + strspn(token, "-");
		const struct option_row *o = row_in(t->cmd->command->option, name, strcspn(name, "|"));

		*s += n + strspn(*s + n, " ");
		if (token[0] != '-')
			return token;
		if (o && o->arg)
			*s += strcspn(*s, " ") + strspn(*s + strcspn(*s, " "), " ");
	}
	return NULL;
}

/* One way: what follows the arguments that are typed, if they fit. "FILE…" stays for all that follow. */
static void offer_way(const struct typed *t, const char *way)
{
	static const char more[] = "…";
	const char *token = NULL;

	for (int32_t i = 0; i <= t->arguments; i++) {
		const size_t n = token ? strlen(token) : 0;

		if (n < sizeof more || strcmp(token + n - sizeof more + 1, more) != 0)
			token = usage_next(t, &way);
		if (!token)
			return;
		if (i == t->arguments)
			offer_choice(t, "-", arena_dupn(t->cmd->arena, token, strcspn(token, "\xE2")));
		else if (!choice_fits(t, arena_dupn(t->cmd->arena, token, strcspn(token, "\xE2")),
				      t->argument[i]))
			return;
	}
}

/* "[list | show CASE | open CUSTOMER]": each way for itself, without the brackets. */
static void offer_arguments(const struct typed *t)
{
	struct text plain = {0};
	const char *s, *end;

	for (s = t->cmd->command->words; *s; s++)
		if (*s != '[' && *s != ']')
			text_addc(&plain, *s);
	for (s = text_str(&plain); (end = strstr(s, " | ")); s = end + 3)
		offer_way(t, arena_dupn(t->cmd->arena, s, (size_t)(end - s)));
	offer_way(t, arena_dup(t->cmd->arena, s));
	text_done(&plain);
}

static void offer(struct line *l)
{
	struct typed *t = &l->typed;
	const char *word = t->begun, *value = strchr(word, '=');
	const struct option_row *o = l->waiting;

	if (!o && !l->ended && word[0] == '-' && value && (o = valued(l, word))) {
		t->prefix = arena_dupn(t->cmd->arena, word, (size_t)(value + 1 - word));
		t->begun = value + 1;
	} else if (o && is_sign(word)) {
		t->begun = "";
	}
	if (o) {
		offer_choice(t, o->name, o->arg);
	} else if (!l->ended && word[0] == '-') {
		offer_options(t, t->cmd->command ? t->cmd->command->option : NULL);
		offer_options(t, general_options);
	} else if (t->cmd->command) {
		offer_arguments(t);
	} else {
		complete_placeholder(t, "-", "COMMAND");
		complete_offer(t, "version", "the release; with -v the libraries too");
	}
}

static int cmd_complete(struct cmd *c)
{
	struct line l = {.typed = {.cmd = c, .prefix = "", .begun = ""}};
	struct diag quiet;

	if (c->args == 0)
		return cmd_usage(c, "complete is for the shells' completions: complete -- WORD…");
	/* what is wrong with a house its other commands say */
	diag_init(&quiet, NULL, NULL);
	c->diag = &quiet;
	c->command = NULL;
	l.typed.begun = c->arg[c->args - 1];
	if (line_read(&l, c->arg, c->args - 1) == 0 && (!l.directory || chdir(l.directory) == 0))
		offer(&l);
	return EXIT_FINE;
}

static const struct option_row options[] = {{NULL, 0, NULL, NULL}};

const struct command command_complete = {"complete", "words that complete a command line, for shells",
					 "-- WORD…", cmd_complete,
					 options,    NULL};
