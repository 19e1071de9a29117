-- contact-log.sql: COMLOG, all communication with one customer up to the date: talks, visits, promises, disputes, letters, confirmations and answers. In
-- the pack of a handover one for each of its customers; else when it is asked for by name.

-- name: jobs
SELECT c.code AS customer, c.salesman, :default_language AS language, 0 AS level, coalesce(r.id, iso(:as_of)) AS key,
	NULL AS reason, NULL AS first_on, c.sort
FROM party c LEFT JOIN run r ON r.id = :run AND r.kind = 'handover'
WHERE CASE WHEN r.id IS NULL THEN :asked ELSE c.salesman = r.made_by END
	AND EXISTS (SELECT 1 FROM balance b WHERE b.customer = c.code AND b.items > 0);

-- name: span
-- columns: n count, first date, last date
SELECT count(*) AS n, min(date) AS first, max(date) AS last FROM communication WHERE customer = :customer HAVING count(*) > 0;

-- name: lines
-- columns: date date, kind term, outcome term, amount money, day date, channel term
SELECT date, time, kind, document, who, contact, channel, outcome, said, amount, currency, day, next_action FROM communication WHERE customer = :customer
ORDER BY date, coalesce(time, ''), part, seq;
