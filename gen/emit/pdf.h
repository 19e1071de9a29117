/* pdf.h: what the files emit/pdf_*.c share; nobody outside the emit room includes it. Object numbers are
 * int32_t, 0 is none. Rules are from ISO 32000-1 (PDF 1.7), ISO 19005-1/-2/-3 (PDF/A) and ISO 14289-1
 * (PDF/UA-1). */
#ifndef LP_EMIT_PDF_H
#define LP_EMIT_PDF_H

#include "emit/emit.h"

/* ---- pdf_syntax.c: numbers, strings, references ---- */

void pdf_add_ref(struct text *t, const char *key, int32_t number); /* "/Key 12 0 R"; key "" for arrays */
void pdf_add_int(struct text *t, const char *key, int64_t v);	   /* "/Key 12" */
void pdf_add_mpt(struct text *t, int32_t mpt);	  /* points, at most two decimals, a space before */
void pdf_add_name(struct text *t, const char *s); /* "/Name" with #xx escapes */
void pdf_add_ascii(struct text *t, const char *s, size_t n); /* "(literal)", any bytes */
void pdf_add_string(struct text *t, const char *utf8); /* text string: ASCII as a literal, else UTF-16BE */
void pdf_add_utf16(struct text *t, const char *utf8, size_t n); /* hex digits of UTF-16BE, no brackets */
char *pdf_put_int(char *p, int64_t v);				/* decimal at p; returns the end */
char *pdf_put_hundredths(char *p, int64_t v);			/* 1234 as "12.34", no needless zeros */

/* ---- pdf_file.c: objects, offsets, cross-reference ---- */

struct libdeflate_compressor;

struct pdf_file {
	struct text *out;
	int64_t before;	       /* bytes of this file that were appended in earlier calls */
	size_t from, hashed;   /* where this call's bytes start in out; up to where they are in the digest */
	struct digest *digest; /* of the whole file so far: its /ID */
	uint64_t *entry;      /* where each object stands: see pdf_file.c. A merged file has 100 a document: 8
				 bytes each */
	int32_t entries, cap; /* entry[0] is the free list's head */
	int packed; /* object streams and a cross-reference stream: PDF 1.7; else a table: PDF 1.4 */
	int32_t pack, pack_n; /* the open object stream */
	struct text pack_head, pack_body, work;
	struct libdeflate_compressor *z;
};

void pdf_file_init(struct pdf_file *f);
void pdf_file_done(struct pdf_file *f);

/* Starts a file at the end of out. A merged file comes in several calls: pause before returning, resume with
 * the next out. */
void pdf_file_begin(struct pdf_file *f, struct text *out, int packed);
void pdf_file_pause(struct pdf_file *f);
void pdf_file_resume(struct pdf_file *f, struct text *out);

int32_t pdf_reserve(struct pdf_file *f, int32_t n); /* n numbers in a row; returns the first */

/* An object that is not a stream: write its body to the text returned, then pdf_end. One at a time. */
struct text *pdf_begin(struct pdf_file *f, int32_t number);
void pdf_end(struct pdf_file *f);

/* A stream object. dict is what stands in its dictionary besides Length and Filter. */
enum pdf_filter { PDF_PLAIN, PDF_DEFLATE, PDF_DEFLATED /* the bytes are so already */ };
void pdf_stream(struct pdf_file *f, int32_t number, const char *dict, const void *bytes, size_t n,
		enum pdf_filter filter);

/* Appends bytes as a zlib stream. */
void pdf_deflate(struct libdeflate_compressor *z, const void *bytes, size_t n, struct text *out);

/* Object streams still open, cross-reference, trailer. */
void pdf_file_end(struct pdf_file *f, int32_t root, int32_t info);

/* ---- pdf_font.c ---- */

struct pdf_face {
	const struct face_facts *facts; /* NULL until the face is met */
	uint64_t *seen;			/* bit a glyph: used in this file */
	uint16_t *code;			/* glyph -> its code in this file; meaningful where seen */
	uint16_t *glyph;		/* code -> glyph, [0] is .notdef */
	int32_t n;			/* codes given so far, at least 1 */
	uint32_t *unicode; /* glyph -> code point, or UNICODE_MANY | offset into fonts.many; 0 not known */
	uint16_t *width;   /* glyph -> W [1/1000 em], known where seen */
	int32_t object;	   /* of the font in this file; 0: face not used */
	uint8_t dirty;	   /* holds glyphs without a code */
	uint8_t one_byte;  /* a simple font, codes are one byte; else a composite font, two bytes */
};

struct pdf_subset;

