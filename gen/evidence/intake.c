/* intake.c: files a batch of papers: all go in, or none. */
#include "evidence/intake.h"

#include <stdlib.h>
#include <string.h>

#include "evidence/intake_own.h"
#include "evidence/media.h"
#include "evidence/name.h"
#include "evidence/vault.h"

/* The row of a query for which one value is asked; text in the scratch arena, NULL when there is none. */
static int ask(struct intake *in, struct query *q, const char **text)
{
	int r = query_next(q, in->d);

	if (text)
		*text = r > 0 ? arena_dup(&in->scratch, query_text(q, 0)) : NULL;
	query_reset(q);
	return r;
}

/* The name that a paper came with is shown to a court: nothing in it may hide or turn the rest (UAX 9,
 * embeddings and overrides). */
static int name_plain(const char *s)
{
	const char *end = s + strlen(s);

	if (!utf8_valid(s, (size_t)(end - s), NULL))
		return 0;
	while (s < end) {
		const uint32_t cp = utf8_next(&s, end);

		if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x2028 && cp <= 0x202E) ||
		    (cp >= 0x2066 && cp <= 0x2069))
			return 0;
	}
	return 1;
}

/* What the ledger has of the number: its days in words, the nearest to the paper's own, and whether one of
 * them will do. */
struct own {
	int32_t n;
	int near;
	const char *days, *nearest;
};

enum { DAYS_SAID = 6 }; /* more than a number's turns in six years are not told one by one */

static int read_own(struct intake *in, const struct filing *f, struct own *own)
{
	const int32_t *at = in->invoice_at;
	int64_t least = INT64_MAX;
	struct text days;
	int r;

	*own = (struct own){.nearest = ""};
	query_bind_text(in->invoice, "customer", f->customer);
	query_bind_text(in->invoice, "invoice", f->invoice);
	query_bind_int(in->invoice, "date", f->date);
	query_bind_int(in->invoice, "year", f->invoice_year);
	text_init(&days);
	while ((r = query_next(in->invoice, in->d)) > 0) {
		const int64_t away = query_int(in->invoice, at[INVOICE_AWAY]);

		own->near |= query_int(in->invoice, at[INVOICE_NEAR]) == 1;
		if (away < least)
			own->nearest = arena_dup(&in->scratch, query_text(in->invoice, at[INVOICE_DAY]));
		least = away < least ? away : least;
		if (own->n++ < DAYS_SAID)
			text_addf(&days, "%s%s", own->n > 1 ? " and " : "",
				  query_text(in->invoice, at[INVOICE_DAY]));
	}
	query_reset(in->invoice);
	if (own->n > DAYS_SAID)
		text_addf(&days, " and %d more days", own->n - DAYS_SAID);
	own->days = arena_format(&in->scratch, "%s of %s", own->n > 1 ? "are" : "is", text_str(&days));
	text_done(&days);
	return r;
}

/* The paper waits for its invoice when the ledger does not have it yet; but one of another year's must not
 * pass for it. */
static int check_invoice(struct intake *in, const struct filing *f)
{
	struct own own;
	char day[11];

	if (read_own(in, f, &own) < 0)
		return -1;
	if (own.n == 0)
		diag(in->d, DIAG_EVIDENCE_UNKNOWN, &f->at_invoice, "the ledger has no %s of %s", f->invoice,
		     f->customer);
	else if (!own.near && f->invoice_year)
		diag(in->d, DIAG_EVIDENCE_YEAR, &f->at_invoice,
		     "the ledger has no %s of %s in %d: its own %s", f->invoice, f->customer, f->invoice_year,
		     own.days);
	else if (!own.near)
		diag_hint(
			in->d, DIAG_EVIDENCE_YEAR, &f->at_invoice,
			arena_format(&in->scratch, "when it is, say invoice_year %.4s", own.nearest),
			"the ledger's %s of %s %s, more than half a year from the paper's %s: it is taken for that of another year",
			f->invoice, f->customer, own.days, date_format(f->date, day));
	return 0;
}

