-- dunning.sql: what keeps letters from a customer, and what the clock says (never send twice, never send wrongly).
-- Rules are policy rows: stages, minimum amounts, days of grace. hold: one row a reason, with the first day without it.
--
-- How it works, and why so. It reads open_item, balance, event and paper, and writes promise, instalment, hold, dunning, case_stage and the view letter.
-- Two questions are kept apart, because a reader of `plan --why` asks both: does anything keep letters from the customer (holds: a promise
-- that is not yet broken, a word of a person, too little money, a letter just written), and which letter has its clock reached (the oldest
-- item that may be demanded, against the stages of its track)? Each hold has its own first day without it; the first day of all is the
-- latest of them, or nobody knows it. A letter's key is the oldest item that no letter of that level covered yet: once all are covered it
-- is said again only when a younger item reaches the stage. Amounts are never added over currencies: a customer is written to when
-- one currency reaches its minimum. The order is that of need: promises want allocations, holds want promises, the clock wants holds.

-- ---- promises: kept, broken or pending by the ledger's payments, not by opinion ------------------------------------------------

-- What came and stayed, of the customers who promised something: a payment that was taken back (a refund, a cheque that bounced) kept no
-- promise.
CREATE TEMP TABLE received AS
SELECT e.id, e.customer, e.currency, e.date, e.applies_to,
	-e.amount + coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.entry = e.id AND a.by_entry IS NOT NULL), 0) AS amount
FROM (SELECT customer FROM event WHERE promise_date IS NOT NULL UNION SELECT customer FROM arrangement) w
CROSS JOIN entry e ON e.customer = w.customer WHERE e.type = 'payment' AND e.date <= (SELECT as_of FROM run_info);
CREATE INDEX temp.received_customer ON received(customer, currency, date);

-- issued: the day of the invoice that it is about, the newest of its number that was there when it was given, else the next one.
CREATE TEMP TABLE given AS
SELECT v.id, v.customer, v.date, nullif(v.invoice, '') AS invoice, v.promise_amount AS amount, v.promise_date, v.contact,
	coalesce((SELECT max(e.date) FROM entry e WHERE e.customer = v.customer AND e.number = v.invoice AND e.amount > 0 AND e.type <> 'pdc'
		AND e.date <= v.date), (SELECT min(e.date) FROM entry e WHERE e.customer = v.customer AND e.number = v.invoice AND e.amount > 0
		AND e.type <> 'pdc')) AS issued
FROM event v WHERE v.promise_date IS NOT NULL AND v.date <= (SELECT as_of FROM run_info);
CREATE INDEX temp.given_invoice ON given(customer, invoice);

-- until: the last day on which a payment keeps it. put_off: the day on which another was given of the same invoice, before this one fell due:
-- it is what is promised from then on, so that this one was kept by the day before, or is none.
CREATE TEMP TABLE promised AS
SELECT g.*, min(g.promise_date + max(r.promise_grace, 1) - 1, coalesce(g.put_off - 1, 1000000000)) AS until,
	coalesce((SELECT e.currency FROM entry e WHERE e.customer = g.customer AND e.number = g.invoice AND e.date = coalesce(g.issued, e.date)
		ORDER BY e.amount < 0, e.id LIMIT 1), k.currency, r.currency) AS currency
FROM (SELECT p.*, (SELECT min(x.date) FROM given x WHERE x.customer = p.customer AND x.invoice = p.invoice AND x.issued IS p.issued
		AND x.date > p.date AND x.date < p.promise_date) AS put_off FROM given p) g
CROSS JOIN run_info r LEFT JOIN customer k ON k.code = g.customer;

-- A payment keeps promises up to its own amount: first those of the invoice that it names, then the one that falls due first; a promise of no
-- sum takes what those of a sum leave. Row after row, as each leaves less for the next.
CREATE TEMP TABLE paid_for (promise INTEGER NOT NULL, payment INTEGER NOT NULL, wanted INTEGER NOT NULL, came INTEGER NOT NULL, amount INTEGER);
CREATE INDEX temp.paid_for_promise ON paid_for(promise);
CREATE INDEX temp.paid_for_payment ON paid_for(payment);
CREATE TEMP TRIGGER paid_for_rest AFTER INSERT ON paid_for BEGIN
	UPDATE paid_for SET amount = max(0, min(new.wanted - coalesce((SELECT sum(x.amount) FROM paid_for x WHERE x.promise = new.promise), 0),
		new.came - coalesce((SELECT sum(x.amount) FROM paid_for x WHERE x.payment = new.payment), 0))) WHERE rowid = new.rowid;
END;
INSERT INTO paid_for(promise, payment, wanted, came)
SELECT p.id, e.id, coalesce(p.amount, 1000000000000000000), e.amount
FROM promised p JOIN received e ON e.customer = p.customer AND e.currency = p.currency AND e.date BETWEEN p.date AND p.until
WHERE coalesce(p.amount, 1) > 0 AND e.amount > 0
ORDER BY coalesce(e.applies_to = p.invoice, 0) DESC, p.amount IS NULL, p.promise_date, p.date, p.id, e.date, e.id;
DROP TRIGGER temp.paid_for_rest;

