-- register.sql: `report register`: every paper up to the date, with the run that made it and what it covers.

-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart FROM (VALUES
	('papers', 'Papers', '', 0),
	('runs', 'Runs', '', 0));

-- name: caption
-- columns: as_of date
SELECT 'Run register as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('kind', 'Kind', 10), ('currency', 'Currency', 9),
	('case_id', 'Case', 16), ('type', 'Code', 9), ('title', 'Type', 30), ('amount', 'Items it covers', 16), ('state', 'State', 18), ('language', 'Language', 10),
	('run', 'Run', 16), ('seq', 'No. in the run', 8), ('paper', 'Paper', 20), ('pages', 'Pages', 8), ('file', 'File', 60), ('as_of', 'As of', 12),
	('papers', 'Papers', 9), ('failed', 'Not made or taken back', 12),
	('sent_on', 'Sent on', 12), ('channel', 'Sent by', 10));

-- name: papers
-- A row a paper and currency of its items; one that covers none has a row too.
-- columns: state term, shown_title term, channel term, as_of date, seq count, pages count, amount money, sent_on date
SELECT p.run, p.seq, p.number AS paper, p.type, p.customer, k.name, p.salesman, p.case_id, p.language, p.as_of, p.state, p.pages, coalesce(i.currency, '') AS currency, i.amount,
	s.date AS sent_on, s.channel, p.file, p.type AS shown_title
FROM paper p LEFT JOIN party k ON k.code = p.customer
LEFT JOIN (SELECT paper, currency, sum(outstanding) AS amount FROM paper_item GROUP BY paper, currency) i ON i.paper = p.id
LEFT JOIN way_sent s ON s.paper = p.id
WHERE p.as_of <= :as_of ORDER BY p.as_of, p.run, p.seq, i.currency;

-- name: runs
-- columns: shown_kind term, state term, as_of date, papers count, failed count, pages count
SELECT r.id AS run, r.kind, r.as_of, coalesce((SELECT a.act FROM run_act a WHERE a.run = r.id AND a.act = 'cancelled' AND a.date <= :as_of), r.state) AS state,
	count(p.id) FILTER (WHERE p.state NOT IN ('planned', 'failed', 'cancelled')) AS papers,
	count(p.id) FILTER (WHERE p.state IN ('planned', 'failed', 'cancelled')) AS failed, sum(p.pages) FILTER (WHERE p.state NOT IN ('planned', 'failed', 'cancelled')) AS pages, '' AS currency,
	'run_' || r.kind AS shown_kind
FROM run r LEFT JOIN paper p ON p.run = r.id WHERE r.as_of <= :as_of GROUP BY r.id ORDER BY r.as_of, r.id;
