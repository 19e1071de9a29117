/* doctype.c: DocTypes and who may sign them. */
#include "evidence/doctype.h"

#include <string.h>

struct query *doctype_query(struct db *b, const struct house *h, struct arena *a, struct diag *d,
			    const char *name, const struct named_query **named)
{
	char *path = house_layout(h, a, "evidence.sql");
	const struct named_file *file;
	const struct named_query *q;
	struct place at = {path, 0, 0};

	if (!path) {
		diag(d, DIAG_EVIDENCE_RULES, NULL, "layouts/evidence.sql is missing");
		return NULL;
	}
	file = named_read(a, d, path);
	if (!file)
		return NULL;
	q = named_find(file, name);
	if (!q) {
		diag(d, DIAG_EVIDENCE_RULES, &at, "the query \"%s\" is missing", name);
		return NULL;
	}
	if (named)
		*named = q;
	return query_open_named(b, d, q);
}

int doctype_read(struct db *b, const struct house *h, struct arena *a, struct diag *d, struct doctypes *t)
{
	struct query *q = doctype_query(b, h, a, d, "doctypes", NULL);
	struct doctype *type = NULL;
	const char **code;
	int32_t n = 0, cap = 0;
	int r;

	*t = (struct doctypes){0};
	if (!q)
		return -1;
	while ((r = query_next(q, d)) > 0) {
		type = arena_room(a, type, &cap, n + 1, sizeof *type);
		type[n++] = (struct doctype){arena_dup(a, query_text(q, 0)), arena_dup(a, query_text(q, 1)),
					     arena_dup(a, query_text(q, 2)),
					     query_null(q, 3) ? NULL : arena_dup(a, query_text(q, 3))};
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

char *doctype_fault(struct arena *a, const struct doctype *t, const char *role)
{
	size_t n = role ? strlen(role) : 0;
	struct text roles;
	char *why;

	if (!t->roles)
		return NULL;
	for (const char *p = t->roles; n > 0 && *p; p += strspn(p, " ")) {
		size_t len = strcspn(p, " ");

		if (len == n && same_role(p, role, n))
			return NULL;
		p += len;
	}
	text_init(&roles);
	for (const char *p = t->roles; *p;) {
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
