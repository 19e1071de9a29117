/* court_tags.c: the structure tree of a tagged exhibit becomes part of the court file's (ISO 32000-1, 14.7).
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emit/court_own.h"

#define DEPTH 100	     /* of elements in each other, and of a number tree */
#define OBJECTS_MOST 2000000 /* of a file that others made: a larger tree is left behind */

static qpdf_oh tree_of(qpdf_data q)
{
	return qpdf_oh_get_key(q, qpdf_get_root(q), "/StructTreeRoot");
}

static void add_parent(struct court *c, int32_t key, qpdf_oh value)
{
	c->parent = arena_extend(&c->a, c->parent, &c->parent_cap, c->parents + 1, sizeof *c->parent);
	c->parent[c->parents++] = (struct court_parent){key, value};
	if (key >= c->key_next)
		c->key_next = key + 1;
}

/* The rows of a source's parent tree; of a source other than the file itself they are copied. */
static void read_parents(struct court *c, qpdf_data from, qpdf_oh node, int32_t base, int depth)
{
	qpdf_oh kids = qpdf_oh_get_key(from, node, "/Kids"), nums = qpdf_oh_get_key(from, node, "/Nums"), v;
	const int n = qpdf_oh_is_array(from, nums) ? qpdf_oh_get_array_n_items(from, nums) : 0;
	int key;

	for (int i = 0; i + 1 < n; i += 2) {
		if (!qpdf_oh_get_value_as_int(from, qpdf_oh_get_array_item(from, nums, i), &key) || key < 0 ||
		    key > KEY_MOST - base)
			continue;
		v = qpdf_oh_get_array_item(from, nums, i + 1);
		if (from != c->q) {
			if (!qpdf_oh_is_indirect(from, v))
				v = qpdf_make_indirect_object(from, v);
			v = qpdf_oh_copy_foreign_object(c->q, from, v);
		}
		add_parent(c, base + key, v);
	}
	for (int i = 0;
	     depth > 0 && qpdf_oh_is_array(from, kids) && i < qpdf_oh_get_array_n_items(from, kids); i++)
		read_parents(c, from, qpdf_oh_get_array_item(from, kids, i), base, depth - 1);
}

/* ---- identifiers: of each exhibit their own ---- */

static void add_name(struct court *c, const char *id, size_t len, qpdf_oh element)
{
	c->name = arena_extend(&c->a, c->name, &c->name_cap, c->names + 1, sizeof *c->name);
	c->name[c->names++] = (struct court_name){id, len, element};
}

static void read_names(struct court *c)
{
	qpdf_oh names = qpdf_oh_get_key(c->q, qpdf_oh_get_key(c->q, tree_of(c->q), "/IDTree"), "/Names");
	const int n = qpdf_oh_is_array(c->q, names) ? qpdf_oh_get_array_n_items(c->q, names) : 0;

	for (int i = 0; i + 1 < n; i += 2) {
		size_t len = 0;
		const char *s =
			qpdf_oh_get_binary_string_value(c->q, qpdf_oh_get_array_item(c->q, names, i), &len);

		add_name(c, arena_dupn(&c->a, s, len), len, qpdf_oh_get_array_item(c->q, names, i + 1));
	}
}

/* The exhibit's part in front of the identifier. */
static qpdf_oh own_id(struct court *c, qpdf_oh id, const char **s, size_t *len)
{
	size_t n = 0;
	const char *was = qpdf_oh_get_binary_string_value(c->q, id, &n);
	char *is = arena_alloc(&c->a, n + 16);

	*len = (size_t)snprintf(is, 16, "x%d.", (int)c->part_at);
	memcpy(is + *len, was, n);
	*len += n;
	*s = is;
	return qpdf_oh_new_binary_string(c->q, is, *len);
}

/* A cell names its heads by their identifiers. */
static void rename_heads(struct court *c, qpdf_oh attributes, int depth)
{
	qpdf_oh heads, item;
	const char *s;
	size_t len;

	if (qpdf_oh_is_array(c->q, attributes)) {
		for (int i = 0; depth > 0 && i < qpdf_oh_get_array_n_items(c->q, attributes); i++)
			rename_heads(c, qpdf_oh_get_array_item(c->q, attributes, i), depth - 1);
		return;
	}
	heads = qpdf_oh_is_dictionary(c->q, attributes) ? qpdf_oh_get_key(c->q, attributes, "/Headers")
							: qpdf_oh_new_null(c->q);
	for (int i = 0; qpdf_oh_is_array(c->q, heads) && i < qpdf_oh_get_array_n_items(c->q, heads); i++) {
		item = qpdf_oh_get_array_item(c->q, heads, i);
		if (qpdf_oh_is_string(c->q, item))
			qpdf_oh_set_array_item(c->q, heads, i, own_id(c, item, &s, &len));
	}
}

