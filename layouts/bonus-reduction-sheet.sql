-- bonus-reduction-sheet.sql: one sheet a representative and month: bonus by shipment, less ten percent a working day of delay, and fines.

-- name: jobs
SELECT NULL AS customer, s.code AS salesman, :default_language AS language, 0 AS level, substr(iso(add_months(month_start(:as_of), -1)), 1, 7) AS key,
	CASE WHEN NOT EXISTS (SELECT 1 FROM policy WHERE key = 'bonus_rate') OR NOT :asked AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'bonus_days') THEN 'not_in_policy'
	     WHEN NOT EXISTS (SELECT 1 FROM entry e JOIN customer k ON k.code = e.customer WHERE e.type = 'invoice' AND coalesce(nullif(e.salesman, ''), k.salesman) = s.code
		AND e.date < month_start(:as_of)) THEN 'nothing_shipped'
	     WHEN NOT :asked AND CAST(substr(iso(:as_of), 9) AS INTEGER) > (SELECT value + 0 FROM policy WHERE key = 'bonus_days') THEN 'not_this_day' END AS reason,
	CASE WHEN CAST(substr(iso(:as_of), 9) AS INTEGER) > (SELECT value + 0 FROM policy WHERE key = 'bonus_days') THEN add_months(month_start(:as_of), 1) END AS first_on,
	s.code AS sort
FROM staff s WHERE s.role = 'salesman' AND (:asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'bonus_rate'));

-- name: period
-- columns: first date, last date
SELECT add_months(month_start(:as_of), -1) AS first, month_start(:as_of) - 1 AS last;

-- name: terms
-- columns: cut percent, fine money
SELECT coalesce((SELECT CAST(replace(value, '.', '') AS INTEGER) FROM policy WHERE key = 'bonus_cut'), 100) AS cut,
	(SELECT CAST(replace(value, '.', '') AS INTEGER) FROM policy WHERE key LIKE 'fine_day.%' ORDER BY key LIMIT 1) AS fine,
	(SELECT substr(key, 10) FROM policy WHERE key LIKE 'fine_day.%' ORDER BY key LIMIT 1) AS currency;

-- name: books
SELECT DISTINCT e.currency FROM entry e JOIN customer k ON k.code = e.customer
WHERE e.type = 'invoice' AND coalesce(nullif(e.salesman, ''), k.salesman) = :salesman AND e.date < month_start(:as_of) ORDER BY e.currency;

-- name: shipments
-- columns: due date, paid date, shipment money, rate percent, bonus money, days count, cut money, hand money, d1 money, d2 money, d3 money, d4 money, d5 money, d6 money, d7 money, d8 money, d9 money, d10 money
WITH span AS (SELECT add_months(month_start(:as_of), -1) AS first, month_start(:as_of) - 1 AS last),
shipped AS (
	SELECT e.id, e.customer, k.name AS customer_name, e.number, e.date, coalesce(e.due, due_by_terms(e.date, coalesce(k.terms_days, 0))) AS due, e.amount, e.currency,
		CASE WHEN o.entry IS NULL THEN (SELECT max(a.date) FROM allocation a WHERE a.entry = e.id) END AS paid
	FROM entry e JOIN customer k ON k.code = e.customer LEFT JOIN open_item o ON o.entry = e.id
	WHERE e.type = 'invoice' AND e.amount > 0 AND coalesce(nullif(e.salesman, ''), k.salesman) = :salesman AND e.date <= :as_of),
-- the day on which its bonus is known for good: paid, or the tenth working day late
known AS (SELECT *, min(coalesce(paid, workday_add(due, 10)), workday_add(due, 10)) AS known_on FROM shipped),
mine AS (
	SELECT s.*, p.last, CAST(replace(r.value, '.', '') AS INTEGER) AS rate, (s.amount * CAST(replace(r.value, '.', '') AS INTEGER) + 500) / 1000 AS bonus,
		coalesce((SELECT CAST(replace(value, '.', '') AS INTEGER) FROM policy WHERE key = 'bonus_cut'), 100) AS cut_rate,
		(SELECT count(*) FROM (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)) WHERE workday_add(s.due, column1) <= coalesce(s.paid, p.last)) AS days
	FROM known s CROSS JOIN span p JOIN policy r ON r.key = 'bonus_rate' WHERE s.known_on BETWEEN p.first AND p.last),
