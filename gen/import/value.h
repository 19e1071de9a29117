/* value.h: cells of an export as money, dates and identifiers, in every dialect that exports write; nothing
 * is guessed.
 *
 * A dialect is settled from a whole column: value_amount_evidence and value_date_evidence say what one cell
 * proves, the parsers take the outcome. */
#ifndef LP_VALUE_H
#define LP_VALUE_H

#include "base/base.h"

/* ---- amounts ---- */

/* What a cell proves of its column's decimal mark: '.' or ','; 0: nothing (or no amount at all); '?': it
 * holds one mark before three digits, and so is two amounts, according to the mark. */
char value_amount_evidence(const char *s, int32_t n);

/* An amount in minor units. decimal: '.' or ','. Takes digit groups by space, no-break and narrow no-break
 * space, apostrophe, or the other mark; a sign before or behind, parentheses; CR (down) and DR (up) behind;
 * the currency's code or sign before or behind. 0, or -1 with *why, a phrase that says what is wrong and what
 * was expected (static, or in buf). */
int value_amount(const char *s, int32_t n, char decimal, const struct currency *cur, int64_t *minor,
		 const char **why, char buf[160]);

/* ---- dates ---- */

enum date_order { ORDER_NONE, ORDER_DMY, ORDER_MDY, ORDER_YMD, ORDER_EXCEL };

/* ORDER_NONE: not "dmy", "mdy", "ymd", "excel". */
enum date_order value_order(const char *s);
extern const char *const value_order_name[5];

enum date_evidence {
	DATE_ABSENT,  /* empty, or 0000-00-00 */
	DATE_NEUTRAL, /* the same in any order, or a form that has one reading (2026-12-31, 20261231,
			 31-Dec-2026) */
	DATE_DMY,
	DATE_MDY,
	DATE_YMD,
	DATE_EITHER, /* 03/04/2026 */
	DATE_SERIAL, /* five digits: days of Excel, if all of the column are */
	DATE_WRONG
};
enum date_evidence value_date_evidence(const char *s, int32_t n);

/* A date. pivot: two-digit years below it are 20xx, others 19xx; -1: refused. A time of day behind is passed
 * over. 0000-00-00 and its kin are no date: *day is DATE_NONE. 0, or -1 with *why. */
int value_date(const char *s, int32_t n, enum date_order order, int32_t pivot, int32_t *day,
	       const char **why);

/* "Net 30", "30 dager": the days to pay, with no more beside them than words that say so; "30 days EOM" is
 * another term. The digits' length, *at where they begin; 0: not so. */
int32_t value_days(const char *s, int32_t n, int32_t *at);

/* ---- text ---- */

/* Takes blanks (also no-break ones) from both ends. */
void value_trim(const char **s, int32_t *n);

/* True when nothing of it would be seen: blanks of any script and marks without width. */
int value_unseen(const char *s, int32_t n);

/* Why a cell must not be taken: control characters and codes that are none (newline and tab are allowed where
 * lines is set), an error of a spreadsheet
 * (#N/A). NULL: it may. odd: the reader saw a control character (csv_cell.odd). */
const char *value_text_wrong(const char *s, int32_t n, int odd, int lines);

/* True for 1.23457E+11: what a spreadsheet makes of a long number, whose last digits are lost: one digit,
 * decimals, a plus and two or three digits. 5E-2 and 12E+7 are codes. */
int value_scientific(const char *s, int32_t n);

#endif
