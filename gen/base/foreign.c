/* foreign.c: libqpdf, quiet. */
#include "base/foreign.h"

qpdf_data pdf_foreign(void)
{
	qpdf_data q = qpdf_init();
	qpdflogger_handle log = qpdflogger_create();

	qpdflogger_set_error(log, qpdf_log_dest_discard, NULL, NULL);
	qpdflogger_set_warn(log, qpdf_log_dest_discard, NULL, NULL);
	qpdflogger_set_info(log, qpdf_log_dest_discard, NULL, NULL);
	qpdf_set_logger(q, log);
	qpdflogger_cleanup(&log);
	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	return q;
}
