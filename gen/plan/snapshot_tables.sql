-- snapshot_tables.sql: the frozen tables of a run. snapshot.c fills run_info to minimum, then runs snapshot.sql and dunning.sql.
-- `ledgerpress help queries` prints what stands above each table: its meaning, and "--   column  meaning" where the name alone does not say it.

-- What a column of this name is in every table that does not say otherwise:
--   customer     code of the customer
--   salesman     code of the salesman
--   currency     code of ISO 4217; amounts of its row are in its minor units
--   language     language of the paper: en, ar, ru, nb, or a pair
--   type         document type
--   level        place in the ladder of letters, from 1; 0: in none
--   source       the import that brought it
--   line         its line in that file
--   id           number of the row
--   sha256       SHA-256 of the content
--   sort         order of delivery
--   invoice      number of the invoice
--   case_id      the case
--   doctype      `ledgerpress help doctypes`
--   bytes        length of the file
--   pages        its pages; NULL: not known
--   note         in words
--   who          who did it
--   date         the day
--   as_of        the day that figures speak of
--   run          the run's name
--   seq          place in the order
--   signed_by    who signed it
--   signed_role  as what
--   stamped      1: bears a stamp
--   media        its media type
--   valid        0: it counts for nothing
--   rows         how many rows

-- One row: what the run is about, and the policy's figures that SQL asks for most.
--   default_language  the house's first language
--   credits           bucket: credits age by their own date; apart: they stand beside the buckets
--   promise_grace     days of grace after a promise
--   letter_gap        days between two letters
--   case_age          age at which a case opens
--   currency          the house's own
CREATE TABLE run_info (
	as_of INTEGER NOT NULL, run TEXT NOT NULL, default_language TEXT NOT NULL,
	credits TEXT NOT NULL CHECK (credits IN ('bucket', 'apart')),
	promise_grace INTEGER NOT NULL, letter_gap INTEGER NOT NULL, case_age INTEGER NOT NULL, currency TEXT NOT NULL
) STRICT;
-- Every letter that `plan` would make, of every type, for reports that read it; empty otherwise.
CREATE TABLE to_make (type TEXT NOT NULL, customer TEXT NOT NULL) STRICT;
-- Every key of house.ini and its preset, as written.
--   section  as [company]
--   key      as name.ar
--   value    its value
CREATE TABLE setting (section TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (section, key)) STRICT;
-- The keys of [policy], as written.
--   key    as pay_days.REM1
--   value  its value
CREATE TABLE policy (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;
-- The aging buckets, in order.
--   idx      place, from 0
--   label    a term, the policy's own name or the limits (1..15), worded on papers in their language
--   words    the same in English, for screens and workbooks
--   low      lowest age; NULL: open
--   high     highest age; NULL: open
--   overdue  1 when low is an age of 1 or more
CREATE TABLE bucket (idx INTEGER PRIMARY KEY, label TEXT NOT NULL, words TEXT NOT NULL, low INTEGER, high INTEGER, overdue INTEGER NOT NULL) STRICT;
-- Which paper at which age: policy stage.TRACK.
--   track  kind of customer, or case
--   age    from this age of the oldest item
CREATE TABLE stage (
	track TEXT NOT NULL, age INTEGER NOT NULL, type TEXT NOT NULL, level INTEGER NOT NULL, PRIMARY KEY (track, age)
) STRICT;
-- What the customers' countries and the house's own, as they are written, mean (ISO 3166-1); NULL: nobody knows.
--   text  as written
--   code  ISO 3166-1; NULL: nobody knows
CREATE TABLE country_of (text TEXT PRIMARY KEY NOT NULL, code TEXT) STRICT;
-- Below it nobody is written to.
--   amount  in minor units
CREATE TABLE minimum (currency TEXT PRIMARY KEY NOT NULL, amount INTEGER NOT NULL) STRICT;
-- Above it a customer's overdue total is a matter of the head of department and the director (policy importance.CURRENCY).
--   region  of whose customers; empty: of all for whose region nothing is said
--   amount  in minor units
CREATE TABLE importance (currency TEXT NOT NULL, region TEXT NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (currency, region)) STRICT, WITHOUT ROWID;

-- Branches whose accounts, letters and cases are their parent's (policy group = together).
--   customer  code of the branch
--   parent    code of the uppermost parent
CREATE TABLE member (customer TEXT PRIMARY KEY NOT NULL, parent TEXT NOT NULL) STRICT, WITHOUT ROWID;
-- Whose their entries were.
--   entry     entry.id
--   customer  code of the branch
CREATE TABLE branch (entry INTEGER PRIMARY KEY, customer TEXT NOT NULL) STRICT;

-- The salesman whose customers another took over (runs of kind handover), and who has them as of the date.
--   salesman  who handed over
--   now       who has them now
CREATE TABLE successor (salesman TEXT PRIMARY KEY NOT NULL, now TEXT NOT NULL) STRICT;

-- The same for customers that were handed over by name: who has them is followed for each alone.
--   customer  code
--   salesman  whoever had it, by the export
--   now       who has it now
CREATE TABLE passed (customer TEXT NOT NULL, salesman TEXT NOT NULL, now TEXT NOT NULL, PRIMARY KEY (customer, salesman)) STRICT, WITHOUT ROWID;

-- Who had each customer that was handed over, by the days of the handovers: what is of the past stays with whoever had it then.
--   customer  code
--   since     first day; -1000000: from the beginning
--   salesman  whose it was from then on
CREATE TABLE tenure (customer TEXT NOT NULL, since INTEGER NOT NULL, salesman TEXT NOT NULL, PRIMARY KEY (customer, since)) STRICT, WITHOUT ROWID;

-- amount has the sign of what it settles: outstanding = entry.amount - sum(amount). by_entry NULL: settled by the export's own
-- word (cleared_on, open_amount), without an entry that says how.
--   entry     what is settled
--   by_entry  by what; NULL: the export's own word
--   date      from when
--   amount    how much, with the sign of what it settles
CREATE TABLE allocation (entry INTEGER NOT NULL, by_entry INTEGER, date INTEGER NOT NULL, amount INTEGER NOT NULL) STRICT;

-- What is open as of the day, one row an entry.
--   entry           entry.id
--   type            type of the entry
--   number          document number
--   date            document date
--   due             due date, by the terms where the export has none
--   overdue_on      day on which its age is 0
--   age             days since overdue_on; below 0: not overdue
--   days_remaining  days until due; NULL: past
--   bucket          bucket.idx; NULL: a credit that stands apart
--   amount          whole amount, signed
--   paid            settled so far
--   outstanding     what is left
--   status          the export's word
--   blocked         why it is left out of demands: the export's word (disputed, rma, hold, paid …), an event's, or other_currency (paid in another); NULL: it is not
--   po_number       the customer's order
--   delivery_note   delivery note
--   text            the export's remark
--   issued_level    highest letter that covered it; 0: none
--   branch          code of the branch whose item it is; NULL: the customer's own
CREATE TABLE open_item (
	entry INTEGER PRIMARY KEY, customer TEXT NOT NULL, salesman TEXT, type TEXT NOT NULL, number TEXT NOT NULL,
	date INTEGER NOT NULL, due INTEGER, overdue_on INTEGER NOT NULL, age INTEGER NOT NULL, days_remaining INTEGER,
	bucket INTEGER, currency TEXT NOT NULL, amount INTEGER NOT NULL, paid INTEGER NOT NULL, outstanding INTEGER NOT NULL,
	status TEXT, blocked TEXT, po_number TEXT, delivery_note TEXT, text TEXT, issued_level INTEGER NOT NULL, branch TEXT
) STRICT;
-- One row a customer and currency with anything open.
--   debit          sum of what it owes
--   credit         sum of its credits, negative
--   total          both
--   overdue        of debit, what is overdue
--   oldest_age     age of the oldest overdue item
--   oldest_due     its due date
--   items          open items
--   overdue_items  of them overdue
--   demand         what letters may demand: what is overdue and not blocked, less all credits; 0: nothing
CREATE TABLE balance (
	customer TEXT NOT NULL, currency TEXT NOT NULL, debit INTEGER NOT NULL, credit INTEGER NOT NULL, total INTEGER NOT NULL,
	overdue INTEGER NOT NULL, oldest_age INTEGER, oldest_due INTEGER, items INTEGER NOT NULL, overdue_items INTEGER NOT NULL,
	demand INTEGER NOT NULL,
	PRIMARY KEY (customer, currency)
) STRICT, WITHOUT ROWID;
-- What payers quote, where the house says how that is made ([company] reference): of each customer's account, or of each open item.
--   entry   open_item.entry; 0: the account
--   number  as it is quoted; NULL: there is none
--   shown   the same in the groups in which it is printed
--   why     why there is none, in words
CREATE TABLE payment_reference (
	customer TEXT NOT NULL, currency TEXT NOT NULL, entry INTEGER NOT NULL, number TEXT, shown TEXT, why TEXT,
	PRIMARY KEY (customer, currency, entry)
) STRICT, WITHOUT ROWID;
-- What a paper asks the payer to quote, one row a customer and currency with anything open, where the house says how references are made; else the
-- customer's number is quoted.
--   number   one reference that pays all of it: of the account, or of the only item; NULL: there is none
--   shown    the same, or the customer's number, as it is printed; NULL: each item has its own
--   covers   what the reference of the only item pays; NULL: whatever comes
--   by_item  1: each item has its own
CREATE TABLE quote (
	customer TEXT NOT NULL, currency TEXT NOT NULL, number TEXT, shown TEXT, covers INTEGER, by_item INTEGER NOT NULL,
	PRIMARY KEY (customer, currency)
) STRICT, WITHOUT ROWID;
-- Every bucket of every balance, also the empty ones.
--   bucket  bucket.idx; -1: credits that stand apart
--   amount  its sum
--   tenths  tenths of a percent; all of a customer and currency make 1000
CREATE TABLE bucket_total (
	customer TEXT NOT NULL, currency TEXT NOT NULL, bucket INTEGER NOT NULL, amount INTEGER NOT NULL, tenths INTEGER NOT NULL,
	PRIMARY KEY (customer, currency, bucket)
) STRICT, WITHOUT ROWID;
-- The same, by salesman.
--   bucket   bucket.idx; -1: credits that stand apart
--   label    bucket.label
--   overdue  bucket.overdue
--   amount   its sum
--   tenths   tenths of a percent
--   items    how many make it up
CREATE TABLE salesman_bucket (
	salesman TEXT NOT NULL, currency TEXT NOT NULL, bucket INTEGER NOT NULL, label TEXT NOT NULL, overdue INTEGER NOT NULL,
	amount INTEGER NOT NULL, tenths INTEGER NOT NULL, items INTEGER NOT NULL, PRIMARY KEY (salesman, currency, bucket)
) STRICT;
-- The same, of short cash customers alone.
--   bucket   bucket.idx; -1: credits that stand apart
--   label    bucket.label
--   overdue  bucket.overdue
--   amount   its sum
--   tenths   tenths of a percent
CREATE TABLE salesman_bucket_short (
	salesman TEXT NOT NULL, currency TEXT NOT NULL, bucket INTEGER NOT NULL, label TEXT NOT NULL, overdue INTEGER NOT NULL,
	amount INTEGER NOT NULL, tenths INTEGER NOT NULL, PRIMARY KEY (salesman, currency, bucket)
) STRICT;
-- What is owed to a salesman in a currency by customers of a kind, where anything is.
--   kind        kind of the customers
--   oldest_age  age of the oldest item; 0 or below: nothing is overdue
CREATE TABLE salesman_kind (
	salesman TEXT NOT NULL, currency TEXT NOT NULL, kind TEXT NOT NULL, oldest_age INTEGER NOT NULL, PRIMARY KEY (salesman, currency, kind)
) STRICT;

-- What customers promised, judged by the ledger's payments.
--   id            event.id
--   date          given on
--   amount        how much; NULL: not said
--   promise_date  to be paid on
--   contact       who promised
--   state         kept, broken, pending or settled
--   paid          what came for it
--   kept_on       kept or settled: the day on which that was so; NULL: it is not, or nobody knows the day
CREATE TABLE promise (
	id INTEGER PRIMARY KEY, customer TEXT NOT NULL, date INTEGER NOT NULL, invoice TEXT, amount INTEGER, currency TEXT NOT NULL,
	promise_date INTEGER NOT NULL, contact TEXT, state TEXT NOT NULL CHECK (state IN ('kept', 'broken', 'pending', 'settled')),
	paid INTEGER NOT NULL, kept_on INTEGER
) STRICT;
-- The late-payment interest of the house's country, in order, on its days up to the as-of date.
--   first      first day
--   last       last day
--   rate       percent of a year, with two decimals
--   source     where the rate stands
--   year_days  days of the year: 365, 360, or those of the calendar
CREATE TABLE interest_rate (first INTEGER NOT NULL, last INTEGER NOT NULL, rate TEXT NOT NULL, source TEXT NOT NULL, year_days INTEGER NOT NULL) STRICT;
-- What the house charges for letters.
--   country  whose law it goes by
--   first    first day
--   last     last day; NULL: open
--   amount   the fee
--   source   where it stands
CREATE TABLE fee_rate (
	type TEXT NOT NULL, country TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER, currency TEXT NOT NULL, amount INTEGER NOT NULL, source TEXT NOT NULL
) STRICT;
-- The instalments of arrangements, in the order of their due dates, judged by what the customer paid since the day of the arrangement: each payment
-- is counted once.
--   ref         number of the arrangement
--   kind        guarantee, settlement
--   date        day of the arrangement
--   instalment  number of the instalment
--   due         to be paid on
--   amount      how much
--   remaining   what is left of the arrangement after it, as it was agreed
--   paid        what came for it
--   open        what is to be paid of it still: no more than what is open of the debts that the arrangement covers
--   state       kept, broken, pending, or settled: by credits, not by payments
--   binding     0: a guarantee that was signed by one who may not
CREATE TABLE instalment (
	customer TEXT NOT NULL, ref TEXT NOT NULL, kind TEXT NOT NULL, date INTEGER NOT NULL, instalment INTEGER NOT NULL, due INTEGER NOT NULL,
	amount INTEGER NOT NULL, currency TEXT NOT NULL, remaining INTEGER NOT NULL, paid INTEGER NOT NULL, open INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('kept', 'broken', 'pending', 'settled')), binding INTEGER NOT NULL
) STRICT;
CREATE INDEX instalment_customer ON instalment(customer, ref);
-- Whatever keeps letters from a customer. until: the first day on which it no longer does; NULL: nobody knows.
--   reason  a term
--   until   the first day on which it no longer does; NULL: nobody knows
--   detail  in words
CREATE TABLE hold (customer TEXT NOT NULL, reason TEXT NOT NULL, until INTEGER, detail TEXT) STRICT;

