#!/bin/sh
# The first hour in four more houses, by the words of the README alone: first.sh LEDGERPRESS FOLDER leeds|bergen|kuwait|tver. Prints every command with all that it
# says, and counts commands and wrong turns (commands that end with an error).
set -u
here=$(cd "$(dirname "$0")" && pwd)
LP=$(realpath "$1")
mkdir -p "$2" && cd "$2" || exit 2
. "$here/lp.sh"
python3 -B "$here/worlds.py" "$3" .
lp start
python3 -B "$here/answers.py" house.ini "$3"
lp check
lp import ./*.csv
lp make STMT --as-of 2026-11-02
lp status
lp plan --as-of 2026-11-02
echo
echo "$commands commands, $wrong wrong turns"
