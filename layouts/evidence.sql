-- What evidence is called, who must have signed it, and what a case needs at each stage. A house that works by
-- other rules puts its own evidence.sql into its layouts/.

-- The DocTypes of names. stage: where a bundle lists it. roles: who may sign it, for the paper to be valid. signers: whose signature counts; a paper
-- that another signed, or one whose role nobody noted, is kept as a paper, and its signature as none. None of both: anybody. words: 1 where a file of words alone
-- (plain text, a table) may be such a paper; of all others it is kept and marked not valid, for it has no page to sign or stamp.
-- name: doctypes
SELECT column1 AS code, column2 AS title, column3 AS stage, column4 AS roles, column5 AS signers, column1 IN ('EMAIL', 'MSG', 'CALL', 'MEMO', 'OTHER') AS words FROM (VALUES
	('CONTRACT', 'Contract', 'account', NULL, NULL),
	('PO', 'Purchase order', 'invoices', NULL, 'owner managing_director director chief_accountant authorised purchasing individual_entrepreneur'),
	('INV', 'Invoice', 'invoices', NULL, NULL),
	('DN', 'Delivery note', 'invoices', NULL, 'owner managing_director director chief_accountant authorised accounts admin purchasing storekeeper individual_entrepreneur'),
	('STMT', 'Statement of account', 'account', NULL, NULL),
	('CONF', 'Balance confirmation, as sent', 'account', NULL, NULL),
	('CONFR', 'Balance confirmation, signed', 'account', 'owner managing_director', NULL),
	('RECON', 'Reconciliation act', 'account', NULL, NULL),
	('REM0', 'Courtesy reminder', '1-15', NULL, NULL),
	('REM1', 'Written reminder', '1-15', NULL, NULL),
	('REM2', 'Second reminder', '1-15', NULL, NULL),
	('REMM', 'Monthly overdue letter', '1-15', NULL, NULL),
	('CASHN', 'Cash customer notice', '1-15', NULL, NULL),
	('EMAIL', 'E-mail', '1-15', NULL, NULL),
	('MSG', 'Message', '1-15', NULL, NULL),
	('CALL', 'Call record', '1-15', NULL, NULL),
	('GUAR', 'Guarantee letter, as prepared', '1-15', NULL, NULL),
	('GUARS', 'Guarantee letter, signed', '1-15', 'director chief_accountant', NULL),
	('COMMIT', 'Commitment note, signed', '1-15', NULL, 'owner managing_director director chief_accountant authorised individual_entrepreneur'),
	('MEMO', 'Service memo', '1-15', NULL, NULL),
	('VISIT1', 'Visit report C-1', '16-30', NULL, NULL),
	('ESCN', 'Overdue account: referred to management', '16-30', NULL, NULL),
	('CLAIM', 'Claim', '16-30', NULL, NULL),
	('VISIT2', 'Escalation visit C-2', '31-60', NULL, NULL),
	('NOTICE', 'Formal notice', '31-60', NULL, NULL),
	('PROOF', 'Delivery proof', '31-60', NULL, 'owner managing_director director chief_accountant authorised accounts admin purchasing storekeeper individual_entrepreneur'),
	('POLICE', 'Police reference', '31-60', NULL, NULL),
	('ASSET', 'Asset recovery checklist C-3', '31-60', NULL, NULL),
	('CUSTODY', 'Custody log', '31-60', NULL, NULL),
	('PHOTO', 'Photograph', '31-60', NULL, NULL),
	('SETTLE', 'Settlement arrangement', '31-60', NULL, NULL),
	('SCHED', 'Repayment schedule', '31-60', NULL, NULL),
	('BDR', 'Bad debts report', '>60', NULL, NULL),
	('ALERT', 'High-risk alert', '>60', NULL, NULL),
	('AGENCY', 'Agency or legal referral', '>60', NULL, NULL),
	('POSTM', 'Post-mortem record', '>60', NULL, NULL),
	('RMA', 'Return authorisation', 'invoices', NULL, NULL),
	('ACT', 'Act', 'account', NULL, 'owner managing_director director chief_accountant authorised individual_entrepreneur'),
	('PAYP', 'Payment proof', 'account', NULL, NULL),
	('OTHER', 'Other paper', 'account', NULL, NULL));