-- What the clock says of every customer (also those with nothing open), on the track of its kind and on the track of cases.
--   track         its kind, or case
--   oldest_age    age of the oldest item that may be demanded
--   oldest_due    its due date
--   type          the paper of the stage reached; NULL: none
--   level         its place in the ladder
--   key           the oldest item that no such letter covered; NULL: all are
--   next_type     the paper of the stage after it
--   next_on       when that is reached
--   reason        why no letter: the clock's own, then every hold; NULL: it is written to
--   first_on      the first day without the reason; NULL: nobody knows
--   stage_reason  the clock's own reason alone
--   stage_on      the first day without that
--   oldest_on     day on which the oldest item became overdue
CREATE TABLE dunning (
	customer TEXT PRIMARY KEY NOT NULL, salesman TEXT, language TEXT NOT NULL, track TEXT NOT NULL, oldest_age INTEGER,
	oldest_due INTEGER, type TEXT, level INTEGER, key TEXT, next_type TEXT, next_on INTEGER, reason TEXT, first_on INTEGER,
	sort TEXT NOT NULL, stage_reason TEXT, stage_on INTEGER, oldest_on INTEGER
) STRICT, WITHOUT ROWID;
-- The same clock on the track of cases.
--   track         its kind, or case
--   oldest_age    age of the oldest item that may be demanded
--   oldest_due    its due date
--   type          the paper of the stage reached; NULL: none
--   level         its place in the ladder
--   key           the oldest item that no such letter covered; NULL: all are
--   next_type     the paper of the stage after it
--   next_on       when that is reached
--   reason        why no letter: the clock's own, then every hold; NULL: it is written to
--   first_on      the first day without the reason; NULL: nobody knows
--   stage_reason  the clock's own reason alone
--   stage_on      the first day without that
--   oldest_on     day on which the oldest item became overdue
CREATE TABLE case_stage (
	customer TEXT PRIMARY KEY NOT NULL, salesman TEXT, language TEXT NOT NULL, track TEXT NOT NULL, oldest_age INTEGER,
	oldest_due INTEGER, type TEXT, level INTEGER, key TEXT, next_type TEXT, next_on INTEGER, reason TEXT, first_on INTEGER,
	sort TEXT NOT NULL, stage_reason TEXT, stage_on INTEGER, oldest_on INTEGER
) STRICT, WITHOUT ROWID;

