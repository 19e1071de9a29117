/* house_keys.c: the keys of house.ini for whoever explains them; house.c checks values against the same list.
 */
#include "house/house_keys.h"

/* what a value of each kind is, in words */
#define TEXT "text"
#define WORDS "text, also by language: KEY.ar"
#define INT "whole number"
#define COUNT "whole number from 0"
#define YESNO "yes or no"
#define DATE "2026-12-31"
#define PAIR "as en+ar"
#define ROLE "code"
#define ROLES "roles, as legal, pro"
#define COUNTRY "code of ISO 3166-1"
#define LEAST "days"
#define PERCENT "percent, as 1.5"
#define RATE "percent | source"
#define BYCURRENCY "text"
#define REGIONAL "amount, as 50.00"
#define REFERENCE "as kid-mod10 customer:6 invoice:8"
#define PAPER "A4 or Letter"
#define ENVELOPE "din5008-b, iso-dl-left, us-10 or none"
#define DIGITS "western or arabic"
#define PDFA "1b, 2a or 3a"
#define COLOUR "#RRGGBB"
#define CURRENCY "code of ISO 4217"
#define AMOUNT "amount, as 50.00"
#define LANGUAGES "as en, ar"
#define DAYS "mon tue wed thu fri sat sun"
#define DECIMAL ". or ,"
#define DELIMITER ", ; | or tab"
#define ORDER "dmy, mdy, ymd or excel"
#define ENCODING "utf-8, utf-16le, utf-16be, windows-1251, windows-1252 or windows-1256"
#define TABLE "table"
#define PATTERN "expression"

const struct house_known house_known_all[] = {
#define K(section, key, kind, meaning) {section, key, kind, meaning},
#include "house/house_keys.def"
};
const int32_t house_known_count = (int32_t)(sizeof house_known_all / sizeof house_known_all[0]);

const char *amount_expected(struct arena *a, const struct currency *c)
{
	int64_t fifty = 50;
	char said[32];

	for (int32_t i = 0; i < c->digits; i++)
		fifty *= 10;
	return arena_format(a, "an amount of that currency, as %s", money_format(fifty, c->digits, said));
}
