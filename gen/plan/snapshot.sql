-- snapshot.sql: what settling accounts stands on: events and runs that were taken back, parents and branches, payments of another currency, who has
-- whose customers, what is stopped. Integers only; overflow was excluded before (fits.c).
--
-- How it works: then each account is read once (account.c): payments are set against what they name (settle.c), which leaves for each entry what is
-- open of it and since when (items.c), summed up as it comes (sums.c). What follows from the items is items.sql, and so on in the order of
-- snapshot.c. Every table is read from its beginning to its end, or by a key; nothing is asked of a whole table once a row
-- (tests/unit/plan_growth.c counts the steps).

-- What was taken back has never happened, for all that reads the snapshot.
DELETE FROM event WHERE id IN (SELECT event FROM event_undone);
-- A paper that was withdrawn is none from that day on; the ledger and its custody log keep it.
INSERT INTO evidence_gone SELECT name, customer, case_id FROM evidence WHERE withdrawn_on <= (SELECT as_of FROM run_info);
DELETE FROM evidence WHERE withdrawn_on <= (SELECT as_of FROM run_info);
-- One that was purged is none, though another paper with its content is kept.
DELETE FROM evidence WHERE valid = 0 AND why_invalid IS 'purged';

-- A reply that did not come is none: it answers no paper and is no talk; the history shows that it was waited for.
UPDATE event SET kind = 'no_reply', outcome = NULL WHERE kind = 'reply' AND lower(outcome) = 'none';

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

-- The handovers up to the day that hand something over: not one that failed or was taken back.
CREATE TEMP TABLE handed AS
SELECT id, made_by, given_to, as_of, id IN (SELECT run FROM run_customer) AS of_some FROM run
WHERE kind = 'handover' AND state = 'made' AND made_by IS NOT NULL AND given_to IS NOT NULL AND as_of <= (SELECT as_of FROM run_info)
	AND id NOT IN (SELECT run FROM run_act WHERE act = 'cancelled');

-- Follows them in their order: each step must be later than the one before, so that a return does not turn in circles.
INSERT INTO successor
WITH RECURSIVE step(salesman, now, as_of, id) AS (
	SELECT DISTINCT made_by, made_by, -1000000, '' FROM handed
	UNION ALL
	SELECT s.salesman, r.given_to, r.as_of, r.id FROM step s JOIN handed r ON r.made_by = s.now AND NOT r.of_some
		AND (r.as_of, r.id) = (SELECT x.as_of, x.id FROM handed x WHERE x.made_by = s.now AND NOT x.of_some
			AND (x.as_of, x.id) > (s.as_of, s.id) ORDER BY x.as_of, x.id LIMIT 1))
SELECT salesman, now FROM step s
WHERE (as_of, id) = (SELECT max(t.as_of), max(t.id) FROM step t WHERE t.salesman = s.salesman AND t.as_of =
	(SELECT max(as_of) FROM step u WHERE u.salesman = s.salesman)) AND now <> salesman;

-- The same for each customer that was ever handed over by name: by the handovers that name it, and by those of all.
INSERT INTO passed
WITH RECURSIVE step(customer, salesman, now, as_of, id) AS (
	SELECT DISTINCT n.customer, r.made_by, r.made_by, -1000000, '' FROM run_customer n CROSS JOIN handed r
	UNION ALL
	SELECT s.customer, s.salesman, r.given_to, r.as_of, r.id FROM step s JOIN handed r ON r.made_by = s.now
		AND (r.as_of, r.id) = (SELECT x.as_of, x.id FROM handed x WHERE x.made_by = s.now AND (x.as_of, x.id) > (s.as_of, s.id)
			AND (NOT x.of_some OR EXISTS (SELECT 1 FROM run_customer c WHERE c.run = x.id AND c.customer = s.customer))
			ORDER BY x.as_of, x.id LIMIT 1))
SELECT customer, salesman, now FROM step s WHERE (as_of, id) = (SELECT t.as_of, t.id FROM step t
	WHERE t.customer = s.customer AND t.salesman = s.salesman ORDER BY t.as_of DESC, t.id DESC LIMIT 1);

-- Who had a customer when: forwards from whom the export names, as above, and backwards, where the export names the successor already. A handover of
-- all that someone had was of a customer that has a paper in it.
INSERT OR REPLACE INTO tenure
WITH RECURSIVE ahead(customer, was, now, as_of, id) AS (
	SELECT code, salesman, salesman, -1000000, '' FROM customer WHERE salesman IN (SELECT made_by FROM handed UNION SELECT given_to FROM handed)
	UNION ALL
	SELECT s.customer, s.now, r.given_to, r.as_of, r.id FROM ahead s JOIN handed r ON r.made_by = s.now
		AND (r.as_of, r.id) = (SELECT x.as_of, x.id FROM handed x WHERE x.made_by = s.now AND (x.as_of, x.id) > (s.as_of, s.id)
			AND (NOT x.of_some OR EXISTS (SELECT 1 FROM run_customer c WHERE c.run = x.id AND c.customer = s.customer))
			ORDER BY x.as_of, x.id LIMIT 1)),
