/* statement.c: reads the customers and open items, and draws one statement each. */
#include "statement.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct item {
	char number[32], date[16], due[16], po[16];
	long long amount, paid, outstanding;
	int age;
};

struct customer {
	char code[16], name[96], street[96], town[96];
	struct item *item;
	int items, room;
};

static const char *money(long long minor, char buf[40])
{
	char digits[32];
	int n = snprintf(digits, sizeof digits, "%lld", minor / 100), o = 0;

	for (int i = 0; i < n; i++) {
		buf[o++] = digits[i];
		if ((n - i - 1) % 3 == 0 && i < n - 1)
			buf[o++] = ',';
	}
	snprintf(buf + o, 8, ".%02lld", minor % 100);
	return buf;
}

static const char *date(const char *iso, char buf[24])
{
	static const char *const month[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

	snprintf(buf, 24, "%.2s %s %.4s", iso + 8, month[atoi(iso + 5) - 1], iso);
	return buf;
}

static const double column[] = {71, 106, 184, 240, 296, 400, 448, 508, 538};
static const char *const head[] = {"Type",   "Document", "Date",	"Due", "Your order",
				   "Amount", "Paid",	 "Outstanding", "Days"};
static const int align[] = {LEFT, LEFT, LEFT, LEFT, LEFT, RIGHT, RIGHT, RIGHT, RIGHT};

static void table_head(struct canvas *c, double y)
{
	for (int i = 0; i < 9; i++)
		c->text(c, column[i], y, 8, 1, align[i], head[i]);
	c->line(c, 71, y + 3, 538, y + 3, .5);
}

static void foot(struct canvas *c, int page, int pages)
{
	char s[64];

	c->line(c, 71, 790, 538, 790, .25);
	c->text(c, 71, 800, 7, 0, LEFT,
		"Bench Distribution LLC · Trade licence 999017 · TRN 100999900000003");
	c->text(c, 71, 809, 7, 0, LEFT,
		"Demo Gulf Bank PJSC, Al Quoz branch · IBAN AE190990001234567890123 · SWIFT DGBXAEAA");
	snprintf(s, sizeof s, "Page %d of %d", page, pages);
	c->text(c, 538, 800, 7, 0, RIGHT, s);
}

static void letterhead(struct canvas *c, const struct customer *who)
{
	c->text(c, 71, 60, 16, 1, LEFT, "Bench Distribution");
	c->line(c, 71, 70, 538, 70, 1);
	c->text(c, 71, 134, 7, 0, LEFT, "Bench Distribution LLC · Warehouse 17, Street 22A · Dubai");
	c->text(c, 71, 158, 10, 0, LEFT, who->name);
	c->text(c, 71, 170, 10, 0, LEFT, who->street);
	c->text(c, 71, 182, 10, 0, LEFT, who->town);
	c->text(c, 71, 194, 10, 0, LEFT, "United Arab Emirates");
	c->text(c, 370, 134, 8.5, 0, LEFT, "Date");
	c->text(c, 440, 134, 8.5, 0, LEFT, "1 November 2026");
	c->text(c, 370, 146, 8.5, 0, LEFT, "Customer");
	c->text(c, 440, 146, 8.5, 0, LEFT, who->code);
	c->text(c, 370, 158, 8.5, 0, LEFT, "Contact");
	c->text(c, 440, 158, 8.5, 0, LEFT, "Lina Haddad");
	c->text(c, 370, 170, 8.5, 0, LEFT, "Telephone");
	c->text(c, 440, 170, 8.5, 0, LEFT, "+971 4 555 0100");
}

static void draw_row(struct canvas *c, const struct item *it, double y)
{
	char a[40], b[40], o[40], d[24], e[24], days[16];

	c->text(c, column[0], y, 8.5, 0, LEFT, "Invoice");
	c->text(c, column[1], y, 8.5, 0, LEFT, it->number);
	c->text(c, column[2], y, 8.5, 0, LEFT, date(it->date, d));
	c->text(c, column[3], y, 8.5, 0, LEFT, date(it->due, e));
	if (it->po[0])
		c->text(c, column[4], y, 8.5, 0, LEFT, it->po);
	c->text(c, column[5], y, 8.5, 0, RIGHT, money(it->amount, a));
	if (it->paid)
		c->text(c, column[6], y, 8.5, 0, RIGHT, money(it->paid, b));
	c->text(c, column[7], y, 8.5, 0, RIGHT, money(it->outstanding, o));
	snprintf(days, sizeof days, "%d", it->age);
	c->text(c, column[8], y, 8.5, 0, RIGHT, days);
	c->line(c, 71, y + 3, 538, y + 3, .25);
}

static void carried(struct canvas *c, const char *label, long long sum, double y)
{
	char buf[40];

	c->text(c, column[1], y, 8.5, 1, LEFT, label);
	c->text(c, column[7], y, 8.5, 1, RIGHT, money(sum, buf));
}

static void buckets(struct canvas *c, const struct customer *who, long long total, double y)
{
	static const char *const name[] = {"Not yet due", "1–15 days", "16–30 days", "31–60 days",
					   "Over 60 days"};
	long long sum[5] = {0};
	char buf[40];

	for (int i = 0; i < who->items; i++) {
		int age = who->item[i].age;

		sum[age < 0	? 0
		    : age <= 15 ? 1
		    : age <= 30 ? 2
		    : age <= 60 ? 3
				: 4] += who->item[i].outstanding;
	}
	for (int i = 0; i < 5; i++) {
		double x = 71 + 93.4 * (i + 1) - 4;

		c->text(c, x, y, 8, 1, RIGHT, name[i]);
		c->text(c, x, y + 14, 8.5, i > 0, RIGHT, sum[i] ? money(sum[i], buf) : "–");
		snprintf(buf, sizeof buf, "%.1f %%", total ? 100.0 * (double)sum[i] / (double)total : 0);
		c->text(c, x, y + 26, 8.5, 0, RIGHT, buf);
	}
	c->line(c, 71, y + 3, 538, y + 3, .5);
}

static void draw(struct canvas *c, const struct customer *who, const char *folder)
{
	enum { FIRST = 33, NEXT = 54, LAST = 14 };
	char path[512], buf[64], m[40];
	long long total = 0, overdue = 0, run = 0;
	int i, pages = 1, page = 1, room = FIRST;
	double y;

	for (i = 0; i < who->items; i++) {
		total += who->item[i].outstanding;
		overdue += who->item[i].age >= 0 ? who->item[i].outstanding : 0;
	}
	for (i = who->items + LAST - FIRST; i > 0; i -= NEXT)
		pages++;
	snprintf(path, sizeof path, "%s/%s.pdf", folder, who->code);
	c->begin(c, path);
	c->page(c);
	letterhead(c, who);
	c->text(c, 71, 258, 12, 1, LEFT, "Statement of account as of 1 November 2026");
	c->text(c, 71, 282, 8, 0, LEFT, "Balance");
	snprintf(buf, sizeof buf, "AED %s", money(total, m));
	c->text(c, 71, 298, 14, 1, LEFT, buf);
	c->text(c, 230, 282, 8, 0, LEFT, "Of which overdue");
	snprintf(buf, sizeof buf, "AED %s", money(overdue, m));
	c->text(c, 230, 298, 10, 0, LEFT, buf);
	c->text(c, 390, 282, 8, 0, LEFT, "Please quote");
	c->text(c, 390, 298, 10, 0, LEFT, who->code);
	y = 330;
	table_head(c, y);
	y += 14;
	for (i = 0; i < who->items; i++) {
		if (room-- == 0) {
			carried(c, "Carried forward", run, y);
			foot(c, page++, pages);
			c->page(c);
			room = NEXT - 1;
			y = 80;
			table_head(c, y);
			carried(c, "Brought forward", run, y + 14);
			y += 28;
		}
		draw_row(c, &who->item[i], y);
		run += who->item[i].outstanding;
		y += 12;
	}
	carried(c, "Balance in AED", total, y);
	y += 24;
	if (room < LAST - 2 && page < pages) {
		foot(c, page++, pages);
		c->page(c);
		y = 80;
	}
	buckets(c, who, total, y);
	y += 52;
	c->text(c, 71, y, 10, 1, LEFT, "How to pay");
	y = c->paragraph(
		c, 71, y + 14, 467, 10,
		"Please pay by transfer to Demo Gulf Bank PJSC, Al Quoz branch, IBAN AE190990001234567890123, SWIFT DGBXAEAA, "
		"and quote your customer code so that we can credit your account at once.");
	y = c->paragraph(
		c, 71, y + 6, 467, 10,
		"Please compare this statement with your books. If anything differs, let us know within ten days.");
	c->paragraph(c, 71, y + 6, 467, 10, "Your contact: Lina Haddad, +971 4 555 0100, ar@bench.example.");
	foot(c, page, pages);
	c->end(c);
}

int statements_draw(struct canvas *c, const char *tsv, const char *folder)
{
	struct customer who = {0};
	char line[512], *field[12], *p;
	FILE *f = fopen(tsv, "r");
	int n, made = 0;

	if (!f) {
		perror(tsv);
		exit(2);
	}
	while (fgets(line, sizeof line, f)) {
		line[strcspn(line, "\n")] = '\0';
		n = 0;
		for (p = line; p && n < 12; p = p ? p + 1 : NULL) {
			field[n++] = p;
			p = strchr(p, '\t');
			if (p)
				*p = '\0';
		}
		if (field[0][0] == 'C') {
			if (who.items)
				draw(c, &who, folder), made++;
			who.items = 0;
			snprintf(who.code, sizeof who.code, "%s", field[1]);
			snprintf(who.name, sizeof who.name, "%s", field[2]);
			snprintf(who.street, sizeof who.street, "%s", field[3]);
			snprintf(who.town, sizeof who.town, "%s", field[4]);
			continue;
		}
		if (who.items == who.room) {
			who.room = who.room ? who.room * 2 : 64;
			who.item = realloc(who.item, sizeof *who.item * (size_t)who.room);
		}
		struct item *it = &who.item[who.items++];

		snprintf(it->number, sizeof it->number, "%s", field[1]);
		snprintf(it->date, sizeof it->date, "%s", field[2]);
		snprintf(it->due, sizeof it->due, "%s", field[3]);
		snprintf(it->po, sizeof it->po, "%s", field[4]);
		it->amount = atoll(field[5]);
		it->paid = atoll(field[6]);
		it->outstanding = atoll(field[7]);
		it->age = atoi(field[8]);
	}
	if (who.items)
		draw(c, &who, folder), made++;
	fclose(f);
	free(who.item);
	return made;
}