-- A promise of an invoice that is settled by other means, or later, is neither kept nor broken, and nothing is to be waited for.
INSERT INTO promise
SELECT id, customer, date, invoice, amount, currency, promise_date, contact, state, paid, CASE
	WHEN state = 'kept' AND amount IS NOT NULL THEN (SELECT max(e.date) FROM paid_for x JOIN entry e ON e.id = x.payment WHERE x.promise = s.id AND x.amount > 0)
	-- what the export alone says is settled, and not since when, was so on a day that nobody knows
	WHEN state IN ('kept', 'settled') AND issued IS NOT NULL THEN (SELECT CASE WHEN sum(a.by_entry IS NULL AND coalesce(e.cleared_on > s.as_of, 1)) = 0 THEN max(a.date) END
		FROM entry e JOIN allocation a ON a.entry = e.id WHERE e.customer = s.customer AND e.number = s.invoice AND e.date = s.issued AND e.amount > 0)
	WHEN state = 'kept' THEN (SELECT max(e.date) FROM received e WHERE e.customer = s.customer AND e.currency = s.currency AND e.date BETWEEN s.date AND s.until) END
FROM (SELECT p.*, CASE WHEN amount IS NOT NULL AND paid >= amount THEN 'kept'
	     WHEN amount IS NULL AND NOT EXISTS (SELECT 1 FROM open_item o WHERE o.customer = p.customer AND o.outstanding > 0 AND o.age > 0
		AND (p.invoice IS NULL OR o.number = p.invoice AND o.date IS p.issued)) THEN 'kept'
	     WHEN p.issued <= as_of AND NOT EXISTS (SELECT 1 FROM open_item o WHERE o.customer = p.customer AND o.number = p.invoice AND o.date = p.issued
		AND o.outstanding > 0) THEN 'settled'
	     WHEN as_of >= promise_date + promise_grace THEN 'broken' ELSE 'pending' END AS state
FROM (SELECT q.*, r.as_of, r.promise_grace, coalesce((SELECT sum(x.amount) FROM paid_for x WHERE x.promise = q.id), 0) AS paid
	FROM promised q CROSS JOIN run_info r) p
WHERE put_off IS NULL OR (amount IS NOT NULL AND paid >= amount)) s;

-- What is promised in all must be worth waiting for: policy promise_share, percent of what is demanded in the currency. No amount: what is open of
-- the invoice that it is about, or all that is demanded.
INSERT INTO hold
SELECT p.customer, 'promise_pending', max(p.promise_date + r.promise_grace), 'promised for ' || iso(max(p.promise_date))
FROM promise p CROSS JOIN run_info r WHERE p.state = 'pending' AND p.customer IN (
	SELECT x.customer FROM promise x LEFT JOIN balance b ON b.customer = x.customer AND b.currency = x.currency
	WHERE x.state = 'pending' GROUP BY x.customer, x.currency
	HAVING sum(coalesce(x.amount, iif(x.invoice IS NULL, b.demand, (SELECT sum(o.outstanding) FROM open_item o
			WHERE o.customer = x.customer AND o.number = x.invoice AND o.currency = x.currency AND o.outstanding > 0)), 0)) * 100
		>= coalesce(max(b.demand), 0) * coalesce((SELECT value + 0 FROM policy WHERE key = 'promise_share'), 0))
GROUP BY p.customer;

-- A guarantee counts only with a signature that binds the customer: its director, chief accountant or owner. given_up: the day of a newer
-- arrangement, where something of this one had been missed by then: from that day on it is the newer one that is paid first.
CREATE TEMP TABLE arranged AS
SELECT a.id, a.customer, a.ref, a.kind, a.date, a.instalment, a.due, a.amount, a.currency, a.binding, (
	SELECT min(n.date) FROM arrangement n CROSS JOIN run_info r WHERE n.customer = a.customer AND n.currency = a.currency AND n.ref <> a.ref AND n.date > a.date
		AND n.date <= r.as_of AND (SELECT sum(x.amount) FROM arrangement x WHERE x.customer = a.customer AND x.ref = a.ref AND x.currency = a.currency
			AND x.due + r.promise_grace <= n.date) > coalesce((SELECT sum(e.amount) FROM received e WHERE e.customer = a.customer
			AND e.currency = a.currency AND e.date >= a.date AND e.date < n.date), 0)) AS given_up
FROM (SELECT x.*, x.kind <> 'guarantee' OR x.signed_role IS NULL OR x.signed_role IN ('director', 'managing_director', 'chief_accountant', 'owner') AS binding
	FROM arrangement x) a WHERE a.date <= (SELECT as_of FROM run_info);

