-- handover-check.sql: HOCHK, each paper of each open invoice: there, signed, stamped; every gap with an owner and a date.

-- name: jobs
-- A handover makes these papers, one of each; no other run does: there :run is of another kind.
SELECT NULL AS customer, r.made_by AS salesman, :default_language AS language, 0 AS level, r.id AS key, NULL AS reason, NULL AS first_on,
	r.made_by AS sort, r.given_to AS successor
FROM run r WHERE r.id = :run AND r.kind = 'handover';

-- name: people
-- columns: leaving_role term, taking_role term
SELECT coalesce(f.name, :salesman) AS leaving, :salesman AS leaving_code, coalesce(f.role, 'salesman') AS leaving_role,
	coalesce(t.name, :successor) AS taking, :successor AS taking_code, coalesce(t.role, 'salesman') AS taking_role, t.phone AS taking_phone
FROM (SELECT 1) LEFT JOIN staff f ON f.code = :salesman LEFT JOIN staff t ON t.code = :successor;

-- name: state
-- columns: needed count, missing count, unsigned count, unstamped count
SELECT count(*) AS needed, coalesce(sum(there = 0), 0) AS missing, coalesce(sum(there = 1 AND signed = 0), 0) AS unsigned,
	coalesce(sum(there = 1 AND stamped = 0), 0) AS unstamped FROM (
	SELECT max(e.id IS NOT NULL) AS there, max(coalesce(trim(e.signed_by), '') <> '' AND e.why_invalid IS NULL) AS signed, max(coalesce(e.stamped, 0)) AS stamped
	FROM party c JOIN open_item o ON o.customer = c.code CROSS JOIN (VALUES ('PO'), ('INV'), ('DN')) n
	LEFT JOIN (evidence_of a JOIN evidence e ON e.id = a.evidence) ON a.entry = o.entry AND e.valid = 1 AND e.date <= :as_of
		AND substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1) = n.column1
	WHERE c.salesman = :salesman AND o.type = 'invoice' AND o.outstanding > 0 GROUP BY o.entry, n.column1);

-- name: checks
-- A tick is what the evidence index knows; an empty cell is a box to tick. A purchase order needs no stamp, nor does a delivery note, whose
-- signed receipt is what proves the delivery (as in handover-index.sql): where it has one, that is ticked.
-- What the ledger says of the paper is there to compare; agrees: ticked where an amount that was read off the paper (`evidence amount`) is the ledger's,
-- else that amount. Nobody else has read it: an empty box. A paper that the ledger names none of has a dash.
-- gap: what is wrong by the evidence index; signed means: by one whose signature counts (evidence.sql, signers). It has an owner, who leaves, and a day:
-- so many working days after the date (policy handover_solve_days). other_date: the invoice on file bears another day than the ledger has of it. `handover --strict` reads this query, and stops at the first gap.
-- columns: paper term, date date, amount money, gap term, solve_day date
WITH need(paper, ord, stamp) AS (VALUES ('PO', 1, 0), ('INV', 2, 1), ('DN', 3, NULL)),
line AS (
	SELECT c.code AS customer, c.name, o.entry, o.number, o.due, o.date, o.amount, o.currency, o.po_number, o.delivery_note, n.paper, n.ord, n.stamp,
		max(e.id IS NOT NULL) AS is_there,
		max(coalesce(trim(e.signed_by), '') <> '' AND e.why_invalid IS NULL) AS is_signed, max(coalesce(trim(e.signed_by), '') <> '') AS by_anybody,
		max(coalesce(e.stamped, 0)) AS is_stamped, max(p.agrees) AS is_same, max(iif(p.agrees, NULL, money(p.amount, p.currency) || iif(p.currency = o.currency, '', ' ' || p.currency))) AS other, min(d.agrees) AS same_day
	FROM party c JOIN open_item o ON o.customer = c.code CROSS JOIN need n
	LEFT JOIN (evidence_of a JOIN evidence e ON e.id = a.evidence) ON a.entry = o.entry AND e.valid = 1 AND e.date <= :as_of
		AND substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1) = n.paper
	LEFT JOIN paper_amount p ON p.evidence = e.id AND (p.currency = o.currency OR p.ledger IS NULL)
	LEFT JOIN paper_date d ON d.evidence = e.id
	WHERE c.salesman = :salesman AND o.type = 'invoice' AND o.outstanding > 0 GROUP BY c.code, c.name, o.entry, n.paper),
