# Evidence bundles: accepted by tools that we did not write; the same bytes twice; what is done to one is named; gaps and --strict.
. "$TOP/tests/lib.sh"
gulf
"$LP" -q -C house evidence import "$SAMPLES/gulf/scans/evidence.csv" >said 2>&1
verdict $? "the scans are filed"
"$LP" -q -C house make --as-of 2026-10-15 >said 2>&1 && "$LP" -q -C house make --as-of 2026-11-01 >said 2>&1
verdict $? "two runs are made"
case_of() { sqlite3 house/ledger.db "SELECT id FROM bad_case WHERE customer = '$1'"; }
full=$(case_of C1132)
gaps=$(case_of C1133)
here=$(pwd)
"$LP" -C house bundle "$full" "$gaps" --to "$here/one" >said 2>&1
verdict $? "bundles are made"
"$LP" -C house bundle "$full" "$gaps" --to "$here/two" >/dev/null 2>&1
(cd one && sha256sum ./*.zip) >one.sum
(cd two && sha256sum ./*.zip) >two.sum
cmp -s one.sum two.sum
verdict $? "the same case gives the same bytes"
is "a bundle made again in its place is the same file" "$("$LP" -C house bundle "$full" --to "$here/one" >/dev/null 2>&1; ls one | wc -l)" 2
zip=$(ls one/"$full"_*_BUNDLE.zip)
is "it is named by the convention" "$(basename "$zip")" "${full}_C1132_ALL_20261101_BUNDLE.zip"

# checkers of others
for z in one/*.zip; do
	unzip -tqq "$z" >/dev/null 2>&1 && 7z t "$z" >/dev/null 2>&1
	verdict $? "unzip and 7z find $(basename "$z") whole"
	rm -rf x && mkdir x && bsdtar -xf "$z" -C x
	(cd x/* && sha256sum --quiet --strict -c manifest-sha256.txt && sha256sum --quiet --strict -c tagmanifest-sha256.txt) >said 2>&1
	verdict $? "sha256sum proves the manifests of $(basename "$z")"
	python3 - x <<'PY' | empty "it is a BagIt 1.0 bag with names by the convention"
import os, re, sys
top = os.listdir(sys.argv[1])
if len(top) != 1:
    print("not one top folder:", top)
base = os.path.join(sys.argv[1], top[0])
if open(os.path.join(base, "bagit.txt"), "rb").read() != b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n":
    print("bagit.txt is not that of version 1.0")
payload = []
for folder, _, files in os.walk(os.path.join(base, "data")):
    payload += [os.path.relpath(os.path.join(folder, f), base) for f in files]
listed = [line.split("  ", 1)[1].rstrip("\n") for line in open(os.path.join(base, "manifest-sha256.txt"))]
if sorted(payload) != sorted(listed) or len(set(listed)) != len(listed):
    print("manifest and payload differ:", set(payload) ^ set(listed))
info = dict(line.rstrip("\n").split(": ", 1) for line in open(os.path.join(base, "bag-info.txt"), encoding="utf-8"))
oxum = "%d.%d" % (sum(os.path.getsize(os.path.join(base, p)) for p in payload), len(payload))
if info.get("Payload-Oxum") != oxum:
    print("Payload-Oxum", info.get("Payload-Oxum"), "is not", oxum)
name = re.compile(r"BD\d{4}-\d{5}_[A-Za-z0-9~-]+_[A-Za-z0-9~-]+_\d{8}_[A-Z0-9]+(-\d+)?\.[a-z0-9]+")
for p in payload:
    if p.startswith("data/papers/") and not name.fullmatch(os.path.basename(p)):
        print("not a name by the convention:", p)
    if len(os.path.basename(p)) > 255 or not p.isascii():
        print("a name that not every system takes:", p)
for p in ("index.pdf", "index.html", "chronology.csv", "account.csv", "register.csv", "custody.csv"):
    if os.path.join("data", p) not in payload:
        print("missing:", p)
html = open(os.path.join(base, "data/index.html"), encoding="utf-8").read()
for ref in re.findall(r'(?:href|src)="([^"]*)"', html):
    if not os.path.exists(os.path.join(base, "data", ref)):
        print("index.html leads to nothing:", ref)
for p in payload:
    if p.startswith("data/papers/") and p[5:] not in html:
        print("index.html does not name", p)
PY
	pdftotext x/*/data/index.pdf index.txt
	grep -oE 'BD[0-9]{4}-[0-9]{5}' index.txt | sort -u | grep -vx "$(ls x)" | empty "its index speaks of no other case"
	qpdf --check x/*/data/index.pdf >said 2>&1
	verdict $? "qpdf finds index.pdf clean"
	python3 "$TOP/tests/pdf_ua.py" x/*/data/index.pdf >said 2>&1
	verdict $? "index.pdf is tagged, its links too"
	# what its links lead to is there; every paper has one
	qpdf --qdf --object-streams=disable x/*/data/index.pdf - | sed -nE 's,^ *(/UF|/URI) \((.*)\)$,\2,p' | sort -u >linked
	(cd x/*/data && find . -type f | sed 's,^\./,,' | sort) >there
	comm -23 linked there | empty "index.pdf leads to files of the bundle"
	grep '^papers/' there | comm -23 - linked | empty "index.pdf leads to every paper"
	sed 's/<[^>]*>/ /g' x/*/data/index.html | cat - index.txt | grep -oE '\b(police_case|asset_removal|credit_note|case_opened|no_answer|S[0-9]{2}|AR1|PO, signed|level [0-9])\b' | sort -u |
		empty "its chronology speaks in words, not in codes"
done
pdftotext -layout x/*/data/index.pdf index.txt
grep -q "INCOMPLETE" index.txt && grep -q "is not signed by two" index.txt && grep -q "that the formal notice was delivered" index.txt
verdict $? "the index names the gaps"
grep -q "INCOMPLETE" x/*/bag-info.txt
verdict $? "the bundle is marked INCOMPLETE"

# the first page says who against whom, how much, what proves it and what is missing
for z in one/*.zip; do
	rm -rf y && mkdir y && bsdtar -xf "$z" -C y && pdftotext -layout -l 1 y/*/data/index.pdf first.txt
	for w in 'Creditor' 'Debtor' 'Sum claimed' 'Case opened' 'What the exhibits are about' 'The delivery of the goods' 'What is claimed' 'Sum claimed in AED'; do
		grep -q "$w" first.txt || echo "$(basename "$z"): $w"
	done
	grep -q INCOMPLETE y/*/bag-info.txt && { grep -q 'INCOMPLETE: .* missing' first.txt || echo "$(basename "$z"): what is missing"; }
done | empty "the first page of the index says parties, sum with its items, proof and gaps"

# a person clicks through the index, by mouse and by keyboard
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
timeout 120 python3 "$TOP/tests/click.py" "${browser:-chromium}" "$here/profile" "$(ls x/*/data/index.html)" >clicked 2>said
[ "$(grep -c '^mouse ' clicked)" -ge 3 ] && [ "$(grep -c '^keyboard ' clicked)" -ge 2 ]
verdict $? "Chromium follows links of index.html by mouse and by keyboard"
while read -r how href; do [ -f "$(ls -d x/*/data)/$href" ] || echo "$how: $href"; done <clicked | empty "each click leads to a file of the bundle"

