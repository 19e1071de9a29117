/* intake_again.c: a paper that is filed already: nothing to do, or its signatory, stamp, note or invoice's
 * year put right, with a trace. */
#include <string.h>

#include "evidence/history.h"
#include "evidence/intake_own.h"

/* As they stand in the row and as they are said: text, NULL none. */
static const struct {
	unsigned said;
	enum history_field field;
} fields[] = {{FILING_SIGNED_BY, HISTORY_SIGNED_BY}, {FILING_SIGNED_ROLE, HISTORY_ROLE},
	      {FILING_STAMPED, HISTORY_STAMPED},     {FILING_NOTE, HISTORY_NOTE},
	      {FILING_YEAR, HISTORY_YEAR},	     {FILING_AUTHORITY, HISTORY_AUTHORITY},
	      {FILING_UNTIL, HISTORY_UNTIL}};

enum { FIELDS = sizeof fields / sizeof fields[0], ID = FIELDS, NAME, DOCTYPE, MEDIA, FILED_ON };

void intake_fault(struct intake *in, const struct filing *f, int valid, const char *why)
{
	in->r->not_valid += !valid;
	diag(in->d, valid ? DIAG_EVIDENCE_SIGNER : DIAG_EVIDENCE_INVALID, &f->at, "%s of %s: %s", f->original,
	     f->customer, why);
}

void intake_touch(struct intake *in, int64_t id)
{
	in->touched = arena_room(in->a, in->touched, &in->touched_cap, in->touches + 1, sizeof *in->touched);
	in->touched[in->touches++] = id;
}

static int is_touched(const struct intake *in, int64_t id)
{
	for (int32_t i = 0; i < in->touches; i++)
		if (in->touched[i] == id)
			return 1;
	return 0;
}

static const char *said(struct intake *in, const struct filing *f, int i)
{
	char day[11];
	const char *const value[FIELDS] = {
		f->signed_by,
		f->signed_role,
		f->stamped ? "1" : "0",
		f->note,
		f->invoice_year ? arena_format(&in->scratch, "%d", f->invoice_year) : NULL,
		f->authority,
		f->authority_until == DATE_NONE
			? NULL
			: arena_dup(&in->scratch, date_format(f->authority_until, day))};

	return value[i];
}

static int same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static int log_change(struct intake *in, const char *name, const char *sha256,
		      const struct history_change *change)
{
	const struct history_line l = {.name = name,
				       .sha256 = sha256,
				       .who = in->o->who,
				       .day = in->o->date,
				       .change = change,
				       .changes = 1};

	return history_log(in->b, &in->scratch, in->d, &l);
}

/* The columns named in changed; and with a role goes what the rules say of it. */
static int put_right(struct intake *in, const struct filing *f, unsigned changed, int64_t id, int valid,
		     const char *why)
{
	struct query *q = query_open(
		in->b, in->d,
		"UPDATE evidence SET signed_by = CASE WHEN :changed & 1 THEN :signed_by ELSE signed_by END,"
		" signed_role = CASE WHEN :changed & 2 THEN :signed_role ELSE signed_role END,"
		" stamped = CASE WHEN :changed & 4 THEN :stamped ELSE stamped END, note = CASE WHEN :changed & 8 THEN :note ELSE note END,"
		" invoice_year = CASE WHEN :changed & 16 THEN :year ELSE invoice_year END, authority = CASE WHEN :changed & 32 THEN :authority ELSE authority END,"
		" authority_until = CASE WHEN :changed & 64 THEN :until ELSE authority_until END, valid = CASE WHEN unreadable IS NULL THEN :valid ELSE 0 END, why_invalid = coalesce(unreadable, :why) WHERE id = :id",
		NULL);
	int r;

	if (!q)
		return -1;
	query_bind_int(q, "changed", changed);
	query_bind_text(q, "signed_by", f->signed_by);
	query_bind_text(q, "signed_role", f->signed_role);
	query_bind_int(q, "stamped", f->stamped);
	query_bind_text(q, "note", f->note);
	if (f->invoice_year)
		query_bind_int(q, "year", f->invoice_year);
	query_bind_text(q, "authority", f->authority);
	if (f->authority_until != DATE_NONE)
		query_bind_int(q, "until", f->authority_until);
	query_bind_int(q, "valid", valid);
	query_bind_text(q, "why", why);
	query_bind_int(q, "id", id);
	r = query_next(q, in->d);
	query_close(q);
	return r;
}

