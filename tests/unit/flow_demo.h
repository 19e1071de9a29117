/* flow_demo.h: contents as fill would hand them over, for the tests of flow (and of what comes after it). */
#ifndef LP_FLOW_DEMO_H
#define LP_FLOW_DEMO_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fill/content.h"

#define DEMO_A4_W 595276
#define DEMO_A4_H 841890

static struct arena *demo_arena;

/* Wording of one span; W2 of both languages. */
static struct wording demo_wording(const char *s)
{
	struct span *p = arena_alloc(demo_arena, sizeof *p);

	p->s = s;
	return (struct wording){p, s && *s ? 1 : 0};
}

static struct words W(const char *s) {
	return (struct words){{demo_wording(s), {0}}};
}

static struct words
W2(const char *s, const char *second) {
	return (struct words){{demo_wording(s), demo_wording(second)}};
}

/* Blocks gather in a builder. */
struct demo {
	struct content c;
	struct block block[200];
	int32_t n;
};

static struct block *demo_block(struct demo *d, enum block_kind kind)
{
	struct block *b = &d->block[d->n++];

	*b = (struct block){.kind = kind};
	d->c.block = d->block;
	d->c.blocks = d->n;
	return b;
}

static struct block *demo_text(struct demo *d, enum block_kind kind, struct words w)
{
	struct block *b = demo_block(d, kind);

	b->text = w;
	return b;
}

static void *demo_copy(const void *p, size_t n)
{
	void *q = arena_alloc(demo_arena, n);

	memcpy(q, p, n);
	return q;
}

static struct block *demo_pairs(struct demo *d, enum block_kind kind, const struct pair *p, int32_t n)
{
	struct block *b = demo_block(d, kind);

	b->pair = demo_copy(p, (size_t)n * sizeof *p);
	b->n = n;
	return b;
}

static struct block *demo_lines(struct demo *d, const struct words *w, int32_t n)
{
	struct block *b = demo_block(d, BLOCK_ADDRESS);

	b->line = demo_copy(w, (size_t)n * sizeof *w);
	b->n = n;
	return b;
}

static struct demo *demo_new(const char *lang, const char *title)
{
	struct demo *d = arena_alloc(demo_arena, sizeof *d);

	d->c = (struct content){.type = "DEMO",
				.number = "GT-2026-000123",
				.lang = {lang, NULL},
				.title = title,
				.author = "Al Noor Trading LLC",
				.date = 20773,
				.width = DEMO_A4_W,
				.height = DEMO_A4_H,
				.envelope = ENVELOPE_DIN5008B,
				.copies = 1};
	d->c.rtl[0] = !strcmp(lang, "ar");
	d->c.head.logo = -1;
	d->c.head.accent = 0x0B4F6C;
	return d;
}

static const char *demo_money(int64_t fils)
{
	char digits[32], out[48];
	int n, k = 0;

	n = snprintf(digits, sizeof digits, "%lld", (long long)(fils < 0 ? -fils : fils) / 100);
	if (fils < 0)
		k += snprintf(out, sizeof out, "\u2212");
	for (int i = 0; i < n; i++) {
		if (i && (n - i) % 3 == 0)
			out[k++] = ',';
		out[k++] = digits[i];
	}
	snprintf(out + k, sizeof out - (size_t)k, ".%02d", (int)((fils < 0 ? -fils : fils) % 100));
	return arena_dup(demo_arena, out);
}

static void demo_letterhead(struct demo *d)
{
	struct letterhead *h = &d->c.head;
	int ar = d->c.rtl[0];

	h->name = ar		 ? W("شركة النور للتجارة ذ.م.م")
		  : d->c.lang[1] ? W2("Al Noor Trading LLC", "شركة النور للتجارة ذ.م.م")
				 : W("Al Noor Trading LLC");
	h->sender =
		ar ? W("شركة النور للتجارة، ص.ب 4471، دبي") : W("Al Noor Trading LLC, P.O. Box 4471, Dubai");
	h->foot =
		ar ? W("شركة النور للتجارة ذ.م.م · رخصة تجارية 612345 · الرقم الضريبي 100234567800003\n"
		       "بنك الإمارات دبي الوطني · AE07 0331 2345 6789 0123 456")
		   : W("Al Noor Trading LLC · Trade licence 612345 · TRN 100234567800003 · P.O. Box 4471, Dubai, United Arab Emirates\n"
		       "Emirates NBD, Deira branch · IBAN AE07 0331 2345 6789 0123 456 · ar@alnoor.example · +971 4 222 3344");
	h->running = ar ? W("شركة النور للتجارة · GT-2026-000123 · بقالة الواحة")
			: W("Al Noor Trading LLC · GT-2026-000123 · Oasis Grocery LLC");
	h->page_of = ar ? W("صفحة %1 من %2") : W("Page %1 of %2");
	if (d->c.lang[1])
		h->foot.w[1] = (struct wording){0};
}

