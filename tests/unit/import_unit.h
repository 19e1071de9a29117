/* import_unit.h: what the tests of imports share: a house with its ledger, files imported into it, figures
 * read back. */
#ifndef LP_IMPORT_UNIT_H
#define LP_IMPORT_UNIT_H

#include "db_unit.h"

#include "import/import.h"

static struct house *house;
static struct db *db;

static void begin(const char *more)
{
	unit_begin();
	unit_file("house/house.ini",
		  arena_format(&arena, "[locale]\ncurrency = AED\nlanguages = en\n%s", more));
	house = house_open(&arena, &diags, arena_format(&arena, "%s/house", folder),
			   "."); /* the tests run in the tree: shipped profiles */
	ck_assert_ptr_nonnull(house);
	db = db_open(arena_format(&arena, "%s/house/ledger.db", folder), DB_LEDGER, &diags);
}

static void end(void)
{
	db_close(db);
	unit_end();
}

static struct import_report report[4];

/* Imports up to three files; NULL ends. */
static int import(const struct import_options *o, const char *a, const char *b, const char *c)
{
	static const struct import_options plain = {.export_date = DATE_NONE};
	const char *file[3] = {a, b, c};

	return import_files(db, house, &arena, &diags, file, 1 + (b != NULL) + (c != NULL), o ? o : &plain,
			    report);
}

static int64_t one(const char *sql)
{
	return db_int(db, &diags, sql, -77);
}

#define CUSTOMERS "code,name,terms_days,currency\nC1,One,30,AED\nC2,Two,,KWD\n"
#define LEDGER "customer,type,number,date,due,amount,currency,applies_to\n"

#endif
