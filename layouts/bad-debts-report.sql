-- bad-debts-report.sql: a case whose oldest item is more than 60 days overdue (policy stage.case).

-- name: jobs
-- An internal paper: a promise, a gap between letters or "do not write" keep it from nobody; the clock, agency, court and money do.
SELECT s.customer, s.salesman, :default_language AS language, s.level, s.key,
	CASE WHEN s.clock IS NULL THEN h.reasons WHEN h.reasons IS NULL THEN s.clock ELSE s.clock || ',' || h.reasons END AS reason,
	CASE WHEN s.clock IS NULL THEN h.until WHEN h.reasons IS NULL THEN s.clock_on
	     WHEN s.clock_on IS NOT NULL AND h.until IS NOT NULL THEN max(s.clock_on, h.until) END AS first_on, s.sort
FROM (SELECT c.*, CASE WHEN c.type IS NULL OR c.type = 'BDR' THEN c.stage_reason ELSE 'not_reached' END AS clock,
		CASE WHEN c.type = 'BDR' THEN c.stage_on ELSE c.oldest_on + b.age - 1 END AS clock_on
	FROM case_stage c JOIN stage b ON b.track = 'case' AND b.type = 'BDR') s
LEFT JOIN (SELECT customer, group_concat(reason, ',') AS reasons, CASE WHEN count(*) = count(until) THEN max(until) END AS until FROM
		(SELECT * FROM hold WHERE reason IN ('agency', 'court', 'in_credit', 'unallocated', 'below_minimum') ORDER BY customer, reason)
	GROUP BY customer) h ON h.customer = s.customer;

-- name: this_case
-- columns: opened date
SELECT id, opened FROM case_now WHERE customer = :customer;

-- name: profile
-- columns: status term, credit_limit money, terms_days count
SELECT code, name, tax_id, phone, email, status, terms_days, credit_limit,
	coalesce(currency, (SELECT value FROM setting WHERE section = 'locale' AND key = 'currency')) AS currency,
	trim(coalesce(address1 || ', ', '') || coalesce(address2 || ', ', '') || coalesce(postcode || ' ', '') || coalesce(city, ''), ', ') AS address
FROM customer WHERE code = :customer;

-- name: people
-- columns: role term
SELECT name, role FROM contact WHERE customer = :customer AND role IS NOT NULL
	AND coalesce(valid_to, :as_of) >= :as_of ORDER BY id LIMIT 4;

-- name: history
-- columns: since date
SELECT coalesce(since, (SELECT min(date) FROM entry WHERE customer = :customer)) AS since FROM customer WHERE code = :customer;

-- name: purchases
-- Invoices less credit notes; the average over the months from the first entry to the as-of date.
-- columns: total money, average money
SELECT currency, sum(amount) AS total, sum(amount) / max(1, (:as_of - min(date) + 29) / 30) AS average FROM entry
WHERE customer = :customer AND date <= :as_of AND type IN ('invoice', 'debit_note', 'credit_note') GROUP BY currency ORDER BY currency;

-- name: balances
SELECT currency, total, count(*) OVER () > 1 AS several FROM balance WHERE customer = :customer AND items > 0 ORDER BY currency;

-- name: items
-- columns: type term, date date, due date, amount money, paid money, outstanding money, days_overdue count
SELECT type, number, date, due, amount, paid, outstanding, days_overdue, currency, row_kind FROM (
	SELECT type, number, date, due, amount, paid, outstanding, CASE WHEN age > 0 AND outstanding > 0 THEN age END AS days_overdue,
		currency, NULL AS row_kind, 0 AS part FROM open_item WHERE customer = :customer AND currency = :currency
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, total, NULL, currency, 'total', 1 FROM balance
	WHERE customer = :customer AND currency = :currency)
ORDER BY part, due, date, number;

-- name: buckets
-- columns: label term, amount money, tenths percent
SELECT coalesce(b.label, 'unallocated') AS label, t.amount, t.tenths, t.currency, coalesce(b.overdue, 0) AS overdue
FROM bucket_total t LEFT JOIN bucket b ON b.idx = t.bucket
WHERE t.customer = :customer AND t.currency = :currency ORDER BY t.bucket < 0, t.bucket;

