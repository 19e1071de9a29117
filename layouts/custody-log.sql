-- custody-log.sql: CUSTODY, one an open case of which something is in custody, from the age that the policy says.

-- name: jobs
SELECT customer, salesman, :default_language AS language, 0 AS level, id AS key, reason,
	CASE WHEN reason = 'not_reached' THEN :as_of + low - age END AS first_on, sort
FROM (SELECT n.id, n.customer, n.age, c.salesman, c.sort, l.value + 0 AS low,
		CASE WHEN n.customer NOT IN (SELECT customer FROM asset WHERE removed_on <= :as_of)
			AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.customer = n.customer AND coalesce(e.case_id, n.id) = n.id AND e.filed_on <= :as_of) THEN 'nothing_in_custody'
		     WHEN :asked THEN NULL
		     WHEN l.value IS NULL THEN 'not_in_policy'
		     WHEN n.age < l.value + 0 THEN 'not_reached' END AS reason
	FROM case_now n CROSS JOIN dunning c ON c.customer = n.customer LEFT JOIN policy l ON l.key = 'custody_age' LIMIT -1);

-- name: size
-- columns: papers count, assets count
SELECT (SELECT count(*) FROM evidence e JOIN case_now n ON n.customer = e.customer AND coalesce(e.case_id, n.id) = n.id
		WHERE e.customer = :customer AND e.filed_on <= :as_of) AS papers,
	(SELECT coalesce(sum(coalesce(qty, 1)), 0) FROM asset WHERE customer = :customer AND removed_on <= :as_of) AS assets;

-- name: assets
-- columns: removed_on date, qty count
SELECT a.removed_on, a.type, a.serial, a.qty, a.form_no, a.photo, (SELECT name FROM customer WHERE code = :customer) AS origin,
	coalesce(s.name, a.verifier) AS verifier, NULL AS signature
FROM asset a LEFT JOIN staff s ON s.code = a.verifier WHERE a.customer = :customer AND a.removed_on <= :as_of ORDER BY a.removed_on, a.id;

-- name: papers
-- The store's own record, of the customer's papers that are of no other case and of the bundles of its case; what it calls by another name stands as it is written.
-- columns: date date, act term
SELECT k.date, CASE k.act WHEN 'filed' THEN 'act_filed' WHEN 'filed again' THEN 'act_filed_again' WHEN 'bundled' THEN 'act_bundled'
		WHEN 'copy handed over' THEN 'act_copied' WHEN 'handed over' THEN 'act_handed_over' WHEN 'corrected' THEN 'act_corrected' WHEN 'withdrawn' THEN 'act_withdrawn' WHEN 'restored' THEN 'act_restored' WHEN 'witnessed' THEN 'act_witnessed' ELSE k.act END AS act,
	k.subject AS name, coalesce(s.name, k.who) AS who, substr(k.sha256, 1, 16) AS seal
FROM custody k LEFT JOIN staff s ON s.code = k.who
WHERE k.date <= :as_of AND (k.subject IN (SELECT e.name FROM evidence e JOIN case_now n ON n.customer = e.customer
		AND coalesce(e.case_id, n.id) = n.id WHERE e.customer = :customer)
	OR instr(k.subject, (SELECT id FROM case_now WHERE customer = :customer) || '_') = 1) ORDER BY k.date, k.id;
