/* payload.c: payloads of payment codes: EPC, Swiss QR-bill, ST00012. */
#include "db/payload.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "db/reference.h"

#define IBAN_MOST 35
#define EPC_MOST 331

/* ---- text ---- */

/* The last letter that a payload may hold: those of SEPA, those of the Swiss guidelines, all. */
enum letters { LETTERS_SEPA = 0x7E, LETTERS_SWISS = 0x17F, LETTERS_ALL = 0x10FFFF };

/* s in letters of ASCII, as ICU transliterates it (CLDR); s itself where it cannot. */
static void add_latin(struct text *out, const char *s)
{
	static const UChar id[] = u"Any-Latin; Latin-ASCII";
	UErrorCode e = U_ZERO_ERROR;
	UTransliterator *t = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &e);
	const int32_t room = 8 * (int32_t)strlen(s) + 8;
	UChar *u = mem_alloc((size_t)room * sizeof *u);
	char *bytes = mem_alloc((size_t)room * 3);
	int32_t n = 0, limit;

	u_strFromUTF8(u, room, &n, s, -1, &e);
	limit = n;
	if (t)
		utrans_transUChars(t, u, &n, room, 0, &limit, &e);
	u_strToUTF8(bytes, room * 3, NULL, u, n, &e);
	text_adds(out, U_SUCCESS(e) ? bytes : s);
	utrans_close(t);
	free(bytes);
	free(u);
}

