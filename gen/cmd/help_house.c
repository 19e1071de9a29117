/* help_house.c: house.ini, from house_keys.def; the presets and shipped profiles, from their .ini files and
 * the comments there. */
#include <string.h>

#include "cmd/help.h"
#include "house/house_keys.h"

/* ---- an .ini file with what its comments say ---- */

struct ini_line {
	const char *section, *key, *value;
	const char *comment; /* above it, or above the line before it that has the same; "" none */
};

struct ini {
	struct ini_line *line;
	int32_t n, cap;
};

static const char *trimmed(struct arena *a, const char *s, size_t n)
{
	while (n > 0 && (s[0] == ' ' || s[0] == '\t'))
		s++, n--;
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\r'))
		n--;
	return arena_dupn(a, s, n);
}

/* A comment speaks of the lines below it, up to an empty line, the next comment or a section's first key that
 * has its own. */
static void ini_parse(struct arena *a, const char *s, struct ini *ini)
{
	const char *section = "", *comment = "";
	int open = 0; /* the line before was a comment */

	for (size_t n; *s; s += n + (s[n] == '\n')) {
		const char *line = trimmed(a, s, n = strcspn(s, "\n")), *equals = strchr(line, '=');

		if (line[0] == ';' || line[0] == '#') {
			const char *words = trimmed(a, line + 1, strlen(line + 1));

			comment = open ? arena_format(a, "%s %s", comment, words) : words;
			open = 1;
			continue;
		}
		open = 0;
		if (line[0] == '[') {
			section = arena_dupn(a, line + 1, strcspn(line + 1, "]"));
			ini->line = arena_room(a, ini->line, &ini->cap, ini->n + 1, sizeof *ini->line);
			ini->line[ini->n++] = (struct ini_line){section, "", "", comment};
			comment = "";
		} else if (equals) {
			ini->line = arena_room(a, ini->line, &ini->cap, ini->n + 1, sizeof *ini->line);
			ini->line[ini->n++] =
				(struct ini_line){section, trimmed(a, line, (size_t)(equals - line)),
						  trimmed(a, equals + 1, strlen(equals + 1)), comment};
		} else {
			comment = "";
		}
	}
}

static int ini_read(struct cmd *c, const char *path, struct ini *ini)
{
	size_t len;
	char *text = file_read(c->arena, c->diag, path, 0, &len);

	if (text)
		ini_parse(c->arena, text, ini);
	return text ? 0 : -1;
}

/* ---- house and profile ---- */

int help_house(struct cmd *c, struct help *h)
{
	const char *section = "";

	help_section(h, "HOUSE.INI",
		     "A file of [sections] with `key = value`; a comment has its own line and begins with ; "
		     "or #. [policy] is said "
		     "by `ledgerpress help policy`, [import.NAME] by `ledgerpress help profile`.");
	for (int32_t i = 0; i < house_known_count; i++) {
		const struct house_known *k = &house_known_all[i];

		if (strcmp(k->section, "policy") == 0 || strncmp(k->section, "import", 6) == 0)
			continue;
		if (strcmp(section, k->section) != 0)
			help_section(h, arena_format(c->arena, "[%s]", section = k->section), NULL);
		help_entry(h, k->key, k->kind, k->meaning);
	}
	return 0;
}

int help_profile(struct cmd *c, struct help *h)
{
	struct ini ini = {0};

	help_section(h, "A PROFILE",
		     "[import.NAME] in house.ini says how a system's export becomes a table of `ledgerpress "
		     "help tables`. It is found "
		     "by the export's header, or named with --profile.");
	for (int32_t i = 0; i < house_known_count; i++) {
		const struct house_known *k = &house_known_all[i];

		if (strncmp(k->section, "import", 6) == 0)
			help_entry(h, k->key, k->kind, k->meaning);
	}
	if (ini_read(c, arena_format(c->arena, "%s/layouts/profiles.ini", c->shipped), &ini) < 0)
		return -1;
	help_section(h, "SHIPPED PROFILES",
		     "Recognised by their headers; layouts/profiles.ini has them in full, to be copied and "
		     "changed.");
	for (int32_t i = 0; i < ini.n; i++)
		if (strncmp(ini.line[i].section, "import.", 7) == 0 && !ini.line[i].key[0])
			help_entry(h, ini.line[i].section + 7, NULL, ini.line[i].comment);
	return 0;
}

