-- contacts.sql: `report contacts`: what customers say, counted, and accounts whose notes are stale: nobody has written down anything for long (policy note_days), or the next step is past.

-- name: sheets
SELECT column1 AS query, column2 AS name, column3 AS sum, column4 AS chart FROM (VALUES
	('outcomes', 'Outcomes', '', 0),
	('after_letter', 'Calls after letters', '', 0),
	('stale', 'Stale notes', '', 0));

-- name: caption
-- columns: as_of date
SELECT 'What was said, and stale notes as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('salesman', 'Salesperson', 12), ('currency', 'Currency', 9),
	('overdue', 'Overdue', 16), ('credit', 'Unallocated credits', 16), ('net', 'Overdue less credits', 16), ('age', 'Days overdue', 10), ('month', 'Month', 9), ('what', 'Way', 16), ('outcome', 'What came of it', 24),
	('times', 'Times', 8), ('customers', 'Customers', 10), ('last_on', 'Last note of', 12), ('days', 'Days ago', 9), ('said', 'What was said', 50),
	('letter', 'Letter', 20), ('letter_on', 'Letter of', 12), ('call_on', 'Call on', 12), ('phone', 'Telephone', 20), ('caller', 'Who calls', 12),
	('next_on', 'Next step on', 12), ('action', 'Next step', 36), ('why', 'Why it is stale', 22));

-- name: outcomes
-- columns: what term, outcome term, times count, customers count
SELECT substr(iso(date), 1, 7) AS month, kind AS what, coalesce(outcome, 'not noted') AS outcome, count(*) AS times, count(DISTINCT customer) AS customers, '' AS currency
FROM event WHERE kind IN ('call', 'email', 'message', 'visit', 'reply') AND date BETWEEN add_months(month_start(:as_of), 1 - coalesce((SELECT value + 0 FROM policy WHERE key = 'outcome_months'), 12)) AND :as_of
GROUP BY 1, 2, 3 ORDER BY month DESC, what, times DESC, outcome;

-- name: after_letter
-- Who was written to and not yet spoken to since, with the working day of the call (policy call_after_letter).
-- columns: letter_on date, call_on date, overdue money, credit money, net money, age count
SELECT l.customer, p.name, coalesce((SELECT code FROM staff WHERE code = p.collector), p.salesman) AS caller, b.currency, b.overdue, b.credit, b.overdue + b.credit AS net, b.oldest_age AS age, l.number AS letter,
	l.date AS letter_on, l.call_on, p.phone
FROM letter_call l JOIN party p ON p.code = l.customer JOIN balance b ON b.customer = l.customer WHERE b.overdue > 0 ORDER BY l.call_on, b.currency, b.oldest_age DESC, l.customer;

-- name: stale
-- Of those who owe something overdue.
-- columns: why term, last_on date, days count, next_on date, overdue money, credit money, net money, age count
WITH last AS (SELECT customer, max(date) AS date FROM event WHERE date <= :as_of AND kind <> 'do_not_write' GROUP BY customer)
SELECT b.customer, p.name, p.salesman, b.currency, b.overdue, b.credit, b.overdue + b.credit AS net, b.oldest_age AS age, l.date AS last_on, :as_of - l.date AS days, t.brief AS said, n.next_on, n.action,
	CASE WHEN l.date IS NULL THEN 'nothing noted' WHEN l.date < :as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'note_days'), 30) THEN 'long ago' ELSE 'the next step is past' END AS why
FROM balance b JOIN party p ON p.code = b.customer LEFT JOIN last l ON l.customer = b.customer LEFT JOIN last_talk t ON t.customer = b.customer
LEFT JOIN next_step n ON n.customer = b.customer
WHERE b.overdue > 0 AND (l.date IS NULL OR l.date < :as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'note_days'), 30) OR n.next_on < :as_of AND n.said_on = l.date)
ORDER BY b.currency, b.oldest_age DESC, b.customer;
