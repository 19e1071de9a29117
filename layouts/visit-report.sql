-- visit-report.sql: VISIT1, one an open case, from the age that the policy says until the escalation visit takes its place.

-- name: jobs
SELECT customer, salesman, :default_language AS language, 0 AS level, id AS key, reason,
	CASE WHEN reason = 'not_reached' THEN :as_of + low - age END AS first_on, sort
FROM (SELECT n.id, n.customer, n.age, c.salesman, c.sort, l.value + 0 AS low, coalesce(
		CASE WHEN n.customer IN (SELECT customer FROM hold WHERE reason IN ('agency', 'court')) THEN
			(SELECT group_concat(reason, ',') FROM (SELECT DISTINCT reason FROM hold h WHERE h.customer = n.customer AND h.reason IN ('agency', 'court'))) END,
		CASE WHEN :asked THEN NULL
		     WHEN l.value IS NULL THEN 'not_in_policy'
		     WHEN n.age < l.value + 0 THEN 'not_reached'
		     WHEN n.age >= u.value + 0 THEN 'later_stage'
		     WHEN EXISTS (SELECT 1 FROM evidence e WHERE e.customer = n.customer AND e.valid = 1 AND e.date BETWEEN n.opened AND :as_of
			AND (e.doctype = 'VISIT1' OR e.doctype GLOB 'VISIT1-*')) THEN 'report_filed' END) AS reason
	FROM case_now n CROSS JOIN dunning c ON c.customer = n.customer
	LEFT JOIN policy l ON l.key = 'visit_age.VISIT1' LEFT JOIN policy u ON u.key = 'visit_age.VISIT2' LIMIT -1);

-- name: covers
SELECT entry, currency, outstanding FROM open_item WHERE customer = :customer AND age > 0 AND outstanding > 0;

-- name: covered
SELECT currency, overdue AS amount FROM balance WHERE customer = :customer AND overdue > 0;
