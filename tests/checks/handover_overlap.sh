# A pack beside customers of another salesman that share everything a careless query may join by: names, e-mails, telephones, invoice numbers, orders,
# the very bytes of their papers. Nothing of theirs is in the folder or in the ZIP.
. "$TOP/tests/lib.sh"
"$LP" -q init house --preset sop >said 2>&1
cd house || exit 2
sed -i '/^example *=/d; s/^languages = .*/languages = nb, en, ar, ru/' house.ini
cat >staff.csv <<'CSV'
code,name,role
S1,Leaving One,salesman
S2,Other Keeper,salesman
S3,Taking Third,salesman
CSV
cat >customers.csv <<'CSV'
code,name,kind,terms_days,country,salesman,email,phone,parent
A1,Alpha Trading,company_credit,30,AE,S1,pay@alpha.example,+971 4 555 0001,
a2,Alpha Trading,cash,0,AE,S1,pay@alpha.example,+971 4 555 0001,
A10,Alpha Trading,company_credit,30,AE,S2,pay@alpha.example,+971 4 555 0001,A1
B1,Alpha Trading,company_credit,30,AE,S2,pay@alpha.example,+971 4 555 0001,
CSV
# what is B1's and A10's alone has 7777 or the word SECRET in it
cat >ledger.csv <<'CSV'
customer,type,number,date,amount,currency,po_number,delivery_note,text,applies_to
A1,invoice,INV-1,2026-08-01,1000.00,AED,PO-1,DN-1,,
a2,invoice,INV-1,2026-08-02,200.00,AED,PO-1,DN-1,,
A10,invoice,INV-1,2026-08-01,77770.10,AED,PO-1,DN-1,SECRET text,
B1,invoice,INV-1,2026-08-01,77771.11,AED,PO-1,DN-1,SECRET text,
B1,invoice,INV-2,2026-08-01,77772.22,AED,SECRET-PO,SECRET-DN,,
B1,payment,RV-1,2026-09-01,7777.00,AED,,,,INV-1
A1,payment,RV-1,2026-09-01,100.00,AED,,,,INV-1
CSV
cat >contacts.csv <<'CSV'
customer,name,role,email
A1,Amal Noor,owner,pay@alpha.example
B1,SECRET Person,owner,pay@alpha.example
CSV
cat >events.csv <<'CSV'
date,customer,kind,invoice,note,promise_date,promise_amount,contact,reference
2026-09-10,A1,call,INV-1,our own talk,,,Amal,
2026-09-11,B1,call,INV-1,SECRET talk,,,SECRET Person,
2026-09-12,B1,promise,INV-1,SECRET promise,2026-10-10,7777.00,SECRET Person,
2026-09-13,A10,dispute,INV-1,SECRET dispute,,,,
2026-09-14,B1,police_case,,SECRET police,,,,SECRET-26
CSV
cat >assets.csv <<'CSV'
customer,type,qty,serial,placed_on
A1,cooler,1,SER-1,2026-01-01
B1,cooler,1,SECRET-SERIAL,2026-01-01
CSV
# pictures of one point, told apart by what follows them: words alone are no signed paper, and would stay out for that
scan() { printf 'GIF89a\001\000\001\000\000\000\000;%s\n' "$2" >"$1"; }
scan same.gif 'the same paper of both'
scan b.gif 'SECRET paper of B1'
scan c.gif 'SECRET paper of A10'
scan a.gif 'our own paper'
cat >first.csv <<'CSV'
file,customer,invoice,date,doctype,signed_by,signed_role,stamped,note
same.gif,B1,INV-1,2026-08-01,INV,SECRET Person,owner,yes,SECRET note
b.gif,B1,INV-1,2026-08-01,DN,SECRET Person,owner,yes,
c.gif,A10,INV-1,2026-08-01,DN,SECRET Person,owner,yes,
CSV
cat >then.csv <<'CSV'
file,customer,invoice,date,doctype,signed_by,signed_role,stamped,note
same.gif,A1,INV-1,2026-08-01,INV,Amal Noor,owner,yes,
a.gif,A1,INV-1,2026-08-01,DN,Amal Noor,owner,yes,
CSV
for t in staff customers ledger contacts events assets; do "$LP" -q import $t.csv --as $t >../said 2>&1 || not_ok "$t: $(cat ../said)"; done
for e in first then; do "$LP" -q evidence import $e.csv --as-of 2026-10-01 >../said 2>&1 || not_ok "$e: $(cat ../said)"; done
"$LP" -q make CONF REM1 STMT --as-of 2026-10-02 >../said 2>&1
"$LP" -q record reply --customer B1 --date 2026-10-05 --outcome differs --figure 7777.77 --note 'SECRET reply' >../said 2>&1
"$LP" -q record sent "$(sqlite3 ledger.db "SELECT number FROM paper WHERE customer = 'B1' LIMIT 1")" --date 2026-10-03 --who SECRET >../said 2>&1
"$LP" handover --from S1 --to S3 --as-of 2026-11-01 >../said 2>&1
verdict $? "the pack is made" || cat ../said
grep -q '2 customers' ../said
verdict $? "of his two customers"
cd .. || exit 2
pack=$(ls -d house/out/HO*)
mkdir x && bsdtar -xf "$(ls "$pack"/*.zip)" -C x
find "$pack" x -type f ! -name '*.zip' >files
while read -r f; do
	echo "$f"
	case $f in
	*.pdf) pdftotext -layout "$f" - ; pdfinfo "$f"; mutool show "$f" trailer/Root 2>/dev/null ;;
	*.db) sqlite3 "$f" .dump ;;
	*) cat "$f" ;;
	esac
done <files >words 2>/dev/null
[ "$(wc -l <files)" -gt 20 ] && grep -q 'our own talk' words && grep -q 'our own paper' words
verdict $? "his own stand in what is searched"
grep -anE 'SECRET|7,?777|7 ?777|B1[^0-9A-Fa-f]|\bA10\b|77\.?770' words | grep -avE '[0-9a-f]{40}' | cut -c1-160 | head -20 | empty "nothing of the others is in the folder or in the ZIP"
find "$pack" x | grep -E '_(B1|A10)_' | empty "no file is called by them"
exit $bad
