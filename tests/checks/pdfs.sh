# Every PDF of the demo: clean for qpdf, tagged, all fonts embedded and subset; a one-page letter is small.
. "$TOP/tests/lib.sh"
papers >list
n=$(wc -l <list)
[ "$n" -gt 100 ]
verdict $? "the demo made $n PDFs"
xargs -d '\n' -n 1 -P 2 sh -c 'qpdf --check "$0" >/dev/null 2>&1 || echo "$0"' <list | empty "qpdf --check finds nothing in any"
xargs -d '\n' -n 1 -P 2 sh -c 'pdffonts "$0" 2>/dev/null | awk -v f="$0" "NR > 2 && \$(NF-4) != \"yes\" { print f \": \" \$0 }"' <list |
	empty "all fonts are embedded"
xargs -d '\n' -n 1 -P 2 sh -c 'pdfinfo "$0" 2>/dev/null | awk -v f="$0" "
	/^Tagged:/ { t = \$2 } /^Title:/ { n = \$2 } /^Pages:/ { p = \$2 } /^File size:/ { s = \$3 } /^Page size:/ { z = \$0 }
	END { print t, n != \"\", p, s, f, z }"' <list >info
awk '$1 != "yes" { print $5 }' info | grep -v '/ALL\|merged' | empty "all papers are tagged"
awk '$2 != 1 { print $5 }' info | empty "all have a title"
# a one-page letter in Latin or Cyrillic, with two fonts and the house's logo, has at most 20 KB; one with a table
# for each of two currencies 22; an Arabic one has four fonts, as its figures and its names are Latin, and is told
awk '$3 == 1 && $5 ~ /_(REM[012]|ESCN|NOTICE|CASHN)\.pdf$/ { print $5 }' info | while read -r f; do
	script=latin
	pdftotext "$f" - | grep -qP '\p{Cyrillic}' && script=cyrillic
	pdftotext "$f" - | grep -qP '\p{Arabic}' && script=arabic
	most=20480
	[ "$(pdftotext "$f" - | grep -cE '^(Total in|Итого,) ')" -gt 1 ] && most=22528
	echo "$script $(wc -c <"$f") $(pdffonts "$f" | awk 'NR > 2' | wc -l) $f $most"
done >letters
grep -q '^latin' letters
verdict $? "there are one-page letters in Latin letters"
grep -q '^cyrillic' letters
verdict $? "there are one-page letters in Cyrillic"
awk '$1 != "arabic" && ($2 > $5 || $3 > 2)' letters | empty "each has two fonts and at most 20 KB, of two currencies 22"
awk '$1 != "arabic" { n[$1]++; s[$1] += $2 } END { for (f in n) if (s[f] > 20480 * n[f]) print f, s[f] / n[f] }' letters | empty "and 20 KB in the mean"
awk '{ n[$1]++; s[$1] += $2 } END { for (f in n) printf "   one-page letters, %s: %d, mean %.1f KB\n", f, n[f], s[f] / n[f] / 1024 }' letters
# a signed paper can be told by its first page
grep -E '/HO[0-9-]+/(HO[A-Z]+|COLSCH)/|/SCSTMT/|/BDR/' list | while read -r f; do
	pdftotext -l 1 "$f" - | grep -qE '^[A-Z]+-[0-9]{4}-[0-9]{5}$' || echo "$f"
done | empty "each internal paper has its number on the first page"
grep -v 'A4' info | awk '{ print $5 }' | empty "all pages are A4"
# every shipped type is there
for t in STMT SCSTMT REM0 REM1 REM2 ESCN NOTICE CONF CASHN CLAIM GUAR BDR; do
	grep -q "_$t[^/]*\.pdf" list
	verdict $? "there is a $t"
done
exit $bad
