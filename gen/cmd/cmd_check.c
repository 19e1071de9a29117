/* cmd_check.c: proves house, policy, layouts, queries, wordings and fonts before anything is printed. */
#include <string.h>

#include "cli/list.h"
#include "cmd/start.h"
#include "run/freeze.h"
#include "run/idle.h"
#include "run/ladder.h"
#include "plan/jobs.h"
#include "run/maker.h"
#include "run/handover.h"
#include "run/month.h"
#include "run/report.h"
#include "evidence/custody.h"
#include "evidence/doctype.h"
#include "evidence/history.h"
#include "import/import.h"

static uint32_t missing_in(void *ctx, const char *s, size_t n)
{
	return type_missing(ctx, s, n);
}

/* A catalogue for each language beside English that the house writes. */
static int catalogues_read(struct cmd *c, const struct catalogue ***list, int32_t *n)
{
	const char *s = house_text(c->house, "locale", "languages");
	char lang[16];
	size_t len;
	int rc = 0;

	*list = arena_alloc(c->arena, sizeof **list * (size_t)c->house->languages.n);
	*n = 0;
	while (s && *(s += strspn(s, " \t,+"))) {
		const struct catalogue *k;

		len = strcspn(s, " \t,+");
		if (len < sizeof lang && *n < c->house->languages.n &&
		    !(len == 2 && strncmp(s, "en", 2) == 0)) {
			memcpy(lang, s, len);
			lang[len] = '\0';
			k = catalogue_open(c->arena, c->diag, c->house, lang);
			if (!k || catalogue_check(c->arena, c->diag, k) < 0)
				rc = -1;
			if (k)
				(*list)[(*n)++] = k;
		}
		s += len;
	}
	return rc;
}

/* The schema with its frozen tables, empty: what every query is compiled on. Proves the policy, too. */
static struct db *empty_snapshot(struct cmd *c)
{
	struct db *b = db_open(NULL, DB_MEMORY, c->diag);

	if (!b)
		return NULL;
	db_calendar(b, &c->house->calendar);
	db_languages(b, c->house->languages.code);
	if (snapshot_make(b, c->house, 0, "", c->diag) == 0)
		return b;
	db_close(b);
	return NULL;
}

static void check_layouts(struct cmd *c, struct db *b, const struct layout_stem *stem, int32_t n,
			  struct layout_check *k, struct out_table *o)
{
	const struct named_file *common;
	struct layout_parts parts = {0};
	int32_t i, before;

	if (layout_shared_read(c->arena, c->diag, c->house, &common) < 0)
		return;
	for (i = 0; i < n; i++) {
		struct layout *l;

		before = diag_errors(c->diag);
		l = layout_read_among(c->arena, c->diag, c->house, common, &parts, stem[i].stem);
		k->db = b;
		if (l)
			layout_check(c->arena, c->diag, l, k);
		out_cell(o, stem[i].code);
		out_cell(o, stem[i].stem);
		out_cell(o, stem[i].shipped ? "shipped" : "house");
		out_cell(o, l && l->languages ? l->languages : "all");
		out_cell(o, diag_errors(c->diag) > before ? "unsound" : "sound");
	}
}

static struct locale *locale_of(struct cmd *c, const char *lang)
{
	struct diag quiet;

	diag_init(&quiet, NULL, NULL);
	return locale_open(&quiet, language_find(&c->house->languages, lang, strlen(lang)), 0);
}

