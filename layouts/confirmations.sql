-- confirmations.sql: `report confirmations`: balance confirmations, what they say and what came back.

-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart FROM (VALUES
	('confirmations', 'Confirmations', '', 0),
	('totals', 'Totals', '', 0));

-- name: caption
SELECT (SELECT value FROM setting WHERE section = 'company' AND key = 'name') || ': balance confirmations as of ' || iso(as_of) AS caption,
	'Balance confirmations as of ' || iso(as_of) AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author
FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('currency', 'Currency', 9),
	('date', 'As of', 12), ('state', 'State', 14), ('again', 'Second request', 14), ('paper', 'Confirmation', 20), ('confirmed', 'Balance in it', 16), ('reply', 'Reply', 16),
	('reply_on', 'Reply of', 12), ('signed_by', 'Signed by', 26), ('signed_role', 'As', 18), ('figure', 'Their balance', 16), ('difference', 'Difference', 16), ('note', 'Note', 40), ('now', 'Balance now', 16),
	('sent', 'Made', 8), ('back', 'Came back', 10), ('agreed', 'Agreed', 9), ('differs', 'Differ', 9), ('silent', 'No reply', 10), ('value', 'Balances in them', 16),
	('value_back', 'Of those that came back', 16), ('differences', 'Differences', 16));

-- name: confirmations
-- The reply to a confirmation is what came from its day on until the customer was asked anew, or what names it: the latest CONFR in the store, and what was
-- recorded of one, to the confirmation or its second request. What it agrees to is said by a recorded reply alone; nobody guesses it.
-- columns: date date, confirmed money, again date, reply_on date, figure money, difference money, now money
WITH asked AS (
	SELECT p.id, p.number, p.customer, p.as_of, p.state, coalesce(lead(p.as_of) OVER (PARTITION BY p.customer ORDER BY p.as_of, p.id) - 1, :as_of) AS until
	FROM paper p WHERE p.type = 'CONF' AND p.as_of <= :as_of AND p.state NOT IN ('planned', 'failed', 'cancelled')),
request AS (
	SELECT a.id AS paper, q.id AS id, iif(q.id = a.id, NULL, q.as_of) AS again FROM asked a
	JOIN paper q ON q.customer = a.customer AND q.state NOT IN ('planned', 'failed', 'cancelled') AND (q.id = a.id OR q.type = 'CONF2' AND q.as_of BETWEEN a.as_of AND a.until)),
word AS (
	SELECT paper, date, note, outcome, figure, row_number() OVER (PARTITION BY paper ORDER BY date DESC, ord DESC) AS nth FROM (
		SELECT q.paper, v.date, v.note, NULL AS outcome, NULL AS figure, v.id AS ord FROM request q JOIN paper_event v ON v.paper = q.id AND v.state IN ('answered', 'signed') AND v.date <= :as_of
		UNION ALL
		SELECT a.id, e.date, e.note, e.outcome, e.promise_amount, e.id + 1000000000 FROM asked a JOIN event e ON e.customer = a.customer AND e.kind = 'reply' AND e.date BETWEEN a.as_of AND :as_of
			AND (e.reference = a.number OR e.date <= a.until AND (coalesce(e.reference, '') = '' OR e.reference GLOB 'CONF*'
				AND NOT EXISTS (SELECT 1 FROM asked x WHERE x.number = e.reference AND x.id <> a.id))))),
back AS (
	SELECT a.id, e.date, e.signed_by, e.signed_role, e.valid, coalesce(e.why_invalid, e.note) AS note,
		row_number() OVER (PARTITION BY a.id ORDER BY e.valid DESC, e.date DESC, e.id DESC) AS latest
	FROM asked a JOIN evidence e ON e.customer = a.customer AND e.doctype GLOB 'CONFR*' AND e.date BETWEEN a.as_of AND a.until),
-- what it says is the latest word of a reply that says it
said AS (SELECT paper, outcome, figure, row_number() OVER (PARTITION BY paper ORDER BY nth) AS nth FROM word WHERE outcome IN ('agreed', 'differs')),
line AS (
	SELECT a.*, i.currency, sum(i.outstanding) AS confirmed, b.date AS back_on, b.signed_by, b.signed_role, b.note AS back_note, w.date AS word_on, w.note AS word_note,
		CASE WHEN b.valid = 0 THEN 'not valid' WHEN s.paper IS NOT NULL THEN s.outcome WHEN b.id IS NOT NULL OR w.paper IS NOT NULL THEN 'came back' ELSE 'no reply' END AS reply,
		CASE WHEN i.currency = coalesce(nullif(c.currency, ''), r.currency) THEN s.figure END AS figure
	FROM run_info r CROSS JOIN asked a JOIN paper_item i ON i.paper = a.id LEFT JOIN back b ON b.id = a.id AND b.latest = 1 LEFT JOIN word w ON w.paper = a.id AND w.nth = 1
	LEFT JOIN said s ON s.paper = a.id AND s.nth = 1 LEFT JOIN customer c ON c.code = a.customer GROUP BY a.id, i.currency)