-- Open cases; change is what this run does: 'opened', 'closed' or NULL.
-- Open cases of the day.
--   id      BD2026-00017
--   opened  opened on
--   age     age of the oldest overdue item
CREATE TABLE case_now (id TEXT PRIMARY KEY NOT NULL, customer TEXT NOT NULL, opened INTEGER NOT NULL, age INTEGER NOT NULL) STRICT;
CREATE INDEX case_now_customer ON case_now(customer);
-- What this run does with cases.
--   id      BD2026-00017
--   change  opened or closed
--   why     why it closed
CREATE TABLE case_change (id TEXT PRIMARY KEY NOT NULL, customer TEXT NOT NULL, change TEXT NOT NULL, why TEXT) STRICT;

-- The run's own papers, for lists that are papers themselves (count sheet); empty in plan and preview. What a count sheet sees beyond their
-- order is known only when they are printed: pages and the next three.
--   number  its number
--   stack   name of the print file that it lies in
--   place   where it lies in it, from 1
--   sheets  sheets that it takes
CREATE TABLE run_paper (
	seq INTEGER PRIMARY KEY, number TEXT NOT NULL, type TEXT NOT NULL, customer TEXT, salesman TEXT, case_id TEXT, language TEXT NOT NULL,
	level INTEGER NOT NULL, sort TEXT NOT NULL, pages INTEGER, stack TEXT, place INTEGER, sheets INTEGER
) STRICT;
-- The letters of the policy that the run was asked for and does not write to customers with anything open; empty in plan and preview.
--   type      of the letter
--   reason    why: terms, parted by commas
--   stronger  type of the letter that goes instead; NULL: none does
--   first_on  the first day without the reason; NULL: nobody knows
CREATE TABLE run_without (type TEXT NOT NULL, customer TEXT NOT NULL, reason TEXT NOT NULL, stronger TEXT, first_on INTEGER) STRICT;

