# The sample houses are what their generator writes, to the byte.
. "$TOP/tests/lib.sh"
mkdir top
cp -R "$SAMPLES" top/samples
python3 top/samples/generate.py >said 2>&1
verdict $? "the generator runs, and its own promises hold" || cat said
diff -rq "$SAMPLES" top/samples 2>&1 | grep -v __pycache__ | empty "it writes the samples that are here"
exit $bad
