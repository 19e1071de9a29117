/* profile_own.h: what profile_find.c and profile_report.c share: a header, and how well it answers to a
 * profile.
 */
#ifndef LP_PROFILE_OWN_H
#define LP_PROFILE_OWN_H

#include "import/profile.h"

struct seeker {
	struct arena *a;
	struct diag *d;
	const char *path;
	char *bytes;
	size_t n;     /* of the head */
	char rejects; /* the file is one of our own rejects, with this separator: no dialect of an export; 0:
			 it is not */
	struct head {
		const char *encoding;
		char *text; /* NULL: does not fit */
		size_t len;
	} * head; /* one for each encoding that a profile names, and UTF-8 */
	int32_t heads;
};

/* How well a header answers to a profile. */
struct fit {
	int32_t found, missing; /* columns that the file has; that it must have and has not */
	int32_t lacking;	/* named by the profile, not in the file */
	int32_t names;		/* header cells that are not empty */
	int32_t cell_of[TABLE_COLUMNS_MOST];
	int32_t line, width;
};

/* The cell that bears one of the names "A | B". -1: none. */
int32_t profile_header(const struct csv *c, const char *names);
/* True when the file, a default or a heading row gives the column. */
int profile_provides(const struct profile *p, const struct fit *f, int32_t col);

/* profile_report.c: the header cell that comes closest to one of the names "A | B"; NULL: none. */
const char *profile_closest(struct arena *a, const char *names, const char *const *head, int32_t width);
/* The column of the ledger that a header's words mean; below 0 none: what they mean is not wanted, or nobody
 * knows. */
#define MEANS_NOTHING (-1)
#define MEANS_UNKNOWN (-2)
int32_t profile_meaning(struct arena *a, const char *name);

/* ---- drafts of profiles ---- */

/* Above a drafted section; its name twice. */
#define DRAFT_HEAD                                                                                             \
	"; drafted from the header of an export: look it through, then `ledgerpress import FILE --profile %s " \
	"--dry-run`\n"
/* A cell's text as a line of house.ini holds it: its line breaks, as spreadsheets have them in headers, and
 * other runs of blanks are one blank each, which is how such a header is compared. In the arena. */
const char *draft_line(struct arena *a, const char *s, int32_t n);
#define DRAFT_SHOWN_MOST 120 /* bytes of a cell in a comment */
/* profile_draft_cell.c: a cell in a comment, where the beginning of a long one tells it. In the arena, or s.
 */
const char *draft_shown(struct arena *a, const char *s);
/* A header of balances by age: "0-30", "31 - 60 days", "> 90", "Current". */
int draft_is_age(struct arena *a, const char *head);
/* A line above the header's that tells one day, and no second one, tells perhaps of which day the file is:
 * asked. */
void draft_title(struct arena *a, int32_t header, const char *text, size_t len, struct text *out);
/* Of bytes that are no UTF-8: letters of Western languages stand alone, Cyrillic and Arabic ones side by
 * side; of Arabic ones each eighth is an alif, and none stands where Cyrillic has its letters from r to ya.
 */
const char *draft_encoding(const char *s, size_t n);
/* In small letters of any script, as words of headers are compared. In the arena. */
const char *draft_low(struct arena *a, const char *s);
/* Adds the section of a file of customers or staff, of the text decoded. 1 added, 0 it is neither. */
int draft_other(struct arena *a, const char *path, const char *name, const char *text, size_t len,
		const char *encoding, struct text *out);
/* What is wrong with the header of the profile's file, or in doubt. head: its names, f->width of them. */
void profile_report(struct seeker *s, const struct profile *p, const struct csv *c, const struct fit *f,
		    const char *const *head);
/* No profile fits: what the file has, and what the nearest one wants. -1. */
int profile_unrecognised(struct seeker *s, const struct profile *near, const struct fit *f,
			 const char *const *head);

#endif