static void demo_address(struct demo *d)
{
	struct words en[] = {W("Oasis Grocery LLC"),
			     W("Attn. Mr Khalid Al Mansoori"),
			     W("Shop 4, Al Rigga Street"),
			     W("P.O. Box 11873"),
			     W("Dubai"),
			     W("United Arab Emirates")};
	struct words ar[] = {W("بقالة الواحة ذ.م.م"),
			     W("عناية السيد خالد المنصوري"),
			     W("محل 4، شارع الرقة"),
			     W("ص.ب 11873"),
			     W("دبي"),
			     W("الإمارات العربية المتحدة")};

	demo_lines(d, d->c.rtl[0] ? ar : en, 6);
}

static void demo_info(struct demo *d)
{
	struct pair en[] = {{W("Date"), W("16 November 2026"), 0},
			    {W("Our reference"), W("GT-2026-000123"), 0},
			    {W("Customer"), W("C1042"), 0},
			    {W("Contact"), W("Fatima Rahman"), 0},
			    {W("Telephone"), W("+971 4 222 3344"), 0}};
	struct pair ar[] = {{W("التاريخ"), W("16 نوفمبر 2026"), 0},
			    {W("مرجعنا"), W("GT-2026-000123"), 0},
			    {W("رقم العميل"), W("C1042"), 0},
			    {W("جهة الاتصال"), W("فاطمة رحمن"), 0},
			    {W("الهاتف"), W("+971 4 222 3344"), 0}};
	struct pair both[] = {{W2("Date", "التاريخ"), W2("16 November 2026", "16 نوفمبر 2026"), 0},
			      {W2("Our reference", "مرجعنا"), W("GT-2026-000123"), 0},
			      {W2("Customer", "رقم العميل"), W("C1042"), 0},
			      {W2("Telephone", "الهاتف"), W("+971 4 222 3344"), 0}};

	if (d->c.lang[1])
		demo_pairs(d, BLOCK_INFO, both, 4);
	else
		demo_pairs(d, BLOCK_INFO, d->c.rtl[0] ? ar : en, 5);
}

/* The usual items: number, date, due, order, amount, paid, outstanding; total below. */
static struct table *demo_items(struct demo *d, int32_t rows, const char *long_order)
{
	struct table *t = arena_alloc(demo_arena, sizeof *t);
	struct column *c = arena_alloc(demo_arena, 7 * sizeof *c);
	struct row *row = arena_alloc(demo_arena, (size_t)(rows + 1) * sizeof *row);
	int64_t sum = 0, amount, paid;
	struct cell *k;
	static const char *en[] = {"Invoice",  "Date",		 "Due", "Order", "Amount AED",
				   "Paid AED", "Outstanding AED"};
	static const char *ar[] = {"الفاتورة", "التاريخ", "الاستحقاق", "أمر الشراء",
				   "المبلغ",   "المدفوع", "المستحق"};

