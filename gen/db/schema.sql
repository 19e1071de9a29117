-- schema.sql: the ledger, the only state of a house (ledger.db).
-- Dates are days since 1970-01-01 (base/date.h); money is integer minor units of the row's currency. The columns of the
-- imported tables are those of canonical.c; each row knows its source file and line.

PRAGMA user_version = 17;

-- Every file that was imported, newest last. replaced_by: the source that superseded it (a corrected export).
--   id           number of the import
--   rejected     rows left out by --skip-bad
--   replaced_by  NULL: it counts
--   reading      SHA-256 of how it was read
--   date_order   of the call, where it was given
CREATE TABLE source (
	id INTEGER PRIMARY KEY,
	file TEXT NOT NULL,                 -- base name as given
	sha256 TEXT NOT NULL,
	tbl TEXT NOT NULL,                  -- canonical table: ledger, customers …
	profile TEXT NOT NULL,              -- import profile, 'canonical' when none
	rows INTEGER NOT NULL,
	rejected INTEGER NOT NULL DEFAULT 0,
	export_date INTEGER,                -- the day that open_amount speaks of, where the file has it
	last_date INTEGER,                  -- newest posting date in it
	replaced_by INTEGER REFERENCES source(id),
	reading TEXT,                       -- SHA-256 of how it was read: profile, currency of the house, version of the mapping
	date_order TEXT                     -- --date-order, where it was given
) STRICT;
CREATE UNIQUE INDEX source_content ON source(sha256, tbl) WHERE replaced_by IS NULL;

-- Control totals of each import.
CREATE TABLE source_total (
	source INTEGER NOT NULL REFERENCES source(id),
	currency TEXT NOT NULL,
	rows INTEGER NOT NULL,
	amount INTEGER NOT NULL,            -- signed sum
	PRIMARY KEY (source, currency)
) STRICT;

-- Rows of a file that are no entry of it, each with its reason: with source_total they say what became of every row that came in.
--   line      in that file; 0: of several
--   reason    as gen/db/left.def names it
--   rows      how many
--   currency  NULL: not known
--   amount    signed; NULL: none, or not known
--   customer  of the entry that it was, with number and line in the file that is named by other; NULL: it was none
--   number    of that entry
--   other     reason elsewhere: the source that brought the row again; gone: the one that had it
CREATE TABLE row_left (
	source INTEGER NOT NULL REFERENCES source(id),
	line INTEGER NOT NULL, reason TEXT NOT NULL, rows INTEGER NOT NULL, currency TEXT, amount INTEGER,
	customer TEXT, number TEXT, other INTEGER
) STRICT;

CREATE TABLE customer (
	code TEXT PRIMARY KEY NOT NULL,
	name TEXT NOT NULL,
	legal_name TEXT, tax_id TEXT,
	kind TEXT NOT NULL DEFAULT 'company_credit' CHECK (kind IN ('short_cash', 'company_credit', 'cash')),
	address1 TEXT, address2 TEXT, city TEXT, postcode TEXT, country TEXT, region TEXT, route TEXT,
	salesman TEXT, collector TEXT, currency TEXT, language TEXT, terms_days INTEGER, credit_limit INTEGER,
	email TEXT, phone TEXT, status TEXT, since INTEGER, contract_no TEXT, contract_date INTEGER,
	parent TEXT,
	source INTEGER REFERENCES source(id), line INTEGER
) STRICT;
CREATE INDEX customer_salesman ON customer(salesman);
CREATE INDEX customer_twin ON customer(lower(code)); -- codes that differ in capitals only (evidence/name_clash.c)

CREATE TABLE contact (
	id INTEGER PRIMARY KEY,
	customer TEXT NOT NULL, name TEXT NOT NULL, role TEXT, email TEXT, phone TEXT, valid_from INTEGER, valid_to INTEGER,
	source INTEGER REFERENCES source(id), line INTEGER
) STRICT;
CREATE INDEX contact_customer ON contact(customer, role);

CREATE TABLE staff (
	code TEXT PRIMARY KEY NOT NULL,
	name TEXT NOT NULL, role TEXT NOT NULL, reports_to TEXT, region TEXT, email TEXT, phone TEXT, left_on INTEGER,
	away_from INTEGER, away_to INTEGER, substitute TEXT,
	source INTEGER REFERENCES source(id), line INTEGER
) STRICT;

