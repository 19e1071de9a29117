-- common.sql: queries that every document type may use. A stem's own query of the same name wins.
-- Parameters: :as_of :language :number :run :customer :salesman :case_id and what the stem's jobs query returned.

-- name: company
-- Our own company in the document's language: keys like name.ar win over name.
SELECT
	coalesce(max(value) FILTER (WHERE key = 'name.' || :language), max(value) FILTER (WHERE key = 'name')) AS name,
	coalesce(max(value) FILTER (WHERE key = 'legal_name.' || :language), max(value) FILTER (WHERE key = 'legal_name'),
		max(value) FILTER (WHERE key = 'name.' || :language), max(value) FILTER (WHERE key = 'name')) AS legal_name,
	coalesce(max(value) FILTER (WHERE key = 'address1.' || :language), max(value) FILTER (WHERE key = 'address1')) AS address1,
	coalesce(max(value) FILTER (WHERE key = 'address2.' || :language), max(value) FILTER (WHERE key = 'address2')) AS address2,
	coalesce(max(value) FILTER (WHERE key = 'city.' || :language), max(value) FILTER (WHERE key = 'city')) AS city,
	max(value) FILTER (WHERE key = 'postcode') AS postcode,
	-- the postcode stands where the country's post wants it
	CASE WHEN country_code(max(value) FILTER (WHERE key = 'country')) IN ('GB', 'IE', 'US', 'CA', 'AU', 'NZ', 'IN', 'SG', 'HK', 'ZA', 'JP', 'KR', 'TH', 'EG', 'SA', 'PK', 'BD', 'LK', 'JO', 'LB')
		THEN trim(coalesce(coalesce(max(value) FILTER (WHERE key = 'city.' || :language), max(value) FILTER (WHERE key = 'city')), '') || ' '
			|| coalesce(max(value) FILTER (WHERE key = 'postcode'), ''))
		ELSE trim(coalesce(max(value) FILTER (WHERE key = 'postcode'), '') || ' '
			|| coalesce(max(value) FILTER (WHERE key = 'city.' || :language), max(value) FILTER (WHERE key = 'city'), '')) END AS town,
	coalesce(max(value) FILTER (WHERE key = 'country_name.' || :language), max(value) FILTER (WHERE key = 'country_name')) AS country_name,
	coalesce(max(value) FILTER (WHERE key = 'tax_label.' || :language), max(value) FILTER (WHERE key = 'tax_label')) AS tax_label,
	max(value) FILTER (WHERE key = 'tax_id') AS tax_id,
	coalesce(max(value) FILTER (WHERE key = 'tax_label.' || :language), max(value) FILTER (WHERE key = 'tax_label')) || ' '
		|| max(value) FILTER (WHERE key = 'tax_id')
		|| coalesce(' · ' || CASE :language WHEN 'ru' THEN 'КПП ' ELSE 'KPP ' END || max(value) FILTER (WHERE key = 'kpp'), '') AS tax_line,
	coalesce(max(value) FILTER (WHERE key = 'registration.' || :language), max(value) FILTER (WHERE key = 'registration')) AS registration,
	max(value) FILTER (WHERE key = 'phone') AS phone,
	max(value) FILTER (WHERE key = 'email') AS email,
	max(value) FILTER (WHERE key = 'website') AS website,
	coalesce(max(value) FILTER (WHERE key = 'bank_name.' || :language), max(value) FILTER (WHERE key = 'bank_name')) AS bank_name,
	max(value) FILTER (WHERE key = 'iban') AS iban,
	max(value) FILTER (WHERE key = 'swift') AS swift,
	max(value) FILTER (WHERE key = 'account') AS account,
	max(value) FILTER (WHERE key = 'bik') AS bik,
	max(value) FILTER (WHERE key = 'corr_account') AS corr_account
FROM setting WHERE section = 'company';

-- name: doc
-- The paper itself.
-- columns: date date
SELECT :number AS number, :as_of AS date;

