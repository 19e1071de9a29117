/* court.c: the court file: exhibits in the order of the index, slip sheets for what has no pages, volumes. */
#include "run/court_own.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "evidence/name.h"

#define FRONT "court-index"
#define FRONT_ROUNDS 6 /* until cover and index have as many pages as their numbers say */

static int by_number(const void *x, const void *y)
{
	const struct bundle_paper *a = ((const struct place_of *)x)->p, *b = ((const struct place_of *)y)->p;

	if (a->exhibit.number != b->exhibit.number)
		return a->exhibit.number < b->exhibit.number ? -1 : 1;
	return a->exhibit.letter < b->exhibit.letter ? -1 : a->exhibit.letter > b->exhibit.letter;
}

static int by_section(const void *x, const void *y)
{
	const int32_t a = ((const struct place_of *)x)->p->stage_seq,
		      b = ((const struct place_of *)y)->p->stage_seq;

	return a != b ? a < b ? -1 : 1 : by_number(x, y);
}

/* A volume is full when the next exhibit would pass a limit; one that passes it alone is a volume alone. */
static void share_out(struct court_plan *l)
{
	int32_t pages = 0, front = 2 + l->n / 25;
	int64_t bytes = 0;

	l->volumes = 1;
	for (int32_t i = 0; i < l->n; i++) {
		struct place_of *e = &l->e[i];

		if (pages > 0 && ((l->o->pages_most && front + pages + e->pages > l->o->pages_most) ||
				  (l->o->bytes_most && bytes + e->bytes > l->o->bytes_most))) {
			l->volumes++;
			pages = 0;
			bytes = 0;
		}
		e->volume = l->volumes;
		pages += e->pages;
		bytes += e->bytes;
	}
}

static void number_pages(struct court_plan *l)
{
	int32_t volume = 0, at = 0;

	for (int32_t i = 0; i < l->n; i++) {
		if (l->e[i].volume != volume) {
			volume = l->e[i].volume;
			at = l->front[volume - 1] + 1;
		}
		l->e[i].page = at;
		at += l->e[i].pages;
	}
}

static const char *prefix_of(const struct court_plan *l, int32_t volume)
{
	return l->volumes > 1 ? arena_format(l->c->arena, "%d-", (int)volume) : "";
}

static const char *letter_of(struct arena *a, int32_t n)
{
	return n > 26 ? arena_format(a, "%c%c", 'A' + (n - 1) / 26 - 1, 'A' + (n - 1) % 26)
		      : arena_format(a, "%c", 'A' + n - 1);
}

static int put_index(struct court_plan *l, int32_t volume)
{
	struct query *q = query_open(l->b, l->c->diag,
				     "INSERT INTO court_line VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", NULL);
	struct query *v = query_open(l->b, l->c->diag, "INSERT INTO court_volume VALUES (?1, ?2)", NULL);
	int32_t section = 0;
	int r = q && v ? db_run(l->b, l->c->diag, "DELETE FROM court_line; DELETE FROM court_volume") : -1;

	for (int32_t i = 0; i < l->n && r >= 0; i++) {
		const struct place_of *e = &l->e[i];

		section += i == 0 || e->p->stage_seq != e[-1].p->stage_seq;
		query_reset(q);
		query_put_int(q, 1, i + 1);
		query_put_text(q, 2, l->o->unparted ? "" : letter_of(l->c->arena, section), -1);
		query_put_text(q, 3, e->p->exhibit.text, -1);
		query_put_int(q, 4, e->volume);
		query_put_text(q, 5, arena_format(l->c->arena, "%s%d", prefix_of(l, e->volume), (int)e->page),
			       -1);
		query_put_int(q, 6, e->pages);
		query_put_int(q, 7, e->slipped);
		r = query_next(q, l->c->diag);
	}
	if (r >= 0 && l->volumes > 1) {
		query_put_int(v, 1, volume);
		query_put_int(v, 2, l->volumes);
		r = query_next(v, l->c->diag);
	}
	query_close(q);
	query_close(v);
	return r < 0 ? -1 : 0;
}

