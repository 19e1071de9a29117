/* cmd_new.c: a copy of a document type to edit in the house's own layouts/: structure, queries, and its
 * translations under the new name. */
#include <ctype.h>
#include <string.h>

#include "run/types.h"
#include "layout/layout.h"

static const struct option_row options[] = {{"from", 0, "TYPE", "the type to copy: its code or stem"},
					    {NULL, 0, NULL, NULL}};

static void po_string(struct text *t, const char *key, const char *s)
{
	text_adds(t, key);
	text_adds(t, " \"");
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			text_addf(t, "\\%c", *s);
		else if (*s == '\n')
			text_adds(t, "\\n");
		else if (*s == '\t')
			text_adds(t, "\\t");
		else
			text_addc(t, *s);
	}
	text_adds(t, "\"\n");
}

static void po_entry(struct text *t, const struct catalogue_entry *e, const char *context)
{
	char key[32];
	int32_t k;

	text_addc(t, '\n');
	if (e->fuzzy)
		text_adds(t, "#, fuzzy\n");
	po_string(t, "msgctxt", context);
	po_string(t, "msgid", e->id);
	if (!e->plural) {
		po_string(t, "msgstr", e->str[0]);
		return;
	}
	po_string(t, "msgid_plural", e->plural);
	for (k = 0; k < e->forms; k++) {
		snprintf(key, sizeof key, "msgstr[%d]", (int)k);
		po_string(t, key, e->str[k]);
	}
}

/* The header of the shipped catalogue, its first paragraph: plural forms are the language's. */
static int po_header(struct cmd *c, struct text *t, const char *lang)
{
	size_t n;
	char *bytes =
		     file_read(c->arena, c->diag,
			       arena_format(c->arena, "%s/layouts/po/%s.po", c->shipped, lang), 16 << 20, &n),
	     *end;

	if (!bytes)
		return -1;
	end = strstr(bytes, "\n\n");
	text_add(t, bytes, end ? (size_t)(end - bytes) + 1 : n);
	return 0;
}

/* Sentences with an id are found by STEM:id, so the copy's want entries of their own. */
static int copy_wordings(struct cmd *c, const char *lang, const char *from, const char *to)
{
	const struct catalogue *k = catalogue_open(c->arena, c->diag, c->house, lang);
	char *path = house_path(c->house, c->arena, arena_format(c->arena, "layouts/po/%s.po", lang)), *old;
	size_t n = strlen(from), len = 0;
	struct text t;
	int32_t i, added = 0;
	int rc = 0;

	if (!k)
		return -1;
	text_init(&t);
	if (file_exists(path)) {
		old = file_read(c->arena, c->diag, path, 16 << 20, &len);
		if (!old)
			return -1;
		text_add(&t, old, len);
	} else if (po_header(c, &t, lang) < 0) {
		text_done(&t);
		return -1;
	}
	for (i = 0; i < k->n; i++) {
		const struct catalogue_entry *e = &k->entry[i];
		char *context;

		if (!e->context || strncmp(e->context, from, n) != 0 || e->context[n] != ':')
			continue;
		context = arena_format(c->arena, "%s%s", to, e->context + n);
		if (catalogue_find(k, context, e->id))
			continue;
		po_entry(&t, e, context);
		added++;
	}
	if (added > 0)
		rc = file_mkdirs(c->diag, house_path(c->house, c->arena, "layouts/po")) < 0
			     ? -1
			     : file_write(c->diag, path, text_str(&t), t.len, 1);
	if (rc == 0 && added > 0)
		cmd_print("%s: %d wordings\n", path, (int)added);
	text_done(&t);
	return rc;
}

/* code="OLD" of the root element becomes code="NEW"; the rest is copied as it is, comments and all. */
static int copy_xml(struct cmd *c, const struct layout_stem *from, const char *code, const char *path)
{
	size_t n;
	char *xml = file_read(c->arena, c->diag, from->path, 16 << 20, &n), *root, *at;
	char *want = arena_format(c->arena, "code=\"%s\"", from->code);
	struct text t;
	int rc;

	if (!xml)
		return -1;
	root = strstr(xml, "<layout");
	at = root ? strstr(root, want) : NULL;
	if (!at)
		return diag(c->diag, DIAG_LAYOUT_ATTRIBUTE, &(struct place){from->path, 0, 0},
			    "its root says no %s", want);
	text_init(&t);
	text_add(&t, xml, (size_t)(at - xml));
	text_addf(&t, "code=\"%s\"", code);
	text_adds(&t, at + strlen(want));
	rc = file_write(c->diag, path, text_str(&t), t.len, 0);
	text_done(&t);
	return rc;
}

