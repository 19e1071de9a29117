/* find.c: which document types a house has. */
#include <stdlib.h>
#include <string.h>

#include "layout/layout.h"
#include "layout/xml.h"

struct finding {
	struct arena *a;
	struct diag *d;
	struct layout_stem *stem;
	int32_t n, cap;
	const char **hidden;
	int32_t hides, hidden_cap;
};

static int stem_known(const struct finding *f, const char *stem)
{
	int32_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->stem[i].stem, stem) == 0)
			return 1;
	return 0;
}

/* A house's file that cannot be read is left out, and the shipped one of its name with it. */
static int is_hidden(const struct finding *f, const char *stem)
{
	int32_t i;

	for (i = 0; i < f->hides; i++)
		if (strcmp(f->hidden[i], stem) == 0)
			return 1;
	return 0;
}

static void stem_read(struct finding *f, const char *stem, const char *path, int shipped)
{
	const char *root, *code;

	if (stem_known(f, stem) || is_hidden(f, stem))
		return;
	if (xml_root(f->a, f->d, path, &root, &code) || !root) {
		f->hidden = arena_room(f->a, f->hidden, &f->hidden_cap, f->hides + 1, sizeof *f->hidden);
		f->hidden[f->hides++] = stem;
		return;
	}
	if (strcmp(root, "layout") != 0) {
		if (strcmp(root, "part") != 0 && strcmp(root, "terms") != 0)
			diag(f->d, DIAG_LAYOUT_ELEMENT, &(struct place){path, 1, 1},
			     "the file begins with <%s>: <layout> or <part> is expected", root);
		return;
	}
	f->stem = arena_room(f->a, f->stem, &f->cap, f->n + 1, sizeof *f->stem);
	f->stem[f->n++] = (struct layout_stem){stem, code ? code : "", path, shipped};
}

static int folder_find(struct finding *f, const char *folder, int shipped)
{
	char **name;
	int32_t i, n;

	if (file_list(f->a, f->d, folder, &name, &n) < 0)
		return -1;
	for (i = 0; i < n; i++) {
		size_t len = strlen(name[i]);

		if (len >= 5 && strcmp(name[i] + len - 4, ".xml") == 0)
			stem_read(f, arena_dupn(f->a, name[i], len - 4),
				  arena_format(f->a, "%s/%s", folder, name[i]), shipped);
	}
	return 0;
}

static int stem_order(const void *a, const void *b)
{
	const struct layout_stem *x = a, *y = b;
	int c = strcmp(x->code, y->code);

	return c != 0 ? c : strcmp(x->stem, y->stem);
}

/* Two layouts of one code would make each paper twice: the house's, or the later of its own, is left out. */
static void codes_once(struct finding *f)
{
	int32_t i, n = 0;

	for (i = 0; i < f->n; i++) {
		struct layout_stem now = f->stem[i];
		const struct layout_stem *was = n > 0 ? &f->stem[n - 1] : NULL;

		if (!was || !now.code[0] || strcmp(now.code, was->code) != 0) {
			f->stem[n++] = now;
			continue;
		}
		diag_hint(
			f->d, DIAG_LAYOUT_DUPLICATE,
			&(struct place){now.shipped ? was->path : now.path, 1, 1},
			"give the layout a code of its own, or its file the other's name, which takes its place",
			"the code %s is also that of %s", now.code, now.shipped ? now.path : was->path);
		if (now.shipped)
			f->stem[n - 1] = now;
	}
	f->n = n;
}

int layout_find_all(struct arena *a, struct diag *d, const struct house *h, const struct layout_stem **stem,
		    int32_t *n)
{
	struct finding f = {.a = a, .d = d};

	*stem = NULL;
	*n = 0;
	/* without the house's own a shipped one would take its place */
	if (folder_find(&f, house_path(h, a, "layouts"), 0) < 0 ||
	    folder_find(&f, arena_format(a, "%s/layouts", h->shipped), 1) < 0)
		return -1;
	if (f.n > 1)
		qsort(f.stem, (size_t)f.n, sizeof *f.stem, stem_order);
	codes_once(&f);
	*stem = f.stem;
	*n = f.n;
	return 0;
}
