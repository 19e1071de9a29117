-- case.sql: cases of bad debt as of the date: which open, which close, which are open then. After dunning.sql.

-- A case opens for what may be demanded (not disputed, not in credit), on the policy's age; they are numbered in the order of their customers.
-- A day before a case was closed has that case, and wants no second one.
INSERT INTO case_change
SELECT printf('%s%d-%05d', coalesce((SELECT value FROM setting WHERE section = 'policy' AND key = 'case_prefix'), 'BD'), year,
	coalesce((SELECT q.last FROM sequence q WHERE q.name = 'case-' || year), 0) + row_number() OVER (ORDER BY customer)), customer, 'opened', NULL
FROM (
	SELECT d.customer, CAST(substr(iso(r.as_of), 1, 4) AS INTEGER) AS year FROM case_stage d CROSS JOIN run_info r
	WHERE d.oldest_age >= r.case_age
		AND EXISTS (SELECT 1 FROM balance b WHERE b.customer = d.customer AND b.overdue > 0 AND b.total > 0)
		AND d.customer NOT IN (SELECT customer FROM bad_case WHERE closed IS NULL OR closed > (SELECT as_of FROM run_info))
		AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.customer = d.customer AND h.reason IN ('in_credit', 'unallocated', 'below_minimum'))
		-- what was handed to an agency or a court stays there, until an event takes it back
		AND d.customer NOT IN (SELECT c.customer FROM bad_case c JOIN hold h ON h.customer = c.customer AND h.reason = c.why_closed
			WHERE c.closed IS NOT NULL AND c.why_closed IN ('agency', 'court')));
INSERT INTO sequence(name, last)
SELECT 'case-' || CAST(substr(iso(r.as_of), 1, 4) AS INTEGER), n FROM (SELECT count(*) AS n FROM case_change) CROSS JOIN run_info r WHERE n > 0
ON CONFLICT (name) DO UPDATE SET last = last + excluded.last;

-- One closes when nothing of the customer's is overdue any more, or when its parent has a case for it.
INSERT INTO case_change
SELECT c.id, c.customer, 'closed', CASE WHEN c.customer IN (SELECT customer FROM member) THEN 'with_parent' WHEN EXISTS (SELECT 1 FROM allocation a JOIN entry e ON e.id = a.by_entry
		WHERE e.customer = c.customer AND e.type = 'write_off' AND e.date >= c.opened) THEN 'written_off' ELSE 'settled' END
FROM bad_case c CROSS JOIN run_info r
WHERE c.closed IS NULL AND c.opened <= r.as_of AND NOT EXISTS (SELECT 1 FROM balance b WHERE b.customer = c.customer AND b.overdue > 0);

INSERT INTO bad_case(id, customer, opened)
SELECT id, customer, (SELECT as_of FROM run_info) FROM case_change WHERE change = 'opened';
UPDATE bad_case SET closed = (SELECT as_of FROM run_info), why_closed = (SELECT why FROM case_change c WHERE c.id = bad_case.id)
WHERE id IN (SELECT id FROM case_change WHERE change = 'closed');
INSERT INTO case_now
SELECT c.id, c.customer, c.opened, coalesce((SELECT max(b.oldest_age) FROM balance b WHERE b.customer = c.customer), -1)
FROM bad_case c CROSS JOIN run_info r WHERE c.opened <= r.as_of AND (c.closed IS NULL OR c.closed > r.as_of);
