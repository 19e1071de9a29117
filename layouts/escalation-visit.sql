-- escalation-visit.sql: VISIT2, one an open case, from the age that the policy says until its bad debts report.

-- name: jobs
SELECT customer, salesman, :default_language AS language, 0 AS level, id AS key, reason,
	CASE WHEN reason = 'not_reached' THEN :as_of + low - age END AS first_on, sort
FROM (SELECT n.id, n.customer, n.age, c.salesman, c.sort, l.value + 0 AS low, coalesce(
		CASE WHEN n.customer IN (SELECT customer FROM hold WHERE reason IN ('agency', 'court')) THEN
			(SELECT group_concat(reason, ',') FROM (SELECT DISTINCT reason FROM hold h WHERE h.customer = n.customer AND h.reason IN ('agency', 'court'))) END,
		CASE WHEN :asked THEN NULL
		     WHEN l.value IS NULL THEN 'not_in_policy'
		     WHEN n.age < l.value + 0 THEN 'not_reached'
		     WHEN n.age >= (SELECT min(age) FROM stage WHERE track = 'case' AND type = 'BDR') THEN 'later_stage'
		     WHEN EXISTS (SELECT 1 FROM evidence e WHERE e.customer = n.customer AND e.valid = 1 AND e.date BETWEEN n.opened AND :as_of
			AND (e.doctype = 'VISIT2' OR e.doctype GLOB 'VISIT2-*')) THEN 'report_filed' END) AS reason
	FROM case_now n CROSS JOIN dunning c ON c.customer = n.customer LEFT JOIN policy l ON l.key = 'visit_age.VISIT2' LIMIT -1);

-- name: first_visit
-- columns: date date
SELECT e.date, coalesce(s.name, e.staff, '') AS who, e.note FROM event e JOIN case_now n ON n.customer = e.customer LEFT JOIN staff s ON s.code = e.staff
WHERE e.customer = :customer AND e.kind = 'visit' AND e.date BETWEEN n.opened AND :as_of ORDER BY e.date, e.id LIMIT 1;

-- name: police
-- columns: date date
-- The latest that is not over.
SELECT reference, date FROM police_open WHERE customer = :customer AND about_now ORDER BY date DESC, reference LIMIT 1;

-- name: notices
-- The letters of the register that spoke of items which are overdue now.
-- columns: title term, date date
SELECT DISTINCT p.type AS title, p.number, p.as_of AS date, NULL AS served, NULL AS to_whom
FROM paper p JOIN paper_entry i ON i.paper = p.id JOIN open_item o ON o.entry = i.entry
WHERE p.customer = :customer AND p.type IN ('REM1', 'REM2', 'ESCN', 'NOTICE', 'CLAIM') AND p.state NOT IN ('planned', 'failed', 'cancelled')
	AND p.as_of <= :as_of AND o.age > 0 AND o.outstanding > 0 ORDER BY p.as_of, p.number;

-- name: covers
SELECT entry, currency, outstanding FROM open_item WHERE customer = :customer AND age > 0 AND outstanding > 0;

-- name: covered
SELECT currency, overdue AS amount FROM balance WHERE customer = :customer AND overdue > 0;