worked AS (SELECT *, min(bonus, (bonus * days * cut_rate + 500) / 1000) AS cut FROM mine WHERE currency = :currency)
SELECT customer, customer_name, number, due, paid, shipment, rate, bonus, days, cut, hand, d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, :currency AS currency, row_kind FROM (
	SELECT customer, customer_name, number, due, CASE WHEN paid <= last THEN paid END AS paid, amount AS shipment, rate, bonus, days, cut, bonus - cut AS hand,
		CASE WHEN days >= 1 THEN bonus - min(bonus, (bonus * 1 * cut_rate + 500) / 1000) END AS d1,
		CASE WHEN days >= 2 THEN bonus - min(bonus, (bonus * 2 * cut_rate + 500) / 1000) END AS d2,
		CASE WHEN days >= 3 THEN bonus - min(bonus, (bonus * 3 * cut_rate + 500) / 1000) END AS d3,
		CASE WHEN days >= 4 THEN bonus - min(bonus, (bonus * 4 * cut_rate + 500) / 1000) END AS d4,
		CASE WHEN days >= 5 THEN bonus - min(bonus, (bonus * 5 * cut_rate + 500) / 1000) END AS d5,
		CASE WHEN days >= 6 THEN bonus - min(bonus, (bonus * 6 * cut_rate + 500) / 1000) END AS d6,
		CASE WHEN days >= 7 THEN bonus - min(bonus, (bonus * 7 * cut_rate + 500) / 1000) END AS d7,
		CASE WHEN days >= 8 THEN bonus - min(bonus, (bonus * 8 * cut_rate + 500) / 1000) END AS d8,
		CASE WHEN days >= 9 THEN bonus - min(bonus, (bonus * 9 * cut_rate + 500) / 1000) END AS d9,
		CASE WHEN days >= 10 THEN bonus - min(bonus, (bonus * 10 * cut_rate + 500) / 1000) END AS d10,
		NULL AS row_kind, 0 AS part FROM worked
	UNION ALL
	SELECT customer, max(customer_name), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'head', -1 FROM worked GROUP BY customer
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, sum(amount), NULL, sum(bonus), NULL, sum(cut), sum(bonus - cut), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'total', 1 FROM worked HAVING count(*) > 0)
ORDER BY part = 1, customer_name, customer, part, due, number;

-- name: fines
-- Day by day within the month: from the day on which the paper was to be there until it came, or what it was about was paid.
-- columns: what term, since date, until date, days count, fine money
WITH span AS (SELECT add_months(month_start(:as_of), -1) AS first, month_start(:as_of) - 1 AS last),
shipped AS (
	SELECT e.id, e.customer, k.name AS customer_name, e.number, e.date, coalesce(e.due, due_by_terms(e.date, coalesce(k.terms_days, 0))) AS due, e.amount, e.currency,
		CASE WHEN o.entry IS NULL THEN (SELECT max(a.date) FROM allocation a WHERE a.entry = e.id) END AS paid
	FROM entry e JOIN customer k ON k.code = e.customer LEFT JOIN open_item o ON o.entry = e.id
	WHERE e.type = 'invoice' AND e.amount > 0 AND coalesce(nullif(e.salesman, ''), k.salesman) = :salesman AND e.date <= :as_of),
cost AS (SELECT CAST(replace(value, '.', '') AS INTEGER) AS rate, substr(key, 10) AS currency FROM policy WHERE key LIKE 'fine_day.%' ORDER BY key LIMIT 1),
-- one guarantee letter a customer and due day; a memo that was handed in stands for it
owing AS (
	SELECT customer, max(customer_name) AS customer_name, due, CASE WHEN count(*) = count(paid) THEN max(paid) END AS settled
	FROM shipped CROSS JOIN span WHERE due <= last AND (paid IS NULL OR paid > due AND paid >= first) GROUP BY customer, due),
came AS (
	SELECT w.*, (SELECT min(date) FROM (
		SELECT e.date FROM event e WHERE e.customer = w.customer AND e.kind = 'guarantee'
		UNION ALL SELECT a.date FROM arrangement a WHERE a.customer = w.customer AND a.kind = 'guarantee'
			AND (a.signed_role IS NULL OR a.signed_role IN ('director', 'managing_director', 'chief_accountant', 'owner'))
		UNION ALL SELECT v.date FROM evidence v WHERE v.customer = w.customer AND v.doctype = 'GUARS' AND v.valid
		UNION ALL SELECT x.date FROM paper p JOIN paper_event x ON x.paper = p.id WHERE p.customer = w.customer AND p.type = 'MEMO'
			AND x.state IN ('sent', 'delivered', 'signed')) WHERE date >= workday_add(w.due + 1, -1)) AS there
	FROM owing w),
late AS (
	SELECT 'guarantee' AS what, customer_name, workday_add(due, 0) AS wanted, min(coalesce(there, 1000000), coalesce(settled, 1000000)) AS there FROM came
	UNION ALL
	SELECT 'report', k.name, p.promise_date, coalesce((SELECT min(e.date) FROM event e WHERE e.customer = p.customer AND e.date >= p.promise_date
		AND e.kind IN ('call', 'visit', 'note', 'message', 'email', 'reply', 'paid_said')), 1000000)
	FROM promise p JOIN customer k ON k.code = p.customer WHERE k.salesman = :salesman),
missing AS (
	SELECT what, customer_name, max(wanted, first) AS since, min(there - 1, last) AS until, rate, currency FROM late CROSS JOIN span CROSS JOIN cost
	WHERE max(wanted, first) <= min(there - 1, last))
