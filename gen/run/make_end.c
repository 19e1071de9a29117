/* make_end.c: what ends a run: its lists, print files and mails, its page, its state. */
#include "run/make_mail.h"
#include "run/part.h"
#include "run/stack.h"

int make_close(struct make *m)
{
	struct cmd *c = m->cmd;

	/* a paper that was changed can be moved away and made anew while its run is open */
	if (m->changed)
		return 0;
	if (db_run(c->db, c->diag, "BEGIN IMMEDIATE") < 0 ||
	    register_close_run(c->diag, c->db, m->run.id) < 0)
		return -1;
	return db_run(c->db, c->diag, "COMMIT");
}

int make_end(struct make *m, struct db *snapshot, const struct job_context *k)
{
	struct cmd *c = m->cmd;

	if (make_lists(m, snapshot, k) < 0)
		return -1;
	if (cmd_flag(c, "merged") && (print_how_asked(c, &m->how) != 0 || make_merged(m, snapshot, k, 0) < 0))
		return -1;
	if (mail_wanted(c) && make_mail(m, snapshot, k) < 0)
		return -1;
	if (make_index(m) < 0 || part_clear(m) < 0 || make_close(m) < 0)
		return -1;
	return make_house_index(c);
}
