# A run made in parts on copies, and merged: the same bytes as on one machine, however often a part ran, died, or was merged, in whatever order.
. "$TOP/tests/lib.sh"
day="--as-of 2026-11-01"
one_machine() { "$LP" -q -C "$1" make $day --merged -j 2; }
files() { (cd "$1" && find out -exec stat -c '%F %a %n' {} + | sort -k3 && find out -type f -exec sha256sum {} + | sort -k2); }
register() {
	for t in run run_file paper paper_item paper_event bad_case sequence choice custody; do
		echo "-- $t"
		sqlite3 "$1/ledger.db" "SELECT * FROM $t ORDER BY 1, 2"
	done
}
part() { # FOLDER I/N: a copy of what was frozen, and its part
	cp -R frozen "$1" && "$LP" -q -C "$1" make $day --shard "$2" -j 1
}
merge() { "$LP" -q -C "$@" >said 2>&1; status=$?; }
# same TITLE: the house many is as the one that one machine made.
same() {
	files many | diff want.files - >differs
	register many | diff want.register - >>differs
	if [ ! -s differs ] && [ "$status" = 0 ]; then ok "$1"; else not_ok "$1 (exit $status)"; head -n 8 differs; tail -n 5 said; fi
}
gulf clean
one_machine clean >said 2>&1 || { not_ok "one machine"; tail said; exit 1; }
files clean >want.files
register clean >want.register
all=$(grep -c 'out/R20261101-01/.*/.*\.pdf$' want.files)

gulf planned
"$LP" -q -C planned make $day --freeze ../frozen >said 2>&1
verdict $? "a run is frozen"
"$LP" -q -C planned make $day --freeze ../again >said 2>&1
verdict $? "frozen again: the same run"
(cd frozen && find . -type f | sort) >a && (cd again && find . -type f | sort) | diff a - | empty "with the same files"
is "nothing is made, and one run is planned" "$(sqlite3 planned/ledger.db "SELECT (SELECT count(*) FROM run), state, count(*) FROM paper GROUP BY state")" "1|planned|$((all / 2))"

# ---- so many parts, in any order ----
for n in 1 2 5; do
	i=0
	while [ $i -lt $n ]; do
		part p$n-$i $i/$n >said 2>&1 || { not_ok "part $i/$n"; tail said; }
		i=$((i + 1))
	done
	rm -rf many && cp -R planned many
	# shellcheck disable=SC2046
	merge many merge --merged $(ls -d "$PWD"/p$n-* | sort -r | sed 's,$,/ledger.db,')
	same "$n part(s), merged at once, the last first, are one machine"
	# next month is the same too
	if [ $n = 5 ]; then
		cp -R clean next && cp -R many next-many
		for h in next next-many; do "$LP" -q -C $h make --as-of 2026-12-01 >said.$h 2>&1; done
		cmp -s said.next said.next-many && grep -q 'papers made' said.next
		verdict $? "the same is said of the next month"
		files next >a && files next-many | diff a - | empty "and it is the same"
	fi
done
(cd many && "$LP" verify out/R*) >said 2>&1
verdict $? "the run's folder verifies"
# ---- one after another, and each twice ----
rm -rf many && cp -R planned many
for i in 3 0 4 1; do
	merge many merge --merged ../p5-$i/ledger.db
	[ $status = 1 ] || not_ok "part $i alone ends with $status"
done
is "four of five: the fifth is named" "$(grep -c 'merge-missing' said) $(grep -o 'part 2/5 of R20261101-01 is not whole' said)" "1 part 2/5 of R20261101-01 is not whole"
is "and no list is there yet" "$(ls many/out/R20261101-01 | grep -vE '^[A-Z0-9]+$')" "snapshot.db"
merge many merge --merged ../p5-2/ledger.db ../p5-2/ledger.db ../p5-0/ledger.db
same "the fifth, and two of them twice"
merge many merge --merged ../p5-0/ledger.db ../p5-1/ledger.db ../p2-0/ledger.db
same "merged when all is done, also parts of other halves"
# ---- a part ran twice; one died half-way ----
cp -R p5-1 twice
rm -rf many && cp -R planned many
cp -R frozen died
strace -f -qq -o /dev/null -e trace=renameat2 -e inject=renameat2:signal=KILL:when=12 "$LP" -q -C died make $day --shard 3/5 -j 1 >said 2>&1
[ $? -ne 0 ]
verdict $? "a part dies half-way"
merge many merge --merged ../p5-0/ledger.db ../p5-1/ledger.db ../twice/ledger.db ../p5-2/ledger.db ../died/ledger.db ../p5-4/ledger.db
is "it is unfinished, and says so" "$status $(grep -c 'part 3/5 of R20261101-01 is not whole' said) $(grep -cE '3/5 +unfinished' said)" "1 1 1"
cp -R many half
part anew 3/5 >said 2>&1
merge many merge --merged ../anew/ledger.db ../died/ledger.db
same "made again on a new copy, and merged"
"$LP" -q -C died make $day --shard 3/5 -j 1 >said 2>&1
verdict $? "it can be resumed"
rm -rf many && cp -R half many
merge many merge --merged ../died/ledger.db
same "and merged then"
rm -rf many && cp -R half many
"$LP" -q -C many make $day --merged >said 2>&1
status=$?
same "or this machine makes the rest"
# ---- merge itself is killed; two merge at once ----
five="../p5-0/ledger.db ../p5-1/ledger.db ../p5-2/ledger.db ../p5-3/ledger.db ../p5-4/ledger.db"
for call in renameat2:when=70 fdatasync:when=2 pwrite64:when=60; do
	rm -rf many && cp -R planned many
	# shellcheck disable=SC2086
	strace -f -qq -o /dev/null -e trace="${call%:*}" -e "inject=${call%:*}:signal=KILL:${call#*:}" "$LP" -q -C many merge --merged $five >said 2>&1
	[ $? -ne 0 ] || echo "   $call never came"
	# shellcheck disable=SC2086
	merge many merge --merged $five
	same "killed at $call, and merged again"
