/* db_scratch.c: a scratch database that begins as a copy of a ledger.
 *
 * SQLite's own copy (sqlite3_backup) goes page by page through two page caches. A ledger to which nobody is
 * writing is one file: its bytes are read and written many pages at a time, by the file handles that SQLite
 * itself has open, as another one would lose its locks when it is closed. While the ledger's read transaction
 * is open nobody may change that file: a writer's pages go to the write-ahead log, and from there into the
 * file only when no reader is left that began before them. What already stands in the log is not in the file;
 * then, and where anything else is not as expected, the copy is SQLite's own. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/db_own.h"

#define CHUNK (1 << 16) /* bytes: SQLite writes 128 KiB at once at most */

/* In the header of the file: 2 where there is a write-ahead log, else 1. */
enum { WRITE_VERSION = 18, READ_VERSION = 19, PLAIN = 1 };

static sqlite3_file *file_of(struct db *b, int which)
{
	sqlite3_file *f = NULL;

	if (sqlite3_file_control(b->lite, "main", which, &f) != SQLITE_OK || !f || !f->pMethods)
		return NULL;
	return f;
}

/* Its log holds pages that are not in the file; a journal of this connection would too. */
static int has_log(struct db *b)
{
	sqlite3_file *log = file_of(b, SQLITE_FCNTL_JOURNAL_POINTER);
	sqlite3_int64 bytes = 0;

	return log && (log->pMethods->xFileSize(log, &bytes) != SQLITE_OK || bytes > 0);
}

/* 0 copied; -1 not, and nothing is said. */
static int bytes_copy(sqlite3_file *from, sqlite3_file *to, int64_t bytes)
{
	unsigned char *chunk = mem_alloc(CHUNK);
	int64_t at = 0;
	int n, rc = SQLITE_OK;

	for (; rc == SQLITE_OK && at < bytes; at += n) {
		n = bytes - at < CHUNK ? (int)(bytes - at) : CHUNK;
		rc = from->pMethods->xRead(from, chunk, n, at);
		if (at == 0)
			chunk[WRITE_VERSION] = chunk[READ_VERSION] = PLAIN;
		if (rc == SQLITE_OK)
			rc = to->pMethods->xWrite(to, chunk, n, at);
	}
	free(chunk);
	return rc == SQLITE_OK ? 0 : -1;
}

/* Inside the ledger's read transaction. */
static int file_copy(struct db *from, sqlite3_file *to, struct diag *quiet)
{
	sqlite3_file *f = file_of(from, SQLITE_FCNTL_FILE_POINTER);
	int64_t bytes = db_int(from, quiet,
			       "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", 0);

	if (!f || bytes <= 0 || has_log(from))
		return -1;
	return bytes_copy(f, to, bytes);
}

/* Empty, in a file of a name that SQLite gives to temporary ones; it has no name from here on and goes with
 * its connection. NULL: there is none, and nothing is said. */
static struct db *file_open(struct db *from, struct diag *quiet)
{
	struct db *b = NULL;
	char *name = NULL;
	int made;

	if (sqlite3_file_control(from->lite, "main", SQLITE_FCNTL_TEMPFILENAME, &name) != SQLITE_OK || !name)
		return NULL;
	/* nobody else's, and nobody else reads it */
	made = open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (made >= 0) {
		close(made);
		b = db_open(name, DB_SCRATCH, quiet);
		unlink(name);
	}
	if (b)
		*b->path = '\0';
	sqlite3_free(name);
	return b;
}

static struct db *copy_bytes(struct db *ledger)
{
	struct diag quiet;
	struct db *b;
	sqlite3_file *to;
	int rc = -1;

	diag_init(&quiet, NULL, NULL);
	b = file_open(ledger, &quiet);
	to = b ? file_of(b, SQLITE_FCNTL_FILE_POINTER) : NULL;
	if (to && db_run(ledger, &quiet, "SAVEPOINT copy") == 0) {
		rc = file_copy(ledger, to, &quiet);
		if (db_run(ledger, &quiet, "RELEASE copy") < 0)
			rc = -1;
	}
	if (rc == 0)
		return b;
	db_close(b);
	return NULL;
}

static struct db *copy_pages(struct db *ledger, struct diag *d)
{
	struct db *b = db_open(NULL, DB_SCRATCH, d);

	if (b && db_copy(ledger, b, d) == 0)
		return b;
	db_close(b);
	return NULL;
}

/* Nobody else has it, and it is thrown away when anything in it fails: nothing need be kept to go back to. */
static const char alone[] =
	"PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; "
	"PRAGMA cell_size_check = OFF; PRAGMA cache_size = " DB_CACHE_COPY;

struct db *db_scratch(struct db *ledger, struct diag *d)
{
	struct db *b = copy_bytes(ledger);

	if (!b)
		b = copy_pages(ledger, d);
	if (b && db_run(b, d, alone) == 0)
		return b;
	db_close(b);
	return NULL;
}
