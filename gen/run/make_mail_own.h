/* make_mail_own.h: what the sources of a run's mails share. */
#ifndef LP_MAKE_MAIL_OWN_H
#define LP_MAKE_MAIL_OWN_H

#include "run/mail_rules.h"
#include "run/make_mail.h"

/* What the register is told at the end. */
struct entry {
	int64_t paper;
	const char *to, *file;
};

struct mailer {
	struct make *make;
	struct db *snapshot;
	const struct job_context *context;
	struct maker *maker, *printer; /* printer: of what is to be posted, once there is something */
	struct mail_rules *rules;
	struct mail_lists lists;
	struct mail_to from;
	struct entry *entry; /* in the run's arena */
	int32_t entries, cap;
	int32_t failed; /* mails that could not be made, which was said */
	int again;	/* the papers were made before this process */
	struct file_batch *files;
	struct text print;
	struct arena scratch; /* of one mail */
};

struct words_made {
	const char *subject, *plain, *html;
};

/* The words of a mail: those of its paper, and below them what goes along. In the scratch arena. -1 after
 * diagnostics. */
int mail_words(struct mailer *w, const struct mail_case *k, const struct job *of, struct words_made *made);
/* The paper as it was issued, what its type encloses, and copies from the store. In the scratch arena. -1
 * after diagnostics. */
int mail_files(struct mailer *w, const struct mail_case *k, const struct job *of, struct mail *mail,
	       int32_t *lacking);

/* Copies that have pages become one PDF, first of what is left of copy[]: a sheet that lists what goes along
 * and says what is missing, then the pages as they are, with a bookmark each. In the scratch arena. -1 after
 * diagnostics. */
int mail_join(struct mailer *w, const struct mail_case *k, const struct job *of, struct mail_file *copy,
	      int32_t *copies);

#endif
