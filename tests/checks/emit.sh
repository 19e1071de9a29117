# Files of every level, as others' tools see them; and that our own checker of tags notices what is spoiled.
cd "$TOP" || exit 1
[ -x "$B/unit/emit_files" ] || { echo "not ok - $B/unit/emit_files is not built"; exit 1; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
B=$scratch "$B/unit/emit_files" >"$scratch/log" 2>&1 || { echo "not ok - emit_files: $(tail -n 1 "$scratch/log")"; exit 1; }
cd "$scratch/emit" || exit 1

sh "$TOP/tests/pdf_checks.sh" *.pdf
python3 "$TOP/tests/pdf_ua.py" *-2a.pdf *-3a.pdf
sh "$TOP/tests/pdf_sign.sh" letter-1b.pdf sales_director
sh "$TOP/tests/pdf_sign.sh" letter-2a.pdf sales_director

# spoil NAME SED: the change must be made, and be noticed
qpdf --qdf --object-streams=disable letter-2a.pdf plain.pdf
spoil() {
	LC_ALL=C sed "$2" plain.pdf >spoilt.qdf
	if cmp -s plain.pdf spoilt.qdf; then
		echo "not ok - nothing to spoil: $1"
		return
	fi
	fix-qdf spoilt.qdf >spoilt.pdf
	if python3 "$TOP/tests/pdf_ua.py" spoilt.pdf >said; then
		echo "not ok - not noticed: $1"
	else
		echo "ok - noticed: $1"
	fi
}
python3 "$TOP/tests/pdf_ua.py" plain.pdf
spoil "no Scope" 's,/Scope /Column,/Xcope /Column,'
spoil "no Alt" 's,/Alt ,/Xlt ,'
spoil "no title shown" 's,/DisplayDocTitle true,/DisplayDocTitle false,'
spoil "no language" 's,/Lang (en),/Xang (en),'
spoil "no tab order" 's,/Tabs /S,/Tabs /R,'
spoil "a widget outside the tree" 's,/StructParent [0-9],/StructParent 99,'
spoil "a widget not printed" 's,/F 4$,/F 0,'
spoil "an unknown type" 's,/S /H1,/S /Hx,'
spoil "a wrong parent type" 's,/S /THead,/S /LBody,'
spoil "content nobody knows" 's,/MCID 3>>,/MCID 77>>,'
spoil "content outside marks" 's,^/Artifact<</Type/Pagination>>BDC,q,;s,^EMC,Q,'
spoil "no PDF/UA" 's,<pdfuaid:part>1,<pdfuaid:part>7,'
spoil "wrong part" 's,<pdfaid:part>2,<pdfaid:part>9,'
spoil "title out of step" 's,<dc:title><rdf:Alt>,&<!-- -->,'
spoil "viewer asked for appearances" 's,/AcroForm <<,/AcroForm << /NeedAppearances true,'
spoil "no output intent" 's,/OutputIntents,/XutputIntents,'
spoil "glyphs without meaning" 's,beginbfrange,beginbfxange,'