/* Whether a payload may hold it: no ends of lines, and of ASCII what SEPA's rulebooks name. */
static int may_stand(uint32_t cp, enum letters last)
{
	if (cp < ' ' || (cp > 0x7E && cp < 0xA0) || cp > (uint32_t)last)
		return 0;
	return last != LETTERS_SEPA || (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') ||
	       (cp >= 'a' && cp <= 'z') || strchr(" /-?:().,'+", (int)cp) != NULL;
}

static int all_stand(const char *s, enum letters last)
{
	const char *end = s + strlen(s);

	while (s < end)
		if (utf8_next(&s, end) > (uint32_t)last)
			return 0;
	return 1;
}

/* Appends s in those letters: at most so many characters; what may not stand there, runs of white and the
 * separator (NUL: none) become one space. */
static void add_field(struct text *out, const char *s, enum letters last, int32_t most, char separator)
{
	const char *end;
	struct text latin;
	int32_t n = 0;
	int white = 0;

	if (!s)
		return;
	text_init(&latin);
	if (!all_stand(s, last)) {
		add_latin(&latin, s);
		s = text_str(&latin);
	}
	end = s + strlen(s);
	while (s < end && n + white < most) {
		uint32_t cp = utf8_next(&s, end);

		if (cp == ' ' || cp == 0xA0 || cp == (unsigned char)separator || !may_stand(cp, last)) {
			white = n > 0;
			continue;
		}
		if (white)
			text_addc(out, ' ');
		n += 1 + white;
		white = 0;
		text_addcp(out, cp);
	}
	text_done(&latin);
}

static int is_given(const char *s)
{
	return s && s[strspn(s, " ")] != '\0';
}

/* s without spaces and in capitals; -1 when it is longer than room. */
static int close_up(const char *s, char *out, size_t room)
{
	const char *end = s ? s + strlen(s) : NULL;
	size_t n = 0;

	while (s && s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (cp == ' ' || cp == 0xA0)
			continue;
		if (cp > 0x7E || n + 1 >= room)
			return -1;
		out[n++] = (char)(cp >= 'a' && cp <= 'z' ? cp - 'a' + 'A' : cp);
	}
	out[n] = '\0';
	return 0;
}

/* The account by ISO 13616, closed up; -1 when it is none. */
static int iban_read(const char *s, char out[IBAN_MOST])
{
	return close_up(s, out, IBAN_MOST) == 0 && strlen(out) >= 15 && reference_mod97(out, strlen(out))
		       ? 0
		       : -1;
}

static int is_digits(const char *s, size_t n)
{
	return s && strlen(s) == n && strspn(s, "0123456789") == n;
}

/* Whether the code that s begins with is in the list of codes of two letters. */
static int country_in(const char *s, const char *list)
{
	for (; *list; list += list[2] ? 3 : 2)
		if (memcmp(list, s, 2) == 0)
			return 1;
	return 0;
}

static void add_amount(struct text *out, int64_t amount)
{
	text_addf(out, "%lld.%02lld", (long long)(amount / 100), (long long)(amount % 100));
}

/* Appends what was built, or nothing when it is too long. */
static int take(struct text *out, struct text *built, size_t most)
{
	const int rc = built->len <= most ? 0 : -1;

	if (rc == 0)
		text_add(out, text_str(built), built->len);
	text_done(built);
	return rc;
}

/* ---- EPC069-12 ---- */

int payload_epc(const struct payload *p, struct text *out)
{
	static const char *const sepa =
		"AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI "
		"LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM VA";
	char iban[IBAN_MOST], bic[12], reference[REFERENCE_MOST];
	struct text t;

	if (!p->currency || strcmp(p->currency, "EUR") != 0 || p->amount < 1 || p->amount > 99999999999 ||
	    !is_given(p->name) || iban_read(p->iban, iban) < 0 || !country_in(iban, sepa))
		return -1;
	/* within the area the account alone will do */
	if (close_up(p->bic, bic, sizeof bic) < 0 || (strlen(bic) != 8 && strlen(bic) != 11))
		bic[0] = '\0';
	text_init(&t);
	text_addf(&t, "BCD\n002\n1\nSCT\n%s\n", bic);
	add_field(&t, p->name, LETTERS_SEPA, 70, '\0');
	text_addf(&t, "\n%s\nEUR", iban);
	add_amount(&t, p->amount);
	text_adds(&t, "\n\n"); /* no purpose */
	if (p->reference && close_up(p->reference, reference, sizeof reference) == 0 &&
	    reference_valid("rf", reference)) {
		text_adds(&t, reference);
	} else {
		text_adds(&t, "\n");
		add_field(&t, p->reference, LETTERS_SEPA, 140, '\0');
	}
	return take(out, &t, EPC_MOST);
}

/* ---- Swiss QR-bill ---- */

/* The kind of the reference and the reference, or NON and what the payer quotes as a message; -1 where the
 * account wants a reference of SIX and has none, or has one that it does not take. */
static int add_swiss_reference(struct text *t, const struct payload *p, const char *iban)
{
	const int institute = atoi((char[]){iban[4], iban[5], iban[6], iban[7], iban[8], '\0'});
	const int of_six = institute >= 30000 && institute <= 31999;
	char reference[REFERENCE_MOST] = "";
	int known;

	if (p->reference && close_up(p->reference, reference, sizeof reference) < 0)
		reference[0] = '\0';
	known = reference_valid("qrr", reference) ? 'q' : reference_valid("rf", reference) ? 'r' : 0;
	if (of_six != (known == 'q'))
		return -1;
	text_addf(t, "%s\n%s\n",
		  known == 'q'	 ? "QRR"
		  : known == 'r' ? "SCOR"
				 : "NON",
		  known ? reference : "");
	if (!known)
		add_field(t, p->reference, LETTERS_SWISS, 140, '\0');
	return 0;
}

int payload_swiss(const struct payload *p, struct text *out)
{
	const int currency =
		p->currency && (strcmp(p->currency, "CHF") == 0 || strcmp(p->currency, "EUR") == 0);
	char iban[IBAN_MOST];
	struct text t;

	if (!currency || p->amount < 1 || p->amount > 99999999999 || !is_given(p->name) ||
	    !is_given(p->postcode) || !is_given(p->town) || !p->country || strlen(p->country) != 2 ||
	    iban_read(p->iban, iban) < 0 || !country_in(iban, "CH LI"))
		return -1;
	text_init(&t);
	text_addf(&t, "SPC\n0200\n1\n%s\nS\n", iban);
	add_field(&t, p->name, LETTERS_SWISS, 70, '\0');
	text_adds(&t, "\n");
	add_field(&t, p->street, LETTERS_SWISS, 70, '\0');
	text_adds(&t, "\n\n"); /* the house's number stands with the street */
	add_field(&t, p->postcode, LETTERS_SWISS, 16, '\0');
	text_adds(&t, "\n");
	add_field(&t, p->town, LETTERS_SWISS, 35, '\0');
	text_addf(&t, "\n%s\n\n\n\n\n\n\n\n", p->country); /* no ultimate creditor */
	add_amount(&t, p->amount);
	text_addf(&t, "\n%s\n\n\n\n\n\n\n\n", p->currency); /* the debtor is the payer's to say */
	if (add_swiss_reference(&t, p, iban) < 0) {
		text_done(&t);
		return -1;
	}
	text_adds(&t, "\nEPD");
	return take(out, &t, 997);
}

/* ---- GOST R 56042-2014 ---- */

int payload_gost(const struct payload *p, struct text *out)
{
	struct text t;

	if (!p->currency || strcmp(p->currency, "RUB") != 0 || p->amount < 1 || !is_given(p->name) ||
	    !is_given(p->bank) || !is_digits(p->account, 20) || !is_digits(p->bik, 9) ||
	    !is_digits(p->corr, 20))
		return -1;
	text_init(&t);
	text_adds(&t, "ST00012|Name=");
	add_field(&t, p->name, LETTERS_ALL, 160, '|');
	text_addf(&t, "|PersonalAcc=%s|BankName=", p->account);
	add_field(&t, p->bank, LETTERS_ALL, 45, '|');
	text_addf(&t, "|BIC=%s|CorrespAcc=%s|Sum=%lld", p->bik, p->corr, (long long)p->amount);
	if (is_given(p->purpose)) {
		text_adds(&t, "|Purpose=");
		add_field(&t, p->purpose, LETTERS_ALL, 210, '|');
	}
	if (is_digits(p->inn, 10) || is_digits(p->inn, 12))
		text_addf(&t, "|PayeeINN=%s", p->inn);
	if (is_digits(p->kpp, 9))
		text_addf(&t, "|KPP=%s", p->kpp);
	return take(out, &t, SIZE_MAX);
}
