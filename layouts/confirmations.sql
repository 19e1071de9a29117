-- confirmations.sql: `report confirmations`: balance confirmations, what they say and what came back.

-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart FROM (VALUES
	('confirmations', 'Confirmations', '', 0),
	('totals', 'Totals', '', 0));

-- name: caption
-- columns: as_of date
SELECT 'Balance confirmations as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('currency', 'Currency', 9),
	('date', 'As of', 12), ('state', 'State', 14), ('again', 'Second request', 14), ('paper', 'Confirmation', 20), ('confirmed', 'Balance in it', 16), ('reply', 'Reply', 16),
	('reply_on', 'Reply of', 12), ('signed_by', 'Signed by', 26), ('signed_role', 'Signed as', 18), ('note', 'Note', 40), ('now', 'Balance now', 16),
	('sent', 'Made', 8), ('back', 'Came back', 10), ('silent', 'No reply', 10), ('value', 'Balances in them', 16),
	('value_back', 'Of those that came back', 16));

-- name: confirmations
-- The reply: the latest CONFR in the store of that day or later; else what was recorded of one, to the confirmation or its second request. What it
-- agrees to stands in the reply's own words (note); nobody guesses it.
-- columns: date date, state term, signed_role term, reply term, confirmed money, again date, reply_on date, now money
WITH asked AS (
	SELECT p.id, p.number, p.customer, p.as_of, p.state, i.currency, sum(i.outstanding) AS confirmed FROM paper p JOIN paper_item i ON i.paper = p.id
	WHERE p.type = 'CONF' AND p.as_of <= :as_of AND p.state NOT IN ('planned', 'failed', 'cancelled') GROUP BY p.id, i.currency),
request AS (
	SELECT a.id AS paper, q.id AS id, iif(q.id = a.id, NULL, q.as_of) AS again FROM (SELECT id, customer, as_of, lead(as_of) OVER (PARTITION BY customer ORDER BY as_of, id) AS next
		FROM paper WHERE type = 'CONF' AND as_of <= :as_of AND state NOT IN ('planned', 'failed', 'cancelled')) a
	JOIN paper q ON q.customer = a.customer AND q.state NOT IN ('planned', 'failed', 'cancelled') AND (q.id = a.id
		OR q.type = 'CONF2' AND q.as_of BETWEEN a.as_of AND min(:as_of, coalesce(a.next - 1, :as_of)))),
word AS (
	SELECT paper, date, note, row_number() OVER (PARTITION BY paper ORDER BY date DESC, ord DESC) AS nth FROM (
		SELECT q.paper, v.date, v.note, v.id AS ord FROM request q JOIN paper_event v ON v.paper = q.id AND v.state IN ('answered', 'signed') AND v.date <= :as_of
		UNION ALL
		SELECT q.paper, e.date, coalesce(e.note, e.outcome), e.id + 1000000000 FROM request q JOIN paper p ON p.id = q.id AND q.again IS NULL JOIN event e ON e.customer = p.customer AND e.kind = 'reply'
			AND e.date BETWEEN p.as_of AND :as_of AND (coalesce(e.reference, '') = '' OR e.reference GLOB 'CONF*'))),
back AS (
	SELECT a.id, e.date, e.signed_by, e.signed_role, e.valid, coalesce(e.why_invalid, e.note) AS note,
		row_number() OVER (PARTITION BY a.id ORDER BY e.valid DESC, e.date DESC, e.id DESC) AS latest
	FROM (SELECT DISTINCT id, customer, as_of FROM asked) a JOIN evidence e ON e.customer = a.customer AND e.doctype LIKE 'CONFR%' AND e.date BETWEEN a.as_of AND :as_of)
SELECT a.number AS paper, a.customer, k.name, k.salesman, a.as_of AS date, a.currency, a.confirmed, a.state, g.again,
	CASE WHEN b.valid OR b.id IS NULL AND w.paper IS NOT NULL THEN 'came back' WHEN b.id IS NULL THEN 'no reply' ELSE 'not valid' END AS reply,
	coalesce(b.date, w.date) AS reply_on, b.signed_by, b.signed_role, coalesce(b.note, w.note) AS note, l.total AS now
FROM asked a LEFT JOIN back b ON b.id = a.id AND b.latest = 1 LEFT JOIN word w ON w.paper = a.id AND w.nth = 1
LEFT JOIN (SELECT paper, max(again) AS again FROM request GROUP BY paper) g ON g.paper = a.id LEFT JOIN party k ON k.code = a.customer
LEFT JOIN balance l ON l.customer = a.customer AND l.currency = a.currency ORDER BY a.as_of, a.currency, a.customer;

-- name: totals
-- columns: date date, sent count, back count, silent count, value money, value_back money
WITH request AS (
	SELECT a.id AS paper, q.id AS id, iif(q.id = a.id, NULL, q.as_of) AS again FROM (SELECT id, customer, as_of, lead(as_of) OVER (PARTITION BY customer ORDER BY as_of, id) AS next
		FROM paper WHERE type = 'CONF' AND as_of <= :as_of AND state NOT IN ('planned', 'failed', 'cancelled')) a
	JOIN paper q ON q.customer = a.customer AND q.state NOT IN ('planned', 'failed', 'cancelled') AND (q.id = a.id
		OR q.type = 'CONF2' AND q.as_of BETWEEN a.as_of AND min(:as_of, coalesce(a.next - 1, :as_of)))),
word AS (
	SELECT paper, date, note, row_number() OVER (PARTITION BY paper ORDER BY date DESC, ord DESC) AS nth FROM (
		SELECT q.paper, v.date, v.note, v.id AS ord FROM request q JOIN paper_event v ON v.paper = q.id AND v.state IN ('answered', 'signed') AND v.date <= :as_of
		UNION ALL
		SELECT q.paper, e.date, coalesce(e.note, e.outcome), e.id + 1000000000 FROM request q JOIN paper p ON p.id = q.id AND q.again IS NULL JOIN event e ON e.customer = p.customer AND e.kind = 'reply'
			AND e.date BETWEEN p.as_of AND :as_of AND (coalesce(e.reference, '') = '' OR e.reference GLOB 'CONF*'))),
asked AS (
	SELECT p.id, p.as_of, i.currency, sum(i.outstanding) AS confirmed, EXISTS (SELECT 1 FROM evidence e WHERE e.customer = p.customer AND e.doctype LIKE 'CONFR%' AND e.valid = 1
		AND e.date BETWEEN p.as_of AND :as_of) OR EXISTS (SELECT 1 FROM word w WHERE w.paper = p.id) AS back
	FROM paper p JOIN paper_item i ON i.paper = p.id
	WHERE p.type = 'CONF' AND p.as_of <= :as_of AND p.state NOT IN ('planned', 'failed', 'cancelled') GROUP BY p.id, i.currency)
SELECT as_of AS date, currency, count(*) AS sent, sum(back) AS back, count(*) - sum(back) AS silent, sum(confirmed) AS value,
	coalesce(sum(confirmed) FILTER (WHERE back), 0) AS value_back FROM asked GROUP BY as_of, currency ORDER BY as_of, currency;
