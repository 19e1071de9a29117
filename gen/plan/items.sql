-- items.sql: what follows from the open items: the letters that spoke of them, what may be demanded, interest and fees, the invoice that each paper
-- on file speaks of. items.c has filled allocation, open_item and their sums before.

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
FROM event v CROSS JOIN customer k ON k.code = v.customer JOIN stage s ON s.track IN (k.kind, 'case')
CROSS JOIN entry e ON e.customer = v.customer AND e.amount > 0 AND e.type <> 'pdc' AND e.date <= v.date
	AND CASE WHEN v.invoice <> '' THEN e.number = v.invoice ELSE coalesce(e.due, due_by_terms(e.date, coalesce(k.terms_days, 0))) < v.date END
WHERE v.kind = 'letter' AND v.date <= (SELECT as_of FROM run_info) AND CASE
	WHEN EXISTS (SELECT 1 FROM stage x WHERE x.type = v.outcome AND x.track IN (k.kind, 'case')) THEN s.type = v.outcome
	ELSE s.track = k.kind AND s.level = coalesce((SELECT x.level FROM stage x JOIN policy p ON p.key = 'first_letter' AND p.value = x.type
		WHERE x.track = k.kind), 1) END
GROUP BY 1, 2, 3, 4;
CREATE INDEX temp.issued_item ON issued(customer, entry, track);

UPDATE open_item SET issued_level = x.level
FROM (SELECT i.entry, max(i.level) AS level FROM issued i CROSS JOIN customer k ON k.code = i.customer AND k.kind = i.track GROUP BY i.entry) x
WHERE x.entry = open_item.entry;

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

-- What each branch, and its parent of itself, makes of a balance, where items of branches are in it.
--   grp    code of the branch; empty: the parent's own
--   name   of the branch, or of the parent
--   total  the sum of its items, credits among them
CREATE VIEW branch_balance AS
SELECT o.customer, o.currency, coalesce(o.branch, '') AS grp, c.name, sum(o.outstanding) AS total
FROM open_item o JOIN customer c ON c.code = coalesce(o.branch, o.customer)
WHERE EXISTS (SELECT 1 FROM open_item b WHERE b.customer = o.customer AND b.currency = o.currency AND b.branch IS NOT NULL)
GROUP BY o.customer, o.currency, c.code;

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

-- The day of each invoice that came in, against the ledger's of the invoices that it speaks of.
--   evidence  evidence.id
--   name      in the store
--   date      the paper's own
--   booked    the ledger's; of several the first
--   agrees    1: one of them is the paper's
CREATE VIEW paper_date AS
SELECT v.id AS evidence, v.customer, v.case_id, v.invoice, v.name, v.date, min(e.date) AS booked, max(e.date = v.date) AS agrees
FROM evidence v JOIN evidence_of a ON a.evidence = v.id JOIN entry e ON e.id = a.entry AND e.amount > 0
WHERE substr(v.doctype, 1, instr(v.doctype || '-', '-') - 1) = 'INV' GROUP BY v.id;

-- What was read off papers that came in (`evidence amount`), against what the ledger has of the documents that they speak of.
--   evidence  evidence.id
--   kind      its DocType, without the number of several
--   name      in the store
--   amount    as the paper has it, without sign
--   ledger    the same of the ledger, in that currency; NULL: it has none in it
--   agrees    1: they are the same
--   read_on   read on
--   said      both sums as gaps name them
CREATE VIEW paper_amount AS
SELECT v.id AS evidence, v.customer, v.case_id, v.invoice, v.kind, v.name, v.date, v.amount, v.currency, v.ledger, v.amount IS v.ledger AS agrees, v.read_on, v.who,
	money(v.amount, v.currency) || ' ' || v.currency || coalesce(' / ' || money(v.ledger, v.currency) || ' ' || v.currency, '') AS said
FROM (SELECT e.id, e.customer, e.case_id, e.invoice, substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1) AS kind, e.name, e.date, x.amount, x.currency, x.date AS read_on, x.who,
		(SELECT abs(sum(n.amount)) FROM evidence_of a JOIN entry n ON n.id = a.entry WHERE a.evidence = e.id AND n.currency = x.currency) AS ledger
	FROM evidence_read x JOIN evidence e ON e.name = x.name
	WHERE x.id = (SELECT max(y.id) FROM evidence_read y WHERE y.name = x.name AND y.date <= (SELECT as_of FROM run_info))
		AND EXISTS (SELECT 1 FROM evidence_of a WHERE a.evidence = e.id)) v;