-- name: to
-- The customer as addressee. A legal name in Arabic letters is for Arabic papers; others keep the name in Latin letters.
SELECT c.code,
	CASE WHEN :language = 'ar' THEN coalesce(c.legal_name, c.name)
	     WHEN c.legal_name IS NOT NULL AND NOT c.legal_name GLOB '*[ء-ي]*' THEN c.legal_name
	     ELSE c.name END AS name,
	c.address1, c.address2,
	-- the postcode stands where the country's post wants it
	CASE WHEN coalesce(k.code, o.code) IN ('GB', 'IE', 'US', 'CA', 'AU', 'NZ', 'IN', 'SG', 'HK', 'ZA', 'JP', 'KR', 'TH', 'EG', 'SA', 'PK', 'BD', 'LK', 'JO', 'LB')
		THEN trim(coalesce(c.city, '') || ' ' || coalesce(c.postcode, ''))
		ELSE trim(coalesce(c.postcode, '') || ' ' || coalesce(c.city, '')) END AS town,
	-- a letter within the country names no country, however the export writes it
	CASE WHEN coalesce(k.code, c.country) <> coalesce(o.code, '') THEN country(c.country, :language) END AS country,
	c.tax_id,
	-- what the tax number is called in the customer's country; in ours, as we call our own
	CASE WHEN coalesce(k.code, o.code) IS o.code THEN (SELECT coalesce(max(value) FILTER (WHERE key = 'tax_label.' || :language),
			max(value) FILTER (WHERE key = 'tax_label')) FROM setting WHERE section = 'company')
		ELSE CASE k.code WHEN 'AE' THEN 'TRN' WHEN 'SA' THEN 'VAT' WHEN 'OM' THEN 'VATIN' WHEN 'BH' THEN 'VAT' WHEN 'RU' THEN
			CASE :language WHEN 'ru' THEN 'ИНН' ELSE 'INN' END WHEN 'NO' THEN 'Org.nr' WHEN 'AU' THEN 'ABN' WHEN 'GB' THEN 'VAT' END END AS tax_label,
	c.phone, c.email, c.contract_no, c.contract_date, c.kind, c.terms_days,
	(SELECT name FROM contact x WHERE x.customer = c.code AND x.role IN ('accounts', 'chief_accountant')
		AND coalesce(x.valid_from, :as_of) <= :as_of AND coalesce(x.valid_to, :as_of) >= :as_of ORDER BY x.id LIMIT 1) AS attention
FROM customer c LEFT JOIN country_of k ON k.text = c.country
LEFT JOIN setting h ON h.section = 'company' AND h.key = 'country' LEFT JOIN country_of o ON o.text = h.value
WHERE c.code = :customer;

-- name: accounts
-- Where to pay and what to quote, one row an account: that of each currency in which the customer has open items (iban.EUR, account.EUR), else
-- the house's own for all of them. An IBAN stands in groups (ISO 13616), which a line does not part.
WITH said AS (SELECT key, value FROM setting WHERE section = 'company'),
mine AS (
	SELECT b.currency, iif(i.value IS NULL AND a.value IS NULL, (SELECT value FROM said WHERE key = 'iban'), i.value) AS iban,
		iif(i.value IS NULL AND a.value IS NULL, (SELECT value FROM said WHERE key = 'account'), a.value) AS account,
		coalesce((SELECT value FROM said WHERE key = 'swift.' || b.currency), (SELECT value FROM said WHERE key = 'swift')) AS swift,
		coalesce((SELECT value FROM said WHERE key = 'bank_name.' || b.currency), (SELECT value FROM said WHERE key = 'bank_name.' || :language),
			(SELECT value FROM said WHERE key = 'bank_name')) AS bank_name,
		iif(q.by_item, NULL, coalesce(q.shown, b.customer)) AS quote, nullif(q.by_item, 0) AS by_item
	FROM balance b LEFT JOIN quote q ON q.customer = b.customer AND q.currency = b.currency
	LEFT JOIN said i ON i.key = 'iban.' || b.currency LEFT JOIN said a ON a.key = 'account.' || b.currency
	WHERE b.customer = :customer AND b.items > 0),