-- The parts of a bundle's index, in order, with the terms that head them (terms.xml, layouts/po/).
-- name: stages
SELECT column1 AS stage, column2 AS title FROM (VALUES
	('account', 'part_account'),
	('invoices', 'part_invoices'),
	('1-15', 'part_1_15'),
	('16-30', 'part_16_30'),
	('31-60', 'part_31_60'),
	('>60', 'part_over_60'),
	('any', 'part_any'));

-- The queries below run on a snapshot. :case_id, :customer, :as_of.

-- What is missing for the stage that the case has reached. stage: where the gap belongs; doctype: the paper that would fill it; gap: a
-- term, worded in terms.xml and layouts/po/; about, date: which asset, police case or paper; role, why: of a paper that is not valid, as
-- whom it was signed, and what was recorded of it. invoice_date: the invoice's own; invoice_again: 1 when the customer has another of its number.
-- solve_by: by when it is to be there, where the policy says so (claim_ready_days, claim_back_days).
-- case_id: whose it is: :case_id NULL asks of all open cases at once, which `status` counts.
-- name: gaps
WITH
k AS (
	SELECT n.id, n.customer, n.age FROM case_now n WHERE n.id = :case_id
	UNION ALL
	SELECT n.id, n.customer, n.age FROM case_now n WHERE :case_id IS NULL
	UNION ALL
	-- a closed case: the oldest that its papers show, for it may have been opened late
	SELECT b.id, b.customer, max(b.closed - b.opened + (SELECT case_age FROM run_info), coalesce((SELECT max(p.as_of - coalesce(e.due, due_by_terms(e.date, coalesce(t.terms_days, 0)))) FROM paper p
		JOIN paper_entry i ON i.paper = p.id JOIN entry e ON e.id = i.entry LEFT JOIN customer t ON t.code = p.customer
		WHERE p.customer = b.customer AND p.as_of BETWEEN b.opened AND b.closed AND p.state NOT IN ('planned', 'failed', 'cancelled')
			AND i.outstanding > 0), 0)) FROM bad_case b
	WHERE b.id = :case_id AND b.closed IS NOT NULL AND NOT EXISTS (SELECT 1 FROM case_now n WHERE n.id = :case_id)),
-- From which ages on the house's policy has visits, the notice, and the bad debts report with what it asks for; NULL: it has none, and owes only what it
-- issued.
due AS MATERIALIZED (SELECT (SELECT value + 0 FROM policy WHERE key = 'visit_age.VISIT1') AS visit1, (SELECT value + 0 FROM policy WHERE key = 'visit_age.VISIT2') AS visit2,
	(SELECT min(age) FROM stage WHERE type = 'NOTICE') AS notice, (SELECT min(age) FROM stage WHERE type = 'BDR') AS bdr),
-- papers, of which a case has those of its customer that speak of no other case; ev: those that are valid, for no other closes a gap
filed AS NOT MATERIALIZED (
	SELECT e.id, e.customer, e.case_id, substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1) AS kind, coalesce(e.invoice, '') AS invoice, e.date, e.original,
		e.stamped, e.signed_by, e.signed_role, e.valid, e.why_invalid, e.doctype, e.taken_on, e.valid = 1 AND e.why_invalid IS NOT NULL AS not_entitled,
		CASE WHEN coalesce(trim(e.signed_by), '') = '' THEN 0
		     ELSE 1 + length(replace(e.signed_by, ';', ',')) - length(replace(replace(e.signed_by, ';', ','), ',', '')) END AS signatures
	FROM evidence e WHERE e.date <= :as_of AND e.id NOT IN (SELECT evidence FROM evidence_other)),
ev AS NOT MATERIALIZED (SELECT * FROM filed WHERE valid = 1),
-- the papers of each invoice, and not those of another year's with the same number
about AS NOT MATERIALIZED (
	SELECT a.entry, ev.kind, ev.signatures, ev.id, ev.customer, ev.case_id FROM ev JOIN evidence_of a ON a.evidence = ev.id),
issued AS NOT MATERIALIZED (
	SELECT p.customer, p.type, p.case_id FROM paper p
	WHERE p.state IN ('made', 'sent', 'delivered', 'answered', 'signed') AND p.as_of <= :as_of),
