# Bags of others: the conformance suite of the Library of Congress as folders and ZIPs, forged and hostile bags, tools that we did not write.
. "$TOP/tests/lib.sh"
mkdir suite zips forged
tar -xzf "$TOP/tests/bagit/suite.tar.gz" -C suite
cat >zip.py <<'PY'
import os, sys, zipfile
root, to, top = sys.argv[1:4]
for d in sorted(os.listdir(root)):
    for kind in sorted(os.listdir(os.path.join(root, d))) if os.path.isdir(os.path.join(root, d)) else []:
        for bag in sorted(os.listdir(os.path.join(root, d, kind))):
            at = os.path.join(root, d, kind, bag)
            if not os.path.isdir(at):
                continue
            print("%s/%s/%s" % (d, kind, bag))
            z = zipfile.ZipFile(os.path.join(to, ("%s/%s/%s%s.zip" % (d, kind, bag, top)).replace("/", "_")), "w", zipfile.ZIP_DEFLATED)
            for folder, _, files in os.walk(at):
                for f in sorted(files):
                    path = os.path.join(folder, f)
                    z.write(path, (bag + "/" if top == "-top" else "") + os.path.relpath(path, at))
            z.close()
PY
python3 zip.py suite zips -top >bags
python3 zip.py suite zips -bare >/dev/null
is "the suite has its sixty bags" "$(wc -l <bags)" 60

