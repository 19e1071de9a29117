/* po_text.c: writes entries of a catalogue. */
#include "layout/po_text.h"

#include <stdio.h>

#include "house/language.h"

static void po_string(struct text *t, const char *key, const char *s)
{
	text_adds(t, key);
	text_adds(t, " \"");
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			text_addf(t, "\\%c", *s);
		else if (*s == '\n')
			text_adds(t, "\\n");
		else if (*s == '\t')
			text_adds(t, "\\t");
		else
			text_addc(t, *s);
	}
	text_adds(t, "\"\n");
}

void po_entry(struct text *t, const char *context, const char *id, const char *plural, int32_t forms,
	      const struct catalogue_entry *said)
{
	char key[32];
	int32_t k;

	text_addc(t, '\n');
	if (said && said->fuzzy)
		text_adds(t, "#, fuzzy\n");
	if (context)
		po_string(t, "msgctxt", context);
	po_string(t, "msgid", id);
	if (!plural) {
		po_string(t, "msgstr", said ? said->str[0] : "");
		return;
	}
	po_string(t, "msgid_plural", plural);
	for (k = 0; k < forms; k++) {
		snprintf(key, sizeof key, "msgstr[%d]", (int)k);
		po_string(t, key, said && k < said->forms ? said->str[k] : "");
	}
}

void po_header(struct text *t, const struct language *l)
{
	text_addf(t,
		  "msgid \"\"\nmsgstr \"\"\n\"Language: %s\\n\"\n\"MIME-Version: 1.0\\n\"\n"
		  "\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Content-Transfer-Encoding: 8bit\\n\"\n"
		  "\"Plural-Forms: nplurals=%d; plural=%s;\\n\"\n",
		  l->code, (int)l->forms, l->rule);
}