open_invoice AS NOT MATERIALIZED (
	SELECT o.customer, o.entry, o.number, o.date FROM open_item o WHERE o.type = 'invoice' AND o.outstanding > 0),
needed(kind, missing, unsigned) AS (VALUES ('PO', 'order_missing', 'order_unsigned'), ('INV', 'invoice_missing', 'invoice_unsigned'),
	('DN', 'delivery_note_missing', 'delivery_note_unsigned')),
found AS (
	SELECT k.id AS case_id, k.customer, 10 AS ord, '16-30' AS stage, NULL AS invoice, 'VISIT1' AS doctype, 'visit1_missing' AS gap, NULL AS about, NULL AS date,
		NULL AS role, NULL AS why, NULL AS invoice_date
	FROM k, due WHERE age >= due.visit1 AND NOT EXISTS (SELECT 1 FROM ev WHERE ev.customer = k.customer AND coalesce(ev.case_id, k.id) = k.id AND kind = 'VISIT1')
	UNION ALL
	SELECT k.id, k.customer, 11, '16-30', NULL, 'VISIT1', 'visit1_unsigned', NULL, NULL, NULL, NULL, NULL
	FROM k, due WHERE age >= coalesce(due.visit1, 0) AND (SELECT max(signatures) FROM ev WHERE ev.customer = k.customer AND coalesce(ev.case_id, k.id) = k.id AND kind = 'VISIT1') < 2
	UNION ALL
	SELECT k.id, k.customer, 12, '16-30', NULL, 'VISIT1', 'visit1_unstamped', NULL, NULL, NULL, NULL, NULL
	FROM k, due WHERE age >= coalesce(due.visit1, 0) AND (SELECT max(coalesce(stamped, 0)) FROM ev WHERE ev.customer = k.customer AND coalesce(ev.case_id, k.id) = k.id AND kind = 'VISIT1') = 0
	UNION ALL
	-- a house whose policy claims at an age (preset reg: past 21 days)
	SELECT k.id, k.customer, 14, '16-30', NULL, 'CLAIM', 'claim_missing', NULL, NULL, NULL, NULL, NULL
	FROM k WHERE (age >= (SELECT min(age) FROM stage WHERE type = 'CLAIM') OR EXISTS (SELECT 1 FROM claim_step s WHERE s.customer = k.customer AND s.step = 'claim_ready'))
		AND NOT EXISTS (SELECT 1 FROM issued WHERE issued.customer = k.customer AND type = 'CLAIM') AND NOT EXISTS (SELECT 1 FROM ev WHERE ev.customer = k.customer AND coalesce(ev.case_id, k.id) = k.id AND kind = 'CLAIM')
	UNION ALL
	SELECT k.id, k.customer, 15, '16-30', NULL, 'CLAIM', 'claim_receipt_missing', NULL, NULL, NULL, NULL, NULL
	FROM k WHERE EXISTS (SELECT 1 FROM issued WHERE issued.customer = k.customer AND type = 'CLAIM')
		AND NOT EXISTS (SELECT 1 FROM ev WHERE ev.customer = k.customer AND coalesce(ev.case_id, k.id) = k.id AND kind = 'CLAIM' AND (stamped = 1 OR signatures > 0))
	UNION ALL
	SELECT k.id, k.customer, 20, '31-60', NULL, 'VISIT2', 'visit2_missing', NULL, NULL, NULL, NULL, NULL
	FROM k, due WHERE age >= due.visit2 AND NOT EXISTS (SELECT 1 FROM ev WHERE ev.customer = k.customer AND coalesce(ev.case_id, k.id) = k.id AND kind = 'VISIT2')
	UNION ALL
	SELECT k.id, k.customer, 21, '31-60', NULL, 'NOTICE', 'notice_missing', NULL, NULL, NULL, NULL, NULL
	FROM k, due WHERE age >= due.notice AND NOT EXISTS (SELECT 1 FROM ev WHERE ev.customer = k.customer AND coalesce(ev.case_id, k.id) = k.id AND kind = 'NOTICE') AND NOT EXISTS (SELECT 1 FROM issued WHERE issued.customer = k.customer AND type = 'NOTICE')
	UNION ALL
	SELECT k.id, k.customer, 22, '31-60', NULL, 'PROOF', 'notice_proof_missing', NULL, NULL, NULL, NULL, NULL
	FROM k, due WHERE age >= due.notice AND NOT EXISTS (SELECT 1 FROM ev p WHERE p.customer = k.customer AND coalesce(p.case_id, k.id) = k.id AND p.kind = 'PROOF'
		AND p.date >= coalesce((SELECT min(n.date) FROM ev n WHERE n.customer = k.customer AND coalesce(n.case_id, k.id) = k.id AND n.kind = 'NOTICE'), p.date))
	UNION ALL
	SELECT k.id, k.customer, 23, '31-60', NULL, 'POLICE', 'police_paper_missing', nullif(v.reference, ''), v.date, NULL, NULL, NULL
	FROM k JOIN event v ON v.customer = k.customer AND v.kind = 'police_case' AND v.date <= :as_of
	WHERE NOT EXISTS (SELECT 1 FROM ev WHERE ev.customer = k.customer AND coalesce(ev.case_id, k.id) = k.id AND kind = 'POLICE')
	UNION ALL
	SELECT k.id, k.customer, 24, '31-60', NULL, w.doctype, w.gap, a.type || coalesce(' ' || nullif(a.serial, ''), ''), a.removed_on, NULL, NULL, NULL
	FROM k JOIN asset a ON a.customer = k.customer AND a.removed_on <= :as_of
	CROSS JOIN (SELECT 'PHOTO' AS doctype, 'asset_photo_missing' AS gap UNION ALL SELECT 'ASSET', 'asset_serial_missing'
		UNION ALL SELECT 'ASSET', 'asset_form_missing' UNION ALL SELECT 'ASSET', 'asset_verifier_missing') w
	WHERE CASE w.gap
		WHEN 'asset_photo_missing' THEN NOT EXISTS (SELECT 1 FROM ev WHERE ev.customer = k.customer AND coalesce(ev.case_id, k.id) = k.id AND kind = 'PHOTO' AND (original = a.photo OR original LIKE a.photo || '.%'))
		WHEN 'asset_serial_missing' THEN coalesce(a.serial, '') = ''
		WHEN 'asset_form_missing' THEN coalesce(a.form_no, '') = '' OR NOT EXISTS (SELECT 1 FROM ev WHERE ev.customer = k.customer AND coalesce(ev.case_id, k.id) = k.id AND kind = 'ASSET')
		ELSE coalesce(a.verifier, '') = '' END
	UNION ALL
	SELECT k.id, k.customer, 30, '>60', NULL, 'STMT', 'statement_missing', NULL, NULL, NULL, NULL, NULL
	FROM k, due WHERE age >= due.bdr AND NOT EXISTS (SELECT 1 FROM ev WHERE ev.customer = k.customer AND coalesce(ev.case_id, k.id) = k.id AND kind = 'STMT') AND NOT EXISTS (SELECT 1 FROM issued WHERE issued.customer = k.customer AND type = 'STMT')
	UNION ALL
	SELECT k.id, k.customer, 31, '>60', NULL, 'CALL', 'contact_log_empty', NULL, NULL, NULL, NULL, NULL
	FROM k, due WHERE age >= due.bdr AND NOT EXISTS (SELECT 1 FROM ev WHERE ev.customer = k.customer AND coalesce(ev.case_id, k.id) = k.id AND kind IN ('CALL', 'EMAIL', 'MSG'))
		AND NOT EXISTS (SELECT 1 FROM event v WHERE v.customer = k.customer AND v.date <= :as_of AND v.kind IN ('call', 'email', 'message', 'visit'))
	UNION ALL
	SELECT id, customer, 32, '>60', number, kind, CASE WHEN signed IS NULL THEN missing ELSE unsigned END, NULL, NULL, NULL, NULL, date
	FROM (SELECT k.id, k.customer, o.number, o.date, n.kind, n.missing, n.unsigned, (SELECT max(signatures) FROM about
			WHERE about.customer = k.customer AND coalesce(about.case_id, k.id) = k.id AND about.kind = n.kind AND about.entry = o.entry) AS signed
		FROM k CROSS JOIN due CROSS JOIN open_invoice o ON o.customer = k.customer CROSS JOIN needed n WHERE age >= due.bdr LIMIT -1)
	WHERE coalesce(signed, 0) = 0
	UNION ALL
	SELECT k.id, k.customer, 33, '>60', NULL, 'BDR', CASE WHEN EXISTS (SELECT 1 FROM ev WHERE ev.customer = k.customer AND coalesce(ev.case_id, k.id) = k.id AND kind = 'BDR')
		OR EXISTS (SELECT 1 FROM issued WHERE issued.customer = k.customer AND type = 'BDR' AND coalesce(issued.case_id, k.id) = k.id) THEN 'bdr_unsigned' ELSE 'bdr_missing' END,
		NULL, NULL, NULL, NULL, NULL
	FROM k, due WHERE age >= due.bdr AND coalesce((SELECT max(signatures) FROM ev WHERE ev.customer = k.customer AND coalesce(ev.case_id, k.id) = k.id AND kind = 'BDR'), 0) < 4
	UNION ALL
	SELECT k.id, k.customer, 40, 'any', nullif(invoice, ''), doctype, 'not_valid', original, date, nullif(signed_role, ''), why_invalid,
		(SELECT min(e.date) FROM evidence_of a JOIN entry e ON e.id = a.entry WHERE a.evidence = v.id)
	FROM k JOIN filed v ON v.customer = k.customer AND coalesce(v.case_id, k.id) = k.id WHERE v.valid = 0
	UNION ALL
	-- what somebody read off a paper, and the ledger has otherwise
	SELECT k.id, k.customer, 39, 'any', nullif(p.invoice, ''), v.doctype, 'amount_differs', p.said, NULL, NULL, NULL, (SELECT min(e.date) FROM about a JOIN entry e ON e.id = a.entry WHERE a.id = p.evidence)
	FROM k JOIN paper_amount p ON p.customer = k.customer AND coalesce(p.case_id, k.id) = k.id AND NOT p.agrees JOIN ev v ON v.id = p.evidence WHERE v.valid = 1
	UNION ALL
	-- the day that an invoice on file bears, and the ledger has otherwise
	SELECT k.id, k.customer, 39, 'any', nullif(v.invoice, ''), v.doctype, 'date_differs', v.original, v.date, NULL, NULL, d.booked
	FROM k JOIN paper_date d ON d.customer = k.customer AND coalesce(d.case_id, k.id) = k.id AND NOT d.agrees JOIN ev v ON v.id = d.evidence WHERE v.valid = 1
	UNION ALL
	-- the day on which a photograph was taken, by its own time stamp, and it is filed as of another; or the equipment on it was fetched on another
	SELECT k.id, k.customer, 39, 'any', NULL, v.doctype, 'photo_date_differs', v.original || ', ' || iso(v.taken_on), v.date, NULL, NULL, NULL
	FROM k JOIN ev v ON v.customer = k.customer AND coalesce(v.case_id, k.id) = k.id AND v.kind = 'PHOTO' WHERE v.taken_on <> v.date
	UNION ALL
	SELECT k.id, k.customer, 39, '31-60', NULL, v.doctype, 'asset_photo_date', a.type || coalesce(' ' || nullif(a.serial, ''), '') || ', ' || iso(v.taken_on), a.removed_on, NULL, NULL, NULL
	FROM k JOIN asset a ON a.customer = k.customer AND a.removed_on <= :as_of JOIN ev v ON v.customer = k.customer AND coalesce(v.case_id, k.id) = k.id AND v.kind = 'PHOTO'
		AND (v.original = a.photo OR v.original LIKE a.photo || '.%') WHERE v.taken_on <> a.removed_on
	UNION ALL
	-- a signature that does not count, unless another paper of the kind and invoice has one that does
	SELECT k.id, k.customer, 41, 'any', nullif(invoice, ''), doctype, 'not_entitled', original, date, nullif(signed_role, ''), why_invalid,
		(SELECT min(e.date) FROM about a JOIN entry e ON e.id = a.entry WHERE a.id = ev.id)
	FROM k JOIN ev ON ev.customer = k.customer AND coalesce(ev.case_id, k.id) = k.id WHERE not_entitled
		AND NOT EXISTS (SELECT 1 FROM ev x WHERE x.customer = ev.customer AND x.kind = ev.kind AND x.invoice = ev.invoice AND x.valid = 1
			AND x.signatures > 0 AND NOT x.not_entitled))
