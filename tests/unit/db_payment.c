/* References of payers with their check digits, and what payment codes hold. */
#include "db_unit.h"

#include "db/payload.h"
#include "db/reference.h"

/* What the standards' own papers and banks give as examples, and who is told apart from whom. */
START_TEST(payment_reference)
{
	static const struct {
		const char *rule, *customer, *invoice, *want;
	} row[] = {
		{"kid-mod10 customer", "1234", NULL, "12344"},
		{"kid-mod11 customer", "1234", NULL, "12343"},
		{"kid-mod10 customer:6 invoice:8", "C1042", "INV-2026/0567", "001042202605672"},
		{"kid-mod10 7 customer:3", "C42", NULL, "70425"},
		{"rf customer", "TU06FX", NULL, "RF96TU06FX"},
		{"rf customer", "tu-06 fx", NULL, "RF96TU06FX"},
		{"rf customer", "539007547034", NULL, "RF18539007547034"},
		{"bpay customer", "10000456", NULL, "100004563"},
		{"bpay customer:8", "1672", NULL, "000016725"},
		{"bpay-mod10v05 customer", "39452345", NULL, "394523459"},
		{"bpay-mod10v05 customer", "75842399", NULL, "758423990"},
		{"qrr customer invoice", "2100000000", "0313947143000901", "210000000003139471430009017"},
		{"qrr customer", "C1", NULL, "000000000000000000000000011"},
		{"plain customer", "C/1042", NULL, "C/1042"},
		{"plain LP customer invoice", "KX-20а", "№ 7", "LP-KX-20а-№7"},
	};
	char out[REFERENCE_MOST], kind[16];

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		ck_assert_ptr_null(reference_expected(row[i].rule));
		ck_assert_int_eq(reference_make(row[i].rule, row[i].customer, row[i].invoice, out),
				 REFERENCE_OK);
		ck_assert_str_eq(out, row[i].want);
		snprintf(kind, sizeof kind, "%.*s", (int)strcspn(row[i].rule, " "), row[i].rule);
		ck_assert_int_eq(reference_valid(kind, out), 1);
	}
}
END_TEST

/* One wrong digit, or two that changed places, is no reference. */
START_TEST(payment_reference_wrong)
{
	ck_assert_int_eq(reference_valid("kid-mod10", "12345"), 0);
	ck_assert_int_eq(reference_valid("kid-mod10", "13244"), 0);
	ck_assert_int_eq(reference_valid("kid-mod11", "12344"), 0);
	ck_assert_int_eq(reference_valid("kid-mod10", "1234x"), 0);
	ck_assert_int_eq(reference_valid("kid-mod10", "4"), 0);
	ck_assert_int_eq(reference_valid("bpay-mod10v05", "87348538"), 1);
	ck_assert_int_eq(reference_valid("bpay-mod10v05", "78348538"), 0);
	ck_assert_int_eq(reference_valid("rf", "RF96 TU06 FX"), 1);
	ck_assert_int_eq(reference_valid("rf", "RF96UT06FX"), 0);
	ck_assert_int_eq(reference_valid("rf", "XY96TU06FX"), 0);
	ck_assert_int_eq(reference_valid("qrr", "210000000003139471430009016"), 0);
	ck_assert_int_eq(reference_mod97("GB82WEST12345698765432", 22), 1);
	ck_assert_int_eq(reference_mod97("GB82WEST12345698765423", 22), 0);
	ck_assert_int_eq(reference_mod97("GB82 EST12345698765432", 22), 0);
}
END_TEST

