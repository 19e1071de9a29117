#compdef ledgerpress
# Zsh completion of ledgerpress: the program says what may follow (`ledgerpress complete`, gen/cmd/complete.def), zsh offers it.
local line
local -a word shown

for line in "${(@f)$("${(Q)words[1]}" complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
	case $line in
	$'\tfiles') _files ;;
	$'\tfolders') _files -/ ;;
	'' | $'\t'*) ;;
	*) word+=("${line%%$'\t'*}") shown+=("${line/$'\t'/ -- }") ;;
	esac
done
(( $#word )) && compadd -l -d shown -a word
