/* db_payment.c: the SQL functions of payments: references of payers, and what payment codes hold. */
#include "db/db_own.h"

#include <string.h>

#include "db/payload.h"
#include "db/reference.h"

static const char *text_arg(sqlite3_value *v)
{
	return (const char *)sqlite3_value_text(v);
}

static enum reference_fault made(sqlite3_value **v, char out[REFERENCE_MOST])
{
	const char *rule = text_arg(v[0]), *customer = text_arg(v[1]);

	return rule && customer ? reference_make(rule, customer, text_arg(v[2]), out) : REFERENCE_EMPTY;
}

/* reference(rule, customer, invoice): NULL when there is none. */
static void sql_reference(sqlite3_context *c, int n, sqlite3_value **v)
{
	char out[REFERENCE_MOST];

	(void)n;
	if (made(v, out) == REFERENCE_OK)
		sqlite3_result_text(c, out, -1, SQLITE_TRANSIENT);
}

/* reference_fault(rule, customer, invoice): why there is none. */
static void sql_reference_fault(sqlite3_context *c, int n, sqlite3_value **v)
{
	char out[REFERENCE_MOST];

	(void)n;
	sqlite3_result_text(c, reference_fault_said(made(v, out)), -1, SQLITE_STATIC);
}

/* reference_read(rule, number): in groups, as the rule's kind is printed; one of 27 digits may take two
 * lines, a shorter one does not. */
static void sql_reference_read(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char *rule = text_arg(v[0]), *s = text_arg(v[1]);
	struct text out;
	size_t length, first, size;

	(void)n;
	if (!rule || !s)
		return;
	length = strlen(s);
	/* ISO 11649 and ISO 13616 in fours; SIX in fives, counted from the end */
	size = strncmp(rule, "rf", 2) == 0 || strcmp(rule, "iban") == 0 ? 4
	       : strncmp(rule, "qrr", 3) == 0				? 5
									: length + 1;
	first = size == 5 ? length % 5 : 0;
	text_init(&out);
	for (size_t i = 0; i < length; i++) {
		if (i > 0 && (i + size - first) % size == 0)
			text_adds(&out, size == 5 ? " " : "\u00A0");
		text_addc(&out, s[i]);
	}
	sqlite3_result_text(c, text_str(&out), -1, SQLITE_TRANSIENT);
	text_done(&out);
}

static void code_result(sqlite3_context *c, const struct payload *p,
			int (*make)(const struct payload *, struct text *))
{
	struct text out;

	text_init(&out);
	if (make(p, &out) == 0)
		sqlite3_result_text(c, text_str(&out), (int)out.len, SQLITE_TRANSIENT);
	text_done(&out);
}

/* code_epc(name, iban, bic, amount, currency, reference) */
static void sql_code_epc(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct payload p = {.name = text_arg(v[0]),
				  .iban = text_arg(v[1]),
				  .bic = text_arg(v[2]),
				  .amount = sqlite3_value_int64(v[3]),
				  .currency = text_arg(v[4]),
				  .reference = text_arg(v[5])};

	(void)n;
	code_result(c, &p, payload_epc);
}

/* code_swiss(name, street, postcode, town, country, iban, amount, currency, reference) */
static void sql_code_swiss(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct payload p = {.name = text_arg(v[0]),
				  .street = text_arg(v[1]),
				  .postcode = text_arg(v[2]),
				  .town = text_arg(v[3]),
				  .country = text_arg(v[4]),
				  .iban = text_arg(v[5]),
				  .amount = sqlite3_value_int64(v[6]),
				  .currency = text_arg(v[7]),
				  .reference = text_arg(v[8])};

	(void)n;
	code_result(c, &p, payload_swiss);
}

/* code_gost(name, account, bank, bik, corr_account, inn, kpp, amount, currency, purpose) */
static void sql_code_gost(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct payload p = {.name = text_arg(v[0]),
				  .account = text_arg(v[1]),
				  .bank = text_arg(v[2]),
				  .bik = text_arg(v[3]),
				  .corr = text_arg(v[4]),
				  .inn = text_arg(v[5]),
				  .kpp = text_arg(v[6]),
				  .amount = sqlite3_value_int64(v[7]),
				  .currency = text_arg(v[8]),
				  .purpose = text_arg(v[9])};

	(void)n;
	code_result(c, &p, payload_gost);
}

void db_payment_add(struct db *b)
{
	static const struct {
		const char *name;
		int args;
		void (*call)(sqlite3_context *, int, sqlite3_value **);
	} table[] = {
		{"reference", 3, sql_reference},	   {"reference_fault", 3, sql_reference_fault},
		{"reference_read", 2, sql_reference_read}, {"code_epc", 6, sql_code_epc},
		{"code_swiss", 9, sql_code_swiss},	   {"code_gost", 10, sql_code_gost},
	};
	size_t i;

	for (i = 0; i < sizeof table / sizeof table[0]; i++)
		sqlite3_create_function_v2(b->lite, table[i].name, table[i].args,
					   SQLITE_UTF8 | SQLITE_INNOCUOUS | SQLITE_DETERMINISTIC, NULL,
					   table[i].call, NULL, NULL, NULL);
}