# Each bag in three forms. What the suite calls valid has no warning but those that are named; a warning is named; what is refused is refused for
# each of the reasons that are named, in the same words in every form.
judge() { # BAG FORM PATH
	"$LP" verify "$3" >out 2>err
	status=$?
	sed -i "s|^$3: ||" err
	case $1 in
	*/valid/* | */warning/*) want=0 ;;
	*) want=1 ;;
	esac
	[ $status -eq $want ] || echo "$2 $1: exit $status, and not $want: $(cat err)"
	case $want in
	0) grep -q "a valid bag, not ours" out || echo "$2 $1: $(cat out)" ;;
	*) grep -q "NOT INTACT" out || echo "$2 $1: $(cat out)" ;;
	esac
	grep -F "$1|" "$TOP/tests/bagit/reasons" | while IFS='|' read -r bag why; do
		[ "$bag" != "$1" ] || grep -qF -- "$why" err || echo "$2 $1: is not said: $why; but: $(cat err)"
	done
	if ! grep -qF "$1|" "$TOP/tests/bagit/reasons" && [ -s err ]; then echo "$2 $1: $(cat err)"; fi
	sed 's/^/'"$2"' /' err >>"said.$2"
}
while read -r bag; do
	name=zips/$(echo "$bag" | tr / _)
	judge "$bag" folder "suite/$bag"
	judge "$bag" zip "$name-top.zip"
	judge "$bag" bare "$name-bare.zip"
done <bags >wrong 2>&1
empty "each is judged as the suite says, for the reason that is named, as folder and as ZIP" <wrong
sed 's/^folder //' said.folder >a
sed 's/^zip //' said.zip | diff a - | empty "a folder and its ZIP are judged in the same words"
sed 's/^bare //' said.bare | diff a - | empty "and a ZIP without a top folder"
is "refused are those that the suite refuses" "$(grep -cE '/(invalid|linux-only|windows-only)/' bags)" 27

# By other programs: each serialises the same folder.
sample=suite/v0.97/valid/bag-in-a-bag
(cd suite/v0.97/valid && 7z a -bd "$OLDPWD/zips/by-7z.zip" bag-in-a-bag && bsdtar --format zip -cf "$OLDPWD/zips/by-bsdtar.zip" ./bag-in-a-bag &&
	bsdtar --format zip -cf "$OLDPWD/zips/by-bsdtar-inside.zip" -C bag-in-a-bag .) >said 2>&1
verdict $? "7z and bsdtar pack the bag"
for z in zips/by-*.zip; do
	"$LP" verify "$z" >said 2>&1 && grep -q "a valid bag, not ours: 9 files, 1095 bytes, BagIt 0.97, md5" said
	verdict $? "$z is a valid bag"
done
mkdir packed && cp -R "$sample" packed/ && "$LP" verify packed >said 2>&1
verdict $? "so is a folder that holds the bag and nothing else"

# A bundle of ours, and what is forged of it.
gulf
"$LP" -q -C house evidence import "$SAMPLES/gulf/scans/evidence.csv" >said 2>&1
"$LP" -q -C house make STMT --as-of 2026-11-01 --customer C1132 >said 2>&1
"$LP" -q -C house bundle "$(sqlite3 house/ledger.db "SELECT id FROM bad_case WHERE customer = 'C1132'")" --to "$PWD/one" >said 2>&1
verdict $? "a bundle is made"
zip=$(ls one/*.zip)
"$LP" verify "$zip" >said 2>&1 && grep -q "intact and ours" said
verdict $? "it is intact and ours, and needs no house"
mkdir unpacked && bsdtar -xf "$zip" -C unpacked && "$LP" verify unpacked/* >said 2>&1 && grep -q "a valid bag, not ours.*unpacked" said
verdict $? "unpacked, it is a valid bag without a seal"
python3 "$TOP/tests/bagit/forge.py" "$zip" forged >said 2>&1
verdict $? "bags are forged"
[ -s said ] && cat said
"$LP" verify forged/good.sealed.zip >said 2>&1 && grep -q "intact and ours" said && "$LP" verify forged/good.bare.zip >said 2>&1 && grep -q "a valid bag, not ours" said
verdict $? "the forger's untouched copy passes: what is refused below is refused for what was forged"
forged() { # NAME SEALED BARE: what is said of each; BARE "valid": without a seal it is a valid bag
	for how in sealed bare; do
		want=$2
		[ $how = sealed ] || want=${3:-$2}
		"$LP" verify "forged/$1.$how.zip" >said 2>&1
		status=$?
		if [ "$want" = valid ]; then
			[ $status -eq 0 ] && grep -q "a valid bag, not ours" said
		else
			[ $status -eq 1 ] && grep -qF -- "$want" said && grep -q "NOT INTACT" said
		fi
		status=$?
		verdict $status "forged, $how: $1"
		[ $status -eq 0 ] || cat said
	done
}
forged version 'bagit.txt says BagIt-Version "99.9"'
forged no-encoding 'bagit.txt does not say "Tag-File-Character-Encoding: "'
forged utf-16 'is extra: no manifest lists it'
forged fetch-missing 'data/papers/x.pdf is missing: manifest-sha256.txt lists it'
forged fetch-missing 'nothing is fetched here'
forged fetch-outside 'the path "../x.pdf" is refused: it climbs out by ".."'
forged sha512-lies 'and manifest-sha512.txt says 0000000000'
forged zero-in-manifest 'has a zero byte, which hides what follows it'
forged zero-in-name 'followed by a zero byte and 4 bytes more'
forged fifo 'data/pipe is a FIFO'
forged link 'data/link is a link'
forged capitals 'data/Index.pdf and data/index.pdf are one name on some disks'
forged accents 'are one name on some disks'
forged other-tag 'notes.txt is extra: Ledgerpress writes no such file' valid
forged sha512-too 'manifest-sha512.txt is extra: Ledgerpress writes SHA-256 alone' valid

hostile() { # NAME WORDS
	timeout 20 "$LP" verify "forged/hostile.$1.zip" >said 2>&1
	status=$?
	[ $status -eq 1 ] && grep -qF -- "$2" said
	status=$?
	verdict $status "hostile: $1"
	[ $status -eq 0 ] || cat said
}
hostile dots 'unsafe name "bag/../../x"'
hostile absolute 'unsafe name "/etc/x"'
hostile backslash 'unsafe name "bag\data\x"'
hostile drive 'unsafe name "C:/x"'
hostile home 'unsafe name "~/x"'
hostile double 'data/a.txt is there twice'
hostile outside 'other/x is extra: it stands outside of the bag'
hostile dot 'unsafe name "bag/./data/x"'
hostile line 'has a line'
hostile bell 'it has a control character'
hostile escape 'it has a control character'
hostile delete 'it has a control character'
hostile next-line 'it has a control character'
# names that RFC 8493 does not forbid, and that cannot be unpacked everywhere or read otherwise than they are: a bag of others may have them, each named;
# what no manifest lists is extra all the same, and in one with our seal each is a fault
hostile device 'data/con.txt: the name is a device of Windows'
hostile device-folder 'data/AUX/x.pdf: the name is a device of Windows'
hostile port 'data/Com1 is extra'
hostile turned 'fdp.exe: the name has a sign that turns the direction of writing'
hostile isolate 'the name has a sign that turns the direction of writing'
hostile names-sealed 'error: data/con.txt: the name is a device of Windows'
for bag in forged/hostile.names.zip forged/names; do
	"$LP" verify "$bag" >said 2>&1
	is "a bag of others with such names is valid: $bag" "$? $(grep -c 'a valid bag, not ours: 6 files' said)" "0 1"
	is "each is named: $bag" "$(grep -c 'warning: .*: the name \(is a device\|has a sign\)' said)" 5
done
for z in forged/hostile.*.zip; do timeout 20 "$LP" verify "$z"; done 2>&1 | grep -aP '[\x01-\x08\x0b-\x1f\x7f]|\xe2\x80\xae|\xe2\x81\xa7' | empty "no message sends a terminal what a name hides"
hostile bomb 'that is a bomb'
hostile liar 'data/zeros: the ZIP is damaged there: its length is not what the ZIP says'
for name in mac notop dotted near-devices; do
	"$LP" verify forged/hostile.$name.zip >said 2>&1 && grep -q "a valid bag, not ours" said
	verdict $? "tolerated: $name"
done
for z in forged/hostile.encoding-*.zip; do
	"$LP" verify "$z" >said 2>&1 && ! grep -q warning said
	status=$?
	verdict $status "read in ${z#*.encoding-}"
	[ $status -eq 0 ] || cat said
done
timeout 20 "$LP" verify forged/folder >said 2>&1
is "a folder with every fault is refused" $? 1
for words in "data/pipe is a FIFO" "data/link is a link" "data/b.txt is missing" "data/c.txt was changed" "data/extra.txt is extra"; do
	grep -qF "$words" said
	verdict $? "and it is named: $words"
done
"$LP" verify forged/folder-good >said 2>&1 && grep -q "valid bag, not ours" said
verdict $? "without them it is valid"

# A large one streams: 300 MB in little memory.
python3 - <<'PY'
import hashlib, os
os.makedirs("large/data")
h, z = hashlib.md5(), b"\0" * 1048576
with open("large/data/big", "wb") as f:
    for _ in range(300):
        f.write(z)
        h.update(z)
open("large/bagit.txt", "w").write("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
open("large/manifest-md5.txt", "w").write(h.hexdigest() + "  data/big\n")
PY
(ulimit -v 200000 && "$LP" verify large) >said 2>&1
verdict $? "300 MB are judged in 200 MB of address space"
rm -r large
exit $bad
