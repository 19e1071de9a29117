-- reconciliation-act.sql: RECON, the two-sided reconciliation act of a period: on the policy's days (reconciliation_days), once goods that were to
-- be taken back have come back (reconciliation_after_return), or when it is asked for by name.

-- name: jobs
-- A key date without work has its acts on the next working day; who has one since gets no other.
WITH key_date AS MATERIALIZED (SELECT (SELECT named_day(value, :as_of) FROM policy WHERE key = 'reconciliation_days') AS day),
-- the newest decision after which a credit note came
returned AS (
	SELECT v.customer, max(v.date) AS decided FROM event v
	WHERE v.kind = 'goods_return' AND v.date <= :as_of AND (SELECT value FROM policy WHERE key = 'reconciliation_after_return') = 'yes'
		AND EXISTS (SELECT 1 FROM entry e WHERE e.customer = v.customer AND e.type = 'credit_note' AND e.date BETWEEN v.date AND :as_of)
	GROUP BY v.customer)
SELECT d.customer, d.salesman, d.language, 0 AS level,
	CASE WHEN :asked OR k.day IS NOT NULL OR r.customer IS NULL THEN iso(CASE WHEN :asked OR k.day IS NULL THEN :as_of ELSE coalesce((SELECT max(p.as_of) FROM paper p
		WHERE p.customer = d.customer AND p.type = 'RECON' AND p.as_of BETWEEN k.day AND :as_of AND p.state NOT IN ('planned', 'failed', 'cancelled')), k.day) END) ELSE 'return ' || iso(r.decided) END AS key,
	CASE WHEN NOT :asked AND r.customer IS NULL AND k.day IS NULL
			THEN iif(EXISTS (SELECT 1 FROM policy WHERE key = 'reconciliation_days'), 'not_a_key_date', 'not_in_policy')
	     WHEN NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = d.customer AND b.total <> 0)
		AND NOT EXISTS (SELECT 1 FROM movement m WHERE m.customer = d.customer AND m.date >= add_months(month_start(:as_of - 1),
			1 - coalesce((SELECT value + 0 FROM policy WHERE key = 'reconciliation_months'), 3))) THEN 'no_movement' END AS reason,
	NULL AS first_on, d.sort
FROM dunning d CROSS JOIN key_date k LEFT JOIN returned r ON r.customer = d.customer;

-- name: terms
-- columns: reply_by date
SELECT workday_add(:as_of + coalesce((SELECT value + 0 FROM policy WHERE key = 'pay_days.RECON'), 10), 0) AS reply_by;

-- name: period
-- Whole months to the date, the last one so far.
-- columns: first date
SELECT add_months(month_start(:as_of - 1), 1 - coalesce((SELECT value + 0 FROM policy WHERE key = 'reconciliation_months'), 3)) AS first;

-- name: contract
-- columns: date date
SELECT contract_no AS number, contract_date AS date FROM customer WHERE code = :customer AND contract_no IS NOT NULL AND contract_date IS NOT NULL;

-- name: balances
-- The closing balance of each currency in which anything moved or is open, and in whose favour it is; few: its rows are set high enough to be
-- written in, as they take no more than two pages then.
-- columns: owed money, favour money, zero money
SELECT currency, CASE WHEN closing > 0 THEN closing END AS owed, CASE WHEN closing < 0 THEN -closing END AS favour,
	closing = 0 AS even, CASE WHEN closing = 0 THEN 0 END AS zero, moved <= 30 AS few, count(*) OVER () > 1 AS several
FROM (SELECT m.currency, sum(m.amount) AS closing, count(*) FILTER (WHERE m.date >= p.first) AS moved FROM movement m CROSS JOIN (
		SELECT add_months(month_start(:as_of - 1), 1 - coalesce((SELECT value + 0 FROM policy WHERE key = 'reconciliation_months'), 3)) AS first) p
	WHERE m.customer = :customer GROUP BY m.currency)
WHERE closing <> 0 OR moved > 0 ORDER BY currency;

-- name: act
-- Our side of one currency: opening balance, what moved, turnovers, closing balance. A number with a word in it says itself what it is.
-- What moved the accounts of branches stands under their names, each with its closing balance.
-- columns: date date, type term, debit money, credit money, closing term, branch_total money
WITH span AS (SELECT add_months(month_start(:as_of - 1), 1 - coalesce((SELECT value + 0 FROM policy WHERE key = 'reconciliation_months'), 3)) AS first),
mine AS (SELECT *, coalesce(branch, '') AS grp FROM movement WHERE customer = :customer AND currency = :currency),
edge AS (SELECT coalesce(sum(amount) FILTER (WHERE date < first), 0) AS opening, coalesce(sum(amount), 0) AS closing,
	coalesce(sum(amount) FILTER (WHERE date >= first AND amount > 0), 0) AS up, coalesce(-sum(amount) FILTER (WHERE date >= first AND amount < 0), 0) AS down
	FROM mine, span)
SELECT iif(undated, NULL, day) AS date, type, number, debit, credit, :currency AS currency, row_kind, branch, dot, closing, colon, branch_total FROM (
	SELECT first AS day, 0 AS undated, 'opening_balance' AS type, NULL AS number, CASE WHEN opening >= 0 THEN opening END AS debit, CASE WHEN opening < 0 THEN -opening END AS credit,
		'subtotal' AS row_kind, 0 AS part, 0 AS cleared, 0 AS entry, '' AS grp, 1 AS line, NULL AS branch, NULL AS dot, NULL AS closing, NULL AS colon, NULL AS branch_total
		FROM span, edge
	UNION ALL
	SELECT date, undated, CASE WHEN type <> 'invoice' OR instr(number, ' ') = 0 THEN type END, number, CASE WHEN amount > 0 THEN amount END,
		CASE WHEN amount < 0 THEN -amount END, NULL, 1, cleared, entry, grp, 1, NULL, NULL, NULL, NULL, NULL FROM mine, span WHERE date >= first AND amount <> 0
	UNION ALL
	SELECT NULL, 0, NULL, NULL, NULL, NULL, 'head', 1, 0, 0, m.grp, 0, k.name, ' · ', 'closing_balance', ': ', sum(m.amount)
	FROM span CROSS JOIN mine m JOIN customer k ON k.code = iif(m.grp = '', :customer, m.grp) WHERE EXISTS (SELECT 1 FROM mine b WHERE b.grp <> '')
	GROUP BY m.grp HAVING sum(m.amount) <> 0 OR count(*) FILTER (WHERE m.date >= first AND m.amount <> 0) > 0
	UNION ALL
	SELECT NULL, 0, 'turnover', NULL, up, down, 'subtotal', 2, 0, 0, '', 1, NULL, NULL, NULL, NULL, NULL FROM edge
	UNION ALL
	SELECT :as_of, 0, 'closing_balance', NULL, CASE WHEN closing >= 0 THEN closing END, CASE WHEN closing < 0 THEN -closing END, 'total', 3, 0, 0, '', 1, NULL, NULL, NULL, NULL, NULL FROM edge)
ORDER BY part, grp, line, day, cleared, entry;

-- name: covers
SELECT entry, currency, outstanding FROM open_item WHERE customer = :customer;

-- name: totals
SELECT currency, sum(amount) AS amount FROM movement WHERE customer = :customer GROUP BY currency HAVING sum(amount) <> 0;

-- name: tax_shown
SELECT 1 AS wanted FROM customer WHERE code = :customer AND tax_id <> '';
