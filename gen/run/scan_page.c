/* scan_page.c: a page that is made of a picture, in a child process: what its library makes of bytes that
 * nobody vouches for may end the child, and nothing else. */
#include "base/child.h"
#include "late/late.h"
#include "base/file.h"
#include "emit/court.h"
#include "run/maker.h"

#define SECONDS 60		 /* of CPU for a page; twice as many by the clock */
#define MEMORY ((size_t)6 << 30) /* bytes: the largest page that is taken, three times over */

struct scan {
	const void *bytes;
	size_t n;
	int32_t page;
	const char *path;
};

static void set_scan(void *ctx, void *answer)
{
	const struct scan *s = ctx;
	struct court_picture p = {0};
	struct diag quiet;
	struct arena a;
	struct text t, packed;

	*(enum scan_state *)answer = SCAN_UNREADABLE;
	arena_init(&a);
	text_init(&t);
	text_init(&packed);
	diag_init(&quiet, NULL, NULL);
	if (scan_read(&a, &quiet, s->bytes, s->n, s->page, &p, &packed) == 0 &&
	    court_picture_page(&p, &t) == 0)
		*(enum scan_state *)answer =
			file_write(&quiet, s->path, t.data, t.len, 1) < 0 ? SCAN_UNWRITTEN : SCAN_MADE;
	text_done(&t);
	text_done(&packed);
	arena_done(&a);
}

enum scan_state scan_page(const void *bytes, size_t n, int32_t page, const char *path)
{
	struct scan s = {bytes, n, page, path};
	const struct child_work k = {set_scan, &s, SECONDS, 2 * SECONDS, MEMORY};
	enum scan_state state = SCAN_UNREADABLE;

	late_load(LATE_HARU); /* once, not in each child */
	return child_ask(&k, &state, sizeof state) < 0 ? SCAN_UNREADABLE : state;
}
