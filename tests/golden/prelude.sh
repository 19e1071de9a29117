# What every golden case starts with; `cmd` is read after it, in a scratch copy of the case's folder.
# LP: the program. SAMPLES: the sample houses. The case's own files lie in `.`.

# gulf, sibir: a copy of the sample house with everything imported, and into it.
gulf() { cp -R "$OUT/fixture/gulf" house && cd house; }
sibir() { cp -R "$OUT/fixture/sibir" house && cd house; }

# new_house [PRESET]: an empty house, and into it; files of the case move along.
new_house() {
	$LP -q init house --preset "${1-sop}" >/dev/null 2>&1
	for f in *; do [ "$f" = house ] || mv "$f" house/; done
	cd house || exit 2
}

# own_house [PRESET]: the same without the example's mark, of which every command would remind.
own_house() {
	new_house "$@"
	sed -i '/^example *=/d' house.ini
}

# put FILE: stdin as FILE.
put() { cat >"$1"; }
