/* make_mail.h: the papers of a run as drafts of mails in out/RUN/mail/. */
#ifndef LP_MAKE_MAIL_H
#define LP_MAKE_MAIL_H

#include "emit/mail.h"
#include "run/make.h"

/* --mail, or [output] mail = yes. */
int mail_wanted(const struct cmd *c);
/* Whether mails can be made at all: the house has an address. Before anything is planned. -1 after a
 * diagnostic. */
int mail_ready(struct cmd *c);

/* Each letter to a customer, and each paper whose type names its recipients: NUMBER.eml; mails.csv names
 * them, without-address.csv and, to be printed, without-address.pdf the others. The register keeps whom each
 * was mailed to. A draft that is there and was changed is kept; a mail that cannot be made is left out, and
 * was said. -1 after diagnostics that stop the run. */
int make_mail(struct make *m, struct db *snapshot, const struct job_context *k);

/* A draft of a paper that was cancelled is taken away, so that nobody sends it. */
void mail_cancelled(struct make *m, const char *number);

/* ---- make_mail_lists.c ---- */

struct mail_lists {
	struct text mails, without;
	int32_t left; /* rows of without */
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
/* The event "mailed" of a paper, once a file. Inside the caller's transaction. -1 after a diagnostic. */
int mail_register(struct make *m, int64_t paper, const char *to, const char *file);

#endif
