-- rules.sql: what follows from the figures of the snapshot and from policy, as views: interest for delay, fees for letters, and what credit rules ask for of whom.
-- Nobody pays for them but who asks: lists (`status --rules`), claims, interest notes, and papers of a house's own.

-- Delay interest of what is demanded: for each invoice, from the first day overdue, a row for each rate in force, and apart what an interest note
-- has charged before. Credits lessen the oldest debt first, from its first day. Amounts are rounded half up to the minor unit.
--   entry      entry.id
--   number     document number
--   due        due date
--   principal  what it runs on
--   first      first day
--   last       last day
--   days       how many days they are
--   rate       percent of a year
--   source     where the rate stands
--   year_days  days of the year
--   charged    1: an interest note has charged these days
--   booked     1: and the ledger has interest in this currency booked on the day of that note or since
--   amount     the interest
CREATE VIEW interest AS
WITH owed AS (
	SELECT customer, currency, entry, type, number, date, due, overdue_on, min(outstanding, reached) AS principal FROM (
		SELECT *, sum(outstanding) OVER (PARTITION BY customer, currency ORDER BY outstanding > 0, overdue_on, date, entry ROWS UNBOUNDED PRECEDING) AS reached
		FROM demanded)
	WHERE outstanding > 0 AND reached > 0 AND type = 'invoice'),
-- the notes about each of them; what was booked on a note's day or later is the interest of that note and of those before it
note AS (
	SELECT o.entry, p.as_of, p.as_of <= (SELECT max(e.date) FROM entry e WHERE e.customer = o.customer AND e.type = 'interest' AND e.amount > 0
		AND e.currency = o.currency AND e.date <= (SELECT as_of FROM run_info)) AS booked
	FROM owed o JOIN paper p ON p.customer = o.customer AND p.type = 'INTN' AND p.state NOT IN ('planned', 'failed', 'cancelled')
		AND p.as_of < (SELECT as_of FROM run_info)
	JOIN paper_entry i ON i.paper = p.id AND i.number = o.number AND i.entry = o.entry),
noted AS (
	SELECT o.*, n.noted_to, n.booked_to FROM owed o LEFT JOIN (SELECT entry, max(as_of) AS noted_to, max(as_of) FILTER (WHERE booked) AS booked_to
		FROM note GROUP BY entry) n ON n.entry = o.entry),
-- the days that are booked, those that are only charged, those that no note has charged
parted AS (
	SELECT o.*, c.column1 AS charged, c.column2 AS booked, r.rate, r.source, r.year_days,
		max(r.first, o.overdue_on, CASE WHEN c.column2 THEN r.first WHEN c.column1 THEN coalesce(o.booked_to + 1, r.first)
			ELSE coalesce(o.noted_to + 1, r.first) END) AS first,
		CASE WHEN c.column2 THEN min(r.last, o.booked_to) WHEN c.column1 THEN min(r.last, o.noted_to) ELSE r.last END AS last
	FROM noted o CROSS JOIN interest_rate r CROSS JOIN (VALUES (1, 1), (1, 0), (0, 0)) c)
SELECT customer, currency, entry, number, due, principal, first, last, last - first + 1 AS days, rate, source, year_days, charged, booked,
	(principal * CAST(replace(rate, '.', '') AS INTEGER) * (last - first + 1) + 5000 * year_days) / (10000 * year_days) AS amount
FROM parted p WHERE last >= first;

-- The police cases of a customer that are open on the day, one row a reference: the latest word on it does not end it, and no later word without a
-- reference ends them all.
--   reference  number of the police case; NULL: none was noted
--   date       the day on which it was opened
--   about_now  1: opened on or after the date of the oldest item that is demanded now; a case about what is all paid speaks of no debt of today
CREATE VIEW police_open AS
WITH word AS (
	SELECT e.customer, nullif(e.reference, '') AS reference, e.date, e.id, coalesce(e.outcome, '') IN ('withdrawn', 'closed', 'settled', 'rejected') AS ends
	FROM run_info r CROSS JOIN event e WHERE e.kind = 'police_case' AND e.date <= r.as_of),
part AS (
	SELECT w.*, row_number() OVER (PARTITION BY customer, reference ORDER BY date DESC, id DESC) AS nth,
		max(date) FILTER (WHERE ends) OVER (PARTITION BY customer, reference) AS ended FROM word w)
SELECT customer, reference, date, date >= coalesce((SELECT min(d.date) FROM demanded d WHERE d.customer = o.customer AND d.outstanding > 0), 0) AS about_now
FROM (SELECT p.customer, p.reference, (SELECT min(w.date) FROM word w WHERE w.customer = p.customer AND w.reference IS p.reference AND NOT w.ends
		AND w.date >= coalesce(p.ended, w.date)) AS date
	FROM part p WHERE p.nth = 1 AND NOT p.ends AND NOT EXISTS (SELECT 1 FROM word w WHERE w.customer = p.customer AND w.reference IS NULL AND w.ends
		AND (w.date > p.date OR w.date = p.date AND w.id > p.id))) o;

