/* xlsx_check.c: reads a workbook back (ZIP and XML) and compares it with what it should say. */
#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "emit/xlsx.h"

#define EPOCH 25569

struct check {
	const struct xlsx_book *b;
	const struct xlsx_sheet *sheet;
	struct diag *d;
	struct place at;
	struct arena arena;
	struct text value;   /* of the open cell */
	struct text formula; /* of the open cell, without its = */
	int32_t row, col;    /* of the open cell, from 0 */
	int in_text, in_formula, is_text, rtl, bad;
	int64_t seen, expected; /* cells */
};

static int fault(struct check *c, const char *what)
{
	if (c->bad++ == 0)
		diag(c->d, DIAG_WORKBOOK, &c->at, "sheet %s, row %d, column %d: %s", c->sheet->name,
		     c->row + 1, c->col + 1, what);
	return -1;
}

/* "1234.5", "-1.2E-05" as an integer of so many decimals; the last digits of a binary fraction are rounded.
 * 0, or -1. */
static int decimal(const char *s, int32_t digits, int64_t *v)
{
	char all[64];
	int32_t n = 0, point = -1, exponent = 0, end;
	int negative = *s == '-';
	const char *p = s + negative;

	for (; (*p >= '0' && *p <= '9') || *p == '.'; p++) {
		if (*p == '.') {
			if (point >= 0)
				return -1;
			point = n;
		} else if (n < 40) {
			all[n++] = *p;
		}
	}
	if (n == 0)
		return -1;
	if (point < 0)
		point = n;
	if (*p == 'E' || *p == 'e') {
		char *stop;

		exponent = (int32_t)strtol(p + 1, &stop, 10);
		p = stop;
	}
	if (*p)
		return -1;
	end = point + exponent + digits; /* so many digits are the integer */
	*v = 0;
	for (int32_t i = 0; i < end && i < 40; i++)
		*v = *v * 10 + (i < n ? all[i] - '0' : 0);
	if (end >= 0 && end < n && all[end] >= '5')
		(*v)++;
	if (negative)
		*v = -*v;
	return end > 18 ? -1 : 0;
}

static void compare_number(struct check *c, const struct xlsx_cell *want)
{
	int64_t v = 0;
	const int32_t digits = want->kind == XLSX_MONEY ? want->digits : want->kind == XLSX_PERCENT ? 3 : 0;

	if (c->is_text)
		fault(c, "a number stands there as text");
	else if (decimal(text_str(&c->value), digits, &v) < 0)
		fault(c, "what stands there is no number");
	else if (want->kind == XLSX_DATE ? v != want->value + EPOCH : v != want->value)
		fault(c, arena_format(&c->arena, "%s stands there, and another figure was meant",
				      text_str(&c->value)));
}

static void compare_formula(struct check *c, const char *want)
{
	if (strcmp(text_str(&c->formula), want ? want + 1 : "") != 0)
		fault(c, want ? "another formula stands there" : "a formula stands there");
}

static void compare_text(struct check *c, const char *want)
{
	if (!c->is_text)
		fault(c, "a text stands there as a number or formula");
	else if (strcmp(text_str(&c->value), xlsx_text(&c->arena, want)) != 0)
		fault(c, "another text stands there");
}

static void compare(struct check *c)
{
	const struct xlsx_sheet *s = c->sheet;
	const int32_t row = c->row - XLSX_HEAD - 1;

	if (c->value.len == 0 && !c->is_text)
		return; /* a format without content */
	c->seen++;
	if (c->row == 0 && c->col == 0) {
		compare_text(c, s->caption);
	} else if (c->row == 1 && c->col == 0 && s->note) {
		compare_text(c, s->note);
	} else if (c->row == XLSX_HEAD && c->col < s->columns) {
		compare_text(c, s->column[c->col].label);
	} else if (row >= 0 && row < s->rows && c->col < s->columns) {
		const struct xlsx_cell *want = &s->cell[(size_t)row * (size_t)s->columns + (size_t)c->col];

		if (want->kind == XLSX_TEXT)
			compare_text(c, want->empty ? "" : want->text);
		else
			compare_number(c, want);
		compare_formula(c, want->formula);
	} else {
		fault(c, "nothing was written there");
	}
}

static const char *attribute(const XML_Char **attr, const char *name)
{
	for (; *attr; attr += 2)
		if (strcmp(attr[0], name) == 0)
			return attr[1];
	return NULL;
}

static void XMLCALL element_start(void *ctx, const XML_Char *name, const XML_Char **attr)
{
	struct check *c = ctx;
	const char *ref, *type;

	if (strcmp(name, "c") == 0) {
		text_reset(&c->value);
		ref = attribute(attr, "r");
		type = attribute(attr, "t");
		c->col = 0;
		for (; ref && *ref >= 'A' && *ref <= 'Z'; ref++)
			c->col = c->col * 26 + (*ref - 'A' + 1);
		c->col--;
		c->row = ref ? (int32_t)strtol(ref, NULL, 10) - 1 : -1;
		c->is_text = type && strcmp(type, "inlineStr") == 0;
		text_reset(&c->formula);
	}
	if (strcmp(name, "sheetView") == 0)
		c->rtl = attribute(attr, "rightToLeft") != NULL;
	c->in_formula = strcmp(name, "f") == 0;
	c->in_text = strcmp(name, "v") == 0 || strcmp(name, "t") == 0;
}

