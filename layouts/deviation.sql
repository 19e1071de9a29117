-- deviation.sql: a deviation from the procedure that was recorded (event deviation).

-- name: jobs
-- Once an event.
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, coalesce(iso(f.day), '') AS key,
	CASE WHEN f.customer IS NULL THEN 'no_deviation'
	     WHEN NOT :asked AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'make.DEVIAT' AND value = 'yes') THEN 'not_in_policy' END AS reason,
	NULL AS first_on, k.sort
FROM party k LEFT JOIN (SELECT customer, max(date) AS day FROM event WHERE kind = 'deviation' AND date <= :as_of GROUP BY customer) f ON f.customer = k.code
WHERE :asked OR f.customer IS NOT NULL AND EXISTS (SELECT 1 FROM policy WHERE key = 'make.DEVIAT' AND value = 'yes');

-- name: departed
-- columns: date date, latest date
SELECT e.date, e.date + 1 AS latest, e.note, coalesce(s.name, e.staff) AS name FROM event e LEFT JOIN staff s ON s.code = e.staff
WHERE e.customer = :customer AND e.kind = 'deviation' AND e.date <= :as_of ORDER BY e.date DESC, e.id DESC LIMIT 1;
