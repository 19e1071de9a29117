/* cmd_new.c: a copy of a document type to edit in the house's own layouts/: structure, queries, and its
 * translations under the new name. */
#include <ctype.h>
#include <string.h>

#include "run/report.h"
#include "run/types.h"
#include "layout/layout.h"
#include "layout/po_text.h"

static const struct option_row options[] = {
	{"from", 0, "TYPE", "the type to copy: its code or stem; or a report"}, {NULL, 0, NULL, NULL}};

#define REPORT_MOST 40 /* letters of a report's name */

/* The entries that one catalogue lacks for a layout. */
struct lacking {
	struct arena *a;
	const struct language *language;
	const struct catalogue *catalogue;
	const char *stem,
		*from; /* sentences with an id are found by STEM:id; from: whose wordings the copy has */
	struct text *out;
	const char **done; /* what was written already, context and all */
	int32_t n, cap, empty;
};

static void take_lacking(void *ctx, const char *context, const struct sentence *s,
			 const struct sentence *plural)
{
	struct lacking *l = ctx;
	const struct catalogue_entry *said = NULL;
	const size_t n = strlen(l->stem);
	const char *key = arena_format(l->a, "%s\x04%s", context ? context : "", s->source);
	int32_t i;

	if (l->catalogue && catalogue_find(l->catalogue, context, s->source))
		return;
	for (i = 0; i < l->n; i++)
		if (strcmp(l->done[i], key) == 0)
			return;
	if (l->catalogue && l->from && context && strncmp(context, l->stem, n) == 0 && context[n] == ':')
		said = catalogue_find(l->catalogue, arena_format(l->a, "%s%s", l->from, context + n),
				      s->source);
	if (said && !said->plural != !plural)
		said = NULL;
	l->empty += !said;
	po_entry(l->out, context, s->source, plural ? plural->source : NULL, l->language->forms, said);
	l->done = arena_room(l->a, l->done, &l->cap, l->n + 1, sizeof *l->done);
	l->done[l->n++] = key;
}

/* Adds to the house's catalogue of a language what it and the shipped one lack of the layout's texts: the
 * wordings that the layout it was copied from has, else entries to be filled in. from NULL: it is no copy. */
static int add_wordings(struct cmd *c, const struct language *language, const struct layout *layout,
			const char *from)
{
	char *path = house_path(c->house, c->arena,
				arena_format(c->arena, "layouts/po/%s.po", language->code)),
	     *old;
	char *shipped = arena_format(c->arena, "%s/layouts/po/%s.po", c->shipped, language->code);
	struct lacking l = {.a = c->arena, .language = language, .stem = layout->stem, .from = from};
	const struct layout_texts walk = {take_lacking, &l};
	struct text t;
	size_t len = 0;
	int rc = 0;

	if (file_exists(path) || file_exists(shipped)) {
		l.catalogue = catalogue_open(c->arena, c->diag, c->house, language->code);
		if (!l.catalogue)
			return -1;
	}
	text_init(&t);
	if (file_exists(path)) {
		old = file_read(c->arena, c->diag, path, 16 << 20, &len);
		if (!old)
			return -1;
		text_add(&t, old, len);
	} else {
		po_header(&t, language);
	}
	l.out = &t;
	layout_texts(c->arena, layout, &walk);
	if (l.n > 0)
		rc = file_mkdirs(c->diag, house_path(c->house, c->arena, "layouts/po")) < 0
			     ? -1
			     : file_write(c->diag, path, text_str(&t), t.len, 1);
	if (rc == 0 && l.n > 0) {
		cmd_print("%s: %d wordings", path, (int)l.n);
		cmd_print(l.empty ? ", %d to be written\n" : "\n", (int)l.empty);
	}
	text_done(&t);
	return rc;
}