-- What came since the day of an arrangement fills instalments in the order of their due dates, whichever arrangement they are of: a payment is
-- counted once, and keeps no more than it is enough for. Row after row, as above; what gets nothing leaves no row.
CREATE TEMP TABLE paid_in (instalment INTEGER NOT NULL, payment INTEGER NOT NULL, wanted INTEGER NOT NULL, came INTEGER NOT NULL, amount INTEGER);
CREATE INDEX temp.paid_in_instalment ON paid_in(instalment);
CREATE INDEX temp.paid_in_payment ON paid_in(payment);
CREATE TEMP TRIGGER paid_in_rest AFTER INSERT ON paid_in BEGIN
	UPDATE paid_in SET amount = max(0, min(new.wanted - coalesce((SELECT sum(x.amount) FROM paid_in x WHERE x.instalment = new.instalment), 0),
		new.came - coalesce((SELECT sum(x.amount) FROM paid_in x WHERE x.payment = new.payment), 0))) WHERE rowid = new.rowid;
	DELETE FROM paid_in WHERE rowid = new.rowid AND amount = 0;
END;
INSERT INTO paid_in(instalment, payment, wanted, came)
SELECT a.id, e.id, a.amount, e.amount
FROM arranged a JOIN received e ON e.customer = a.customer AND e.currency = a.currency AND e.date >= a.date
WHERE a.amount > 0 AND e.amount > 0
ORDER BY a.binding DESC, e.date >= coalesce(a.given_up, 1000000000), a.due, a.date, a.ref, a.instalment, e.date, e.id;
DROP TRIGGER temp.paid_in_rest;

-- An arrangement covers what the customer owed on its day, in its currency (an opening item speaks of older debts, whatever its own day). It asks for
-- no more than what is open of that, all open credits taken off (covered): what was credited since, the last instalments are lessened by.
INSERT INTO instalment
SELECT customer, ref, kind, date, instalment, due, amount, currency, remaining, amount - missing, open,
	CASE WHEN missing <= 0 THEN 'kept' WHEN open = 0 THEN 'settled' WHEN as_of >= due + promise_grace THEN 'broken' ELSE 'pending' END, binding
FROM (SELECT l.*, r.as_of, r.promise_grace, max(0, min(missing, covered - (sum(missing) OVER plan - missing))) AS open,
		sum(amount) OVER (PARTITION BY l.customer, l.ref, l.currency) - sum(amount) OVER plan AS remaining
	FROM (SELECT a.*, a.amount - coalesce((SELECT sum(x.amount) FROM paid_in x WHERE x.instalment = a.id), 0) AS missing,
			coalesce((SELECT sum(o.outstanding) FROM open_item o WHERE o.customer = a.customer AND o.currency = a.currency
				AND (o.outstanding < 0 OR o.date <= a.date OR o.type = 'opening')), 0) AS covered
		FROM arranged a) l CROSS JOIN run_info r
	WINDOW plan AS (PARTITION BY l.customer, l.ref, l.currency ORDER BY due, instalment ROWS UNBOUNDED PRECEDING))
ORDER BY customer, ref, due, instalment;

-- An arrangement is pending while every instalment that fell due is paid or no longer owed, and one is still to come.
INSERT INTO hold
SELECT customer, 'arrangement_pending', next + promise_grace, ref || ', next instalment ' || iso(next)
FROM (SELECT customer, ref, min(due) AS next FROM instalment WHERE binding AND state NOT IN ('kept', 'settled') GROUP BY customer, ref) CROSS JOIN run_info
WHERE next + promise_grace > as_of;

-- ---- words of people ------------------------------------------------------------------------------------------------------------

INSERT INTO hold
SELECT customer, 'do_not_write', next_date, trim(coalesce(staff, '') || ' ' || iso(date)) FROM (
	SELECT e.*, row_number() OVER (PARTITION BY customer ORDER BY date DESC, id DESC) AS latest FROM event e
	WHERE kind = 'do_not_write' AND date <= (SELECT as_of FROM run_info))
WHERE latest = 1 AND coalesce(outcome, '') NOT IN ('lifted', 'ended', 'off', 'over')
	AND (next_date IS NULL OR next_date > (SELECT as_of FROM run_info))
UNION ALL
SELECT code, 'do_not_write', NULL, 'customer status' FROM customer WHERE status = 'do_not_write';

INSERT INTO hold
SELECT customer, kind, NULL, coalesce(reference, iso(date)) FROM (
	SELECT e.*, row_number() OVER (PARTITION BY customer, kind ORDER BY date DESC, id DESC) AS latest FROM event e
	WHERE kind IN ('agency', 'court') AND date <= (SELECT as_of FROM run_info))
WHERE latest = 1 AND coalesce(outcome, '') NOT IN ('returned', 'withdrawn', 'closed', 'settled')
UNION
SELECT code, status, NULL, 'customer status' FROM customer WHERE status IN ('agency', 'court')
	AND code NOT IN (SELECT customer FROM event WHERE kind IN ('agency', 'court'));

-- Who says that it has paid is believed until the bank's next working day.
INSERT INTO hold
SELECT customer, 'paid_said', workday_add(max(date), 1), 'said on ' || iso(max(date)) FROM event
WHERE kind = 'paid_said' AND date <= (SELECT as_of FROM run_info)
GROUP BY customer HAVING workday_add(max(date), 1) > (SELECT as_of FROM run_info);