/* ---- policy ---- */

/* What a preset says of a key. */
struct preset_key {
	const char *key, *preset, *value, *comment;
};

struct presets {
	struct preset_key *key;
	int32_t n, cap;
};

static int presets_read(struct cmd *c, struct presets *p)
{
	const char *const *name;
	int32_t n;

	name = house_presets(c->arena, c->diag, c->shipped, &n);
	for (int32_t i = 0; i < n; i++) {
		struct ini ini = {0};

		if (ini_read(c, arena_format(c->arena, "%s/layouts/presets/%s.ini", c->shipped, name[i]),
			     &ini) < 0)
			return -1;
		for (int32_t k = 0; k < ini.n; k++) {
			if (strcmp(ini.line[k].section, "policy") != 0 || !ini.line[k].key[0])
				continue;
			p->key = arena_room(c->arena, p->key, &p->cap, p->n + 1, sizeof *p->key);
			p->key[p->n++] = (struct preset_key){ini.line[k].key, name[i], ini.line[k].value,
							     ini.line[k].comment};
		}
	}
	return 0;
}

/* "pay_days.REM1" is of the family "pay_days.*"; a key without a dot is its own. */
static const char *family_of(struct arena *a, const char *key)
{
	size_t n = strcspn(key, ".");

	return key[n] ? arena_format(a, "%.*s.*", (int)n, key) : key;
}

/* "reg 5, sop 7" */
static const char *values_of(struct arena *a, const struct presets *p, const char *key)
{
	const char *s = "";

	for (int32_t i = 0; i < p->n; i++)
		if (strcmp(p->key[i].key, key) == 0)
			s = arena_format(a, "%s%s%s %s", s, s[0] ? "; " : "", p->key[i].preset,
					 p->key[i].value);
	return s;
}

static const char *comment_of(struct arena *a, const struct presets *p, const char *family)
{
	for (int32_t i = 0; i < p->n; i++)
		if (p->key[i].comment[0] && strcmp(family_of(a, p->key[i].key), family) == 0)
			return p->key[i].comment;
	return NULL;
}

static int seen_before(struct arena *a, const struct presets *p, int32_t i, const char *word, int families)
{
	for (int32_t k = 0; k < i; k++)
		if (strcmp(families ? family_of(a, p->key[k].key) : p->key[k].key, word) == 0)
			return 1;
	return 0;
}

static void family_tell(struct arena *a, struct help *h, const struct presets *p, const char *family,
			const char *kind, const char *meaning)
{
	const char *values = values_of(a, p, family);

	if (!meaning)
		meaning = comment_of(a, p, family);
	help_entry(h, family,
		   kind && values[0] ? arena_format(a, "%s: %s", kind, values)
		   : kind	     ? kind
				     : values,
		   meaning);
	if (!strchr(family, '*'))
		return;
	for (int32_t i = 0; i < p->n; i++)
		if (strcmp(family_of(a, p->key[i].key), family) == 0 &&
		    !seen_before(a, p, i, p->key[i].key, 0))
			help_part(h, p->key[i].key, NULL, values_of(a, p, p->key[i].key));
}

int help_policy(struct cmd *c, struct help *h)
{
	struct presets p = {0};

	if (presets_read(c, &p) < 0)
		return -1;
	help_section(h, "POLICY",
		     "[policy] preset = NAME takes all that layouts/presets/NAME.ini says; any key may be "
		     "said again beside it. After "
		     "a key: what it takes, and its value in each preset.");
	for (int32_t i = 0; i < house_known_count; i++)
		if (strcmp(house_known_all[i].section, "policy") == 0)
			family_tell(c->arena, h, &p, house_known_all[i].key, house_known_all[i].kind,
				    house_known_all[i].meaning);
	for (int32_t i = 0; i < p.n; i++) {
		const char *family = family_of(c->arena, p.key[i].key);
		int declared = seen_before(c->arena, &p, i, family, 1);

		for (int32_t k = 0; k < house_known_count && !declared; k++)
			declared = strcmp(house_known_all[k].section, "policy") == 0 &&
				   strcmp(house_known_all[k].key, family) == 0;
		if (!declared)
			family_tell(c->arena, h, &p, family, NULL, NULL);
	}
	return 0;
}
