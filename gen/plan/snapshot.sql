-- snapshot.sql: open items as of the date: allocations, ages, buckets, balances. Integers only; overflow
-- was excluded before (snapshot.c). A post-dated cheque (pdc) counts nowhere; an entry dated after the date does not exist yet.

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
	coalesce(s.now, c.salesman) AS salesman, c.salesman AS salesman_was, coalesce(c.currency, r.currency) AS currency,
	-- one that the house does not write is checked by nobody: its papers come in the house's own (doubts.c says so)
	CASE WHEN c.language <> '' AND NOT EXISTS (SELECT 1 FROM setting s WHERE s.section = 'locale' AND s.key = 'languages'
		AND (instr(s.value, substr(c.language, 1, 2)) = 0 OR instr(s.value, substr(c.language, -2)) = 0))
		THEN c.language ELSE r.default_language END AS language, c.terms_days, c.credit_limit, c.email, c.phone, c.status,
	c.since, c.contract_no, c.contract_date,
	coalesce(s.now, c.salesman, '~') || '|' || coalesce(c.route, '~') || '|' || coalesce(c.postcode, '~') || '|' || c.code AS sort
FROM customer c CROSS JOIN run_info r LEFT JOIN successor s ON s.salesman = c.salesman;

INSERT INTO country_of
SELECT text, country_code(text) FROM (SELECT country AS text FROM customer UNION SELECT value FROM setting WHERE section = 'company' AND key = 'country')
WHERE text <> '';

-- ---- allocations ---------------------------------------------------------------------------------------------------------

CREATE TEMP VIEW counted AS
SELECT * FROM entry WHERE type <> 'pdc' AND amount <> 0 AND date <= (SELECT as_of FROM run_info);

-- What an entry says it applies to: an entry of the other sign, same customer and currency. Where a number was used again, the newest
-- that was there on the day.
CREATE TEMP TABLE applied AS
SELECT by_entry, date, amount, entry FROM (
	SELECT a.id AS by_entry, a.date, a.amount, t.id AS entry,
		row_number() OVER (PARTITION BY a.id ORDER BY t.date > a.date, abs(t.date - a.date), t.id) AS choice
	FROM counted a JOIN counted t ON t.customer = a.customer AND t.number = a.applies_to AND t.currency = a.currency
		AND (t.amount > 0) <> (a.amount > 0)
	WHERE a.applies_to <> '')
WHERE choice = 1;

CREATE INDEX allocation_entry ON allocation(entry);
CREATE INDEX allocation_by ON allocation(by_entry);

