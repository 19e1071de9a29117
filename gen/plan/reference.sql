-- reference.sql: what payers quote, of accounts and items, and what a paper asks for. It reads setting, customer, open_item and balance.
--
-- A reference that two have is none: a payment with it would be set against the wrong debt. Digits alone are kept of numbers, so that C/1042
-- and C1042, or invoice 17 and debit note 17, may meet; both then have no number, and doubts.c says so.

CREATE TEMP TABLE rule (currency TEXT PRIMARY KEY, rule TEXT NOT NULL, by_item INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO rule
SELECT DISTINCT b.currency, s.value, instr(s.value, 'invoice') > 0
FROM (SELECT 1 FROM setting WHERE section = 'company' AND (key = 'reference' OR key LIKE 'reference.%') LIMIT 1) CROSS JOIN balance b
JOIN setting s ON s.section = 'company' AND s.key = coalesce(
	(SELECT key FROM setting WHERE section = 'company' AND key = 'reference.' || b.currency), 'reference');

INSERT INTO payment_reference
SELECT c.code, r.currency, 0, reference(r.rule, c.code, NULL), NULL, reference_fault(r.rule, c.code, NULL)
FROM rule r CROSS JOIN customer c WHERE NOT r.by_item;
-- a credit is not paid
INSERT INTO payment_reference
SELECT o.customer, o.currency, o.entry, reference(r.rule, o.customer, o.number), NULL, reference_fault(r.rule, o.customer, o.number)
FROM rule r JOIN open_item o ON o.currency = r.currency WHERE r.by_item AND o.outstanding > 0;

-- instalments of one document have one reference
UPDATE payment_reference SET number = NULL, why = 'another has it too: ' || number WHERE number IN (
	SELECT p.number FROM payment_reference p LEFT JOIN open_item o ON o.entry = p.entry WHERE p.number IS NOT NULL
	GROUP BY p.number HAVING min(p.customer) <> max(p.customer) OR min(coalesce(o.number, '')) <> max(coalesce(o.number, '')));
UPDATE payment_reference SET shown = reference_read((SELECT r.rule FROM rule r WHERE r.currency = payment_reference.currency), number)
WHERE number IS NOT NULL;

CREATE INDEX payment_reference_number ON payment_reference(number);

-- What a letter would list where each item has its own: what is demanded, or what is open where nothing is.
CREATE TEMP TABLE listed (customer TEXT NOT NULL, currency TEXT NOT NULL, items INTEGER NOT NULL, entry INTEGER NOT NULL, outstanding INTEGER NOT NULL,
	made INTEGER NOT NULL, PRIMARY KEY (customer, currency)) WITHOUT ROWID;
INSERT INTO listed
SELECT b.customer, b.currency, count(*), max(o.entry), sum(o.outstanding), count(p.number)
FROM rule r CROSS JOIN balance b ON b.currency = r.currency CROSS JOIN open_item o ON o.customer = b.customer AND o.currency = b.currency
LEFT JOIN payment_reference p ON p.customer = o.customer AND p.currency = o.currency AND p.entry = o.entry
WHERE r.by_item AND (b.demand = 0 OR o.outstanding < 0 OR o.age > 0 AND o.blocked IS NULL) GROUP BY b.customer, b.currency;

-- A reference of an item pays the whole only where it is the one item, without credits.
INSERT INTO quote
SELECT b.customer, b.currency, p.number, CASE WHEN l.items > 1 AND l.made > 0 THEN NULL ELSE coalesce(p.shown, b.customer) END,
	CASE WHEN l.items = 1 THEN l.outstanding END, coalesce(l.items > 1 AND l.made > 0, 0)
FROM rule r CROSS JOIN balance b ON b.currency = r.currency LEFT JOIN listed l ON l.customer = b.customer AND l.currency = b.currency
LEFT JOIN payment_reference p ON p.customer = b.customer AND p.currency = b.currency
	AND p.entry = CASE WHEN l.items IS NULL THEN 0 WHEN l.items = 1 THEN l.entry END
WHERE b.items > 0;
DROP TABLE temp.listed;
DROP TABLE temp.rule;

-- The references that stand beside items: where no single one pays all.
--   entry  open_item.entry
--   shown  as it is printed
CREATE VIEW asked_reference AS
SELECT p.entry, p.customer, p.currency, p.shown FROM payment_reference p JOIN quote q ON q.customer = p.customer AND q.currency = p.currency
WHERE q.by_item AND p.entry > 0 AND p.number IS NOT NULL;
