# The man page knows every command and option that -h tells of.
. "$TOP/tests/lib.sh"
man=$TOP/gen/cmd/ledgerpress.1
"$LP" -h | sed -n '/^Reference/q; s/^  \([a-z]*\)  *[A-Za-z].*/\1/p' >commands
[ "$(wc -l <commands)" -ge 15 ]
verdict $? "-h names $(wc -l <commands) commands"
sh "$TOP/gen/cmd/man.sh" "$LP" >made 2>said
diff "$man" made | empty "the man page says what -h says of each command and option (else: make man)"
while read -r c; do
	"$LP" "$c" -h >help 2>&1 || echo "$c -h fails"
	head -n 1 help | grep -q "^usage: ledgerpress $c" || echo "$c -h does not begin with its usage"
done <commands | empty "each command has its -h"
if command -v man >/dev/null; then
	man --warnings -l "$man" 2>&1 >/dev/null | empty "the man page formats without warnings"
fi
exit $bad
