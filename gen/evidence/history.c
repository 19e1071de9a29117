/* history.c: papers of the store as the custody log has them, line by line. */
#include "evidence/history.h"

#include <string.h>

#include "evidence/doctype.h"
#include "evidence/name.h"

static const struct {
	const char *column, *word;
	int quoted;
} fields[HISTORY_FIELDS] = {
	[HISTORY_CUSTOMER] = {"customer", "the customer", 0},
	[HISTORY_INVOICE] = {"invoice", "the invoice", 0},
	[HISTORY_DATE] = {"date", "the date", 0},
	[HISTORY_DOCTYPE] = {"doctype", "the DocType", 0},
	[HISTORY_SIGNED_BY] = {"signed_by", "the signatory", 1},
	[HISTORY_ROLE] = {"signed_role", "the signatory's role", 1},
	[HISTORY_STAMPED] = {"stamped", "the stamp", 0},
	[HISTORY_NOTE] = {"note", "the note", 1},
	[HISTORY_YEAR] = {"invoice_year", "the invoice's year", 0},
	[HISTORY_AUTHORITY] = {"authority", "the power of attorney", 1},
	[HISTORY_UNTIL] = {"authority_until", "the last day of the power of attorney", 0}};

const char *history_column(enum history_field f)
{
	return fields[f].column;
}

const char *history_word(enum history_field f)
{
	return fields[f].word;
}

const char *history_shown(struct arena *a, enum history_field f, const char *value)
{
	if (f == HISTORY_STAMPED)
		return value && *value == '1' ? "yes" : "no";
	if (!value)
		return "none";
	return fields[f].quoted ? arena_format(a, "\"%s\"", value) : value;
}

const char *history_signature(struct arena *a, const struct history *h)
{
	const char *by = h->value[HISTORY_SIGNED_BY], *role = h->value[HISTORY_ROLE],
		   *authority = h->value[HISTORY_AUTHORITY], *until = h->value[HISTORY_UNTIL],
		   *stamped = h->value[HISTORY_STAMPED];
	const char *said = by && *by	   ? arena_format(a, "signed by \"%s\"", by)
			   : role && *role ? "signatory not named,"
					   : "unsigned";

	if (role && *role)
		said = arena_format(a, "%s as \"%s\"", said, role);
	if (authority && *authority)
		said = arena_format(a, "%s, by the power of attorney \"%s\"", said, authority);
	if (until && *until)
		said = arena_format(a, "%s until %s", said, until);
	return stamped && *stamped == '1' ? arena_format(a, "%s, stamped", said) : said;
}

/* ---- one line taken back ---- */

/* The value that was shown so; *ok 0: it is none of the field's. */
static const char *unshown(struct arena *a, enum history_field f, const char *s, size_t n, int *ok)
{
	if (f == HISTORY_STAMPED) {
		*ok = (n == 3 && memcmp(s, "yes", n) == 0) || (n == 2 && memcmp(s, "no", n) == 0);
		return n == 3 ? "1" : "0";
	}
	*ok = 1;
	if (n == 4 && memcmp(s, "none", n) == 0)
		return NULL;
	if (!fields[f].quoted)
		return arena_dupn(a, s, n);
	*ok = n >= 2 && *s == '"' && s[n - 1] == '"';
	return *ok ? arena_dupn(a, s + 1, n - 2) : NULL;
}

/* "WORD was OLD, is NEW" at s, NEW being what the field has, to the end or up to "; ": the value becomes OLD.
 * Where it ends; NULL: no such thing is there. */
static const char *undo_one(struct arena *a, const char *s, enum history_field f, struct history *h)
{
	const char *is = arena_format(a, ", is %s", history_shown(a, f, h->value[f])), *was, *at, *old;
	const size_t word = strlen(fields[f].word), len = strlen(is);
	int ok;

	if (strncmp(s, fields[f].word, word) != 0 || strncmp(s + word, " was ", 5) != 0)
		return NULL;
	was = s + word + 5;
	for (at = was; (at = strstr(at, is)) != NULL; at++) {
		if (at[len] && strncmp(at + len, "; ", 2) != 0)
			continue;
		old = unshown(a, f, was, (size_t)(at - was), &ok);
		if (!ok)
			continue;
		h->value[f] = old;
		return at[len] ? at + len + 2 : at + len;
	}
	return NULL;
}

int history_undo(struct arena *a, const char *note, struct history *h)
{
	struct history to = *h;
	const char *end = note;

	for (const char *s = note; end && *s; s = end ? end : s) {
		end = NULL;
		for (int f = 0; f < HISTORY_FIELDS && !end; f++)
			end = undo_one(a, s, (enum history_field)f, &to);
		if (!end && s == note)
			return -1;
	}
	*h = to;
	return 0;
}

