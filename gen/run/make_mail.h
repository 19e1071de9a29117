/* make_mail.h: the papers of a run as drafts of mails in out/RUN/mail/. */
#ifndef LP_MAKE_MAIL_H
#define LP_MAKE_MAIL_H

#include "cli/known.h"
#include "emit/mail.h"
#include "run/make.h"

/* --mail, or [output] mail = yes. */
int mail_wanted(const struct cmd *c);
/* Whether the run has its mails: their list, which comes last. */
int mail_made(const struct make *m);
/* Whether mails can be made at all: the house has an address. Before anything is planned. -1 after a
 * diagnostic. */
int mail_ready(struct cmd *c);

/* Each letter to a customer, and each paper whose type names its recipients: NUMBER.eml; mails.csv names
 * them, without-address.csv and, to be printed, without-address.pdf the others. The register keeps whom each
 * was mailed to. A draft that is there and was changed is kept; a mail that cannot be made is left out, and
 * was said. -1 after diagnostics that stop the run. */
int make_mail(struct make *m, struct db *snapshot, const struct job_context *k);

/* The draft of a paper that was cancelled is taken away, so that nobody sends it, and its lines of the lists
 * with it. 1: it was to be printed, and without-address.pdf, which had it, is gone until mail_print; 0: it
 * was not; -1 after a diagnostic. */
int mail_cancelled(struct make *m, const char *number);
/* What was cancelled while a run was made, or could not be taken out of its mails then, is taken out now. -1
 * after diagnostics. */
int mail_settle(struct make *m, struct db *snapshot, const struct job_context *k);
/* without-address.pdf again, of the papers that its list names. -1 after diagnostics. */
int mail_print(struct make *m, struct db *snapshot, const struct job_context *k);

/* ---- make_mail_lists.c ---- */

struct mail_lists {
	struct text mails, without;
	const char *last; /* number of the last paper of without; in the run's arena */
	int32_t left;	  /* papers of without */
};

/* One that was made. */
struct mailed {
	const struct job *job;
	const struct mail *mail;
	const char *file;
	int32_t lacking; /* kinds of copies that were not on file */
};

void mail_lists_open(struct mail_lists *l);
void mail_lists_close(struct mail_lists *l);
void mail_lists_sent(struct mail_lists *l, struct make *m, struct arena *a, const struct mailed *x);
void mail_lists_without(struct mail_lists *l, struct make *m, const struct job *j, const struct mail_to *who,
			const char *why);
/* -1 after a diagnostic. */
int mail_lists_write(struct mail_lists *l, struct make *m);
/* Whether without-address.csv names the paper; -1 after a diagnostic. */
int mail_lists_has(struct make *m, const char *number);
/* Takes a paper's lines out of the lists that are there. -1 after a diagnostic. */
int mail_lists_forget(struct make *m, const char *number);
/* The numbers that without-address.csv names, each once, in its order. -1 after a diagnostic. */
int mail_lists_left(struct make *m, struct known *numbers);
/* The event "mailed" of a paper, once a file. Inside the caller's transaction. -1 after a diagnostic. */
int mail_register(struct make *m, int64_t paper, const char *to, const char *file);

#endif
