# The house rules that a machine can see.
exec sh "$TOP/tests/lint.sh"
