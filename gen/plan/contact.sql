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

-- Whom to call after a letter (policy call_after_letter): the latest of the last days (policy call_letter_days) that was not taken back, until somebody was spoken to on that
-- day or later.
--   number   of the letter
--   type     its type
--   date     its day: when it went out, where that is known
--   call_on  the working day on which the call is due
CREATE VIEW letter_call AS
SELECT x.customer, x.number, x.type, x.date, workday_add(x.date, x.days) AS call_on FROM (
	SELECT p.customer, p.number, p.type, coalesce(s.date, p.as_of) AS date, k.value + 0 AS days,
		row_number() OVER (PARTITION BY p.customer ORDER BY coalesce(s.date, p.as_of) DESC, p.level DESC, p.id DESC) AS nth
	FROM policy k CROSS JOIN run_info r CROSS JOIN paper p ON p.type IN (SELECT type FROM letter_type UNION SELECT 'REMM') AND p.type <> 'BDR'
	LEFT JOIN way_sent s ON s.paper = p.id AND s.date >= p.as_of
	WHERE k.key = 'call_after_letter' AND p.customer IS NOT NULL AND p.state NOT IN ('planned', 'failed', 'cancelled') AND p.as_of BETWEEN r.as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'call_letter_days'), 14) AND r.as_of) x
WHERE x.nth = 1 AND NOT EXISTS (SELECT 1 FROM event e WHERE e.customer = x.customer AND (e.kind IN ('visit', 'reply', 'promise', 'paid_said')
	OR e.kind = 'call' AND coalesce(e.outcome, '') <> 'no_answer') AND e.date BETWEEN x.date AND (SELECT as_of FROM run_info));

-- Whom to call on the day, by whom and why: a customer stands once, with the first reason that holds.
--   caller  code of the customer's collector, else of its salesman
--   why     promised_today, promise_not_kept, said_paid, after_letter, step_today, overdue or due_soon
--   ord     place of the reason, from 1
CREATE VIEW to_call AS
WITH owing AS MATERIALIZED (
	SELECT customer FROM balance WHERE demand > 0 AND customer NOT IN (SELECT customer FROM left_alone) GROUP BY customer),
word(why, ord) AS (VALUES ('promised_today', 1), ('promise_not_kept', 2), ('said_paid', 3), ('after_letter', 4), ('step_today', 5), ('overdue', 6), ('due_soon', 7)),
reason(customer, ord) AS (
	-- for the day, or for a day without work since the working day before
	SELECT p.customer, 1 FROM promise p CROSS JOIN run_info r WHERE p.state = 'pending' AND p.promise_date BETWEEN workday_add(r.as_of, -1) + 1 AND r.as_of
		AND p.customer NOT IN (SELECT customer FROM hold WHERE reason IN ('agency', 'court', 'do_not_write', 'in_credit'))
	UNION ALL
	SELECT p.customer, 2 FROM promise p CROSS JOIN run_info r WHERE p.state = 'broken' AND p.promise_date >= r.as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'broken_days'), 14) AND p.customer IN owing
	UNION ALL
	-- what was said to be paid is asked for again on the bank's next day
	SELECT t.customer, 3 FROM last_talk t WHERE t.kind = 'paid_said' AND t.customer IN owing
	UNION ALL
	SELECT l.customer, 4 FROM letter_call l CROSS JOIN run_info r WHERE l.call_on <= r.as_of AND l.customer IN owing
	UNION ALL
	SELECT n.customer, 5 FROM next_step n CROSS JOIN run_info r WHERE workday_add(n.next_on, 0) = r.as_of AND n.customer IN owing
	UNION ALL
	SELECT customer, 6 FROM owing
	UNION ALL
	-- today, or so many working days ahead (policy call_ahead_days): what falls due on a day without work is called about before it
	SELECT o.customer, 7 FROM open_item o WHERE o.age BETWEEN (SELECT as_of - workday_add(as_of, coalesce((SELECT value + 0 FROM policy WHERE key = 'call_ahead_days'), 2)) FROM run_info) AND 0
		AND o.outstanding > 0 AND o.blocked IS NULL AND o.customer NOT IN owing AND o.customer NOT IN (SELECT customer FROM left_alone))
