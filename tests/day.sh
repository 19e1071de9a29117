#!/bin/sh
# A clerk's first hour, ten mornings and a month end, in a house made from exports that the program never saw, by the words of the README alone.
# Prints every command with all that it says, and counts: commands, wrong turns (commands that end with an error), on stderr seconds too.
#
#   tests/day.sh LEDGERPRESS FOLDER      FOLDER is made; the transcript is on stdout
set -u
here=$(cd "$(dirname "$0")" && pwd)
LP=$(realpath "$1")
mkdir -p "$2" || exit 2
cd "$2" || exit 2
LC_ALL=C.UTF-8
export LC_ALL
began=$(date +%s)
. "$here/day/lp.sh"
# The export that the accounting program wrote in the night.
night() { python3 -B "$here/day/exports.py" . "$1"; }

echo "== the first hour"
night 2026-11-02
lp start
# what the clerk knows is written where house.ini says that it is open
python3 -B "$here/day/answers.py" house.ini
lp check
lp import "debtors master.csv" reps.csv receivables_2026-11-02.csv
lp make STMT --as-of 2026-11-02
echo "-- the first statement after $commands commands"

morning() {
	echo
	echo "== the morning of $1"
	night "$1"
	lp import "receivables_$1.csv"
	lp status
}
morning 2026-11-03
lp plan --as-of 2026-11-03
lp make --as-of 2026-11-03
morning 2026-11-04
lp show K13
lp record promise --customer K13 --date 2026-11-04 --promise-date 2026-11-11 --promise-amount 500.000
morning 2026-11-05
lp make --as-of 2026-11-05
morning 2026-11-08
lp record dispute --customer K18 --invoice SI-7003 --date 2026-11-08
lp plan --as-of 2026-11-08 --why --customer K18
morning 2026-11-09
lp make --as-of 2026-11-09
morning 2026-11-10
lp plan --as-of 2026-11-10
morning 2026-11-11
lp make --as-of 2026-11-11
morning 2026-11-12
lp show K13
morning 2026-11-15
lp make --as-of 2026-11-15
morning 2026-11-16
lp make --as-of 2026-11-16

echo
echo "== the month end"
night 2026-11-30
lp import receivables_2026-11-30.csv
lp month
lp make --as-of 2026-11-30
lp report aging --as-of 2026-11-30
echo
echo "$commands commands, $wrong wrong turns"
echo "$(($(date +%s) - began)) seconds" >&2
