-- bundle-index.sql: INDEX, what is in an evidence bundle. The tables bundle_… are filled by the bundle; in a run they are empty.

-- name: jobs
SELECT k.customer, NULL AS salesman, :default_language AS language, 0 AS level, k.id || '|' || iso(:as_of) AS key, NULL AS reason, NULL AS first_on, k.id AS sort,
	k.id AS case_id
FROM bundle_case k;

-- name: head
-- missing: papers that are not there; marks: what is not on one that is (a signature, a stamp, a serial number).
-- columns: opened date, closed date, age count, papers count, gaps count, missing count, marks count
-- A legal name in Arabic letters is for Arabic papers, as in letters (common.sql, to).
SELECT k.id, k.customer AS code, CASE WHEN :language = 'ar' THEN coalesce(c.legal_name, c.name) ELSE c.name END AS name, k.opened, k.closed, k.age, k.papers, k.gaps,
	k.gaps - g.marks AS missing, g.marks, k.gaps = 0 AS complete,
	k.age IS NOT NULL AND k.closed IS NULL AS running, k.closed IS NOT NULL AS is_closed
FROM bundle_case k CROSS JOIN (SELECT count(*) FILTER (WHERE gap NOT LIKE '%\_missing' ESCAPE '\' OR gap IN ('asset_serial_missing', 'asset_verifier_missing')) AS marks
	FROM bundle_gap) g LEFT JOIN customer c ON c.code = k.customer WHERE k.id = :case_id;

-- name: gaps
-- roles: who may sign the paper, as words of evidence.sql; a signatory's role that is no term of the trade is the house's own word.
-- invoice_date: where the customer has more than one invoice of the number.
-- columns: doctype term, invoice_date date, gap term, date date, solve_by date, role term, may1 term, may2 term, may3 term, title term
WITH roles(code) AS (VALUES ('owner'), ('managing_director'), ('director'), ('chief_accountant'), ('authorised'), ('accounts'), ('purchasing'),
	('storekeeper'), ('salesman'), ('supervisor'), ('channel_manager'), ('sales_director'), ('coordinator'), ('collector'), ('finance_manager'),
	('general_manager'), ('mem'), ('pro'), ('legal'), ('hr'), ('ar'), ('admin'), ('marketing_manager')),
line AS (
	SELECT stage, stage_seq, 0 AS seq, NULL AS invoice, NULL AS doctype, NULL AS gap, NULL AS about, NULL AS date, NULL AS role, NULL AS may1,
		NULL AS rest, NULL AS invoice_date, NULL AS solve_by
	FROM bundle_gap GROUP BY stage
	UNION ALL
	SELECT stage, stage_seq, seq, invoice, substr(doctype, 1, instr(doctype || '-', '-') - 1), gap, about, date, role,
		substr(roles, 1, instr(roles || ' ', ' ') - 1), substr(roles, instr(roles || ' ', ' ') + 1) || ' ',
		invoice_date, solve_by
	FROM bundle_gap)
SELECT g.invoice, g.invoice_date, g.doctype, g.gap, g.about, g.date, g.solve_by, r.code AS role, CASE WHEN r.code IS NULL THEN g.role END AS own, g.may1,
	nullif(substr(g.rest, 1, instr(g.rest, ' ') - 1), '') AS may2, nullif(trim(substr(g.rest, instr(g.rest, ' ') + 1)), '') AS may3,
	CASE WHEN g.seq = 0 THEN 'head' END AS row_kind, s.title
FROM line g LEFT JOIN bundle_stage s ON s.stage = g.stage LEFT JOIN roles r ON r.code = replace(replace(lower(g.role), ' ', '_'), '-', '_')
ORDER BY g.stage_seq, g.seq;

-- name: papers
-- columns: date date, doctype term, fault term, pages count, bytes number, title term
SELECT p.date, p.doctype, p.fault, p.invoice, p.invoice_year, p.original, p.signed_by, p.pages, p.bytes, p.file, p.hash, CASE WHEN p.seq = 0 THEN 'head' END AS row_kind,
	s.title
FROM (
	SELECT stage_seq, 0 AS seq, NULL AS date, NULL AS doctype, NULL AS fault, NULL AS invoice, NULL AS invoice_year, NULL AS original, NULL AS signed_by, NULL AS pages,
		NULL AS bytes, NULL AS file, NULL AS hash
	FROM bundle_paper GROUP BY stage_seq
	UNION ALL
	SELECT stage_seq, seq, date, doctype, CASE WHEN NOT valid THEN 'invalid' END, invoice, invoice_year, original, signed_by, pages, bytes,
		replace(path, 'papers/', ''),
		substr(sha256, 1, 16) || ' ' || substr(sha256, 17, 16) || ' ' || substr(sha256, 33, 16) || ' ' || substr(sha256, 49, 16)
	FROM bundle_paper) p
LEFT JOIN bundle_stage s ON s.seq = p.stage_seq ORDER BY p.stage_seq, p.seq;

-- name: files
-- What else lies in the bundle.
-- columns: what term
SELECT column1 AS file, column2 AS what FROM (VALUES ('chronology.csv', 'file_chronology'), ('account.csv', 'file_account'),
	('register.csv', 'file_register'), ('custody.csv', 'file_custody'));

-- name: chronology
-- As the query of this name in evidence.sql, but with codes as terms, so that it can be said in any language.
-- An outcome that is no term of the trade is a house's own word.
-- columns: date date, what term, paper term, outcome term, state term, promised date, amount money
WITH outcomes(code) AS (VALUES ('met'), ('sent'), ('wants_copy'), ('will_check'), ('will_pay'), ('no_answer'), ('open'), ('call_back'), ('promised'),
	('partly'), ('alert'), ('kept'), ('broken'), ('disputed'), ('settlement'), ('guarantee'), ('goods_return')),
line AS (
	SELECT v.date, v.kind AS what, v.invoice AS document, NULL AS invoice_year, NULL AS paper, NULL AS signed_by, v.contact,
		CASE WHEN v.outcome IN (SELECT code FROM outcomes) THEN v.outcome END AS outcome,
		CASE WHEN v.outcome NOT IN (SELECT code FROM outcomes) THEN replace(v.outcome, '_', ' ') END AS own, NULL AS state,
		v.promise_date AS promised, v.note, v.reference, NULL AS applies_to, v.promise_amount AS amount,
		coalesce(c.currency, (SELECT value FROM setting WHERE section = 'locale' AND key = 'currency')) AS currency, v.staff AS who,
		coalesce(v.time, '') AS time, 1 AS part, v.id
	FROM bundle_case k JOIN event v ON v.customer = k.customer LEFT JOIN party c ON c.code = v.customer WHERE k.id = :case_id
	UNION ALL
	SELECT p.as_of, 'issued', p.number, NULL, p.type, NULL, NULL, NULL, NULL, nullif(p.state, 'made'), NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', 2, p.id
	FROM bundle_case k JOIN paper p ON p.customer = k.customer WHERE k.id = :case_id AND p.state IN ('made', 'sent', 'delivered', 'answered', 'signed')
	UNION ALL
	SELECT e.date, 'received', e.invoice, y.year, substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1), nullif(e.signed_by, ''), NULL, NULL, NULL, NULL, NULL,
		NULL, NULL, NULL, NULL, NULL, e.filed_by, '', 3, e.id
	FROM bundle_case k JOIN evidence e ON e.customer = k.customer LEFT JOIN evidence_year y ON y.evidence = e.id WHERE k.id = :case_id AND (e.case_id IS NULL OR e.case_id = :case_id)
		AND e.id NOT IN (SELECT evidence FROM evidence_other)
	UNION ALL
	SELECT n.date, n.type, n.number, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, n.applies_to, -n.amount, n.currency, n.salesman, '', 4, n.id
	FROM bundle_case k JOIN entry n ON n.customer = k.customer WHERE k.id = :case_id AND n.type IN ('payment', 'credit_note', 'write_off', 'refund')
	UNION ALL
	SELECT k.opened, 'case_opened', k.id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', 0, 0
	FROM bundle_case k WHERE k.id = :case_id
	UNION ALL
	SELECT b.closed, 'case_closed', b.id, NULL, NULL, NULL, NULL, b.why_closed, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', 5, 0
	FROM bad_case b WHERE b.id = :case_id AND b.closed <= :as_of)
SELECT l.date, l.what, l.document, l.invoice_year, l.paper, l.signed_by, l.contact, l.outcome, l.own, l.state, l.promised, l.note, l.reference, l.applies_to, l.amount,
	l.currency, coalesce(s.name, l.who) AS who
FROM bundle_case k JOIN line l LEFT JOIN staff s ON s.code = l.who
WHERE k.id = :case_id AND l.date <= :as_of AND l.date >= k.opened - 365 ORDER BY l.date, l.part, l.time, l.id;
