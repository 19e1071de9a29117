/* reference.h: the number that a payer quotes, so that a payment finds its debt without a person: made by the
 * house's rule, with the check digits that its country's banks look at. */
#ifndef LP_REFERENCE_H
#define LP_REFERENCE_H

#include <stddef.h>

#define REFERENCE_MOST                                                                                       \
	36 /* the longest with its NUL: a remittance reference of ISO 20022 has 35 characters */

enum reference_fault {
	REFERENCE_OK,
	REFERENCE_EMPTY,    /* the customer's or the invoice's number has nothing that may stand in it */
	REFERENCE_WIDE,	    /* one of them has more than the rule leaves room for */
	REFERENCE_LONG,	    /* in all it is longer than its kind may be */
	REFERENCE_REMAINDER /* MOD11 leaves 10, for which there is no digit */
};

/* A rule is a kind and the parts of the number, parted by spaces: "kid-mod10 customer:6 invoice:8". A part is
 * customer or invoice, with ":N" filled up with zeros to N places, or letters and digits that stand for
 * themselves. Kinds, and what they keep of a number:
 *   kid-mod10, kid-mod11  Norway, by Bits: 2 to 25 digits, check digit by Luhn, or by weights 2 to 7
 *   bpay                  Australia, MOD10V01 of BPAY: 2 to 20 digits, check digit by Luhn
 *   bpay-mod10v05         the same by MOD10V05: each digit by its place from the left, the last digit of the
 * sum rf                    ISO 11649: RF, two check digits (ISO 7064, MOD 97-10), up to 21 letters and
 * digits qrr                   Switzerland, by SIX: 27 digits, check digit by modulus 10, recursive plain as
 * they are, "-" between the parts: up to 35 characters NULL when rule is one; else what is expected instead.
 */
const char *reference_expected(const char *rule);

/* Makes the reference of a customer, or of an invoice of its; a rule without the part invoice takes NULL.
 * rule is one that reference_expected has nothing against. */
enum reference_fault reference_make(const char *rule, const char *customer, const char *invoice,
				    char out[REFERENCE_MOST]);
/* The fault in words, to stand behind "no payment reference: "; NULL for REFERENCE_OK. */
const char *reference_fault_said(enum reference_fault f);

/* 1 when s, without spaces, is a reference of that kind: its check digits are right. */
int reference_valid(const char *kind, const char *s);

/* 1 when the n letters and digits pass MOD 97-10 (ISO 7064) with the first four moved to the end: an IBAN
 * (ISO 13616), a reference of ISO 11649. */
int reference_mod97(const char *s, size_t n);

#endif
