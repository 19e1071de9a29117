/* foreign.h: PDF files that others made, read by libqpdf. */
#ifndef LP_FOREIGN_H
#define LP_FOREIGN_H

#include <qpdf/qpdf-c.h>

/* One that says nothing by itself; the caller reads into it, asks it, and ends it by qpdf_cleanup. */
qpdf_data pdf_foreign(void);

#endif
