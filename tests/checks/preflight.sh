# PDF/A-1b: with [output] pdfa = 1b every shipped type passes PDFBox's preflight.
. "$TOP/tests/lib.sh"
gulf
printf '\n[output]\npdfa = 1b\n' >>house/house.ini
"$LP" -q -C house make --as-of 2026-11-01 >said 2>&1
verdict $? "make with pdfa = 1b" || tail -n 5 said
for t in CONF CLAIM GUAR ASSET; do
	"$LP" -q -C house make $t --as-of 2026-11-01 --customer C1103 >said 2>&1 || { not_ok "make $t"; tail -n 5 said; }
	"$LP" -q -C house make $t --as-of 2026-11-01 --customer C1102 >said 2>&1
done
mkdir list
for t in STMT SCSTMT REM0 REM1 REM2 ESCN NOTICE CONF CASHN CLAIM GUAR BDR DECL VISIT2 ASSET; do
	find house/out -name "*_$t*.pdf" | grep -v '/ALL' | sort | awk 'NR <= 3' >>all
	find house/out -name "*_$t*.pdf" | grep -q . || not_ok "there is no $t to look at"
done
sort -u all | while read -r f; do cp "$f" list/; done
ls "$PWD"/list/*.pdf >files
j=/usr/share/java
cp=
for jar in preflight xmpbox pdfbox2 fontbox2 commons-logging commons-io javax.activation jaxb-api; do cp=$cp:$j/$jar.jar; done
java -cp "${cp#:}" org.apache.pdfbox.preflight.Validator_A1b xml batch files >java.log 2>&1
is "preflight looked at every file" "$(ls list/*.preflight.xml 2>/dev/null | wc -l)" "$(wc -l <files)"
for r in list/*.preflight.xml; do
	grep -q '<isValid type="PDF/A1-b">true</isValid>' "$r" || echo "${r#list/}: $(grep -o '<details>[^<]*' "$r" | head -n 3 | tr '\n' ' ')"
done | empty "each of $(wc -l <files) is valid PDF/A-1b"
exit $bad
