-- count-sheet.sql: the papers of a print file (run_paper, with their pages and places in it). On both sides of a sheet (duplex) no paper begins on
-- the back of another.

-- name: jobs
-- Never a job of its own: the print file brings it along, with what it counts: the name of the file, the type or route of its papers, which volume
-- of how many it is, and whether they are letters.
SELECT NULL AS customer, NULL AS salesman, 'en' AS language, 0 AS level, '' AS key, 'print_file' AS reason, NULL AS first_on, '' AS sort,
	'' AS stack, '' AS counted, '' AS route, 0 AS volume, 0 AS volumes, 0 AS letters WHERE 0;

-- name: sheet
-- columns: title term, papers count, pages count, sheets count
SELECT :counted AS title, CASE WHEN :counted IS NULL THEN coalesce(:route, '–') END AS route, count(*) AS papers, coalesce(sum(pages), 0) AS pages,
	coalesce(sum(sheets), 0) AS sheets, CASE WHEN :volumes > 1 THEN :volume || ' / ' || :volumes END AS volume, :letters AS letters, NOT :letters AS inside
FROM run_paper WHERE stack = :stack;

-- name: parts
-- Letters by country, as they lie; what stays in the house by salesman.
-- columns: papers count, pages count, sheets count
WITH lying AS (
	SELECT p.number, p.place, p.pages, p.sheets, CASE WHEN NOT :letters THEN coalesce(p.salesman || ' ' || s.name, p.salesman, '')
		ELSE coalesce(country(c.country, :language), country(h.value, :language), '') END AS part
	FROM run_paper p LEFT JOIN staff s ON s.code = p.salesman LEFT JOIN customer c ON c.code = p.customer
	LEFT JOIN setting h ON h.section = 'company' AND h.key = 'country' WHERE p.stack = :stack)
SELECT iif(:letters, part, NULL) AS country, iif(:letters, NULL, part) AS salesman, (SELECT number FROM lying x WHERE x.place = l.first) AS first, (SELECT number FROM lying x WHERE x.place = l.last) AS last, papers, pages,
	sheets, row_kind FROM (
	SELECT part, min(place) AS first, max(place) AS last, count(*) AS papers, sum(pages) AS pages, sum(sheets) AS sheets, NULL AS row_kind, 0 AS end
	FROM lying GROUP BY part
	UNION ALL SELECT NULL, min(place), max(place), count(*), sum(pages), sum(sheets), 'total', 1 FROM lying) l
ORDER BY end, l.first;
