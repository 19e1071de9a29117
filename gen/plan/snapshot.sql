-- snapshot.sql: open items as of the date: allocations, ages, buckets, balances. Integers only; overflow was excluded before (fits.c).
-- A post-dated cheque (pdc) counts nowhere; an entry dated after the date does not exist yet.
--
-- How it works: payments are set against what they name (applied, allocation), which leaves for each entry what is open of it and since when,
-- which is an item (open_item). The items are then read once, customer after customer, for all sums that anybody asks for (sums.c):
-- balances, bucket tables and what may be demanded. Every table is read from its beginning to its end, or by a key; nothing is asked of a
-- whole table once a row (tests/unit/plan_growth.c counts the steps).

-- What was taken back has never happened, for all that reads the snapshot.
DELETE FROM event WHERE id IN (SELECT event FROM event_undone);
-- A paper that was withdrawn is none from that day on; the ledger and its custody log keep it.
DELETE FROM evidence WHERE withdrawn_on <= (SELECT as_of FROM run_info);

-- ---- parents and branches -------------------------------------------------------------------------------------------------

-- Where the policy has them together, all that a branch has is its uppermost parent's: this is a copy of the ledger, and from here on nobody asks
-- whose it was but for open_item.branch. Who is its own parent by way of others stands alone.
INSERT INTO member
SELECT code, head FROM (
	WITH RECURSIVE up(code, head, steps) AS (
		SELECT code, parent, 1 FROM customer WHERE parent IN (SELECT code FROM customer)
			AND EXISTS (SELECT 1 FROM policy WHERE key = 'group' AND value = 'together')
		UNION ALL
		SELECT u.code, c.parent, u.steps + 1 FROM up u JOIN customer c ON c.code = u.head WHERE c.parent IN (SELECT code FROM customer) AND u.steps < 16)
	SELECT code, head, max(steps) AS steps FROM up GROUP BY code)
WHERE steps < 16;
INSERT INTO branch SELECT e.id, e.customer FROM member m CROSS JOIN entry e ON e.customer = m.customer;
UPDATE entry SET customer = (SELECT parent FROM member m WHERE m.customer = entry.customer) WHERE customer IN (SELECT customer FROM member);
UPDATE event SET customer = (SELECT parent FROM member m WHERE m.customer = event.customer) WHERE customer IN (SELECT customer FROM member);
UPDATE arrangement SET customer = (SELECT parent FROM member m WHERE m.customer = arrangement.customer) WHERE customer IN (SELECT customer FROM member);
UPDATE asset SET customer = (SELECT parent FROM member m WHERE m.customer = asset.customer) WHERE customer IN (SELECT customer FROM member);
UPDATE deduction SET customer = (SELECT parent FROM member m WHERE m.customer = deduction.customer) WHERE customer IN (SELECT customer FROM member);
UPDATE evidence SET customer = (SELECT parent FROM member m WHERE m.customer = evidence.customer) WHERE customer IN (SELECT customer FROM member);
UPDATE paper SET customer = (SELECT parent FROM member m WHERE m.customer = paper.customer) WHERE customer IN (SELECT customer FROM member);
UPDATE OR IGNORE bad_case SET customer = (SELECT parent FROM member m WHERE m.customer = bad_case.customer) WHERE customer IN (SELECT customer FROM member);
-- Of several open cases the first is the parent's; the others end (case.sql), and what belongs to them belongs to every case of the parent.
CREATE TEMP TABLE joined AS
SELECT id FROM bad_case WHERE customer IN (SELECT customer FROM member) OR why_closed = 'with_parent' AND customer IN (SELECT parent FROM member);
UPDATE paper SET case_id = NULL WHERE case_id IN (SELECT id FROM joined);
UPDATE evidence SET case_id = NULL WHERE case_id IN (SELECT id FROM joined);
DROP TABLE temp.joined;

-- ---- payments of another currency ----------------------------------------------------------------------------------------

-- A payment that names a document of another currency and has a rate is, from here on, one in that currency; the tie-out names the row. Not where
-- someone has settled it by an adjustment of its own currency, or where the number stands in several other currencies.
CREATE TEMP TABLE conversion AS
SELECT e.id, e.source, e.line, e.customer, e.number, e.currency AS was, e.amount AS face, min(t.currency) AS currency,
	converted(e.amount, e.currency, min(t.currency), e.fx_rate) AS amount, converted(e.open_amount, e.currency, min(t.currency), e.fx_rate) AS open_amount
FROM entry e CROSS JOIN entry t ON t.customer = e.customer AND t.number = e.applies_to AND (t.amount > 0) <> (e.amount > 0)
WHERE e.fx_rate IS NOT NULL AND e.applies_to <> '' AND NOT EXISTS (SELECT 1 FROM entry x WHERE x.customer = e.customer AND x.applies_to = e.number
	AND x.currency = e.currency AND (x.amount > 0) <> (e.amount > 0))
