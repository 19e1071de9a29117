/* statement.h: the statement that the peers draw: the same data and page as ledgerpress's STMT, on whatever
 * draws text. */
#ifndef BENCH_STATEMENT_H
#define BENCH_STATEMENT_H

enum { LEFT, RIGHT };

/* What a peer provides. x, y in points from the upper left corner; y is the baseline. */
struct canvas {
	void (*begin)(struct canvas *c, const char *path);
	void (*page)(struct canvas *c); /* starts a page, ending the one before */
	void (*text)(struct canvas *c, double x, double y, double size, int bold, int align, const char *s);
	double (*paragraph)(struct canvas *c, double x, double y, double width, double size,
			    const char *s); /* the y after it */
	void (*line)(struct canvas *c, double x1, double y1, double x2, double y2, double width);
	void (*end)(struct canvas *c);
};

/* Draws every statement of a file made by house.py into folder/CODE.pdf; returns how many. */
int statements_draw(struct canvas *c, const char *tsv, const char *folder);

#endif
