-- formal-notice.sql: formal notice (policy stage.*, as a rule of the case). A customer whose ladder has an escalation notice has had it first.

-- name: jobs
-- Also where the ladder has gone on to a later stage and no notice was given of what is overdue: nobody falls off the upper end. Where the customer's
-- own ladder has an escalation notice at that age or before, one of what is demanded now comes first.
SELECT customer, salesman, language, level, key, reason, CASE WHEN reason IS NOT NULL THEN first_on END AS first_on, sort,
	early AS "unless earlier_letter_first", CASE WHEN early THEN 'ESCN goes first' END AS "value earlier_letter_first",
	0 AS "unless later_stage", CASE WHEN NOT at_stage THEN 'of a later stage, and no notice was given yet' END AS "value later_stage"
FROM (
	SELECT s.customer, s.salesman, s.language, n.level, s.sort, s.type = 'NOTICE' AS at_stage,
		CASE WHEN s.type = 'NOTICE' THEN s.key ELSE (SELECT o.number || ' ' || coalesce(iso(o.due), iso(o.date)) FROM open_item o
			WHERE o.customer = s.customer AND o.overdue_on <= :as_of - n.age + 1 AND o.outstanding > 0 AND o.blocked IS NULL AND NOT EXISTS (SELECT 1 FROM paper p JOIN paper_entry i ON i.paper = p.id
				WHERE p.customer = o.customer AND p.type = 'NOTICE' AND i.number = o.number AND i.entry = o.entry
				AND (p.state NOT IN ('planned', 'failed', 'cancelled') OR p.state = 'cancelled' AND EXISTS (SELECT 1 FROM paper_event e
					WHERE e.paper = p.id AND e.state IN ('cancelled as paid', 'cancelled as wrong'))))
			ORDER BY o.overdue_on, o.date, o.entry LIMIT 1) END AS key,
		CASE WHEN s.type = 'NOTICE' THEN s.reason ELSE (SELECT group_concat(DISTINCT h.reason) FROM hold h WHERE h.customer = s.customer) END AS reason,
		s.first_on,
		EXISTS (SELECT 1 FROM stage g JOIN customer c ON c.code = s.customer AND c.kind = g.track WHERE g.type = 'ESCN' AND g.age <= n.age)
			AND NOT EXISTS (SELECT 1 FROM told t WHERE t.customer = s.customer AND t.type = 'ESCN') AS early
	FROM stage_reached s JOIN stage n ON n.track = s.track AND n.type = 'NOTICE' AND n.level <= s.level LIMIT -1)
WHERE key IS NOT NULL OR at_stage;

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
-- Printed only if a police case was opened, is not over and may be about what is demanded now: each of them.
-- columns: date date
SELECT reference, date FROM police_open WHERE customer = :customer AND reference IS NOT NULL AND about_now ORDER BY date, reference;

-- name: police_cheque
-- The intention, where no case was opened yet and a cheque for what is still unpaid came back: the newest of them.
-- columns: date date, amount money
SELECT e.number, coalesce(e.due, e.date) AS date, abs(e.amount) AS amount, e.currency FROM entry e
WHERE e.customer = :customer AND e.type = 'pdc' AND e.status = 'bounced' AND coalesce(e.due, e.date) <= :as_of
	AND (e.applies_to IS NULL OR EXISTS (SELECT 1 FROM open_item o WHERE o.customer = e.customer AND o.number = e.applies_to AND o.outstanding > 0
		AND o.age > 0 AND o.blocked IS NULL))
	AND NOT EXISTS (SELECT 1 FROM event v WHERE v.customer = e.customer AND v.kind = 'police_case' AND v.date BETWEEN coalesce((SELECT min(d.date) FROM demanded d WHERE d.customer = v.customer AND d.outstanding > 0), 0)
		AND :as_of)
	AND NOT EXISTS (SELECT 1 FROM policy WHERE key = 'police_intent' AND value = 'no')
ORDER BY 2 DESC, e.number LIMIT 1;

-- name: police_policy
-- The intention, where the policy gives the ground without a cheque (police_intent).
SELECT 1 AS intended FROM policy WHERE key = 'police_intent' AND value = 'yes'
	AND NOT EXISTS (SELECT 1 FROM event v WHERE v.customer = :customer AND v.kind = 'police_case' AND v.date BETWEEN
		coalesce((SELECT min(d.date) FROM demanded d WHERE d.customer = v.customer AND d.outstanding > 0), 0) AND :as_of)
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

-- name: covered
SELECT currency, demand AS amount FROM balance WHERE customer = :customer AND demand > 0;

-- name: tax_shown
SELECT 1 AS wanted FROM customer WHERE code = :customer AND tax_id <> '';