done
rm -rf many && cp -R planned many
# shellcheck disable=SC2086
for i in 1 2 3; do ("$LP" -q -C many merge --merged $five >said.$i 2>&1; echo $? >status.$i) & done
wait
cat status.? | grep -v '^[01]$' | empty "three merges at once end well, or say that another is at it"
# shellcheck disable=SC2086
merge many merge --merged $five
same "and it is one run"

# ---- what is refused ----
# refused TITLE WORDS REGISTER: nothing of it is taken in, what differs is named, and the four others are taken in.
refused() {
	rm -rf many && cp -R "${HOUSE-planned}" many
	merge many merge ../p5-0/ledger.db ../p5-1/ledger.db "$3" ../p5-3/ledger.db ../p5-4/ledger.db
	if [ $status = 1 ] && grep -qF -e "$2" said && [ "$(grep -c '\[merge\]' said)" = 1 ] &&
		[ "$(sqlite3 many/ledger.db "SELECT count(*) FROM paper WHERE state = 'made'")" = "$others" ]; then ok "$1"; else
		not_ok "$1 (exit $status)"
		sed 's/^/   /' said
	fi
}
others=$(sqlite3 p5-2/ledger.db "SELECT count(*) FROM paper WHERE state = 'planned'")
# another ledger: a payment more, planned by itself, gives the same run id
gulf other
printf 'customer,type,number,date,amount,currency\nC1103,payment,RCX1,2026-10-30,10.00,AED\n' >pay.csv
"$LP" -q -C other import "$PWD/pay.csv" --as ledger >said 2>&1 || { not_ok "a payment is imported"; tail said; }
"$LP" -q -C other make $day --freeze ../frozen-other >said 2>&1
cp -R frozen-other other-2 && "$LP" -q -C other-2 make $day --shard 2/5 >said 2>&1
refused "another ledger" "what differs: the frozen ledger (tables entry, source, source_total)" ../other-2/ledger.db
# another day
gulf other-day
"$LP" -q -C other-day make --as-of 2026-11-02 --freeze ../frozen-day >said 2>&1
cp -R frozen-day day-2 && "$LP" -q -C day-2 make --as-of 2026-11-02 --shard 2/5 >said 2>&1
refused "another day" "holds a part of R20261102-01, not of R20261101-01" ../day-2/ledger.db
# other words
gulf other-words
"$LP" -q -C other-words make STMT $day --freeze ../frozen-words >said 2>&1
cp -R frozen-words words-2 && "$LP" -q -C words-2 make STMT $day --shard 2/5 >said 2>&1
refused "other words" "what differs: types and filters" ../words-2/ledger.db
# the house changed on the part's machine: what was planned is the same, and its papers are not
cp -R p5-2 changed
cp "$SAMPLES/fjord/logo.png" changed/logo.png
sed -i 's/"house.ini or pictures": "[0-9a-f]*/&0/' changed/out/R20261101-01/parts/2-of-5.json
refused "another house.ini or picture" "what differs: house.ini or pictures" ../changed/ledger.db
cp -R p5-2 newer
sed -i 's/HarfBuzz [0-9.]*/HarfBuzz 99.1/; s/"program": "[0-9a-f]*/&0/' newer/out/R20261101-01/parts/2-of-5.json
refused "another program, or other libraries" "what differs: program, libraries" ../newer/ledger.db
cp -R frozen begun && cp "$SAMPLES/fjord/logo.png" begun/logo.png
"$LP" -q -C begun make $day --shard 2/5 >said 2>&1
is "such a part is not begun" "$? $(grep -c 'the run was frozen with other things than are here now: house.ini or pictures \[part-other\]' said)" "1 1"
# no register, or half of one
refused "one that is not there" "is not there" ../nowhere/ledger.db
refused "the house's own ledger" "is this house's own ledger" ledger.db
refused "a part that was not begun" "none was made there" ../frozen/ledger.db
cp -R p5-2 short && truncate -s 100000 short/ledger.db
refused "half a register" "cannot be read as a register" ../short/ledger.db
cp -R p5-2 junk && echo 'no database' >junk/ledger.db
refused "no register at all" "cannot be read as a register" ../junk/ledger.db
cp -R p5-2 bytes
sqlite3 bytes/ledger.db "UPDATE paper SET sha256 = replace(sha256, '1', '2') WHERE number = (SELECT min(number) FROM paper WHERE state = 'made')"
rm -rf many && cp -R planned many
merge many merge ../p5-2/ledger.db ../bytes/ledger.db
is "a paper of other bytes" "$status $(grep -c 'has other bytes there than it was made with elsewhere' said) $(sqlite3 many/ledger.db "SELECT count(*) FROM paper WHERE state = 'made'")" \
	"1 1 $(sqlite3 p5-2/ledger.db "SELECT count(*) FROM paper WHERE state = 'made'")"
