/* court.c: the court file: exhibits in the order of the index, slip sheets for what has no pages, volumes. */
#include "run/court.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "evidence/court.h"
#include "evidence/media.h"
#include "evidence/name.h"
#include "evidence/vault.h"
#include "layout/catalogue.h"

#define FRONT "court-index"
#define SLIP "court-slip"
#define FRONT_ROUNDS 6 /* until cover and index have as many pages as their numbers say */

/* An exhibit's place. */
struct place_of {
	const struct bundle_paper *p;
	int32_t part, parts; /* of plan.part */
	int32_t pages, volume;
	int32_t page; /* its first, in the volume */
	int64_t bytes;
	int slipped; /* a slip sheet stands for some of it */
};

struct plan {
	struct cmd *c;
	struct maker *m;
	const struct job_context *k;
	struct db *b;
	const struct bundle *u;
	const struct court_options *o;
	struct place_of *e;
	int32_t n;
	struct court_part *part;
	int32_t parts, part_cap;
	int32_t volumes;
	int32_t *front; /* pages of each volume's cover and index */
	struct text *text;
	const char *work; /* folder of what is made on the way */
	int32_t temps;
	int32_t volume; /* whose index is being made */
};

static int by_exhibit(const void *x, const void *y)
{
	const struct bundle_paper *a = ((const struct place_of *)x)->p, *b = ((const struct place_of *)y)->p;

	if (a->stage_seq != b->stage_seq)
		return a->stage_seq < b->stage_seq ? -1 : 1;
	if (a->exhibit.number != b->exhibit.number)
		return a->exhibit.number < b->exhibit.number ? -1 : 1;
	return a->exhibit.letter < b->exhibit.letter ? -1 : a->exhibit.letter > b->exhibit.letter;
}

static struct court_part *part_add(struct plan *l, const char *mark)
{
	struct court_part *p;

	l->part = arena_room(l->c->arena, l->part, &l->part_cap, l->parts + 1, sizeof *l->part);
	p = &l->part[l->parts++];
	*p = (struct court_part){.mark = mark, .first = 1, .pages = 1};
	return p;
}

/* What is made on the way lies in a file: a case may have thousands of pictures. */
static const char *keep(struct plan *l, const struct text *t)
{
	const char *path = arena_format(l->c->arena, "%s/%d.pdf", l->work, (int)++l->temps);

	return file_write(l->c->diag, path, t->data, t->len, 1) < 0 ? NULL : path;
}

static struct job job_of(const struct plan *l)
{
	return (struct job){.customer = l->u->customer,
			    .case_id = l->u->case_id,
			    .language = l->o->language,
			    .number = l->u->case_id,
			    .key = l->u->case_id,
			    .first_on = DATE_NONE};
}

