import type { Cursor } from "./cursor.ts";
import type { Markup } from "./markup.ts";
import type { Earlier } from "./versions.ts";

/** The part of a page that tells which dossiers this one replaces, the latest first. @throws Mismatch */
export function expectEarlier(cursor: Cursor, markup: Markup): void {
  const { earlier } = markup.contents;
  if (earlier.length === 0) return;
  const words = (tag: string, key: string): string => `<${tag} data-w="${key}">${markup.word(key)}</${tag}>\n`;
  cursor.expect(`<section id="versions">${words("h2", "versions")}${words("p", "versions.text")}`, "the versions");
  for (const one of [...earlier].reverse()) expectCard(cursor, markup, one);
  cursor.expect("</section>\n", "the end of the versions");
}

function expectCard(cursor: Cursor, markup: Markup, earlier: Earlier): void {
  const { seq, leaves, withdrawal } = earlier;
  const label = (key: string): string => `<div><dt data-w="${key}">${markup.word(key)}</dt>`;
  const row = (key: string, value: string): string => `${label(key)}<dd>${value}</dd></div>`;
  const facts = [
    `<article class="card"><h4>${markup.said(earlier, "/dossier")}</h4><dl>`,
    leaves.has("/version") ? row("versions.number", markup.said(earlier, "/version")) : "",
    row("field.published", markup.said(earlier, "/day")),
    row("check.size", markup.said(earlier, "/n")),
    row("versions.manifest", markup.said(earlier, "/manifest", ' class="hash"')),
    withdrawal === null ? "" : row("versions.withdrawn", markup.said(withdrawal, "/day")),
  ];
  cursor.expect(facts.join(""), `what is said of an earlier dossier (proofs/${seq})`);
  const errata = markup.contents.items.filter(
    (item) => item.kind.noun === "erratum" && item.leaves.get("/dossier") === leaves.get("/dossier"),
  );
  if (errata.length > 0) cursor.expect(label("versions.corrections"), "the corrections");
  for (const erratum of errata) {
    const written = markup
      .headings(erratum)
      .map((heading) => `<dd><span>${markup.number(erratum)} ${heading}</span></dd>`);
    cursor.takeOne(written, `the correction ${erratum.number}`);
  }
  cursor.expect(
    `${errata.length > 0 ? "</div>" : ""}</dl>${markup.proof(seq)}</article>\n`,
    "the end of an earlier dossier",
  );
}
