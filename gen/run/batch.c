/* batch.c: forks workers, hands them jobs, takes their bytes in any order and gives them on in the list's
 * order. */
#include "base/child.h"
#include "base/diag_record.h"
#include "run/batch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/sink.h"

#define WORKERS_MOST 64
#define WINDOW 256 /* jobs under way or waiting for their turn: bounds memory */

/* What a worker sends before its bytes: the paper, and its messages as records. */
struct reply {
	int32_t index, pages; /* index -1: it could not begin */
	int32_t ok;
	uint64_t pdf, messages;
};

struct worker {
	pid_t pid;
	int fd;	       /* -1: none */
	int32_t index; /* the job that it has, -1: idle */
};

/* A finished job that waits for its turn. */
struct result {
	int done, ok;
	int32_t pages;
	struct text pdf, messages;
};

/* ---- the worker's side ---- */

static int write_all(int fd, const void *p, size_t n)
{
	const char *s = p;
	ssize_t w;

	while (n > 0) {
		w = send(fd, s, n, MSG_NOSIGNAL);
		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			return -1;
		s += w;
		n -= (size_t)w;
	}
	return 0;
}

static int read_all(int fd, void *p, size_t n)
{
	char *s = p;
	ssize_t r;

	while (n > 0) {
		r = recv(fd, s, n, 0);
		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return -1;
		s += r;
		n -= (size_t)r;
	}
	return 0;
}

static void keep_message(void *ctx, const struct diag_message *m)
{
	diag_record_add(ctx, m);
}

static void work_one(struct batch *b, struct arena *a, int32_t index, struct text *pdf, struct text *messages,
		     struct reply *r)
{
	const struct job *j = &b->list->job[index];
	const struct job_type *t = &b->types->type[j->type];
	struct diag d;
	char *note;

	diag_init(&d, keep_message, messages);
	note = arena_format(a, "while making %s %s for %s", t->code, j->number ? j->number : "",
			    job_subject(j)[0] ? job_subject(j) : "the house");
	diag_push(&d, note);
	r->index = index;
	r->pages = 0;
	r->ok = maker_pdf(b->maker, a, &d, b->types->fact[j->type].stem, j, t, &b->context, NULL, pdf,
			  &r->pages) == 0 &&
		diag_errors(&d) == 0;
	diag_pop(&d);
	if (!r->ok)
		text_reset(pdf);
}

/* In one call, as far as the socket takes it. */
static int send_reply(int fd, struct reply *r, const struct text *pdf, const struct text *messages)
{
	struct iovec part[] = {{r, sizeof *r}, {pdf->data, pdf->len}, {messages->data, messages->len}};
	struct msghdr all = {.msg_iov = part, .msg_iovlen = sizeof part / sizeof *part};
	size_t i, n, sent;
	ssize_t w;

	r->pdf = pdf->len;
	r->messages = messages->len;
	while ((w = sendmsg(fd, &all, MSG_NOSIGNAL)) < 0 && errno == EINTR)
		;
	if (w < 0)
		return -1;
	for (i = 0, sent = (size_t)w; i < all.msg_iovlen; i++, sent -= n) {
		n = part[i].iov_len < sent ? part[i].iov_len : sent;
		if (write_all(fd, (const char *)part[i].iov_base + n, part[i].iov_len - n) < 0)
			return -1;
	}
	return 0;
}

/* What a worker does until its parent has nothing more for it; gives its status. */
static int work(struct batch *b, int fd)
{
	struct text pdf, messages;
	struct arena arena;
	struct diag d;
	struct db *snapshot;
	int32_t index;

	text_init(&pdf);
	text_init(&messages);
	arena_init(&arena);
	diag_init(&d, keep_message, &messages);
	snapshot = freeze_open(b->cmd, b->snapshot, &d);
	if (!snapshot || maker_attach(b->maker, snapshot, &d) < 0) {
		send_reply(fd, &(struct reply){.index = -1}, &pdf, &messages);
		return EXIT_STOPPED;
	}
	while (read_all(fd, &index, sizeof index) == 0) {
		struct reply r = {0};

		arena_reset(&arena);
		text_reset(&pdf);
		text_reset(&messages);
		work_one(b, &arena, index, &pdf, &messages, &r);
		if (send_reply(fd, &r, &pdf, &messages) < 0)
			break;
	}
	return EXIT_FINE;
}

