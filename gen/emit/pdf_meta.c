/* pdf_meta.c: what a file says about itself: Info, XMP in step with it, output intent, viewer preferences
 * (ISO 19005-2, 6.6; ISO 14289-1, 5 and 7.1). */
#include <string.h>

#include "emit/pdf.h"

static void add_xml(struct text *t, const char *s)
{
	for (; *s; s++) {
		if (*s == '<')
			text_adds(t, "&lt;");
		else if (*s == '>')
			text_adds(t, "&gt;");
		else if (*s == '&')
			text_adds(t, "&amp;");
		else if ((unsigned char)*s >= 0x20 || *s == '\t' || *s == '\n')
			text_addc(t, *s);
	}
}

static void element(struct text *t, const char *name, const char *value)
{
	text_addc(t, '<');
	text_adds(t, name);
	text_addc(t, '>');
	add_xml(t, value);
	text_adds(t, "</");
	text_adds(t, name);
	text_add(t, ">\n", 2);
}

static void array(struct text *t, const char *name, const char *kind, const char *item, const char *value)
{
	if (!value || !*value)
		return;
	text_addf(t, "<%s><rdf:%s><rdf:li%s>", name, kind, item);
	add_xml(t, value);
	text_addf(t, "</rdf:li></rdf:%s></%s>\n", kind, name);
}

/* PDF/UA's identifier is no part of PDF/A's schemas, so it is described in the file (ISO 19005-2, 6.6.2.3.3).
 */
static const char ua_schema[] =
	"<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
	"xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
	"<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
	"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
	"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
	"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
	"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>part</pdfaProperty:name>"
	"<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
	"<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>\n"
	"</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n";

/* A subject that only says the title again is left out: the XMP stands undeflated in every file. */
static int says_more(const struct pdf_about *a)
{
	return a->subject && (!a->title || strcmp(a->subject, a->title) != 0);
}

static void write_xmp(struct pdf *p, const struct pdf_about *a, struct text *t)
{
	char day[11], stamp[32];

	text_reset(t);
	text_adds(
		t,
		"<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
		"<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" "
		"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
		"xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"");
	if (pdf_tagged(p))
		text_adds(t, " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"");
	text_adds(t, ">\n");
	element(t, "pdfaid:part", p->o.level == PDF_A1B ? "1" : p->o.level == PDF_A2A ? "2" : "3");
	element(t, "pdfaid:conformance", p->o.level == PDF_A1B ? "B" : "A");
	if (pdf_tagged(p))
		element(t, "pdfuaid:part", "1");
	array(t, "dc:title", "Alt", " xml:lang=\"x-default\"", a->title);
	if (says_more(a))
		array(t, "dc:description", "Alt", " xml:lang=\"x-default\"", a->subject);
	array(t, "dc:creator", "Seq", "", a->author);
	array(t, "dc:language", "Bag", "", a->lang);
	if (a->keywords && *a->keywords)
		element(t, "pdf:Keywords", a->keywords);
	element(t, "pdf:Producer", p->o.producer);
	if (a->date != DATE_NONE) {
		text_adds(t, "<xmp:CreateDate>");
		memcpy(stamp, date_format(a->date, day), 10);
		memcpy(stamp + 10, "T00:00:00Z", 11);
		text_adds(t, stamp);
		text_adds(t, "</xmp:CreateDate>\n");
		element(t, "xmp:ModifyDate", stamp);
	}
	text_adds(t, "</rdf:Description>\n");
	if (pdf_tagged(p))
		text_adds(t, ua_schema);
	text_adds(t, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
}

static void info_string(struct text *t, const char *key, const char *s)
{
	if (!s || !*s)
		return;
	text_adds(t, key);
	pdf_add_string(t, s);
}

static void write_info(struct pdf *p, const struct pdf_about *a)
{
	struct text *t = pdf_begin(&p->file, p->info);
	char day[9];

	text_adds(t, "<<");
	info_string(t, "/Title", a->title);
	info_string(t, "/Author", a->author);
	if (says_more(a))
		info_string(t, "/Subject", a->subject);
	info_string(t, "/Keywords", a->keywords);
	info_string(t, "/Producer", p->o.producer);
	if (a->date != DATE_NONE) {
		date_format_basic(a->date, day);
		text_adds(t, "/CreationDate(D:");
		text_adds(t, day);
		text_adds(t, "000000Z)/ModDate(D:");
		text_adds(t, day);
		text_adds(t, "000000Z)");
	}
	text_add(t, ">>", 2);
	pdf_end(&p->file);
}

void pdf_meta_write(struct pdf *p, const struct pdf_about *a)
{
	int32_t profile = pdf_reserve(&p->file, 1);
	struct text *t;

	if (p->icc.len == 0)
		pdf_deflate(p->file.z, p->o.icc, p->o.icc_len, &p->icc);
	pdf_stream(&p->file, profile, "/N 3", p->icc.data, p->icc.len, PDF_DEFLATED);
	t = pdf_begin(&p->file, p->intent);
	text_adds(
		t,
		"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)");
	pdf_add_ref(t, "/DestOutputProfile", profile);
	text_add(t, ">>", 2);
	pdf_end(&p->file);
	write_xmp(p, a, &p->text);
	pdf_stream(&p->file, p->metadata, "/Type/Metadata/Subtype/XML", p->text.data, p->text.len, PDF_PLAIN);
	write_info(p, a);
}

void pdf_catalog_begin(struct pdf *p, struct text *t, const char *lang, int rtl)
{
	pdf_add_ref(t, "<</Type/Catalog/Pages", p->tree);
	pdf_add_ref(t, "/Metadata", p->metadata);
	pdf_add_ref(t, "/OutputIntents[", p->intent);
	text_adds(t, "]/ViewerPreferences<</DisplayDocTitle true");
	text_adds(t, rtl ? "/Direction/R2L>>" : ">>");
	if (lang && *lang) {
		text_adds(t, "/Lang");
		pdf_add_string(t, lang);
	}
	if (pdf_tagged(p))
		pdf_add_ref(t, "/MarkInfo<</Marked true>>/StructTreeRoot", p->struct_root);
}
