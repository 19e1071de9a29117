/* image.h: a table of rows, and its indexes, written into the bytes of a SQLite database as its b-trees
 * (sqlite.org/fileformat2.html). SQLite makes a record in some 9 000 instructions, from values that it asks
 * for one by one; here it takes a tenth of that. */
#ifndef LP_IMAGE_H
#define LP_IMAGE_H

#include "db/db.h"

#define IMAGE_INDEXES_MOST 4

struct image_index {
	uint32_t root;
	int32_t first,
		second; /* columns, whose values are texts and never NULL; second -1: there is one only */
};

/* An empty table of "id INTEGER PRIMARY KEY" and further columns, and what is there beside it. */
struct image_shape {
	uint32_t root;	 /* page of the table, from 1 */
	int32_t columns; /* behind the id */
	struct image_index index[IMAGE_INDEXES_MOST];
	int32_t indexes;
};

struct image;

/* Into the database of n bytes, which moves as grow (a realloc that never fails) wants. NULL when its pages
 * are not of the common kind: vacuumed automatically, with reserved bytes, of an older format or in UTF-16.
 * shape is borrowed. */
struct image *image_open(unsigned char *bytes, size_t n, const struct image_shape *shape,
			 void *(*grow)(void *, size_t));
/* The next row; its id is 1, 2, … */
void image_row(struct image *m, const struct db_cell *cell);
/* After the last row, or to leave: the database, whole only in the first case. m is closed. */
unsigned char *image_end(struct image *m, size_t *n);
unsigned char *image_leave(struct image *m);

#endif
