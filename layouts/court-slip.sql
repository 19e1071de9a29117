-- court-slip.sql: CSLIP, the sheet that stands in a court file for what is not there.

-- name: jobs
SELECT k.customer, NULL AS salesman, :default_language AS language, 0 AS level, k.id || '|' || iso(:as_of) AS key, NULL AS reason, NULL AS first_on, k.id AS sort,
	k.id AS case_id
FROM bundle_case k WHERE EXISTS (SELECT 1 FROM court_slip);

-- name: slip
-- columns: date date, doctype term
SELECT exhibit, doctype, date, original, replace(path, 'papers/', '') AS file,
	substr(sha256, 1, 16) || ' ' || substr(sha256, 17, 16) || ' ' || substr(sha256, 33, 16) || ' ' || substr(sha256, 49, 16) AS hash, missing,
	nullif(why = 'unreadable' AND missing IS NULL, 0) AS unreadable,
	nullif(why = 'unreadable' AND missing IS NOT NULL, 0) AS unreadable_part, nullif(why = 'no_pages', 0) AS no_pages, nullif(why = 'left_out' AND missing IS NULL, 0) AS left_out,
	nullif(why = 'left_out' AND missing IS NOT NULL, 0) AS left_part
FROM court_slip;
