-- confirmation-second.sql: CONF2, for whoever did not answer the latest balance confirmation (CONF) within confirmation_again_days, and not before the day
-- is over by which that asked for an answer, once for each. A negative confirmation wants no answer: it is asked again only by name.

-- name: jobs
WITH first AS (
	SELECT *, workday_add(as_of + (SELECT value FROM policy WHERE key = 'pay_days.CONF'), 0) AS reply_by
	FROM (SELECT p.customer, p.number, p.as_of, p.state, row_number() OVER (PARTITION BY p.customer ORDER BY p.as_of DESC, p.id DESC) AS nth
		FROM paper p WHERE p.type = 'CONF' AND p.state NOT IN ('planned', 'failed', 'cancelled') AND p.as_of <= :as_of) WHERE nth = 1),
rule AS (SELECT (SELECT value + 0 FROM policy WHERE key = 'confirmation_again_days'
	AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'confirmation_kind' AND value = 'negative')) AS days)
SELECT customer, salesman, language, 0 AS level, key, reason, CASE WHEN reason = 'too_early' THEN due END AS first_on, sort FROM (
	SELECT d.customer, d.salesman, d.language, coalesce(f.number, '') AS key, max(f.as_of + r.days, coalesce(f.reply_by + 1, 0)) AS due, d.sort,
		CASE WHEN f.number IS NULL THEN 'not_asked_yet'
		     WHEN f.state IN ('answered', 'signed') OR EXISTS (SELECT 1 FROM event e WHERE e.customer = d.customer AND e.kind = 'reply'
			AND e.date BETWEEN f.as_of AND :as_of AND (coalesce(e.reference, '') = '' OR e.reference GLOB 'CONF*'))
			OR EXISTS (SELECT 1 FROM evidence v WHERE v.customer = d.customer AND v.doctype GLOB 'CONFR*' AND v.valid AND v.date BETWEEN f.as_of AND :as_of) THEN 'answered'
		     WHEN :asked THEN NULL
		     WHEN r.days IS NULL THEN 'not_in_policy'
		     WHEN max(f.as_of + r.days, coalesce(f.reply_by + 1, 0)) > :as_of THEN 'too_early' END AS reason
	FROM (SELECT code FROM customer WHERE :asked UNION SELECT customer FROM first) w JOIN dunning d ON d.customer = w.code CROSS JOIN rule r
	LEFT JOIN first f ON f.customer = w.code);

-- name: terms
-- columns: reply_by date
SELECT workday_add(:as_of + (SELECT value FROM policy WHERE key = 'pay_days.CONF'), 0) AS reply_by;

-- name: asked
-- The first request: its day is that of the balance.
-- columns: date date
SELECT number, as_of AS date FROM (SELECT id, number, as_of FROM paper WHERE customer = :customer AND type = 'CONF' AND state NOT IN ('planned', 'failed', 'cancelled')
	AND as_of <= :as_of ORDER BY as_of DESC, id DESC LIMIT 1);

-- name: balances
-- As the first request stated them. A blank request says none of them.
-- columns: total money, owed money, favour money
SELECT currency, total, CASE WHEN total >= 0 AND NOT blank THEN total END AS owed, CASE WHEN total < 0 AND NOT blank THEN -total END AS favour,
	count(*) OVER () > 1 AS several
FROM (SELECT EXISTS (SELECT 1 FROM policy WHERE key = 'confirmation_kind' AND value = 'blank') AS blank) CROSS JOIN (
	SELECT currency, sum(outstanding) AS total FROM paper_item WHERE paper = (SELECT id FROM (SELECT id, number, as_of FROM paper WHERE customer = :customer AND type = 'CONF' AND state NOT IN ('planned', 'failed', 'cancelled')
	AND as_of <= :as_of ORDER BY as_of DESC, id DESC LIMIT 1)) GROUP BY currency) ORDER BY currency;

-- name: reply_code
-- What the code of the slip holds: number of the paper, day of the balance, each balance. A blank request says none of them.
WITH first AS (SELECT id, as_of FROM paper WHERE customer = :customer AND type = 'CONF' AND state NOT IN ('planned', 'failed', 'cancelled')
	AND as_of <= :as_of ORDER BY as_of DESC, id DESC LIMIT 1)
SELECT :number || ';' || (SELECT iso(as_of) FROM first) || coalesce(';' || group_concat(currency || ' ' || money(total, currency), ';'), '') AS payload
FROM (SELECT currency, sum(outstanding) AS total FROM paper_item WHERE paper = (SELECT id FROM first)
	AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'confirmation_kind' AND value = 'blank') GROUP BY currency ORDER BY currency);

-- name: owed
-- columns: total money
SELECT currency, sum(outstanding) AS total FROM paper_item WHERE paper = (SELECT id FROM (SELECT id, number, as_of FROM paper WHERE customer = :customer AND type = 'CONF' AND state NOT IN ('planned', 'failed', 'cancelled')
	AND as_of <= :as_of ORDER BY as_of DESC, id DESC LIMIT 1))
	AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'confirmation_kind' AND value = 'blank') GROUP BY currency HAVING sum(outstanding) >= 0 ORDER BY currency;

-- name: favour
-- columns: total money
SELECT currency, -sum(outstanding) AS total FROM paper_item WHERE paper = (SELECT id FROM (SELECT id, number, as_of FROM paper WHERE customer = :customer AND type = 'CONF' AND state NOT IN ('planned', 'failed', 'cancelled')
	AND as_of <= :as_of ORDER BY as_of DESC, id DESC LIMIT 1))
	AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'confirmation_kind' AND value = 'blank') GROUP BY currency HAVING sum(outstanding) < 0 ORDER BY currency;

-- name: tax_shown
SELECT 1 AS wanted FROM customer WHERE code = :customer AND tax_id <> '';

-- name: entrepreneur
-- A row where the customer is a sole trader of Russia (ИП): the taxpayer number of a person has twelve digits, a company's ten.
SELECT 1 AS yes FROM customer WHERE code = :customer AND country = 'RU' AND length(tax_id) = 12;
