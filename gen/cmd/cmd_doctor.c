/* cmd_doctor.c: whether a house is sound, and what to do where it is not, in order. */
#include "cli/list.h"
#include "cmd/doctor.h"

#include <string.h>

enum where { FIRST, HOUSE, LEDGER };

static const struct doctor_check {
	const char *name;
	enum where where;
	const char *proved, *cure;
	int (*run)(struct cmd *c);
} check[] = {
#define DOCTOR(name, where, proved, cure) {#name, where, proved, cure, check_##name},
#include "cmd/doctor.def"
#undef DOCTOR
};
enum { CHECKS = sizeof check / sizeof *check, MOST = 20 /* findings of one check that are told each */ };

struct finding {
	const char *check, *what, *cure;
	int wrong; /* 0: a piece of advice */
};

struct doctor {
	struct arena *a;
	const char *name, *cure; /* of the check that goes on */
	struct finding *finding;
	int32_t n, cap, wrong;
	int32_t of_check, bad; /* of this check: findings, and those that are wrong */
};

static void add(struct doctor *k, int wrong, const char *what, const char *cure)
{
	k->finding = arena_room(k->a, k->finding, &k->cap, k->n + 1, sizeof *k->finding);
	k->finding[k->n++] = (struct finding){k->name, what, cure, wrong};
}

static void keep(void *ctx, const struct diag_message *m)
{
	struct doctor *k = ctx;
	struct text t = {0};

	if (m->level == DIAG_INFO)
		return;
	k->of_check++;
	k->bad += m->level >= DIAG_ERROR;
	k->wrong += m->level >= DIAG_ERROR;
	if (k->of_check > MOST)
		return;
	if (m->at->file)
		text_plain(&t, m->at->file);
	if (m->at->line > 0)
		text_addf(&t, ":%d", (int)m->at->line);
	if (m->at->line > 0 && m->at->col > 0)
		text_addf(&t, ":%d", (int)m->at->col);
	if (m->at->file)
		text_adds(&t, ": ");
	text_plain(&t, m->text);
	add(k, m->level >= DIAG_ERROR, arena_dup(k->a, text_str(&t)),
	    arena_dup(k->a, m->hint ? m->hint : k->cure));
	text_done(&t);
}

/* What one check comes to, in a word; "not looked at" where something before it stands in the way. */
static const char *one(struct cmd *c, struct doctor *k, const char *name, const char *cure,
		       int (*run)(struct cmd *c))
{
	k->name = name;
	k->cure = cure;
	k->of_check = k->bad = 0;
	if (run(c) < 0 && k->bad == 0) {
		k->wrong++;
		add(k, 1, "it could not be looked at to its end", cure);
		k->bad++;
	}
	if (k->of_check > MOST)
		add(k, k->bad > 0, arena_format(k->a, "and %d more of the kind", (int)(k->of_check - MOST)),
		    cure);
	return k->bad ? "wrong" : k->of_check ? "advice" : "fine";
}

int check_house(struct cmd *c)
{
	return cmd_house(c);
}

int check_ledger(struct cmd *c)
{
	/* a house that was never used has no ledger yet, and a doctor makes none */
	if (c->house && file_exists("ledger.db"))
		return cmd_ledger(c);
	if (c->house)
		diag_hint(c->diag, DIAG_DOCTOR_ADVICE, NULL, "`ledgerpress import FILE` makes it",
			  "the house has no ledger yet");
	return 0;
}

static void tell(const struct doctor *k, const char *const *state)
{
	int32_t i, number = 0;

	for (i = 0; i < CHECKS; i++)
		cmd_print("%-14s %s\n", state[i], check[i].proved);
	for (i = 0; i < k->n; i++) {
		if (i == 0 || strcmp(k->finding[i].check, k->finding[i - 1].check) != 0)
			cmd_print("\n%d. %s\n", (int)++number, k->finding[i].check);
		cmd_print("  %s%s\n", k->finding[i].wrong ? "" : "advice: ", k->finding[i].what);
		if (i + 1 == k->n || strcmp(k->finding[i].check, k->finding[i + 1].check) != 0 ||
		    strcmp(k->finding[i].cure, k->finding[i + 1].cure) != 0)
			cmd_print("    do: %s\n", k->finding[i].cure);
	}
	if (k->n == 0)
		cmd_print("\nthe house is sound\n");
	else if (k->wrong == 0)
		cmd_print("\nnothing is wrong; there is advice above\n");
	else
		cmd_print("\n%d %s wrong: mend %s, and run doctor again\n", (int)k->wrong,
			  k->wrong == 1 ? "thing is" : "things are", k->wrong == 1 ? "it" : "them from 1 on");
}

/* One row a finding, and one for each check that found nothing. */
static void data(struct cmd *c, const struct doctor *k, const char *const *state)
{
	struct out_table *o = list_open(LIST_doctor, 0);
	int32_t i, f;

	for (i = 0; i < CHECKS; i++) {
		const char *name = check[i].name;
		int32_t found = 0;

		for (f = 0; f < k->n; f++) {
			if (strcmp(k->finding[f].check, name) != 0)
				continue;
			found++;
			out_cell(o, name);
			out_cell(o, k->finding[f].wrong ? "wrong" : "advice");
			out_cell(o, k->finding[f].what);
			out_cell(o, k->finding[f].cure);
		}
		if (found > 0)
			continue;
		out_cell(o, name);
		out_cell(o, state[i]);
		out_cell(o, check[i].proved);
		out_cell(o, NULL);
	}
	out_close(c, o);
}

static int cmd_doctor(struct cmd *c)
{
	struct doctor d = {.a = c->arena};
	struct diag *to = c->diag, mine;
	const char *state[CHECKS];
	int32_t i;

	if (c->args > 0)
		return cmd_usage(c, "doctor takes no arguments");
	diag_init(&mine, keep, &d);
	c->diag = &mine;
	for (i = 0; i < CHECKS; i++) {
		const struct doctor_check *k = &check[i];
		const int can = k->where == FIRST   ? i == 0 || c->house
				: k->where == HOUSE ? c->house != NULL
						    : c->db != NULL;

		state[i] = can ? one(c, &d, k->name, k->cure, k->run) : "not looked at";
	}
	c->diag = to;
	if (c->json || c->csv)
		data(c, &d, state);
	else
		tell(&d, state);
	return d.wrong ? EXIT_NOT_MADE : EXIT_FINE;
}

static const struct option_row options[] = {{NULL, 0, NULL, NULL}};

const struct command command_doctor = {
	"doctor",
	"whether a house is sound, and what to do where it is not",
	"",
	cmd_doctor,
	options,
	"It changes nothing. What is wrong is told in the order in which it is mended; exit 1 when something is.\n"
	"`check` proves layouts, wordings and policy; `verify out/` proves the papers alone.\n"};
