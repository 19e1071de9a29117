-- block-decision.sql: a customer that is blocked, or for whom a rule of blocking, cash or delegation of authority holds.

-- name: jobs
-- Once for each episode: a block on record, from the day since which it lasts; else the due day from which the oldest overdue item counts, or the day on
-- which the rule came to hold. Asked for, for anybody with something overdue.
WITH wanted AS (SELECT 1 WHERE :asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.BLOCK' AND value = 'yes')),
late AS (SELECT b.customer, min(b.oldest_due) AS due FROM wanted CROSS JOIN balance b WHERE b.overdue > 0 GROUP BY b.customer),
ruled AS (SELECT r.customer, min(r.since) AS since FROM wanted CROSS JOIN credit_rule r WHERE r.rule IN ('block', 'pure_cash', 'permanent_cash', 'doa') GROUP BY r.customer),
facts AS (
	SELECT b.customer, coalesce(iso(b.since), 'blocked') AS what FROM wanted CROSS JOIN blocked b
	UNION ALL
	SELECT c.code, coalesce(iso(l.due), iso(u.since)) FROM wanted CROSS JOIN customer c LEFT JOIN late l ON l.customer = c.code LEFT JOIN ruled u ON u.customer = c.code
	WHERE (u.customer IS NOT NULL OR :asked AND l.customer IS NOT NULL) AND c.code NOT IN (SELECT customer FROM blocked))
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, coalesce(f.what, '') AS key,
	CASE WHEN f.customer IS NULL THEN 'not_blocked' END AS reason, NULL AS first_on, k.sort
FROM (SELECT code FROM customer WHERE :asked UNION SELECT customer FROM facts) w JOIN party k ON k.code = w.code LEFT JOIN facts f ON f.customer = w.code;

-- name: state_now
-- The block that lasts, with the latest delegation of authority since; else the latest release.
-- columns: kind term, state term, date date
SELECT k.kind, CASE WHEN b.customer IS NULL THEN iif(e.id IS NOT NULL, 'unblock', NULL) WHEN b.since IS NULL THEN 'blocked' ELSE 'block' END AS state,
	CASE WHEN b.customer IS NULL THEN e.date ELSE b.since END AS date, b.doa
FROM customer k LEFT JOIN blocked b ON b.customer = k.code LEFT JOIN event e ON e.id = (SELECT id FROM event x WHERE x.customer = k.code
	AND (x.kind = 'unblock' OR x.kind = 'block' AND x.outcome IN ('lifted', 'ended', 'off', 'over')) AND x.date <= :as_of ORDER BY x.date DESC, x.id DESC LIMIT 1)
WHERE k.code = :customer;

-- name: rules
-- What the credit rules of the policy ask for (credit_rule), from which edge and what was found; agreed credit that is overdue may be blocked by
-- hand, and what is blocked and owes nothing overdue any more may be reinstated. Found is what the rule counted: disputed items make nobody late.
-- columns: rule term, edge count, found count, date date
WITH late AS (SELECT oldest_age AS age, oldest_due AS due FROM dunning WHERE customer = :customer AND oldest_age > 0)
SELECT rule, edge, found, date FROM (
	SELECT CASE r.rule WHEN 'block' THEN 1 WHEN 'pure_cash' THEN 2 WHEN 'permanent_cash' THEN 3 ELSE 4 END AS place,
		CASE r.rule WHEN 'block' THEN 'rule_breach' ELSE 'rule_' || r.rule END AS rule,
		CASE r.rule WHEN 'block' THEN 1 WHEN 'permanent_cash' THEN (SELECT value + 0 FROM policy WHERE key = 'permanent_cash_violations')
			ELSE (SELECT value + 1 FROM policy WHERE key = CASE r.rule WHEN 'doa' THEN 'doa_age' ELSE 'pure_cash_age' END) END AS edge,
		CASE r.rule WHEN 'permanent_cash' THEN (SELECT count(*) FROM violation v WHERE v.customer = r.customer) ELSE (SELECT age FROM late) END AS found, r.since AS date
	FROM credit_rule r WHERE r.customer = :customer AND r.rule IN ('block', 'pure_cash', 'permanent_cash', 'doa')
	UNION ALL
	SELECT 1, 'rule_credit', 1, l.age, l.due + 1 FROM late l JOIN customer c ON c.code = :customer WHERE c.kind = 'company_credit'
	UNION ALL
	SELECT 5, 'rule_paid', NULL, NULL, NULL FROM blocked WHERE customer = :customer
		AND NOT EXISTS (SELECT 1 FROM balance WHERE customer = :customer AND overdue > 0))
ORDER BY place;

-- name: violations
-- columns: no number, date date, kind term, days count
SELECT row_number() OVER (ORDER BY date, kind, about) AS no, date, CASE kind WHEN 'late' THEN 'unpaid_late' ELSE kind END AS kind, about, days
FROM violation WHERE customer = :customer ORDER BY date, kind, about;

-- name: uncovered
-- Invoices dated after a block that no release ended before them and no delegation of authority covers, neither theirs nor one since the block was
-- last said.
-- columns: date date, blocked_on date, amount money
WITH made AS (
	SELECT e.number, e.date, e.amount, e.currency, coalesce(s.name, e.salesman) AS salesman, (SELECT max(v.date) FROM credit_stop b JOIN event v ON v.customer = b.customer
		AND v.kind = 'block' AND coalesce(v.outcome, '') NOT IN ('lifted', 'ended', 'off', 'over') AND v.date BETWEEN b.since AND e.date - 1
		WHERE b.customer = e.customer AND b.kind = 'block' AND b.since < e.date AND coalesce(b.released, e.date + 1) > e.date) AS blocked_on
	FROM entry e LEFT JOIN staff s ON s.code = e.salesman
	WHERE e.customer = :customer AND e.type = 'invoice' AND e.amount > 0 AND e.date <= :as_of),
bare AS (SELECT * FROM made m WHERE blocked_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM event d WHERE d.customer = :customer AND d.kind = 'doa'
	AND (d.invoice = m.number OR coalesce(d.invoice, '') = '' AND d.date BETWEEN m.blocked_on AND m.date)))
SELECT number, date, blocked_on, salesman, currency, amount, row_kind FROM (
	SELECT number, date, blocked_on, salesman, currency, amount, NULL AS row_kind, 0 AS part FROM bare
	UNION ALL SELECT NULL, NULL, NULL, NULL, currency, sum(amount), 'total', 1 FROM bare GROUP BY currency)
ORDER BY currency, part, date, number;
