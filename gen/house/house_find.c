/* house_find.c: what an open house says: its keys, its paths, its holidays. */
#include "house/house.h"

#include <string.h>

#include "db/db.h"

const struct house_key *house_find(const struct house *h, const char *section, const char *key)
{
	int32_t i;

	for (i = 0; i < h->keys; i++)
		if (strcmp(h->key[i].section, section) == 0 && strcmp(h->key[i].key, key) == 0)
			return &h->key[i];
	return NULL;
}

const char *house_text(const struct house *h, const char *section, const char *key)
{
	const struct house_key *k = house_find(h, section, key);

	return k ? k->value : NULL;
}

int64_t house_int(const struct house *h, const char *section, const char *key, int64_t dflt)
{
	const char *s = house_text(h, section, key);
	int64_t v;

	return s && !strchr(s, '.') && money_parse(s, strlen(s), 0, &v) == 0 ? v : dflt;
}

char *house_path(const struct house *h, struct arena *a, const char *rest)
{
	/* in the house itself, a message names "house.ini" and not "./house.ini" */
	return strcmp(h->dir, ".") == 0 ? arena_dup(a, rest) : arena_format(a, "%s/%s", h->dir, rest);
}

char *house_layout(const struct house *h, struct arena *a, const char *name)
{
	char *path = house_path(h, a, arena_format(a, "layouts/%s", name));

	if (file_exists(path))
		return path;
	path = arena_format(a, "%s/layouts/%s", h->shipped, name);
	return file_exists(path) ? path : NULL;
}

int house_holidays(struct house *h, struct arena *a, struct db *b, struct diag *d)
{
	const char *country = house_text(h, "locale", "country");
	struct query *q = query_open(
		b, d, "SELECT DISTINCT date FROM holiday WHERE country IN ('', :country) ORDER BY date",
		NULL);
	int32_t *day = NULL, n = 0, cap = 0;
	int rc;

	if (!q)
		return -1;
	query_bind_text(q, "country", country ? country : "");
	while ((rc = query_next(q, d)) == 1) {
		day = arena_room(a, day, &cap, n + 1, sizeof *day);
		day[n++] = (int32_t)query_int(q, 0);
	}
	query_close(q);
	if (rc < 0)
		return -1;
	h->calendar.holiday = day;
	h->calendar.holidays = n;
	return 0;
}
