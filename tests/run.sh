#!/bin/sh
# The runner: units, golden cases and external checks, two at a time. Shows what fails and ends with "N passed, M failed".
#
#   tests/run.sh [unit|golden|checks|demo] [NAME…]     NAME: golden STAGE or STAGE/NAME, a check's name, a unit's name
#   tests/run.sh golden --accept STAGE/NAME…           records the output of the cases named as what is wanted
#
# Environment: B the build folder (build), J jobs at once (2).
set -u
cd "$(dirname "$0")/.." || exit 2
TOP=$(pwd -P)
B=${B:-build}
case $B in /*) ;; *) B=$TOP/$B ;; esac
J=${J:-2}
LP=$B/ledgerpress
SAMPLES=$TOP/samples
DEMO=$B/demo
OUT=$B/tests
LC_ALL=C.UTF-8
TZ=UTC
export TOP B J LP SAMPLES DEMO OUT LC_ALL TZ
unset SOURCE_DATE_EPOCH LEDGERPRESS_SHARE MAKEFLAGS MAKELEVEL MFLAGS

part=all
accept=
case ${1-} in
unit | golden | checks | demo) part=$1; shift ;;
esac
if [ "${1-}" = --accept ]; then
	[ "$part" = golden ] && [ $# -gt 1 ] || { echo "usage: tests/run.sh golden --accept STAGE/NAME…" >&2; exit 64; }
	accept=1
	shift
fi

mkdir -p "$OUT"
began=$(date +%s)

# A version manager's python3 is a script that looks for the program each time, at many times the cost of a start: the program has the name first.
python=$(python3 -c 'import sys; sys.prefix == sys.base_prefix and print(sys.executable)' 2>/dev/null)
if [ -n "$python" ] && [ "$python" != "$(command -v python3)" ]; then
	mkdir -p "$OUT/bin"
	# no link: another python3 that is called by its bare name would take itself for this one
	printf '#!/bin/sh\nexec "%s" "$@"\n' "$python" >"$OUT/bin/python3.new"
	chmod +x "$OUT/bin/python3.new" && mv "$OUT/bin/python3.new" "$OUT/bin/python3"
	PATH=$OUT/bin:$PATH
fi

# The names of one kind, one a line; with words only those that begin so.
names() {
	kind=$1
	shift
	case $kind in
	unit) (cd "$TOP/tests/unit" && ls *_*.c 2>/dev/null | sed 's/\.c$//') ;;
	golden) (cd "$TOP/tests/golden" && ls -d */*/cmd 2>/dev/null | sed 's,/cmd$,,') ;;
	checks) (cd "$TOP/tests/checks" && ls *.sh 2>/dev/null | sed 's/\.sh$//') ;;
	esac | {
		if [ $# -eq 0 ]; then cat; else
			while read -r name; do
				for word; do case $name in "$word" | "$word"/*) echo "$name" ;; esac; done
			done
		fi
	}
}

# The houses that cases begin with: the samples with everything imported, and new ones.
fixtures() {
	printf 'fixture %s\n' gulf sibir parts fjord
	for preset in "$TOP"/layouts/presets/*.ini; do
		preset=${preset##*/}
		printf 'fixture %s\n' "init-${preset%.ini}" "own-${preset%.ini}"
	done
}

# Runs "KIND NAME" lines of stdin, J at a time; each leaves its result under $OUT/results.
run_jobs() {
	xargs -P "$J" -L 1 sh "$TOP/tests/one.sh"
}

if [ -n "$accept" ]; then
	status=0
	fixtures | run_jobs
	for name; do
		[ -f "$TOP/tests/golden/$name/cmd" ] || { echo "there is no golden case $name" >&2; exit 64; }
		ACCEPT=1 sh "$TOP/tests/one.sh" golden "$name" || status=1
		cat "$OUT/results/golden/$name.text" 2>/dev/null
	done
	exit $status
fi

rm -rf "$OUT/results"
mkdir -p "$OUT/results"

[ "$part" = unit ] || [ -x "$LP" ] || { echo "$LP is not built" >&2; echo "0 passed, 1 failed"; exit 1; }
[ "$part" = unit ] || rm -rf "$OUT/fixture"
case $part in
all)
	fixtures | run_jobs
	# one queue, that nothing waits for the longest of a kind; checks wait for the demo, which begins it
	AFTER_DEMO=1
	export AFTER_DEMO
	{ echo demo -; for kind in unit golden checks; do names $kind | sed "s/^/$kind /"; done; } | run_jobs
	;;
unit) names unit "$@" | sed 's/^/unit /' | run_jobs ;;
golden)
	fixtures | run_jobs
	names golden "$@" | sed 's/^/golden /' | run_jobs
	;;
demo) echo demo - | run_jobs ;;
checks)
	[ -f "$DEMO/done" ] || echo demo - | run_jobs
	fixtures | run_jobs
	names checks "$@" | sed 's/^/checks /' | run_jobs
	;;
esac

# A result's first line: passed failed seconds kind name.
find "$OUT/results" -name '*.sum' -exec cat {} + | sort -k4,4 -k5,5 >"$OUT/results/all"
while read -r passed failed seconds kind name; do
	[ "$failed" -gt 0 ] || continue
	echo "--- $kind $name: $failed failed"
	cat "$OUT/results/$kind/$name.text"
done <"$OUT/results/all"
awk '$3 >= 10 { printf "%4d s  %s %s\n", $3, $4, $5 }' "$OUT/results/all" | sort -rn >"$OUT/results/slow"
if [ -s "$OUT/results/slow" ]; then
	echo "what takes long:"
	cat "$OUT/results/slow"
fi
for kind in fixture unit golden demo checks; do
	awk -v kind=$kind '$4 == kind { p += $1; f += $2; n++ }
		END { if (n && kind != "fixture") printf "%-7s %d passed, %d failed in %d parts\n", kind ":", p, f, n }' "$OUT/results/all"
done
echo "all of it took $(($(date +%s) - began)) s"
awk '{ p += $1; f += $2 } END { printf "%d passed, %d failed\n", p, f; exit f > 0 || p == 0 }' "$OUT/results/all"
