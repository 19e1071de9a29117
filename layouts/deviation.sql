-- deviation.sql: a deviation from the procedure that was recorded (event deviation).

-- name: jobs
-- Once an event.
WITH facts AS (
	SELECT customer, max(date) AS day FROM event WHERE (:asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.DEVIAT' AND value = 'yes')) AND kind = 'deviation' AND date <= :as_of GROUP BY customer)
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, coalesce(iso(f.day), '') AS key,
	CASE WHEN f.customer IS NULL THEN 'no_deviation' END AS reason, NULL AS first_on, k.sort
FROM (SELECT code FROM customer WHERE :asked UNION SELECT customer FROM facts) w JOIN party k ON k.code = w.code LEFT JOIN facts f ON f.customer = w.code;

-- name: departed
-- columns: date date, latest date
SELECT e.date, e.date + 1 AS latest, e.note, coalesce(s.name, e.staff) AS name FROM event e LEFT JOIN staff s ON s.code = e.staff
WHERE e.customer = :customer AND e.kind = 'deviation' AND e.date <= :as_of ORDER BY e.date DESC, e.id DESC LIMIT 1;
