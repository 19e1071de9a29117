# What a person types into the reply slip shows in the field's own embedded font, spaces too: Latin letters, in Russian papers Cyrillic.
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
	is "$1: each shows what was typed" "$(grep -cF "$2" text.txt)" "$n"
	pdffonts filled.pdf | awk 'NR > 2 && $(NF-4) != "yes"' | empty "$1: in an embedded font"
}
typed C1142 'Согласен, Ёж №7 «да» Ab1€'
typed C1101 'Žižek & Ærø – 12,50 (A/7)'
exit $bad
