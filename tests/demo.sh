#!/bin/sh
# The main job on the sample houses, through the public command line: demo.sh BUILD. Everything stands under BUILD/demo.
#
# gulf: exports in, an earlier run in October, then the month's run, the next levels, previews, an evidence bundle, a handover and
# a workbook. sibir: the flat 1C export and a Monday's run in Russian. parts: month ends and letter days. fjord: kroner and euros, what came
# between two runs. Every step's output is kept in BUILD/demo/HOUSE/log/.
set -u
cd "$(dirname "$0")/.." || exit 2
B=${1:-build}
LP=$B/ledgerpress
case $LP in /*) ;; *) LP=$(pwd)/$LP ;; esac
SAMPLES=$(pwd)/samples
DEMO=$B/demo
case $DEMO in /*) ;; *) DEMO=$(pwd)/$DEMO ;; esac
LC_ALL=C.UTF-8 TZ=UTC
export LP SAMPLES LC_ALL TZ
unset SOURCE_DATE_EPOCH
[ -x "$LP" ] || { echo "$LP is not built; run make first" >&2; exit 2; }

rm -rf "$DEMO"
mkdir -p "$DEMO"
house=
trouble=0

# step WANTED_STATUS LOG ARGUMENT…: one command in the house; its words stay in log/LOG.txt. Another status is said and counted.
step() {
	wanted=$1
	log=$DEMO/$house/log/$2.txt
	shift 2
	mkdir -p "$DEMO/$house/log"
	printf '$ ledgerpress %s\n' "$*" >>"$log"
	"$LP" -C "$DEMO/$house" "$@" >>"$log" 2>&1
	status=$?
	[ $status -eq "$wanted" ] && return 0
	trouble=$((trouble + 1))
	echo "!! $house: ledgerpress $* ended with $status, not $wanted:"
	tail -n 12 "$log" | sed 's/^/   /'
	return 1
}

# count PATTERN: files in the house whose path under out/ matches.
count() { (cd "$DEMO/$house" && find out -type f -path "$1" 2>/dev/null | wc -l); }
say() { printf '%s\n' "$*"; }
rule() { printf '\n== %s\n' "$*"; }

# papers RUN: what a run made, by type.
papers() {
	(cd "$DEMO/$house/out" 2>/dev/null && [ -d "$1" ] && find "$1" -name '*.pdf' -path "$1/*/*" |
		awk -F/ '{ n[$2]++ } END { for (t in n) printf "%s %d\n", t, n[t] }' | sort | tr '\n' ',' | sed 's/,$//; s/,/, /g')
}

# imported: the sample house with all its exports.
imported() {
	mkdir -p "$DEMO/$house/log"
	sh tests/house.sh $house "$DEMO/$house" >"$DEMO/$house/log/1-import.txt" 2>&1 || {
		trouble=$((trouble + 1))
		say "!! $house: an import failed:"
		tail -n 12 "$DEMO/$house/log/1-import.txt"
	}
}

# ---- gulf ---------------------------------------------------------------------------------------------------------------------
house=gulf
rule "gulf: Samrat Al Marsa Distribution LLC, Dubai (letters in English, Arabic, Russian; preset sop)"
step 0 0-init init "$DEMO/gulf/fresh" --preset sop
rm -rf "$DEMO/gulf/fresh"
imported
say "exports imported:"
grep -vE "info:" "$DEMO/gulf/log/1-import.txt" | sed "s,^.*/,,; s/^/   /"
step 0 1-import-again import "$SAMPLES/gulf/exports/staff.csv" --as staff
step 0 2-evidence evidence import "$SAMPLES/gulf/scans/evidence.csv"
step 0 3-check check
step 0 4-plan-october plan --as-of 2026-10-15
step 0 5-make-october make --as-of 2026-10-15
say "run of 2026-10-15: $(papers R20261015-01)"
step 0 6-make-october-again make --as-of 2026-10-15
step 0 7-status status --as-of 2026-11-01
step 0 8-why plan --as-of 2026-11-01 --why
step 0 9-make make --as-of 2026-11-01 --merged
say "run of 2026-11-01: $(papers R20261101-01)"
step 0 9-make-again make --as-of 2026-11-01 --merged
step 0 10-register register list

# What went out in October must not go out again: no paper of one customer, type and episode stands twice in the register.
step 0 10-register-csv register list --csv
for p in "CONF C/1042" "CONF C1107" "CLAIM C1132" "GUAR C1103" "GUAR C1143" "STMT KX-20a" "REM2 C1103" "BDR C1132"; do
	# shellcheck disable=SC2086
	step 0 11-preview preview $p --as-of 2026-11-01
