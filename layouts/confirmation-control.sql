-- confirmation-control.sql: CONFC, one sheet of the house for the latest round of balance confirmations and those asked for by name since, when it is asked for or the policy has it (make.CONFC).

-- name: jobs
SELECT NULL AS customer, NULL AS salesman, :default_language AS language, 0 AS level, iso(:as_of) AS key,
	CASE WHEN NOT EXISTS (SELECT 1 FROM confirmation) THEN 'not_asked_yet'
	     WHEN NOT :asked AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'make.CONFC' AND value = 'yes') THEN 'not_in_policy' END AS reason,
	NULL AS first_on, '' AS sort WHERE :asked OR EXISTS (SELECT 1 FROM confirmation);

-- name: round
-- The sample is told where this round was drawn by one.
-- columns: first date, date date, n count, sample count
SELECT min(as_of) AS first, max(as_of) AS date, nullif(count(DISTINCT as_of), 1) AS several, max(sampled) AND count(DISTINCT as_of) = 1 AS all_drawn,
	max(sampled) AND count(DISTINCT as_of) > 1 AS first_drawn, count(DISTINCT customer) AS n, coalesce((SELECT value FROM policy WHERE key = 'confirmation_kind'), 'positive') AS kind,
	CASE WHEN max(sampled) THEN (SELECT value + 0 FROM policy WHERE key = 'confirmation_sample') END AS sample,
	coalesce((SELECT value FROM policy WHERE key = 'confirmation_seed'), '1') AS seed
FROM confirmation;

-- name: populations
-- Known on the day of the balances alone: later they are others.
-- columns: population money, step money, start money, n count, covered money
SELECT currency, max(population) AS population, max(step) AS step, max(start) AS start, count(*) FILTER (WHERE hits > 0) AS n,
	sum(amount) FILTER (WHERE hits > 0) AS covered
FROM confirmation_sample WHERE (SELECT max(as_of) FROM confirmation WHERE sampled) = :as_of GROUP BY currency ORDER BY currency;

-- name: lines
-- columns: day date, balance money, sent date, again date, reply_by date, back date, result term, figure money, difference money
SELECT iif(nth = 1, customer, NULL) AS code, iif(nth = 1, name, NULL) AS name, number, as_of AS day, balance, currency, sent, again, reply_by, back, result, figure,
	figure - balance AS difference, NULL AS remark
FROM (SELECT k.*, p.name, row_number() OVER (PARTITION BY k.customer ORDER BY k.as_of, k.number, k.currency) AS nth FROM confirmation k JOIN party p ON p.code = k.customer)
ORDER BY customer, nth;

-- name: sums
-- Balances of two days are not added.
-- columns: day date, result term, n count, balance money
SELECT day, currency, result, n, balance, row_kind FROM (
	SELECT as_of AS day, currency, result, count(*) AS n, sum(balance) AS balance, NULL AS row_kind, 0 AS part FROM confirmation GROUP BY as_of, currency, result
	UNION ALL
	SELECT as_of, currency, NULL, count(*), sum(balance), 'subtotal', 1 FROM confirmation GROUP BY as_of, currency)
ORDER BY day, currency, part, result;

-- name: silent
-- columns: n count
SELECT nullif(count(*), 0) AS n FROM confirmation WHERE result = 'silent';

-- name: alternatives
-- What else shows that the balance is owed: receipts after its day, and the signed papers of delivery that were filed for its items.
-- columns: what term, date date, amount money
WITH mute AS (SELECT customer, number, max(as_of) AS as_of FROM confirmation WHERE result = 'silent' GROUP BY customer),
found AS (
	SELECT m.customer, 'payment' AS what, e.number, e.date, -e.amount AS amount, e.currency, NULL AS signed_by
	FROM mute m JOIN entry e ON e.customer = m.customer AND e.type = 'payment' AND e.amount < 0 AND e.date > m.as_of AND e.date <= :as_of
	UNION ALL
	SELECT m.customer, substr(v.doctype, 1, instr(v.doctype || '-', '-') - 1), v.invoice, v.date, i.outstanding, i.currency, v.signed_by
	FROM mute m JOIN paper p ON p.number = m.number JOIN paper_entry i ON i.paper = p.id JOIN evidence_of a ON a.entry = i.entry JOIN evidence v ON v.id = a.evidence
		AND substr(v.doctype, 1, instr(v.doctype || '-', '-') - 1) IN ('DN', 'PROOF') AND v.signed_by <> '' AND v.valid AND v.filed_on <= :as_of)
SELECT code, name, what, number, date, amount, currency, signed_by, checked, row_kind FROM (
	SELECT m.customer AS code, k.name, NULL AS what, NULL AS number, NULL AS date, NULL AS amount, NULL AS currency, NULL AS signed_by, NULL AS checked,
		'head' AS row_kind, 0 AS part, m.customer AS whose FROM mute m JOIN party k ON k.code = m.customer
	UNION ALL
	SELECT NULL, NULL, what, number, date, amount, currency, signed_by, NULL, NULL, 1, customer FROM found
	UNION ALL
	SELECT NULL, NULL, 'nothing_found', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, customer FROM mute WHERE customer NOT IN (SELECT customer FROM found))
ORDER BY whose, part, date, number;
