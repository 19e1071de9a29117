/* main.c: words of the command line to a subcommand; its exit code. */
#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <malloc.h>
#include <stdlib.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <unicode/uclean.h>

#include "cli/cmd.h"
#include "cli/screen.h"
#include "cli/sink.h"
#include "cli/term.h"
#include "cli/version.h"
#include "base/child.h"
#include "late/late.h"
#include "cmd/commands.h"
#include "import/value.h"

#define HEAP_FIRST (256 << 20) /* bytes; what is not touched costs nothing */
#define HEAP_STEP (64 << 20)
#define VALUE_MOST (1 << 16) /* bytes of an option's value */

static void memory_gone(size_t wanted)
{
	static const char text[] = "fatal: memory is exhausted [memory]; the run stops and can be resumed\n";

	(void)wanted;
	/* what was printed before is not lost with the process; a worker's copy of it is empty (batch.c) */
	fflush(stdout);
	if (write(STDERR_FILENO, text, sizeof text - 1) < 0) {
		/* nothing is left to be tried */
	}
	_exit(EXIT_STOPPED);
}

static void library_gone(const char *file, const char *why)
{
	fflush(stdout);
	fprintf(stderr, "%s: %s cannot be loaded: %s [%s]; %s\n", diag_level_name(DIAG_FATAL), file, why,
		diag_name(DIAG_LIBRARY), diag_next(DIAG_LIBRARY));
	_exit(EXIT_STOPPED);
}

/* Queries are prepared by thousands, and their memory taken and given back: the kernel is asked for it
 * seldom, which is a tenth of a short command's time. A page of 4 KiB costs a fault when it is first touched,
 * which was a third of it on a virtual machine, and a fifth of planning a large house: what the heap begins
 * with comes in pages of 2 MiB, where the system has them to give. Where the address space is limited it
 * takes small steps. */
static void heap_begin(void)
{
	const uintptr_t large = (uintptr_t)2 << 20;
	static void *volatile aside;
	struct rlimit space, data;
	void *volatile first, *volatile second;
	uintptr_t from, to;

	if (getrlimit(RLIMIT_AS, &space) < 0 || space.rlim_cur != RLIM_INFINITY ||
	    getrlimit(RLIMIT_DATA, &data) < 0 || data.rlim_cur != RLIM_INFINITY)
		return;
	mallopt(M_TRIM_THRESHOLD, 2 * HEAP_FIRST);
	mallopt(M_TOP_PAD, HEAP_FIRST);
	/* more than it begins with: it grows by its step */
	first = malloc(100 << 10);
	second = malloc(100 << 10);
	mallopt(M_TOP_PAD, first && second ? HEAP_STEP : 0);
	from = ((uintptr_t)second + large - 1) & ~(large - 1);
	to = (uintptr_t)sbrk(0);
	free(second);
	if (second && from < to && madvise((void *)from, to - from, MADV_HUGEPAGE) == 0)
		/* what stands before the first large page would come in small ones: nobody is to use it */
		aside = malloc(from - (uintptr_t)second);
	free(first);
	(void)aside;
}

static void *icu_alloc(const void *ctx, size_t size)
{
	(void)ctx;
	return mem_alloc(size);
}

static void *icu_grow(const void *ctx, void *p, size_t size)
{
	(void)ctx;
	return mem_grow(p, size);
}

static void icu_free(const void *ctx, void *p)
{
	(void)ctx;
	free(p);
}

/* ICU makes up for what it could not load by other patterns ("1 M12 2026"): its memory never fails. Before
 * any other call of ICU. */
static void icu_memory(void)
{
	UErrorCode e = U_ZERO_ERROR;

	u_setMemoryFunctions(NULL, icu_alloc, icu_grow, icu_free, &e);
	if (U_FAILURE(e))
		memory_gone(0);
}

static int unknown_command(const char *name)
{
	const char *names[64], *close;
	struct text t = {0};
	int32_t n = 0;

	while (commands[n] && n < 64) {
		names[n] = commands[n]->name;
		n++;
	}
	close = diag_closest(name, names, n);
	text_addf(&t, "error: there is no command `%s` [usage]; nothing is done\n", name);
	if (close)
		text_addf(&t, "  hint: did you mean `%s`?\n", close);
	else
		text_adds(&t, "  hint: `ledgerpress -h` lists the commands\n");
	term_write(text_str(&t), t.len);
	text_done(&t);
	return EXIT_BAD_USAGE;
}

