-- rules.sql: what follows from the figures of the snapshot and from policy, as views: interest for delay, and what credit rules ask for of whom.
-- Nobody pays for them but who asks: lists (`status --rules`), claims, and papers of a house's own.

-- Yearly rates of interest for delay by the creditor's country (policy interest.COUNTRY.FROM..TO); where two overlap, the later one ends the earlier.
--   first  from this day
--   last   to this day, the date's at most
--   rate   percent, as 12.00
--   country  code of ISO 3166-1
CREATE VIEW delay_rate AS
SELECT day(substr(p.key, 13, 10)) AS first, min(coalesce(day(nullif(substr(p.key, 25, 10), '')), r.as_of), r.as_of,
	coalesce(day(lead(substr(p.key, 13, 10)) OVER (ORDER BY p.key)) - 1, r.as_of)) AS last,
	trim(substr(p.value, 1, instr(p.value || '|', '|') - 1)) AS rate, o.code AS country
FROM run_info r CROSS JOIN policy p JOIN setting h ON h.section = 'company' AND h.key = 'country' JOIN country_of o ON o.text = h.value
WHERE p.key LIKE 'interest.' || o.code || '.%';

-- Interest on the invoices that are demanded, a row for each rate in force: credits lessen the oldest debt first, from its first day. The rate is a
-- year's of 365 days; in Russia, where courts count the days that the year has (practice on article 395 of the Civil Code since 1 August 2016), a row a
-- year, a leap year of 366. Rounded half up to the minor unit.
--   number    document number
--   sum       what bears it, in minor units
--   first     from this day
--   last      to this day
--   days      both counted
--   rate      percent of a year, as 12.00
--   interest  in minor units
CREATE VIEW delay_interest AS
WITH RECURSIVE year AS (
	SELECT first, CASE country WHEN 'RU' THEN min(last, day(substr(iso(first), 1, 4) || '-12-31')) ELSE last END AS last, last AS until, rate, country
	FROM delay_rate WHERE first <= last
	UNION ALL
	SELECT last + 1, min(until, day(substr(iso(last + 1), 1, 4) || '-12-31')), until, rate, country FROM year WHERE last < until),
term AS (
	SELECT first, last, rate, CASE country WHEN 'RU' THEN day(substr(iso(first), 1, 4) || '-12-31') - day(substr(iso(first), 1, 4) || '-01-01') + 1
		ELSE 365 END AS basis FROM year)
SELECT i.customer, i.currency, i.number, i.outstanding AS sum, max(r.first, i.overdue_on) AS first, r.last, r.last - max(r.first, i.overdue_on) + 1 AS days, r.rate,
	(i.outstanding * CAST(replace(r.rate, '.', '') AS INTEGER) * (r.last - max(r.first, i.overdue_on) + 1) + r.basis * 5000) / (r.basis * 10000) AS interest
FROM (SELECT customer, currency, type, number, overdue_on, min(outstanding, reached) AS outstanding FROM (
		SELECT customer, currency, type, number, overdue_on, outstanding, sum(outstanding) OVER (PARTITION BY customer, currency
			ORDER BY outstanding > 0, overdue_on, date, entry ROWS UNBOUNDED PRECEDING) AS reached FROM demanded)
	WHERE outstanding > 0 AND reached > 0) i
JOIN term r ON r.last >= max(r.first, i.overdue_on) WHERE i.type = 'invoice';

