/* type.c: opens and closes the room: faces of a folder, languages, the ICU objects that are kept. */
#include "type/type.h"

#include <stdlib.h>
#include <string.h>

#include "type/inner.h"

static const struct {
	const char *file; /* .otf, or else .ttf */
	uint8_t arabic;
} faces[FACES] = {
	[FACE_LATIN] = {"SourceSans3-Regular", 0},	  [FACE_LATIN_BOLD] = {"SourceSans3-Bold", 0},
	[FACE_LATIN_ITALIC] = {"SourceSans3-It", 0},	  [FACE_ARABIC] = {"NotoNaskhArabic-Regular", 1},
	[FACE_ARABIC_BOLD] = {"NotoNaskhArabic-Bold", 1},
};

struct type *type_open(const char *folder, struct diag *d)
{
	struct type *t = mem_alloc(sizeof *t);
	UErrorCode e = U_ZERO_ERROR;
	int32_t i;

	arena_init(&t->arena);
	arena_init(&t->cached.arena);
	arena_init(&t->outline_arena);
	kept_init(&t->kept);
	mem_watch();
	t->buffer = hb_buffer_create();
	hb_buffer_set_flags(t->buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
	mem_watched();
	t->bidi = ubidi_open();
	t->grapheme = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &e);
	lang_find(t, "");
	t->lang[0].line = ubrk_open(UBRK_LINE, "", NULL, 0, &e);
	if (!t->bidi || U_FAILURE(e)) {
		diag(d, DIAG_TYPE_ICU, NULL, "ICU has no rules for line breaking: %s", u_errorName(e));
		goto fail;
	}
	for (i = 0; i < FACES; i++) {
		t->face[i].arabic = faces[i].arabic;
		if (face_load(t, &t->face[i], folder, faces[i].file, d) != 0)
			goto fail;
		inert_find(t, &t->face[i]);
	}
	return t;
fail:
	type_close(t);
	return NULL;
}

void type_close(struct type *t)
{
	int32_t i;

	if (!t)
		return;
	for (i = 0; i < FACES; i++)
		face_unload(&t->face[i]);
	for (i = 0; i < t->langs; i++)
		if (t->lang[i].line)
			ubrk_close(t->lang[i].line);
	if (t->grapheme)
		ubrk_close(t->grapheme);
	if (t->bidi)
		ubidi_close(t->bidi);
	hb_buffer_destroy(t->buffer);
	free(t->lang);
	free(t->cached.slot);
	free(t->para.level);
	free(t->para.brk);
	free(t->para.u);
	free(t->para.at);
	free(t->para.stretch);
	free(t->para.unit);
	text_done(&t->missing_text);
	arena_done(&t->cached.arena);
	arena_done(&t->outline_arena);
	kept_done(&t->kept);
	arena_done(&t->arena);
	free(t);
}

int32_t type_faces(const struct type *t)
{
	(void)t;
	return FACES;
}

const struct face_facts *type_face(const struct type *t, int32_t face)
{
	return &t->face[face].facts;
}

int32_t type_glyph_width(const struct type *t, int32_t face, uint16_t glyph)
{
	return face_advance(&t->face[face], glyph);
}

uint16_t type_glyph(const struct type *t, int32_t face, uint32_t cp)
{
	hb_codepoint_t glyph;

	return hb_font_get_nominal_glyph(t->face[face].font, cp, &glyph) ? (uint16_t)glyph : 0;
}

size_t type_glyph_name(const struct type *t, int32_t face, uint16_t glyph, char name[64])
{
	size_t n;

	mem_watch();
	n = hb_font_get_glyph_name(t->face[face].font, glyph, name, 64) ? strlen(name) : 0;
	mem_watched();
	return n;
}

int32_t type_notdefs(const struct type *t)
{
	return t->notdefs;
}

uint32_t type_lacked(struct type *t, const char **text)
{
	const uint32_t cp = t->missing;

	*text = cp ? text_str(&t->missing_text) : "";
	t->missing = 0;
	return cp;
}

const char *type_fault(struct type *t)
{
	const char *fault = t->fault;

	t->fault = NULL;
	return fault;
}

int16_t lang_find(struct type *t, const char *tag)
{
	struct lang *l;
	size_t n;
	int32_t i;

	if (!tag)
		tag = "";
	for (i = 0; i < t->langs; i++)
		if (strcmp(t->lang[i].tag, tag) == 0)
			return (int16_t)i;
	n = strlen(tag);
	if (n >= sizeof l->tag || t->langs == INT16_MAX)
		return 0;
	t->lang = mem_room(t->lang, &t->lang_cap, t->langs + 1, sizeof *t->lang);
	l = &t->lang[t->langs];
	memcpy(l->tag, tag, n + 1);
	mem_watch();
	l->hb = *tag ? hb_language_from_string(tag, (int)n) : HB_LANGUAGE_INVALID;
	mem_watched();
	l->line = NULL;
	l->rtl = uloc_isRightToLeft(l->tag) != 0;
	return (int16_t)t->langs++;
}

UBreakIterator *lang_breaks(struct type *t, int16_t lang)
{
	struct lang *l = &t->lang[lang];
	UErrorCode e = U_ZERO_ERROR;

	if (!l->line) {
		l->line = ubrk_open(UBRK_LINE, l->tag, NULL, 0, &e);
		if (U_FAILURE(e)) {
			t->fault = u_errorName(e);
			return t->lang[0].line;
		}
	}
	return l->line;
}
