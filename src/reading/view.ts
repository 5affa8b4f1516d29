import { directionOf } from "#kernel";
import { type Child, el, type Html, shell, spokenLanguage } from "#page";
import type { Claim, Quantity, Reading, Sentence, Time } from "./format.ts";
import { label, said } from "./view-words.ts";

const STYLE = `
:root{--ink:#1b1d21;--soft:#5b6069;--line:#d9dbe0;--paper:#fdfdfb;--card:#f5f5f1;--author:#eef0f3;--said:#e6f0e4;--cue:#1f4e8c;--q:#a5480f;--t:#6b3fa0;--h:#96700a;--left:#b3261e}
@media (prefers-color-scheme:dark){:root{--ink:#e7e6e1;--soft:#a2a6ae;--line:#3a3d43;--paper:#16181b;--card:#1f2226;--author:#24282e;--said:#22301f;--cue:#9cc1f5;--q:#f0a272;--t:#c7a6f2;--h:#e3c04f;--left:#ff8a80}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1.6rem 1.2rem 4rem;font:1rem/1.6 Charter,Georgia,"Noto Serif",serif;color:var(--ink);background:var(--paper);overflow-wrap:anywhere}
html[dir=rtl] body{font-family:"Noto Naskh Arabic","Geeza Pro","Noto Sans Arabic",Tahoma,serif;line-height:1.9}
h1{font-size:1.6rem;margin:0 0 .2rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}
.note,.legend,.meta,.cards,.bar p,.list{font-family:system-ui,"Segoe UI","Noto Sans","Noto Sans Arabic",sans-serif;font-size:.86rem}
.note,.meta{color:var(--soft)}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1rem;padding:0;list-style:none}
.bar{margin:1rem 0}.bar p{margin:0 0 .3rem}
.track{display:flex;height:.7rem;border-radius:.35rem;overflow:hidden;background:var(--line)}
.track span{display:block;height:100%}.track .s{background:#5c8f54}.track .a{background:#8a94a3}
.row{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:1.2rem;padding:.55rem 0;border-top:1px solid var(--line)}
.text{white-space:pre-line;margin:0}
.cards{margin:0;padding:0;list-style:none}
.cards li{border-inline-start:.22rem solid var(--line);padding-inline-start:.6rem;margin:0 0 .45rem}
.cards .said{border-color:#5c8f54}
.cards b{font-weight:600}
.a{background:var(--author)}.s{background:var(--said)}
.c{color:var(--cue);text-decoration:underline;text-underline-offset:.2em}
.q{color:var(--q);font-weight:600}.t{color:var(--t);font-weight:600}.h{color:var(--h);font-style:italic;font-weight:600}
.l{outline:.1em dashed var(--left);outline-offset:.06em}
.u{background:var(--left);color:#fff}
.day{white-space:nowrap}
.nc .text{color:var(--soft)}
@media (max-width:46rem){.row{grid-template-columns:1fr;gap:.3rem}}
@media print{body{max-width:none}.row{break-inside:avoid}}
`;

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** A page that shows a text with its layers, what each sentence claims, how much is covered, and what is left over. */
export function readingPage(text: string, reading: Reading): string {
  const language = reading.document.language;
  const claims = new Map(reading.claims.map((c) => [c.id, c]));
  const marks = marksOf(reading);
  const facts: Facts = {
    language,
    quantities: new Map(reading.quantities.map((q) => [q.id, q])),
    times: new Map(reading.times.map((t) => [t.id, t])),
  };
  let seen = 0;
  const rows = reading.sentences.map((s) => {
    // marks are in text order: those of a sentence stand together
    while (seen < marks.length && marks[seen]!.end <= s.start) seen++;
    let to = seen;
    while (to < marks.length && marks[to]!.start < s.end) to++;
    return row(text, s, claims, facts, marks.slice(seen, to));
  });
  const share = coverage(text, reading);
  const percent = (x: number) => `${Math.round(x * 100)} %`;
  const legend: [string, string][] = [
    ["a", label(language, "author")],
    ["s", label(language, "attributed")],
    ["c", label(language, "cue")],
    ["q", label(language, "quantity")],
    ["t", label(language, "time")],
    ["h", label(language, "hedge")],
    ["l", label(language, "leftover")],
  ];
  const warnings = reading.warnings.map((w) =>
    el(
      "li",
      {},
      ...warningIn(reading, language, w),
      " ",
      w.exact === undefined ? "" : el("bdi", { class: "note" }, w.exact),
    ),
  );
  const left = reading.sentences.flatMap((s) =>
    s.leftovers.map((l) =>
      el("li", {}, el("bdi", {}, l.exact), " ", el("span", { class: "note" }, `${said(language, l.type)}, ${s.id}`)),
    ),
  );
  const list = (items: readonly Html[]): Html =>
    items.length > 0 ? el("ul", { class: "list" }, ...items) : el("p", { class: "note" }, label(language, "none"));
  return shell({
    language,
    title: label(language, "title"),
    style: STYLE,
    body: [
      el("h1", {}, label(language, "title")),
      el(
        "p",
        { class: "meta" },
        el(
          "bdi",
          { dir: "ltr" },
          `${reading.document.referenceDate} · ${reading.engine.name} ${reading.engine.version} · sha256 ${reading.document.sha256.slice(0, 16)}…`,
        ),
      ),
      el("p", { class: "note" }, label(language, "suggestion")),
      el("ul", { class: "legend" }, ...legend.map(([name, about]) => el("li", {}, el("span", { class: name }, about)))),
      el(
        "div",
        { class: "bar" },
        el(
          "p",
          {},
          `${label(language, "coverage")}: ${percent(share.said + share.author)} (${label(language, "attributed")} ${percent(share.said)}, ${label(language, "author")} ${percent(share.author)})`,
        ),
        el("div", { class: "track", "aria-hidden": "true" }, bar("s", share.said), bar("a", share.author)),
      ),
      ...rows,
      el("h2", {}, label(language, "warnings")),
      list(warnings),
      el("h2", {}, label(language, "leftovers")),
      list(left),
    ],
  });
}

