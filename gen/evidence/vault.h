/* vault.h: where scans are kept. evidence/store/HH/NAME: NAME is the convention name of the first filing, HH
 * the first two digits of the content's SHA-256. An object is written once and never again; further filings
 * of the same content are rows. */
#ifndef LP_VAULT_H
#define LP_VAULT_H

#include "db/db.h"
#include "db/named.h"
#include "house/house.h"

/* The object's path from the house's folder ("evidence/store/4f/BD…pdf"), in the arena; NULL when no filing
 * has that content or after a diagnostic. */
char *vault_path(struct db *b, struct arena *a, struct diag *d, const char *sha256);
char *vault_path_new(struct arena *a, const char *sha256, const char *name);

/* The object's bytes, proved against its SHA-256, in the arena. NULL after a diagnostic that says what is
 * wrong with it. */
char *vault_read(struct db *b, const struct house *h, struct arena *a, struct diag *d, const char *sha256,
		 size_t *len);

/* One line of the custody log. sha256, who, note may be NULL. -1 after a diagnostic. */
int vault_log(struct db *b, struct diag *d, int32_t date, const char *act, const char *subject,
	      const char *sha256, const char *who, const char *note);

/* Takes away what a killed intake left under temporary names. Only inside the ledger's write transaction:
 * there nobody else is writing. -1 after a diagnostic, when the store cannot be read. */
int vault_sweep(const struct house *h, struct arena *a, struct diag *d);

#define VAULT_MOST ((size_t)256 << 20) /* bytes of one scan */

#endif
