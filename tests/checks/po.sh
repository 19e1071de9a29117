# Wordings: xgettext's view of the layouts against the catalogues, by gettext's own tools; and that the check can fail.
. "$TOP/tests/lib.sh"
B=$(pwd) sh "$TOP/tests/po.sh" >said 2>&1
verdict $? "every text of the layouts stands in every catalogue"
sed '0,/^msgid "Date"/s//msgid "Datum"/' "$TOP/layouts/po/nb.po" >nb.po
msgcmp nb.po layouts.pot >said 2>&1 && verdict 1 "a missing wording is noticed" || verdict 0 "a missing wording is noticed"
sed '0,/^msgstr "\(.*\)"$/s//msgstr "\1/' "$TOP/layouts/po/nb.po" >nb.po
msgfmt -c -o /dev/null nb.po >said 2>&1 && verdict 1 "a broken catalogue is noticed" || verdict 0 "a broken catalogue is noticed"
