/* haru.c: the functions of libharu that the program calls. */
#include "late/late.h"

#include <hpdf.h>

LATE(LATE_HARU, HPDF_Page, HPDF_AddPage, (HPDF_Doc pdf), (pdf))
LATE(LATE_HARU, void, HPDF_Free, (HPDF_Doc pdf), (pdf))
LATE(LATE_HARU, HPDF_Font, HPDF_GetFont, (HPDF_Doc pdf, const char *font_name, const char *encoding_name),
     (pdf, font_name, encoding_name))
LATE(LATE_HARU, const char *, HPDF_GetVersion, (void), ())
LATE(LATE_HARU, HPDF_Image, HPDF_LoadJpegImageFromMem,
     (HPDF_Doc pdf, const HPDF_BYTE *buffer, HPDF_UINT size), (pdf, buffer, size))
LATE(LATE_HARU, HPDF_Image, HPDF_LoadRawImageFromMem,
     (HPDF_Doc pdf, const HPDF_BYTE *buf, HPDF_UINT width, HPDF_UINT height, HPDF_ColorSpace color_space,
      HPDF_UINT bits_per_component),
     (pdf, buf, width, height, color_space, bits_per_component))
LATE(LATE_HARU, const char *, HPDF_LoadTTFontFromFile,
     (HPDF_Doc pdf, const char *file_name, HPDF_BOOL embedding), (pdf, file_name, embedding))
LATE(LATE_HARU, HPDF_Doc, HPDF_New, (HPDF_Error_Handler user_error_fn, void *user_data),
     (user_error_fn, user_data))
LATE(LATE_HARU, HPDF_STATUS, HPDF_Page_BeginText, (HPDF_Page page), (page))
LATE(LATE_HARU, HPDF_STATUS, HPDF_Page_Concat,
     (HPDF_Page page, HPDF_REAL a, HPDF_REAL b, HPDF_REAL c, HPDF_REAL d, HPDF_REAL x, HPDF_REAL y),
     (page, a, b, c, d, x, y))
LATE(LATE_HARU, HPDF_STATUS, HPDF_Page_EndText, (HPDF_Page page), (page))
LATE(LATE_HARU, HPDF_STATUS, HPDF_Page_ExecuteXObject, (HPDF_Page page, HPDF_XObject obj), (page, obj))
LATE(LATE_HARU, HPDF_STATUS, HPDF_Page_GRestore, (HPDF_Page page), (page))
LATE(LATE_HARU, HPDF_STATUS, HPDF_Page_GSave, (HPDF_Page page), (page))
LATE(LATE_HARU, HPDF_STATUS, HPDF_Page_LineTo, (HPDF_Page page, HPDF_REAL x, HPDF_REAL y), (page, x, y))
LATE(LATE_HARU, HPDF_STATUS, HPDF_Page_MoveTo, (HPDF_Page page, HPDF_REAL x, HPDF_REAL y), (page, x, y))
LATE(LATE_HARU, HPDF_STATUS, HPDF_Page_Rectangle,
     (HPDF_Page page, HPDF_REAL x, HPDF_REAL y, HPDF_REAL width, HPDF_REAL height),
     (page, x, y, width, height))
LATE(LATE_HARU, HPDF_STATUS, HPDF_Page_SetFontAndSize, (HPDF_Page page, HPDF_Font font, HPDF_REAL size),
     (page, font, size))
LATE(LATE_HARU, HPDF_STATUS, HPDF_Page_SetHeight, (HPDF_Page page, HPDF_REAL value), (page, value))
LATE(LATE_HARU, HPDF_STATUS, HPDF_Page_SetLineWidth, (HPDF_Page page, HPDF_REAL line_width),
     (page, line_width))
LATE(LATE_HARU, HPDF_STATUS, HPDF_Page_SetRGBStroke, (HPDF_Page page, HPDF_REAL r, HPDF_REAL g, HPDF_REAL b),
     (page, r, g, b))
LATE(LATE_HARU, HPDF_STATUS, HPDF_Page_SetWidth, (HPDF_Page page, HPDF_REAL value), (page, value))
LATE(LATE_HARU, HPDF_STATUS, HPDF_Page_Stroke, (HPDF_Page page), (page))
LATE(LATE_HARU, HPDF_STATUS, HPDF_Page_TextOut,
     (HPDF_Page page, HPDF_REAL xpos, HPDF_REAL ypos, const char *text), (page, xpos, ypos, text))
LATE(LATE_HARU, HPDF_REAL, HPDF_Page_TextWidth, (HPDF_Page page, const char *text), (page, text))
LATE(LATE_HARU, HPDF_STATUS, HPDF_ReadFromStream, (HPDF_Doc pdf, HPDF_BYTE *buf, HPDF_UINT32 *size),
     (pdf, buf, size))
LATE(LATE_HARU, HPDF_STATUS, HPDF_ResetStream, (HPDF_Doc pdf), (pdf))
LATE(LATE_HARU, HPDF_STATUS, HPDF_SaveToStream, (HPDF_Doc pdf), (pdf))
LATE(LATE_HARU, HPDF_STATUS, HPDF_SetCompressionMode, (HPDF_Doc pdf, HPDF_UINT mode), (pdf, mode))
