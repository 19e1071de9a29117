# Whatever a command is asked about must be known: a nonsense subject or filter of each command is an error that names the nearest, or what may be said.
. "$TOP/tests/lib.sh"
gulf
cd house || exit 2
"$LP" -q evidence import "$SAMPLES/gulf/scans/evidence.csv" >/dev/null 2>&1
"$LP" -q make STMT REM1 BDR --as-of 2026-11-01 >/dev/null 2>&1
"$LP" -q handover --from S01 --to S02 --as-of 2026-11-02 >/dev/null 2>&1
scan=$(sqlite3 ledger.db "SELECT name FROM evidence ORDER BY name LIMIT 1")
case=$(sqlite3 ledger.db "SELECT id FROM bad_case ORDER BY id LIMIT 1")
number=$(sqlite3 ledger.db "SELECT number FROM entry WHERE customer = 'C1101' AND type = 'invoice' ORDER BY id LIMIT 1")
printf 'customer,number,type,date,amount,currency\n' >l.csv
printf '%%PDF-1.4\n' >x.pdf
mkdir empty; cp l.csv empty

# COMMAND | what is asked about: an option or a word of the usage | what the answer must say | the words, with nonsense.
# "free" instead of words: what it takes is anybody's choice, and why.
cat >table <<ROWS
init|--preset|did you mean sop|init x --preset sopp
import|--as|did you mean \`ledger\`|import l.csv --as ledgr
import|--profile|did you mean \`canonical\`|import l.csv --profile canonicl
import|--date-order|dmy, mdy or ymd|import l.csv --date-order dym
import|--columns|did you mean ledger|import --columns ledgr
import|--draft-profile|free|the name that the new profile is to have
start|--preset|did you mean sop|-C empty start --preset sopp
show|CUSTOMER|did you mean C1101|show C1101x
show|INVOICE|did you mean $number|show ${number}x
show|PAPER|did you mean STMT-2026-00001|show STMT-2026-0000l
show|CASE|did you mean $case|show ${case}x
show|--customer|did you mean C1101|show $number --customer C1101x
show|--lang|languages = en, ar, ru|show C1101 --lang fr
plan|--level|did you mean REM0|plan --level REM9 --customer C1101 --who w --reason r --as-of 2026-11-01
plan|[TYPE…]|did you mean STMT|plan STM --as-of 2026-11-01
plan|--customer|did you mean C1101|plan --customer C1101x --as-of 2026-11-01
plan|--salesman|did you mean S01|plan --salesman S0l --as-of 2026-11-01
plan|--except|did you mean C1101|plan --except C1101x --reason r --who w --as-of 2026-11-01
plan|--only|did you mean C1101|plan --only C1101x --reason r --who w --as-of 2026-11-01
plan|--undo|plan --choices|plan --undo 99 --who w --as-of 2026-11-01
plan|--who|free|a person's name
make|[TYPE…]|did you mean STMT|make STM --as-of 2026-11-01
make|--customer|did you mean C1101|make --customer C1101x --as-of 2026-11-01
make|--salesman|did you mean S01|make --salesman S0l --as-of 2026-11-01
make|--except|did you mean C1101|make --except C1101x --reason r --who w --as-of 2026-11-01
make|--only|did you mean C1101|make --only C1101x --reason r --who w --as-of 2026-11-01
make|--level|did you mean REM0|make REM1 --level REM9 --customer C1101 --who w --reason r --as-of 2026-11-01
make|--who|free|a person's name
preview|TYPE|did you mean STMT|preview STM C1101 --as-of 2026-11-01
preview|[SUBJECT]|did you mean C1101|preview STMT C1101x --as-of 2026-11-01
preview|--lang|languages = en, ar, ru|preview STMT C1101 --lang fr --as-of 2026-11-01
record|EVENT|did you mean call|record cal --customer C1101 --date 2026-11-01
record|--customer|did you mean C1101|record call --customer C1101x --date 2026-11-01
record|--customer|did you mean C1101|record list --customer C1101x
record|--invoice|did you mean $number|record dispute --customer C1101 --date 2026-11-01 --invoice ${number}x
record|--staff|did you mean S01|record call --customer C1101 --date 2026-11-01 --staff S0l
record|--contact|free|who was talked to, whoever it was
record|--outcome|did you mean promised|record call --customer C1101 --date 2026-11-01 --outcome promisd
record|--reason|one of missing_document|record call --customer C1101 --date 2026-11-01 --reason nofunds
record|--risk|low, medium or high|record call --customer C1101 --date 2026-11-01 --risk hgh
record|--channel|one of mail, post|record sent STMT-2026-00001 --date 2026-11-01 --channel pigeon
record|--who|free|a person's name
record|--by|did you mean GM1|record approved BDR-2026-00001 --date 2026-11-02 --by GMl
record|NUMBER|did you mean STMT-2026-00001|record sent STMT-2026-0000l --date 2026-11-01
record|RUN|did you mean R20261101-01|record sent R20261101-0l --date 2026-11-02
record|NUMBER|did you mean BDR-2026-0000|record approved BDR-2026-0000x --date 2026-11-01 --by GM1
record|HANDOVER|did you mean HO2026-00001|record accepted HO2026-0000l --by S02 --date 2026-11-03
record|N|record list\` numbers them|record undo 9999 --date 2026-11-01 --who w --note n
case|CASE|did you mean $case|case show ${case}x
case|CUSTOMER|did you mean C1101|case open C1101x
case|CASE|did you mean $case|case close ${case}x --why settled
case|CASE|did you mean $case|case hold ${case}x --by w --reason r
case|CASE|did you mean $case|case release ${case}x --by w --reason r
case|--why|settled, written_off|case close $case --why setled
evidence|CASE|did you mean $case|evidence list ${case}x
evidence|CASE|did you mean $case|evidence check ${case}x
evidence|NAME|did you mean $scan|evidence correct x$scan --customer C1101 --by w --reason r
evidence|NAME|did you mean $scan|evidence withdraw x$scan --by w --reason r
evidence|--customer|did you mean C1101|evidence list --customer C1101x
evidence|--customer|did you mean C1101|evidence add x.pdf --customer C1101x --doctype DN --date 2026-01-01
evidence|--customer|did you mean C1101|evidence correct $scan --customer C1101x --by w --reason r
evidence|--doctype|did you mean \`DN\`|evidence add x.pdf --customer C1101 --doctype DNN --date 2026-01-01
evidence|--invoice|evidence-unknown|evidence add x.pdf --customer C1101 --doctype DN --date 2026-01-01 --invoice nope
evidence|--signed-by|free|a name on a paper
evidence|--signed-role|free|what a paper says of who signed it
evidence|--amount SUM|is no amount in AED|evidence amount $scan --amount nope --by w
evidence|--currency|is no currency of ISO 4217|evidence amount $scan --amount 5.00 --currency AEX --by w
evidence|--authority|free|a number on a paper
bundle|CASE|did you mean $case|bundle ${case}x
bundle|--lang|languages = en, ar, ru|bundle $case --lang fr
bundle|--recipient|free|whoever gets it
bundle|--leave-out|no exhibit of that number|bundle $case --court --leave-out 99Z
verify|RUN|did you mean R20261101-01|verify out/R20261101-0l
handover|--from|did you mean S01|handover --from S0l --to S02 --as-of 2026-11-02
handover|--to|did you mean S01|handover --from S03 --to S0l --as-of 2026-11-02
handover|--customer|did you mean C1101|handover --from S03 --to S02 --customer C1101x --as-of 2026-11-02
handover|--order|customer or due|handover --from S03 --to S02 --order deu --as-of 2026-11-02
report|NAME|did you mean aging|report agin --as-of 2026-11-01
report|--lang|languages = en, ar, ru|report aging --lang fr --as-of 2026-11-01
register|--customer|did you mean C1101|register list --customer C1101x
register|--type|did you mean STMT|register list --type STM
register|--run|did you mean R20261101-01|register list --run R20261101-0l
register|--state|did you mean sent|register list --state snt
register|--who|free|a person's name
register|NUMBER|did you mean STMT-2026-00001|register show STMT-2026-0000l
register|NUMBER|did you mean STMT-2026-00001|register cancel STMT-2026-0000l --reason paid
register|RUN|did you mean R20261101-01|register cancel R20261101-0l --reason paid
register|--reason|did you mean paid|register cancel STMT-2026-00001 --reason payd
print|RUN|did you mean R20261101-01|print R20261101-0l
print|[TYPE…]|did you mean STMT|print R20261101-01 STM
print|--by|type or route is expected|print R20261101-01 --by rout
print|--marks|none, omr or datamatrix|print R20261101-01 --marks omrr
print|--labels|did you mean L7160|print R20261101-01 --labels L716
wording|TYPE|did you mean REM0|wording REMX --lang ar
wording|PART|lists them all|wording REM1 nosuchpart --lang ar
wording|--lang LANGUAGE|languages = en, ar, ru|wording REM1 --lang fr
wording|--lang|languages = en, ar, ru|wording REM1 --lang fr
wording|--is TEXT|free|the new sentence
sign|NUMBER|did you mean STMT-2026-00001|sign STMT-2026-0000l
sign|--role|has no place for|sign STMT-2026-00001 --role boss --timestamp-query q
retention|--purge|did you mean $scan|retention --as-of 2026-11-01 --purge x$scan --by w --reason r
new|--from|did you mean STMT|new OTHER --from STM
new|REPORT|did you mean aging|new my-aging --from agin
explain|INVOICE|did you mean $number|explain ${number}x
explain|--customer|did you mean C1101|explain $number --customer C1101x
help|TOPIC|did you mean policy|help plicy
ROWS

# Every command of the program that takes a subject, and every option that takes one, stands in the table.
"$LP" help commands --json | jq -r '.rows[] | select(.of != null and .value != null and .of != "ledgerpress") | "\(.of)|\(.name)|\(.value)"' |
	grep -vE '\|(DATE|FILE|DIR|N|I/N|TEXT|AMOUNT|CUR=AMOUNT|HH:MM|YEAR|WHO|WHY)$' >takes
[ "$(wc -l <takes)" -gt 40 ]
verdict $? "$(wc -l <takes) options of the commands take a subject or a word"
cut -d'|' -f1,2 takes | while read -r row; do grep -qF "$row|" table || echo "$row has no row"; done | empty "each has its row in the table"
"$LP" help commands --json | jq -r '.rows[] | select(.of == null and .section == "COMMANDS" and .value != null and .value != "") | "\(.name) \(.value)"' |
	while read -r c words; do
		printf '%s\n' "$words" | grep -oE '[A-Z][A-Z]+' | sort -u | grep -vxE 'DATE|FILE|DIR|WHY|WHO|WORD|CODE|STATE|STAFF|WHERE|INDEX|PDF|ZIP|REGISTER|FOLDER|COMMAND|TYPE|NAME' |
			while read -r w; do grep -qE "^$c\|.*$w" table || echo "$c $w has no row"; done
	done | empty "each word of a usage has its row"
cut -d'|' -f1 table | sort -u | while read -r c; do "$LP" help commands --json | jq -e --arg c "$c" 'any(.rows[]; .of == null and .name == $c)' >/dev/null || echo "$c"; done |
	empty "the table speaks of no other commands"

rows=0
grep -v '|free|' table >asked
while IFS='|' read -r c what want words; do
	rows=$((rows + 1))
	# shellcheck disable=SC2086
	"$LP" $words >out.said 2>err.said </dev/null
	status=$?
	[ "$status" -ne 0 ] || [ "$want" = evidence-unknown ] || echo "$c $what: exit 0: $words"
	cat err.said out.said | grep -qF "$want" || { echo "$c $what: no \"$want\": $words"; head -n 3 err.said; }
done <asked >wrong
empty "$(wc -l <asked) nonsense subjects and filters are errors that name the nearest, or what there is" <wrong
exit $bad
