-- The month's check list, as `ledgerpress month` shows and runs it. A house that has other habits copies this file into its own layouts/ and adds,
-- takes out or moves rows; nothing else needs to be changed.
--
-- A step: n says the order; presets names those whose step it is, all where it is empty; first and last are days of the month between which it is
-- done; types are the papers that it is made of; folder is where what it makes lies that no register has; command is what does it.
-- `make --due`: no more of these types than the policy has due, as counted here; `make TYPE` makes what is asked for by name.
-- What is done is never ticked: it is read from the imports, the register, the policy's plan of the day and the folder.

-- name: steps
-- columns: first_day date, last_day date
WITH step(n, presets, step, meaning, first, last, types, folder, command) AS (VALUES
	(10, '', 'import', 'postings up to the end of the month before are imported', 1, 5, '', '', 'import FILE'),
	(20, 'sop', 'short-cash', 'short cash statements, one a salesman', 1, 5, 'SCSTMT', '', 'make --due SCSTMT'),
	(30, 'sop', 'short-cash-export', 'the lines of the short cash statements as data', 1, 5, '', 'short-cash-lines', 'report short-cash-lines'),
	(40, '', 'statements', 'statements of account', 1, 10, 'STMT', '', 'make --due STMT'),
	(50, 'jj', 'monthly-letters', 'one letter a company, with what is overdue by month of invoice', 1, 10, 'REMM', '', 'make --due REMM'),
	(60, 'reg', 'week', 'repayment schedules of the week', 1, 31, 'PLANW', '', 'make --due PLANW'),
	(70, '', 'letters', 'reminders, escalations and notices that are due', 1, 31, 'REM0 REM1 REM2 ESCN NOTICE CASHN', '', 'make --due REM0 REM1 REM2 ESCN NOTICE CASHN'),
	(80, 'reg col', 'claims', 'claims and guarantee letters that are due', 1, 31, 'CLAIM GUAR', '', 'make --due CLAIM GUAR'),
	(90, 'sop', 'declarations', 'monthly declarations of the salesmen', 1, 15, 'DECL', '', 'make --due DECL'),
	(100, '', 'confirmations', 'balance confirmations and second requests', 1, 31, 'CONF CONF2', '', 'make --due CONF CONF2'),
	(110, '', 'hold', 'the credit hold list', 1, 31, 'HOLD', '', 'make --due HOLD'),
	(120, '', 'bad-debts', 'bad debts reports of cases that are old enough', 1, 31, 'BDR', '', 'make --due BDR'),
	(130, '', 'rest', 'whatever else the policy has due', 1, 31, '*', '', 'make'),
	(140, '', 'tie-out', 'a run of the month has added up to the last minor unit', 1, 31, '', '', 'make'),
	(150, '', 'reports', 'the workbooks and the dashboard', 1, 31, '', 'dashboard', 'report all')),
own AS (SELECT *, month_start(:as_of) AS month FROM step WHERE presets = '' OR instr(' ' || presets || ' ', ' ' || :preset || ' ') > 0),
named AS (SELECT ' ' || group_concat(types, ' ') || ' ' AS types FROM own WHERE types <> '*'),
paper_made AS (SELECT p.type, count(*) AS papers FROM paper p WHERE p.as_of BETWEEN month_start(:as_of) AND :as_of
	AND p.state NOT IN ('planned', 'failed', 'cancelled') GROUP BY p.type),
counted AS (SELECT o.*,
	CASE WHEN types = '*' THEN (SELECT sum(papers) FROM paper_made, named WHERE instr(named.types, ' ' || type || ' ') = 0)
		ELSE (SELECT sum(papers) FROM paper_made WHERE instr(' ' || o.types || ' ', ' ' || type || ' ') > 0) END AS made,
	CASE WHEN types = '*' THEN (SELECT sum(papers) FROM month_due, named WHERE instr(named.types, ' ' || type || ' ') = 0)
		ELSE (SELECT sum(papers) FROM month_due WHERE instr(' ' || o.types || ' ', ' ' || type || ' ') > 0) END AS due FROM own o),
-- up to when the ledger is known: the newest posting, or the day of an export that had none later
newest AS (SELECT max(day) AS day FROM (SELECT max(date) AS day FROM entry WHERE type <> 'pdc' AND date <= :as_of
	UNION ALL SELECT max(export_date) FROM source WHERE tbl = 'ledger' AND replaced_by IS NULL AND export_date <= :as_of)),
closed AS (SELECT count(*) AS runs FROM run WHERE kind = 'make' AND state = 'made' AND as_of BETWEEN month_start(:as_of) AND :as_of)
SELECT step, meaning, month + first - 1 AS first_day, min(month + last - 1, month_end(:as_of)) AS last_day,
	CASE step WHEN 'import' THEN coalesce((SELECT day FROM newest) >= workday_add(month, -1), 0)
		WHEN 'tie-out' THEN (SELECT runs FROM closed) ELSE coalesce(made, 0) END AS done,
	CASE step WHEN 'import' THEN NOT coalesce((SELECT day FROM newest) >= workday_add(month, -1), 0)
		WHEN 'tie-out' THEN (SELECT runs FROM closed) = 0 ELSE coalesce(due, 0) END AS to_do,
	CASE step WHEN 'import' THEN 'known up to ' || coalesce(iso((SELECT day FROM newest)), 'no day')
		WHEN 'tie-out' THEN (SELECT runs FROM closed) || ' runs' END AS said,
	nullif(folder, '') AS folder, command
FROM counted ORDER BY n;
