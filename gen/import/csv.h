/* csv.h: records and cells of a delimited text in memory (RFC 4180), each cell with its exact place.
 *
 * libcsv finds the cells. It has no places, copies what it reads and refuses a quote within an unquoted cell
 * (ООО "Кедр"): so it is fed a line at a time, a cell's place follows from the lengths of those before it,
 * and it is resumed behind such a quote. */
#ifndef LP_CSV_H
#define LP_CSV_H

#include "base/base.h"

struct csv_cell {
	const char *s; /* content without the outer quotes; borrowed from the text, or from csv.plain when
			  doubled */
	int32_t n;     /* bytes */
	unsigned char quoted; /* stood in quotes */
	unsigned char odd;    /* holds a control character (newlines count) */
	unsigned char high;   /* holds a byte beyond ASCII */
	const char *at;	      /* its first byte in the text, the quote included */
};

struct csv_parser; /* libcsv's */

struct csv {
	const char *path;
	const char *text, *end, *next; /* next: the first byte that was not read */
	int32_t line;		       /* of next */
	char separator;
	struct csv_parser *parser;
	/* the record that csv_next read */
	struct csv_cell *cell;
	int32_t cells, cap;
	const char *start, *stop; /* its bytes, without the line's end */
	int32_t start_line;
	struct text plain; /* cells whose doubled quotes were made single */
	/* while it is read */
	const char *at; /* where the next cell begins */
	int whole;	/* its last cell is read */
	int wrong;	/* one is beyond the limits: the last, or one more */
};

#define CSV_CELL_MOST (1 << 20) /* bytes of one cell: a quote that never closes is noticed early */
#define CSV_CELLS_MOST 4096

/* Reads text (UTF-8, n bytes, NUL behind) from its start. path is for messages. The text is borrowed. */
void csv_open(struct csv *c, const char *path, const char *text, size_t n, char separator);
void csv_close(struct csv *c);

/* Moves behind n physical lines (title lines). */
void csv_skip_lines(struct csv *c, int32_t n);
/* Back to a record whose first byte and line were kept. */
void csv_seek(struct csv *c, const char *at, int32_t line);

/* The next record into cell[0 … cells-1]; lines without any byte are passed over. 1, 0 at the end, -1 after a
 * diagnostic (an open quote, text behind a closing quote, a cell or record beyond the limits): the rest
 * cannot be told apart and is not read. */
int csv_next(struct csv *c, struct diag *d);

/* A blank or a control character: what a run of counts as one blank in a header. */
int csv_blank(char c);
/* Where a cell of the current record stands; i past the last cell: the record's end. */
struct place csv_place(const struct csv *c, int32_t i);

#endif
