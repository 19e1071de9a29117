# Electronic signatures: judged by pdfsig, qpdf, mutool, OpenSSL and preflight; a changed byte fails, a second signature keeps the first, time
# stamps are of the signature that they are put into; the paper as it was issued stays as it is.
. "$TOP/tests/lib.sh"
key() { # NAME SUBJECT DAYS [OPTION…]
	name=$1 subject=$2 days=$3
	shift 3
	openssl req -x509 -newkey rsa:2048 -keyout "$name.key" -out "$name.crt" -days "$days" -nodes -subj "$subject" "$@" 2>said &&
		openssl pkcs12 -export -inkey "$name.key" -in "$name.crt" -out "$name.p12" -passout pass:secret 2>said
}
key one "/CN=Marwan Saab/O=Example" 3650 && key two "/CN=عادل الشرفي" 3650 -utf8 && key tsa "/CN=Clock of others" 3650 -addext "extendedKeyUsage=critical,timeStamping"
verdict $? "keys are made"
printf 'secret\n' >password
printf '[ tsa ]\ndefault_tsa = t\n[ t ]\nserial = ./serial\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\ness_cert_id_alg = sha256\n' >ts.cnf
echo 01 >serial
gulf
"$LP" -q -C house make BDR GUAR --as-of 2026-11-01 >said 2>&1
verdict $? "papers are made"
cp -R house twin
number() { "$LP" -C house register list --csv | awk -F, -v t="$1" -v l="$2" '$2 == t && $7 ~ l { print $1; exit }'; }
paper=$(number BDR en)
file=$("$LP" -C house register show "$paper" | sed -n 's/^file *//p')
sum=$(sha256sum <"house/$file")
SOURCE_DATE_EPOCH=1893478380
export SOURCE_DATE_EPOCH
here=$(pwd)
sign() { "$LP" -C house sign "$@" --password-file "$here/password" 2>said; }

"$LP" -C house sign "$paper" --csv | cut -d, -f2,3 | tr '\n' ' ' >said
is "its places are listed" "$(cat said)" "place,state salesman,waits supervisor,waits channel_manager,waits sales_director,waits finance_manager,waits general_manager,waits "
sign "$paper" --role salesman --p12 "$here/one.p12"
verdict $? "one signs"
copy=house/$(dirname "$(dirname "$file")")/signed/$(basename "$file")
is "the paper as it was issued stays" "$(sha256sum <"house/$file")" "$sum"
cmp -n "$(stat -c %s "house/$file")" "house/$file" "$copy" >said 2>&1
verdict $? "the copy begins with the paper's own bytes"
"$LP" -q -C twin sign "$paper" --role salesman --p12 "$here/one.p12" --password-file "$here/password" && cmp "$copy" "twin/${copy#house/}" >said 2>&1
verdict $? "the same signature at the same time is the same file"

# a witnessed time
"$LP" -q -C house sign "$paper" --role salesman --timestamp-query "$here/q.tsq" >said 2>&1
openssl ts -query -in q.tsq -text 2>/dev/null | grep -q "Hash Algorithm: sha256"
verdict $? "OpenSSL reads the request"
stamp() { openssl ts -reply -config ts.cnf -queryfile "$1" -signer tsa.crt -inkey tsa.key -out "$2" >said 2>&1; }
stamp q.tsq r.tsr
before=$(stat -c %s "$copy")
"$LP" -q -C house sign "$paper" --role salesman --timestamp "$here/r.tsr" >said 2>&1
verdict $? "the reply is taken"
is "in the room that was kept for it" "$(stat -c %s "$copy")" "$before"
"$LP" -C house sign "$paper" --json | jq -r '.rows[0] | .signer, .signed, (."time_witnessed" | length > 0)' | tr '\n' '|' >said
is "who and when is listed" "$(cat said)" "Marwan Saab|2030-01-01 06:13 UTC|true|"

sign "$paper" --role supervisor --p12 "$here/two.p12"
verdict $? "a second one signs, whose name is Arabic"
pdfsig "$copy" >said 2>&1
is "pdfsig: both hold" "$(grep -c 'Signature is Valid' said)" 2
is "pdfsig: of the kind that PAdES asks for" "$(grep -c 'ETSI.CAdES.detached' said)" 2
is "pdfsig: the last one covers the whole file" "$(grep -c '^  - Total document signed' said)" 1
"$TOP/tests/pdf_checks.sh" "$copy" >said 2>&1
verdict $? "qpdf, poppler and mutool find the copy whole"
python3 "$TOP/tests/pdf_ua.py" "$copy" >said 2>&1
verdict $? "its tags stand"
is "the register knows" "$("$LP" -C house register show "$paper" | grep -c '2030-01-01 signed by')" 2

# verify: the copy alone, and in its run
run=$(basename "$(dirname "$(dirname "$copy")")")
"$LP" verify "$copy" >said 2>&1
is "verify finds both signatures of the copy whole" "$? $(grep -c ': signed by ' said) $(grep -c 'witnessed by Clock of others' said)" "0 2 1"
grep -q 'salesman: signed by Marwan Saab' said && grep -q 'supervisor: signed by عادل الشرفي' said
verdict $? "and says who signed"
"$LP" -C house verify "out/$run" >said 2>&1
verdict $? "its run is whole"
{ cat "$copy" && echo "% more"; } >added.pdf
"$LP" verify added.pdf >said 2>&1
is "bytes behind the last signature are named" "$? $(grep -c '7 bytes were added after the last signature' said)" "1 1"
"$LP" verify "house/$file" >said 2>&1
is "the paper as it was issued has no signature to judge" "$? $(grep -c ': signed by ' said) $(grep -c 'not signed: 0 electronic' said)" "0 0 1"

