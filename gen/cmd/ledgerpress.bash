# Bash completion of ledgerpress: the program says what may follow (`ledgerpress complete`, gen/cmd/complete.def), bash offers it.
_ledgerpress() {
	local line cur=${COMP_WORDS[COMP_CWORD]} IFS=$'\n'
	[[ $cur == = ]] && cur=
	COMPREPLY=()
	while read -r line; do
		case $line in
		$'\tfiles') compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$cur")) ;;
		$'\tfolders') compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -d -- "$cur")) ;;
		$'\t'*) ;;
		*) printf -v line %q "${line%%$'\t'*}" && COMPREPLY+=("$line") ;;
		esac
	done < <("${COMP_WORDS[0]}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _ledgerpress ledgerpress
