-- return-details.sql: RETDET, one a salesman: goods that customers say they returned; how, when and by which document is asked for.

-- name: jobs
-- Once for the same returns; those that are still unanswered stand on the next one too. A house whose policy does not ask has it by name.
WITH open AS (SELECT salesman, group_concat(about, ' ') AS what FROM (SELECT salesman, customer || '/' || coalesce(invoice, '') || '/' || iso(date) AS about FROM return_asked ORDER BY 1, 2) GROUP BY salesman)
SELECT NULL AS customer, s.code AS salesman, :default_language AS language, 0 AS level, o.what AS key,
	CASE WHEN o.salesman IS NULL THEN 'no_return_open' END AS reason,
	NULL AS first_on, s.code AS sort
FROM staff s LEFT JOIN open o ON o.salesman = s.code 
WHERE (s.role = 'salesman' OR o.salesman IS NOT NULL) AND (:asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.RETDET' AND value = 'yes'));

-- name: recipients
-- The salesman, or who stands in.
SELECT name, email FROM stand_in WHERE code = :salesman;

-- name: lines
-- columns: date date, kind term, outstanding money
SELECT a.customer, c.name, a.invoice, a.date, a.kind, a.said, a.outstanding, a.currency, NULL AS returned_on, NULL AS document, NULL AS notes
FROM return_asked a JOIN party c ON c.code = a.customer WHERE a.salesman = :salesman ORDER BY c.sort, a.date, a.invoice;
