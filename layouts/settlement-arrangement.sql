-- settlement-arrangement.sql: SETTLE, a settlement of the table arrangements to be signed: the newest one of the customer, unasked until its first
-- instalment falls due (policy make.SETTLE), or when it is asked for by name.

-- name: jobs
-- arrangement: its number, a parameter of the queries below.
WITH latest AS (
	SELECT customer, ref, first, done FROM (
		SELECT customer, ref, min(due) AS first, min(state IN ('kept', 'settled')) AS done, row_number() OVER (PARTITION BY customer ORDER BY max(date) DESC, ref DESC) AS n
		FROM instalment WHERE kind = 'settlement' GROUP BY customer, ref)
	WHERE n = 1)
SELECT d.customer, d.salesman, d.language, 0 AS level, l.ref AS key, l.ref AS arrangement,
	CASE WHEN l.ref IS NULL THEN 'no_arrangement'
	     WHEN l.done THEN 'settled'
	     WHEN :asked THEN NULL
	     WHEN NOT EXISTS (SELECT 1 FROM policy WHERE key = 'make.SETTLE' AND value = 'yes') THEN 'not_in_policy'
	     WHEN l.first < :as_of THEN 'arrangement_running' END AS reason,
	NULL AS first_on, d.sort
FROM dunning d LEFT JOIN latest l ON l.customer = d.customer WHERE :asked OR l.ref IS NOT NULL;

-- name: deal
-- The arrangement as a whole. credited: by how much the debts that it covers are less than its unpaid instalments; rest: what is still to come of it; rate: the
-- yearly interest agreed, where the text is one, of two decimals at most.
-- columns: agreed date, first date, last date, n count, total money, paid money, credited money, rest money, rate number
WITH said AS (SELECT interest AS text FROM arrangement WHERE customer = :customer AND ref = :arrangement AND interest <> '' ORDER BY instalment LIMIT 1)
SELECT :arrangement AS ref, min(i.date) AS agreed, min(i.due) AS first, max(i.due) AS last, count(*) AS n, sum(i.amount) AS total,
	nullif(sum(i.paid), 0) AS paid, nullif(sum(i.amount - i.paid - i.open), 0) AS credited, sum(i.open) AS rest, i.currency,
	(SELECT CASE WHEN text GLOB '*[1-9]*' AND NOT text GLOB '*[^0-9.,% ]*' AND NOT text GLOB '*[.,][0-9][0-9][0-9]*' THEN trim(replace(replace(text, '%', ''), ',', '.')) END FROM said) AS rate,
	(SELECT NOT text GLOB '*[^0., %]*' FROM said) AS free,
	(SELECT CASE WHEN text GLOB '*[^0-9.,% ]*' OR text GLOB '*[.,][0-9][0-9][0-9]*' THEN text END FROM said WHERE text GLOB '*[^0., %]*') AS interest_said
FROM instalment i WHERE i.customer = :customer AND i.ref = :arrangement;

-- name: instalments
-- Interest on what is left, from the day of the arrangement or the instalment before, for each day, the year as of 365 days.
-- columns: due date, amount money, interest money, pay money, remaining money
WITH said AS (SELECT trim(replace(replace(interest, '%', ''), ',', '.')) AS text FROM arrangement
	WHERE customer = :customer AND ref = :arrangement AND interest GLOB '*[1-9]*' AND NOT interest GLOB '*[^0-9.,% ]*'
		AND NOT interest GLOB '*[.,][0-9][0-9][0-9]*' ORDER BY instalment LIMIT 1),
-- in hundredths of a percent
rate AS (SELECT CAST(text AS INTEGER) * 100 + CASE WHEN instr(text, '.') > 0
	THEN CAST(substr(substr(text, instr(text, '.') + 1) || '00', 1, 2) AS INTEGER) ELSE 0 END AS per_year FROM said),
worked AS (
	SELECT i.*, ((i.remaining + i.amount) * (SELECT per_year FROM rate) * max(0, i.due - max(i.date, lag(i.due, 1, i.date) OVER (ORDER BY i.due, i.instalment))) + 1825000)
		/ 3650000 AS interest
	FROM instalment i WHERE i.customer = :customer AND i.ref = :arrangement)
SELECT no, due, amount, interest, pay, remaining, currency, row_kind FROM (
	SELECT row_number() OVER (ORDER BY due, instalment) AS no, due, amount, interest, amount + coalesce(interest, 0) AS pay, remaining, currency,
		NULL AS row_kind, 0 AS part FROM worked
	UNION ALL
	SELECT NULL, NULL, sum(amount), sum(interest), sum(amount) + coalesce(sum(interest), 0), NULL, min(currency), 'total', 1 FROM worked)
ORDER BY part, no;

-- name: contract
-- columns: date date
SELECT contract_no AS number, contract_date AS date FROM customer WHERE code = :customer AND contract_no IS NOT NULL AND contract_date IS NOT NULL;

-- name: signatory
-- Who signed for the customer, where the table says so; else who stands at its head.
-- columns: role term
SELECT coalesce(a.signed_by, h.name) AS name, coalesce(CASE WHEN a.signed_by IS NOT NULL THEN a.signed_role END, h.role) AS role
FROM (SELECT max(signed_by) AS signed_by, max(signed_role) AS signed_role FROM arrangement WHERE customer = :customer AND ref = :arrangement) a
LEFT JOIN (SELECT x.name, CASE WHEN x.role = 'owner' AND c.name GLOB 'ИП *' THEN 'individual_entrepreneur' ELSE x.role END AS role
	FROM contact x JOIN customer c ON c.code = x.customer WHERE x.customer = :customer AND x.role IN ('owner', 'managing_director', 'director')
		AND coalesce(x.valid_from, :as_of) <= :as_of AND coalesce(x.valid_to, :as_of) >= :as_of
	ORDER BY CASE x.role WHEN 'director' THEN 0 WHEN 'managing_director' THEN 1 ELSE 2 END, x.id LIMIT 1) h
WHERE coalesce(a.signed_by, h.name) IS NOT NULL;

-- name: guarantor
SELECT max(guarantor) AS name FROM arrangement WHERE customer = :customer AND ref = :arrangement AND guarantor <> '' HAVING max(guarantor) IS NOT NULL;

-- name: open_documents
-- What was there when it was agreed and is open still, where it makes up what is to come.
-- columns: type term, date date, due date, amount money, outstanding money
WITH deal AS (SELECT currency, min(date) AS agreed, sum(open) AS rest FROM instalment WHERE customer = :customer AND ref = :arrangement),
older AS (SELECT o.*, sum(o.outstanding) OVER () >= d.rest AS enough FROM open_item o JOIN deal d ON d.currency = o.currency
	WHERE o.customer = :customer AND o.date <= d.agreed),
mine AS (SELECT * FROM older WHERE enough)
SELECT type, number, date, due, amount, outstanding, currency, row_kind FROM (
	SELECT nullif(type, 'invoice') AS type, number, date, due, amount, outstanding, currency, NULL AS row_kind, 0 AS part FROM mine
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, sum(outstanding), min(currency), 'total', 1 FROM mine HAVING count(*) > 0)
ORDER BY part, due, date, number;

-- name: covers
SELECT o.entry, o.currency, o.outstanding FROM open_item o
JOIN (SELECT currency, min(date) AS agreed FROM instalment WHERE customer = :customer AND ref = :arrangement) d ON d.currency = o.currency
WHERE o.customer = :customer AND o.date <= d.agreed;

-- name: tax_shown
SELECT 1 AS wanted FROM customer WHERE code = :customer AND tax_id <> '';
