/* report_chart.c: the charts of a report's sheets. */
#include <string.h>

#include "run/report_own.h"

#define CHARTS_MOST 8

/* b0, b1 …: the amount of a bucket. */
int report_is_bucket(const char *name)
{
	return name[0] == 'b' && name[1] >= '0' && name[1] <= '9' && !name[2];
}

/* Whether a column is a bar: of the series named, else of a bucket. */
static int is_bar(const char *name, const char *series)
{
	size_t n, len = strlen(name);

	for (const char *w = series + strspn(series, " "); *w; w += n + strspn(w + n, " ")) {
		n = strcspn(w, " ");
		if (n == len && strncmp(w, name, n) == 0)
			return 1;
	}
	return !*series && report_is_bucket(name);
}

static int names_column(const char *word, size_t n, const struct query *q, const int32_t *from,
			int32_t columns)
{
	for (int32_t i = 0; i < columns; i++)
		if (strlen(query_name(q, from[i])) == n && strncmp(query_name(q, from[i]), word, n) == 0)
			return 1;
	return 0;
}

/* A chart takes the columns from the first of its series to the last: each that is named is one with a label,
 * and none but they lies between. */
int report_series_check(struct report *r, const struct query *q, const struct named_query *named,
			const int32_t *from, const char *series, const struct xlsx_sheet *s)
{
	int32_t first = -1, last = -1;
	size_t n;

	for (const char *w = series + strspn(series, " "); *w; w += n + strspn(w + n, " ")) {
		n = strcspn(w, " ");
		if (!names_column(w, n, q, from, s->columns))
			return diag(
				r->cmd->diag, DIAG_QUERY_COLUMN, &named->at,
				"the chart of \"%s\" names the series \"%.*s\", which is no column with a label there",
				named->name, (int)n, w);
	}
	for (int32_t i = 0; i < s->columns; i++)
		if (is_bar(query_name(q, from[i]), series)) {
			first = first < 0 ? i : first;
			last = i;
		}
	for (int32_t i = first; first >= 0 && i <= last; i++)
		if (!is_bar(query_name(q, from[i]), series))
			return diag_hint(
				r->cmd->diag, DIAG_QUERY_COLUMN, &named->at,
				"put the columns of the series side by side in the SELECT",
				"the chart of \"%s\" would show the column \"%s\" too, which lies between its series",
				named->name, query_name(q, from[i]));
	return 0;
}

/* One chart for each run of rows with the same currency: stacked bars of the buckets, or those of the series
 * beside each other. */
void report_charts(struct report *r, const struct query *q, const int32_t *from, const char *series,
		   const char *const *currency, struct xlsx_sheet *s)
{
	struct xlsx_chart *chart = arena_alloc(r->cmd->arena, sizeof *chart * CHARTS_MOST);
	int32_t first = -1, count = 0, n = 0;

	for (int32_t i = 0; i < s->columns; i++)
		if (is_bar(query_name(q, from[i]), series)) {
			first = first < 0 ? i : first;
			count++;
		}
	for (int32_t row = 0; row < s->rows && n < CHARTS_MOST && first >= 0;) {
		int32_t last = row;

		while (last + 1 < s->rows && strcmp(currency[last + 1], currency[row]) == 0)
			last++;
		chart[n++] = (struct xlsx_chart){
			.title = arena_format(r->cmd->arena, "%s (%s)", r->title, currency[row]),
			.stacked = !*series,
			.first = row,
			.last = last,
			.series = first,
			.series_count = count};
		row = last + 1;
	}
	s->chart = chart;
	s->charts = n;
}