-- ---- money: in credit, below the minimum, or covered by payments that are not yet set against items -----------------------------

INSERT INTO hold
SELECT d.customer, CASE WHEN d.total <= 0 THEN 'in_credit' WHEN d.credit < 0 AND d.due + d.credit <= 0 THEN 'unallocated' ELSE 'below_minimum' END,
	(SELECT min(x.day) FROM demand x WHERE x.customer = d.customer), group_concat(d.currency, ' ')
FROM demand d
WHERE NOT EXISTS (SELECT 1 FROM demand x WHERE x.customer = d.customer AND x.day <= (SELECT as_of FROM run_info))
	-- what is not overdue yet is held too when the sum is not reached on the day that its clock starts
	AND (d.due > 0 OR NOT EXISTS (SELECT 1 FROM demand x WHERE x.customer = d.customer AND x.due > 0)
		AND NOT EXISTS (SELECT 1 FROM demand x WHERE x.customer = d.customer AND x.day <= (SELECT min(y.starts) FROM demand y WHERE y.customer = d.customer)))
GROUP BY 1, 2;
CREATE INDEX hold_customer ON hold(customer);
INSERT INTO hold
SELECT customer, 'in_credit', NULL, group_concat(currency, ' ') FROM balance b
WHERE NOT EXISTS (SELECT 1 FROM balance x WHERE x.customer = b.customer AND x.total > 0)
	AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.customer = b.customer AND h.reason = 'in_credit') AND credit < 0
GROUP BY customer;

-- ---- what was written lately ------------------------------------------------------------------------------------------------------------

-- The types of the stages that are letters. The bad debts report is the house's own paper on any ladder; so is what a house puts on the ladder of
-- cases beside the letters that the program has.
CREATE TEMP VIEW spoken AS
SELECT DISTINCT type FROM stage
WHERE type <> 'BDR' AND (track <> 'case' OR type IN ('REM0', 'REM1', 'REM2', 'ESCN', 'NOTICE', 'CLAIM'));

INSERT INTO hold
SELECT p.customer, 'letter_gap', max(p.as_of) + r.letter_gap, max(p.number)
FROM paper p CROSS JOIN run_info r
WHERE p.type IN (SELECT type FROM spoken) AND p.state NOT IN ('planned', 'failed', 'cancelled') AND p.customer IS NOT NULL
GROUP BY p.customer HAVING max(p.as_of) + r.letter_gap > r.as_of
UNION ALL
SELECT v.customer, 'letter_gap', max(v.date) + r.letter_gap, coalesce(max(v.reference), iso(max(v.date))) FROM event v CROSS JOIN run_info r
WHERE v.kind = 'letter' AND v.date <= r.as_of GROUP BY v.customer HAVING max(v.date) + r.letter_gap > r.as_of;

-- Some houses write on certain days of the week alone.
INSERT INTO hold
SELECT k.code, 'not_a_letter_day', letter_day(r.as_of), NULL FROM run_info r CROSS JOIN customer k WHERE letter_day(r.as_of) > r.as_of;

CREATE TEMP TABLE holds AS
SELECT customer, group_concat(reason, ',') AS reason, CASE WHEN count(*) = count(until) THEN max(until) END AS until FROM
	(SELECT customer, reason, CASE WHEN count(*) = count(until) THEN max(until) END AS until FROM hold GROUP BY customer, reason ORDER BY customer, reason)
GROUP BY customer;
CREATE UNIQUE INDEX temp.holds_key ON holds(customer);

-- ---- the clock ------------------------------------------------------------------------------------------------------------------

-- Items that may be demanded: positive, not blocked, in a currency whose sum reaches the minimum (all, where none does).
CREATE TEMP TABLE ripe_in (customer TEXT, currency TEXT, starts INTEGER, PRIMARY KEY (customer, currency)) WITHOUT ROWID;
INSERT INTO ripe_in
SELECT d.customer, d.currency, d.starts FROM demand d
WHERE d.day <= (SELECT as_of FROM run_info)
	OR NOT EXISTS (SELECT 1 FROM demand x WHERE x.customer = d.customer AND x.day <= (SELECT as_of FROM run_info));
CREATE TEMP VIEW ripe AS
SELECT o.customer, o.entry, o.type, o.number, o.due, o.date, o.overdue_on
FROM open_item o CROSS JOIN ripe_in x ON x.customer = o.customer AND x.currency = o.currency
WHERE o.outstanding > 0 AND o.blocked IS NULL;

-- The oldest of them, by customer: when its clock starts (first_on), and, where it has started, the same day again, its age and due date.
-- blocked: why an overdue item is not demanded.
CREATE TEMP TABLE oldest (customer TEXT PRIMARY KEY, first_on INTEGER, oldest_on INTEGER, oldest_age INTEGER, oldest_due INTEGER, blocked TEXT) WITHOUT ROWID;
INSERT INTO oldest
SELECT customer, first_on, CASE WHEN first_on <= as_of THEN first_on END, CASE WHEN first_on <= as_of THEN as_of - first_on + 1 END,
	CASE WHEN first_on <= as_of THEN first_on - 1 END, blocked
