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
	-- as the country's post wants it, in one line
	postal(country_code(max(value) FILTER (WHERE key = 'country')), 'all', max(value) FILTER (WHERE key = 'postcode'),
		coalesce(max(value) FILTER (WHERE key = 'city.' || :language), max(value) FILTER (WHERE key = 'city')), 0) AS town,
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
-- The customer as addressee. A legal name in Arabic letters is for Arabic papers; others keep the name in Latin letters. Postcode and town stand as the
-- customer's country writes them: place above the street, post and post_below below it; town is all of it in a sentence. Abroad the town is in
-- capitals, and the country in the last line too (UPU S42), in the house's own language, or in English where that is not in Latin letters; a letter
-- within the country names none, however the export writes it.
WITH destination AS (
	SELECT c.code AS customer, coalesce(k.code, o.code) AS country, coalesce(k.code, nullif(c.country, '')) <> coalesce(o.code, '') AS abroad,
		coalesce(k.code, c.country) AS named, coalesce(k.code, o.code) IS o.code AS home,
		(SELECT default_language FROM run_info) AS ours
	FROM customer c LEFT JOIN country_of k ON k.text = c.country
	LEFT JOIN setting h ON h.section = 'company' AND h.key = 'country' LEFT JOIN country_of o ON o.text = h.value WHERE c.code = :customer)
SELECT c.code,
	CASE WHEN :language = 'ar' THEN coalesce(c.legal_name, c.name)
	     WHEN c.legal_name IS NOT NULL AND NOT c.legal_name GLOB '*[ء-ي]*' THEN c.legal_name
	     ELSE c.name END AS name,
	c.address1, c.address2,
	postal(d.country, 'above', c.postcode, iif(d.abroad, capitals(c.city), c.city), d.abroad) AS place,
	postal(d.country, 'first', c.postcode, iif(d.abroad, capitals(c.city), c.city), d.abroad) AS post,
	postal(d.country, 'second', c.postcode, iif(d.abroad, capitals(c.city), c.city), d.abroad) AS post_below,
	postal(d.country, 'all', c.postcode, c.city, 0) AS town,
	CASE WHEN d.abroad THEN capitals(iif(country(d.named, d.ours) GLOB '*[A-Za-z]*', country(d.named, d.ours), country(d.named, 'en'))) END AS country,
	c.tax_id,
	-- what the tax number is called in the customer's country; in ours, as we call our own
	CASE WHEN d.home THEN (SELECT coalesce(max(value) FILTER (WHERE key = 'tax_label.' || :language),
			max(value) FILTER (WHERE key = 'tax_label')) FROM setting WHERE section = 'company')
		ELSE CASE d.country WHEN 'AE' THEN 'TRN' WHEN 'SA' THEN 'VAT' WHEN 'OM' THEN 'VATIN' WHEN 'BH' THEN 'VAT' WHEN 'RU' THEN
			CASE :language WHEN 'ru' THEN 'ИНН' ELSE 'INN' END WHEN 'NO' THEN 'Org.nr' WHEN 'AU' THEN 'ABN' WHEN 'GB' THEN 'VAT' END END AS tax_label,
	c.phone, c.email, c.contract_no, c.contract_date, c.kind, c.terms_days,
	(SELECT name FROM contact x WHERE x.customer = c.code AND x.role IN ('accounts', 'chief_accountant', 'admin')
		AND coalesce(x.valid_from, :as_of) <= :as_of AND coalesce(x.valid_to, :as_of) >= :as_of ORDER BY x.id LIMIT 1) AS attention
FROM customer c JOIN destination d ON d.customer = c.code;

-- name: accounts
-- Where to pay and what to quote, one row an account: that of each currency in which the customer has open items, or a note a fee (iban.EUR,
-- account.EUR), else the house's own for all of them; said: the currencies as the language lists them. An IBAN stands in groups (ISO 13616), which a line does not part.
WITH said AS NOT MATERIALIZED (SELECT key, value FROM setting WHERE section = 'company'),
mine AS (
	SELECT b.currency, iif(i.value IS NULL AND a.value IS NULL, (SELECT value FROM said WHERE key = 'iban'), i.value) AS iban,
		iif(i.value IS NULL AND a.value IS NULL, (SELECT value FROM said WHERE key = 'account'), a.value) AS account,
		coalesce((SELECT value FROM said WHERE key = 'swift.' || b.currency), (SELECT value FROM said WHERE key = 'swift')) AS swift,
		coalesce((SELECT value FROM said WHERE key = 'bank_name.' || b.currency), (SELECT value FROM said WHERE key = 'bank_name.' || :language),
			(SELECT value FROM said WHERE key = 'bank_name')) AS bank_name,
		iif(q.by_item, NULL, coalesce(q.shown, b.customer)) AS quote, nullif(q.by_item, 0) AS by_item
	FROM (SELECT customer, currency FROM balance WHERE customer = :customer AND items > 0
		UNION SELECT customer, currency FROM letter_fee WHERE :type = 'INTN' AND customer = :customer AND NOT charged) b
	LEFT JOIN quote q ON q.customer = b.customer AND q.currency = b.currency
	LEFT JOIN said i ON i.key = 'iban.' || b.currency LEFT JOIN said a ON a.key = 'account.' || b.currency),
