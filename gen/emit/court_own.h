/* court_own.h: what the files share that put a court file together. */
#ifndef LP_COURT_PAGES_H
#define LP_COURT_PAGES_H

#include <qpdf/qpdf-c.h>

#include "emit/court.h"

#define KEY_MOST 100000000 /* of a parent tree */

/* What the parent tree has of a key, and the element of an identifier: of the file's tags. */
struct court_parent {
	int32_t key;
	qpdf_oh value;
};
struct court_name {
	const char *id;
	size_t len;
	qpdf_oh element;
};

struct court {
	const struct court_file *f;
	qpdf_data q;	     /* the file */
	qpdf_data *source;   /* of each part; parts of one file share theirs */
	int32_t *page_first; /* of each part, in the file, from 0 */
	int32_t pages;
	struct court_parent *parent;
	struct court_name *name;
	int32_t parents, parent_cap, names, name_cap;
	int32_t key_next; /* of the parent tree */
	int32_t part_at;  /* whose identifiers are read, from 1 */
	int32_t objects;  /* of the tagged exhibits' files */
	char *seen;	  /* elements of the tree, by their objects */
	int32_t seen_cap;
	struct arena a;
	char why[160];
};

/* Where a page is shown, and how. */
struct court_box {
	double x0, y0, x1, y1, unit;
	int turn;     /* 0, 90, 180, 270 */
	double strip; /* in the page's own units */
};

/* Keeps the first reason; -1. */
int court_fail(struct court *c, const char *why);
int court_fail_qpdf(struct court *c, qpdf_data q);
qpdf_oh court_parse(struct court *c, const char *s);

/* Of a page with its inherited attributes. */
struct court_box court_box(qpdf_data q, qpdf_oh page);
/* What others filled in stays to be seen; what belongs to another document goes. base: what is added to the
 * page's keys of the parent tree; -1: it has no tags here. */
void court_settle(struct court *c, qpdf_oh page, int32_t base);

/* Tags (court_tags.c). An exhibit keeps its own where it is tagged, stands whole in the file, and there once:
 * of one with pages left out nothing else may tell what is on them. court_tags_base: its base, before its
 * pages are added, or -1; court_tags_add takes its tree over, after they are. */
void court_tags_open(struct court *c);
int court_tags_base(struct court *c, int32_t part);
void court_tags_add(struct court *c, int32_t part, int32_t base);
void court_tags_close(struct court *c);
/* Links on a page (from 0) of a part to pages of it; one to a page that is not in the file leads nowhere.
 * After all its pages were added, before they are settled. */
void court_links(struct court *c, int32_t part, int32_t page);
/* Sets page at (from 0) of the stamps below a page of the file. */
void court_stamp_page(struct court *c, qpdf_oh page, const struct court_box *b, qpdf_data stamps, int32_t at);

#endif
