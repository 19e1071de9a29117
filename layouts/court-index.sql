-- court-index.sql: COURT, cover and index of a court file. The tables court_… and bundle_… are filled while it is made.

-- name: jobs
SELECT k.customer, NULL AS salesman, :default_language AS language, 0 AS level, k.id || '|' || iso(:as_of) AS key, NULL AS reason, NULL AS first_on, k.id AS sort,
	k.id AS case_id
FROM bundle_case k;

-- name: head
-- columns: exhibits count
SELECT k.id, (SELECT count(*) FROM court_line) AS exhibits FROM bundle_case k WHERE k.id = :case_id;

-- name: volume
-- columns: volume count, of_all count
SELECT volume, of_all FROM court_volume;

-- name: received
SELECT group_concat(who, '; ') AS names FROM (SELECT who FROM bundle_given WHERE name IS NULL ORDER BY seq) HAVING count(*) > 0;

-- name: slips
SELECT 1 AS any_of FROM court_line WHERE slipped LIMIT 1;

-- name: exhibits
-- columns: date date, doctype term, fault term, pages count, title term
SELECT l.exhibit, p.date, p.doctype, p.fault, p.invoice, p.signed_by, p.slipped, p.pages, p.place, l.section, l.row_kind, s.title
FROM (
	SELECT section, min(seq) AS at, 0 AS part, NULL AS exhibit, 'head' AS row_kind FROM court_line WHERE section <> '' GROUP BY section
	UNION ALL SELECT section, seq, 1, exhibit, NULL FROM court_line) l
LEFT JOIN (SELECT c.exhibit, b.date, b.doctype, CASE WHEN NOT b.valid THEN 'invalid' WHEN b.why IS NOT NULL THEN 'not_entitled' END AS fault, b.invoice, b.signed_by,
		CASE WHEN c.slipped THEN '*' END AS slipped, c.pages, c.place FROM court_line c JOIN bundle_paper b ON b.exhibit = c.exhibit) p ON p.exhibit = l.exhibit
LEFT JOIN (SELECT DISTINCT c.section, g.title FROM court_line c JOIN bundle_paper b ON b.exhibit = c.exhibit JOIN bundle_stage g ON g.seq = b.stage_seq) s ON s.section = l.section AND l.row_kind = 'head'
ORDER BY l.at, l.part;
