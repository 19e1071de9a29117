/* intake_kind.c: what a paper's kind of file means for its filing: the extension of its name, and whether
 * anybody can read it; and who signed it, as the custody log says it. */
#include <string.h>
#include <strings.h>

#include "evidence/history.h"
#include "evidence/intake_own.h"

const char *intake_extension(struct arena *a, const char *original, const struct media *m)
{
	const char *dot = strrchr(original, '.');
	char *ext;

	if (m->ext && !m->loose)
		return m->ext;
	if (!dot || !dot[1] || strlen(dot + 1) > 8)
		return m->ext ? m->ext : "bin";
	ext = arena_dup(a, dot + 1);
	for (char *p = ext; *p; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 32);
		if (!(*p >= 'a' && *p <= 'z') && !(*p >= '0' && *p <= '9'))
			return m->ext ? m->ext : "bin";
	}
	return ext;
}

/* What is called as a page, picture or mail and is none is opened by nobody. */
static const char *misnamed(struct arena *a, const char *original, const struct media *m)
{
	static const char *const pages[] = {"pdf", "png", "jpg", "jpeg", "tif", "tiff"};
	const char *dot = strrchr(original, '.');

	if (dot && (strcasecmp(dot + 1, "eml") == 0 || strcasecmp(dot + 1, "msg") == 0) && !m->is_mail)
		return arena_format(a, "it is called %s, and is no mail with a sender and a date", dot);

	for (size_t i = 0; dot && i < sizeof pages / sizeof *pages; i++)
		if (strcasecmp(dot + 1, pages[i]) == 0 && strcmp(m->type, "application/pdf") != 0 &&
		    strncmp(m->type, "image/", 6) != 0)
			return arena_format(a, "it is called .%s, and is %s", pages[i],
					    strcmp(m->type, "text/plain") == 0 ? "plain text" : m->type);
	return NULL;
}

const char *intake_unreadable(struct arena *a, const char *original, const struct media *m)
{
	const char *why = NULL;

	if (m->unreadable && m->damage)
		why = m->damage;
	else if (strcmp(m->type, "application/octet-stream") == 0)
		why = "its bytes are of no known kind";
	else if (strcmp(m->type, "application/encrypted") == 0)
		why = "it is encrypted";
	else if (m->unreadable)
		why = arena_format(a, "%s has no page, picture or words to be seen", m->type);
	else
		why = misnamed(a, original, m);
	return why ? arena_format(a, "the file cannot be read: %s", why) : NULL;
}

const char *intake_signature(struct arena *a, const struct filing *f)
{
	char until[11];
	const struct history h = {
		.value = {[HISTORY_SIGNED_BY] = f->signed_by,
			  [HISTORY_ROLE] = f->signed_role,
			  [HISTORY_STAMPED] = f->stamped ? "1" : "0",
			  [HISTORY_AUTHORITY] = f->authority,
			  [HISTORY_UNTIL] = f->authority_until == DATE_NONE
						    ? NULL
						    : date_format(f->authority_until, until)}};

	return history_signature(a, &h);
}
