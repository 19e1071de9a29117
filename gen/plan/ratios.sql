-- ratios.sql: what a ledger says of collecting month by month, as views: sales, receivables, days sales outstanding. Nobody pays for them but who asks.

-- Twelve months to the as-of date and the twelve before them, one row a salesman, currency and month in which anything stands, and of a customer that was
-- handed over a row of its own; the last month ends on the as-of date. At its end the closings of all salesmen are the open items. What the export says is settled, and not since when, may have been open at
-- the end of a month or not: then what was open is not known, and no figure takes the day of the export for the day of payment.
--   salesman  after handovers; empty: nobody
--   customer  that was handed over to the salesman; empty: all others of his
--   n         months back; 0: the month of the as-of date
--   first     its first day
--   last      its last day, or the as-of date
--   opening   what was open at its beginning, credits taken off; NULL: not known
--   sales     invoices and debit notes of the month, less credit notes
--   closing   what was open at its end; NULL: not known
--   not_due   of what was owed at its end, what had not fallen due before that day; NULL: not known
--   unknown   how many items may have been open at its end, or settled: nobody knows since when they are
--   before    how many such items there are at its beginning
CREATE VIEW month_sum AS
WITH RECURSIVE month(n, first, last) AS (
	SELECT 0, month_start(as_of), as_of FROM run_info
	UNION ALL SELECT n + 1, add_months(first, -1), first - 1 FROM month WHERE n < 23),
booked AS MATERIALIZED (
	SELECT e.id, coalesce(x.now, s.now, e.salesman, y.now, t.now, k.salesman, '') AS salesman, CASE WHEN coalesce(x.now, s.now, e.salesman, y.now, t.now, k.salesman)
			= (SELECT h.salesman FROM tenure h WHERE h.customer = e.customer ORDER BY h.since DESC LIMIT 1) THEN e.customer ELSE '' END AS customer, e.currency, e.date, e.amount,
		CASE WHEN e.type IN ('invoice', 'debit_note', 'credit_note') THEN e.amount ELSE 0 END AS sales,
		CASE WHEN e.amount > 0 THEN coalesce(e.due, due_by_terms(e.date, coalesce(k.terms_days, 0))) END AS due
	FROM run_info r CROSS JOIN entry e LEFT JOIN successor s ON s.salesman = e.salesman LEFT JOIN customer k ON k.code = e.customer
	LEFT JOIN successor t ON t.salesman = k.salesman LEFT JOIN passed x ON x.customer = e.customer AND x.salesman = e.salesman
	LEFT JOIN passed y ON y.customer = k.code AND y.salesman = k.salesman WHERE e.type <> 'pdc' AND e.date <= r.as_of),
moved(salesman, customer, currency, date, amount, sales) AS (
	SELECT salesman, customer, currency, date, amount, sales FROM booked
	UNION ALL
	SELECT x.salesman, x.customer, x.currency, max(a.date, x.date), -a.amount, 0 FROM allocation a CROSS JOIN booked x ON x.id = a.entry
	UNION ALL
	SELECT y.salesman, y.customer, y.currency, max(a.date, x.date), a.amount, 0
	FROM allocation a CROSS JOIN booked x ON x.id = a.entry CROSS JOIN booked y ON y.id = a.by_entry),
day AS MATERIALIZED (SELECT salesman, customer, currency, date, sum(amount) AS amount, sum(sales) AS sales FROM moved GROUP BY salesman, customer, currency, date),
doubt AS MATERIALIZED (
	SELECT x.salesman, x.customer, x.currency, x.date, max(a.date) AS until FROM run_info r CROSS JOIN allocation a CROSS JOIN booked x ON x.id = a.entry
	CROSS JOIN entry e ON e.id = a.entry
	WHERE a.by_entry IS NULL AND coalesce(e.cleared_on > r.as_of, 1) GROUP BY x.id HAVING max(a.date) > x.date),
doubtful AS MATERIALIZED (
	SELECT b.salesman, b.customer, b.currency, m.n, count(*) FILTER (WHERE b.date <= m.last AND b.until > m.last) AS unknown,
		count(*) FILTER (WHERE b.date < m.first AND b.until >= m.first) AS before
	FROM month m JOIN doubt b ON b.date <= m.last AND b.until >= m.first GROUP BY b.salesman, b.customer, b.currency, m.n),
