-- statement.sql: every customer with open items gets one a month, or when it is asked for; cash and credit customers alike.

-- name: jobs
SELECT d.customer, d.salesman, d.language, 0 AS level, iso(:as_of) AS key, NULL AS reason, NULL AS first_on, d.sort,
	d.customer IN (SELECT customer FROM member) AND NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = d.customer AND b.items > 0)
		AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'statement_when' AND value = 'always') AS "unless with_parent",
	NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = d.customer AND b.items > 0)
		AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'statement_when' AND value = 'always') AS "unless nothing_owed",
	CASE WHEN :explain THEN (SELECT group_concat(b.currency || ' ' || money(b.total, b.currency), ', ') FROM balance b
		WHERE b.customer = d.customer AND b.items > 0) END AS "value nothing_owed",
	NOT :asked AND EXISTS (SELECT 1 FROM paper p WHERE p.type = 'STMT' AND p.customer = d.customer AND p.as_of >= month_start(:as_of)
		AND p.as_of < :as_of AND p.state NOT IN ('planned', 'failed', 'cancelled')) AS "unless once_a_month",
	add_months(month_start(:as_of), 1) AS "until once_a_month"
FROM dunning d;

-- name: variant
-- activity is 1 when the policy wants full activity for this kind of customer.
SELECT 1 AS activity FROM policy p JOIN customer c ON p.key = 'statement.' || c.kind
WHERE c.code = :customer AND p.value = 'activity';

-- name: balances
-- columns: total money
SELECT currency, total, count(*) OVER () > 1 AS several FROM balance WHERE customer = :customer AND items > 0 ORDER BY currency;

-- name: owed
-- columns: total money
SELECT currency, total FROM balance WHERE customer = :customer AND items > 0 AND total > 0 ORDER BY currency;

-- name: favour
-- columns: total money
SELECT currency, -total AS total FROM balance WHERE customer = :customer AND items > 0 AND total <= 0 ORDER BY currency;

-- name: overdue
-- What letters would demand, a row for each row of owed, so that they stand beside each other; none when nothing is demanded.
-- columns: total money
SELECT currency, demand AS total FROM balance WHERE customer = :customer AND items > 0 AND total > 0
	AND EXISTS (SELECT 1 FROM balance WHERE customer = :customer AND items > 0 AND demand > 0) ORDER BY currency;

-- name: nothing_yet
-- A row where something is owed and nothing is overdue, not even what is under discussion or covered by credits.
SELECT 1 AS yes FROM balance WHERE customer = :customer GROUP BY customer HAVING max(total) > 0 AND max(overdue) = 0;

-- name: period
-- columns: first date
SELECT add_months(month_start(:as_of - 1), 1 - value) AS first FROM policy WHERE key = 'statement_months';

-- name: items
-- Invoices first; what is none, or is under discussion, stands below under a heading of its own, credits last: no sum
-- carried forward goes below nothing, and no column stands empty for the sake of one row. The items of branches stand under their names and sums.
-- Days left until due, or days overdue and the limits of their bucket: figures alone, so that a bilingual row takes one line.
-- columns: type term, date date, due date, amount money, paid money, outstanding money, days_left count, days_overdue count, branch_total money
WITH item AS (
	SELECT CASE WHEN outstanding > 0 AND blocked IS NOT NULL THEN blocked ELSE nullif(type, 'invoice') END AS type, number,
		(SELECT r.shown FROM asked_reference r WHERE r.customer = o.customer AND r.currency = o.currency AND r.entry = o.entry) AS reference,
		date, due, po_number, amount, paid, outstanding,
		CASE WHEN age <= 0 AND outstanding > 0 THEN days_remaining END AS days_left,
		CASE WHEN age > 0 AND outstanding > 0 THEN age END AS days_overdue,
		CASE WHEN age > 0 AND outstanding > 0 THEN (SELECT CASE WHEN b.high IS NULL THEN b.low || '+' ELSE b.low || '–' || b.high END
			FROM bucket b WHERE b.idx = o.bucket) END AS bucket, currency, coalesce(branch, '') AS grp
	FROM open_item o WHERE customer = :customer AND currency = :currency)
SELECT type, number, reference, date, due, po_number, amount, paid, outstanding, days_left, days_overdue, bucket, currency, row_kind, branch, colon, branch_total FROM (
	SELECT type, number, reference, date, due, po_number, amount, paid, outstanding, days_left, days_overdue, bucket, currency, NULL AS row_kind, NULL AS branch, NULL AS colon,
		NULL AS branch_total, 0 AS last, grp, CASE WHEN outstanding < 0 THEN 2 ELSE type IS NOT NULL END AS part, type AS kind, 1 AS line FROM item
	UNION ALL
	SELECT DISTINCT type, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, currency, 'head', NULL, NULL, NULL, 0, grp, CASE WHEN outstanding < 0 THEN 2 ELSE 1 END, type, 0
	FROM item WHERE type IS NOT NULL
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, :currency, 'head', name, ': ', total, 0, grp, -1, NULL, 0
	FROM branch_balance WHERE customer = :customer AND currency = :currency
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, total, NULL, NULL, NULL, currency, 'total', NULL, NULL, NULL, 1, '', 3, NULL, 1
	FROM balance WHERE customer = :customer AND currency = :currency)
