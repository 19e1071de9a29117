/* complete.h: the words that may stand at the end of a command line that is being typed. */
#ifndef LP_COMPLETE_H
#define LP_COMPLETE_H

#include "cli/cmd.h"
#include "cli/known.h"

/* Where words come from: a kind of the ledger's (known.def), or one of these. */
enum complete_source {
	SOURCE_NOTHING = KNOWN_KINDS, /* nobody but the user knows */
	SOURCE_WORDS,		      /* those of the row, blanks between */
	SOURCE_COLUMN,		      /* what a column of exports may hold: the row says "events.channel" */
	SOURCE_FILE,		      /* files: the shell knows them */
	SOURCE_FOLDER,
	SOURCE_COMMAND,
	SOURCE_TOPIC,
	SOURCE_TYPE, /* document types of the house */
	SOURCE_REPORT,
	SOURCE_EVENT,
	SOURCE_DOCTYPE,
	SOURCE_TABLE,
	SOURCE_PROFILE,
	SOURCE_PRESET,
	SOURCE_LANGUAGE, /* those that the house writes */
	SOURCE_DATE	 /* the newest day of the ledger's exports */
};

enum { ARGUMENTS_MOST = 16 }; /* what comes later is as what came last */

/* What is typed so far. */
struct typed {
	struct cmd *cmd;    /* with a sink that says nothing; its command is the one that is typed, or NULL */
	const char *prefix; /* "--as=", which each word offered begins with; "" none */
	const char *begun;  /* the beginning of the word, behind the prefix */
	const char *argument[ARGUMENTS_MOST];
	int32_t arguments; /* before the word */
};

/* Offers a word where it goes on what is begun: prints "WORD\tWHAT IT IS". said: NULL, nothing. */
void complete_offer(const struct typed *t, const char *word, const char *said);
/* Tells the shell something: an empty word and "files", "folders", or "unknown PLACEHOLDER" (a hole of
 * complete.def). */
void complete_tell(const char *what, const char *about);

/* Offers what a placeholder stands for, of an option ("as-of") or an argument ("-"). */
void complete_placeholder(const struct typed *t, const char *option, const char *placeholder);
/* Whether a word can be what the placeholder of an argument stands for: only what the program itself lists is
 * asked; 1 of all else. */
int complete_fits(const struct typed *t, const char *placeholder, const char *word);

#endif
