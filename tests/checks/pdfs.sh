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
awk '$3 == 1 && $5 ~ /_(REM[012]|ESCN|NOTICE|CASHN)\.pdf$/ && $4 > 20480 { print $4, $5 }' info | empty "one-page letters stay under 20 KB"
awk '$3 == 1 && $5 ~ /_(REM[012]|ESCN|NOTICE|CASHN)\.pdf$/ { n++; s += $4 } END { if (n) printf "   one-page letters: %d, mean %.1f KB\n", n, s / n / 1024 }' info
grep -v 'A4' info | awk '{ print $5 }' | empty "all pages are A4"
# every shipped type is there
for t in STMT SCSTMT REM0 REM1 REM2 ESCN NOTICE CONF CASHN CLAIM GUAR BDR; do
	grep -q "_$t[^/]*\.pdf" list
	verdict $? "there is a $t"
done
exit $bad
