# Papers as mails: drafts that another library reads, to the right people, with copies from the store; no name adds a header; killed and resumed to the same bytes.
. "$TOP/tests/lib.sh"
ask() { sqlite3 -cmd '.timeout 5000' house/ledger.db "$1"; }
lp() { "$LP" -C house "$@"; }
read_back() { python3 -B "$TOP/tests/mail_read.py" house "$1" | empty "$2"; }
# header NUMBER NAME: of a mail, decoded.
header() {
	python3 -B -c '
import email, email.policy, sys
print(email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)[sys.argv[2]])' "house/out/$run/mail/$1.eml" "$2"
}
# lines LIST COLUMN VALUE COLUMN…: of a list of the run's mails, the rows with that value: the columns named.
lines() {
	python3 -B -c '
import csv, sys
for r in csv.DictReader(open(sys.argv[1], encoding="utf-8")):
    if r[sys.argv[2]] == sys.argv[3]:
        print(",".join(r[c] for c in sys.argv[4:]))' "house/out/$run/mail/$1.csv" "$2" "$3" "$4" ${5+"$5"}
}
gulf
lp -q evidence import "$SAMPLES/gulf/scans/evidence.csv" >said 2>&1
run=R20261101-01
# hostile words, put where an import would not let them through
ask "UPDATE contact SET name = 'Eve' || char(13, 10) || 'Bcc: all@evil.example' || char(13, 10, 13, 10) || 'Hello' WHERE customer = 'C1103';
UPDATE contact SET name = 'X\" <eve@evil.example>, \"Y' WHERE customer = 'C1101';
UPDATE contact SET name = 'سعاد الخليج' WHERE customer = 'C1132';
UPDATE contact SET email = 'eve@evil.example' || char(10) || 'Bcc: x@evil.example' WHERE customer = 'C1133';
UPDATE customer SET email = 'a@b.example, c@d.example' WHERE code = 'C1133';
UPDATE contact SET email = '' WHERE customer = 'C1104'; UPDATE customer SET email = NULL WHERE code = 'C1104';
UPDATE contact SET role = 'storekeeper' WHERE customer = 'C1105' AND role IN ('accounts', 'admin', 'chief_accountant');
UPDATE customer SET email = ' desk@c1105.example ' WHERE code = 'C1105';
UPDATE contact SET valid_to = 20000 WHERE customer = 'C1106' AND role = 'accounts'"
cp -R house other
cp -R house bare
only="--customer C1101 --customer C1103 --customer C1104 --customer C1105 --customer C1106 --customer C1132 --customer C1133 --customer D3004"
lp make STMT CONF BDR --as-of 2026-11-01 $only --mail >said 2>&1
is "papers are made with their mails" "$? $(grep -c 'drafts' said)" "0 1"
read_back $run "Python reads each as it was meant"
number() { ask "SELECT number FROM paper WHERE run = '$run' AND type = '$1' AND customer = '$2'"; }
is "to accounts first" "$(header "$(number STMT D3004)" To | sed 's/.*<//; s/>//')" "$(ask "SELECT email FROM contact WHERE customer = 'D3004' AND role = 'accounts'")"
is "without accounts to the customer's own address" "$(header "$(number STMT C1105)" To | sed 's/.*<//; s/>//')" "desk@c1105.example"
is "not to one who has left" "$(header "$(number STMT C1106)" To | grep -c "$(ask "SELECT name FROM contact WHERE customer = 'C1106' AND role = 'accounts'")")" 0
is "a name with lines is one line" "$(header "$(number STMT C1103)" To | sed 's/ <[^<]*$//')" "\"Eve Bcc: all@evil.example Hello\""
is "a name with an address in it is a name" "$(header "$(number STMT C1101)" To | grep -c '^"X.*eve@evil.example.*Y" <accounts@')" 1
is "an Arabic name" "$(header "$(number STMT C1132)" To | sed 's/ <.*//')" "سعاد الخليج"
is "an Arabic subject" "$(header "$(number STMT D3004)" Subject | sed 's/\xC2\xA0/ /g')" "كشف حساب كما في 1 نوفمبر 2026 ($(number STMT D3004))"
is "both languages of a pair in it" "$(header "$(number STMT C1101)" Subject | grep -c '^Statement of account.* / كشف حساب')" 1
is "no mail of a customer without an address, nor with two in one" "$(cd house/out/$run/mail && ls "$(number STMT C1104).eml" "$(number STMT C1133).eml" 2>/dev/null)" ""
is "they are on the list, with the reason" "$(lines without-address type STMT customer why | sort | tr '\n' ' ')" "C1104,no address C1133,no mail address "
is "and said" "$(grep -c 'STMT-.*\[mail-address\]' said)" 2
pages=$(ask "SELECT sum(pages) FROM paper WHERE run = '$run' AND type IN ('STMT', 'CONF') AND customer IN ('C1104', 'C1133')")
is "their papers stand in a file to print" "$(pdfinfo house/out/$run/mail/without-address.pdf | sed -n 's/^Pages: *//p')" "$pages"
is "internal papers go to nobody" "$(cd house/out/$run/mail && ls BDR-* 2>/dev/null)" ""
python3 -B - "house/out/$run/mail/$(number STMT C1103).eml" >said <<'PY'
import email, email.policy, sys
m = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
names = [p.get_filename() for p in m.iter_attachments()]
print(names[1:])
open("copies.pdf", "wb").write(list(m.iter_attachments())[1].get_payload(decode=True))
PY
is "copies of the listed invoices and delivery notes, and nothing else, in one file" "$(cat said; mutool show copies.pdf outline | sed 's/.*_\([A-Z]*\)\.pdf".*/\1/' | tail -n +2 | sort | tr '\n' ' ')" "['$(number STMT C1103)_copies.pdf']
DN DN INV INV "
is "each page as it was filed, behind a sheet that says what is missing" "$(qpdf --check copies.pdf >said 2>&1; echo $?) $(pdfinfo copies.pdf | sed -n 's/^Pages: *//p') $(pdftotext -l 1 copies.pdf - | grep -c '^Not attached: ')" "0 5 2"
for p in 2 3 4 5; do
	name=$(mutool show copies.pdf outline | sed -n "s/.*\"\(.*\)\"[^#]*#page=$p&.*/\1/p")
	pdftotext -f $p -l $p copies.pdf - >page
	pdftotext "$(find house/evidence -name "$name")" - >filed
	cmp -s page filed || echo "page $p is not $name"
