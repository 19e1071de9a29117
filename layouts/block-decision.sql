-- block-decision.sql: a customer that is blocked, or for whom a rule of blocking, cash or delegation of authority holds.

-- name: jobs
-- Once for each episode: a block on record, or the due day from which the oldest overdue item counts.
WITH states AS (
	SELECT customer, kind, date, row_number() OVER (PARTITION BY customer ORDER BY date DESC, id DESC) AS latest
	FROM event WHERE (:asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.BLOCK' AND value = 'yes')) AND kind IN ('block', 'unblock') AND date <= :as_of),
facts AS (
	SELECT customer, max(day) AS day FROM (
		SELECT customer, date AS day FROM states WHERE latest = 1 AND kind = 'block'
		UNION ALL SELECT customer, min(oldest_due) FROM balance WHERE (:asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.BLOCK' AND value = 'yes')) AND overdue > 0 GROUP BY customer)
	GROUP BY customer)
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, coalesce(iso(f.day), '') AS key,
	CASE WHEN f.customer IS NULL THEN 'not_blocked' END AS reason, NULL AS first_on, k.sort
FROM (SELECT code FROM customer WHERE :asked UNION SELECT customer FROM facts) w JOIN party k ON k.code = w.code LEFT JOIN facts f ON f.customer = w.code;

-- name: state_now
-- The latest block or release, and the latest delegation of authority after it.
-- columns: kind term, state term, date date
SELECT k.kind, e.kind AS state, e.date, (SELECT d.reference FROM event d WHERE d.customer = k.code AND d.kind = 'doa' AND d.date BETWEEN coalesce(e.date, 0) AND :as_of
	ORDER BY d.date DESC, d.id DESC LIMIT 1) AS doa
FROM customer k LEFT JOIN event e ON e.id = (SELECT id FROM event x WHERE x.customer = k.code AND x.kind IN ('block', 'unblock') AND x.date <= :as_of
	ORDER BY x.date DESC, x.id DESC LIMIT 1)
WHERE k.code = :customer;

-- name: rules
-- What the credit rules of the policy ask for (credit_rule), from which edge and what was found; agreed credit that is overdue may be blocked by
-- hand, and what is blocked and owes nothing overdue any more may be reinstated.
-- columns: rule term, edge count, found count, date date
WITH late AS (SELECT max(oldest_age) AS age, min(oldest_due) AS due FROM balance WHERE customer = :customer AND overdue > 0)
SELECT rule, edge, found, date FROM (
	SELECT CASE r.rule WHEN 'block' THEN 1 WHEN 'pure_cash' THEN 2 WHEN 'permanent_cash' THEN 3 ELSE 4 END AS place,
		CASE r.rule WHEN 'block' THEN 'rule_breach' ELSE 'rule_' || r.rule END AS rule,
		CASE r.rule WHEN 'block' THEN 1 WHEN 'permanent_cash' THEN (SELECT value + 0 FROM policy WHERE key = 'permanent_cash_violations')
			ELSE (SELECT value + 1 FROM policy WHERE key = CASE r.rule WHEN 'doa' THEN 'doa_age' ELSE 'pure_cash_age' END) END AS edge,
		CASE r.rule WHEN 'permanent_cash' THEN (SELECT count(*) FROM violation v WHERE v.customer = r.customer) ELSE l.age END AS found, r.since AS date
	FROM credit_rule r CROSS JOIN late l WHERE r.customer = :customer AND r.rule IN ('block', 'pure_cash', 'permanent_cash', 'doa')
	UNION ALL
	SELECT 1, 'rule_credit', 1, l.age, l.due + 1 FROM late l JOIN customer c ON c.code = :customer WHERE c.kind = 'company_credit' AND l.age > 0
	UNION ALL
	SELECT 5, 'rule_paid', NULL, NULL, NULL FROM late WHERE age IS NULL AND 'block' = (SELECT e.kind FROM event e WHERE e.customer = :customer
		AND e.kind IN ('block', 'unblock') AND e.date <= :as_of ORDER BY e.date DESC, e.id DESC LIMIT 1))
ORDER BY place;

-- name: violations
-- columns: no number, date date, kind term, days count
SELECT row_number() OVER (ORDER BY date, kind, about) AS no, date, CASE kind WHEN 'late' THEN 'unpaid_late' ELSE kind END AS kind, about, days
FROM violation WHERE customer = :customer ORDER BY date, kind, about;

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