SELECT f.stage, f.invoice, f.doctype, f.gap, f.about, f.date, f.role, f.why, f.invoice_date, CASE f.gap
		WHEN 'claim_missing' THEN (SELECT by_day FROM claim_step s WHERE s.customer = f.customer AND s.step = 'claim_ready' AND s.done IS NULL)
		WHEN 'claim_receipt_missing' THEN (SELECT by_day FROM claim_step s WHERE s.customer = f.customer AND s.step = 'claim_back') END AS solve_by, CASE WHEN :case_id IS NULL THEN NULL ELSE EXISTS (SELECT 1 FROM entry x
	WHERE x.customer = f.customer AND x.number = f.invoice AND x.amount > 0 AND x.date <> f.invoice_date AND x.date <= :as_of) END AS invoice_again, f.case_id
FROM found f ORDER BY ord, invoice, invoice_date, doctype, about, date, gap;

-- Everything that happened to the case's customer since a year before it was opened, in order, and what made the open debt however old. Terms are
-- worded in the bundle's language, and so are the heads (terms head_…).
-- name: chronology
-- columns: date date, what term, paper term, fault term, outcome term, state term, channel term, promised date, amount money, recorded_on date
SELECT date, time, what, document, invoice_year, paper, exhibit, fault, signed_by, contact, outcome, own, state, channel, promised, note, reference, applies_to, amount,
	currency, who, sender, subject, attached, recorded_on, recorded_by