plain AS (
	SELECT group_concat(currency, ', ') AS currencies, group_concat(currency, comma(:language, NULL)) AS said, reference_read('iban', replace(upper(iban), ' ', '')) AS iban, account, swift, bank_name,
		quote, by_item, count(*) OVER () > 1 AS several
	FROM mine GROUP BY iban, account, swift, bank_name, quote, by_item)
SELECT currencies, said, several, iban, account, swift, bank_name, quote, by_item, coalesce(iban, account) AS number,
	CASE WHEN several THEN said || ': ' ELSE '' END || coalesce(iban, account) AS brief
FROM plain ORDER BY currencies;

-- name: quotes
-- What the payer is asked to quote, one row for all currencies that have the same; by_item: each item has its own.
SELECT CASE WHEN count(*) OVER () > 1 THEN group_concat(currency, comma(:language, NULL)) || ': ' ELSE '' END || shown AS number, nullif(by_item, 0) AS by_item
FROM (SELECT b.currency, iif(q.by_item, NULL, coalesce(q.shown, b.customer)) AS shown, q.by_item
	FROM balance b LEFT JOIN quote q ON q.customer = b.customer AND q.currency = b.currency
	WHERE b.customer = :customer AND b.items > 0 ORDER BY b.currency)
GROUP BY shown, by_item ORDER BY min(currency);

-- name: whole
-- The one reference of a paper that lists no items, where each item has its own (inside each="accounts"); others leave it out.
SELECT NULL AS number WHERE 0;

-- name: to_pay
-- What the paper asks to be paid into the account (inside each="accounts"), one row a currency; alone: there is one only.
-- columns: total money
SELECT currency, demand AS total, count(*) OVER () = 1 AS alone FROM balance
WHERE customer = :customer AND demand > 0 AND has_word(:currencies, currency) ORDER BY currency;

-- name: pay_code
-- What the payment code of that sum holds (inside each="to_pay"), by the standard of the currency and account, where one reference pays all of it.
WITH said AS NOT MATERIALIZED (SELECT key, value FROM setting WHERE section = 'company'),
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

-- name: policy_made
-- The rules under which an internal paper is made; author and approver are names, or roles whose holders are named;
-- a role that nobody has is not named. They are reviewed every year, or by the day that the policy says.
WITH said AS (
	SELECT k.column1 AS key, coalesce((SELECT value FROM policy WHERE key = k.column1 || '.' || :language),
		(SELECT value FROM policy WHERE key = k.column1)) AS value FROM (VALUES ('version'), ('author'), ('approver'), ('approved_on'), ('review_by')) k),
named AS (
	SELECT key, value, (SELECT h.code FROM holder h WHERE h.post = said.value) AS holder,
		value GLOB '[a-z]*' AND NOT value GLOB '*[^a-z_]*' AS word FROM said)
SELECT max(value) FILTER (WHERE key = 'version') AS version,
	max(coalesce((SELECT name FROM staff WHERE code = holder), iif(word, NULL, value))) FILTER (WHERE key = 'author') AS author,
	max(coalesce((SELECT name FROM staff WHERE code = holder), iif(word, NULL, value))) FILTER (WHERE key = 'approver') AS approver,
	max(day(value)) FILTER (WHERE key = 'approved_on') AS approved_on,
	coalesce(max(day(value)) FILTER (WHERE key = 'review_by'), add_months(max(day(value)) FILTER (WHERE key = 'approved_on'), 12)) AS review_by
FROM named;

-- name: copies
-- Who is informed by this paper (policy copies.TYPE, roles): the salesman's own superior of that role, else who has it in the house.
-- A role that nobody has stands without a name.
-- columns: role term
WITH RECURSIVE said(rest, role, n) AS (
	SELECT replace(replace(value, ',', ' '), char(9), ' ') || ' ', '', 0 FROM policy WHERE key = 'copies.' || :type
	UNION ALL SELECT ltrim(substr(ltrim(rest), instr(ltrim(rest), ' '))), substr(ltrim(rest), 1, instr(ltrim(rest), ' ') - 1), n + 1
	FROM said WHERE trim(rest) <> '' AND n < 20),
up(code, depth) AS (
	SELECT :salesman, 0
	UNION ALL SELECT s.reports_to, depth + 1 FROM up JOIN staff s ON s.code = up.code WHERE depth < 8)
