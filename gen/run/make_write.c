/* make_write.c: papers that are made get their names and stand in the register, many at a time. */
#include "run/make_write.h"

#include <string.h>
#include <unistd.h>

static int folder_for(struct writer *w, const char *file)
{
	const char *slash = strrchr(file, '/');
	size_t n = slash ? (size_t)(slash - file) : 0;

	if (n == 0 || (w->folder && strncmp(w->folder, file, n) == 0 && w->folder[n] == '\0'))
		return 0;
	w->folder = arena_dupn(w->make->cmd->arena, file, n);
	return file_mkdirs(w->make->cmd->diag, w->folder);
}

int writer_made(struct writer *w, const struct job *j, const void *pdf, size_t n, int32_t pages)
{
	struct pending *p = &w->pending[w->n];

	memset(p, 0, sizeof *p);
	p->job = j;
	p->bytes = (int64_t)n;
	p->pages = pages;
	digest_bytes(pdf, n, p->sha256);
	if (!w->files)
		w->files = file_batch_open();
	if (folder_for(w, j->file) < 0 || file_batch_add(w->files, w->make->cmd->diag, j->file, pdf, n) < 0)
		return -1;
	w->n++;
	return 0;
}

void writer_failed(struct writer *w, const struct job *j, const char *why)
{
	w->pending[w->n++] = (struct pending){.job = j, .why = why};
}

/* Somebody may cancel a paper while the run that planned it goes on: it is not issued, and must not lie there
 * as if it were. */
static void leave_out(struct writer *w, struct cmd *c, const struct pending *p)
{
	w->make->cancelled++;
	if (!p->why)
		unlink(p->job->file);
	diag(c->diag, DIAG_RUN_CANCELLED, NULL, "%s was cancelled while %s was made", p->job->number,
	     w->make->run.id);
}

static int register_pending(struct writer *w)
{
	struct cmd *c = w->make->cmd;
	struct diag quiet;
	uint8_t cancelled[BATCH_SIZE] = {0};
	int32_t i;
	int rc = db_run(c->db, c->diag, "BEGIN IMMEDIATE");

	if (rc < 0)
		return -1;
	for (i = 0; i < w->n && rc == 0; i++) {
		struct pending *p = &w->pending[i];
		struct made m = {p->sha256, p->bytes, p->pages};

		rc = p->why ? register_failed(c->diag, c->db, p->job->paper, w->make->as_of, p->why)
			    : register_made(c->diag, c->db, p->job->paper, w->make->as_of, &m);
		cancelled[i] = rc == 1;
		w->make->failed += rc == 0 && p->why != NULL;
		w->make->made += rc == 0 && p->why == NULL;
		if (rc == 1)
			rc = 0;
	}
	if (rc == 0 && db_run(c->db, c->diag, "COMMIT") == 0) {
		for (i = 0; i < w->n; i++)
			if (cancelled[i])
				leave_out(w, c, &w->pending[i]);
		return 0;
	}
	diag_init(&quiet, NULL, NULL);
	db_run(c->db, &quiet, "ROLLBACK");
	return -1;
}

/* Names first, durably; then the register: a name without its entry is made again with the same bytes, never
 * the other way round. */
int writer_flush(struct writer *w)
{
	struct file_batch *files = w->files;

	w->files = NULL;
	if (files && file_batch_commit(files, w->make->cmd->diag) < 0)
		return -1;
	if (w->n > 0 && register_pending(w) < 0)
		return -1;
	w->n = 0;
	return 0;
}

void writer_drop(struct writer *w)
{
	file_batch_drop(w->files);
	w->files = NULL;
}
