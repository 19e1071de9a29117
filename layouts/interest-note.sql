-- interest-note.sql: INTN, delay interest and fees for letters that no earlier note has charged: once a month from the policy's day on
-- (interest_note_day), or when it is asked for by name. Principal and rates are those of the claim.

-- name: jobs
WITH day_of AS (SELECT max(value + 0, 1) AS day FROM policy WHERE key = 'interest_note_day'),
rates AS (SELECT EXISTS (SELECT 1 FROM interest_rate) OR EXISTS (SELECT 1 FROM fee_rate) AS any)
SELECT d.customer, d.salesman, d.language, 0 AS level, substr(iso(:as_of), 1, 7) AS key,
	CASE WHEN NOT :asked AND NOT EXISTS (SELECT 1 FROM day_of) THEN 'not_in_policy'
	     WHEN NOT (SELECT any FROM rates) THEN 'no_rate'
	     WHEN NOT :asked AND :as_of - month_start(:as_of) + 1 < (SELECT day FROM day_of) THEN 'not_a_key_date'
	     WHEN EXISTS (SELECT 1 FROM hold h WHERE h.customer = d.customer)
		THEN (SELECT group_concat(reason, ',') FROM (SELECT DISTINCT reason FROM hold h WHERE h.customer = d.customer ORDER BY reason))
	     WHEN NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = d.customer AND b.demand > 0) THEN 'not_overdue'
	     WHEN coalesce((SELECT sum(i.amount) FROM interest i WHERE i.customer = d.customer AND NOT i.charged), 0)
		+ coalesce((SELECT sum(f.amount) FROM letter_fee f WHERE f.customer = d.customer AND NOT f.charged), 0) = 0 THEN 'nothing_to_charge' END AS reason,
	CASE WHEN NOT :asked AND :as_of - month_start(:as_of) + 1 < (SELECT day FROM day_of) THEN month_start(:as_of) + (SELECT day FROM day_of) - 1
	     WHEN (:asked OR EXISTS (SELECT 1 FROM day_of)) AND (SELECT any FROM rates) THEN (SELECT CASE WHEN count(*) = count(until) THEN max(until) END FROM hold h WHERE h.customer = d.customer) END AS first_on, d.sort
FROM dunning d;

-- name: terms
-- columns: pay_by date
SELECT workday_add(:as_of + coalesce((SELECT value + 0 FROM policy WHERE key = 'pay_days.INTN'), 14), 0) AS pay_by;

-- name: charges
-- What the note asks for, one row a currency; a fee may be in one in which nothing else is owed (principal NULL).
-- columns: interest money, fees money, total money, principal money, first date
WITH i AS (SELECT currency, sum(amount) AS amount, min(first) AS first FROM interest WHERE customer = :customer AND NOT charged GROUP BY currency),
f AS (SELECT currency, sum(amount) AS amount FROM letter_fee WHERE customer = :customer AND NOT charged GROUP BY currency)
SELECT c.currency, nullif(i.amount, 0) AS interest, f.amount AS fees, coalesce(i.amount, 0) + coalesce(f.amount, 0) AS total,
	nullif(b.demand, 0) AS principal, i.first, count(*) OVER () > 1 AS several
FROM (SELECT currency FROM i UNION SELECT currency FROM f) c LEFT JOIN i ON i.currency = c.currency LEFT JOIN f ON f.currency = c.currency
LEFT JOIN balance b ON b.customer = :customer AND b.currency = c.currency
WHERE coalesce(i.amount, 0) + coalesce(f.amount, 0) > 0 ORDER BY c.currency;

-- name: to_pay
-- What the note asks to be paid into the account (inside each="accounts"): interest and fees, not the principal.
-- columns: total money
SELECT currency, total, count(*) OVER () = 1 AS alone FROM (
	SELECT currency, sum(amount) AS total FROM (
		SELECT currency, amount FROM interest WHERE customer = :customer AND NOT charged
		UNION ALL SELECT currency, amount FROM letter_fee WHERE customer = :customer AND NOT charged) GROUP BY currency)
WHERE total > 0 AND has_word(:currencies, currency) ORDER BY currency;

-- name: items
-- columns: due date, principal money, days count, interest money
SELECT number, due, principal, days, interest, :currency AS currency, row_kind FROM (
	SELECT number, due, principal, sum(days) AS days, sum(amount) AS interest, NULL AS row_kind, 0 AS part, entry FROM interest
	WHERE customer = :customer AND currency = :currency AND NOT charged GROUP BY entry
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, sum(amount), 'total', 1, 0 FROM interest WHERE customer = :customer AND currency = :currency AND NOT charged HAVING count(*) > 0)
ORDER BY part, due, number, entry;

