/* court_own.h: what the files share that put a court file together. */
#ifndef LP_COURT_PAGES_H
#define LP_COURT_PAGES_H

#include <qpdf/qpdf-c.h>

#include "emit/court.h"

struct court {
	const struct court_file *f;
	qpdf_data q;	     /* the file */
	qpdf_data *source;   /* of each part; parts of one file share theirs */
	int32_t *page_first; /* of each part, in the file, from 0 */
	int32_t pages;
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
/* What others filled in stays to be seen; what belongs to another document goes. */
void court_settle(struct court *c, qpdf_oh page);
/* Sets page at (from 0) of the stamps below a page of the file. */
void court_stamp_page(struct court *c, qpdf_oh page, const struct court_box *b, qpdf_data stamps, int32_t at);

#endif
