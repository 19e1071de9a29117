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
sh "$TOP/gen/cmd/man.sh" "$LP" pages 2>said
verdict $? "a page of each command" || cat said
ls pages | sed 's/^ledgerpress-\(.*\)\.1$/\1/' | sort >have
sort commands | diff - have | empty "no command is without its page, no page without its command"
while read -r c; do
	grep -qxF ".BR ledgerpress\\-$c (1)" "$man" || echo "the main page does not name ledgerpress-$c(1)"
	# as it is read: every option of -h with its words, one blank for many
	mandoc -T utf8 -O width=1000 "pages/ledgerpress-$c.1" | col -bx | tr -s ' \n' ' ' >read
	"$LP" "$c" -h | sed -n 's/^ *\(-.*\)/\1/p' | tr -s ' ' >wanted
	while read -r option; do
		grep -qF -- "$option" read || echo "ledgerpress-$c(1) lacks: $option"
	done <wanted
done <commands | empty "each page has every option with its words, and the main page names it"
for page in "$man" pages/*.1; do
	mandoc -Tlint -W warning "$page" | grep -v 'missing date'
	groff -man -ww -z -K utf8 -T utf8 "$page" 2>&1
done | empty "mandoc and groff find nothing to warn of"
exit $bad
