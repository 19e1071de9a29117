# make install: the program runs from the installed place, with what lies beside it.
. "$TOP/tests/lib.sh"
d=$PWD/root
(cd "$TOP" && MAKELEVEL=1 make --no-print-directory -s B="${B#"$TOP"/}" DESTDIR="$d" PREFIX=/usr install-files) >said 2>&1
verdict $? "make install DESTDIR=…" || cat said
p=$d/usr/bin/ledgerpress
"$p" version >said 2>&1
verdict $? "the installed program runs"
"$p" -q init house --preset sop >said 2>&1
verdict $? "init finds the installed presets" || cat said
cp "$SAMPLES/gulf/house.ini" "$SAMPLES/gulf/logo.png" house/
"$p" -q -C house import "$SAMPLES/gulf/exports/staff.csv" --as staff >said 2>&1
verdict $? "it imports"
# a leak checker cannot work under strace
ASAN_OPTIONS=detect_leaks=0 strace -f -e trace=openat -o trace "$p" -C house check >said 2>&1
verdict $? "check passes on the installed layouts and fonts" || tail -n 20 said
grep -v ENOENT trace | grep -F "\"$TOP/" | grep -vF "\"$d" | grep -vF "\"$PWD" | empty "nothing is read from the source tree"
"$p" help policy >said 2>&1 && "$p" help doctypes >>said 2>&1 && grep -q 'pay_days' said && grep -q 'CONFR  (signed by' said
verdict $? "the author's reference is installed with it" || tail -n 5 said
for f in share/man/man1/ledgerpress.1 share/man/man1/ledgerpress-make.1 share/bash-completion/completions/ledgerpress \
	share/zsh/site-functions/_ledgerpress share/fish/vendor_completions.d/ledgerpress.fish share/ledgerpress/layouts share/ledgerpress/fonts; do
	[ -e "$d/usr/$f" ]
	verdict $? "$f is installed"
done
exit $bad
