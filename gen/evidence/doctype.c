/* doctype.c: DocTypes and who may sign them. */
#include "evidence/doctype.h"

#include <string.h>

enum {
	DOCTYPES_CODE,
	DOCTYPES_TITLE,
	DOCTYPES_STAGE,
	DOCTYPES_ROLES,
	DOCTYPES_SIGNERS,
	DOCTYPES_WORDS,
	DOCTYPES_COLUMNS
};

static const struct query_want want_doctypes[DOCTYPES_COLUMNS] = {
	[DOCTYPES_CODE] = {"code", WANT_TEXT, WANT_ALWAYS},
	[DOCTYPES_TITLE] = {"title", WANT_TEXT, WANT_ALWAYS},
	[DOCTYPES_STAGE] = {"stage", WANT_TEXT, WANT_ALWAYS},
	[DOCTYPES_ROLES] = {"roles", WANT_TEXT, WANT_ALWAYS},
	[DOCTYPES_SIGNERS] = {"signers", WANT_TEXT, WANT_MAYBE},
	[DOCTYPES_WORDS] = {"words", WANT_INT, WANT_MAYBE}};

static const struct query_want want_stages[STAGES_COLUMNS] = {
	[STAGES_STAGE] = {"stage", WANT_TEXT, WANT_ALWAYS},
	[STAGES_TITLE] = {"title", WANT_TEXT, WANT_ALWAYS}};

/* A house's own query may know nothing of the invoice's date, and answer for one case at a time. */
static const struct query_want want_gaps[GAPS_COLUMNS] = {
	[GAPS_STAGE] = {"stage", WANT_TEXT, WANT_ALWAYS},
	[GAPS_INVOICE] = {"invoice", WANT_TEXT, WANT_ALWAYS},
	[GAPS_DOCTYPE] = {"doctype", WANT_TEXT, WANT_ALWAYS},
	[GAPS_GAP] = {"gap", WANT_TEXT, WANT_ALWAYS},
	[GAPS_ABOUT] = {"about", WANT_TEXT, WANT_ALWAYS},
	[GAPS_DATE] = {"date", WANT_INT, WANT_ALWAYS},
	[GAPS_ROLE] = {"role", WANT_TEXT, WANT_ALWAYS},
	[GAPS_WHY] = {"why", WANT_TEXT, WANT_ALWAYS},
	[GAPS_INVOICE_DATE] = {"invoice_date", WANT_INT, WANT_MAYBE},
	[GAPS_INVOICE_AGAIN] = {"invoice_again", WANT_INT, WANT_MAYBE},
	[GAPS_SOLVE_BY] = {"solve_by", WANT_INT, WANT_MAYBE},
	[GAPS_CASE] = {"case_id", WANT_TEXT, WANT_MAYBE}};

static const struct query_want want_papers[PAPERS_COLUMNS] = {
	[PAPERS_WAY] = {"way", WANT_TEXT, WANT_ALWAYS},
	[PAPERS_DOCTYPE] = {"doctype", WANT_TEXT, WANT_ALWAYS},
	[PAPERS_INVOICE] = {"invoice", WANT_TEXT, WANT_ALWAYS},
	[PAPERS_DATE] = {"date", WANT_INT, WANT_ALWAYS},
	[PAPERS_ORIGINAL] = {"original", WANT_TEXT, WANT_ALWAYS},
	[PAPERS_SHA256] = {"sha256", WANT_TEXT, WANT_ALWAYS},
	[PAPERS_BYTES] = {"bytes", WANT_INT, WANT_ALWAYS},
	[PAPERS_MEDIA] = {"media", WANT_TEXT, WANT_ALWAYS},
	[PAPERS_PAGES] = {"pages", WANT_INT, WANT_ALWAYS},
	[PAPERS_SIGNED_BY] = {"signed_by", WANT_TEXT, WANT_ALWAYS},
	[PAPERS_VALID] = {"valid", WANT_INT, WANT_ALWAYS},
	[PAPERS_FILE] = {"file", WANT_TEXT, WANT_ALWAYS},
	[PAPERS_INVOICE_YEAR] = {"invoice_year", WANT_TEXT, WANT_MAYBE},
	[PAPERS_NAME] = {"name", WANT_TEXT, WANT_MAYBE},
	[PAPERS_NOTE] = {"note", WANT_TEXT, WANT_MAYBE},
	[PAPERS_WHY] = {"why_invalid", WANT_TEXT, WANT_MAYBE},
	[PAPERS_FILED_ON] = {"filed_on", WANT_INT, WANT_MAYBE},
	[PAPERS_FILED_BY] = {"filed_by", WANT_TEXT, WANT_MAYBE},
	[PAPERS_COPY_OF] = {"copy_of", WANT_TEXT, WANT_MAYBE}};

static const char *const of_case[] = {"case_id", "customer", "as_of", NULL};

static const struct named_reader readers[DOCTYPE_READERS] = {
	[READ_DOCTYPES] = {"doctypes", want_doctypes, DOCTYPES_COLUMNS, NULL},
	[READ_STAGES] = {"stages", want_stages, STAGES_COLUMNS, of_case},
	[READ_GAPS] = {"gaps", want_gaps, GAPS_COLUMNS, of_case},
	[READ_PAPERS] = {"papers", want_papers, PAPERS_COLUMNS, of_case},
	/* these become tables of the bundle as they are */
	[READ_CHRONOLOGY] = {"chronology", NULL, 0, of_case},
	[READ_ACCOUNT] = {"account", NULL, 0, of_case},
	[READ_REGISTER] = {"register", NULL, 0, of_case},
	[READ_CUSTODY] = {"custody", NULL, 0, of_case}};

