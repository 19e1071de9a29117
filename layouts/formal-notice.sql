-- formal-notice.sql: formal notice of a case (policy stage.case). A credit customer has had the escalation notice first.

-- name: jobs
SELECT s.customer, s.salesman, s.language, s.level, s.key,
	CASE WHEN s.reason IS NOT NULL THEN s.reason
	     WHEN c.kind = 'company_credit' AND NOT EXISTS (SELECT 1 FROM paper p WHERE p.customer = s.customer AND p.type = 'ESCN'
		AND p.state NOT IN ('planned', 'failed', 'cancelled')) THEN 'earlier_letter_first'
	     WHEN EXISTS (SELECT 1 FROM paper p WHERE p.customer = s.customer AND p.type IN ('REM0', 'REM1', 'REM2', 'ESCN')
		AND p.state NOT IN ('planned', 'failed', 'cancelled')
		AND p.as_of > :as_of - (SELECT value FROM policy WHERE key = 'letter_gap_days')) THEN 'letter_gap'
	END AS reason,
	CASE WHEN s.reason IS NOT NULL THEN s.first_on
	     WHEN c.kind = 'company_credit' AND NOT EXISTS (SELECT 1 FROM paper p WHERE p.customer = s.customer AND p.type = 'ESCN'
		AND p.state NOT IN ('planned', 'failed', 'cancelled')) THEN NULL
	     ELSE (SELECT max(p.as_of) FROM paper p WHERE p.customer = s.customer AND p.type IN ('REM0', 'REM1', 'REM2', 'ESCN')
		AND p.state NOT IN ('planned', 'failed', 'cancelled'))
		+ (SELECT value FROM policy WHERE key = 'letter_gap_days') END AS first_on,
	s.sort
FROM case_stage s JOIN customer c ON c.code = s.customer
WHERE s.type = 'NOTICE';

-- name: terms
-- The policy's days, or what the law of the customer's country gives at least (policy least_days).
-- columns: pay_by date
SELECT workday_add(:as_of + max((SELECT value + 0 FROM policy WHERE key = 'pay_days.NOTICE'), coalesce((SELECT p.value + 0 FROM customer c JOIN policy p
	ON p.key = 'least_days.NOTICE.' || coalesce((SELECT code FROM country_of WHERE text = c.country),
		(SELECT o.code FROM setting h JOIN country_of o ON o.text = h.value WHERE h.section = 'company' AND h.key = 'country'))
	WHERE c.code = :customer), 0)), 0) AS pay_by;

-- name: this_case
SELECT id FROM case_now WHERE customer = :customer;

-- name: police
-- Printed only if a police case was opened and is not over.
-- columns: date date
SELECT reference, date FROM (SELECT * FROM event WHERE customer = :customer AND kind = 'police_case' AND date <= :as_of AND reference IS NOT NULL
	ORDER BY date DESC, id DESC LIMIT 1)
WHERE coalesce(outcome, '') NOT IN ('withdrawn', 'closed', 'settled', 'rejected');

-- name: police_cheque
-- The intention, where no case was opened yet and a cheque for what is still unpaid came back: the newest of them.
-- columns: date date, amount money
SELECT e.number, coalesce(e.due, e.date) AS date, abs(e.amount) AS amount, e.currency FROM entry e
WHERE e.customer = :customer AND e.type = 'pdc' AND e.status = 'bounced' AND coalesce(e.due, e.date) <= :as_of
	AND (e.applies_to IS NULL OR EXISTS (SELECT 1 FROM open_item o WHERE o.customer = e.customer AND o.number = e.applies_to AND o.outstanding > 0
		AND o.age > 0 AND o.blocked IS NULL))
	AND NOT EXISTS (SELECT 1 FROM event v WHERE v.customer = e.customer AND v.kind = 'police_case' AND v.date <= :as_of)
	AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'police_intent' AND value = 'no')
ORDER BY 2 DESC, e.number LIMIT 1;

-- name: police_policy
-- The intention, where the policy gives the ground without a cheque (police_intent).
SELECT 1 AS intended FROM policy WHERE key = 'police_intent' AND value = 'yes'
	AND NOT EXISTS (SELECT 1 FROM event v WHERE v.customer = :customer AND v.kind = 'police_case' AND v.date <= :as_of)
	AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.customer = :customer AND e.type = 'pdc' AND e.status = 'bounced' AND coalesce(e.due, e.date) <= :as_of
		AND (e.applies_to IS NULL OR EXISTS (SELECT 1 FROM open_item o WHERE o.customer = e.customer AND o.number = e.applies_to AND o.outstanding > 0
			AND o.age > 0 AND o.blocked IS NULL)));

-- name: assets
-- Printed only if assets are placed with the customer; begun: the day on which some were fetched first.
-- columns: n count, begun date
SELECT sum(coalesce(qty, 1)) AS n, (SELECT min(v.date) FROM event v WHERE v.customer = :customer AND v.kind = 'asset_removal' AND v.date <= :as_of) AS begun
FROM asset WHERE customer = :customer AND coalesce(placed_on, :as_of) <= :as_of
	AND (removed_on IS NULL OR removed_on > :as_of) HAVING sum(coalesce(qty, 1)) > 0;

-- name: covers
SELECT entry, currency, outstanding FROM demanded WHERE customer = :customer;

-- name: tax_shown
SELECT 1 AS wanted FROM customer WHERE code = :customer AND tax_id <> '';
