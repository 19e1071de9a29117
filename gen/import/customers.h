/* customers.h: the customers that rows may name, found by code without a query for each row. */
#ifndef LP_CUSTOMERS_H
#define LP_CUSTOMERS_H

#include "base/base.h"

struct db;

struct known_customer {
	char head[24]; /* the code's first bytes: looking it up touches one line of memory */
	const char *code;
	int32_t code_n;
	const struct currency *currency; /* NULL: the house's */
	const char *name;
	int flat;	      /* made from a flat ledger, so that such a ledger may rename it */
	int made;	      /* a parent made for its branch, that no row has named yet */
	int changed;	      /* to be written: 1 new, 2 renamed */
	int several;	      /* one file gives it several names */
	const char *salesman; /* new ones: as the ledger row says; NULL: none */
	const char *parent;   /* code of whose branch it is; NULL: none */
	int32_t line;	      /* new or renamed: of the row that says so */
};

struct near_key; /* customers.c */

struct customers {
	struct arena *a;
	struct known_customer *all;
	int32_t n, cap;
	uint64_t *slot; /* open addressing: upper half of the hash, index + 1; 0 is free */
	uint32_t mask;
	/* made when a code is first looked for that is not there: of customers 0 … nears_of - 1 */
	struct near_key *near;
	int32_t nears, near_cap, nears_of;
	int32_t *near_slot; /* chains by hash: the last key, index + 1; 0: none */
	uint32_t near_mask;
};

/* Reads all customers of the ledger. -1 after a diagnostic. */
int customers_read(struct customers *c, struct arena *a, struct db *b, struct diag *d);
void customers_done(struct customers *c);

/* Borrowed until the next add; NULL: not known. */
struct known_customer *customers_find(const struct customers *c, const char *code, int32_t n);
/* The customer of that code, new when it was not known (then all but the code is 0). */
struct known_customer *customers_add(struct customers *c, const char *code, int32_t n);
/* How much of a branch's code is its parent's, where sep parts them (the last one of "A:B:C"); 0: it is no
 * branch, or sep is NULL. */
int32_t customers_parent(const char *sep, const char *code, int32_t n);
/* A code that differs from the given one only in zeros in front, or that is one slip away (a letter wrong,
 * missing, too many, or two of them changed over; letter case does not count); NULL: none. For hints: its
 * cost does not grow with the number of customers. */
const char *customers_near(struct customers *c, const char *code, int32_t n, int *zeros);

/* A hash of bytes for tables in memory; not for files. */
static inline uint64_t hash_bytes(uint64_t h, const void *p, size_t n)
{
	const unsigned char *s = p;
	uint64_t w;

	h ^= n * 0x9E3779B97F4A7C15u;
	for (; n >= 8; n -= 8, s += 8) {
		__builtin_memcpy(&w, s, 8);
		h = (h ^ w) * 0xFF51AFD7ED558CCDu;
		h ^= h >> 32;
	}
	w = 0;
	if (n > 0) /* of nothing there may be no address */
		__builtin_memcpy(&w, s, n);
	h = (h ^ w) * 0xC4CEB9FE1A85EC53u;
	return h ^ h >> 29;
}

#endif
