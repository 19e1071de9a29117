/* court.h: one paginated PDF of a case's exhibits for a court: pages of images and stamps by libharu, all put
 * together by libqpdf (court_file.c).
 *
 * Every page gets a strip of its own below what it showed, with the exhibit's mark and the number of the
 * page, which is the page's number in the file: nothing on the page is covered, and it keeps its size and its
 * turn. libqpdf reads what others made: it does so in a child process, which may die without harm. */
#ifndef LP_COURT_H
#define LP_COURT_H

#include "base/base.h"

/* What follows the cover and index: pages of a PDF, in a file or in memory. */
struct court_part {
	const char *file;  /* NULL: bytes */
	const void *bytes; /* of a PDF */
	size_t len;
	int32_t first, pages; /* which of its pages, first from 1 */
	const char *mark;     /* of the exhibit, "12A": A to Z, figures, - . / ( ) */
	const char *section;  /* a bookmark above this one; NULL: as before */
	const char *bookmark; /* NULL: it goes on with the one before */
};

struct court_file {
	const void *front; /* PDF of cover and index, whose links "#page=12" are of this file */
	size_t front_len;
	const char *front_bookmark;
	const struct court_part *part;
	int32_t parts;
	int plain;	    /* as they are: no strip, no numbers, no marks */
	const char *prefix; /* of page numbers: "2-" in the second volume; "" */
	const char *font;   /* path of the stamps' font, TrueType */
	const char *title;
	const char *password; /* to open it (AES-256); NULL: none */
};

/* Writes the file, synced. Without a password the same input gives the same bytes. -1 after a diagnostic. */
int court_write(const struct court_file *f, struct diag *d, const char *path);

/* Pages of stamps, one a page of the court file: its shown size [pt], mark and number. A PDF appended to out.
 * -1 after a diagnostic. */
struct court_stamp {
	double w, h; /* of the strip */
	const char *mark;
	const char *number;
};
int court_stamps(const struct court_stamp *s, int32_t n, const char *font, struct diag *d, struct text *out);

/* A picture on a page of A4, upright or across as the picture is, turned as its camera held it: a JPEG as it
 * came (or samples, 1 or 3 channels). turn: EXIF orientation 1 to 8. A PDF appended to out. -1: libharu
 * cannot.
 */
struct court_picture {
	const void *jpeg; /* NULL: samples */
	size_t len;
	const uint8_t *sample;
	int32_t w, h, channels, turn;
	int32_t shown_w, shown_h; /* its shape before it is turned, where dots are not square; 0: w × h */
};
int court_picture_page(const struct court_picture *p, struct text *out);
/* The orientation that a JPEG says (EXIF 0x0112); 1 where it says none. */
int32_t court_turn(const void *jpeg, size_t len);
/* How many samples a picture may have at most, before it is turned, for 300 an inch on such a page. */
void court_dots(const struct court_picture *p, int32_t *w, int32_t *h);

#endif
