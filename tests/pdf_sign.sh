#!/bin/sh
# pdf_sign.sh FILE.pdf FIELD: signs the empty field with a throw-away certificate, verifies, flips one byte, expects refusal.
# Lines "ok - …" or "not ok - …", the last one counts; exit status 1 when a check failed.
set -u
[ $# -eq 2 ] || { echo "usage: pdf_sign.sh FILE.pdf FIELD" >&2; exit 64; }
file=$1
field=$2
passed=0
failed=0
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT

say() {
	if [ "$1" -eq 0 ]; then
		passed=$((passed + 1))
		echo "ok - $2"
	else
		failed=$((failed + 1))
		echo "not ok - $2: $(tail -n 3 "$scratch/log" | tr '\n' ' ')"
	fi
}

mkdir "$scratch/db"
printf 'throw-away\n' >"$scratch/password"
head -c 2048 /dev/urandom >"$scratch/noise"
certutil -N -d "sql:$scratch/db" -f "$scratch/password" >"$scratch/log" 2>&1 &&
	certutil -S -d "sql:$scratch/db" -f "$scratch/password" -z "$scratch/noise" -n signer -s "CN=Throw-away signer" -x -t "CT,CT,CT" \
		-g 2048 -m 1 -v 12 >"$scratch/log" 2>&1
say $? "a certificate for $field"

pdfsig "$file" >"$scratch/log" 2>&1
grep -q "Signature Field Name: $field\$" "$scratch/log"
say $? "$file lists the field $field"
sed -n "/Field Name: $field\$/,/^Signature #/p" "$scratch/log" | grep -q "not signed"
say $? "$field is not signed"

pdfsig -nssdir "sql:$scratch/db" -nss-pwd throw-away -nick signer -sign "$field" "$file" "$scratch/signed.pdf" >"$scratch/log" 2>&1
say $? "pdfsig signs $field"

pdfsig -nssdir "sql:$scratch/db" "$scratch/signed.pdf" >"$scratch/log" 2>&1
sed -n "/Field Name: $field\$/,/^Signature #/p" "$scratch/log" | grep -q "Signature Validation: Signature is Valid"
say $? "the signature verifies"

qpdf --check "$scratch/signed.pdf" >"$scratch/log" 2>&1
say $? "the signed file is whole"

# a byte in the middle of the original: inside what is signed
python3 - "$file" "$scratch/signed.pdf" "$scratch/flipped.pdf" <<'EOF'
import os, sys
at = os.path.getsize(sys.argv[1]) // 2
b = bytearray(open(sys.argv[2], "rb").read())
b[at] ^= 1
open(sys.argv[3], "wb").write(b)
EOF
pdfsig -nssdir "sql:$scratch/db" "$scratch/flipped.pdf" >"$scratch/log" 2>&1
grep -q "Digest Mismatch" "$scratch/log"
say $? "one changed byte is noticed"

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
