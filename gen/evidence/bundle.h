/* bundle.h: the evidence bundle of a case: what goes in, what is missing, and the ZIP of it. The
 * rules are the queries of layouts/evidence.sql; the index for reading is made by the caller from the tables
 * that bundle_collect fills.
 *
 * How the room works, and why so. What comes back signed must be found after years, proved unchanged, and
 * told apart from what is missing. In come scans with an index (intake.h): each is copied into the store
 * under its convention name (name.h: five parts, reversible, safe on every disk), hashed, judged by who
 * signed it (doctype.h), and never overwritten (vault.h). Every act goes into the custody log. Out goes a
 * bundle: the case's papers, what happened, the account and the register as tables, an index, and what is
 * missing by name.
 *
 * What a stage needs is SQL (evidence.sql), not code: a house may put its own beside it. A bundle is a BagIt
 * bag (RFC 8493) in a ZIP, written in a fixed order with fixed times (bag.h), so that the same case gives the
 * same bytes; bag_read.c trusts nothing that it reads.
 *
 * Begin with name.h, then intake.h. Tests: `sh tests/run.sh unit evidence_name evidence_intake checks
 * bundle`. */
#ifndef LP_BUNDLE_H
#define LP_BUNDLE_H

#include "db/db.h"
#include "db/named.h"
#include "evidence/extract.h"
#include "house/house.h"

/* The number of an exhibit, the case's own and for life: 12, and what came in between later 12A, 12B … */
struct exhibit {
	int32_t number, letter; /* letter 0: none, 1: A, 27: AA */
	const char *text;	/* "12A" */
};

struct bundle_paper {
	const char *path; /* in the bundle: "papers/BD2026-00017_C1132_ALL_20260814_VISIT1.pdf" */
	const char *from; /* the file now, from the house's folder */
	const char *doctype, *title, *stage;
	const char *invoice; /* "" none */
	const char *year; /* of the invoice, where it was said or where the number alone does not say which;
			     "" else */
	int32_t date;
	const char *original; /* the name or number it came with */
	const char *sha256, *media, *signed_by;
	int64_t bytes;
	int32_t pages; /* -1 unknown */
	int issued;    /* ours */
	int valid;
	const char *subject; /* its name in the store, or our number: what an exhibit's number belongs to */
	const char *note, *why, *filed_by, *copy_of; /* "" none */
	int32_t filed_on;			     /* DATE_NONE: ours */
	int32_t stage_seq;
	struct exhibit exhibit;
	const struct name *from_name; /* what it is now, by the convention, with the case as its scope */
	const char *kept;	      /* its name in the store; NULL: ours */
};

struct bundle_gap {
	const char *stage, *invoice /* "" none */, *doctype;
	const char *named;    /* the invoice for people: with its date where the customer has another of its
				 number; "" none */
	int32_t invoice_date; /* DATE_NONE: no invoice, or none of the ledger */
	int invoice_again;    /* the customer has another of its number */
	const char *gap;      /* a term of the trade: what is missing */
	const char *about;    /* which asset, police case or paper; "" none */
	int32_t date;	      /* of that; DATE_NONE */
	int32_t solve_by;     /* by when it is to be there; DATE_NONE */
	const char *role, *roles; /* of a paper that is not valid, or whose signature does not count: who
				     signed, who may; "" else */
	const char *why;	  /* the same as it was recorded when the paper was filed; "" else */
	/* by the caller before bundle_write; NULL */
	const char *said; /* all of it in the words of the command line */
	const char *told; /* and in the language of the bundle, with its invoice */
};

struct bundle_stage {
	const char *code, *title /* a term */;
};

/* A bundle of the case that was made before, or (name NULL) who receives this one. */
struct bundle_given {
	int32_t date;
	const char *name, *sha256, *who /* NULL: nobody is noted */;
};

struct bundle {
	const char *case_id, *customer, *name;
	int32_t as_of, opened, closed /* DATE_NONE */, age;
	const struct bundle_paper *paper;
	struct bundle_gap *gap;
	const struct bundle_stage *stage;
	int32_t papers, gaps, stages;
	const struct bundle_given *given;
	int32_t givens;
	const struct extract_words *words; /* of the tables; set by the caller before bundle_write; NULL: as
					      the queries name them */
	const char *described, *completeness; /* of bag-info.txt, in the language of the bundle; so too */
	const char *password;		      /* set by the caller; NULL: it is not encrypted */
};

/* Of a paper whose file is not there: a gap more, of which stage, invoice, doctype, gap, about and date are
 * set. */
void bundle_add_gap(struct arena *a, struct bundle *u, struct bundle_gap added);

/* The gaps of a case alone, from a snapshot. In the arena. -1 after a diagnostic. */
int bundle_gaps(struct db *snapshot, const struct house *h, struct arena *a, struct diag *d,
		const char *case_id, const char *customer, int32_t as_of, struct bundle_gap **gap,
		int32_t *n);

