/* make_mail_copies.c: the copies that go along with a letter as one PDF: a sheet that lists them and says
 * what is missing, then their pages as they are. */
#include "run/make_mail_own.h"

#include <string.h>
#include <unistd.h>

#include "emit/court.h"
#include "evidence/media.h"

struct joining {
	struct mailer *w;
	const char *number;
	struct court_part *part;
	int32_t parts, cap;
	const char **temp; /* files made on the way */
	int32_t temps, temp_cap;
};

static const char *temp_name(struct joining *g)
{
	struct arena *a = &g->w->scratch;

	g->temp = arena_room(a, g->temp, &g->temp_cap, g->temps + 1, sizeof *g->temp);
	g->temp[g->temps] =
		arena_format(a, "%s/mail/%s.%d.tmp", g->w->make->folder, g->number, (int)g->temps);
	return g->temp[g->temps++];
}

static struct court_part *part_add(struct joining *g, const char *name)
{
	struct court_part *p;

	g->part = arena_room(&g->w->scratch, g->part, &g->cap, g->parts + 1, sizeof *g->part);
	p = &g->part[g->parts++];
	*p = (struct court_part){.first = 1, .pages = 1, .bookmark = name};
	return p;
}

/* The pages of a copy. 1 they are in, 0 it has none that can be set: it goes along as it is, -1 after a
 * diagnostic. */
static int add_copy(struct joining *g, const struct mail_file *f)
{
	const int32_t before = g->parts;
	struct media media;

	if (media_find(&g->w->scratch, f->bytes, f->n, &media) < 0 || media.unreadable || media.pages < 1)
		return 0;
	if (strcmp(media.type, "application/pdf") == 0) {
		struct court_part *p = part_add(g, f->name);

		p->bytes = f->bytes;
		p->len = f->n;
		p->pages = media.pages;
		return 1;
	}
	if (strncmp(media.type, "image/", 6) != 0)
		return 0;
	for (int32_t page = 1; page <= media.pages; page++) {
		const char *path = temp_name(g);
		const struct place at = {path, 0, 0};
		const enum scan_state state = scan_page(f->bytes, f->n, page, path);

		if (state == SCAN_UNWRITTEN)
			return diag(g->w->make->cmd->diag, DIAG_MAIL, &at, "cannot be written");
		if (state != SCAN_MADE) {
			g->parts = before;
			return 0;
		}
		part_add(g, page == 1 ? f->name : NULL)->file = path;
	}
	return 1;
}

/* The sheet in front: the words that stand below the letter, on a page of their own. */
static int sheet(struct joining *g, const struct job *of, struct court_file *f, struct text *front)
{
	struct mailer *w = g->w;
	struct diag *d = w->make->cmd->diag;
	struct content *c = maker_content(w->maker, &w->scratch, d, ENCLOSURES, of, NULL, w->context, NULL);
	struct text title;

	if (!c)
		return -1;
	c->head.page_of = (struct words){0}; /* of one sheet, and more pages follow */
	if (maker_set(w->maker, &w->scratch, d, c, NULL, front, NULL) < 0)
		return -1;
	text_init(&title);
	content_subject(c, &title);
	f->front_bookmark = f->title = arena_dup(&w->scratch, text_str(&title));
	text_done(&title);
	f->front = front->data;
	f->front_len = front->len;
	return 0;
}

static int write_joined(struct joining *g, const struct job *of, struct mail_file *out)
{
	struct mailer *w = g->w;
	struct court_file f = {.part = g->part, .parts = g->parts, .plain = 1, .prefix = ""};
	const char *path = temp_name(g);
	struct text front;
	int rc;

	text_init(&front);
	rc = sheet(g, of, &f, &front);
	if (rc == 0)
		rc = court_write(&f, w->make->cmd->diag, path);
	text_done(&front);
	if (rc < 0)
		return -1;
	*out = (struct mail_file){.name = arena_format(&w->scratch, "%s_copies.pdf", g->number),
				  .media = "application/pdf"};
	out->bytes = file_read(&w->scratch, w->make->cmd->diag, path, 0, &out->n);
	return out->bytes ? 0 : -1;
}

int mail_join(struct mailer *w, const struct mail_case *k, const struct job *of, struct mail_file *copy,
	      int32_t *copies)
{
	struct joining g = {.w = w, .number = k->job->number};
	struct mail_file joined;
	int32_t n = 0, i;
	int rc = 0;

	for (i = 0; i < *copies && rc >= 0; i++) {
		rc = add_copy(&g, &copy[i]);
		if (rc == 0)
			copy[n++] = copy[i];
	}
	if (rc >= 0 && g.parts > 0) {
		rc = write_joined(&g, of, &joined);
		memmove(copy + 1, copy, sizeof *copy * (size_t)n);
		copy[0] = joined;
		n++;
	}
	for (i = 0; i < g.temps; i++)
		unlink(g.temp[i]);
	*copies = n;
	return rc < 0 ? -1 : 0;
}