/** A source as the page names it: the format's "(unnamed)" in the page's language. */
const sourceIn = (language: string, name: string): string =>
  (/^\p{Script=Arabic}/u.test(name) ? name.replaceAll(", ", "، ") : name).replace(
    /\(unnamed\)$/u,
    () => `(${label(language, "unnamed")})`,
  );

/** In English with what it found; in another language what kind of thing it is, its place stands beside it. */
function warningIn(
  reading: Reading,
  language: string,
  { code, message, start, figures }: Reading["warnings"][number],
): Child[] {
  if (spokenLanguage(language) === "en") return [message];
  // which days they may be is told in any language
  const either = code === "undecided-time" ? (reading.times.find((t) => t.start === start)?.candidates ?? []) : [];
  const counted =
    figures === undefined
      ? []
      : [`${label(language, "figures.counted")}: ${figures[0]}`, `${label(language, "figures.said")}: ${figures[1]}`];
  return [[label(language, `warning.${code}`), counted.join("; ")].join(" ").trim(), " ", ...days(either)];
}

/** Widths without inline styles, which the page's policy forbids: ten steps of flex. */
const bar = (name: string, share: number): Html =>
  el(
    "svg",
    {
      class: name,
      width: `${Math.round(share * 100)}%`,
      height: "100%",
      viewBox: "0 0 1 1",
      preserveAspectRatio: "none",
    },
    el("rect", { width: "1", height: "1", class: `fill-${name}`, fill: name === "s" ? "#5c8f54" : "#8a94a3" }),
  );

function marksOf(reading: Reading): Mark[] {
  const out: Mark[] = [];
  const add = (s: { start: number; end: number } | null, name: string): void => {
    if (s !== null) out.push({ start: s.start, end: s.end, name });
  };
  for (const c of reading.claims) {
    for (const s of c.spans) add(s, c.attribution.voice === "author" ? "a" : "s");
    for (const h of c.hedges) add(h, "h");
    for (const l of c.attribution.chain) {
      add(l.mention, "c");
      add(l.cue, "c");
    }
  }
  for (const q of reading.quantities) add(q, "q");
  for (const t of reading.times) add(t, "t");
  for (const s of reading.sentences) for (const l of s.leftovers) add(l, "l");
  return out.sort((a, b) => a.start - b.start);
}

function row(
  text: string,
  sentence: Sentence,
  claims: ReadonlyMap<string, Claim>,
  facts: Facts,
  marks: readonly Mark[],
): Html {
  const { language } = facts;
  const mine = sentence.claims.map((id) => claims.get(id)!);
  const cards: Child[] = mine.map((c) => card(c, facts));
  if (sentence.status === "question") cards.push(el("li", { class: "note" }, label(language, "question")));
  if (sentence.status === "non-claim")
    cards.push(el("li", { class: "note" }, `${label(language, "nonclaim")}: ${said(language, sentence.reason ?? "")}`));
  if (sentence.status === "unread")
    cards.push(el("li", { class: "u" }, `${label(language, "unread")}: ${sentence.reason ?? ""}`));
  const kind = sentence.status === "claim" ? "row" : "row nc";
  return el(
    "section",
    { class: kind, id: sentence.id },
    el("p", { class: "text", dir: directionOf(facts.language) }, ...pieces(text, sentence, marks)),
    el("ul", { class: "cards" }, ...cards),
  );
}

