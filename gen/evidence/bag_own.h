/* bag_own.h: what the files share that judge a bag: bag_source.c (members of a ZIP, files of a folder),
 * bag_tag.c (what the tag files say) and bag_read.c (whether it is so). Nothing that is read here is trusted.
 *
 * The rules are those of RFC 8493 (BagIt 1.0) and, for older bags, of its drafts 0.93 to 0.97; where a rule
 * is applied its section is named. */
#ifndef LP_BAG_OWN_H
#define LP_BAG_OWN_H

#include "evidence/bag.h"

#define BAG_MEMBERS_MOST 1000000
#define BAG_TAG_MOST ((size_t)256 << 20) /* bytes of a manifest */

/* What a manifest says of a file. */
struct bag_want {
	const char *list; /* "manifest-md5.txt" */
	const char *hex;
	const char *as; /* the path as it stands there, where it is not the file's own; NULL */
	enum digest_kind kind;
	struct bag_want *next;
};

/* A file of the bag. */
struct bag_entry {
	const char *path;  /* below the top folder */
	const char *from;  /* of a folder: where it lies */
	int64_t index;	   /* of a ZIP: which member */
	int64_t size;	   /* as the ZIP or the file system says */
	const char *alike; /* the path without capitals and with its accents composed: who shares it, shares a
			      name on some disks */
	struct bag_want *want;
	unsigned listed;	      /* bit i: list i has it */
	char (*hex)[DIGEST_HEX_MOST]; /* of each kind that is wanted, once it was read; NULL */
	int fetched;		      /* fetch.txt has it */
};

/* A manifest: manifest-md5.txt, tagmanifest-sha256.txt. */
struct bag_list {
	const char *name;
	int kind; /* enum digest_kind; -1: unknown */
	int payload;
	int32_t absent; /* listed, not there, and tolerated */
};

#define BAG_LISTS_MOST 32

/* A fault's kind is how it is counted. */
enum bag_fault { BAG_CHANGED, BAG_MISSING, BAG_EXTRA, BAG_DAMAGED, BAG_WRONG };

struct bag_reader {
	struct arena arena;
	struct diag *d;
	struct place at; /* the ZIP or folder */
	struct bag_report *r;
	void *zip;		 /* zip_t; NULL: a folder */
	const char *password;	 /* NULL: none is known */
	const char *base;	 /* "BD2026-00017/", or "" */
	struct bag_entry *entry; /* sorted by path */
	struct bag_entry **twin; /* the same, sorted by alike */
	int32_t n, cap;
	int has_data; /* a folder data/ is there, be it empty */
	struct bag_list list[BAG_LISTS_MOST];
	int32_t lists;
	int version;	      /* hundredths: 93 to 97, 100 */
	const char *encoding; /* of the tag files, as ICU calls it; NULL: UTF-8 */
	int ours; /* it has our seal, or what is left of one: nothing is tolerated that we do not write */
};

/* Counts and says a fault. -1. */
int bag_fault(struct bag_reader *r, enum bag_fault kind, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* What a bag of others may have, with a word; in one of ours it is a fault. */
void bag_doubt(struct bag_reader *r, enum bag_fault kind, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* A name for a message: bytes that are no UTF-8 become question marks. In the arena. */
char *bag_shown(struct bag_reader *r, const char *s);

/* Why a path may not be followed, "is an absolute path"; NULL: it stays inside. */
const char *bag_path_fault(const char *path);
/* Why a path that stays inside is one to be careful with: it cannot be unpacked everywhere, or reads
 * otherwise than it is. NULL: it is none. */
const char *bag_path_doubt(const char *path);
struct bag_entry *bag_find(const struct bag_reader *r, const char *path);
/* Another name of the same file on a disk that knows no capitals or writes accents in two parts; NULL. */
struct bag_entry *bag_find_alike(struct bag_reader *r, const char *path);
/* Is it below data/? */
int bag_payload(const char *path);

/* ---- bag_source.c ---- */

/* Lists what is there, with a fault for each name or file that has no place in a bag. -1: there is nothing to
 * judge. */
int bag_source_open(struct bag_reader *r);
void bag_source_close(struct bag_reader *r);
/* A file's bytes, once: into the n digests, and into t unless that is NULL. -1 after a fault. */
int bag_source_read(struct bag_reader *r, const struct bag_entry *e, struct digest *const *g, int32_t n,
		    struct text *t);

/* ---- bag_zip.c ---- */

/* Where a file's bytes go. */
struct bag_sink {
	struct digest *const *digest;
	int32_t n;
	struct text *text;
	int64_t sum;
};
void bag_take(struct bag_sink *s, const char *bytes, size_t n);
void bag_entry_add(struct bag_reader *r, const char *path, const char *from, int64_t index, int64_t size);

int bag_zip_list(struct bag_reader *r);
int bag_zip_read(struct bag_reader *r, const struct bag_entry *e, struct bag_sink *s);
void bag_zip_close(struct bag_reader *r);

/* ---- bag_tag.c and bag_list.c ---- */

/* A tag file in UTF-8, from the encoding that bagit.txt declares. -1 after a fault. */
int bag_tag_read(struct bag_reader *r, const struct bag_entry *e, struct text *t);

/* Lines end with LF, CR or both. A zero byte would hide the rest of its line. */
struct bag_lines {
	struct bag_reader *r;
	const char *name; /* of the file */
	char *p, *end;
	int32_t number;
};

struct bag_lines bag_lines_of(struct bag_reader *r, const char *name, struct text *t);
char *bag_line(struct bag_lines *l); /* NULL: there is none left */
/* The path of a line as it is meant: without "./" and with its percent signs decoded. */
char *bag_path_meant(struct bag_reader *r, const char *path);

void bag_declaration(struct bag_reader *r); /* bagit.txt: version and encoding */
void bag_lists(struct bag_reader *r);	    /* every manifest: what is wanted of which file */
void bag_fetch(struct bag_reader *r);	    /* fetch.txt: what was to be fetched */
/* bag-info.txt: its Payload-Oxum against what is there. */
void bag_oxum(struct bag_reader *r, int64_t bytes, int64_t files);

/* ---- bag_custody.c ---- */

/* Where a bundle holds the custody log's chain: whether it is one, and of these papers. */
void bag_custody(struct bag_reader *r);

#endif
