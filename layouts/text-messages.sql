-- text-messages.sql: `report text-messages`: short messages for a gateway (--csv), to whom is called on the day about money that is overdue or falls due, in the customer's language.

-- name: sheets
SELECT 'messages' AS query, 'Messages' AS name, '' AS sum, 0 AS chart;

-- name: caption
-- columns: as_of date
SELECT 'Text messages as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('currency', 'Currency', 9),
	('amount', 'Amount', 16), ('phone', 'Telephone', 18), ('language', 'Language', 10), ('message', 'Text', 100), ('length', 'Characters', 10));

-- The wording is policy (message_due, message_overdue, also per language: message_due.ar); what stands here is said without it. {customer}, {company},
-- {amount} and {quote} are filled in. Nobody is written to whom letters leave alone.
-- name: messages
-- columns: amount money, length count
WITH wording(key, language, text) AS (VALUES
	('message_overdue', 'en', '{company}: {amount} is overdue on account {customer}. Please pay, quoting {quote}. If you have paid, ignore this message.'),
	('message_due', 'en', '{company}: {amount} falls due on account {customer} in the next days. Please quote {quote}.'),
	('message_overdue', 'ar', '{company}: مبلغ {amount} متأخر السداد على الحساب {customer}. يرجى السداد مع ذكر المرجع {quote}. إذا سبق لكم الدفع فيرجى إهمال هذه الرسالة.'),
	('message_due', 'ar', '{company}: يستحق مبلغ {amount} على الحساب {customer} خلال الأيام القادمة. يرجى ذكر المرجع {quote}.'),
	('message_overdue', 'ru', '{company}: по счёту {customer} просрочено {amount}. Просим оплатить, указав {quote}. Если вы уже оплатили, не учитывайте это сообщение.'),
	('message_due', 'ru', '{company}: по счёту {customer} в ближайшие дни наступает срок оплаты {amount}. Просим указать {quote}.'),
	('message_overdue', 'nb', '{company}: {amount} er forfalt på konto {customer}. Vennligst betal og oppgi {quote}. Har du betalt, kan du se bort fra meldingen.'),
	('message_due', 'nb', '{company}: {amount} forfaller på konto {customer} de nærmeste dagene. Oppgi {quote}.')),
who AS (
	SELECT t.customer, iif(t.why = 'due_soon', 'message_due', 'message_overdue') AS key, p.name, p.salesman, p.phone, substr(p.language, 1, 2) AS language, b.currency,
		iif(t.why = 'due_soon', (SELECT sum(o.outstanding) FROM open_item o WHERE o.customer = t.customer AND o.currency = b.currency AND o.age <= 0
			AND o.due <= workday_add(:as_of, coalesce((SELECT value + 0 FROM policy WHERE key = 'call_ahead_days'), 2)) AND o.outstanding > 0 AND o.blocked IS NULL), nullif(b.demand, 0)) AS amount,
		coalesce(q.shown, t.customer) AS quote
	FROM to_call t JOIN party p ON p.code = t.customer JOIN balance b ON b.customer = t.customer LEFT JOIN quote q ON q.customer = t.customer AND q.currency = b.currency
	WHERE t.why IN ('overdue', 'due_soon', 'promise_not_kept') AND p.phone <> ''),
said AS (
	SELECT w.*, replace(replace(replace(replace(coalesce((SELECT value FROM policy WHERE key = w.key || '.' || w.language), (SELECT value FROM policy WHERE key = w.key),
			(SELECT text FROM wording x WHERE x.key = w.key AND x.language = w.language), (SELECT text FROM wording x WHERE x.key = w.key AND x.language = 'en')),
		'{company}', (SELECT coalesce(max(value) FILTER (WHERE key = 'name.' || w.language), max(value) FILTER (WHERE key = 'name')) FROM setting WHERE section = 'company')),
		'{amount}', w.currency || ' ' || money(w.amount, w.currency)), '{customer}', w.customer), '{quote}', w.quote) AS message
	FROM who w WHERE w.amount > 0)
-- A gateway wants the number in digits, with its country.
SELECT replace(replace(replace(replace(replace(phone, '+', ''), ' ', ''), '-', ''), '(', ''), ')', '') AS phone, message, length(message) AS length, customer, name, salesman, language, currency, amount FROM said ORDER BY customer, currency;