GROUP BY e.id
HAVING min(t.currency) = max(t.currency) AND min(t.currency) <> e.currency AND converted(e.amount, e.currency, min(t.currency), e.fx_rate) IS NOT NULL;
INSERT INTO row_left SELECT source, line, 'converted', 1, was, face, customer, number, NULL FROM conversion;
INSERT INTO source_total SELECT source, currency, count(*), sum(amount) FROM conversion WHERE true GROUP BY 1, 2
ON CONFLICT (source, currency) DO UPDATE SET rows = rows + excluded.rows, amount = amount + excluded.amount;
UPDATE entry SET currency = c.currency, amount = c.amount, open_amount = c.open_amount,
	text = CASE WHEN text <> '' THEN text || ' · ' ELSE '' END || c.was || ' ' || CASE digits(c.was) WHEN 0 THEN printf('%d', abs(c.face))
		WHEN 2 THEN printf('%d.%02d', abs(c.face) / 100, abs(c.face) % 100) WHEN 3 THEN printf('%d.%03d', abs(c.face) / 1000, abs(c.face) % 1000)
		ELSE printf('%d.%04d', abs(c.face) / 10000, abs(c.face) % 10000) END || ' × ' || fx_rate
FROM conversion c WHERE c.id = entry.id;

-- ---- who has whose customers ---------------------------------------------------------------------------------------------

-- Follows handovers (those that are made: one that failed hands nothing over) in their order: each step must be later than the one before, so that a return does not turn in circles.
INSERT INTO successor
WITH RECURSIVE step(salesman, now, as_of, id) AS (
	SELECT DISTINCT made_by, made_by, -1000000, '' FROM run WHERE kind = 'handover' AND state = 'made' AND made_by IS NOT NULL
	UNION ALL
	SELECT s.salesman, r.given_to, r.as_of, r.id FROM step s JOIN run r ON r.kind = 'handover' AND r.state = 'made' AND r.made_by = s.now
		AND r.given_to IS NOT NULL AND r.as_of <= (SELECT as_of FROM run_info)
		AND (r.as_of, r.id) = (SELECT x.as_of, x.id FROM run x WHERE x.kind = 'handover' AND x.state = 'made' AND x.made_by = s.now
			AND x.given_to IS NOT NULL AND (x.as_of, x.id) > (s.as_of, s.id) ORDER BY x.as_of, x.id LIMIT 1))
SELECT salesman, now FROM step s
WHERE (as_of, id) = (SELECT max(t.as_of), max(t.id) FROM step t WHERE t.salesman = s.salesman AND t.as_of =
	(SELECT max(as_of) FROM step u WHERE u.salesman = s.salesman)) AND now <> salesman;

-- Every customer as the letters see it: with the salesman of the day and a language.
--   salesman      of the day, after handovers
--   salesman_was  as the export says
--   language      of its papers; the house's first where the house does not write its own
CREATE VIEW party AS
SELECT c.code, c.name, c.legal_name, c.tax_id, c.kind, c.address1, c.address2, c.city, c.postcode, c.country, c.region, c.route,
	coalesce(s.now, c.salesman) AS salesman, c.salesman AS salesman_was, c.collector, coalesce(c.currency, r.currency) AS currency,
	-- one that the house does not write is checked by nobody: its papers come in the house's own (doubts.c says so)
	CASE WHEN c.language <> '' AND c.language <> r.default_language AND NOT EXISTS (SELECT 1 FROM setting s WHERE s.section = 'locale' AND s.key = 'languages'
		AND (NOT has_word(s.value, substr(c.language, 1, 2)) OR NOT has_word(s.value, substr(c.language, -2))))
		THEN c.language ELSE r.default_language END AS language, c.terms_days, c.credit_limit, c.email, c.phone, c.status,
	c.since, c.contract_no, c.contract_date,
	coalesce(s.now, c.salesman, '~') || '|' || coalesce(c.route, '~') || '|' || coalesce(c.postcode, '~') || '|' || c.code AS sort
FROM customer c CROSS JOIN run_info r LEFT JOIN successor s ON s.salesman = c.salesman;

-- Who of the staff is away on the day.
--   code  of whom
CREATE VIEW away AS
SELECT s.code FROM staff s CROSS JOIN run_info r WHERE s.away_from <= r.as_of AND coalesce(s.away_to, r.as_of) >= r.as_of;