done
step 0 11-preview preview CONF C1101 --as-of 2026-11-01 --png
# An order that a storekeeper signed is kept, and its signature counts as none; a note of what was promised is evidence too.
step 0 11-signers evidence add "$SAMPLES/gulf/scans/29-09-2026 PO INV-2026-00936.pdf" --customer C1102 --doctype PO --invoice INV-2026/01180 --date 2026-10-20 \
	--signed-by "Rashid Noor" --signed-role storekeeper
step 0 11-signers evidence add "$SAMPLES/gulf/scans/29-09-2026 PO INV-2026-00936.pdf" --customer C1132 --doctype COMMIT --date 2026-10-21 --signed-by "The owner" --signed-role owner
# A person takes a paper out of the plan; a handover with --strict names what is open, and hands nothing over.
step 0 11-except plan STMT --customer C1101 --as-of 2026-11-02 --except C1101:STMT --reason "The owner comes on Tuesday." --who "Maria Pinto" --until 2026-11-05
step 0 11-except plan STMT --as-of 2026-11-02 --why
step 0 11-except plan --undo 1 --who "Maria Pinto" --as-of 2026-11-02
step 1 12-strict handover --strict --from S04 --to S08 --as-of 2026-11-01
step 0 12-handover handover --from S04 --to S08 --as-of 2026-11-01
step 0 13-aging report aging --as-of 2026-11-01
step 0 14-cases case list
# C1132 has every paper of its case, C1133 has gaps: the bundle names them.
cases=$("$LP" -C "$DEMO/gulf" case list --csv 2>/dev/null | awk -F, '$2 == "C1132" || $2 == "C1133" { print $1 }')
if [ -n "$cases" ]; then
	# shellcheck disable=SC2086
	step 0 15-bundle bundle $cases --to out/bundles
	for z in "$DEMO"/gulf/out/bundles/*.zip; do step 0 16-verify verify "out/bundles/${z##*/}"; done
	# the same cases for a court, in volumes; with a password; with a signed index
	full=$(echo "$cases" | head -n 1)
	step 0 16-court bundle "$full" --court --volume-pages 20 --recipient "Court of First Instance, Dubai" --to out/court
	echo "a password for the demo" >"$DEMO/gulf/password"
	step 0 16-locked bundle "$full" --court --encrypt --password-file password --to out/locked
	for z in "$DEMO"/gulf/out/locked/*.zip; do step 0 16-locked-verify verify "out/locked/${z##*/}" --password-file password; done
	if openssl req -x509 -newkey rsa:2048 -keyout "$DEMO/gulf/demo.key" -out "$DEMO/gulf/demo.crt" -days 3650 -nodes -subj "/CN=Maria Pinto" >/dev/null 2>&1 &&
		openssl pkcs12 -export -inkey "$DEMO/gulf/demo.key" -in "$DEMO/gulf/demo.crt" -out "$DEMO/gulf/demo.p12" -passout pass:demo >/dev/null 2>&1; then
		LEDGERPRESS_P12_PASSWORD=demo step 0 16-signed bundle "$full" --p12 demo.p12 --to out/signed
	fi
else
	trouble=$((trouble + 1))
	say "!! gulf: there is no case to bundle"
fi
step 0 17-evidence-check evidence list
inv=INV-2026/00567
step 0 18-explain explain "$inv"

# What the company decides about its debtors: two bad debts reports, a high risk, a deviation, a closed case, a sale by delegation of authority.
bdr() { "$LP" -C "$DEMO/gulf" register list --csv 2>/dev/null | awk -F, -v c="$1" '$2 == "BDR" && $3 == c { print $1; exit }'; }
step 0 19-decide record approved "$(bdr C1132)" --by GM1 --date 2026-11-02
step 0 19-decide record rejected "$(bdr C1133)" --by GM1 --date 2026-11-02 --note "No visit by the sales director before day 60; the escalation notice was held back for two weeks."
step 0 19-decide record high_risk --customer C1104 --staff S04 --date 2026-11-02 --risk high --note "Two cheques bounced within a week; the shop is for sale." \
	--next-action "visit with the sales director" --next-date 2026-11-05