/* The last column of the index names a page; of this volume it leads there. */
static const char *link_page(void *ctx, const char *s, int32_t column, int32_t columns)
{
	struct court_plan *l = ctx;
	const char *prefix = prefix_of(l, l->volume);

	if (column != columns - 1 || strncmp(s, prefix, strlen(prefix)) != 0)
		return NULL;
	s += strlen(prefix);
	return *s && strspn(s, "0123456789") == strlen(s) ? arena_format(l->c->arena, "#page=%s", s) : NULL;
}

static int make_front(struct court_plan *l, int32_t volume, int32_t *pages)
{
	struct job job = court_job(l);
	struct content *content = NULL;

	text_reset(&l->text[volume - 1]);
	if (put_index(l, volume) == 0 && maker_attach(l->m, l->b, l->c->diag) == 0)
		content = maker_content(l->m, l->c->arena, l->c->diag, FRONT, &job, NULL, l->k, NULL);
	if (!content)
		return -1;
	l->volume = volume;
	content->head.page_of = (struct words){0};
	content->link = link_page;
	content->link_ctx = l;
	return maker_set(l->m, l->c->arena, l->c->diag, content, NULL, &l->text[volume - 1], pages);
}

/* Page numbers depend on how many pages name them. */
static int make_fronts(struct court_plan *l)
{
	for (int32_t round = 0, same = 0; !same; round++) {
		if (round == FRONT_ROUNDS)
			return diag(l->c->diag, DIAG_COURT, NULL, "cover and index of %s come to no rest",
				    l->u->case_id);
		number_pages(l);
		same = 1;
		for (int32_t v = 1; v <= l->volumes; v++) {
			int32_t pages;

			if (make_front(l, v, &pages) < 0)
				return -1;
			same &= pages == l->front[v - 1];
			l->front[v - 1] = pages;
		}
	}
	return 0;
}

static const char *worded(struct court_plan *l, const char *code)
{
	const char *s = l->u->words->word(l->u->words->ctx, code);

	return s ? s : code;
}

static void name_parts(struct court_plan *l)
{
	int32_t section = 0;

	for (int32_t i = 0; i < l->n; i++) {
		struct place_of *e = &l->e[i];
		const int fresh = i == 0 || e->p->stage_seq != e[-1].p->stage_seq;
		char date[11];

		section += fresh;
		if (!l->o->unparted && (fresh || e->volume != e[-1].volume))
			l->part[e->part].section = arena_format(
				l->c->arena, "%s %s", letter_of(l->c->arena, section),
				e->p->stage_seq < l->u->stages ? worded(l, l->u->stage[e->p->stage_seq].title)
							       : e->p->stage);
		l->part[e->part].bookmark =
			arena_format(l->c->arena, "%s %s, %s", e->p->exhibit.text, worded(l, e->p->doctype),
				     date_format(e->p->date, date));
	}
}

/* The first name of COURT, COURT-2 … from *number on that is free, or holds these bytes already. */
static int take_name(struct court_plan *l, const char *temp, struct court_made *made, int32_t *number)
{
	struct name name = {
		.scope = l->u->case_id, .customer = l->u->customer, .date = l->u->as_of, .ext = "pdf"};
	char hex[DIGEST_HEX];

	if (name_clashes(l->b, l->c->diag, name.customer, NULL, &name.mask) < 0 ||
	    digest_file(l->c->diag, temp, made->sha256, NULL) < 0)
		return -1;
	for (;; (*number)++) {
		name.doctype = *number > 1 ? arena_format(l->c->arena, "COURT-%d", (int)*number) : "COURT";
		made->path = arena_format(l->c->arena, "%s/%s", l->o->folder,
					  name_make_masked(l->c->arena, &name));
		if (!file_exists(made->path)) {
			(*number)++;
			return file_rename_new(l->c->diag, temp, made->path) < 0
				       ? -1
				       : file_sync_folder(l->c->diag, l->o->folder);
		}
		if (digest_file(l->c->diag, made->path, hex, NULL) < 0)
			return -1;
		if (strcmp(hex, made->sha256) == 0) {
			(*number)++;
			return unlink(temp) < 0 ? -1 : 0;
		}
	}
}