-- Who acts for each of the staff on the day: themselves; while they are away their substitute, and where that one is away too or nobody
-- was named, the coordinator.
--   code        of whom it is about
--   post        their role
--   acts        code of who acts; NULL: nobody is there
--   name        the name of who acts
--   role        the role of who acts
--   phone       telephone of who acts
--   email       e-mail of who acts
--   stands_for  name of who is away; NULL: nobody stands in
CREATE VIEW stand_in AS
SELECT s.code, s.role AS post, a.code AS acts, a.name, a.role, a.phone, a.email, CASE WHEN a.code <> s.code THEN s.name END AS stands_for
FROM staff s LEFT JOIN staff a ON a.code = CASE
	WHEN s.code NOT IN (SELECT code FROM away) THEN s.code
	WHEN s.substitute IN (SELECT code FROM staff) AND s.substitute NOT IN (SELECT code FROM away) THEN s.substitute
	ELSE (SELECT c.code FROM staff c CROSS JOIN run_info r LEFT JOIN setting h ON h.section = 'staff' AND h.key = 'coordinator'
		WHERE c.role = 'coordinator' AND coalesce(c.left_on, r.as_of) >= r.as_of AND c.code NOT IN (SELECT code FROM away)
		ORDER BY c.code IS h.value DESC, c.code LIMIT 1) END;

-- Who has each role in the house and is named in papers: whom [staff] says, else the first one who has not left; or who stands in.
--   post        the role
--   code        code of who has it
--   acts        code of who acts
--   name        of who acts
--   role        of who acts
--   phone       telephone of who acts
--   email       e-mail of who acts
--   stands_for  name of who is away; NULL: nobody is
CREATE VIEW holder AS
SELECT w.post, i.code, i.acts, i.name, i.role, i.phone, i.email, i.stands_for
FROM (SELECT role AS post FROM staff UNION SELECT key FROM setting WHERE section = 'staff') w
JOIN stand_in i ON i.code = coalesce((SELECT value FROM setting WHERE section = 'staff' AND key = w.post),
	(SELECT min(s.code) FROM run_info r CROSS JOIN staff s WHERE s.role = w.post AND coalesce(s.left_on, r.as_of) >= r.as_of));

INSERT INTO country_of
SELECT text, country_code(text) FROM (SELECT country AS text FROM customer UNION SELECT value FROM setting WHERE section = 'company' AND key = 'country')
WHERE text <> '';

-- ---- allocations ---------------------------------------------------------------------------------------------------------

-- A row without an amount of its own counts by what the export says is open of it.
CREATE TEMP VIEW counted AS
SELECT * FROM entry WHERE type <> 'pdc' AND (amount <> 0 OR coalesce(open_amount, 0) <> 0) AND date <= (SELECT as_of FROM run_info);

-- What an entry says it applies to: a document of the other sign, same customer and currency. Where a number was used again, the newest
-- that was there on the day, else the next one. The order of preference is packed into one number (a day has 22 bits, an id 38), so that
-- min() finds it without a sort. The document has all rows of that number and date (a receipt over several invoices, instalments); its
-- name here (document) is the lowest id of them.
CREATE TEMP TABLE applied AS
SELECT a.id AS by_entry, a.date, a.amount, a.number, t.id AS document,
	min(((t.date > a.date) << 61) | (abs(t.date - a.date) << 38) | t.id) AS choice
FROM counted a CROSS JOIN counted t ON t.customer = a.customer AND t.number = a.applies_to AND t.currency = a.currency
	AND (t.amount > 0) <> (a.amount > 0)
WHERE a.applies_to <> '' GROUP BY a.id;

-- The rows of each document that was named.
CREATE TEMP TABLE part AS
SELECT h.id AS document, t.id AS entry, t.date, t.amount, t.due, t.applies_to
FROM (SELECT DISTINCT document FROM applied) d CROSS JOIN entry h ON h.id = d.document
CROSS JOIN entry t ON t.customer = h.customer AND t.number = h.number AND t.date = h.date AND t.currency = h.currency
	AND (t.amount > 0) = (h.amount > 0) AND t.type <> 'pdc';

-- What applies to a document fills its rows as water fills steps: whoever comes first the row that was due first. Both sides lie one after
-- the other on one line, from low to high; an allocation is where two of them overlap. The order is one of what the rows say, so that the
-- order in which they came in decides nothing.
-- Reversals first (a refund or a returned cheque against a payment): what they undo can settle nothing else.
INSERT INTO allocation
SELECT t.entry, a.by_entry, max(a.date, t.date), max(a.high - a.amount, t.high + t.amount) - min(a.high, t.high)
FROM (SELECT document, by_entry, date, amount, sum(amount) OVER (PARTITION BY document ORDER BY date, number, amount, by_entry ROWS UNBOUNDED PRECEDING) AS high
	FROM applied WHERE amount > 0) a