step 0 19-decide record deviation --customer C1105 --staff SD1 --date 2026-11-02 --note "Two pallets released by telephone, without the finance manager's approval."
step 0 19-decide record doa --customer C/1042 --staff FM1 --date 2026-11-02 --reference DOA-2026-014
step 0 19-decide case close "$("$LP" -C "$DEMO/gulf" case list --csv 2>/dev/null | awk -F, '$2 == "C1130" { print $1 }')" --why court --as-of 2026-11-02
step 0 20-decisions make KPI DISC ALERT DEVIAT POSTM --as-of 2026-11-03 --mail
step 0 20-decisions make BLOCK CREDM LIMIT AGENCY --as-of 2026-11-03 --customer C/1042 --customer D3002 --customer C1104 --customer C1132
say "run of 2026-11-03: $(papers R20261103-01), $(papers R20261103-02)"
step 0 21-flags report flags --as-of 2026-11-03
step 0 21-flags report kpi-ratios --as-of 2026-11-03
# Everything that leaves as data, and the state of collection on one page.
step 0 22-dashboard make DASH --as-of 2026-11-03
step 0 22-reports report all --as-of 2026-11-03
step 0 22-reports-csv report all --as-of 2026-11-03 --csv
say "reports of 2026-11-03: $(count '*/reports/*.xlsx') workbooks, $(count '*/reports/*.csv') CSV, $(count '*/reports/*.html') dashboard"

say
say "where the money stands (status --as-of 2026-11-01):"
sed -n '2,40p' "$DEMO/gulf/log/7-status.txt" | sed 's/^/   /'

# What was paid, agreed and compared: a case closed by payment after its account was released, a settlement and its schedule, both halves of an account.
printf 'type,number,customer,date,amount,currency,applies_to\npayment,RV-26-02001,C1111,2026-11-09,7934.83,AED,INV-2026/00675\n' >"$DEMO/gulf/receipts-november.csv"
step 0 30-receipts import receipts-november.csv --as ledger
step 0 30-release record unblock --customer C1111 --date 2026-11-10 --staff FM1
step 0 31-paid make PAID --customer C1111 --as-of 2026-11-10
say "run of 2026-11-10: $(papers R20261110-01)"
step 0 32-agreed make RECON SETTLE SCHED --customer C1128 --as-of 2026-11-10
say "run of 2026-11-10: $(papers R20261110-02)"
# The confirmations of the handover: one agrees, one has another figure, the others are asked again and stand on the control sheet.
step 0 33-answers record reply --customer C1102 --date 2026-11-05 --outcome agreed
step 0 33-answers record reply --customer C1104 --date 2026-11-06 --outcome differs --figure 37241.64 --note "Credit for the return of 12 October is missing."
step 0 34-confirm make CONF2 CONFC --as-of 2026-11-20
say "run of 2026-11-20: $(papers R20261120-01)"

# A second handover, its file by due date; how a confirmation went out before it stands on the verification.
step 0 35-confirmed make CONF --customer C1110 --as-of 2026-11-20
conf=$("$LP" -C "$DEMO/gulf" register list --csv 2>/dev/null | awk -F, '$2 == "CONF" && $3 == "C1110" { n = $1 } END { print n }')
step 0 35-confirmed record sent "$conf" --channel courier --date 2026-11-20 --who "Maria Pinto"
step 0 36-by-due handover --order due --from "$("$LP" -C "$DEMO/gulf" register list --customer C1110 --csv 2>/dev/null | awk -F, -v n="$conf" '$1 == n { print $4 }')" --to S08 --as-of 2026-11-21

# The bad debts report of C1132 comes back with four signatures: nothing is missing any more, and its bundle is complete.
report=$("$LP" -C "$DEMO/gulf" register list --customer C1132 --csv 2>/dev/null | awk -F, '$2 == "BDR" { n = $1 } END { print n }')
for p in "salesman:Imran Qureshi" "sales_director:Nabil Haddadin" "finance_manager:Ramesh Pillai" "general_manager:Hessa Al Mazrouqi"; do
	openssl req -x509 -key "$DEMO/gulf/demo.key" -out "$DEMO/gulf/one.crt" -days 3650 -subj "/CN=${p#*:}" >/dev/null 2>&1 &&
		openssl pkcs12 -export -inkey "$DEMO/gulf/demo.key" -in "$DEMO/gulf/one.crt" -out "$DEMO/gulf/one.p12" -passout pass:demo >/dev/null 2>&1 &&
		LEDGERPRESS_PASSWORD=demo step 0 37-complete sign "$report" --role "${p%%:*}" --p12 one.p12
