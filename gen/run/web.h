/* web.h: pages for a browser, of a run and of all runs.
 *
 * How they are made, and why so. A template of layouts/ says what stands where; its marks are words of the
 * house's language ([[=page_find]], a label of terms.xml), the text of another file of layouts/
 * ([[<pages.css]]) or what the page's own function writes ([[rows]]). A page is written piece by piece: its
 * memory does not grow with the papers. Lists are JSON in the page, which pages.js shows, sorts, filters and
 * searches; short ones stand there as rows too, for a browser without scripts.
 *
 * Same ledger, same bytes: no clock, no order of folders. Tests: `sh tests/run.sh checks index`. */
#ifndef LP_WEB_H
#define LP_WEB_H

#include "base/file_out.h"
#include "cli/cmd.h"
#include "fill/locale.h"
#include "layout/catalogue.h"
#include "run/make.h"

#define WEB_ROWS 300 /* a list of at most so many rows stands in the page as rows too */

struct web {
	struct cmd *cmd;
	struct file_out *out;
	struct text t; /* what is not written yet */
	const struct terms *terms;
	const struct catalogue *catalogue; /* NULL: English */
	struct locale *locale;
	const char **currency; /* that were written */
	int32_t currencies, cap;
	/* what stands at a mark of the template. -1 after a diagnostic */
	int (*mark)(struct web *p, const char *name);
	void *ctx;
};

/* In the house's first language, else in English. -1 after diagnostics. */
int web_open(struct web *p, struct cmd *c, const char *file);
/* Writes the template with its marks filled. -1 after diagnostics. */
int web_fill(struct web *p, const char *template);
/* Ends and names the file. rc below 0: drops it. -1 after a diagnostic, or when rc was. */
int web_close(struct web *p, int rc, char sha256[DIGEST_HEX]);

/* A label of terms.xml; a term of the trade, or else itself. Where a language lacks it, in English: `check`
 * says so. */
const char *web_label(struct web *p, const char *name);
const char *web_term(struct web *p, const char *code);
/* The term of a document type; NULL: it has none. */
const char *web_type(struct web *p, const char *code);

/* A label in a language, for what is no page of ours. */
const char *web_word(struct cmd *c, const char *language, const char *label);

/* Hands on what is there, when it is much. */
int web_flush(struct web *p);

/* Appended to p->t: text and attributes of HTML; a JSON string that ends no script. */
void web_text(struct web *p, const char *s);
void web_json(struct web *p, const char *s);
/* "NOK 1 234,50" in one piece; the same without its currency; a count; a day. */
void web_amount(struct web *p, int64_t minor, const char *currency);
void web_figure(struct web *p, int64_t minor, const char *currency);
void web_count(struct web *p, int64_t n);
void web_day(struct web *p, int32_t day);
/* <a href>: what leads to a file, if it is there. file from the house, href from the page. */
int web_link(struct web *p, const char *file, const char *href, const char *shown);
/* A cell of a list in JSON, [minor, currency], which is kept for web_json_figures. */
void web_json_money(struct web *p, int64_t minor, const char *currency);
/* "digits":{"NOK":2},"sample":…: how pages.js writes figures. */
void web_json_figures(struct web *p);

/* ---- the run's page: web_run.c, web_sums.c, web_without.c ---- */

struct run_page {
	struct web page;
	struct make *make;
	struct db *snapshot; /* NULL: it is gone, or of a handover, which knows no other customers */
	int32_t papers, cancelled;
};

/* What is open as of the day and what of it the run's papers list, by currency and bucket. */
int web_run_sums(struct run_page *r);
/* Papers, pages and sums by type, with the print files. */
int web_run_types(struct run_page *r);
/* The letters that were not written: as JSON, and as rows where they are few. */
int web_run_without(struct run_page *r);
int web_run_without_words(struct run_page *r);
/* The same by reason: reason, letters, customers, and those of them without any paper in the run; what keeps
 * letters back before what says only that a letter is not for the customer or the day. NULL after a
 * diagnostic. */
struct query *run_without_reasons(struct db *snapshot, struct diag *d);

/* Each row of a query into the page, written as it grows. -1 after a diagnostic. */
int web_rows(struct web *p, struct db *b, const char *sql, void (*row)(struct web *p, const struct query *q),
	     const char *between);

#endif
