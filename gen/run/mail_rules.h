/* mail_rules.h: to whom a paper goes by mail and what goes along, by the queries of enclosures.sql and of the
 * paper's own type. */
#ifndef LP_MAIL_RULES_H
#define LP_MAIL_RULES_H

#include "emit/mail.h"
#include "run/types.h"

#define ENCLOSURES "enclosures" /* its queries, and the layout of the words below the letter */

/* What the rules are asked about: one paper of a run. */
struct mail_case {
	const struct job *job;
	const struct job_type *type;
	const struct type_facts *fact;
	const struct job_context *context;
};

/* Everybody who gets it. */
struct mail_people {
	struct mail_to *to; /* with addresses that mail can go to */
	int32_t n;
	struct mail_to *left; /* internal papers: who of those that should get it has none; else the first */
	const char **why;     /* of each of them */
	int32_t lefts;
};

struct mail_rules; /* what enclosures.sql says */
/* In the arena of the run, over a snapshot. NULL after diagnostics. */
struct mail_rules *mail_rules_open(struct cmd *c, struct db *snapshot);

/* Letters go to the first of the customer's people that mail can go to, other papers to all whom their type
 * names. In the arena. -1 after a diagnostic. */
int mail_people(struct mail_rules *r, struct arena *a, struct diag *d, const struct mail_case *k,
		struct mail_people *p);

/* The paper's job as ENCLOSURES is asked: with its items (of the ledger's register) and whether all evidence
 * of the customer goes along, which it does with internal papers. In the arena. -1 after a diagnostic. */
int mail_job(struct mail_rules *r, struct arena *a, struct diag *d, const struct mail_case *k,
	     struct job *out);

/* Copies from the evidence store, proved against their hashes; of = what mail_job gave. lacking: how many
 * kinds of copies are not there. In the arena. -1 after a diagnostic. */
int mail_copies(struct mail_rules *r, struct arena *a, struct diag *d, const struct mail_case *k,
		const struct job *of, struct mail_file **file, int32_t *files, int32_t *lacking);

#endif
