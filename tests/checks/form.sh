# What a person types shows in the field's own embedded font, spaces too: Latin letters, in Russian papers Cyrillic. What is
# written by hand on paper is a field: of its own name, asking for what the paper asks, and small in the file.
. "$TOP/tests/lib.sh"
gulf
"$LP" -q -C house make CONF --as-of 2026-12-31 --customer C1142 --customer C1101 >log 2>&1
verdict $? "confirmations are made"
# typed CUSTOMER TEXT
typed() {
	pdf=$(echo house/out/R*/CONF/*_"$1"_*.pdf)
	n=$(command -p python3 "$TOP/tests/fill.py" "$pdf" filled.pdf "$2" 2>err)
	[ "${n:-0}" -ge 2 ]
	verdict $? "$1 has text fields: ${n:-0}" || { cat err; return; }
	pdftotext -layout filled.pdf text.txt
	is "$1: each shows what was typed" "$(grep -oF "$2" text.txt | wc -l)" "$n"
	pdffonts filled.pdf | awk 'NR > 2 && $(NF-4) != "yes"' | empty "$1: in an embedded font"
}
typed C1142 'Согласен, Ёж №7 «да» Ab1€'
typed C1101 'Žižek & Ærø – 12,50 (A/7)'

# The equipment's list: boxes to tick, cells to write in, white boxes, rows left free; one row is known already.
"$LP" -q -C house preview ASSET C1132 --as-of 2026-11-01 >log 2>&1
verdict $? "the equipment's list is shown"
short=house/out/preview/ASSET_C1132.pdf
qpdf --json "$short" | command -p python3 "$TOP/tests/fields.py" >short.txt
verdict $? "each field has a name of its own, a tip and an appearance" || head -n 5 short.txt
is "the box that is known is ticked, for good" "$(grep -c '^check locked' short.txt)" 1
is "what is asked is row and column" "$(grep -c 'chest freezer: What happened: Refused' short.txt)" 1
is "rows left free ask by their number" "$(grep -c ' 5: Serial no\.$' short.txt)" 1
# typed by another program, too: one field's text is not another's, and a tick is one
cat >typed.js <<'JS'
var doc = new PDFDocument(scriptArgs[0]), text = 0, ticks = 0;
for (var i = 0; i < doc.countPages(); i++) {
	var page = doc.loadPage(i), field = page.getWidgets();
	for (var k = 0; k < field.length; k++)
		if (field[k].getFieldType() == "text" && text < 1) {
			field[k].setTextValue("KX-1020");
			field[k].update();
			text++;
		} else if (field[k].getFieldType() == "checkbox" && !field[k].isReadOnly() && ticks < 2) {
			field[k].toggle();
			ticks++;
		}
	page.update();
}
doc.save(scriptArgs[1], "");
print(text, ticks);
JS
is "another program types" "$(mutool run typed.js "$short" other.pdf 2>err)" "1 2"
is "its text stands once" "$(pdftotext -layout other.pdf - | grep -c 'KX-1020')" 1
is "two boxes more are ticked" "$(qpdf --json other.pdf | grep -c '"/AS": "/Yes"')" 3

# Three hundred rows to write in: what a field costs.
mkdir -p house/layouts
sed 's/blank_rows="2"/blank_rows="300"/' "$TOP/layouts/asset-checklist.xml" >house/layouts/asset-checklist.xml
"$LP" -q -C house preview ASSET C1132 --as-of 2026-11-01 >log 2>&1
verdict $? "a list of 300 free rows is made" || cat log
qpdf --json "$short" >long.json
command -p python3 "$TOP/tests/fields.py" <long.json >long.txt
n=$(wc -l <long.txt)
[ "$n" -gt 3000 ] && [ "$(grep -c '"/Subtype": "/Form"' long.json)" -le 24 ]
verdict $? "its $n fields share $(grep -c '"/Subtype": "/Form"' long.json) appearances"
size=$(stat -c %s "$short")
[ "$size" -le $((96 * n)) ]
verdict $? "with all that is drawn it has $((size / n)) bytes a field, at most 96"
exit $bad
