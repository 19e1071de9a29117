/* canonical.c: the canonical tables. Columns stand in the order of schema.sql, then those that are only read.
 */
#include "db/canonical.h"

#include <string.h>

/* " call email …" */
static const char event_list[] =
#define E(name, needs, meaning, effect) " " name
#include "db/event.def"
	;

#define MUST COLUMN_MUST
#define KEY (COLUMN_MUST | COLUMN_KEY)
#define TYPES "invoice debit_note credit_note payment write_off adjustment refund interest fee opening pdc"
#define STATUSES                                                                                             \
	"disputed rma in_hand cleared part_cleared bounced replaced open paid hold agency court returned"
#define STAFF_ROLES                                                                                          \
	"salesman supervisor channel_manager sales_director coordinator ar collector finance_manager "       \
	"general_manager mem "                                                                               \
	"pro legal hr marketing_manager"
#define CONTACT_ROLES                                                                                        \
	"owner managing_director director chief_accountant authorised accounts admin purchasing storekeeper"

const char canonical_channels[] = "mail post courier hand message fax portal";

static const struct canonical_column ledger[] = {
	{"customer", KIND_CODE, KEY, NULL, "code of the customer"},
	{"type", KIND_WORD, KEY, TYPES,
	 "what it is: invoices, debit notes, refunds, interest and fees raise the debt; payments, credit "
	 "notes and write-offs lower it; pdc is a cheque that is no payment until cleared"},
	{"number", KIND_CODE, KEY, NULL, "document number, as printed on the document"},
	{"date", KIND_DATE, MUST, NULL, "posting or document date"},
	{"due", KIND_DATE, 0, NULL, "due date; without it the customer's terms"},
	{"amount", KIND_AMOUNT, MUST, NULL, "whole amount, tax included"},
	{"currency", KIND_CURRENCY, COLUMN_KEY, NULL,
	 "code of ISO 4217; without it the customer's or the house's"},
	{"open_amount", KIND_AMOUNT, 0, NULL, "what is open on the export's own date"},
	{"cleared_on", KIND_DATE, 0, NULL, "day on which it was settled"},
	{"applies_to", KIND_CODE, 0, NULL, "number of the document that it settles"},
	{"po_number", KIND_CODE, 0, NULL, "the customer's order"},
	{"delivery_note", KIND_CODE, 0, NULL, "delivery note"},
	{"salesman", KIND_CODE, 0, NULL, "code of the salesman of the time"},
	{"status", KIND_LIKELY, 0, STATUSES,
	 "what the export says of it: only what is open (or part_cleared, or without a word) is demanded"},
	{"text", KIND_TEXT, COLUMN_LONG, NULL, "a remark"},
	{"fx_rate", KIND_CODE, 0, NULL,
	 "of a payment in another currency than the document that it settles: units of the document's currency "
	 "for one of its own"},
	{"customer_name", KIND_TEXT, COLUMN_LOOSE, NULL, "name, for customers that no file of customers has"},
	{"debit", KIND_AMOUNT, COLUMN_LOOSE, NULL,
	 "amount that raises the debt, in exports with two columns"},
	{"credit", KIND_AMOUNT, COLUMN_LOOSE, NULL, "amount that lowers it"},
};

static const struct canonical_column customers[] = {
	{"code", KIND_CODE, KEY, NULL, "code, as in the ledger"},
	{"name", KIND_TEXT, MUST, NULL, "name"},
	{"legal_name", KIND_TEXT, 0, NULL, "full name in law"},
	{"tax_id", KIND_CODE, 0, NULL, "tax number"},
	{"kind", KIND_WORD, 0, "short_cash company_credit cash", "which rules hold for the customer"},
	{"address1", KIND_TEXT, 0, NULL, "street and house"},
	{"address2", KIND_TEXT, 0, NULL, "second line of the address"},
	{"city", KIND_TEXT, 0, NULL, "town"},
	{"postcode", KIND_CODE, 0, NULL, "postal code"},
	{"country", KIND_CODE, 0, NULL, "country, by name or code"},
	{"region", KIND_TEXT, 0, NULL, "region"},
	{"route", KIND_CODE, 0, NULL, "route of the salesman's visits; papers are delivered in its order"},
	{"salesman", KIND_CODE, 0, NULL, "code of its salesman"},
	{"collector", KIND_CODE, 0, NULL, "code of who collects from it: call lists"},
	{"currency", KIND_CURRENCY, 0, NULL, "the customer's currency"},
	{"language", KIND_LANGUAGE, 0, NULL,
	 "language of its papers: one that the house writes, or its pair"},
	{"terms_days", KIND_INT, 0, NULL, "days to pay: 30, or as Net 30, 30 days"},
	{"credit_limit", KIND_AMOUNT, 0, NULL, "limit in the customer's currency"},
	{"email", KIND_CODE, 0, NULL, "e-mail"},
	{"phone", KIND_CODE, 0, NULL, "telephone"},
	{"status", KIND_CODE, 0, NULL,
	 "agency, court or do_not_write keep letters from the customer; other words are kept"},
	{"since", KIND_DATE, 0, NULL, "customer since"},
	{"contract_no", KIND_CODE, 0, NULL, "number of the contract"},
	{"contract_date", KIND_DATE, 0, NULL, "date of the contract"},
	{"parent", KIND_CODE, 0, NULL, "code of the customer whose branch it is (policy group)"},
};