-- The fees for letters about what is demanded still, of the customer's country or else the house's: a row a letter.
--   paper    paper.id
--   number   its number
--   amount   the fee
--   source   where it stands
--   country  whose law it goes by
--   due      due date of the oldest item that it covered
--   charged  1: an interest note that was made after the letter has charged it; one of the letter's own run knew nothing of it
CREATE VIEW letter_fee AS
SELECT customer, paper, number, type, date, currency, amount, source, country,
	(SELECT min(coalesce(e.due, due_by_terms(e.date, coalesce(terms_days, 0)))) FROM paper_entry i JOIN entry e ON e.id = i.entry
		WHERE i.paper = x.paper AND e.amount > 0) AS due,
	EXISTS (SELECT 1 FROM paper n WHERE n.customer = x.customer AND n.type = 'INTN' AND n.state NOT IN ('planned', 'failed', 'cancelled')
		AND n.id > x.paper AND n.run <> x.run AND n.as_of >= x.date AND n.as_of < (SELECT as_of FROM run_info)) AS charged
FROM (
	SELECT p.customer, p.id AS paper, p.run, p.number, p.type, p.as_of AS date, c.terms_days, f.country, f.currency, f.amount, f.source, max(f.first) AS first
	FROM fee_rate f JOIN paper p ON p.type = f.type AND p.as_of >= f.first AND p.as_of <= coalesce(f.last, p.as_of)
	JOIN customer c ON c.code = p.customer LEFT JOIN country_of k ON k.text = c.country
	JOIN setting h ON h.section = 'company' AND h.key = 'country' JOIN country_of o ON o.text = h.value
	WHERE f.country = coalesce(k.code, o.code) AND p.state NOT IN ('planned', 'failed', 'cancelled') AND p.as_of <= (SELECT as_of FROM run_info)
		AND EXISTS (SELECT 1 FROM paper_entry i JOIN demanded d ON d.entry = i.entry AND d.outstanding > 0 WHERE i.paper = p.id)
	GROUP BY p.id) x;

-- On which day each invoice that is not open was settled. Where the export alone says that nothing is open of it, and not since when, nobody knows
-- the day: it is NULL, and no figure takes the day of the export for it.
--   entry     entry.id
--   on_day    the last day on which something settled it; NULL: not known
--   paid_on   the last day on which something was paid for it; NULL: not known, or nothing was paid
--   credited  what credit notes and write-offs took off it
CREATE VIEW settled_invoice AS
SELECT e.customer, e.id AS entry, CASE WHEN sum(x.undated) = 0 THEN max(x.date) END AS on_day, CASE WHEN sum(x.undated) = 0 THEN max(x.date) FILTER (WHERE NOT x.credit) END AS paid_on,
	coalesce(sum(x.amount) FILTER (WHERE x.credit), 0) AS credited
FROM entry e JOIN (
	SELECT a.entry, a.date, a.amount, coalesce(b.type IN ('credit_note', 'write_off'), 0) AS credit,
		a.by_entry IS NULL AND coalesce(n.cleared_on > (SELECT as_of FROM run_info), 1) AS undated
	FROM allocation a JOIN entry n ON n.id = a.entry LEFT JOIN entry b ON b.id = a.by_entry) x ON x.entry = e.id
WHERE e.type = 'invoice' AND e.amount > 0 AND NOT EXISTS (SELECT 1 FROM open_item o WHERE o.entry = e.id) GROUP BY e.customer, e.id;

-- What a customer of short credit did against its terms, one row a thing: what fell due on one day and was left unpaid that day (disputed items
-- apart), a promise that was not kept, a word of a person (event violation). A promise about an invoice that stands here as late is the same thing.
-- What was settled on a day that nobody knows stands here only where a payment for it came late. Policy violation_months: only those of so many
-- months up to the day.
--   date   the day on which it was one
--   kind   late, promise_broken or violation
--   about  number of the invoice, or what was said
--   days   so late; NULL: not by days, or not known
CREATE VIEW violation AS
WITH unpaid AS MATERIALIZED (
	SELECT customer, number, due, CASE WHEN known THEN until - due END AS days FROM (
		SELECT e.customer, e.number, coalesce(e.due, due_by_terms(e.date, coalesce(k.terms_days, 0))) AS due, o.entry IS NOT NULL OR s.on_day IS NOT NULL AS known,
			CASE WHEN o.entry IS NULL THEN coalesce(s.on_day, (SELECT max(a.date) FROM allocation a WHERE a.entry = e.id AND a.by_entry IS NOT NULL))
			     WHEN o.blocked IS NULL THEN r.as_of END AS until
		FROM run_info r CROSS JOIN customer k ON k.kind = 'short_cash' CROSS JOIN entry e ON e.customer = k.code AND e.type = 'invoice'
			AND e.amount > 0 AND e.date <= r.as_of
		LEFT JOIN open_item o ON o.entry = e.id LEFT JOIN settled_invoice s ON s.entry = e.id)
	WHERE until > due)