judged AS (
	SELECT *, CASE WHEN NOT is_there THEN 'missing' WHEN NOT by_anybody THEN 'unsigned' WHEN NOT is_signed THEN 'no_entitled' WHEN stamp AND NOT is_stamped THEN 'unstamped'
		WHEN other IS NOT NULL THEN 'other_amount' WHEN same_day = 0 THEN 'other_date' END AS gap FROM line)
SELECT customer, name, number, invoice, paper, reference, date, amount, currency, there, signature, stamp, agrees, gap, owner, solve_day, solve_by, row_kind FROM (
	SELECT customer, max(name) AS name, NULL AS number, NULL AS invoice, NULL AS paper, NULL AS reference, NULL AS date, NULL AS amount, NULL AS currency,
		NULL AS agrees, NULL AS there, NULL AS signature, NULL AS stamp, NULL AS gap, NULL AS owner, NULL AS solve_day, NULL AS solve_by, 'head' AS row_kind, 0 AS part, NULL AS due, 0 AS ord
	FROM judged GROUP BY customer
	UNION ALL
	SELECT customer, name, CASE WHEN ord = 1 THEN number ELSE '' END, number, paper, CASE ord WHEN 1 THEN po_number WHEN 3 THEN delivery_note END,
		iif(ord = 2, date, NULL), iif(ord = 2, amount, NULL), currency,
		CASE WHEN other IS NOT NULL THEN '≠ ' || other WHEN is_same THEN '✓' WHEN ord = 1 AND po_number IS NULL OR ord = 3 AND delivery_note IS NULL THEN '–' END,
		CASE WHEN is_there THEN '✓' END, CASE WHEN is_signed THEN '✓' END, CASE WHEN is_stamped AND stamp IS NOT 0 THEN '✓' WHEN stamp IS NOT 1 THEN '–' END, gap,
		CASE WHEN gap IS NULL THEN '–' ELSE coalesce((SELECT name FROM staff WHERE code = :salesman), :salesman) END,
		CASE WHEN gap IS NOT NULL THEN (SELECT workday_add(:as_of, value + 0) FROM policy WHERE key = 'handover_solve_days') END,
		CASE WHEN gap IS NULL THEN '–' END, NULL, 1, number, ord
	FROM judged)
ORDER BY customer, part, due, ord;

-- name: confirmations
-- Sent: the latest confirmation or second request of which it is recorded; how far back is policy handover_confirmation_days, as for answers.
-- columns: total money, answered date, sent_how term, sent_on date
SELECT c.code, c.name, b.currency, b.total, (SELECT max(e.date) FROM evidence e WHERE e.customer = c.code AND e.valid = 1 AND e.date <= :as_of
		AND e.date > :as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'handover_confirmation_days'), 120) AND substr(e.doctype, 1, 5) = 'CONFR') AS answered,
	s.channel AS sent_how, s.date AS sent_on, NULL AS result
FROM party c JOIN balance b ON b.customer = c.code
LEFT JOIN (SELECT p.customer, w.channel, w.date, row_number() OVER (PARTITION BY p.customer ORDER BY w.date DESC, w.channel IS NULL, p.id DESC) AS nth
	FROM paper p JOIN way_sent w ON w.paper = p.id WHERE p.type IN ('CONF', 'CONF2') AND p.state NOT IN ('planned', 'failed', 'cancelled') AND w.date > :as_of - coalesce((SELECT value + 0 FROM policy WHERE key = 'handover_confirmation_days'), 120)) s
	ON s.customer = c.code AND s.nth = 1
WHERE c.salesman = :salesman AND b.items > 0 ORDER BY c.code, b.currency;
