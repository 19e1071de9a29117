/* find.c: which document types a house has. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "layout/layout.h"
#include "layout/xml.h"

struct finding {
	struct arena *a;
	struct diag *d;
	struct layout_stem *stem;
	int32_t n, cap;
};

static int stem_known(const struct finding *f, const char *stem)
{
	int32_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->stem[i].stem, stem) == 0)
			return 1;
	return 0;
}

static void folder_find(struct finding *f, const char *folder, int shipped)
{
	DIR *dir = opendir(folder);
	struct dirent *e;
	const char *path, *root, *code, *stem;
	size_t len;

	while (dir && (e = readdir(dir)) != NULL) {
		len = strlen(e->d_name);
		if (len < 5 || strcmp(e->d_name + len - 4, ".xml") != 0)
			continue;
		stem = arena_dupn(f->a, e->d_name, len - 4);
		path = arena_format(f->a, "%s/%s", folder, e->d_name);
		if (stem_known(f, stem) || xml_root(f->a, f->d, path, &root, &code) || !root)
			continue;
		if (strcmp(root, "layout") != 0) {
			if (strcmp(root, "part") != 0 && strcmp(root, "terms") != 0)
				diag(f->d, DIAG_LAYOUT_ELEMENT, &(struct place){path, 1, 1},
				     "the file begins with <%s>: <layout> or <part> is expected", root);
			continue;
		}
		f->stem = arena_room(f->a, f->stem, &f->cap, f->n + 1, sizeof *f->stem);
		f->stem[f->n++] = (struct layout_stem){stem, code ? code : "", path, shipped};
	}
	if (dir)
		closedir(dir);
}

static int stem_order(const void *a, const void *b)
{
	const struct layout_stem *x = a, *y = b;
	int c = strcmp(x->code, y->code);

	return c != 0 ? c : strcmp(x->stem, y->stem);
}

const struct layout_stem *layout_find_all(struct arena *a, struct diag *d, const struct house *h, int32_t *n)
{
	struct finding f = {.a = a, .d = d};
	int32_t i;

	folder_find(&f, house_path(h, a, "layouts"), 0);
	folder_find(&f, arena_format(a, "%s/layouts", h->shipped), 1);
	if (f.n > 1)
		qsort(f.stem, (size_t)f.n, sizeof *f.stem, stem_order);
	for (i = 1; i < f.n; i++)
		if (f.stem[i].code[0] && strcmp(f.stem[i].code, f.stem[i - 1].code) == 0)
			diag_hint(d, DIAG_LAYOUT_DUPLICATE,
				  &(struct place){f.stem[i].shipped ? f.stem[i - 1].path : f.stem[i].path, 1,
						  1},
				  "give the layout a code of its own, or its file the other's name, which "
				  "takes "
				  "its place",
				  "the code %s is also that of %s", f.stem[i].code,
				  f.stem[i].shipped ? f.stem[i].path : f.stem[i - 1].path);
	*n = f.n;
	return f.stem;
}