/* "WORD was OLD, is NEW" at s. Where it ends; NULL: it is none. Of a value that holds the words between, the
 * shortest is read: for people, as history_undo knows what the value is. */
static const char *read_one(struct arena *a, const char *s, enum history_field f, struct history_change *k)
{
	const size_t word = strlen(fields[f].word);
	const char *was, *is, *end, *stop = fields[f].quoted ? "\"; " : "; ";
	int ok, ok_too;

	if (strncmp(s, fields[f].word, word) != 0 || strncmp(s + word, " was ", 5) != 0)
		return NULL;
	was = s + word + 5;
	is = strstr(was, ", is ");
	if (!is)
		return NULL;
	end = strncmp(is + 5, "none; ", 6) == 0 ? is + 9 : strstr(is + 5, stop);
	end = !end ? is + strlen(is) : fields[f].quoted && *end == '"' ? end + 1 : end;
	*k = (struct history_change){f, unshown(a, f, was, (size_t)(is - was), &ok),
				     unshown(a, f, is + 5, (size_t)(end - is) - 5, &ok_too)};
	return ok && ok_too ? end : NULL;
}

int32_t history_read(struct arena *a, const char *note, struct history_change *k)
{
	const char *end = note;
	int32_t n = 0;

	while (end && n < HISTORY_FIELDS) {
		const char *s = n > 0 ? end + 2 : end;

		if (n > 0 && strncmp(end, "; ", 2) != 0)
			break;
		end = NULL;
		for (int f = 0; f < HISTORY_FIELDS && !end; f++)
			end = read_one(a, s, (enum history_field)f, &k[n]);
		n += end != NULL;
	}
	return n;
}

/* ---- the rows ---- */

enum {
	ROW_ID = HISTORY_FIELDS,
	ROW_NAME,
	ROW_ORIGINAL,
	ROW_FILED,
	ROW_MEDIA,
	ROW_CORRECTED,
	ROW_LINE,
	ROW_FIELD,
	ROW_WAS,
	ROW_NOW,
	ROW_COLUMNS
};

#define ROWS                                                                                                  \
	"SELECT e.customer, nullif(e.invoice, ''), iso(e.date), e.doctype, e.signed_by, e.signed_role, "      \
	"coalesce(e.stamped, 0), e.note, e.invoice_year, e.authority, iso(e.authority_until), e.id, e.name, " \
	"e.original, f.note, e.media, c.note, c.id, g.field, g.was, g.now FROM evidence e "                   \
	"LEFT JOIN custody f ON f.subject = e.name AND f.act IN ('filed', 'filed again') "

static const char *copy(const struct query *q, int32_t i, struct arena *a)
{
	return query_null(q, i) ? NULL : arena_dup(a, query_text(q, i));
}

/* Corrections are joined as c, the last one first, and what each changed as g, in the order of its note. */
#define CHANGES(join, day)                                                                                   \
	join " custody c ON c.subject = e.name AND c.act = 'corrected'" day                                  \
	     " LEFT JOIN custody_change g ON g.line = c.id ORDER BY e.name, c.id DESC, g.seq"

/* A paper while its lines are taken back, the last one first. */
struct paper {
	struct arena *a;
	struct history now; /* as of the lines taken back */
	const char *name, *original, *filed, *media;
	const char *customer; /* as the register has it */
	int64_t id;
	int64_t line;	  /* whose changes are taken back */
	const char *rest; /* of its note: what is not yet proved */
	int misfit;	  /* a line is not what the row stands by */
};

static void paper_begin(struct paper *p, const struct query *q)
{
	arena_reset(p->a);
	for (int32_t i = 0; i < HISTORY_FIELDS; i++)
		p->now.value[i] = copy(q, i, p->a);
	p->name = copy(q, ROW_NAME, p->a);
	p->original = copy(q, ROW_ORIGINAL, p->a);
	p->filed = copy(q, ROW_FILED, p->a);
	p->media = copy(q, ROW_MEDIA, p->a);
	p->customer = p->now.value[HISTORY_CUSTOMER];
	p->id = query_int(q, ROW_ID);
	p->line = 0;
	p->rest = NULL;
	p->misfit = 0;
}

static int differs(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") != 0;
}

enum history_field history_field_of(const char *column)
{
	int f = 0;

	while (f < HISTORY_FIELDS && strcmp(fields[f].column, column) != 0)
		f++;
	return (enum history_field)f;
}

/* One change of a line, as its columns have it: the line's note, which the chain proves, must say the same,
 * and the paper must stand as it left it. -1: not so. */