# in the language of the house, and in each that it writes: whole sentences, no code, no English wording of a gap
sibir sibir
sed -i 's/^languages = .*/languages = en, ar, ru, nb/' house/house.ini
"$LP" -q -C sibir make --as-of 2026-11-02 >said 2>&1
verdict $? "the Russian house makes its run"
"$LP" -C sibir bundle "$(sqlite3 sibir/ledger.db "SELECT id FROM bad_case WHERE customer = '00-00000104'")" --to "$here/lang/sibir" >said 2>&1
verdict $? "and a bundle of its case"
for l in en ar ru nb; do
	"$LP" -C house bundle "$gaps" --lang $l --to "$here/lang/$l" >said 2>&1
	verdict $? "a bundle with its index in $l"
done
speaks() { # WHERE LANGUAGE WORDS HEADS: the index says them, on paper and on the screen, and is tagged with the language
	rm -rf x && mkdir x && bsdtar -xf lang/"$1"/*.zip -C x
	pdftotext -layout x/*/data/index.pdf index.txt
	qpdf --check x/*/data/index.pdf >said 2>&1 && grep -qF "$3" index.txt && grep -qF "$3" x/*/data/index.html &&
		grep -qF "<html lang=\"$2\"" x/*/data/index.html && qpdf --qdf --object-streams=disable x/*/data/index.pdf - | grep -aq "/Lang ($2)"
	verdict $? "the index of $1 speaks $2"
	{ cat index.txt; sed 's/<[^>]*>/ /g' x/*/data/index.html; } | grep -oE '\b[a-z0-9]+_(missing|unsigned|unstamped|empty)\b|part_[a-z0-9_]+' | sort -u |
		empty "and no code"
	[ "$2" = en ] || { cat index.txt; sed 's/<[^>]*>/ /g' x/*/data/index.html; } | grep -E 'is missing|is not signed|Overdue|The account' |
		empty "and no English"
	grep -qF "$3" x/*/bag-info.txt
	verdict $? "bag-info.txt says it too"
	[ "$2" = en ] || grep -hE 'Evidence of case|INCOMPLETE|complete$|is missing|is not signed|signed as|by 20' x/*/bag-info.txt | empty "and nothing of it in English"
	[ "$2" = en ] || grep -oE ',(bounced|disputed|returned|cleared|hold|in_hand|replaced),' x/*/data/account.csv | sort -u | empty "and the account's states are words of it"
	is "its tables have their heads in it" "$(head -n 1 x/*/data/chronology.csv | cut -d , -f 1-4)" "$4"
}
speaks en en "the delivery note is not signed" "Date,Time,What,Document"
speaks ru ru "накладная не подписана" "Дата,Время,Событие,Документ"
speaks nb nb "følgeseddelen er ikke signert" "Dato,Klokkeslett,Hva,Dokument"
speaks sibir ru "нет второго экземпляра претензии с отметкой о получении" "Дата,Время,Событие,Документ"
rm -rf x && mkdir x && bsdtar -xf lang/ar/*.zip -C x
grep -qF 'lang="ar" dir="rtl"' x/*/data/index.html && grep -qF "سند التسليم غير موقّع" x/*/data/index.html
verdict $? "the index in Arabic runs from right to left"
grep -E '^(External-Description|Completeness|Gap):' x/*/bag-info.txt | cut -d: -f2- | grep -oE '[A-Za-z]{4,}' | grep -vxE 'INV|Sidra|Wadi|Building|Materials|Trading' | sort -u |
	empty "and its bag-info.txt speaks Arabic too"
