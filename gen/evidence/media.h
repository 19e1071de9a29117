/* media.h: what a scan really is, by its bytes, not by its name; how many pages it has, and whether they can
 * be read. */
#ifndef LP_MEDIA_H
#define LP_MEDIA_H

#include "base/base.h"

struct media {
	const char *type; /* "application/pdf", "image/jpeg" …; "application/octet-stream" when not known. In
			     the arena, or static. */
	const char *ext;  /* "pdf", "jpg" …; NULL when not known. Static. */
	int loose;	  /* ext is what its kind is called at worst: the one that it came with says more */
	int32_t pages;	  /* of a PDF, TIFF or picture (1); -1: cannot be counted */
	const char *damage; /* NULL, or what is wrong with the file; in the arena */
	int unreadable;	    /* nobody can open it and see a page, a picture or words: encrypted, damaged, cut
			       off, or of no such kind (damage NULL) */
	int is_mail;
	const char *mail_from, *mail_subject; /* NULL none; in the arena */
	int32_t mail_date;		      /* by the sender's clock; of a .msg by Greenwich's; DATE_NONE */
	const char *mail_time;		      /* "09:30"; NULL none; in the arena */
	int32_t mail_files;		      /* attached */
	int32_t taken_on;     /* of a photograph (EXIF), by its camera's clock; DATE_NONE: it does not say */
	const char *taken_at; /* "09:30"; NULL none; in the arena */
};

/* A hostile file can do no harm: the libraries that tell its kind and read its pages run in a child process
 * with a limit of time and memory. -1: libmagic does not know its kinds; damage says so. */
int media_find(struct arena *a, const void *bytes, size_t n, struct media *m);

#endif
