-- handover-meeting.sql: HOMEET, the agenda of the handover meeting, customer by customer.

-- name: jobs
-- A handover makes these papers, one of each; no other run does: there :run is of another kind.
SELECT NULL AS customer, r.made_by AS salesman, :default_language AS language, 0 AS level, r.id AS key, NULL AS reason, NULL AS first_on,
	r.made_by AS sort, r.given_to AS successor
FROM run r WHERE r.id = :run AND r.kind = 'handover';

-- name: people
-- columns: leaving_role term, taking_role term
SELECT coalesce(f.name, :salesman) AS leaving, :salesman AS leaving_code, coalesce(f.role, 'salesman') AS leaving_role,
	coalesce(t.name, :successor) AS taking, :successor AS taking_code, coalesce(t.role, 'salesman') AS taking_role, t.phone AS taking_phone
FROM (SELECT 1) LEFT JOIN staff f ON f.code = :salesman LEFT JOIN staff t ON t.code = :successor;

-- name: agenda
-- columns: kind term
SELECT c.code AS account, c.name, c.kind, c.phone,
	(SELECT x.name FROM contact x WHERE x.customer = c.code AND coalesce(x.valid_to, :as_of) >= :as_of
		ORDER BY x.role NOT IN ('owner', 'managing_director'), x.id LIMIT 1) AS contact
FROM party c WHERE c.salesman = :salesman AND EXISTS (SELECT 1 FROM balance b WHERE b.customer = c.code AND b.items > 0) ORDER BY c.code;

-- name: owes
-- One row a currency: part when some of what is owed is overdue, more when there are credits beside it that are not yet set against items (less), none
-- when nothing is; a balance in the customer's favour, or of nothing, may have overdue items too.
-- columns: total money, overdue money, credit money, less money
SELECT total, overdue, -total AS credit, -credit AS less, currency, total > 0 AND overdue > 0 AND credit = 0 AS part,
	total > 0 AND overdue > 0 AND credit < 0 AS more, total > 0 AND overdue <= 0 AS none, total < 0 AS favour,
	total = 0 AS even, total <= 0 AND overdue > 0 AS late
FROM balance WHERE customer = :account AND items > 0 ORDER BY currency;

-- name: promises
-- How far back: policy handover_promise_days.
-- columns: amount money, promise_date date, state term
SELECT amount, currency, promise_date, state, coalesce(contact, '') AS contact FROM promise
WHERE customer = :account AND amount IS NOT NULL AND promise_date >= :as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'handover_promise_days'), 60)
ORDER BY promise_date;

-- name: disputes
-- columns: blocked term, outstanding money
SELECT number, blocked, outstanding, currency FROM open_item WHERE customer = :account AND blocked IN ('disputed', 'rma') AND outstanding > 0 ORDER BY number;

-- name: next
-- columns: next_date date
SELECT next_action, next_date FROM event WHERE customer = :account AND date <= :as_of AND coalesce(next_action, '') <> '' AND next_date >= :as_of
ORDER BY next_date, id LIMIT 3;

-- name: access
SELECT NULL AS system, NULL AS user, NULL AS moved_on, NULL AS done WHERE 0;

-- name: actions
SELECT NULL AS action, NULL AS owner, NULL AS due_on WHERE 0;