static int fork_worker(struct batch *b, struct worker *all, int32_t n, struct worker *w)
{
	int pair[2], i;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return diag(b->cmd->diag, DIAG_INTERNAL, NULL, "no socket for a worker: %s", strerror(errno));
	fflush(stdout);
	fflush(stderr);
	w->pid = fork();
	if (w->pid < 0) {
		close(pair[0]);
		close(pair[1]);
		return diag(b->cmd->diag, DIAG_INTERNAL, NULL, "no process for a worker: %s",
			    strerror(errno));
	}
	if (w->pid == 0) {
		/* a sibling's socket kept open here would hide its death from the parent */
		for (i = 0; i < n; i++)
			if (all[i].fd >= 0)
				close(all[i].fd);
		close(pair[0]);
		if (b->lock >= 0)
			close(b->lock);
		/* the child's only way out: the parent's buffers and locks are not its own to end */
		child_leave(work(b, pair[1]));
	}
	close(pair[1]);
	w->fd = pair[0];
	w->index = -1;
	return 0;
}

/* ---- the parent's side ---- */

struct parent {
	struct batch *batch;
	struct worker worker[WORKERS_MOST];
	int32_t workers;
	struct result *result; /* a ring of WINDOW */
	int32_t given, ended;  /* jobs handed out; jobs given on */
	int32_t waiting;       /* since the last flush */
	int stopped;	       /* a worker could not go on: what is finished is still named and registered */
};

static void end_worker(struct worker *w, int *status)
{
	close(w->fd);
	w->fd = -1;
	while (waitpid(w->pid, status, 0) < 0 && errno == EINTR)
		;
}

static int room(const struct parent *p)
{
	return p->given < p->batch->list->n && p->given - p->ended < WINDOW;
}

static void give(struct parent *p, struct worker *w)
{
	struct batch *b = p->batch;

	for (; room(p) && b->unfit && b->unfit[p->given]; p->given++) {
		struct result *r = &p->result[p->given % WINDOW];

		text_reset(&r->messages);
		r->done = 1;
		r->ok = 0;
	}
	if (!room(p))
		return;
	w->index = p->given++;
	/* a worker that is gone shows at the next read */
	write_all(w->fd, &w->index, sizeof w->index);
}

/* A crash is the paper's own doing, and comes again: the paper is given up. What else ends a worker,
 * exhausted memory and whoever kills processes for want of it above all, says nothing of its paper. */
static int crashed(int status)
{
	if (!WIFSIGNALED(status))
		return 0;
	switch (WTERMSIG(status)) {
	case SIGSEGV:
	case SIGBUS:
	case SIGILL:
	case SIGFPE:
	case SIGABRT:
	case SIGTRAP:
	case SIGSYS:
		return 1;
	default:
		return 0;
	}
}

/* The worker that had this job is gone: replaced after a crash, else the run stops and the job stays planned.
 */
