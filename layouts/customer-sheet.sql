-- customer-sheet.sql: SHEET, all that is known of one customer on one screen (`ledgerpress show`), or as a paper, when it is asked for by name. Each query of
-- this file is a member of `show --json`, by its name and with its columns.

-- name: jobs
-- about: the invoice, paper or case that was asked for; NULL: the customer.
SELECT c.code AS customer, c.salesman, :default_language AS language, 0 AS level, iso(:as_of) AS key, NULL AS reason, NULL AS first_on, c.sort, NULL AS about
FROM party c WHERE :asked;

-- name: customer
-- columns: kind term, status_word term, credit_limit money, terms_days count
SELECT c.code, c.name, c.kind, CASE WHEN c.status IN ('agency', 'court', 'do_not_write') THEN c.status END AS status_word,
	CASE WHEN c.status NOT IN ('agency', 'court', 'do_not_write') THEN c.status END AS status, c.terms_days, c.credit_limit, c.currency, c.phone, c.email,
	(SELECT group_concat(part, comma(:language, coalesce(c.address1, '') || coalesce(c.address2, '') || coalesce(c.city, ''))) FROM (SELECT c.address1 AS part UNION ALL SELECT c.address2
		UNION ALL SELECT trim(coalesce(c.postcode || ' ', '') || coalesce(c.city, ''))) WHERE part <> '') AS address,
	trim(coalesce(s.name, '') || coalesce(' (' || c.salesman || ')', '')) AS salesperson
FROM party c LEFT JOIN staff s ON s.code = c.salesman WHERE c.code = :customer;

-- name: invoice
-- The entry that was asked for, open or settled.
-- columns: type term, date date, due date, amount money, outstanding money, age count, blocked term
SELECT e.type, e.number, e.date, coalesce(o.due, e.due) AS due, e.amount, coalesce(o.outstanding, 0) AS outstanding, CASE WHEN o.age > 0 THEN o.age END AS age, o.blocked, e.currency
FROM entry e LEFT JOIN open_item o ON o.entry = e.id WHERE e.customer = :customer AND e.number = :about AND e.date <= :as_of ORDER BY e.date, e.id;

-- name: paper
-- The course of the paper that was asked for.
-- columns: type term, date date, state term, channel term
SELECT p.type, p.number, v.date, v.state, v.channel, v.who, v.note FROM paper p JOIN paper_event v ON v.paper = p.id
WHERE p.number = :about AND v.date <= :as_of ORDER BY v.date, v.id;

-- name: balance
-- What is open, by currency and bucket.
-- columns: bucket term, amount money
SELECT currency, bucket, amount, row_kind FROM (
	SELECT t.currency, coalesce(b.label, 'unallocated') AS bucket, t.amount, NULL AS row_kind, 0 AS part, coalesce(b.idx, 99) AS idx
	FROM bucket_total t LEFT JOIN bucket b ON b.idx = t.bucket WHERE t.customer = :customer AND t.amount <> 0
	UNION ALL
	SELECT currency, NULL, total, 'total', 1, 0 FROM balance WHERE customer = :customer AND items > 0)
ORDER BY currency, part, idx;

-- name: open_items
-- columns: type term, date date, due date, age count, outstanding money, blocked term
SELECT o.type, o.number, o.date, o.due, CASE WHEN o.age > 0 THEN o.age END AS age, o.outstanding, o.blocked, o.currency FROM open_item o
WHERE o.customer = :customer ORDER BY o.currency, coalesce(o.due, o.date), o.date, o.number;

-- name: payments
-- The last five.
-- columns: date date, amount money
SELECT date, number, amount, currency FROM (
	SELECT e.date, e.number, -e.amount AS amount, e.currency, e.id FROM entry e WHERE e.customer = :customer AND e.type = 'payment' AND e.date <= :as_of
	ORDER BY e.date DESC, e.id DESC LIMIT 5) ORDER BY date DESC, id DESC;