/* ---- elements ---- */

static int first_seen(struct court *c, qpdf_oh element)
{
	const int id = qpdf_oh_get_object_id(c->q, element);
	int32_t cap = c->seen_cap;

	if (id <= 0)
		return 1; /* direct: of its parent alone */
	c->seen = arena_extend(&c->a, c->seen, &c->seen_cap, id + 1, 1);
	if (c->seen_cap > cap)
		memset(c->seen + cap, 0, (size_t)(c->seen_cap - cap));
	if (c->seen[id])
		return 0;
	c->seen[id] = 1;
	return 1;
}

/* An element may speak of an annotation that is no more (a field that showed nothing), or is a stamp now. */
static int keep_object(struct court *c, qpdf_oh element, qpdf_oh kid)
{
	qpdf_oh type = qpdf_oh_get_key(c->q, qpdf_oh_get_key(c->q, kid, "/Obj"), "/Subtype");

	if (!qpdf_oh_is_name(c->q, type) || qpdf_oh_is_name_and_equals(c->q, type, "/Widget"))
		return 0;
	if (qpdf_oh_is_name_and_equals(c->q, type, "/Stamp") &&
	    qpdf_oh_is_name_and_equals(c->q, qpdf_oh_get_key(c->q, element, "/S"), "/Form"))
		qpdf_oh_replace_key(c->q, element, "/S", court_parse(c, "/Annot"));
	return 1;
}

static void settle_element(struct court *c, qpdf_oh element, int depth);

static int keep_kid(struct court *c, qpdf_oh element, qpdf_oh kid, int depth)
{
	if (qpdf_oh_is_integer(c->q, kid))
		return 1;
	if (!qpdf_oh_is_dictionary(c->q, kid))
		return 0;
	if (qpdf_oh_is_dictionary_of_type(c->q, kid, "/OBJR", NULL))
		return keep_object(c, element, kid);
	if (qpdf_oh_is_dictionary_of_type(c->q, kid, "/MCR", NULL))
		return 1;
	if (depth == 0 || !qpdf_oh_is_name(c->q, qpdf_oh_get_key(c->q, kid, "/S")) || !first_seen(c, kid))
		return 0;
	qpdf_oh_replace_key(c->q, kid, "/P", element);
	settle_element(c, kid, depth - 1);
	return 1;
}

/* An element is an object of its own (ISO 32000-1, 14.7.2), which not all that others made keep. */
static qpdf_oh own_object(struct court *c, qpdf_oh kid)
{
	return qpdf_oh_is_dictionary(c->q, kid) && !qpdf_oh_is_indirect(c->q, kid) &&
			       qpdf_oh_has_key(c->q, kid, "/S")
		       ? qpdf_make_indirect_object(c->q, kid)
		       : kid;
}

static void settle_element(struct court *c, qpdf_oh element, int depth)
{
	qpdf_oh kids = qpdf_oh_get_key(c->q, element, "/K"), id = qpdf_oh_get_key(c->q, element, "/ID"), kid;
	const char *s;
	size_t len;

	if (qpdf_oh_is_string(c->q, id)) {
		qpdf_oh_replace_key(c->q, element, "/ID", own_id(c, id, &s, &len));
		add_name(c, s, len, element);
	}
	rename_heads(c, qpdf_oh_get_key(c->q, element, "/A"), 2);
	if (!qpdf_oh_is_array(c->q, kids)) {
		kid = own_object(c, kids);
		if (keep_kid(c, element, kid, depth))
			qpdf_oh_replace_key(c->q, element, "/K", kid);
		else
			qpdf_oh_remove_key(c->q, element, "/K");
	} else {
		for (int i = 0; i < qpdf_oh_get_array_n_items(c->q, kids);) {
			kid = own_object(c, qpdf_oh_get_array_item(c->q, kids, i));
			if (keep_kid(c, element, kid, depth))
				qpdf_oh_set_array_item(c->q, kids, i++, kid);
			else
				qpdf_oh_erase_item(c->q, kids, i);
			qpdf_oh_release(c->q, kid);
		}
	}
	if (!qpdf_oh_has_key(c->q, element, "/K") &&
	    qpdf_oh_is_name_and_equals(c->q, qpdf_oh_get_key(c->q, element, "/S"), "/Form"))
		qpdf_oh_replace_key(c->q, element, "/S", court_parse(c, "/Div"));
}