static int lost(struct parent *p, struct worker *w, const struct job *j, int status)
{
	struct batch *b = p->batch;
	struct cmd *c = b->cmd;
	enum diag_id id = crashed(status) ? DIAG_WORKER : DIAG_WORKER_GONE;

	diag_push(c->diag, arena_format(c->arena, "while making %s for %s",
					j->number ? j->number : b->types->type[j->type].code,
					job_subject(j)[0] ? job_subject(j) : "the house"));
	if (WIFSIGNALED(status))
		diag(c->diag, id, NULL, "the worker died by signal %d (%s)", WTERMSIG(status),
		     strsignal(WTERMSIG(status)));
	else
		diag(c->diag, id, NULL, "the worker ended with status %d",
		     WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	diag_pop(c->diag);
	if (id == DIAG_WORKER)
		return fork_worker(b, p->worker, p->workers, w);
	p->result[w->index % WINDOW].done = 0;
	p->stopped = 1;
	return -1;
}

/* Says what a worker said of a paper. The first line of what was wrong, as it is printed, for the register;
 * "": nothing was. */
static const char *messages_say(struct parent *p, const struct text *messages)
{
	struct cmd *c = p->batch->cmd;
	const char *s = text_str(messages), *end = s + messages->len, *note[DIAG_DEPTH], *why = "";
	struct diag_message m;
	struct place at;
	int rc;

	while ((rc = diag_record_next(&s, end, &m, &at, note)) == 1) {
		struct text t = {0};

		diag_again(c->diag, &m);
		if (m.level < DIAG_ERROR || *why)
			continue;
		sink_format(&t, &m);
		why = arena_dupn(c->arena, text_str(&t), strcspn(text_str(&t), "\n"));
		text_done(&t);
	}
	if (rc < 0)
		diag(c->diag, DIAG_INTERNAL, NULL, "what a worker said cannot be read");
	return why;
}

static int take_bytes(struct worker *w, struct text *t, uint64_t n)
{
	char *room = text_room(t, n + 1);

	if (read_all(w->fd, room, n) < 0)
		return -1;
	t->len = n;
	room[n] = '\0';
	return 0;
}

static int take(struct parent *p, struct worker *w)
{
	struct batch *b = p->batch;
	const struct job *j = &b->list->job[w->index];
	struct result *r = &p->result[w->index % WINDOW];
	struct reply reply;
	int status = 0, ok;

	text_reset(&r->pdf);
	text_reset(&r->messages);
	ok = read_all(w->fd, &reply, sizeof reply) == 0 && take_bytes(w, &r->pdf, reply.pdf) == 0 &&
	     take_bytes(w, &r->messages, reply.messages) == 0;
	if (ok && reply.index < 0)
		messages_say(p, &r->messages);
	ok = ok && reply.index == w->index;
	r->done = 1;
	r->ok = ok && reply.ok;
	r->pages = ok ? reply.pages : 0;
	if (ok) {
		w->index = -1;
		/* it goes on while what it made is written down */
		if (!p->stopped)
			give(p, w);
		return 0;
	}
	end_worker(w, &status);
	text_reset(&r->messages);
	return lost(p, w, j, status);
}

static int flush(struct parent *p)
{
	p->waiting = 0;
	return p->batch->flush ? p->batch->flush(p->batch) : 0;
}

/* Gives on what is finished and next in order. */
static int give_on(struct parent *p)
{
	struct batch *b = p->batch;
	struct diag *d = b->cmd->diag;
	struct result *r;
	const char *why;
	int32_t fatal;

	while (p->ended < b->list->n && (r = &p->result[p->ended % WINDOW])->done) {
		fatal = d->count[DIAG_FATAL];
		why = messages_say(p, &r->messages);
		if (d->count[DIAG_FATAL] > fatal) {
			/* it stops the run, and is not this paper's fault: the paper stays planned */
			p->stopped = 1;
			return -1;
		}
		r->done = 0;
		if (b->done(b, &b->list->job[p->ended], r->ok ? &r->pdf : NULL, r->pages, why) < 0)
			return -1;
		p->ended++;
		cmd_progress(b->cmd, "making", p->ended, b->list->n);
		if (++p->waiting >= BATCH_SIZE && flush(p) < 0)
			return -1;
	}
	return 0;
}

static int turn(struct parent *p)
{
	struct pollfd fds[WORKERS_MOST];
	int32_t i, n = 0, who[WORKERS_MOST];
	int rc = 0;

	for (i = 0; i < p->workers; i++) {
		if (p->worker[i].index < 0)
			give(p, &p->worker[i]);
		if (p->worker[i].index >= 0) {
			fds[n] = (struct pollfd){p->worker[i].fd, POLLIN, 0};
			who[n++] = i;
		}
	}
	if (n > 0 && poll(fds, (nfds_t)n, -1) < 0)
		return errno == EINTR
			       ? 0
			       : diag(p->batch->cmd->diag, DIAG_INTERNAL, NULL, "poll: %s", strerror(errno));
	for (i = 0; i < n && rc == 0; i++)
		if (fds[i].revents)
			rc = take(p, &p->worker[who[i]]);
	if (rc == 0 || p->stopped)
		rc = give_on(p) < 0 ? -1 : rc;
	return rc;
}

int batch_run(struct batch *b)
{
	struct parent p = {.batch = b};
	int32_t i;
	int rc = 0, status;

	p.workers = b->workers < 1 ? 1 : b->workers > WORKERS_MOST ? WORKERS_MOST : b->workers;
	if (p.workers > b->list->n)
		p.workers = b->list->n;
	p.result = mem_alloc(sizeof *p.result * WINDOW);
	for (i = 0; i < WORKERS_MOST; i++)
		p.worker[i].fd = -1;
	for (i = 0; i < p.workers && rc == 0; i++)
		rc = fork_worker(b, p.worker, p.workers, &p.worker[i]);
	while (rc == 0 && p.ended < b->list->n)
		rc = turn(&p);
	if (rc == 0 || p.stopped)
		rc = flush(&p) < 0 ? -1 : rc;
	for (i = 0; i < p.workers; i++)
		if (p.worker[i].fd >= 0)
			end_worker(&p.worker[i], &status);
	for (i = 0; i < WINDOW; i++) {
		text_done(&p.result[i].pdf);
		text_done(&p.result[i].messages);
	}
	free(p.result);
	return rc;
}
