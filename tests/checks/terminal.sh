# Manners of a terminal: colours and progress there alone; NO_COLOR and -q are heard; the release and its libraries.
. "$TOP/tests/lib.sh"
esc=$(printf '\033')
red="${esc}[1;31m"
yellow="${esc}[1;33m"
plain="${esc}[0m"
# on COMMAND: what it shows on a terminal of its own, without the returns.
on() { TERM=${term-xterm} script -qec "$*" /dev/null </dev/null | tr -d '\r'; }

"$LP" plann >said 2>&1
grep -c "$esc" said | { read -r n; is "no colours where no terminal is" "$n" 0; }
is "an error is red on a terminal" "$(on "$LP" plann | head -n 1)" "${red}error:$plain there is no command \`plann\` [usage]; nothing is done"
is "NO_COLOR is heard" "$(NO_COLOR=1 on "$LP" plann | head -n 1)" "error: there is no command \`plann\` [usage]; nothing is done"
is "an empty NO_COLOR is none" "$(NO_COLOR='' on "$LP" plann | grep -cF "$red")" 1
is "a dumb terminal has no colours" "$(term=dumb on "$LP" plann | grep -c "$esc")" 0

gulf
printf 'customer,number,type,date,amount,currency\nC1101,X 1,invoice,2026-13-01,10.00,AED\n' >l.csv
is "the place of an error stays plain" "$(on "$LP" -C house import "$PWD/l.csv" | grep -cF "/l.csv:2:19: ${red}error:$plain")" 1
printf 'customer,number,type,date,amount,currency,colour\nC1101,X 1,invoice,2026-01-01,10.00,AED,error: red\n' >w.csv
is "a warning is yellow; a word of the text is not painted" \
	"$(on "$LP" -C house import --dry-run "$PWD/w.csv" | grep -F "${yellow}warning:$plain" | grep -cF colour)" 1

on "$LP" -C house make STMT --as-of 2026-10-31 -j1 >bar
made=$(grep -o 'papers made [0-9]*' bar | cut -d' ' -f3)
is "making shows how far it is" "$(tr "$esc" '\n' <bar | grep -c "K*making \[##*\] $made of $made$")" 1
cp -R house quiet
rm -rf quiet && gulf quiet
on "$LP" -q -C quiet make STMT --as-of 2026-10-31 -j1 >bar
is "-q shows none" "$(grep -c 'making' bar)" 0
rm -rf quiet && gulf quiet
"$LP" -C quiet make STMT --as-of 2026-10-31 -j1 >bar 2>&1
is "no bar where no terminal is" "$(grep -c '##' bar)" 0

release=$(sed -n 's/^#define VERSION "\(.*\)"/\1/p' "$TOP/gen/cli/version.h")
for words in --version version 'make --version'; do
	# shellcheck disable=SC2086
	is "$words says the release" "$("$LP" $words)" "ledgerpress $release"
done
is "the papers name the same release" "$(pdfinfo "$(find house/out -name '*_STMT.pdf' | head -n 1)" | sed -n 's/^Producer: *//p')" "Ledgerpress $release"
"$LP" --version -v --csv >libraries
is "-v names SQLite as it names itself" "$(sed -n 's/^SQLite,//p' libraries)" "$(sqlite3 --version | cut -d' ' -f1)"
# what the program is linked with and what the README says that it uses is on the list
sed -n '/^## Libraries/,/^Why /s/^| \([A-Za-z, -]*\) | .*/\1/p' "$TOP/README.md" | grep -vxE ' *(library|Check|inih|libexif) *' | sed 's/libpng, libjpeg-turbo/libpng\nlibjpeg-turbo/' >named
[ "$(wc -l <named)" -ge 12 ]
verdict $? "the README names $(wc -l <named) libraries that can say their version"
while read -r l; do grep -q "^$l,\"*[A-Za-z ]*[0-9]*\.[0-9]" libraries || echo "$l"; done <named | empty "each has its version"
exit $bad
