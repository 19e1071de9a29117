/* pdf_form.c: form fields with their widgets and appearances: signatures, text, check boxes (ISO
 * 32000-1, 12.7; ISO 19005-2, 6.4: every widget has an appearance, nobody is asked to make one). Frames and
 * lines belong to the page, so that a print and a signed file, whose widget is blanked, still show them. */
#include <string.h>

#include "emit/pdf.h"

enum look { LOOK_NOTHING, LOOK_TEXT, LOOK_CROSS };

/* An appearance as large as its field; fields of one size and kind share it. */
struct pdf_look {
	struct pdf_look *next;
	enum look look;
	int32_t w, h, object;
};

/* A cross from corner to corner with a margin of a fifth. */
static void add_cross(struct text *t, int32_t w, int32_t h)
{
	int32_t x = w / 5, y = h / 5;

	text_adds(t, "q .9 w");
	pdf_add_mpt(t, x);
	pdf_add_mpt(t, y);
	text_adds(t, " m");
	pdf_add_mpt(t, w - x);
	pdf_add_mpt(t, h - y);
	text_adds(t, " l");
	pdf_add_mpt(t, x);
	pdf_add_mpt(t, h - y);
	text_adds(t, " m");
	pdf_add_mpt(t, w - x);
	pdf_add_mpt(t, y);
	text_adds(t, " l S Q");
}

static int32_t look_write(struct pdf *p, enum look look, int32_t w, int32_t h)
{
	int32_t number = pdf_reserve(&p->file, 1);
	struct text t;

	text_init(&t);
	if (look == LOOK_CROSS)
		add_cross(&t, w, h);
	else if (look == LOOK_TEXT)
		text_adds(&t, "/Tx BMC\nEMC");
	text_reset(&p->text);
	text_adds(&p->text, "/Type/XObject/Subtype/Form/BBox[0 0");
	pdf_add_mpt(&p->text, w);
	pdf_add_mpt(&p->text, h);
	text_adds(&p->text, "]/Resources<<>>");
	pdf_stream(&p->file, number, text_str(&p->text), text_str(&t), t.len, PDF_PLAIN);
	text_done(&t);
	return number;
}

static int32_t look_find(struct pdf *p, enum look look, const struct field *f)
{
	struct pdf_look *k;

	for (k = p->look; k; k = k->next)
		if (k->look == look && k->w == f->w && k->h == f->h)
			return k->object;
	k = arena_alloc(&p->work, sizeof *k);
	*k = (struct pdf_look){p->look, look, f->w, f->h, look_write(p, look, f->w, f->h)};
	p->look = k;
	return k->object;
}

static void kind_keys(struct pdf *p, const struct field *f, struct text *t, const int32_t look[2])
{
	if (f->kind == FIELD_SIGNATURE) {
		pdf_add_ref(t, "/FT/Sig/AP<</N", look[0]);
	} else if (f->kind == FIELD_CHECK) {
		/* what is printed as ticked is not for the reader to take back */
		text_adds(t, f->checked ? "/FT/Btn/Ff 1/V/Yes/AS/Yes" : "/FT/Btn/V/Off/AS/Off");
		pdf_add_ref(t, "/AP<</N<</Off", look[0]);
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

static void add_rect(struct pdf *p, const struct field *f, struct text *t)
{
	text_adds(t, "/Rect[");
	pdf_add_mpt(t, f->x);
	pdf_add_mpt(t, p->doc->height - f->y - f->h);
	pdf_add_mpt(t, f->x + f->w);
	pdf_add_mpt(t, p->doc->height - f->y);
	text_addc(t, ']');
}

/* To a PDF beside this one as a viewer opens it, on its first page; to any other file, and to a page of the
 * same file, as a browser does. */
static void write_link(struct pdf *p, int32_t i)
{
	const struct field *f = &p->doc->field[i];
	const size_t n = strlen(f->name);
	struct text *t = pdf_begin(&p->file, p->field_object + i);

	text_adds(t, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Contents");
	pdf_add_string(t, f->tip);
	pdf_add_ref(t, "/P", p->page_object[f->page]);
	add_rect(p, f, t);
	if (pdf_tagged(p))
		pdf_add_int(t, "/StructParent", p->field_key + i);
	if (n > 4 && strcmp(f->name + n - 4, ".pdf") == 0) {
		text_adds(t, "/A<</S/GoToR/D[0/Fit]/F<</Type/Filespec/F");
		pdf_add_string(t, f->name);
		text_adds(t, "/UF");
		pdf_add_string(t, f->name);
		text_adds(t, ">>>>");
	} else {
		text_adds(t, "/A<</S/URI/URI");
		pdf_add_string(t, f->name);
		text_adds(t, ">>");
	}
	text_adds(t, ">>");
	pdf_end(&p->file);
}

static void write_field(struct pdf *p, int32_t i)
{
	const struct doc *doc = p->doc;
	const struct field *f = &doc->field[i];
	int32_t look[2] = {0, 0};
	struct text *t;

	if (f->kind == FIELD_LINK) {
		write_link(p, i);
		return;
	}

	look[0] = look_find(p, f->kind == FIELD_TEXT ? LOOK_TEXT : LOOK_NOTHING, f);
	if (f->kind == FIELD_CHECK)
		look[1] = look_find(p, f->checked ? LOOK_NOTHING : LOOK_CROSS, f); /* the page shows it */
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
	add_rect(p, f, t);
	if (pdf_tagged(p))
		pdf_add_int(t, "/StructParent", p->field_key + i);
	kind_keys(p, f, t, look);
	text_add(t, ">>", 2);
	pdf_end(&p->file);
}

int pdf_form_write(struct pdf *p, struct text *catalog, struct diag *d)
{
	int32_t font = 0;
	int typed = 0, any = 0;

	if (p->fields == 0)
		return 0;
	for (int32_t i = 0; i < p->fields; i++) {
		write_field(p, i);
		typed |= p->doc->field[i].kind == FIELD_TEXT;
		any |= p->doc->field[i].kind != FIELD_LINK;
	}
	if (!any)
		return 0;
	if (typed && (font = pdf_form_font_write(p, d)) == 0)
		return -1;
	text_adds(catalog, "/AcroForm<</Fields[");
	for (int32_t i = 0; i < p->fields; i++)
		if (p->doc->field[i].kind != FIELD_LINK)
			pdf_add_ref(catalog, "", p->field_object + i);
	text_addc(catalog, ']');
	if (font) {
		pdf_add_ref(catalog, "/DR<</Font<</Form", font);
		text_adds(catalog, ">>>>/DA(/Form 10 Tf 0 g)");
	}
	text_add(catalog, ">>", 2);
	return 0;
}