static void XMLCALL element_end(void *ctx, const XML_Char *name)
{
	struct check *c = ctx;

	c->in_text = c->in_formula = 0;
	if (strcmp(name, "c") == 0)
		compare(c);
}

static void XMLCALL characters(void *ctx, const XML_Char *s, int n)
{
	struct check *c = ctx;

	if (c->in_text || c->in_formula)
		text_add(c->in_text ? &c->value : &c->formula, s, (size_t)n);
}

/* No entity is declared by a workbook; a document type would be somebody else's. */
static int parse(struct check *c, zip_file_t *f)
{
	XML_Parser p = XML_ParserCreate("UTF-8");
	char buf[65536];
	zip_int64_t n;
	int bad = 0;

	if (!p)
		return fault(c, "memory is exhausted");
	XML_SetUserData(p, c);
	XML_SetElementHandler(p, element_start, element_end);
	XML_SetCharacterDataHandler(p, characters);
	while (!bad && (n = zip_fread(f, buf, sizeof buf)) > 0)
		bad = XML_Parse(p, buf, (int)n, 0) != XML_STATUS_OK;
	if (!bad && n == 0)
		bad = XML_Parse(p, buf, 0, 1) != XML_STATUS_OK;
	if (bad || n < 0)
		fault(c, n < 0 ? zip_file_strerror(f) : XML_ErrorString(XML_GetErrorCode(p)));
	XML_ParserFree(p);
	return c->bad ? -1 : 0;
}

static int64_t cells_of(struct check *c)
{
	const struct xlsx_sheet *s = c->sheet;
	int64_t n = (*s->caption != 0) + (s->note && *s->note);

	for (int32_t i = 0; i < s->columns; i++)
		n += *s->column[i].label != 0;
	for (size_t i = 0; i < (size_t)s->rows * (size_t)s->columns; i++)
		n += !s->cell[i].empty && (s->cell[i].kind != XLSX_TEXT || *s->cell[i].text);
	return n;
}

static int check_sheet(struct check *c, zip_t *z, int32_t i)
{
	char *name = arena_format(&c->arena, "xl/worksheets/sheet%d.xml", i + 1);
	zip_file_t *f = zip_fopen(z, name, 0);

	c->sheet = &c->b->sheet[i];
	c->row = c->col = c->rtl = 0;
	c->seen = 0;
	c->expected = cells_of(c);
	if (!f)
		return fault(c, "the sheet is not in the workbook");
	parse(c, f);
	zip_fclose(f);
	if (!c->bad && c->seen != c->expected)
		fault(c, arena_format(&c->arena, "%lld cells were read back of %lld", (long long)c->seen,
				      (long long)c->expected));
	if (!c->bad && c->rtl != c->b->rtl)
		fault(c, "the sheet runs in the other direction");
	return c->bad ? -1 : 0;
}

/* Every other member is at least read to its end, so that its checksum is tried. */
static int check_members(struct check *c, zip_t *z)
{
	char buf[65536];

	for (zip_int64_t i = 0; i < zip_get_num_entries(z, 0); i++) {
		zip_file_t *f = zip_fopen_index(z, (zip_uint64_t)i, 0);
		zip_int64_t n = 0;

		while (f && (n = zip_fread(f, buf, sizeof buf)) > 0)
			;
		if (!f || n < 0) {
			if (f)
				zip_fclose(f);
			return diag(c->d, DIAG_WORKBOOK, &c->at, "%s is damaged",
				    zip_get_name(z, (zip_uint64_t)i, 0));
		}
		zip_fclose(f);
	}
	return 0;
}

int xlsx_check(const struct xlsx_book *b, const char *path, struct diag *d)
{
	struct check c = {.b = b, .d = d, .at = {path, 0, 0}};
	zip_error_t error;
	int code = 0, bad = 0;
	zip_t *z = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code);

	if (!z) {
		zip_error_init_with_code(&error, code);
		diag(d, DIAG_WORKBOOK, &c.at, "cannot be opened again: %s", zip_error_strerror(&error));
		zip_error_fini(&error);
		return -1;
	}
	arena_init(&c.arena);
	text_init(&c.value);
	text_init(&c.formula);
	for (int32_t i = 0; i < b->sheets && bad == 0; i++)
		bad = check_sheet(&c, z, i);
	if (bad == 0)
		bad = check_members(&c, z);
	zip_discard(z);
	text_done(&c.value);
	text_done(&c.formula);
	arena_done(&c.arena);
	return bad;
}
