# Bash completion of ledgerpress. It asks the program for its commands and options, so it cannot fall behind them.
_ledgerpress() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev= program=${COMP_WORDS[0]} command= i words
	local IFS=$' \t\n'
	((COMP_CWORD > 0)) && prev=${COMP_WORDS[COMP_CWORD - 1]}
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-C | --directory) ((i++)) ;;
		-*) ;;
		*) command=${COMP_WORDS[i]}; break ;;
		esac
	done
	COMPREPLY=()
	case $prev in
	--reason) COMPREPLY=($(compgen -W "replace paid wrong" -- "$cur")); return ;;
	--preset) COMPREPLY=($(compgen -W "sop reg" -- "$cur")); return ;;
	--date-order) COMPREPLY=($(compgen -W "dmy mdy ymd" -- "$cur")); return ;;
	--lang)
		words=$(sed -n 's/^languages *= *//p' house.ini 2>/dev/null | tr ',' ' ')
		COMPREPLY=($(compgen -W "${words:-en}" -- "$cur"))
		return
		;;
	--as)
		words="customers contacts staff ledger events arrangements assets evidence deductions holidays"
		COMPREPLY=($(compgen -W "$words" -- "$cur"))
		return
		;;
	-C | --directory | --to | --freeze) COMPREPLY=($(compgen -d -- "$cur")); return ;;
	--rejects | --expect-total | --expect-open | --as-of | --customer | --salesman | --from | --profile | --shard | -j) return ;;
	esac
	if [[ -z $command && $cur != -* ]]; then
		words=$("$program" -h 2>/dev/null | sed -n '/^Reference/q; s/^  \([a-z][a-z]*\)  *[A-Za-z].*/\1/p')
		COMPREPLY=($(compgen -W "$words version" -- "$cur"))
		return
	fi
	if [[ $cur == -* ]]; then
		words=$("$program" ${command:+"$command"} -h 2>/dev/null | grep -oE -- '(^| )--?[a-zA-Z][a-z-]*')
		COMPREPLY=($(compgen -W "$words" -- "$cur"))
		return
	fi
	case $command in
	plan | make | preview | new)
		words="STMT SCSTMT REM0 REM1 REM2 ESCN NOTICE CONF CASHN CLAIM GUAR BDR"
		COMPREPLY=($(compgen -W "$words" -- "$cur"))
		;;
	case) COMPREPLY=($(compgen -W "list open show close" -- "$cur")) ;;
	register) COMPREPLY=($(compgen -W "list show cancel" -- "$cur")) ;;
	print)
		words="STMT SCSTMT REM0 REM1 REM2 ESCN NOTICE CONF CASHN CLAIM GUAR BDR $(cd out 2>/dev/null && ls -d R[0-9]* HO[0-9]* 2>/dev/null)"
		COMPREPLY=($(compgen -W "$words" -- "$cur"))
		;;
	evidence) COMPREPLY=($(compgen -W "add import list check" -- "$cur") $(compgen -f -- "$cur")) ;;
	record)
		words=$("$program" help events --csv 2>/dev/null | cut -d, -f3)
		COMPREPLY=($(compgen -W "$words sent delivered answered signed" -- "$cur"))
		;;
	report) COMPREPLY=($(compgen -W "aging" -- "$cur")) ;;
	help) COMPREPLY=($(compgen -W "$("$program" -h 2>/dev/null | sed -n 's/^  \([a-z][a-z]*\)  *[A-Za-z].*/\1/p')" -- "$cur")) ;;
	*) COMPREPLY=($(compgen -f -- "$cur")) ;;
	esac
}
complete -o filenames -F _ledgerpress ledgerpress
