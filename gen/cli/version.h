/* version.h: the release that names itself in PDFs and in `ledgerpress version`. */
#ifndef LP_VERSION_H
#define LP_VERSION_H

#define VERSION "0.1"

#endif