function pieces(text: string, { start, end }: { start: number; end: number }, marks: readonly Mark[]): Child[] {
  const mine = marks.filter((m) => m.start < end && start < m.end);
  const cuts = [...new Set([start, end, ...mine.flatMap((m) => [m.start, m.end])])]
    .filter((c) => c >= start && c <= end)
    .sort((a, b) => a - b);
  const out: Child[] = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [a, b] = [cuts[i]!, cuts[i + 1]!];
    const names = [...new Set(mine.filter((m) => m.start <= a && b <= m.end).map((m) => m.name))].sort();
    out.push(names.length === 0 ? text.slice(a, b) : el("span", { class: names.join(" ") }, text.slice(a, b)));
  }
  return out;
}

interface Facts {
  readonly language: string;
  readonly quantities: ReadonlyMap<string, Quantity>;
  readonly times: ReadonlyMap<string, Time>;
}

function card(claim: Claim, facts: Facts): Html {
  const { language } = facts;
  // the arrow runs from whom a speaker relies on to the speaker, who stands first
  const arrow = directionOf(language) === "rtl" ? " → " : " ← ";
  const chain = claim.attribution.chain.flatMap((l, n) => [
    ...(n === 0 ? [] : [arrow]),
    el("bdi", {}, sourceIn(language, l.label)),
  ]);
  const told: Child[][] = [
    [said(language, claim.kind)],
    [said(language, claim.attribution.mode)],
    ...(claim.polarity === "negative" ? [[said(language, "negative")]] : []),
    ...claim.hedges.map((h) => [
      `${said(language, h.type === "degree" ? "degree-word" : h.type)}${h.icd203 === null ? "" : ` (${said(language, h.icd203)})`}: ${h.exact}`,
    ]),
    ...claim.quantities.map((id) => [figure(facts.quantities.get(id)!, language)]),
    ...claim.times.map((id) => when(facts.times.get(id)!, language)),
  ];
  const note = told.flatMap((fact, n) => [...(n === 0 ? [] : [" · "]), el("bdi", {}, ...fact)]);
  return el(
    "li",
    { class: claim.attribution.voice === "author" ? "" : "said" },
    el("bdi", { class: "note" }, claim.id),
    " ",
    el("b", {}, ...chain),
    " ",
    el("span", { class: "note" }, ...note),
  );
}

/** "at most 40 people / day", "66.7 %". */
function figure(q: Quantity, language: string): string {
  const number = (n: number | null): string => {
    if (n === null) return "?";
    return q.unit === "fraction" ? `${Number((100 * n).toFixed(1))} %` : String(Number(n.toPrecision(12)));
  };
  const value = q.relation === "between" ? `${number(q.lower)}–${number(q.upper)}` : number(q.value ?? q.lower);
  const unit = q.unit === null || q.unit === "fraction" ? "" : ` ${said(language, q.unit)}`;
  const per = q.per === null ? "" : ` / ${said(language, q.per)}`;
  return `${q.relation === "exact" ? "" : said(language, q.relation)} ${value}${unit}${per}`.trim();
}

function when(t: Time, language: string): Child[] {
  if (t.candidates.length > 0) return [`${label(language, "undecided")}: `, ...days(t.candidates)];
  return t.value === null ? [`~ ${said(language, t.fuzzy ?? "")}`] : days([t.value]);
}

/** Each day kept whole and from left to right: behind Arabic words "2017-11-02" would be shown as 02-11-2017. */
const days = (values: readonly string[]): Child[] =>
  values.flatMap((day, n) => [...(n === 0 ? [] : [" | "]), el("bdi", { class: "day", dir: "ltr" }, day)]);

function coverage(text: string, reading: Reading): { said: number; author: number } {
  const kind = new Uint8Array(text.length);
  for (const c of reading.claims)
    for (const s of c.spans) kind.fill(c.attribution.voice === "author" ? 1 : 2, s.start, s.end);
  let [all, said, author] = [0, 0, 0];
  for (let i = 0; i < text.length; i++) {
    if (/\s/.test(text[i]!)) continue;
    all++;
    if (kind[i] === 2) said++;
    else if (kind[i] === 1) author++;
  }
  return { said: all === 0 ? 0 : said / all, author: all === 0 ? 0 : author / all };
}