static const struct named_file *rules_read(const struct house *h, struct arena *a, struct diag *d)
{
	char *path = house_layout(h, a, "evidence.sql");

	if (path)
		return named_read(a, d, path);
	diag(d, DIAG_EVIDENCE_RULES, NULL, "layouts/evidence.sql is missing");
	return NULL;
}

struct query *doctype_open(struct db *b, const struct house *h, struct arena *a, struct diag *d,
			   enum doctype_reader r, int32_t *at, const struct named_query **named)
{
	const struct named_file *file = rules_read(h, a, d);

	return file ? named_open(b, d, file, &readers[r], at, named) : NULL;
}

int doctype_check(struct db *b, const struct house *h, struct arena *a, struct diag *d)
{
	const struct named_file *file = rules_read(h, a, d);
	struct doctypes types;

	if (!file || named_check(b, d, file, readers, DOCTYPE_READERS) < 0)
		return -1;
	return doctype_read(b, h, a, d, &types);
}

/* NULL: no such column, or nothing in it. */
static const char *text_at(struct arena *a, const struct query *q, int32_t col)
{
	return col < 0 || query_null(q, col) ? NULL : arena_dup(a, query_text(q, col));
}

int doctype_read(struct db *b, const struct house *h, struct arena *a, struct diag *d, struct doctypes *t)
{
	int32_t at[DOCTYPES_COLUMNS], n = 0, cap = 0;
	struct query *q = doctype_open(b, h, a, d, READ_DOCTYPES, at, NULL);
	struct doctype *type = NULL;
	const char **code;
	int r;

	*t = (struct doctypes){0};
	if (!q)
		return -1;
	while ((r = query_next(q, d)) > 0) {
		type = arena_room(a, type, &cap, n + 1, sizeof *type);
		type[n++] = (struct doctype){arena_dup(a, query_text(q, at[DOCTYPES_CODE])),
					     arena_dup(a, query_text(q, at[DOCTYPES_TITLE])),
					     arena_dup(a, query_text(q, at[DOCTYPES_STAGE])),
					     text_at(a, q, at[DOCTYPES_ROLES]),
					     at[DOCTYPES_WORDS] < 0 || query_int(q, at[DOCTYPES_WORDS]) != 0,
					     text_at(a, q, at[DOCTYPES_SIGNERS])};
	}
	query_close(q);
	if (r < 0)
		return -1;
	code = arena_alloc(a, sizeof *code * (size_t)(n + 1));
	for (int32_t i = 0; i < n; i++)
		code[i] = type[i].code;
	*t = (struct doctypes){type, code, n};
	return 0;
}

/* "-2", "-3" …: the second and further papers of one kind on one day. */
static int suffix_valid(const char *s)
{
	return s[0] == '-' && s[1] >= '1' && s[1] <= '9' && strcmp(s, "-1") != 0 &&
	       strspn(s + 1, "0123456789") == strlen(s + 1) && strlen(s) <= 6;
}

const struct doctype *doctype_find(const struct doctypes *t, const char *code)
{
	size_t n = strcspn(code, "-");

	if (code[n] && !suffix_valid(code + n))
		return NULL;
	for (int32_t i = 0; i < t->n; i++)
		if (strlen(t->type[i].code) == n && memcmp(t->type[i].code, code, n) == 0)
			return &t->type[i];
	return NULL;
}

/* Roles are words of the index, and an index is written by people: "Managing Director" is managing_director.
 */
static int same_role(const char *word, const char *role, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char c = role[i] == ' ' || role[i] == '-'	  ? '_'
			       : role[i] >= 'A' && role[i] <= 'Z' ? (char)(role[i] + 32)
								  : role[i];

		if (word[i] != c)
			return 0;
	}
	return 1;
}

/* Is the role among those, blanks between? */
static int among(const char *roles, const char *role, size_t n)
{
	for (const char *p = roles; n > 0 && *p; p += strspn(p, " ")) {
		size_t len = strcspn(p, " ");

		if (len == n && same_role(p, role, n))
			return 1;
		p += len;
	}
	return 0;
}

char *doctype_fault(struct arena *a, const struct doctype *t, const char *signed_by, const char *role,
		    int *valid)
{
	/* a paper that nobody signed has no signature to judge */
	const char *may = t->roles ? t->roles : signed_by && *signed_by ? t->signers : NULL;
	size_t n = role ? strlen(role) : 0;
	struct text roles;
	char *why;

	*valid = 1;
	if (!may || among(may, role, n))
		return NULL;
	*valid = !t->roles;
	text_init(&roles);
	for (const char *p = may; *p;) {
		size_t len = strcspn(p, " ");

		text_addf(&roles, "%s%.*s", roles.len ? " or " : "", (int)len, p);
		p += len + strspn(p + len, " ");
	}
	why = n ? arena_format(a, "signed by %s; only %s may sign a %s", role, text_str(&roles), t->code)
		: arena_format(a, "no signatory's role is recorded; only %s may sign a %s", text_str(&roles),
			       t->code);
	text_done(&roles);
	return why;
}

char *doctype_fault_by(struct arena *a, const struct doctype *t, const char *signed_by, const char *role,
		       const char *authority, int32_t until, int32_t date, const char *media, int *valid)
{
	char *why = doctype_fault(a, t, signed_by, role, valid), day[11], own[11];

	if (media && strncmp(media, "text/", 5) == 0 && !t->words) {
		*valid = 0;
		return arena_format(a, "a file of words alone has no page to sign or stamp: it is no %s",
				    t->code);
	}

	if (why || until == DATE_NONE || until >= date)
		return why;
	*valid = !t->roles;
	return arena_format(a,
			    "signed by a power of attorney%s%s that was valid until %s; the paper is of %s",
			    authority ? " " : "", authority ? authority : "", date_format(until, day),
			    date_format(date, own));
}