/* ---- an exhibit ---- */

/* Maps of roles and classes are the file's own: two exhibits may mean other things by one name. */
static int map_fits(struct court *c, qpdf_data from, const char *name, int take)
{
	qpdf_oh map = qpdf_oh_get_key(from, tree_of(from), name),
		own = qpdf_oh_get_key(c->q, tree_of(c->q), name);
	const char *key, *theirs;
	qpdf_oh v;
	int fits = 1;

	if (!qpdf_oh_is_dictionary(from, map))
		return 1;
	if (!qpdf_oh_is_dictionary(c->q, own)) {
		if (!take)
			return 1;
		own = qpdf_oh_new_dictionary(c->q);
		qpdf_oh_replace_key(c->q, tree_of(c->q), name, own);
		own = qpdf_oh_get_key(c->q, tree_of(c->q), name);
	}
	qpdf_oh_begin_dict_key_iter(from, map);
	while (qpdf_oh_dict_more_keys(from)) {
		key = arena_dup(&c->a, qpdf_oh_dict_next_key(from));
		v = qpdf_oh_get_key(from, map, key);
		theirs = arena_dup(&c->a, qpdf_oh_unparse(from, v));
		if (!qpdf_oh_has_key(c->q, own, key) && take)
			qpdf_oh_replace_key(
				c->q, own, key,
				qpdf_oh_is_name(from, v)
					? qpdf_oh_new_name(c->q, theirs)
					: qpdf_oh_copy_foreign_object(c->q, from,
								      qpdf_make_indirect_object(from, v)));
		else if (qpdf_oh_has_key(c->q, own, key) &&
			 (!qpdf_oh_is_name(from, v) ||
			  strcmp(theirs, qpdf_oh_unparse(c->q, qpdf_oh_get_key(c->q, own, key))) != 0))
			fits = 0;
	}
	return fits;
}

int court_tags_base(struct court *c, int32_t part)
{
	const struct court_part *p = &c->f->part[part];
	qpdf_data from = c->source[part];
	qpdf_oh tree = tree_of(from);
	int size = 0;

	for (int32_t i = 0; i < part; i++)
		if (c->source[i] == from)
			return -1;
	if (p->first != 1 || p->pages != qpdf_get_num_pages(from) || !qpdf_oh_is_dictionary(from, tree) ||
	    !qpdf_oh_is_dictionary(from, qpdf_oh_get_key(from, tree, "/ParentTree")) ||
	    !qpdf_oh_is_dictionary(c->q, tree_of(c->q)))
		return -1;
	if (!qpdf_oh_get_value_as_int(from, qpdf_oh_get_key(from, qpdf_get_trailer(from), "/Size"), &size) ||
	    size < 1 || size > OBJECTS_MOST - c->objects || !map_fits(c, from, "/RoleMap", 0) ||
	    !map_fits(c, from, "/ClassMap", 0) || qpdf_oh_has_key(from, tree, "/Namespaces"))
		return -1;
	c->objects += size;
	return c->key_next;
}

/* An array that more can be added to. */
static qpdf_oh kids_of(struct court *c, qpdf_oh element)
{
	qpdf_oh kids = qpdf_oh_get_key(c->q, element, "/K"), all;

	if (qpdf_oh_is_array(c->q, kids))
		return kids;
	all = qpdf_oh_new_array(c->q);
	if (!qpdf_oh_is_null(c->q, kids))
		qpdf_oh_append_item(c->q, all, kids);
	qpdf_oh_replace_key(c->q, element, "/K", all);
	return qpdf_oh_get_key(c->q, element, "/K");
}

