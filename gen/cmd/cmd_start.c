/* cmd_start.c: a first house out of a folder of exports: what is known is recognised, for the rest profiles
 * are drafted, and what is still open stands in house.ini, each with a comment. */
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "cmd/start.h"
#include "db/db.h"

#define OPEN_MOST 20   /* of what an import would say */
#define OF_KIND_MOST 3 /* of one kind of message */

static const struct option_row options[] = {
	{"preset", 0, "NAME", "the policy to start from; without it the country's own, or sop"},
	{NULL, 0, NULL, NULL}};

struct start {
	struct cmd *cmd;
	const char **file;
	struct import_look *look;
	int32_t files, cap;
	struct text drafts;
	const char *preset, *preset_why;
	struct start_found found;
};

static int ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);

	return n > k && strcasecmp(s + n - k, end) == 0;
}

/* The files named, or every text of rows in the folder. */
static int files_find(struct start *s)
{
	struct cmd *c = s->cmd;
	char **name;
	int32_t n, i;

	if (file_list(c->arena, c->diag, ".", &name, &n) < 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (ends_with(name[i], ".png") || ends_with(name[i], ".jpg") || ends_with(name[i], ".jpeg"))
			if (strstr(name[i], "logo") && !s->found.logo)
				s->found.logo = name[i];
		if (c->args == 0 && (ends_with(name[i], ".csv") || ends_with(name[i], ".tsv") ||
				     ends_with(name[i], ".txt"))) {
			s->file = arena_room(c->arena, s->file, &s->cap, s->files + 1, sizeof *s->file);
			s->file[s->files++] = name[i];
		}
	}
	if (c->args > 0) {
		s->file = (const char **)c->arg;
		s->files = c->args;
	}
	return 0;
}

/* "Debitorer 2026-10.csv" is [import.debitorer-2026-10]. */
/* A name without the day that it ends with: the export of the next month is of the same profile. */
static void undated(char *name)
{
	size_t n = strlen(name), kept = n;

	while (kept > 0 && strchr("0123456789-_", name[kept - 1]))
		kept--;
	/* eight figures at least: "2026-11-02", "20261102" */
	if (kept > 0 && n - kept >= 8)
		name[kept] = '\0';
}

static const char *draft_name(struct start *s, const char *file)
{
	const char *slash = strrchr(file, '/'), *base = slash ? slash + 1 : file, *dot = strrchr(base, '.');
	char *name = arena_dupn(s->cmd->arena, base, dot ? (size_t)(dot - base) : strlen(base)), *p;

	for (p = name; *p; p++)
		if (strchr(" []=;#.", *p))
			*p = '-';
		else if (*p >= 'A' && *p <= 'Z')
			*p |= 32;
	undated(name);
	return arena_format(s->cmd->arena, "%.40s", *name ? name : "export");
}

static int look_all(struct start *s, const struct house *h)
{
	int32_t i;

	s->look = arena_alloc(s->cmd->arena, sizeof *s->look * (size_t)(s->files + 1));
	for (i = 0; i < s->files; i++)
		if (import_look(s->cmd->arena, s->cmd->diag, h, s->file[i], &s->look[i]) < 0)
			return -1;
	return start_find(s->cmd, s->look, s->file, s->files, &s->found);
}

/* A section for each file that nothing knows; -1 after a diagnostic. */
static int drafts_add(struct start *s)
{
	struct cmd *c = s->cmd;
	const char *name;
	struct text one;
	struct diag quiet;
	int32_t i;

	diag_init(&quiet, NULL, NULL);
	for (i = 0; i < s->files; i++) {
		if (s->look[i].table)
			continue;
		name = draft_name(s, s->file[i]);
		text_init(&one);
		if (strstr(text_str(&s->drafts), arena_format(c->arena, "[import.%s]", name)))
			name = arena_format(c->arena, "%s-%d", name, (int)i + 1);
		if (import_draft(c->arena, &quiet, s->file[i], name, &one) == 0 &&
		    (strstr(text_str(&one), "\ncolumn.amount") || strstr(text_str(&one), "\ncolumn.debit") ||
		     !strstr(text_str(&one), "\ntable = ledger\n")))
			text_add(&s->drafts, text_str(&one), one.len);
		else
			text_addf(&s->drafts,
				  "\n" START_OPEN
				  "%s: its header is that of no table (`ledgerpress help tables`); say a "
				  "section [import.%s] for it, or leave it out\n",
				  s->file[i], name);
		text_done(&one);
	}
	return 0;
}

/* The preset of the country, where a template is of that country. */
static int preset_find(struct start *s)
{
	struct cmd *c = s->cmd;
	const char *const *preset;
	const char *at;
	char *text;
	int32_t n, i;
	size_t len;

	s->preset = cmd_option(c, "preset");
	if (s->preset)
		return 0;
	s->preset = "sop";
	if (!s->found.country)
		return 0;
	preset = house_presets(c->arena, c->diag, c->shipped, &n);
	for (i = 0; preset && i < n; i++) {
		text = file_read(c->arena, c->diag,
				 arena_format(c->arena, "%s/layouts/houses/%s.ini", c->shipped, preset[i]),
				 1 << 20, &len);
		at = text ? strstr(text, "\ncountry = ") : NULL;
		if (at && strncmp(at + 11, s->found.country, 2) == 0) {
			s->preset = preset[i];
			return 0;
		}
	}
	return preset ? 0 : -1;
}