/* The general options and the command's as getopt wants them; row i stands for val 256 + i. */
struct tables {
	const struct option_row *row[64];
	struct option option[65];
	char letters[160];
	int n;
};

static void add_rows(struct tables *t, const struct option_row *o)
{
	size_t len = strlen(t->letters);

	for (; o && o->name && t->n < 64; o++) {
		t->row[t->n] = o;
		t->option[t->n] =
			(struct option){o->name, o->arg ? required_argument : no_argument, NULL, 256 + t->n};
		if (o->letter) {
			t->letters[len++] = o->letter;
			if (o->arg)
				t->letters[len++] = ':';
			t->letters[len] = '\0';
		}
		t->n++;
	}
}

static const struct option_row *row_of(const struct tables *t, int val)
{
	int i;

	if (val >= 256)
		return t->row[val - 256];
	for (i = 0; i < t->n; i++)
		if (t->row[i]->letter == val)
			return t->row[i];
	return NULL;
}

static int unknown_option(const struct tables *t, const struct cmd *c, const char *word)
{
	const char *names[64], *close;
	int i;

	for (i = 0; i < t->n; i++)
		names[i] = t->row[i]->name;
	close = strncmp(word, "--", 2) == 0 ? diag_closest(word + 2, names, t->n) : NULL;
	if (close)
		return cmd_usage(c, "there is no option %s; did you mean --%s?", word, close);
	return cmd_usage(c, "there is no option %s", word);
}

/* Reads options into c; *help is set by -h, *version by --version, *dir by -C. stop: end at the first word
 * that is no option. 0 or an exit code. */
static int read_options(struct cmd *c, const struct option_row *own, int argc, char **argv, int stop,
			int *help, int *version, const char **dir)
{
	struct tables t = {.n = 0};
	int val;

	strcpy(t.letters, stop ? "+:" : ":");
	add_rows(&t, own);
	add_rows(&t, general_options);
	t.option[t.n] = (struct option){NULL, 0, NULL, 0};
	optind = 0;
	opterr = 0;
	while ((val = getopt_long(argc, argv, t.letters, t.option, NULL)) != -1) {
		const struct option_row *o = val == '?' || val == ':' ? NULL : row_of(&t, val);

		if (val == ':')
			return cmd_usage(c, "%s wants a value", argv[optind - 1]);
		if (!o) {
			char letter[3] = {'-', (char)optopt, 0};

			return unknown_option(&t, c, optopt > 0 && optopt < 256 ? letter : argv[optind - 1]);
		}
		if (o == &general_options[0])
			*dir = optarg;
		else if (o == &general_options[1])
			c->quiet = 1;
		else if (o == &general_options[2])
			c->verbose = 1;
		else if (o == &general_options[3])
			c->json = 1;
		else if (o == &general_options[4])
			c->csv = 1;
		else if (o == &general_options[5])
			*help = 1;
		else if (o == &general_options[6])
			*version = 1;
		else {
			c->value = arena_room(c->arena, c->value, &c->value_cap, c->values + 1,
					      sizeof *c->value);
			c->value[c->values++] = (struct cmd_value){o, optarg ? optarg : ""};
		}
	}
	return 0;
}

/* What is said is text as an import takes it, for it is kept and printed; names of files are the system's. */
static int values_read(const struct cmd *c)
{
	const char *why;
	int32_t i;

	for (i = 0; i < c->values; i++) {
		const struct option_row *o = c->value[i].option;
		const char *s = c->value[i].value;
		const size_t n = strlen(s);

		if (!o->arg || strcmp(o->arg, "DIR") == 0 || strcmp(o->arg, "FILE") == 0)
			continue;
		why = n > VALUE_MOST ? "is too long"
		      : !utf8_valid(s, n, NULL)
			      ? "is no UTF-8 text"
			      : value_text_wrong(s, (int32_t)n, 1, strcmp(o->name, "note") == 0);
		if (why)
			return cmd_usage(c, "--%s %s", o->name, why);
	}
	return 0;
}