SELECT what, customer_name, since, until, days, fine, currency, row_kind FROM (
	SELECT what, customer_name, since, until, until - since + 1 AS days, (until - since + 1) * rate AS fine, currency, NULL AS row_kind, 0 AS part FROM missing
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, sum(until - since + 1), sum((until - since + 1) * rate), max(currency), 'total', 1 FROM missing HAVING count(*) > 0)
ORDER BY part, since, customer_name, what;

-- name: hand
-- columns: hand money, fine money
WITH span AS (SELECT add_months(month_start(:as_of), -1) AS first, month_start(:as_of) - 1 AS last),
shipped AS (
	SELECT e.id, e.customer, k.name AS customer_name, e.number, e.date, coalesce(e.due, due_by_terms(e.date, coalesce(k.terms_days, 0))) AS due, e.amount, e.currency,
		CASE WHEN o.entry IS NULL THEN (SELECT max(a.date) FROM allocation a WHERE a.entry = e.id) END AS paid
	FROM entry e JOIN customer k ON k.code = e.customer LEFT JOIN open_item o ON o.entry = e.id
	WHERE e.type = 'invoice' AND e.amount > 0 AND coalesce(nullif(e.salesman, ''), k.salesman) = :salesman AND e.date <= :as_of),
cost AS (SELECT CAST(replace(value, '.', '') AS INTEGER) AS rate, substr(key, 10) AS currency FROM policy WHERE key LIKE 'fine_day.%' ORDER BY key LIMIT 1),
-- one guarantee letter a customer and due day; a memo that was handed in stands for it
owing AS (
	SELECT customer, max(customer_name) AS customer_name, due, CASE WHEN count(*) = count(paid) THEN max(paid) END AS settled
	FROM shipped CROSS JOIN span WHERE due <= last AND (paid IS NULL OR paid > due AND paid >= first) GROUP BY customer, due),
came AS (
	SELECT w.*, (SELECT min(date) FROM (
		SELECT e.date FROM event e WHERE e.customer = w.customer AND e.kind = 'guarantee'
		UNION ALL SELECT a.date FROM arrangement a WHERE a.customer = w.customer AND a.kind = 'guarantee'
			AND (a.signed_role IS NULL OR a.signed_role IN ('director', 'managing_director', 'chief_accountant', 'owner'))
		UNION ALL SELECT v.date FROM evidence v WHERE v.customer = w.customer AND v.doctype = 'GUARS' AND v.valid
		UNION ALL SELECT x.date FROM paper p JOIN paper_event x ON x.paper = p.id WHERE p.customer = w.customer AND p.type = 'MEMO'
			AND x.state IN ('sent', 'delivered', 'signed')) WHERE date >= workday_add(w.due + 1, -1)) AS there
	FROM owing w),
late AS (
	SELECT 'guarantee' AS what, customer_name, workday_add(due, 0) AS wanted, min(coalesce(there, 1000000), coalesce(settled, 1000000)) AS there FROM came
	UNION ALL
	SELECT 'report', k.name, p.promise_date, coalesce((SELECT min(e.date) FROM event e WHERE e.customer = p.customer AND e.date >= p.promise_date
		AND e.kind IN ('call', 'visit', 'note', 'message', 'email', 'reply', 'paid_said')), 1000000)
	FROM promise p JOIN customer k ON k.code = p.customer WHERE k.salesman = :salesman),
missing AS (
	SELECT what, customer_name, max(wanted, first) AS since, min(there - 1, last) AS until, rate, currency FROM late CROSS JOIN span CROSS JOIN cost
	WHERE max(wanted, first) <= min(there - 1, last)),
-- the day on which its bonus is known for good: paid, or the tenth working day late
known AS (SELECT *, min(coalesce(paid, workday_add(due, 10)), workday_add(due, 10)) AS known_on FROM shipped),
mine AS (
	SELECT s.*, p.last, CAST(replace(r.value, '.', '') AS INTEGER) AS rate, (s.amount * CAST(replace(r.value, '.', '') AS INTEGER) + 500) / 1000 AS bonus,
		coalesce((SELECT CAST(replace(value, '.', '') AS INTEGER) FROM policy WHERE key = 'bonus_cut'), 100) AS cut_rate,
		(SELECT count(*) FROM (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)) WHERE workday_add(s.due, column1) <= coalesce(s.paid, p.last)) AS days
	FROM known s CROSS JOIN span p JOIN policy r ON r.key = 'bonus_rate' WHERE s.known_on BETWEEN p.first AND p.last)
SELECT currency, sum(bonus - min(bonus, (bonus * days * cut_rate + 500) / 1000)) AS hand,
	coalesce((SELECT sum((x.until - x.since + 1) * x.rate) FROM missing x WHERE x.currency = mine.currency), 0) AS fine
FROM mine GROUP BY currency ORDER BY currency;
