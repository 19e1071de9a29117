/* spellout_ar.c: Arabic numbers with the noun they count. ICU's rules know neither the noun nor its
 * agreement, and break the numeral 11 and the dual; so the agreement stands here as tables (Wright, A Grammar
 * of the Arabic Language I, § 318–328; orthography مئة and its compounds in one word, Academy of the Arabic
 * Language in Cairo). */
#include "fill/spellout.h"

#include <string.h>

/* The numeral counting a masculine noun [0] and a feminine one [1]; 3 to 10 take the other gender's form. */
static const char *const ones[2][20] = {
	{"",	      "واحد",	  "اثنان",   "ثلاثة",	 "أربعة",      "خمسة",	   "ستة",
	 "سبعة",      "ثمانية",	  "تسعة",    "عشرة",	 "أحد عشر",    "اثنا عشر", "ثلاثة عشر",
	 "أربعة عشر", "خمسة عشر", "ستة عشر", "سبعة عشر", "ثمانية عشر", "تسعة عشر"},
	{"",	      "واحدة",	  "اثنتان",  "ثلاث",	 "أربع",       "خمس",	     "ست",
	 "سبع",	      "ثماني",	  "تسع",     "عشر",	 "إحدى عشرة",  "اثنتا عشرة", "ثلاث عشرة",
	 "أربع عشرة", "خمس عشرة", "ست عشرة", "سبع عشرة", "ثماني عشرة", "تسع عشرة"},
};

static const char *const tens[10] = {"",      "",     "عشرون", "ثلاثون", "أربعون",
				     "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"};
static const char *const hundreds[10] = {"",	   "مئة",   "مئتان",  "ثلاثمئة", "أربعمئة",
					 "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"};

/* Before the noun itself (construct state) the duals lose their nun. */
#define TWO_HUNDRED_OF "مئتا"

/* The scales are masculine nouns themselves: singular, dual, plural, accusative, genitive, dual in the
 * construct state. */
static const struct {
	uint64_t value;
	const char *form[5], *dual_of;
} scale[] = {
	{1000000000000, {"تريليون", "تريليونان", "تريليونات", "تريليوناً", "تريليون"}, "تريليونا"},
	{1000000000, {"مليار", "ملياران", "مليارات", "ملياراً", "مليار"}, "مليارا"},
	{1000000, {"مليون", "مليونان", "ملايين", "مليوناً", "مليون"}, "مليونا"},
	{1000, {"ألف", "ألفان", "آلاف", "ألفاً", "ألف"}, "ألفا"},
};

enum { SINGULAR, DUAL, PLURAL, ACCUSATIVE, GENITIVE };

static void and_add(struct text *t, size_t start)
{
	if (t->len > start)
		text_adds(t, " و");
}

/* 3 to 99 as a numeral counting a noun of the gender (0 masculine, 1 feminine). */
static void numeral(struct text *t, uint32_t n, int gender)
{
	if (n < 20) {
		text_adds(t, ones[gender][n]);
		return;
	}
	if (n % 10 == 1 && gender)
		text_adds(t, "إحدى");
	else if (n % 10 == 8 && gender)
		text_adds(t, "ثمانٍ");
	else
		text_adds(t, ones[gender][n % 10]);
	if (n % 10)
		text_adds(t, " و");
	text_adds(t, tens[n / 10]);
}

/* k (1 to 999) of a scale. last: the counted noun follows at once, so that the scale stands in the construct
 * state. */
static void scale_add(struct text *t, size_t start, uint32_t k, size_t s, int last)
{
	const char *const *form = scale[s].form;
	uint32_t r = k % 100, h = k / 100;

	and_add(t, start);
	if (h > 0) {
		/* 101 and 102 of a scale repeat it: "مئة ألف وألفان", as "مئة وألفان" would be 2100 */
		text_adds(t, h == 2 && r <= 2 ? TWO_HUNDRED_OF : hundreds[h]);
		if (r <= 2)
			text_addf(t, " %s", form[GENITIVE]);
		if (r == 0)
			return;
		text_adds(t, " و");
	}
	if (r == 1) {
		text_adds(t, form[SINGULAR]);
	} else if (r == 2) {
		text_adds(t, last ? scale[s].dual_of : form[DUAL]);
	} else {
		numeral(t, r, 0);
		text_addf(t, " %s", r <= 10 ? form[PLURAL] : last ? form[GENITIVE] : form[ACCUSATIVE]);
	}
}

static void units_add(struct text *t, size_t start, uint32_t k, const char *const *form, int gender)
{
	uint32_t r = k % 100, h = k / 100;

	and_add(t, start);
	if (h > 0) {
		text_adds(t, h == 2 && r == 0 && form ? TWO_HUNDRED_OF : hundreds[h]);
		if (r == 0) {
			if (form)
				text_addf(t, " %s", form[GENITIVE]);
			return;
		}
		text_adds(t, " و");
	}
	if (!form) {
		numeral(t, r, gender);
	} else if (r == 1) {
		text_addf(t, "%s %s", form[SINGULAR], ones[gender][1]);
	} else if (r == 2) {
		text_adds(t, form[DUAL]);
	} else {
		numeral(t, r, gender);
		text_addf(t, " %s", r <= 10 ? form[PLURAL] : form[ACCUSATIVE]);
	}
}

int spellout_arabic(struct text *t, uint64_t v, const char *const forms[5], char gender)
{
	size_t start = t->len, s;
	uint64_t rest = v;

	if (v >= 1000000000000000)
		return -1;
	if (v == 0)
		text_adds(t, "صفر");
	for (s = 0; s < sizeof scale / sizeof scale[0]; s++) {
		uint32_t k = (uint32_t)(rest / scale[s].value);

		rest %= scale[s].value;
		if (k > 0)
			scale_add(t, start, k, s, rest == 0 && forms);
	}
	if (rest > 0)
		units_add(t, start, (uint32_t)rest, forms, gender == 'f');
	else if (forms)
		text_addf(t, " %s", forms[GENITIVE]);
	return 0;
}
