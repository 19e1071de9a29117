-- balance-confirmation.sql: for every customer with open items, at a key date of the policy or when asked for by name.

-- name: jobs
-- A key date without work has its requests on the next working day; who was asked since is not asked again.
SELECT d.customer, d.salesman, d.language, 0 AS level, iso(CASE WHEN :asked OR k.day IS NULL THEN :as_of ELSE coalesce((SELECT max(p.as_of) FROM paper p
		WHERE p.customer = d.customer AND p.type = 'CONF' AND p.as_of BETWEEN k.day AND :as_of AND p.state NOT IN ('planned', 'failed', 'cancelled')), k.day) END) AS key, NULL AS reason, NULL AS first_on, d.sort,
	NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = d.customer AND b.items > 0) AS "unless nothing_owed",
	CASE WHEN :explain THEN (SELECT group_concat(b.currency || ' ' || money(b.total, b.currency), ', ') FROM balance b
		WHERE b.customer = d.customer AND b.items > 0) END AS "value nothing_owed",
	:asked = 0 AND k.day IS NULL AS "unless not_a_key_date",
	(SELECT value FROM policy WHERE key = 'confirmation_days') AS "value not_a_key_date",
	-- a handover asks every customer
	CASE WHEN k.day IS NOT NULL AND NOT EXISTS (SELECT 1 FROM run_info WHERE run GLOB 'HO*') AND EXISTS (SELECT 1 FROM policy WHERE key = 'confirmation_sample' AND value + 0 > 0)
		THEN d.customer NOT IN (SELECT customer FROM confirmation_sample WHERE hits > 0) ELSE 0 END AS "unless not_in_sample",
	CASE WHEN :explain THEN (SELECT value FROM policy WHERE key = 'confirmation_sample') END AS "value not_in_sample"
FROM dunning d CROSS JOIN (SELECT (SELECT named_day(value, :as_of) FROM policy WHERE key = 'confirmation_days') AS day LIMIT -1) k;

-- name: terms
-- columns: reply_by date
SELECT workday_add(:as_of + (SELECT value FROM policy WHERE key = 'pay_days.CONF'), 0) AS reply_by;

-- name: asked
-- The day of the balance.
-- columns: date date
SELECT :as_of AS date;

-- name: balances
-- A blank request says none of them.
-- columns: total money, owed money, favour money
SELECT currency, total, CASE WHEN total >= 0 AND NOT blank THEN total END AS owed, CASE WHEN total < 0 AND NOT blank THEN -total END AS favour,
	count(*) OVER () > 1 AS several
FROM (SELECT EXISTS (SELECT 1 FROM policy WHERE key = 'confirmation_kind' AND value = 'blank') AS blank) CROSS JOIN balance WHERE customer = :customer AND items > 0 ORDER BY currency;

-- name: reply_code
-- What the code of the slip holds: number of the paper, day of the balance, each balance. A blank request says none of them.
SELECT :number || ';' || iso(:as_of) || coalesce(';' || group_concat(currency || ' ' || money(total, currency), ';'), '') AS payload
FROM (SELECT currency, total FROM balance WHERE customer = :customer AND items > 0
	AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'confirmation_kind' AND value = 'blank') ORDER BY currency);

-- name: owed
-- columns: total money
SELECT currency, total FROM balance WHERE customer = :customer AND items > 0 AND total >= 0
	AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'confirmation_kind' AND value = 'blank') ORDER BY currency;

-- name: favour
-- columns: total money
SELECT currency, -total AS total FROM balance WHERE customer = :customer AND items > 0 AND total < 0
	AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'confirmation_kind' AND value = 'blank') ORDER BY currency;

-- name: covers
SELECT entry, currency, outstanding FROM open_item WHERE customer = :customer;

-- name: totals
SELECT currency, total AS amount FROM balance WHERE customer = :customer AND items > 0;

-- name: tax_shown
SELECT 1 AS wanted FROM customer WHERE code = :customer AND tax_id <> '';

-- name: entrepreneur
-- A row where the customer is a sole trader of Russia (ИП): the taxpayer number of a person has twelve digits, a company's ten.
SELECT 1 AS yes FROM customer WHERE code = :customer AND country = 'RU' AND length(tax_id) = 12;
