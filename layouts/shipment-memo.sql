-- shipment-memo.sql: one memo a region for all its customers with overdue debt.

-- name: jobs
-- A customer without a region counts to its salesman's; without that, to the salesman. Once a day.
SELECT DISTINCT NULL AS customer, NULL AS salesman, coalesce(nullif(k.region, ''), nullif(s.region, ''), k.salesman, '-') AS region,
	:default_language AS language, 0 AS level, iso(:as_of) AS key, NULL AS reason, NULL AS first_on,
	coalesce(nullif(k.region, ''), nullif(s.region, ''), k.salesman, '-') AS sort
FROM balance b JOIN party k ON k.code = b.customer LEFT JOIN staff s ON s.code = k.salesman
WHERE (:asked OR EXISTS (SELECT 1 FROM policy WHERE key = 'make.SHIPM' AND value = 'yes')) AND b.overdue > 0 AND b.total > 0;

-- name: area
SELECT coalesce((SELECT name FROM staff WHERE code = :region), :region) AS name;

-- name: books
SELECT b.currency, count(*) OVER () > 1 AS several
FROM balance b JOIN party k ON k.code = b.customer LEFT JOIN staff s ON s.code = k.salesman
WHERE b.overdue > 0 AND b.total > 0 AND coalesce(nullif(k.region, ''), nullif(s.region, ''), k.salesman, '-') = :region GROUP BY b.currency ORDER BY b.currency;

-- name: debtors
-- columns: no number, debt money, overdue money, credit money, net money, age count, guaranteed date
WITH mine AS (
	SELECT k.code, k.name, b.total AS debt, b.overdue, nullif(b.credit, 0) AS credit,
		CASE WHEN min(b.credit) OVER () < 0 THEN b.overdue + b.credit END AS net, b.oldest_age AS age,
		(SELECT CASE WHEN length(e.note) > 160 THEN substr(e.note, 1, 159) || '…' ELSE e.note END FROM event e WHERE e.customer = k.code AND e.date <= :as_of AND e.note <> '' AND e.kind IN ('call', 'visit', 'note', 'promise', 'dispute', 'reply')
			ORDER BY e.date DESC, e.id DESC LIMIT 1) AS reasons,
		(SELECT max(g.date) FROM (
			SELECT e.date FROM event e WHERE e.customer = k.code AND e.kind = 'guarantee' AND e.date <= :as_of
			UNION ALL SELECT a.date FROM arrangement a WHERE a.customer = k.code AND a.kind = 'guarantee' AND a.date <= :as_of
				AND (a.signed_role IS NULL OR a.signed_role IN ('director', 'managing_director', 'chief_accountant', 'owner'))
			UNION ALL SELECT v.date FROM evidence v WHERE v.customer = k.code AND v.doctype = 'GUARS' AND v.valid AND v.date <= :as_of) g) AS guaranteed
	FROM balance b JOIN party k ON k.code = b.customer LEFT JOIN staff s ON s.code = k.salesman
	WHERE b.overdue > 0 AND b.total > 0 AND b.currency = :currency AND coalesce(nullif(k.region, ''), nullif(s.region, ''), k.salesman, '-') = :region)
SELECT no, name, debt, overdue, credit, net, age, reasons, guaranteed, NULL AS planned, yes, no_shipment, :currency AS currency, row_kind FROM (
	SELECT row_number() OVER (ORDER BY name, code) AS no, name, debt, overdue, credit, net, age, reasons, guaranteed, NULL AS yes, NULL AS no_shipment, NULL AS row_kind, 0 AS part FROM mine
	UNION ALL SELECT NULL, NULL, sum(debt), sum(overdue), sum(credit), sum(net), NULL, NULL, NULL, NULL, NULL, 'total', 1 FROM mine HAVING count(*) > 0)
ORDER BY part, no;
