/* day.c: the newest day that the ledger knows. */
#include "cli/day.h"

#include <stdlib.h>

#include "cli/screen.h"

int day_read(struct cmd *c, int32_t least, int32_t *date, int *given)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	int64_t known;
	int is_given = cmd_option(c, "as-of") != NULL || (epoch && *epoch);

	if (given)
		*given = is_given;
	if (is_given)
		return cmd_as_of(c, date);
	known = db_int(
		c->db, c->diag,
		"SELECT max(day) FROM (SELECT max(as_of) AS day FROM run UNION ALL SELECT max(filed_on) FROM evidence UNION ALL SELECT max(date) FROM custody)",
		least);
	if (least != DATE_NONE && known < least)
		known = least;
	if (known == DATE_NONE) {
		cmd_usage(c, "no run says which day it is: give --as-of 2026-11-01");
		return -1;
	}
	*date = (int32_t)known;
	return 0;
}

int day_of_export(struct cmd *c, int32_t last, int32_t *date)
{
	const int64_t export = db_int(
		c->db, c->diag,
		"SELECT max(coalesce(export_date, last_date)) FROM source WHERE tbl = 'ledger' AND replaced_by IS NULL",
		last);
	char day[LOCALE_MAX];
	int given;

	if (day_read(c, last, date, &given) < 0)
		return -1;
	if (given || export == DATE_NONE)
		return 0;
	*date = (int32_t) export;
	cmd_say(c, "%s\n",
		screen_said(screen_of(c), "status_export_day", screen_day(screen_of(c), *date, day), NULL));
	return 0;
}