SELECT v.customer, v.date, v.kind, v.about, v.days FROM (
	SELECT customer, due + 1 AS date, 'late' AS kind, min(number) AS about, max(days) AS days FROM unpaid GROUP BY customer, due
	UNION ALL
	SELECT p.customer, p.promise_date + r.promise_grace, 'promise_broken', p.invoice, r.as_of - p.promise_date FROM run_info r CROSS JOIN promise p
	WHERE p.state = 'broken' AND NOT EXISTS (SELECT 1 FROM unpaid u WHERE u.customer = p.customer AND u.number = p.invoice)
	UNION ALL
	SELECT e.customer, e.date, 'violation', coalesce(e.reference, e.note), NULL FROM run_info r CROSS JOIN event e WHERE e.kind = 'violation' AND e.date <= r.as_of) v
CROSS JOIN run_info r JOIN customer k ON k.code = v.customer AND k.kind = 'short_cash'
WHERE v.date > coalesce((SELECT add_months(r.as_of, -p.value) FROM policy p WHERE p.key = 'violation_months'), v.date - 1);

-- What was invoiced up to the day, with the day on which it was paid for good.
--   salesman       code of the salesman of the time: whom the invoice names, else who had the customer on its day, by the handovers
--   customer_name  name of the customer
--   number         of the invoice
--   due            by the terms where the export has none
--   amount         of the invoice
--   credited       what credit notes and write-offs took off it
--   settled        1: nothing of it is open
--   settled_on     when it was settled, paid or credited; NULL: it is open, or nobody knows the day
--   paid           when the last of it was paid; NULL: it is open, nothing was paid, or nobody knows the day
CREATE VIEW shipment AS
SELECT coalesce(nullif(e.salesman, ''), (SELECT t.salesman FROM tenure t WHERE t.customer = e.customer AND t.since <= e.date ORDER BY t.since DESC LIMIT 1), k.salesman) AS salesman, e.customer, k.name AS customer_name, e.number, e.date,
	coalesce(e.due, due_by_terms(e.date, coalesce(k.terms_days, 0))) AS due, e.amount, e.currency,
	coalesce(s.credited, (SELECT sum(a.amount) FROM allocation a JOIN entry b ON b.id = a.by_entry WHERE a.entry = e.id AND b.type IN ('credit_note', 'write_off')), 0) AS credited,
	o.entry IS NULL AS settled, s.on_day AS settled_on, s.paid_on AS paid
FROM run_info r CROSS JOIN entry e JOIN customer k ON k.code = e.customer LEFT JOIN open_item o ON o.entry = e.id LEFT JOIN settled_invoice s ON s.entry = e.id
WHERE e.type = 'invoice' AND e.amount > 0 AND e.date <= r.as_of;

-- A representative's bonus on the shipments whose bonus was settled in the month before: paid, or late by so many working days that nothing of it is
-- left. Each working day of delay, the first one after the due day counted, takes bonus_cut of the original bonus (100.0: all of it at once).
-- The bonus is of what was paid: what was credited is none. What was settled on a day that nobody knows stands in the month in which its bonus would
-- have been used up, without one.
--   customer_name  name of the customer
--   number         of the invoice
--   due            by the terms where the export has none
--   amount         of the invoice, less what was credited
--   rate           bonus_rate, in tenths of a percent
--   bonus          of the shipment, rounded half up to the minor unit; NULL: nobody knows on which day it was paid, nor the figures that follow from it
--   cut_rate       bonus_cut, in tenths of a percent
--   days           working days late, up to the day on which nothing is left
--   paid           in that month; NULL: it was not, or nobody knows the day
--   cut            what delay took
--   undated        1: it was settled, and nobody knows on which day
CREATE VIEW bonus_shipment AS
WITH RECURSIVE span AS (SELECT add_months(month_start(as_of), -1) AS first, month_start(as_of) - 1 AS last FROM run_info),
rule AS (
	SELECT CAST(replace(r.value, '.', '') AS INTEGER) AS rate, coalesce((SELECT CAST(replace(value, '.', '') AS INTEGER) FROM policy WHERE key = 'bonus_cut'), 100) AS cut_rate
	FROM policy r WHERE r.key = 'bonus_rate'),
-- the day that nothing is left on
step(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n * (SELECT cut_rate FROM rule) < 1000 AND n < 1000),
known AS (
	SELECT s.*, r.rate, r.cut_rate, s.settled AND s.settled_on IS NULL AS undated, min(coalesce(s.paid, s.settled_on, x.used_up), x.used_up) AS known_on
	FROM rule r CROSS JOIN (SELECT max(n) AS days FROM step) m CROSS JOIN shipment s
	JOIN (SELECT DISTINCT due, workday_add(due, (SELECT max(n) FROM step)) AS used_up FROM shipment) x ON x.due = s.due),