SELECT x.customer, x.caller, w.why, w.ord FROM (
	SELECT q.customer, min(q.ord) AS ord, max(coalesce((SELECT code FROM staff WHERE code = c.collector), c.salesman)) AS caller
	FROM reason q CROSS JOIN party c ON c.code = q.customer GROUP BY q.customer) x
CROSS JOIN word w ON w.ord = x.ord WHERE x.caller IS NOT NULL;

-- When and how a paper went out up to the day: what was recorded of it, else the draft of its mail.
--   paper    paper.id
--   channel  mail, post, courier …; NULL: not noted
CREATE VIEW way_sent AS
SELECT paper, date, channel FROM (
	SELECT paper, date, channel, row_number() OVER (PARTITION BY paper ORDER BY state = 'mailed', channel IS NULL, date DESC, id DESC) AS nth FROM paper_event
	WHERE state IN ('sent', 'delivered', 'mailed') AND date <= (SELECT as_of FROM run_info))
WHERE nth = 1;

-- What was promised for the run's day, or for a day without work since the working day before: promises, and instalments of guarantees and settlements.
--   given_on  day of the promise
--   contact   who promised; NULL: not noted
--   day       the day that it was promised for
--   about     the invoice, or number of the arrangement; NULL: all that was overdue
--   amount    how much; NULL: not said
--   paid      what came for it
--   state     promise_kept or promise_unmet
CREATE VIEW promise_today AS
WITH said AS (
	SELECT customer, date, contact, promise_date AS day, invoice AS about, amount, currency, paid, state FROM promise WHERE state <> 'settled'
	UNION ALL
	SELECT customer, date, NULL, due, ref, amount, currency, paid, state FROM instalment WHERE state <> 'settled')
SELECT c.salesman, s.customer, s.date AS given_on, s.contact, s.day, s.about, s.amount, s.currency, s.paid, CASE s.state WHEN 'kept' THEN 'promise_kept' ELSE 'promise_unmet' END AS state
FROM run_info r CROSS JOIN said s JOIN party c ON c.code = s.customer WHERE s.day > workday_add(r.as_of, -1) AND s.day <= r.as_of AND workday_add(s.day, 0) = r.as_of;

