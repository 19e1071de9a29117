#!/bin/sh
# The texts of all layouts as a POT, and each catalogue held against it: complete, nothing fuzzy, good for msgfmt -c.
#
#   tests/po.sh [POT]      writes the POT to the file named (default: $B/layouts.pot); B: the build folder (build)
set -eu
cd "$(dirname "$0")/.."
B=${B:-build}
pot=${1:-$B/layouts.pot}
mkdir -p "$B"
work=$(mktemp -d "$B/po-XXXXXX")
trap 'rm -rf "$work"' EXIT

for file in layouts/*.xml; do
	stem=$(basename "$file" .xml)
	sed "s/STEM/$stem/" layouts/ledgerpress.its > "$work/rules.its"
	xgettext --its="$work/rules.its" --from-code=UTF-8 --no-wrap -o "$work/$stem.po" "$file" 2> "$work/said" ||
		{ cat "$work/said" >&2; exit 1; }
done

# Holes and signs alone need no translation; counted sentences are added as plurals, terms by their codes.
python3 - "$work" layouts/*.xml > "$work/all.pot" <<'PY'
import glob, os, re, sys
import xml.etree.ElementTree as ET

work, files = sys.argv[1], sys.argv[2:]
quote = lambda s: '"' + s.replace('\\', '\\\\').replace('"', '\\"') + '"'
print('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n')
for path in sorted(glob.glob(work + '/*.po')):
    for entry in open(path, encoding='utf-8').read().split('\n\n'):
        said = re.search(r'^msgid "(.*)"$', entry, re.M)
        if said and re.search(r'[^\W\d_]', re.sub(r'\{[^{}]*\}|<[^<>]*>', '', said.group(1))):
            print(entry.strip() + '\n')

def inner(node):
    out = node.text or ''
    for child in node:
        out += '<br/>' if child.tag == 'br' else '<%s>%s</%s>' % (child.tag, inner(child), child.tag)
        out += child.tail or ''
    return out

for path in files:
    stem = os.path.basename(path)[:-4]
    for node in ET.parse(path).iter():
        if node.tag == 'term':
            english = ' '.join(node.text.split())
            print('#. %s\n#: %s\nmsgctxt "term"\nmsgid %s\nmsgstr ""\n' % (english, path, quote(node.get('code', english))))
        if 'count' in node.attrib:
            one, other = (' '.join(inner(node.find(tag)).split()) for tag in ('one', 'other'))
            print('#: %s' % path)
            if 'id' in node.attrib:
                print('msgctxt %s' % quote('%s:%s' % (stem, node.get('id'))))
            print('msgid %s\nmsgid_plural %s\nmsgstr[0] ""\nmsgstr[1] ""\n' % (quote(one), quote(other)))

# Reports are queries without a layout: what C reads as words of the queries sheets, caption, labels and formulas (gen/run/report.c). Their context
# (STEM:QUERY:NAME) is asked for first and need not be there.
text = r"'((?:[^']|'')*)'"
said = {'sheets': [r"\(%s, %s" % (text, text), r"%s AS query, %s AS name" % (text, text)],
    'labels': [r"\(%s, %s, [0-9]+\)" % (text, text)],
    'formulas': [r"\(%s, %s, %s, %s\)" % (text, text, text, text), r"%s AS query, %s AS column, %s AS formula,\s+%s AS meaning" % (text, text, text, text)],
    'caption': [r"%s AS (?:title|caption)" % text, r"THEN %s END AS note" % text]}
for path in sorted(glob.glob('layouts/*.sql')):
    if os.path.exists(path[:-4] + '.xml') or os.path.basename(path) in ('common.sql', 'evidence.sql'):
        continue
    for part in re.split('(?m)^-- name: ', open(path, encoding='utf-8').read())[1:]:
        name, sql = part.split('\n', 1)
        for pattern in said.get(name.strip(), []):
            for found in re.finditer(pattern, sql):
                words = found.group(found.lastindex).replace("''", "'")
                if re.search(r'[^\W\d_]', words):
                    print('#. %s\n#: %s\nmsgid %s\nmsgstr ""\n' % (os.path.basename(path)[:-4], path, quote(words)))
PY
msguniq --no-wrap -o "$pot" "$work/all.pot"

status=0
for po in layouts/po/*.po; do
	msgfmt -c -o /dev/null "$po" 2> "$work/said" || { cat "$work/said"; status=1; }
	[ "$(msgattrib --only-fuzzy --no-obsolete "$po" | wc -l)" -eq 0 ] || { echo "$po: has fuzzy entries"; status=1; }
	msgcmp "$po" "$pot" > "$work/said" 2>&1 || { grep -v '^msgcmp' "$work/said" | head -40; status=1; }
done
[ $status -eq 0 ] && echo "$(grep -c '^msgid' "$pot") texts, $(ls layouts/po/*.po | wc -l) catalogues complete"
exit $status
