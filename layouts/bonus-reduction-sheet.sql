-- bonus-reduction-sheet.sql: one sheet a representative and month: bonus by shipment, less ten percent a working day of delay, and fines.

-- name: jobs
-- A month in which no bonus was settled and no paper was missing has no sheet.
WITH settled AS MATERIALIZED (SELECT salesman FROM bonus_shipment UNION SELECT salesman FROM bonus_fine)
SELECT NULL AS customer, s.code AS salesman, :default_language AS language, 0 AS level, substr(iso(add_months(month_start(:as_of), -1)), 1, 7) AS key,
	CASE WHEN NOT EXISTS (SELECT 1 FROM policy WHERE key = 'bonus_rate') OR NOT :asked AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'bonus_days') THEN 'not_in_policy'
	     WHEN NOT EXISTS (SELECT 1 FROM shipment x WHERE x.salesman = s.code AND x.date < month_start(:as_of)) THEN 'nothing_shipped'
	     WHEN s.code NOT IN (SELECT salesman FROM settled WHERE salesman IS NOT NULL) THEN 'no_bonus_settled'
	     WHEN NOT :asked AND :as_of > max(month_start(:as_of) - 1 + (SELECT value + 0 FROM policy WHERE key = 'bonus_days'), iif((SELECT value + 0 FROM policy WHERE key = 'bonus_days') > 0, workday_add(month_start(:as_of), 0), 0)) THEN 'not_this_day' END AS reason,
	CASE WHEN :as_of > max(month_start(:as_of) - 1 + (SELECT value + 0 FROM policy WHERE key = 'bonus_days'), iif((SELECT value + 0 FROM policy WHERE key = 'bonus_days') > 0, workday_add(month_start(:as_of), 0), 0)) THEN add_months(month_start(:as_of), 1) END AS first_on,
	s.code AS sort
FROM staff s WHERE s.role = 'salesman' AND (:asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'bonus_rate'));

-- name: salesperson
-- Whose bonus it is, also while somebody stands in.
-- columns: role term
SELECT code, name, role FROM staff WHERE code = :salesman;

-- name: period
-- columns: first date, last date
SELECT add_months(month_start(:as_of), -1) AS first, month_start(:as_of) - 1 AS last;

-- name: terms
-- columns: cut percent, fine money
SELECT coalesce((SELECT CAST(replace(value, '.', '') AS INTEGER) FROM policy WHERE key = 'bonus_cut'), 100) AS cut, minor(f.value, r.currency) AS fine, r.currency
FROM run_info r LEFT JOIN policy f ON f.key = 'fine_day.' || r.currency;

-- name: books
SELECT DISTINCT currency FROM bonus_shipment WHERE salesman = :salesman ORDER BY currency;

-- name: shipments
-- columns: due date, paid date, shipment money, rate percent, bonus money, days count, cut money, hand money, d1 money, d2 money, d3 money, d4 money, d5 money, d6 money, d7 money, d8 money, d9 money, d10 money
WITH mine AS MATERIALIZED (SELECT * FROM bonus_shipment WHERE salesman = :salesman AND currency = :currency)
SELECT customer, customer_name, number, due, paid, shipment, rate, bonus, days, cut, hand, d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, :currency AS currency, row_kind FROM (
	SELECT customer, customer_name, number, due, paid, amount AS shipment, rate, bonus, days, cut, bonus - cut AS hand,
		CASE WHEN days >= 1 THEN bonus - min(bonus, (bonus * 1 * cut_rate + 500) / 1000) END AS d1,
		CASE WHEN days >= 2 THEN bonus - min(bonus, (bonus * 2 * cut_rate + 500) / 1000) END AS d2,
		CASE WHEN days >= 3 THEN bonus - min(bonus, (bonus * 3 * cut_rate + 500) / 1000) END AS d3,
		CASE WHEN days >= 4 THEN bonus - min(bonus, (bonus * 4 * cut_rate + 500) / 1000) END AS d4,
		CASE WHEN days >= 5 THEN bonus - min(bonus, (bonus * 5 * cut_rate + 500) / 1000) END AS d5,
		CASE WHEN days >= 6 THEN bonus - min(bonus, (bonus * 6 * cut_rate + 500) / 1000) END AS d6,
		CASE WHEN days >= 7 THEN bonus - min(bonus, (bonus * 7 * cut_rate + 500) / 1000) END AS d7,
		CASE WHEN days >= 8 THEN bonus - min(bonus, (bonus * 8 * cut_rate + 500) / 1000) END AS d8,
		CASE WHEN days >= 9 THEN bonus - min(bonus, (bonus * 9 * cut_rate + 500) / 1000) END AS d9,
		CASE WHEN days >= 10 THEN bonus - min(bonus, (bonus * 10 * cut_rate + 500) / 1000) END AS d10,
		NULL AS row_kind, 0 AS part FROM mine
	UNION ALL
	SELECT customer, max(customer_name), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'head', -1 FROM mine GROUP BY customer
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, sum(amount), NULL, sum(bonus), NULL, sum(cut), sum(bonus - cut), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'total', 1 FROM mine HAVING count(*) > 0)
ORDER BY part = 1, customer_name, customer, part, due, number;

-- name: undated
-- A row where one of them was settled on a day that nobody knows (inside each="books").
SELECT 1 AS any_of FROM bonus_shipment WHERE salesman = :salesman AND currency = :currency AND undated LIMIT 1;

-- name: fines
-- columns: what term, since date, until date, days count, fine money
WITH mine AS MATERIALIZED (SELECT * FROM bonus_fine WHERE salesman = :salesman)
SELECT what, customer_name, since, until, days, fine, currency, row_kind FROM (
	SELECT what, customer_name, since, until, days, fine, currency, NULL AS row_kind, 0 AS part FROM mine
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, sum(days), sum(fine), max(currency), 'total', 1 FROM mine HAVING count(*) > 0)
ORDER BY part, since, customer_name, what;

-- name: hand
-- columns: hand money, fine money
SELECT currency, coalesce(sum(hand), 0) AS hand, sum(fine) AS fine FROM (
	SELECT currency, bonus - cut AS hand, 0 AS fine FROM bonus_shipment WHERE salesman = :salesman
	UNION ALL SELECT currency, 0, fine FROM bonus_fine WHERE salesman = :salesman)
GROUP BY currency ORDER BY currency;
