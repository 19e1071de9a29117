/* template.c: an HTML template with its marks filled. */
#include "run/template.h"

#include <string.h>

static void fill(const char *s, const struct slot *slot, int32_t n, struct text *out)
{
	const char *open, *close;
	int32_t i;

	while ((open = strstr(s, "[[")) != NULL && (close = strstr(open, "]]")) != NULL) {
		text_add(out, s, (size_t)(open - s));
		for (i = 0; i < n; i++) {
			if (strlen(slot[i].name) != (size_t)(close - open - 2) ||
			    strncmp(slot[i].name, open + 2, strlen(slot[i].name)) != 0)
				continue;
			if (slot[i].html)
				text_adds(out, slot[i].value);
			else
				text_html(out, slot[i].value);
		}
		s = close + 2;
	}
	text_adds(out, s);
}

int template_fill(struct cmd *c, const char *file, const struct slot *slot, int32_t n, struct text *out)
{
	char *path = house_layout(c->house, c->arena, file), *template;

	if (!path)
		return diag(c->diag, DIAG_FILE_OPEN,
			    &(struct place){arena_format(c->arena, "layouts/%s", file), 0, 0},
			    "is neither in the house nor with the program");
	template = file_read(c->arena, c->diag, path, 1 << 20, NULL);
	if (!template)
		return -1;
	fill(template, slot, n, out);
	return 0;
}
