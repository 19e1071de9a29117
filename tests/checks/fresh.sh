# A fresh clone builds by itself, without warnings, from committed files alone, and its first command works.
. "$TOP/tests/lib.sh"
git -C "$TOP" rev-parse HEAD >/dev/null 2>&1 || { ok "no git here: this is no clone"; exit 0; }
git clone -q "$TOP" clone 2>said
verdict $? "git clone" || cat said
# Where every byte that the compiler reads is committed as it lies here, the clone's objects would be those that were just built: they are taken from there,
# but for the two rooms that read what the build itself writes. Anything else, changed or not committed, and the clone compiles all of it.
if cmp -s "$TOP/Makefile" clone/Makefile && diff -rq "$TOP/gen" clone/gen >/dev/null && (cd "$TOP" && MAKELEVEL=1 make -q B="${B#"$TOP"/}" program) >/dev/null 2>&1 &&
	! nm "$LP" 2>/dev/null | grep -q __asan_init; then
	mkdir -p clone/build/gen
	(cd "$B/gen" && find . -name '*.o' ! -path './late/*' ! -path './db/*' | tar -c -T -) | tar -x -m -C clone/build/gen
fi
cd clone || exit 1
# the suite's own B must not reach into it
MAKELEVEL=1 make --no-print-directory -j2 B=build CFLAGS=-O0 program >../built 2>&1
verdict $? "it builds" || tail -n 20 ../built
grep -i 'warning' ../built | empty "without warnings"
./build/ledgerpress version >../said 2>&1
verdict $? "and runs: $(cat ../said)"
[ -z "$(git status --porcelain)" ]
verdict $? "building leaves the tree clean"
grep -q 'make check' .ci/run && grep -q 'make demo' README.md && grep -q 'make check' README.md
verdict $? ".ci/run and README name the words"
exit $bad
