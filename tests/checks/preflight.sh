# PDF/A-1b: with [output] pdfa = 1b every shipped type passes PDFBox's preflight.
. "$TOP/tests/lib.sh"
gulf
printf '\n[output]\npdfa = 1b\n' >>house/house.ini
"$LP" -q -C house make --as-of 2026-11-01 >said 2>&1
verdict $? "make with pdfa = 1b" || tail -n 5 said
for t in CONF CLAIM GUAR; do
	"$LP" -q -C house make $t --as-of 2026-11-01 --customer C1103 >said 2>&1 || { not_ok "make $t"; tail -n 5 said; }
	"$LP" -q -C house make $t --as-of 2026-11-01 --customer C1102 >said 2>&1
done
mkdir list
for t in STMT SCSTMT REM0 REM1 REM2 ESCN NOTICE CONF CASHN CLAIM GUAR BDR; do
	find house/out -name "*_$t*.pdf" | grep -v '/ALL' | sort | awk 'NR <= 3' >>all
	find house/out -name "*_$t*.pdf" | grep -q . || not_ok "there is no $t to look at"
done
sort -u all | sed "s,^,$PWD/," >files
j=/usr/share/java
cp=
for jar in preflight xmpbox pdfbox2 fontbox2 commons-logging commons-io javax.activation jaxb-api; do cp=$cp:$j/$jar.jar; done
java -cp "${cp#:}" org.apache.pdfbox.preflight.Validator_A1b xml batch files >result.xml 2>java.log
n=$(grep -o '<isValid[^>]*>[a-z]*' result.xml | wc -l)
is "preflight looked at every file" "$n" "$(wc -l <files)"
grep -c 'isValid[^>]*>true' result.xml >/dev/null
python3 - <<'PY' | empty "each is valid PDF/A-1b"
import re
text = open("result.xml", encoding="utf-8", errors="replace").read()
for part in re.split(r"(?=<preflight )", text)[1:]:
    if ">true<" not in part:
        print(re.search(r'name="([^"]*)"', part)[1].split("/")[-1], re.findall(r"<details>(.*?)</details>", part)[:3])
PY
exit $bad