done | empty "and under its name"
lp verify out/$run >said 2>&1
is "verify knows them" "$? $(grep -c 'intact' said)" "0 1"
cp -R house/out/$run first
lp make STMT CONF BDR --as-of 2026-11-01 $only --mail >said 2>&1
verdict $? "the same words again"
diff -r first house/out/$run >said 2>&1
verdict $? "change nothing"
rm -r house/out/$run/mail
lp -q make STMT CONF BDR --as-of 2026-11-01 $only --mail >said 2>&1
diff -r first house/out/$run >said 2>&1
verdict $? "and make what is gone, with the same bytes"

# a draft that somebody went on with is kept; a copy that is gone from the store costs its mail, and no more
changed=house/out/$run/mail/$(number STMT C1101).eml
sed -i 's/^Subject: .*/Subject: mine\r/' "$changed"
cp "$changed" mine
lp make STMT CONF BDR --as-of 2026-11-01 $only --mail >said 2>&1
is "a draft that was changed is kept, and that is said" "$? $(cmp mine "$changed" && echo same) $(grep -c '\[mail-kept\]' said)" "0 same 1"
cp -R other robbed
find robbed/evidence -name '*C1132*INV*.pdf' -delete
"$LP" -C robbed make STMT --as-of 2026-11-01 --customer C1132 --customer D3004 --mail >said 2>&1
is "without a copy that is on file no mail, and the others" "$? $(ls robbed/out/$run/mail/*.eml | wc -l) $(grep -c ', 1 not made' said) $(sqlite3 robbed/ledger.db "SELECT state FROM run")" "1 1 1 made"

# killed anywhere, then the same words
for k in "renameat2 2" "syncfs 2" "write 25" "fdatasync 4"; do
	rm -rf victim
	cp -R other victim
	strace -f -qq -o /dev/null -e "trace=${k% *}" -e "inject=${k% *}:signal=KILL:when=${k#* }" "$LP" -q -C victim make STMT CONF BDR --as-of 2026-11-01 $only --mail -j 2 >struck 2>&1
	status=$?
	"$LP" -q -C victim make STMT CONF BDR --as-of 2026-11-01 $only --mail -j 1 >said 2>&1
	diff -r first victim/out/$run >differs 2>&1
	is "killed at $k (exit $status), then the same" "$? $(sqlite3 victim/ledger.db "SELECT count(*), count(DISTINCT paper) FROM paper_event WHERE state = 'mailed'" | awk -F'|' '{ print $1 - $2 }')" "0 0"
done

# the policy of the house, without the option
printf '\n[output]\nmail = yes\n' >>bare/house.ini
"$LP" -q -C bare make STMT --as-of 2026-11-01 --customer D3004 >said 2>&1
is "[output] mail = yes makes them unasked" "$? $(ls bare/out/$run/mail/*.eml | wc -l)" "0 1"
rm -r bare/out/$run/mail
"$LP" -q -C bare make STMT --as-of 2026-11-01 --customer D3004 >said 2>&1
is "and again where they are gone" "$? $(ls bare/out/$run/mail/*.eml | wc -l)" "0 1"
sed -i '/^email = accounts@/d' bare/house.ini
"$LP" -C bare make STMT --as-of 2026-11-02 --customer D3004 >said 2>&1
is "no mail without an address of the house, and nothing half done" "$? $(grep -c 'error: the house has no address \[mail\]' said) $(ls -d bare/out/R* | wc -l)" "1 1 1"