struct pdf_fonts {
	struct type *type; /* borrowed */
	struct pdf_face face[TYPE_FACES_MAX];
	struct text many;	   /* texts of glyphs that stand for several characters: length byte, UTF-8 */
	struct pdf_subset *subset; /* ready-deflated programs, most recent first */
	int32_t subsets;
	struct text work, work2;
	int one_byte;	 /* simple fonts may be chosen */
	uint8_t *actual; /* bit a run: it holds clusters that need ActualText */
	int32_t runs, actual_cap;
};

void pdf_fonts_init(struct pdf_fonts *s, struct type *type);
void pdf_fonts_done(struct pdf_fonts *s);
/* A new file. one_byte: it may have simple fonts, as all its glyphs are collected before the first is shown.
 */
void pdf_fonts_begin(struct pdf_fonts *s, int one_byte);

/* First pass over what will be shown, in the order in which it will be shown: glyphs, Unicode values. */
void pdf_fonts_restart(struct pdf_fonts *s); /* run numbers count from 0 again */
int pdf_fonts_collect(struct pdf_fonts *s, const struct line *line, struct diag *d);
void pdf_fonts_number(struct pdf_fonts *s, struct pdf_file *f); /* codes and font objects for what is new */

void pdf_fonts_resources(const struct pdf_fonts *s, struct text *t); /* "/F0 12 0 R…" */
/* Writes the fonts of this file. */
int pdf_fonts_write(struct pdf_fonts *s, struct pdf_file *f, enum pdf_level level, struct diag *d);

/* pdf_unicode.c: what glyphs say. The end of the cluster that starts at glyph i, and its text. */
int32_t pdf_cluster(const struct run *r, int32_t i, const char **text, int32_t *n);
/* The glyphs [i, j) stand for text: a character each in logical order, the last one takes the rest. What a
 * glyph says stays as it was first taught in this file. 0 when they say the text now. */
int pdf_teach(struct pdf_fonts *s, const struct run *r, int32_t i, int32_t j, const char *text, int32_t n);
/* Whether the cluster's glyphs [i, j) alone say its text. */
int pdf_cluster_plain(const struct pdf_fonts *s, const struct run *r, int32_t i, int32_t j, const char *text,
		      int32_t n);
/* The CMap that says what a face's codes mean. */
void pdf_to_unicode(struct pdf_fonts *s, const struct pdf_face *k, struct text *t);

/* pdf_subset.c: font programs and their caches, see type_subset. Borrowed result. */
const struct pdf_subset *pdf_subset_make(struct pdf_fonts *s, struct pdf_file *f, int32_t face,
					 const uint16_t *glyph, int32_t n, enum type_program kind,
					 struct diag *d);
/* The stream of a program: FontFile2, or FontFile3 of the kind that the font's dictionary wants. */
void pdf_subset_write(struct pdf_file *f, int32_t object, const struct face_facts *k,
		      const struct pdf_subset *u);
struct pdf_subset {
	struct pdf_subset *next;
	enum type_program kind;
	int32_t face, n, closed; /* n glyphs were asked for, closed with the parts of composites */
	uint64_t hash;
	uint16_t *glyph; /* closed of them */
	size_t len, raw; /* of data, deflated and not */
	uint8_t *data;
};
void pdf_subset_tag(uint64_t hash, char tag[8]);
void pdf_subsets_done(struct pdf_fonts *s);
void pdf_add_font_name(struct text *t, const char *key, const char *tag,
		       const char *name); /* "/Key/ABCDEF+Name" */
void pdf_font_descriptor(struct text *t, const struct face_facts *k, const char *tag, int32_t flags,
			 int32_t program);

/* ---- a document being written ---- */

struct pdf_image {
	struct pdf_image *next;
	char *key;
	int32_t w, h, channels, index; /* index: /Im0 … */
	int32_t colours;	       /* of palette, three bytes each; 0: the samples themselves */
	int32_t bits;		       /* of a sample: 8, or fewer for few colours */
	uint8_t *palette;
	size_t len;
	uint8_t *data;		     /* deflated */
	int32_t object;		     /* in this file; 0: not used */
	struct pdf_image *next_used; /* in this file, by index */
};

/* Marked content: which element the n-th piece of a page belongs to. */
struct pdf_mark {
	int32_t tag, page, next; /* next mark of the same tag, -1 none */
};

struct pdf_outline_item {
	int32_t object, prev, first, last, count;
	int32_t page; /* object number */
	int32_t y;    /* [mpt] from below */
	const char *title;
};

struct pdf {
	struct pdf_options o;
	struct pdf_fonts fonts;
	struct pdf_file file;
	struct arena work; /* reset for each document */
	struct arena keep; /* lives as long as the struct pdf */
	struct text page, text;
	struct pdf_image *image; /* all that were ever met */
	struct text icc;	 /* deflated */
	const struct line *watermark;
	struct pdf_form_font *form_font[2]; /* for text fields, [1]: with Cyrillic; NULL until one is met */

