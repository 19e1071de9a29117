/* texts.c: the texts of a layout that are translated, one after the other. */
#include <string.h>

#include "layout/layout.h"

int sentence_speaks(const struct sentence *s)
{
	int32_t i;
	const char *p;

	for (i = 0; i < s->pieces; i++)
		for (p = s->piece[i].text; p && *p; p++)
			if (((*p | 32) >= 'a' && (*p | 32) <= 'z') ||
			    ((unsigned char)*p >= 0xC3 && (unsigned char)*p < 0xE2))
				return 1;
	return 0;
}

static void give(const struct layout_texts *t, const char *context, const struct sentence *s,
		 const struct sentence *plural)
{
	if (s && (plural || sentence_speaks(s)))
		t->take(t->ctx, context, s, plural);
}

static void walk(struct arena *a, const struct node *n, const struct layout_texts *t)
{
	const struct node *k, *one, *other;
	int32_t i;

	for (; n; n = n->next) {
		for (i = 0; i < n->attrs; i++)
			give(t, NULL, n->attr[i].text, NULL);
		if (!node_attr(n, AT_COUNT)) {
			give(t, node_context(a, n), n->text, NULL);
			walk(a, n->child, t);
			continue;
		}
		one = other = NULL;
		for (k = n->child; k; k = k->next)
			*(k->element == EL_ONE ? &one : &other) = k;
		if (one && other && one->text && other->text)
			give(t, node_context(a, n), one->text, other->text);
	}
}

void layout_texts(struct arena *a, const struct layout *l, const struct layout_texts *t)
{
	give(t, NULL, l->title, NULL);
	walk(a, l->root->child, t);
}