/* What cannot be made is said, never guessed. */
START_TEST(payment_reference_faults)
{
	static const struct {
		const char *rule, *customer, *invoice;
		enum reference_fault want;
	} row[] = {
		{"kid-mod11 customer", "6", NULL, REFERENCE_REMAINDER},
		{"kid-mod10 customer", "ABC", NULL, REFERENCE_EMPTY},
		{"kid-mod10 customer invoice", "1", NULL, REFERENCE_EMPTY},
		{"kid-mod10 customer:3", "C1042", NULL, REFERENCE_WIDE},
		{"kid-mod10 customer", "1234567890123456789012345", NULL, REFERENCE_LONG},
		{"bpay customer:20", "1", NULL, REFERENCE_LONG},
		{"rf customer", "ABCDEFGHIJKLMNOPQRSTUV", NULL, REFERENCE_LONG},
		{"plain customer", "12345678901234567890123456789012345678901234567890", NULL,
		 REFERENCE_LONG},
	};
	static const char *const rules[] = {"",
					    "kid",
					    "kid-mod10",
					    "kid-mod10 7",
					    "kid-mod10 A customer",
					    "kid-mod10 customer:0",
					    "kid-mod10 customer:x",
					    "kid-mod10 7:3 customer",
					    "kid-mod10 customer:99",
					    "rf custómer"};
	char out[REFERENCE_MOST];

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		ck_assert_ptr_null(reference_expected(row[i].rule));
		ck_assert_int_eq(reference_make(row[i].rule, row[i].customer, row[i].invoice, out),
				 row[i].want);
		ck_assert_str_eq(out, "");
		ck_assert_ptr_nonnull(reference_fault_said(row[i].want));
	}
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
		ck_assert_ptr_nonnull(reference_expected(rules[i]));
}
END_TEST

static const char *payload(int (*make)(const struct payload *, struct text *), const struct payload *p)
{
	struct text t;
	const char *s;

	text_init(&t);
	ck_assert_int_eq(make(p, &t), t.len > 0 ? 0 : -1);
	s = arena_dup(&arena, text_str(&t));
	text_done(&t);
	return s;
}

