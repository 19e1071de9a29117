/* layout.c: reads a document type: its tree with includes put in, and its queries. */
#include "layout/layout.h"

#include <stdlib.h>
#include <string.h>

#include "layout/vocabulary.h"
#include "layout/xml.h"

const struct attr *node_attr(const struct node *n, enum attribute name)
{
	int32_t i;

	for (i = 0; i < n->attrs; i++)
		if (n->attr[i].name == name)
			return &n->attr[i];
	return NULL;
}

const char *node_text(const struct node *n, enum attribute name)
{
	const struct attr *at = node_attr(n, name);

	return at ? at->value : NULL;
}

int node_yes(const struct node *n, enum attribute name, int dflt)
{
	const char *s = node_text(n, name);

	return s ? strcmp(s, "yes") == 0 : dflt;
}

int32_t node_number(const struct node *n, enum attribute name, int32_t dflt)
{
	const char *s = node_text(n, name);

	return s ? (int32_t)strtol(s, NULL, 10) : dflt;
}

int32_t node_word(const struct node *n, enum attribute name, int32_t dflt)
{
	struct attribute_rule rule;
	const char *value = node_text(n, name), *w, *hint = NULL;
	struct arena a;
	int32_t i = 0;
	size_t len;
	int found;

	if (!value)
		return dflt;
	arena_init(&a);
	found = attribute_find(&a, n->element, attribute_name(name), &rule, &hint);
	arena_done(&a);
	if (!found || !rule.words)
		return dflt;
	for (w = rule.words; *w; w += len + (w[len] == ' '), i++) {
		len = strcspn(w, " ");
		if (strlen(value) == len && strncmp(w, value, len) == 0)
			return i;
	}
	return dflt;
}

const char *node_context(struct arena *a, const struct node *n)
{
	const char *id = node_text(n, AT_ID);

	return id ? arena_format(a, "%s:%s", n->stem, id) : NULL;
}

const struct named_query *layout_query(const struct layout *l, const char *name)
{
	const struct named_query *q = l->own ? named_find(l->own, name) : NULL;

	return q || !l->common ? q : named_find(l->common, name);
}

/* ---- reading ---- */

struct reading {
	struct arena *a;
	struct diag *d;
	const struct house *house;
	struct layout_parts *parts;
};

/* A copy of the nodes; what they hold is shared. */
static struct node *nodes_copy(struct arena *a, const struct node *n)
{
	struct node *first = NULL, **link = &first;

	for (; n; n = n->next) {
		*link = arena_alloc(a, sizeof **link);
		**link = *n;
		(*link)->child = nodes_copy(a, n->child);
		(*link)->next = NULL;
		link = &(*link)->next;
	}
	return first;
}

static void includes(struct reading *r, struct node **link, int in_part);

/* The blocks of layouts/SRC.xml, for one layout. NULL after a diagnostic about the include n, or when there
 * are none. */
static struct node *part_blocks(struct reading *r, const struct node *n, const char *src)
{
	struct layout_parts *p = r->parts;
	int32_t i, before = diag_errors(r->d);
	struct node *part;
	const char *path;

	for (i = 0; i < p->n; i++)
		if (strcmp(p->part[i].src, src) == 0)
			return nodes_copy(r->a, p->part[i].blocks);
	path = house_layout(r->house, r->a, arena_format(r->a, "%s.xml", src));
	if (!path) {
		diag(r->d, DIAG_LAYOUT_INCLUDE, &n->at, "there is no layouts/%s.xml", src);
		return NULL;
	}
	part = xml_read(r->a, r->d, path, src, EL_PART);
	if (!part || !part->child)
		return NULL;
	includes(r, &part->child, 1);
	if (diag_errors(r->d) == before) {
		p->part = arena_room(r->a, p->part, &p->cap, p->n + 1, sizeof *p->part);
		p->part[p->n++] = (struct layout_part){src, nodes_copy(r->a, part->child)};
	}
	return part->child;
}

/* Puts the blocks of each included file in the place of its <include>. Parts hold no includes of their own
 * (one level). */