worked AS (
	SELECT k.*, p.last, k.amount - k.credited AS counts, CASE WHEN NOT k.undated THEN ((k.amount - k.credited) * k.rate + 500) / 1000 END AS bonus,
		CASE WHEN k.undated THEN NULL WHEN k.amount <= k.credited THEN 0 ELSE (SELECT count(*) FROM step WHERE workday_add(k.due, n) <= coalesce(k.paid, k.settled_on, p.last)) END AS days
	FROM span p CROSS JOIN known k ON k.known_on BETWEEN p.first AND p.last)
SELECT salesman, customer, customer_name, number, due, CASE WHEN paid <= last THEN paid END AS paid, currency, counts AS amount, rate, bonus, cut_rate, days,
	min(bonus, (bonus * days * cut_rate + 500) / 1000) AS cut, undated
FROM worked;

-- What missing papers cost representatives in the month before (fine_day of the house's currency), one row a paper: day by day from the day on which it
-- was to be there until it came, or what it was about was settled. What was settled, or a promise that was kept, on a day that nobody knows costs nothing.
--   what           guarantee (one a customer and due day; a memo that was handed in stands for it), or report on the day of a promise
--   customer_name  name of the customer
--   since          first day
--   until          last day
--   days           both counted
--   fine           days times fine_day, in minor units
CREATE VIEW bonus_fine AS
WITH span AS (SELECT add_months(month_start(as_of), -1) AS first, month_start(as_of) - 1 AS last FROM run_info),
owing AS (
	SELECT salesman, customer, max(customer_name) AS customer_name, due, CASE WHEN count(*) = count(settled_on) THEN max(settled_on) END AS settled
	FROM shipment CROSS JOIN span WHERE due <= last AND (NOT settled OR settled_on > due AND settled_on >= first) GROUP BY salesman, customer, due),
came AS (
	SELECT w.*, (SELECT min(date) FROM (
		SELECT e.date FROM event e WHERE e.customer = w.customer AND e.kind = 'guarantee'
		UNION ALL SELECT a.date FROM arrangement a WHERE a.customer = w.customer AND a.kind = 'guarantee'
			AND (a.signed_role IS NULL OR a.signed_role IN ('director', 'managing_director', 'chief_accountant', 'owner'))
		UNION ALL SELECT v.date FROM evidence v WHERE v.customer = w.customer AND v.doctype = 'GUARS' AND v.valid
		UNION ALL SELECT x.date FROM paper p JOIN paper_event x ON x.paper = p.id WHERE p.customer = w.customer AND p.type = 'MEMO'
			AND x.state IN ('sent', 'delivered', 'signed')) WHERE date >= workday_add(w.due + 1, -1)) AS there
	FROM owing w),
late AS (
	SELECT salesman, 'guarantee' AS what, customer_name, workday_add(due, 0) AS wanted, min(coalesce(there, 1000000), coalesce(settled, 1000000)) AS there FROM came
	UNION ALL
	-- no report is missing of a promise that was kept by its day, or of what was settled by then
	SELECT coalesce((SELECT t.salesman FROM tenure t WHERE t.customer = p.customer AND t.since <= p.promise_date ORDER BY t.since DESC LIMIT 1), k.salesman), 'report', k.name, p.promise_date, min(coalesce((SELECT min(e.date) FROM event e WHERE e.customer = p.customer AND e.date >= p.promise_date
		AND e.kind IN ('call', 'visit', 'note', 'message', 'email', 'reply', 'paid_said')), 1000000), coalesce(p.kept_on, CASE WHEN p.state IN ('kept', 'settled')
		THEN p.promise_date END, CASE WHEN p.invoice IS NULL THEN (SELECT min(date) FROM (
			SELECT e.date, sum(-e.amount + coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.entry = e.id AND a.by_entry IS NOT NULL), 0))
				OVER (ORDER BY e.date, e.id) AS came FROM entry e WHERE e.customer = p.customer AND e.currency = p.currency AND e.type = 'payment'
				AND e.date BETWEEN p.date AND (SELECT as_of FROM run_info)) WHERE came >= p.amount) END, 1000000))
	FROM promise p JOIN customer k ON k.code = p.customer)
SELECT l.salesman, l.what, l.customer_name, max(l.wanted, s.first) AS since, min(l.there - 1, s.last) AS until, min(l.there - 1, s.last) - max(l.wanted, s.first) + 1 AS days,
	(min(l.there - 1, s.last) - max(l.wanted, s.first) + 1) * minor(f.value, r.currency) AS fine, r.currency
FROM run_info r JOIN policy f ON f.key = 'fine_day.' || r.currency CROSS JOIN span s CROSS JOIN late l WHERE max(l.wanted, s.first) <= min(l.there - 1, s.last);

