/* jobs.h: who gets which paper as of the snapshot's date, and why everyone else does not. A type is its code
 * and the queries of its .sql file; nothing here knows a document. */
#ifndef LP_JOBS_H
#define LP_JOBS_H

#include "base/base.h"
#include "db/db.h"
#include "db/named.h"
#include "house/house.h"

struct job_type {
	const char *code;				  /* "REM1" */
	const struct named_query *jobs, *covers, *totals; /* covers and totals may be NULL */
	int asked;					  /* named on the command line: :asked */
	int internal;			   /* its subject may be anything but a customer, or nobody */
	const char *languages;		   /* that its papers are written in: "en ar"; NULL: any */
	const struct named_query *covered; /* may be NULL */
};

/* What the program takes of a type's queries, by name. */
enum {
#define JOB(id, name, kind, need, meaning) JOBS_##id,
#include "db/named.def"
	JOBS_COLUMNS
};
enum { COVERS_ENTRY, COVERS_CURRENCY, COVERS_OUTSTANDING, COVERS_COLUMNS };
enum { TOTALS_CURRENCY, TOTALS_AMOUNT, TOTALS_CUSTOMER, TOTALS_COLUMNS };
enum { COVERED_CURRENCY, COVERED_AMOUNT, COVERED_CHARGES, COVERED_COLUMNS };
enum { BREACHES_RULE, BREACHES_BREACH, BREACHES_SOURCE, BREACHES_COLUMNS };
enum { RECIPIENTS_NAME, RECIPIENTS_EMAIL, RECIPIENTS_COLUMNS };
enum { ENCLOSES_TYPE, ENCLOSES_COLUMNS };
enum job_reader {
	READ_JOBS,
	READ_COVERS,
	READ_TOTALS,
	READ_COVERED,
	READ_BREACHES,
	READ_RECIPIENTS,
	READ_ENCLOSES,
	JOB_READERS
};
/* Without their parameters, which are those of job_bind. */
extern const struct named_reader job_readers[JOB_READERS];
/* query_column of such a query, which was opened. */
int job_columns(struct query *q, struct diag *d, enum job_reader r, int32_t *at);

/* A further column of the jobs query: a parameter of all the type's queries. */
struct job_param {
	const char *name, *text; /* text NULL: value, or NULL when none */
	int64_t value;
	int null;
};

struct job {
	int32_t type; /* index into the types given */
	int32_t level;
	const char *customer, *salesman, *case_id; /* NULL: none */
	const char *subject; /* as the jobs query gave it; NULL: job_subject finds it in the rest */
	const char *language, *sort;
	const char *key;    /* TYPE|subject|the query's key; NULL when reason is given without one */
	const char *reason; /* NULL: the paper is made; else terms, parted by commas */
	const char *
		stronger; /* NULL, or code of the letter that goes instead, where reason is stronger_letter */
	int32_t first_on; /* DATE_NONE: nobody knows */
	int32_t params;
	const struct job_param *param;
	/* from the register, once planned */
	int64_t paper; /* paper.id */
	const char *number, *file, *replaces;
	int32_t seq;
};

struct job_list {
	struct job *job;
	int32_t n, cap;
	int32_t *count; /* NULL, or by type: jobs are only counted here, and none is kept */
	/* NULL, or what gets each job instead, whose texts it borrows for the call: none is kept */
	void (*take)(void *ctx, const struct job *j);
	void *ctx;
};
void job_list_add(struct arena *a, struct job_list *l, const struct job *j);

/* Who or what the paper is about, by its code: the column `subject` of the jobs query, else customer,
 * salesman, region, route, case_id or company, the first of them that is given; "" when none is: the house
 * itself. It names the file, stands in the key that makes a paper go out once, and decides the shard.
 * Borrowed from the job. */
const char *job_subject(const struct job *j);
/* A further column of the jobs query by its name, as text; NULL: there is none, or it is a number. */
const char *job_param_text(const struct job *j, const char *name);

/* Filters; lists of n may be empty: everyone. shards 0 or 1: all; else only subjects whose stable hash falls
 * on shard (from 0). */
struct job_filter {
	const char *const *customer, *const *salesman;
	int32_t customers, salesmen;
	int32_t shard, shards;
	const char *key_suffix; /* NULL, or what makes every key its own: a handover issues papers beside
				   those of the month */
};

/* Runs each type's jobs query on the snapshot; made: rows without reason in delivery order (type, sort, key),
 * why: the others. why may be NULL, or only counted. Papers that the register holds are not made again
 * (already_issued). In the arena. -1 after diagnostics. */
int jobs_find(struct arena *a, struct diag *d, struct db *snapshot, const struct job_type *type,
	      int32_t types, const struct job_filter *f, struct job_list *made, struct job_list *why);

/* Binds what every query of a job may name: as_of, run, default_language, asked, type, subject, customer,
 * salesman, case_id, number, language, level, key and the params. */
struct job_context {
	int32_t as_of;
	const char *run, *default_language;
};
void job_bind(struct query *q, const struct job *j, const struct job_type *t, const struct job_context *c);

/* ---- each condition of a type for one customer ---- */

struct condition {
	const char *term;  /* the reason where it does not hold: "letter_gap" */
	int met;	   /* 1: it holds */
	const char *value; /* of what, in words for people; NULL: nothing more to say */
	int32_t until;	   /* the first day on which it will hold; DATE_NONE: it does, or nobody knows */
};
struct conditions {
	struct condition *item;
	int32_t n, cap;
};

/* What must be so that a paper is made, in words; NULL: the term says it. */
const char *condition_meaning(const char *term);
/* Of the rows that jobs_find decides by, in the snapshot's own connection. why: what jobs_find found of the
 * customer; NULL: a paper is made. The terms of why->reason are among those that do not hold. In the arena.
 * -1 after diagnostics. */
int conditions_find(struct arena *a, struct diag *d, struct db *snapshot, const struct job_type *t,
		    const struct job_context *k, const char *customer, const struct job *why,
		    struct conditions *l);

/* The params as a JSON object, and back (NULL after a diagnostic). */
void job_params_json(const struct job *j, struct text *t);
int job_params_read(struct arena *a, struct diag *d, struct db *b, const char *json, struct job *j);

/* FNV-1a, 64 bits: the same on every machine. */
uint64_t job_hash(const char *subject);

#endif