	for (int32_t i = 0; i < 7; i++) {
		c[i].label = d->c.lang[1] ? W2(en[i], ar[i]) : W(d->c.rtl[0] ? ar[i] : en[i]);
		c[i].align = i >= 4 ? CELL_END : CELL_START;
		c[i].carry = i == 6;
		c[i].wrap = i == 3;
	}
	for (int32_t r = 0; r < rows; r++) {
		amount = (int64_t)(r % 17 + 1) * 123457 + r * 31;
		paid = r % 5 == 2 ? amount / 3 : r % 11 == 7 ? -2500 : 0;
		sum += amount - paid;
		k = arena_alloc(demo_arena, 7 * sizeof *k);
		k[0] = (struct cell){.kind = CELL_TEXT,
				     .text = W(arena_format(demo_arena, "INV-2026/%05d", 1200 + r))};
		k[1] = (struct cell){
			.kind = CELL_DATE,
			.text = W(arena_format(demo_arena, "%02d.%02d.2026", r % 28 + 1, r % 9 + 1))};
		k[2] = (struct cell){
			.kind = CELL_DATE,
			.text = W(arena_format(demo_arena, "%02d.%02d.2026", r % 28 + 1, r % 9 + 2))};
		k[3] = (struct cell){.kind = CELL_TEXT,
				     .text = W(long_order && r == 1
						       ? long_order
						       : arena_format(demo_arena, "PO-%04d", 7000 + r * 3))};
		k[4] = (struct cell){
			.kind = CELL_MONEY, .text = W(demo_money(amount)), .value = amount, .digits = 2};
		k[5] = (struct cell){.kind = CELL_MONEY,
				     .text = W(paid ? demo_money(paid) : "–"),
				     .value = paid,
				     .digits = 2};
		k[6] = (struct cell){.kind = CELL_MONEY,
				     .text = W(demo_money(amount - paid)),
				     .value = amount - paid,
				     .digits = 2,
				     .carried = demo_money(sum)};
		row[r] = (struct row){.kind = ROW_ITEM, .cell = k, .cells = 7};
	}
	k = arena_alloc(demo_arena, 2 * sizeof *k);
	k[0] = (struct cell){.kind = CELL_TEXT,
			     .text = d->c.lang[1] ? W2("Total", "الإجمالي")
						  : W(d->c.rtl[0] ? "الإجمالي" : "Total"),
			     .span = 6};
	k[1] = (struct cell){.kind = CELL_MONEY, .text = W(demo_money(sum)), .value = sum, .digits = 2};
	row[rows] = (struct row){.kind = ROW_TOTAL, .cell = k, .cells = 2};
	*t = (struct table){.column = c, .columns = 7, .row = row, .rows = rows + 1};
	t->carried_label = d->c.rtl[0] ? W("المرحّل إلى الصفحة التالية") : W("Carried forward");
	t->brought_label = d->c.rtl[0] ? W("المنقول من الصفحة السابقة") : W("Brought forward");
	t->title = W("Open items");
	return t;
}

static void demo_table(struct demo *d, const struct table *t)
{
	demo_block(d, BLOCK_TABLE)->table = t;
}

static void demo_buckets(struct demo *d)
{
	static const char *en[] = {"Not yet due", "1–15 days", "16–30 days", "31–60 days", "Over 60 days"};
	static const char *ar[] = {"لم يستحق", "1–15 يومًا", "16–30 يومًا", "31–60 يومًا", "أكثر من 60 يومًا"};
	static const char *amount[] = {"12,500.00", "8,400.50", "–", "1,204,380.75", "990.00"},
			  *part[] = {"1.0 %", "0.7 %", "–", "98.2 %", "0.1 %"};
	struct table *t = arena_alloc(demo_arena, sizeof *t);
	struct column *c = arena_alloc(demo_arena, 5 * sizeof *c);
	struct row *row = arena_alloc(demo_arena, 2 * sizeof *row);
	struct cell *k[2];

	for (int r = 0; r < 2; r++) {
		k[r] = arena_alloc(demo_arena, 5 * sizeof **k);
		row[r] = (struct row){.cell = k[r], .cells = 5};
	}
	for (int i = 0; i < 5; i++) {
		c[i].label = d->c.lang[1] ? W2(en[i], ar[i]) : W(d->c.rtl[0] ? ar[i] : en[i]);
		c[i].strong = i > 0;
		k[0][i] = (struct cell){.kind = CELL_MONEY, .text = W(amount[i])};
		k[1][i] = (struct cell){.kind = CELL_PERCENT, .text = W(part[i])};
	}
	*t = (struct table){
		.column = c, .columns = 5, .row = row, .rows = 2, .title = W("Aging of the balance")};
	demo_block(d, BLOCK_BUCKETS)->table = t;
}

static struct signer demo_signer(const char *field, int known)
{
	struct signer s = {.field = field};

	s.role = W(known ? "For Al Noor Trading LLC" : "For the customer");
	if (known) {
		s.name = W("Omar Haddad");
		s.title = W("Sales Director");
		s.behalf = W("for and on behalf of Al Noor Trading LLC");
	}
	s.name_label = W("Name");
	s.title_label = W("Title");
	s.date_label = W("Date");
	s.sign_label = W("Signature");
	return s;
}

