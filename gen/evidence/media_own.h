/* media_own.h: what reads the kinds of file, one function a library; each runs in a child process. */
#ifndef LP_MEDIA_OWN_H
#define LP_MEDIA_OWN_H

#include "evidence/media.h"

/* What a mail says of itself. */
struct mail {
	char from[160], subject[320]; /* UTF-8; "" none */
	int32_t date;		      /* DATE_NONE: none */
	char time[8];		      /* HH:MM */
	int32_t files;
};

struct media_answer {
	int32_t pages; /* -1: cannot be counted */
	int readable;
	int is_mail;
	struct mail mail;
	char taken[20]; /* "2026:11:01 09:30:00", as EXIF has it; "" none */
	char why[124];	/* what is wrong; "" nothing */
};

/* Words of a file for people: whatever could hide or turn the rest of a line is one blank, too much is cut at
 * a letter's end. s NULL: none. */
void media_words(char *to, size_t size, const char *s);

typedef void media_reader(const void *bytes, size_t n, struct media_answer *to);

media_reader media_pdf, media_png, media_jpeg, media_tiff, media_eml, media_msg;

#endif