SELECT d.role, i.name FROM said d LEFT JOIN stand_in i ON i.code = coalesce(
	(SELECT up.code FROM up JOIN staff s ON s.code = up.code WHERE s.role = d.role ORDER BY depth LIMIT 1),
	CASE WHEN d.role NOT IN ('salesman', 'supervisor', 'channel_manager') THEN (SELECT h.code FROM holder h WHERE h.post = d.role) END)
WHERE d.role <> '' ORDER BY d.n;

-- name: clerk
-- Whom the customer calls: the accounts receivable clerk named in [staff], else the first on the list.
-- columns: role term
SELECT name, role, phone, email FROM holder WHERE post = 'ar';

-- name: director
-- columns: role term
SELECT name, role, phone, email FROM holder WHERE post = 'sales_director';

-- name: general_manager
-- columns: role term
SELECT name, role FROM holder WHERE post = 'general_manager';

-- name: finance_manager
-- columns: role term
SELECT name, role FROM holder WHERE post = 'finance_manager';

-- name: mem
-- Who has custody of what is fetched from customers.
-- columns: role term
SELECT name, role FROM holder WHERE post = 'mem';

-- name: pro
-- columns: role term
SELECT name, role FROM holder WHERE post = 'pro';

-- name: salesperson
-- Who has the customers, or stands in for them (stands_for: the name of who is away); code and region stay those of the customers.
-- columns: role term
SELECT i.code, i.name, i.role, s.region, i.phone, i.stands_for FROM stand_in i JOIN staff s ON s.code = i.code WHERE i.code = :salesman;

-- name: supervisor
-- The salesman's supervisor is found by reports_to, not typed.
-- columns: role term
WITH RECURSIVE up(code, depth) AS (
	SELECT reports_to, 1 FROM staff WHERE code = :salesman
	UNION ALL SELECT s.reports_to, depth + 1 FROM up JOIN staff s ON s.code = up.code WHERE depth < 8)
SELECT s.name, s.role, s.phone FROM up JOIN stand_in s ON s.code = up.code WHERE s.post = 'supervisor' ORDER BY depth LIMIT 1;

-- name: channel_manager
-- columns: role term
WITH RECURSIVE up(code, depth) AS (
	SELECT reports_to, 1 FROM staff WHERE code = :salesman
	UNION ALL SELECT s.reports_to, depth + 1 FROM up JOIN staff s ON s.code = up.code WHERE depth < 8)
SELECT s.name, s.role, s.phone FROM up JOIN stand_in s ON s.code = up.code WHERE s.post = 'channel_manager' ORDER BY depth LIMIT 1;

-- name: this_case
-- The customer's open case.
-- columns: opened date, age count
SELECT id, opened, age FROM case_now WHERE customer = :customer;

-- name: profile
-- The customer as the house's own papers show it.
-- columns: status term, credit_limit money, terms_days count
SELECT code, name, tax_id, phone, email, status, terms_days, credit_limit,
	coalesce(currency, (SELECT value FROM setting WHERE section = 'locale' AND key = 'currency')) AS currency,
	(SELECT group_concat(part, comma(:language, coalesce(address1, '') || coalesce(address2, '') || coalesce(city, ''))) FROM (SELECT address1 AS part UNION ALL SELECT address2
		UNION ALL SELECT trim(coalesce(postcode || ' ', '') || coalesce(city, ''))) WHERE part <> '') AS address
FROM customer WHERE code = :customer;

-- name: owed
-- What a case is about, one row a currency: all that is overdue, disputed or not; where there are credits that are not yet set against items, those (less)
-- and what is left of it.
-- columns: overdue money, total money, oldest_age count, less money, net money
SELECT currency, overdue, total, oldest_age, count(*) OVER () > 1 AS several, nullif(-credit, 0) AS less, CASE WHEN credit < 0 THEN overdue + credit END AS net,
	credit = 0 AS whole FROM balance WHERE customer = :customer AND overdue > 0 ORDER BY currency;

-- name: owed_credits
-- Credits that are not yet set against items, in the currencies in which something is overdue: below zero.
-- columns: total money
SELECT currency, credit AS total FROM balance WHERE customer = :customer AND overdue > 0 AND credit < 0 ORDER BY currency;

-- name: owed_net
-- Where there are such credits: what is overdue less them, in each currency in which something is. Below zero: there are more credits.
-- columns: total money
SELECT currency, total FROM (SELECT currency, overdue + credit AS total, min(credit) OVER () AS least FROM balance WHERE customer = :customer AND overdue > 0)
WHERE least < 0 ORDER BY currency;