static struct block *demo_signers(struct demo *d, const struct signer *s, int32_t n)
{
	struct block *b = demo_block(d, BLOCK_SIGNATURES);

	b->signer = demo_copy(s, (size_t)n * sizeof *s);
	b->n = n;
	return b;
}

static struct block *demo_para(struct demo *d, const char *s)
{
	return demo_text(d, BLOCK_PARAGRAPH, W(s));
}

static const char demo_long[] =
	"According to our records the invoices listed below were due for payment and have not reached our account. We ask you to "
	"transfer the total to the account named above by 30 November 2026. If you have paid in the meantime, please accept our "
	"thanks and send us a copy of the transfer, so that we can trace it. If an invoice is wrong or goods were missing, tell us "
	"this week; we shall look into it at once.";

/* A firm reminder of one page or two. */
static __attribute__((unused)) struct demo *demo_reminder(int32_t rows)
{
	struct demo *d = demo_new("en", "Reminder");
	struct signer s[] = {demo_signer("ar", 1), demo_signer("sales_director", 1)};

	demo_letterhead(d);
	demo_address(d);
	demo_info(d);
	demo_text(d, BLOCK_SUBJECT, W("Second reminder: AED 12,345.67 overdue since 1 October 2026"));
	{
		struct pair p[] = {{W("Amount due"), W("AED 12,345.67"), 1},
				   {W("Pay by"), W("30 November 2026"), 0},
				   {W("Reference"), W("C1042 / GT-2026-000123"), 0},
				   {W("Account"), W("AE07 0331 2345 6789 0123 456"), 0}};
		demo_pairs(d, BLOCK_KEYBOX, p, 4);
	}
	demo_para(d, "Dear Mr Al Mansoori,");
	demo_para(d, demo_long);
	demo_table(d, demo_items(d, rows, NULL));
	demo_para(
		d,
		"We value your custom. If you need a different date, please call Ms Rahman before the date above.");
	demo_para(d, "Yours sincerely,");
	s[0].name = W("Fatima Rahman");
	s[0].title = W("Accounts Receivable");
	demo_signers(d, s, 2);
	demo_text(
		d, BLOCK_PARAGRAPH,
		W("This letter was made from the open items of 15 November 2026. Payments received later are not "
		  "yet considered."))
		->style = PARA_LEGAL;
	return d;
}

static __attribute__((unused)) struct demo *demo_statement(int32_t rows)
{
	struct demo *d = demo_new("en", "Statement of account");

	demo_letterhead(d);
	demo_address(d);
	demo_info(d);
	demo_text(d, BLOCK_SUBJECT, W("Statement of account as of 15 November 2026"));
	demo_para(d, "Dear Sir or Madam, please find below the invoices that stand open on your account.");
	demo_table(d, demo_items(d, rows, NULL));
	demo_text(d, BLOCK_HEADING, W("Age of the balance"))->level = 1;
	demo_buckets(d);
	demo_text(d, BLOCK_HEADING, W("How to pay"))->level = 1;
	demo_para(d, demo_long);
	return d;
}

