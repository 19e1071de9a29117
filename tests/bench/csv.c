/* csv.c: how fast a CSV file is cut into cells, by our reader or (with -DLIBCSV) by libcsv: both are called
 * csv_init. By hand: gcc -O2 -Igen tests/bench/csv.c gen/ledger/csv.c gen/base/arena.c gen/base/text.c
 * gen/base/diag.c gen/base/file.c -o ours gcc -O2 -Igen -DLIBCSV tests/bench/csv.c gen/base/arena.c
 * gen/base/text.c gen/base/diag.c gen/base/file.c -lcsv -o theirs */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <time.h>

#include "base/base.h"

struct count {
	long long cells, rows, bytes;
};

#ifdef LIBCSV
#include <csv.h>

static void on_cell(void *s, size_t n, void *ctx)
{
	struct count *c = ctx;

	(void)s;
	c->cells++;
	c->bytes += (long long)n;
}

static void on_row(int end, void *ctx)
{
	(void)end;
	((struct count *)ctx)->rows++;
}

static void cut(const char *path, const char *text, size_t n, struct count *c, struct diag *d)
{
	struct csv_parser p;

	(void)path;
	(void)d;
	csv_init(&p, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
	csv_parse(&p, text, n, on_cell, on_row, c);
	csv_fini(&p, on_cell, on_row, c);
	csv_free(&p);
}
#else
#include "import/csv.h"

static void cut(const char *path, const char *text, size_t n, struct count *c, struct diag *d)
{
	struct csv csv;
	int32_t i;

	csv_init(&csv, path, text, n, ',');
	while (csv_next(&csv, d) == 1) {
		c->rows++;
		c->cells += csv.cells;
		for (i = 0; i < csv.cells; i++)
			c->bytes += csv.cell[i].n;
	}
	csv_done(&csv);
}
#endif

int main(int argc, char **argv)
{
	struct count c = {0};
	struct timespec t, u;
	struct arena a;
	struct diag d;
	size_t n;
	char *text;

	arena_init(&a);
	diag_init(&d, NULL, NULL);
	if (argc < 2 || !(text = file_read(&a, &d, argv[1], 0, &n)))
		return 2;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	cut(argv[1], text, n, &c, &d);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &u);
	printf("%.3f s, %lld rows, %lld cells, %lld bytes in them\n",
	       (double)(u.tv_sec - t.tv_sec) + (double)(u.tv_nsec - t.tv_nsec) / 1e9, c.rows, c.cells,
	       c.bytes);
	arena_done(&a);
	return 0;
}