-- Goods that a customer says came back and of which nobody has noted how: a return (event return, the word of a call's reason) without a later event
-- return_details, while the invoice is open.
--   invoice      number; NULL: not said
--   date         said on
--   kind         return, or the kind of the talk in which it was said
--   said         what was noted
--   outstanding  what is left of the invoice, or of all that is overdue; NULL: nothing is
CREATE VIEW return_asked AS
WITH said AS (
	SELECT e.customer, nullif(e.invoice, '') AS invoice, e.date, e.kind, e.note, row_number() OVER (PARTITION BY e.customer, nullif(e.invoice, '') ORDER BY e.date DESC, e.id DESC) AS nth
	FROM event e CROSS JOIN run_info r WHERE (e.kind = 'return' OR e.reason = 'returned') AND e.date <= r.as_of)
SELECT c.salesman, s.customer, s.invoice, s.date, s.kind, CASE WHEN length(s.note) > 90 THEN substr(s.note, 1, 88) || '…' ELSE s.note END AS said,
	o.outstanding, o.currency
FROM said s JOIN party c ON c.code = s.customer
JOIN (SELECT customer, number, currency, sum(outstanding) AS outstanding FROM open_item WHERE outstanding > 0 AND type <> 'payment' GROUP BY customer, number, currency
	UNION ALL SELECT customer, NULL, currency, overdue FROM balance WHERE overdue > 0) o ON o.customer = s.customer AND o.number IS s.invoice
WHERE s.nth = 1 AND NOT EXISTS (SELECT 1 FROM event d CROSS JOIN run_info r WHERE d.customer = s.customer AND d.kind IN ('return_details', 'resolved', 'rma')
	AND (s.invoice IS NULL OR d.invoice = s.invoice) AND d.date BETWEEN s.date AND r.as_of);

-- All that was said and written with a customer, up to the day: events, papers of ours that are letters, papers that came in.
--   time      HH:MM; NULL: not noted
--   kind      kind of the event, or DocType: a term
--   document  number of the paper or invoice; NULL: none
--   who       who of us; NULL: not noted
--   contact   who of them; NULL: not noted
--   channel   how it went out; NULL: not noted
--   outcome   what came of it, where nothing was noted in words: a term
--   said      what was noted
--   amount    promised, or the balance that they answered; NULL: none
--   day       promised for, or when the next step is; NULL: none
--   next_action  what is to be done next
--   part      0: events, 1: letters, 2: what came in
--   seq       place among those of one time
CREATE VIEW communication AS
SELECT e.customer, e.date, nullif(e.time, '') AS time, e.kind, nullif(e.invoice, '') AS document, coalesce(s.name, nullif(e.staff, '')) AS who, nullif(e.contact, '') AS contact,
	nullif(e.channel, '') AS channel, CASE WHEN e.note IS NULL AND e.outcome IN (SELECT code FROM outcome_word) THEN e.outcome END AS outcome,
	nullif(trim(coalesce(e.note, CASE WHEN e.outcome NOT IN (SELECT code FROM outcome_word) THEN replace(e.outcome, '_', ' ') END, '')
		|| coalesce(' [' || nullif(e.reference, '') || ']', '')), '') AS said,
	e.promise_amount AS amount, coalesce((SELECT max(x.currency) FROM entry x WHERE x.customer = e.customer AND x.number = e.invoice), nullif(c.currency, ''), r.currency) AS currency,
	coalesce(e.promise_date, e.next_date) AS day, nullif(e.next_action, '') AS next_action, 0 AS part, e.id AS seq
FROM run_info r CROSS JOIN event e JOIN customer c ON c.code = e.customer LEFT JOIN staff s ON s.code = e.staff WHERE e.date <= r.as_of
UNION ALL
SELECT p.customer, p.as_of, NULL, p.type, p.number, (SELECT v.who FROM paper_event v WHERE v.paper = p.id AND v.state = 'sent' ORDER BY v.id DESC LIMIT 1), NULL,
	w.channel, CASE WHEN p.state IN ('sent', 'delivered', 'answered', 'signed') THEN p.state END, NULL, NULL, r.currency, NULL, NULL, 1, p.id
FROM run_info r CROSS JOIN paper p LEFT JOIN way_sent w ON w.paper = p.id
WHERE p.customer IS NOT NULL AND p.state NOT IN ('planned', 'failed', 'cancelled') AND p.as_of <= r.as_of
	AND p.type IN ('REM0', 'REM1', 'REM2', 'REMM', 'ESCN', 'NOTICE', 'CLAIM', 'GUAR', 'CONF', 'CONF2', 'CASHN', 'STMT', 'RECON', 'SETTLE', 'SCHED', 'INTN', 'PAID')
UNION ALL
SELECT e.customer, e.date, NULL, substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1), coalesce(nullif(e.invoice, ''), e.original), NULL, nullif(e.signed_by, ''), NULL,
	CASE e.valid WHEN 0 THEN 'invalid' END, nullif(e.note, ''), NULL, r.currency, NULL, NULL, 2, e.id
FROM run_info r CROSS JOIN evidence e WHERE e.date <= r.as_of AND substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1) IN ('EMAIL', 'MSG', 'CALL', 'CONFR', 'GUARS', 'PROOF',
	'COMMIT', 'VISIT1', 'VISIT2', 'RMA', 'ACT');

-- From when until when deliveries were stopped (event block) or credit was on hold (event hold), a row a time and kind: from the first such event that
-- no release came before, to the next release (event unblock, or one of the same kind with the outcome lifted). Events of one day count in the order
-- in which they were recorded.
--   kind       block or hold
--   since      the first day
--   latest     the day on which it was said last: what was allowed before (event doa) does not go on after it
--   released   the day of the release; NULL: it lasts
--   by_hand    1: one of its events has the outcome manual
--   reference  of the first event
CREATE VIEW credit_stop AS
SELECT customer, kind, first >> 38 AS since, latest, (SELECT r.date FROM event r WHERE r.customer = g.customer AND (r.kind = 'unblock' OR r.kind = g.kind
		AND r.outcome IN ('lifted', 'ended', 'off', 'over')) AND (r.date << 38 | r.id) > first AND r.date <= (SELECT as_of FROM run_info)
		ORDER BY r.date, r.id LIMIT 1) AS released, by_hand, (SELECT nullif(x.reference, '') FROM event x WHERE x.id = (first & 274877906943)) AS reference
