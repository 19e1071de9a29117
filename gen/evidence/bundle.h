/* bundle.h: the evidence bundle of a case (handbook 5): what goes in, what is missing, and the ZIP of it. The rules are the queries of
 * layouts/evidence.sql; the index for reading is made by the caller from the tables that bundle_collect fills. */
#ifndef LP_BUNDLE_H
#define LP_BUNDLE_H

#include "ledger/ledger.h"

struct bundle_paper {
	const char *path;      /* in the bundle: "papers/BD2026-00017_C1132_ALL_20260814_VISIT1.pdf" */
	const char *from;      /* the file now, from the house's folder */
	const char *doctype, *title, *stage;
	const char *invoice;   /* "" none */
	int32_t date;
	const char *original;  /* the name or number it came with */
	const char *sha256, *media, *signed_by;
	int64_t bytes;
	int32_t pages;         /* -1 unknown */
	int issued;            /* ours */
	int valid;
	const char *why;       /* not valid, "" else */
};

struct bundle_gap {
	const char *stage, *invoice /* "" none */, *doctype, *gap;
};

struct bundle_event {
	int32_t date;
	const char *what, *document, *detail, *amount /* "AED 1234.50" or "" */, *who;
};

struct bundle_stage {
	const char *code, *title;
};

struct bundle {
	const char *case_id, *customer, *name;
	int32_t as_of, opened, closed /* DATE_NONE */, age;
	const struct bundle_paper *paper;
	const struct bundle_gap *gap;
	const struct bundle_event *event;
	const struct bundle_stage *stage;
	int32_t papers, gaps, events, stages;
};

/* The gaps of a case alone, from a snapshot. In the arena. -1 after a diagnostic. */
int bundle_gaps(struct db *snapshot, const struct house *h, struct arena *a, struct diag *d, const char *case_id, const char *customer,
		int32_t as_of, const struct bundle_gap **gap, int32_t *n);

/* Collects the case from a writable snapshot and fills its tables bundle_case, bundle_paper, bundle_gap, bundle_stage (for the
 * index). In the arena. -1 after a diagnostic: no such case. */
int bundle_collect(struct db *snapshot, const struct house *h, struct arena *a, struct diag *d, const char *case_id, int32_t as_of,
		   struct bundle *b);

/* Writes FOLDER/…_BUNDLE.zip, or takes the one that is there when it has the same bytes; else …_BUNDLE-2.zip and so on. index: the
 * PDF for reading. *path in the arena. -1 after a diagnostic. */
int bundle_write(struct db *snapshot, const struct house *h, struct arena *a, struct diag *d, const struct bundle *b, const void *index,
		 size_t index_len, const char *folder, char **path, char sha256[DIGEST_HEX]);

/* The same index for a browser: one file, nothing loaded from elsewhere. Appended to. -1 after a diagnostic. */
int bundle_html(const struct house *h, struct arena *a, struct diag *d, const struct bundle *b, struct text *to);

#endif
