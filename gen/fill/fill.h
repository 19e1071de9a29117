/* fill.h: the public face of the fill room: a layout, the snapshot's rows and the wordings become content.
 *
 * How it works, and why so. In comes a layout tree and the parameters of one job; out goes content
 * (content.h): final strings in blocks, in one language or two side by side. Nothing later knows where a
 * figure came from.
 *
 * It works in two steps, because the first is the same for thousands of papers. recipe.c walks the tree once
 * for a language and resolves everything that does not depend on rows: which query, which column, which
 * translation, which format (struct step, recipe.h). blocks.c and tables.c then follow the recipe for each
 * job: asked.c asks each query once for each row that it depends on and keeps the answer; show.c writes
 * values into sentences. An empty value in a sentence is an error there and not a hole on paper: the layout
 * must say when= or optional=. locale.c writes dates and figures, spellout*.c amounts in words with the right
 * forms of their currency.
 *
 * Begin with content.h, then recipe.h. Tests: `sh tests/run.sh unit fill_document fill_locale golden
 * content`. */
#ifndef LP_FILL_H
#define LP_FILL_H

#include "fill/content.h"
#include "fill/locale.h"
#include "fill/spellout.h"
#include "layout/layout.h"

struct fill;

/* One a process. Borrows house and snapshot. Reads terms and, when first wanted, catalogues; prepares each
 * layout's queries once and keeps them. NULL after diagnostics. */
struct fill *fill_open(struct diag *d, const struct house *h, struct db *snapshot);
void fill_close(struct fill *f); /* NULL is safe */

/* A layout by its stem, read once and kept; NULL after diagnostics (said once; later calls say that it failed
 * before). */
const struct layout *fill_layout(struct fill *f, struct diag *d, const char *stem);

/* A layout that was read already. It and its stem are borrowed: they stay as they are until the fill is
 * closed. */
void fill_lend(struct fill *f, const char *stem, const struct layout *l);

/* A catalogue, read once and kept; *c NULL for English. -1 after diagnostics. */
int fill_catalogue(struct fill *f, struct diag *d, const char *lang, const struct catalogue **c);

/* The locale of a language, with the house's digits, opened once. NULL after a diagnostic. */
struct locale *fill_locale(struct fill *f, struct diag *d, const char *lang);

/* Whether a layout can be written in a language at all: its wordings are there, its queries compile. 0, or -1
 * after diagnostics (said once). */
int fill_prepare(struct fill *f, struct diag *d, const struct layout *l, const char *language);

/* What is bound to the queries' parameters, by name; text NULL: the number; neither: SQL NULL. */
struct fill_param {
	const char *name;
	const char *text;
	int64_t number;
	int null;
};

/* One document in "en" or "en+ar" (the first is primary). as_of, run and default_language are the same in all
 * calls: queries that take nothing else are asked once. Params: as_of (number, days), number (text, "" in
 * previews), customer, salesman, case_id, run, …; :language is bound by fill itself, to the language being
 * written. logo: 1 when the caller has the house's logo as image 0. All in the arena. NULL after diagnostics,
 * all problems of the document at once. */
struct content *fill_document(struct fill *f, struct arena *a, struct diag *d, const struct layout *l,
			      const struct fill_param *param, int32_t params, const char *language, int logo);

#endif
