# What the days share: counts of commands and wrong turns, and lp. LP: the program.
commands=0
wrong=0
# lp WORD…: one command of the clerk's, with all that it says.
lp() {
	echo "\$ ledgerpress $*"
	"$LP" "$@" 2>&1
	status=$?
	commands=$((commands + 1))
	[ $status -eq 0 ] || { wrong=$((wrong + 1)); echo "(exit $status)"; }
}