/* was: the row as it stands, in the scratch arena. */
static int correct(struct intake *in, const struct filing *f, const char *sha256, int64_t id,
		   const char *const was[FILED_ON + 1])
{
	const int twice = is_touched(in, id);
	const char *by = f->said & FILING_SIGNED_BY ? f->signed_by : was[0];
	const char *role = f->said & FILING_SIGNED_ROLE ? f->signed_role : was[1], *why;
	char day[11];
	int valid;
	unsigned changed = 0;
	struct text all;
	int r = 0;

	text_init(&all);
	for (int i = 0; i < FIELDS && r == 0; i++) {
		struct history_change change;

		if (!(f->said & fields[i].said) || same(was[i], said(in, f, i)))
			continue;
		changed |= fields[i].said;
		change = (struct history_change){fields[i].field, was[i], said(in, f, i)};
		text_addf(&all, "%s%s", all.len ? "; " : "", history_told(&in->scratch, &change));
		if (!twice)
			r = log_change(in, was[NAME], sha256, &change);
	}
	if (r == 0 && changed && strcmp(date_format(in->o->date, day), was[FILED_ON]) < 0) {
		r = diag(in->d, DIAG_EVIDENCE_INDEX, &f->at,
			 "%s was filed on %s: it cannot be corrected on %s", f->original, was[FILED_ON], day);
	} else if (r == 0 && changed && twice) {
		r = diag(in->d, DIAG_EVIDENCE_INDEX, &f->at,
			 "%s is named twice in this call, the second time otherwise: %s", f->original,
			 text_str(&all));
	} else if (r == 0 && changed) {
		why = doctype_fault_by(&in->scratch, doctype_find(&in->types, was[DOCTYPE]), by, role,
				       f->said & FILING_AUTHORITY ? f->authority : was[5],
				       f->said & FILING_UNTIL ? f->authority_until
				       : was[6]		      ? date_parse(was[6], strlen(was[6]))
							      : DATE_NONE,
				       f->date, was[MEDIA], &valid);
		r = put_right(in, f, changed, id, valid, why);
		in->r->corrected++;
		diag(in->d, DIAG_EVIDENCE_CORRECTED, &f->at, "%s, filed as %s: %s", f->original, was[NAME],
		     text_str(&all));
		if (why)
			intake_fault(in, f, valid, why);
	} else if (r == 0) {
		in->r->already++;
	}
	text_done(&all);
	if (r == 0 && !twice)
		intake_touch(in, id);
	return r < 0 ? -1 : 1;
}

int intake_again(struct intake *in, const struct filing *f, const char *sha256)
{
	struct query *q = query_open(
		in->b, in->d,
		"SELECT signed_by, signed_role, coalesce(stamped, 0), note, invoice_year, authority, iso(authority_until), id, name, doctype, media, iso(filed_on) FROM evidence"
		" WHERE withdrawn_on IS NULL AND sha256 = :sha256 AND customer = :customer AND invoice IS :invoice AND date = :date AND doctype = :doctype"
		" AND original = :original ORDER BY id LIMIT 1",
		NULL);
	const char *was[FILED_ON + 1] = {0};
	int64_t id = 0;
	int r;

	if (!q)
		return -1;
	query_bind_text(q, "sha256", sha256);
	query_bind_text(q, "customer", f->customer);
	query_bind_text(q, "invoice", f->invoice);
	query_bind_int(q, "date", f->date);
	query_bind_text(q, "doctype", doctype_find(&in->types, f->doctype)->code);
	query_bind_text(q, "original", f->original);
	r = query_next(q, in->d);
	for (int i = 0; r > 0 && i <= FILED_ON; i++)
		was[i] = query_null(q, i) ? NULL : arena_dup(&in->scratch, query_text(q, i));
	if (r > 0)
		id = query_int(q, ID);
	in->again = was[NAME];
	query_close(q);
	return r > 0 ? correct(in, f, sha256, id, was) : r;
}
