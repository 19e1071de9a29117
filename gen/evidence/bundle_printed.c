/* bundle_printed.c: names that bundles of earlier versions had papers under: only their ZIPs have them, and
 * they are read once. */
#include <string.h>

#include "evidence/bag.h"
#include "evidence/bundle.h"

struct printed {
	struct db *b;
	struct arena *a;
	struct diag *d;
	const char *folder, *password;
	struct query *add, *done;
};

/* Where the bundle lies, or NULL. */
static const char *find(struct printed *p, const char *bundle)
{
	const char *folder[] = {p->folder, "out/bundles"};

	for (size_t i = 0; i < sizeof folder / sizeof *folder; i++) {
		const char *path = folder[i] ? arena_format(p->a, "%s/%s", folder[i], bundle) : NULL;

		if (path && file_exists(path))
			return path;
	}
	return NULL;
}

/* "HASH  data/papers/NAME" */
static int keep(struct printed *p, const char *bundle, char *line)
{
	static const char payload[] = "  data/papers/";
	const char *name = line + DIGEST_HEX - 1;
	int r;

	if (strlen(line) < DIGEST_HEX || strncmp(name, payload, sizeof payload - 1) != 0)
		return 0;
	name += sizeof payload - 1;
	line[DIGEST_HEX - 1] = '\0';
	query_bind_text(p->add, "case_id", arena_dupn(p->a, bundle, strcspn(bundle, "_")));
	query_bind_text(p->add, "name", name);
	query_bind_text(p->add, "sha256", line);
	query_bind_text(p->add, "bundle", bundle);
	r = query_next(p->add, p->d);
	query_reset(p->add);
	return r;
}

static int unread(struct printed *p, const char *bundle, int32_t date, const char *why)
{
	char day[11];

	diag_hint(p->d, DIAG_BUNDLE_PRINTED, NULL, "put the file back into out/bundles, as it was",
		  "%s, made on %s, %s", bundle, date_format(date, day), why);
	return 0;
}

static int read_one(struct printed *p, int64_t line, int32_t date, const char *bundle, const char *sha256)
{
	const char *path = find(p, bundle);
	char hex[DIGEST_HEX], *at, *end;
	struct text t;
	int r = 0;

	if (!path)
		return unread(p, bundle, date, "is not there");
	if (digest_file(p->d, path, hex, NULL) < 0)
		return -1;
	if (strcmp(hex, sha256) != 0)
		return unread(p, bundle, date, "is no longer the file that was made");
	text_init(&t);
	if (bag_member_text(path, p->password, "/manifest-sha256.txt", &t) < 0) {
		text_done(&t);
		return unread(p, bundle, date, "is encrypted, and not by the password that is given now");
	}
	for (at = t.data; r >= 0 && at && *at; at = end) {
		end = at + strcspn(at, "\r\n");
		if (*end)
			*end++ = '\0';
		r = keep(p, bundle, at);
	}
	text_done(&t);
	query_bind_int(p->done, "line", line);
	if (r >= 0)
		r = query_next(p->done, p->d);
	query_reset(p->done);
	return r < 0 ? -1 : 0;
}

static int read_all(struct printed *p, const char *case_id)
{
	struct query *q = query_open(
		p->b, p->d,
		"SELECT k.id, k.date, k.subject, k.sha256 FROM bundle_unread u JOIN custody k ON k.id = u.line"
		" WHERE :case_id IS NULL OR substr(k.subject, 1, length(:case_id) + 1) = :case_id || '_' ORDER BY k.id",
		NULL);
	int r = -1;

	p->add = query_open(
		p->b, p->d,
		"INSERT INTO exhibit_name(case_id, name, sha256, bundle) VALUES (:case_id, :name, :sha256, :bundle) ON CONFLICT DO NOTHING",
		NULL);
	p->done = query_open(p->b, p->d, "DELETE FROM bundle_unread WHERE line = :line", NULL);
	if (q)
		query_bind_text(q, "case_id", case_id);
	while (q && p->add && p->done && (r = query_next(q, p->d)) > 0)
		if (read_one(p, query_int(q, 0), (int32_t)query_int(q, 1), arena_dup(p->a, query_text(q, 2)),
			     arena_dup(p->a, query_text(q, 3))) < 0) {
			r = -1;
			break;
		}
	query_close(q);
	query_close(p->add);
	query_close(p->done);
	return r;
}

int bundle_printed(struct db *ledger, struct arena *a, struct diag *d, const char *case_id,
		   const char *folder, const char *password)
{
	struct printed p = {.b = ledger, .a = a, .d = d, .folder = folder, .password = password};
	const int64_t left = db_int(ledger, d, "SELECT count(*) FROM bundle_unread", -1);
	struct diag quiet;

	if (left <= 0)
		return left < 0 ? -1 : 0;
	if (db_run(ledger, d, "BEGIN IMMEDIATE") < 0)
		return -1;
	if (read_all(&p, case_id) == 0 && db_run(ledger, d, "COMMIT") == 0)
		return 0;
	diag_init(&quiet, NULL, NULL);
	db_run(ledger, &quiet, "ROLLBACK");
	return -1;
}