static void includes(struct reading *r, struct node **link, int in_part)
{
	struct node *n, *part, **tail;
	const char *src;

	while ((n = *link) != NULL) {
		if (n->element != EL_INCLUDE) {
			includes(r, &n->child, in_part);
			link = &n->next;
			continue;
		}
		*link = n->next;
		src = node_text(n, AT_SRC);
		if (!src)
			continue;
		if (in_part) {
			diag(r->d, DIAG_LAYOUT_INCLUDE, &n->at, "an included file includes nothing itself");
			continue;
		}
		part = part_blocks(r, n, src);
		if (!part)
			continue;
		*link = part;
		for (tail = link; *tail; tail = &(*tail)->next)
			;
		*tail = n->next;
		link = tail;
	}
}

static void p_check(struct reading *r, const struct node *n)
{
	const struct node *k;
	int one = 0, other = 0;

	for (k = n->child; k; k = k->next) {
		one += k->element == EL_ONE;
		other += k->element == EL_OTHER;
	}
	if (node_attr(n, AT_COUNT) ? one != 1 || other != 1 : one + other > 0)
		diag(r->d, DIAG_LAYOUT_MISSING, &n->at, "a counted <%s> has count=, <one> and <other>",
		     element_name(n->element));
	else if (!n->child && !n->text)
		diag(r->d, DIAG_LAYOUT_TEXT, &n->at, "<%s> is empty", element_name(n->element));
}

static int holds_name(const char *names, const char *name)
{
	size_t n = strlen(name), len;

	for (; names && *names; names += len + (names[len] == ' ')) {
		len = strcspn(names, " ");
		if (len == n && memcmp(names, name, n) == 0)
			return 1;
	}
	return 0;
}

/* Heads over several columns: one after the other, within the table. */
static void heads_check(struct reading *r, const struct node *t, int32_t cols)
{
	int32_t i = 0, span, free = 0; /* the first column that no head covers yet */
	const struct node *n;

	for (n = t->child; n; n = n->next) {
		if (n->element != EL_COL)
			continue;
		span = node_number(n, AT_SPAN, 1);
		if (!node_attr(n, AT_HEAD) != !node_attr(n, AT_SPAN))
			diag(r->d, DIAG_LAYOUT_MISSING, &n->at,
			     "a head over columns has head= and span=: how many columns from this one on");
		else if (node_attr(n, AT_HEAD) && (span < 1 || i + span > cols || i < free))
			diag(r->d, DIAG_LAYOUT_VALUE, &node_attr(n, AT_SPAN)->at,
			     i < free ? "the head before it covers this column too"
				      : "span=\"%d\": 1 to %d is expected, the columns from this one on",
			     (int)span, (int)(cols - i));
		if (node_attr(n, AT_HEAD))
			free = i + span;
		i++;
	}
}

/* The cells of a row that take several columns: nothing else stands in these, and nothing is carried there.
 */
static void cells_check(struct reading *r, const struct node *t, const struct node *row,
			const char *const *name, int32_t cols)
{
	const char *carry = node_text(t, AT_CARRY), *col;
	const struct node *c, *o;
	int32_t i, k, span;

	for (c = row->child; c; c = c->next) {
		span = node_number(c, AT_SPAN, 1);
		col = node_text(c, AT_COL);
		for (i = 0; col && i < cols && strcmp(name[i], col) != 0; i++)
			;
		if (!node_attr(c, AT_SPAN) || !col || i == cols)
			continue;
		if (span < 1 || i + span > cols)
			diag(r->d, DIAG_LAYOUT_VALUE, &node_attr(c, AT_SPAN)->at,
			     "span=\"%d\": 1 to %d is expected, the columns from this one on", (int)span,
			     (int)(cols - i));
		for (k = i; span > 1 && k < i + span && k < cols; k++) {
			if (holds_name(carry, name[k]))
				diag(r->d, DIAG_LAYOUT_VALUE, &node_attr(c, AT_SPAN)->at,
				     "a cell does not take the column \"%s\" too, which is carried forward",
				     name[k]);
			for (o = row->child; o && k > i; o = o->next)
				if (node_text(o, AT_COL) && strcmp(node_text(o, AT_COL), name[k]) == 0)
					diag(r->d, DIAG_LAYOUT_DUPLICATE, &o->at,
					     "the cell of \"%s\" takes the column \"%s\" already", col,
					     name[k]);
		}
	}
}

