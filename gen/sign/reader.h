/* reader.h: a PDF file as libqpdf reads it, for the files of the sign room that look into one. */
#ifndef LP_SIGN_READER_H
#define LP_SIGN_READER_H

#include <qpdf/qpdf-c.h>

#include "sign/inner.h"

struct sign_reader {
	qpdf_data q;
	qpdf_oh root, form, fields;
	int n;
};

/* NULL after a diagnostic: it is no PDF, is locked, or had to be repaired. Borrows the bytes. */
struct sign_reader *reader_open(const char *pdf, size_t len, const char *path, struct diag *d);
void reader_close(struct sign_reader *r); /* NULL is safe */

int is_signed(struct sign_reader *r, qpdf_oh field);
/* The field of a name among those for signatures; -1 after a diagnostic that names the others. */
int field_find(struct sign_reader *r, const char *name, const char *path, qpdf_oh *field, struct diag *d);
/* The bytes that /ByteRange of a signature's dictionary says, and the signature between them. 0: it is not
 * one range around one hole. */
int range_of(struct sign_reader *r, qpdf_oh v, size_t len, struct sign_range *range);
/* The signature in the hole: hexadecimal, with zeros behind it that DER leaves unread. 0: it is something
 * else. */
int contents_of(const char *pdf, const struct sign_range *range, struct text *der);

#endif
