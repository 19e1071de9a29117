-- outstanding-declaration.sql: one paper a salesman with overdue invoices, once a month, up to the policy's day, or the month's first working day where that is later.

-- name: jobs
SELECT NULL AS customer, s.code AS salesman, :default_language AS language, 0 AS level, substr(iso(:as_of), 1, 7) AS key, s.reason,
	CASE WHEN s.reason = 'not_this_day' THEN add_months(month_start(:as_of), 1) END AS first_on, s.code AS sort
FROM (SELECT s.code, CASE WHEN NOT EXISTS (SELECT 1 FROM salesman_kind k WHERE k.salesman = s.code
			AND k.oldest_age > 0 AND coalesce((SELECT has_word(value, k.kind) FROM policy WHERE key = 'declaration_kinds'), 1)) THEN 'not_overdue'
		WHEN :asked THEN NULL
		WHEN d.value IS NULL THEN 'not_in_policy'
		WHEN :as_of - month_start(:as_of) >= d.value + 0 AND (d.value + 0 = 0 OR :as_of > workday_add(month_start(:as_of), 0)) THEN 'not_this_day' END AS reason
	FROM staff s LEFT JOIN policy d ON d.key = 'declaration_day'
	WHERE s.role = 'salesman') s;

-- name: day
-- columns: by date
SELECT month_start(:as_of) + value - 1 AS by FROM policy WHERE key = 'declaration_day' AND :as_of - month_start(:as_of) < value + 0;

-- name: books
-- columns: total money, n count
SELECT o.currency, sum(o.outstanding) AS total, count(*) AS n, count(*) OVER () > 1 AS several FROM open_item o JOIN party c ON c.code = o.customer
WHERE o.salesman = :salesman AND o.age > 0 AND o.outstanding > 0
	AND coalesce((SELECT has_word(value, c.kind) FROM policy WHERE key = 'declaration_kinds'), 1) GROUP BY o.currency ORDER BY o.currency;

-- name: lines
-- The action taken is the last that is on record since the invoice fell due, of the customer or of this invoice; a step planned for a day that
-- is past is no next one.
-- columns: due date, outstanding money, age count, action term, action_on date, next_on date, risk term
WITH mine AS (
	SELECT o.*, c.name AS customer_name FROM open_item o JOIN party c ON c.code = o.customer
	WHERE o.salesman = :salesman AND o.currency = :currency AND o.age > 0 AND o.outstanding > 0
		AND coalesce((SELECT has_word(value, c.kind) FROM policy WHERE key = 'declaration_kinds'), 1)),
act AS (
	SELECT m.entry, e.date, e.kind, e.note, e.id + 1000000000 AS ord FROM mine m JOIN event e ON e.customer = m.customer AND e.date BETWEEN m.overdue_on AND :as_of
		AND (coalesce(e.invoice, '') IN ('', m.number)) WHERE e.kind <> 'note'
	UNION ALL
	SELECT m.entry, p.as_of, p.type, p.number, p.id FROM mine m JOIN paper p ON p.customer = m.customer AND p.as_of BETWEEN m.overdue_on AND :as_of
	JOIN paper_entry i ON i.paper = p.id AND i.number = m.number AND i.entry = m.entry
	WHERE p.type IN ('REM0', 'REM1', 'REM2', 'ESCN', 'NOTICE', 'CLAIM', 'GUAR') AND p.state NOT IN ('planned', 'failed', 'cancelled')),
latest AS (SELECT * FROM (SELECT a.*, row_number() OVER (PARTITION BY entry ORDER BY date DESC, ord DESC) AS n FROM act a) WHERE n = 1)
SELECT customer, customer_name, number, due, outstanding, age, action, action_on, next_action, next_on, risk, owner, notes, :currency AS currency, row_kind FROM (
	SELECT customer, max(customer_name) AS customer_name, NULL AS number, NULL AS due, NULL AS outstanding, NULL AS age, NULL AS action, NULL AS action_on,
		NULL AS next_action, NULL AS next_on, NULL AS risk, NULL AS owner, NULL AS notes, 'head' AS row_kind, 0 AS part, customer AS grp
	FROM mine GROUP BY customer
	UNION ALL
	SELECT m.customer, m.customer_name, m.number, m.due, m.outstanding, m.age, l.kind, l.date,
		CASE WHEN coalesce(n.next_on, :as_of) >= :as_of THEN nullif(n.action, '') END, CASE WHEN n.next_on >= :as_of THEN n.next_on END, r.risk,
		coalesce((SELECT name FROM stand_in WHERE code = n.staff AND coalesce(n.next_on, :as_of) >= :as_of), (SELECT name FROM stand_in WHERE code = :salesman)),
		CASE WHEN length(l.note) > 90 THEN substr(l.note, 1, 88) || '…' ELSE l.note END, NULL, 1, m.customer
	FROM mine m LEFT JOIN latest l ON l.entry = m.entry LEFT JOIN next_step n ON n.customer = m.customer LEFT JOIN risk_said r ON r.customer = m.customer
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, sum(outstanding), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'total', 2, NULL FROM mine)
ORDER BY grp IS NULL, grp, part, due, number;

-- name: covers
SELECT o.entry, o.currency, o.outstanding FROM open_item o JOIN party c ON c.code = o.customer
WHERE o.salesman = :salesman AND o.age > 0 AND o.outstanding > 0
	AND coalesce((SELECT has_word(value, c.kind) FROM policy WHERE key = 'declaration_kinds'), 1);

-- name: covered
-- As in books.
SELECT o.currency, sum(o.outstanding) AS amount FROM open_item o JOIN party c ON c.code = o.customer
WHERE o.salesman = :salesman AND o.age > 0 AND o.outstanding > 0
	AND coalesce((SELECT has_word(value, c.kind) FROM policy WHERE key = 'declaration_kinds'), 1) GROUP BY o.currency;