/* How many gaps each of many cases has, which are asked for in the order of their names. */
struct bundle_count {
	struct query *gaps; /* NULL after a diagnostic */
	int at_once;	    /* it has a row of each case; else it is asked for one after the other */
	int left;	    /* it stands on a row */
	int32_t as_of;
};
struct bundle_count bundle_count_open(struct db *snapshot, const struct house *h, struct arena *a,
				      int32_t as_of, struct diag *d);
void bundle_count_close(struct bundle_count *k);
/* -1 after a diagnostic. */
int bundle_count_next(struct bundle_count *k, const char *case_id, const char *customer, int32_t *n,
		      struct diag *d);

/* The path of a member that no bundle has had yet: by the convention, with the case in its first place. A
 * paper that came in keeps the name of its filing, whatever was corrected since; but under another customer's
 * name it stands in no bundle. kept: that name in the store, NULL of a paper of ours. number: 1, or from 2 on
 * where the name before is another paper's, as of two that were filed under one name before the case and in
 * it. In the arena. */
struct name;
const char *bundle_member_name(struct arena *a, const struct name *from, const char *kept, int32_t number);

/* The path of each paper, which its case's first bundle with it gave, or now gives: for life, and to no other
 * paper. Of bundles of earlier versions: as bundle_printed found it. In a transaction of the caller's. -1
 * after a diagnostic. */
int exhibit_names(struct db *ledger, struct arena *a, struct diag *d, const char *case_id,
		  struct bundle_paper *paper, int32_t n);

/* Reads the names in bundles that versions made which did not keep them: of a case, or (NULL) of all; once,
 * from out/bundles or the folder (NULL: none), encrypted ones by the password (NULL: none is given). One that
 * is gone, changed or cannot be opened is named by a warning. -1 after a diagnostic. */
int bundle_printed(struct db *ledger, struct arena *a, struct diag *d, const char *case_id,
		   const char *folder, const char *password);

/* Takes back in a copy of the ledger what was filed, corrected, withdrawn, read, recorded of papers,
 * numbered, closed or handed out after a day, before the copy is frozen as of that day. What exports brought
 * stays: the ledger does not know on which day, and the bundle says so. -1 after a diagnostic. */
int bundle_rewind(struct db *copy, const struct house *h, int32_t as_of, struct diag *d);

/* Collects the case from a writable snapshot and fills its tables bundle_case, bundle_paper, bundle_gap,
 * bundle_stage, bundle_given (for the index). Exhibits that have no number yet get one in the ledger.
 * recipients: of this bundle, up to a NULL. In the arena. -1 after a diagnostic: no such case. */
int bundle_collect(struct db *snapshot, struct db *ledger, const struct house *h, struct arena *a,
		   struct diag *d, const char *case_id, int32_t as_of, const char *const *recipients,
		   struct bundle *b);

/* Papers of the case that were purged later, as gaps of u; the lines of purged ones in the custody log of the
 * snapshot's case. -1 after a diagnostic. */
struct doctypes;
int bundle_purged(struct db *snapshot, struct db *ledger, struct arena *a, struct diag *d,
		  const struct doctypes *types, struct bundle *u);

/* Fills u->given; and the table of it. -1 after a diagnostic. */
int bundle_given_read(struct db *b, struct arena *a, struct diag *d, const char *const *recipients,
		      struct bundle *u);
int bundle_given_put(struct db *b, struct diag *d, const struct bundle *u);

/* Numbers for papers in the order of the index, and their names, from the ledger, which keeps new ones. -1
 * after a diagnostic. */
int exhibit_number(struct db *ledger, struct arena *a, struct diag *d, const char *case_id, int32_t date,
		   struct bundle_paper *paper, int32_t n);

/* Makes the folder where it is not there, waits until no other process writes to it, and takes away what
 * killed ones left there half made; closing what it gives lets the next one. -1 after a diagnostic. */
int bundle_begin(struct arena *a, struct diag *d, const char *folder);

/* Removes a folder of temporary files with what is in it. What cannot be removed stays: the next one tries.
 */
void bundle_clear(struct arena *a, const char *folder);

/* The index for reading, and the same for a browser. */
struct bundle_index {
	struct text pdf, html;
};

/* Writes FOLDER/…_BUNDLE.zip, or takes the one that is there when it has the same bytes; else …_BUNDLE-2.zip
 * and so on. *path in the arena. -1 after a diagnostic. */
int bundle_write(struct db *snapshot, const struct house *h, struct arena *a, struct diag *d,
		 const struct bundle *b, const struct bundle_index *index, const char *folder, char **path,
		 char sha256[DIGEST_HEX]);

#endif