static int write_volume(struct court_plan *l, int32_t volume, struct court_made *made, int32_t *number)
{
	const char *shipped = arena_format(l->c->arena, "%s/fonts/stamp.ttf", l->c->shipped);
	const char *temp = arena_format(l->c->arena, "%s/volume.pdf", l->work);
	struct court_file f = {
		.front = l->text[volume - 1].data,
		.front_len = l->text[volume - 1].len,
		.front_bookmark = worded(l, "court_index"),
		.prefix = prefix_of(l, volume),
		.font = shipped,
		.title = arena_format(l->c->arena, "%s %s%s%s", worded(l, "court_bundle"), l->u->case_id,
				      l->volumes > 1 ? " / " : "",
				      l->volumes > 1 ? arena_format(l->c->arena, "%d", (int)volume) : ""),
		.password = l->o->password};

	made->pages = l->front[volume - 1];
	for (int32_t i = 0; i < l->n; i++) {
		if (l->e[i].volume != volume)
			continue;
		if (!f.part)
			f.part = &l->part[l->e[i].part];
		f.parts += l->e[i].parts;
		made->pages += l->e[i].pages;
	}
	return court_write(&f, l->c->diag, temp) < 0 ? -1 : take_name(l, temp, made, number);
}

static int check_left_out(struct court_plan *l)
{
	for (int32_t i = 0; l->o->leave_out[i]; i++) {
		const char *s = l->o->leave_out[i];
		const size_t n = strcspn(s, ":");
		int32_t k = 0;

		while (k < l->n &&
		       (strlen(l->e[k].p->exhibit.text) != n || strncmp(s, l->e[k].p->exhibit.text, n) != 0))
			k++;
		if (k == l->n)
			return diag(l->c->diag, DIAG_COURT, NULL,
				    "--leave-out %s: %s has no exhibit of that number", s, l->u->case_id);
	}
	return 0;
}

static int make_all(struct court_plan *l, struct court_made **made, int32_t *n)
{
	int32_t number = 1;

	for (int32_t i = 0; i < l->n; i++)
		if (court_exhibit(l, &l->e[i]) < 0)
			return -1;
	share_out(l);
	name_parts(l);
	l->front = arena_alloc(l->c->arena, sizeof *l->front * (size_t)l->volumes);
	l->text = arena_alloc(l->c->arena, sizeof *l->text * (size_t)l->volumes);
	for (int32_t v = 0; v < l->volumes; v++) {
		l->front[v] = 2;
		text_init(&l->text[v]);
	}
	if (make_fronts(l) < 0)
		return -1;
	*made = arena_alloc(l->c->arena, sizeof **made * (size_t)l->volumes);
	*n = l->volumes;
	for (int32_t v = 0; v < l->volumes; v++)
		if (write_volume(l, v + 1, &(*made)[v], &number) < 0)
			return -1;
	return 0;
}

int court_make(struct cmd *c, struct maker *m, const struct job_context *k, struct db *snapshot,
	       const struct bundle *b, const struct court_options *o, struct court_made **made, int32_t *n)
{
	struct court_plan l = {.c = c, .m = m, .k = k, .b = snapshot, .u = b, .o = o, .n = b->papers};
	int r, lock;

	l.work = arena_format(c->arena, "%s/.%s.court.%ld", o->folder, b->case_id, (long)getpid());
	l.e = arena_alloc(c->arena, sizeof *l.e * (size_t)(l.n + 1));
	for (int32_t i = 0; i < l.n; i++)
		l.e[i] = (struct place_of){.p = &b->paper[i]};
	qsort(l.e, (size_t)l.n, sizeof *l.e, o->unparted ? by_number : by_section);
	if (check_left_out(&l) < 0)
		return -1;
	lock = bundle_begin(c->arena, c->diag,
			    o->folder); /* names are looked for and taken by one at a time */
	if (lock < 0)
		return -1;
	if (file_mkdirs(c->diag, l.work) < 0) {
		close(lock);
		return -1;
	}
	diag_push(c->diag, arena_format(c->arena, "while making the court file of %s", b->case_id));
	r = make_all(&l, made, n);
	diag_pop(c->diag);
	for (int32_t v = 0; l.text && v < l.volumes; v++)
		text_done(&l.text[v]);
	bundle_clear(c->arena, l.work);
	close(lock);
	return r;
}