/* The template of the preset. NULL after a diagnostic. */
static char *template_read(struct start *s)
{
	size_t len;

	return file_read(s->cmd->arena, s->cmd->diag,
			 arena_format(s->cmd->arena, "%s/layouts/houses/%s.ini", s->cmd->shipped, s->preset),
			 1 << 20, &len);
}

static int house_write(struct start *s, const char *more)
{
	char *template = template_read(s);
	struct text ini;
	int rc;

	if (!template)
		return -1;
	text_init(&ini);
	start_house(s->cmd->arena, template, &s->found, &ini);
	text_add(&ini, text_str(&s->drafts), s->drafts.len);
	text_adds(&ini, more);
	rc = file_write(s->cmd->diag, "house.ini", ini.data, ini.len, 1);
	text_done(&ini);
	return rc;
}

/* ---- what an import would say ---- */

struct heard {
	struct arena *a;
	const char *ini; /* what stands there already is not said again */
	struct text open;
	int32_t n;
	uint8_t of_kind[DIAG_COUNT]; /* how many were told of each kind of message, to OF_KIND_MOST + 1 */
};

static void hear(void *ctx, const struct diag_message *m)
{
	struct heard *h = ctx;
	const char *map = m->hint ? strstr(m->hint, "`map.") : NULL;
	char *said;

	if (m->level < DIAG_WARNING || h->n >= OPEN_MOST)
		return;
	if (map && strstr(h->ini, arena_format(h->a, "open: %.*s", (int)strcspn(map + 1, "=`"), map + 1)))
		return;
	said = arena_format(h->a, START_OPEN "%s:%d: %s%s%s%s\n", m->at->file ? m->at->file : "import",
			    (int)m->at->line, m->text, m->hint ? " (" : "", m->hint ? m->hint : "",
			    m->hint ? ")" : "");
	for (char *p = said; p[1]; p++)
		if ((unsigned char)*p < ' ')
			*p = ' ';
	/* the same doubt in another row is no other doubt */
	if ((m->hint && strstr(text_str(&h->open), m->hint)) || h->of_kind[m->id] >= OF_KIND_MOST)
		return;
	text_adds(&h->open, said);
	h->of_kind[m->id]++;
	h->n++;
}

static int newest_ask(void *ctx, struct db *b, struct diag *d)
{
	int32_t *day = ctx;

	*day = (int32_t)db_int(
		b, d, "SELECT coalesce(max(export_date), max(last_date)) FROM source WHERE tbl = 'ledger'",
		DATE_NONE);
	return 0;
}

/* Reads the files that are known as an import would, into nothing; 0: they are all there are, and sound.
 * newest: the day of what they bring, where they are sound.
 */
static int try_import(struct start *s, struct heard *h, int32_t *newest, struct import_report *report)
{
	struct import_options o = {
		.dry_run = 1, .export_date = DATE_NONE, .prove = newest_ask, .prove_ctx = newest};
	struct cmd *c = s->cmd;
	const char **known = arena_alloc(c->arena, sizeof *known * (size_t)(s->files + 1));
	struct diag ears;
	struct db *b;
	int32_t i, n = 0;
	int rc;

	diag_init(&ears, hear, h);
	*newest = DATE_NONE;
	b = db_open(NULL, DB_MEMORY, c->diag);
	if (!b)
		return -1;
	for (i = 0; i < s->files; i++)
		if (s->look[i].table)
			known[n++] = s->file[i];
	rc = n < s->files ? -1 : 0;
	if (n > 0 && import_files(b, c->house, c->arena, &ears, known, n, &o, report) < 0)
		rc = -1;
	db_close(b);
	return rc < 0 ? 1 : 0;
}

/* The newest day that a ledger's file has in its name, where that is later. */
static int32_t named_day(const struct start *s, int32_t newest)
{
	int32_t i;

	for (i = 0; i < s->files; i++) {
		const char *slash = strrchr(s->file[i], '/');
		const int32_t day = s->look[i].table && strcmp(s->look[i].table, "ledger") == 0
					    ? import_day_in(slash ? slash + 1 : s->file[i])
					    : DATE_NONE;

		if (day != DATE_NONE && (newest == DATE_NONE || day > newest))
			newest = day;
	}
	return newest;
}