-- The sample of balance confirmations, one row a balance: monetary units (systematic selection of the ISA 530 kind), in each currency apart. All units of
-- money owed or in favour stand in a row, customers by code; from start on every step-th is a hit, and whoever has one is asked. A balance of a
-- step and more always has one. No rows: the policy has no sample. Start comes from the seed by three steps of the generator of Park and Miller.
--   amount      the balance without its sign
--   population  of all balances in the currency
--   step        population by confirmation_sample, rounded up
--   start       the first hit, 1 to step
--   hits        how many of the balance's units are hits; 0: it is not in the sample
CREATE VIEW confirmation_sample AS
WITH said AS (
	SELECT (SELECT value + 0 FROM policy WHERE key = 'confirmation_sample') AS n,
		(1 + coalesce((SELECT value + 0 FROM policy WHERE key = 'confirmation_seed'), 1) % 2147483646)
			* 48271 % 2147483647 * 48271 % 2147483647 * 48271 % 2147483647 AS drawn),
line AS (
	SELECT customer, currency, abs(total) AS amount, sum(abs(total)) OVER (PARTITION BY currency ORDER BY customer) AS upto,
		sum(abs(total)) OVER (PARTITION BY currency) AS population FROM balance WHERE items > 0 AND total <> 0),
stepped AS (SELECT l.*, s.drawn, (l.population + s.n - 1) / s.n AS step FROM line l CROSS JOIN said s WHERE s.n > 0),
started AS (SELECT *, 1 + step / 2147483647 * drawn + step % 2147483647 * drawn / 2147483647 AS start FROM stepped)
SELECT customer, currency, amount, population, step, start, (upto - start + step) / step - (upto - amount - start + step) / step AS hits FROM started;

-- The balance confirmations of the latest round of a key date and of those asked for by name since (without a key date the latest; of a handover where
-- there was no other), one row a paper and currency: what came of them up to the date, or until the customer was asked anew. A second request belongs to the round: an answer to it is one to the first, and it gives more time.
--   number    of the paper
--   balance   as the paper stated it
--   sent      the day on which it went out; NULL: not noted
--   again     the day of the second request; NULL: none
--   reply_by  the day by which the latest request asked for an answer, as it says it; NULL: the policy has none
--   back      the day of the answer; NULL: none
--   result    agreed, differs, answered (nothing noted of what it says), silent, or waiting: the time to answer is not over
--   figure    the balance by the customer's books, where it said so, in the currency of its account
--   sampled   who was asked was drawn (view confirmation_sample): the round of a key date, and none of a handover
CREATE VIEW confirmation AS
WITH first AS (
	SELECT p.id, p.number, p.customer, p.as_of, p.run, r.as_of AS today, coalesce(nullif(c.currency, ''), r.currency) AS own,
		coalesce((SELECT min(x.as_of) - 1 FROM paper x WHERE x.type = 'CONF' AND x.customer = p.customer AND x.as_of > p.as_of AND x.as_of <= r.as_of
			AND x.state NOT IN ('planned', 'failed', 'cancelled')), r.as_of) AS until
	FROM run_info r CROSS JOIN (SELECT max(x.as_of) FILTER (WHERE x.run NOT GLOB 'HO*' AND EXISTS (SELECT 1 FROM policy WHERE key = 'confirmation_days'
			AND named_day(value, x.as_of) IS NOT NULL)) AS key_date,
		max(x.as_of) FILTER (WHERE x.run NOT GLOB 'HO*') AS named, max(x.as_of) AS any FROM paper x CROSS JOIN run_info i
		WHERE x.type = 'CONF' AND x.state NOT IN ('planned', 'failed', 'cancelled') AND x.as_of <= i.as_of) l
	CROSS JOIN paper p JOIN customer c ON c.code = p.customer
	WHERE p.type = 'CONF' AND p.state NOT IN ('planned', 'failed', 'cancelled') AND p.as_of BETWEEN coalesce(l.key_date, l.named, l.any) AND r.as_of
		AND (p.run NOT GLOB 'HO*' OR l.named IS NULL)),
asked AS (
	SELECT f.*, (SELECT max(x.as_of) FROM paper x WHERE x.type = 'CONF2' AND x.customer = f.customer AND x.state NOT IN ('planned', 'failed', 'cancelled')
		AND x.as_of BETWEEN f.as_of AND f.until) AS again FROM first f),
timed AS (
	SELECT a.*, workday_add(coalesce(a.again, a.as_of) + (SELECT value FROM policy WHERE key = 'pay_days.CONF'), 0) AS reply_by FROM asked a),
-- the request and the second one
request AS (
	SELECT a.id AS first, p.id, p.state, a.today FROM asked a JOIN paper p ON p.customer = a.customer AND p.state NOT IN ('planned', 'failed', 'cancelled')
		AND (p.id = a.id OR p.type = 'CONF2' AND p.as_of BETWEEN a.as_of AND a.until)),