-- name: trend
-- Sales of the last twelve months, months without sales too.
-- columns: value money
WITH RECURSIVE m(first, n) AS (
	SELECT add_months(month_start(:as_of), -11), 1
	UNION ALL SELECT add_months(first, 1), n + 1 FROM m WHERE n < 12)
SELECT substr(iso(first), 6, 2) || '/' || substr(iso(first), 3, 2) AS label,
	coalesce((SELECT sum(amount) FROM entry e WHERE e.customer = :customer AND e.currency = :currency
		AND e.type IN ('invoice', 'debit_note', 'credit_note') AND e.date >= first AND e.date < add_months(first, 1) AND e.date <= :as_of), 0) AS value,
	:currency AS currency
FROM m ORDER BY first;

-- name: chronology
-- Events and issued papers since the case's oldest open item fell due, under the bucket of their age.
-- What was said about an event; where nothing was, its outcome: a term, or a house's own code as words.
-- columns: date date, age count, kind term, outcome term, stage term
WITH outcomes(code) AS (VALUES ('met'), ('sent'), ('wants_copy'), ('will_check'), ('will_pay'), ('no_answer'), ('open'), ('call_back'), ('promised'),
	('partly'), ('alert'), ('kept'), ('broken'), ('disputed'), ('settlement'), ('guarantee'), ('goods_return')),
base AS (SELECT min(overdue_on) AS start FROM open_item WHERE customer = :customer AND outstanding > 0),
done AS (
	SELECT e.date, e.date - b.start + 1 AS age, e.kind, coalesce(s.name, e.staff) AS who,
		CASE WHEN e.note IS NULL AND e.outcome IN (SELECT code FROM outcomes) THEN e.outcome END AS outcome,
		coalesce(e.note, CASE WHEN e.outcome NOT IN (SELECT code FROM outcomes) THEN replace(e.outcome, '_', ' ') END) AS note
	FROM event e CROSS JOIN base b LEFT JOIN staff s ON s.code = e.staff
	WHERE e.customer = :customer AND e.date <= :as_of AND e.date >= b.start
	UNION ALL
	SELECT p.as_of, p.as_of - b.start + 1, p.type, NULL, NULL, p.number FROM paper p CROSS JOIN base b
	WHERE p.customer = :customer AND p.as_of <= :as_of AND p.as_of >= b.start AND p.state NOT IN ('planned', 'failed')
		AND p.type IN ('REM0', 'REM1', 'REM2', 'ESCN', 'NOTICE', 'CLAIM', 'GUAR', 'CONF')),
staged AS (
	SELECT d.*, (SELECT max(b.idx) FROM bucket b WHERE b.low IS NULL OR b.low <= d.age) AS n FROM done d)
SELECT date, age, kind, who, outcome, note, stage, row_kind FROM (
	SELECT NULL AS date, NULL AS age, NULL AS kind, NULL AS who, NULL AS outcome, NULL AS note,
		(SELECT label FROM bucket WHERE idx = n) AS stage,
		'head' AS row_kind, n, 0 AS part FROM staged GROUP BY n
	UNION ALL
	SELECT date, age, kind, who, outcome, note, NULL, NULL, n, 1 FROM staged)
ORDER BY n, part, date, kind;

-- name: evidence_list
-- columns: date date, doctype term
-- A running number (PHOTO-2) belongs to the name, not to the kind.
SELECT CASE WHEN instr(doctype, '-') > 0 THEN substr(doctype, 1, instr(doctype, '-') - 1) ELSE doctype END AS doctype,
	invoice, date, signed_by, name FROM evidence WHERE customer = :customer AND date <= :as_of
	AND id NOT IN (SELECT evidence FROM evidence_other) ORDER BY date, name;

-- name: risk
-- columns: date date, risk term
SELECT risk, date FROM event WHERE customer = :customer AND risk IS NOT NULL AND date <= :as_of ORDER BY date DESC, id DESC LIMIT 1;

-- name: covers
SELECT entry, currency, outstanding FROM open_item WHERE customer = :customer;

-- name: totals
SELECT currency, total AS amount FROM balance WHERE customer = :customer AND items > 0;