static const struct canonical_column contacts[] = {
	{"customer", KIND_CODE, KEY | COLUMN_CUSTOMER, NULL, "code of the customer"},
	{"name", KIND_TEXT, KEY, NULL, "name"},
	{"role", KIND_LIKELY, COLUMN_KEY, CONTACT_ROLES, "what they are at the customer"},
	{"email", KIND_CODE, 0, NULL, "e-mail"},
	{"phone", KIND_CODE, 0, NULL, "telephone"},
	{"valid_from", KIND_DATE, 0, NULL, "in office since"},
	{"valid_to", KIND_DATE, 0, NULL, "in office until"},
};

static const struct canonical_column staff[] = {
	{"code", KIND_CODE, KEY, NULL, "code, as in the ledger"},
	{"name", KIND_TEXT, MUST, NULL, "name"},
	{"role", KIND_LIKELY, MUST, STAFF_ROLES, "what they do in the house"},
	{"reports_to", KIND_CODE, 0, NULL, "code of the superior"},
	{"region", KIND_TEXT, 0, NULL, "region"},
	{"email", KIND_CODE, 0, NULL, "e-mail"},
	{"phone", KIND_CODE, 0, NULL, "telephone"},
	{"left_on", KIND_DATE, 0, NULL, "last day in the house"},
	{"away_from", KIND_DATE, 0, NULL, "first day of an absence: papers name who stands in"},
	{"away_to", KIND_DATE, 0, NULL, "its last day; empty: until further notice"},
	{"substitute", KIND_CODE, 0, NULL,
	 "code of who stands in while they are away; empty: the coordinator"},
};

/* events and assets have no number of their own: the whole row is its identity */
static const struct canonical_column events[] = {
	{"date", KIND_DATE, KEY, NULL, "when it happened"},
	{"time", KIND_TIME, COLUMN_KEY, NULL, "time of day, HH:MM"},
	{"customer", KIND_CODE, KEY | COLUMN_CUSTOMER, NULL, "code of the customer"},
	{"invoice", KIND_CODE, COLUMN_KEY, NULL, "number of the invoice"},
	{"kind", KIND_LIKELY, KEY, event_list + 1, "what happened"},
	{"staff", KIND_CODE, COLUMN_KEY, NULL, "code of who of us"},
	{"contact", KIND_TEXT, COLUMN_KEY, NULL, "who of them"},
	{"outcome", KIND_TEXT, COLUMN_KEY | COLUMN_LONG, NULL,
	 "what came of it: no_answer, promised, resolved, lifted"},
	{"promise_date", KIND_DATE, COLUMN_KEY, NULL, "to be paid on"},
	{"promise_amount", KIND_AMOUNT, COLUMN_KEY, NULL,
	 "how much, in the invoice's or the customer's currency"},
	{"next_action", KIND_TEXT, COLUMN_KEY | COLUMN_LONG, NULL, "what is to be done next"},
	{"next_date", KIND_DATE, COLUMN_KEY, NULL, "when; of do_not_write: until then"},
	{"next_time", KIND_TIME, COLUMN_KEY, NULL, "at what time of that day, HH:MM"},
	{"reason", KIND_CODE, COLUMN_KEY, NULL,
	 "why nothing was paid in time: a word of the policy's late_reasons"},
	{"channel", KIND_LIKELY, COLUMN_KEY, canonical_channels, "how a letter or paper went out"},
	{"recorded_on", KIND_DATE, COLUMN_KEY, NULL, "the day on which it was recorded, where it is kept"},
	{"recorded_by", KIND_TEXT, COLUMN_KEY, NULL, "who recorded it"},
	{"risk", KIND_TEXT, COLUMN_KEY | COLUMN_LONG, NULL, "low, medium or high"},
	{"reference", KIND_CODE, COLUMN_KEY, NULL, "a number of theirs or of an authority"},
	{"note", KIND_TEXT, COLUMN_KEY | COLUMN_LONG, NULL, "in words"},
};