# another's time stamp, or one that comes too late
"$LP" -q -C house sign "$paper" --role supervisor --timestamp "$here/r.tsr" >said 2>&1
is "a reply to another request is refused" "$? $(grep -c 'is of another signature' said)" "1 1"
"$LP" -q -C house sign "$paper" --role salesman --timestamp-query "$here/late.tsq" >said 2>&1
stamp late.tsq late.tsr
"$LP" -q -C house sign "$paper" --role salesman --timestamp "$here/late.tsr" >said 2>&1
is "a reply after others signed is refused" "$? $(grep -c 'others have signed after' said)" "1 1"
is "and nothing changed" "$(pdfsig "$copy" 2>&1 | grep -c 'Signature is Valid')" 2

# a changed byte
cp "$copy" kept.pdf
python3 - "$copy" <<'PY'
import sys
b = bytearray(open(sys.argv[1], "rb").read())
b[len(b) // 4] ^= 1
open(sys.argv[1], "wb").write(b)
PY
pdfsig "$copy" 2>&1 | grep -q "Digest Mismatch"
verdict $? "pdfsig sees a changed byte"
"$LP" verify "$copy" >said 2>&1
is "verify sees it too" "$? $(grep -c 'NOT INTACT, signed by' said)" "1 2"
"$LP" -C house verify "out/$run" >said 2>&1
is "and in its run" "$? $(grep -c "the signed copy of $paper .*was changed" said)" "1 1"
sign "$paper" --role sales_director --p12 "$here/one.p12"
is "a changed copy is not signed again" "$? $(grep -c 'was changed after it was made' said)" "1 1"
cp kept.pdf "$copy"

# others' tools open what an Arabic letter becomes
arabic=$(number GUAR ar)
place=$("$LP" -C house sign "$arabic" --csv | sed -n 2p | cut -d, -f2)
sign "$arabic" --role "$place" --p12 "$here/two.p12"
verdict $? "a letter in Arabic is signed"
pdfsig house/out/*/signed/*_GUAR.pdf 2>&1 | grep -q "Signature is Valid"
verdict $? "and holds"
"$LP" verify house/out/*/signed/*_GUAR.pdf >said 2>&1
is "as verify says" "$? $(grep -c ': signed by عادل الشرفي' said)" "0 1"
mv "$copy" gone.pdf && "$LP" -C house verify "out/$run" >said 2>&1
is "a signed copy that is gone is named by its run" "$? $(grep -c "the signed copy of $paper" said)" "1 1"
mv gone.pdf "$copy"
sed -i 's/^\[output\]/[output]\npdfa = 1b/' twin/house.ini
grep -q "pdfa = 1b" twin/house.ini || printf '\n[output]\npdfa = 1b\n' >>twin/house.ini
"$LP" -q -C twin make STMT --customer C1104 --as-of 2026-11-01 >said 2>&1
plain=$("$LP" -C twin register list --csv --type STMT | sed -n 2p | cut -d, -f1)
"$LP" -C twin sign "$plain" --csv | sed -n 2p | cut -d, -f2 >place
if [ -s place ]; then
	"$LP" -q -C twin sign "$plain" --role "$(cat place)" --p12 "$here/one.p12" --password-file "$here/password" >said 2>&1
	verdict $? "a paper of PDF/A-1 is signed"
	"$TOP/tests/pdf_checks.sh" twin/out/*/signed/*_STMT.pdf >said 2>&1
	verdict $? "and is one"
fi

# what is refused
refused() { # TITLE WORDS ARGUMENTS…
	title=$1 words=$2
	shift 2
	"$LP" -q -C house sign "$@" >said 2>&1
	is "$title" "$? $(grep -c -- "$words" said)" "1 1"
}
refused "another password" "is it another password" "$paper" --role sales_director --p12 "$here/one.p12"
refused "no such place" "but of salesman (signed)" "$paper" --role nobody --p12 "$here/one.p12" --password-file "$here/password"
refused "twice in one place" "is signed already" "$paper" --role salesman --p12 "$here/one.p12" --password-file "$here/password"
refused "no such paper" "did you mean" "${paper%1}7x" --role salesman --p12 "$here/one.p12" --password-file "$here/password"
refused "no key" "is no PKCS #12 file" "$paper" --role sales_director --p12 "$here/ts.cnf" --password-file "$here/password"
SOURCE_DATE_EPOCH=2200000000
refused "a certificate that has run out" "has run out" "$paper" --role sales_director --p12 "$here/one.p12" --password-file "$here/password"
SOURCE_DATE_EPOCH=1893478380
"$LP" -q -C house register cancel "$arabic" --reason wrong --who me >said 2>&1
refused "what was cancelled" "is cancelled" "$arabic" --role x --p12 "$here/one.p12" --password-file "$here/password"
"$LP" -C house sign "$paper" --p12 "$here/one.p12" >said 2>&1
is "no role" "$?" 64
exit $bad