said AS (
	SELECT a.id AS paper, e.date, e.outcome, e.promise_amount AS figure, row_number() OVER (PARTITION BY a.id ORDER BY e.date DESC, e.id DESC) AS nth
	FROM asked a JOIN event e ON e.customer = a.customer AND e.kind = 'reply' AND e.date BETWEEN a.as_of AND a.today
		AND (e.reference = a.number OR e.date <= a.until AND (coalesce(e.reference, '') = '' OR e.reference GLOB 'CONF*'
			AND NOT EXISTS (SELECT 1 FROM paper x WHERE x.number = e.reference AND x.type = 'CONF' AND x.id <> a.id)))),
filed AS (
	SELECT a.id AS paper, min(v.date) AS date FROM asked a JOIN evidence v ON v.customer = a.customer AND v.doctype GLOB 'CONFR*' AND v.valid
		AND v.date BETWEEN a.as_of AND a.until GROUP BY a.id),
noted AS (
	SELECT q.first AS paper, min(v.date) AS date FROM request q JOIN paper_event v ON v.paper = q.id AND v.state IN ('answered', 'signed')
		AND v.date <= q.today GROUP BY q.first)
SELECT a.number, a.customer, i.currency, a.as_of, sum(i.outstanding) AS balance,
	(SELECT min(v.date) FROM paper_event v WHERE v.paper = a.id AND v.state IN ('sent', 'delivered') AND v.date <= a.today) AS sent,
	a.again, a.reply_by, coalesce(s.date, f.date, n.date) AS back,
	CASE WHEN s.outcome IN ('agreed', 'differs') THEN s.outcome
	     WHEN s.paper IS NOT NULL OR f.paper IS NOT NULL OR n.paper IS NOT NULL THEN 'answered'
	     WHEN coalesce(a.reply_by, a.as_of) < a.today THEN 'silent' ELSE 'waiting' END AS result,
	CASE WHEN i.currency = a.own THEN s.figure END AS figure,
	a.run NOT GLOB 'HO*' AND EXISTS (SELECT 1 FROM policy WHERE key = 'confirmation_sample' AND value + 0 > 0) AND EXISTS (SELECT 1 FROM policy
		WHERE key = 'confirmation_days' AND named_day(value, a.as_of) IS NOT NULL) AS sampled
FROM timed a JOIN paper_item i ON i.paper = a.id LEFT JOIN said s ON s.paper = a.id AND s.nth = 1 LEFT JOIN filed f ON f.paper = a.id
LEFT JOIN noted n ON n.paper = a.id
GROUP BY a.id, i.currency;

-- What of a claim is to be there by when: that it is made, after it was asked for (event claim_request), and that its second copy with the mark of
-- receipt is back. One row a customer and step, of the latest request and the latest claim.
--   step    claim_ready or claim_back
--   since   day of the request, or of the claim
--   by_day  policy claim_ready_days, claim_back_days, in working days; NULL: it sets no day
--   done    the day on which it was; NULL: it is not
--   about   number of the claim; NULL: none yet
CREATE VIEW claim_step AS
WITH claim AS (
	SELECT p.customer, p.as_of AS date, p.number FROM paper p CROSS JOIN run_info r
	WHERE p.type = 'CLAIM' AND p.state NOT IN ('planned', 'failed', 'cancelled') AND p.as_of <= r.as_of)
SELECT a.customer, 'claim_ready' AS step, a.date AS since, (SELECT workday_add(a.date, value + 0) FROM policy WHERE key = 'claim_ready_days') AS by_day,
	(SELECT min(c.date) FROM claim c WHERE c.customer = a.customer AND c.date >= a.date) AS done,
	(SELECT min(c.number) FROM claim c WHERE c.customer = a.customer AND c.date >= a.date) AS about
FROM (SELECT e.customer, max(e.date) AS date FROM event e CROSS JOIN run_info r WHERE e.kind = 'claim_request' AND e.date <= r.as_of GROUP BY e.customer) a
UNION ALL
SELECT c.customer, 'claim_back', c.date, (SELECT workday_add(c.date, value + 0) FROM policy WHERE key = 'claim_back_days'),
	(SELECT min(e.date) FROM evidence e CROSS JOIN run_info r WHERE e.customer = c.customer AND e.doctype GLOB 'CLAIM*' AND e.valid = 1 AND e.date BETWEEN c.date AND r.as_of
		AND (e.stamped = 1 OR coalesce(trim(e.signed_by), '') <> '')), c.number
FROM (SELECT customer, max(date) AS date, max(number) AS number FROM claim GROUP BY customer) c;

-- Customers past the age from which the head of sales answers for the debt too, who stand on no list of an earlier day since.
--   since  the first day past it
--   age    of the oldest item that is demanded
CREATE VIEW over_to_head AS
SELECT d.customer, d.oldest_on + p.value AS since, d.oldest_age AS age
FROM run_info r CROSS JOIN dunning d JOIN policy p ON p.key = 'head_of_sales_age'
WHERE d.oldest_age > p.value + 0 AND NOT EXISTS (SELECT 1 FROM paper x WHERE x.type = 'RESPON' AND x.state NOT IN ('planned', 'failed', 'cancelled')
	AND x.as_of >= d.oldest_on + p.value AND x.as_of < r.as_of);

