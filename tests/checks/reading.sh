# Text extracts in reading order, in every language: sentences of a paper follow each other as they are read.
. "$TOP/tests/lib.sh"
gulf
sed -i 's/^languages = .*/languages = en, ar, ru, nb/' house/house.ini

# order TITLE FILE WORDS…: all words in the file's text, one after the other (white space folded).
order() {
	title=$1
	pdftotext -raw "$2" - 2>/dev/null | tr '\n\f' '  ' | tr -s ' ' >text
	shift 2
	printf '%s\n' "$@" >words
	python3 - <<'PY'
import sys, unicodedata
fold = lambda s: " ".join("".join(c for c in unicodedata.normalize("NFC", s) if unicodedata.category(c) != "Cf").split())
text, at = fold(open("text", encoding="utf-8").read()), 0
for word in open("words", encoding="utf-8").read().splitlines():
    found = text.find(fold(word), at)
    if found < 0:
        print(f"   not found after character {at}: {word}" + (" (it stands earlier)" if fold(word) in text else ""))
        print("   text:", text[:1500])
        sys.exit(1)
    at = found + len(fold(word))
PY
	verdict $? "$title"
}
# paper TYPE CUSTOMER LANGUAGE: a preview as paper.pdf
paper() {
	rm -rf house/out p.pdf
	"$LP" -q -C house preview "$1" "$2" --as-of 2026-11-01 --lang "$3" >said 2>&1 || { not_ok "preview $*"; cat said; return 1; }
	find house -name '*.pdf' | head -n 1 >made
	cp "$(cat made)" p.pdf
}
paper REM1 C1142 ru && order "REM1 in Russian" p.pdf "Северный берег" "C1142" "INV-2026" "Итого" "IBAN" "AE19 0990 0012 3456 7890 123"
paper REM2 C1103 en && order "REM2 in English" p.pdf "Mizan Electrical" "INV-2026" "IBAN" "AE19 0990 0012 3456 7890 123"
paper REM2 C1102 ar && order "REM2 in Arabic" p.pdf "C1102" "INV-2026" "AE19 0990 0012 3456 7890 123"
paper REM1 C1106 nb && order "REM1 in Norwegian" p.pdf "Joshi Brothers" "INV-2026" "IBAN" "AE19 0990 0012 3456 7890 123"
paper STMT C/1042 en && order "a statement of 300 items" p.pdf "Tilal Al Manar" "INV-" "1,105,309.42"
exit $bad