-- name: owed_items
-- The overdue items of one currency, the credits that are not yet set against them and what is left (inside each="owed").
-- columns: due date, outstanding money, age count, blocked term, sum term
SELECT number, due, outstanding, age, blocked, currency, sum, row_kind FROM (
	SELECT number, due, outstanding, age, blocked, currency, NULL AS sum, NULL AS row_kind, 0 AS part FROM open_item
	WHERE customer = :customer AND currency = :currency AND age > 0 AND outstanding > 0
	UNION ALL
	SELECT NULL, NULL, credit, NULL, NULL, currency, NULL, 'subtotal', 1 FROM balance WHERE customer = :customer AND currency = :currency AND credit < 0
	UNION ALL
	SELECT NULL, NULL, overdue + credit, NULL, NULL, currency, iif(credit < 0, 'overdue_net', 'overdue'), 'total', 2
	FROM balance WHERE customer = :customer AND currency = :currency)
ORDER BY part, due, number;

-- name: promised_before
-- The customer's last three promises and what became of them.
-- columns: state term, amount money, date date, promise_date date
SELECT state, amount, currency, date, promise_date, contact FROM promise WHERE customer = :customer AND amount IS NOT NULL
ORDER BY promise_date DESC, id DESC LIMIT 3;

-- name: talk
-- What was last said with the customer; by: who of us said it, in brackets, or nothing.
-- columns: kind term, date date, outcome term
SELECT t.kind, t.date, t.outcome, t.said, coalesce(' (' || coalesce(s.name, t.staff) || ')', '') AS by FROM last_talk t LEFT JOIN staff s ON s.code = t.staff WHERE t.customer = :customer;

-- name: blank
-- Nothing: the head of a table whose rows are written by hand.
SELECT NULL AS name, NULL AS what, NULL AS whose, NULL AS day WHERE 0;

-- name: customer_head
-- Who stands at the head of the customer; the owner of a sole proprietor's business in Russia is no owner of a company.
-- columns: role term
SELECT x.name, CASE WHEN x.role = 'owner' AND c.name GLOB 'ИП *' THEN 'individual_entrepreneur' ELSE x.role END AS role
FROM contact x JOIN customer c ON c.code = x.customer WHERE x.customer = :customer AND x.role IN ('owner', 'managing_director', 'director')
	AND coalesce(x.valid_from, :as_of) <= :as_of AND coalesce(x.valid_to, :as_of) >= :as_of
ORDER BY CASE x.role WHEN 'director' THEN 0 WHEN 'managing_director' THEN 1 ELSE 2 END, x.id LIMIT 1;

-- name: currencies
-- The currencies in which the customer has open items; several is 1 when there is more than one.
SELECT currency, count(*) OVER () > 1 AS several FROM balance WHERE customer = :customer AND items > 0 ORDER BY currency;

-- name: due_totals
-- What is demanded, one row a currency: what is overdue and not under discussion, less the credits that are not yet set against items.
-- columns: total money
SELECT currency, demand AS total, count(*) OVER () > 1 AS several FROM balance WHERE customer = :customer AND demand > 0 ORDER BY currency;

-- name: due_items
-- The overdue items of one currency, the credits against them and what is left to pay (inside each="due_totals"); those of branches each under
-- its name and their sum.
-- columns: date date, due date, amount money, paid money, outstanding money, age count, branch_total money
SELECT number, reference, date, due, po_number, amount, paid, outstanding, age, currency, row_kind, branch, branch_total FROM (
	SELECT number, (SELECT r.shown FROM asked_reference r WHERE r.customer = d.customer AND r.currency = d.currency AND r.entry = d.entry) AS reference,
		date, due, po_number, amount, paid, outstanding, age, currency, NULL AS row_kind, NULL AS branch, NULL AS branch_total, 0 AS part,
		coalesce(branch, '') AS grp, 1 AS ord FROM demanded d
	WHERE customer = :customer AND currency = :currency AND outstanding > 0
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, :currency, 'head', name, owed, 0, grp, 0
	FROM branch_owing WHERE customer = :customer AND currency = :currency
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, sum(outstanding), NULL, :currency, 'subtotal', NULL, NULL, 1, '', 1 FROM demanded
	WHERE customer = :customer AND currency = :currency AND outstanding < 0 HAVING count(*) > 0
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, CASE WHEN min(outstanding) > 0 THEN sum(amount) END, CASE WHEN min(outstanding) > 0 THEN sum(paid) END,
		sum(outstanding), NULL, :currency, 'total', NULL, NULL, 2, '', 1 FROM demanded
	WHERE customer = :customer AND currency = :currency)
ORDER BY part, grp, ord, due, date, number;

-- name: items
-- What makes up the balance of one currency (inside each="balances"). Invoices first; what is none, or is under discussion, stands below under a
-- heading of its own, credits last: no sum carried forward goes below nothing, and no column stands empty for the sake of one row. The items of
-- branches stand under their names and sums.
-- columns: type term, date date, due date, amount money, paid money, outstanding money, branch_total money
WITH item AS (SELECT nullif(type, 'invoice') AS type, number,
		(SELECT r.shown FROM asked_reference r WHERE r.customer = o.customer AND r.currency = o.currency AND r.entry = o.entry) AS reference,
		date, due, amount, paid, outstanding, currency, coalesce(branch, '') AS grp FROM open_item o
	WHERE customer = :customer AND currency = :currency)