is "as many gaps as the command line names" "$(grep -c '^Gap: ' x/*/bag-info.txt)" "$("$LP" -C house bundle "$gaps" --lang ar --to "$here/lang/ar" 2>/dev/null | grep -c '^  gap: ')"
rm -rf x && mkdir x && bsdtar -xf lang/en/*.zip -C x
is "the command line and the bag name the same gaps" "$(sed -n 's/^Gap: //p' x/*/bag-info.txt)" "$("$LP" -C house bundle "$gaps" --lang en --to "$here/lang/en" 2>/dev/null | sed -n 's/^  gap: //p')"

# the demo has one without gaps, and one of each other kind
whole=$(ls "$DEMO"/gulf/out/complete/*BUNDLE.zip)
rm -rf x && mkdir x && bsdtar -xf "$whole" -C x
is "nothing is missing in it" "$(grep -cE '^Gap: |INCOMPLETE' x/*/bag-info.txt) $(sed -n 's/^Completeness: //p' x/*/bag-info.txt)" "0 complete"
pdftotext -layout x/*/data/index.pdf index.txt
grep -q "Complete for the stage that the case has reached" index.txt && ! grep -qE "INCOMPLETE|^ *Gaps$|What is missing" index.txt
verdict $? "its index says so, and names no gap"
grep -qF '<body class="complete">' x/*/data/index.html && "$LP" verify "$whole" >said 2>&1
verdict $? "and it is intact"
for f in x/*/data/papers/*_BDR*.pdf; do pdfsig "$f" 2>/dev/null; done | grep -c 'Signature is Valid' >four
is "with the report that four signed" "$(cat four)" 4
for kind in gulf/out/bundles/*C1133*_BUNDLE.zip sibir/out/bundles/*_BUNDLE.zip gulf/out/court/*_COURT.pdf gulf/out/court/*_COURT-2.pdf gulf/out/locked/*_BUNDLE.zip \
	gulf/out/signed/*_BUNDLE.zip gulf/out/HO*/*_HANDOVER.zip; do
	ls "$DEMO"/$kind >/dev/null 2>&1 || echo "$kind"
done | empty "incomplete, of a claim, for a court in two volumes, encrypted, signed, a handover"
rm -rf y && mkdir y && bsdtar -xf "$DEMO"/sibir/out/bundles/*_BUNDLE.zip -C y && ls y/*/data/papers/*_CLAIM.pdf >said 2>&1
verdict $? "the claim lies in its bundle"
bsdtar -xOf "$DEMO"/gulf/out/signed/*_BUNDLE.zip '*/data/index.pdf' >index-signed.pdf && pdfsig index-signed.pdf 2>/dev/null | grep -q 'Signature is Valid'
verdict $? "the signed one has a signed index"

# verify, and what is done to a bundle
"$LP" verify one/*.zip >said 2>&1
verdict $? "verify finds them intact"
cat >edit.py <<'PY'
import sys, zipfile
how, source, target, member = sys.argv[1:5]
data = bytearray(open(source, "rb").read())
z = zipfile.ZipFile(source)
names = [n for n in z.namelist() if n.endswith(member)]
if how == "flip":
    i = z.getinfo(names[0])
    start = i.header_offset + 30 + len(i.filename) + len(i.extra)
    data[start + i.compress_size // 2] ^= 0x10
    open(target, "wb").write(data)
elif how == "link":
    # a member that unpacks as a link, in everything else consistent: hashes, sizes, seal
    out = zipfile.ZipFile(target, "w")
    for n in z.namelist():
        i = z.getinfo(n)
        content = z.read(n)
        if n in names:
            i.external_attr = 0o120777 << 16
        out.writestr(i, content)
    out.comment = z.comment
    out.close()
    import hashlib
    data = open(target, "rb").read()[:-64]
    open(target, "wb").write(data + hashlib.sha256(data).hexdigest().encode())
elif how in ("remove", "add", "change"):
    out = zipfile.ZipFile(target, "w")
    for n in z.namelist():
        if how == "remove" and n in names:
            continue
        content = z.read(n)
        if how == "change" and n in names:
            content = content[:-1] + bytes([content[-1] ^ 1])
        out.writestr(z.getinfo(n), content)
    if how == "add":
        out.writestr(z.namelist()[0].split("/")[0] + "/data/" + member, b"x")
    out.close()
elif how == "byte":
    data[int(member)] ^= 1
    open(target, "wb").write(data)
PY
tampered() { # HOW MEMBER MESSAGE
	rm -f bad.zip
	python3 edit.py "$1" "$zip" bad.zip "$2"
	"$LP" verify bad.zip >said 2>&1
	status=$?
	[ $status -eq 1 ] && grep -q "$3" said
	verdict $? "verify: $1 $2"
	[ $status -eq 1 ] || cat said
}
tampered flip _VISIT1.pdf "_VISIT1.pdf"
tampered flip index.html "data/index.html"
tampered change _PROOF.pdf "_PROOF.pdf was changed"
tampered remove _NOTICE.pdf "_NOTICE.pdf is missing"
tampered remove manifest-sha256.txt "manifest-sha256.txt is missing"
tampered add papers/forged.pdf "data/papers/forged.pdf is extra"
tampered change bag-info.txt "bag-info.txt was changed"
tampered link account.csv "account.csv is a link"
size=$(wc -c <"$zip")
cat >sixty.py <<'PY'
import subprocess, sys
program, source = sys.argv[1:]
data = bytearray(open(source, "rb").read())
passed = []
for n in range(60):
    at = n * (len(data) // 60)
    data[at] ^= 1
    open("bad.zip", "wb").write(data)
    data[at] ^= 1
    passed.append(subprocess.run([program, "verify", "bad.zip"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=False).returncode == 0)
print(sum(passed), "of", len(passed))
PY
is "no flipped bit of sixty passes" "$(python3 sixty.py "$LP" "$zip")" "0 of 60"
head -c $((size / 2)) "$zip" >bad.zip
"$LP" verify bad.zip >said 2>&1
is "half a bundle does not verify" $? 1

# encrypted: opened by tools of others with the password alone; made again it is the same file
echo 'correct horse battery' >password
"$LP" -C house bundle "$full" --encrypt --password-file "$here/password" --to "$here/locked" >said 2>&1 &&
	LEDGERPRESS_PASSWORD='correct horse battery' "$LP" -C house bundle "$full" --encrypt --to "$here/locked" >said 2>&1
verdict $? "an encrypted bundle is made, by file and by environment"
is "and made again it is the same file" "$(ls locked | wc -l)" 1
lock=$(ls locked/*.zip)
7z t -p'correct horse battery' "$lock" >said 2>&1 && ! 7z t -pwrong "$lock" >said 2>&1
verdict $? "7z opens it with its password, and with no other"
7z l -slt "$lock" | sed -n 's/^Method = //p' | sort -u | grep -v '^AES-256' | empty "every member is of AES-256"
rm -rf x && mkdir x && bsdtar --passphrase 'correct horse battery' -xf "$lock" -C x && (cd x/* && sha256sum --quiet --strict -c manifest-sha256.txt tagmanifest-sha256.txt) >said 2>&1
verdict $? "bsdtar unpacks it, and sha256sum proves it"
rm -rf y && mkdir y && bsdtar -xf "$zip" -C y && diff -r x y >said 2>&1
verdict $? "what comes out is the bundle that is not encrypted"
"$LP" verify "$lock" --password-file password >said 2>&1 && grep -q "intact and ours.*encrypted" said
verdict $? "verify opens it with the password"
"$LP" verify "$lock" >said 2>&1
is "and does not judge it without" "$? $(grep -c 'NOT JUDGED' said)" "1 1"
echo 'wrong horse battery' >wrong
"$LP" verify "$lock" --password-file wrong >said 2>&1
is "nor with another" "$? $(grep -c 'NOT JUDGED' said)" "1 1"
python3 edit.py byte "$lock" bad.zip $(($(wc -c <"$lock") / 2)) && ! "$LP" verify bad.zip --password-file password >said 2>&1
verdict $? "a flipped bit of an encrypted bundle does not pass"
"$LP" -C house handover --from S04 --to S05 --as-of 2026-11-01 --encrypt --password-file "$here/password" >said 2>&1
verdict $? "a handover's pack is encrypted"
pack=$(ls house/out/HO*/*HANDOVER.zip)
7z t -p'correct horse battery' "$pack" >said 2>&1 && "$LP" verify "$pack" --password-file password >said 2>&1 && ! "$LP" verify "$pack" >said 2>&1
verdict $? "7z and verify open it with the password alone"

