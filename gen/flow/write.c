/* write.c: places to write by hand that are fields too: what a pen does on paper is typed on the screen. */
#include "flow/set.h"

#define LINES_FROM (2 * SIZE_BODY) /* so high a field takes several lines */

/* The layout's own names have no hyphen: ours is none of them. */
static struct field *add(struct flow *f, enum field_kind kind, const char *label, int32_t parent, int32_t x,
			 int32_t y, int32_t w, int32_t h)
{
	const char *name = arena_format(f->arena, "fill-%d", (int)++f->writes);

	return put_field(f, kind, name, label && *label ? label : f->said, parent, x, y, w, h);
}

struct field *write_text(struct flow *f, const char *label, int32_t parent, int32_t x, int32_t y, int32_t w,
			 int32_t h, int32_t size)
{
	struct field *fd = add(f, FIELD_TEXT, label, parent, x, y, w, h);

	/* a line of type takes a fifth more than its size */
	fd->size = h < size * 6 / 5 ? h * 5 / 6 / 500 * 500 : size;
	fd->multiline = h >= LINES_FROM;
	return fd;
}

struct field *write_tick(struct flow *f, const char *label, int32_t parent, int32_t x, int32_t y,
			 int32_t size, int checked)
{
	struct field *fd = add(f, FIELD_CHECK, label, parent, x, y, size, size);

	fd->checked = (uint8_t)checked;
	return fd;
}
