"use strict";
// pages.js: shows, sorts, filters and searches the lists of a page. A list is a table with data-list, its heads with data-kind, and the rows as JSON in
// the script of that id; words has what codes mean and how figures are written. Nothing is asked of anybody: the page works from a disk.
(function () {
const words = JSON.parse(document.getElementById("words").textContent), BLOCK = 200;
const isolates = /[\u2066-\u2069]/g, sample = words.sample.replace(isolates, "");
const zero = (function () { const c = sample.match(/\p{Nd}/u)[0].codePointAt(0) - 1; return c; })();
const parts = sample.split(/\P{Nd}+/u), mark = sample.charAt(sample.length - 3), group = (sample.match(/\P{Nd}/u) || [""])[0];
const last = parts[parts.length - 2].length, before = parts.length > 3 ? parts[parts.length - 3].length : last;

// 123456 with so many decimals, as the language writes it
function figure(minor, decimals) {
	const plain = String(Math.abs(minor)).padStart(decimals + 1, "0");
	let whole = plain.slice(0, plain.length - decimals), out = "", size = last;
	for (; whole.length > size && parts.length > 2; size = before) { out = group + whole.slice(-size) + out; whole = whole.slice(0, -size); }
	out = whole + out + (decimals ? mark + plain.slice(-decimals) : "");
	return (minor < 0 ? "−" : "") + out.replace(/[0-9]/g, d => String.fromCodePoint(zero + +d));
}
function digits(currency) { return currency in words.digits ? words.digits[currency] : 2; }
function plainAmount(m) {
	const decimals = digits(m[1]), s = String(Math.abs(m[0])).padStart(decimals + 1, "0");
	return decimals ? s.slice(0, -decimals) + "." + s.slice(-decimals) : s;
}
function element(name, text, className) {
	const e = document.createElement(name);
	if (text !== undefined && text !== null) e.textContent = text;
	if (className) e.className = className;
	return e;
}
function link(text, href, className) { const a = element("a", text, className); a.href = href; return a; }
function amount(m) { const b = element("bdi", m[1] + "\u00a0" + figure(m[0], digits(m[1])), "m"); b.dir = "ltr"; return b; }

// ---- kinds of cells: shown, what a search reads, what is sorted by ----
function meaning(kind, code) { return (words[kind] || {})[code] || code; }
function reasons(v) { return v.split(",").map(r => { const s = r.split(":"); return meaning("reason", s[0]) + (s[1] ? " (" + s[1] + ")" : ""); }).join(", "); }
const kinds = {
	text: { show: (td, v) => { td.textContent = v; }, read: v => v || "", key: v => v || "" },
	code: { show: (td, v) => { td.textContent = v; td.className = "c"; }, read: v => v || "", key: v => v || "" },
	count: { show: (td, v) => { td.textContent = v === null ? "" : figure(v, 0); td.className = "n"; }, read: v => v === null ? "" : String(v), key: v => v || 0 },
	paper: {
		show: (td, v) => {
			td.append(v[1] ? link(v[0], v[1]) : v[0]);
			if (v[2]) { const a = link(words.mail, v[2], "mail"); a.setAttribute("aria-label", words.mail + " " + v[0]); td.append(a); }
		}, read: v => v[0], key: v => v[0]
	},
	type: { show: (td, v) => { td.textContent = meaning("type", v); if (meaning("type", v) !== v) td.append(" ", element("span", v, "code")); }, read: v => v + " " + meaning("type", v), key: v => meaning("type", v) },
	state: { show: (td, v) => { td.textContent = meaning("state", v); }, read: v => meaning("state", v), key: v => meaning("state", v) },
	reason: { show: (td, v) => { td.textContent = reasons(v); }, read: v => reasons(v), key: v => reasons(v) },
	day: { show: (td, v) => { td.textContent = v ? meaning("day", v) : ""; }, read: v => v ? v + " " + meaning("day", v) : "", key: v => v || "9999" },
	money: { show: (td, v) => { td.className = "n"; v.forEach(m => td.append(amount(m))); }, read: v => v.map(m => m[1]).join(" "), key: v => v.length ? v[0][0] : -Infinity }
};

// ---- searching: capitals, accents and kinds of digits do not count ----
function fold(s) {
	return s.replace(isolates, "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
		.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, d => String(d.charCodeAt(0) & 15)).replace(/\u066b/g, ".").replace(/\u066c/g, ",").replace(/\s+/gu, " ");
}
const figureWord = /^[-−+]?\d+(?:[ .,'’]\d+)*$/;
// what amounts begin with that a word may mean: 48 389,92 · 48,389.92 · 48389.92 · 48.389
function meant(word) {
	if (!figureWord.test(word)) return null;
	const w = word.replace(/^[-−+]/, ""), groups = w.split(/[ .,'’]/), marks = w.replace(/\d/g, ""), out = [];
	const grouped = n => n.every((g, i) => i === 0 ? g.length <= 3 : i === n.length - 1 ? g.length === 3 : g.length === 3 || g.length === 2);
	if (groups.length === 1 || grouped(groups)) out.push(groups.join(""));
	const whole = groups.slice(0, -1), end = marks.charAt(marks.length - 1);
	if (groups.length > 1 && end !== " " && end !== "'" && end !== "’" && (whole.length === 1 || (grouped(whole) && marks.indexOf(end) === marks.length - 1)))
		out.push(whole.join("") + "." + groups[groups.length - 1]);
	return out;
}
// the words of a search, also with figures that blanks part taken as one
function asked(s) {
	const plain = fold(s).trim();
	if (!plain) return [];
	const joined = plain.replace(/(^|\s)([-−+]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?)(?=\s|$)/g, (all, a, n) => a + n.replace(/ /g, "\u0001"));
	return [...new Set([joined, plain])].map(v => v.split(" ").filter(w => w).map(w => w.replace(/\u0001/g, " ")).map(w => ({ word: w, amounts: meant(w) })));
}

function list(table) {
	const rows = JSON.parse(document.getElementById(table.dataset.list).textContent), body = table.tBodies[0];
	const heads = [...table.tHead.rows[0].cells], columns = heads.map(h => kinds[h.dataset.kind]);
	const form = document.querySelector("form[data-for=" + table.dataset.list + "]"), status = document.getElementById(table.dataset.list + "-shown");
	const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
	const money = heads.findIndex(h => h.dataset.kind === "money"), state = heads.findIndex(h => h.dataset.kind === "state");
	const search = form.querySelector("input[type=search]"), filters = [...form.querySelectorAll("[data-column]")];
	let texts = null, sums = null, shown = rows, drawn = 0, sorted = null;
	const more = element("button", words.more); more.type = "button";
	const foot = element("p", null, "more"); foot.append(more); table.after(foot);
	body.textContent = "";
	table.setAttribute("aria-rowcount", rows.length + 1);

	function draw(n) {
		const part = document.createDocumentFragment();
		for (const end = Math.min(shown.length, drawn + n); drawn < end; drawn++) {
			const row = shown[drawn], tr = document.createElement("tr");
			tr.setAttribute("aria-rowindex", drawn + 2);
			if (state >= 0) tr.className = row[state].split(" ")[0];
			columns.forEach((c, i) => { const td = document.createElement("td"); c.show(td, row[i]); tr.append(td); });
			part.append(tr);
		}
		body.append(part);
		foot.hidden = drawn >= shown.length;
	}
	function read() {
		texts = new Map(); sums = new Map();
		rows.forEach(r => { texts.set(r, fold(columns.map((c, i) => c.read(r[i])).join(" \u0002 "))); if (money >= 0) sums.set(r, r[money].map(plainAmount)); });
	}
	function found(row, want) {
		return want.length === 0 || want.some(all => all.every(w => texts.get(row).includes(w.word) ||
			(w.amounts && money >= 0 && sums.get(row).some(a => w.amounts.some(b => a.startsWith(b))))));
	}
	function filtered(row, f) {
		const value = row[f.dataset.column];
		if (!f.value) return true;
		if (f.tagName === "SELECT") return (f.dataset.list === "state" ? value.split(" ")[0] : value || "") === f.value;
		return fold((value || "") + " " + (row[+f.dataset.column + 1] || "")).includes(fold(f.value));
	}
	function say(all) {
		status.textContent = (all ? words.all : words.some).replace("%1", figure(shown.length, 0)).replace("%2", figure(rows.length, 0));
		if (money < 0) return;
		const total = new Map();
		shown.forEach(r => { if (state < 0 || !/^(cancelled|failed)/.test(r[state])) r[money].forEach(m => total.set(m[1], (total.get(m[1]) || 0) + m[0])); });
		[...total.keys()].sort().forEach(c => status.append(amount([total.get(c), c])));
	}
	function look() {
		const want = asked(search.value), active = filters.filter(f => f.value);
		if (want.length && !texts) read();
		shown = want.length || active.length ? rows.filter(r => active.every(f => filtered(r, f)) && found(r, want)) : rows.slice();
		if (sorted) {
			const c = columns[sorted.column], i = sorted.column, keys = new Map(shown.map(r => [r, c.key(r[i])])), turn = sorted.down ? -1 : 1;
			shown.sort((a, b) => { const x = keys.get(a), y = keys.get(b); return turn * (typeof x === "number" ? x - y : collator.compare(x, y)); });
		}
		body.textContent = ""; drawn = 0;
		draw(BLOCK);
		say(!want.length && !active.length);
		keep();
	}
	// what is looked for stands in the address, so that a page can be linked to as it is seen
	function keep() {
		const p = new URLSearchParams();
		if (search.value) p.set("q", search.value);
		filters.forEach(f => { if (f.value) p.set(f.name, f.value); });
		try { history.replaceState(null, "", p.toString() ? "#" + p : location.pathname + location.search); } catch (e) { /* some browsers refuse it from a disk */ }
	}
	heads.forEach((h, i) => {
		const b = element("button", h.textContent); b.type = "button";
		h.textContent = ""; h.append(b); h.setAttribute("aria-sort", "none");
		b.addEventListener("click", () => {
			sorted = { column: i, down: sorted !== null && sorted.column === i && !sorted.down };
			heads.forEach(o => o.setAttribute("aria-sort", o === h ? (sorted.down ? "descending" : "ascending") : "none"));
			look();
		});
	});
	filters.filter(f => f.tagName === "SELECT").forEach(f => {
		const kind = f.dataset.list, values = [...new Set(rows.map(r => kind === "state" ? r[f.dataset.column].split(" ")[0] : r[f.dataset.column] || ""))].filter(v => v);
		values.sort(collator.compare).forEach(v => { const o = element("option", meaning(kind, v) === v ? v : v.toUpperCase() === v ? v + " · " + meaning(kind, v) : meaning(kind, v)); o.value = v; f.append(o); });
	});
	filters.filter(f => f.tagName === "INPUT").forEach(f => {
		const near = f.list, i = +f.dataset.column;
		f.addEventListener("input", () => {
			const seen = new Map(), want = fold(f.value);
			near.textContent = "";
			for (const r of rows) { if (seen.size > 20) break; if (want && r[i] && fold(r[i] + " " + (r[i + 1] || "")).includes(want)) seen.set(r[i], r[i + 1]); }
			seen.forEach((name, code) => { const o = element("option", name); o.value = code; near.append(o); });
		});
	});
	const given = new URLSearchParams(location.hash.slice(1));
	if (given.get("q")) search.value = given.get("q");
	filters.forEach(f => { if (given.get(f.name)) f.value = given.get(f.name); });
	form.hidden = false;
	form.addEventListener("submit", e => e.preventDefault());
	form.addEventListener("input", look);
	search.addEventListener("keydown", e => { if (e.key === "Escape") { search.value = ""; look(); } });
	more.addEventListener("click", () => { const first = drawn; draw(BLOCK); const a = body.rows[first] && body.rows[first].querySelector("a"); if (a) a.focus(); });
	new IntersectionObserver(seen => { if (seen.some(s => s.isIntersecting)) draw(BLOCK); }, { rootMargin: "600px" }).observe(foot);
	window.addEventListener("beforeprint", () => draw(Infinity));
	look();
}
document.querySelectorAll("table[data-list]").forEach(table => {
	const closed = table.closest("details");
	if (!closed) list(table);
	else closed.addEventListener("toggle", () => { if (closed.open && !table.dataset.drawn) { table.dataset.drawn = "yes"; list(table); } });
});
})();
