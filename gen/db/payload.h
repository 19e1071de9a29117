/* payload.h: what a payment code (QR) holds, by the standard of its country. Amounts are minor units. Each
 * appends to out and gives 0; -1 and nothing where the standard does not hold: another currency or country,
 * data that is missing or wrong. Text that the standard's letters cannot write is transliterated (ICU), and
 * cut where the standard has a limit. */
#ifndef LP_PAYLOAD_H
#define LP_PAYLOAD_H

#include "base/base.h"

struct payload {
	const char *name;				/* the creditor's, in law */
	const char *street, *postcode, *town, *country; /* country: code of ISO 3166-1 */
	const char *iban, *bic;				/* spaces do not matter */
	const char *account, *bank, *bik, *corr;	/* Russia */
	const char *inn, *kpp;
	int64_t amount;
	const char *currency;
	const char *reference; /* what the payer quotes: of ISO 11649 or SIX it stands in the place for it */
	const char *purpose;   /* Russia: what is paid for, in Russian */
};

/* EPC069-12, version 002: a credit transfer in euros to an account in the SEPA area. 331 bytes at most. */
int payload_epc(const struct payload *p, struct text *out);
/* Swiss QR-bill, Implementation Guidelines of SIX, version 0200: francs or euros to an account of
 * Switzerland or Liechtenstein; reference QRR, SCOR or NON. */
int payload_swiss(const struct payload *p, struct text *out);
/* GOST R 56042-2014, ST00012: roubles, in UTF-8, the sum in kopecks. */
int payload_gost(const struct payload *p, struct text *out);

#endif