/* The queries that the program reads beside those of layouts. */
static void check_read(struct cmd *c, struct db *b, const struct layout_check *k)
{
	struct report_voice *voice = arena_alloc(c->arena, sizeof *voice * (size_t)(k->catalogues + 1));
	struct locale *own, *english = locale_of(c, "en");
	int32_t n = english ? k->catalogues + 1 : 0;

	doctype_check(b, c->house, c->arena, c->diag);
	handover_form_check(c, b);
	month_check(c, b);
	for (int32_t i = 0; i < n; i++) {
		own = i > 0 ? locale_of(c, k->catalogue[i - 1]->lang) : NULL;
		/* what is wrong with a language was said: its words are read all the same */
		voice[i] = (struct report_voice){.terms = k->terms,
						 .catalogue = i > 0 ? k->catalogue[i - 1] : NULL,
						 .locale = own ? own : english};
	}
	reports_check(c, b, voice, n);
	for (int32_t i = 0; i < n; i++)
		if (voice[i].locale != english)
			locale_close(voice[i].locale);
	locale_close(english);
}

static int cmd_check(struct cmd *c)
{
	const struct catalogue **list;
	struct layout_proved proved = {0};
	struct layout_check k = {.reader = job_readers, .readers = JOB_READERS, .common = &proved};
	const struct layout_stem *stem;
	struct out_table *o;
	struct image logo;
	struct type *type;
	struct db *b;
	char *fonts;
	int32_t n = 0, i;
	int found;

	if (c->args > 0)
		return cmd_usage(c, "check takes no arguments");
	if (start_open(c, 1) < 0 || cmd_house(c) < 0)
		return EXIT_NOT_MADE;
	{
		const struct house_key *example = house_find(c->house, "company", "example");

		if (example && strcmp(example->value, "yes") == 0)
			diag_hint(c->diag, DIAG_EXAMPLE, &example->at,
				  "write your own company there, then remove the line example = yes",
				  "[company] is still the example's");
	}
	if (cmd_option(c, "as-of")) {
		int32_t as_of;

		if (cmd_as_of(c, &as_of) < 0)
			return EXIT_BAD_USAGE;
		freeze_review(c, as_of);
	}
	fonts = arena_format(c->arena, "%s/fonts", c->house->dir);
	if (!file_exists(fonts))
		fonts = arena_format(c->arena, "%s/fonts", c->shipped);
	type = type_open(fonts, c->diag);
	b = empty_snapshot(c);
	import_check(c->arena, c->diag, c->house);
	logo_read(c->arena, c->diag, c->house, &logo);
	k.terms = terms_read(c->arena, c->diag, c->house);
	catalogues_read(c, &list, &k.catalogues);
	k.catalogue = list;
	k.missing = type ? missing_in : NULL;
	k.ctx = type;
	found = layout_find_all(c->arena, c->diag, c->house, &stem, &n);
	o = list_open(LIST_layouts, 0);
	if (b && k.terms && found == 0) {
		ladder_check(c, b, stem, n);
		check_layouts(c, b, stem, n, &k, o);
		if (diag_errors(c->diag) == 0)
			idle_keys(c, b);
		check_read(c, b, &k);
		terms_check(c->arena, c->diag, k.terms, NULL);
		for (i = 0; i < k.catalogues; i++) {
			terms_check(c->arena, c->diag, k.terms, list[i]);
			catalogue_unused(c->arena, c->diag, list[i]);
		}
	}
	if (c->json || c->csv || c->verbose)
		out_close(c, o);
	else
		out_drop(o);
	db_close(b);
	type_close(type);
	/* a house that was never used has no ledger yet, and a check makes none */
	if (file_exists("ledger.db") && cmd_ledger(c) == 0) {
		custody_check(c->db, c->diag);
		history_words_say(c->db, c->house, c->arena, c->diag);
	}
	if (diag_errors(c->diag) == 0)
		cmd_say(c, "%d document types in English and %d further languages: sound\n", (int)n,
			(int)k.catalogues);
	return diag_errors(c->diag) ? EXIT_NOT_MADE : EXIT_FINE;
}

static const struct option_row options[] = {
	{"as-of", 0, "DATE", "also whether the policy was to be reviewed before that day"},
	{NULL, 0, NULL, NULL}};

const struct command command_check = {
	"check", "proves house, policy, layouts, queries, wordings and fonts", "", cmd_check, options, NULL};
