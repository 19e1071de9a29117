# The man page and the completion know every command and option that -h tells of.
. "$TOP/tests/lib.sh"
man=$TOP/gen/cmd/ledgerpress.1
sed -e 's/\\-/-/g' -e 's/\\f[BIRP]//g' "$man" >plain
"$LP" -h | sed -n 's/^  \([a-z]*\)  *[A-Za-z].*/\1/p' >commands
[ "$(wc -l <commands)" -ge 15 ]
verdict $? "-h names $(wc -l <commands) commands"
while read -r c; do
	"$LP" "$c" -h >help 2>&1 || { not_ok "$c -h"; continue; }
	awk -v c="$c" '$0 ~ "^\\.SS .*" c "( |$)" { on = 1; next } /^\.S[SH]/ { on = 0 } on' plain >section
	[ -s section ] || { not_ok "the man page has no section of $c"; continue; }
	grep -oE -- '--[a-z][a-z-]*' help | sort -u >options
	for o in $(cat options); do
		grep -qwE -- "$o" section || awk '/^\.SH GENERAL/ { on = 1; next } /^\.SH/ { on = 0 } on' plain | grep -qE -- "$o( |,|$)" ||
			echo "$c $o"
	done
	# and nothing that is not there any more
	for o in $(grep -oE -- '--[a-z][a-z-]*' section | sort -u); do grep -q -- "$o" help || echo "$c has no $o"; done
done <commands >missing
grep -v '^\(ok\|not ok\)' missing | empty "every option stands in the man page, and no other"
grep '^not ok' missing && bad=1
if command -v man >/dev/null; then
	man --warnings -l "$man" 2>&1 >/dev/null | empty "the man page formats without warnings"
fi
cat >complete.bash <<'BASH'
PATH=$1:$PATH
. "$2"
ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _ledgerpress; echo "${COMPREPLY[@]}"; }
ask ledgerpress im
ask ledgerpress make --mer
ask ledgerpress init --preset s
BASH
bash complete.bash "$(dirname "$LP")" "$TOP/gen/cmd/ledgerpress.bash" >said 2>&1
is "completion of commands, options and presets" "$(tr '\n' '|' <said)" "import|--merged|sop|"
exit $bad
