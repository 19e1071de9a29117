# out/RUN/index.html in a browser: it stands alone, and its search finds a paper by customer, name and type.
. "$TOP/tests/lib.sh"
page=$DEMO/gulf/out/R20261101-01/index.html
[ -f "$page" ]
verdict $? "there is an index.html" || exit 1
grep -oE '(src|href)="(https?:)?//[^"]*"' "$page" | empty "it loads nothing from elsewhere"
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || { not_ok "there is no chromium"; exit 1; }
# what is seen after a search typed as a user would: the box filled, an input event
look() {
	sed "s#</body>#<script>(function(){var b=document.querySelector('input');b.value='$1';b.dispatchEvent(new Event('input',{bubbles:true}));b.dispatchEvent(new Event('keyup',{bubbles:true}));setTimeout(function(){var n=0,t=[];document.querySelectorAll('tbody tr').forEach(function(r){if(r.offsetParent!==null){n++;t.push(r.textContent)}});document.title='SEEN '+n;document.body.setAttribute('data-seen',t.slice(0,40).join('~'))},300)})()</script></body>#" "$page" >"$(dirname "$page")/look.html"
	timeout 60 "$browser" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --user-data-dir="$PWD/profile" --virtual-time-budget=3000 --dump-dom \
		"file://$(dirname "$page")/look.html" >dom 2>browser.log
	rm -f "$(dirname "$page")/look.html"
	sed -n 's/.*<title>SEEN \([0-9]*\).*/\1/p' dom | head -n 1
}
all=$(look "")
[ "${all:-0}" -gt 50 ]
verdict $? "the page lists ${all:-no} papers"
some=$(look "C1103")
[ "${some:-0}" -gt 0 ] && [ "${some:-0}" -lt "${all:-0}" ]
verdict $? "a search for C1103 leaves ${some:-none}"
none=$(look "zzzz-no-such")
is "a search for nothing leaves none" "${none:-?}" 0
# each link is a file that is there
grep -oE 'href="[^"#]*\.pdf"' "$page" | sed 's/href="//; s/"$//' | head -n 400 | while read -r f; do
	f=$(printf '%s' "$f" | sed 's/%7[Ee]/~/g; s/%20/ /g')
	[ -f "$(dirname "$page")/$f" ] || echo "$f"
done | empty "each link leads to a paper"
exit $bad
