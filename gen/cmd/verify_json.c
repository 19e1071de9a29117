/* verify_json.c: `verify --json`: one object with every verdict and every message, in a form that has a
 * version. */
#include "cmd/verify.h"

#define FORM "ledgerpress-verify"
#define FORM_VERSION 1 /* a later one may add names; one that is there keeps its meaning */

struct verify_json {
	struct out_table *items, *faults;
	struct diag *diag;
	void (*sink)(void *ctx, const struct diag_message *m); /* where messages went before */
	void *ctx;
};

static void keep(void *ctx, const struct diag_message *m)
{
	struct verify_json *j = ctx;

	out_cell(j->faults, m->at->file);
	out_cell(j->faults, diag_level_name(m->level));
	out_cell(j->faults, diag_name(m->id));
	out_cell(j->faults, m->text);
	if (j->sink)
		j->sink(j->ctx, m);
}

struct verify_json *verify_json_open(struct cmd *c)
{
	static const char *const text[] = {"path", "kind", "verdict"},
				 *const number[] = {"files",	      "bytes",	  "changed",
						    "missing",	      "extra",	  "damaged",
						    "against_format", "warnings", "signatures"},
				 *const last[] = {"encrypted",	"sha256",	"bagit",
						  "algorithms", "witnessed_by", "witnessed_on"},
				 *const fault[] = {"path", "level", "name", "message"};
	struct verify_json *j = arena_alloc(c->arena, sizeof *j);

	*j = (struct verify_json){out_open(), out_open(), c->diag, c->diag->sink, c->diag->ctx};
	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		out_column(j->items, text[i], OUT_LEFT);
	for (size_t i = 0; i < sizeof number / sizeof *number; i++)
		out_column(j->items, number[i], OUT_NUMBER);
	for (size_t i = 0; i < sizeof last / sizeof *last; i++)
		out_column(j->items, last[i], i == 0 ? OUT_NUMBER : OUT_LEFT);
	for (size_t i = 0; i < sizeof fault / sizeof *fault; i++)
		out_column(j->faults, fault[i], OUT_LEFT);
	c->diag->sink = keep;
	c->diag->ctx = j;
	return j;
}

static void count(struct out_table *t, int64_t v)
{
	if (v < 0)
		out_cell(t, NULL);
	else
		out_cell_int(t, v);
}

int verify_item(struct verified *n, const struct verify_item *i)
{
	struct out_table *t = n->json ? n->json->items : NULL;

	if (!t)
		return 0;
	out_cell(t, i->path);
	out_cell(t, i->kind);
	out_cell(t, i->verdict);
	count(t, i->files);
	count(t, i->bytes);
	count(t, i->changed);
	count(t, i->missing);
	count(t, i->extra);
	count(t, i->damaged);
	count(t, i->against_format);
	count(t, i->warnings);
	count(t, i->signatures);
	count(t, i->encrypted);
	out_cell(t, i->sha256);
	out_cell(t, i->bagit);
	out_cell(t, i->algorithms);
	out_cell(t, i->witnessed_by);
	out_cell(t, i->witnessed_on);
	return 1;
}

void verify_json_close(struct cmd *c, struct verify_json *j, const char *verdict)
{
	struct text t;

	c->diag->sink = j->sink;
	c->diag->ctx = j->ctx;
	text_init(&t);
	text_addf(&t, "{\"format\": \"" FORM "\", \"version\": %d, \"verdict\": \"%s\",\n\"items\": ",
		  FORM_VERSION, verdict);
	out_json(j->items, &t);
	text_adds(&t, ",\n\"messages\": ");
	out_json(j->faults, &t);
	text_adds(&t, "}\n");
	cmd_write(&t);
	text_done(&t);
	out_drop(j->items);
	out_drop(j->faults);
}
