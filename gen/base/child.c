/* child.c: work in a child process, within limits. */
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

void (*process_leave)(int status);

_Noreturn void child_leave(int status)
{
	if (process_leave)
		process_leave(status);
	for (;;)
		raise(SIGKILL);
}

static void limit(const struct child_work *k)
{
	const struct rlimit seconds = {(rlim_t)k->cpu_seconds, (rlim_t)k->cpu_seconds}, core = {0, 0};
	const int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	struct rlimit files;

	setrlimit(RLIMIT_CPU, &seconds);
	setrlimit(RLIMIT_CORE, &core);
	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
	}
	if (null >= 0)
		dup2(null, STDERR_FILENO); /* the last words of a dying library are ours to say */
	if (k->wall_seconds > 0)
		alarm((unsigned)k->wall_seconds);
#ifndef __SANITIZE_ADDRESS__ /* its shadow memory alone is more */
	const struct rlimit memory = {k->memory, k->memory};

	if (k->memory > 0)
		setrlimit(RLIMIT_AS, &memory);
#endif
}

static _Noreturn void answer_to(int fd, const struct child_work *k, void *answer, size_t n)
{
	const char *p = answer;
	ssize_t r;

	limit(k);
	k->work(k->ctx, answer);
	while (n > 0 && (r = write(fd, p, n)) > 0)
		p += r, n -= (size_t)r;
	child_leave(n > 0);
}

int child_ask(const struct child_work *k, void *answer, size_t n)
{
	size_t got = 0;
	int pipes[2];
	ssize_t r;
	pid_t child;

	if (pipe(pipes) < 0)
		return -1;
	/* what waits to be written is the parent's: the child would write it again as it ends */
	fflush(NULL);
	child = fork();
	if (child == 0) {
		close(pipes[0]);
		answer_to(pipes[1], k, answer, n);
	}
	close(pipes[1]);
	while (child > 0 && got < n) {
		r = read(pipes[0], (char *)answer + got, n - got);
		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			break;
		got += (size_t)r;
	}
	close(pipes[0]);
	while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR)
		;
	return child > 0 && got == n ? 0 : -1;
}