JOIN (SELECT document, entry, date, amount, sum(-amount) OVER (PARTITION BY document ORDER BY due, applies_to, amount, entry ROWS UNBOUNDED PRECEDING) AS high
	FROM part WHERE amount < 0) t ON t.document = a.document
WHERE min(a.high, t.high) > max(a.high - a.amount, t.high + t.amount);
CREATE TEMP TABLE undone (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL);
INSERT INTO undone
SELECT id, sum(amount) FROM (SELECT entry AS id, amount FROM allocation UNION ALL SELECT by_entry, amount FROM allocation) GROUP BY id;

-- Then credits on debits, each clamped to what remains (can: of the credit, left: of the debit); the rest stays an open credit.
INSERT INTO allocation
SELECT t.entry, a.by_entry, max(a.date, t.date), min(a.high, t.high) - max(a.high - a.can, t.high - t.left)
FROM (SELECT document, by_entry, date, can, sum(can) OVER (PARTITION BY document ORDER BY date, number, amount, by_entry ROWS UNBOUNDED PRECEDING) AS high
	FROM (SELECT p.*, -p.amount + coalesce(u.amount, 0) AS can FROM applied p LEFT JOIN undone u ON u.id = p.by_entry WHERE p.amount < 0)) a
JOIN (SELECT document, entry, date, left, sum(left) OVER (PARTITION BY document ORDER BY due, applies_to, amount, entry ROWS UNBOUNDED PRECEDING) AS high
	FROM (SELECT p.*, p.amount + coalesce(u.amount, 0) AS left FROM part p LEFT JOIN undone u ON u.id = p.entry WHERE p.amount > 0)) t
	ON t.document = a.document
WHERE min(a.high, t.high) > max(a.high - a.can, t.high - t.left);

-- What was taken from each entry, and what it gave: the sign is the entry's own, so amount - taken is what is left.
CREATE TEMP TABLE taken (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL);
INSERT INTO taken SELECT entry, amount FROM allocation WHERE true ON CONFLICT (id) DO UPDATE SET amount = amount + excluded.amount;
INSERT INTO taken SELECT by_entry, -amount FROM allocation WHERE true ON CONFLICT (id) DO UPDATE SET amount = amount + excluded.amount;

-- What the export itself says: cleared on a day, or so much open at its own date (snapshot.c has checked that the date is right).
INSERT INTO allocation
SELECT id, NULL, said_on, left - said FROM (
	SELECT c.id, c.amount - coalesce(k.amount, 0) AS left,
		CASE WHEN c.open_amount IS NOT NULL AND r.as_of >= coalesce(s.export_date, r.as_of) THEN c.open_amount ELSE 0 END AS said,
		min(r.as_of, CASE WHEN c.cleared_on <= r.as_of THEN c.cleared_on ELSE coalesce(s.export_date, r.as_of) END) AS said_on
	FROM run_info r CROSS JOIN counted c JOIN source s ON s.id = c.source LEFT JOIN taken k ON k.id = c.id
	WHERE (c.open_amount IS NOT NULL OR c.cleared_on IS NOT NULL)
		AND ((c.open_amount IS NOT NULL AND r.as_of >= coalesce(s.export_date, r.as_of)) OR c.cleared_on <= r.as_of))
WHERE left <> said;
INSERT INTO taken
SELECT entry, amount FROM allocation WHERE by_entry IS NULL
ON CONFLICT (id) DO UPDATE SET amount = amount + excluded.amount;

CREATE INDEX allocation_entry ON allocation(entry);
CREATE INDEX allocation_by ON allocation(by_entry);

-- ---- open items ----------------------------------------------------------------------------------------------------------

-- A dispute, a return or its authorisation stops the clock of its invoice until an event says that it is over: resolved, or one of the
-- same kind with such an outcome. One that is older than the invoice spoke of another that had its number before.
CREATE TEMP TABLE stopped AS
SELECT customer, invoice, why, date FROM (
	SELECT e.customer, e.invoice, w.why, e.kind, e.outcome, e.date,
		row_number() OVER (PARTITION BY e.customer, e.invoice, w.why ORDER BY e.date DESC, e.id DESC) AS latest
	FROM (SELECT column1 AS kind, column2 AS why FROM (VALUES ('dispute', 'disputed'), ('return', 'rma'), ('rma', 'rma'),
		('resolved', 'disputed'), ('resolved', 'rma'))) w
	JOIN event e ON e.kind = w.kind WHERE e.invoice <> '' AND e.date <= (SELECT as_of FROM run_info))
WHERE latest = 1 AND kind <> 'resolved' AND coalesce(outcome, '') NOT IN ('resolved', 'closed', 'settled', 'rejected', 'withdrawn', 'credited', 'done');
CREATE INDEX temp.stopped_invoice ON stopped(customer, invoice);