static const struct canonical_column arrangements[] = {
	{"customer", KIND_CODE, KEY | COLUMN_CUSTOMER, NULL, "code of the customer"},
	{"ref", KIND_CODE, KEY, NULL, "number of the arrangement"},
	{"kind", KIND_WORD, MUST, "guarantee settlement", "what it is"},
	{"date", KIND_DATE, MUST, NULL, "when it was agreed"},
	{"instalment", KIND_INT, KEY, NULL, "number of the instalment, from 1"},
	{"due", KIND_DATE, MUST, NULL, "to be paid on"},
	{"amount", KIND_AMOUNT, MUST, NULL, "of this instalment"},
	{"currency", KIND_CURRENCY, COLUMN_DERIVED, NULL, "the customer's"},
	{"interest", KIND_CODE, 0, NULL, "rate agreed, as text"},
	{"guarantor", KIND_TEXT, 0, NULL, "who stands surety"},
	{"signed_by", KIND_TEXT, 0, NULL, "who signed for the customer"},
	{"signed_role", KIND_LIKELY, 0, CONTACT_ROLES,
	 "as what; a guarantee holds letters only when one signed who may"},
};

static const struct canonical_column assets[] = {
	{"customer", KIND_CODE, KEY | COLUMN_CUSTOMER, NULL, "code of the customer"},
	{"type", KIND_TEXT, KEY, NULL, "what it is"},
	{"qty", KIND_INT, COLUMN_KEY, NULL, "how many"},
	{"serial", KIND_CODE, COLUMN_KEY, NULL, "serial number"},
	{"condition", KIND_TEXT, COLUMN_KEY, NULL, "state"},
	{"location", KIND_TEXT, COLUMN_KEY, NULL, "where at the customer"},
	{"placed_on", KIND_DATE, COLUMN_KEY, NULL, "placed on"},
	{"removed_on", KIND_DATE, COLUMN_KEY, NULL, "fetched on"},
	{"form_no", KIND_CODE, COLUMN_KEY, NULL, "number of the removal form"},
	{"verifier", KIND_CODE, COLUMN_KEY, NULL, "who verified the removal"},
	{"photo", KIND_CODE, COLUMN_KEY, NULL, "name of the picture's file"},
};

static const struct canonical_column evidence[] = {
	{"file", KIND_CODE, KEY, NULL, "name of the file, beside the index"},
	{"customer", KIND_CODE, MUST | COLUMN_CUSTOMER, NULL, "code of the customer"},
	{"invoice", KIND_CODE, 0, NULL, "number of the invoice; empty: of several"},
	{"date", KIND_DATE, MUST, NULL, "the paper's own date"},
	{"doctype", KIND_CODE, MUST, NULL, "`ledgerpress help doctypes`"},
	{"signed_by", KIND_TEXT, 0, NULL, "who signed it, several with commas"},
	{"signed_role", KIND_TEXT, 0, NULL, "as what"},
	{"authority", KIND_TEXT, 0, NULL, "number of the power of attorney by which it was signed"},
	{"authority_until", KIND_DATE, 0, NULL, "last day on which that power was valid"},
	{"stamped", KIND_YESNO, 0, NULL, "bears a stamp"},
	{"note", KIND_TEXT, COLUMN_LONG, NULL, "in words"},
	{"amount", KIND_AMOUNT, 0, NULL,
	 "the sum as the paper has it, to be compared with the ledger's of its invoice"},
	{"currency", KIND_CURRENCY, 0, NULL, "of amount; the invoice's without it"},
};