back(customer, was, now, as_of, id) AS (
	SELECT customer, max(was) FILTER (WHERE as_of = -1000000), NULL, coalesce(min(as_of) FILTER (WHERE as_of > -1000000), 10000000), '' FROM ahead GROUP BY customer
	UNION ALL
	SELECT s.customer, r.made_by, s.was, r.as_of, r.id FROM back s JOIN handed r ON r.given_to = s.was
		AND (r.as_of, r.id) = (SELECT x.as_of, x.id FROM handed x WHERE x.given_to = s.was AND (x.as_of, x.id) < (s.as_of, s.id)
			AND CASE WHEN x.of_some THEN EXISTS (SELECT 1 FROM run_customer c WHERE c.run = x.id AND c.customer = s.customer)
				ELSE EXISTS (SELECT 1 FROM paper p WHERE p.customer = s.customer AND +p.run = x.id) END
			ORDER BY x.as_of DESC, x.id DESC LIMIT 1)),
moved AS MATERIALIZED (
	SELECT customer, was, now, as_of, id FROM ahead WHERE as_of > -1000000 UNION ALL SELECT customer, was, now, as_of, id FROM back WHERE now IS NOT NULL)
SELECT customer, since, salesman FROM (
	SELECT customer, -1000000 AS since, was AS salesman, '' AS id FROM (SELECT customer, was, row_number() OVER (PARTITION BY customer ORDER BY as_of, id) AS nth FROM moved)
	WHERE nth = 1
	UNION ALL SELECT customer, as_of, now, id FROM moved)
ORDER BY customer, since, id;

-- Every customer as the letters see it: with the salesman of the day and a language.
--   salesman      of the day, after handovers
--   salesman_was  as the export says
--   language      of its papers; the house's first where the house does not write its own
CREATE VIEW party AS
SELECT c.code, c.name, c.legal_name, c.tax_id, c.kind, c.address1, c.address2, c.city, c.postcode, c.country, c.region, c.route,
	coalesce(x.now, s.now, c.salesman) AS salesman, c.salesman AS salesman_was, c.collector, coalesce(c.currency, r.currency) AS currency,
	-- one that the house does not write is checked by nobody: its papers come in the house's own (doubts.c says so)
	CASE WHEN c.language <> '' AND c.language <> r.default_language AND NOT EXISTS (SELECT 1 FROM setting s WHERE s.section = 'locale' AND s.key = 'languages'
		AND (NOT has_word(s.value, substr(c.language, 1, 2)) OR NOT has_word(s.value, substr(c.language, -2))))
		THEN c.language ELSE r.default_language END AS language, c.terms_days, c.credit_limit, c.email, c.phone, c.status,
	c.since, c.contract_no, c.contract_date,
	coalesce(x.now, s.now, c.salesman, '~') || '|' || coalesce(c.route, '~') || '|' || coalesce(c.postcode, '~') || '|' || c.code AS sort
FROM customer c CROSS JOIN run_info r LEFT JOIN successor s ON s.salesman = c.salesman
LEFT JOIN passed x ON x.customer = c.code AND x.salesman = c.salesman;

-- Who of the staff is away on the day.
--   code  of whom
CREATE VIEW away AS
SELECT s.code FROM staff s CROSS JOIN run_info r WHERE s.away_from <= r.as_of AND coalesce(s.away_to, r.as_of) >= r.as_of;

-- Who of the staff was in the house until before the day: the day of leaving is the last one in it.
--   code  of whom
CREATE VIEW left_house AS
SELECT s.code FROM staff s CROSS JOIN run_info r WHERE s.left_on < r.as_of;

-- Who acts for each of the staff on the day: themselves; while they are away their substitute, and where that one is away too or nobody
-- was named, the coordinator. The same for one who has left, after whom the first of the role comes before the coordinator; a salesman's
-- customers are no other salesman's without a handover.
--   code        of whom it is about
--   post        their role
--   acts        code of who acts; NULL: nobody is there
--   name        the name of who acts
--   role        the role of who acts
--   phone       telephone of who acts
--   email       e-mail of who acts
--   stands_for  name of who is away; NULL: nobody stands in, or who it is about has left
CREATE VIEW stand_in AS
WITH here AS (SELECT code, role FROM staff WHERE code NOT IN (SELECT code FROM away) AND code NOT IN (SELECT code FROM left_house))
SELECT s.code, s.role AS post, a.code AS acts, a.name, a.role, a.phone, a.email,
	CASE WHEN a.code <> s.code AND s.code NOT IN (SELECT code FROM left_house) THEN s.name END AS stands_for
FROM staff s LEFT JOIN staff a ON a.code = CASE
	WHEN s.code IN (SELECT code FROM here) THEN s.code
	WHEN s.substitute IN (SELECT code FROM here) THEN s.substitute
	WHEN s.role <> 'salesman' AND s.code IN (SELECT code FROM left_house) AND s.role IN (SELECT role FROM here)
		THEN (SELECT min(h.code) FROM here h WHERE h.role = s.role)
	ELSE (SELECT h.code FROM here h LEFT JOIN setting g ON g.section = 'staff' AND g.key = 'coordinator'
		WHERE h.role = 'coordinator' ORDER BY h.code IS g.value DESC, h.code LIMIT 1) END;

-- Who has each role in the house and is named in papers: whom [staff] says and who has not left, else the first one who has not; or who stands in.
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
JOIN stand_in i ON i.code = coalesce((SELECT value FROM setting WHERE section = 'staff' AND key = w.post AND value NOT IN (SELECT code FROM left_house)),
	(SELECT min(s.code) FROM staff s WHERE s.role = w.post AND s.code NOT IN (SELECT code FROM left_house)));

INSERT INTO country_of
SELECT text, country_code(text) FROM (SELECT country AS text FROM customer UNION SELECT value FROM setting WHERE section = 'company' AND key = 'country')
WHERE text <> '';

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