FROM (SELECT customer, min(starts) AS first_on, min(blocked) AS blocked FROM (
		SELECT customer, starts, NULL AS blocked FROM ripe_in
		UNION ALL SELECT customer, NULL, blocked FROM withheld) GROUP BY customer) x
CROSS JOIN run_info;

-- Whom a letter of any level has told of what is overdue now.
CREATE TEMP TABLE written (customer TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO written
SELECT DISTINCT r.customer FROM issued i CROSS JOIN ripe r ON r.customer = i.customer AND r.entry = i.entry
WHERE r.overdue_on <= (SELECT as_of FROM run_info);

-- What a letter of a level covers, and until when: it is said again where the policy repeats its type (repeat_days.TYPE).
CREATE TEMP TABLE covered AS
SELECT i.customer, i.entry, i.track, i.level, i.as_of, i.as_of + p.value AS again
FROM issued i LEFT JOIN stage s ON s.track = i.track AND s.level = i.level LEFT JOIN policy p ON p.key = 'repeat_days.' || s.type;
CREATE INDEX temp.covered_item ON covered(customer, entry, track);

-- What each age asks for on each track: the stage that it has reached, the first letter before it (policy first_letter) for who was never
-- written to, and the stage after it. Worked out once an age; NULL: nothing is overdue.
CREATE TEMP TABLE track_of (kind TEXT, track TEXT, PRIMARY KEY (kind, track)) WITHOUT ROWID;
INSERT INTO track_of
SELECT k.column1, t.column1 FROM (VALUES ('short_cash'), ('company_credit'), ('cash')) k
CROSS JOIN (VALUES ('short_cash'), ('company_credit'), ('cash'), ('case')) t ON t.column1 IN (k.column1, 'case');
CREATE TEMP TABLE age_stage AS
SELECT t.track, a.oldest_age, s.type, s.level, s.age, f.type AS first_type, f.level AS first_level, f.age AS first_age, n.type AS next_type, n.age AS next_age
FROM (SELECT DISTINCT track FROM track_of) t CROSS JOIN (SELECT oldest_age FROM oldest UNION SELECT NULL) a
LEFT JOIN stage s ON s.track = t.track AND s.age = (SELECT max(x.age) FROM stage x WHERE x.track = t.track AND x.age <= a.oldest_age)
LEFT JOIN stage f ON f.track = t.track AND f.level < s.level AND f.type = (SELECT value FROM policy WHERE key = 'first_letter')
LEFT JOIN stage n ON n.track = t.track AND n.age = (SELECT min(x.age) FROM stage x WHERE x.track = t.track AND x.age > coalesce(a.oldest_age, 0));
CREATE INDEX temp.age_stage_age ON age_stage(track, oldest_age);

-- The letter of a track that a person chose for a customer (plan --level): where its stage is reached it is the one that is written, also when a
-- later stage is reached too, up to the day before until.
CREATE TEMP TABLE level_chosen (customer TEXT, track TEXT, type TEXT, level INTEGER, age INTEGER, until INTEGER, PRIMARY KEY (customer, track)) WITHOUT ROWID;
INSERT OR REPLACE INTO level_chosen
SELECT c.subject, s.track, s.type, s.level, s.age, c.until FROM run_info r CROSS JOIN choice c JOIN stage s ON s.type = c.type
WHERE c.what = 'level' AND c.date <= r.as_of AND coalesce(c.until, r.as_of + 1) > r.as_of AND c.undone_on IS NULL ORDER BY c.id;

-- Each customer on each track: the stage that the oldest item has reached, or the first letter before it for who was never written to, or
-- the letter that a person chose; and
-- the oldest item at or over that stage's age that no letter of that level has covered yet. No such item: the same was said before; it is
-- said again (stage_on of the view verdict) on the day that a younger item reaches the stage's age, or that the policy repeats it, if the
-- next level does not come first.
CREATE TEMP TABLE clock AS
SELECT c.*, CASE WHEN c.type IS NOT NULL THEN (SELECT r.number || ' ' || coalesce(iso(r.due), iso(r.date)) || coalesce((SELECT ' after ' || iso(max(i.as_of))
			FROM covered i WHERE i.customer = r.customer AND i.entry = r.entry AND i.track = c.track AND i.level = c.level
				AND i.again IS NOT NULL), '')
		FROM ripe r
		WHERE r.customer = c.customer AND r.overdue_on <= (SELECT as_of FROM run_info) - c.age + 1
			AND NOT EXISTS (SELECT 1 FROM covered i WHERE i.customer = r.customer AND i.entry = r.entry AND i.track = c.track AND i.level >= c.level
				AND (i.level > c.level OR i.again IS NULL OR i.again > (SELECT as_of FROM run_info)))
		ORDER BY r.overdue_on, r.date, r.number LIMIT 1) END AS key
FROM (SELECT p.code AS customer, t.track, p.salesman, p.language, p.sort, o.first_on, o.oldest_on, o.oldest_age, o.oldest_due, o.blocked,
		CASE WHEN v.type IS NOT NULL THEN v.type WHEN s.first_type IS NOT NULL AND w.customer IS NULL THEN s.first_type ELSE s.type END AS type,
		CASE WHEN v.type IS NOT NULL THEN v.level WHEN s.first_type IS NOT NULL AND w.customer IS NULL THEN s.first_level ELSE s.level END AS level,
		CASE WHEN v.type IS NOT NULL THEN v.age WHEN s.first_type IS NOT NULL AND w.customer IS NULL THEN s.first_age ELSE s.age END AS age,
		CASE WHEN v.level < s.level OR v.type IS NULL AND s.first_type IS NOT NULL AND w.customer IS NULL THEN s.type ELSE s.next_type END AS next_type,
		CASE WHEN v.level < s.level THEN v.until WHEN v.type IS NULL AND s.first_type IS NOT NULL AND w.customer IS NULL
			THEN (SELECT as_of + max(letter_gap, 1) FROM run_info) ELSE o.oldest_on + s.next_age - 1 END AS next_on
	FROM party p LEFT JOIN oldest o ON o.customer = p.code CROSS JOIN track_of t ON t.kind = p.kind
	CROSS JOIN age_stage s ON s.track = t.track AND s.oldest_age IS o.oldest_age
	LEFT JOIN written w ON w.customer = p.code
	LEFT JOIN level_chosen v ON v.customer = p.code AND v.track = t.track AND v.level <= s.level) c;

-- stage_reason is the clock's own; reason adds every hold.
CREATE TEMP VIEW verdict AS
SELECT x.*, CASE WHEN stage_reason IS NULL THEN h.reason WHEN h.reason IS NULL THEN stage_reason ELSE stage_reason || ',' || h.reason END AS reason,
	CASE WHEN stage_reason IS NULL THEN h.until WHEN h.reason IS NULL THEN stage_on
	     WHEN stage_on IS NOT NULL AND h.until IS NOT NULL THEN max(stage_on, h.until) END AS first_on_all
FROM (SELECT c.*,
	CASE WHEN c.type IS NOT NULL AND c.key IS NULL THEN 'already_issued'
	     WHEN c.type IS NOT NULL THEN NULL
	     WHEN c.customer IN (SELECT customer FROM member) THEN 'with_parent'
	     WHEN NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = c.customer AND b.debit > 0) THEN 'nothing_owed'
	     WHEN NOT EXISTS (SELECT 1 FROM stage s WHERE s.track = c.track) THEN 'no_letters'
	     WHEN c.oldest_age IS NULL AND c.blocked IS NOT NULL THEN c.blocked
	     WHEN c.oldest_age IS NULL THEN 'not_overdue' ELSE 'not_reached' END AS stage_reason,
	CASE WHEN c.type IS NOT NULL AND c.key IS NOT NULL THEN NULL
	     WHEN c.type IS NOT NULL THEN (SELECT min(day) FROM (
		SELECT c.next_on AS day
		UNION ALL SELECT min(r.overdue_on) + c.age - 1 FROM ripe r WHERE r.customer = c.customer AND r.overdue_on > (SELECT as_of FROM run_info) - c.age + 1
			AND NOT EXISTS (SELECT 1 FROM issued i WHERE i.customer = r.customer AND i.entry = r.entry AND i.track = c.track AND i.level >= c.level)
		UNION ALL SELECT min(i.again) FROM covered i JOIN ripe r ON r.customer = i.customer AND r.entry = i.entry WHERE i.customer = c.customer AND i.track = c.track AND i.level = c.level AND i.again > (SELECT as_of FROM run_info)))
	     ELSE coalesce(c.oldest_on, c.first_on) + (SELECT min(s.age) FROM stage s WHERE s.track = c.track) - 1 END AS stage_on
	FROM clock c) x
