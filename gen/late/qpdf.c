/* qpdf.c: the functions of libqpdf that the program calls. */
#include "late/late.h"

#include <qpdf/qpdf-c.h>
#include <qpdf/qpdflogger-c.h>

LATE(LATE_QPDF, QPDF_ERROR_CODE, qpdf_add_page,
     (qpdf_data qpdf, qpdf_data newpage_qpdf, qpdf_oh newpage, QPDF_BOOL first),
     (qpdf, newpage_qpdf, newpage, first))
LATE(LATE_QPDF, void, qpdf_cleanup, (qpdf_data * qpdf), (qpdf))
LATE(LATE_QPDF, int, qpdf_find_page_by_oh, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, qpdf_error, qpdf_get_error, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, enum qpdf_error_code_e, qpdf_get_error_code, (qpdf_data q, qpdf_error e), (q, e))
LATE(LATE_QPDF, char const *, qpdf_get_error_message_detail, (qpdf_data q, qpdf_error e), (q, e))
LATE(LATE_QPDF, int, qpdf_get_num_pages, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, qpdf_oh, qpdf_get_page_n, (qpdf_data qpdf, size_t zero_based_index), (qpdf, zero_based_index))
LATE(LATE_QPDF, char const *, qpdf_get_qpdf_version, (void), ())
LATE(LATE_QPDF, qpdf_oh, qpdf_get_root, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, qpdf_oh, qpdf_get_trailer, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_has_error, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, qpdf_data, qpdf_init, (void), ())
LATE(LATE_QPDF, QPDF_ERROR_CODE, qpdf_init_write, (qpdf_data qpdf, char const *filename), (qpdf, filename))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_is_encrypted, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, qpdf_oh, qpdf_make_indirect_object, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_more_warnings, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, qpdf_error, qpdf_next_warning, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, void, qpdf_oh_append_item, (qpdf_data qpdf, qpdf_oh oh, qpdf_oh item), (qpdf, oh, item))
LATE(LATE_QPDF, void, qpdf_oh_begin_dict_key_iter, (qpdf_data qpdf, qpdf_oh dict), (qpdf, dict))
LATE(LATE_QPDF, qpdf_oh, qpdf_oh_copy_foreign_object,
     (qpdf_data qpdf, qpdf_data other_qpdf, qpdf_oh foreign_oh), (qpdf, other_qpdf, foreign_oh))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_oh_dict_more_keys, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, char const *, qpdf_oh_dict_next_key, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, void, qpdf_oh_erase_item, (qpdf_data qpdf, qpdf_oh oh, int at), (qpdf, oh, at))
LATE(LATE_QPDF, qpdf_oh, qpdf_oh_get_array_item, (qpdf_data qpdf, qpdf_oh oh, int n), (qpdf, oh, n))
LATE(LATE_QPDF, int, qpdf_oh_get_array_n_items, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, char const *, qpdf_oh_get_binary_string_value, (qpdf_data qpdf, qpdf_oh oh, size_t *length),
     (qpdf, oh, length))
LATE(LATE_QPDF, qpdf_oh, qpdf_oh_get_dict, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, long long, qpdf_oh_get_int_value, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, int, qpdf_oh_get_int_value_as_int, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, qpdf_oh, qpdf_oh_get_key, (qpdf_data qpdf, qpdf_oh oh, char const *key), (qpdf, oh, key))
LATE(LATE_QPDF, char const *, qpdf_oh_get_name, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, double, qpdf_oh_get_numeric_value, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, int, qpdf_oh_get_object_id, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, QPDF_ERROR_CODE, qpdf_oh_get_page_content_data,
     (qpdf_data qpdf, qpdf_oh page_oh, unsigned char **bufp, size_t *len), (qpdf, page_oh, bufp, len))
LATE(LATE_QPDF, char const *, qpdf_oh_get_utf8_value, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_oh_get_value_as_int, (qpdf_data qpdf, qpdf_oh oh, int *value),
     (qpdf, oh, value))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_oh_get_value_as_number, (qpdf_data qpdf, qpdf_oh oh, double *value),
     (qpdf, oh, value))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_oh_has_key, (qpdf_data qpdf, qpdf_oh oh, char const *key), (qpdf, oh, key))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_oh_is_array, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_oh_is_dictionary, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_oh_is_dictionary_of_type,
     (qpdf_data qpdf, qpdf_oh oh, char const *type, char const *subtype), (qpdf, oh, type, subtype))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_oh_is_indirect, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_oh_is_integer, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_oh_is_name, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_oh_is_name_and_equals, (qpdf_data qpdf, qpdf_oh oh, char const *name),
     (qpdf, oh, name))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_oh_is_null, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_oh_is_number, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_oh_is_stream, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, QPDF_BOOL, qpdf_oh_is_string, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, qpdf_oh, qpdf_oh_new_array, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, qpdf_oh, qpdf_oh_new_binary_string, (qpdf_data qpdf, char const *str, size_t length),
     (qpdf, str, length))
