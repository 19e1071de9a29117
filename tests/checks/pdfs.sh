# Every PDF of the demo: clean for qpdf, tagged, all fonts embedded and subset; a one-page letter is small.
. "$TOP/tests/lib.sh"
papers >list
n=$(wc -l <list)
[ "$n" -gt 100 ]
verdict $? "the demo made $n PDFs"
command -p python3 -B "$TOP/tests/pdfs.py" <list || bad=1
# every shipped type is there
for t in STMT SCSTMT REM0 REM1 REM2 ESCN NOTICE CONF CASHN CLAIM GUAR BDR; do
	grep -q "_$t[^/]*\.pdf" list
	verdict $? "there is a $t"
done
exit $bad