static int copy_file(struct cmd *c, const char *from, const char *to)
{
	size_t n;
	char *bytes = file_read(c->arena, c->diag, from, 16 << 20, &n);

	return bytes ? file_write(c->diag, to, bytes, n, 0) : -1;
}

static int copy_all(struct cmd *c, const struct layout_stem *from, const char *code, const char *stem)
{
	char *folder = house_path(c->house, c->arena, "layouts");
	char *xml = arena_format(c->arena, "%s/%s.xml", folder, stem),
	     *sql = arena_format(c->arena, "%s/%s.sql", folder, stem);
	char *queries = house_layout(c->house, c->arena, arena_format(c->arena, "%s.sql", from->stem));
	const char *s = house_text(c->house, "locale", "languages");
	size_t len;

	if (file_exists(xml) || file_exists(sql))
		return diag(c->diag, DIAG_FILE_EXISTS, &(struct place){file_exists(xml) ? xml : sql, 0, 0},
			    "exists already");
	if (file_mkdirs(c->diag, folder) < 0 || copy_xml(c, from, code, xml) < 0 ||
	    (queries && copy_file(c, queries, sql) < 0))
		return -1;
	cmd_print("%s\n%s\n", xml, sql);
	while (s && *(s += strspn(s, " \t,+"))) {
		len = strcspn(s, " \t,+");
		if (!(len == 2 && strncmp(s, "en", 2) == 0) && strcmp(stem, from->stem) != 0 &&
		    copy_wordings(c, arena_dupn(c->arena, s, len), from->stem, stem) < 0)
			return -1;
		s += len;
	}
	return 0;
}

static int cmd_new(struct cmd *c)
{
	const char *code = c->args == 1 ? c->arg[0] : NULL, *from = cmd_option(c, "from"), *close;
	const struct layout_stem *stem;
	const char **names;
	char *own;
	int32_t i, k, n;

	if (!code || !from)
		return cmd_usage(c, "new wants the code of the new type, and --from an old one");
	for (i = 0; code[i]; i++)
		if (!isupper((unsigned char)code[i]) && !isdigit((unsigned char)code[i]))
			return cmd_usage(c, "the code %s: capitals A to Z and digits are expected, as REM1",
					 code);
	if (i > 12)
		return cmd_usage(c, "the code %s is longer than 12 characters", code);
	if (cmd_house(c) < 0)
		return EXIT_NOT_MADE;
	if (layout_find_all(c->arena, c->diag, c->house, &stem, &n) < 0)
		return EXIT_NOT_MADE;
	names = arena_alloc(c->arena, sizeof *names * (size_t)(n + 1));
	for (k = 0; k < n && strcmp(stem[k].code, from) != 0 && strcmp(stem[k].stem, from) != 0; k++)
		names[k] = stem[k].code;
	if (k == n) {
		close = diag_closest(from, names, n);
		return close ? cmd_usage(c, "there is no document type %s; did you mean %s?", from, close)
			     : cmd_usage(c, "there is no document type %s; `ledgerpress check -v` lists them",
					 from);
	}
	own = arena_dup(c->arena, code);
	for (i = 0; own[i]; i++)
		own[i] = (char)tolower((unsigned char)own[i]);
	/* the type's own code: its stem in the house hides the shipped one */
	for (i = 0; i < n; i++)
		if (strcmp(stem[i].code, code) == 0)
			own = arena_dup(c->arena, stem[i].stem);
	return copy_all(c, &stem[k], code, own) < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

const struct command command_new = {
	"new",
	"a copy of a document type to edit in the house's layouts/",
	"TYPE --from TYPE",
	cmd_new,
	options,
	"TYPE is the code of the new type (capitals and digits); its files are layouts/TYPE.xml and .sql in "
	"small letters. Then edit, `check`, `preview`.\n"};