/* What the row says must make sense before anything is copied; every fault is said, none stops the others. */
static int check(struct intake *in, const struct filing *f)
{
	const struct doctype *t = doctype_find(&in->types, f->doctype);
	const char *hint = NULL, *words[4] = {f->note, f->invoice, f->signed_by, f->signed_role};
	int bad = 0, r;

	if (!name_plain(f->original))
		bad = diag_hint(in->d, DIAG_EVIDENCE_INDEX, &f->at_file, "rename it",
				"the file's name holds control characters, or is not UTF-8");
	for (int i = 0; i < 4; i++) /* no paper takes them, the index of a bundle neither */
		if (words[i] && !name_plain(words[i]))
			bad = diag(in->d, DIAG_EVIDENCE_INDEX, &f->at_file,
				   "\"%s\" holds control characters, or is not UTF-8", words[i]);
	if (!t) {
		hint = diag_closest(f->doctype, in->types.code, in->types.n);
		bad = diag_hint(in->d, DIAG_EVIDENCE_INDEX, &f->at_doctype,
				hint ? arena_format(&in->scratch, "did you mean `%s`?", hint) : NULL,
				"\"%s\" is no DocType", f->doctype);
	}
	query_bind_text(in->customer, "customer", f->customer);
	r = ask(in, in->customer, NULL);
	if (r < 0)
		return -1;
	if (r == 0) {
		query_bind_text(in->customers, "customer", f->customer);
		if (ask(in, in->customers, &hint) < 0)
			return -1;
		return diag_hint(in->d, DIAG_EVIDENCE_INDEX, &f->at_customer,
				 hint ? arena_format(&in->scratch, "did you mean `%s`?", hint) : NULL,
				 "the ledger has no customer \"%s\"", f->customer);
	}
	if (f->invoice && check_invoice(in, f) < 0)
		return -1;
	if (intake_amount_check(in, f) < 0)
		bad = -1;
	if (f->date > in->o->date) {
		char own[11], filed[11];

		bad = diag(in->d, DIAG_EVIDENCE_INDEX, &f->at,
			   "the paper's date %s is after the day of filing, %s", date_format(f->date, own),
			   date_format(in->o->date, filed));
	}
	return bad;
}

/* The case that is open, or this call's own number: IN2026-00001. */
static const char *scope_of(struct intake *in, const struct filing *f, const char **case_id)
{
	int32_t year, month, day;
	int64_t n;

	query_bind_text(in->open_case, "customer", f->customer);
	query_bind_int(in->open_case, "filed_on", in->o->date);
	if (ask(in, in->open_case, case_id) < 0)
		return NULL;
	if (*case_id)
		return *case_id;
	if (!in->scope) {
		date_split(in->o->date, &year, &month, &day);
		n = db_next_number(in->b, in->d, arena_format(in->a, "intake-%d", year));
		if (n < 0)
			return NULL;
		in->scope = arena_format(in->a, "IN%d-%05lld", year, (long long)n);
	}
	return in->scope;
}

/* The first free name of PHOTO, PHOTO-2, PHOTO-3 …; NULL after a diagnostic. n->doctype becomes what was
 * taken. */
static char *free_name(struct intake *in, struct name *n, const char *doctype, const char *case_id)
{
	n->doctype = doctype;
	for (int32_t i = 2;; i++) {
		char *name = name_make_masked(&in->scratch, n);
		char *stem = arena_dupn(&in->scratch, name, (size_t)(strrchr(name, '.') + 1 - name));
		const char *customer = strchr(name, '_'), *invoice = strchr(customer + 1, '_');
		int r;

		query_bind_text(in->taken, "stem", stem);
		query_bind_text(in->taken, "tail", strchr(stem + (invoice + 1 - name), '_'));
		query_bind_text(in->taken, "whose",
				arena_dupn(&in->scratch, customer, (size_t)(invoice + 1 - customer)));
		query_bind_text(in->taken, "customer", n->customer);
		query_bind_text(in->taken, "case_id", case_id);
		r = ask(in, in->taken, NULL);
		if (r < 0)
			return NULL;
		if (r == 0)
			return name;
		n->doctype = arena_format(&in->scratch, "%.*s-%d", (int)strcspn(doctype, "-"), doctype, i);
	}
}

static void bind_own(struct query *q, const struct media *m)
{
	query_bind_text(q, "mail_from", m->mail_from);
	query_bind_text(q, "mail_subject", m->mail_subject);
	query_bind_text(q, "mail_time", m->mail_time);
	if (m->mail_date != DATE_NONE)
		query_bind_int(q, "mail_date", m->mail_date);
	if (m->is_mail)
		query_bind_int(q, "mail_files", m->mail_files);
	if (m->taken_on != DATE_NONE)
		query_bind_int(q, "taken_on", m->taken_on);
	query_bind_text(q, "taken_at", m->taken_at);
}

/* A mail's own date is the day on which it was sent; a day more or less is the other end of the world. A
 * photograph's is the day on which it was taken. */