# ---- a paper's file is damaged: it is not taken in; another register has it whole ----
cp -R p5-2 damaged
file=$(cd damaged && find out -name '*.pdf' | sort | head -n 1)
echo x >>"damaged/$file"
rm -rf many && cp -R planned many
merge many merge --merged ../p5-0/ledger.db ../p5-1/ledger.db ../damaged/ledger.db ../p5-3/ledger.db ../p5-4/ledger.db
is "a paper that was changed stays planned" "$status $(grep -c 'was changed after it was made \[merge-paper\]' said) $(sqlite3 many/ledger.db "SELECT count(*) FROM paper WHERE state = 'planned'")" "1 1 1"
[ ! -e "many/$file" ]
verdict $? "and its file does not come"
merge many merge --merged ../damaged/ledger.db ../p5-2/ledger.db
same "another register has it whole"
# ---- a paper that cannot be made in one beginning of a part, and can in another: it is made, whichever comes first ----
cp -R p5-2 fails
number=$(sqlite3 fails/ledger.db "SELECT min(number) FROM paper WHERE state = 'made'")
sqlite3 fails/ledger.db "UPDATE paper SET state = 'failed', sha256 = NULL, bytes = NULL, pages = NULL WHERE number = '$number';
	UPDATE paper_event SET state = 'failed', note = 'its worker died' WHERE paper = (SELECT id FROM paper WHERE number = '$number')"
for order in "../fails/ledger.db ../p5-2/ledger.db" "../p5-2/ledger.db ../fails/ledger.db"; do
	rm -rf many && cp -R planned many
	for r in $order ../p5-0/ledger.db ../p5-1/ledger.db ../p5-3/ledger.db; do merge many merge --merged $r; done
	merge many merge --merged ../p5-4/ledger.db
	same "failed in one beginning, made in another ($order)"
done
rm -rf many && cp -R planned many
merge many merge ../fails/ledger.db ../p5-0/ledger.db ../p5-1/ledger.db ../p5-3/ledger.db ../p5-4/ledger.db
is "failed everywhere: the run ends, and says so" "$status $(sqlite3 many/ledger.db "SELECT r.state, p.state, (SELECT note FROM paper_event v WHERE v.paper = p.id) FROM run r JOIN paper p ON p.run = r.id WHERE p.number = '$number'")" \
	"1 made|failed|its worker died"
# ---- the script of the cluster, as a scheduler calls it; a part that is begun twice at once counts once ----
mkdir bin && ln -s "$LP" bin/ledgerpress
export LEDGERPRESS_SHARE="$TOP"
for i in 0 1 2 0; do
	(PATH=$PWD/bin:$PATH SLURM_ARRAY_TASK_ID=$((i + 4)) SLURM_ARRAY_TASK_MIN=4 SLURM_ARRAY_TASK_COUNT=3 sh "$TOP/samples/cluster/ledgerpress.slurm" frozen parts $day >"said.$i" 2>&1 || echo "part $i: $(cat said.$i)" >>uneven) &
done
wait
touch uneven
empty "the script makes three parts, one of them twice at once" <uneven
# shellcheck disable=SC2010
is "each has its name, and nothing half is left" "$(ls -A parts | tr '\n' ' ')" "4 5 6 "
rm -rf many && cp -R planned many
# shellcheck disable=SC2046
merge many merge --merged $(ls -d "$PWD"/parts/*/ledger.db)
same "and they are one machine"
exit $bad