summed AS (
SELECT d.salesman, d.customer, d.currency, m.n, m.first, m.last, coalesce(sum(d.amount) FILTER (WHERE d.date < m.first), 0) AS opening,
	coalesce(sum(d.sales) FILTER (WHERE d.date >= m.first), 0) AS sales, sum(d.amount) AS closing
FROM day d JOIN month m ON d.date <= m.last GROUP BY d.salesman, d.customer, d.currency, m.n),
early AS MATERIALIZED (
	SELECT b.salesman, b.customer, b.currency, m.n,
		sum(b.amount - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.entry = b.id AND a.date <= m.last), 0)) AS amount
	FROM month m JOIN booked b ON b.date <= m.last AND b.due >= m.last GROUP BY b.salesman, b.customer, b.currency, m.n)
SELECT s.salesman, s.customer, s.currency, s.n, s.first, s.last, iif(u.before > 0, NULL, s.opening) AS opening, s.sales, iif(u.unknown > 0, NULL, s.closing) AS closing,
	iif(u.unknown > 0, NULL, coalesce(y.amount, 0)) AS not_due, coalesce(u.unknown, 0) AS unknown, coalesce(u.before, 0) AS before
FROM summed s LEFT JOIN doubtful u ON u.salesman = s.salesman AND u.customer = s.customer AND u.currency = s.currency AND u.n = s.n
LEFT JOIN early y ON y.salesman = s.salesman AND y.customer = s.customer AND y.currency = s.currency AND y.n = s.n;

-- How well is collected, for twelve months to the as-of date: of each salesman, and of the house. Whole days, rounded half up; NULL: not to be said
-- (nothing sold, a count-back that reaches over the months of month_sum, or items of which nobody knows since when they are settled).
-- A month of a salesman speaks of the customers that he had at its end, with all that they owed, bought and paid in it and in the months before it: so
-- balance and sales are always those of the same customers, and a handover is no collection of the one and no debt made by the other.
--   salesman    who had the customers at the end of the month; empty: nobody; NULL: of the whole house
--   received    how many of these customers were handed over to him since the first day of the months that the row counts
--   n           months back; 0: the month of the as-of date
--   first       its first day
--   last        its last day, or the as-of date
--   opening     what was open at its beginning; NULL: not known
--   sales       of the month
--   closing     what was open at its end; NULL: not known
--   not_due     of what was owed at its end, what had not fallen due; NULL: not known
--   unknown     how many items may have been open at its end, or settled: nobody knows since when they are
--   sold        sales of this month and the two before it
--   days        days of these months
--   dso         days sales outstanding: closing × days / sold
--   best        the same of what had not fallen due: the best possible
--   delinquent  average days delinquent: dso - best
--   count_back  days sales outstanding, by going back over the sales of each month until closing is used up
--   collected   collection effectiveness, in tenths of a percent: of what could be collected in the month, what was
CREATE VIEW month_ratio AS
WITH s AS MATERIALIZED (SELECT * FROM month_sum),
at AS MATERIALIZED (SELECT n, min(first) AS first, min(last) AS last FROM s WHERE n < 12 GROUP BY n),
whose AS MATERIALIZED (
	SELECT g.customer, g.salesman, a.n, coalesce((SELECT t.salesman FROM tenure t WHERE t.customer = g.customer AND t.since <= a.last ORDER BY t.since DESC LIMIT 1),
			g.salesman) AS holder,
		EXISTS (SELECT 1 FROM tenure t WHERE t.customer = g.customer AND t.since BETWEEN add_months(a.first, -2) AND a.last) AS received
	FROM (SELECT DISTINCT customer, salesman FROM s) g CROSS JOIN at a),
