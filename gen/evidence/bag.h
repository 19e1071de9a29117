/* bag.h: a BagIt 1.0 bag (RFC 8493) as a ZIP: written member by member, and proved. The only files that see
 * zip.h are bag.c and bag_zip.c. Bags of others are judged too: bag_own.h. */
#ifndef LP_BAG_H
#define LP_BAG_H

#include "base/base.h"

/* ---- writing ---- */

struct bag;

/* A bag that will hold base/bagit.txt and so on. base: its one top folder (plain ASCII). date stamps every
 * member: the clock has no part in it. Strings are copied. */
struct bag *bag_open(const char *base, int32_t date);
void bag_drop(struct bag *b); /* NULL is safe */

/* A line of bag-info.txt, in order. Line ends in the value become blanks. */
void bag_info(struct bag *b, const char *label, const char *value);

/* A payload member data/PATH. Bytes are copied; a file is read when the bag is written, and must then still
 * have its SHA-256. Members are written in order of their paths, whatever the order of these calls. A path is
 * checked: relative, plain ASCII, no "..", not there before, also not in other capitals. -1 after a
 * diagnostic. */
int bag_add(struct bag *b, struct diag *d, const char *path, const void *bytes, size_t n);
int bag_add_file(struct bag *b, struct diag *d, const char *path, const char *from, const char *sha256,
		 int64_t size);

/* Every member is encrypted (WinZip's AE-2, AES-256), with salts that the system draws: the same bag twice is
 * then not the same bytes. Names, sizes and dates of members can be read without the password. Copied. */
void bag_encrypt(struct bag *b, const char *password);

/* Writes the ZIP to a temporary name of the caller's (what a killed process left under it goes), syncs it and
 * proves it with bag_verify. sha256: of the ZIP. The bag is used up. -1 after a diagnostic, with nothing left
 * behind. */
int bag_write(struct bag *b, struct diag *d, const char *path, char sha256[DIGEST_HEX]);

/* The comment of the ZIP, at the very end of the file: 64 hex digits follow, of all that stands before them.
 */
#define BAG_SEAL "Ledgerpress evidence bundle. SHA-256 of all bytes before this digest: "
#define BAG_SEAL_EMPTY "0000000000000000000000000000000000000000000000000000000000000000"

/* The digest that the seal should hold, and (unless NULL) the one that it holds, "" when the file has none.
 */
int bag_seal(struct diag *d, const char *path, char should[DIGEST_HEX], char is[DIGEST_HEX], int64_t *size);

/* ---- proving ---- */

struct bag_report {
	int32_t members;			  /* payload files that are as every manifest says */
	int64_t bytes;				  /* of them */
	int32_t changed, missing, extra, damaged; /* damaged: the ZIP itself is */
	int32_t wrong;				  /* against the format */
	int32_t doubts;				  /* tolerated, each with a warning */
	int ours;				  /* sealed by us, and as it was sealed */
	int folder;				  /* not a ZIP */
	int encrypted;				  /* by a password */
	int locked;				  /* and that password is not known: nothing was judged */
	unsigned kinds;				  /* bit i: enum digest_kind i proves the payload */
	char version[8];			  /* "1.0"; "" unknown */
};

/* Judges a bag, ours or of others, BagIt 0.93 to 1.0, a ZIP or a folder: against all its manifests, both
 * ways. Each fault is named by a diagnostic, and so is what is tolerated. Needs nothing but the bag, and its
 * password where it has one (NULL: none is known). 0: valid, -1 not. */
int bag_verify(struct diag *d, const char *path, const char *password, struct bag_report *r);

/* The SHA-256 of a member of a ZIP, whose path ends so: "/tagmanifest-sha256.txt". What two encrypted bags
 * have in common. 0, or -1 without a diagnostic: there is none, or not with this password. */
int bag_member(const char *path, const char *password, const char *end, char sha256[DIGEST_HEX]);
/* The same member's text. */
int bag_member_text(const char *path, const char *password, const char *end, struct text *t);
int bag_faults(const struct bag_report *r);

/* 1: the folder is a bag, or holds one and nothing else; 0: not; -1 after a diagnostic. */
int bag_is_folder(struct diag *d, const char *folder);

#endif