FROM (
	SELECT customer, kind, min(date << 38 | id) AS first, max(date) AS latest, sum(coalesce(outcome, '') = 'manual') > 0 AS by_hand FROM (
		SELECT e.customer, e.kind, e.date, e.id, e.outcome, (SELECT count(*) FROM event r WHERE r.customer = e.customer AND (r.kind = 'unblock'
			OR r.kind = e.kind AND r.outcome IN ('lifted', 'ended', 'off', 'over')) AND (r.date << 38 | r.id) < (e.date << 38 | e.id)) AS releases
		FROM event e WHERE e.kind IN ('block', 'hold') AND coalesce(e.outcome, '') NOT IN ('lifted', 'ended', 'off', 'over')
			AND e.date <= (SELECT as_of FROM run_info))
	GROUP BY customer, kind, releases) g;

-- Who is blocked on the day, one row a customer, and the one place that says so: by an event that no release followed, or by the export's own word
-- (customer status blocked), unless a release is on record since the day of that export; its word counts from the first entry on. A credit rule asks for
-- a block (credit_rule) and is none.
--   since      the first day; NULL: the export alone says it, without a day
--   by_hand    1: it was recorded with the outcome manual
--   reference  of the event
--   doa        the latest delegation of authority since the block was last said; NULL: none
CREATE VIEW blocked AS
SELECT s.customer, s.since, s.by_hand, s.reference, (SELECT d.reference FROM event d WHERE d.customer = s.customer AND d.kind = 'doa'
	AND d.date BETWEEN s.latest AND (SELECT as_of FROM run_info) ORDER BY d.date DESC, d.id DESC LIMIT 1) AS doa
FROM credit_stop s WHERE s.kind = 'block' AND s.released IS NULL
UNION ALL
SELECT c.code, NULL, 0, NULL, NULL FROM customer c WHERE c.status = 'blocked'
	AND EXISTS (SELECT 1 FROM entry e WHERE e.customer = c.code AND e.date <= (SELECT as_of FROM run_info))
	AND NOT EXISTS (SELECT 1 FROM credit_stop s WHERE s.customer = c.code AND s.kind = 'block' AND s.released IS NULL)
	AND NOT EXISTS (SELECT 1 FROM source x JOIN event r ON r.customer = c.code AND r.kind = 'unblock'
		AND r.date BETWEEN x.export_date AND (SELECT as_of FROM run_info) WHERE x.id = c.source);

