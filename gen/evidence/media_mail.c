/* media_mail.c: mails read by GMime: who sent them, when, about what, with how many files. */
#include <gmime/gmime.h>
#include <stdio.h>
#include <string.h>

#include "evidence/media_own.h"

#define NESTED_MOST 50

struct parts {
	int32_t files;
	int cut; /* a part of several has no end */
};

static void count_parts(GMimeObject *part, int depth, struct parts *p)
{
	GMimeMultipart *all;
	const char *how;

	if (depth > NESTED_MOST || !part)
		return;
	if (GMIME_IS_MULTIPART(part)) {
		all = GMIME_MULTIPART(part);
		p->cut |= !all->write_end_boundary;
		for (int i = 0; i < g_mime_multipart_get_count(all); i++)
			count_parts(g_mime_multipart_get_part(all, i), depth + 1, p);
		return;
	}
	how = g_mime_object_get_disposition(part);
	p->files += GMIME_IS_MESSAGE_PART(part) || (how && g_ascii_strcasecmp(how, "attachment") == 0) ||
		    (GMIME_IS_PART(part) && g_mime_part_get_filename(GMIME_PART(part)) != NULL);
}

static void read_date(GMimeMessage *m, struct mail *to)
{
	GDateTime *t = g_mime_message_get_date(m);

	if (!t)
		return;
	to->date =
		date_make(g_date_time_get_year(t), g_date_time_get_month(t), g_date_time_get_day_of_month(t));
	snprintf(to->time, sizeof to->time, "%02d:%02d", g_date_time_get_hour(t), g_date_time_get_minute(t));
}

static void read_message(GMimeMessage *m, struct media_answer *to)
{
	InternetAddressList *from = g_mime_message_get_from(m);
	char *sender = from && internet_address_list_length(from) > 0
			       ? internet_address_list_to_string(from, NULL, FALSE)
			       : NULL;
	struct parts p = {0, 0};

	media_words(to->mail.from, sizeof to->mail.from, sender);
	media_words(to->mail.subject, sizeof to->mail.subject, g_mime_message_get_subject(m));
	g_free(sender);
	read_date(m, &to->mail);
	count_parts(g_mime_message_get_mime_part(m), 0, &p);
	to->mail.files = p.files;
	if (!to->mail.from[0])
		snprintf(to->why, sizeof to->why, "the mail has no sender");
	else if (to->mail.date == DATE_NONE)
		snprintf(to->why, sizeof to->why, "the mail has no date");
	else if (p.cut)
		snprintf(to->why, sizeof to->why, "the mail is cut off");
	to->is_mail = to->mail.from[0] && to->mail.date != DATE_NONE;
	to->readable = to->is_mail && !p.cut;
}

void media_eml(const void *bytes, size_t n, struct media_answer *to)
{
	GMimeStream *stream;
	GMimeParser *parser;
	GMimeMessage *m;

	g_mime_init();
	stream = g_mime_stream_mem_new_with_buffer(bytes, n);
	parser = g_mime_parser_new_with_stream(stream);
	m = g_mime_parser_construct_message(parser, NULL);
	if (m)
		read_message(m, to);
	else
		snprintf(to->why, sizeof to->why, "it is no mail");
	if (m)
		g_object_unref(m);
	g_object_unref(parser);
	g_object_unref(stream);
}