static __attribute__((unused)) struct demo *demo_arabic(int32_t rows)
{
	struct demo *d = demo_new("ar", "تذكير");
	struct signer s = {.field = "sales_director",
			   .role = W("عن شركة النور للتجارة"),
			   .name = W("عمر حداد"),
			   .title = W("مدير المبيعات"),
			   .date_label = W("التاريخ"),
			   .sign_label = W("التوقيع")};
	struct signer k = {.field = "customer",
			   .role = W("عن العميل"),
			   .name_label = W("الاسم"),
			   .title_label = W("الصفة"),
			   .date_label = W("التاريخ"),
			   .sign_label = W("التوقيع"),
			   .stamp = W("مكان الختم")};

	demo_letterhead(d);
	demo_address(d);
	demo_info(d);
	demo_text(d, BLOCK_SUBJECT, W("التذكير الثاني: مبلغ 12,345.67 درهم متأخر السداد منذ 1 أكتوبر 2026"));
	{
		struct pair p[] = {{W("المبلغ المستحق"), W("12,345.67 درهم"), 1},
				   {W("السداد قبل"), W("30 نوفمبر 2026"), 0},
				   {W("المرجع"), W("C1042 / GT-2026-000123"), 0},
				   {W("الحساب"), W("AE07 0331 2345 6789 0123 456"), 0}};
		demo_pairs(d, BLOCK_KEYBOX, p, 4);
	}
	demo_para(d, "السيد خالد المنصوري المحترم،");
	demo_para(
		d,
		"تشير سجلاتنا إلى أن الفواتير المبينة أدناه، ومنها الفاتورة INV-2026/01200، استحقت ولم يصل سدادها إلى حسابنا بعد. نرجو تحويل "
		"المبلغ الإجمالي إلى الحساب المذكور أعلاه قبل 30 نوفمبر 2026. إذا كنتم قد سددتم المبلغ فنشكركم ونرجو إرسال نسخة من إشعار "
		"التحويل حتى نتمكن من تتبعه.");
	demo_table(d, demo_items(d, rows, NULL));
	demo_buckets(d);
	demo_para(
		d,
		"نقدر تعاملكم معنا. إذا احتجتم إلى موعد آخر فنرجو الاتصال بالسيدة فاطمة رحمن قبل التاريخ المذكور.");
	demo_signers(d, &s, 1);
	demo_signers(d, &k, 1);
	return d;
}

static __attribute__((unused)) struct demo *demo_bilingual(int32_t clauses)
{
	struct demo *d = demo_new("en", "Formal notice");
	struct signer s[] = {demo_signer("sales_director", 1), demo_signer("received_by", 0)};
	struct block *list;

	d->c.lang[1] = "ar";
	d->c.rtl[1] = 1;
	demo_letterhead(d);
	demo_address(d);
	demo_info(d);
	demo_text(d, BLOCK_SUBJECT, W2("Formal notice of overdue debt", "إنذار رسمي بدين متأخر"));
	{
		struct pair p[] = {
			{W2("Amount due", "المبلغ المستحق"), W2("AED 12,345.67", "12,345.67 درهم"), 1},
			{W2("Pay by", "السداد قبل"), W2("30 November 2026", "30 نوفمبر 2026"), 0},
			{W2("Account", "الحساب"), W("AE07 0331 2345 6789 0123 456"), 0}};
		demo_pairs(d, BLOCK_KEYBOX, p, 3);
	}
	for (int32_t i = 0; i < clauses; i++) {
		if (i % 4 == 0)
			demo_text(d, BLOCK_HEADING, W2("Subject of the notice", "موضوع الإنذار"))->level = 1;
		demo_text(
			d, BLOCK_PARAGRAPH,
			W2(demo_long,
			   "تشير سجلاتنا إلى أن الفواتير المبينة أدناه استحقت ولم يصل سدادها إلى حسابنا بعد. نرجو تحويل "
			   "المبلغ الإجمالي إلى الحساب المذكور أعلاه قبل 30 نوفمبر 2026. وإذا كانت هناك فاتورة "
			   "خاطئة فأبلغونا هذا الأسبوع."));
	}
	list = demo_block(d, BLOCK_LIST);
	list->ordered = 1;
	{
		struct block *child = arena_alloc(demo_arena, 2 * sizeof *child);

		child[0] = (struct block){
			.kind = BLOCK_PARAGRAPH,
			.text = W2("payment of the whole debt within five days of receipt of this notice;",
				   "سداد كامل الدين خلال خمسة أيام من استلام هذا الإنذار؛")};
		child[1] = (struct block){.kind = BLOCK_PARAGRAPH,
					  .text = W2("or a written proposal with dates and amounts.",
						     "أو مقترح مكتوب بمواعيد ومبالغ.")};
		list->child = child;
		list->n = 2;
	}
	demo_table(d, demo_items(d, 6, NULL));
	s[0].role = W2("For Al Noor Trading LLC", "عن شركة النور للتجارة");
	s[0].name = W2("Omar Haddad", "عمر حداد");
	s[0].title = W2("Sales Director", "مدير المبيعات");
	s[0].behalf = W("");
	for (int i = 0; i < 2; i++) {
		s[i].name_label = W2("Name", "الاسم");
		s[i].title_label = W2("Title", "الصفة");
		s[i].date_label = W2("Date", "التاريخ");
		s[i].sign_label = W2("Signature", "التوقيع");
	}
	s[1].role = W2("Received by", "استلمه");
	demo_signers(d, s, 2);
	return d;
}

