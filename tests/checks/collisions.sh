# No words lie on each other and none leaves the page, on every paper of the demo and with brutal data.
. "$TOP/tests/lib.sh"
papers | grep -v '/ALL' >list
xargs -d '\n' -n 20 -P 2 python3 "$TOP/tests/overlap.py" <list | sed "s,$DEMO/,," | empty "$(wc -l <list) papers of the demo"

"$LP" -q init house --preset sop >/dev/null 2>&1
long=$(printf 'Donaudampfschifffahrtsgesellschaft%.0s' 1 2 3 4)
cat >house/customers.csv <<CSV
code,name,kind,address1,address2,city,country,currency,language
LONG1,$long,company_credit,$long,$long,Dubai,AE,AED,en
LONG2,"A name with a great many words that goes on and on until nobody who reads it can remember how it began, Trading and Contracting (Branch of the Second Free Zone) LLC",company_credit,"Building 1, Entrance 2, Floor 3, Office 4, behind the third roundabout of the old industrial area","beside the big mosque, opposite the petrol station, P.O. Box 123456789",Dubai,AE,AED,en
MARK1,"<b>Bold</b> & {to.code} ""quoted"" 'single' \\back",company_credit,--; DROP TABLE customer,{{,Dubai,AE,AED,en
EQ1,"=cmd|'/c calc'!A1",company_credit,@SUM(1),+1,Dubai,AE,AED,en
ARAB1,شركة الاختبار الطويل جدا للتجارة العامة والمقاولات وتجارة مواد البناء والأدوات الصحية والكهربائية,company_credit,Street 1,,Dubai,AE,AED,en
"SP ACE/1",Code with a space and a slash,company_credit,Street 1,,Dubai,AE,AED,en
CSV
{
	echo customer,type,number,date,due,amount,currency,po_number,text
	for c in LONG1 LONG2 MARK1 EQ1 ARAB1 "SP ACE/1"; do
		echo "$c,invoice,INVOICE-NUMBER-WITHOUT-END-$c-1234567890-1234567890-1234567890,2026-01-05,2026-02-05,99999999999.99,AED,PO-THAT-IS-LONGER-THAN-ITS-COLUMN-0123456789,$long"
		echo "$c,invoice,X-$c,2026-10-05,2026-10-06,0.01,AED,,"
		echo "$c,invoice,Y-$c,2026-06-05,2026-08-06,12345678.90,AED,a b c d e f g h i j k l m n o p q r s t u v w x y z,"
	done
} >house/ledger.csv
"$LP" -q -C house import customers.csv --as customers >said 2>&1
verdict $? "brutal customers are imported" || cat said
"$LP" -q -C house import ledger.csv --as ledger >said 2>&1
verdict $? "and their ledger" || cat said
"$LP" -q -C house make --as-of 2026-11-01 >said 2>&1
status=$?
[ $status -eq 0 ]
verdict $? "papers are made for them" || tail -n 12 said
find house/out -name '*.pdf' | grep -v '/ALL' >brutal
[ "$(wc -l <brutal)" -ge 12 ]
verdict $? "$(wc -l <brutal) of them"
xargs -d '\n' python3 "$TOP/tests/overlap.py" <brutal | empty "without collisions"
while read -r f; do qpdf --check "$f" >/dev/null 2>&1 || echo "$f"; done <brutal | empty "and clean"
exit $bad
