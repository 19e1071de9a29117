#!/bin/sh
# The house rules that a machine can see. One line a rule, "ok …" or "not ok …" with the places under it; exit 1 when one fails.
set -u
cd "$(dirname "$0")/.." || exit 2
bad=0

# rule TITLE: the places on stdin; none is fine.
rule() {
	places=$(cat)
	if [ -z "$places" ]; then
		echo "ok lint: $1"
	else
		bad=1
		echo "not ok lint: $1"
		printf '%s\n' "$places" | head -n 20 | sed 's/^/    /'
	fi
}

# files PATTERN…: the project's files, committed or about to be; without git whatever lies here and is not built.
files() {
	git -c core.quotepath=off ls-files --cached --others --exclude-standard -- "$@" 2>/dev/null && return
	find . -type f ! -path './build*' ! -path './.git/*' | sed 's,^\./,,' | while read -r f; do
		[ $# -gt 0 ] || echo "$f"
		for pattern; do
			# shellcheck disable=SC2254
			case $f in $pattern | $pattern/*) echo "$f"; break ;; esac
		done
	done
}
sources() { files 'gen/*.c' 'gen/*.h'; }
outside_cmd() { files 'gen/*.c' 'gen/*.h' | grep -vE "^gen/($FRONT)/"; }
ROOMS=$(sed -n 's/^ROOMS *= *//p' Makefile)
FRONT='cli|run|cmd' # the rooms of the command line: only they print, exit, and know the day and the environment

sources | xargs wc -l | awk '$2 != "total" && $1 > 500 { print $2 ": " $1 " lines" }' | rule "no file over 500 lines"

# code without comments and strings, with its place before it
# shellcheck disable=SC2016
sources | xargs awk '{
	gsub(/\\"/, ""); gsub(/"[^"]*"/, "\"\""); gsub(/\/\*.*\*\//, ""); sub(/^[ \t]*\*.*/, ""); sub(/\/\*.*/, "")
	print FILENAME ":" FNR ": " $0
}' >"${TMPDIR:-/tmp}/lint.$$"
code=${TMPDIR:-/tmp}/lint.$$
trap 'rm -f "$code" "$code".*' EXIT

# a forked child ends by _exit: there it is the only right way
forks=$(sources | xargs grep -lE '[^a-z_]fork\(' | tr '\n' '|')
grep -vE "^gen/($FRONT)/" "$code" | grep -E '[^a-zA-Z0-9_](exit|abort|_exit|quick_exit)\(' | grep -vE "^(${forks%|}):.*[^a-z]_exit\(" |
	rule "no exit or abort below the command line"
grep -vE "^gen/($FRONT)/" "$code" | grep -E '[^a-zA-Z0-9_](printf|puts|putchar|perror)\(|[^a-zA-Z0-9_](stderr|stdout)[^a-zA-Z0-9_]' |
	rule "no printing below the command line"
grep -vE "^gen/($FRONT)/" "$code" |
	grep -E '[^a-zA-Z0-9_](time|clock|gettimeofday|clock_gettime|localtime(_r)?|getenv|setlocale|gmtime(_r)?)\(' |
	rule "no clock, locale or environment below the command line"
grep -E '^gen/(base|db|house|import|plan|fill|evidence)/' "$code" | grep -E '[^a-zA-Z0-9_](double|float|strtod|atof)[^a-zA-Z0-9_]' |
	grep -v 'estimatedCost' |
	rule "no floating point where money is near"
grep -E 'typedef +(struct|union)' "$code" | rule "no typedef hides a struct"
grep -E '^[^ ]+ [a-z].*[a-z0-9_]*(_get|_handle|_process|_manager|_util|_helper|_common)(_[a-z0-9_]*)?\(' "$code" | grep -vE '= |return|;$' |
	rule "verbs of the closed list"
sources | grep -E '/(util|helper|common|manager|misc)[^/]*\.[ch]$' | rule "no file named util, helper, common, manager, misc"
files gen layouts tests Makefile | grep -vE '^tests/lint\.sh$' | xargs grep -nwIE 'T[O]DO|F[I]XME|X[X]X|H[A]CK|not [i]mplemented|st[u]b' 2>/dev/null |
	rule "no unfinished marks"
files | grep -vE '^\.git' | xargs -d '\n' grep -nIE '/(work|farm|root|home)/' 2>/dev/null | grep -v '^tests/lint\.sh:' | cut -c1-160 |
	rule "no machine's paths"
files | grep -vE '^(LICENSE|fonts/)' | xargs -d '\n' grep -nIiE 'https?://[a-z0-9.-]*(registry|deb\.debian|pypi|npmjs)' 2>/dev/null |
	grep -v '^tests/lint\.sh:' | rule "no registry hosts"
# A rule stands where it is used, in words, with its source in words: no comment sends a reader to a file that is not here.
files gen layouts samples tests Makefile README.md CHANGELOG.md | grep -vE '^tests/lint\.sh$|\.(png|pdf|PDF|jpg|ttf)$' | xargs -d '\n' grep -nIE 'h[a]ndbook|d[e]sign/|\(architecture, "|\.\./s[h]ared|f[i]ndings/' 2>/dev/null |
	rule "no comment cites a file that is not here"
files | cut -d/ -f1 | sort -u | grep -vxE 'gen|layouts|fonts|samples|tests|Makefile|README\.md|LICENSE|CHANGELOG\.md|\..*' |
	rule "the top level holds what was agreed"
sources | xargs awk 'FNR == 1 && !/^\/\* .*[^ ]/ { print FILENAME }' | rule "each file opens with its one job"
files 'gen/*.h' | xargs grep -LE '^#ifndef LP_[A-Z0-9_]+_H$' | rule "header guards LP_…_H"
if command -v clang-format >/dev/null; then
	sources | xargs clang-format --dry-run 2>&1 | sed -n 's/^\([^ ]*:[0-9]*\):[0-9]*: warning: code should be clang-formatted.*/\1/p' |
		rule "formatted as .clang-format says"
fi
sources | xargs grep -nE '[[:space:]]$' | rule "no white space at line ends"

# Rooms: a file includes headers of its own room and of earlier ones, except as design says "never sees".
sources | xargs awk -v rooms="$ROOMS" '
	BEGIN {
		n = split(rooms, r, " ")
		for (i = 1; i <= n; i++) at[r[i]] = i
		m = split("layout:plan type:db type:layout flow:db flow:plan emit:db emit:plan emit:layout evidence:layout evidence:flow evidence:fill evidence:emit", w, " ")
		for (i = 1; i <= m; i++) never[w[i]] = 1
	}
	/^#include "[a-z]*\/[^"]*"/ {
		split(FILENAME, f, "/"); split($0, q, "\""); split(q[2], o, "/")
		if (o[1] == f[2] || (FILENAME, o[1]) in said) next
		if (f[2] ":" o[1] in never) print FILENAME " includes " o[1] "/"
		else if (!(o[1] in at)) print FILENAME " includes " o[1] "/, which is no room"
		else if (at[o[1]] > at[f[2]]) print FILENAME " includes " o[1] "/, a later room"
		said[FILENAME, o[1]] = 1
	}' | rule "rooms see earlier rooms only"

# A third-party header stands in one or two files of a room: its own header is where it is met.
standard='assert|ctype|errno|fcntl|inttypes|limits|locale|math|setjmp|signal|spawn|stdarg|stdbool|stddef|stdint|stdio|stdlib|string|strings|time|unistd|dirent|getopt|fnmatch|glob|regex|poll|sched|sys/[a-z]+|linux/[a-z]+'
for room in $ROOMS; do
	sources | grep "^gen/$room/" | xargs grep -hoE '^#include <[^>]+>' | sed 's/#include <\(.*\)>/\1/' | sort | uniq -c | grep -vE " ($standard)\.h$" |
		awk -v room="$room" '$1 > 2 { print $2 " stands in " $1 " files of " room "/" }'
done | rule "a third-party header stands in at most two files of a room"

# The Makefile is the table of contents: every source is listed in its room, and nothing else is.
sed -e ':a' -e '/\\$/N; s/\\\n//; ta' Makefile | awk -v rooms="$ROOMS" '
	BEGIN { n = split(rooms, r, " "); for (i = 1; i <= n; i++) at[toupper(r[i])] = r[i] }
	$1 in at && $2 == "=" { for (i = 3; i <= NF; i++) print "gen/" at[$1] "/" $i ".c" }' | sort >"$code.listed"
for room in $ROOMS; do files "gen/$room/*.c"; done | sort >"$code.there"
{
	comm -13 "$code.listed" "$code.there" | sed 's/$/ is not listed in its room/'
	comm -23 "$code.listed" "$code.there" | sed 's/$/ is listed, and is not there/'
} | rule "the Makefile lists every source in its room"

# Messages: unique names, and each is given somewhere.
sed -n 's/^D([A-Z0-9_]*, [A-Z]*, "\([^"]*\)".*/\1/p' gen/base/diag.def | sort | uniq -d | rule "names of messages are unique"
sources | xargs grep -ohwE 'DIAG_[A-Z0-9_]+' | sort -u >"$code.given"
sed -n 's/^D(\([A-Z0-9_]*\),.*/DIAG_\1/p' gen/base/diag.def | sort | comm -23 - "$code.given" | grep -vxE 'DIAG_(MEMORY|INTERNAL)' |
	sed 's/$/ is never given/' | rule "every message is given somewhere"

# The vocabulary: what a layout may say is made of something, else it would be passed over on paper.
sed -n 's/^ELEMENT(\([A-Z_]*\), "[a-z]*", IS_BLOCK[ ,|].*/\1/p' gen/layout/vocabulary.def | while read -r id; do
	grep -qw "EL_$id" gen/fill/*.c || echo "vocabulary.def has $id, and nothing in gen/fill/ makes it"
done | rule "every block is made"
grep -ohE '^	BLOCK_[A-Z_]+' gen/fill/content.h | tr -d '\t' | while read -r id; do
	grep -qF "[$id] =" gen/fill/content.c || echo "$id has no name in gen/fill/content.c"
done | rule "every kind of block has its name"
cat gen/*/*.c | grep -ohwE 'AT_[A-Z_]+' | sort -u >"$code.asked"
sed -n 's/^NAME(\([A-Z_]*\),.*/\1/p' gen/layout/vocabulary.def | while read -r id; do
	grep -qxF "AT_$id" "$code.asked" || [ "$id" = VERSION ] || echo "vocabulary.def has the attribute $id, and nothing reads it"
done | rule "every attribute is read"

for f in $(files 'tests/*.sh' 'tests/*/*.sh' '.ci/*'); do sh -n "$f" 2>&1; done | rule "scripts parse"
if command -v xmllint >/dev/null; then
	files 'layouts/*.xml' | xargs -r xmllint --noout 2>&1 | rule "layouts are well-formed"
fi
if command -v msgfmt >/dev/null; then
	for f in $(files 'layouts/po/*.po'); do msgfmt -c -o /dev/null "$f" 2>&1; done | rule "catalogues pass msgfmt -c"
fi
# how many days is the house's to say: a policy key, or a stage (one day is the next, or the one before)
files 'layouts/*.sql' 'gen/*.sql' | xargs grep -nE 'as_of [-+] ([2-9]|[0-9]{2,})\b|\bage (>=?|<=?|BETWEEN) -?([2-9]|[0-9]{2,})\b|workday_add\([^()]*, -?([2-9]|[0-9]{2,})\)' |
	rule "no number of days stands in SQL"
# a count of one is no plural: "1 papers made" (uniq -c stands before words of its own)
grep -nE '(^|[^-0-9,. ]) ?1 (papers|cases|days|customers|new objects|gaps|mails|sheets|rows|entries|pages)\b' $(files 'tests/golden/*/*/want') 2>&1 |
	rule "nothing says 1 papers"
exit $bad