static __attribute__((unused)) struct demo *demo_confirmation(void)
{
	struct demo *d = demo_new("en", "Balance confirmation");
	struct signer s = demo_signer("customer_md", 0);
	struct block *child = arena_alloc(demo_arena, 6 * sizeof *child), *b;

	s.role = W("For Oasis Grocery LLC: owner or managing director");
	s.stamp = W("Company stamp");
	demo_letterhead(d);
	demo_address(d);
	demo_info(d);
	demo_text(d, BLOCK_SUBJECT, W("Please confirm your balance as of 31 October 2026"));
	demo_para(d, demo_long);
	demo_table(d, demo_items(d, 4, NULL));
	child[0] = (struct block){
		.kind = BLOCK_HEADING, .text = W("Reply to Al Noor Trading LLC, customer C1042"), .level = 1};
	child[1] = (struct block){.kind = BLOCK_CHOICE,
				  .text = W("We agree that we owe AED 12,345.67 on 31 October 2026."),
				  .field = "slip_agree"};
	child[2] =
		(struct block){.kind = BLOCK_CHOICE, .text = W("We do not agree."), .field = "slip_disagree"};
	child[3] = (struct block){
		.kind = BLOCK_FILLIN, .text = W("Our balance is"), .field = "slip_balance", .width = 150000};
	child[4] = (struct block){.kind = BLOCK_FILLIN, .text = W("because"), .field = "slip_reason"};
	child[5] = (struct block){.kind = BLOCK_SIGNATURES, .signer = demo_copy(&s, sizeof s), .n = 1};
	b = demo_block(d, BLOCK_SLIP);
	b->child = child;
	b->n = 6;
	return d;
}

static __attribute__((unused)) struct demo *demo_report(void)
{
	struct demo *d = demo_new("en", "Bad debts report");
	struct signer s[4] = {demo_signer("salesman", 1), demo_signer("supervisor", 1),
			      demo_signer("channel_manager", 0), demo_signer("sales_director", 0)};
	static const char *month[] = {"Dec", "Jan", "Feb", "Mar", "Apr", "May",
				      "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"};
	static const int64_t value[] = {120000, 98000, 143000, 88000, 60400, 150700,
					99000,	72000, 41000,  23000, 8000,  -2500};
	static const char *shown[] = {"120,000", "98,000", "143,000", "88,000", "60,400", "150,700",
				      "99,000",	 "72,000", "41,000",  "23,000", "8,000",  "−2,500"};
	struct chart *c = arena_alloc(demo_arena, sizeof *c);
	struct table *t = arena_alloc(demo_arena, sizeof *t);
	struct column *col = arena_alloc(demo_arena, 5 * sizeof *col);
	struct row *row = arena_alloc(demo_arena, 5 * sizeof *row);
	struct cell *k;
	struct block *b;

	d->c.internal = 1;
	d->c.envelope = ENVELOPE_NONE;
	demo_letterhead(d);
	{
		struct pair p[] = {{W("Case"), W("CASE-2026-0017"), 0},
				   {W("Prepared"), W("15 November 2026"), 0},
				   {W("Salesman"), W("Rashid Khan"), 0},
				   {W("Region"), W("Deira and Bur Dubai"), 0}};
		demo_text(d, BLOCK_SUBJECT, W("Bad debts report"));
		demo_pairs(d, BLOCK_INFO, p, 4);
	}
	demo_text(d, BLOCK_HEADING, W("1 Profile"))->level = 1;
	{
		struct box x[] = {{.label = W("Name"), .value = W("Oasis Grocery LLC"), .span = 2},
				  {.label = W("Code"), .value = W("C1042")},
				  {.label = W("Tax no."), .value = W("100987654300003")},
				  {.label = W("Address"),
				   .value = W("Shop 4, Al Rigga Street, Deira, Dubai"),
				   .span = 3},
				  {.label = W("Contact")},
				  {.label = W("Situation"), .lines = 2, .span = 4},
				  {.label = W("Write off"), .check = 1},
				  {.label = W("Keep on hold"), .check = 1, .checked = 1}};
		b = demo_block(d, BLOCK_FORM);
		b->box = demo_copy(x, sizeof x);
		b->n = 8;
		b->columns = 4;
	}
	demo_text(d, BLOCK_HEADING, W("2 Sales trend"))->level = 1;
	*c = (struct chart){.label = month,
			    .value = value,
			    .shown = shown,
			    .n = 12,
			    .alt = W("Monthly sales fell from 120,000 to -2,500")};
	demo_block(d, BLOCK_CHART)->chart = c;
	demo_text(d, BLOCK_HEADING, W("3 Papers"))->level = 1;
	{
		static const char *label[] = {"Invoice", "Signed", "Stamped", "Owner", "Notes"};

		for (int i = 0; i < 5; i++) {
			col[i].label = W(label[i]);
			col[i].tick = i == 1 || i == 2;
			col[i].align = col[i].tick ? CELL_CENTRE : CELL_START;
			col[i].rule = i >= 3;
			col[i].min = i >= 3 ? 80000 : 0;
		}
	}
	k = arena_alloc(demo_arena, sizeof *k);
	k[0] = (struct cell){.kind = CELL_TEXT, .text = W("Customer C1042")};
	row[0] = (struct row){.kind = ROW_HEAD, .cell = k, .cells = 1};
	for (int r = 1; r < 5; r++) {
		k = arena_alloc(demo_arena, 5 * sizeof *k);
		k[0] = (struct cell){.kind = CELL_TEXT,
				     .text = W(arena_format(demo_arena, "INV-2026/%05d", r))};
		for (int i = 1; i < 5; i++)
			k[i].kind = CELL_EMPTY;
		row[r] = (struct row){.cell = k, .cells = 5};
	}
	*t = (struct table){.column = col, .columns = 5, .row = row, .rows = 5, .row_height = 1};
	demo_table(d, t);
	demo_text(d, BLOCK_HEADING, W("4 Remarks"))->level = 1;
	demo_block(d, BLOCK_RULED)->lines = 4;
	demo_text(d, BLOCK_HEADING, W("5 Signatures"))->level = 1;
	demo_para(d, "By signing, each confirms that the facts above are right as far as known to them.");
	demo_signers(d, s, 4);
	return d;
}

