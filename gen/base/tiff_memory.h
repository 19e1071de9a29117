/* tiff_memory.h: TIFF files that others made, read by libtiff from memory, in a child process. */
#ifndef LP_TIFF_MEMORY_H
#define LP_TIFF_MEMORY_H

#include <stddef.h>
#include <stdint.h>
#include <tiffio.h>

struct tiff_memory {
	const uint8_t *bytes;
	uint64_t n, at;
	int faults; /* errors that libtiff told of; what it only warns of is none */
};

/* One that says nothing by itself; ended by TIFFClose. NULL: it is none. m must outlive it. */
TIFF *tiff_open(struct tiff_memory *m, const void *bytes, size_t n);

/* Is what is now read a page, and not a smaller picture or a mask of one? */
int tiff_is_page(TIFF *t);

#endif