FROM bundle_line ORDER BY date, part, time, seq;

-- The customer's account: every entry up to the date, with what is open of it and where it came from.
-- name: account
-- columns: date date, due date, amount money, outstanding money, type term, status term
SELECT e.date, e.type, e.number, coalesce(e.due, CASE WHEN e.type IN ('invoice', 'debit_note', 'interest', 'fee') THEN due_by_terms(e.date, coalesce(k.terms_days, 0)) END) AS due,
	e.currency, e.amount, coalesce(o.outstanding, 0) AS outstanding, o.age, e.applies_to, e.po_number,
	e.delivery_note, e.salesman, e.status, e.text, s.file AS source_file, e.line AS source_line, s.sha256 AS source_sha256
FROM entry e LEFT JOIN open_item o ON o.entry = e.id LEFT JOIN source s ON s.id = e.source LEFT JOIN customer k ON k.code = e.customer
WHERE e.customer = :customer AND e.date <= :as_of ORDER BY e.date, e.id;

-- What we issued to the customer.
-- name: register
-- columns: date date, type term, state term
SELECT p.number, p.type, p.as_of AS date, p.run, p.level, p.language, p.state, p.file, p.sha256, p.pages, p.case_id,
	(SELECT group_concat(number, ' ') FROM (SELECT i.number FROM paper_item i WHERE i.paper = p.id ORDER BY i.number)) AS items