-- What proves each open invoice, by what is on file up to the day. Of each part: 2 there as it is to be (signed by one whose signature counts, the
-- invoice stamped too, the letter delivered), 1 there and not so, 0 not there.
--   entry        open_item.entry
--   number       of the invoice
--   due          as in open_item
--   age          days overdue
--   outstanding  what is open of it
--   blocked      why it is left out of demands, as in open_item
--   contract   a contract of the customer, or of the invoice
--   ordered    its purchase order
--   delivered  its delivery note
--   invoiced   our invoice with their signature and stamp
--   noticed    a letter that asked for it before a claim, and its delivery (recorded, or a delivery proof on file of its day or later)
--   notice     type of the latest of these letters, one that was delivered before one that was not
--   notice_on  its day
CREATE VIEW invoice_proof AS
WITH filed AS MATERIALIZED (
	SELECT e.id, e.customer, substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1) AS kind, e.date, coalesce(e.invoice, '') AS invoice,
		CASE WHEN coalesce(trim(e.signed_by), '') <> '' AND e.why_invalid IS NULL THEN 1 ELSE 0 END AS counts, coalesce(e.stamped, 0) AS stamped
	FROM evidence e CROSS JOIN run_info r WHERE e.valid = 1 AND e.unreadable IS NULL AND e.date <= r.as_of AND e.id NOT IN (SELECT evidence FROM evidence_other)),
letter(type) AS (VALUES ('REM0'), ('REM1'), ('REM2'), ('REMM'), ('CASHN'), ('ESCN'), ('NOTICE')),
asked AS MATERIALIZED (
	SELECT p.customer, i.entry, p.type, p.as_of AS date, EXISTS (SELECT 1 FROM paper_event v WHERE v.paper = p.id AND v.state IN ('delivered', 'answered', 'signed')
		AND v.date <= r.as_of) AS served
	FROM run_info r CROSS JOIN paper p CROSS JOIN paper_entry i ON i.paper = p.id
	WHERE p.type IN (SELECT type FROM letter) AND p.state IN ('made', 'sent', 'delivered', 'answered', 'signed') AND p.as_of <= r.as_of),
told AS MATERIALIZED (
	SELECT o.entry, a.type, a.date, a.served OR EXISTS (SELECT 1 FROM filed f WHERE f.customer = o.customer AND f.kind = 'PROOF' AND f.date >= a.date) AS served
	FROM asked a CROSS JOIN open_item o ON o.entry = a.entry AND o.customer = a.customer
	UNION ALL
	SELECT o.entry, f.kind, f.date, EXISTS (SELECT 1 FROM filed x WHERE x.customer = o.customer AND x.kind = 'PROOF' AND x.date >= f.date)
	FROM open_item o CROSS JOIN filed f ON f.customer = o.customer AND f.kind IN (SELECT type FROM letter) AND f.date >= o.date
		AND (f.invoice = '' OR EXISTS (SELECT 1 FROM evidence_of a WHERE a.evidence = f.id AND a.entry = o.entry)))
SELECT o.customer, o.entry, o.number, o.date, o.due, o.age, o.currency, o.outstanding, o.blocked,
	coalesce((SELECT max(1 + f.counts) FROM filed f WHERE f.customer = o.customer AND f.kind = 'CONTRACT' AND (f.invoice = ''
		OR EXISTS (SELECT 1 FROM evidence_of a WHERE a.evidence = f.id AND a.entry = o.entry))), 0) AS contract,
	coalesce((SELECT max(1 + f.counts) FROM evidence_of a CROSS JOIN filed f ON f.id = a.evidence AND f.kind = 'PO' WHERE a.entry = o.entry), 0) AS ordered,
	coalesce((SELECT max(1 + f.counts) FROM evidence_of a CROSS JOIN filed f ON f.id = a.evidence AND f.kind = 'DN' WHERE a.entry = o.entry), 0) AS delivered,
	coalesce((SELECT max(1 + (f.counts AND f.stamped)) FROM evidence_of a CROSS JOIN filed f ON f.id = a.evidence AND f.kind = 'INV' WHERE a.entry = o.entry), 0) AS invoiced,
	coalesce((SELECT max(1 + t.served) FROM told t WHERE t.entry = o.entry), 0) AS noticed,
	(SELECT t.type FROM told t WHERE t.entry = o.entry ORDER BY t.served DESC, t.date DESC, t.type DESC LIMIT 1) AS notice,
	(SELECT t.date FROM told t WHERE t.entry = o.entry ORDER BY t.served DESC, t.date DESC, t.type DESC LIMIT 1) AS notice_on
FROM open_item o WHERE o.type = 'invoice' AND o.outstanding > 0;