-- name: fees
-- columns: type term, date date, amount money
SELECT type, number, date, amount, :currency AS currency, row_kind FROM (
	SELECT type, number, date, amount, NULL AS row_kind, 0 AS part FROM letter_fee WHERE customer = :customer AND currency = :currency AND NOT charged
	UNION ALL
	SELECT NULL, NULL, NULL, sum(amount), 'total', 1 FROM letter_fee WHERE customer = :customer AND currency = :currency AND NOT charged HAVING count(*) > 0)
ORDER BY part, date, number;

-- name: workings
-- columns: principal money, first date, last date, days count, rate number, interest money
SELECT number, principal, first, last, days, rate, year_days, interest, :currency AS currency, row_kind FROM (
	SELECT number, principal, first, last, days, rate, year_days, amount AS interest, due, entry, NULL AS row_kind, 0 AS part FROM interest
	WHERE customer = :customer AND currency = :currency AND NOT charged
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, sum(amount), NULL, NULL, 'total', 1 FROM interest
	WHERE customer = :customer AND currency = :currency AND NOT charged HAVING count(*) > 0)
ORDER BY part, due, number, entry, first;

-- name: interest_end
-- The last day that is charged in the currency: where the policy has no rate up to the day of the paper, an earlier one (early).
-- columns: last date
SELECT max(last) AS last, max(last) < :as_of AS early FROM interest WHERE customer = :customer AND currency = :currency AND NOT charged HAVING count(*) > 0;

-- name: sources
-- Where each rate stands.
-- columns: rate number, first date
SELECT rate, min(first) AS first, source FROM interest WHERE customer = :customer AND NOT charged GROUP BY rate, source ORDER BY 2;

-- name: fee_sources
SELECT DISTINCT source FROM letter_fee WHERE customer = :customer AND NOT charged ORDER BY source;

-- name: breaches
-- A fee too early, and more fees on one debt than there may be.
WITH rule AS (
	SELECT p.key, substr(p.key, 1, instr(p.key, '.') - 1) AS name, substr(p.key, instr(p.key, '.') + 1, 2) AS country,
		substr(p.key, instr(p.key, '.') + 4, 10) AS first, nullif(substr(p.key, instr(p.key, '.') + 16, 10), '') AS last,
		CAST(p.value AS INTEGER) AS n, trim(substr(p.value, instr(p.value, '|') + 1)) AS source
	FROM policy p WHERE p.key LIKE 'fee\_after.%' ESCAPE '\' OR p.key LIKE 'fee\_most.%' ESCAPE '\')
SELECT r.key AS rule, 'the fee for ' || f.number || ' of ' || iso(f.date) || ' was asked ' || max(0, f.date - f.due)
	|| ' days after the due date, at least ' || r.n || ' are wanted' AS breach, r.source
FROM letter_fee f JOIN rule r ON r.name = 'fee_after' AND r.country = f.country AND iso(f.date) >= r.first AND iso(f.date) <= coalesce(r.last, iso(f.date))
WHERE f.customer = :customer AND NOT f.charged AND r.n > 0 AND f.date - f.due < r.n
UNION ALL
SELECT key, 'fees for ' || n_fees || ' letters would be asked for ' || number || ', no more than ' || n || ' are allowed', source FROM (
	SELECT r.key, r.n, r.source, d.number, count(DISTINCT f.paper) AS n_fees
	FROM letter_fee f JOIN rule r ON r.name = 'fee_most' AND r.country = f.country AND iso(:as_of) >= r.first AND iso(:as_of) <= coalesce(r.last, iso(:as_of))
	JOIN paper_entry i ON i.paper = f.paper JOIN demanded d ON d.entry = i.entry
	WHERE f.customer = :customer AND r.n > 0 GROUP BY r.key, d.entry)
WHERE n_fees > n AND EXISTS (SELECT 1 FROM letter_fee WHERE customer = :customer AND NOT charged);

-- name: norway
SELECT 1 AS law FROM setting h JOIN country_of o ON o.text = h.value WHERE h.section = 'company' AND h.key = 'country' AND o.code = 'NO';

-- name: whole
-- No item's reference pays this: the paper's own number does.
SELECT :number AS number WHERE :by_item;

-- name: covers
SELECT o.entry, o.currency, o.outstanding FROM open_item o WHERE o.customer = :customer
	AND o.entry IN (SELECT entry FROM interest WHERE customer = :customer AND NOT charged);

-- name: tax_shown
SELECT 1 AS wanted FROM customer WHERE code = :customer AND tax_id <> '';
