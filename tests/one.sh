#!/bin/sh
# Runs one test of the suite (called by run.sh): one.sh KIND NAME. Leaves $OUT/results/KIND/NAME.sum "passed failed seconds KIND NAME"
# and NAME.text, what is shown when something failed.
set -u
kind=$1
name=$2
result=$OUT/results/$kind/$name
scratch=$OUT/scratch/$kind/$name
[ ! -e "$scratch" ] || rm -rf "$scratch"
mkdir -p "${result%/*}" "$scratch"
now() { read -r up idle </proc/uptime && now=${up%.*}; }
now
began=$now
passed=0
failed=0

# A unit's binary counts its own tests: "100%: Checks: 3, Failures: 0, Errors: 0".
run_unit() {
	(cd "$TOP" && CK_VERBOSITY=normal timeout 300 "$B/unit/$name") >"$result.text" 2>&1
	status=$?
	counts=$(sed -n 's/.*Checks: \([0-9]*\), Failures: \([0-9]*\), Errors: \([0-9]*\).*/\1 \2 \3/p' "$result.text" | tail -n 1)
	# shellcheck disable=SC2086
	set -- ${counts:-0 0 0}
	failed=$(($2 + $3))
	passed=$(($1 - failed))
	[ $status -eq 0 ] || [ $failed -gt 0 ] || { failed=1; echo "exit status $status" >>"$result.text"; }
	[ $((passed + failed)) -gt 0 ] || { failed=1; echo "no test was run" >>"$result.text"; }
}

# What differs from machine to machine, and how many document types there are, is folded; what is left of the machine's paths is kept in $result.paths.
fold() {
	sed -ne "s,$scratch/house,.,g" -e "s,$scratch,.,g" -e "s,$SAMPLES,samples,g" -e "s,$TOP/layouts,layouts,g" -e "s,$TOP/fonts,fonts,g" \
		-e 's/^[0-9][0-9]* document types in /N document types in /' -e "\,$TOP,w $result.paths" -e p
}

run_golden() {
	case_dir=$TOP/tests/golden/$name
	set --
	for file in "$case_dir"/*; do
		case ${file##*/} in want | status | cmd) ;; *) set -- "$@" "$file" ;; esac
	done
	[ $# -eq 0 ] || cp -R "$@" "$scratch/"
	(cd "$scratch" && GOLDEN=$case_dir exec timeout 120 sh -c '. "$TOP/tests/golden/prelude.sh"; . "$GOLDEN/cmd"') \
		>"$result.raw" 2>&1 </dev/null
	status=$?
	fold <"$result.raw" >"$result.got"
	want_status=0
	[ ! -f "$case_dir/status" ] || read -r want_status <"$case_dir/status"
	if [ -n "${ACCEPT-}" ]; then
		: >"$result.text"
		[ -f "$case_dir/want" ] || : >"$case_dir/want"
		diff -u --label "$name/want" --label "$name/now" "$case_dir/want" "$result.got" >"$result.text"
		cp "$result.got" "$case_dir/want"
		[ $status -eq "$want_status" ] || echo "status $want_status is now $status" >>"$result.text"
		rm -f "$case_dir/status"
		[ $status -eq 0 ] || echo $status >"$case_dir/status"
		passed=1
		return
	fi
	: >"$result.text"
	diff -u --label "$name/want" --label "$name/now" "$case_dir/want" "$result.got" >"$result.text" 2>&1 || failed=1
	[ "$status" = "$want_status" ] || { failed=1; echo "exit status $status, wanted $want_status" >>"$result.text"; }
	[ ! -s "$result.paths" ] || { failed=1; cat "$result.paths"; echo "a path of this machine is printed"; } >>"$result.text"
	[ $failed -gt 0 ] || passed=1
}

# A check prints lines "ok …" and "not ok …"; the rest explains.
run_check() {
	while [ -n "${AFTER_DEMO-}" ] && [ ! -f "$OUT/results/demo/-.sum" ]; do sleep 1; done
	(cd "$scratch" && timeout 570 sh "$TOP/tests/checks/$name.sh") >"$result.raw" 2>&1 </dev/null
	status=$?
	passed=$(grep -c '^ok' "$result.raw")
	failed=$(grep -c '^not ok' "$result.raw")
	if [ $status -ne 0 ] && [ "$failed" -eq 0 ] || [ $((passed + failed)) -eq 0 ]; then
		failed=$((failed + 1))
		echo "exit status $status" >>"$result.raw"
	fi
	grep -v '^ok' "$result.raw" | tail -n 200 >"$result.text"
}

run_demo() {
	if (cd "$TOP" && sh tests/demo.sh "$B") >"$result.text" 2>&1; then passed=1; else failed=1; fi
}

# A house for the cases that need one: copied, never written. init-PRESET is a new one, own-PRESET that without the example's mark, of which every
# command would remind; the others are the samples with everything imported.
run_fixture() {
	made=$OUT/fixture/$name
	[ -d "$made" ] && return
	mkdir -p "$OUT/fixture"
	(
		cd "$scratch" || exit 2
		case $name in
		init-* | own-*) "$LP" -q init house --preset "${name#*-}" && case $name in own-*) sed -i '/^example *=/d' house/house.ini ;; esac ;;
		*) sh "$TOP/tests/house.sh" "$name" house ;;
		esac && mv house "$made"
	) >"$result.text" 2>&1 || failed=1
}

case $kind in
unit) run_unit ;;
golden) run_golden ;;
checks) run_check ;;
demo) run_demo ;;
fixture) run_fixture ;;
esac
now
seconds=$((now - began))
echo "$passed $failed $seconds $kind $name" >"$result.sum"
if [ $failed -gt 0 ]; then echo "FAILED $kind $name"; elif [ $seconds -ge 10 ]; then echo "passed $kind $name ($seconds s)"; fi
# what passed leaves nothing behind; what failed can be looked at
[ $failed -gt 0 ] || rm -rf "$scratch"
exit 0