/* In each language that the house and the layout have. */
static int add_all_wordings(struct cmd *c, const char *stem, const char *from)
{
	const struct named_file *common;
	const struct layout *layout = layout_shared_read(c->arena, c->diag, c->house, &common) < 0
					      ? NULL
					      : layout_read(c->arena, c->diag, c->house, common, stem);
	const char *s = house_text(c->house, "locale", "languages"), *code;
	const struct language *l;
	size_t len;

	if (!layout)
		return -1;
	while (s && *(s += strspn(s, " \t,+"))) {
		len = strcspn(s, " \t,+");
		l = language_find(&c->house->languages, s, len);
		code = l ? l->code : "en";
		if (strcmp(code, "en") != 0 && language_among(c->arena, layout->languages, code) == code &&
		    add_wordings(c, l, layout, from) < 0)
			return -1;
		s += len;
	}
	return 0;
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

	if (file_exists(xml) || file_exists(sql))
		return diag(c->diag, DIAG_FILE_EXISTS, &(struct place){file_exists(xml) ? xml : sql, 0, 0},
			    "exists already");
	if (file_mkdirs(c->diag, folder) < 0 || copy_xml(c, from, code, xml) < 0 ||
	    (queries && copy_file(c, queries, sql) < 0))
		return -1;
	cmd_print("%s\n%s\n", xml, sql);
	return add_all_wordings(c, stem, from->stem);
}

/* A type of the house that is no copy, or was changed since: what its catalogues lack. */
static int fill_in(struct cmd *c, const struct layout_stem *stem, int32_t n, const char *code)
{
	int32_t i;

	for (i = 0; i < n && (stem[i].shipped || strcmp(stem[i].code, code) != 0); i++)
		;
	if (i == n)
		return cmd_usage(c, "the house has no type %s of its own: --from says which one to copy",
				 code);
	return add_all_wordings(c, stem[i].stem, NULL) < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

static int is_report(const char *name)
{
	const size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return islower((unsigned char)*name) && name[n] == '\0' && n <= REPORT_MOST;
}

/* A report is its queries alone: they are copied, to be edited. */
static int new_report(struct cmd *c, const char *name, const char *from)
{
	const char **names, *close;
	const int32_t n = report_names(c, &names);
	char *to = house_path(c->house, c->arena, arena_format(c->arena, "layouts/%s.sql", name)), *path;
	int32_t i;

	for (i = 0; i < n && strcmp(names[i], from) != 0; i++)
		;
	if (n < 0)
		return EXIT_NOT_MADE;
	if (i == n) {
		close = diag_closest(from, names, n);
		return close ? cmd_usage(c, "there is no report %s; did you mean %s?", from, close)
			     : cmd_usage(c, "there is no report %s; `ledgerpress report -h` lists them",
					 from);
	}
	path = house_layout(c->house, c->arena, arena_format(c->arena, "%s.sql", from));
	/* beside a layout of that name it would be the layout's queries */
	if (strcmp(name, from) != 0 &&
	    house_layout(c->house, c->arena, arena_format(c->arena, "%s.xml", name)))
		return cmd_usage(c, "the name %s is that of a layout", name);
	if (file_exists(to)) {
		diag(c->diag, DIAG_FILE_EXISTS, &(struct place){to, 0, 0}, "exists already");
		return EXIT_NOT_MADE;
	}
	if (file_mkdirs(c->diag, house_path(c->house, c->arena, "layouts")) < 0 || copy_file(c, path, to) < 0)
		return EXIT_NOT_MADE;
	cmd_print("%s\n", to);
	return EXIT_FINE;
}

static int cmd_new(struct cmd *c)
{
	const char *code = c->args == 1 ? c->arg[0] : NULL, *from = cmd_option(c, "from"), *close;
	const struct layout_stem *stem;
	const char **names;
	char *own;
	int32_t i, k, n;

	if (!code)
		return cmd_usage(
			c,
			"new wants the code of the new type, and --from an old one; or a report's name, in small letters");
	if (from && is_report(code))
		return cmd_house(c) < 0 ? EXIT_NOT_MADE : new_report(c, code, from);
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
	if (!from)
		return fill_in(c, stem, n, code);
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
	"a copy of a document type or a report to edit in the house's layouts/",
	"TYPE [--from TYPE] | REPORT --from REPORT",
	cmd_new,
	options,
	"TYPE is the code of the new type (capitals and digits); its files are layouts/TYPE.xml and .sql in "
	"small letters. Then edit, `check`, `preview`. Without --from, for a type that the house has: adds "
	"to its "
	"catalogues the entries that they lack, to be translated. A report's name is in small letters (`new my-aging --from "
	"aging`): its queries are copied to layouts/REPORT.sql, and `report my-aging` makes it.\n"};