static void table_check(struct reading *r, const struct node *t)
{
	const char *name[64], *hint, *carry = node_text(t, AT_CARRY);
	const struct attr *at;
	const struct node *n, *c;
	int32_t cols = 0, i, seen = 0;
	size_t len;

	for (n = t->child; n; n = n->next) {
		if (n->element != EL_COL || !node_text(n, AT_NAME))
			continue;
		for (i = 0; i < cols; i++)
			if (strcmp(name[i], node_text(n, AT_NAME)) == 0)
				diag(r->d, DIAG_LAYOUT_DUPLICATE, &n->at,
				     "the table has a column \"%s\" already", name[i]);
		if (cols == 64) {
			diag(r->d, DIAG_LAYOUT_VALUE, &n->at, "a table has at most 64 columns");
			return;
		}
		name[cols++] = node_text(n, AT_NAME);
	}
	if (cols == 0)
		diag(r->d, DIAG_LAYOUT_MISSING, &t->at, "<table> needs a <col>");
	heads_check(r, t, cols);
	for (; carry && *carry; carry += len + (carry[len] == ' ')) {
		const char *word = arena_dupn(r->a, carry, len = strcspn(carry, " "));

		for (i = 0; i < cols && strcmp(name[i], word) != 0; i++)
			;
		at = node_attr(t, AT_CARRY);
		hint = i == cols ? diag_closest(word, name, cols) : NULL;
		if (i == cols)
			diag_hint(r->d, DIAG_LAYOUT_COLUMN, &at->at,
				  hint ? arena_format(r->a, "did you mean `%s`?", hint) : NULL,
				  "carry: the table has no column \"%s\"", word);
	}
	for (n = t->child; n; n = n->next) {
		if (n->element != EL_ROW)
			continue;
		if (seen & 1 << node_word(n, AT_KIND, 0))
			diag(r->d, DIAG_LAYOUT_DUPLICATE, &n->at, "the table has a <row kind=\"%s\"> already",
			     node_text(n, AT_KIND));
		seen |= 1 << node_word(n, AT_KIND, 0);
		cells_check(r, t, n, name, cols);
		for (c = n->child; c; c = c->next) {
			at = node_attr(c, AT_COL);
			for (i = 0; at && i < cols && strcmp(name[i], at->value) != 0; i++)
				;
			hint = at && i == cols ? diag_closest(at->value, name, cols) : NULL;
			if (at && i == cols)
				diag_hint(r->d, DIAG_LAYOUT_COLUMN, &at->at,
					  hint ? arena_format(r->a, "did you mean `%s`?", hint) : NULL,
					  "the table has no column \"%s\"", at->value);
		}
	}
}

/* A picture comes from a file or from a column, and says in words what it shows. */
static void image_check(struct reading *r, const struct node *n)
{
	const struct attr *src = node_attr(n, AT_SRC);
	const char *path = src ? house_path(r->house, r->a, src->value) : NULL;

	if (!src == !node_attr(n, AT_FROM))
		diag(r->d, DIAG_LAYOUT_MISSING, &n->at,
		     "<image> has src=, a file of the house's folder, or from=, query.column of a file's "
		     "name");
	if (!n->child || n->child->element != EL_ALT || !n->child->text)
		diag(r->d, DIAG_LAYOUT_MISSING, &n->at,
		     "<image> needs <alt>: what it shows, in words, for who cannot see it");
	if (path && !file_exists(path))
		diag(r->d, DIAG_LAYOUT_VALUE, &src->at, "the house has no file %s", src->value);
}

/* languages= names what layouts/languages.ini has. */
static void languages_check(struct reading *r, const struct node *root)
{
	const struct attr *at = node_attr(root, AT_LANGUAGES);
	const char *s = at ? at->value : "";
	size_t n;

	for (; *s; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		if (!language_find(&r->house->languages, s, n))
			diag(r->d, DIAG_LAYOUT_VALUE, &at->at,
			     "languages=\"%s\": languages of %s are expected", at->value,
			     r->house->languages.list);
	}
}

