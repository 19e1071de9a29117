# A full disk: whichever write fails, the exit says so, no wrong file stands under a final name, and a re-run ends the same.
. "$TOP/tests/lib.sh"
gulf clean
"$LP" -q -C clean make --as-of 2026-11-01 --salesman S07 -j 1 >said 2>&1 || { not_ok "the undisturbed run"; tail said; exit 1; }
sums() { (cd "$1" && find out -name '*.pdf' -exec sha256sum {} + | sort -k2); }
sums clean >want
[ -s want ] || { not_ok "nothing was made"; exit 1; }
inject() {
	what=$1
	gulf house
	strace -f -o /dev/null -e "inject=$what" "$LP" -q -C house make --as-of 2026-11-01 --salesman S07 -j 1 >said 2>&1
	status=$?
	if [ $status -eq 0 ]; then
		# the fault may have met nothing that matters; then everything must be there
		sums house | diff -q want - >/dev/null
		verdict $? "$what: exit 0 and everything is there"
		rm -rf house
		return
	fi
	# whatever stands under a final name is whole
	sums house | while read -r sum path; do grep -qF "$sum  $path" want || echo "$path"; done | empty "$what: exit $status, no wrong file under a final name"
	"$LP" -q -C house make --as-of 2026-11-01 --salesman S07 -j 1 >said 2>&1
	sums house | diff want - | empty "$what: the next run ends the same"
	rm -rf house
}
for k in 1 3 8 20 45 90 160; do inject "write,pwrite64,writev:error=ENOSPC:when=$k+"; done
for k in 1 4 9; do inject "fsync,fdatasync,syncfs:error=EIO:when=$k+"; done
for k in 1 5; do inject "rename,renameat,renameat2:error=ENOSPC:when=$k+"; done
# a real full disk
if mkdir small && mount -t tmpfs -o size=1500k tmpfs small 2>/dev/null; then
	cp -R "$OUT/fixture/gulf" small/house 2>/dev/null
	"$LP" -q -C small/house make --as-of 2026-11-01 -j 1 >said 2>&1
	status=$?
	[ $status -ne 0 ]
	verdict $? "a tmpfs of 1.5 MB: exit $status"
	find small/house/out -name '*.pdf' 2>/dev/null | while read -r f; do qpdf --check "$f" >/dev/null 2>&1 || echo "$f"; done |
		empty "and each PDF that stands there is whole"
	umount small
fi
exit $bad