/* A sheet that says what is not here, and why: unreadable, no_pages, left_out. */
static int add_slip(struct plan *l, struct place_of *e, const char *why, const char *pages)
{
	struct query *q = query_open(
		l->b, l->c->diag,
		"INSERT INTO court_slip SELECT exhibit, doctype, date, original, path, sha256, ?1, ?2 FROM "
		"bundle_paper WHERE exhibit = ?3",
		NULL);
	struct job job = job_of(l);
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

/* A scanned picture, checked by its library first. 1 added, 0 it cannot be read, -1 after a diagnostic. */
static int add_picture(struct plan *l, struct place_of *e, const void *bytes, size_t n, int jpeg)
{
	struct court_picture p = {.turn = jpeg ? court_turn(bytes, n) : 1};
	struct diag quiet;
	struct arena a;
	struct text t, packed;
	const char *file = NULL;
	int r;

	arena_init(&a);
	text_init(&t);
	text_init(&packed);
	diag_init(&quiet, NULL, NULL);
	r = scan_read(&a, &quiet, bytes, n, &p, &packed);
	if (r == 0 && court_picture_page(&p, &t) < 0)
		r = -1;
	if (r == 0)
		file = keep(l, &t);
	text_done(&t);
	text_done(&packed);
	arena_done(&a);
	if (r < 0)
		return 0;
	if (!file)
		return -1;
	part_add(l, e->p->exhibit.text)->file = file;
	return 1;
}

/* "12A:2-3" of exhibit 12A: which pages are left out; of "12A" all of them. 1 one is, 0 none. */
static int left_out(const struct plan *l, const struct bundle_paper *p, int32_t page, int *all)
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

static int add_pages(struct plan *l, struct place_of *e, int32_t pages)
{
	int32_t at = 1, end;
	int all;

	while (at <= pages) {
		const int out = left_out(l, e->p, at, &all);

		for (end = at + 1; end <= pages && left_out(l, e->p, end, &all) == out; end++)
			;
		if (out) {
			if (add_slip(l, e, "left_out",
				     end - at == 1
					     ? arena_format(l->c->arena, "%d", (int)at)
					     : arena_format(l->c->arena, "%d–%d", (int)at, (int)end - 1)) < 0)
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

static int add_exhibit(struct plan *l, struct place_of *e)
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
		media_find(&a, bytes, n, &media);
		if (strcmp(media.type, "application/pdf") == 0)
			r = media.pages > 0 ? add_pages(l, e, media.pages)
					    : add_slip(l, e, "unreadable", NULL);
		else if (strcmp(media.type, "image/jpeg") == 0 || strcmp(media.type, "image/png") == 0) {
			r = add_picture(l, e, bytes, n, strcmp(media.type, "image/jpeg") == 0);
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

/* A volume is full when the next exhibit would pass a limit; one that passes it alone is a volume alone. */
static void share_out(struct plan *l)
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

static void number_pages(struct plan *l)
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

static const char *prefix_of(const struct plan *l, int32_t volume)
{
	return l->volumes > 1 ? arena_format(l->c->arena, "%d-", (int)volume) : "";
}

static const char *letter_of(struct arena *a, int32_t n)
{
	return n > 26 ? arena_format(a, "%c%c", 'A' + (n - 1) / 26 - 1, 'A' + (n - 1) % 26)
		      : arena_format(a, "%c", 'A' + n - 1);
}

static int put_index(struct plan *l, int32_t volume)
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
		query_put_text(q, 2, letter_of(l->c->arena, section), -1);
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
	struct plan *l = ctx;
	const char *prefix = prefix_of(l, l->volume);

	if (column != columns - 1 || strncmp(s, prefix, strlen(prefix)) != 0)
		return NULL;
	s += strlen(prefix);
	return *s && strspn(s, "0123456789") == strlen(s) ? arena_format(l->c->arena, "#page=%s", s) : NULL;
}

static int make_front(struct plan *l, int32_t volume, int32_t *pages)
{
	struct job job = job_of(l);
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
static int make_fronts(struct plan *l)
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

static const char *worded(struct plan *l, const char *code)
{
	static const struct place nowhere;
	const struct extract_words *w = l->u->words;
	const char *s = terms_find(w->terms, code)
				? term_word(l->c->arena, l->c->diag, w->terms, w->catalogue, code, &nowhere)
				: code;

	return s ? s : code;
}

static void name_parts(struct plan *l)
{
	int32_t section = 0;

	for (int32_t i = 0; i < l->n; i++) {
		struct place_of *e = &l->e[i];
		const int fresh = i == 0 || e->p->stage_seq != e[-1].p->stage_seq;
		char date[11];

		section += fresh;
		if (fresh || e->volume != e[-1].volume)
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
static int take_name(struct plan *l, const char *temp, struct court_made *made, int32_t *number)
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

static int write_volume(struct plan *l, int32_t volume, struct court_made *made, int32_t *number)
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

static void clear_work(struct plan *l)
{
	struct diag quiet;
	char **file;
	int32_t n = 0;

	diag_init(&quiet, NULL, NULL);
	if (file_list(l->c->arena, &quiet, l->work, &file, &n) == 0)
		for (int32_t i = 0; i < n; i++)
			unlink(arena_format(l->c->arena, "%s/%s", l->work, file[i]));
	rmdir(l->work);
}

static int check_left_out(struct plan *l)
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

static int make_all(struct plan *l, struct court_made **made, int32_t *n)
{
	int32_t number = 1;

	for (int32_t i = 0; i < l->n; i++)
		if (add_exhibit(l, &l->e[i]) < 0)
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
	struct plan l = {.c = c, .m = m, .k = k, .b = snapshot, .u = b, .o = o, .n = b->papers};
	int r;

	l.work = arena_format(c->arena, "%s/.%s.court.%ld", o->folder, b->case_id, (long)getpid());
	l.e = arena_alloc(c->arena, sizeof *l.e * (size_t)(l.n + 1));
	for (int32_t i = 0; i < l.n; i++)
		l.e[i] = (struct place_of){.p = &b->paper[i]};
	qsort(l.e, (size_t)l.n, sizeof *l.e, by_exhibit);
	if (check_left_out(&l) < 0 || file_mkdirs(c->diag, l.work) < 0)
		return -1;
	diag_push(c->diag, arena_format(c->arena, "while making the court file of %s", b->case_id));
	r = make_all(&l, made, n);
	diag_pop(c->diag);
	for (int32_t v = 0; l.text && v < l.volumes; v++)
		text_done(&l.text[v]);
	clear_work(&l);
	return r;
}
