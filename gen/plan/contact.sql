-- contact.sql: what was last said with a customer, and what is to be done next: for lists of whom to call, to see and to report on. Views over
-- the events of the ledger, each up to the run's day: nobody pays for them but who asks. to_call and to_visit become tables where papers of
-- salesmen are made (snapshot_index).

-- Outcomes that are terms; others are words of the house.
--   code  as event.outcome has it
CREATE VIEW outcome_word(code) AS
VALUES ('met'), ('sent'), ('wants_copy'), ('will_check'), ('will_pay'), ('no_answer'), ('open'), ('call_back'), ('promised'), ('partly'), ('alert'),
	('kept'), ('broken'), ('disputed'), ('settlement'), ('guarantee'), ('goods_return');

-- The latest talk with each customer: a call, a mail, a message, a visit, a promise, or that it says it has paid.
--   time     HH:MM; NULL: not noted
--   kind     kind of the event
--   outcome  what came of it, where nothing was noted in words: a term
--   said     what was noted, else the house's own word for the outcome
--   brief    the beginning of said, for a cell of a list
--   contact  who of them
--   staff    code of who of us
CREATE VIEW last_talk AS
SELECT customer, date, time, kind, outcome, said, CASE WHEN length(said) > 90 THEN substr(said, 1, 88) || '…' ELSE said END AS brief, contact, staff FROM (
SELECT customer, date, time, kind, CASE WHEN note IS NULL AND outcome IN (SELECT code FROM outcome_word) THEN outcome END AS outcome,
	coalesce(note, CASE WHEN outcome NOT IN (SELECT code FROM outcome_word) THEN replace(outcome, '_', ' ') END) AS said, contact, staff FROM (
	SELECT e.*, row_number() OVER (PARTITION BY e.customer ORDER BY e.date DESC, coalesce(e.time, '') DESC, e.id DESC) AS latest FROM event e
	WHERE e.kind IN ('call', 'email', 'message', 'visit', 'reply', 'promise', 'paid_said') AND e.date <= (SELECT as_of FROM run_info))
WHERE latest = 1);

-- The latest word on the bad debts report of each customer.
--   kind       approved or rejected
--   date       the day
--   reference  number of the report that it names; NULL: none
--   note       what was noted
--   staff      code of who said it
CREATE VIEW decision AS
SELECT customer, kind, date, reference, note, staff FROM (
	SELECT e.*, row_number() OVER (PARTITION BY e.customer ORDER BY e.date DESC, e.id DESC) AS latest FROM event e
	WHERE e.kind IN ('approved', 'rejected') AND e.date <= (SELECT as_of FROM run_info))
WHERE latest = 1;

