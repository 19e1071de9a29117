/* court_link.c: links within an exhibit lead to its pages in the court file. */
#define _GNU_SOURCE
#include <string.h>

#include "emit/court_own.h"

#define DEPTH 50 /* of a name tree */

static int is_text(qpdf_data q, qpdf_oh o, const char *s, size_t len)
{
	size_t n = 0;
	const char *is = qpdf_oh_is_string(q, o) ? qpdf_oh_get_binary_string_value(q, o, &n) : NULL;

	return is && n == len && memcmp(is, s, n) == 0;
}

/* Of a name tree; null where the name is not there. */
static qpdf_oh find_name(qpdf_data q, qpdf_oh node, const char *s, size_t len, int depth)
{
	qpdf_oh names = qpdf_oh_get_key(q, node, "/Names"), kids = qpdf_oh_get_key(q, node, "/Kids"), found;
	const int n = qpdf_oh_is_array(q, names) ? qpdf_oh_get_array_n_items(q, names) : 0,
		  m = qpdf_oh_is_array(q, kids) && depth > 0 ? qpdf_oh_get_array_n_items(q, kids) : 0;

	for (int i = 0; i + 1 < n; i += 2)
		if (is_text(q, qpdf_oh_get_array_item(q, names, i), s, len))
			return qpdf_oh_get_array_item(q, names, i + 1);
	for (int i = 0; i < m; i++) {
		found = find_name(q, qpdf_oh_get_array_item(q, kids, i), s, len, depth - 1);
		if (!qpdf_oh_is_null(q, found))
			return found;
	}
	return qpdf_oh_new_null(q);
}

/* The array of a destination, whatever it is written as; null: none. */
static qpdf_oh destination(struct court *c, qpdf_data q, qpdf_oh link)
{
	qpdf_oh dest = qpdf_oh_get_key(q, link, "/Dest"), action = qpdf_oh_get_key(q, link, "/A"), root;
	const char *s;
	size_t n = 0;

	if (qpdf_oh_is_null(q, dest) && qpdf_oh_is_dictionary(q, action) &&
	    qpdf_oh_is_name_and_equals(q, qpdf_oh_get_key(q, action, "/S"), "/GoTo"))
		dest = qpdf_oh_get_key(q, action, "/D");
	root = qpdf_get_root(q);
	if (qpdf_oh_is_string(q, dest)) {
		s = qpdf_oh_get_binary_string_value(q, dest, &n);
		dest = find_name(q, qpdf_oh_get_key(q, qpdf_oh_get_key(q, root, "/Names"), "/Dests"),
				 arena_dupn(&c->a, s, n), n, DEPTH);
	} else if (qpdf_oh_is_name(q, dest)) {
		s = arena_dup(&c->a, qpdf_oh_get_name(q, dest));
		dest = qpdf_oh_get_key(q, qpdf_oh_get_key(q, root, "/Dests"), s);
	}
	if (qpdf_oh_is_dictionary(q, dest))
		dest = qpdf_oh_get_key(q, dest, "/D");
	return qpdf_oh_is_array(q, dest) && qpdf_oh_get_array_n_items(q, dest) > 0 ? dest
										   : qpdf_oh_new_null(q);
}

/* The same place of the same page in the file; null where that page is not in it. */
static qpdf_oh place_of(struct court *c, int32_t part, qpdf_oh dest)
{
	const struct court_part *p = &c->f->part[part];
	qpdf_data q = c->source[part];
	const int32_t at = qpdf_find_page_by_oh(q, qpdf_oh_get_array_item(q, dest, 0)) - (p->first - 1);
	qpdf_oh to;

	if (at < 0 || at >= p->pages)
		return qpdf_oh_new_null(c->q);
	to = qpdf_oh_new_array(c->q);
	qpdf_oh_append_item(c->q, to, qpdf_get_page_n(c->q, (size_t)(c->page_first[part] + at)));
	for (int i = 1; i < qpdf_oh_get_array_n_items(q, dest) && i < 6; i++) {
		qpdf_oh item = qpdf_oh_get_array_item(q, dest, i);

		qpdf_oh_append_item(
			c->q, to,
			qpdf_oh_is_name(q, item) || qpdf_oh_is_number(q, item)
				? court_parse(c, arena_dup(&c->a, qpdf_oh_unparse_resolved(q, item)))
				: qpdf_oh_new_null(c->q));
	}
	return to;
}

void court_links(struct court *c, int32_t part, int32_t page)
{
	qpdf_data q = c->source[part];
	qpdf_oh from = qpdf_oh_get_key(q, qpdf_get_page_n(q, (size_t)(c->f->part[part].first - 1 + page)),
				       "/Annots"),
		to = qpdf_oh_get_key(c->q, qpdf_get_page_n(c->q, (size_t)(c->page_first[part] + page)),
				     "/Annots");
	const int n = qpdf_oh_is_array(q, from) ? qpdf_oh_get_array_n_items(q, from) : 0;

	if (!qpdf_oh_is_array(c->q, to) || qpdf_oh_get_array_n_items(c->q, to) != n)
		return;
	for (int i = 0; i < n; i++) {
		qpdf_oh link = qpdf_oh_get_array_item(q, from, i), dest,
			mine = qpdf_oh_get_array_item(c->q, to, i);

		if (!qpdf_oh_is_dictionary(q, link) || !qpdf_oh_is_dictionary(c->q, mine) ||
		    !qpdf_oh_is_name_and_equals(q, qpdf_oh_get_key(q, link, "/Subtype"), "/Link"))
			continue;
		if (!qpdf_oh_has_key(q, link, "/Dest") &&
		    !qpdf_oh_is_name_and_equals(q, qpdf_oh_get_key(q, qpdf_oh_get_key(q, link, "/A"), "/S"),
						"/GoTo"))
			continue;
		dest = destination(c, q, link);
		dest = qpdf_oh_is_null(q, dest) ? qpdf_oh_new_null(c->q) : place_of(c, part, dest);
		qpdf_oh_remove_key(c->q, mine, "/A");
		qpdf_oh_remove_key(c->q, mine, "/Dest");
		if (!qpdf_oh_is_null(c->q, dest))
			qpdf_oh_replace_key(c->q, mine, "/Dest", dest);
	}
}