-- Reversals first (a refund or a returned cheque against a payment): what they undo can settle nothing else.
INSERT INTO allocation
SELECT entry, by_entry, max(date, target_date), -max(0, min(amount, -target - before)) AS take FROM (
	SELECT p.entry, p.by_entry, p.date, p.amount, t.amount AS target, t.date AS target_date,
		coalesce(sum(p.amount) OVER (PARTITION BY p.entry ORDER BY p.date, p.by_entry
			ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
	FROM applied p JOIN counted t ON t.id = p.entry WHERE p.amount > 0)
WHERE min(amount, -target - before) > 0;

-- Then credits on debits, in order of date, each clamped to what remains; the rest stays an open credit.
INSERT INTO allocation
SELECT entry, by_entry, max(date, target_date), min(can, target - before) AS take FROM (
	SELECT p.entry, p.by_entry, p.date, p.can, p.target, p.target_date,
		coalesce(sum(p.can) OVER (PARTITION BY p.entry ORDER BY p.date, p.by_entry
			ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
	FROM (SELECT a.entry, a.by_entry, a.date, t.date AS target_date,
			-a.amount + coalesce((SELECT sum(x.amount) FROM allocation x WHERE x.entry = a.by_entry), 0) AS can,
			t.amount + coalesce((SELECT sum(x.amount) FROM allocation x WHERE x.by_entry = a.entry), 0) AS target
		FROM applied a JOIN counted t ON t.id = a.entry WHERE a.amount < 0) p)
WHERE min(can, target - before) > 0;

-- What was taken from each entry, and what it gave: the sign is the entry's own, so amount - taken is what is left.
CREATE TEMP TABLE taken (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL);
INSERT INTO taken
SELECT id, sum(amount) FROM (SELECT entry AS id, amount FROM allocation UNION ALL SELECT by_entry, -amount FROM allocation) GROUP BY id;

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

-- ---- open items ----------------------------------------------------------------------------------------------------------

-- What is left, and the day that its age counts from: the entry's own due date, else by the customer's terms; a credit ages by its own date.
CREATE TEMP TABLE rest (id INTEGER PRIMARY KEY, outstanding INTEGER NOT NULL, clock INTEGER NOT NULL);
INSERT INTO rest
SELECT c.id, c.amount - coalesce(t.amount, 0), coalesce(c.due, CASE WHEN c.amount > coalesce(t.amount, 0)
	THEN c.date + coalesce((SELECT k.terms_days FROM customer k WHERE k.code = c.customer), 0) ELSE c.date END)
FROM counted c LEFT JOIN taken t ON t.id = c.id
WHERE c.amount <> coalesce(t.amount, 0);

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

-- Numbers begin anew in some houses every year: a letter older than the item did not speak of it (as_of). A letter that was taken back because
-- its items were paid, or were none to write about, speaks for them all the same; one that is to be replaced does not.
CREATE TEMP TABLE issued AS
SELECT p.customer, i.type, i.number, s.track, s.level, max(p.as_of) AS as_of
FROM paper p JOIN paper_item i ON i.paper = p.id JOIN stage s ON s.type = p.type
WHERE p.state NOT IN ('cancelled', 'failed') OR p.state = 'cancelled' AND p.id IN (SELECT paper FROM paper_event
	WHERE state IN ('cancelled as paid', 'cancelled as wrong')) GROUP BY 1, 2, 3, 4, 5;
CREATE INDEX temp.issued_item ON issued(customer, type, number, track);

-- What follows from a day alone is worked out once a day. Buckets leave no age out and rise with their numbers (policy.c), so that the last
-- one that begins at the age or before has it.
CREATE TEMP TABLE day (clock INTEGER PRIMARY KEY, overdue_on INTEGER NOT NULL, age INTEGER NOT NULL, remaining INTEGER, bucket INTEGER NOT NULL);
INSERT INTO day
SELECT d.clock, d.clock + 1, r.as_of - d.clock, CASE WHEN r.as_of <= d.clock THEN d.clock - r.as_of END,
	(SELECT max(b.idx) FROM bucket b WHERE b.low IS NULL OR b.low <= r.as_of - d.clock)
FROM (SELECT DISTINCT clock FROM rest) d CROSS JOIN run_info r;

INSERT INTO open_item
SELECT e.id, e.customer, coalesce(sc.now, e.salesman, (SELECT coalesce(s.now, k.salesman) FROM customer k
		LEFT JOIN successor s ON s.salesman = k.salesman WHERE k.code = e.customer)),
	e.type, e.number, e.date, CASE WHEN d.outstanding > 0 THEN d.clock ELSE e.due END, c.overdue_on, c.age,
	CASE WHEN d.outstanding > 0 OR e.due IS NOT NULL THEN c.remaining END,
	CASE WHEN d.outstanding > 0 OR r.credits <> 'apart' THEN c.bucket END,
	e.currency, e.amount, e.amount - d.outstanding, d.outstanding, e.status,
	CASE WHEN d.outstanding > 0 AND e.status IN ('disputed', 'rma') THEN e.status END, e.po_number, e.delivery_note, e.text, 0
FROM run_info r CROSS JOIN rest d CROSS JOIN day c ON c.clock = d.clock CROSS JOIN entry e ON e.id = d.id
LEFT JOIN successor sc ON sc.salesman = e.salesman;
CREATE INDEX open_item_customer ON open_item(customer, currency);
CREATE INDEX open_item_salesman ON open_item(salesman, currency);
CREATE INDEX open_item_number ON open_item(number);

-- Few items are stopped or were written about: they are looked for from that side.
UPDATE open_item SET blocked = x.why
FROM (SELECT o.entry, min(s.why) AS why FROM stopped s CROSS JOIN open_item o ON o.number = s.invoice AND o.customer = s.customer AND s.date >= o.date
	WHERE o.outstanding > 0 AND o.blocked IS NULL GROUP BY o.entry) x
WHERE x.entry = open_item.entry;
UPDATE open_item SET issued_level = x.level
FROM (SELECT o.entry, max(i.level) AS level FROM issued i CROSS JOIN customer k ON k.code = i.customer AND k.kind = i.track
	CROSS JOIN open_item o ON o.number = i.number AND o.customer = i.customer AND o.type = i.type AND i.as_of >= o.date GROUP BY o.entry) x
WHERE x.entry = open_item.entry;

INSERT INTO balance
SELECT customer, currency, coalesce(sum(outstanding) FILTER (WHERE outstanding > 0), 0),
	coalesce(sum(outstanding) FILTER (WHERE outstanding < 0), 0), sum(outstanding),
	coalesce(sum(outstanding) FILTER (WHERE outstanding > 0 AND age > 0), 0), max(age) FILTER (WHERE outstanding > 0 AND age > 0),
	min(due) FILTER (WHERE outstanding > 0 AND age > 0), count(*), count(*) FILTER (WHERE outstanding > 0 AND age > 0)
FROM open_item GROUP BY customer, currency;

-- ---- bucket tables: every bucket for everyone, also the empty ones; snapshot.c adds the percents --------------------------------

CREATE TEMP TABLE slot AS
SELECT idx AS bucket, label, overdue FROM bucket
UNION ALL SELECT -1, 'unallocated', 0 FROM run_info WHERE credits = 'apart';

-- What each customer owes by currency, bucket and salesman: bucket tables of customers and of salesmen are sums of it.
CREATE TEMP TABLE slice AS
SELECT customer, currency, coalesce(bucket, -1) AS bucket, coalesce(salesman, '') AS salesman, sum(outstanding) AS amount
FROM open_item GROUP BY 1, 2, 3, 4;
CREATE INDEX temp.slice_bucket ON slice(customer, currency, bucket);

INSERT INTO bucket_total
SELECT b.customer, b.currency, s.bucket, coalesce((SELECT sum(x.amount) FROM slice x WHERE x.customer = b.customer
	AND x.currency = b.currency AND x.bucket = s.bucket), 0), 0
FROM balance b CROSS JOIN slot s;

CREATE TEMP TABLE sold AS
SELECT x.salesman, x.currency, x.bucket, k.kind IS 'short_cash' AS short, sum(x.amount) AS amount
FROM slice x LEFT JOIN customer k ON k.code = x.customer GROUP BY 1, 2, 3, 4;

INSERT INTO salesman_bucket
SELECT w.salesman, w.currency, s.bucket, s.label, s.overdue, coalesce((SELECT sum(x.amount) FROM sold x WHERE x.salesman = w.salesman
	AND x.currency = w.currency AND x.bucket = s.bucket), 0), 0
FROM (SELECT DISTINCT salesman, currency FROM sold) w CROSS JOIN slot s;
INSERT INTO salesman_bucket_short
SELECT w.salesman, w.currency, s.bucket, s.label, s.overdue, coalesce((SELECT sum(x.amount) FROM sold x WHERE x.salesman = w.salesman
	AND x.currency = w.currency AND x.bucket = s.bucket AND x.short), 0), 0
FROM (SELECT DISTINCT salesman, currency FROM sold WHERE short) w CROSS JOIN slot s;

-- ---- which invoice a paper speaks of ------------------------------------------------------------------------------------------

-- That of its number in the year that was said of it; else the one nearest to the paper's own date, within half a year: what is further away
-- is nearer to the number's turn of another year. Invoices go before credits that have the same number.
INSERT INTO evidence_of
SELECT evidence, entry FROM (
	SELECT v.id AS evidence, e.id AS entry, rank() OVER (PARTITION BY v.id ORDER BY e.amount < 0, abs(e.date - v.date), e.date) AS choice
	FROM evidence v JOIN entry e ON e.customer = v.customer AND e.number = v.invoice
	WHERE v.invoice <> '' AND CASE WHEN v.invoice_year IS NULL THEN abs(e.date - v.date) <= 183 ELSE v.invoice_year = CAST(substr(iso(e.date), 1, 4) AS INTEGER) END)
WHERE choice = 1;

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
