/* charset.c: decoding exports. */
#include "import/charset.h"

#include <string.h>
#include <unicode/ucnv.h>

/* utf8_valid with its ASCII passed over eight bytes at a time: exports are mostly that. */
static int valid(const char *s, size_t n, size_t *bad)
{
	size_t i = 0, start, off;
	uint64_t w;

	while (i < n) {
		while (i + 8 <= n) {
			memcpy(&w, s + i, 8);
			if (w & 0x8080808080808080u)
				break;
			i += 8;
		}
		while (i < n && (unsigned char)s[i] < 0x80)
			i++;
		for (start = i; i < n && (unsigned char)s[i] >= 0x80;)
			i++;
		if (!utf8_valid(s + start, i - start, &off)) {
			*bad = start + off;
			return 0;
		}
	}
	return 1;
}

static struct place place_of(const char *path, const char *s, size_t n)
{
	struct place at = {path, 1, 1};
	size_t i;

	for (i = 0; i < n; i++) {
		if (s[i] == '\n' || (s[i] == '\r' && i + 1 < n && s[i + 1] != '\n')) {
			at.line++;
			at.col = 1;
		} else if (((unsigned char)s[i] & 0xC0) != 0x80) {
			at.col++;
		}
	}
	return at;
}

/* Pieces of this many UTF-16 units go through ICU at once. */
#define PIECE 4096

static int convert(UConverter *cv, struct text *out, const char *bytes, size_t n, size_t *used)
{
	const char *src = bytes, *end = bytes + n;
	UChar unit[PIECE], *to;
	UErrorCode err;
	uint32_t cp;
	int32_t i, units;

	do {
		to = unit;
		err = U_ZERO_ERROR;
		ucnv_toUnicode(cv, &to, unit + PIECE, &src, end, NULL, 1, &err);
		units = (int32_t)(to - unit);
		for (i = 0; i < units; i++) {
			cp = unit[i];
			/* ICU hands out whole pairs */
			if ((cp & 0xFC00) == 0xD800 && i + 1 < units)
				cp = 0x10000 + ((cp & 0x3FF) << 10 | (unit[++i] & 0x3FFu));
			text_addcp(out, cp);
		}
	} while (err == U_BUFFER_OVERFLOW_ERROR);
	*used = (size_t)(src - bytes);
	return U_SUCCESS(err) ? 0 : -1;
}

char *charset_decode(struct arena *a, struct diag *d, const char *path, char *bytes, size_t n,
		     const char *encoding, size_t *len)
{
	const unsigned char *b = (const unsigned char *)bytes;
	UErrorCode err = U_ZERO_ERROR;
	struct place at = {path, 0, 0};
	UConverter *cv;
	struct text out;
	size_t bad;
	char *s = NULL;

	if (!encoding)
		encoding = "utf-8";
	if (n >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF)
		encoding = "utf-8", bytes += 3, n -= 3;
	else if (n >= 2 && b[0] == 0xFF && b[1] == 0xFE)
		encoding = "utf-16le", bytes += 2, n -= 2;
	else if (n >= 2 && b[0] == 0xFE && b[1] == 0xFF)
		encoding = "utf-16be", bytes += 2, n -= 2;
	if (strcmp(encoding, "utf-8") == 0) {
		if (valid(bytes, n, &bad)) {
			*len = n;
			return bytes;
		}
		at = place_of(path, bytes, bad);
		if (d)
			diag_hint(
				d, DIAG_CSV_ENCODING, &at,
				"say `encoding = windows-1251` (or windows-1252, windows-1256, utf-16le) in a profile of house.ini",
				"byte 0x%02X is not UTF-8", (unsigned char)bytes[bad]);
		return NULL;
	}
	cv = ucnv_open(encoding, &err);
	if (U_SUCCESS(err))
		ucnv_setToUCallBack(cv, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &err);
	if (U_FAILURE(err)) {
		if (d)
			diag(d, DIAG_CSV_ENCODING, &at, "the encoding %s is not known to ICU: %s", encoding,
			     u_errorName(err));
		ucnv_close(cv);
		return NULL;
	}
	text_init(&out);
	if (convert(cv, &out, bytes, n, &bad) == 0) {
		*len = out.len;
		s = arena_dupn(a, text_str(&out), out.len);
	} else if (d) {
		at = place_of(path, text_str(&out), out.len);
		diag(d, DIAG_CSV_ENCODING, &at, "the bytes here are not %s", encoding);
	}
	text_done(&out);
	ucnv_close(cv);
	return s;
}
