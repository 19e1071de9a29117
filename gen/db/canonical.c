/* canonical.c: the canonical tables. Columns stand in the order of schema.sql, then those that are only read.
 */
#include "db/canonical.h"

#include <string.h>

#define MUST COLUMN_MUST
#define KEY (COLUMN_MUST | COLUMN_KEY)
#define TYPES "invoice debit_note credit_note payment write_off adjustment refund interest fee opening pdc"
#define STATUSES                                                                                             \
	"disputed rma in_hand cleared part_cleared bounced replaced open paid hold agency court returned"
#define STAFF_ROLES                                                                                          \
	"salesman supervisor channel_manager sales_director coordinator ar collector finance_manager "       \
	"general_manager mem "                                                                               \
	"pro legal hr"
#define CONTACT_ROLES                                                                                        \
	"owner managing_director director chief_accountant authorised accounts purchasing storekeeper"
#define EVENTS                                                                                               \
	"call email message visit promise dispute return block unblock police_case asset_removal "           \
	"do_not_write agency court "                                                                         \
	"write_off rma guarantee settlement letter delivery signature reply handover violation high_risk "   \
	"alert doa note"

static const struct canonical_column ledger[] = {
	{"customer", KIND_CODE, KEY, NULL},
	{"type", KIND_WORD, KEY, TYPES},
	{"number", KIND_CODE, KEY, NULL},
	{"date", KIND_DATE, MUST, NULL},
	{"due", KIND_DATE, 0, NULL},
	{"amount", KIND_AMOUNT, MUST, NULL},
	{"currency", KIND_CURRENCY, 0, NULL},
	{"open_amount", KIND_AMOUNT, 0, NULL},
	{"cleared_on", KIND_DATE, 0, NULL},
	{"applies_to", KIND_CODE, 0, NULL},
	{"po_number", KIND_CODE, 0, NULL},
	{"delivery_note", KIND_CODE, 0, NULL},
	{"salesman", KIND_CODE, 0, NULL},
	{"status", KIND_LIKELY, 0, STATUSES},
	{"text", KIND_TEXT, COLUMN_LONG, NULL},
	{"customer_name", KIND_TEXT, COLUMN_LOOSE, NULL},
	{"debit", KIND_AMOUNT, COLUMN_LOOSE, NULL},
	{"credit", KIND_AMOUNT, COLUMN_LOOSE, NULL},
};

static const struct canonical_column customers[] = {
	{"code", KIND_CODE, KEY, NULL},
	{"name", KIND_TEXT, MUST, NULL},
	{"legal_name", KIND_TEXT, 0, NULL},
	{"tax_id", KIND_CODE, 0, NULL},
	{"kind", KIND_WORD, 0, "short_cash company_credit cash"},
	{"address1", KIND_TEXT, 0, NULL},
	{"address2", KIND_TEXT, 0, NULL},
	{"city", KIND_TEXT, 0, NULL},
	{"postcode", KIND_CODE, 0, NULL},
	{"country", KIND_CODE, 0, NULL},
	{"region", KIND_TEXT, 0, NULL},
	{"route", KIND_CODE, 0, NULL},
	{"salesman", KIND_CODE, 0, NULL},
	{"currency", KIND_CURRENCY, 0, NULL},
	{"language", KIND_LANGUAGE, 0, NULL},
	{"terms_days", KIND_INT, 0, NULL},
	{"credit_limit", KIND_AMOUNT, 0, NULL},
	{"email", KIND_CODE, 0, NULL},
	{"phone", KIND_CODE, 0, NULL},
	{"status", KIND_CODE, 0, NULL},
	{"since", KIND_DATE, 0, NULL},
	{"contract_no", KIND_CODE, 0, NULL},
	{"contract_date", KIND_DATE, 0, NULL},
};

static const struct canonical_column contacts[] = {
	{"customer", KIND_CODE, KEY | COLUMN_CUSTOMER, NULL},
	{"name", KIND_TEXT, KEY, NULL},
	{"role", KIND_LIKELY, COLUMN_KEY, CONTACT_ROLES},
	{"email", KIND_CODE, 0, NULL},
	{"phone", KIND_CODE, 0, NULL},
	{"valid_from", KIND_DATE, 0, NULL},
	{"valid_to", KIND_DATE, 0, NULL},
};

static const struct canonical_column staff[] = {
	{"code", KIND_CODE, KEY, NULL},
	{"name", KIND_TEXT, MUST, NULL},
	{"role", KIND_LIKELY, MUST, STAFF_ROLES},
	{"reports_to", KIND_CODE, 0, NULL},
	{"region", KIND_TEXT, 0, NULL},
	{"email", KIND_CODE, 0, NULL},
	{"phone", KIND_CODE, 0, NULL},
	{"left_on", KIND_DATE, 0, NULL},
};