m AS MATERIALIZED (
	SELECT w.holder AS salesman, w.n AS at, s.currency, s.n, min(s.first) AS first, min(s.last) AS last, iif(sum(s.before) > 0, NULL, sum(s.opening)) AS opening,
		sum(s.sales) AS sales, iif(sum(s.unknown) > 0, NULL, sum(s.closing)) AS closing, iif(sum(s.unknown) > 0, NULL, sum(s.not_due)) AS not_due,
		sum(s.unknown) AS unknown, count(DISTINCT CASE WHEN w.received THEN w.customer END) AS received
	FROM whose w JOIN s ON s.customer = w.customer AND s.salesman = w.salesman AND s.n BETWEEN w.n AND w.n + 11 GROUP BY w.holder, w.n, s.currency, s.n
	UNION ALL
	SELECT NULL, a.n, s.currency, s.n, min(s.first), min(s.last), iif(sum(s.before) > 0, NULL, sum(s.opening)), sum(s.sales), iif(sum(s.unknown) > 0, NULL, sum(s.closing)),
		iif(sum(s.unknown) > 0, NULL, sum(s.not_due)), sum(s.unknown), 0
	FROM at a JOIN s ON s.n BETWEEN a.n AND a.n + 11 GROUP BY a.n, s.currency, s.n),
w AS (
	SELECT a.*, (SELECT sum(b.sales) FROM m b WHERE b.salesman IS a.salesman AND b.currency = a.currency AND b.at = a.n AND b.n BETWEEN a.n AND a.n + 2) AS sold,
		a.last - add_months(a.first, -2) + 1 AS days
	FROM m a WHERE a.n = a.at),
