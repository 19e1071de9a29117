-- provisions.sql: `report provisions`: entries for the general ledger once a bad debts report is approved: a provision for what is still open of it, and write-offs that were recorded since.

-- name: sheets
SELECT 'entries' AS query, 'Entries' AS name, '' AS sum, 0 AS chart;

-- name: caption
-- columns: as_of date
SELECT 'Provision and write-off entries as of {caption.as_of}' AS title, (SELECT value FROM setting WHERE section = 'company' AND key = 'name') AS author, as_of FROM run_info;

-- name: labels
SELECT column1 AS name, column2 AS label, column3 AS width FROM (VALUES
	('customer', 'Customer', 14), ('name', 'Customer name', 38), ('kind', 'Entry', 16), ('currency', 'Currency', 9), ('number', 'Document', 20),
	('type', 'Type', 13), ('amount', 'Amount', 16), ('report', 'Bad debts report', 18), ('approved_on', 'Approved on', 12),
	('debit_account', 'Debit', 14), ('credit_account', 'Credit', 14), ('since', 'Entry of', 12), ('reported', 'In the report', 16));

-- The latest decision on each customer, where it approved: of each item of the report that it names, or else of the customer's last one before it,
-- what is open still, a row an item. Once the debt was written off (event
-- write_off) the entry is one of write-off instead. Accounts: policy posting.provision, posting.write_off.
-- name: entries
-- columns: kind term, type term, approved_on date, since date, reported money, amount money
WITH approved AS (
	SELECT d.customer, d.date, p.id, p.number, (SELECT min(w.date) FROM event w WHERE w.customer = d.customer AND w.kind = 'write_off' AND w.date BETWEEN d.date AND :as_of) AS off
	FROM decision d JOIN paper p ON p.number = coalesce(d.reference, (SELECT x.number FROM paper x WHERE x.customer = d.customer AND x.type = 'BDR'
		AND x.as_of <= d.date AND x.state NOT IN ('planned', 'failed', 'cancelled') ORDER BY x.as_of DESC, x.id DESC LIMIT 1)) AND p.type = 'BDR'
	WHERE d.kind = 'approved'),
entries AS (
	SELECT a.*, iif(a.off IS NULL, 'provision', 'write_off') AS kind FROM approved a)
SELECT e.kind, coalesce(e.off, e.date) AS since, e.number AS report, e.date AS approved_on, e.customer, c.name, i.number, i.type, i.currency, i.outstanding AS reported,
	min(o.outstanding, i.outstanding) AS amount, substr(p.value, 1, instr(p.value || ' ', ' ') - 1) AS debit_account,
	nullif(trim(substr(p.value, instr(p.value || ' ', ' ') + 1)), '') AS credit_account
FROM entries e JOIN paper_entry i ON i.paper = e.id JOIN open_item o ON o.entry = i.entry
LEFT JOIN party c ON c.code = e.customer LEFT JOIN policy p ON p.key = 'posting.' || e.kind
WHERE o.outstanding > 0 AND i.outstanding > 0 ORDER BY e.customer, i.currency, o.date, i.number, o.entry;