-- What a customer of short credit did against its terms, one row a thing: what fell due on one day and was unpaid for more than pure_cash_age days
-- (disputed items apart), a promise that was not kept, a word of a person (event violation).
--   date   the day on which it was one
--   kind   late, promise_broken or violation
--   about  number of the invoice, or what was said
--   days   so late; NULL: not by days
CREATE VIEW violation AS
SELECT v.customer, v.date, v.kind, v.about, v.days FROM (
	SELECT customer, due + least + 1 AS date, 'late' AS kind, min(number) AS about, max(until - due) AS days FROM (
		SELECT e.customer, e.number, coalesce(e.due, due_by_terms(e.date, coalesce(k.terms_days, 0))) AS due, p.value + 0 AS least,
			CASE WHEN o.entry IS NULL THEN (SELECT max(a.date) FROM allocation a WHERE a.entry = e.id) WHEN o.blocked IS NULL THEN r.as_of END AS until
		FROM run_info r CROSS JOIN policy p JOIN customer k ON k.kind = 'short_cash' JOIN entry e ON e.customer = k.code AND e.type = 'invoice'
			AND e.amount > 0 AND e.date <= r.as_of
		LEFT JOIN open_item o ON o.entry = e.id WHERE p.key = 'pure_cash_age')
	WHERE until - due > least GROUP BY customer, due
	UNION ALL
	SELECT p.customer, p.promise_date + r.promise_grace, 'promise_broken', p.invoice, r.as_of - p.promise_date FROM run_info r CROSS JOIN promise p WHERE p.state = 'broken'
	UNION ALL
	SELECT e.customer, e.date, 'violation', coalesce(e.reference, e.note), NULL FROM run_info r CROSS JOIN event e WHERE e.kind = 'violation' AND e.date <= r.as_of) v
JOIN customer k ON k.code = v.customer AND k.kind = 'short_cash';

-- What the credit rules of the policy ask for, of whom: block (short credit, anything overdue), pure_cash (short credit, past pure_cash_age),
-- permanent_cash (so many violations), doa (agreed credit, past doa_age: only by delegation of authority), importance (overdue over importance.CURRENCY:
-- the head of department and the director are informed).
--   rule   as above
--   since  from this day; NULL: as of the date
--   value  of what, in words
--   done   the event that answers it: its date and reference; NULL: none
--   sort   the gravest first
CREATE VIEW credit_rule AS
SELECT d.customer, 'block' AS rule, d.oldest_on AS since, d.oldest_age || iif(d.oldest_age = 1, ' day', ' days') || ' overdue' AS value,
	(SELECT CASE WHEN e.kind = 'block' THEN iso(e.date) END FROM event e WHERE e.customer = d.customer AND e.kind IN ('block', 'unblock') AND e.date <= r.as_of
		ORDER BY e.date DESC, e.id DESC LIMIT 1) AS done, -d.oldest_age AS sort
FROM run_info r CROSS JOIN dunning d WHERE d.track = 'short_cash' AND d.oldest_age > 0
UNION ALL
SELECT d.customer, 'pure_cash', d.oldest_on + p.value, d.oldest_age || ' days overdue, over ' || p.value, NULL, -d.oldest_age
FROM dunning d JOIN policy p ON p.key = 'pure_cash_age' WHERE d.track = 'short_cash' AND d.oldest_age > p.value + 0
UNION ALL
SELECT customer, 'permanent_cash', max(date) FILTER (WHERE nth <= least), count(*) || ' violations, the last on ' || iso(max(date)),
	NULL, -count(*)
FROM (SELECT v.*, p.value + 0 AS least, row_number() OVER (PARTITION BY v.customer ORDER BY v.date, v.kind, v.about) AS nth
	FROM policy p CROSS JOIN violation v WHERE p.key = 'permanent_cash_violations' ORDER BY v.customer, v.date, v.kind, v.about)
GROUP BY customer HAVING count(*) >= max(least)
UNION ALL
SELECT d.customer, 'doa', d.oldest_on + p.value, d.oldest_age || ' days overdue, over ' || p.value,
	(SELECT iso(max(e.date)) || coalesce(' ' || e.reference, '') FROM event e WHERE e.customer = d.customer AND e.kind = 'doa' AND e.date BETWEEN d.oldest_on AND r.as_of
		HAVING count(*) > 0), -d.oldest_age
FROM run_info r CROSS JOIN dunning d JOIN policy p ON p.key = 'doa_age' WHERE d.track = 'company_credit' AND d.oldest_age > p.value + 0
UNION ALL
SELECT b.customer, 'importance', NULL, b.currency || ' ' || money(b.overdue, b.currency) || ' overdue, over ' || money(i.amount, i.currency),
	(SELECT iso(max(e.date)) FROM run_info r CROSS JOIN event e WHERE e.customer = b.customer AND e.kind = 'alert' AND e.date <= r.as_of AND e.date > r.as_of - b.oldest_age
		HAVING count(*) > 0), -b.overdue
FROM balance b JOIN importance i ON i.currency = b.currency WHERE b.overdue > i.amount;
