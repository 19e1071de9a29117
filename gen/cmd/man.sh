#!/bin/sh
# Man pages, from what the program says of itself: man.sh PROGRAM prints the one of the program (kept as gen/cmd/ledgerpress.1, make man);
# man.sh PROGRAM FOLDER writes one of each command, FOLDER/ledgerpress-COMMAND.1, as -h has it (made when it is installed).
set -eu
LP=$1
folder=${2-}
release=$("$LP" --version | cut -d' ' -f2)

# lines of text as roff text: a backslash, a leading dot or quote and hyphens of options
roff() { sed -e 's/ *$//' -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^\([.']\)/\\\\\&\1/"; }

# option rows of -h as tagged paragraphs
options() {
	awk '/^ +-/ {
		line = $0
		sub(/^ +/, "", line)
		split(line, part, /  +/)
		tag = part[1]
		text = substr(line, length(tag) + 1)
		sub(/^ +/, "", text)
		if (text == "") { # a long option: the help follows its argument after one blank
			n = index(line, " "); text = ""
		}
		print ".TP"; print "B " tag; print text
	}' | sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e 's/^B \(.*\)/.B "\1"/'
}

general='^ +(-C, --directory|-q, --quiet|-v, --verbose|--json|--csv|-h, --help|--version)'

commands() { "$LP" -h | sed -n '/^Reference/q; s/^  \([a-z][a-z]*\)  .*/\1/p'; }

# page COMMAND: its own page
page() {
	"$LP" "$1" -h >/dev/null || exit 2
	printf '.\\" Made by gen/cmd/man.sh from what the program says of itself.\n'
	printf '.TH LEDGERPRESS\\-%s 1 "" "ledgerpress %s" "User commands"\n' "$(echo "$1" | tr a-z A-Z)" "$release"
	printf '.SH NAME\nledgerpress\\-%s \\- %s\n' "$1" "$("$LP" "$1" -h | sed -n 2p | roff)"
	echo '.SH SYNOPSIS'
	"$LP" "$1" -h | sed -n '1s/^usage: //p' | awk -v c="$1" '{
		lead = "ledgerpress " c " "
		words = substr($0, length(lead) + 1)
		# [list | show CASE]: brackets around all ways, which may be left out
		for (i = 1; i <= length(words); i++) {
			depth += (substr(words, i, 1) == "[") - (substr(words, i, 1) == "]")
			if (depth == 0) break
		}
		all = words ~ /^\[.* \| / && i == length(words)
		n = split(all ? substr(words, 2, i - 2) : words, way, / \| /)
		if (all) print lead "\n.br"
		for (i = 1; i <= n; i++) print (i > 1 ? ".br\n" : "") lead way[i]
	}' | roff | sed 's/^\\&\.br$/.br/'
	# a line that ends a sentence ends a paragraph's line
	more=$("$LP" "$1" -h | awk 'NR > 3 && /^$/ { on = 1; next } on' | roff | sed '$!s/\.$/.\n.br/')
	[ -z "$more" ] || printf '.SH DESCRIPTION\n%s\n' "$more"
	own=$("$LP" "$1" -h | grep -vE "$general" | options)
	[ -z "$own" ] || printf '.SH OPTIONS\n%s\n' "$own"
	echo '.SH GENERAL OPTIONS'
	"$LP" "$1" -h | grep -E "$general" | options
	printf '.SH SEE ALSO\n.BR ledgerpress (1),\n.BR "ledgerpress help" ,\nwhich explains tables, profiles, policy, events and messages.\n'
}

if [ -n "$folder" ]; then
	mkdir -p "$folder"
	commands | while read -r c; do page "$c" >"$folder/ledgerpress-$c.1" || exit 2; done
	exit
fi

cat <<'ROFF'
.\" Made by gen/cmd/man.sh from what the program says of itself (make man); tests/checks/words.sh holds the two together.
ROFF
printf '.TH LEDGERPRESS 1 "" "ledgerpress %s" "User commands"\n' "$release"
cat <<'ROFF'
.SH NAME
ledgerpress \- ledger exports to signed\-ready papers and evidence bundles
.SH SYNOPSIS
.B ledgerpress
.I COMMAND
.RI [ options ]
.RI [ arguments ]
.SH DESCRIPTION
.B ledgerpress
turns the CSV exports of an accounting system into statements, reminders, notices, confirmations, claims and reports as PDF,
ready to be signed, in English, Arabic, Russian and Norwegian, and registers each of them so that nothing goes out twice.
It files the signed papers that come back, and makes evidence bundles of them.
.PP
A
.I house
is a folder:
.IR house.ini ,
.IR ledger.db ,
.I evidence/
and
.IR out/ .
Commands run in it, or with
.BR \-C .
Nothing is asked and no clock is read: where figures depend on a day it is given with
.BR \-\-as\-of .
.SH COMMANDS
Each has its own page; the same is said by
.BR "ledgerpress \fICOMMAND\fB \-h" .
ROFF
commands | while read -r c; do
	printf '.TP\n.BR ledgerpress\\-%s (1)\n%s\n' "$c" "$("$LP" "$c" -h | sed -n 2p | roff)"
done
echo '.SH REFERENCE'
echo 'What authors of layouts, queries, profiles and policies need; the same by'
echo '.BR "ledgerpress help " TOPIC .'
"$LP" help | sed -n '/^Reference/,/^$/s/^  \([a-z][a-z]*\)  .*/\1/p' | grep -vx commands | while read -r t; do
	printf '.SS help %s\n.nf\n' "$t"
	"$LP" help "$t" | roff
	echo '.fi'
done
echo '.SH GENERAL OPTIONS'
"$LP" -h | sed -n '/^General options/,/^$/p' | options
cat <<'ROFF'
.SH MESSAGES
.nf
file:line:column: level: what is wrong [name]; what happens now
  hint: what to do
  note: where it came from
.fi
.PP
.IR warning :
made all the same.
.IR error :
this paper or this file is not made, the rest goes on.
.IR fatal :
the run stops and can be resumed.
.SH EXIT STATUS
.TP
.B 0
fine
.TP
.B 1
something was not made or did not verify
.TP
.B 2
stopped
.TP
.B 64
wrong usage
.SH ENVIRONMENT
.TP
.B LEDGERPRESS_SHARE
the folder that holds
.I layouts/
and
.I fonts/
when it is not found beside the program
.TP
.B SOURCE_DATE_EPOCH
the day, in seconds since 1970, when
.B \-\-as\-of
is not given
.SH FILES
.TP
.I house.ini
company, languages, policy, export profiles
.TP
.I ledger.db
the ledger and the register (SQLite)
.TP
.I layouts/
the house's own layouts and catalogues, searched before the shipped ones
.TP
.I out/RUN/index.html
what a run made, searchable
.TP
.I out/RUN/tie\-out.csv
how the run adds up
.SH EXAMPLE
.nf
ledgerpress init north \-\-preset sop
cd north
ledgerpress import ../exports/*.csv
ledgerpress check
ledgerpress plan \-\-as\-of 2026\-11\-01 \-\-why
ledgerpress make \-\-as\-of 2026\-11\-01 \-\-merged
.fi
ROFF