FROM paper p WHERE p.customer = :customer AND p.as_of <= :as_of AND p.state NOT IN ('planned', 'failed') ORDER BY p.as_of, p.number;

-- Who had the case's papers, and what was done with them. paper: the member of the bundle. What was filed of another customer with the same
-- content is none of this case's business. note: in the bundle's language; as it was written and hashed it is in custody-chain.txt. invoice_year: where it was said, or where the number alone does not say which invoice it is.
-- name: custody
-- columns: date date, act term
WITH told AS (
	SELECT c.id, p.exhibit, p.path AS paper, y.year AS invoice_year
	FROM custody c JOIN evidence e ON e.name = c.subject AND e.customer = :customer AND (e.case_id IS NULL OR e.case_id = :case_id)
	JOIN bundle_paper p ON p.issued = 0 AND p.sha256 = e.sha256 AND p.doctype = e.doctype AND p.invoice IS e.invoice AND p.date = e.date
	LEFT JOIN evidence_year y ON y.evidence = e.id
	UNION ALL
	-- withdrawn: out of the bundle, and not out of its history
	SELECT c.id, NULL, NULL, NULL FROM custody c JOIN evidence_gone g ON g.name = c.subject AND g.customer = :customer AND (g.case_id IS NULL OR g.case_id = :case_id))
