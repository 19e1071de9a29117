-- limitation.sql: until when each debt can be taken to court: the law's years by country (policy limitation.COUNTRY, limitation_by.COUNTRY), and what
-- began them anew. Views: nobody pays for them but who asks. What is not surely proved begins nothing: a clock that is shown too short costs a signature,
-- one that is shown too long costs the debt.

-- After how many years a debt is barred, by the day on which it fell due; where two rows overlap, the later one ends the earlier.
--   country  ISO 3166-1, whose law it is
--   first    first day
--   last     last day; NULL: open
--   years    how many; 0: turned off, nothing is said
--   source   where it stands
CREATE VIEW limitation_rule AS
SELECT country, first, min(coalesce(last, next - 1), coalesce(next - 1, last)) AS last, years, source FROM (
	SELECT substr(key, 12, 2) AS country, day(substr(key, 15, 10)) AS first, day(nullif(substr(key, 27, 10), '')) AS last,
		day(lead(substr(key, 15, 10)) OVER (PARTITION BY substr(key, 12, 2) ORDER BY key)) AS next,
		CAST(trim(substr(value, 1, instr(value, '|') - 1)) AS INTEGER) AS years, trim(substr(value, instr(value, '|') + 1)) AS source
	FROM policy WHERE substr(key, 1, 11) = 'limitation.');

-- What begins the years anew, by the day on which it was done.
--   country  ISO 3166-1, whose law it is
--   first    first day
--   last     last day; NULL: open
--   act      signed, reply, promise or payment (policy limitation_by)
--   source   where it stands
CREATE VIEW limitation_act AS
SELECT country, first, min(coalesce(last, next - 1), coalesce(next - 1, last)) AS last, w.column1 AS act, source FROM (
	SELECT substr(key, 15, 2) AS country, day(substr(key, 18, 10)) AS first, day(nullif(substr(key, 30, 10), '')) AS last,
		day(lead(substr(key, 18, 10)) OVER (PARTITION BY substr(key, 15, 2) ORDER BY key)) AS next,
		trim(substr(value, 1, instr(value, '|') - 1)) AS words, trim(substr(value, instr(value, '|') + 1)) AS source
	FROM policy WHERE substr(key, 1, 14) = 'limitation_by.') p
JOIN (VALUES ('signed'), ('reply'), ('promise'), ('payment')) w ON has_word(p.words, w.column1);

-- Papers on file by which a customer acknowledges what it owes: a valid balance confirmation (not where the customer answered that it differs) or guarantee
-- letter; a reconciliation act, an act of no one invoice, a settlement, a repayment schedule or a commitment note that one signed who may.
--   evidence  evidence.id
--   kind      its DocType, without the number of several
--   name      in the store
--   invoice   of which alone it speaks; NULL: of the account
--   asked     paper.id of the confirmation that it answers, whose items are all that it confirms; NULL: none is known
CREATE VIEW acknowledgement AS
SELECT e.id AS evidence, e.customer, e.kind, e.name, e.date, e.invoice, e.signed_by, e.asked FROM (
	SELECT v.id, v.customer, v.name, v.date, v.signed_by, v.signed_role, v.why_invalid, CASE WHEN v.invoice = 'ALL' THEN NULL ELSE nullif(v.invoice, '') END AS invoice,
		substr(v.doctype, 1, instr(v.doctype || '-', '-') - 1) AS kind,
		(SELECT p.id FROM paper p WHERE p.customer = v.customer AND p.type IN ('CONF', 'CONF2') AND p.as_of <= v.date AND p.state NOT IN ('planned', 'failed', 'cancelled')
			AND substr(v.doctype, 1, 5) = 'CONFR' ORDER BY p.as_of DESC, p.id DESC LIMIT 1) AS asked
	FROM evidence v WHERE v.valid = 1 AND v.unreadable IS NULL AND v.date <= (SELECT as_of FROM run_info)
		AND substr(v.doctype, 1, instr(v.doctype || '-', '-') - 1) IN ('CONFR', 'GUARS', 'RECON', 'ACT', 'SETTLE', 'SCHED', 'COMMIT')) e
WHERE CASE WHEN e.kind = 'CONFR' THEN NOT EXISTS (SELECT 1 FROM event x WHERE x.customer = e.customer AND x.kind = 'reply' AND x.outcome = 'differs'
			AND x.date <= (SELECT as_of FROM run_info) AND x.date >= coalesce((SELECT p.as_of FROM paper p WHERE p.id = e.asked), e.date)
			AND x.date < coalesce((SELECT min(n.as_of) FROM paper n WHERE n.customer = e.customer AND n.type = 'CONF' AND n.as_of > e.date
				AND n.state NOT IN ('planned', 'failed', 'cancelled')), x.date + 1))
	WHEN e.kind = 'GUARS' THEN 1
	ELSE coalesce(trim(e.signed_by), '') <> '' AND e.why_invalid IS NULL AND NOT (e.kind = 'ACT' AND e.invoice IS NOT NULL)
		AND e.signed_role IN ('owner', 'managing_director', 'director', 'chief_accountant', 'authorised', 'individual_entrepreneur') END;