static const struct canonical_column deductions[] = {
	{"customer", KIND_CODE, KEY | COLUMN_CUSTOMER, NULL, "code of the customer"},
	{"invoice", KIND_CODE, 0, NULL, "number of the invoice"},
	{"claim_no", KIND_CODE, KEY, NULL, "number of the claim"},
	{"date", KIND_DATE, MUST, NULL, "claimed on"},
	{"amount", KIND_AMOUNT, MUST, NULL, "how much"},
	{"currency", KIND_CURRENCY, COLUMN_DERIVED, NULL, "the invoice's or the customer's"},
	{"reason", KIND_TEXT, COLUMN_LONG, NULL, "why"},
	{"approved", KIND_CODE, 0, NULL, "whether, and by whom"},
};

static const struct canonical_column holidays[] = {
	{"date", KIND_DATE, KEY, NULL, "the day"},
	{"name", KIND_TEXT, 0, NULL, "what it is called"},
	{"country", KIND_CODE, COLUMN_KEY, NULL, "where; empty: everywhere"},
};

#define COLUMNS(c) c, (int32_t)(sizeof c / sizeof c[0])
const struct canonical canonical_all[] = {
	{"staff", "staff", COLUMNS(staff), 1, 1, "people of the house; papers find superiors by reports_to"},
	{"customers", "customer", COLUMNS(customers), 2, 1, "who owes"},
	{"contacts", "contact", COLUMNS(contacts), 3, 1, "people at the customer, and what they may sign"},
	{"holidays", "holiday", COLUMNS(holidays), 4, 1, "days without work"},
	{"ledger", "entry", COLUMNS(ledger), 5, 1,
	 "what was invoiced, paid and credited; amounts are positive and the type gives the direction (or "
	 "signed = yes)"},
	{"events", "event", COLUMNS(events), 6, 1, "what happened: `ledgerpress help events`"},
	{"arrangements", "arrangement", COLUMNS(arrangements), 7, 1,
	 "guarantees and settlements: one row an instalment"},
	{"assets", "asset", COLUMNS(assets), 8, 1, "our equipment at the customer"},
	{"deductions", "deduction", COLUMNS(deductions), 9, 1, "short payments that customers claim"},
	{"evidence", "evidence", COLUMNS(evidence), 10, 0,
	 "the index of signed papers that come in: for evidence import"},
};
const int32_t canonical_count = (int32_t)(sizeof canonical_all / sizeof canonical_all[0]);

const struct canonical *canonical_find(const char *name)
{
	int32_t i;

	for (i = 0; name && i < canonical_count; i++)
		if (strcmp(canonical_all[i].name, name) == 0)
			return &canonical_all[i];
	return NULL;
}

int32_t canonical_column(const struct canonical *t, const char *name)
{
	int32_t i;

	for (i = 0; i < t->columns; i++)
		if (!(t->column[i].flags & COLUMN_DERIVED) && strcmp(t->column[i].name, name) == 0)
			return i;
	return -1;
}

const char *const *canonical_names(const struct canonical *t, struct arena *a, int32_t *n)
{
	const char **name = arena_alloc(a, (size_t)t->columns * sizeof *name);
	int32_t i;

	for (i = *n = 0; i < t->columns; i++)
		if (!(t->column[i].flags & COLUMN_DERIVED))
			name[(*n)++] = t->column[i].name;
	return name;
}

int32_t canonical_most(const struct canonical_column *c)
{
	if (c->flags & COLUMN_LONG)
		return 32000;
	return c->kind == KIND_TEXT ? 1024 : 256;
}

int canonical_word(const char *words, const char *word, int32_t n)
{
	size_t k;

	for (; *words; words += k + (words[k] == ' ')) {
		k = strcspn(words, " ");
		if (k == (size_t)n && memcmp(words, word, k) == 0)
			return 1;
	}
	return 0;
}

const char *canonical_words(struct arena *a, const char *words)
{
	char *list = arena_alloc(a, strlen(words) * 2 + 1), *p = list;

	for (; *words; words++) {
		if (*words == ' ')
			*p++ = ',';
		*p++ = *words;
	}
	return list;
}

const char *canonical_word_near(struct arena *a, const char *words, const char *word)
{
	const char **list = arena_alloc(a, 64 * sizeof *list);
	size_t k;
	int32_t n;

	for (n = 0; *words && n < 64; words += k + (words[k] == ' ')) {
		k = strcspn(words, " ");
		list[n++] = arena_dupn(a, words, k);
	}
	return diag_closest(word, list, n);
}
