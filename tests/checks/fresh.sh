# A fresh clone builds by itself, without warnings, from committed files alone, and its first command works.
. "$TOP/tests/lib.sh"
git -C "$TOP" rev-parse HEAD >/dev/null 2>&1 || { ok "no git here: this is no clone"; exit 0; }
git clone -q "$TOP" clone 2>said
verdict $? "git clone" || cat said
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
