# PDF/A-2a and PDF/UA-1 as far as a machine without veraPDF can see: structure, metadata, fonts, on papers of every type and language.
. "$TOP/tests/lib.sh"
papers | grep -v '/ALL' >all
for t in STMT SCSTMT REM0 REM1 REM2 ESCN NOTICE CONF CASHN CLAIM GUAR BDR; do
	grep "_$t[^/]*\.pdf$" all | awk '{ v[NR] = $0 } END { for (i = 1; i <= 12 && i <= NR; i++) print v[int(1 + (i - 1) * NR / 12)] }'
done >some
# and of every other paper one a house: most are forms to fill in
find "$DEMO"/*/out -mindepth 3 -name '*.pdf' | grep -E '/(R|HO|P)[0-9-]+/[A-Z0-9]+/' | grep -v '/ALL' | sort |
	awk -F / -v skip="$(awk -F / '{ print $(NF - 1) }' some | sort -u | tr '\n' ' ')" 'index(" " skip, " " $(NF - 1) " ") == 0 && !seen[$(NF - 4) $(NF - 1)]++' >>some
sort -u -o some some
[ -s some ]
verdict $? "there are $(wc -l <some) papers to look at"
xargs -d '\n' -n 20 -P 2 python3 "$TOP/tests/pdf_ua.py" <some
exit $bad