static int undo_change(struct paper *p, const struct query *q)
{
	const struct history_change k = {history_field_of(query_text(q, ROW_FIELD)), copy(q, ROW_WAS, p->a),
					 copy(q, ROW_NOW, p->a)};
	const char *told = k.field < HISTORY_FIELDS ? history_told(p->a, &k) : NULL;
	const size_t len = told ? strlen(told) : 0;

	if (!told || strncmp(p->rest, told, len) != 0 ||
	    (p->rest[len] && strncmp(p->rest + len, "; ", 2) != 0) || differs(p->now.value[k.field], k.now))
		return -1;
	p->rest += p->rest[len] ? len + 2 : len;
	p->now.value[k.field] = k.was;
	return 0;
}

static void paper_step(struct paper *p, const struct query *q)
{
	if (p->misfit || query_null(q, ROW_CORRECTED))
		return;
	if (query_null(q, ROW_FIELD)) {
		p->misfit = history_undo(p->a, query_text(q, ROW_CORRECTED), &p->now) < 0;
		return;
	}
	if (p->line != query_int(q, ROW_LINE)) {
		p->line = query_int(q, ROW_LINE);
		p->rest = copy(q, ROW_CORRECTED, p->a);
	}
	p->misfit = undo_change(p, q) < 0;
}

/* ---- held against the log ---- */

/* What the log says at the filing of who signed; NULL: an older log does not. */
static const char *signature_filed(struct paper *p)
{
	const size_t len = strlen(p->original);
	const char *s = p->filed, *again;

	if (!s || strncmp(s, p->original, len) != 0)
		return NULL;
	s += len;
	if (strncmp(s, "; invoice ", 10) == 0) { /* "; invoice 936 of 2026" */
		const char *invoice = p->now.value[HISTORY_INVOICE];

		again = arena_format(p->a, "; invoice %s of ", invoice ? invoice : "");
		s = strncmp(s, again, strlen(again)) == 0 && strlen(s) >= strlen(again) + 4
			    ? s + strlen(again) + 4
			    : "";
	}
	return strncmp(s, "; ", 2) == 0 ? s + 2 : NULL;
}

/* What of the row is not as the paper's name and its filing have it, after all corrections are taken back. */
static const char *fault_of(struct paper *p)
{
	const char *const *v = p->now.value, *signature = signature_filed(p);
	struct name n;
	char day[11];

	if (p->misfit)
		return "is not in the register as the last correction in the custody log left it";
	if (p->filed && strncmp(p->filed, p->original, strlen(p->original)) != 0)
		return "came under another name by the register than by the custody log";
	if (signature && strcmp(signature, history_signature(p->a, &p->now)) != 0)
		return "has another signatory or stamp in the register than the custody log has of it";
	if (name_parse(p->a, p->name, &n) < 0)
		return NULL;
	if (!(n.cut & NAME_MASK_CUSTOMER) && differs(n.customer, v[HISTORY_CUSTOMER]))
		return "has another customer in the register than the custody log has of it";
	if (!(n.cut & NAME_MASK_INVOICE) && differs(n.invoice, v[HISTORY_INVOICE]))
		return "has another invoice in the register than the custody log has of it";
	if (differs(date_format(n.date, day), v[HISTORY_DATE]))
		return "has another date in the register than when it was filed";
	if (strlen(v[HISTORY_DOCTYPE]) != strcspn(n.doctype, "-") ||
	    strncmp(v[HISTORY_DOCTYPE], n.doctype, strlen(v[HISTORY_DOCTYPE])) != 0)
		return "has another DocType in the register than the custody log has of it";
	return NULL;
}

/* Whether the paper is of a customer by the register, or was when it was filed. */
static int concerns(struct paper *p, const char *customer)
{
	struct name n;

	return !customer || strcmp(p->customer, customer) == 0 ||
	       (name_parse(p->a, p->name, &n) == 0 && !differs(n.customer, customer));
}

static int judge(struct paper *p, struct diag *d, const char *customer)
{
	const char *fault = p->name && concerns(p, customer) ? fault_of(p) : NULL;

	return fault ? diag(d, DIAG_CUSTODY, NULL, "%s %s", p->name, fault) : 0;
}

static const char *customer_of(struct db *b, struct arena *a, struct diag *d, const char *case_id)
{
	struct query *q = query_open(b, d, "SELECT customer FROM bad_case WHERE id = :id", NULL);
	const char *customer = NULL;

	if (!q)
		return NULL;
	query_bind_text(q, "id", case_id);
	if (query_next(q, d) > 0)
		customer = arena_dup(a, query_text(q, 0));
	query_close(q);
	return customer;
}

/* Withdrawals, which are lines of their own. */
static int check_withdrawn(struct db *b, struct diag *d, const char *customer)
{
	struct query *q = query_open(
		b, d,
		"SELECT e.name FROM evidence e LEFT JOIN custody k ON k.subject = e.name AND k.act = 'withdrawn'"
		" WHERE (e.withdrawn_on IS NOT k.date OR e.withdrawn_why IS NOT k.note) AND e.customer = coalesce(:customer, e.customer) ORDER BY 1",
		NULL);
	int r = q ? 0 : -1, bad = 0;

	if (q)
		query_bind_text(q, "customer", customer);
	while (q && (r = query_next(q, d)) > 0)
		bad = diag(d, DIAG_CUSTODY, NULL,
			   "%s was withdrawn otherwise by the register than by the custody log",
			   query_text(q, 0));
	query_close(q);
	return r < 0 ? -1 : bad;
}