static void check_own_date(struct intake *in, const struct filing *f, const struct media *m)
{
	char sent[11], said[11];

	if (m->is_mail && m->mail_date != DATE_NONE && abs(m->mail_date - f->date) > 1)
		diag(in->d, DIAG_EVIDENCE_MAIL, &f->at, "%s was sent on %s, and is filed as of %s",
		     f->original, date_format(m->mail_date, sent), date_format(f->date, said));
	if (m->taken_on != DATE_NONE && m->taken_on != f->date && strncmp(f->doctype, "PHOTO", 5) == 0)
		diag(in->d, DIAG_EVIDENCE_PHOTO, &f->at,
		     "%s was taken on %s by its camera's clock, and is filed as of %s", f->original,
		     date_format(m->taken_on, sent), date_format(f->date, said));
}

static int insert(struct intake *in, const struct filing *f, const char *name, const char *case_id,
		  const char *sha256, size_t bytes, const struct media *m)
{
	int valid;
	const char *why =
		doctype_fault_by(&in->scratch, doctype_find(&in->types, f->doctype), f->signed_by,
				 f->signed_role, f->authority, f->authority_until, f->date, m->type, &valid);
	const char *broken = intake_unreadable(&in->scratch, f->original, m);
	struct query *q = in->insert;
	int r;

	if (broken) {
		valid = 0;
		why = broken;
	}
	query_bind_text(q, "unreadable", broken);
	bind_own(q, m);
	query_bind_text(q, "case_id", case_id);
	query_bind_text(q, "customer", f->customer);
	query_bind_text(q, "invoice", f->invoice);
	query_bind_int(q, "date", f->date);
	query_bind_text(
		q, "doctype",
		doctype_find(&in->types, f->doctype)->code); /* PHOTO: the 2 of PHOTO-2 is the name's */
	if (f->invoice_year)
		query_bind_int(q, "invoice_year", f->invoice_year);
	query_bind_text(q, "original", f->original);
	query_bind_text(q, "name", name);
	query_bind_text(q, "sha256", sha256);
	query_bind_int(q, "bytes", (int64_t)bytes);
	query_bind_text(q, "media", m->type);
	if (m->pages >= 0)
		query_bind_int(q, "pages", m->pages);
	query_bind_text(q, "signed_by", f->signed_by);
	query_bind_text(q, "signed_role", f->signed_role);
	query_bind_int(q, "stamped", f->stamped);
	query_bind_text(q, "note", f->note);
	query_bind_int(q, "valid", valid);
	query_bind_text(q, "why", why);
	query_bind_text(q, "authority", f->authority);
	if (f->authority_until != DATE_NONE)
		query_bind_int(q, "until", f->authority_until);
	query_bind_int(q, "filed_on", in->o->date);
	query_bind_text(q, "filed_by", in->o->who);
	if (f->at.line > 0)
		query_bind_int(q, "line", f->at.line);
	r = query_next(q, in->d);
	query_reset(q);
	if (r < 0)
		return -1;
	if (why)
		intake_fault(in, f, valid, why);
	return 0;
}

/* What the custody log keeps of a filing: the name that the paper came with, its invoice's year as said, or
 * as the day tells it where the number alone does not, and who signed it. NULL after a diagnostic. */
static const char *filing_note(struct intake *in, const struct filing *f)
{
	const char *year = f->invoice_year ? arena_format(&in->scratch, "%d", f->invoice_year) : NULL,
		   *signature;

	if (f->invoice && !year) {
		query_bind_text(in->year, "customer", f->customer);
		query_bind_text(in->year, "invoice", f->invoice);
		query_bind_int(in->year, "date", f->date);
		if (ask(in, in->year, &year) < 0)
			return NULL;
	}
	signature = intake_signature(&in->scratch, f);
	return f->invoice && year ? arena_format(&in->scratch, "%s; invoice %s of %s; %s", f->original,
						 f->invoice, year, signature)
				  : arena_format(&in->scratch, "%s; %s", f->original, signature);
}

static int write_object(struct intake *in, const char *path, const char *bytes, size_t len)
{
	char *folder = arena_dup(&in->scratch, path);

	*strrchr(folder, '/') = '\0';
	in->written = arena_room(in->a, in->written, &in->writes_cap, in->writes + 1, sizeof *in->written);
	in->written[in->writes++] = arena_dup(in->a, path);
	return file_mkdirs(in->d, folder) < 0 ? -1 : file_batch_add(in->batch, in->d, path, bytes, len);
}

static int is_written(const struct intake *in, const char *path)
{
	for (int32_t i = 0; i < in->writes; i++)
		if (strcmp(in->written[i], path) == 0)
			return 1;
	return 0;
}

/* The object of a paper that was filed before is put back where it is lost. The path is that of the first
 * filing. -1 after a diagnostic. */
