# Every edit of tests/mutants/list still finds its place, once; `make mutants` proves that the tests notice it.
. "$TOP/tests/lib.sh"
python3 -B "$TOP/tests/mutants/mutants.py" --list || bad=1
exit $bad
