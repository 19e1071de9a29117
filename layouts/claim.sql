-- claim.sql: the claim; at the age that the policy gives it (stage.* = AGE:CLAIM), or when asked for by name.

-- name: jobs
-- Where its ladder has a formal notice before it, one of what is demanded now comes first. A claim that is asked for has the episode's key also where the clock's own letter is out already.
SELECT d.customer, d.salesman, d.language, d.level, coalesce(d.key, (SELECT o.number || ' ' || iso(o.due) FROM open_item o
		WHERE o.customer = d.customer AND o.age > 0 AND o.outstanding > 0 AND o.blocked IS NULL ORDER BY o.overdue_on, o.date, o.entry LIMIT 1)) AS key,
	CASE WHEN d.type IS NULL OR d.type = 'CLAIM' THEN d.reason END AS reason, d.first_on, d.sort,
	d.type <> 'CLAIM' AND NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = d.customer AND b.demand > 0) AS "unless unallocated",
	d.first_on AS "until unallocated",
	d.type <> 'CLAIM' AND NOT (:asked AND EXISTS (SELECT 1 FROM open_item o WHERE o.customer = d.customer AND o.age >= d.claim_age AND o.outstanding > 0
		AND o.blocked IS NULL)) AS "unless not_in_policy",
	d.first_on AS "until not_in_policy", 'asked for by name, from an age of ' || d.claim_age || ' on' AS "value not_in_policy",
	d.type = 'CLAIM' AND d.noticed AND NOT EXISTS (SELECT 1 FROM told t WHERE t.customer = d.customer AND t.type = 'NOTICE') AS "unless earlier_letter_first",
	CASE WHEN d.type = 'CLAIM' AND d.noticed THEN 'NOTICE goes first' END AS "value earlier_letter_first"
FROM (SELECT x.*, coalesce((SELECT min(s.age) FROM stage s WHERE s.type = 'CLAIM'), (SELECT value + 0 FROM policy WHERE key = 'claim_age'), 22) AS claim_age,
		EXISTS (SELECT 1 FROM stage n JOIN stage s ON s.track = n.track AND s.type = 'CLAIM' AND s.level > n.level
			WHERE n.track = x.track AND n.type = 'NOTICE') AS noticed
	FROM (SELECT * FROM stage_reached WHERE type = 'CLAIM'
		UNION ALL
		SELECT * FROM dunning n WHERE type IS NOT 'CLAIM' AND NOT EXISTS (SELECT 1 FROM case_stage s WHERE s.customer = n.customer AND s.type = 'CLAIM')) x) d
WHERE d.type = 'CLAIM' OR :asked
	OR (d.type IS NULL AND EXISTS (SELECT 1 FROM stage s WHERE s.track = d.track AND s.type = 'CLAIM'));

-- name: terms
-- The policy's days, or what the law of the customer's country gives at least (policy least_days).
-- columns: pay_by date
SELECT workday_add(:as_of + max((SELECT value + 0 FROM policy WHERE key = 'pay_days.CLAIM'), coalesce((SELECT p.value + 0 FROM customer c JOIN policy p
	ON p.key = 'least_days.CLAIM.' || coalesce((SELECT code FROM country_of WHERE text = c.country),
		(SELECT o.code FROM setting h JOIN country_of o ON o.text = h.value WHERE h.section = 'company' AND h.key = 'country'))
	WHERE c.code = :customer), 0)), 0) AS pay_by;

-- name: contract
-- columns: date date
SELECT contract_date AS date FROM customer WHERE code = :customer AND contract_date IS NOT NULL;

-- name: charges
-- Debit notes, fees and all else in one currency that is no invoice (inside each="due_totals").
SELECT 1 AS any_of FROM demanded
WHERE customer = :customer AND currency = :currency AND outstanding > 0 AND type <> 'invoice' LIMIT 1;

