-- bundle-index.sql: INDEX, what is in an evidence bundle. The tables bundle_… are filled by the bundle; in a run they are empty.

-- name: jobs
SELECT k.customer, NULL AS salesman, :default_language AS language, 0 AS level, k.id || '|' || iso(:as_of) AS key, NULL AS reason, NULL AS first_on, k.id AS sort,
	k.id AS case_id
FROM bundle_case k;

-- name: head
-- missing: papers that are not there; marks: what is not on one that is (a signature, a stamp, a serial number).
-- columns: opened date, closed date, age count, papers count, gaps count, missing count, marks count, doubts count
-- A legal name in Arabic letters is for Arabic papers, as in letters (common.sql, to).
SELECT k.id, k.customer AS code, CASE WHEN :language = 'ar' THEN coalesce(c.legal_name, c.name) ELSE c.name END AS name, k.opened, k.closed, k.age, k.papers, k.gaps,
	g.missing, k.gaps - g.missing - g.doubts AS marks, g.doubts, k.gaps = 0 AS complete,
	k.age IS NOT NULL AND k.closed IS NULL AS running, k.closed IS NOT NULL AS is_closed
FROM bundle_case k CROSS JOIN (SELECT count(*) FILTER (WHERE gap IN ('file_lost', 'file_purged')
		OR (gap LIKE '%\_missing' ESCAPE '\' AND gap NOT IN ('asset_serial_missing', 'asset_verifier_missing'))) AS missing,
	count(*) FILTER (WHERE gap IN ('not_valid', 'not_entitled', 'amount_differs', 'date_differs', 'photo_date_differs', 'asset_photo_date')) AS doubts FROM bundle_gap) g LEFT JOIN customer c ON c.code = k.customer WHERE k.id = :case_id;

-- name: gaps
-- roles: who may sign the paper, as words of evidence.sql; a signatory's role that is no term of the trade is the house's own word.
-- invoice_date: where the customer has more than one invoice of the number. read, booked: the sum on a paper and the ledger's.
-- columns: doctype term, invoice_date date, gap term, date date, solve_by date, role term, may1 term, may2 term, may3 term, title term, read money, booked money
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
SELECT g.invoice, g.invoice_date, g.doctype, g.gap, CASE WHEN a.evidence IS NULL THEN g.about END AS about, a.amount AS read, a.ledger AS booked, a.currency, g.date, g.solve_by, r.code AS role, CASE WHEN r.code IS NULL THEN g.role END AS own, g.may1,
	nullif(substr(g.rest, 1, instr(g.rest, ' ') - 1), '') AS may2, nullif(trim(substr(g.rest, instr(g.rest, ' ') + 1)), '') AS may3,
	CASE WHEN g.seq = 0 THEN 'head' END AS row_kind, s.title
FROM line g LEFT JOIN bundle_stage s ON s.stage = g.stage LEFT JOIN roles r ON r.code = replace(replace(lower(g.role), ' ', '_'), '-', '_')
LEFT JOIN (SELECT min(x.evidence) AS evidence, x.said, x.amount, x.ledger, x.currency FROM bundle_case k JOIN paper_amount x ON x.customer = k.customer WHERE NOT x.agrees GROUP BY x.said) a
	ON g.gap = 'amount_differs' AND a.said = g.about
ORDER BY g.stage_seq, g.seq;

-- name: not_claimed
-- What is open and not claimed, one row a currency: not due yet, or disputed, held, under return.
-- columns: sum money
SELECT o.currency, sum(o.outstanding) AS sum FROM bundle_case k JOIN open_item o ON o.customer = k.customer WHERE k.id = :case_id AND o.outstanding > 0
	AND NOT EXISTS (SELECT 1 FROM demanded d WHERE d.entry = o.entry) GROUP BY o.currency ORDER BY o.currency;

-- name: owed
-- The items of the sum in one currency (inside each="sums"), and the exhibits that speak of each: what counts, and in brackets what does not.
-- columns: type term, date date, due date, amount money, paid money, outstanding money, age count
WITH about AS (
	SELECT DISTINCT a.entry, p.exhibit_seq, p.doctype, CASE WHEN p.valid AND p.why IS NULL THEN p.exhibit ELSE '(' || p.exhibit || ')' END AS exhibit
	FROM bundle_case k JOIN evidence e ON e.customer = k.customer JOIN evidence_of a ON a.evidence = e.id
	JOIN bundle_paper p ON p.issued = 0 AND p.sha256 = e.sha256 AND p.invoice IS nullif(e.invoice, '') AND p.date = e.date
		AND p.doctype = substr(e.doctype, 1, instr(e.doctype || '-', '-') - 1)
	WHERE k.id = :case_id),
shown AS (SELECT entry, CASE WHEN doctype IN ('PO', 'CONTRACT') THEN 1 WHEN doctype IN ('DN', 'PROOF') THEN 2 WHEN doctype = 'INV' THEN 3 ELSE 4 END AS part,
	group_concat(exhibit, comma(:language, NULL)) AS exhibits FROM (SELECT * FROM about ORDER BY exhibit_seq) GROUP BY 1, 2)
SELECT type, number, date, due, amount, paid, outstanding, age, ordered, delivered, invoiced, other, currency, row_kind FROM (
	SELECT d.type, d.number, d.date, d.due, d.amount, d.paid, d.outstanding, d.age, (SELECT exhibits FROM shown s WHERE s.entry = d.entry AND part = 1) AS ordered,
		(SELECT exhibits FROM shown s WHERE s.entry = d.entry AND part = 2) AS delivered, (SELECT exhibits FROM shown s WHERE s.entry = d.entry AND part = 3) AS invoiced,
		(SELECT exhibits FROM shown s WHERE s.entry = d.entry AND part = 4) AS other, d.currency, NULL AS row_kind, 0 AS part, d.date AS day, d.entry
	FROM bundle_case k JOIN demanded d ON d.customer = k.customer WHERE k.id = :case_id AND d.currency = :currency AND d.outstanding > 0
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, sum(d.outstanding), NULL, NULL, NULL, NULL, NULL, :currency, 'subtotal', 1, 0, 0
	FROM bundle_case k JOIN demanded d ON d.customer = k.customer WHERE k.id = :case_id AND d.currency = :currency AND d.outstanding < 0 HAVING count(*) > 0
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, b.demand, NULL, NULL, NULL, NULL, NULL, :currency, 'total', 2, 0, 0
	FROM bundle_case k JOIN balance b ON b.customer = k.customer WHERE k.id = :case_id AND b.currency = :currency)
ORDER BY part, due, day, entry;

-- name: proof
-- Which exhibits speak to what, two facts a row; in brackets those that are not valid or whose signature does not count.
-- columns: fact term, fact2 term
WITH facts(seq, fact, kinds) AS (VALUES (1, 'fact_contract', ' CONTRACT '), (2, 'fact_ordered', ' PO '), (3, 'fact_invoiced', ' INV '), (4, 'fact_delivered', ' DN '),
	(5, 'fact_acknowledged', ' CONFR ACT '), (6, 'fact_promised', ' GUARS COMMIT '), (7, 'fact_reminded', ' REM0 REM1 REM2 REMM ESCN CASHN EMAIL MSG CALL '),
	(8, 'fact_visited', ' VISIT1 VISIT2 '), (9, 'fact_noticed', ' NOTICE '), (10, 'fact_served', ' PROOF '), (11, 'fact_claimed', ' CLAIM '), (12, 'fact_account', ' STMT CONF CONF2 RECON '),
	(13, 'fact_paid', ' PAYP '), (14, 'fact_assets', ' ASSET CUSTODY PHOTO RMA '), (15, 'fact_police', ' POLICE ')),
shown AS (SELECT fact, row_number() OVER (ORDER BY seq) - 1 AS place, count(*) OVER () AS facts, group_concat(exhibit, comma(:language, NULL)) AS exhibits FROM (
		SELECT f.seq, f.fact, CASE WHEN p.valid AND p.why IS NULL THEN p.exhibit ELSE '(' || p.exhibit || ')' END AS exhibit
		FROM facts f JOIN bundle_paper p ON instr(f.kinds, ' ' || p.doctype || ' ') > 0 ORDER BY f.seq, p.exhibit_seq)
	GROUP BY seq)
-- the left half of the list beside its right half
SELECT a.fact, a.exhibits, b.fact AS fact2, b.exhibits AS exhibits2
FROM shown a LEFT JOIN shown b ON b.place = a.place + (a.facts + 1) / 2 WHERE a.place < (a.facts + 1) / 2 ORDER BY a.place;

-- name: doubtful
SELECT 1 AS any_of FROM bundle_paper WHERE NOT valid OR why IS NOT NULL LIMIT 1;

-- name: given
-- Who receives this bundle, and the bundles of the case that were made before, with their hashes.
-- columns: date date
SELECT date, name, who, substr(sha256, 1, 16) || ' ' || substr(sha256, 17, 16) || ' ' || substr(sha256, 33, 16) || ' ' || substr(sha256, 49, 16) AS hash
FROM bundle_given WHERE name IS NOT NULL ORDER BY seq;

-- name: later
-- Exports that are surely of a later day, and brought something of the customer's that stands here: nobody recorded what was known of it before.
-- columns: day date
SELECT s.file, coalesce(s.export_date, s.last_date) AS day FROM bundle_case k CROSS JOIN source s
WHERE coalesce(s.export_date, s.last_date) > :as_of AND (EXISTS (SELECT 1 FROM entry e WHERE e.source = s.id AND e.customer = k.customer AND e.date <= :as_of)
	OR EXISTS (SELECT 1 FROM event e WHERE e.source = s.id AND e.customer = k.customer AND e.date <= :as_of))
GROUP BY s.file, day ORDER BY day, s.file;

-- name: receivers
SELECT group_concat(who, '; ') AS names FROM (SELECT who FROM bundle_given WHERE name IS NULL ORDER BY seq) HAVING count(*) > 0;

-- name: papers
-- sender, subject, sent, attached: of a mail, as it says itself. corrected: the last day on which its record was put right; its name stays.
-- taken: of a photograph, by its camera's clock.
-- columns: corrected date, date date, doctype term, fault term, pages count, filed_on date, title term, sent date, taken date, attached count
SELECT p.exhibit, p.date, p.doctype, p.fault, p.invoice, p.invoice_year, p.original, p.signed_by, p.note, p.filed_on, p.pages, p.file, p.hash,
	CASE WHEN p.seq = 0 THEN 'head' END AS row_kind, s.title, e.mail_from AS sender, e.mail_subject AS subject, nullif(e.mail_date, p.date) AS sent,
	nullif(e.mail_files, 0) AS attached, e.taken_on AS taken,
	(SELECT max(c.date) FROM custody c WHERE c.act = 'corrected' AND c.subject = p.subject) AS corrected
FROM (
	SELECT stage_seq, 0 AS seq, NULL AS exhibit, NULL AS date, NULL AS doctype, NULL AS fault, NULL AS invoice, NULL AS invoice_year, NULL AS original, NULL AS signed_by,
		NULL AS note, NULL AS filed_on, NULL AS pages, NULL AS file, NULL AS hash, NULL AS subject
	FROM bundle_paper GROUP BY stage_seq
	UNION ALL
	SELECT stage_seq, exhibit_seq, exhibit, date, doctype, CASE WHEN NOT valid THEN 'invalid' WHEN why IS NOT NULL THEN 'not_entitled' END, invoice, invoice_year, original, signed_by,
		note, filed_on, pages, replace(path, 'papers/', ''),
		substr(sha256, 1, 16) || ' ' || substr(sha256, 17, 16) || ' ' || substr(sha256, 33, 16) || ' ' || substr(sha256, 49, 16), CASE issued WHEN 0 THEN subject END
	FROM bundle_paper) p
LEFT JOIN bundle_stage s ON s.seq = p.stage_seq LEFT JOIN evidence e ON e.name = p.subject ORDER BY p.stage_seq, p.seq;

-- name: files
-- What else lies in the bundle.
-- columns: what term
SELECT column1 AS file, column2 AS what FROM (VALUES ('chronology.csv', 'file_chronology'), ('account.csv', 'file_account'),
	('register.csv', 'file_register'), ('custody.csv', 'file_custody'), ('custody-chain.txt', 'file_chain'));

-- name: chronology
-- Codes are terms; an outcome that is no term of the trade is a house's own word.
-- columns: date date, what term, paper term, fault term, outcome term, state term, channel term, promised date, amount money, attached count, recorded_on date
SELECT date, what, document, invoice_year, paper, exhibit, fault, signed_by, contact, outcome, own, state, channel, promised, note, reference, applies_to, amount, currency, who, sender, subject, attached, recorded_on, recorded_by
FROM bundle_line ORDER BY date, part, time, seq;
