/* tiff.c: the functions of libtiff that the program calls. */
#include "late/late.h"

#include <stdarg.h>

#include <tiffio.h>

LATE(LATE_TIFF, TIFF *, TIFFClientOpen,
     (const char *a, const char *b, thandle_t c, TIFFReadWriteProc d, TIFFReadWriteProc e, TIFFSeekProc f,
      TIFFCloseProc g, TIFFSizeProc h, TIFFMapFileProc i, TIFFUnmapFileProc j),
     (a, b, c, d, e, f, g, h, i, j))
LATE(LATE_TIFF, void, TIFFClose, (TIFF * tif), (tif))
LATE(LATE_TIFF, const char *, TIFFGetVersion, (void), ())
LATE(LATE_TIFF, int, TIFFIsTiled, (TIFF * a), (a))
LATE(LATE_TIFF, uint32_t, TIFFNumberOfStrips, (TIFF * a), (a))
LATE(LATE_TIFF, uint32_t, TIFFNumberOfTiles, (TIFF * a), (a))
LATE(LATE_TIFF, int, TIFFReadDirectory, (TIFF * tif), (tif))
LATE(LATE_TIFF, tmsize_t, TIFFReadEncodedStrip, (TIFF * tif, uint32_t strip, void *buf, tmsize_t size),
     (tif, strip, buf, size))
LATE(LATE_TIFF, tmsize_t, TIFFReadEncodedTile, (TIFF * tif, uint32_t tile, void *buf, tmsize_t size),
     (tif, tile, buf, size))
LATE(LATE_TIFF, int, TIFFReadRGBAImageOriented, (TIFF * a, uint32_t b, uint32_t c, uint32_t *d, int e, int f),
     (a, b, c, d, e, f))
LATE(LATE_TIFF, TIFFErrorHandler, TIFFSetErrorHandler, (TIFFErrorHandler a), (a))
LATE(LATE_TIFF, TIFFErrorHandlerExt, TIFFSetErrorHandlerExt, (TIFFErrorHandlerExt a), (a))
LATE(LATE_TIFF, TIFFErrorHandler, TIFFSetWarningHandler, (TIFFErrorHandler a), (a))
LATE(LATE_TIFF, tmsize_t, TIFFStripSize, (TIFF * tif), (tif))
LATE(LATE_TIFF, tmsize_t, TIFFTileSize, (TIFF * tif), (tif))

/* Of these two libtiff has forms that take a list of arguments. */
LATE(LATE_TIFF, int, TIFFVGetField, (TIFF * tif, uint32_t tag, va_list ap), (tif, tag, ap))
LATE(LATE_TIFF, int, TIFFVGetFieldDefaulted, (TIFF * tif, uint32_t tag, va_list ap), (tif, tag, ap))

int TIFFGetField(TIFF *tif, uint32_t tag, ...)
{
	va_list ap;
	int r;

	va_start(ap, tag);
	r = TIFFVGetField(tif, tag, ap);
	va_end(ap);
	return r;
}

int TIFFGetFieldDefaulted(TIFF *tif, uint32_t tag, ...)
{
	va_list ap;
	int r;

	va_start(ap, tag);
	r = TIFFVGetFieldDefaulted(tif, tag, ap);
	va_end(ap);
	return r;
}
