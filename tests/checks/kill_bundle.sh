# SIGKILL anywhere in `bundle --court` and `handover`, and a full disk under them: no wrong file under a final name, nothing half made left, and the same
# words again end byte-identical to what nothing disturbed, register and custody log too.
. "$TOP/tests/lib.sh"
gulf base
"$LP" -q -C base evidence import "$SAMPLES/gulf/scans/evidence.csv" >said 2>&1
"$LP" -q -C base make STMT --as-of 2026-11-01 --customer C1132 --customer C1133 >said 2>&1
verdict $? "a house with scans and two cases"
case=$(sqlite3 base/ledger.db "SELECT id FROM bad_case WHERE customer = 'C1132'")
other=$(sqlite3 base/ledger.db "SELECT id FROM bad_case WHERE customer = 'C1133'")
bundle="bundle $case --court --as-of 2026-11-01"
handover="handover --from S04 --to S08 --as-of 2026-11-01 --customer C1101 --customer C1102 -j 1"
# hidden files and folders count: what is half made has such names
files() { (cd "$1" && find out -mindepth 1 \( -type f -exec sha256sum {} + \) -o -name '.*' | sort -k2); }
register() {
	for t in run run_act run_customer paper custody exhibit sequence; do
		echo "-- $t"
		sqlite3 "$1/ledger.db" "SELECT * FROM $t ORDER BY 1, 2"
	done
}
# undisturbed NAME WORDS…
undisturbed() {
	name=$1
	shift
	cp -R base clean
	# shellcheck disable=SC2086
	"$LP" -q -C clean $* >said 2>&1
	verdict $? "$name: undisturbed"
	files clean >"want.$name"
	register clean >"register.$name"
	[ "$(grep -c . "want.$name")" -gt 1 ] || not_ok "$name: nothing was made"
	rm -rf clean
}
# whole TITLE: whatever stands under a final name of a bundle or paper is as it is to be; lists of a run are written last
whole() {
	files house | grep -E '\.(pdf|zip)$' | grep -v '/\.' | while read -r sum path; do
		grep -qF "$sum  $path" "want.$name" || echo "$path"
	done | empty "$1: no wrong file under a final name"
}
again() {
	# shellcheck disable=SC2086
	"$LP" -q -C house $words >said 2>&1
	status=$?
	files house | diff "want.$name" - >differs
	register house | diff "register.$name" - >>differs
	if [ $status -eq 0 ] && [ ! -s differs ]; then ok "$1: the same words end the same"; else not_ok "$1: again (exit $status)"; head -n 6 differs; tail -n 3 said; fi
	rm -rf house
}
# struck NAME WORDS CALL K: the K-th call of a kind kills the process that makes it
struck() {
	name=$1 words=$2
	cp -R base house
	# shellcheck disable=SC2086
	strace -f -qq -o /dev/null -e "trace=$3" -e "inject=$3:signal=KILL:when=$4" "$LP" -q -C house $words >struck.txt 2>&1
	whole "$name killed at $3 number $4 (exit $?)"
	again "$name killed at $3 number $4"
}
# filled NAME WORDS FAULT: every such call from one on fails
filled() {
	name=$1 words=$2
	cp -R base house
	# shellcheck disable=SC2086
	strace -f -qq -o /dev/null -e "inject=$3" "$LP" -q -C house $words >said 2>&1
	status=$?
	whole "$name, $3 (exit $status)"
	[ $status -ne 0 ] || { files house | diff -q "want.$name" - >/dev/null; verdict $? "$name, $3: exit 0 and everything is there"; }
	again "$name, $3"
}
undisturbed bundle "$bundle"
if [ "${KILL_POINTS-}" = all ]; then
	for k in 1 2 3; do struck bundle "$bundle" renameat2 $k; done
	for k in 1 2 3 4 5; do struck bundle "$bundle" fsync $k; done
	for k in 1 2 3 4 6; do struck bundle "$bundle" fdatasync $k; done
	for k in 1 5 20 40 60; do struck bundle "$bundle" pwrite64 $k; done
	for k in 1 10 40 100 200 400; do struck bundle "$bundle" write $k; done
fi
for k in 1 2; do struck bundle "$bundle" renameat2 $k; done
struck bundle "$bundle" rename 1
for k in 1 2; do struck bundle "$bundle" fsync $k; done
for k in 20 60; do struck bundle "$bundle" write $k; done
struck bundle "$bundle" unlink 1
for k in 5 60; do filled bundle "$bundle" "write,pwrite64,writev:error=ENOSPC:when=$k+"; done
filled bundle "$bundle" "fsync,fdatasync,syncfs:error=EIO:when=2+"
filled bundle "$bundle" "rename,renameat,renameat2:error=ENOSPC:when=2+"

# What a court file leaves half made is taken away by the next bundle that is made beside it, whatever its case; what others put there is not.
cp -R base house
# shellcheck disable=SC2086
strace -f -qq -o /dev/null -e trace=renameat2 -e "inject=renameat2:signal=KILL:when=2" "$LP" -q -C house $bundle >said 2>&1
[ -n "$(find house/out/bundles -name '.*.court.*')" ]
verdict $? "a killed court file leaves its folder"
mkdir -p house/out/bundles/.mine.tmp.d
echo mine >house/out/bundles/.mine.tmp
echo half >"house/out/bundles/.$case.tmp.aB3xYz"
"$LP" -q -C house bundle "$other" --as-of 2026-11-01 >said 2>&1
is "the bundle of another case takes it away, and nobody else's" "$(find house/out/bundles -name '.*' | sort | tr '\n' ' ')" \
	"house/out/bundles/.mine.tmp house/out/bundles/.mine.tmp.d "
rm -rf house

undisturbed handover "$handover"
struck handover "$handover" renameat2 3
struck handover "$handover" rename 1
struck handover "$handover" fdatasync 2
filled handover "$handover" "write,pwrite64,writev:error=ENOSPC:when=150+"
filled handover "$handover" "fsync,fdatasync,syncfs:error=EIO:when=3+"
exit $bad