-- What may begin the years of an open debt anew, a row an act, whatever the law of its country says of such acts.
--   entry  entry.id
--   act    signed, reply, promise or payment
--   kind   DocType, type of the entry or kind of the event
--   proof  name in the store or number; NULL: none
CREATE VIEW restart AS
SELECT o.entry, a.date, 'signed' AS act, a.kind, a.name AS proof FROM acknowledgement a JOIN open_item o ON o.customer = a.customer AND o.outstanding > 0 AND o.date <= a.date
WHERE CASE WHEN a.invoice IS NOT NULL THEN EXISTS (SELECT 1 FROM evidence_of x WHERE x.evidence = a.evidence AND x.entry = o.entry)
	WHEN a.asked IS NOT NULL THEN o.entry IN (SELECT x.entry FROM paper_entry x WHERE x.paper = a.asked) ELSE 1 END
UNION ALL
SELECT o.entry, p.date, 'payment', p.type, p.number FROM allocation a JOIN entry p ON p.id = a.by_entry AND p.type = 'payment' JOIN open_item o ON o.entry = a.entry AND o.outstanding > 0
WHERE p.date <= (SELECT as_of FROM run_info)
UNION ALL
SELECT o.entry, e.date, e.kind, e.kind, nullif(e.reference, '') FROM event e JOIN open_item o ON o.customer = e.customer AND o.outstanding > 0 AND o.date <= e.date
WHERE e.date <= (SELECT as_of FROM run_info) AND (e.kind = 'promise' AND coalesce(e.invoice, '') IN ('', 'ALL', o.number)
	OR e.kind = 'reply' AND e.outcome = 'agreed' AND coalesce(e.invoice, '') IN ('', 'ALL', o.number));

-- The clock of limitation of every open debt: the law of the customer's country, of ours where it has none. An act counts that comes before the years are over.
--   entry         entry.id
--   number        document number
--   outstanding   what is left of it
--   country       whose law; NULL: neither country is known
--   starts        the day on which it fell due
--   years         after how many it is barred; NULL: not set for that country and day
--   source        where that stands
--   restarted_on  the latest act that began the years anew; NULL: none
--   act           what it was: signed, reply, promise or payment
--   kind          DocType, type of the entry or kind of the event
--   proof         name in the store or number
--   last_day      the last day of the years; NULL: not set
--   days_left     until then; below 0: over
--   state         not_set, court (a suit is on record), over or running
CREATE VIEW limitation AS
WITH RECURSIVE debt AS MATERIALIZED (
	SELECT o.entry, o.customer, o.currency, o.number, o.outstanding, coalesce(o.due, o.overdue_on) AS starts, coalesce(c.code, h.code) AS country
	FROM open_item o LEFT JOIN party p ON p.code = o.customer LEFT JOIN country_of c ON c.text = p.country
	LEFT JOIN setting s ON s.section = 'company' AND s.key = 'country' LEFT JOIN country_of h ON h.text = s.value WHERE o.outstanding > 0),
ruled AS MATERIALIZED (
	SELECT d.*, r.years, r.source FROM debt d LEFT JOIN limitation_rule r ON r.country = d.country AND d.starts BETWEEN r.first AND coalesce(r.last, d.starts) AND r.years > 0),
act AS MATERIALIZED (
	SELECT x.*, row_number() OVER (PARTITION BY x.entry ORDER BY x.date, x.act = 'signed', x.kind, x.proof) AS nth FROM (
		SELECT x.* FROM restart x JOIN ruled d ON d.entry = x.entry JOIN limitation_act a ON a.country = d.country AND a.act = x.act
			AND x.date BETWEEN a.first AND coalesce(a.last, x.date)
		WHERE d.years IS NOT NULL AND x.date > d.starts) x),
clock(entry, years, since, nth, act, kind, proof, step) AS (
	SELECT entry, years, starts, 0, NULL, NULL, NULL, 0 FROM ruled WHERE years IS NOT NULL
	UNION ALL
	SELECT c.entry, c.years, iif(a.date <= add_months(c.since, 12 * c.years), a.date, c.since), a.nth, iif(a.date <= add_months(c.since, 12 * c.years), a.act, c.act),
		iif(a.date <= add_months(c.since, 12 * c.years), a.kind, c.kind), iif(a.date <= add_months(c.since, 12 * c.years), a.proof, c.proof), c.step + 1
	FROM clock c JOIN act a ON a.entry = c.entry AND a.nth = c.nth + 1),
stands AS (SELECT entry, since, act, kind, proof, max(nth) FROM clock GROUP BY entry)
SELECT d.entry, d.customer, d.currency, d.number, d.outstanding, d.country, d.starts, d.years, d.source, iif(s.act IS NULL, NULL, s.since) AS restarted_on, s.act, s.kind, s.proof,
	add_months(s.since, 12 * d.years) AS last_day, add_months(s.since, 12 * d.years) - r.as_of AS days_left,
	CASE WHEN d.years IS NULL THEN 'not_set' WHEN d.customer IN (SELECT customer FROM hold WHERE reason = 'court') THEN 'court'
		WHEN add_months(s.since, 12 * d.years) < r.as_of THEN 'over' ELSE 'running' END AS state
FROM run_info r CROSS JOIN ruled d LEFT JOIN stands s ON s.entry = d.entry;