# a signed index, a witnessed time, and a later bundle that names the one before
openssl req -x509 -newkey rsa:2048 -keyout k.key -out k.crt -days 3650 -nodes -subj "/CN=Maria Pinto" 2>said &&
	openssl pkcs12 -export -inkey k.key -in k.crt -out k.p12 -passout pass:secret-of-the-key 2>said &&
	openssl req -x509 -newkey rsa:2048 -keyout tsa.key -out tsa.crt -days 3650 -nodes -subj "/CN=Clock of others" -addext "extendedKeyUsage=critical,timeStamping" 2>said
verdict $? "keys are made"
LEDGERPRESS_P12_PASSWORD=secret-of-the-key "$LP" -C house bundle "$full" --p12 "$here/k.p12" --to "$here/signed" >said 2>&1
verdict $? "a bundle with a signed index is made"
rm -rf x && mkdir x && bsdtar -xf signed/*.zip -C x && pdfsig x/*/data/index.pdf >said 2>&1
is "pdfsig: the signature of the index holds" "$(grep -c 'Signature is Valid' said)" 1
"$LP" -C house bundle "$here/$zip" --timestamp-query "$here/q.tsq" >said 2>&1 && openssl ts -query -in q.tsq -text 2>/dev/null | grep -q "Hash Algorithm: sha256"
verdict $? "the request for a witnessed time is one that OpenSSL reads"
printf '[ tsa ]\ndefault_tsa = t\n[ t ]\nserial = ./serial\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\ness_cert_id_alg = sha256\n' >ts.cnf
echo 01 >serial
openssl ts -reply -config ts.cnf -queryfile q.tsq -signer tsa.crt -inkey tsa.key -out r.tsr >said 2>&1
! "$LP" -C house bundle "$here/signed/$(basename "$zip")" --timestamp "$here/r.tsr" >said 2>&1 && grep -q "of another file" said
verdict $? "a reply for another file is refused"
"$LP" -C house bundle "$here/$zip" --timestamp "$here/r.tsr" >said 2>&1 && [ -s "$zip.tsr" ]
verdict $? "the reply is filed beside the bundle"
"$LP" verify "$zip" >said 2>&1 && grep -q "time witnessed by Clock of others" said
verdict $? "and verify tries it"
openssl ts -verify -data "$zip" -in "$zip.tsr" -CAfile tsa.crt -untrusted tsa.crt >said 2>&1
verdict $? "OpenSSL too"
sum=$(sha256sum <"$zip" | cut -c 1-16)
"$LP" -C house bundle "$full" --as-of 2026-11-09 --to "$here/later" >said 2>&1
rm -rf x && mkdir x && bsdtar -xf later/*.zip -C x && grep -q "$(basename "$zip")" x/*/data/index.html && grep -q "$sum" x/*/data/index.html
verdict $? "a later bundle names the earlier one and its hash"

# names that lead elsewhere, hide or are devices go in as somebody's words, and come out as names by the convention
cp -R house hostile && mkdir hostile-scans
python3 - "$(ls "$SAMPLES"/gulf/scans/*.pdf | head -n 1)" <<'PY'
import csv, sys
scan = open(sys.argv[1], "rb").read()
names = ["CON.pdf", "nul", "com1.tar.pdf", "-rf.pdf", "..pdf", "C:x.pdf", "back\\slash.pdf", "a b%2F..%2F.pdf", "<b>&amp;.pdf"]
rows = csv.writer(open("hostile-scans/index.csv", "w", newline="", encoding="utf-8"))
rows.writerow(["file", "customer", "invoice", "date", "doctype", "note"])
for i, name in enumerate(names):
    open("hostile-scans/" + name, "wb").write(scan + b"%%%d\n" % i)
    rows.writerow([name, "C1132", ["../../../etc/passwd", "/abs", "CON", "..", "~/x"][i % 5], "2026-10-%02d" % (i + 1), "OTHER", "note"])
PY
"$LP" -C hostile evidence import "$here/hostile-scans/index.csv" >said 2>&1
is "scans of hostile names are filed" "$(sqlite3 hostile/ledger.db "SELECT count(*) FROM evidence WHERE doctype = 'OTHER' AND customer = 'C1132'")" 9
for name in "$(printf 'bell\007\033[2J.pdf')" "$(printf 'invoice\342\200\256fdp.exe.pdf')" "$(printf '\342\201\247x.pdf')"; do
	cp hostile-scans/nul "hostile-scans/$name" && echo more >>"hostile-scans/$name"
	"$LP" -C hostile evidence add "$here/hostile-scans/$name" --customer C1132 --doctype OTHER --date 2026-10-20 >said2 2>&1
	echo "$? $(grep -c "the file's name holds control characters" said2)"
	cat said2 >>said
done | grep -vx '1 1' | empty "a name that hides or turns what it says is refused"
printf 'file,customer,date,doctype,note\nnul,C1132,2026-10-21,OTHER,a\342\200\256b\n' >hostile-scans/turned.csv
"$LP" -C hostile evidence import "$here/hostile-scans/turned.csv" >said2 2>&1
is "and a note that does: no index could be made of it" "$? $(grep -c 'holds control characters' said2)" "1 1"
grep -aP '[\x01-\x08\x0b-\x1f\x7f]' said | empty "what is said of them sends nothing to a terminal but words"
"$LP" -C hostile bundle "$full" --to "$here/hostile-out" >said 2>&1 && "$LP" verify hostile-out/*.zip >said 2>&1
verdict $? "a bundle of them is made, and verifies"
for z in one/*.zip hostile-out/*.zip "$DEMO"/gulf/out/HO*/*_HANDOVER.zip; do
	rm -rf y z && mkdir y z && bsdtar -xf "$z" -C y
	python3 - "$z" z 2>&1 <<'PY' | empty "Python's zipfile finds $(basename "$z") whole, and its names safe on every disk"