done
copy=$(cd "$DEMO/gulf" && find out -path '*/signed/*BDR.pdf' | head -n 1)
step 0 37-complete evidence add "${copy:-none}" --customer C1132 --doctype BDR --date 2026-11-20 --as-of 2026-11-21 \
	--signed-by "Imran Qureshi, Nabil Haddadin, Ramesh Pillai, Hessa Al Mazrouqi"
step 0 37-complete bundle "$full" --strict --as-of 2026-11-21 --to out/complete
for z in "$DEMO"/gulf/out/complete/*.zip; do step 0 37-complete verify "out/complete/${z##*/}"; done

# ---- sibir --------------------------------------------------------------------------------------------------------------------
house=sibir
rule "sibir: Обь-Снаб, Novosibirsk (one flat 1C export; letters in Russian; preset reg)"
imported
step 0 2-check check
step 0 3-plan plan --as-of 2026-11-02 --why
step 0 4-make make --as-of 2026-11-02 --merged
say "run of 2026-11-02: $(papers R20261102-01)"
step 0 5-make-again make --as-of 2026-11-02 --merged
step 0 6-status status --as-of 2026-11-02
step 0 7-aging report aging --as-of 2026-11-02
# Past 60 days, with the claim and the bad debts report just made: the index is in Russian, as the house is.
cases=$("$LP" -C "$DEMO/sibir" case list --csv 2>/dev/null | awk -F, '$2 == "00-00000104" { print $1 }')
step 0 8-bundle bundle "${cases:-none}" --to out/bundles
# Goods are taken back from one customer, and who else may be supplied is decided.
step 0 9-decide record goods_return --customer 00-00000104 --date 2026-11-02 --note "Решено вывезти неоплаченный товар."
step 0 10-decisions make RETURN TERMS --as-of 2026-11-03 --customer 00-00000104
step 0 10-decisions make SHIPM --as-of 2026-11-03
say "run of 2026-11-03: $(papers R20261103-01), $(papers R20261103-02)"
# On Tuesday a representative is away: who stands in for her gets her schedule, her calls and her visits.
cat >"$DEMO/sibir/staff-away.csv" <<CSV
code,name,role,reports_to,region,away_from,away_to,substitute
ТП-02,Ершова Наталья Юрьевна,salesman,СВ-1,Томск,2026-11-03,2026-11-06,ТП-01
CSV
step 0 11-away import staff-away.csv --as staff
step 0 12-make-tuesday make PLANW CALLS ROUTE --as-of 2026-11-03
say "run of 2026-11-03: $(papers R20261103-03)"
# What fell due on Monday and was not paid is told to the representatives by mail.
step 0 13-missed make MISSED --as-of 2026-11-04 --mail
say "mails of 2026-11-04: $(count 'out/R20261104-01/mail/*.eml')"
# Interest by the key rate, and an act with the customer's half to fill in.
# A promise of the day is reported to the director, a claim that was asked for is late.
step 0 14-promise record promise --customer 00-00000103 --date 2026-11-02 --promise-date 2026-11-05 --promise-amount 50000
step 0 14-claim record claim_request --customer 00-00000108 --date 2026-11-02
step 0 15-reports make PROMR RESPON --as-of 2026-11-05
step 0 15-rules status --rules --as-of 2026-11-05
step 0 20-interest make INTN --customer 00-00000108 --as-of 2026-11-09
step 0 21-act make RECON --customer 00-00000103 --as-of 2026-11-09
say "runs of 2026-11-09: $(papers R20261109-01), $(papers R20261109-02)"
step 0 22-dashboard report dashboard --as-of 2026-11-09
say "where the money stands (status --as-of 2026-11-02):"
sed -n '2,25p' "$DEMO/sibir/log/6-status.txt" | sed 's/^/   /'

