-- block-decision.sql: a customer that is blocked, or for whom a rule of blocking, cash or delegation of authority holds.

-- name: jobs
-- Once for each episode: a block on record, or the due day from which the oldest overdue item counts.
WITH states AS (
	SELECT customer, kind, date, row_number() OVER (PARTITION BY customer ORDER BY date DESC, id DESC) AS latest
	FROM event WHERE kind IN ('block', 'unblock') AND date <= :as_of),
facts AS (
	SELECT customer, max(day) AS day FROM (
		SELECT customer, date AS day FROM states WHERE latest = 1 AND kind = 'block'
		UNION ALL SELECT customer, min(oldest_due) FROM balance WHERE overdue > 0 GROUP BY customer)
	GROUP BY customer)
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, coalesce(iso(f.day), '') AS key,
	CASE WHEN f.customer IS NULL THEN 'not_blocked'
	     WHEN NOT :asked AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'make.BLOCK' AND value = 'yes') THEN 'not_in_policy' END AS reason,
	NULL AS first_on, k.sort
FROM party k LEFT JOIN facts f ON f.customer = k.code
WHERE :asked OR f.customer IS NOT NULL AND EXISTS (SELECT 1 FROM policy WHERE key = 'make.BLOCK' AND value = 'yes');

-- name: state_now
-- The latest block or release, and the latest delegation of authority after it.
-- columns: kind term, state term, date date
SELECT k.kind, e.kind AS state, e.date, (SELECT d.reference FROM event d WHERE d.customer = k.code AND d.kind = 'doa' AND d.date BETWEEN coalesce(e.date, 0) AND :as_of
	ORDER BY d.date DESC, d.id DESC LIMIT 1) AS doa
FROM customer k LEFT JOIN event e ON e.id = (SELECT id FROM event x WHERE x.customer = k.code AND x.kind IN ('block', 'unblock') AND x.date <= :as_of
	ORDER BY x.date DESC, x.id DESC LIMIT 1)
WHERE k.code = :customer;

-- name: rules
-- Short cash: any breach, delay past pure_cash_age, violations; credit: a breach may block, and past doa_age a DoA is wanted.
-- columns: rule term, edge count, found count, date date
WITH late AS (SELECT max(oldest_age) AS age, min(oldest_due) AS due FROM balance WHERE customer = :customer AND overdue > 0),
edges AS (
	SELECT max(value + 0) FILTER (WHERE key = 'pure_cash_age') AS pure, max(value + 0) FILTER (WHERE key = 'permanent_cash_violations') AS permanent,
		max(value + 0) FILTER (WHERE key = 'doa_age') AS doa FROM policy),
broken AS (SELECT count(DISTINCT due) AS n, max(due) AS last FROM (
	SELECT coalesce(e.due, due_by_terms(e.date, coalesce(k.terms_days, 0))) AS due, CASE WHEN o.entry IS NULL THEN (SELECT max(a.date) FROM allocation a WHERE a.entry = e.id) END AS paid
	FROM entry e JOIN customer k ON k.code = e.customer LEFT JOIN open_item o ON o.entry = e.id
	WHERE e.customer = :customer AND e.type = 'invoice' AND e.amount > 0 AND e.date <= :as_of)
	WHERE due BETWEEN add_months(:as_of, -12) AND :as_of - 1 AND (paid IS NULL OR paid > due))
SELECT rule, edge, found, date FROM (
	SELECT 1 AS place, 'rule_breach' AS rule, 1 AS edge, age AS found, due + 1 AS date FROM late JOIN customer k ON k.code = :customer WHERE k.kind = 'short_cash' AND age > 0
	UNION ALL
	SELECT 1, 'rule_credit', 1, age, due + 1 FROM late JOIN customer k ON k.code = :customer WHERE k.kind = 'company_credit' AND age > 0
	UNION ALL
	SELECT 2, 'rule_pure_cash', pure + 1, age, due + pure + 1 FROM late CROSS JOIN edges JOIN customer k ON k.code = :customer WHERE k.kind = 'short_cash' AND age > pure
	UNION ALL
	SELECT 3, 'rule_permanent_cash', permanent, n, last + 1 FROM broken CROSS JOIN edges JOIN customer k ON k.code = :customer WHERE k.kind = 'short_cash' AND n >= permanent
	UNION ALL
	SELECT 4, 'rule_doa', doa + 1, age, due + doa + 1 FROM late CROSS JOIN edges JOIN customer k ON k.code = :customer WHERE k.kind = 'company_credit' AND age > doa
	UNION ALL
	SELECT 5, 'rule_paid', NULL, NULL, NULL FROM late WHERE age IS NULL AND 'block' = (SELECT kind FROM event WHERE customer = :customer
		AND kind IN ('block', 'unblock') AND date <= :as_of ORDER BY date DESC, id DESC LIMIT 1))
ORDER BY place;

-- name: violations
-- Of short cash alone: a due day of the last twelve months on which an invoice was left unpaid; days: until it was paid, or until now.
-- columns: no number, due date, items count, amount money, days count, paid date
WITH done AS (
	SELECT coalesce(e.due, due_by_terms(e.date, coalesce(k.terms_days, 0))) AS due, e.amount, e.currency,
		CASE WHEN o.entry IS NULL THEN (SELECT max(a.date) FROM allocation a WHERE a.entry = e.id) END AS paid
	FROM entry e JOIN customer k ON k.code = e.customer LEFT JOIN open_item o ON o.entry = e.id
	WHERE e.customer = :customer AND k.kind = 'short_cash' AND e.type = 'invoice' AND e.amount > 0 AND e.date <= :as_of)
SELECT dense_rank() OVER (ORDER BY due) AS no, due, count(*) AS items, sum(amount) AS amount, currency,
	max(coalesce(paid, :as_of)) - due AS days, CASE WHEN count(*) = count(paid) THEN max(paid) END AS paid
FROM done WHERE due BETWEEN add_months(:as_of, -12) AND :as_of - 1 AND (paid IS NULL OR paid > due)
GROUP BY due, currency ORDER BY due, currency;

-- name: uncovered
-- Invoices dated after a block that no release ended and no delegation of authority covers, neither theirs nor one since the block.
-- columns: date date, blocked_on date, amount money
WITH made AS (
	SELECT e.number, e.date, e.amount, e.currency, coalesce(s.name, e.salesman) AS salesman, (SELECT max(v.date) FROM event v WHERE v.customer = e.customer AND v.kind = 'block'
		AND v.date < e.date AND NOT EXISTS (SELECT 1 FROM event u WHERE u.customer = v.customer AND u.kind = 'unblock' AND u.date BETWEEN v.date AND e.date)) AS blocked_on
	FROM entry e LEFT JOIN staff s ON s.code = e.salesman
	WHERE e.customer = :customer AND e.type = 'invoice' AND e.amount > 0 AND e.date <= :as_of),
bare AS (SELECT * FROM made m WHERE blocked_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM event d WHERE d.customer = :customer AND d.kind = 'doa'
	AND (d.invoice = m.number OR coalesce(d.invoice, '') = '' AND d.date BETWEEN m.blocked_on AND m.date)))
SELECT number, date, blocked_on, salesman, currency, amount, row_kind FROM (
	SELECT number, date, blocked_on, salesman, currency, amount, NULL AS row_kind, 0 AS part FROM bare
	UNION ALL SELECT NULL, NULL, NULL, NULL, currency, sum(amount), 'total', 1 FROM bare GROUP BY currency)
ORDER BY currency, part, date, number;