SELECT type, number, reference, date, due, amount, paid, outstanding, currency, row_kind, branch, colon, branch_total FROM (
	SELECT *, NULL AS row_kind, NULL AS branch, NULL AS colon, NULL AS branch_total, 0 AS last,
		CASE WHEN outstanding < 0 THEN 2 ELSE type IS NOT NULL END AS part, 1 AS line FROM item
	UNION ALL
	SELECT DISTINCT type, NULL, NULL, NULL, NULL, NULL, NULL, NULL, currency, grp, 'head', NULL, NULL, NULL, 0, CASE WHEN outstanding < 0 THEN 2 ELSE 1 END, 0
	FROM item WHERE type IS NOT NULL
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, :currency, grp, 'head', name, ': ', total, 0, -1, 0
	FROM branch_balance WHERE customer = :customer AND currency = :currency
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, total, currency, '', 'total', NULL, NULL, NULL, 1, 3, 1
	FROM balance WHERE customer = :customer AND currency = :currency)
ORDER BY last, grp, part, type, line, date, number;

-- name: oldest
-- For how many days the oldest item that is demanded has been overdue.
-- columns: days count
SELECT coalesce(max(age), 0) AS days FROM demanded WHERE customer = :customer AND outstanding > 0;

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
JOIN paper p ON p.customer = o.customer JOIN paper_entry i ON i.paper = p.id AND i.number = o.number AND i.entry = o.entry
WHERE p.type IN ('REM0', 'REM1', 'REM2', 'ESCN', 'NOTICE') AND p.state NOT IN ('planned', 'failed', 'cancelled') AND p.as_of < :as_of
UNION
SELECT coalesce(v.reference, ''), v.date, CASE WHEN v.outcome IN ('REM0', 'REM1', 'REM2', 'ESCN', 'NOTICE') THEN v.outcome ELSE 'letter' END FROM mine o
JOIN event v ON v.customer = o.customer AND v.kind = 'letter' AND v.invoice = o.number AND v.date < :as_of AND v.date >= o.date
ORDER BY 2, 1;

-- name: earlier_some
-- A row where the letters before covered some of what is demanded now, and not all.
SELECT 1 AS not_all FROM (
	SELECT count(*) AS n, count(*) FILTER (WHERE EXISTS (SELECT 1 FROM paper p JOIN paper_entry i ON i.paper = p.id WHERE p.customer = o.customer
			AND i.number = o.number AND i.entry = o.entry AND p.type IN ('REM0', 'REM1', 'REM2', 'ESCN', 'NOTICE')
			AND p.state NOT IN ('planned', 'failed', 'cancelled') AND p.as_of < :as_of)
		OR EXISTS (SELECT 1 FROM event v WHERE v.customer = o.customer AND v.kind = 'letter' AND v.invoice = o.number AND v.date < :as_of
			AND v.date >= o.date)) AS said
	FROM demanded o WHERE customer = :customer AND outstanding > 0)
WHERE said BETWEEN 1 AND n - 1;

-- ---- what papers about one customer say of it ------------------------------------------------------------------------------------

-- name: history
-- columns: since date
SELECT coalesce(since, (SELECT min(date) FROM entry WHERE customer = :customer)) AS since FROM customer WHERE code = :customer;

-- name: purchases
-- Invoices less credit notes; the average over the months from the first entry to the as-of date.
-- columns: total money, average money
SELECT currency, sum(amount) AS total, sum(amount) / max(1, (:as_of - min(date) + 29) / 30) AS average FROM entry
WHERE customer = :customer AND date <= :as_of AND type IN ('invoice', 'debit_note', 'credit_note') GROUP BY currency ORDER BY currency;

-- name: chronology
-- Events and issued papers since the case's oldest open item fell due, under the bucket of their age.
-- What was said about an event; where nothing was, its outcome: a term, or a house's own code as words; where there is none, what it refers to.
-- columns: date date, age count, kind term, outcome term, stage term
WITH base AS (SELECT min(overdue_on) AS start FROM open_item WHERE customer = :customer AND outstanding > 0),
done AS (
	SELECT e.date, e.date - b.start + 1 AS age, e.kind, coalesce(s.name, e.staff) AS who,
		CASE WHEN e.note IS NULL AND e.outcome IN (SELECT code FROM outcome_word) THEN e.outcome END AS outcome,
		coalesce(e.note, CASE WHEN e.outcome NOT IN (SELECT code FROM outcome_word) THEN replace(e.outcome, '_', ' ') END,
			iif(e.outcome IS NULL, e.reference, NULL)) AS note
	FROM event e CROSS JOIN base b LEFT JOIN staff s ON s.code = e.staff
	WHERE e.customer = :customer AND e.date <= :as_of AND e.date >= b.start
	UNION ALL
	SELECT p.as_of, p.as_of - b.start + 1, p.type, NULL, NULL, p.number FROM paper p CROSS JOIN base b
	WHERE p.customer = :customer AND p.as_of <= :as_of AND p.as_of >= b.start AND p.state NOT IN ('planned', 'failed', 'cancelled')
		AND p.type IN ('REM0', 'REM1', 'REM2', 'ESCN', 'NOTICE', 'CLAIM', 'GUAR', 'CONF', 'CONF2')),