ORDER BY last, grp, part, kind, line, due, date, number;

-- name: activity
-- All entries of the last statement_months with a running balance, between opening and closing balance; whose each is, where there are branches.
-- columns: date date, type term, debit money, credit money, running money
WITH span AS (
	SELECT add_months(month_start(:as_of - 1), 1 - value) AS first FROM policy WHERE key = 'statement_months'),
-- cleared: what the export itself says is settled, on the day that it says, without an entry that tells how; without a day where it says none
counted AS (SELECT entry AS id, cleared, undated, date, type, number, text, amount, coalesce(branch, :customer) AS code FROM movement WHERE customer = :customer AND currency = :currency),
opening AS (SELECT coalesce(sum(amount), 0) AS amount FROM counted, span WHERE date < first)
SELECT iif(undated, NULL, day) AS date, type, number, branch, text, debit, credit, running, :currency AS currency, row_kind FROM (
	SELECT first AS day, 0 AS undated, NULL AS type, NULL AS number, NULL AS branch, NULL AS text, NULL AS debit, NULL AS credit, amount AS running,
		'subtotal' AS row_kind, 0 AS part, 0 AS cleared, 0 AS id FROM span, opening
	UNION ALL
	SELECT date, undated, type, number, (SELECT k.name FROM customer k WHERE k.code = c.code AND EXISTS (SELECT 1 FROM member m WHERE m.parent = :customer)), text,
		CASE WHEN c.amount >= 0 THEN c.amount END, CASE WHEN c.amount < 0 THEN -c.amount END,
		(SELECT amount FROM opening) + sum(c.amount) OVER (ORDER BY date, cleared, id), NULL, 1, cleared, id
	FROM counted c, span WHERE date >= first
	UNION ALL
	SELECT :as_of, 0, NULL, NULL, NULL, NULL, coalesce(sum(c.amount) FILTER (WHERE c.amount >= 0), 0), coalesce(-sum(c.amount) FILTER (WHERE c.amount < 0), 0),
		(SELECT coalesce(sum(amount), 0) FROM counted), 'total', 2, 0, 0 FROM counted c, span WHERE date >= first)
ORDER BY part, day, cleared, id;

-- name: buckets
-- columns: label term, amount money, tenths percent
SELECT coalesce(b.label, 'unallocated') AS label, t.amount, t.tenths, t.currency, coalesce(b.overdue, 0) AS overdue
FROM bucket_total t LEFT JOIN bucket b ON b.idx = t.bucket
WHERE t.customer = :customer AND t.currency = :currency ORDER BY t.bucket < 0, t.bucket;

-- name: cheques
-- columns: due date, status term, amount money
SELECT number, due, applies_to, coalesce(status, 'in_hand') AS status, abs(amount) AS amount, currency FROM entry
WHERE customer = :customer AND type = 'pdc' AND date <= :as_of AND coalesce(status, 'in_hand') IN ('in_hand', 'bounced') ORDER BY due, number;

-- name: payments_since
-- columns: first date
SELECT :as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'payments_days'), 60) + 1 AS first;

-- name: payments
-- columns: date date, amount money
SELECT date, number, applies_to, -amount AS amount, currency FROM entry
WHERE customer = :customer AND type = 'payment' AND date <= :as_of AND date > :as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'payments_days'), 60) ORDER BY date, number;

-- name: reply
-- The day by which differences are to be said (policy statement_reply_days); no row: within ten days.
-- columns: by date
SELECT workday_add(:as_of + value, 0) AS "by" FROM policy WHERE key = 'statement_reply_days';

-- name: covers
SELECT entry, currency, outstanding FROM open_item WHERE customer = :customer;

-- name: totals
-- Of an activity its closing balance, of open items their sum.
SELECT b.currency, CASE WHEN EXISTS (SELECT 1 FROM policy p JOIN customer c ON p.key = 'statement.' || c.kind WHERE c.code = :customer AND p.value = 'activity')
	THEN (SELECT coalesce(sum(m.amount), 0) FROM movement m WHERE m.customer = :customer AND m.currency = b.currency)
	ELSE b.total END AS amount FROM balance b WHERE b.customer = :customer AND b.items > 0;

-- name: tax_shown
SELECT 1 AS wanted FROM customer WHERE code = :customer AND tax_id <> '';

-- name: remittance
-- A row where something is owed and the custom of the creditor's country is a slip that comes back with the payment (remittance advice).
SELECT 1 AS wanted FROM setting h JOIN country_of o ON o.text = h.value
WHERE h.section = 'company' AND h.key = 'country' AND o.code IN ('AU', 'CA', 'GB', 'IE', 'NZ', 'US', 'ZA')
	AND EXISTS (SELECT 1 FROM balance b WHERE b.customer = :customer AND b.items > 0 AND b.total > 0);
