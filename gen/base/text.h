/* text.h: a growing byte buffer, for whatever is built up piece by piece. */
#ifndef LP_TEXT_H
#define LP_TEXT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct text {
	char *data; /* NUL-terminated once anything was added; NULL when empty and new */
	size_t len, cap;
};

void text_init(struct text *t);
void text_done(struct text *t);
void text_reset(struct text *t); /* empty, memory kept */

void text_add(struct text *t, const void *bytes, size_t n);
void text_adds(struct text *t, const char *s);
void text_addc(struct text *t, char c);
void text_addf(struct text *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void text_addvf(struct text *t, const char *fmt, va_list ap);
void text_addint(struct text *t, int64_t v); /* decimal, fast */

/* Makes room for more bytes and returns the place behind the last one; the caller writes there, raises len
 * and ends with a NUL when the text is read as a string. For loops that write byte by byte. */
char *text_room(struct text *t, size_t more);

/* The bytes as a C string ("" when empty); valid until the next add. */
const char *text_str(const struct text *t);

/* True when the n bytes are well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms). When false and
 * bad is not NULL, *bad is the offset of the first offending byte. */
int utf8_valid(const char *s, size_t n, size_t *bad);

/* How many code points the n bytes of valid UTF-8 are. */
int32_t utf8_count(const char *s, size_t n);

/* A hash, character by character: FNV-1a of 64 bits, as its authors give it. For tables and shares of work,
 * not against anybody's will. */
#define HASH_FIRST UINT64_C(14695981039346656037)
static inline uint64_t hash_next(uint64_t hash, char c)
{
	return (hash ^ (unsigned char)c) * UINT64_C(1099511628211);
}

/* Decodes one code point at *s (before end) and moves *s behind it. Bytes must be valid UTF-8. */
uint32_t utf8_next(const char **s, const char *end);

/* Appends one code point. */
void text_addcp(struct text *t, uint32_t cp);

/* Strings for other readers. */
void text_json(struct text *t, const char *s); /* "a quoted string" */
void text_csv(struct text *t, const char *s);  /* a CSV cell; what starts like a formula gets an apostrophe */
/* True when a spreadsheet would run a cell of these n bytes (OWASP, "CSV injection"): it starts with = + - @,
 * also full-width, a tab or a line's end, and is no number. */
int text_formula(const char *s, size_t n);
void text_plain(struct text *t, const char *s); /* for a terminal: what would break or turn a line is written
						   as its escape, \n, \x1B, \u202E */
void text_html(struct text *t, const char *s);	/* escaped for element content and quoted attributes */
int text_number(const char *s);			/* "-1234.50", as money_format writes it */

#endif
