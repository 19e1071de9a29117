# Completion: what `ledgerpress complete` says, which bash, zsh and fish offer: every command and option, and the codes of the house that one stands in.
. "$TOP/tests/lib.sh"
gulf
"$LP" -q -C house make STMT --as-of 2026-10-31 --customer C1101 >said 2>&1
number=$(sqlite3 house/ledger.db "SELECT number FROM paper")
"$LP" help commands --json >commands.json
jq -r '.rows[] | select(.of == null and .section == "COMMANDS") | .name' commands.json >commands
jq -r '.rows[] | select(.of) | [.of, .name, .value // "-"] | @tsv' commands.json >options
[ "$(wc -l <commands)" -ge 25 ] && [ "$(wc -l <options)" -ge 150 ]
verdict $? "$(wc -l <commands) commands, $(wc -l <options) options"

# each placeholder of an option or an argument stands in complete.def
tab=$(printf '\t')
while IFS=$tab read -r command option value; do
	[ "$command" = ledgerpress ] && command=help
	[ "$value" = - ] || "$LP" complete -- "$command" "$option" '' | sed -n "s/^${tab}unknown /$command $option: /p"
done <options >unknown
while read -r command; do
	for word in '' list cancel; do
		# shellcheck disable=SC2086
		"$LP" complete -- "$command" $word '' | sed -n "s/^${tab}unknown /$command $word: /p"
	done
done <commands >>unknown
empty "complete.def knows every placeholder" <unknown

# what is offered behind -C, options, values and arguments; with what it is
offered() { "$LP" -C house complete -- "$@" | cut -f1 | tr '\n' ' ' | sed 's/ $//'; }
is "a word says what it is" "$("$LP" -C house complete -- show C1103)" "C1103${tab}Mizan Electrical & Hardware LLC"
is "-C says which house" "$("$LP" complete -- -C house show C1103 | cut -f1)" C1103
is "papers" "$(offered sign STMT)" "$number"
is "runs" "$(offered print R)" R20261031-01
is "staff" "$(offered plan --salesman S01)" "$(sqlite3 house/ledger.db "SELECT group_concat(code, ' ') FROM staff WHERE code LIKE 'S01%'")"
case_id=$(sqlite3 house/ledger.db "SELECT min(id) FROM bad_case")
is "cases" "$(offered case close "$case_id")" "$case_id"
is "of a state: papers and runs" "$(offered record sent STMT) $(offered record sent R)" "$number R20261031-01"
is "of an event: none" "$(offered record promise '')" ""
is "types, again and again" "$(offered make STMT REM1 REM0 ESC)" ESCN
is "a value behind =" "$(offered import --as=cust) $(offered import --as = cust)" "--as=customers customers"
is "values in small letters of a usage line" "$(offered import --date-order '')" "dmy mdy ymd"
is "the newest day of the exports" "$(offered make --as-of '')" "$(sqlite3 house/ledger.db "SELECT max(coalesce(export_date, last_date)) FROM source WHERE tbl = 'ledger'" | xargs -I{} date -u -d '1970-01-01 +{} days' +%F)"
is "files are the shell's" "$("$LP" complete -- import x)" "${tab}files"
is "behind -- no options" "$(offered check -- --as)" ""
is "an unknown command: nothing" "$("$LP" complete -- mkae -- 2>&1)" ""
mkdir empty broken
echo 'this = [is no house' >broken/house.ini
is "without a house: the program's own" "$("$LP" -C empty complete -- show C 2>&1)$("$LP" -C empty complete -- record goods_r | cut -f1)" goods_return
is "a broken house: nothing, without a word" "$("$LP" -C broken complete -- show C 2>&1)" ""
find empty broken house -newer unknown -name 'ledger.db*' ! -name ledger.db | empty "no file is made"

