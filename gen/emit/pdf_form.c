/* pdf_form.c: form fields with their widgets and appearances: signatures, text, check boxes (ISO
 * 32000-1, 12.7; ISO 19005-2, 6.4: every widget has an appearance, nobody is asked to make one). Frames and
 * lines belong to the page, so that a print and a signed file, whose widget is blanked, still show them. */
#include <string.h>

#include "emit/pdf.h"

/* An appearance's stream: operators drawn in a box as large as the field. */
static int32_t appearance(struct pdf *p, const struct field *f, const char *operators)
{
	int32_t number = pdf_reserve(&p->file, 1);

	text_reset(&p->text);
	text_adds(&p->text, "/Type/XObject/Subtype/Form/BBox[0 0");
	pdf_add_mpt(&p->text, f->w);
	pdf_add_mpt(&p->text, f->h);
	text_adds(&p->text, "]/Resources<<>>");
	pdf_stream(&p->file, number, text_str(&p->text), operators, strlen(operators), PDF_PLAIN);
	return number;
}

/* A cross from corner to corner with a margin of a fifth. */
static int32_t cross(struct pdf *p, const struct field *f)
{
	struct text t;
	int32_t number, x = f->w / 5, y = f->h / 5;

	text_init(&t);
	text_adds(&t, "q 1 w");
	pdf_add_mpt(&t, x);
	pdf_add_mpt(&t, y);
	text_adds(&t, " m");
	pdf_add_mpt(&t, f->w - x);
	pdf_add_mpt(&t, f->h - y);
	text_adds(&t, " l");
	pdf_add_mpt(&t, x);
	pdf_add_mpt(&t, f->h - y);
	text_adds(&t, " m");
	pdf_add_mpt(&t, f->w - x);
	pdf_add_mpt(&t, y);
	text_adds(&t, " l S Q");
	number = appearance(p, f, text_str(&t));
	text_done(&t);
	return number;
}

static void kind_keys(struct pdf *p, const struct field *f, struct text *t, const int32_t look[2])
{
	if (f->kind == FIELD_SIGNATURE) {
		pdf_add_ref(t, "/FT/Sig/AP<</N", look[0]);
	} else if (f->kind == FIELD_CHECK) {
		pdf_add_ref(t, "/FT/Btn/V/Off/AS/Off/AP<</N<</Off", look[0]);
		pdf_add_ref(t, "/Yes", look[1]);
		text_add(t, ">>", 2);
	} else {
		pdf_add_int(t, "/FT/Tx/Ff", f->multiline ? 1 << 12 : 0);
		text_adds(t, "/DA(/Form");
		pdf_add_mpt(t, f->size > 0 ? f->size : 10000);
		text_adds(t, " Tf 0 g)");
		if (p->doc->rtl)
			text_adds(t, "/Q 2");
		pdf_add_ref(t, "/AP<</N", look[0]);
	}
	text_add(t, ">>", 2);
}

static void write_field(struct pdf *p, int32_t i)
{
	const struct doc *doc = p->doc;
	const struct field *f = &doc->field[i];
	int32_t look[2] = {0, 0};
	struct text *t;

	look[0] = appearance(p, f, f->kind == FIELD_TEXT ? "/Tx BMC\nEMC" : "");
	if (f->kind == FIELD_CHECK)
		look[1] = cross(p, f);
	t = pdf_begin(&p->file, p->field_object + i);
	text_adds(t, "<</Type/Annot/Subtype/Widget/F 4/T");
	pdf_add_string(t, f->name);
	if (f->tip && *f->tip) {
		text_adds(t, "/TU");
		pdf_add_string(t, f->tip);
		text_adds(t, "/Contents");
		pdf_add_string(t, f->tip);
	}
	pdf_add_ref(t, "/P", p->page_object[f->page]);
	text_adds(t, "/Rect[");
	pdf_add_mpt(t, f->x);
	pdf_add_mpt(t, doc->height - f->y - f->h);
	pdf_add_mpt(t, f->x + f->w);
	pdf_add_mpt(t, doc->height - f->y);
	text_addc(t, ']');
	if (pdf_tagged(p))
		pdf_add_int(t, "/StructParent", p->field_key + i);
	kind_keys(p, f, t, look);
	text_add(t, ">>", 2);
	pdf_end(&p->file);
}

int pdf_form_write(struct pdf *p, struct text *catalog, struct diag *d)
{
	int32_t font = 0;
	int typed = 0;

	if (p->fields == 0)
		return 0;
	for (int32_t i = 0; i < p->fields; i++) {
		write_field(p, i);
		typed |= p->doc->field[i].kind == FIELD_TEXT;
	}
	if (typed && (font = pdf_form_font_write(p, d)) == 0)
		return -1;
	text_adds(catalog, "/AcroForm<</Fields[");
	for (int32_t i = 0; i < p->fields; i++)
		pdf_add_ref(catalog, "", p->field_object + i);
	text_addc(catalog, ']');
	if (font) {
		pdf_add_ref(catalog, "/DR<</Font<</Form", font);
		text_adds(catalog, ">>>>/DA(/Form 10 Tf 0 g)");
	}
	text_add(catalog, ">>", 2);
	return 0;
}
