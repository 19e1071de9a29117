-- deviation.sql: a deviation from the procedure that was recorded (event deviation).

-- name: jobs
-- Once an event: one of a day goes by the day, further ones of it by the order in which they were recorded. day and nth are parameters of the query
-- below.
WITH facts AS (
	SELECT customer, date AS day, row_number() OVER (PARTITION BY customer, date ORDER BY id) AS nth FROM event
	WHERE (:asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.DEVIAT' AND value = 'yes')) AND kind = 'deviation' AND date <= :as_of)
SELECT k.code AS customer, k.salesman, :default_language AS language, 0 AS level, coalesce(iso(f.day) || iif(f.nth > 1, ' #' || f.nth, ''), '') AS key,
	CASE WHEN f.customer IS NULL THEN 'no_deviation' END AS reason, NULL AS first_on, k.sort, f.day, f.nth
FROM (SELECT code FROM customer WHERE :asked UNION SELECT customer FROM facts) w JOIN party k ON k.code = w.code LEFT JOIN facts f ON f.customer = w.code;

-- name: departed
-- columns: date date, latest date, hours count
SELECT date, date + (hours + 23) / 24 AS latest, hours, note, name FROM (
	SELECT e.date, coalesce((SELECT value + 0 FROM policy WHERE key = 'deviation_hours'), 24) AS hours, e.note, coalesce(s.name, e.staff) AS name, row_number() OVER (ORDER BY e.id) AS nth
	FROM event e LEFT JOIN staff s ON s.code = e.staff WHERE e.customer = :customer AND e.kind = 'deviation' AND e.date = :day)
WHERE nth = :nth;
