-- no-address.sql: `report no-address`: letters that nobody can deliver: papers of the last days (policy no_address_days) to customers without an address, and the letters
-- that the plan would make now.

-- name: sheets
SELECT 'letters' AS query, 'Letters' AS name, '' AS sum, 0 AS chart;

-- name: caption
-- columns: as_of date
SELECT 'Letters without an address as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('currency', 'Currency', 9),
	('total', 'Demanded', 16), ('type', 'Code', 9), ('title', 'Type', 30), ('date', 'Dated', 12), ('phone', 'Telephone', 18), ('paper', 'Paper', 20),
	('lacks', 'What is missing', 22), ('by_mail', 'Can be mailed to', 30));

-- name: letters
-- columns: shown_title term, lacks term, date date, total money
WITH lacking AS (
	SELECT p.code, p.name, p.salesman, p.phone, p.currency, coalesce(nullif(p.email, ''), (SELECT x.email FROM contact x WHERE x.customer = p.code AND x.email <> '' ORDER BY x.id LIMIT 1)) AS by_mail,
		CASE WHEN coalesce(p.address1, '') = '' AND coalesce(p.city, '') = '' THEN 'street and town' WHEN coalesce(p.address1, '') = '' THEN 'street' ELSE 'town' END AS lacks
	FROM party p WHERE coalesce(p.address1, '') = '' OR coalesce(p.city, '') = ''),
mailed(type) AS (VALUES ('STMT'), ('REM0'), ('REM1'), ('REM2'), ('REMM'), ('ESCN'), ('NOTICE'), ('CLAIM'), ('GUAR'), ('CONF'), ('CONF2'), ('CASHN'),
	('RECON'), ('SETTLE'), ('SCHED'), ('INTN'), ('PAID')),
letters AS (
	SELECT p.customer, p.number AS paper, p.type, p.as_of AS date FROM paper p
	WHERE p.customer IS NOT NULL AND p.as_of > :as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'no_address_days'), 31) AND p.as_of <= :as_of AND p.state NOT IN ('planned', 'failed', 'cancelled')
		AND p.type IN (SELECT type FROM mailed)
	UNION ALL
	SELECT customer, '', type, NULL FROM to_make)
SELECT l.customer, k.name, k.salesman, l.type, l.paper, l.date, k.lacks, k.by_mail, k.phone, coalesce(b.currency, k.currency) AS currency, b.demand AS total,
	l.type AS shown_title
FROM letters l JOIN lacking k ON k.code = l.customer LEFT JOIN balance b ON b.customer = l.customer ORDER BY l.customer, l.date IS NULL, l.date, l.paper, l.type, b.currency;
