/* picture_own.h: what the readers of pictures share. */
#ifndef LP_PICTURE_OWN_H
#define LP_PICTURE_OWN_H

#include "emit/court.h"
#include "run/maker.h"

#define SCAN_MOST 14100 /* pixels a side of a scanned page: A3 at 600 dots an inch and more */

/* What is read, and how it is told that it cannot be. */
struct reading {
	struct arena *a;
	struct diag *d;
	enum diag_id name;
	struct place at;
	const void *bytes;
	size_t n;
	int32_t rows; /* that are enough; 0: all */
	int scan;     /* of a whole page */
};

int picture_is_tiff(const void *bytes, size_t n);
/* A page (from 1) of a TIFF: its samples on white, how it is turned, and its shape where its dots are not
 * square, as a fax's. 1, or -1 after a diagnostic. */
int picture_tiff(const struct reading *r, int32_t page, struct image *image, struct court_picture *p);

#endif