-- A ledger entry. amount is signed here: invoices and debit notes up, payments, credit notes, write-offs down; a
-- post-dated cheque (type pdc) is no payment until cleared and counts nowhere.
CREATE TABLE entry (
	id INTEGER PRIMARY KEY,
	customer TEXT NOT NULL,
	type TEXT NOT NULL CHECK (type IN ('invoice', 'debit_note', 'credit_note', 'payment', 'write_off', 'adjustment',
		'refund', 'interest', 'fee', 'opening', 'pdc')),
	number TEXT NOT NULL,
	date INTEGER NOT NULL, due INTEGER,
	amount INTEGER NOT NULL, currency TEXT NOT NULL,
	open_amount INTEGER,                -- signed; only where the export gives it
	cleared_on INTEGER,
	applies_to TEXT, po_number TEXT, delivery_note TEXT, salesman TEXT, status TEXT, text TEXT,
	fx_rate TEXT,
	source INTEGER NOT NULL REFERENCES source(id), line INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_customer ON entry(customer, number);

-- What happened.
--   recorded_on  the day on which it was recorded; NULL: not known (imported, or of an older ledger)
--   recorded_by  who recorded it
CREATE TABLE event (
	id INTEGER PRIMARY KEY,
	date INTEGER NOT NULL, time TEXT, customer TEXT NOT NULL, invoice TEXT, kind TEXT NOT NULL, staff TEXT, contact TEXT,
	outcome TEXT, promise_date INTEGER, promise_amount INTEGER, next_action TEXT, next_date INTEGER, risk TEXT,
	reference TEXT, note TEXT,
	source INTEGER REFERENCES source(id), line INTEGER,
	next_time TEXT, reason TEXT, channel TEXT,
	recorded_on INTEGER, recorded_by TEXT
) STRICT;
CREATE INDEX event_customer ON event(customer, date);

-- Events that were taken back: they stay in the ledger, and no plan or paper sees them from then on.
--   event  event.id
--   date   taken back on
--   who    by whom
--   why    in words
CREATE TABLE event_undone (event INTEGER PRIMARY KEY, date INTEGER NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL) STRICT;

CREATE TABLE arrangement (
	id INTEGER PRIMARY KEY,
	customer TEXT NOT NULL, ref TEXT NOT NULL, kind TEXT NOT NULL, date INTEGER NOT NULL, instalment INTEGER NOT NULL,
	due INTEGER NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL, interest TEXT, guarantor TEXT,
	signed_by TEXT, signed_role TEXT,
	source INTEGER REFERENCES source(id), line INTEGER
) STRICT;
CREATE INDEX arrangement_customer ON arrangement(customer, due);

CREATE TABLE asset (
	id INTEGER PRIMARY KEY,
	customer TEXT NOT NULL, type TEXT NOT NULL, qty INTEGER, serial TEXT, condition TEXT, location TEXT,
	placed_on INTEGER, removed_on INTEGER, form_no TEXT, verifier TEXT, photo TEXT,
	source INTEGER REFERENCES source(id), line INTEGER
) STRICT;
CREATE INDEX asset_customer ON asset(customer);

CREATE TABLE deduction (
	id INTEGER PRIMARY KEY,
	customer TEXT NOT NULL, invoice TEXT, claim_no TEXT NOT NULL, date INTEGER NOT NULL, amount INTEGER NOT NULL,
	currency TEXT NOT NULL, reason TEXT, approved TEXT,
	source INTEGER REFERENCES source(id), line INTEGER
) STRICT;

CREATE TABLE holiday (
	date INTEGER NOT NULL, name TEXT, country TEXT NOT NULL DEFAULT '',
	source INTEGER REFERENCES source(id), line INTEGER,
	PRIMARY KEY (date, country)
) STRICT;

-- ---- what we did -----------------------------------------------------------------------------------------------------

-- Running numbers, never reused: 'case-2026', 'REM1-2026', 'run-20261101', 'handover-2026'.
--   name  of the sequence
--   last  number given last
CREATE TABLE sequence (name TEXT PRIMARY KEY NOT NULL, last INTEGER NOT NULL) STRICT;

-- Cases, open and closed.
--   opened  opened on
--   closed  closed on; NULL: open
CREATE TABLE bad_case (
	id TEXT PRIMARY KEY NOT NULL,       -- BD2026-00017: never used again
	customer TEXT NOT NULL,
	opened INTEGER NOT NULL, closed INTEGER,
	why_closed TEXT                     -- settled, written_off, agency, court, with_parent
) STRICT;
CREATE UNIQUE INDEX bad_case_open ON bad_case(customer) WHERE closed IS NULL;

-- Closed or open, a case that is held keeps its papers past their time (retention), until it is released.
--   act     held or released: the latest row of a case counts
--   date    the day of it
--   who     who said so
--   reason  why, in words
CREATE TABLE case_hold (
	id INTEGER PRIMARY KEY,
	case_id TEXT NOT NULL REFERENCES bad_case(id),
	act TEXT NOT NULL CHECK (act IN ('held', 'released')),
	date INTEGER NOT NULL, who TEXT NOT NULL, reason TEXT
) STRICT;

-- A run of make (or handover): frozen selection; state planned → made. A killed run stays planned and is resumed.
--   state            planned or made
--   snapshot_sha256  of its snapshot.db
--   made_by          handover: from whom
--   given_to         handover: to whom
CREATE TABLE run (
	id TEXT PRIMARY KEY NOT NULL,       -- R20261101-01, HO2026-00003
	kind TEXT NOT NULL,                 -- make, handover
	as_of INTEGER NOT NULL,
	selection TEXT NOT NULL,            -- canonical text of types and filters: the same words resume the same run
	state TEXT NOT NULL CHECK (state IN ('planned', 'made')),
	snapshot_sha256 TEXT,
	made_by TEXT, given_to TEXT         -- handover: from, to
) STRICT;

-- The customers of a handover that is of some only; one of all that its salesman has names none.
CREATE TABLE run_customer (
	run TEXT NOT NULL REFERENCES run(id),
	customer TEXT NOT NULL,
	PRIMARY KEY (run, customer)
) STRICT, WITHOUT ROWID;

-- What became of a handover: once each.
--   act   cancelled: it hands nothing over; accepted: the successor has taken it
--   date  the day of it
--   who   who said so
--   note  why, in words
CREATE TABLE run_act (
	run TEXT NOT NULL REFERENCES run(id),
	act TEXT NOT NULL CHECK (act IN ('cancelled', 'accepted')),
	date INTEGER NOT NULL, who TEXT, note TEXT,
	PRIMARY KEY (run, act)
) STRICT, WITHOUT ROWID;

-- Every paper that was numbered. key makes "never twice" true: UNIQUE among those not cancelled.
--   state  planned, made, sent, delivered, answered, signed, cancelled or failed
CREATE TABLE paper (
	id INTEGER PRIMARY KEY,
	run TEXT NOT NULL REFERENCES run(id),
	seq INTEGER NOT NULL,               -- delivery order in the run
	number TEXT NOT NULL UNIQUE,        -- REM1-2026-00017
	type TEXT NOT NULL,
	key TEXT NOT NULL,                  -- type|subject|period or items|level
	customer TEXT, salesman TEXT, case_id TEXT,
	as_of INTEGER NOT NULL,
	language TEXT NOT NULL,
	level INTEGER NOT NULL DEFAULT 0,
	params TEXT NOT NULL DEFAULT '{}',  -- further subject columns of the jobs query, JSON
	state TEXT NOT NULL CHECK (state IN ('planned', 'made', 'sent', 'delivered', 'answered', 'signed', 'cancelled', 'failed')),
	file TEXT,                          -- relative to the house
	sha256 TEXT, bytes INTEGER, pages INTEGER,
	replaces TEXT                       -- number of the cancelled paper that this one stands for
) STRICT;
CREATE UNIQUE INDEX paper_once ON paper(key) WHERE state NOT IN ('cancelled', 'failed');
CREATE INDEX paper_run ON paper(run, seq);
CREATE INDEX paper_customer ON paper(customer, type);

-- The items that a paper covers, as they stood.
--   paper        paper.id
--   type         type of the entry
--   number       its number
--   outstanding  what was left of it
CREATE TABLE paper_item (
	paper INTEGER NOT NULL REFERENCES paper(id),
	entry INTEGER NOT NULL,             -- entry.id at that time; number and type survive a replaced export
	type TEXT NOT NULL, number TEXT NOT NULL, currency TEXT NOT NULL, outstanding INTEGER NOT NULL,
	PRIMARY KEY (paper, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_item_number ON paper_item(number, paper);

-- What happened to a paper: made, sent, delivered, answered, signed, cancelled.
--   paper  paper.id
--   state    what it became
--   channel  how it went out: mail, post, courier …; NULL: not noted
--   recorded_on  the day on which it was recorded; NULL: its own
--   recorded_by  who recorded it; NULL: not known
CREATE TABLE paper_event (
	id INTEGER PRIMARY KEY,
	paper INTEGER NOT NULL REFERENCES paper(id),
	date INTEGER NOT NULL, state TEXT NOT NULL, who TEXT, note TEXT, channel TEXT, recorded_on INTEGER, recorded_by TEXT
) STRICT;
CREATE INDEX paper_event_paper ON paper_event(paper);

-- What a person chose about papers of a plan. It counts from date on, until it is taken back, or up to the day before until.
--   id         number of the choice, for plan --undo
--   what       except, hold: they are not made; only: no others are, of several such choices but those of any; level: type is the letter of the ladder
--   subject    customer, or whom else the papers are about; empty: all (hold)
--   type       type of the papers; NULL: all
--   date       day from which on it counts
--   until      first day on which it no longer does; NULL: it counts until it is taken back
--   who        whose choice it is
--   reason     why, in words
--   undone_on  day on which it was taken back; NULL: it was not
--   undone_by  by whom
CREATE TABLE choice (
	id INTEGER PRIMARY KEY, what TEXT NOT NULL, subject TEXT NOT NULL, type TEXT, date INTEGER NOT NULL, until INTEGER,
	who TEXT NOT NULL, reason TEXT NOT NULL, undone_on INTEGER, undone_by TEXT
) STRICT;

-- Electronic signatures of our papers, one row a change of a paper's signed copy; the latest row is how that copy stands now.
--   paper       paper.id
--   field       the place on the page: the role
--   signer      the name in the certificate
--   issuer      who gave the certificate
--   date        the day of signing
--   witnessed   by whom its time was witnessed; NULL: by nobody
--   file        the signed copy, relative to the house
--   sha256      SHA-256 of the copy after it
CREATE TABLE signature (
	id INTEGER PRIMARY KEY,
	paper INTEGER NOT NULL REFERENCES paper(id),
	field TEXT NOT NULL, signer TEXT NOT NULL, issuer TEXT, date INTEGER NOT NULL, witnessed TEXT,
	file TEXT NOT NULL, sha256 TEXT NOT NULL
) STRICT;

-- What lies beside the papers of a run, as it was last written: lists and print files.
--   file    from the house's folder
CREATE TABLE run_file (
	run TEXT NOT NULL REFERENCES run(id),
	file TEXT NOT NULL, sha256 TEXT NOT NULL,
	PRIMARY KEY (run, file)
) STRICT;

-- ---- what came in ------------------------------------------------------------------------------------------------------

-- Scans in the store. One row a filing; the same content twice is one object (sha256).
--   why_invalid  why it is not valid; of a valid one: why its signature does not count
--   filed_on     filed on
--   filed_by     filed by
--   withdrawn_on   day on which it was withdrawn; NULL: it stands
--   withdrawn_why  why, in words
--   unreadable     why its file cannot be read; NULL: it can, or nobody knows how to read such a file
--   authority      number of the power of attorney by which it was signed
--   authority_until  last day on which that power was valid
--   mail_from        of a mail: who sent it, as it says itself
--   mail_subject     what it is about
--   mail_date        the day on which it was sent
--   mail_time        HH:MM, by the sender's clock
--   mail_files       how many files are attached to it; NULL: it is no mail
--   taken_on         of a photograph: the day on which its camera took it, as it says itself; NULL: it does not
--   taken_at         HH:MM, by the camera's clock
CREATE TABLE evidence (
	id INTEGER PRIMARY KEY,
	case_id TEXT,
	customer TEXT NOT NULL, invoice TEXT, date INTEGER NOT NULL, doctype TEXT NOT NULL,
	invoice_year INTEGER,               -- the invoice's, where its number alone does not say which; NULL: the one nearest to date
	original TEXT NOT NULL,             -- the name it came with
	name TEXT NOT NULL UNIQUE,          -- its convention name
	sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, media TEXT NOT NULL, pages INTEGER,
	signed_by TEXT, signed_role TEXT, stamped INTEGER, note TEXT,
	valid INTEGER NOT NULL DEFAULT 1, why_invalid TEXT,
	filed_on INTEGER NOT NULL, filed_by TEXT,
	source INTEGER REFERENCES source(id), line INTEGER,
	withdrawn_on INTEGER, withdrawn_why TEXT,
	unreadable TEXT,
	authority TEXT, authority_until INTEGER,
	mail_from TEXT, mail_subject TEXT, mail_date INTEGER, mail_time TEXT, mail_files INTEGER,
	taken_on INTEGER, taken_at TEXT
) STRICT;
CREATE INDEX evidence_customer ON evidence(customer, invoice);

-- Amounts that somebody read off papers in the store, one row a reading: the latest of a paper counts.
--   name    of the paper in the store
--   amount  as the paper has it, without sign
--   date    read on
--   who     by whom
CREATE TABLE evidence_read (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL, date INTEGER NOT NULL, who TEXT NOT NULL
) STRICT;

-- Who had, moved, checked or handed out what: append only, numbered from 1 without a gap, each line bound to the one before it. What is hashed:
-- custody.h.
--   act             what was done
--   subject         with what
--   content_sha256  SHA-256 of what the line says
--   before_sha256   SHA-256 of the line before; of the first line: 64 zeros
--   line_sha256     SHA-256 of this line: its number, before_sha256 and content_sha256, one blank between
CREATE TABLE custody (
	id INTEGER PRIMARY KEY,
	date INTEGER NOT NULL, act TEXT NOT NULL, subject TEXT NOT NULL, sha256 TEXT, who TEXT, note TEXT,
	content_sha256 TEXT, before_sha256 TEXT, line_sha256 TEXT
) STRICT;

-- What a line "corrected" changed, as its note says it, in the same order. Lines of ledgers before version 17 have their note alone.
--   line   custody.id
--   field  a column of evidence
--   was    before; NULL: nothing. Dates as 2026-11-01, a stamp 1 or 0
--   now    since then
CREATE TABLE custody_change (
	line INTEGER NOT NULL REFERENCES custody(id), seq INTEGER NOT NULL, field TEXT NOT NULL, was TEXT, now TEXT,
	PRIMARY KEY (line, seq)
) STRICT, WITHOUT ROWID;

-- Numbers of exhibits, one row a paper that a bundle of the case has had: for life, and never given again.
--   subject  its name in the store, or our number
--   number   12 of 12A
--   letter   of what came in between later: 1 is A; 0: none
--   date     day of the bundle that had it first
CREATE TABLE exhibit (
	case_id TEXT NOT NULL, subject TEXT NOT NULL, number INTEGER NOT NULL, letter INTEGER NOT NULL, date INTEGER NOT NULL,
	PRIMARY KEY (case_id, subject), UNIQUE (case_id, number, letter)
) STRICT, WITHOUT ROWID;

-- Names under which bundles had papers, in the order in which they were given: for life, and never given again to another paper.
--   name     of the member: papers/NAME
--   sha256   of what it was
--   subject  whose name it is: as of exhibit; NULL: a bundle of a version before 17 had it, and no bundle since has asked for it
--   bundle   file of that bundle; NULL: given since
CREATE TABLE exhibit_name (
	id INTEGER PRIMARY KEY,
	case_id TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, subject TEXT, bundle TEXT,
	UNIQUE (case_id, name, sha256)
) STRICT;

-- Bundles of versions before 17, as the custody log has them, whose names were not read yet.
CREATE TABLE bundle_unread (line INTEGER PRIMARY KEY REFERENCES custody(id)) STRICT;
