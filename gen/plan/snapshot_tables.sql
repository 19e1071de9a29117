-- snapshot_tables.sql: the frozen tables of a run. snapshot.c fills run_info to minimum, then runs snapshot.sql and dunning.sql.

CREATE TABLE run_info (
	as_of INTEGER NOT NULL, run TEXT NOT NULL, default_language TEXT NOT NULL,
	overdue_offset INTEGER NOT NULL, credits TEXT NOT NULL CHECK (credits IN ('bucket', 'apart')),
	promise_grace INTEGER NOT NULL, letter_gap INTEGER NOT NULL, case_age INTEGER NOT NULL, currency TEXT NOT NULL
) STRICT;
CREATE TABLE setting (section TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (section, key)) STRICT;
CREATE TABLE policy (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;
-- low and high: NULL is open; overdue: 1 when low is an age of 0 or more
CREATE TABLE bucket (idx INTEGER PRIMARY KEY, label TEXT NOT NULL, low INTEGER, high INTEGER, overdue INTEGER NOT NULL) STRICT;
CREATE TABLE stage (
	track TEXT NOT NULL, age INTEGER NOT NULL, type TEXT NOT NULL, level INTEGER NOT NULL, PRIMARY KEY (track, age)
) STRICT;
-- What the customers' countries and the house's own, as they are written, mean (ISO 3166-1); NULL: nobody knows.
CREATE TABLE country_of (text TEXT PRIMARY KEY NOT NULL, code TEXT) STRICT;
CREATE TABLE minimum (currency TEXT PRIMARY KEY NOT NULL, amount INTEGER NOT NULL) STRICT;

-- The salesman whose customers another took over (runs of kind handover), and who has them as of the date.
CREATE TABLE successor (salesman TEXT PRIMARY KEY NOT NULL, now TEXT NOT NULL) STRICT;

-- amount has the sign of what it settles: outstanding = entry.amount - sum(amount). by_entry NULL: settled by the export's own
-- word (cleared_on, open_amount), without an entry that says how.
CREATE TABLE allocation (entry INTEGER NOT NULL, by_entry INTEGER, date INTEGER NOT NULL, amount INTEGER NOT NULL) STRICT;

CREATE TABLE open_item (
	entry INTEGER PRIMARY KEY, customer TEXT NOT NULL, salesman TEXT, type TEXT NOT NULL, number TEXT NOT NULL,
	date INTEGER NOT NULL, due INTEGER, overdue_on INTEGER NOT NULL, age INTEGER NOT NULL, days_remaining INTEGER,
	bucket INTEGER, currency TEXT NOT NULL, amount INTEGER NOT NULL, paid INTEGER NOT NULL, outstanding INTEGER NOT NULL,
	status TEXT, blocked TEXT, po_number TEXT, delivery_note TEXT, text TEXT, issued_level INTEGER NOT NULL
) STRICT;
CREATE TABLE balance (
	customer TEXT NOT NULL, currency TEXT NOT NULL, debit INTEGER NOT NULL, credit INTEGER NOT NULL, total INTEGER NOT NULL,
	overdue INTEGER NOT NULL, oldest_age INTEGER, oldest_due INTEGER, items INTEGER NOT NULL, overdue_items INTEGER NOT NULL,
	PRIMARY KEY (customer, currency)
) STRICT, WITHOUT ROWID;
CREATE TABLE bucket_total (
	customer TEXT NOT NULL, currency TEXT NOT NULL, bucket INTEGER NOT NULL, amount INTEGER NOT NULL, tenths INTEGER NOT NULL,
	PRIMARY KEY (customer, currency, bucket)
) STRICT, WITHOUT ROWID;
CREATE TABLE salesman_bucket (
	salesman TEXT NOT NULL, currency TEXT NOT NULL, bucket INTEGER NOT NULL, label TEXT NOT NULL, overdue INTEGER NOT NULL,
	amount INTEGER NOT NULL, tenths INTEGER NOT NULL, PRIMARY KEY (salesman, currency, bucket)
) STRICT;
CREATE TABLE salesman_bucket_short (
	salesman TEXT NOT NULL, currency TEXT NOT NULL, bucket INTEGER NOT NULL, label TEXT NOT NULL, overdue INTEGER NOT NULL,
	amount INTEGER NOT NULL, tenths INTEGER NOT NULL, PRIMARY KEY (salesman, currency, bucket)
) STRICT;

CREATE TABLE promise (
	id INTEGER PRIMARY KEY, customer TEXT NOT NULL, date INTEGER NOT NULL, invoice TEXT, amount INTEGER, currency TEXT NOT NULL,
	promise_date INTEGER NOT NULL, contact TEXT, state TEXT NOT NULL CHECK (state IN ('kept', 'broken', 'pending', 'settled')),
	paid INTEGER NOT NULL
) STRICT;
-- Whatever keeps letters from a customer. until: the first day on which it no longer does; NULL: nobody knows.
CREATE TABLE hold (customer TEXT NOT NULL, reason TEXT NOT NULL, until INTEGER, detail TEXT) STRICT;

-- What the clock says of every customer (also those with nothing open), on the track of its kind and on the track of cases.
CREATE TABLE dunning (
	customer TEXT PRIMARY KEY NOT NULL, salesman TEXT, language TEXT NOT NULL, track TEXT NOT NULL, oldest_age INTEGER,
	oldest_due INTEGER, type TEXT, level INTEGER, key TEXT, next_type TEXT, next_on INTEGER, reason TEXT, first_on INTEGER,
	sort TEXT NOT NULL, stage_reason TEXT, stage_on INTEGER, oldest_on INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE case_stage (
	customer TEXT PRIMARY KEY NOT NULL, salesman TEXT, language TEXT NOT NULL, track TEXT NOT NULL, oldest_age INTEGER,
	oldest_due INTEGER, type TEXT, level INTEGER, key TEXT, next_type TEXT, next_on INTEGER, reason TEXT, first_on INTEGER,
	sort TEXT NOT NULL, stage_reason TEXT, stage_on INTEGER, oldest_on INTEGER
) STRICT, WITHOUT ROWID;

-- Open cases; change is what this run does: 'opened', 'closed' or NULL.
CREATE TABLE case_now (id TEXT PRIMARY KEY NOT NULL, customer TEXT NOT NULL, opened INTEGER NOT NULL, age INTEGER NOT NULL) STRICT;
CREATE INDEX case_now_customer ON case_now(customer);
CREATE TABLE case_change (id TEXT PRIMARY KEY NOT NULL, customer TEXT NOT NULL, change TEXT NOT NULL, why TEXT) STRICT;

-- The run's own papers, for lists that are papers themselves (count sheet); empty in plan and preview. pages: known only when they were made.
CREATE TABLE run_paper (
	seq INTEGER PRIMARY KEY, number TEXT NOT NULL, type TEXT NOT NULL, customer TEXT, salesman TEXT, case_id TEXT, language TEXT NOT NULL,
	level INTEGER NOT NULL, sort TEXT NOT NULL, pages INTEGER
) STRICT;

-- Which entries a paper that came in speaks of: numbers begin anew in some houses every year. evidence_other: it speaks of another year's
-- than the one that has its number now.
CREATE TABLE evidence_of (evidence INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (entry, evidence)) STRICT, WITHOUT ROWID;
CREATE TABLE evidence_other (evidence INTEGER PRIMARY KEY) STRICT;
-- The year of the invoice that a paper speaks of: where it was said, or where the customer has more than one of the number.
CREATE TABLE evidence_year (evidence INTEGER PRIMARY KEY, year TEXT NOT NULL) STRICT;

-- The evidence bundle of one case, filled by evidence/bundle.c for its index; empty in runs.
CREATE TABLE bundle_case (
	id TEXT NOT NULL, customer TEXT NOT NULL, opened INTEGER NOT NULL, closed INTEGER, age INTEGER, papers INTEGER NOT NULL, gaps INTEGER NOT NULL
) STRICT;
CREATE TABLE bundle_stage (seq INTEGER PRIMARY KEY, stage TEXT NOT NULL, title TEXT NOT NULL) STRICT;
CREATE TABLE bundle_paper (
	seq INTEGER PRIMARY KEY, path TEXT NOT NULL, doctype TEXT NOT NULL, title TEXT NOT NULL, stage TEXT NOT NULL, stage_seq INTEGER NOT NULL,
	invoice TEXT, date INTEGER NOT NULL, original TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, media TEXT NOT NULL,
	pages INTEGER, signed_by TEXT, issued INTEGER NOT NULL, valid INTEGER NOT NULL, invoice_year TEXT
) STRICT;
CREATE TABLE bundle_gap (
	seq INTEGER PRIMARY KEY, stage TEXT NOT NULL, stage_seq INTEGER NOT NULL, invoice TEXT, doctype TEXT NOT NULL, gap TEXT NOT NULL,
	about TEXT, date INTEGER, role TEXT, roles TEXT, invoice_date INTEGER
) STRICT;