# taken back: its draft is gone; sent: the whole run
gone=$(number STMT D3004)
lp -q register cancel "$gone" --reason wrong >said 2>&1
is "the draft of a cancelled paper is taken away" "$? $(ls house/out/$run/mail/"$gone".eml 2>/dev/null)" "0 "
is "and its line of the list" "$(grep -c "$gone" house/out/$run/mail/mails.csv)" 0
gone=$(number STMT C1104)
lp -q register cancel "$gone" --reason wrong 2>said >cancelled
is "one that was to be printed too" "$? $(cat said; grep -c "$gone" house/out/$run/mail/without-address.csv)" "0 0"
is "with its pages" "$(pdfinfo house/out/$run/mail/without-address.pdf | sed -n 's/^Pages: *//p')" \
	"$((pages - $(ask "SELECT pages FROM paper WHERE number = '$gone'")))"
for n in $(grep -o '^[A-Z]*-[0-9-]*,' house/out/$run/mail/without-address.csv | tr -d ,); do lp -q register cancel "$n" --reason wrong; done 2>said >cancelled
is "after the last there is no print file" "$(cat said; wc -l <house/out/$run/mail/without-address.csv; ls house/out/$run/mail/*.pdf 2>/dev/null)" 1
touch house/out/$run/mail/mails.csv.99.tmp
lp verify out/$run >said 2>&1
lp make STMT CONF BDR --as-of 2026-11-01 $only --mail >said 2>&1
is "what a kill left lying is cleared" "$(ls house/out/$run/mail/*.tmp 2>/dev/null)" ""
lp verify out/$run >said 2>&1
is "verify finds nothing that it does not know" "$? $(grep -c intact said)" "0 1"
lp record sent $run --date 2026-11-02 --who Maria >said 2>&1
is "record sent RUN" "$? $(ask "SELECT group_concat(DISTINCT type) FROM paper WHERE run = '$run' AND state = 'sent'") $(ask "SELECT count(*) FROM paper WHERE run = '$run' AND state = 'made' AND type <> 'BDR'")" "0 CONF,STMT 0"
lp register show "$(number STMT C1101)" | grep -c "mailed to .*: out/$run/mail/$(number STMT C1101).eml" >said
is "register show says as what it was mailed" "$(cat said)" 1

# what a cancellation could not take out of the mails, the hint that it gives takes out
cp -R other stuck
"$LP" -q -C stuck make STMT --as-of 2026-11-01 --customer C1101 --customer D3004 --mail >said 2>&1
mkdir keep && mv stuck/out/$run/mail/mails.csv keep && mkdir stuck/out/$run/mail/mails.csv
"$LP" -q -C stuck register cancel STMT-2026-00001 --reason wrong >said 2>&1
is "a list that cannot be read is said" "$? $(grep -c 'print RUN. makes it again' said)" "1 1"
rmdir stuck/out/$run/mail/mails.csv && mv keep/mails.csv stuck/out/$run/mail/
"$LP" -q -C stuck print $run >said 2>&1
is "print makes it right" "$? $(cd stuck/out/$run/mail && grep -c STMT-2026-00001 mails.csv; ls *.eml | wc -l)" "0 0
1"

# alerts and what was missed
lp -q record high_risk --customer C1101 --staff S04 --date 2026-11-02 --risk high --note "The shop is for sale." >said 2>&1
lp -q make ALERT --as-of 2026-11-03 --customer C1101 --mail >said 2>&1
run=R20261103-01
read_back $run "an alert"
is "goes to those four roles" "$(header "$(number ALERT C1101)" To | tr ',' '\n' | grep -c @)" 4
is "with the statement and all evidence" "$(lines mails type ALERT attached | head -n 1)" \
	"$(ask "SELECT 2 + count(DISTINCT sha256) FROM evidence WHERE customer = 'C1101'")"
ask "UPDATE staff SET email = '' WHERE code = (SELECT code FROM staff WHERE email = '$(lines mails type ALERT email | head -n 1)')"
lp -q record high_risk --customer C1132 --staff S04 --date 2026-11-03 --risk high --note "The shop is for sale." >said 2>&1
lp make ALERT --as-of 2026-11-04 --customer C1132 --mail >said 2>&1
run=R20261104-01
is "one of several without an address gets it on paper" "$(grep -c '1 mail as drafts, 1 paper to be printed' said) $(ls house/out/$run/mail/without-address.pdf | wc -l)" "1 1"
rm -r house
sibir
run=R20261103-01
ask "UPDATE staff SET email = '' WHERE code = 'РП-03'"
lp -q make MISSED --as-of 2026-11-03 --mail >said 2>&1
read_back $run "what was missed is told by mail"
is "to the representative, in Russian, with the sum" "$(sed 1d house/out/$run/mail/mails.csv | grep -c 'ТП-01.*Неоплаченное в срок.*RUB 194019.84')" 1
is "or is on the list" "$(lines without-address type MISSED salesman why)" "РП-03,no address"
lp -q make MISSED --as-of 2026-11-04 --mail >said 2>&1
is "nothing is told twice" "$(ask "SELECT count(*) - count(DISTINCT i.entry) FROM paper_item i JOIN paper p ON p.id = i.paper WHERE p.type = 'MISSED'")" 0
exit $bad