-- name: paying
-- Invoices of which the day of the last payment is known, of the last months (policy behaviour_months); days: from the invoice's date, whole, rounded half up.
-- columns: invoices count, days count, late count
SELECT count(*) AS invoices, (2 * sum(s.on_day - e.date) + count(*)) / (2 * count(*)) AS days,
	count(*) FILTER (WHERE s.on_day > coalesce(e.due, due_by_terms(e.date, coalesce(k.terms_days, 0)))) AS late
FROM settled_invoice s JOIN entry e ON e.id = s.entry JOIN customer k ON k.code = e.customer
WHERE s.customer = :customer AND e.date <= :as_of AND s.on_day BETWEEN add_months(:as_of, -coalesce((SELECT value + 0 FROM policy WHERE key = 'behaviour_months'), 12)) AND :as_of HAVING count(*) > 0;

-- name: letters
-- The last ten papers and where they are.
-- columns: type term, as_of date, state term, since date, channel term
SELECT type, number, as_of, state, since, channel FROM (
	SELECT p.type, p.number, p.as_of, p.state, p.id,
		(SELECT max(v.date) FROM paper_event v WHERE v.paper = p.id AND v.date <= :as_of) AS since,
		(SELECT v.channel FROM paper_event v WHERE v.paper = p.id AND v.channel IS NOT NULL AND v.date <= :as_of ORDER BY v.id DESC LIMIT 1) AS channel
	FROM paper p WHERE p.customer = :customer AND p.as_of <= :as_of AND p.state NOT IN ('planned', 'failed') ORDER BY p.as_of DESC, p.id DESC LIMIT 10)
ORDER BY as_of DESC, id DESC;

-- name: promises
-- columns: date date, promise_date date, amount money, state term
SELECT date, promise_date, amount, state, invoice, contact, currency FROM promise WHERE customer = :customer ORDER BY promise_date DESC, id DESC LIMIT 5;

-- name: disputes
-- What stops the clock of an open item, and since when somebody said so.
-- columns: blocked term, outstanding money, since date
SELECT o.number, o.blocked, o.outstanding, o.currency, e.date AS since, e.note FROM open_item o
LEFT JOIN event e ON e.id = (SELECT x.id FROM event x WHERE x.customer = o.customer AND x.invoice = o.number AND x.kind IN ('dispute', 'return', 'rma')
	AND x.date <= :as_of ORDER BY x.date DESC, x.id DESC LIMIT 1)
WHERE o.customer = :customer AND o.blocked IS NOT NULL ORDER BY o.number;

-- name: next_letter
-- columns: type term, due_on date, reason term, first_on date
SELECT coalesce(d.next_type, d.type) AS type, CASE WHEN d.next_type IS NOT NULL THEN d.next_on END AS due_on,
	substr(d.reason, 1, instr(d.reason || ',', ',') - 1) AS reason, d.first_on
FROM dunning d WHERE d.customer = :customer AND (d.next_type IS NOT NULL OR d.type IS NOT NULL);

-- name: step
-- columns: next_on date, said_on date
SELECT n.action, n.next_on, n.next_at, n.said_on, coalesce(s.name, n.staff) AS who FROM next_step n LEFT JOIN staff s ON s.code = n.staff WHERE n.customer = :customer;

-- name: cases
-- Not one that the next run will open.
-- columns: opened date, closed date, age count
SELECT k.id, k.opened, k.closed, n.age FROM bad_case k LEFT JOIN case_now n ON n.id = k.id WHERE k.customer = :customer AND k.opened <= :as_of AND k.id NOT IN (SELECT id FROM case_change WHERE change = 'opened')
ORDER BY k.opened DESC, k.id DESC LIMIT 3;

-- name: talks
-- The last three.
-- columns: date date, kind term, outcome term
SELECT date, kind, outcome, said, who FROM (
	SELECT m.date, m.kind, m.outcome, m.said, m.who, m.part, m.seq FROM communication m WHERE m.customer = :customer AND m.document IS NULL
	ORDER BY m.date DESC, m.part DESC, m.seq DESC LIMIT 3) ORDER BY date DESC, part DESC, seq DESC;

-- name: contacts
-- columns: role term
SELECT name, role, email, phone FROM contact WHERE customer = :customer AND coalesce(valid_from, :as_of) <= :as_of AND coalesce(valid_to, :as_of) >= :as_of
ORDER BY id;