static void print_found(struct start *s, const struct import_report *r, int sound)
{
	struct out_table *o = out_open();
	char sum[48];
	int32_t i, k;

	out_column(o, "file", OUT_LEFT);
	out_column(o, "table", OUT_LEFT);
	out_column(o, "read_by", OUT_LEFT);
	out_column(o, "rows", OUT_NUMBER);
	out_column(o, "sum", OUT_LEFT);
	for (i = 0; i < s->files; i++) {
		const struct import_look *l = &s->look[i];
		const char *sums = "";

		for (k = 0; sound && k < r[i].totals; k++)
			sums = arena_format(s->cmd->arena, "%s%s%s %s", sums, k ? ", " : "",
					    r[i].total[k].currency,
					    out_money(r[i].total[k].amount, r[i].total[k].currency, sum));
		out_cell(o, s->file[i]);
		out_cell(o, l->table ? l->table : "unknown");
		out_cell(o, !l->table ? "nothing"
			    : strcmp(l->profile, "canonical") == 0
				    ? "its own columns"
				    : arena_format(s->cmd->arena, "[import.%s]", l->profile));
		if (sound)
			out_cell_int(o, r[i].rows);
		else
			out_cell(o, NULL);
		out_cell(o, sums);
	}
	out_close(s->cmd, o);
}

/* The folder's own parts of a house, as `init` makes them. */
static int folder_make(struct cmd *c)
{
	struct db *b;

	if (file_mkdirs(c->diag, "evidence") < 0 || file_mkdirs(c->diag, "out") < 0)
		return -1;
	b = db_open("ledger.db", DB_LEDGER, c->diag);
	db_close(b);
	return b ? 0 : -1;
}

static int start(struct start *s)
{
	struct cmd *c = s->cmd;
	struct import_report *report;
	struct heard heard = {.a = c->arena};
	int32_t newest, open;
	char day[11];
	size_t len;
	int sound;

	if (drafts_add(s) < 0 || folder_make(c) < 0 || house_write(s, "") < 0)
		return -1;
	c->house = house_open(c->arena, c->diag, ".", c->shipped);
	if (!c->house || look_all(s, c->house) < 0 || preset_find(s) < 0 || house_write(s, "") < 0)
		return -1;
	c->house = house_open(c->arena, c->diag, ".", c->shipped);
	heard.ini = file_read(c->arena, c->diag, "house.ini", 1 << 20, &len);
	if (!c->house || !heard.ini)
		return -1;
	text_init(&heard.open);
	report = arena_alloc(c->arena, sizeof *report * (size_t)(s->files + 1));
	sound = try_import(s, &heard, &newest, report);
	newest = named_day(s, newest);
	if (sound >= 0 && heard.n > 0 &&
	    house_write(s, arena_format(c->arena,
					"\n; what an import of the files would say as things stand\n%s",
					text_str(&heard.open))) < 0)
		sound = -1;
	text_done(&heard.open);
	open = start_open(c, 0);
	if (sound < 0 || open < 0)
		return -1;
	print_found(s, report, sound == 0);
	cmd_say(c,
		"\nhouse.ini: policy %s, %d points open; `ledgerpress check` lists them in order\n"
		"next: 1. write into house.ini what is open\n"
		"      2. ledgerpress check\n"
		"      3. ledgerpress import%s\n"
		"      4. ledgerpress make STMT --as-of %s\n",
		s->preset, (int)open, c->args ? " FILE…" : " *.csv",
		newest == DATE_NONE ? "DATE" : date_format(newest, day));
	return 0;
}

static int cmd_start(struct cmd *c)
{
	struct start s = {.cmd = c};
	struct house_key none;
	struct house nobody = {.dir = ".", .shipped = c->shipped, .key = &none};
	struct place at = {"house.ini", 0, 0};
	int rc;

	if (!c->shipped)
		return diag_hint(c->diag, DIAG_NO_SHARE, NULL,
				 "set LEDGERPRESS_SHARE to the folder that holds layouts/ and fonts/",
				 "the program's layouts were not found beside %s", c->program),
		       EXIT_STOPPED;
	if (file_exists("house.ini"))
		return diag_hint(
			       c->diag, DIAG_FILE_EXISTS, &at,
			       "`ledgerpress check` says what is open; `import FILE --draft-profile NAME` drafts one more",
			       "is a house already"),
		       EXIT_NOT_MADE;
	if (files_find(&s) < 0)
		return EXIT_NOT_MADE;
	if (s.files == 0)
		return cmd_usage(c, "no exports here: no *.csv, *.tsv or *.txt in this folder");
	if (look_all(&s, &nobody) < 0 || preset_find(&s) < 0)
		return EXIT_NOT_MADE;
	if (strchr(s.preset, '/') ||
	    !file_exists(arena_format(c->arena, "%s/layouts/houses/%s.ini", c->shipped, s.preset)))
		return start_no_preset(c, s.preset);
	text_init(&s.drafts);
	rc = start(&s);
	text_done(&s.drafts);
	return rc < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

const struct command command_start = {
	"start",
	"a first house out of a folder of exports: what is known, what is drafted, what is open",
	"[FILE…]",
	cmd_start,
	options,
	"Without FILE every *.csv, *.tsv and *.txt of the folder. house.ini is written: proposals from the files, and lines\n"
	"\"; open: …\" for what nobody but you knows, which `check` lists. Nothing is imported.\n"};
