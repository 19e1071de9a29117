/* media_msg.c: mails as Outlook keeps them (.msg): streams of properties in a compound file, read by libgsf.
 * The streams' names are in Microsoft's [MS-OXMSG]. */
#include <gsf/gsf.h>
#include <stdio.h>
#include <string.h>

#include "evidence/media_own.h"

#define STREAM_MOST (1 << 20)	 /* bytes of a property */
#define HEAD 32			 /* bytes before the fixed properties of a message, [MS-OXMSG] 2.4.1.1 */
#define PER_DAY 864000000000LL	 /* of 100 ns */
#define FROM_1601_TO_1970 134774 /* days */

/* A stream's bytes, ended by two zeros; NULL: it is not there. To be freed by g_free. */
static char *stream_read(GsfInfile *in, const char *name, size_t *n)
{
	GsfInput *s = gsf_infile_child_by_name(in, name);
	const gsf_off_t size = s ? gsf_input_size(s) : 0;
	char *all = NULL;

	if (s && size > 0 && size <= STREAM_MOST) {
		all = g_malloc0((gsize)size + 2);
		if (!gsf_input_read(s, (size_t)size, (guint8 *)all)) {
			g_free(all);
			all = NULL;
		}
	}
	*n = all ? (size_t)size : 0;
	if (s)
		g_object_unref(s);
	return all;
}

/* A property of text by its tag, in UTF-16 (001F) or in the bytes of the sender's machine (001E), of which
 * only ASCII is sure. */
static void text_of(GsfInfile *in, const char *tag, char *to, size_t size)
{
	char name[40], *s, *utf8 = NULL;
	size_t n;

	to[0] = '\0';
	snprintf(name, sizeof name, "__substg1.0_%s001F", tag);
	s = stream_read(in, name, &n);
	if (s) {
		utf8 = g_convert(s, (gssize)(n & ~(size_t)1), "UTF-8", "UTF-16LE", NULL, NULL, NULL);
	} else {
		snprintf(name, sizeof name, "__substg1.0_%s001E", tag);
		s = stream_read(in, name, &n);
		if (s)
			utf8 = g_convert(s, (gssize)strlen(s), "UTF-8", "ASCII", NULL, NULL, NULL);
		if (s && !utf8)
			utf8 = g_convert(s, (gssize)strlen(s), "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
	}
	media_words(to, size, utf8);
	g_free(utf8);
	g_free(s);
}

/* When it was sent (0039), or else delivered (0E06): the day and hour of Greenwich. */
static void date_of(GsfInfile *in, struct mail *to)
{
	static const uint32_t tags[] = {0x00390040, 0x0E060040};
	size_t n;
	char *s = stream_read(in, "__properties_version1.0", &n);

	for (size_t t = 0; s && t < 2 && to->date == DATE_NONE; t++)
		for (size_t at = HEAD; at + 16 <= n; at += 16) {
			const int64_t when = (int64_t)GSF_LE_GET_GUINT64(s + at + 8);
			const int64_t minute = when % PER_DAY / 600000000;

			if (GSF_LE_GET_GUINT32(s + at) != tags[t] || when <= 0)
				continue;
			if (when / PER_DAY - FROM_1601_TO_1970 > 1000000) /* beyond the year 4000 */
				continue;
			to->date = (int32_t)(when / PER_DAY - FROM_1601_TO_1970);
			snprintf(to->time, sizeof to->time, "%02d:%02d", (int)(minute / 60),
				 (int)(minute % 60));
		}
	g_free(s);
}

/* Every stream can be read to its end: of a file that is cut off some cannot. */
static int whole(GsfInfile *in, int depth)
{
	const int n = depth < 8 ? gsf_infile_num_children(in) : 0;
	int fine = 1;

	for (int i = 0; i < n && fine; i++) {
		GsfInput *s = gsf_infile_child_by_index(in, i);

		if (!s)
			return 0;
		if (GSF_IS_INFILE(s) && gsf_infile_num_children(GSF_INFILE(s)) >= 0)
			fine = whole(GSF_INFILE(s), depth + 1);
		for (gsf_off_t left = gsf_input_remaining(s); fine && left > 0; left = gsf_input_remaining(s))
			fine = gsf_input_read(s, left > 65536 ? 65536 : (size_t)left, NULL) != NULL;
		g_object_unref(s);
	}
	return fine;
}

static void read_mail(GsfInfile *in, struct media_answer *to)
{
	char address[sizeof to->mail.from];
	const char *name;

	text_of(in, "0037", to->mail.subject, sizeof to->mail.subject);
	text_of(in, "0C1A", to->mail.from, sizeof to->mail.from);
	text_of(in, "5D01", address, sizeof address); /* its address of SMTP, else whatever address it has */
	if (!address[0])
		text_of(in, "0C1F", address, sizeof address);
	if (!to->mail.from[0]) {
		media_words(to->mail.from, sizeof to->mail.from, address);
	} else if (strchr(address, '@') && strcmp(address, to->mail.from) != 0) {
		char *both = g_strdup_printf("%s <%s>", to->mail.from, address);

		media_words(to->mail.from, sizeof to->mail.from, both);
		g_free(both);
	}
	date_of(in, &to->mail);
	to->mail.files = 0;
	for (int i = 0; i < gsf_infile_num_children(in); i++) {
		name = gsf_infile_name_by_index(in, i);
		to->mail.files += name && strncmp(name, "__attach_version1.0_#", 21) == 0;
	}
	if (!to->mail.from[0])
		snprintf(to->why, sizeof to->why, "the mail has no sender");
	else if (to->mail.date == DATE_NONE)
		snprintf(to->why, sizeof to->why, "the mail has no date");
	else if (!whole(in, 0))
		snprintf(to->why, sizeof to->why, "the mail is damaged or cut off");
	to->is_mail = 1;
	to->readable = to->why[0] == '\0';
}

void media_msg(const void *bytes, size_t n, struct media_answer *to)
{
	GsfInput *input, *head;
	GsfInfile *in;

	gsf_init();
	input = gsf_input_memory_new(bytes, (gsf_off_t)n, FALSE);
	in = gsf_infile_msole_new(input, NULL);
	head = in ? gsf_infile_child_by_name(in, "__properties_version1.0") : NULL;
	if (head)
		read_mail(in, to);
	else
		snprintf(to->why, sizeof to->why,
			 in ? "the compound file is no mail" : "the file is damaged or cut off");
	if (head)
		g_object_unref(head);
	if (in)
		g_object_unref(in);
	g_object_unref(input);
}
