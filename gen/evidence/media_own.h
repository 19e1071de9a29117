/* media_own.h: what reads the kinds of file, one function a library; each runs in a child process. */
#ifndef LP_MEDIA_OWN_H
#define LP_MEDIA_OWN_H

#include "evidence/media.h"

struct media_answer {
	int32_t pages; /* -1: it cannot be read */
	char why[124]; /* what is wrong; "" nothing */
};

typedef void media_reader(const void *bytes, size_t n, struct media_answer *to);

media_reader media_pdf, media_png, media_jpeg, media_tiff;

#endif