SELECT c.date, CASE c.act WHEN 'filed' THEN 'act_filed' WHEN 'filed again' THEN 'act_filed_again' WHEN 'bundled' THEN 'act_bundled'
		WHEN 'copy handed over' THEN 'act_copied' WHEN 'handed over' THEN 'act_handed_over' WHEN 'corrected' THEN 'act_corrected' WHEN 'withdrawn' THEN 'act_withdrawn' WHEN 'restored' THEN 'act_restored' WHEN 'purged' THEN 'act_purged' ELSE c.act END AS act, t.exhibit, t.paper, c.subject AS stored_as, c.sha256, c.who, coalesce(w.told, c.note) AS note, t.invoice_year,
	c.id AS line, c.before_sha256, c.line_sha256
FROM told t JOIN custody c ON c.id = t.id LEFT JOIN custody_told w ON w.line = c.id WHERE c.date <= :as_of ORDER BY c.date, c.id;

-- The papers of the case, what came in and what we issued; same content stands once for what it is: a scan that holds an order and its
-- delivery note is both. file: of issued papers, from the house's folder.
-- name: papers
-- columns: date date
SELECT 'in' AS way, e.doctype, e.invoice, e.date,
	(SELECT group_concat(original, '; ') FROM (SELECT DISTINCT x.original FROM evidence x WHERE x.sha256 = e.sha256 AND x.customer = e.customer
		AND x.doctype = e.doctype AND x.invoice IS e.invoice AND x.date = e.date AND (x.case_id IS NULL OR x.case_id = :case_id) ORDER BY x.id)) AS original,
	e.sha256, e.bytes, e.media, e.pages, e.signed_by, e.signed_role, e.stamped, e.valid, e.why_invalid, e.note, NULL AS file, e.name, e.filed_on, e.filed_by, NULL AS copy_of,
	(SELECT group_concat(year, ', ') FROM (SELECT DISTINCT y.year FROM evidence x JOIN evidence_year y ON y.evidence = x.id
		WHERE x.sha256 = e.sha256 AND x.customer = e.customer AND x.doctype = e.doctype AND x.invoice IS e.invoice AND x.date = e.date
			AND (x.case_id IS NULL OR x.case_id = :case_id) AND x.id NOT IN (SELECT evidence FROM evidence_other) ORDER BY y.year)) AS invoice_year
FROM evidence e
WHERE e.customer = :customer AND (e.case_id IS NULL OR e.case_id = :case_id) AND e.date <= :as_of AND e.id NOT IN (SELECT evidence FROM evidence_other)
	AND e.id = (SELECT min(x.id) FROM evidence x WHERE x.sha256 = e.sha256 AND x.customer = e.customer AND x.doctype = e.doctype
		AND x.invoice IS e.invoice AND x.date = e.date AND (x.case_id IS NULL OR x.case_id = :case_id)
		AND x.id NOT IN (SELECT evidence FROM evidence_other))
UNION ALL
SELECT 'out', p.type, NULL, p.as_of, p.number, p.sha256, p.bytes, 'application/pdf', p.pages, NULL, NULL, NULL, 1, NULL, NULL, p.file, p.number, NULL, NULL, NULL, NULL
FROM paper p
WHERE p.customer = :customer AND p.as_of <= :as_of AND p.state IN ('made', 'sent', 'delivered', 'answered', 'signed') AND p.file IS NOT NULL
	AND (p.case_id IS NULL OR p.case_id = :case_id)
UNION ALL
-- a copy of ours that was signed electronically; one that was signed further after the day is no longer what it was then
SELECT 'out', p.type, NULL, p.as_of, p.number, g.sha256, NULL, 'application/pdf', p.pages, (SELECT group_concat(signer, '; ') FROM (SELECT x.signer FROM signature x
		WHERE x.paper = p.id AND x.file = g.file AND x.date <= :as_of GROUP BY x.field ORDER BY min(x.id))), NULL, NULL, 1, NULL, NULL, g.file, p.number || ' signed', NULL, NULL, p.number, NULL
FROM paper p JOIN signature g ON g.paper = p.id AND g.id = (SELECT max(x.id) FROM signature x WHERE x.paper = p.id) AND g.date <= :as_of
WHERE p.customer = :customer AND p.as_of <= :as_of AND p.state IN ('made', 'sent', 'delivered', 'answered', 'signed')
	AND (p.case_id IS NULL OR p.case_id = :case_id)
ORDER BY 4, 2, 3, 5, 17;
