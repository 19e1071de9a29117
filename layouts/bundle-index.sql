-- bundle-index.sql: INDEX, what is in an evidence bundle. The tables bundle_… are filled by the bundle; in a run they are empty.

-- name: jobs
SELECT k.customer, NULL AS salesman, 'en' AS language, 0 AS level, k.id || '|' || iso(:as_of) AS key, NULL AS reason, NULL AS first_on, k.id AS sort,
	k.id AS case_id
FROM bundle_case k;

-- name: head
-- columns: opened date, closed date, age count, papers count, gaps count
SELECT k.id, k.customer AS code, c.name, k.opened, k.closed, k.age, k.papers, k.gaps, k.gaps > 0 AS incomplete, k.gaps = 0 AS complete,
	k.age IS NOT NULL AND k.closed IS NULL AS running, k.closed IS NOT NULL AS is_closed
FROM bundle_case k LEFT JOIN customer c ON c.code = k.customer WHERE k.id = :case_id;

-- name: gaps
SELECT g.invoice, g.doctype, g.gap, CASE WHEN g.row = 0 THEN 'head' END AS row_kind, s.title FROM (
	SELECT stage, stage_seq, 0 AS seq, 0 AS row, NULL AS invoice, NULL AS doctype, NULL AS gap FROM bundle_gap GROUP BY stage
	UNION ALL SELECT stage, stage_seq, seq, 1, invoice, doctype, gap FROM bundle_gap) g
LEFT JOIN bundle_stage s ON s.stage = g.stage ORDER BY g.stage_seq, g.seq;

-- name: papers
-- columns: date date, pages count, bytes number
SELECT p.date, p.title, p.invoice, p.original, p.signed_by, p.pages, p.bytes, p.why, p.file, p.hash, CASE WHEN p.row = 0 THEN 'head' END AS row_kind,
	s.title AS stage_title
FROM (
	SELECT stage_seq, 0 AS seq, 0 AS row, NULL AS date, NULL AS title, NULL AS invoice, NULL AS original, NULL AS signed_by, NULL AS pages,
		NULL AS bytes, NULL AS why, NULL AS file, NULL AS hash
	FROM bundle_paper GROUP BY stage_seq
	UNION ALL
	SELECT stage_seq, seq, 1, date, title || CASE WHEN valid THEN '' ELSE ' (not valid: ' || coalesce(why, '') || ')' END, invoice, original, signed_by,
		pages, bytes, why, replace(path, 'papers/', ''),
		substr(sha256, 1, 16) || ' ' || substr(sha256, 17, 16) || ' ' || substr(sha256, 33, 16) || ' ' || substr(sha256, 49, 16)
	FROM bundle_paper) p
LEFT JOIN bundle_stage s ON s.seq = p.stage_seq ORDER BY p.stage_seq, p.seq;

-- name: chronology
-- columns: date date
SELECT date, what, document, detail, amount, who FROM bundle_event ORDER BY seq;
