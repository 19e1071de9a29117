-- count-sheet.sql: the papers of one type in a print file (run_paper, with their pages). Sheets are printed on both sides; no paper begins on
-- the back of another.

-- name: jobs
-- Never a job of its own: the print file brings it along, with the type that it counts.
SELECT NULL AS customer, NULL AS salesman, 'en' AS language, 0 AS level, '' AS key, 'print_file' AS reason, NULL AS first_on, '' AS sort,
	'' AS counted WHERE 0;

-- name: sheet
-- columns: title term, papers count, sheets count
SELECT :counted AS title, count(*) AS papers, coalesce(sum((pages + 1) / 2), 0) AS sheets FROM run_paper WHERE type = :counted;

-- name: parts
-- columns: papers count, pages count, sheets count
SELECT salesman, first, last, papers, pages, sheets, row_kind FROM (
	SELECT coalesce(p.salesman || ' ' || s.name, p.salesman, '') AS salesman, min(p.number) AS first, max(p.number) AS last, count(*) AS papers,
		sum(p.pages) AS pages, sum((p.pages + 1) / 2) AS sheets, NULL AS row_kind, 0 AS part, min(p.seq) AS at
	FROM run_paper p LEFT JOIN staff s ON s.code = p.salesman WHERE p.type = :counted GROUP BY p.salesman
	UNION ALL
	SELECT NULL, min(number), max(number), count(*), sum(pages), sum((pages + 1) / 2), 'total', 1, 0 FROM run_paper WHERE type = :counted)
ORDER BY part, at;