-- To whom nothing is delivered on credit, one row a customer, by the gravest reason: with an agency or before the court, blocked, or on hold by an
-- event that no release followed or by the export's own word.
--   since      the first day; NULL: not known
--   why        agency, court, block, blocked (the export's own word), or hold
--   reference  of the event
--   doa        the latest delegation of authority since then; NULL: none
CREATE VIEW on_hold AS
WITH given AS (
	SELECT h.customer, min(h.reason) AS reason FROM hold h WHERE h.reason IN ('agency', 'court') GROUP BY h.customer),
-- the first day after whatever was taken back from there
out AS (
	SELECT g.customer, g.reason, (SELECT e.id FROM event e WHERE e.customer = g.customer AND e.kind = g.reason AND e.date <= (SELECT as_of FROM run_info)
		AND NOT EXISTS (SELECT 1 FROM event r WHERE r.customer = e.customer AND r.kind = e.kind AND r.outcome IN ('returned', 'withdrawn', 'closed', 'settled')
			AND r.date <= (SELECT as_of FROM run_info) AND (r.date << 38 | r.id) >= (e.date << 38 | e.id)) ORDER BY e.date, e.id LIMIT 1) AS event
	FROM given g)
SELECT o.customer, e.date AS since, o.reason AS why, nullif(e.reference, '') AS reference, (SELECT d.reference FROM event d WHERE d.customer = o.customer
	AND d.kind = 'doa' AND d.date BETWEEN e.date AND (SELECT as_of FROM run_info) ORDER BY d.date DESC, d.id DESC LIMIT 1) AS doa
FROM out o LEFT JOIN event e ON e.id = o.event
UNION ALL
SELECT customer, since, CASE WHEN since IS NULL THEN 'blocked' ELSE 'block' END, reference, doa FROM blocked WHERE customer NOT IN (SELECT customer FROM given)
UNION ALL
SELECT c.code, s.since, 'hold', s.reference, (SELECT d.reference FROM event d WHERE d.customer = c.code AND d.kind = 'doa'
	AND d.date BETWEEN s.latest AND (SELECT as_of FROM run_info) ORDER BY d.date DESC, d.id DESC LIMIT 1)
FROM customer c LEFT JOIN credit_stop s ON s.customer = c.code AND s.kind = 'hold' AND s.released IS NULL
WHERE (s.customer IS NOT NULL OR c.status = 'hold' AND EXISTS (SELECT 1 FROM entry e WHERE e.customer = c.code AND e.date <= (SELECT as_of FROM run_info)))
	AND c.code NOT IN (SELECT customer FROM given) AND c.code NOT IN (SELECT customer FROM blocked);

-- Whom the salesman sees on the day and why: a row a reason.
--   why  visit_before, visit_unpaid, visit_claim, visit_guarantee, promise_not_kept or visit_case
--   ord  place of the reason, from 0
CREATE VIEW to_visit AS
WITH word(why, ord) AS (VALUES ('visit_before', 0), ('visit_unpaid', 1), ('visit_claim', 2), ('visit_guarantee', 3), ('promise_not_kept', 4), ('visit_case', 5)),
-- a paper that is out and not old (policy paper_back_days), and the paper that must come back for it
out(customer, ord, type, as_of, back) AS (
	SELECT p.customer, w.column1, p.type, p.as_of, w.column3 FROM (VALUES (2, 'CLAIM', 'PROOF'), (3, 'GUAR', 'GUARS'), (5, 'VISIT1', 'VISIT1'), (5, 'VISIT2', 'VISIT2')) w
	JOIN paper p ON p.type = w.column2 AND p.state IN ('made', 'sent') CROSS JOIN run_info r WHERE p.as_of BETWEEN r.as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'paper_back_days'), 30) AND r.as_of),
reason(customer, ord) AS (
	-- so many working days before it falls due (policy visit_days_before)
	SELECT o.customer, 0 FROM policy p CROSS JOIN run_info r CROSS JOIN open_item o
	WHERE p.key = 'visit_days_before' AND o.age < 0 AND o.due < (SELECT workday_add(r.as_of, p.value + 1)) AND o.outstanding > 0 AND o.blocked IS NULL AND workday_add(o.due, -p.value) = r.as_of
	UNION ALL
	-- due today, or since the working day before
	SELECT o.customer, 1 FROM run_info r CROSS JOIN open_item o WHERE o.age >= 0 AND o.outstanding > 0 AND o.blocked IS NULL
		AND (o.age = 0 OR o.due + 1 > (SELECT workday_add(r.as_of, -1)) AND workday_add(o.due + 1, 0) = r.as_of)
	UNION ALL
	SELECT p.customer, p.ord FROM out p WHERE NOT EXISTS (SELECT 1 FROM evidence e WHERE e.customer = p.customer AND e.valid = 1 AND e.date >= p.as_of
		AND substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1) = p.back)
		AND EXISTS (SELECT 1 FROM balance b WHERE b.customer = p.customer AND b.overdue > 0)
	UNION ALL
	SELECT p.customer, 4 FROM promise p CROSS JOIN run_info r WHERE p.state = 'broken' AND p.promise_date >= r.as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'broken_days'), 14)
		AND EXISTS (SELECT 1 FROM balance b WHERE b.customer = p.customer AND b.demand > 0))
SELECT c.code AS customer, w.ord, c.salesman, w.why FROM (SELECT DISTINCT customer, ord FROM reason) q CROSS JOIN word w ON w.ord = q.ord CROSS JOIN party c ON c.code = q.customer
WHERE c.salesman IS NOT NULL AND q.customer NOT IN (SELECT customer FROM left_alone);