plain AS (
	SELECT group_concat(currency, ', ') AS currencies, reference_read('iban', replace(upper(iban), ' ', '')) AS iban, account, swift, bank_name,
		quote, by_item, count(*) OVER () > 1 AS several
	FROM mine GROUP BY iban, account, swift, bank_name, quote, by_item)
SELECT currencies, several, iban, account, swift, bank_name, quote, by_item, coalesce(iban, account) AS number,
	CASE WHEN several THEN currencies || ': ' ELSE '' END || coalesce(iban, account) AS brief
FROM plain ORDER BY currencies;

-- name: quotes
-- What the payer is asked to quote, one row for all currencies that have the same; by_item: each item has its own.
SELECT CASE WHEN count(*) OVER () > 1 THEN group_concat(currency, ', ') || ': ' ELSE '' END || shown AS number, nullif(by_item, 0) AS by_item
FROM (SELECT b.currency, iif(q.by_item, NULL, coalesce(q.shown, b.customer)) AS shown, q.by_item
	FROM balance b LEFT JOIN quote q ON q.customer = b.customer AND q.currency = b.currency
	WHERE b.customer = :customer AND b.items > 0 ORDER BY b.currency)
GROUP BY shown, by_item ORDER BY min(currency);

-- name: to_pay
-- What the paper asks to be paid into the account (inside each="accounts"), one row a currency; alone: there is one only.
-- columns: total money
SELECT currency, demand AS total, count(*) OVER () = 1 AS alone FROM balance
WHERE customer = :customer AND demand > 0 AND instr(', ' || :currencies || ',', ', ' || currency || ',') > 0 ORDER BY currency;

-- name: pay_code
-- What the payment code of that sum holds (inside each="to_pay"), by the standard of the currency and account, where one reference pays all of it.
WITH said AS (SELECT key, value FROM setting WHERE section = 'company'),
who AS (
	SELECT coalesce(max(value) FILTER (WHERE key = 'legal_name.en'), max(value) FILTER (WHERE key = 'legal_name'),
			max(value) FILTER (WHERE key = 'name.en'), max(value) FILTER (WHERE key = 'name')) AS latin,
		coalesce(max(value) FILTER (WHERE key = 'legal_name.ru'), max(value) FILTER (WHERE key = 'legal_name'),
			max(value) FILTER (WHERE key = 'name.ru'), max(value) FILTER (WHERE key = 'name')) AS russian,
		coalesce(max(value) FILTER (WHERE key = 'bank_name.RUB'), max(value) FILTER (WHERE key = 'bank_name.ru'),
			max(value) FILTER (WHERE key = 'bank_name')) AS bank,
		max(value) FILTER (WHERE key = 'address1') AS street, max(value) FILTER (WHERE key = 'postcode') AS postcode,
		max(value) FILTER (WHERE key = 'city') AS city, country_code(max(value) FILTER (WHERE key = 'country')) AS country,
		max(value) FILTER (WHERE key = 'bik') AS bik, max(value) FILTER (WHERE key = 'corr_account') AS corr_account,
		max(value) FILTER (WHERE key = 'tax_id') AS tax_id, max(value) FILTER (WHERE key = 'kpp') AS kpp
	FROM said),
made AS (
	SELECT coalesce(code_swiss(w.latin, w.street, w.postcode, w.city, w.country, :iban, :total, :currency, coalesce(q.number, c.code)),
		code_epc(w.latin, :iban, :swift, :total, :currency, coalesce(q.number, c.code)),
		code_gost(w.russian, :account, w.bank, w.bik, w.corr_account, w.tax_id, w.kpp, :total, :currency,
			'Оплата задолженности' || coalesce(' по договору ' || c.contract_no, '') || ', ' || coalesce(q.number, c.code))) AS payload
	FROM customer c LEFT JOIN quote q ON q.customer = c.code AND q.currency = :currency CROSS JOIN who w
	WHERE c.code = :customer AND :alone AND q.by_item IS NOT 1 AND :total = coalesce(q.covers, :total))
