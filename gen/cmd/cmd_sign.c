/* cmd_sign.c: `sign`: electronic signatures in the house's own papers, and times that an authority has
 * witnessed. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/list.h"
#include "cli/cmd.h"
#include "run/sign_paper.h"

/* A reply is a token with some certificates. */
#define REPLY_MOST (1 << 20)

/* The moment of signing: SOURCE_DATE_EPOCH, else now. */
static int64_t moment(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");

	return epoch && *epoch ? strtoll(epoch, NULL, 10) : (int64_t)time(NULL);
}

static const char *time_said(struct cmd *c, int64_t t)
{
	char day[11];

	return t == 0 ? NULL
		      : arena_format(c->arena, "%s %02d:%02d UTC", date_format((int32_t)(t / 86400), day),
				     (int)(t % 86400 / 3600), (int)(t % 3600 / 60));
}

/* ---- without a key: who signed, and where somebody still can ---- */

static int list_one(struct cmd *c, const char *number, struct out_table *o)
{
	static const char *const state[] = {"waits", "signed", "CHANGED", "UNREADABLE"};
	struct sign_paper p;
	struct sign_facts *f;
	int32_t n;
	int rc = sign_paper_open(c, number, &p);

	if (rc == 0)
		rc = sign_list(c->arena, p.bytes.data, p.bytes.len, p.file, &f, &n, c->diag);
	for (int32_t i = 0; rc == 0 && i < n; i++) {
		out_cell(o, p.number);
		out_cell(o, f[i].field);
		out_cell(o, state[f[i].state]);
		out_cell(o, f[i].signer);
		out_cell(o, f[i].issuer);
		out_cell(o, time_said(c, f[i].when));
		out_cell(o, time_said(c, f[i].witnessed));
		out_cell(o, p.copied ? p.file : NULL);
	}
	sign_paper_done(&p);
	return rc;
}

static int list(struct cmd *c)
{
	struct out_table *o = list_open(LIST_signatures, 0);
	int bad = 0;

	for (int32_t i = 0; i < c->args; i++)
		bad |= list_one(c, c->arg[i], o) < 0;
	/* an empty table would say that a paper has no places */
	if (bad && c->args == 1)
		out_drop(o);
	else
		out_close(c, o);
	return bad ? EXIT_NOT_MADE : EXIT_FINE;
}

/* ---- with one ---- */

static int sign_one(struct cmd *c, const char *number, const char *role, const struct sign_key *k,
		    struct type *t, int64_t when)
{
	struct sign_paper p;
	int rc = sign_paper_open(c, number, &p);

	if (rc == 0)
		rc = sign_paper_sign(c, &p, role, cmd_option(c, "reason"), when, k, t);
	if (rc == 0)
		cmd_say(c, "%s: signed by %s as %s: %s\n", p.number, sign_key_name(k), role, p.file);
	sign_paper_done(&p);
	return rc;
}

static int sign(struct cmd *c, const char *role)
{
	const char *word = cmd_password(c, "password-file", "LEDGERPRESS_PASSWORD");
	struct sign_key *k = word ? sign_key_open(cmd_option(c, "p12"), word, c->diag) : NULL;
	struct type *t = NULL;
	char *fonts = arena_format(c->arena, "%s/fonts", c->house->dir);
	const int64_t when = moment();
	int bad = !k || sign_key_valid(k, when, c->diag) < 0;

	if (!bad) {
		t = type_open(file_exists(fonts) ? fonts : arena_format(c->arena, "%s/fonts", c->shipped),
			      c->diag);
		bad = !t;
	}
	for (int32_t i = 0; t && i < c->args; i++)
		bad |= sign_one(c, c->arg[i], role, k, t, when) < 0;
	type_close(t);
	sign_key_close(k);
	return bad ? EXIT_NOT_MADE : EXIT_FINE;
}

/* ---- witnessed times ---- */

static int ask(struct cmd *c, const char *role, const char *to)
{
	struct sign_paper p;
	struct text query;
	int rc = sign_paper_open(c, c->arg[0], &p);

	text_init(&query);
	if (rc == 0)
		rc = sign_stamp_ask(p.bytes.data, p.bytes.len, p.file, role, &query, c->diag);
	if (rc == 0)
		rc = file_write(c->diag, to, query.data, query.len, 1);
	if (rc == 0)
		cmd_say(c,
			"%s: send it to a time-stamping authority (as application/timestamp-query) and give its reply to "
			"`ledgerpress sign %s --role %s --timestamp FILE`\n",
			to, p.number, role);
	text_done(&query);
	sign_paper_done(&p);
	return rc < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

static int stamp(struct cmd *c, const char *role, const char *from)
{
	struct sign_paper p;
	size_t len;
	char *reply = file_read(c->arena, c->diag, from, REPLY_MOST, &len);
	int rc = reply ? sign_paper_open(c, c->arg[0], &p) : -1;

	if (rc == 0)
		rc = sign_paper_stamp(c, &p, role, reply, len);
	if (rc == 0)
		cmd_say(c, "%s: the time of the signature as %s is witnessed: %s\n", p.number, role, p.file);
	if (reply)
		sign_paper_done(&p);
	return rc < 0 ? EXIT_NOT_MADE : EXIT_FINE;
}

static int run(struct cmd *c)
{
	const char *role = cmd_option(c, "role"), *p12 = cmd_option(c, "p12"),
		   *query = cmd_option(c, "timestamp-query"), *reply = cmd_option(c, "timestamp");

	if (c->args < 1)
		return cmd_usage(
			c,
			"sign wants the number of a paper, as BDR-2026-00001; `ledgerpress register list` names them");
	if (!!p12 + !!query + !!reply > 1)
		return cmd_usage(c, "one of --p12, --timestamp-query and --timestamp at a time");
	if ((p12 || query || reply) && !role)
		return cmd_usage(c, "--role is missing: `ledgerpress sign %s` lists the places", c->arg[0]);
	if ((query || reply) && c->args > 1)
		return cmd_usage(c, "a time stamp is of one signature: name one paper");
	if (cmd_ledger(c) < 0)
		return EXIT_STOPPED;
	if (query)
		return ask(c, role, query);
	if (reply)
		return stamp(c, role, reply);
	return p12 ? sign(c, role) : list(c);
}

static const struct option_row options[] = {
	{"role", 0, "ROLE", "whose place on the paper: salesman, sales_director …"},
	{"p12", 0, "FILE", "key and certificate (PKCS #12: .p12, .pfx) of who signs"},
	{"password-file", 0, "FILE",
	 "its password is the first line; else LEDGERPRESS_PASSWORD of the environment"},
	{"reason", 0, "TEXT", "why it is signed"},
	{"timestamp-query", 0, "FILE",
	 "writes the request to a time-stamping authority (RFC 3161) for the signature of --role"},
	{"timestamp", 0, "FILE", "puts the authority's reply into that signature"},
	{NULL, 0, NULL, NULL}};

const struct command command_sign = {
	"sign",
	"electronic signatures in papers that were made",
	"NUMBER…",
	run,
	options,
	"Without --p12 it lists the places of each paper and who signed there.\n"
	"The paper as it was issued stays as it is. Its signed copy, out/RUN/signed/, holds the same bytes and behind them the "
	"signature (PAdES baseline B-B, ETSI EN 319 142-1; with a time stamp B-T); further ones leave the earlier good. The "
	"register knows who signed, and `verify RUN` proves the copies.\n"
	"Whether a certificate deserves trust is for the reader's program to say: pdfsig, Acrobat and others judge it.\n"};
