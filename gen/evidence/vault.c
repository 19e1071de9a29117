/* vault.c: objects of the evidence store, and the custody log. */
#include "evidence/vault.h"

#include <string.h>
#include <unistd.h>

char *vault_path_new(struct arena *a, const char *sha256, const char *name)
{
	return arena_format(a, "evidence/store/%.2s/%s", sha256, name);
}

char *vault_path(struct db *b, struct arena *a, struct diag *d, const char *sha256)
{
	struct query *q = query_open(
		b, d, "SELECT name FROM evidence WHERE sha256 = :sha256 ORDER BY id LIMIT 1", NULL);
	char *path = NULL;

	if (!q)
		return NULL;
	query_bind_text(q, "sha256", sha256);
	if (query_next(q, d) > 0)
		path = vault_path_new(a, sha256, query_text(q, 0));
	query_close(q);
	return path;
}

char *vault_read(struct db *b, const struct house *h, struct arena *a, struct diag *d, const char *sha256,
		 size_t *len)
{
	char *path = vault_path(b, a, d, sha256), *bytes, hex[DIGEST_HEX];
	struct place at = {path, 0, 0};

	if (!path) {
		diag(d, DIAG_STORE, NULL, "the store has no object %s", sha256);
		return NULL;
	}
	bytes = file_read(a, d, house_path(h, a, path), VAULT_MOST, len);
	if (!bytes)
		return NULL;
	digest_bytes(bytes, *len, hex);
	if (strcmp(hex, sha256) != 0) {
		diag(d, DIAG_STORE, &at,
		     "was changed after it was filed: its SHA-256 is %s, and %s was filed", hex, sha256);
		return NULL;
	}
	return bytes;
}

int vault_log(struct db *b, struct diag *d, int32_t date, const char *act, const char *subject,
	      const char *sha256, const char *who, const char *note)
{
	/* one statement, so that of two processes the second sees the first one's line; how many there are is
	   kept apart, for the last line has none behind it */
	struct query *q = query_open(
		b, d,
		"INSERT INTO custody (id, date, act, subject, sha256, who, note, content_sha256, before_sha256, line_sha256)"
		" SELECT n, :date, :act, :subject, :sha256, :who, :note, content, before, sha256_text(n || ' ' || before || ' ' || content)"
		" FROM (SELECT 1 + coalesce(max(id), 0) AS n, coalesce((SELECT line_sha256 FROM custody ORDER BY id DESC LIMIT 1), :first) AS before,"
		" sha256_text(custody_text(:date, :act, :subject, :sha256, :who, :note)) AS content FROM custody)",
		NULL);
	int r;

	if (!q)
		return -1;
	query_bind_text(q, "first", DB_CUSTODY_FIRST);
	query_bind_int(q, "date", date);
	query_bind_text(q, "act", act);
	query_bind_text(q, "subject", subject);
	query_bind_text(q, "sha256", sha256);
	query_bind_text(q, "who", who);
	query_bind_text(q, "note", note);
	r = query_next(q, d);
	query_close(q);
	return r < 0 ? -1
		     : db_run(b, d,
			      "INSERT INTO sequence(name, last) SELECT 'custody', max(id) FROM custody WHERE true"
			      " ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last)");
}

static int sweep_folder(struct arena *a, struct diag *d, const char *folder, int depth)
{
	char **name;
	int32_t files;

	if (file_list(a, d, folder, &name, &files) < 0)
		return -1;
	for (int32_t i = 0; i < files; i++) {
		const char *path = arena_format(a, "%s/%s", folder, name[i]);
		const size_t n = strlen(name[i]);
		int inner = depth == 0 ? file_is_folder(d, path) : 0;

		if (inner < 0 || (inner && sweep_folder(a, d, path, 1) < 0))
			return -1;
		if (depth == 1 && name[i][0] != '.' && n > 4 && strcmp(name[i] + n - 4, ".tmp") == 0)
			unlink(path);
	}
	return 0;
}

int vault_sweep(const struct house *h, struct arena *a, struct diag *d)
{
	return sweep_folder(a, d, house_path(h, a, "evidence/store"), 0);
}
