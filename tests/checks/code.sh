# Payment codes as others read them from the page: ZBar and ZXing find what the trace says, at the size that a telephone sees, in each language.
. "$TOP/tests/lib.sh"
"$LP" -q init house --preset sop >/dev/null 2>&1
sed -i '/^example/d; s/^languages = .*/languages = en, ar, ru, nb/; s/^country = AE/country = DE/; s/^currency = .*/currency = EUR/' house/house.ini
sed -i 's/^iban = .*/iban = DE71110220330123456789/; s/^swift.*/swift = BHBLDEHHXXX/; s/^\[company\]/&\nreference = rf customer/' house/house.ini
cat >house/customers.csv <<'CSV'
code,name,kind,language,address1,postcode,city,country
TU06FX,Mustermann Handels GmbH,company_credit,en,Hauptstraße 5,10115,Berlin,DE
CSV
cat >house/ledger.csv <<'CSV'
type,number,customer,date,due,amount,currency
invoice,1,TU06FX,2026-08-01,2026-09-01,1000.05,EUR
invoice,2,TU06FX,2026-09-02,2026-10-01,250.00,EUR
CSV
"$LP" -q -C house import customers.csv ledger.csv >said 2>&1
verdict $? "a house in euros"
# read HOUSE TYPE CUSTOMER DAY LANGUAGE DPI: the code of each page, by both readers, is that of the trace.
reads() {
	rm -rf "$1"/out p-*.pgm
	"$LP" -q -C "$1" preview "$2" "$3" --as-of "$4" --lang "$5" >said 2>&1 || { not_ok "preview $*"; cat said; return; }
	"$LP" -q -C "$1" preview "$2" "$3" --as-of "$4" --lang "$5" --trace 2>/dev/null | sed -n 's/^[0-9]* modules .*#[0-9]* [0-9]* "\(.*\)"$/\1/p' | sed 's/\\"/"/g' >wanted
	find "$1/out" -name '*.pdf' | head -n 1 >made
	pdftoppm -gray -r "$6" "$(cat made)" p
	[ -s wanted ] && command -p python3 "$TOP/tests/codes.py" p-*.pgm >read 2>err && cmp -s wanted read
	verdict $? "$2 $5 at $6 dpi: ZXing reads $(wc -l <wanted) codes" || { cat err; diff wanted read; }
	case $(cat wanted) in SPC*) return ;; esac
	for page in p-*.pgm; do
		zbarimg -q --raw -Sdisable -Sqrcode.enable "$page" 2>/dev/null >one || continue
		sed ':a; N; $!ba; s/\n/\\n/g' one
	done >read
	cmp -s wanted read
	verdict $? "and ZBar" || diff wanted read
}
for l in en ar ru nb en+ar; do reads house REM1 TU06FX 2026-11-01 $l 150; done
# the code of a reply slip: number of the paper, day and sum of the balance
for l in en ar nb en+ar; do reads house CONF TU06FX 2026-11-01 $l 150; done
for t in STMT NOTICE CLAIM; do reads house $t TU06FX 2026-11-01 ar 150; done
python3 "$TOP/tests/pdf_ua.py" "$(cat made)"
sh "$TOP/tests/pdf_checks.sh" "$(cat made)" | sed 's/^not ok - /not ok /; s/^ok - /ok /'
[ "$(pdfimages -list "$(cat made)" | wc -l)" -le 2 ]
verdict $? "the code is drawn, not an image"
# the cross of a Swiss code covers what ZBar looks for
sed -i 's/^country = DE/country = CH/; s/^iban = .*/iban = CH4431999123000889012\npostcode = 8000/; s/^reference.*/reference = qrr customer/; s/^city = .*/city = Zürich/' house/house.ini
reads house REM1 TU06FX 2026-11-01 nb 150
sibir house-sibir
reads house-sibir CLAIM 00-00000103 2026-11-02 ru 150
exit $bad
