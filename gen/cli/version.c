/* version.c: the release and the libraries that it runs with, as they name themselves. */
#include "cli/list.h"
#include "cli/version.h"
#include "late/late.h"

#include <string.h>

#include <csv.h>
#include <dmtx.h>
#include <expat.h>
#include <hb.h>
#include <hpdf.h>
#include <jpeglib.h>
#include <libdeflate.h>
#include <magic.h>
#include <openssl/crypto.h>
#include <png.h>
#include <qpdf/qpdf-c.h>
#include <qrencode.h>
#include <sqlite3.h>
#include <tiffio.h>
#include <unicode/uvernum.h>
#include <unicode/uversion.h>
#include <xlsxwriter.h>
#include <zip.h>
#include <zlib.h>

#define WORD(x) #x
#define WORDS(x) WORD(x)

/* Two words of one row: a library's name and what it calls itself. Of those that cannot be asked while they
 * run (libcsv, libdeflate, libjpeg-turbo), what the program was built with. */
static void row(struct out_table *t, const char *name, const char *version)
{
	out_cell(t, name);
	out_cell(t, version);
}

/* One of the numbers that GMime and libgsf give as variables. */
static unsigned number(enum late_library l, const char *name)
{
	return *(const unsigned *)late_symbol(l, name);
}

static const char *icu_version(char buf[U_MAX_VERSION_STRING_LENGTH])
{
	UVersionInfo v;

	u_getVersion(v);
	u_versionToString(v, buf);
	return buf;
}

static void libraries(struct cmd *c, struct out_table *t)
{
	const char *expat = XML_ExpatVersion(), *tiff = TIFFGetVersion();
	char icu[U_MAX_VERSION_STRING_LENGTH], *qr = QRcode_APIVersionString();

	tiff += strcspn(tiff, "0123456789");
	row(t, "SQLite", sqlite3_libversion());
	row(t, "libcsv", WORDS(CSV_MAJOR) "." WORDS(CSV_MINOR) "." WORDS(CSV_RELEASE));
	row(t, "ICU", icu_version(icu));
	row(t, "HarfBuzz", hb_version_string());
	row(t, "Expat", expat + strcspn(expat, "0123456789")); /* "expat_2.5.0" */
	row(t, "libxlsxwriter", lxw_version());
	row(t, "libzip", zip_libzip_version());
	row(t, "zlib", zlibVersion());
	row(t, "libdeflate", LIBDEFLATE_VERSION_STRING);
	row(t, "libharu", HPDF_GetVersion());
	row(t, "libqpdf", qpdf_get_qpdf_version());
	row(t, "libqrencode", qr);
	row(t, "libcrypto", OpenSSL_version(OPENSSL_VERSION));
	row(t, "GMime",
	    arena_format(c->arena, "%u.%u.%u", number(LATE_GMIME, "gmime_major_version"),
			 number(LATE_GMIME, "gmime_minor_version"),
			 number(LATE_GMIME, "gmime_micro_version")));
	row(t, "libpng", png_get_libpng_ver(NULL));
	row(t, "libjpeg-turbo", WORDS(LIBJPEG_TURBO_VERSION));
	/* "LIBTIFF, Version 4.5.0", and a line of whose it is */
	row(t, "libtiff", arena_dupn(c->arena, tiff, strspn(tiff, "0123456789.")));
	row(t, "libmagic", arena_format(c->arena, "%d.%02d", magic_version() / 100, magic_version() % 100));
	row(t, "libgsf",
	    arena_format(c->arena, "%u.%u.%u", number(LATE_GSF, "libgsf_major_version"),
			 number(LATE_GSF, "libgsf_minor_version"), number(LATE_GSF, "libgsf_micro_version")));
	row(t, "libdmtx", dmtxVersion());
}

const char *version_pages(struct cmd *c)
{
	char icu[U_MAX_VERSION_STRING_LENGTH], *qr = QRcode_APIVersionString();

	return arena_format(c->arena,
			    "ICU %s, HarfBuzz %s, libdeflate %s, libqrencode %s, libpng %s, libjpeg-turbo %s",
			    icu_version(icu), hb_version_string(), LIBDEFLATE_VERSION_STRING, qr,
			    png_get_libpng_ver(NULL), WORDS(LIBJPEG_TURBO_VERSION));
}

void version_print(struct cmd *c)
{
	struct out_table *t;

	if (!c->verbose && !c->json && !c->csv) {
		cmd_print("ledgerpress %s\n", VERSION);
		return;
	}
	t = list_open(LIST_versions, 0);
	row(t, "ledgerpress", VERSION);
	if (c->verbose)
		libraries(c, t);
	out_close(c, t);
}