staged AS (
	SELECT d.*, (SELECT max(b.idx) FROM bucket b WHERE b.low IS NULL OR b.low <= d.age) AS n FROM done d)
SELECT date, age, kind, who, outcome, note, stage, row_kind FROM (
	SELECT NULL AS date, NULL AS age, NULL AS kind, NULL AS who, NULL AS outcome, NULL AS note,
		(SELECT label FROM bucket WHERE idx = n) AS stage,
		'head' AS row_kind, n, 0 AS part FROM staged GROUP BY n
	UNION ALL
	SELECT date, age, kind, who, outcome, note, NULL, NULL, n, 1 FROM staged)
ORDER BY n, part, date, kind;

-- name: evidence_list
-- columns: date date, doctype term
-- A running number (PHOTO-2) belongs to the name, not to the kind.
SELECT CASE WHEN instr(doctype, '-') > 0 THEN substr(doctype, 1, instr(doctype, '-') - 1) ELSE doctype END AS doctype,
	invoice, date, signed_by, name FROM evidence WHERE customer = :customer AND date <= :as_of
	AND id NOT IN (SELECT evidence FROM evidence_other) ORDER BY date, name;

-- name: risk
-- columns: date date, risk term
SELECT risk, date FROM event WHERE customer = :customer AND risk IS NOT NULL AND date <= :as_of ORDER BY date DESC, id DESC LIMIT 1;

-- name: people
-- columns: role term
SELECT name, role FROM contact WHERE customer = :customer AND role IS NOT NULL
	AND coalesce(valid_to, :as_of) >= :as_of ORDER BY id LIMIT 4;

-- name: exposure
-- What the customer owes, a row a currency; where there are credits that are not yet set against items, those, and what is overdue less them.
-- columns: total money, overdue money, credit money, net money, oldest_age count
SELECT currency, total, overdue, nullif(credit, 0) AS credit, CASE WHEN overdue > 0 AND min(credit) OVER () < 0 THEN overdue + credit END AS net, oldest_age
FROM balance WHERE customer = :customer AND items > 0 ORDER BY currency;

-- name: overdue_books
-- The currencies in which something is overdue.
SELECT currency, count(*) OVER () > 1 AS several FROM balance WHERE customer = :customer AND overdue > 0 ORDER BY currency;

-- name: overdue_items
-- What is overdue in one currency, oldest first, the credits that are not yet set against it and what is left (inside each="overdue_books").
-- columns: date date, due date, amount money, outstanding money, age count, blocked term, sum term
SELECT number, date, due, amount, outstanding, age, blocked, currency, sum, row_kind FROM (
	SELECT number, date, due, amount, outstanding, age, blocked, currency, NULL AS sum, NULL AS row_kind, 0 AS part FROM open_item
	WHERE customer = :customer AND currency = :currency AND age > 0 AND outstanding > 0
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, credit, NULL, NULL, currency, NULL, 'subtotal', 1 FROM balance WHERE customer = :customer AND currency = :currency AND credit < 0
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, overdue + credit, NULL, NULL, currency, iif(credit < 0, 'overdue_net', 'overdue'), 'total', 2
	FROM balance WHERE customer = :customer AND currency = :currency)
ORDER BY part, due, date, number;

-- name: behaviour
-- How the invoices that were settled in the last months (policy behaviour_months) were paid, where the day is known, and what became of promises; average: whole days of
-- those that were late, rounded half up.
-- columns: since date, paid count, in_time count, late count, average count, kept count, broken count
WITH done AS (
	SELECT coalesce(e.due, due_by_terms(e.date, coalesce(k.terms_days, 0))) AS due, x.on_day AS paid
	FROM settled_invoice x JOIN entry e ON e.id = x.entry JOIN customer k ON k.code = e.customer
	WHERE x.customer = :customer AND e.date <= :as_of AND x.on_day BETWEEN add_months(:as_of, -coalesce((SELECT value + 0 FROM policy WHERE key = 'behaviour_months'), 12)) AND :as_of)
