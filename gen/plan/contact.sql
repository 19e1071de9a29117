-- contact.sql: what was last said with a customer, and what is to be done next: for lists of whom to call, to see and to report on. Views over
-- the events of the ledger, each up to the run's day.

-- The latest talk with each customer: a call, a mail, a message, a visit, a promise, or that it says it has paid.
--   time     HH:MM; NULL: not noted
--   kind     kind of the event
--   outcome  what came of it
--   contact  who of them
--   staff    code of who of us
CREATE VIEW last_talk AS
SELECT customer, date, time, kind, outcome, contact, staff, note FROM (
	SELECT e.*, row_number() OVER (PARTITION BY e.customer ORDER BY e.date DESC, coalesce(e.time, '') DESC, e.id DESC) AS latest FROM event e
	WHERE e.kind IN ('call', 'email', 'message', 'visit', 'reply', 'promise', 'paid_said') AND e.date <= (SELECT as_of FROM run_info))
WHERE latest = 1;

-- What is to be done next with each customer, as the latest event that says it.
--   said_on  day of that event
--   action   in words; NULL: not said
--   next_on  when; NULL: not said
--   staff    code of who said it
CREATE VIEW next_step AS
SELECT customer, date AS said_on, next_action AS action, next_date AS next_on, staff FROM (
	SELECT e.*, row_number() OVER (PARTITION BY e.customer ORDER BY e.date DESC, coalesce(e.time, '') DESC, e.id DESC) AS latest FROM event e
	WHERE (coalesce(e.next_action, '') <> '' OR e.next_date IS NOT NULL) AND e.kind <> 'do_not_write' AND e.date <= (SELECT as_of FROM run_info))
WHERE latest = 1;

-- The latest word on the risk of each customer.
--   risk  low, medium, high, or the house's own word
CREATE VIEW risk_said AS
SELECT customer, date, risk FROM (
	SELECT e.*, row_number() OVER (PARTITION BY e.customer ORDER BY e.date DESC, e.id DESC) AS latest FROM event e
	WHERE coalesce(e.risk, '') <> '' AND e.date <= (SELECT as_of FROM run_info))
WHERE latest = 1;

-- Calls that nobody answered, since somebody was last spoken to.
--   calls  how many
CREATE VIEW in_vain AS
SELECT e.customer, count(*) AS calls FROM event e
WHERE e.kind = 'call' AND e.outcome = 'no_answer' AND e.date <= (SELECT as_of FROM run_info)
	AND NOT EXISTS (SELECT 1 FROM event x WHERE x.customer = e.customer AND (x.kind IN ('visit', 'reply', 'promise', 'paid_said')
		OR x.kind = 'call' AND coalesce(x.outcome, '') <> 'no_answer') AND x.date <= (SELECT as_of FROM run_info)
		AND (x.date > e.date OR x.date = e.date AND coalesce(x.time, '') > coalesce(e.time, '')))
GROUP BY e.customer;

-- The time of day at which somebody was last reached by telephone.
--   time  HH:MM
CREATE VIEW reached AS
SELECT customer, time FROM (
	SELECT e.*, row_number() OVER (PARTITION BY e.customer ORDER BY e.date DESC, e.time DESC, e.id DESC) AS latest FROM event e
	WHERE e.kind = 'call' AND coalesce(e.outcome, '') <> 'no_answer' AND e.time <> '' AND e.date <= (SELECT as_of FROM run_info))
WHERE latest = 1;

-- Whom nobody asks for money on the day: what keeps letters away, but for the gap between two of them.
CREATE VIEW left_alone AS
SELECT DISTINCT customer FROM hold
WHERE reason IN ('agency', 'court', 'do_not_write', 'in_credit', 'unallocated', 'below_minimum', 'arrangement_pending', 'promise_pending', 'paid_said');