import re, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
if z.testzip() is not None:
    print("damaged:", z.testzip())
names = z.namelist()
if len({n.lower() for n in names}) != len(names):
    print("a name is there twice")
for i in z.infolist():
    parts = i.filename.split("/")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._~/-]*", i.filename) or i.filename.startswith("/") or any(p in ("", ".", "..") for p in parts) or len({n.split("/")[0] for n in names}) != 1:
        print("unsafe:", ascii(i.filename))
    for p in parts:
        if re.fullmatch(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", p) or p[-1] in ". " or len(p) > 255:
            print("a name that not every disk takes:", p)
    if i.flag_bits & 1 or i.external_attr >> 16 & 0o170000 not in (0, 0o100000) or i.filename.startswith("-"):
        print("not a plain file:", i.filename)
z.extractall(sys.argv[2])
PY
	diff -r y z >said 2>&1
	verdict $? "and it unpacks as bsdtar does"
done
rm -rf y && mkdir y && bsdtar -xf hostile-out/*.zip -C y
cat y/*/data/*.csv y/*/data/*.txt y/*/*.txt y/*/data/index.html | grep -aP '[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]' | empty "no table and no index of it holds a control character"

# what must not be bundled
"$LP" -C house bundle "$gaps" --strict --to "$here/strict" >said 2>&1
is "--strict refuses gaps" $? 1
is "and makes none" "$(ls strict 2>/dev/null | wc -l)" 0
scan=$(find house/evidence -name '*C1132*_VISIT1.pdf')
chmod u+w "$scan" && echo >>"$scan"
"$LP" -C house bundle "$full" --to "$here/three" >said 2>&1
is "a scan that was changed in the store is not bundled" $? 1
grep -q "VISIT1.pdf: error: was changed after it was filed" said
verdict $? "and is named"
"$LP" -q -C house evidence check >said 2>&1
is "evidence check notices it too" $? 1
exit $bad