-- What is to be done next with each customer, as the latest event that says it.
--   said_on  day of that event
--   action   in words; NULL: not said
--   next_on  when; NULL: not said
--   next_at  at what time of that day, HH:MM; NULL: not said
--   staff    code of who said it
CREATE VIEW next_step AS
SELECT customer, date AS said_on, next_action AS action, next_date AS next_on, next_time AS next_at, staff FROM (
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

-- Whom to call on the day, by whom and why: a customer stands once, with the first reason that holds.
--   caller  code of the customer's collector, else of its salesman
--   why     promised_today, promise_not_kept, said_paid, step_today, overdue or due_soon
--   ord     place of the reason, from 1
CREATE VIEW to_call AS
WITH owing AS MATERIALIZED (
	SELECT customer FROM balance WHERE demand > 0 AND customer NOT IN (SELECT customer FROM left_alone) GROUP BY customer),
word(why, ord) AS (VALUES ('promised_today', 1), ('promise_not_kept', 2), ('said_paid', 3), ('step_today', 4), ('overdue', 5), ('due_soon', 6)),
reason(customer, ord) AS (
	SELECT p.customer, 1 FROM promise p CROSS JOIN run_info r WHERE p.state = 'pending' AND p.promise_date = r.as_of
		AND p.customer NOT IN (SELECT customer FROM hold WHERE reason IN ('agency', 'court', 'do_not_write', 'in_credit'))
	UNION ALL
	SELECT p.customer, 2 FROM promise p CROSS JOIN run_info r WHERE p.state = 'broken' AND p.promise_date > r.as_of - 14 AND p.customer IN owing
	UNION ALL
	-- what was said to be paid is asked for again on the bank's next day
	SELECT t.customer, 3 FROM last_talk t WHERE t.kind = 'paid_said' AND t.customer IN owing
	UNION ALL
	SELECT n.customer, 4 FROM next_step n CROSS JOIN run_info r WHERE workday_add(n.next_on, 0) = r.as_of AND n.customer IN owing
	UNION ALL
	SELECT customer, 5 FROM owing
	UNION ALL
	-- today, or one or two working days ahead: what falls due on a day without work is called about before it
	SELECT o.customer, 6 FROM open_item o WHERE o.age BETWEEN (SELECT as_of - workday_add(as_of, 2) FROM run_info) AND 0
		AND o.outstanding > 0 AND o.blocked IS NULL AND o.customer NOT IN owing AND o.customer NOT IN (SELECT customer FROM left_alone))
SELECT x.customer, x.caller, w.why, w.ord FROM (
	SELECT q.customer, min(q.ord) AS ord, max(coalesce((SELECT code FROM staff WHERE code = c.collector), c.salesman)) AS caller
	FROM reason q CROSS JOIN party c ON c.code = q.customer GROUP BY q.customer) x
CROSS JOIN word w ON w.ord = x.ord WHERE x.caller IS NOT NULL;

-- To whom nothing is delivered on credit: blocked or on hold by an event that no release followed, or by the export's own word; with an agency
-- or before the court.
--   since      first such day after the last release; NULL: not known
--   why        block, hold, blocked, agency or court
--   reference  of the event
CREATE VIEW on_hold AS
WITH said AS (
	SELECT e.customer, e.date, e.id, e.kind, e.reference,
		max(CASE WHEN e.kind = 'unblock' THEN e.date * 10000000 + e.id % 10000000 ELSE 0 END) OVER (PARTITION BY e.customer) AS released
	FROM event e WHERE e.kind IN ('block', 'hold', 'unblock') AND e.date <= (SELECT as_of FROM run_info)),
stopped AS (
	SELECT customer, min(date) AS since, kind, reference FROM said
	WHERE kind <> 'unblock' AND date * 10000000 + id % 10000000 > released GROUP BY customer)
SELECT c.code AS customer, s.since,
	CASE WHEN g.reason IS NOT NULL THEN g.reason WHEN s.kind IS NOT NULL THEN s.kind ELSE c.status END AS why, s.reference
FROM customer c LEFT JOIN stopped s ON s.customer = c.code
LEFT JOIN (SELECT customer, min(reason) AS reason FROM hold WHERE reason IN ('agency', 'court') GROUP BY customer) g ON g.customer = c.code
WHERE s.customer IS NOT NULL OR g.customer IS NOT NULL OR c.status IN ('blocked', 'hold')
	AND EXISTS (SELECT 1 FROM entry e WHERE e.customer = c.code AND e.date <= (SELECT as_of FROM run_info));

-- Whom the salesman sees on the day and why: a row a reason.
--   why  visit_before, visit_unpaid, visit_claim, visit_guarantee, promise_not_kept or visit_case
--   ord  place of the reason, from 0
CREATE VIEW to_visit AS
WITH word(why, ord) AS (VALUES ('visit_before', 0), ('visit_unpaid', 1), ('visit_claim', 2), ('visit_guarantee', 3), ('promise_not_kept', 4), ('visit_case', 5)),
-- a paper of the last 30 days that is out, and the paper that must come back for it
out(customer, ord, type, as_of, back) AS (
	SELECT p.customer, w.column1, p.type, p.as_of, w.column3 FROM (VALUES (2, 'CLAIM', 'PROOF'), (3, 'GUAR', 'GUARS'), (5, 'VISIT1', 'VISIT1'), (5, 'VISIT2', 'VISIT2')) w
	JOIN paper p ON p.type = w.column2 AND p.state IN ('made', 'sent') CROSS JOIN run_info r WHERE p.as_of BETWEEN r.as_of - 30 AND r.as_of),
reason(customer, ord) AS (
	-- so many working days before it falls due (policy visit_days_before)
	SELECT o.customer, 0 FROM policy p CROSS JOIN run_info r CROSS JOIN open_item o
	WHERE p.key = 'visit_days_before' AND o.age BETWEEN -14 - 2 * p.value AND -1 AND o.outstanding > 0 AND o.blocked IS NULL AND workday_add(o.due, -p.value) = r.as_of
	UNION ALL
	-- due today, or since the working day before
	SELECT o.customer, 1 FROM run_info r CROSS JOIN open_item o WHERE o.age BETWEEN 0 AND 14 AND o.outstanding > 0 AND o.blocked IS NULL
		AND (o.age = 0 OR workday_add(o.due + 1, 0) = r.as_of)
	UNION ALL
	SELECT p.customer, p.ord FROM out p WHERE NOT EXISTS (SELECT 1 FROM evidence e WHERE e.customer = p.customer AND e.valid = 1 AND e.date >= p.as_of
		AND substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1) = p.back)
		AND EXISTS (SELECT 1 FROM balance b WHERE b.customer = p.customer AND b.overdue > 0)
	UNION ALL
	SELECT p.customer, 4 FROM promise p CROSS JOIN run_info r WHERE p.state = 'broken' AND p.promise_date > r.as_of - 14
		AND EXISTS (SELECT 1 FROM balance b WHERE b.customer = p.customer AND b.demand > 0))
SELECT c.code AS customer, w.ord, c.salesman, w.why FROM (SELECT DISTINCT customer, ord FROM reason) q CROSS JOIN word w ON w.ord = q.ord CROSS JOIN party c ON c.code = q.customer
WHERE c.salesman IS NOT NULL AND q.customer NOT IN (SELECT customer FROM left_alone);
