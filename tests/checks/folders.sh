# A folder that cannot be read is not an empty one: what depends on it stops, with the folder's name and the reason.
. "$TOP/tests/lib.sh"
gulf
cp -R "$SAMPLES/gulf/scans" scans
cd house || exit 2
"$LP" -q evidence import ../scans/evidence.csv >/dev/null 2>&1
"$LP" -q make STMT --as-of 2026-11-01 --customer C1103 >/dev/null 2>&1 || not_ok "a run is made"

# stops TITLE WORDS COMMAND…: it fails, says the words, and issues nothing.
stops() {
	title=$1 words=$2
	shift 2
	papers=$(sqlite3 ledger.db "SELECT count(*) FROM paper WHERE state NOT IN ('planned', 'failed')")
	"$@" >said 2>&1
	status=$?
	if [ $status -ne 0 ] && [ $status -lt 64 ] && grep -qF -e "$words" said &&
		[ "$(sqlite3 ledger.db "SELECT count(*) FROM paper WHERE state NOT IN ('planned', 'failed')")" = "$papers" ]; then ok "$title"; else
		not_ok "$title: $status"
		sed 's/^/   /' said
	fi
}
# denied PATH COMMAND…: nobody may open the folder (as root a mode does not keep anybody out).
denied() {
	path=$1
	shift
	strace -f -o /dev/null -P "$path" -e trace=openat -e inject=openat:error=EACCES "$@"
}
# broken PATH COMMAND…: it opens, but what lies in it cannot be read.
broken() {
	path=$1
	shift
	strace -f -o /dev/null -P "$path" -e trace=getdents64 -e inject=getdents64:error=EIO "$@"
}

case_id=$(sqlite3 ledger.db "SELECT id FROM bad_case WHERE customer = 'C1133'")
make="$LP make STMT --as-of 2026-11-02 --customer C1133"
# the house's own layouts: the shipped ones must not take their place
for how in file loop nowhere; do
	case $how in
	file) : >layouts; why="Not a directory" ;;
	loop) ln -s layouts layouts; why="Too many levels of symbolic links" ;;
	nowhere) ln -s /nowhere/at/all layouts; why="No such file or directory" ;;
	esac
	stops "layouts is a $how: check" "layouts/languages.ini: error: cannot be opened: $why" "$LP" check
	stops "layouts is a $how: plan" "layouts/languages.ini: error: cannot be opened: $why" "$LP" plan --as-of 2026-11-02
	stops "layouts is a $how: make" "layouts/languages.ini: error: cannot be opened: $why" $make
	stops "layouts is a $how: preview" "layouts/languages.ini: error: cannot be opened: $why" "$LP" preview STMT C1133 --as-of 2026-11-02
	stops "layouts is a $how: evidence check" "layouts/languages.ini: error: cannot be opened: $why" "$LP" evidence check "$case_id"
	stops "layouts is a $how: bundle" "layouts/languages.ini: error: cannot be opened: $why" "$LP" bundle "$case_id" --to bundles
	stops "layouts is a $how: report" "layouts/languages.ini: error: cannot be opened: $why" "$LP" report aging --as-of 2026-11-01
	rm -f layouts
done
mkdir -p layouts/po
stops "layouts may not be opened: make" "layouts: error: the folder cannot be read: Permission denied" denied layouts $make
stops "layouts cannot be read: make" "layouts: error: the folder cannot be read: Input/output error" broken layouts $make
# single files of it
for f in statement.xml statement.sql common.sql terms.xml letterhead.xml; do
	ln -s "$f" "layouts/$f"
	stops "layouts/$f is a loop: make" "layouts/$f: error: cannot be opened: Too many levels of symbolic links" $make
	rm "layouts/$f"
done
ln -s ru.po layouts/po/ru.po
stops "a catalogue is a loop: check" "layouts/po/ru.po: error: cannot be opened: Too many levels of symbolic links" "$LP" check
rm layouts/po/ru.po
rm -r layouts

# too few descriptors: something is said, and never that there is nothing to make
for n in 4 5 6 7 8 9; do
	stops "$n descriptors: make" "" sh -c "ulimit -n $n; exec $make"
	grep -qE 'nothing to make|sound' said && not_ok "$n descriptors: $(tail -n 1 said)"
done

# the folders of runs, of evidence, of bundles
run=$(ls -d out/R*)
stops "a run's folder may not be opened: verify" "$run: error: the folder cannot be read: Permission denied" denied "$run" "$LP" verify "$run"
stops "a type's folder may not be opened: verify" "$run/STMT: error: the folder cannot be read: Permission denied" \
	denied "$run/STMT" "$LP" verify "$run"
stops "what is named to verify is a loop" "loop: error: cannot be opened: Too many levels of symbolic links" \
	sh -c "ln -s loop loop; '$LP' verify loop"
stops "the store may not be opened: evidence import" "evidence/store: error: the folder cannot be read: Permission denied" \
	denied evidence/store "$LP" evidence import ../scans/evidence.csv
mkdir bundles
stops "the bundles' folder may not be opened: bundle" "bundles: error: the folder cannot be read: Permission denied" \
	denied bundles "$LP" bundle "$case_id" --to bundles
is "no bundle is left behind" "$(ls bundles)" ""
sed -i 's/^preset = .*/preset = sob/' house.ini
stops "the presets may not be opened" "layouts/presets: error: the folder cannot be read: Permission denied" \
	denied "$TOP/layouts/presets" "$LP" check
stops "the houses may not be opened: init" "layouts/houses: error: the folder cannot be read: Permission denied" \
	denied "$TOP/layouts/houses" "$LP" init north --preset sob
exit $bad
