/* starve.c: a preload that fails one allocation of those that are made for HarfBuzz, ICU, libdeflate or
 * expat: the STARVE-th of the process (a forked one counts on from its parent's). STARVE_COUNT=FILE: each
 * process that ends appends how many there were. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct range {
	uintptr_t from, to;
};

static struct range library[16], program;
static int libraries, counting, busy;
static long count, starved;
static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
/* dlsym itself asks for memory before the real calloc is known */
static char first[8192] __attribute__((aligned(16)));
static size_t used;

static int within(const struct range *r, void *p)
{
	return (uintptr_t)p >= r->from && (uintptr_t)p < r->to;
}

static int is_library(void *p)
{
	int i;

	for (i = 0; i < libraries; i++)
		if (within(&library[i], p))
			return 1;
	return 0;
}

static int add(struct dl_phdr_info *info, size_t size, void *ctx)
{
	static const char *const name[] = {"/libharfbuzz.", "/libicu", "/libdeflate.", "/libexpat."};
	struct range r = {UINTPTR_MAX, 0};
	size_t i;

	(void)size;
	(void)ctx;
	for (i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *h = &info->dlpi_phdr[i];

		if (h->p_type != PT_LOAD || !(h->p_flags & PF_X))
			continue;
		r.from = info->dlpi_addr + h->p_vaddr < r.from ? info->dlpi_addr + h->p_vaddr : r.from;
		r.to = info->dlpi_addr + h->p_vaddr + h->p_memsz > r.to
			       ? info->dlpi_addr + h->p_vaddr + h->p_memsz
			       : r.to;
	}
	if (!info->dlpi_name[0] && program.to == 0)
		program = r;
	for (i = 0; i < sizeof name / sizeof name[0]; i++)
		if (strstr(info->dlpi_name, name[i]) && libraries < 16)
			library[libraries++] = r;
	return 0;
}

static void find_real(void)
{
	real_malloc = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
	real_realloc = (void *(*)(void *, size_t))dlsym(RTLD_NEXT, "realloc");
	real_calloc = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "calloc");
}

__attribute__((constructor)) static void begin(void)
{
	void *frame[2];
	const char *k = getenv("STARVE");

	find_real();
	dl_iterate_phdr(add, NULL);
	backtrace(frame, 2); /* loads what it needs now */
	starved = k ? atol(k) : 0;
	counting = 1;
}

__attribute__((destructor)) static void end(void)
{
	const char *path = getenv("STARVE_COUNT");
	FILE *f = path ? fopen(path, "a") : NULL;

	counting = 0;
	if (!f)
		return;
	fprintf(f, "%ld\n", count);
	fclose(f);
}

/* how a forked worker ends: no destructor runs */
void _exit(int status)
{
	end();
	syscall(SYS_exit_group, status);
	__builtin_unreachable();
}

/* caller: who called malloc. The program allocates for the libraries that let it: then they are right behind.
 */
static int fails(void *caller)
{
	void *frame[6];
	int i, n, yes;

	if (!counting || busy)
		return 0;
	yes = is_library(caller);
	if (!yes && within(&program, caller)) {
		busy = 1;
		n = backtrace(frame, 6);
		busy = 0;
		for (i = 2; i < n && within(&program, frame[i]); i++)
			;
		yes = i < n && is_library(frame[i]);
	}
	if (!yes || ++count != starved)
		return 0;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t n)
{
	if (!real_malloc)
		find_real();
	return fails(__builtin_return_address(0)) ? NULL : real_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	void *p;

	if (!real_calloc) {
		p = first + used;
		used += (n * size + 15) & ~(size_t)15;
		return used <= sizeof first ? p : NULL;
	}
	return fails(__builtin_return_address(0)) ? NULL : real_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	if (!real_realloc)
		find_real();
	return fails(__builtin_return_address(0)) ? NULL : real_realloc(p, n);
}
