# Empty signature fields: pdfsig signs one with a throw-away certificate and verifies it; a changed byte fails.
. "$TOP/tests/lib.sh"
for t in CONF NOTICE GUAR CLAIM BDR SCSTMT; do
	f=$(papers | grep "_$t[^/]*\.pdf$" | grep -v '/ALL' | head -n 1)
	[ -n "$f" ] || { not_ok "there is no $t to sign"; continue; }
	field=$(pdfsig "$f" 2>/dev/null | sed -n 's/.*Signature Field Name: *//p' | head -n 1)
	[ -n "$field" ]
	verdict $? "$t has a signature field: $field" || continue
	case $t in CONF | BDR) sh "$TOP/tests/pdf_sign.sh" "$f" "$field" ;; esac
done
exit $bad
