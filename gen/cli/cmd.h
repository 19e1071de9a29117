/* cmd.h: the public face of the command line: what every subcommand takes, opens, prints and returns. A new
 * subcommand is a file gen/cmd/cmd_NAME.c that defines `const struct command command_NAME`, a line in
 * gen/cmd/commands.def, and its name in the Makefile's CMD.
 *
 * How the room works, and why so. main reads words into a struct cmd: the command, its arguments, its options
 * as given. A command opens what it needs (cmd_house, cmd_ledger), asks the rooms below, and prints: results
 * to stdout as a table that is one thing for people, CSV and JSON (out.c), messages to stderr by the sink
 * (sink.h), which says the same thing at the same place once. Rooms below know neither stream, clock nor
 * environment; day.h and cmd_as_of are where a day comes in.
 *
 * The exit code follows the messages: main raises what a command returns to what was said (ERROR 1, FATAL 2),
 * so that no command can forget. Wrong words are cmd_usage: 64, and nothing was done.
 *
 * Begin with a short command, gen/cmd/cmd_retention.c. Tests: `sh tests/run.sh golden messages`. */
#ifndef LP_CMD_H
#define LP_CMD_H

#include <stdio.h>

#include "base/base.h"
#include "db/db.h"
#include "db/named.h"
#include "house/house.h"

/* Exit codes. A subcommand returns one; main raises it to what the diagnostics demand (ERROR 1, FATAL 2). */
enum { EXIT_FINE = 0, EXIT_NOT_MADE = 1, EXIT_STOPPED = 2, EXIT_BAD_USAGE = 64 };

/* ---- option tables ---- */

/* One option of a subcommand. The general ones (-C -q -v -h --json --csv) are known everywhere, before and
 * after the command's name. */
struct option_row {
	const char *name; /* "as-of" without dashes; the table ends with NULL */
	char letter;	  /* 'j', or 0 */
	const char *arg;  /* "DATE", or NULL: a flag */
	const char *help; /* one line */
};

struct cmd;
struct command {
	const char *name, *help;   /* one line */
	const char *words;	   /* its arguments in the usage line: "FILE…" */
	int (*run)(struct cmd *c); /* an exit code */
	const struct option_row *option;
	const char *more; /* further help, or NULL */
};

/* ---- what a subcommand is given ---- */

struct cmd_value {
	const struct option_row *option;
	const char *value; /* "" for a flag */
};

/* The process runs in the house's folder (-C DIR changes there first, like git), so dir is ".". */
struct cmd {
	const struct command *command;
	const char *program; /* path of the executable, for workers' messages */
	const char
		*shipped; /* folder of layouts/ and fonts/, absolute; NULL: not found (cmd_house says so) */
	struct arena *arena; /* lives as long as the run */
	struct diag *diag;   /* its sink prints to stderr */
	int quiet, verbose, json, csv;
	const char *const *arg; /* arguments that are no options */
	int32_t args;
	struct cmd_value *value; /* options as given, in order */
	int32_t values, value_cap;
	struct house *house;   /* after cmd_house */
	struct db *db;	       /* after cmd_ledger; closed by main */
	struct screen *screen; /* after screen_of; closed by main */
};

const char *cmd_option(const struct cmd *c, const char *name); /* the last value; NULL: not given */
int cmd_flag(const struct cmd *c, const char *name);
/* A password: the first line of the file that the option names, else the environment's; "" where neither is
 * said, NULL after a diagnostic. Never an option's value: others see those. */
const char *cmd_password(struct cmd *c, const char *option, const char *variable);
/* The password that --encrypt wants; *password NULL: it is not asked for. -1 after a diagnostic: there is
 * none, or one of less than eight bytes. */