-- Which entries a paper that came in speaks of: numbers begin anew in some houses every year. evidence_other: it speaks of another year's
-- than the one that has its number now.
--   evidence  evidence.id
--   entry     entry.id
CREATE TABLE evidence_of (evidence INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (entry, evidence)) STRICT, WITHOUT ROWID;
-- Papers that speak of another year's entry of the number.
--   evidence  evidence.id
CREATE TABLE evidence_other (evidence INTEGER PRIMARY KEY) STRICT;
-- The year of the invoice that a paper speaks of: where it was said, or where the customer has more than one of the number.
--   evidence  evidence.id
--   year      of the invoice, 2026
CREATE TABLE evidence_year (evidence INTEGER PRIMARY KEY, year TEXT NOT NULL) STRICT;

-- Papers that were withdrawn by the day: none to any plan or paper; a bundle's custody log still tells what became of them.
--   name     in the store
--   case_id  NULL: of no case
CREATE TABLE evidence_gone (name TEXT PRIMARY KEY NOT NULL, customer TEXT NOT NULL, case_id TEXT) STRICT, WITHOUT ROWID;
-- Notes of the custody log in the words of a bundle's language, filled by evidence/custody_told.c for its custody.csv; empty in runs.
--   line  custody.id
--   told  its note, worded
CREATE TABLE custody_told (line INTEGER PRIMARY KEY, told TEXT NOT NULL) STRICT;
-- The files of a handover's ZIP, filled by run/handover_index.c for its index; empty in a run.
--   path     in the ZIP
--   number   of a paper of the handover; NULL: a supporting paper of the store
--   type     document type, or DocType
--   invoice  numbers of the invoices; NULL: of none
CREATE TABLE pack_file (
	seq INTEGER PRIMARY KEY, path TEXT NOT NULL, number TEXT, type TEXT NOT NULL, customer TEXT, invoice TEXT, date INTEGER NOT NULL, pages INTEGER,
	sha256 TEXT NOT NULL
) STRICT;
-- The evidence bundle of one case, filled by evidence/bundle.c for its index; empty in runs.
--   id      BD2026-00017
--   opened  opened on
--   closed  closed on; NULL: open
--   age     age of the oldest overdue item
--   papers  papers in the bundle
--   gaps    what is missing
CREATE TABLE bundle_case (
	id TEXT NOT NULL, customer TEXT NOT NULL, opened INTEGER NOT NULL, closed INTEGER, age INTEGER, papers INTEGER NOT NULL, gaps INTEGER NOT NULL
) STRICT;
-- The parts of a bundle's index.
--   stage  as evidence.sql names it
--   title  a term
CREATE TABLE bundle_stage (seq INTEGER PRIMARY KEY, stage TEXT NOT NULL, title TEXT NOT NULL) STRICT;
-- The papers of a bundle.
--   path          in the bundle
--   title         of its DocType
--   stage         where the index lists it
--   stage_seq     place of the stage
--   date          the paper's own date
--   original      name or number that it came with
--   issued        1: ours
--   invoice_year  of the invoice, where the number alone does not say which
--   exhibit       number of the exhibit, as 12 or 12A: the case's own, for life
--   exhibit_seq   place among the exhibits
--   subject       its name in the store, or our number
--   why           why it is not valid, or why its signature does not count; NULL: neither
--   filed_on      of what came in: filed on
--   filed_by      by whom
--   copy_of       a signed copy of ours: number of the paper; NULL: it is none
CREATE TABLE bundle_paper (
	seq INTEGER PRIMARY KEY, path TEXT NOT NULL, doctype TEXT NOT NULL, title TEXT NOT NULL, stage TEXT NOT NULL, stage_seq INTEGER NOT NULL,
	invoice TEXT, date INTEGER NOT NULL, original TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, media TEXT NOT NULL,
	pages INTEGER, signed_by TEXT, issued INTEGER NOT NULL, valid INTEGER NOT NULL, invoice_year TEXT, exhibit TEXT NOT NULL, exhibit_seq INTEGER NOT NULL,
	subject TEXT NOT NULL, note TEXT, why TEXT, filed_on INTEGER, filed_by TEXT, copy_of TEXT
) STRICT;
-- Who receives the bundle, and the bundles of the case that were made before its day.
--   name     of the earlier bundle; NULL: this one
--   sha256   of the earlier bundle
--   who      who received it; NULL: nobody is noted
CREATE TABLE bundle_given (seq INTEGER PRIMARY KEY, date INTEGER NOT NULL, name TEXT, sha256 TEXT, who TEXT) STRICT;
-- What a bundle's case is missing.
--   stage         where it belongs
--   stage_seq     place of the stage
--   gap           a term
--   about         which asset, police case or paper
--   role          of a paper that is not valid: as whom it was signed
--   roles         who may sign it
--   invoice_date  date of the invoice
--   solve_by      by when it is to be there; NULL: not said
CREATE TABLE bundle_gap (
	seq INTEGER PRIMARY KEY, stage TEXT NOT NULL, stage_seq INTEGER NOT NULL, invoice TEXT, doctype TEXT NOT NULL, gap TEXT NOT NULL,
	about TEXT, date INTEGER, role TEXT, roles TEXT, invoice_date INTEGER, solve_by INTEGER
) STRICT;
-- The index of a court file, an exhibit a row; filled while it is made.
--   section  letter of its part; empty: the file has no parts
--   exhibit  its number, as in bundle_paper
--   volume   in which volume it stands
--   place    its first page: 12, or 2-12 in the second volume
--   slipped  1: a slip sheet stands for some of it
CREATE TABLE court_line (
	seq INTEGER PRIMARY KEY, section TEXT NOT NULL, exhibit TEXT NOT NULL, volume INTEGER NOT NULL, place TEXT NOT NULL, pages INTEGER NOT NULL, slipped INTEGER NOT NULL
) STRICT;
-- Which volume is being made; no row where there is one alone.
--   volume  which
--   of_all  of how many
CREATE TABLE court_volume (volume INTEGER NOT NULL, of_all INTEGER NOT NULL) STRICT;
-- The sheet that stands for what is not in a court file.
--   exhibit   number of the exhibit
--   original  name or number that it came with
--   path      in the bundle
--   why       unreadable, no_pages or left_out
--   missing   which pages; NULL: all
CREATE TABLE court_slip (
	exhibit TEXT NOT NULL, doctype TEXT NOT NULL, date INTEGER NOT NULL, original TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL, why TEXT NOT NULL, missing TEXT
) STRICT;
-- What happened in the case of a bundle, a row each: talks, papers of ours and what became of them, papers that came in, entries of the account,
-- the case itself. A paper that came in stands on its own date, and its filing on the day of that.
--   time          HH:MM, of a mail by the sender's clock; empty: not noted
--   part          order within a day
--   what          a term: kind of the event or entry, issued, sent, delivered, dated, act_filed …
--   document      number of the invoice, of our paper or of the entry
--   invoice_year  of the invoice, where the number alone does not say which
--   paper         DocType of the paper
--   exhibit       its number in the bundle; several: of what was filed on that day
--   fault         invalid: the paper is not valid
--   contact       who of them; of a paper delivered: to whom
--   outcome       a term
--   own           an outcome in the house's own word
--   state         a term: of a cheque, what became of it
--   channel       how it went out
--   promised      the day that was promised
--   reference     number that others gave
--   applies_to    the document that an entry settles
--   amount        without sign
--   who           who of us
--   sender        of a mail: who sent it, as it says itself
--   subject       what it is about
--   attached      how many files came with it; NULL: none
--   recorded_on   of what was recorded: the day of it; NULL: not known
--   recorded_by   who recorded it
CREATE VIEW bundle_line AS
WITH line AS (
	SELECT v.date, coalesce(v.time, '') AS time, 1 AS part, v.id AS seq, v.kind AS what, nullif(v.invoice, '') AS document, NULL AS invoice_year, NULL AS paper,
		NULL AS exhibit, NULL AS fault, NULL AS signed_by, nullif(v.contact, '') AS contact,
		CASE WHEN v.outcome IN (SELECT code FROM outcome_word) THEN v.outcome END AS outcome,
		CASE WHEN v.outcome NOT IN (SELECT code FROM outcome_word) THEN nullif(replace(v.outcome, '_', ' '), '') END AS own, NULL AS state, nullif(v.channel, '') AS channel,
		v.promise_date AS promised, nullif(v.note, '') AS note, nullif(v.reference, '') AS reference, NULL AS applies_to, v.promise_amount AS amount,
		coalesce((SELECT max(x.currency) FROM entry x WHERE x.customer = v.customer AND x.number = v.invoice), nullif(c.currency, ''), r.currency) AS currency,
		nullif(v.staff, '') AS staff, NULL AS sender, NULL AS subject, NULL AS attached, v.recorded_on, v.recorded_by
	FROM bundle_case k CROSS JOIN run_info r JOIN event v ON v.customer = k.customer LEFT JOIN customer c ON c.code = v.customer
	UNION ALL
	SELECT p.as_of, '', 2, p.id, 'issued', p.number, NULL, p.type, b.exhibit, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
	FROM bundle_case k JOIN paper p ON p.customer = k.customer LEFT JOIN bundle_paper b ON b.issued = 1 AND b.subject = p.number
	WHERE p.state IN ('made', 'sent', 'delivered', 'answered', 'signed') AND coalesce(p.case_id, k.id) = k.id
	UNION ALL
	SELECT v.date, '', 3, v.id, v.state, p.number, NULL, p.type, b.exhibit, NULL, CASE v.state WHEN 'signed' THEN nullif(v.who, '') END,
		CASE WHEN v.state IN ('delivered', 'answered') THEN nullif(v.who, '') END, NULL, NULL, NULL, nullif(v.channel, ''), NULL, nullif(v.note, ''), NULL, NULL, NULL, NULL,
		CASE v.state WHEN 'sent' THEN nullif(v.who, '') END, NULL, NULL, NULL, v.recorded_on, v.recorded_by
	FROM bundle_case k JOIN paper p ON p.customer = k.customer JOIN paper_event v ON v.paper = p.id
	LEFT JOIN bundle_paper b ON b.issued = 1 AND b.subject = p.number
	WHERE p.state IN ('made', 'sent', 'delivered', 'answered', 'signed') AND coalesce(p.case_id, k.id) = k.id AND v.state IN ('sent', 'delivered', 'answered', 'signed')
	UNION ALL
	SELECT b.date, CASE b.date WHEN e.mail_date THEN e.mail_time WHEN e.taken_on THEN coalesce(e.taken_at, '') ELSE '' END, 4, b.seq, 'dated', b.invoice, b.invoice_year, b.doctype, b.exhibit, CASE b.valid WHEN 0 THEN 'invalid' END,
		b.signed_by, NULL, NULL, NULL, NULL, NULL, NULL, b.note, NULL, NULL, NULL, NULL, NULL, e.mail_from, e.mail_subject, nullif(e.mail_files, 0), NULL, NULL
	FROM bundle_paper b LEFT JOIN evidence e ON e.name = b.subject WHERE b.issued = 0
	UNION ALL
	SELECT b.filed_on, '', 6, min(b.seq), 'act_filed', NULL, NULL, NULL, group_concat(b.exhibit, ', '), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, b.filed_by, NULL, NULL, NULL, NULL, NULL
	FROM (SELECT * FROM bundle_paper WHERE issued = 0 AND filed_on IS NOT NULL ORDER BY exhibit_seq) b GROUP BY b.filed_on, b.filed_by
	UNION ALL
	SELECT n.date, '', 5, n.id, n.type, n.number, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
		CASE WHEN n.type = 'pdc' AND n.status IN ('bounced', 'returned', 'replaced', 'cleared', 'in_hand') AND coalesce(n.cleared_on, n.date) <= r.as_of THEN n.status END,
		NULL, NULL, NULL, NULL, nullif(n.applies_to, ''), abs(n.amount), n.currency, NULL, NULL, NULL, NULL, NULL, NULL
	FROM bundle_case k CROSS JOIN run_info r JOIN entry n ON n.customer = k.customer
	UNION ALL
	SELECT k.opened, '', 0, 0, 'case_opened', k.id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM bundle_case k
	UNION ALL
	SELECT b.closed, '', 7, 0, 'case_closed', b.id, NULL, NULL, NULL, NULL, NULL, NULL, b.why_closed, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
	FROM bundle_case k JOIN bad_case b ON b.id = k.id)
SELECT l.date, l.time, l.part, l.seq, l.what, l.document, l.invoice_year, l.paper, l.exhibit, l.fault, l.signed_by, l.contact, l.outcome, l.own, l.state, l.channel, l.promised,
	l.note, l.reference, l.applies_to, l.amount, l.currency, coalesce(s.name, l.staff) AS who, l.sender, l.subject, l.attached, l.recorded_on,
	coalesce((SELECT x.name FROM staff x WHERE x.code = l.recorded_by), l.recorded_by) AS recorded_by
FROM bundle_case k CROSS JOIN run_info r JOIN line l LEFT JOIN staff s ON s.code = l.staff
WHERE l.date <= r.as_of AND (l.date >= k.opened - 365 OR l.part = 5 AND l.seq IN (SELECT entry FROM open_item) OR l.part = 4);