# what a shell offers at the end of each line of the file lines: "LINE<TAB>WORD" a line
{
	echo 'ledgerpress '
	sed 's/.*/ledgerpress & --/' commands
	echo 'ledgerpress show C110'
	echo 'ledgerpress init --preset s'
	echo 'ledgerpress import hou'
} >lines
while read -r line; do
	case $line in
	ledgerpress) sed 's/^/ledgerpress \t/' commands ;;
	*--) c=${line#ledgerpress }; awk -F"$tab" -v c="${c% --}" -v l="$line" '$1 == c || $1 == "ledgerpress" { print l "\t" $2 }' options ;;
	*show*) sqlite3 house/ledger.db "SELECT code FROM customer WHERE code LIKE 'C110%'" | sed "s/^/$line\t/" ;;
	*preset*) printf '%s\tsop\n' "$line" ;;
	*import*) printf '%s\thouse.ini\n' "$line" ;;
	esac
done <lines | sort >wanted
cat >ask.bash <<'BASH'
. "$1"
while IFS= read -r line; do
	read -ra COMP_WORDS <<<"$line"
	[[ $line == *' ' ]] && COMP_WORDS+=('')
	COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
	_ledgerpress
	for w in "${COMPREPLY[@]}"; do printf '%s\t%s\n' "$line" "$w"; done
done
BASH
cat >ask.fish <<'FISH'
source $argv[1]
while read -l line
	for w in (complete -C $line)
		printf '%s\t%s\n' $line (string split \t -- $w)[1]
	end
end
FISH
# zsh completes only while it edits: it is given a terminal, and TAB lists without changing the line
cat >ask.py <<'PY'
import os, pty, select, sys, time
pid, fd = pty.fork()
if pid == 0:
    os.environ.update(TERM="dumb", HOME=os.getcwd())
    os.execvp("zsh", ["zsh", "-f", "-i"])
def until(path, word):
    end = time.time() + 60
    while time.time() < end and not (os.path.exists(path) and open(path).read().endswith(word + "\n")):
        if select.select([fd], [], [], 0.02)[0]: os.read(fd, 65536)
offered = os.getcwd() + "/offered"
os.write(fd, f"fpath=({sys.argv[1]} $fpath); autoload -U compinit; compinit -u -D; OFFERED={offered}; source {sys.argv[2]}; print READY >$OFFERED\n".encode())
until(offered, "READY")
for line in sys.stdin.read().split("\n")[:-1]:
    os.remove(offered)
    os.write(fd, (line + "\t").encode())
    until(offered, "END")
    for word in open(offered).read().split("\n")[:-2]:
        if word: print(f"{line}\t{word}")
    os.write(fd, b"\x15")
os.close(fd)
PY
cat >look.zsh <<'ZSH'
compadd() {
	local -a had
	[[ ${@[1,(i)(-|--)]} == *-[OAD]* ]] || { builtin compadd -A had "$@"; print -rl -- $had >>$OFFERED; }
	builtin compadd "$@"
}
look() { zle list-choices; print END >>$OFFERED }
zle -N look
bindkey '^I' look
ZSH
mkdir functions bin
cp "$TOP/gen/cmd/ledgerpress.zsh" functions/_ledgerpress
PATH=$(dirname "$LP"):$PATH
here=$PWD
cd house || exit 2
bash "$here/ask.bash" "$TOP/gen/cmd/ledgerpress.bash" <"$here/lines" >"$here/bash.offered" 2>&1
HOME=$here fish --no-config "$here/ask.fish" "$TOP/gen/cmd/ledgerpress.fish" <"$here/lines" >"$here/fish.offered" 2>&1
python3 -B "$here/ask.py" "$here/functions" "$here/look.zsh" <"$here/lines" >"$here/zsh.offered" 2>&1
cd "$here" || exit 2
for shell in bash zsh fish; do
	sort -u "$shell.offered" >has
	comm -23 wanted has | empty "$shell offers each of the $(wc -l <wanted) commands, options and words"
	# and nothing else but the letters and \`version\`
	comm -13 wanted has | grep -vE "${tab}(-[A-Za-z]|version)$" | empty "$shell offers nothing else"
done
exit $bad