-- name: deliveries
-- What the principal is made of, and the credits against it. Only an invoice was delivered: what is charged otherwise has a dash (no_date) for that day.
-- Those of branches stand each under its name and their sum.
-- columns: date date, due date, amount money, paid money, outstanding money, age count, branch_total money
SELECT number, reference, date, no_date, delivery_note, due, amount, paid, outstanding, age, currency, row_kind, branch, branch_total FROM (
	SELECT number, (SELECT r.shown FROM asked_reference r WHERE r.customer = d.customer AND r.currency = d.currency AND r.entry = d.entry) AS reference,
		CASE WHEN type = 'invoice' THEN date END AS date, CASE WHEN type <> 'invoice' THEN '–' END AS no_date,
		CASE WHEN type = 'invoice' THEN delivery_note ELSE '–' END AS delivery_note, due, amount, paid, outstanding, age, currency,
		NULL AS row_kind, 0 AS part, date AS day, coalesce(branch, '') AS grp, 1 AS ord, NULL AS branch, NULL AS branch_total FROM demanded d
	WHERE customer = :customer AND currency = :currency AND outstanding > 0
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, :currency, 'head', 0, NULL, grp, 0, name, owed
	FROM branch_owing WHERE customer = :customer AND currency = :currency
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, sum(outstanding), NULL, :currency, 'subtotal', 1, NULL, '', 1, NULL, NULL FROM demanded
	WHERE customer = :customer AND currency = :currency AND outstanding < 0 HAVING count(*) > 0
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, CASE WHEN min(outstanding) > 0 THEN sum(amount) END, CASE WHEN min(outstanding) > 0 THEN sum(paid) END,
		sum(outstanding), NULL, :currency, 'total', 2, NULL, '', 1, NULL, NULL FROM demanded
	WHERE customer = :customer AND currency = :currency)
ORDER BY part, grp, ord, due, day, number;

-- name: russia
-- Articles of the Civil Code and the days of the Arbitration Procedure Code are named where both are at home there.
SELECT 1 AS law FROM setting h JOIN country_of o ON o.text = h.value LEFT JOIN customer c ON c.code = :customer LEFT JOIN country_of k ON k.text = c.country
WHERE h.section = 'company' AND h.key = 'country' AND o.code = 'RU' AND coalesce(k.code, 'RU') = 'RU';

-- name: norway
SELECT 1 AS law FROM setting h JOIN country_of o ON o.text = h.value LEFT JOIN customer c ON c.code = :customer LEFT JOIN country_of k ON k.text = c.country
WHERE h.section = 'company' AND h.key = 'country' AND o.code = 'NO' AND coalesce(k.code, 'NO') = 'NO';

-- name: interest
-- The workings in one currency; what an interest note has charged and the ledger has booked is a charge of its own.
-- columns: sum money, first date, last date, days count, rate number, interest money
SELECT number, sum, first, last, days, rate, interest, :currency AS currency, row_kind FROM (
	SELECT number, principal AS sum, first, last, days, rate, amount AS interest, NULL AS row_kind, 0 AS part FROM interest
	WHERE customer = :customer AND currency = :currency AND NOT booked
	UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, sum(amount), 'total', 1 FROM interest
	WHERE customer = :customer AND currency = :currency AND NOT booked HAVING count(*) > 0)
ORDER BY part, number, first;

-- name: interest_end
-- The last day that is charged in the currency: where the policy has no rate up to the day of the paper, an earlier one (early).
-- columns: last date
SELECT max(last) AS last, max(last) < :as_of AS early FROM interest WHERE customer = :customer AND currency = :currency AND NOT booked HAVING count(*) > 0;

-- name: parts
-- The claim split as the law of some countries asks for it; costs: the fixed compensation of the creditor's country for late payment
-- (policy compensation.COUNTRY.FROM..TO, the latest that is in force), once, from a customer of that country who has a tax number.
-- columns: what term, amount money
WITH sums AS (
	SELECT (SELECT demand FROM balance WHERE customer = :customer AND currency = :currency) AS principal,
		coalesce((SELECT sum(amount) FROM interest WHERE customer = :customer AND currency = :currency AND NOT booked), 0) AS interest,
		coalesce((SELECT minor(trim(substr(p.value, 5, instr(p.value, '|') - 5)), substr(p.value, 1, 3)) FROM policy p
		JOIN setting h ON h.section = 'company' AND h.key = 'country' JOIN country_of o ON o.text = h.value
		JOIN customer c ON c.code = :customer LEFT JOIN country_of k ON k.text = c.country
		WHERE p.key LIKE 'compensation.' || o.code || '.%' AND coalesce(k.code, o.code) = o.code AND c.tax_id <> ''
		AND substr(p.value, 1, 3) = :currency AND day(substr(p.key, 17, 10)) <= :as_of
		AND coalesce(day(nullif(substr(p.key, 29, 10), '')), :as_of) >= :as_of ORDER BY p.key DESC LIMIT 1), 0) AS costs)
