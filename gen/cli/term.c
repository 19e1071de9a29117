/* term.c: what is written to stderr for people: messages, and how far long work is. */
#include "cli/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define WIPE "\r\033[K" /* to the line's beginning; what stands on it is gone */
#define PLAIN "\033[0m"

/* Of this process: a bar stands on the terminal's line; when its work began, and when it was drawn. */
static struct {
	int drawn;
	const char *what;
	int64_t total, begun, shown; /* milliseconds */
} bar;

static int on_terminal(void)
{
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) && (!term || strcmp(term, "dumb") != 0);
}

static int coloured(void)
{
	const char *no = getenv("NO_COLOR");

	return (!no || !no[0]) && on_terminal();
}

static const struct {
	const char *word, *colour;
} grave[] = {{"error: ", "\033[1;31m"},
	     {"fatal: ", "\033[1;31m"},
	     {"bug: ", "\033[1;31m"},
	     {"warning: ", "\033[1;33m"}};

/* The word of gravity stands at a message's beginning or after its place; a line that is indented says more
 * of the one before. */
static const char *grave_word(const char *s, size_t n, size_t *len, const char **colour)
{
	for (const char *p = s; p < s + n && *s != ' ';) {
		for (size_t i = 0; i < sizeof grave / sizeof *grave; i++) {
			*len = strlen(grave[i].word);
			*colour = grave[i].colour;
			if ((size_t)(s + n - p) >= *len && memcmp(p, grave[i].word, *len) == 0)
				return p;
		}
		p = memchr(p, ' ', (size_t)(s + n - p));
		if (!p || p == s || p[-1] != ':')
			return NULL;
		p++;
	}
	return NULL;
}

static void line(const char *s, size_t n)
{
	const char *colour;
	size_t len;
	const char *word = grave_word(s, n, &len, &colour);

	if (word) {
		fwrite(s, 1, (size_t)(word - s), stderr);
		fputs(colour, stderr);
		fwrite(word, 1, len - 1, stderr);
		fputs(PLAIN, stderr);
		n -= (size_t)(word - s) + len - 1;
		s = word + len - 1;
	}
	fwrite(s, 1, n, stderr);
}

void term_write(const char *s, size_t n)
{
	const char *end;

	/* results that were printed before stand before the message when both go to one file */
	fflush(stdout);
	if (bar.drawn) {
		fputs(WIPE, stderr);
		bar.drawn = 0;
	}
	if (!coloured()) {
		fwrite(s, 1, n, stderr);
		return;
	}
	for (; n > 0; n -= (size_t)(end - s), s = end) {
		end = memchr(s, '\n', n);
		end = end ? end + 1 : s + n;
		line(s, (size_t)(end - s));
	}
}

const char *term_left(char buf[40], int64_t done, int64_t total, int64_t seconds)
{
	const double rest = done > 0 ? (double)seconds * (double)(total - done) / (double)done : 0;
	int64_t left, n;

	buf[0] = '\0';
	/* the first seconds tell little */
	if (done <= 0 || done >= total || seconds < 2 || rest > 1e9)
		return buf;
	left = (int64_t)rest;
	n = left < 3600 ? (left + 59) / 60 : (left + 1800) / 3600;
	if (left < 60)
		return strcpy(buf, "less than a minute left");
	snprintf(buf, 40, "about %lld %s%s left", (long long)n, left < 3600 ? "minute" : "hour",
		 n == 1 ? "" : "s");
	return buf;
}

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void term_progress(const char *what, int64_t done, int64_t total)
{
	enum { WIDTH = 30, PAUSE = 100 /* ms between two drawings */ };
	char picture[WIDTH + 1], left[40];
	int64_t t;
	int i;

	if (total <= 0 || !on_terminal())
		return;
	t = now();
	if (bar.what != what || bar.total != total) {
		bar.what = what;
		bar.total = total;
		bar.begun = t;
		bar.shown = t - PAUSE;
	}
	if (done < total && t - bar.shown < PAUSE)
		return;
	bar.shown = t;
	for (i = 0; i < WIDTH; i++)
		picture[i] = i < done * WIDTH / total ? '#' : '.';
	picture[WIDTH] = '\0';
	term_left(left, done, total, (t - bar.begun) / 1000);
	fprintf(stderr, WIPE "%s [%s] %lld of %lld%s%s%s", what, picture, (long long)done, (long long)total,
		left[0] ? ", " : "", left, done >= total ? "\n" : "");
	fflush(stderr);
	bar.drawn = done < total;
	if (done >= total)
		bar.what = NULL;
}
