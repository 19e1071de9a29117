/* maker.h: a job becomes a PDF: fill, flow, emit. What is costly to open (fonts, profile, logo) is opened
 * once, before workers are forked. */
#ifndef LP_MAKER_H
#define LP_MAKER_H

#include "cli/cmd.h"
#include "run/types.h"
#include "emit/emit.h"
#include "fill/fill.h"
#include "flow/flow.h"

struct maker;

/* watermark: NULL, or what stands across every page. merged: print files without form fields. NULL after
 * diagnostics. */
struct maker *maker_open(struct cmd *c, const char *watermark, int merged);
void maker_close(struct maker *m); /* NULL is safe */

/* Which snapshot is filled from; borrowed until the next attach or maker_close. A forked worker attaches its
 * own connection. -1 after diagnostics. */
int maker_attach(struct maker *m, struct db *snapshot, struct diag *d);

/* Whether a type can be written in a language at all, proved once before workers are forked. 0, or -1 after
 * diagnostics. */
int maker_prepare(struct maker *m, struct diag *d, const char *stem, const char *language);

/* One document as pages, or as a PDF appended to out. language NULL: the job's. t NULL: an index of papers,
 * in which a character that no font has is a warning: it may stand in the name that a scan came with, and
 * what came in must be bundled all the same. All but out in the arena. NULL or -1 after diagnostics. */
struct content *maker_content(struct maker *m, struct arena *a, struct diag *d, const char *stem,
			      const struct job *j, const struct job_type *t, const struct job_context *k,
			      const char *language); /* filled, not yet set */
struct doc *maker_doc(struct maker *m, struct arena *a, struct diag *d, const char *stem, const struct job *j,
		      const struct job_type *t, const struct job_context *k, const char *language);
/* A filled document set and appended to out. */
int maker_set(struct maker *m, struct arena *a, struct diag *d, const struct content *content,
	      const struct job_type *t, struct text *out, int32_t *pages);
int maker_pdf(struct maker *m, struct arena *a, struct diag *d, const char *stem, const struct job *j,
	      const struct job_type *t, const struct job_context *k, const char *language, struct text *out,
	      int32_t *pages);

struct pdf *maker_emitter(struct maker *m); /* for merging; borrowed */
struct type *maker_type(struct maker *m);   /* borrowed */

/* The house's logo (PNG or JPEG, limits on size) as samples in the arena; 1 read, 0 the house has none, -1
 * after a diagnostic. */
int logo_read(struct arena *a, struct diag *d, const struct house *h, struct image *image);

/* A picture of the house by its path there (PNG or JPEG, limits on size), no finer than its height on paper
 * [mpt] shows; samples in the arena. 1, or -1 after a diagnostic. */
int picture_read(struct arena *a, struct diag *d, const struct house *h, const char *file, int32_t height,
		 struct image *image);

/* A page of a picture (PNG, JPEG or TIFF; page from 1) as a PDF of one page in a file; read in a child
 * process. */
enum scan_state { SCAN_UNREADABLE, SCAN_UNWRITTEN, SCAN_MADE };
enum scan_state scan_page(const void *bytes, size_t n, int32_t page, const char *path);

/* A scan for a court file (page of a TIFF, from 1): checked by its library, no finer than it will be seen; a
 * JPEG stays as it is where it can, else it is packed again. Samples in the arena, a packed JPEG in packed.
 * -1: it cannot be read. */
struct court_picture;
int scan_read(struct arena *a, struct diag *d, const void *bytes, size_t n, int32_t page,
	      struct court_picture *p, struct text *packed);

#endif