SELECT what, amount, :currency AS currency, row_kind FROM (
	SELECT 'principal' AS what, principal AS amount, NULL AS row_kind, 0 AS part FROM sums
	UNION ALL SELECT iif(EXISTS (SELECT 1 FROM interest_rate WHERE last = :as_of), 'interest_to_date', 'interest'), interest, NULL, 1 FROM sums
	UNION ALL SELECT 'costs', costs, NULL, 2 FROM sums
	UNION ALL SELECT NULL, principal + interest + costs, 'total', 3 FROM sums)
WHERE (SELECT interest FROM sums) > 0 OR EXISTS (SELECT 1 FROM setting h JOIN country_of o ON o.text = h.value
	WHERE h.section = 'company' AND h.key = 'country' AND o.code = 'NO')
ORDER BY part;

-- name: goods_return
-- Demanded only when it was decided (event goods_return), since the oldest of what is demanded was delivered: one before that was about other goods.
SELECT 1 AS decided FROM event WHERE customer = :customer AND kind = 'goods_return' AND date <= :as_of
	AND date >= (SELECT min(date) FROM demanded WHERE customer = :customer AND outstanding > 0) LIMIT 1;

-- name: enclosures
-- Copies by kind: a debit note is no invoice; others are fees, interest, opening items.
-- columns: n count, debit_notes count, others count, notes count
SELECT nullif(count(*) FILTER (WHERE type = 'invoice'), 0) AS n, nullif(count(*) FILTER (WHERE type = 'debit_note'), 0) AS debit_notes,
	nullif(count(*) FILTER (WHERE type NOT IN ('invoice', 'debit_note')), 0) AS others,
	nullif(count(delivery_note) FILTER (WHERE type = 'invoice'), 0) AS notes
FROM demanded WHERE customer = :customer AND outstanding > 0;

-- name: covers
SELECT entry, currency, outstanding FROM demanded WHERE customer = :customer;

-- name: covered
SELECT currency, demand AS amount FROM balance WHERE customer = :customer AND demand > 0;

-- name: tax_shown
SELECT 1 AS wanted FROM customer WHERE code = :customer AND tax_id <> '';

-- name: breaches
-- Where the policy asks for proof (claim_proof), a claim on an invoice that is not proved is none.
SELECT 'claim_proof' AS rule, 'invoice ' || x.number || ' of ' || iso(x.date) || ' is not proved: ' || group_concat(x.lack, ', ') AS breach,
	coalesce(nullif(trim((SELECT substr(value, instr(value, '|') + 1) FROM policy WHERE key = 'claim_proof' AND instr(value, '|') > 0)), ''), 'policy of the house') AS source
FROM (
	SELECT p.entry, p.number, p.date, CASE w.part
		WHEN 'contract' THEN CASE p.contract WHEN 0 THEN 'no contract is on file' WHEN 1 THEN 'the contract is not signed by one whose signature counts' END
		WHEN 'order' THEN CASE p.ordered WHEN 0 THEN 'no purchase order is on file' WHEN 1 THEN 'the purchase order is not signed by one whose signature counts' END
		WHEN 'delivery' THEN CASE p.delivered WHEN 0 THEN 'no delivery note is on file' WHEN 1 THEN 'the delivery note is not signed by one whose signature counts' END
		WHEN 'invoice' THEN CASE p.invoiced WHEN 0 THEN 'no signed and stamped invoice is on file' WHEN 1 THEN 'the invoice is not signed and stamped' END
		ELSE CASE p.noticed WHEN 0 THEN 'no letter asked for it' WHEN 1 THEN p.notice || ' of ' || iso(p.notice_on) || ' has no proof of delivery' END END AS lack
	FROM demanded d CROSS JOIN invoice_proof p ON p.entry = d.entry CROSS JOIN proof_part w ON w.wanted
	WHERE d.customer = :customer AND d.outstanding > 0 ORDER BY p.date, p.number, w.ord) x
WHERE x.lack IS NOT NULL GROUP BY x.entry ORDER BY x.date, x.number;
