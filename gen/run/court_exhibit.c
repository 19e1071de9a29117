/* court_exhibit.c: an exhibit as pages of a court file: as it is, or a sheet in its place. */
#include <stdlib.h>
#include <string.h>

#include "evidence/media.h"
#include "evidence/vault.h"
#include "run/court_own.h"

#define SLIP "court-slip"

static struct court_part *part_add(struct court_plan *l, const char *mark)
{
	struct court_part *p;

	l->part = arena_room(l->c->arena, l->part, &l->part_cap, l->parts + 1, sizeof *l->part);
	p = &l->part[l->parts++];
	*p = (struct court_part){.mark = mark, .first = 1, .pages = 1};
	return p;
}

/* What is made on the way lies in a file: a case may have thousands of pages. */
static const char *keep(struct court_plan *l, const struct text *t)
{
	const char *path = arena_format(l->c->arena, "%s/%d.pdf", l->work, (int)++l->temps);

	return file_write(l->c->diag, path, t->data, t->len, 1) < 0 ? NULL : path;
}

struct job court_job(const struct court_plan *l)
{
	return (struct job){.customer = l->u->customer,
			    .case_id = l->u->case_id,
			    .language = l->o->language,
			    .number = l->u->case_id,
			    .key = l->u->case_id,
			    .first_on = DATE_NONE};
}

/* A sheet that says what is not here, and why: unreadable, no_pages, left_out. */
static int add_slip(struct court_plan *l, struct place_of *e, const char *why, const char *pages)
{
	struct query *q = query_open(
		l->b, l->c->diag,
		"INSERT INTO court_slip SELECT exhibit, doctype, date, original, path, sha256, ?1, ?2 FROM "
		"bundle_paper WHERE exhibit = ?3",
		NULL);
	struct job job = court_job(l);
	struct content *content = NULL;
	struct court_part *p;
	const char *file = NULL;
	struct text t;
	int r = q ? db_run(l->b, l->c->diag, "DELETE FROM court_slip") : -1;

	if (r == 0) {
		query_put_text(q, 1, why, -1);
		query_put_text(q, 2, pages, -1);
		query_put_text(q, 3, e->p->exhibit.text, -1);
		r = query_next(q, l->c->diag);
	}
	query_close(q);
	text_init(&t);
	if (r >= 0 && maker_attach(l->m, l->b, l->c->diag) == 0)
		content = maker_content(l->m, l->c->arena, l->c->diag, SLIP, &job, NULL, l->k, NULL);
	if (content) {
		content->head.page_of = (struct words){0};
		if (maker_set(l->m, l->c->arena, l->c->diag, content, NULL, &t, NULL) == 0)
			file = keep(l, &t);
	}
	text_done(&t);
	if (!file)
		return -1;
	p = part_add(l, e->p->exhibit.text);
	p->file = file;
	e->slipped = 1;
	return 0;
}

/* A scanned picture, or a page of several (from 1). 1 added, 0 it cannot be read, -1 after a diagnostic. */
static int add_picture(struct court_plan *l, struct place_of *e, const void *bytes, size_t n, int32_t page)
{
	const char *path = arena_format(l->c->arena, "%s/%d.pdf", l->work, (int)++l->temps);
	const struct place at = {path, 0, 0};
	const enum scan_state state = scan_page(bytes, n, page, path);

	if (state == SCAN_UNWRITTEN)
		return diag(l->c->diag, DIAG_COURT, &at, "a page of exhibit %s cannot be written",
			    e->p->exhibit.text);
	if (state != SCAN_MADE)
		return 0;
	part_add(l, e->p->exhibit.text)->file = path;
	return 1;
}

/* "12A:2-3" of exhibit 12A: which pages are left out; of "12A" all of them. 1 one is, 0 none. */
static int left_out(const struct court_plan *l, const struct bundle_paper *p, int32_t page, int *all)
{
	int found = 0;

	*all = 0;
	for (int32_t i = 0; l->o->leave_out[i]; i++) {
		const char *s = l->o->leave_out[i];
		const size_t n = strcspn(s, ":");
		char *end;
		long from, to;

		if (strlen(p->exhibit.text) != n || strncmp(s, p->exhibit.text, n) != 0)
			continue;
		if (!s[n]) {
			*all = 1;
			return 1;
		}
		from = strtol(s + n + 1, &end, 10);
		to = *end == '-' ? strtol(end + 1, NULL, 10) : from;
		found |= page >= from && page <= to;
	}
	return found;
}

static const char *span(struct court_plan *l, int32_t from, int32_t to)
{
	return from == to ? arena_format(l->c->arena, "%d", (int)from)
			  : arena_format(l->c->arena, "%d–%d", (int)from, (int)to);
}

/* Pages of a TIFF: each a picture. */
static int add_pictures(struct court_plan *l, struct place_of *e, const void *bytes, size_t n, int32_t from,
			int32_t to)
{
	for (int32_t i = from; i <= to; i++) {
		const int r = add_picture(l, e, bytes, n, i);

		if (r < 0 || (r == 0 && add_slip(l, e, "unreadable", span(l, i, i)) < 0))
			return -1;
	}
	return 0;
}

/* tiff: its bytes; NULL: the pages of a PDF, as they are. */
static int add_pages(struct court_plan *l, struct place_of *e, int32_t pages, const void *tiff, size_t n)
{
	int32_t at = 1, end;
	int all;

	while (at <= pages) {
		const int out = left_out(l, e->p, at, &all);

		for (end = at + 1; end <= pages && left_out(l, e->p, end, &all) == out; end++)
			;
		if (out) {
			if (add_slip(l, e, "left_out", span(l, at, end - 1)) < 0)
				return -1;
		} else if (tiff) {
			if (add_pictures(l, e, tiff, n, at, end - 1) < 0)
				return -1;
		} else {
			struct court_part *p = part_add(l, e->p->exhibit.text);

			p->file = e->p->from;
			p->first = at;
			p->pages = end - at;
		}
		at = end;
	}
	return 0;
}

int court_exhibit(struct court_plan *l, struct place_of *e)
{
	struct arena a;
	struct media media;
	size_t n;
	char *bytes;
	int r = -1, all;

	e->part = l->parts;
	e->bytes = e->p->bytes;
	left_out(l, e->p, 0, &all);
	arena_init(&a);
	bytes = all ? NULL : file_read(&a, l->c->diag, e->p->from, VAULT_MOST, &n);
	if (all) {
		r = add_slip(l, e, "left_out", NULL);
	} else if (bytes) {
		if (media_find(&a, bytes, n, &media) < 0) {
			r = diag(l->c->diag, DIAG_COURT, NULL, "%s", media.damage);
		} else if (strcmp(media.type, "application/pdf") == 0) {
			r = media.pages > 0 ? add_pages(l, e, media.pages, NULL, 0)
					    : add_slip(l, e, "unreadable", NULL);
		} else if (strcmp(media.type, "image/tiff") == 0) {
			r = media.pages > 0 ? add_pages(l, e, media.pages, bytes, n)
					    : add_slip(l, e, "unreadable", NULL);
		} else if (strcmp(media.type, "image/jpeg") == 0 || strcmp(media.type, "image/png") == 0) {
			r = add_picture(l, e, bytes, n, 1);
			r = r == 0 ? add_slip(l, e, "unreadable", NULL) : r < 0 ? -1 : 0;
		} else {
			r = add_slip(l, e, "no_pages", NULL);
		}
	}
	arena_done(&a);
	e->parts = l->parts - e->part;
	for (int32_t i = e->part; i < l->parts; i++)
		e->pages += l->part[i].pages;
	return r;
}
