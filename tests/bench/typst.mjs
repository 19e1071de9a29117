// The same statements by Typst: typst.mjs JSON FOLDER FONTS, one PDF a customer, in one process. JSON: what peers.py json gives.
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const [json, folder, fonts] = process.argv.slice(2);
const page = `
#let s = json(bytes(sys.inputs.s))
#let foot = ("Bench Distribution LLC · Trade licence 999017 · TRN 100999900000003", "Demo Gulf Bank PJSC, Al Quoz branch · IBAN AE190990001234567890123 · SWIFT DGBXAEAA")
#set page(paper: "a4", margin: (left: 25mm, right: 20mm, top: 18mm, bottom: 22mm),
	footer: context text(7pt, grid(columns: (1fr, auto), foot.join(linebreak()), [Page #counter(page).display() of #counter(page).final().at(0)])))
#set text(font: "Source Sans 3", size: 10pt, lang: "en")
#text(16pt, weight: "bold")[Bench Distribution]
#line(length: 100%)
#v(20mm)
#grid(columns: (1fr, 70pt, 98pt), row-gutter: 5pt, s.name, [Date], [1 November 2026], s.street, [Customer], s.code, s.town, [Contact], [Lina Haddad], [United Arab Emirates], [Telephone], [+971 4 555 0100])
#v(14mm)
#text(12pt, weight: "bold")[Statement of account as of 1 November 2026]
#grid(columns: (1fr, 1fr, 1fr), row-gutter: 5pt, [Balance], [Of which overdue], [Please quote], text(14pt, weight: "bold", "AED " + s.total), "AED " + s.overdue, s.code)
#set text(8.5pt)
#table(columns: (auto, auto, auto, auto, 1fr, auto, auto, auto, auto), stroke: (bottom: .25pt), inset: (x: 3pt, y: 3pt),
	align: (left, left, left, left, left, right, right, right, right),
	table.header(..("Type", "Document", "Date", "Due", "Your order", "Amount", "Paid", "Outstanding", "Days").map(h => strong(h))),
	..s.rows.flatten(), [], strong[Balance in AED], [], [], [], [], [], strong(s.total), [])
#table(columns: (1fr,) * 5, stroke: none, align: right, ..("Not yet due", "1–15 days", "16–30 days", "31–60 days", "Over 60 days").map(h => strong(h)), ..s.sums, ..s.percents)
#set text(10pt)
#strong[How to pay]

Please pay by transfer to Demo Gulf Bank PJSC, Al Quoz branch, IBAN AE190990001234567890123, SWIFT DGBXAEAA, and quote your customer code so that we can credit your account at once.

Please compare this statement with your books. If anything differs, let us know within ten days.

Your contact: Lina Haddad, +971 4 555 0100, ar\\@bench.example.
`;
const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [fonts] }] });
mkdirSync(folder, { recursive: true });
for (const s of JSON.parse(readFileSync(json, "utf8"))) {
	const pdf = compiler.pdf({ mainFileContent: page, inputs: { s: JSON.stringify(s) } });
	writeFileSync(`${folder}/${s.code}.pdf`, pdf);
	compiler.evictCache(10);
}