int history_check(struct db *b, struct diag *d, const char *case_id)
{
	struct query *q = query_open(b, d, ROWS CHANGES("LEFT JOIN", ""), NULL);
	struct arena scratch, kept;
	struct paper p = {.a = &scratch};
	const char *customer;
	int r = q ? 0 : -1, bad = 0;

	arena_init(&scratch);
	arena_init(&kept);
	customer = case_id ? customer_of(b, &kept, d, case_id) : NULL;
	while (q && (r = query_next(q, d)) > 0) {
		if (!p.name || query_int(q, ROW_ID) != p.id) {
			bad |= judge(&p, d, customer);
			paper_begin(&p, q);
		}
		paper_step(&p, q);
	}
	bad |= judge(&p, d, customer);
	query_close(q);
	bad |= check_withdrawn(b, d, customer);
	arena_done(&scratch);
	arena_done(&kept);
	return r < 0 || bad ? -1 : 0;
}

/* ---- taken back to a day ---- */

/* What the rules say of the paper as it was then. A paper that belonged to another customer belonged to the
 * case that its name has. */
static int put(struct db *b, struct diag *d, const struct doctypes *types, struct paper *p)
{
	static const char *const column[HISTORY_FIELDS] = {"customer",	"invoice",   "date",	"doctype",
							   "signed_by", "role",	     "stamped", "note",
							   "year",	"authority", "until"};
	const char *const *v = p->now.value;
	const struct doctype *type = doctype_find(types, v[HISTORY_DOCTYPE]);
	struct query *q = query_open(
		b, d,
		"UPDATE evidence SET case_id = CASE WHEN customer = :customer THEN case_id ELSE (SELECT id FROM bad_case WHERE id ="
		" substr(evidence.name, 1, instr(evidence.name, '_') - 1)) END, customer = :customer, invoice = :invoice, date = day(:date), doctype = :doctype,"
		" signed_by = :signed_by, signed_role = :role, stamped = CAST(:stamped AS INTEGER), note = :note, invoice_year = CAST(:year AS INTEGER),"
		" authority = :authority, authority_until = day(:until), valid = CASE WHEN unreadable IS NULL THEN :valid ELSE 0 END,"
		" why_invalid = coalesce(unreadable, :why) WHERE id = :id AND why_invalid IS NOT 'purged'",
		NULL);
	const char *why = NULL;
	int valid = 1, r;

	if (!q)
		return -1;
	if (type)
		why = doctype_fault_by(
			p->a, type, v[HISTORY_SIGNED_BY], v[HISTORY_ROLE], v[HISTORY_AUTHORITY],
			v[HISTORY_UNTIL] ? date_parse(v[HISTORY_UNTIL], strlen(v[HISTORY_UNTIL])) : DATE_NONE,
			date_parse(v[HISTORY_DATE], strlen(v[HISTORY_DATE])), p->media, &valid);
	for (int i = 0; i < HISTORY_FIELDS; i++)
		query_bind_text(q, column[i], v[i]);
	query_bind_int(q, "valid", valid);
	query_bind_text(q, "why", why);
	query_bind_int(q, "id", p->id);
	r = query_next(q, d);
	query_close(q);
	return r < 0 ? -1 : 0;
}

static int put_back(struct db *b, struct diag *d, const struct doctypes *types, struct paper *p)
{
	return p->name && !p->misfit ? put(b, d, types, p) : 0;
}

int history_rewind(struct db *copy, const struct house *h, struct diag *d, int32_t day)
{
	struct arena a, scratch;
	struct paper p = {.a = &scratch};
	struct doctypes types;
	struct query *q = NULL;
	int r = -1;

	arena_init(&a);
	arena_init(&scratch);
	if (doctype_read(copy, h, &a, d, &types) == 0)
		q = query_open(copy, d, ROWS CHANGES("JOIN", " AND c.date > :day"), NULL);
	if (q)
		query_bind_int(q, "day", day);
	while (q && (r = query_next(q, d)) > 0) {
		if (!p.name || query_int(q, ROW_ID) != p.id) {
			if (put_back(copy, d, &types, &p) < 0) {
				r = -1;
				break;
			}
			paper_begin(&p, q);
		}
		paper_step(&p, q);
	}
	if (r == 0)
		r = put_back(copy, d, &types, &p);
	query_close(q);
	arena_done(&a);
	arena_done(&scratch);
	return r;
}