LEFT JOIN holds h ON h.customer = x.customer;

INSERT INTO dunning
SELECT customer, salesman, language, track, oldest_age, oldest_due, type, level, key, next_type, next_on, reason,
	CASE WHEN reason IS NOT NULL THEN letter_day(first_on_all) END, sort, stage_reason, CASE WHEN stage_reason IS NOT NULL THEN stage_on END,
	coalesce(oldest_on, first_on)
FROM verdict WHERE track <> 'case';
INSERT INTO case_stage
SELECT customer, salesman, language, track, oldest_age, oldest_due, type, level, key, next_type, next_on, reason,
	CASE WHEN reason IS NOT NULL THEN letter_day(first_on_all) END, sort, stage_reason, CASE WHEN stage_reason IS NOT NULL THEN stage_on END,
	coalesce(oldest_on, first_on)
FROM verdict WHERE track = 'case';

-- What the clock asks for of each customer, whichever of its ladders it stands on; a type that both have reached stands once. Columns as in dunning.
--   track         its kind, or case
--   oldest_age    age of the oldest item that may be demanded
--   oldest_due    its due date
--   type          the paper of the stage reached
--   level         its place in the ladder
--   key           the oldest item that no such letter covered; NULL: all are
--   next_type     the paper of the stage after it
--   next_on       when that is reached
--   reason        why no letter: the clock's own, then every hold; NULL: it is written to
--   first_on      the first day without the reason; NULL: nobody knows
--   stage_reason  the clock's own reason alone
--   stage_on      the first day without that
--   oldest_on     day on which the oldest item became overdue
CREATE VIEW stage_reached AS
SELECT * FROM dunning WHERE type IS NOT NULL
UNION ALL
SELECT * FROM case_stage s WHERE type IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dunning d WHERE d.customer = s.customer AND d.type = s.type);