-- What a claim is to be proved by, where the policy says so (claim_proof), else all that there is.
--   part    contract, order, delivery, invoice or notice
--   ord     their order
--   wanted  1: the policy asks for it
CREATE VIEW proof_part AS
WITH said AS (SELECT replace(lower(' ' || CASE instr(value, '|') WHEN 0 THEN value ELSE substr(value, 1, instr(value, '|') - 1) END || ' '), ',', ' ') AS words
	FROM policy WHERE key = 'claim_proof')
SELECT column1 AS part, column2 AS ord, coalesce((SELECT instr(words, ' ' || column1 || ' ') > 0 FROM said), 0) AS wanted
FROM (VALUES ('contract', 1), ('order', 2), ('delivery', 3), ('invoice', 4), ('notice', 5));

-- What the credit rules of the policy ask for, of whom: block (short credit, anything overdue), pure_cash (short credit, past pure_cash_age),
-- permanent_cash (so many violations), doa (agreed credit, past doa_age: only by delegation of authority), importance (overdue over importance.CURRENCY:
-- the head of department and the director are informed), head_of_sales (past head_of_sales_age: the head of sales answers for it too), claim_ready and
-- claim_back (a claim that is not there on the day after its last one).
--   rule   as above
--   since  from this day; NULL: as of the date
--   value  of what, in words
--   done   the event that answers it: its date and reference; NULL: none
--   sort   the gravest first
CREATE VIEW credit_rule AS
SELECT d.customer, 'block' AS rule, d.oldest_on AS since, d.oldest_age || iif(d.oldest_age = 1, ' day', ' days') || ' overdue' AS value,
	CASE WHEN b.customer IS NOT NULL THEN coalesce(iso(b.since), 'by the export') END AS done, -d.oldest_age AS sort
FROM dunning d LEFT JOIN blocked b ON b.customer = d.customer WHERE d.track = 'short_cash' AND d.oldest_age > 0
UNION ALL
SELECT d.customer, 'pure_cash', d.oldest_on + p.value, d.oldest_age || ' days overdue, over ' || p.value, NULL, -d.oldest_age
FROM dunning d JOIN policy p ON p.key = 'pure_cash_age' WHERE d.track = 'short_cash' AND d.oldest_age > p.value + 0
UNION ALL
SELECT customer, 'permanent_cash', max(date) FILTER (WHERE nth <= least), count(*) || ' violations, the last on ' || iso(max(date)),
	NULL, -count(*)
FROM (SELECT v.*, p.value + 0 AS least, row_number() OVER (PARTITION BY v.customer ORDER BY v.date, v.kind, v.about) AS nth
	FROM policy p CROSS JOIN violation v WHERE p.key = 'permanent_cash_violations' ORDER BY v.customer, v.date, v.kind, v.about)
GROUP BY customer HAVING count(*) >= max(least)
UNION ALL
SELECT d.customer, 'doa', d.oldest_on + p.value, d.oldest_age || ' days overdue, over ' || p.value,
	(SELECT iso(max(e.date)) || coalesce(' ' || e.reference, '') FROM event e WHERE e.customer = d.customer AND e.kind = 'doa' AND e.date BETWEEN d.oldest_on AND r.as_of
		HAVING count(*) > 0), -d.oldest_age
FROM run_info r CROSS JOIN dunning d JOIN policy p ON p.key = 'doa_age' WHERE d.track = 'company_credit' AND d.oldest_age > p.value + 0
UNION ALL
SELECT d.customer, 'head_of_sales', d.oldest_on + p.value, d.oldest_age || ' days overdue, over ' || p.value,
	(SELECT iso(min(x.as_of)) || ' ' || min(x.number) FROM paper x WHERE x.type = 'RESPON' AND x.state NOT IN ('planned', 'failed', 'cancelled')
		AND x.as_of BETWEEN d.oldest_on + p.value AND r.as_of HAVING count(*) > 0), -d.oldest_age
FROM run_info r CROSS JOIN dunning d JOIN policy p ON p.key = 'head_of_sales_age' WHERE d.oldest_age > p.value + 0
UNION ALL
SELECT customer, step, by_day, CASE step WHEN 'claim_ready' THEN 'asked for on ' || iso(since) ELSE about || ' of ' || iso(since) END || ', by ' || iso(by_day),
	NULL, by_day - as_of
FROM claim_step CROSS JOIN run_info WHERE done IS NULL AND by_day < as_of
UNION ALL
SELECT b.customer, 'importance', NULL, b.currency || ' ' || money(b.overdue, b.currency) || ' overdue, over ' || money(i.amount, i.currency),
	(SELECT iso(max(e.date)) FROM run_info r CROSS JOIN event e WHERE e.customer = b.customer AND e.kind = 'alert' AND e.date <= r.as_of AND e.date > r.as_of - b.oldest_age
		HAVING count(*) > 0), -b.overdue
FROM balance b JOIN customer k ON k.code = b.customer JOIN importance i ON i.currency = b.currency AND i.region = CASE WHEN EXISTS (SELECT 1 FROM importance x
	WHERE x.currency = b.currency AND x.region = k.region) THEN k.region ELSE '' END
WHERE b.overdue > i.amount;