SELECT a.number AS paper, a.customer, k.name, k.salesman, a.as_of AS date, a.currency, a.confirmed, a.state, g.again, a.reply, coalesce(a.back_on, a.word_on) AS reply_on,
	a.figure, a.figure - a.confirmed AS difference, a.signed_by, a.signed_role, coalesce(a.back_note, a.word_note) AS note, l.total AS now
FROM line a LEFT JOIN (SELECT paper, max(again) AS again FROM request GROUP BY paper) g ON g.paper = a.id LEFT JOIN party k ON k.code = a.customer
LEFT JOIN balance l ON l.customer = a.customer AND l.currency = a.currency ORDER BY a.as_of, a.currency, a.customer;

-- name: totals
-- columns: date date, sent count, back count, agreed count, differs count, silent count, value money, value_back money, differences money
WITH asked AS (
	SELECT p.id, p.number, p.customer, p.as_of, p.state, coalesce(lead(p.as_of) OVER (PARTITION BY p.customer ORDER BY p.as_of, p.id) - 1, :as_of) AS until
	FROM paper p WHERE p.type = 'CONF' AND p.as_of <= :as_of AND p.state NOT IN ('planned', 'failed', 'cancelled')),
request AS (
	SELECT a.id AS paper, q.id AS id, iif(q.id = a.id, NULL, q.as_of) AS again FROM asked a
	JOIN paper q ON q.customer = a.customer AND q.state NOT IN ('planned', 'failed', 'cancelled') AND (q.id = a.id OR q.type = 'CONF2' AND q.as_of BETWEEN a.as_of AND a.until)),
word AS (
	SELECT paper, date, note, outcome, figure, row_number() OVER (PARTITION BY paper ORDER BY date DESC, ord DESC) AS nth FROM (
		SELECT q.paper, v.date, v.note, NULL AS outcome, NULL AS figure, v.id AS ord FROM request q JOIN paper_event v ON v.paper = q.id AND v.state IN ('answered', 'signed') AND v.date <= :as_of
		UNION ALL
		SELECT a.id, e.date, e.note, e.outcome, e.promise_amount, e.id + 1000000000 FROM asked a JOIN event e ON e.customer = a.customer AND e.kind = 'reply' AND e.date BETWEEN a.as_of AND :as_of
			AND (e.reference = a.number OR e.date <= a.until AND (coalesce(e.reference, '') = '' OR e.reference GLOB 'CONF*'
				AND NOT EXISTS (SELECT 1 FROM asked x WHERE x.number = e.reference AND x.id <> a.id))))),
back AS (
	SELECT a.id, e.date, e.signed_by, e.signed_role, e.valid, coalesce(e.why_invalid, e.note) AS note,
		row_number() OVER (PARTITION BY a.id ORDER BY e.valid DESC, e.date DESC, e.id DESC) AS latest
	FROM asked a JOIN evidence e ON e.customer = a.customer AND e.doctype GLOB 'CONFR*' AND e.date BETWEEN a.as_of AND a.until),
-- what it says is the latest word of a reply that says it
said AS (SELECT paper, outcome, figure, row_number() OVER (PARTITION BY paper ORDER BY nth) AS nth FROM word WHERE outcome IN ('agreed', 'differs')),
line AS (
	SELECT a.*, i.currency, sum(i.outstanding) AS confirmed, b.date AS back_on, b.signed_by, b.signed_role, b.note AS back_note, w.date AS word_on, w.note AS word_note,
		CASE WHEN b.valid = 0 THEN 'not valid' WHEN s.paper IS NOT NULL THEN s.outcome WHEN b.id IS NOT NULL OR w.paper IS NOT NULL THEN 'came back' ELSE 'no reply' END AS reply,
		CASE WHEN i.currency = coalesce(nullif(c.currency, ''), r.currency) THEN s.figure END AS figure
	FROM run_info r CROSS JOIN asked a JOIN paper_item i ON i.paper = a.id LEFT JOIN back b ON b.id = a.id AND b.latest = 1 LEFT JOIN word w ON w.paper = a.id AND w.nth = 1
	LEFT JOIN said s ON s.paper = a.id AND s.nth = 1 LEFT JOIN customer c ON c.code = a.customer GROUP BY a.id, i.currency)
SELECT as_of AS date, currency, count(*) AS sent, count(*) FILTER (WHERE reply NOT IN ('no reply', 'not valid')) AS back, count(*) FILTER (WHERE reply = 'agreed') AS agreed,
	count(*) FILTER (WHERE reply = 'differs') AS differs, count(*) FILTER (WHERE reply IN ('no reply', 'not valid')) AS silent, sum(confirmed) AS value,
	coalesce(sum(confirmed) FILTER (WHERE reply NOT IN ('no reply', 'not valid')), 0) AS value_back, sum(figure - confirmed) AS differences
FROM line GROUP BY as_of, currency ORDER BY as_of, currency;