-- Which types of letters have told each customer of something that is demanded now, by a paper or by another system's letter (event letter).
CREATE VIEW told AS
SELECT p.customer, p.type FROM paper p CROSS JOIN paper_entry i ON i.paper = p.id CROSS JOIN open_item o ON o.entry = i.entry AND o.age > 0
	AND o.blocked IS NULL
WHERE o.outstanding > 0 AND p.state NOT IN ('planned', 'failed', 'cancelled')
UNION ALL
SELECT v.customer, v.outcome FROM event v CROSS JOIN open_item o ON o.customer = v.customer AND o.age > 0 AND o.blocked IS NULL AND o.outstanding > 0
	AND (o.number = v.invoice OR v.invoice IS NULL AND o.overdue_on <= v.date)
WHERE v.kind = 'letter' AND v.date <= (SELECT as_of FROM run_info) AND v.date >= o.date;

-- The types of the stages that the view letter speaks of to every customer of a track: those of its own track and of cases, each stage, and
-- those that are another kind's alone.
--   track  kind of customer
CREATE VIEW letter_type AS
SELECT t.track, s.type FROM (SELECT column1 AS track FROM (VALUES ('short_cash'), ('company_credit'), ('cash'))) t CROSS JOIN stage s
WHERE s.track IN (t.track, 'case') OR s.type NOT IN (SELECT x.type FROM stage x WHERE x.track IN (t.track, 'case'));

-- Why a customer does not get a type of the stages, for every customer and type: what `plan --why` tells of those whom the type's own query
-- leaves out. first_on: when its oldest item reaches the type's age and every hold is over.
--   reason    why not, as terms parted by commas
--   first_on  the first day on which it would be made; NULL: nobody knows
CREATE VIEW letter AS
SELECT x.customer, x.salesman, x.type, x.reason || CASE WHEN h.reasons IS NOT NULL AND x.reason <> 'other_kind' THEN ',' || h.reasons ELSE '' END AS reason,
	letter_day(CASE WHEN x.first_on IS NULL OR h.reasons IS NULL THEN x.first_on WHEN h.until IS NULL THEN NULL ELSE max(x.first_on, h.until) END) AS first_on
FROM (
	SELECT d.customer, d.salesman, s.type, CASE WHEN d.type IS NULL THEN d.stage_reason WHEN s.level > d.level AND s.age <= d.oldest_age THEN 'earlier_letter_first'
			WHEN s.level > d.level THEN 'not_reached' WHEN s.level < d.level THEN 'later_stage' ELSE coalesce(d.stage_reason, 'left_out') END AS reason,
		CASE WHEN d.type IS NULL AND d.stage_reason IN ('nothing_owed', 'with_parent', 'no_letters') THEN NULL
			WHEN s.level > d.level AND s.age <= d.oldest_age THEN d.next_on
			WHEN d.type IS NULL OR s.level > d.level THEN d.oldest_on + s.age - 1 WHEN s.level = d.level THEN d.stage_on END AS first_on
	FROM (SELECT * FROM dunning UNION ALL SELECT * FROM case_stage) d CROSS JOIN stage s ON s.track = d.track
	UNION ALL
	SELECT d.customer, d.salesman, s.type, 'other_kind', NULL FROM dunning d CROSS JOIN stage s ON s.track <> d.track AND s.track <> 'case'
	WHERE s.type NOT IN (SELECT type FROM stage WHERE track IN (d.track, 'case'))) x
LEFT JOIN (SELECT customer, group_concat(reason, ',') AS reasons, CASE WHEN count(*) = count(until) THEN max(until) END AS until
	FROM hold GROUP BY customer) h ON h.customer = x.customer;

-- What a hold looks at where it does not hold, for people: the last promise, the last letter, what is due.
CREATE TEMP VIEW hold_detail AS
SELECT customer, 'promise_pending' AS reason, coalesce(currency || ' ' || money(amount, currency) || ' ', '') || 'promised for ' || iso(promise_date) || ': '
	|| CASE WHEN state = 'pending' THEN 'too little to wait for' ELSE state END AS detail
