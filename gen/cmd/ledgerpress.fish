# Fish completion of ledgerpress: the program says what may follow (`ledgerpress complete`, gen/cmd/complete.def), fish offers it.
function __ledgerpress_complete
	set -l typed (commandline -opc) (commandline -ct)
	for line in ($typed[1] complete -- $typed[2..-1] 2>/dev/null)
		switch $line
			case \tfiles
				__fish_complete_path (commandline -ct)
			case \tfolders
				__fish_complete_directories (commandline -ct)
			case \t\*
			case '*'
				echo $line
		end
	end
end
complete -c ledgerpress -f -a '(__ledgerpress_complete)'