/* What the vocabulary's tables cannot say. */
static void tree_check(struct reading *r, const struct node *n)
{
	const struct node *k;

	for (; n; n = n->next) {
		if (n->element == EL_P || n->element == EL_ITEM || n->element == EL_HEADING)
			p_check(r, n);
		else if (n->element == EL_TABLE)
			table_check(r, n);
		else if (n->element == EL_IMAGE)
			image_check(r, n);
		else if ((n->element == EL_SUBJECT || n->element == EL_CHOICE) && !n->text)
			diag(r->d, DIAG_LAYOUT_TEXT, &n->at, "<%s> is empty", element_name(n->element));
		if (n->element == EL_ROW &&
		    strcmp(node_text(n, AT_KIND) ? node_text(n, AT_KIND) : "", "head") != 0 && n->text)
			diag(r->d, DIAG_LAYOUT_TEXT, &n->text->at,
			     "only a head row has text across: <cell col=\"…\"> is expected");
		if (node_attr(n, AT_COPY) && node_number(n, AT_COPY, 1) < 1)
			diag(r->d, DIAG_LAYOUT_VALUE, &node_attr(n, AT_COPY)->at, "copies count from 1");
		for (k = n->child; k; k = k->next)
			;
		tree_check(r, n->child);
	}
}

static void duplicate_ids(struct reading *r, const struct node *n, const struct node **seen, int32_t *count)
{
	const char *id;
	int32_t i;

	for (; n; n = n->next) {
		id = node_text(n, AT_ID);
		for (i = 0; id && i < *count; i++)
			if (strcmp(node_text(seen[i], AT_ID), id) == 0 &&
			    strcmp(seen[i]->stem, n->stem) == 0 && seen[i]->at.line != n->at.line)
				diag(r->d, DIAG_LAYOUT_DUPLICATE, &n->at,
				     "the id \"%s\" stands in line %d already", id, seen[i]->at.line);
		if (id && *count < 512)
			seen[(*count)++] = n;
		duplicate_ids(r, n->child, seen, count);
	}
}

int layout_shared_read(struct arena *a, struct diag *d, const struct house *h,
		       const struct named_file **common)
{
	const char *path = house_layout(h, a, "common.sql");

	*common = path ? named_read(a, d, path) : NULL;
	return path && !*common ? -1 : 0;
}

struct layout *layout_read(struct arena *a, struct diag *d, const struct house *h,
			   const struct named_file *common, const char *stem)
{
	struct layout_parts alone = {0};

	return layout_read_among(a, d, h, common, &alone, stem);
}

struct layout *layout_read_among(struct arena *a, struct diag *d, const struct house *h,
				 const struct named_file *common, struct layout_parts *parts,
				 const char *stem)
{
	struct reading r = {a, d, h, parts};
	struct layout *l = arena_alloc(a, sizeof *l);
	int32_t before = diag_errors(d), ids = 0;
	const struct node **seen = arena_alloc(a, 512 * sizeof *seen);
	struct place at = {NULL, 0, 0};
	const char *sql;
	struct node *root;

	l->stem = arena_dup(a, stem);
	l->path = house_layout(h, a, arena_format(a, "%s.xml", stem));
	sql = house_layout(h, a, arena_format(a, "%s.sql", stem));
	if (!l->path || !sql) {
		at.file = arena_format(a, "layouts/%s.%s", stem, l->path ? "sql" : "xml");
		diag(d, DIAG_FILE_OPEN, &at, "there is no such file in the house nor among the shipped ones");
		return NULL;
	}
	root = xml_read(a, d, l->path, stem, EL_LAYOUT);
	if (root) {
		includes(&r, &root->child, 0);
		tree_check(&r, root);
		languages_check(&r, root);
		duplicate_ids(&r, root, seen, &ids);
	}
	l->own = named_read(a, d, sql);
	l->common = common;
	if (diag_errors(d) > before)
		return NULL;
	l->root = root;
	l->code = node_text(root, AT_CODE);
	l->title = node_attr(root, AT_TITLE)->text;
	l->internal = node_word(root, AT_AUDIENCE, 0) == 1;
	l->landscape = node_word(root, AT_PAGE, 0) == 1;
	l->bilingual = node_yes(root, AT_BILINGUAL, 0);
	l->languages = node_text(root, AT_LANGUAGES);
	l->copies = node_number(root, AT_COPIES, 1);
	if (l->copies < 1)
		l->copies = 1;
	return l;
}