-- Which entry each item of a paper about a customer is: one number may stand in several rows (instalments, several currencies, branches of one
-- parent, another year's). The entry that was registered, where it is still that document; where an export was replaced, the rows of the customer's
-- number, type and currency that were there on the paper's day, the newest document first, in the order in which they fall due.
--   paper        paper.id
--   entry        entry.id; NULL: it is no longer there
--   number       document number
--   outstanding  what was left of it on the paper's day
CREATE VIEW paper_entry AS
SELECT i.paper, coalesce(
	(SELECT e.id FROM entry e WHERE e.id = i.entry AND e.customer = p.customer AND e.number = i.number AND e.type = i.type AND e.currency = i.currency
		AND e.date <= p.as_of),
	(SELECT id FROM (
		SELECT e.id, row_number() OVER (ORDER BY e.date DESC, coalesce(e.due, 0), e.id) AS nth FROM entry e
		WHERE e.customer = p.customer AND e.number = i.number AND e.type = i.type AND e.currency = i.currency AND e.date <= p.as_of
			AND NOT EXISTS (SELECT 1 FROM paper_item x WHERE x.paper = i.paper AND x.entry = e.id AND x.number = i.number AND x.type = i.type
				AND x.currency = i.currency))
	WHERE nth = 1 + (SELECT count(*) FROM paper_item x WHERE x.paper = i.paper AND x.entry < i.entry AND x.number = i.number AND x.type = i.type
		AND x.currency = i.currency AND NOT EXISTS (SELECT 1 FROM entry y WHERE y.id = x.entry AND y.customer = p.customer AND y.number = x.number
			AND y.type = x.type AND y.currency = x.currency AND y.date <= p.as_of)))) AS entry,
	i.type, i.number, i.currency, i.outstanding
FROM paper_item i JOIN paper p ON p.id = i.paper;

-- Numbers begin anew in some houses every year: a letter older than the item did not speak of it (as_of). A letter that was taken back because
-- its items were paid, or were none to write about, speaks for them all the same; one that is to be replaced does not.
CREATE TEMP TABLE issued AS
SELECT p.customer, i.entry, s.track, s.level, max(p.as_of) AS as_of
FROM paper p JOIN paper_entry i ON i.paper = p.id JOIN stage s ON s.type = p.type
WHERE (p.state NOT IN ('cancelled', 'failed') OR p.state = 'cancelled' AND p.id IN (SELECT paper FROM paper_event
	WHERE state IN ('cancelled as paid', 'cancelled as wrong'))) AND i.entry IS NOT NULL GROUP BY 1, 2, 3, 4;
-- Letters of another system: of the type in outcome, else the first letter's or the lowest; of one invoice, or of all that was overdue then.
INSERT INTO issued
SELECT v.customer, e.id, s.track, s.level, max(v.date)
FROM event v JOIN customer k ON k.code = v.customer JOIN stage s ON s.track IN (k.kind, 'case')
JOIN entry e ON e.customer = v.customer AND e.amount > 0 AND e.type <> 'pdc' AND e.date <= v.date
	AND CASE WHEN v.invoice <> '' THEN e.number = v.invoice ELSE coalesce(e.due, due_by_terms(e.date, coalesce(k.terms_days, 0))) < v.date END
WHERE v.kind = 'letter' AND v.date <= (SELECT as_of FROM run_info) AND CASE
	WHEN EXISTS (SELECT 1 FROM stage x WHERE x.type = v.outcome AND x.track IN (k.kind, 'case')) THEN s.type = v.outcome
	ELSE s.track = k.kind AND s.level = coalesce((SELECT x.level FROM stage x JOIN policy p ON p.key = 'first_letter' AND p.value = x.type
		WHERE x.track = k.kind), 1) END
GROUP BY 1, 2, 3, 4;
CREATE INDEX temp.issued_item ON issued(customer, entry, track);

-- What follows from a day alone is worked out once a day: of all days that an age may count from. Buckets leave no age out and rise with their
-- numbers (policy.c), so that the last one that begins at the age or before has it.
CREATE TEMP TABLE day (clock INTEGER PRIMARY KEY, overdue_on INTEGER NOT NULL, age INTEGER NOT NULL, remaining INTEGER, bucket INTEGER NOT NULL);
INSERT INTO day
WITH said AS MATERIALIZED (SELECT DISTINCT due, CASE WHEN due IS NULL THEN date END AS date FROM entry)
SELECT d.clock, d.clock + 1, r.as_of - d.clock, CASE WHEN r.as_of <= d.clock THEN d.clock - r.as_of END,
	(SELECT max(b.idx) FROM bucket b WHERE b.low IS NULL OR b.low <= r.as_of - d.clock)
FROM (SELECT due AS clock FROM said WHERE due IS NOT NULL
	UNION SELECT date FROM said WHERE due IS NULL
	UNION SELECT due_by_terms(s.date, t.days) FROM said s CROSS JOIN (SELECT coalesce(terms_days, 0) AS days FROM customer UNION SELECT 0) t
		WHERE s.due IS NULL) d CROSS JOIN run_info r;

-- The ledger's own word for an item: only what is open is demanded. What is paid, cleared, replaced or in hand by its word and open by its sums is
-- for people to look at; letters about it would be wrong by one or the other. A payment or credit that raises the debt by its sign is such too.
CREATE TEMP TABLE stopping (word TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO stopping VALUES ('disputed'), ('rma'), ('hold'), ('agency'), ('court'), ('paid'), ('returned'), ('bounced'), ('cleared'), ('replaced'),
	('in_hand');

-- What is left of each entry, and the day that its age counts from (clock): its own due date, else by the customer's terms; a credit ages by its
-- own date.
INSERT INTO open_item
SELECT e.id, e.customer, coalesce(CASE WHEN EXISTS (SELECT 1 FROM successor) THEN (SELECT s.now FROM successor s WHERE s.salesman = e.salesman) END,
		e.salesman, (SELECT coalesce(s.now, k.salesman) FROM customer k
		LEFT JOIN successor s ON s.salesman = k.salesman WHERE k.code = e.customer)),
	e.type, e.number, e.date, CASE WHEN e.amount > coalesce(t.amount, 0) THEN c.clock ELSE e.due END, c.overdue_on, c.age,
	CASE WHEN e.amount > coalesce(t.amount, 0) OR e.due IS NOT NULL THEN c.remaining END,
	CASE WHEN e.amount > coalesce(t.amount, 0) OR r.credits <> 'apart' THEN c.bucket END,
	e.currency, e.amount, coalesce(t.amount, 0), e.amount - coalesce(t.amount, 0), e.status,
	CASE WHEN e.amount <= coalesce(t.amount, 0) THEN NULL WHEN e.status IN (SELECT word FROM stopping) THEN e.status
		WHEN e.type = 'payment' OR e.type = 'credit_note' OR e.type = 'write_off' THEN 'sign' END, e.po_number, e.delivery_note, e.text, 0, b.customer
FROM run_info r CROSS JOIN counted e LEFT JOIN taken t ON t.id = e.id
CROSS JOIN day c ON c.clock = coalesce(e.due, CASE WHEN e.amount > coalesce(t.amount, 0)
	THEN due_by_terms(e.date, coalesce((SELECT k.terms_days FROM customer k WHERE k.code = e.customer), 0)) ELSE e.date END)
LEFT JOIN branch b ON b.entry = e.id
WHERE e.amount <> coalesce(t.amount, 0);
-- A customer's items, oldest first: most of what is asked of them comes in this order.
CREATE INDEX open_item_customer ON open_item(customer, overdue_on, date, number);

-- Few items are stopped or were written about: they are looked for from that side.
UPDATE open_item SET blocked = x.why
FROM (SELECT o.entry, min(s.why) AS why FROM stopped s CROSS JOIN open_item o ON o.number = s.invoice AND o.customer = s.customer AND s.date >= o.date
	WHERE o.outstanding > 0 AND o.blocked IS NULL GROUP BY o.entry) x
WHERE x.entry = open_item.entry;
-- A payment of another currency that names an invoice is neither lost nor set off at a guessed rate: while both are open, nobody writes
-- about the invoice.
UPDATE open_item SET blocked = 'other_currency'
WHERE outstanding > 0 AND blocked IS NULL AND entry IN (SELECT i.id FROM open_item o CROSS JOIN entry c ON c.id = o.entry AND c.applies_to <> ''
	CROSS JOIN entry i ON i.customer = c.customer AND i.number = c.applies_to AND i.currency <> c.currency
	WHERE o.outstanding < 0 AND NOT EXISTS (SELECT 1 FROM entry x WHERE x.customer = c.customer AND x.number = c.applies_to
		AND x.currency = c.currency AND x.amount > 0));
UPDATE open_item SET issued_level = x.level
FROM (SELECT i.entry, max(i.level) AS level FROM issued i CROSS JOIN customer k ON k.code = i.customer AND k.kind = i.track GROUP BY i.entry) x
WHERE x.entry = open_item.entry;

-- ---- sums: what sums.c fills beside balance and the bucket tables, in one walk over the items ------------------------------------

-- The buckets that amounts are told by.
CREATE TEMP TABLE slot (bucket INTEGER PRIMARY KEY, label TEXT, overdue INTEGER);
INSERT INTO slot
SELECT idx, label, overdue FROM bucket
UNION ALL SELECT -1, 'unallocated', 0 FROM run_info WHERE credits = 'apart';

-- Of whom something may be demanded, in a currency: items that are owed and not blocked. due: what of them is overdue. starts: the day on
-- which the oldest becomes so. day: the first on which what is due, less all credits, reaches the minimum; NULL: it never does.
CREATE TEMP TABLE demand (customer TEXT, currency TEXT, total INTEGER, credit INTEGER, due INTEGER, starts INTEGER, day INTEGER,
	PRIMARY KEY (customer, currency)) WITHOUT ROWID;
-- Why what a customer owes and is overdue is not demanded: the first word of them, where there is one.
CREATE TEMP TABLE withheld (customer TEXT PRIMARY KEY, blocked TEXT) WITHOUT ROWID;

-- What makes a demand, in the currencies in which there is one: the items that are overdue and not blocked, and all credits; columns as in open_item.
--   entry           entry.id
--   type            type of the entry
--   number          document number
--   date            document date
--   due             due date, by the terms where the export has none
--   overdue_on      day on which its age is 0
--   age             days since overdue_on; below 0: not overdue
--   days_remaining  days until due; NULL: past
--   bucket          bucket.idx; NULL: a credit that stands apart
--   amount          whole amount, signed
--   paid            settled so far
--   outstanding     what is left
--   status          the export's word
--   blocked         why it is left out of demands: the export's word (disputed, rma, hold, paid …), an event's, or other_currency (paid in another); NULL: it is not
--   po_number       the customer's order
--   delivery_note   delivery note
--   text            the export's remark
--   issued_level    highest letter that covered it; 0: none
--   branch          code of the branch whose item it is; NULL: the customer's own
CREATE VIEW demanded AS
SELECT o.* FROM balance b JOIN open_item o ON o.customer = b.customer AND o.currency = b.currency
WHERE b.demand > 0 AND (o.outstanding < 0 OR o.age > 0 AND o.blocked IS NULL);

-- What each branch owes of what is demanded, and its parent of itself, where branches owe any; so letters name them, each under its sum.
--   grp   code of the branch; empty: the parent's own
--   name  of the branch, or of the parent
--   owed  the sum of its items, without credits
CREATE VIEW branch_owing AS
SELECT d.customer, d.currency, coalesce(d.branch, '') AS grp, c.name, sum(d.outstanding) AS owed
FROM demanded d JOIN customer c ON c.code = coalesce(d.branch, d.customer)
WHERE d.outstanding > 0 AND EXISTS (SELECT 1 FROM demanded b WHERE b.customer = d.customer AND b.currency = d.currency AND b.outstanding > 0
	AND b.branch IS NOT NULL)
GROUP BY d.customer, d.currency, c.code;

-- Each rate on its days up to the as-of date, years apart where the custom counts a leap year's 366 days (policy interest.COUNTRY,
-- interest_days.COUNTRY). Where two overlap, the later one ends the earlier.
INSERT INTO interest_rate
WITH RECURSIVE home AS (SELECT o.code FROM setting h JOIN country_of o ON o.text = h.value WHERE h.section = 'company' AND h.key = 'country'),
said AS (
	SELECT day(substr(p.key, 13, 10)) AS first, min(coalesce(day(nullif(substr(p.key, 25, 10), '')), r.as_of), r.as_of,
		coalesce(day(lead(substr(p.key, 13, 10)) OVER (ORDER BY p.key)) - 1, r.as_of)) AS last,
		trim(substr(p.value, 1, instr(p.value || '|', '|') - 1)) AS rate, trim(substr(p.value, instr(p.value || '|', '|') + 1)) AS source
	FROM policy p CROSS JOIN run_info r JOIN home o WHERE p.key LIKE 'interest.' || o.code || '.%'),
basis AS (
	SELECT coalesce((SELECT trim(substr(p.value, 1, instr(p.value || '|', '|') - 1)) FROM policy p JOIN home o
		WHERE p.key LIKE 'interest_days.' || o.code || '.%' AND substr(p.key, 18, 10) <= iso(r.as_of)
			AND coalesce(nullif(substr(p.key, 30, 10), ''), iso(r.as_of)) >= iso(r.as_of) ORDER BY p.key DESC LIMIT 1), '365') AS days, r.as_of
	FROM run_info r),
-- one row where the custom counts every year alike
year(first, last, days) AS (
	SELECT min(first), CASE WHEN b.days = 'actual' THEN day(substr(iso(min(first)), 1, 4) || '-12-31') ELSE b.as_of END,
		CASE WHEN b.days = 'actual' THEN day(substr(iso(min(first)), 1, 4) || '-12-31') - day(substr(iso(min(first)), 1, 4) || '-01-01') + 1 ELSE b.days + 0 END
	FROM said CROSS JOIN basis b
	UNION ALL
	SELECT y.last + 1, day(substr(iso(y.last + 1), 1, 4) || '-12-31'), day(substr(iso(y.last + 1), 1, 4) || '-12-31') - y.last
	FROM year y CROSS JOIN basis b WHERE y.last < b.as_of)
SELECT max(s.first, y.first) AS first, min(s.last, y.last) AS last, s.rate, s.source, y.days AS year_days
FROM said s JOIN year y ON y.first <= s.last AND y.last >= s.first;

-- The fees for letters (policy fee.TYPE.COUNTRY).
INSERT INTO fee_rate
SELECT type, substr(rest, 1, 2), day(substr(rest, 4, 10)), day(nullif(substr(rest, 16, 10), '')), substr(value, 1, 3),
	minor(trim(substr(value, 5, instr(value, '|') - 5)), substr(value, 1, 3)), trim(substr(value, instr(value, '|') + 1))
FROM (SELECT substr(key, 5, instr(substr(key, 5), '.') - 1) AS type, substr(key, 5 + instr(substr(key, 5), '.')) AS rest, value FROM policy
	WHERE substr(key, 1, 4) = 'fee.');

-- What moved accounts up to the day: every entry that counts, and what the export alone says is settled, on the day that it says; where it says none,
-- on the day of the export, which is undated.
--   entry    entry.id
--   cleared  1: settled by the export's own word, without an entry that tells how
--   undated  1: nobody knows on which day it was so: date is that of the export, for the order alone
--   type     type of the entry; cleared
--   number   document number
--   text     the export's remark
--   amount   signed: up what is owed to us
--   branch   code of the branch whose entry it is; NULL: the customer's own
CREATE VIEW movement AS
SELECT id AS entry, 0 AS cleared, 0 AS undated, e.customer, currency, date, type, number, text, amount, b.customer AS branch FROM entry e LEFT JOIN branch b ON b.entry = e.id
WHERE date <= (SELECT as_of FROM run_info) AND type <> 'pdc'
UNION ALL
SELECT e.id, 1, coalesce(e.cleared_on > (SELECT as_of FROM run_info), 1), e.customer, e.currency, a.date, 'cleared', e.number, NULL, -a.amount, b.customer
FROM entry e JOIN allocation a ON a.entry = e.id AND a.by_entry IS NULL LEFT JOIN branch b ON b.entry = e.id;

-- ---- which invoice a paper speaks of ------------------------------------------------------------------------------------------

-- That of its number in the year that was said of it; else the one nearest to the paper's own date, within half a year: what is further away
-- is nearer to the number's turn of another year. Invoices go before credits that have the same number.
INSERT INTO evidence_of
SELECT evidence, entry FROM (
	SELECT v.id AS evidence, e.id AS entry, rank() OVER (PARTITION BY v.id ORDER BY e.amount < 0, abs(e.date - v.date), e.date) AS choice
	FROM evidence v JOIN entry e ON e.customer = v.customer AND e.number = v.invoice
	WHERE v.invoice <> '' AND CASE WHEN v.invoice_year IS NULL THEN abs(e.date - v.date) <= 183 ELSE v.invoice_year = CAST(substr(iso(e.date), 1, 4) AS INTEGER) END)
WHERE choice = 1;

CREATE INDEX evidence_of_evidence ON evidence_of(evidence);
INSERT INTO evidence_other
SELECT v.id FROM evidence v
WHERE v.invoice <> '' AND EXISTS (SELECT 1 FROM entry e WHERE e.customer = v.customer AND e.number = v.invoice AND e.date <= (SELECT as_of FROM run_info))
	AND NOT EXISTS (SELECT 1 FROM evidence_of a JOIN entry e ON e.id = a.entry LEFT JOIN open_item o ON o.entry = a.entry WHERE a.evidence = v.id
		AND (o.entry IS NOT NULL OR e.date >= (SELECT max(x.date) FROM entry x WHERE x.customer = v.customer AND x.number = v.invoice
			AND (x.amount < 0) = (e.amount < 0) AND x.date <= (SELECT as_of FROM run_info))));

INSERT INTO evidence_year
SELECT id, CAST(invoice_year AS TEXT) FROM evidence WHERE invoice <> '' AND invoice_year IS NOT NULL
UNION ALL
SELECT a.evidence, min(substr(iso(e.date), 1, 4))
FROM evidence_of a JOIN evidence v ON v.id = a.evidence JOIN entry e ON e.id = a.entry
WHERE v.invoice_year IS NULL AND EXISTS (SELECT 1 FROM entry x WHERE x.customer = e.customer AND x.number = e.number AND x.amount > 0
	AND x.date <> e.date AND x.date <= (SELECT as_of FROM run_info))
GROUP BY a.evidence;