static int heal(struct intake *in, const char *sha256, const char *bytes, size_t len)
{
	const char *stored = vault_path(in->b, &in->scratch, in->d, sha256), *path;

	if (!stored)
		return -1;
	path = house_path(in->h, &in->scratch, stored);
	if (file_exists(path) || is_written(in, path))
		return 0;
	if (write_object(in, path, bytes, len) < 0)
		return -1;
	in->r->healed++;
	return vault_log(in->b, in->d, in->o->date, "restored", strrchr(path, '/') + 1, sha256, in->o->who,
			 NULL);
}

static int file_one(struct intake *in, const struct filing *f)
{
	struct name n = {.customer = f->customer, .invoice = f->invoice, .date = f->date};
	struct place at = {f->path, 0, 0};
	struct media m;
	const char *case_id, *note;
	char sha256[DIGEST_HEX], *bytes, *name;
	size_t len;
	int r;

	bytes = file_read(&in->scratch, in->d, f->path, VAULT_MOST, &len);
	if (!bytes)
		return -1;
	if (len == 0)
		return diag(in->d, DIAG_EVIDENCE_FILE, &at, "is empty");
	digest_bytes(bytes, len, sha256);
	r = intake_again(in, f, sha256);
	if (r != 0)
		return r < 0 || heal(in, sha256, bytes, len) < 0 ? -1 : intake_amount_keep(in, f, in->again);
	if (media_find(&in->scratch, bytes, len, &m) < 0)
		return diag(in->d, DIAG_EVIDENCE_FILE, &at, "%s", m.damage);
	if (m.damage)
		diag(in->d, DIAG_EVIDENCE_DAMAGED, &at, "%s", m.damage);
	check_own_date(in, f, &m);
	n.scope = scope_of(in, f, &case_id);
	if (!n.scope || name_clashes(in->b, in->d, f->customer, f->invoice, &n.mask) < 0)
		return -1;
	n.ext = intake_extension(&in->scratch, f->original, &m);
	name = free_name(in, &n, f->doctype, case_id);
	note = filing_note(in, f);
	if (!note)
		return -1;
	query_bind_text(in->object, "sha256", sha256);
	r = name ? ask(in, in->object, NULL) : -1;
	if (r < 0 || insert(in, f, name, case_id, sha256, len, &m) < 0)
		return -1;
	if (r == 0) {
		const char *path =
			house_path(in->h, &in->scratch, vault_path_new(&in->scratch, sha256, name));

		if (write_object(in, path, bytes, len) < 0)
			return -1;
		in->r->objects++;
	} else if (heal(in, sha256, bytes, len) < 0) {
		return -1;
	}
	in->r->filed++;
	intake_touch(in, db_last_id(in->b));
	if (intake_amount_keep(in, f, name) < 0)
		return -1;
	return vault_log(in->b, in->d, in->o->date, r == 0 ? "filed" : "filed again", name, sha256,
			 in->o->who, note);
}

static int file_all(struct intake *in, const struct filing *f, int32_t n)
{
	int bad = 0;

	if (intake_queries_open(in) < 0)
		return -1;
	for (int32_t i = 0; i < n; i++) {
		if (check(in, &f[i]) < 0)
			bad = -1;
		arena_reset(&in->scratch);
	}
	for (int32_t i = 0; i < n && bad == 0; i++) {
		if (file_one(in, &f[i]) < 0)
			bad = -1;
		arena_reset(&in->scratch);
	}
	return bad;
}

int intake_file(struct db *b, const struct house *h, struct arena *a, struct diag *d, const struct filing *f,
		int32_t n, const struct intake_options *o, struct intake_report *r)
{
	struct intake in = {.b = b, .h = h, .a = a, .d = d, .o = o, .r = r};
	int bad;

	*r = (struct intake_report){0};
	if (doctype_read(b, h, a, d, &in.types) < 0 || db_run(b, d, "BEGIN IMMEDIATE") < 0)
		return -1;
	arena_init(&in.scratch);
	in.batch = file_batch_open();
	bad = vault_sweep(h, &in.scratch, d) < 0 ? -1 : file_all(&in, f, n);
	intake_queries_close(&in);
	arena_done(&in.scratch);
	/* the files first: a row without its object would be a lie, an object without a row is only taken up
	 * again */
	if (bad == 0)
		bad = file_batch_commit(in.batch, d);
	else
		file_batch_drop(in.batch);
	if (bad == 0)
		bad = db_run(b, d, "COMMIT");
	if (bad < 0)
		db_run(b, d, "ROLLBACK");
	return bad;
}
