-- post-mortem.sql: a case that closed with a loss: written off, or handed to an agency or a court; asked for, any closed case.

-- name: jobs
-- Once a case; the latest one of the customer.
WITH facts AS (
	SELECT customer, id FROM (
		SELECT customer, id, row_number() OVER (PARTITION BY customer ORDER BY closed DESC, id DESC) AS nth FROM bad_case
		WHERE (:asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.POSTM' AND value = 'yes')) AND closed <= :as_of AND (:asked OR why_closed NOT IN ('settled', 'with_parent')))
	WHERE nth = 1)
SELECT k.code AS customer, k.salesman, f.id AS case_id, :default_language AS language, 0 AS level, coalesce(f.id, '') AS key,
	CASE WHEN f.customer IS NULL THEN 'no_closed_case' END AS reason, NULL AS first_on, k.sort
FROM (SELECT code FROM customer WHERE :asked UNION SELECT customer FROM facts) w JOIN party k ON k.code = w.code LEFT JOIN facts f ON f.customer = w.code;

-- name: ended
-- columns: opened date, closed date, why term
SELECT id, opened, closed, why_closed AS why FROM bad_case WHERE id = :case_id;

-- name: lost
-- What was written off since the case opened and before the customer's next one did: some is booked after the case closed.
-- columns: amount money
SELECT e.currency, -sum(e.amount) AS amount FROM bad_case c JOIN entry e ON e.customer = c.customer AND e.type = 'write_off'
	AND e.date BETWEEN c.opened AND coalesce((SELECT min(n.opened) - 1 FROM bad_case n WHERE n.customer = c.customer AND (n.opened, n.id) > (c.opened, c.id)), :as_of)
WHERE c.id = :case_id AND e.date <= :as_of GROUP BY e.currency ORDER BY e.currency;

-- name: course
-- Events and issued papers from so many days before the case opened (policy post_mortem_days), or from the first day of the oldest item of that time that is still open, until it
-- closed; nothing of a case before it, or of a paper that names another.
-- columns: date date, kind term, outcome term
WITH span AS (SELECT max(min(c.opened - coalesce((SELECT value + 0 FROM policy WHERE key = 'post_mortem_days'), 60), coalesce((SELECT min(o.overdue_on) FROM open_item o WHERE o.customer = c.customer AND o.outstanding > 0), c.opened)),
		coalesce((SELECT max(b.closed) + 1 FROM bad_case b WHERE b.customer = c.customer AND b.id <> c.id AND b.closed < c.closed AND b.opened <= c.opened), -1000000)) AS first,
	c.closed AS last FROM bad_case c WHERE c.id = :case_id)
SELECT e.date, e.kind, coalesce(s.name, e.staff) AS who,
	CASE WHEN e.note IS NULL AND e.outcome IN (SELECT code FROM outcome_word) THEN e.outcome END AS outcome,
	coalesce(e.note, CASE WHEN e.outcome NOT IN (SELECT code FROM outcome_word) THEN replace(e.outcome, '_', ' ') END, iif(e.outcome IS NULL, e.reference, NULL)) AS note
FROM event e CROSS JOIN span p LEFT JOIN staff s ON s.code = e.staff WHERE e.customer = :customer AND e.date BETWEEN p.first AND p.last
UNION ALL
SELECT x.as_of, x.type, NULL, NULL, x.number FROM paper x CROSS JOIN span p WHERE x.customer = :customer AND x.as_of BETWEEN p.first AND p.last
	AND coalesce(x.case_id, :case_id) = :case_id
	AND x.state NOT IN ('planned', 'failed', 'cancelled') AND x.type IN ('REM0', 'REM1', 'REM2', 'ESCN', 'NOTICE', 'CLAIM', 'BDR')
ORDER BY 1, 2, 5;

-- name: actions
-- Written in the meeting.
SELECT NULL AS action, NULL AS owner, NULL AS by_when WHERE 0;