static __attribute__((unused)) struct demo *demo_claim(void)
{
	struct demo *d = demo_new("ru", "Претензия");
	struct signer s = {.field = "director",
			   .role = W("Генеральный директор"),
			   .name = W("И. П. Соколов"),
			   .date_label = W("Дата"),
			   .sign_label = W("Подпись"),
			   .stamp = W("М. П.")};
	struct signer r = {.field = "received",
			   .role = W("Претензию получил"),
			   .name_label = W("Ф. И. О."),
			   .title_label = W("Должность"),
			   .date_label = W("Дата"),
			   .sign_label = W("Подпись")};
	struct block *b;

	d->c.copies = 2;
	d->c.copy_label = W("Экземпляр %1 из %2");
	demo_letterhead(d);
	d->c.head.name = W("ООО «Сибирь-Опт»");
	d->c.head.page_of = W("Стр. %1 из %2");
	demo_address(d);
	demo_info(d);
	demo_text(d, BLOCK_SUBJECT,
		  W("Претензия о погашении задолженности по договору поставки № 17 от 12.01.2026"));
	demo_para(
		d,
		"Уважаемый Сергей Петрович! По договору поставки мы передали вам товар по перечисленным ниже документам. Срок оплаты истёк. "
		"Задолженность на 15 ноября 2026 года составляет 1 234 567,05 ₽ (один миллион двести тридцать четыре тысячи пятьсот "
		"шестьдесят семь рублей 05 копеек). Просим оплатить её до 30 ноября 2026 года.");
	demo_table(d, demo_items(d, 12, NULL));
	demo_signers(d, &s, 1);
	b = demo_block(d, BLOCK_GROUP);
	b->keep = 1;
	b->copy = 2;
	{
		struct block *child = arena_alloc(demo_arena, 3 * sizeof *child);

		child[0] =
			(struct block){.kind = BLOCK_HEADING, .level = 1, .text = W("Отметка о получении")};
		child[1] = (struct block){
			.kind = BLOCK_FILLIN, .text = W("Входящий №"), .width = 120000, .field = "incoming"};
		child[2] =
			(struct block){.kind = BLOCK_SIGNATURES, .signer = demo_copy(&r, sizeof r), .n = 1};
		b->child = child;
		b->n = 3;
	}
	return d;
}

#endif
