/* issued.c: whether the register holds a paper of a key.
 *
 * A run asks for the key of every paper that it would make, and most are new. So the hashes of all keys that
 * there are stand in one table, 32 bytes a key at most: what has none of them was not issued. Only what has
 * one is looked up by the key itself. */
#include "plan/issued.h"

#include "plan/jobs.h"

#define KEYS_MOST (1 << 22) /* above it every key is looked up */

/* 0 marks a free place. */
static uint64_t hash_of(const char *key)
{
	uint64_t h = job_hash(key);

	return h ? h : 1;
}

/* Where the hash stands, or the free place for it. */
static uint64_t *place_of(const struct issued *s, uint64_t h)
{
	uint64_t i = h & s->mask;

	while (s->hash[i] && s->hash[i] != h)
		i = (i + 1) & s->mask;
	return &s->hash[i];
}

static int keys_read(struct issued *s, struct arena *a, struct db *snapshot, struct diag *d)
{
	int64_t keys = db_int(snapshot, d, "SELECT count(*) FROM key_issued", -1);
	uint64_t places = 16, h;
	struct query *q;
	int rc;

	if (keys < 0 || keys > KEYS_MOST)
		return keys < 0 ? -1 : 0;
	while (places < 2 * (uint64_t)keys)
		places *= 2;
	q = query_open(snapshot, d, "SELECT key FROM key_issued", NULL);
	s->mask = places - 1;
	s->hash = arena_alloc(a, sizeof *s->hash * places);
	rc = q ? 1 : -1;
	while (rc == 1 && (rc = query_next(q, d)) == 1) {
		h = hash_of(query_text(q, 0));
		*place_of(s, h) = h;
	}
	query_close(q);
	return rc;
}

/* What was taken back because it was paid, or was wrong to write, is not written again. */
static int keys_make(struct db *snapshot, struct diag *d)
{
	return db_run(
		snapshot, d,
		"CREATE TEMP TABLE IF NOT EXISTS key_kept (key TEXT PRIMARY KEY) WITHOUT ROWID; "
		"INSERT OR IGNORE INTO key_kept SELECT key FROM paper WHERE state = 'cancelled' AND id IN "
		"(SELECT paper FROM paper_event WHERE state IN ('cancelled as paid', 'cancelled as wrong')); "
		"CREATE TEMP VIEW IF NOT EXISTS key_issued AS SELECT key FROM paper WHERE state NOT IN ('cancelled', 'failed') "
		"UNION ALL SELECT key FROM key_kept");
}

int issued_open(struct issued *s, struct arena *a, struct db *snapshot, int many, struct diag *d)
{
	*s = (struct issued){NULL, NULL, 0};
	if (keys_make(snapshot, d) < 0 || (many && keys_read(s, a, snapshot, d) < 0))
		return -1;
	s->look = query_open(snapshot, d, "SELECT 1 FROM key_issued WHERE key = :key", NULL);
	return s->look ? 0 : -1;
}

int issued_has(const struct issued *s, const char *key, struct diag *d)
{
	int rc;

	if (s->hash && !*place_of(s, hash_of(key)))
		return 0;
	query_put_text(s->look, 1, key, -1);
	rc = query_next(s->look, d);
	query_reset(s->look);
	return rc;
}

void issued_close(struct issued *s)
{
	query_close(s->look);
}
