/* emit.h: the public face of the emit room. An emitter takes documents one after the other and appends bytes
 * to a text.
 *
 * How it works, and why so. In come pages with their tags; out goes a PDF that archives and screen readers
 * take (ISO 19005 PDF/A, ISO 14289 PDF/UA), or a trace of the same pages as text, for tests. Tables go to
 * XLSX.
 *
 * The PDF is written here and by no library, because none at hand writes tags, subsets and fields of one
 * document at this speed and with the same bytes each time. pdf_file.c numbers objects and packs them into
 * streams; pdf_page.c draws; pdf_text.c and pdf_font.c write glyphs and what they mean (ToUnicode);
 * pdf_struct.c the structure tree; pdf_form.c signature places and fields. pdf_merge.c puts papers of a run
 * into one file to print. Nothing here reads a clock: dates and ids come from the document.
 *
 * Begin with pdf.h, then pdf.c. Tests: `sh tests/run.sh unit emit_text emit_same`, and by outside tools
 * `checks pdfs pdf_ua`. */
#ifndef LP_EMIT_H
#define LP_EMIT_H

#include "flow/pages.h"

/* ---- PDF ---- */

enum pdf_level { PDF_A1B, PDF_A2A, PDF_A3A }; /* A2A and A3A are also PDF/UA-1; A1B has no tags */

struct pdf_options {
	enum pdf_level level;
	const void *icc; /* the sRGB profile of the output intent, borrowed */
	size_t icc_len;
	const char *producer;  /* "Ledgerpress 0.1" */
	const char *watermark; /* NULL, or what stands across every page ("PREVIEW"), as an artifact */
	uint8_t no_fields;     /* merged print files carry no form fields */
};

struct pdf;

/* One struct pdf serves many documents one after the other and keeps caches between them (images, deflated
 * ICC, glyph data); what it writes does not depend on them: same document, same bytes. type is borrowed. */
struct pdf *pdf_open(struct type *type, const struct pdf_options *o, struct diag *d);
void pdf_close(struct pdf *p); /* NULL is safe */

/* One document, a whole PDF file appended to out. -1 after a diagnostic; out is then as it was. */
int pdf_write(struct pdf *p, const struct doc *doc, struct text *out, struct diag *d);

/* A merged PDF: begin, add each (its bookmarks below one named after it), end. What the calls append, put
 * together, is the file: the caller may write and empty out after each. Fonts are cut over all documents at
 * the end; there are no fields. A document that cannot be written (-1) leaves the file as it was; pdf_write
 * gives an open merged file up. */
int pdf_merge_begin(struct pdf *p, const char *title, const char *lang, int32_t date, struct text *out,
		    struct diag *d);
int pdf_merge_add(struct pdf *p, const struct doc *doc, const char *bookmark, struct text *out,
		  struct diag *d);
int pdf_merge_end(struct pdf *p, struct text *out, struct diag *d);

/* ---- trace: pages as text, for tests ---- */

/* One line an item: page, kind, x y (points with two decimals), size, face, tag, text in logical order.
 * Stable. */
void trace_write(const struct type *t, const struct doc *doc, struct text *out);

#endif