int cmd_encrypt(struct cmd *c, const char **password);
/* The n-th value of an option that may be repeated, n from 0; NULL: no more. */
const char *cmd_option_at(const struct cmd *c, const char *name, int32_t n);
/* An option's decimal number; dflt when not given. -1 after a usage message (then exit 64). */
int cmd_number(const struct cmd *c, const char *name, int64_t dflt, int64_t *v);
/* An option's ISO date; DATE_NONE when not given. -1 after a usage message. */
int cmd_date(const struct cmd *c, const char *name, int32_t *date);
/* The day that figures speak of: --as-of, else SOURCE_DATE_EPOCH; never the clock. -1 after a usage message.
 */
int cmd_as_of(const struct cmd *c, int32_t *date);

/* Whether the house writes the language of --lang, or both of a pair; fine when it is not given. After
 * cmd_house. -1 after a usage message. */
int cmd_language(const struct cmd *c);

/* Opens the house (house.ini and its preset); once. -1 after diagnostics. */
int cmd_house(struct cmd *c);
/* The same, and its ledger.db with the holidays set; once. -1 after diagnostics. */
int cmd_ledger(struct cmd *c);

/* ---- what it prints ---- */

/* Results go to stdout; what is only for the eye goes to stderr and is silent with -q. */
void cmd_print(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void cmd_write(const struct text *t);
void cmd_say(const struct cmd *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Says what is wrong with the words given and where help is; returns EXIT_BAD_USAGE. */
int cmd_usage(const struct cmd *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* A progress bar on stderr, on a terminal only; done == total ends it. */
void cmd_progress(const struct cmd *c, const char *what, int64_t done, int64_t total);

/* A figure with grouping for people's eyes: "12,345.60". buf is returned. */
char *out_money(int64_t minor, const char *currency, char buf[48]);

/* A table of strings, printed for people (columns aligned), as CSV (--csv) or as a JSON array of objects
 * (--json). */
struct out_table;
enum out_align { OUT_LEFT, OUT_RIGHT, OUT_NUMBER /* right, and a bare number in JSON */ };
struct out_table *out_open(void);
/* The name of the table's form, for JSON: {"schema": …, "rows": […]}. Copied. Lists have theirs by list.h. */
void out_schema(struct out_table *t, const char *schema);
void out_column(struct out_table *t, const char *name, enum out_align align);
/* The same, and how people see it on a terminal. rank: where there is no room, columns of the highest rank
 * are left out first; 0 stays. */
enum out_show {
	OUT_PLAIN,
	OUT_CODE,   /* terms of the trade, parted by commas: said in words */
	OUT_CODES,  /* the same, going on in the next line where there is no room */
	OUT_BARE,   /* a figure that is a name: a year, a line */
	OUT_DAY,    /* ISO: as the language writes days */
	OUT_FIGURE, /* decimals with a point: as the language writes figures */
	OUT_NAME,   /* goes on in the next line, between its words */
	OUT_BELOW,  /* stands under its row where there is no room in it */
	OUT_PATH,   /* goes on in the next line behind a slash */
	OUT_TEXT    /* goes on in the next line */
};
void out_column_shown(struct out_table *t, const char *name, enum out_align align, enum out_show show,
		      int32_t rank);
void out_cell(struct out_table *t,
	      const char *s); /* row after row, all columns; NULL: empty, null in JSON. Copied. */
/* The same without a copy: s is borrowed until the table is closed. */
void out_cell_kept(struct out_table *t, const char *s);
void out_cell_int(struct out_table *t, int64_t v);
void out_cell_date(struct out_table *t, int32_t date); /* ISO; empty for DATE_NONE */
void out_cell_money(struct out_table *t, int64_t minor, const char *currency);
/* Prints to stdout as the flags say. */
void out_close(struct cmd *c, struct out_table *t);
/* Appends the rows as CSV or JSON to a text, whatever the flags say (for files). */
void out_csv(const struct out_table *t, struct text *to);
void out_json(const struct out_table *t, struct text *to);
void out_drop(struct out_table *t);

#endif
