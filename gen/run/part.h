/* part.h: a part of a run, made on a machine of its own.
 *
 * How it works, and why so. Numbers must not depend on how many machines there are: so a run is planned,
 * numbered and registered once (make --freeze DIR), as one machine does it. DIR then holds a house that can
 * make the papers and nothing else: house.ini, pictures, layouts, the ledger as it was planned and the run's
 * snapshot. A part is made in a copy of DIR; its register is the copy's ledger.db. Which papers are whose
 * part is decided by the hash of their subject. Beside the papers, out/RUN/parts/3-of-8.json says which part
 * was made and with what: program, libraries, house, layouts, fonts. merge.h compares that, because the same
 * snapshot set by other fonts is another paper.
 *
 * A scheduler may begin a part twice, or lose one half-way: each beginning has a copy of its own, and what
 * comes back is taken in once. Tests: `sh tests/run.sh checks merge`. */
#ifndef LP_PART_H
#define LP_PART_H

#include "run/make.h"

struct part {
	int32_t part, parts;   /* 3 of 8, from 0 */
	const char *made_with; /* JSON, an object of texts: part_made_with */
};

/* What the papers that are made here and now depend on beside the snapshot, as a JSON object: names, each
 * with a digest or a version. In the arena. NULL after a diagnostic. */
char *part_made_with(struct cmd *c);
/* The names of that which differ, parted by commas; "" where none does. In the arena. NULL after a
 * diagnostic. */
const char *part_differs(struct cmd *c, const char *ours, const char *theirs);

/* Whether the run's folder is one that was packed for parts. */
int part_frozen(const struct make *m);
/* Keeps of m->list the part's papers, and says in the run's folder which part is made of what. -1 after a
 * diagnostic: it was begun with something else. */
int part_begin(struct make *m);
/* What the folder of a run says of the parts that were made there: in the arena. -1 after a diagnostic. */
int part_list(struct cmd *c, const char *folder, struct part **part, int32_t *n);
/* The run is whole: what says that it came in parts goes. -1 after a diagnostic. */
int part_clear(struct make *m);

/* Whether the paper belongs to the part. */
int part_has(const struct part *p, const struct job *j);

/* Puts into the folder dir, which is new, what parts of the planned run are made from. papers: how many are
 * planned. -1 after a diagnostic. */
int part_pack(struct make *m, const char *dir, int32_t *papers);

#endif