SELECT payload FROM made WHERE payload IS NOT NULL;

-- name: terms
-- By when, where the paper asks for it (its own query of this name).
-- columns: pay_by date
SELECT NULL AS pay_by WHERE 0;

-- name: tax_shown
-- Papers for the books and for a court have the customer's tax number too (their own query of this name); a reminder needs none.
SELECT 1 AS wanted WHERE 0;

-- name: clerk
-- Whom the customer calls: the accounts receivable clerk named in [staff], else the first on the list.
-- columns: role term
SELECT name, role, phone, email FROM staff
WHERE code = coalesce((SELECT value FROM setting WHERE section = 'staff' AND key = 'ar'),
	(SELECT code FROM staff WHERE role = 'ar' AND coalesce(left_on, :as_of) >= :as_of ORDER BY code LIMIT 1));

-- name: director
-- columns: role term
SELECT name, role, phone, email FROM staff
WHERE code = coalesce((SELECT value FROM setting WHERE section = 'staff' AND key = 'sales_director'),
	(SELECT code FROM staff WHERE role = 'sales_director' AND coalesce(left_on, :as_of) >= :as_of ORDER BY code LIMIT 1));

-- name: general_manager
-- columns: role term
SELECT name, role FROM staff
WHERE code = coalesce((SELECT value FROM setting WHERE section = 'staff' AND key = 'general_manager'),
	(SELECT code FROM staff WHERE role = 'general_manager' AND coalesce(left_on, :as_of) >= :as_of ORDER BY code LIMIT 1));

-- name: finance_manager
-- columns: role term
SELECT name, role FROM staff
WHERE code = coalesce((SELECT value FROM setting WHERE section = 'staff' AND key = 'finance_manager'),
	(SELECT code FROM staff WHERE role = 'finance_manager' AND coalesce(left_on, :as_of) >= :as_of ORDER BY code LIMIT 1));

-- name: salesperson
-- columns: role term
SELECT code, name, role, region, phone FROM staff WHERE code = :salesman;

-- name: supervisor
-- The salesman's supervisor is found by reports_to, not typed.
-- columns: role term
WITH RECURSIVE up(code, depth) AS (
	SELECT reports_to, 1 FROM staff WHERE code = :salesman
	UNION ALL SELECT s.reports_to, depth + 1 FROM up JOIN staff s ON s.code = up.code WHERE depth < 8)
SELECT s.name, s.role FROM up JOIN staff s ON s.code = up.code WHERE s.role = 'supervisor' ORDER BY depth LIMIT 1;

-- name: channel_manager
-- columns: role term
WITH RECURSIVE up(code, depth) AS (
	SELECT reports_to, 1 FROM staff WHERE code = :salesman
	UNION ALL SELECT s.reports_to, depth + 1 FROM up JOIN staff s ON s.code = up.code WHERE depth < 8)
SELECT s.name, s.role FROM up JOIN staff s ON s.code = up.code WHERE s.role = 'channel_manager' ORDER BY depth LIMIT 1;

-- name: currencies
-- The currencies in which the customer has open items; several is 1 when there is more than one.
SELECT currency, count(*) OVER () > 1 AS several FROM balance WHERE customer = :customer AND items > 0 ORDER BY currency;

-- name: due_totals
-- What is demanded, one row a currency: what is overdue and not under discussion, less the credits that are not yet set against items.
-- columns: total money
SELECT currency, demand AS total, count(*) OVER () > 1 AS several FROM balance WHERE customer = :customer AND demand > 0 ORDER BY currency;

