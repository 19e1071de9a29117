# PDF/A-2a and PDF/UA-1 as far as a machine without veraPDF can see: structure, metadata, fonts, on papers of every type and language.
. "$TOP/tests/lib.sh"
papers | grep -v '/ALL' >all
for t in STMT SCSTMT REM0 REM1 REM2 ESCN NOTICE CONF CASHN CLAIM GUAR BDR; do
	grep "_$t[^/]*\.pdf$" all | awk '{ v[NR] = $0 } END { for (i = 1; i <= 12 && i <= NR; i++) print v[int(1 + (i - 1) * NR / 12)] }'
done | sort -u >some
[ -s some ]
verdict $? "there are $(wc -l <some) papers to look at"
xargs -d '\n' -n 20 -P 2 python3 "$TOP/tests/pdf_ua.py" <some
exit $bad
