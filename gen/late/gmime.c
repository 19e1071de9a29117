/* gmime.c: the functions of GMime and GObject that the program calls. */
#include "late/late.h"

#include <gmime/gmime.h>

LATE(LATE_GMIME, GMimeDataWrapper *, g_mime_data_wrapper_new_with_stream,
     (GMimeStream * stream, GMimeContentEncoding encoding), (stream, encoding))
LATE(LATE_GMIME, void, g_mime_format_options_free, (GMimeFormatOptions * options), (options))
LATE(LATE_GMIME, GMimeFormatOptions *, g_mime_format_options_new, (void), ())
LATE(LATE_GMIME, void, g_mime_format_options_set_newline_format,
     (GMimeFormatOptions * options, GMimeNewLineFormat newline), (options, newline))
LATE(LATE_GMIME, void, g_mime_init, (void), ())
LATE(LATE_GMIME, InternetAddressList *, g_mime_message_get_addresses,
     (GMimeMessage * message, GMimeAddressType type), (message, type))
LATE(LATE_GMIME, GDateTime *, g_mime_message_get_date, (GMimeMessage * message), (message))
LATE(LATE_GMIME, InternetAddressList *, g_mime_message_get_from, (GMimeMessage * message), (message))
LATE(LATE_GMIME, GMimeObject *, g_mime_message_get_mime_part, (GMimeMessage * message), (message))
LATE(LATE_GMIME, const char *, g_mime_message_get_subject, (GMimeMessage * message), (message))
LATE(LATE_GMIME, GMimeMessage *, g_mime_message_new, (gboolean pretty_headers), (pretty_headers))
LATE(LATE_GMIME, GType, g_mime_message_part_get_type, (void), ())
LATE(LATE_GMIME, void, g_mime_message_set_date, (GMimeMessage * message, GDateTime *date), (message, date))
LATE(LATE_GMIME, void, g_mime_message_set_message_id, (GMimeMessage * message, const char *message_id),
     (message, message_id))
LATE(LATE_GMIME, void, g_mime_message_set_mime_part, (GMimeMessage * message, GMimeObject *mime_part),
     (message, mime_part))
LATE(LATE_GMIME, void, g_mime_message_set_subject,
     (GMimeMessage * message, const char *subject, const char *charset), (message, subject, charset))
LATE(LATE_GMIME, void, g_mime_multipart_add, (GMimeMultipart * multipart, GMimeObject *part),
     (multipart, part))
LATE(LATE_GMIME, int, g_mime_multipart_get_count, (GMimeMultipart * multipart), (multipart))
LATE(LATE_GMIME, GMimeObject *, g_mime_multipart_get_part, (GMimeMultipart * multipart, int index),
     (multipart, index))
LATE(LATE_GMIME, GType, g_mime_multipart_get_type, (void), ())
LATE(LATE_GMIME, GMimeMultipart *, g_mime_multipart_new_with_subtype, (const char *subtype), (subtype))
LATE(LATE_GMIME, void, g_mime_multipart_set_boundary, (GMimeMultipart * multipart, const char *boundary),
     (multipart, boundary))
LATE(LATE_GMIME, const char *, g_mime_object_get_disposition, (GMimeObject * object), (object))
LATE(LATE_GMIME, GType, g_mime_object_get_type, (void), ())
LATE(LATE_GMIME, void, g_mime_object_set_disposition, (GMimeObject * object, const char *disposition),
     (object, disposition))
LATE(LATE_GMIME, void, g_mime_object_set_header,
     (GMimeObject * object, const char *header, const char *value, const char *charset),
     (object, header, value, charset))
LATE(LATE_GMIME, ssize_t, g_mime_object_write_to_stream,
     (GMimeObject * object, GMimeFormatOptions *options, GMimeStream *stream), (object, options, stream))
LATE(LATE_GMIME, GMimeMessage *, g_mime_parser_construct_message,
     (GMimeParser * parser, GMimeParserOptions *options), (parser, options))
LATE(LATE_GMIME, GMimeParser *, g_mime_parser_new_with_stream, (GMimeStream * stream), (stream))
LATE(LATE_GMIME, const char *, g_mime_part_get_filename, (GMimePart * mime_part), (mime_part))
LATE(LATE_GMIME, GType, g_mime_part_get_type, (void), ())
LATE(LATE_GMIME, GMimePart *, g_mime_part_new_with_type, (const char *type, const char *subtype),
     (type, subtype))
LATE(LATE_GMIME, void, g_mime_part_set_content, (GMimePart * mime_part, GMimeDataWrapper *content),
     (mime_part, content))
LATE(LATE_GMIME, void, g_mime_part_set_content_encoding,
     (GMimePart * mime_part, GMimeContentEncoding encoding), (mime_part, encoding))
LATE(LATE_GMIME, void, g_mime_part_set_filename, (GMimePart * mime_part, const char *filename),
     (mime_part, filename))
LATE(LATE_GMIME, GByteArray *, g_mime_stream_mem_get_byte_array, (GMimeStreamMem * mem), (mem))
LATE(LATE_GMIME, GType, g_mime_stream_mem_get_type, (void), ())
LATE(LATE_GMIME, GMimeStream *, g_mime_stream_mem_new, (void), ())
LATE(LATE_GMIME, GMimeStream *, g_mime_stream_mem_new_with_buffer, (const char *buffer, size_t len),
     (buffer, len))
LATE(LATE_GMIME, GMimeTextPart *, g_mime_text_part_new_with_subtype, (const char *subtype), (subtype))
LATE(LATE_GMIME, void, g_mime_text_part_set_charset, (GMimeTextPart * mime_part, const char *charset),
     (mime_part, charset))
LATE(LATE_GMIME, void, g_mime_text_part_set_text, (GMimeTextPart * mime_part, const char *text),
     (mime_part, text))
LATE(LATE_GOBJECT, void, g_object_unref, (gpointer object), (object))
LATE(LATE_GOBJECT, GTypeInstance *, g_type_check_instance_cast, (GTypeInstance * instance, GType iface_type),
     (instance, iface_type))
LATE(LATE_GOBJECT, gboolean, g_type_check_instance_is_a, (GTypeInstance * instance, GType iface_type),
     (instance, iface_type))
LATE(LATE_GMIME, int, internet_address_list_add, (InternetAddressList * list, InternetAddress *ia),
     (list, ia))
LATE(LATE_GMIME, int, internet_address_list_length, (InternetAddressList * list), (list))
LATE(LATE_GMIME, char *, internet_address_list_to_string,
     (InternetAddressList * list, GMimeFormatOptions *options, gboolean encode), (list, options, encode))
LATE(LATE_GMIME, InternetAddress *, internet_address_mailbox_new, (const char *name, const char *addr),
     (name, addr))
LATE(LATE_GMIME, void, internet_address_set_charset, (InternetAddress * ia, const char *charset),
     (ia, charset))