-- name: due_items
-- The overdue items of one currency, the credits against them and what is left to pay (inside each="due_totals").
-- columns: date date, due date, amount money, paid money, outstanding money, age count
SELECT number, reference, date, due, po_number, amount, paid, outstanding, age, currency, row_kind FROM (
	SELECT number, (SELECT r.shown FROM asked_reference r WHERE r.customer = d.customer AND r.currency = d.currency AND r.entry = d.entry) AS reference,
		date, due, po_number, amount, paid, outstanding, age, currency, NULL AS row_kind, 0 AS part FROM demanded d
	WHERE customer = :customer AND currency = :currency AND outstanding > 0
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, sum(outstanding), NULL, :currency, 'subtotal', 1 FROM demanded
	WHERE customer = :customer AND currency = :currency AND outstanding < 0 HAVING count(*) > 0
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, CASE WHEN min(outstanding) > 0 THEN sum(amount) END, CASE WHEN min(outstanding) > 0 THEN sum(paid) END,
		sum(outstanding), NULL, :currency, 'total', 2 FROM demanded
	WHERE customer = :customer AND currency = :currency)
ORDER BY part, due, date, number;

-- name: due_unallocated
-- Credits that are not yet set against items and lessen a demand.
-- columns: total money
SELECT currency, -credit AS total FROM balance WHERE customer = :customer AND demand > 0 AND credit < 0 ORDER BY currency;

-- name: disputed
-- How many items are left out of a demand because they are under discussion.
-- columns: n count
SELECT count(*) AS n FROM open_item WHERE customer = :customer AND age > 0 AND outstanding > 0 AND blocked IN ('disputed', 'rma', 'returned') HAVING count(*) > 0;

-- name: disputed_items
-- Each of them.
-- columns: outstanding money
SELECT number, outstanding, currency FROM open_item WHERE customer = :customer AND age > 0 AND outstanding > 0 AND blocked IS NOT NULL
ORDER BY due, date, number;

-- name: earlier
-- Letters that covered items which are demanded now: ours, and those of another system (event letter) that name the invoice, with their type
-- in outcome where it is known. A letter older than the item spoke of another that had its number before.
-- columns: date date, title term
WITH mine AS (SELECT * FROM demanded WHERE customer = :customer AND outstanding > 0)
SELECT DISTINCT p.number, p.as_of AS date, p.type AS title FROM mine o
JOIN paper p ON p.customer = o.customer JOIN paper_item i ON i.paper = p.id AND i.number = o.number AND i.type = o.type
WHERE p.type IN ('REM0', 'REM1', 'REM2', 'ESCN', 'NOTICE') AND p.state NOT IN ('planned', 'failed', 'cancelled')
	AND p.as_of < :as_of AND p.as_of >= o.date
UNION
SELECT coalesce(v.reference, ''), v.date, CASE WHEN v.outcome IN ('REM0', 'REM1', 'REM2', 'ESCN', 'NOTICE') THEN v.outcome ELSE 'letter' END FROM mine o
JOIN event v ON v.customer = o.customer AND v.kind = 'letter' AND v.invoice = o.number AND v.date < :as_of AND v.date >= o.date
ORDER BY 2, 1;

-- name: earlier_some
-- A row where the letters before covered some of what is demanded now, and not all.
SELECT 1 AS not_all FROM (
	SELECT count(*) AS n, count(*) FILTER (WHERE EXISTS (SELECT 1 FROM paper p JOIN paper_item i ON i.paper = p.id WHERE p.customer = o.customer
			AND i.number = o.number AND i.type = o.type AND p.type IN ('REM0', 'REM1', 'REM2', 'ESCN', 'NOTICE')
			AND p.state NOT IN ('planned', 'failed', 'cancelled') AND p.as_of < :as_of AND p.as_of >= o.date)
		OR EXISTS (SELECT 1 FROM event v WHERE v.customer = o.customer AND v.kind = 'letter' AND v.invoice = o.number AND v.date < :as_of
			AND v.date >= o.date)) AS said
	FROM demanded o WHERE customer = :customer AND outstanding > 0)
WHERE said BETWEEN 1 AND n - 1;
