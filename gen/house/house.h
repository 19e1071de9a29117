/* house.h: a house's settings: house.ini over the policy preset over defaults. Unknown keys are errors with a
 * hint.
 *
 * How it works, and why so. What differs between houses is data: who they are, the languages and paper they
 * write on, days, amounts and stages. In comes a folder with house.ini; out goes a list of keys with their
 * places, so that whoever finds a value wrong later can still name file and line. The preset that [policy]
 * names (layouts/presets/) is read first and said over key by key. house_keys.def lists every key that is
 * known, with its kind and meaning: house.c checks values by it, `ledgerpress help` prints it. A key that
 * only a preset says is known by that; its value must stay of the preset's own kind. Layouts find policy in
 * SQL (tables policy and setting), so that most rules need no C at all.
 *
 * Begin with house_keys.def. Tests: `sh tests/run.sh unit house_file golden messages/house-bad-value`. */
#ifndef LP_HOUSE_H
#define LP_HOUSE_H

#include "base/base.h"
#include "house/house_file.h"
#include "house/language.h"

struct house {
	const char *dir;     /* of the house */
	const char *shipped; /* folder that holds layouts/ and fonts/ of the program */
	const struct house_key *key;
	int32_t keys;
	struct languages languages; /* that papers can be written in */
	struct calendar calendar;   /* weekend from [policy] weekend; holidays are set from the ledger by
				       house_holidays */
};

/* Reads DIR/house.ini and the preset that it names (SHIPPED/layouts/presets/NAME.ini). All in the arena. NULL
 * after diagnostics, all of them at once. */
struct house *house_open(struct arena *a, struct diag *d, const char *dir, const char *shipped);

const char *house_text(const struct house *h, const char *section, const char *key); /* NULL: not given */
int64_t house_int(const struct house *h, const char *section, const char *key, int64_t dflt);
const struct house_key *house_find(const struct house *h, const char *section, const char *key);

/* The names of the shipped presets, in order. In the arena. */
const char *const *house_presets(struct arena *a, struct diag *d, const char *shipped, int32_t *n);

/* Says that the preset which [policy] names is none, and which there are. */
void house_preset_unknown(struct arena *a, struct diag *d, const struct house *h,
			  const struct house_key *named);

/* A path in the house: "DIR/rest", in the arena. */
char *house_path(const struct house *h, struct arena *a, const char *rest);

/* Finds a layout file: the house's own layouts/NAME first, then the shipped one. NULL: neither. In the arena.
 */
char *house_layout(const struct house *h, struct arena *a, const char *name);

struct db;
/* Loads the holidays of the house's country (and of none) from the ledger into h->calendar, in the arena. */
int house_holidays(struct house *h, struct arena *a, struct db *b, struct diag *d);

#endif
