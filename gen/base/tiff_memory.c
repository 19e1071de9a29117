/* tiff_memory.c: libtiff reading from memory. */
#include "base/tiff_memory.h"

#include <stdio.h>
#include <string.h>

/* libtiff's handler of errors of one file has no place for whose it is: only one is open at a time. */
static struct tiff_memory *open_now;

static void fault(thandle_t ctx, const char *module, const char *format, va_list arguments)
{
	(void)ctx;
	(void)module;
	(void)format;
	(void)arguments;
	if (open_now)
		open_now->faults++;
}

static tmsize_t take(thandle_t ctx, void *to, tmsize_t n)
{
	struct tiff_memory *m = ctx;
	const uint64_t left = m->at < m->n ? m->n - m->at : 0, want = n > 0 ? (uint64_t)n : 0;
	const uint64_t got = want < left ? want : left;

	memcpy(to, m->bytes + m->at, (size_t)got);
	m->at += got;
	return (tmsize_t)got;
}

static tmsize_t give(thandle_t ctx, void *from, tmsize_t n)
{
	(void)ctx;
	(void)from;
	(void)n;
	return 0;
}

static toff_t seek(thandle_t ctx, toff_t to, int from)
{
	struct tiff_memory *m = ctx;

	m->at = from == SEEK_CUR ? m->at + to : from == SEEK_END ? m->n + to : to;
	if (m->at > m->n) /* beyond the end nothing is read */
		m->at = m->n;
	return m->at;
}

static toff_t size(thandle_t ctx)
{
	return ((struct tiff_memory *)ctx)->n;
}

static int done(thandle_t ctx)
{
	(void)ctx;
	return 0;
}

TIFF *tiff_open(struct tiff_memory *m, const void *bytes, size_t n)
{
	*m = (struct tiff_memory){bytes, n, 0, 0};
	open_now = m;
	TIFFSetErrorHandler(NULL);
	TIFFSetErrorHandlerExt(fault);
	TIFFSetWarningHandler(NULL);
	return TIFFClientOpen("scan", "rm", m, take, give, seek, done, size, NULL, NULL);
}

int tiff_is_page(TIFF *t)
{
	uint32_t kind = 0;

	return !TIFFGetField(t, TIFFTAG_SUBFILETYPE, &kind) ||
	       !(kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK));
}