SELECT add_months(:as_of, -coalesce((SELECT value + 0 FROM policy WHERE key = 'behaviour_months'), 12)) AS since, count(*) AS paid, count(*) FILTER (WHERE paid <= due) AS in_time, count(*) FILTER (WHERE paid > due) AS late,
	CASE WHEN count(*) FILTER (WHERE paid > due) > 0 THEN (2 * sum(max(0, paid - due)) + count(*) FILTER (WHERE paid > due))
		/ (2 * count(*) FILTER (WHERE paid > due)) END AS average,
	(SELECT count(*) FROM promise p WHERE p.customer = :customer AND p.state = 'kept') AS kept,
	(SELECT count(*) FROM promise p WHERE p.customer = :customer AND p.state = 'broken') AS broken
FROM done;

-- name: settled_undated
-- How many invoices the export alone says are settled, and not since when: they stand in none of the figures of behaviour. No row: none.
-- columns: n count
SELECT count(*) AS n FROM settled_invoice WHERE customer = :customer AND on_day IS NULL HAVING count(*) > 0;

-- name: last_talk
-- The last contact with the customer that is on record.
-- columns: date date, kind term
SELECT e.date, e.kind, coalesce(s.name, e.staff) AS who, e.note FROM event e LEFT JOIN staff s ON s.code = e.staff
WHERE e.customer = :customer AND e.date <= :as_of AND e.kind IN ('call', 'visit', 'email', 'message', 'letter', 'reply')
ORDER BY e.date DESC, e.id DESC LIMIT 1;

-- name: next_step
-- What was to be done next by the latest entry that says so.
-- columns: next_date date
SELECT next_action, next_date FROM event WHERE customer = :customer AND date <= :as_of AND next_action <> '' ORDER BY date DESC, id DESC LIMIT 1;

-- name: sales_roles
-- The four sales roles of the account and who has each, also while somebody stands in: it is their ratio. A role without a person, or whose
-- person has left, is left to be written.
-- columns: role term
WITH RECURSIVE up(code, depth) AS (
	SELECT :salesman, 0
	UNION ALL SELECT s.reports_to, depth + 1 FROM up JOIN staff s ON s.code = up.code WHERE depth < 8),
-- the nearest one above with the role; a sales director is the house's, by [staff]
wanted(place, role) AS (VALUES (1, 'salesman'), (2, 'supervisor'), (3, 'channel_manager'), (4, 'sales_director'))
SELECT w.role, (SELECT s.name FROM up JOIN staff s ON s.code = up.code WHERE s.role = w.role
		AND s.code NOT IN (SELECT code FROM left_house) AND (w.role <> 'sales_director' OR NOT EXISTS (SELECT 1 FROM setting WHERE section = 'staff' AND key = 'sales_director'))
		UNION ALL SELECT s.name FROM setting t JOIN staff s ON s.code = t.value
		WHERE t.section = 'staff' AND t.key = 'sales_director' AND w.role = 'sales_director' AND s.code NOT IN (SELECT code FROM left_house) LIMIT 1) AS name,
	(SELECT CAST(replace(value, '.', '') AS INTEGER) FROM policy WHERE key = 'kpi_ratio.' || w.role) AS ratio
FROM wanted w ORDER BY place;

-- name: verdict
-- The latest decision on a bad debts report of the customer; number: the report that it names, else the customer's last one before it.
-- columns: date date, role term
SELECT v.kind, v.date, v.note, s.name, s.role, coalesce(v.reference, (SELECT p.number FROM paper p WHERE p.customer = v.customer AND p.type = 'BDR'
	AND p.as_of <= v.date AND p.state NOT IN ('planned', 'failed', 'cancelled') ORDER BY p.as_of DESC, p.id DESC LIMIT 1)) AS number
FROM decision v LEFT JOIN staff s ON s.code = v.staff WHERE v.customer = :customer;

-- name: coordinator
-- columns: role term
SELECT name, role FROM holder WHERE post = 'coordinator';

-- name: collector
-- columns: role term
SELECT name, role FROM holder WHERE post = 'collector';

-- name: legal
-- columns: role term
SELECT name, role FROM holder WHERE post = 'legal';

-- name: hr
-- columns: role term
SELECT name, role FROM holder WHERE post = 'hr';
-- name: unkept
-- Promises of what is demanded now that were not kept, the newest five, and instalments that are past and not paid, of arrangements that bind.
-- columns: date date, due date, amount money, paid money
WITH owed AS (SELECT number, date, currency FROM demanded WHERE customer = :customer AND outstanding > 0),
missed AS (
	SELECT * FROM (
		SELECT p.date, p.promise_date AS due, p.amount, p.paid, p.currency, NULL AS ref, NULL AS no FROM promise p
		WHERE p.customer = :customer AND p.state = 'broken' AND EXISTS (SELECT 1 FROM owed o WHERE o.currency = p.currency AND o.date <= p.date
			AND (p.invoice IS NULL OR o.number = p.invoice))
		ORDER BY p.promise_date DESC, p.id DESC LIMIT 5)
	UNION ALL
	SELECT i.date, i.due, i.amount, i.paid, i.currency, i.ref, i.instalment FROM instalment i
	WHERE i.customer = :customer AND i.state = 'broken' AND i.binding AND i.currency IN (SELECT currency FROM owed))