/* What stood at the top of an exhibit is a part of the file's one document, in its own language. */
static void add_top(struct court *c, qpdf_data from, qpdf_oh kid)
{
	qpdf_oh lang = qpdf_oh_get_key(from, qpdf_get_root(from), "/Lang"),
		top = qpdf_oh_get_key(c->q, tree_of(c->q), "/K");

	if (!qpdf_oh_is_dictionary(from, kid))
		return;
	if (!qpdf_oh_is_dictionary(c->q, top))
		top = tree_of(c->q);
	if (!qpdf_oh_is_indirect(from, kid))
		kid = qpdf_make_indirect_object(from, kid);
	kid = qpdf_oh_copy_foreign_object(c->q, from, kid);
	if (!keep_kid(c, top, kid, DEPTH))
		return;
	if (qpdf_oh_is_name_and_equals(c->q, qpdf_oh_get_key(c->q, kid, "/S"), "/Document"))
		qpdf_oh_replace_key(c->q, kid, "/S", court_parse(c, "/Part"));
	if (qpdf_oh_is_string(from, lang) && !qpdf_oh_has_key(c->q, kid, "/Lang"))
		qpdf_oh_replace_key(c->q, kid, "/Lang",
				    qpdf_oh_new_unicode_string(c->q, qpdf_oh_get_utf8_value(from, lang)));
	qpdf_oh_append_item(c->q, kids_of(c, top), kid);
}

void court_tags_add(struct court *c, int32_t part, int32_t base)
{
	qpdf_data from = c->source[part];
	qpdf_oh tree = tree_of(from), kids = qpdf_oh_get_key(from, tree, "/K");

	c->part_at = part + 1;
	map_fits(c, from, "/RoleMap", 1);
	map_fits(c, from, "/ClassMap", 1);
	read_parents(c, from, qpdf_oh_get_key(from, tree, "/ParentTree"), base, DEPTH);
	if (qpdf_oh_is_array(from, kids))
		for (int i = 0; i < qpdf_oh_get_array_n_items(from, kids); i++)
			add_top(c, from, qpdf_oh_get_array_item(from, kids, i));
	else
		add_top(c, from, kids);
}

/* ---- the file ---- */

void court_tags_open(struct court *c)
{
	if (!qpdf_oh_is_dictionary(c->q, tree_of(c->q)))
		return;
	read_parents(c, c->q, qpdf_oh_get_key(c->q, tree_of(c->q), "/ParentTree"), 0, DEPTH);
	read_names(c);
}

static int by_key(const void *x, const void *y)
{
	const struct court_parent *a = x, *b = y;

	return a->key < b->key ? -1 : a->key > b->key;
}

static int by_name(const void *x, const void *y)
{
	const struct court_name *a = x, *b = y;
	const int r = memcmp(a->id, b->id, a->len < b->len ? a->len : b->len);

	return r ? r : a->len < b->len ? -1 : a->len > b->len;
}

void court_tags_close(struct court *c)
{
	qpdf_oh tree = tree_of(c->q), nums = qpdf_oh_new_array(c->q), names = qpdf_oh_new_array(c->q),
		parents = qpdf_oh_new_dictionary(c->q), ids = qpdf_oh_new_dictionary(c->q);

	if (!qpdf_oh_is_dictionary(c->q, tree))
		return;
	qsort(c->parent, (size_t)c->parents, sizeof *c->parent, by_key);
	for (int32_t i = 0; i < c->parents; i++) {
		qpdf_oh_append_item(c->q, nums, qpdf_oh_new_integer(c->q, c->parent[i].key));
		qpdf_oh_append_item(c->q, nums, c->parent[i].value);
	}
	qpdf_oh_replace_key(c->q, parents, "/Nums", nums);
	qpdf_oh_replace_key(c->q, tree, "/ParentTree", qpdf_make_indirect_object(c->q, parents));
	qpdf_oh_replace_key(c->q, tree, "/ParentTreeNextKey", qpdf_oh_new_integer(c->q, c->key_next));
	if (c->names == 0)
		return;
	qsort(c->name, (size_t)c->names, sizeof *c->name, by_name);
	for (int32_t i = 0; i < c->names; i++) {
		qpdf_oh_append_item(c->q, names,
				    qpdf_oh_new_binary_string(c->q, c->name[i].id, c->name[i].len));
		qpdf_oh_append_item(c->q, names, c->name[i].element);
	}
	qpdf_oh_replace_key(c->q, ids, "/Names", names);
	qpdf_oh_replace_key(c->q, tree, "/IDTree", qpdf_make_indirect_object(c->q, ids));
}