back AS (
	SELECT a.salesman, a.currency, a.n, max(b.sales, 0) AS sales, b.last - b.first + 1 AS days,
		a.closing - coalesce(sum(max(b.sales, 0)) OVER (PARTITION BY a.salesman, a.currency, a.n ORDER BY b.n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS rest
	FROM w a JOIN m b ON b.salesman IS a.salesman AND b.currency = a.currency AND b.at = a.n),
counted_back AS MATERIALIZED (
	SELECT salesman, currency, n, sum(CASE WHEN sales > 0 AND rest > 0 THEN days * 10 * min(rest, sales) / sales ELSE 0 END) AS tenths, min(rest - sales) AS rest
	FROM back GROUP BY salesman, currency, n),
whole AS (
	SELECT w.*, CASE WHEN sold > 0 AND closing >= 0 THEN (closing * days * 2 + sold) / (2 * sold) END AS dso,
		CASE WHEN sold > 0 AND closing >= 0 THEN (not_due * days * 2 + sold) / (2 * sold) END AS best FROM w)
SELECT w.salesman, w.currency, w.n, w.first, w.last, w.opening, w.sales, w.closing, w.not_due, w.unknown, w.received, w.sold, w.days, w.dso, w.best, w.dso - w.best AS delinquent,
	CASE WHEN c.rest <= 0 AND w.closing >= 0 THEN (c.tenths + 5) / 10 END AS count_back,
	CASE WHEN w.opening + w.sales - w.not_due > 0 AND w.opening + w.sales >= w.closing
		THEN ((w.opening + w.sales - w.closing) * 2000 + (w.opening + w.sales - w.not_due)) / (2 * (w.opening + w.sales - w.not_due)) END AS collected
FROM whole w LEFT JOIN counted_back c ON c.salesman IS w.salesman AND c.currency = w.currency AND c.n = w.n;

-- Whose debt is past the age at which a case gets its bad debts report (61 where the policy says nothing), one row a customer and currency.
--   case_id   its open case; NULL: none, or one that only a run would open
--   opened    that was opened on
--   low       the age from which items count
--   items     how many
--   amount    what is outstanding of them
--   age       of the oldest of them
--   overdue   all that is overdue
--   total     the balance
--   report    number of its latest bad debts report in the case
--   decision  approved or rejected: the latest word on it; NULL: none
CREATE VIEW over60 AS
SELECT b.customer, c.id AS case_id, CASE WHEN c.id IS NOT NULL THEN c.opened END AS opened, l.low, o.items, o.amount, o.age, b.currency, b.overdue, b.total,
	(SELECT p.number FROM paper p WHERE p.customer = b.customer AND p.type = 'BDR' AND p.as_of >= c.opened AND p.as_of <= l.as_of
		AND p.state NOT IN ('planned', 'failed', 'cancelled') ORDER BY p.as_of DESC, p.id DESC LIMIT 1) AS report,
	(SELECT e.kind FROM event e WHERE e.customer = b.customer AND e.kind IN ('approved', 'rejected') AND e.date BETWEEN c.opened AND l.as_of
		ORDER BY e.date DESC, e.id DESC LIMIT 1) AS decision
FROM (SELECT r.as_of, coalesce((SELECT min(age) FROM stage WHERE type = 'BDR'), (SELECT value + 0 FROM policy WHERE key = 'long_overdue_age'), 61) AS low FROM run_info r) l
CROSS JOIN (SELECT o.customer, o.currency, count(*) AS items, sum(o.outstanding) AS amount, max(o.age) AS age FROM open_item o
	WHERE o.outstanding > 0 AND o.age >= coalesce((SELECT min(age) FROM stage WHERE type = 'BDR'), (SELECT value + 0 FROM policy WHERE key = 'long_overdue_age'), 61) GROUP BY o.customer, o.currency) o
CROSS JOIN balance b ON b.customer = o.customer AND b.currency = o.currency LEFT JOIN (SELECT customer, max(CASE WHEN NOT (SELECT run = '' FROM run_info) OR id NOT IN (SELECT id FROM case_change WHERE change = 'opened') THEN id END) AS id, max(opened) AS opened FROM case_now GROUP BY customer) c ON c.customer = b.customer;

-- What a credit memo would be for, one row a customer and currency: the deductions that are claimed and not decided on; without any, what is over60.
-- Who approves it by its amount: the role of the lowest credit_memo.ROLE.CURRENCY that reaches it, else the general manager.
--   amount  in minor units
--   role    who approves
--   place   of that role among those of the currency, from the lowest limit; amounts of different currencies are not compared
CREATE VIEW memo_approver AS
WITH claimed AS (
	SELECT d.customer, d.currency, sum(d.amount) AS amount FROM run_info r CROSS JOIN deduction d WHERE d.date <= r.as_of AND coalesce(d.approved, '') = '' GROUP BY 1, 2),
asked_for AS (
	SELECT * FROM claimed UNION ALL SELECT customer, currency, amount FROM over60 WHERE customer NOT IN (SELECT customer FROM claimed)),
allowed AS (
	SELECT role, currency, most, row_number() OVER (PARTITION BY currency ORDER BY most, role) AS place FROM (
		SELECT substr(key, 13, length(key) - 16) AS role, substr(key, -3) AS currency, minor(value, substr(key, -3)) AS most FROM policy WHERE key LIKE 'credit_memo.%'))
SELECT a.customer, a.currency, a.amount, coalesce(l.role, 'general_manager') AS role, coalesce(l.place, 1000) AS place
FROM asked_for a LEFT JOIN allowed l ON l.currency = a.currency
	AND l.place = (SELECT min(x.place) FROM allowed x WHERE x.currency = a.currency AND x.most >= a.amount);

-- Equipment of ours with customers who have an open case, and what was fetched from anybody, one row a line of the asset table.
--   id          asset.id
--   qty         how many
--   serial      serial number
--   condition   as the export has it
--   location    where it stands
--   placed_on   when it was brought
--   removed_on  when it was fetched; NULL: it was not
--   form_no     number of the form of the removal
--   verifier    code of who verified it
--   state       asset_removed; asset_kept: a removal left it there (it has a form's number and no day); asset_placed
CREATE VIEW asset_state AS
SELECT a.id, a.customer, c.id AS case_id, a.type, a.qty, a.serial, a.condition, a.location, a.placed_on,
	iif(a.removed_on <= r.as_of, a.removed_on, NULL) AS removed_on, iif(a.removed_on > r.as_of, NULL, a.form_no) AS form_no,
	iif(a.removed_on > r.as_of, NULL, a.verifier) AS verifier,
	CASE WHEN a.removed_on <= r.as_of THEN 'asset_removed' WHEN a.removed_on IS NULL AND a.form_no <> '' THEN 'asset_kept' ELSE 'asset_placed' END AS state
FROM run_info r CROSS JOIN asset a LEFT JOIN (SELECT customer, max(CASE WHEN NOT (SELECT run = '' FROM run_info) OR id NOT IN (SELECT id FROM case_change WHERE change = 'opened') THEN id END) AS id FROM case_now GROUP BY customer) c ON c.customer = a.customer
WHERE coalesce(a.placed_on, r.as_of) <= r.as_of AND (c.customer IS NOT NULL OR a.removed_on <= r.as_of);
