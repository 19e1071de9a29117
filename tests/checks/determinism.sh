# Same input, same bytes: two runs, and -j1 beside -j2, leave identical files; so do workbooks and bundles.
. "$TOP/tests/lib.sh"
for h in a b; do gulf $h; done
"$LP" -q -C a make --as-of 2026-11-01 --merged -j 1 >a.txt 2>&1
verdict $? "make -j 1" && "$LP" -q -C b make --as-of 2026-11-01 --merged -j 2 >b.txt 2>&1
verdict $? "make -j 2"
tail -n 5 a.txt b.txt
for h in a b; do
	"$LP" -q -C $h report aging --as-of 2026-11-01 >$h.report 2>&1
	"$LP" -q -C $h handover --from S04 --to S08 --as-of 2026-11-01 >$h.handover 2>&1
	(cd $h && find out -type f ! -name '*.db*' -exec sha256sum {} + | sort -k2) >$h.sum
done
n=$(wc -l <a.sum)
[ "$n" -gt 100 ]
verdict $? "there are $n files to compare"
diff a.sum b.sum | empty "every file is the same, byte by byte"
cmp -s a.txt b.txt
verdict $? "the same is said"
for ext in pdf xlsx zip html csv json; do grep -q "\.$ext\$" a.sum; verdict $? "there is .$ext among them"; done
exit $bad