LATE(LATE_QPDF, qpdf_oh, qpdf_oh_new_dictionary, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, qpdf_oh, qpdf_oh_new_integer, (qpdf_data qpdf, long long value), (qpdf, value))
LATE(LATE_QPDF, qpdf_oh, qpdf_oh_new_name, (qpdf_data qpdf, char const *name), (qpdf, name))
LATE(LATE_QPDF, qpdf_oh, qpdf_oh_new_null, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, qpdf_oh, qpdf_oh_new_stream, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, qpdf_oh, qpdf_oh_new_unicode_string, (qpdf_data qpdf, char const *utf8_str), (qpdf, utf8_str))
LATE(LATE_QPDF, qpdf_oh, qpdf_oh_parse, (qpdf_data qpdf, char const *object_str), (qpdf, object_str))
LATE(LATE_QPDF, void, qpdf_oh_release, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, void, qpdf_oh_remove_key, (qpdf_data qpdf, qpdf_oh oh, char const *key), (qpdf, oh, key))
LATE(LATE_QPDF, void, qpdf_oh_replace_key, (qpdf_data qpdf, qpdf_oh oh, char const *key, qpdf_oh item),
     (qpdf, oh, key, item))
LATE(LATE_QPDF, void, qpdf_oh_replace_stream_data,
     (qpdf_data qpdf, qpdf_oh stream_oh, unsigned char const *buf, size_t len, qpdf_oh filter,
      qpdf_oh decode_parms),
     (qpdf, stream_oh, buf, len, filter, decode_parms))
LATE(LATE_QPDF, void, qpdf_oh_set_array_item, (qpdf_data qpdf, qpdf_oh oh, int at, qpdf_oh item),
     (qpdf, oh, at, item))
LATE(LATE_QPDF, char const *, qpdf_oh_unparse, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, char const *, qpdf_oh_unparse_resolved, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(LATE_QPDF, QPDF_ERROR_CODE, qpdf_push_inherited_attributes_to_page, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, QPDF_ERROR_CODE, qpdf_read, (qpdf_data qpdf, char const *filename, char const *password),
     (qpdf, filename, password))
LATE(LATE_QPDF, QPDF_ERROR_CODE, qpdf_read_memory,
     (qpdf_data qpdf, char const *description, char const *buffer, unsigned long long size,
      char const *password),
     (qpdf, description, buffer, size, password))
LATE(LATE_QPDF, void, qpdf_set_deterministic_ID, (qpdf_data qpdf, QPDF_BOOL value), (qpdf, value))
LATE(LATE_QPDF, void, qpdf_set_logger, (qpdf_data qpdf, qpdflogger_handle logger), (qpdf, logger))
LATE(LATE_QPDF, void, qpdf_set_minimum_pdf_version, (qpdf_data qpdf, char const *version), (qpdf, version))
LATE(LATE_QPDF, void, qpdf_set_object_stream_mode, (qpdf_data qpdf, enum qpdf_object_stream_e mode),
     (qpdf, mode))
LATE(LATE_QPDF, void, qpdf_set_r6_encryption_parameters2,
     (qpdf_data qpdf, char const *user_password, char const *owner_password, QPDF_BOOL allow_accessibility,
      QPDF_BOOL allow_extract, QPDF_BOOL allow_assemble, QPDF_BOOL allow_annotate_and_form,
      QPDF_BOOL allow_form_filling, QPDF_BOOL allow_modify_other, enum qpdf_r3_print_e print,
      QPDF_BOOL encrypt_metadata),
     (qpdf, user_password, owner_password, allow_accessibility, allow_extract, allow_assemble,
      allow_annotate_and_form, allow_form_filling, allow_modify_other, print, encrypt_metadata))
LATE(LATE_QPDF, void, qpdf_set_suppress_warnings, (qpdf_data qpdf, QPDF_BOOL value), (qpdf, value))
LATE(LATE_QPDF, void, qpdf_silence_errors, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, QPDF_ERROR_CODE, qpdf_write, (qpdf_data qpdf), (qpdf))
LATE(LATE_QPDF, void, qpdflogger_cleanup, (qpdflogger_handle * l), (l))
LATE(LATE_QPDF, qpdflogger_handle, qpdflogger_create, (void), ())
LATE(LATE_QPDF, void, qpdflogger_set_error,
     (qpdflogger_handle l, enum qpdf_log_dest_e dest, qpdf_log_fn_t fn, void *udata), (l, dest, fn, udata))
LATE(LATE_QPDF, void, qpdflogger_set_info,
     (qpdflogger_handle l, enum qpdf_log_dest_e dest, qpdf_log_fn_t fn, void *udata), (l, dest, fn, udata))
LATE(LATE_QPDF, void, qpdflogger_set_warn,
     (qpdflogger_handle l, enum qpdf_log_dest_e dest, qpdf_log_fn_t fn, void *udata), (l, dest, fn, udata))