	/* of the file being written */
	int32_t catalog, tree, info, metadata, intent, resources, struct_root, struct_top, outlines;
	struct pdf_image *image_used;
	int32_t struct_parents; /* next key of the parent tree */

	/* of the document being written */
	const struct doc *doc;
	int32_t *page_object;
	struct pdf_mark *mark;
	int32_t marks, mark_cap;
	int32_t *page_mark;		 /* first mark of each page, and one more */
	int32_t *tag_first, *tag_last;	 /* marks of each tag, -1 none */
	int32_t page_key;		 /* parent tree key of the document's first page */
	int32_t fields;			 /* that are written; 0 in merged files */
	int32_t field_object, field_key; /* of its first field: number, parent tree key */
	struct pdf_look *look;		 /* appearances of its fields */
	int32_t tag_object;		 /* of its first element */

	struct pdf_merge *merge; /* NULL unless a merged file is open */
};

int pdf_tagged(const struct pdf *p);

/* pdf_page.c */
int pdf_pages_collect(struct pdf *p, struct diag *d);
void pdf_page_write(struct pdf *p, int32_t page, int32_t parent);

/* pdf_text.c: the text of a page, as operators. */
struct pdf_pen {
	struct text *out;
	struct pdf_fonts *fonts;
	int32_t height; /* of the page [mpt] */
	int tagged;	/* right-to-left runs are marked as such */
	int open;	/* BT was written */
	int array;	/* inside [ … ]TJ: 1 between strings, 2 in a string */
	int32_t face, size, rise;
	int64_t line_x, line_y; /* start of the current line [1/100 pt] */
	int64_t x;		/* the pen [mpt / 1000] */
	uint32_t colour;	/* fill colour now */
	int32_t run;		/* number of the next run */
};
void pdf_pen_text(struct pdf_pen *w, const struct item *it);
void pdf_pen_line(struct pdf_pen *w,
		  const struct line *line); /* at the origin of the current text matrix, no Td before */
void pdf_pen_stop(struct pdf_pen *w);	    /* ends an open TJ: before marked content */
void pdf_pen_close(struct pdf_pen *w);	    /* ET */
void pdf_pen_colour(struct text *t, uint32_t colour, int stroke);

/* pdf_image.c */
struct pdf_image *pdf_image_find(struct pdf *p, const struct image *im);
void pdf_image_use(struct pdf *p, const struct image *im);	/* numbers it in this file */
void pdf_images_drop(struct pdf *p);				/* a file was given up */
void pdf_images_resources(const struct pdf *p, struct text *t); /* "/XObject<<…>>" or nothing */
void pdf_images_write(struct pdf *p);
void pdf_images_done(struct pdf *p);

/* pdf_struct.c: the document's elements below the element parent (0: this is the top of the file), its part
 * of the parent tree (appended to nums), note ids (appended to notes); gives the number of the document's own
 * element. */
const char *pdf_role_name(enum tag_role role);
int32_t pdf_struct_write(struct pdf *p, int32_t parent, struct text *nums, struct text *notes);
/* Entries of the parent tree: "/Nums[…]" or "/Kids[…]"; notes may be empty. */
void pdf_struct_root(struct pdf *p, const char *parent_tree, const char *notes);

/* pdf_meta.c */
struct pdf_about {
	const char *title, *lang, *author, *subject, *keywords;
	int32_t date;
};
void pdf_meta_write(struct pdf *p, const struct pdf_about *a);
void pdf_catalog_begin(struct pdf *p, struct text *t, const char *lang, int rtl);

/* pdf_form.c: fields and their widgets; "/AcroForm…" for the catalogue. */
int pdf_form_write(struct pdf *p, struct text *catalog, struct diag *d);

/* pdf_form_font.c: an embedded simple font for what people type in the document's language; gives its object
 * number, 0 after a diagnostic. */
int32_t pdf_form_font_write(struct pdf *p, struct diag *d);
void pdf_form_font_done(struct pdf_form_font *k);

/* pdf_outline.c: bookmarks of the document below parent: first, last, and how many are visible when parent is
 * open. */
struct pdf_span {
	int32_t first, last, count;
};
struct pdf_span pdf_outline_write(struct pdf *p, int32_t parent);
void pdf_outline_item(struct pdf *p, const struct pdf_outline_item *it, int32_t parent, int32_t next);

/* pdf.c: what single and merged files have in common. */
void pdf_parts_begin(struct pdf *p); /* a new file: numbers of what it has once */
int pdf_document_write(struct pdf *p, const struct doc *doc, int32_t page_parent, struct diag *d); /* pages */
int pdf_parts_end(struct pdf *p, struct diag *d); /* fonts, images, resources */

/* pdf_merge.c */
void pdf_merge_drop(struct pdf *p);

#endif