START_TEST(payment_epc)
{
	struct payload p = {.name = "Franz Mustermänn",
			    .iban = "DE71 1102 2033 0123 4567 89",
			    .bic = "BHBLDEHHXXX",
			    .amount = 1230,
			    .currency = "EUR",
			    .reference = "RF18 5390 0754 7034"};
	char name[400];

	unit_begin();
	ck_assert_str_eq(payload(payload_epc, &p), "BCD\n002\n1\nSCT\nBHBLDEHHXXX\nFranz Mustermann\n"
						   "DE71110220330123456789\nEUR12.30\n\nRF18539007547034");
	/* no reference of ISO 11649: as text; an address of the bank that is none is left out */
	p.reference = "C1042";
	p.bic = "BHBL";
	p.amount = 5;
	ck_assert_str_eq(payload(payload_epc, &p), "BCD\n002\n1\nSCT\n\nFranz Mustermann\n"
						   "DE71110220330123456789\nEUR0.05\n\n\nC1042");
	/* other scripts are transliterated, what is no letter of SEPA goes, a long name is cut: 331 bytes
	 * hold it */
	p.name = "ТД «Обь-Снаб» & Co";
	ck_assert_ptr_nonnull(strstr(payload(payload_epc, &p), "\nTD Ob'-Snab Co\n"));
	memset(name, 'W', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	p.name = p.reference = name;
	ck_assert_int_le(strlen(payload(payload_epc, &p)), 331);
	p.name = "A";
	p.amount = 0;
	ck_assert_str_eq(payload(payload_epc, &p), "");
	p.amount = 100;
	p.currency = "NOK";
	ck_assert_str_eq(payload(payload_epc, &p), "");
	p.currency = "EUR";
	p.iban = "DE71 1102 2033 0123 4567 88"; /* no account */
	ck_assert_str_eq(payload(payload_epc, &p), "");
	p.iban = "AE07 0331 2345 6789 0123 456"; /* outside the area */
	ck_assert_str_eq(payload(payload_epc, &p), "");
	p.iban = NULL;
	ck_assert_str_eq(payload(payload_epc, &p), "");
	unit_end();
}
END_TEST

START_TEST(payment_swiss)
{
	struct payload p = {.name = "Max Muster & Söhne",
			    .street = "Musterstrasse 123",
			    .postcode = "8000",
			    .town = "Zürich",
			    .country = "CH",
			    .iban = "CH44 3199 9123 0008 8901 2",
			    .amount = 194975,
			    .currency = "CHF",
			    .reference = "21 00000 00003 13947 14300 09017"};

	unit_begin();
	ck_assert_str_eq(payload(payload_swiss, &p),
			 "SPC\n0200\n1\nCH4431999123000889012\nS\nMax Muster & Söhne\nMusterstrasse "
			 "123\n\n8000\nZürich\nCH\n\n\n\n\n\n\n\n1949.75\nCHF\n\n\n\n\n\n\n\nQRR\n"
			 "210000000003139471430009017\n\nEPD");
	/* such an account takes no other reference, and another account takes none of SIX */
	p.reference = "RF18539007547034";
	ck_assert_str_eq(payload(payload_swiss, &p), "");
	p.iban = "CH58 0079 1123 0008 8901 2";
	ck_assert_ptr_nonnull(strstr(payload(payload_swiss, &p), "\nSCOR\nRF18539007547034\n\nEPD"));
	p.reference = "C1042";
	ck_assert_ptr_nonnull(strstr(payload(payload_swiss, &p), "\nNON\n\nC1042\nEPD"));
	p.reference = "210000000003139471430009017";
	ck_assert_str_eq(payload(payload_swiss, &p), "");
	p.reference = NULL;
	p.postcode = " ";
	ck_assert_str_eq(payload(payload_swiss, &p), "");
	p.postcode = "8000";
	p.iban = "DE71 1102 2033 0123 4567 89";
	ck_assert_str_eq(payload(payload_swiss, &p), "");
	unit_end();
}
END_TEST

START_TEST(payment_gost)
{
	struct payload p = {.name = "ООО «Три|кита»",
			    .account = "40702810138250123017",
			    .bank = "ОАО \"БАНК\"",
			    .bik = "044525225",
			    .corr = "30101810400000000225",
			    .inn = "6200098765",
			    .kpp = "12",
			    .amount = 100050,
			    .currency = "RUB",
			    .purpose = "Оплата задолженности,\n00-00000104"};

	unit_begin();
	ck_assert_str_eq(payload(payload_gost, &p),
			 "ST00012|Name=ООО «Три кита»|PersonalAcc=40702810138250123017|BankName=ОАО \"БАНК\""
			 "|BIC=044525225|CorrespAcc=30101810400000000225|Sum=100050"
			 "|Purpose=Оплата задолженности, 00-00000104|PayeeINN=6200098765");
	p.corr = NULL;
	ck_assert_str_eq(payload(payload_gost, &p), "");
	p.corr = "30101810400000000225";
	p.currency = "EUR";
	ck_assert_str_eq(payload(payload_gost, &p), "");
	unit_end();
}
END_TEST

/* The same from queries. */
START_TEST(payment_sql)
{
	static const char *const yes[] = {
		"SELECT reference('kid-mod10 customer', '1234', NULL) = '12344'",
		"SELECT reference('kid-mod11 customer', '6', NULL) IS NULL",
		"SELECT reference_fault('kid-mod11 customer', '6', NULL) LIKE 'MOD11 leaves 10%'",
		"SELECT reference_fault('kid-mod11 customer', '1', NULL) IS NULL",
		"SELECT reference(NULL, '1', NULL) IS NULL",
		"SELECT reference_read('rf customer', 'RF96TU06FX') = replace('RF96 TU06 FX', ' ', char(160))",
		"SELECT reference_read('iban', 'NO9386011117947') = replace('NO93 8601 1117 947', ' ', char(160))",
		"SELECT reference_read('qrr customer', '210000000003139471430009017') = "
		"'21 00000 00003 13947 14300 09017'",
		"SELECT reference_read('kid-mod10 customer', '12344') = '12344'",
		"SELECT code_epc('A', 'DE71110220330123456789', NULL, 100, 'EUR', NULL) LIKE 'BCD%EUR1.00%'",
		"SELECT code_swiss('A', NULL, '1', 'B', 'CH', 'DE71110220330123456789', 1, 'CHF', NULL) IS NULL",
		"SELECT code_gost('A', '40702810138250123017', 'B', '044525225', '30101810400000000225', NULL, "
		"NULL, 5, 'RUB', NULL) LIKE 'ST00012|Name=A|%|Sum=5'",
	};
	struct db *b;

	unit_begin();
	b = db_open(NULL, DB_MEMORY, &diags);
	for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
		ck_assert_int_eq(db_int(b, &diags, yes[i], -77), 1);
	db_close(b);
	ck_assert_str_eq(text_str(&said), "");
	unit_end();
}
END_TEST

UNIT_MAIN("ledger: payment", payment_reference, payment_reference_wrong, payment_reference_faults,
	  payment_epc, payment_swiss, payment_gost, payment_sql)