SELECT date, due, amount, paid, currency, ref, no, amount IS NULL AS unnamed, ref IS NULL AND paid = 0 AND amount IS NOT NULL AS none,
	ref IS NULL AND paid > 0 AND amount IS NOT NULL AS part, ref IS NOT NULL AND paid = 0 AS instalment_none, ref IS NOT NULL AND paid > 0 AS instalment_part
FROM missed ORDER BY due, date, ref, no;

-- name: auditor
-- To whom confirmations are answered instead of us: the house's auditor, with the address in one line.
SELECT name, name || coalesce(comma(:language, name || address) || address, '') || coalesce(comma(:language, name || coalesce(address, '')) || email, '') AS whole FROM (
	SELECT coalesce(max(value) FILTER (WHERE key = 'auditor.' || :language), max(value) FILTER (WHERE key = 'auditor')) AS name,
		coalesce(max(value) FILTER (WHERE key = 'auditor_address.' || :language), max(value) FILTER (WHERE key = 'auditor_address')) AS address,
		max(value) FILTER (WHERE key = 'auditor_email') AS email
	FROM setting WHERE section = 'company') WHERE name <> '';

-- name: way
-- What a balance confirmation asks (confirmation_kind).
-- columns: positive flag, negative flag, blank flag, other flag
SELECT word IS NOT 'negative' AND word IS NOT 'blank' AS positive, word IS 'negative' AS negative, word IS 'blank' AS blank,
	word IS 'negative' OR word IS 'blank' AS other
FROM (SELECT (SELECT value FROM policy WHERE key = 'confirmation_kind') AS word);

-- name: debtor
-- As in letters, and where its tax number is registered.
SELECT CASE WHEN :language = 'ar' THEN coalesce(c.legal_name, c.name)
	WHEN c.legal_name IS NOT NULL AND NOT c.legal_name GLOB '*[ء-ي]*' THEN c.legal_name ELSE c.name END AS name, c.code,
	(SELECT group_concat(part, comma(:language, coalesce(c.address1, '') || coalesce(c.address2, '') || coalesce(c.city, ''))) FROM (SELECT c.address1 AS part UNION ALL SELECT c.address2 UNION ALL
		SELECT postal(coalesce(k.code, o.code), 'all', c.postcode, c.city, 0)
		UNION ALL SELECT country(c.country, :language)) WHERE part <> '') AS address,
	nullif(c.tax_id, '') AS tax_id, c.contract_no
FROM bundle_case b JOIN customer c ON c.code = b.customer LEFT JOIN country_of k ON k.text = c.country
LEFT JOIN setting h ON h.section = 'company' AND h.key = 'country' LEFT JOIN country_of o ON o.text = h.value WHERE b.id = :case_id;

-- name: creditor
WITH said AS NOT MATERIALIZED (SELECT key, value FROM setting WHERE section = 'company')
SELECT coalesce((SELECT value FROM said WHERE key = 'legal_name.' || :language), (SELECT value FROM said WHERE key = 'legal_name'),
		(SELECT value FROM said WHERE key = 'name.' || :language), (SELECT value FROM said WHERE key = 'name')) AS name,
	(SELECT group_concat(part, comma(:language, coalesce((SELECT value FROM said WHERE key = 'address1.' || :language), (SELECT value FROM said WHERE key = 'address1')))) FROM (
		SELECT coalesce((SELECT value FROM said WHERE key = 'address1.' || :language), (SELECT value FROM said WHERE key = 'address1')) AS part
		UNION ALL SELECT coalesce((SELECT value FROM said WHERE key = 'address2.' || :language), (SELECT value FROM said WHERE key = 'address2'))
		UNION ALL SELECT postal(country_code((SELECT value FROM said WHERE key = 'country')), 'all', (SELECT value FROM said WHERE key = 'postcode'),
			coalesce((SELECT value FROM said WHERE key = 'city.' || :language), (SELECT value FROM said WHERE key = 'city')), 0)
		UNION ALL SELECT coalesce((SELECT value FROM said WHERE key = 'country_name.' || :language), (SELECT value FROM said WHERE key = 'country_name'),
			country((SELECT value FROM said WHERE key = 'country'), :language)))
		WHERE part <> '') AS address,
	(SELECT value FROM said WHERE key = 'tax_id') AS tax_id, (SELECT value FROM said WHERE key = 'registration') AS registration;

-- name: sums
-- What is claimed, one row a currency: what is overdue and not disputed or held, less all credits.
-- columns: demand money
SELECT b.currency, b.demand FROM bundle_case k JOIN balance b ON b.customer = k.customer WHERE k.id = :case_id AND b.demand > 0 ORDER BY b.currency;