/* events and assets have no number of their own: the whole row is its identity */
static const struct canonical_column events[] = {
	{"date", KIND_DATE, KEY, NULL},
	{"time", KIND_TIME, COLUMN_KEY, NULL},
	{"customer", KIND_CODE, KEY | COLUMN_CUSTOMER, NULL},
	{"invoice", KIND_CODE, COLUMN_KEY, NULL},
	{"kind", KIND_LIKELY, KEY, EVENTS},
	{"staff", KIND_CODE, COLUMN_KEY, NULL},
	{"contact", KIND_TEXT, COLUMN_KEY, NULL},
	{"outcome", KIND_TEXT, COLUMN_KEY | COLUMN_LONG, NULL},
	{"promise_date", KIND_DATE, COLUMN_KEY, NULL},
	{"promise_amount", KIND_AMOUNT, COLUMN_KEY, NULL},
	{"next_action", KIND_TEXT, COLUMN_KEY | COLUMN_LONG, NULL},
	{"next_date", KIND_DATE, COLUMN_KEY, NULL},
	{"risk", KIND_TEXT, COLUMN_KEY | COLUMN_LONG, NULL},
	{"reference", KIND_CODE, COLUMN_KEY, NULL},
	{"note", KIND_TEXT, COLUMN_KEY | COLUMN_LONG, NULL},
};

static const struct canonical_column arrangements[] = {
	{"customer", KIND_CODE, KEY | COLUMN_CUSTOMER, NULL},
	{"ref", KIND_CODE, KEY, NULL},
	{"kind", KIND_WORD, MUST, "guarantee settlement"},
	{"date", KIND_DATE, MUST, NULL},
	{"instalment", KIND_INT, KEY, NULL},
	{"due", KIND_DATE, MUST, NULL},
	{"amount", KIND_AMOUNT, MUST, NULL},
	{"currency", KIND_CURRENCY, COLUMN_DERIVED, NULL},
	{"interest", KIND_CODE, 0, NULL},
	{"guarantor", KIND_TEXT, 0, NULL},
	{"signed_by", KIND_TEXT, 0, NULL},
	{"signed_role", KIND_LIKELY, 0, CONTACT_ROLES},
};

static const struct canonical_column assets[] = {
	{"customer", KIND_CODE, KEY | COLUMN_CUSTOMER, NULL},
	{"type", KIND_TEXT, KEY, NULL},
	{"qty", KIND_INT, COLUMN_KEY, NULL},
	{"serial", KIND_CODE, COLUMN_KEY, NULL},
	{"condition", KIND_TEXT, COLUMN_KEY, NULL},
	{"location", KIND_TEXT, COLUMN_KEY, NULL},
	{"placed_on", KIND_DATE, COLUMN_KEY, NULL},
	{"removed_on", KIND_DATE, COLUMN_KEY, NULL},
	{"form_no", KIND_CODE, COLUMN_KEY, NULL},
	{"verifier", KIND_CODE, COLUMN_KEY, NULL},
	{"photo", KIND_CODE, COLUMN_KEY, NULL},
};

static const struct canonical_column evidence[] = {
	{"file", KIND_CODE, KEY, NULL},		{"customer", KIND_CODE, MUST | COLUMN_CUSTOMER, NULL},
	{"invoice", KIND_CODE, 0, NULL},	{"date", KIND_DATE, MUST, NULL},
	{"doctype", KIND_CODE, MUST, NULL},	{"signed_by", KIND_TEXT, 0, NULL},
	{"signed_role", KIND_TEXT, 0, NULL},	{"stamped", KIND_YESNO, 0, NULL},
	{"note", KIND_TEXT, COLUMN_LONG, NULL},
};

static const struct canonical_column deductions[] = {
	{"customer", KIND_CODE, KEY | COLUMN_CUSTOMER, NULL},
	{"invoice", KIND_CODE, 0, NULL},
	{"claim_no", KIND_CODE, KEY, NULL},
	{"date", KIND_DATE, MUST, NULL},
	{"amount", KIND_AMOUNT, MUST, NULL},
	{"currency", KIND_CURRENCY, COLUMN_DERIVED, NULL},
	{"reason", KIND_TEXT, COLUMN_LONG, NULL},
	{"approved", KIND_CODE, 0, NULL},
};

static const struct canonical_column holidays[] = {
	{"date", KIND_DATE, KEY, NULL},
	{"name", KIND_TEXT, 0, NULL},
	{"country", KIND_CODE, COLUMN_KEY, NULL},
};

#define COLUMNS(c) c, (int32_t)(sizeof c / sizeof c[0])
const struct canonical canonical_all[] = {
	{"staff", "staff", COLUMNS(staff), 1, 1},
	{"customers", "customer", COLUMNS(customers), 2, 1},
	{"contacts", "contact", COLUMNS(contacts), 3, 1},
	{"holidays", "holiday", COLUMNS(holidays), 4, 1},
	{"ledger", "entry", COLUMNS(ledger), 5, 1},
	{"events", "event", COLUMNS(events), 6, 1},
	{"arrangements", "arrangement", COLUMNS(arrangements), 7, 1},
	{"assets", "asset", COLUMNS(assets), 8, 1},
	{"deductions", "deduction", COLUMNS(deductions), 9, 1},
	{"evidence", "evidence", COLUMNS(evidence), 10, 0},
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