FROM (SELECT *, row_number() OVER (PARTITION BY customer ORDER BY date DESC, id DESC) AS latest FROM promise) WHERE latest = 1
UNION ALL
SELECT customer, 'letter_gap', max(iso(as_of) || ' ' || number) FROM paper
WHERE type IN (SELECT type FROM spoken) AND state NOT IN ('planned', 'failed', 'cancelled') GROUP BY customer
UNION ALL
SELECT customer, 'below_minimum', group_concat(currency || ' ' || money(due + credit, currency) || ' due, minimum ' || money(max(1,
	coalesce((SELECT m.amount FROM minimum m WHERE m.currency = d.currency), 0)), currency), ', ')
FROM demand d GROUP BY customer
UNION ALL
SELECT customer, 'unallocated', group_concat(currency || ' ' || money(credit, currency), ', ') FROM demand WHERE credit < 0 GROUP BY customer;

-- Each condition of each type of the stages by itself, for the one customer of explained, of the very rows that decide above: met, of what, and
-- the first day on which it is. letters: it keeps letters to the customer back, and no paper of the house.
CREATE TEMP TABLE explained (customer TEXT PRIMARY KEY);
CREATE TEMP VIEW ladder AS
SELECT v.*, s.type AS asked_type, s.age AS asked_age, s.level AS asked_level FROM explained x JOIN verdict v ON v.customer = x.customer
JOIN stage s ON s.track = v.track;
CREATE TEMP VIEW condition AS
SELECT type, seq, term, met, value, CASE WHEN NOT met THEN until END AS until, letters FROM (
	SELECT s.type, 1 AS seq, 'other_kind' AS term, max(s.track IN (k.kind, 'case')) AS met, k.kind AS value, NULL AS until, 0 AS letters
	FROM explained x JOIN customer k ON k.code = x.customer CROSS JOIN stage s GROUP BY s.type
	UNION ALL
	SELECT asked_type, 2, 'nothing_owed', EXISTS (SELECT 1 FROM balance b WHERE b.customer = l.customer AND b.debit > 0),
		(SELECT group_concat(b.currency || ' ' || money(b.total, b.currency), ', ') FROM balance b WHERE b.customer = l.customer AND b.items > 0), NULL, 0 FROM ladder l
	UNION ALL
	SELECT asked_type, 3, blocked, 0, (SELECT group_concat(o.number, ', ') FROM open_item o WHERE o.customer = l.customer AND o.blocked IS NOT NULL AND o.age > 0),
		NULL, 0 FROM ladder l WHERE oldest_age IS NULL AND blocked IS NOT NULL
	UNION ALL
	SELECT asked_type, 4, 'not_overdue', oldest_age IS NOT NULL, CASE WHEN oldest_age IS NULL THEN 'the first is overdue on ' || iso(first_on)
		ELSE 'since ' || iso(oldest_on) END, first_on, 0 FROM ladder l WHERE oldest_age IS NOT NULL OR blocked IS NULL
	UNION ALL
	SELECT asked_type, 5, 'not_reached', coalesce(oldest_age >= asked_age, 0), coalesce(max(oldest_age, 0), 0) || ' days, the stage begins at ' || asked_age,
		coalesce(oldest_on, first_on) + asked_age - 1, 0 FROM ladder l
	UNION ALL
	SELECT asked_type, 6, 'earlier_letter_first', level >= asked_level, CASE WHEN level < asked_level THEN type || ' goes first' END, next_on, 0
	FROM ladder l WHERE asked_age <= oldest_age
	UNION ALL
	SELECT asked_type, 7, 'later_stage', level <= asked_level, type || ' from ' || age || ' days on', NULL, 0 FROM ladder l WHERE asked_age <= oldest_age
	UNION ALL
	SELECT asked_type, 8, 'already_issued', key IS NOT NULL, coalesce('not yet for ' || key, (SELECT group_concat(number || ' of ' || iso(as_of), ', ')
		FROM (SELECT p.number, p.as_of FROM paper p WHERE p.customer = l.customer AND p.type = l.type AND p.state NOT IN ('planned', 'failed')
			ORDER BY p.as_of DESC, p.number DESC LIMIT 1))), stage_on, 0 FROM ladder l WHERE level = asked_level
	UNION ALL
	SELECT t.type, 10, w.reason, h.customer IS NULL, coalesce(h.detail, (SELECT max(d.detail) FROM hold_detail d WHERE d.customer = x.customer
		AND d.reason = w.reason)), h.until, w.reason NOT IN ('agency', 'court', 'in_credit', 'unallocated', 'below_minimum')
	FROM explained x CROSS JOIN (SELECT DISTINCT type FROM stage WHERE track IN ('case', (SELECT k.kind FROM explained e JOIN customer k ON k.code = e.customer))) t
	CROSS JOIN (SELECT reason FROM hold UNION VALUES ('promise_pending'), ('arrangement_pending'), ('do_not_write'), ('paid_said'),
		('agency'), ('court'), ('in_credit'), ('unallocated'), ('below_minimum'), ('letter_gap')) w
	LEFT JOIN hold h ON h.customer = x.customer AND h.reason = w.reason);
