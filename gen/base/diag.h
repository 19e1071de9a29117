/* diag.h: diagnostics. Every message has a place, an id from diag.def, and says what happens next. */
#ifndef LP_DIAG_H
#define LP_DIAG_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* Where something stands. line 0: the file as a whole; col 0: the line as a whole. Both count from 1; col
 * counts characters (code points), not bytes. file NULL: no place. */
struct place {
	const char *file;
	int32_t line, col;
};

/* Bands decide consequences: WARNING: made all the same; ERROR: this document or
 * this import is not made, the batch goes on, exit 1; FATAL and BUG: the run stops, exit 2. */
enum diag_level { DIAG_INFO, DIAG_WARNING, DIAG_ERROR, DIAG_FATAL, DIAG_BUG, DIAG_LEVELS };

enum diag_id {
#define D(id, level, name, next) DIAG_##id,
#include "base/diag.def"
#undef D
	DIAG_COUNT
};

/* The text of a file as it was decoded, for a sink that shows the line which a message speaks of. */
struct diag_source {
	const char *file, *text;
	size_t n;
	struct diag_source *next;
};

/* Where messages go. text is the whole message without place and level; next says what happens now; hint may
 * be NULL. */
struct diag_message {
	enum diag_id id;
	enum diag_level level;
	const struct place *at; /* never NULL; at->file may be */
	uint64_t kind; /* the same for all that one place of the program says, whatever stands in it */
	const struct diag_source *source; /* the text of at->file; NULL: nobody gave it */
	const char *text, *next, *hint;
	const char *const *note; /* the context, outermost first */
	int32_t notes;
};

#define DIAG_DEPTH 8

struct diag {
	void (*sink)(void *ctx, const struct diag_message *m); /* NULL: messages are counted only */
	void *ctx;
	int32_t count[DIAG_LEVELS];
	const char *note[DIAG_DEPTH];
	int32_t notes;
	/* texts that messages may speak of, the newest first; each is there as long as messages are given */
	struct diag_source *source;
};

void diag_init(struct diag *d, void (*sink)(void *, const struct diag_message *), void *ctx);

/* Reports and returns -1, so that a caller can write: return diag(d, DIAG_CSV_QUOTE, &at, "…"). at may be
 * NULL. */
int diag(struct diag *d, enum diag_id id, const struct place *at, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* The same with a hint ("did you mean `due_date`?"); hint may be NULL. */
int diag_hint(struct diag *d, enum diag_id id, const struct place *at, const char *hint, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* Context for all messages until diag_pop: "while making NOTICE for C1042". The string must outlive the pop.
 */
void diag_push(struct diag *d, const char *note);
void diag_pop(struct diag *d);

/* How many of ERROR or worse were reported. */
int32_t diag_errors(const struct diag *d);

const char *diag_name(enum diag_id id);		/* "csv-quote" */
const char *diag_next(enum diag_id id);		/* what happens next */
const char *diag_level_name(enum diag_level l); /* "warning" */

/* The closest of n names to word by edit distance (at most a third of its length away, at least 1), or
 * the only one that it begins where that is no nearer than two letters; NULL: none. For hints. */
const char *diag_closest(const char *word, const char *const *name, int32_t n);

#endif
