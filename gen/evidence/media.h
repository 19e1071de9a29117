/* media.h: what a scan really is, by its bytes, not by its name; and how many pages a PDF has. */
#ifndef LP_MEDIA_H
#define LP_MEDIA_H

#include "base/base.h"

struct media {
	const char *type;   /* "application/pdf", "image/jpeg" …; "application/octet-stream" when not known.
			       Static. */
	const char *ext;    /* "pdf", "jpg" …; NULL when not known. Static. */
	int32_t pages;	    /* of a PDF or of an image (1); -1: cannot be counted */
	const char *damage; /* NULL, or what is wrong with the file; in the arena */
	int unreadable;	    /* a PDF, PNG or JPEG that cannot be read: encrypted, damaged, cut off */
};

/* A hostile file can do no harm: the libraries that read PDF, PNG and JPEG run in a child process with a
 * limit of time and memory. */
void media_find(struct arena *a, const void *bytes, size_t n, struct media *m);

#endif
