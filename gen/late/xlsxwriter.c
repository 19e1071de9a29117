/* xlsxwriter.c: the functions of libxlsxwriter that the program calls. */
#include "late/late.h"

#include <xlsxwriter.h>

LATE(LATE_XLSXWRITER, lxw_chart_series *, chart_add_series,
     (lxw_chart * chart, const char *categories, const char *values), (chart, categories, values))
LATE(LATE_XLSXWRITER, void, chart_axis_set_reverse, (lxw_chart_axis * axis), (axis))
LATE(LATE_XLSXWRITER, void, chart_legend_set_position, (lxw_chart * chart, uint8_t position),
     (chart, position))
LATE(LATE_XLSXWRITER, void, chart_series_set_fill, (lxw_chart_series * series, lxw_chart_fill *fill),
     (series, fill))
LATE(LATE_XLSXWRITER, void, chart_series_set_name, (lxw_chart_series * series, const char *name),
     (series, name))
LATE(LATE_XLSXWRITER, void, chart_title_set_name, (lxw_chart * chart, const char *name), (chart, name))
LATE(LATE_XLSXWRITER, void, format_set_align, (lxw_format * format, uint8_t alignment), (format, alignment))
LATE(LATE_XLSXWRITER, void, format_set_bg_color, (lxw_format * format, lxw_color_t color), (format, color))
LATE(LATE_XLSXWRITER, void, format_set_bold, (lxw_format * format), (format))
LATE(LATE_XLSXWRITER, void, format_set_bottom, (lxw_format * format, uint8_t style), (format, style))
LATE(LATE_XLSXWRITER, void, format_set_font_size, (lxw_format * format, double size), (format, size))
LATE(LATE_XLSXWRITER, void, format_set_num_format, (lxw_format * format, const char *num_format),
     (format, num_format))
LATE(LATE_XLSXWRITER, void, format_set_reading_order, (lxw_format * format, uint8_t value), (format, value))
LATE(LATE_XLSXWRITER, void, format_set_text_wrap, (lxw_format * format), (format))
LATE(LATE_XLSXWRITER, void, lxw_col_to_name, (char *col_name, lxw_col_t col_num, uint8_t absolute),
     (col_name, col_num, absolute))
LATE(LATE_XLSXWRITER, char *, lxw_strerror, (lxw_error error_num), (error_num))
LATE(LATE_XLSXWRITER, const char *, lxw_version, (void), ())
LATE(LATE_XLSXWRITER, lxw_chart *, workbook_add_chart, (lxw_workbook * workbook, uint8_t chart_type),
     (workbook, chart_type))
LATE(LATE_XLSXWRITER, lxw_format *, workbook_add_format, (lxw_workbook * workbook), (workbook))
LATE(LATE_XLSXWRITER, lxw_worksheet *, workbook_add_worksheet,
     (lxw_workbook * workbook, const char *sheetname), (workbook, sheetname))
LATE(LATE_XLSXWRITER, lxw_error, workbook_close, (lxw_workbook * workbook), (workbook))
LATE(LATE_XLSXWRITER, lxw_workbook *, workbook_new_opt, (const char *filename, lxw_workbook_options *options),
     (filename, options))
LATE(LATE_XLSXWRITER, lxw_error, workbook_set_properties,
     (lxw_workbook * workbook, lxw_doc_properties *properties), (workbook, properties))
LATE(LATE_XLSXWRITER, lxw_error, worksheet_autofilter,
     (lxw_worksheet * worksheet, lxw_row_t first_row, lxw_col_t first_col, lxw_row_t last_row,
      lxw_col_t last_col),
     (worksheet, first_row, first_col, last_row, last_col))
LATE(LATE_XLSXWRITER, void, worksheet_fit_to_pages,
     (lxw_worksheet * worksheet, uint16_t width, uint16_t height), (worksheet, width, height))
LATE(LATE_XLSXWRITER, void, worksheet_freeze_panes, (lxw_worksheet * worksheet, lxw_row_t row, lxw_col_t col),
     (worksheet, row, col))
LATE(LATE_XLSXWRITER, lxw_error, worksheet_insert_chart_opt,
     (lxw_worksheet * worksheet, lxw_row_t row, lxw_col_t col, lxw_chart *chart,
      lxw_chart_options *user_options),
     (worksheet, row, col, chart, user_options))
LATE(LATE_XLSXWRITER, lxw_error, worksheet_repeat_rows,
     (lxw_worksheet * worksheet, lxw_row_t first_row, lxw_row_t last_row), (worksheet, first_row, last_row))
LATE(LATE_XLSXWRITER, void, worksheet_right_to_left, (lxw_worksheet * worksheet), (worksheet))
LATE(LATE_XLSXWRITER, lxw_error, worksheet_set_column,
     (lxw_worksheet * worksheet, lxw_col_t first_col, lxw_col_t last_col, double width, lxw_format *format),
     (worksheet, first_col, last_col, width, format))
LATE(LATE_XLSXWRITER, void, worksheet_set_landscape, (lxw_worksheet * worksheet), (worksheet))
LATE(LATE_XLSXWRITER, lxw_error, worksheet_set_row,
     (lxw_worksheet * worksheet, lxw_row_t row, double height, lxw_format *format),
     (worksheet, row, height, format))
LATE(LATE_XLSXWRITER, lxw_error, worksheet_write_formula_num,
     (lxw_worksheet * worksheet, lxw_row_t row, lxw_col_t col, const char *formula, lxw_format *format,
      double result),
     (worksheet, row, col, formula, format, result))
LATE(LATE_XLSXWRITER, lxw_error, worksheet_write_number,
     (lxw_worksheet * worksheet, lxw_row_t row, lxw_col_t col, double number, lxw_format *format),
     (worksheet, row, col, number, format))
LATE(LATE_XLSXWRITER, lxw_error, worksheet_write_string,
     (lxw_worksheet * worksheet, lxw_row_t row, lxw_col_t col, const char *string, lxw_format *format),
     (worksheet, row, col, string, format))