static int is_share(const char *path)
{
	char *probe = NULL;
	int yes;

	if (asprintf(&probe, "%s/layouts", path) < 0)
		return 0;
	yes = file_exists(probe);
	free(probe);
	return yes;
}

/* Where layouts/ and fonts/ are: LEDGERPRESS_SHARE; in a work tree above the executable (build/ledgerpress →
 * ..); installed: PREFIX/bin/ledgerpress → PREFIX/share/ledgerpress. Absolute, or NULL. */
static const char *find_share(struct arena *a, char **program)
{
	static const char *const beside[] = {"..", "../..", "../share/ledgerpress"};
	const char *env = getenv("LEDGERPRESS_SHARE");
	char buf[4096], *real, *slash, *path = NULL;
	ssize_t n = readlink("/proc/self/exe", buf, sizeof buf - 1);
	size_t i;

	buf[n > 0 ? n : 0] = '\0';
	*program = arena_dup(a, buf);
	if (env && env[0]) {
		real = realpath(env, NULL);
		path = arena_dup(a, real ? real : env);
		free(real);
		return path;
	}
	slash = strrchr(buf, '/');
	if (!slash)
		return NULL;
	*slash = '\0';
	for (i = 0; i < sizeof beside / sizeof beside[0] && !path; i++) {
		real = realpath(arena_format(a, "%s/%s", buf, beside[i]), NULL);
		if (real && is_share(real))
			path = arena_dup(a, real);
		free(real);
	}
	return path;
}

static int exit_code(const struct diag *d, int code)
{
	if (code == EXIT_BAD_USAGE)
		return code;
	if (d->count[DIAG_FATAL] + d->count[DIAG_BUG] > 0)
		return EXIT_STOPPED;
	if (code == EXIT_FINE && d->count[DIAG_ERROR] > 0)
		return EXIT_NOT_MADE;
	return code;
}

static int run(struct cmd *c, int argc, char **argv)
{
	const char *dir = NULL;
	char *program;
	int code, help = 0, version = 0, first;

	c->shipped = find_share(c->arena, &program);
	c->program = program;
	code = read_options(c, NULL, argc, argv, 1, &help, &version, &dir);
	if (code != 0)
		return code;
	first = optind;
	/* the word says the same as the option, and takes -v behind it */
	if (first < argc && strcmp(argv[first], "version") == 0) {
		version = 1;
		code = read_options(c, NULL, argc - first, argv + first, 0, &help, &version, &dir);
		if (code != 0)
			return code;
	}
	if (version) {
		version_print(c);
		return EXIT_FINE;
	}
	if (first >= argc || help) {
		command_tell(NULL);
		return help ? EXIT_FINE : EXIT_BAD_USAGE;
	}
	c->command = strcmp(argv[first], command_complete.name) == 0 ? &command_complete
								     : command_find(argv[first]);
	if (!c->command)
		return unknown_command(argv[first]);
	code = read_options(c, c->command->option, argc - first, argv + first, 0, &help, &version, &dir);
	if (code != 0)
		return code;
	if (version) {
		version_print(c);
		return EXIT_FINE;
	}
	if (help) {
		command_tell(c->command);
		return EXIT_FINE;
	}
	sink_of(c->diag)->each = c->verbose || c->json;
	c->arg = (const char *const *)(argv + first + optind);
	c->args = argc - first - optind;
	code = values_read(c);
	if (code)
		return code;
	if (dir && chdir(dir) < 0)
		return cmd_usage(c, "%s: %s", dir, strerror(errno));
	return c->command->run(c);
}

int main(int argc, char **argv)
{
	struct arena arena;
	struct diag d;
	struct sink sink = {0};
	struct cmd c = {0};
	int code;

	mem_exhausted = memory_gone;
	process_leave = _exit;
	late_missing = library_gone;
	heap_begin();
	file_private();
	icu_memory();
	arena_init(&arena);
	diag_init(&d, sink_print, &sink);
	sink.diag = &d;
	c.arena = &arena;
	c.diag = &d;
	code = exit_code(&d, run(&c, argc, argv));
	db_close(c.db);
	screen_close(&c);
	sink_done(&sink);
	/* a full disk or a closed pipe behind stdout must not pass for success */
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "fatal: standard output cannot be written: %s [file-write]\n",
			strerror(errno));
		code = EXIT_STOPPED;
	}
	arena_done(&arena);
	return code;
}