# ---- parts --------------------------------------------------------------------------------------------------------------------
house=parts
rule "parts: Harbour Line Parts Pty Ltd, Sydney (a US-style ledger without due dates; terms by month end; preset jj)"
imported
step 0 2-check check
step 0 3-make-october make --as-of 2026-10-01
say "run of 2026-10-01: $(papers R20261001-01)"
step 0 4-plan-monday plan --as-of 2026-11-02 --why
step 0 5-make make --as-of 2026-11-03 --merged --mail
say "run of 2026-11-03: $(papers R20261103-01); as mails: $(count 'out/R20261103-01/mail/*.eml')"
step 0 5-sent record sent R20261103-01 --date 2026-11-03 --note "by mail"
# After a letter a call on the next working day.
step 0 5-calls make CALLS --as-of 2026-11-04
step 0 5-contacts report contacts --as-of 2026-11-04
step 0 6-receipts import "$SAMPLES/parts/exports/ledger-2026-11-04.csv"
step 0 7-make-thursday make --as-of 2026-11-05
say "run of 2026-11-05: $(papers R20261105-01)"
step 0 8-make-tuesday make --as-of 2026-11-10
say "run of 2026-11-10: $(papers R20261110-01)"
step 0 9-status status --as-of 2026-11-10
step 0 10-aging report aging --as-of 2026-11-03

# ---- fjord --------------------------------------------------------------------------------------------------------------------
house=fjord
rule "fjord: Fjordforsyning AS, Bergen (a Norwegian sub-ledger in kroner and euros; preset col)"
imported
step 0 2-check check
step 0 3-make-october make --as-of 2026-10-15
say "run of 2026-10-15: $(papers R20261015-01)"
step 0 4-plan plan --as-of 2026-11-02 --why
step 0 5-make make --as-of 2026-11-02 --merged
say "run of 2026-11-02: $(papers R20261102-01)"
step 0 6-receipts import "$SAMPLES/fjord/exports/kundereskontro-2026-11-13.csv"
step 0 7-make-later make --as-of 2026-11-16 --merged
say "run of 2026-11-16: $(papers R20261116-01)"
# A deduction about marketing is verified by the marketing manager.
printf 'code,name,role\nMS1,Mette Markussen,marketing_manager\n' >"$DEMO/fjord/staff-marketing.csv"
printf 'customer,invoice,claim_no,date,amount,reason\n10005,,TR-2026-11,2026-11-10,500.00,Kampanje uke 44\n' >"$DEMO/fjord/deductions-november.csv"
step 0 10-marketing import staff-marketing.csv --as staff
step 0 10-marketing import deductions-november.csv --as deductions
step 0 10-marketing make CREDM --customer 10005 --as-of 2026-11-16
step 0 20-notes make INTN RECON SCHED --customer 10008 --as-of 2026-12-07
step 0 21-claims make CLAIM --as-of 2026-12-07
say "runs of 2026-12-07: $(papers R20261207-01), $(papers R20261207-02)"
step 0 8-status status --as-of 2026-11-16
step 0 9-aging report aging --as-of 2026-11-02

# ---- bundles ------------------------------------------------------------------------------------------------------------------
rule "a bundle of each kind"
kind() { # KIND PATTERN: its file
	file=$(find "$DEMO" -path "$DEMO/$2" | sort | head -n 1)
	[ -n "$file" ] && printf '   %-12s %s\n' "$1" "$file" | sed "s,$(pwd)/,," && return
	trouble=$((trouble + 1))
	say "!! there is no bundle of the kind: $1"
}
kind complete 'gulf/out/complete/*BUNDLE.zip'
kind incomplete 'gulf/out/bundles/*C1133*BUNDLE.zip'
kind claim 'sibir/out/bundles/*BUNDLE.zip'
kind "court, I" 'gulf/out/court/*COURT.pdf'
kind "court, II" 'gulf/out/court/*COURT-2.pdf'
kind encrypted 'gulf/out/locked/*BUNDLE.zip'
kind signed 'gulf/out/signed/*BUNDLE.zip'
kind handover 'gulf/out/HO*/*HANDOVER.zip'

# ---- what stands where ---------------------------------------------------------------------------------------------------------
rule "what stands where"
for house in gulf sibir parts fjord; do
	(cd "$DEMO/$house/out" 2>/dev/null && for d in *; do
		[ -d "$d" ] || continue
		printf '   %-44s %5d PDF  %3d ZIP  %3d XLSX  %6s KB\n' "$DEMO/$house/out/$d" "$(find "$d" -name '*.pdf' | wc -l)" \
			"$(find "$d" -name '*.zip' | wc -l)" "$(find "$d" -name '*.xlsx' | wc -l)" "$(du -sk "$d" | cut -f1)"
	done) | sed "s,$(pwd)/,,"
done
say
say "Open out/RUN/index.html in a browser to search a run; HOUSE/log/ holds every command and its words."
if [ $trouble -gt 0 ]; then
	say "$trouble steps did not end as they should"
	exit 1
fi
: >"$DEMO/done"
