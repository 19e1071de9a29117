/* child.h: work in a child process: what a library makes of bytes that nobody vouches for may end the child,
 * and nothing else. */
#ifndef LP_CHILD_H
#define LP_CHILD_H

#include <stddef.h>

/* How a child process ends, its parent's buffers unwritten and its locks held: cmd/ sets _exit. NULL: by a
 * signal. */
extern void (*process_leave)(int status);
/* Never returns. */
_Noreturn void child_leave(int status);

struct child_work {
	void (*work)(void *ctx, void *answer); /* in the child: answer holds what it held in the parent */
	void *ctx;
	int cpu_seconds;  /* at most */
	int wall_seconds; /* at most; 0: any */
	size_t memory;	  /* bytes at most; 0: any */
};
/* Has it done in a child, of which answer (n bytes, no pointers) is all that comes back. What the child
 * writes to stderr is lost. 0; -1: there is no child, or it ended before it had answered: answer then holds
 * anything. */
int child_ask(const struct child_work *k, void *answer, size_t n);

#endif
