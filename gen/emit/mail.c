/* mail.c: a letter as a MIME message by GMime: text and HTML of the same words, and the files that go along.
 */
#include "emit/mail.h"

#include <gmime/gmime.h>
#include <stdlib.h>
#include <string.h>

#define ADDRESS_MOST 254 /* RFC 5321, 4.5.3.1.3, without its brackets */

static int local_sign(char c)
{
	return c > ' ' && c < 0x7F && !strchr("()<>[]:;@\\,\"", c);
}

static int domain_sign(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
	       c == '-';
}

/* Labels are not empty, and there are two of them at least. */
static int domain_fault(const char *s)
{
	const char *p;

	for (p = s; domain_sign(*p); p++)
		if (*p == '.' && (p == s || p[-1] == '.' || !p[1]))
			return 1;
	return *p || !strchr(s, '.');
}

const char *mail_fault(const char *email)
{
	const char *at, *p;

	if (!email || !*email)
		return "no address";
	at = strchr(email, '@');
	/* "=?" begins an encoded word (RFC 2047): what a mail program reads there is another address */
	if (strstr(email, "=?"))
		return "no mail address";
	if (!at || at == email || strlen(email) > ADDRESS_MOST)
		return "no mail address";
	for (p = email; p < at; p++)
		if (!local_sign(*p) || (*p == '.' && (p == email || p[1] == '.' || p[1] == '@')))
			return "no mail address";
	return domain_fault(at + 1) ? "no mail address" : NULL;
}

/* What stands in a header: one line, without control characters and without signs that turn the order of
 * letters (U+202A to U+202E, U+2066 to U+2069) or end lines (U+2028, U+2029). */
static char *one_line(struct arena *a, const char *s)
{
	const char *end = s + strlen(s);
	struct text t;
	char *line;

	text_init(&t);
	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (cp < ' ' || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029)
			cp = ' ';
		if ((cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069))
			continue;
		if (cp != ' ' || (t.len > 0 && t.data[t.len - 1] != ' '))
			text_addcp(&t, cp);
	}
	line = arena_dup(a, text_str(&t));
	text_done(&t);
	for (size_t n = strlen(line); n > 0 && line[n - 1] == ' '; n--)
		line[n - 1] = '\0';
	return line;
}

static void add_address(GMimeMessage *to, GMimeAddressType type, struct arena *a, const struct mail_to *who)
{
	const char *name = who->name ? one_line(a, who->name) : "";
	InternetAddress *one = internet_address_mailbox_new(*name ? name : NULL, who->email);

	internet_address_set_charset(one, "utf-8");
	internet_address_list_add(g_mime_message_get_addresses(to, type), one);
	g_object_unref(one);
}

static void add_headers(GMimeMessage *to, struct arena *a, const struct mail *m)
{
	GDateTime *day = g_date_time_new_from_unix_utc((gint64)m->date * 86400 + 43200);
	const char *domain = strchr(m->from.email, '@') + 1;

	/* so that mail programs open it to be looked through and sent, not as one that came in */
	g_mime_object_set_header(GMIME_OBJECT(to), "X-Unsent", "1", NULL);
	add_address(to, GMIME_ADDRESS_TYPE_FROM, a, &m->from);
	for (int32_t i = 0; i < m->tos; i++)
		add_address(to, GMIME_ADDRESS_TYPE_TO, a, &m->to[i]);
	g_mime_message_set_subject(to, one_line(a, m->subject), "utf-8");
	g_mime_message_set_date(to, day);
	g_mime_message_set_message_id(to, arena_format(a, "%s@%s", m->id, domain));
	g_date_time_unref(day);
}

/* Letters of Latin script mostly are read as they are, others are shorter so. */
static GMimeContentEncoding encoding_of(const char *s)
{
	size_t n = strlen(s), high = 0;

	for (size_t i = 0; i < n; i++)
		high += (unsigned char)s[i] >= 0x80;
	return high * 6 > n ? GMIME_CONTENT_ENCODING_BASE64 : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
}

static void add_text(GMimeMultipart *to, const char *kind, const char *s)
{
	GMimeTextPart *part = g_mime_text_part_new_with_subtype(kind);

	g_mime_text_part_set_charset(part, "utf-8");
	g_mime_text_part_set_text(part, s);
	g_mime_part_set_content_encoding(GMIME_PART(part), encoding_of(s));
	g_mime_multipart_add(to, GMIME_OBJECT(part));
	g_object_unref(part);
}

static void add_file(GMimeMultipart *to, struct arena *a, const struct mail_file *f)
{
	const char *slash = strchr(f->media, '/');
	GMimePart *part = slash ? g_mime_part_new_with_type(
					  arena_dupn(a, f->media, (size_t)(slash - f->media)), slash + 1)
				: g_mime_part_new_with_type("application", "octet-stream");
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(f->bytes, f->n);
	GMimeDataWrapper *content =
		g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
	g_mime_object_set_disposition(GMIME_OBJECT(part), GMIME_DISPOSITION_ATTACHMENT);
	g_mime_part_set_filename(part, one_line(a, f->name));
	g_mime_multipart_add(to, GMIME_OBJECT(part));
	g_object_unref(content);
	g_object_unref(stream);
	g_object_unref(part);
}

/* "=_" stands in no line of base64 or quoted-printable (RFC 2045, 6.7): no content can hold a boundary. */
static GMimeMultipart *multipart(struct arena *a, const struct mail *m, const char *kind)
{
	GMimeMultipart *part = g_mime_multipart_new_with_subtype(kind);

	g_mime_multipart_set_boundary(part, arena_format(a, "=_%s_%s", kind, m->id));
	return part;
}

static GMimeMessage *message(struct arena *a, const struct mail *m)
{
	GMimeMessage *all = g_mime_message_new(FALSE);
	GMimeMultipart *mixed = multipart(a, m, "mixed"), *words = multipart(a, m, "alternative");

	add_headers(all, a, m);
	add_text(words, "plain", m->plain);
	add_text(words, "html", m->html);
	g_mime_multipart_add(mixed, GMIME_OBJECT(words));
	for (int32_t i = 0; i < m->files; i++)
		add_file(mixed, a, &m->file[i]);
	g_mime_message_set_mime_part(all, GMIME_OBJECT(mixed));
	g_object_unref(words);
	g_object_unref(mixed);
	return all;
}

void mail_write(const struct mail *m, struct text *out)
{
	GMimeFormatOptions *options;
	GMimeMessage *all;
	GMimeStream *stream;
	GByteArray *bytes;
	struct arena a;

	g_mime_init();
	arena_init(&a);
	all = message(&a, m);
	options = g_mime_format_options_new();
	g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
	stream = g_mime_stream_mem_new();
	g_mime_object_write_to_stream(GMIME_OBJECT(all), options, stream);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	text_add(out, bytes->data, bytes->len);
	g_object_unref(stream);
	g_object_unref(all);
	g_mime_format_options_free(options);
	arena_done(&a);
}
