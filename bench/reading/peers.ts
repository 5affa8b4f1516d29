// biome-ignore-all lint/suspicious/noExplicitAny: the peers ship no types for what they return
// The reader beside compromise, wink-nlp, chrono-node and Microsoft Recognizers, on the same texts with gold: what is found, whether
// its bound is kept, how fast. Peers: npm install --ignore-scripts --no-package-lock, in bench/reading/peers.
// Run: node --import tsx --conditions=source bench/reading/peers.ts
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { read } from "#reading";

// The peers have a package.json of their own, so that they never come with snowmelt.
const require = createRequire(new URL("./peers/package.json", import.meta.url));
const chrono = require("chrono-node");
const compromise = require("compromise");
const compromiseDates = require("compromise-dates");
const dateTime = require("@microsoft/recognizers-text-date-time");
const numbers = require("@microsoft/recognizers-text-number");
const winkModel = require("wink-eng-lite-web-model");
const winkNLP = require("wink-nlp");

interface Amount {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly relation?: string;
  readonly upper?: number;
}
interface When {
  readonly start: number;
  readonly end: number;
  /** First and last day; every way in which the tool leaves it open. */
  readonly days: readonly (readonly [string, string])[];
}
interface Tool {
  readonly name: string;
  readonly amounts?: (text: string, day: string) => readonly Amount[];
  readonly times?: (text: string, day: string) => readonly When[];
}

const iso = (date: Date): string =>
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
const lastOf = (y: number, m: number): string => iso(new Date(y, m, 0));
const noon = (day: string): Date => new Date(`${day}T12:00:00`);

/** First and last day of an EDTF value without seasons. */
function daysOf(edtf: string): readonly [string, string] | null {
  const point = (part: string, last: boolean): string | null => {
    if (part === "..") return last ? "9999-12-31" : "0000-01-01";
    const [y, m, d] = part.replace(/[~?]/g, "").split("-");
    if (y === undefined || Number(m ?? 1) > 12) return null;
    if (m === undefined) return last ? `${y}-12-31` : `${y}-01-01`;
    return d === undefined ? (last ? lastOf(Number(y), Number(m)) : `${y}-${m}-01`) : `${y}-${m}-${d}`;
  };
  const [from = "", to = from] = edtf.split("/");
  const [a, b] = [point(from, false), point(to, true)];
  return a === null || b === null ? null : [a, b];
}

const wink = winkNLP(winkModel);
const nlp = compromise.extend(compromiseDates);

const tools: readonly Tool[] = [
  {
    name: "snowmelt",
    amounts: (text, day) =>
      read(text, { referenceDate: day, language: "en" })
        .quantities.filter((q) => q.relation !== "vague" && q.relation !== "ordinal")
        .map((q) => ({
          start: q.start,
          end: q.end,
          value: (q.relation === "between" ? q.lower : q.value)!,
          relation: q.relation,
          ...(q.relation === "between" ? { upper: q.upper! } : {}),
        })),
    times: (text, day) =>
      read(text, { referenceDate: day, language: "en" }).times.map((t) => ({
        start: t.start,
        end: t.end,
        days: [t.value ?? "", ...t.candidates].map(daysOf).filter((d) => d !== null),
      })),
  },
  {
    name: "compromise 14.17 + dates 3.9",
    amounts: (text) =>
      nlp(text)
        .numbers()
        .json({ offset: true })
        .flatMap((n: any) =>
          n.number?.num == null
            ? []
            : [
                {
                  start: n.offset.start,
                  end: n.offset.start + n.offset.length,
                  value: /percent|%/.test(JSON.stringify(n.terms)) ? n.number.num / 100 : n.number.num,
                },
              ],
        ),
    times: (text, day) =>
      nlp(text)
        .dates({ today: day })
        .json({ offset: true })
        .map((d: any) => {
          const { start, end } = d.dates ?? {};
          const [a, b] = [start, end ?? start].map((x) => (x == null ? null : String(x).slice(0, 10)));
          return {
            start: d.offset.start,
            end: d.offset.start + d.offset.length,
            days: a && b ? [[a, b] as const] : [],
          };
        }),
  },
  {
    name: "wink-nlp 2.4",
    amounts: (text) => {
      const doc = wink.readDoc(text);
      const found: Amount[] = [];
      let from = 0;
      doc.entities().each((e: any) => {
        const { value, type } = e.out(wink.its.detail) as unknown as { value: string; type: string };
        const start = text.indexOf(value, from);
        if (start < 0) return;
        from = start;
        if (!/CARDINAL|PERCENT|MONEY/.test(type)) return;
        const number = Number(value.replace(/,/g, "").match(/\d+(?:\.\d+)?/)?.[0] ?? Number.NaN);
        const scale = /million/.test(value) ? 1e6 : /billion/.test(value) ? 1e9 : /thousand/.test(value) ? 1e3 : 1;
        found.push({ start, end: start + value.length, value: (number * scale) / (type === "PERCENT" ? 100 : 1) });
      });
      return found;
    },
  },
  {
    name: "chrono-node 2.10",
    times: (text, day) =>
      chrono.parse(text, noon(day)).map((r: any) => {
        const point = (c: typeof r.start, last: boolean): string => {
          const [y, m, d] = [c.get("year")!, c.get("month")!, c.get("day")!];
          if (c.isCertain("day") || c.isCertain("weekday")) return iso(new Date(y, m - 1, d));
          if (c.isCertain("month")) return last ? lastOf(y, m) : iso(new Date(y, m - 1, 1));
          return c.isCertain("year") ? `${y}-${last ? "12-31" : "01-01"}` : iso(new Date(y, m - 1, d));
        };
        return {
          start: r.index,
          end: r.index + r.text.length,
          days: [[point(r.start, false), point(r.end ?? r.start, true)] as const],
        };
      }),
  },
  {
    name: "Recognizers 1.3 number + percent",
    amounts: (text) => {
      const percents = numbers.recognizePercentage(text, "en-us").map((p: any) => ({
        start: p.start,
        end: p.end + 1,
        value: Number(String(p.resolution.value).replace("%", "")) / 100,
      }));
      const plain = numbers
        .recognizeNumber(text, "en-us")
        .map((n: any) => ({ start: n.start, end: n.end + 1, value: Number(n.resolution.value) }))
        .filter((n: Amount) => !percents.some((p: Amount) => p.start <= n.start && n.end <= p.end));
      return [...percents, ...plain];
    },
  },
  {
    name: "Recognizers 1.3 date-time",
    times: (text, day) =>
      dateTime.recognizeDateTime(text, "en-us", 0 as never, noon(day)).map((r: any) => ({
        start: r.start,
        end: r.end + 1,
        days: (r.resolution?.values ?? []).flatMap((v: any) => {
          // its ranges end on the day after
          const before = (end: string): string => iso(new Date(noon(end).getTime() - 86_400_000));
          if (v.start !== undefined || v.end !== undefined)
            return [[v.start ?? "0000-01-01", v.end === undefined ? "9999-12-31" : before(v.end)] as const];
          const whole = typeof v.timex === "string" ? daysOf(v.timex) : null;
          return whole === null || !/^\d{4}/.test(v.timex)
            ? v.value
              ? [[v.value.slice(0, 10), v.value.slice(0, 10)] as const]
              : []
            : [whole];
        }),
      })),
  },
];

const folder = new URL("../../tests/golden/reading/unseen/", import.meta.url);
const texts = readdirSync(folder)
  .filter((name) => /^en.*\.gold\.json$/.test(name))
  .map((name) => {
    const gold = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
    return { text: readFileSync(new URL(name.replace(".gold.json", ".txt"), folder), "utf8"), gold };
  });

const touches = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  2 * (Math.min(a.end, b.end) - Math.max(a.start, b.start)) >= Math.min(a.end - a.start, b.end - b.start);
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-4 * Math.abs(a) + 1e-9;
const share = (n: number, of: number): string => (of === 0 ? "     -" : `${((100 * n) / of).toFixed(0).padStart(4)} %`);

/** Sentences a second of processor time (wall clock lies on a busy machine), the texts read again and again. */
function rate(act: (text: string, day: string) => unknown): number {
  const sentences = texts.reduce((n, { gold }) => n + gold.sentences.length, 0);
  for (const { text, gold } of texts) act(text, gold.text.dateline);
  const start = process.cpuUsage();
  const spent = (): number => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  let rounds = 0;
  do {
    for (const { text, gold } of texts) act(text, gold.text.dateline);
    rounds += 1;
  } while (spent() < 3);
  return Math.round((rounds * sentences) / spent());
}

process.stdout.write(`${texts.length} English texts of tests/golden/reading/unseen\n\n`);
process.stdout.write("quantities                          found   value  bounds  right of found  sentences/s\n");
for (const { name, amounts } of tools) {
  if (amounts === undefined) continue;
  let [gold, found, value, bounds, out, right] = [0, 0, 0, 0, 0, 0];
  for (const text of texts) {
    // what a careful reader may leave out is held against nobody
    const goals = text.gold.quantities.filter(
      (q: any) => q.relation !== "vague" && q.relation !== "ordinal" && !q.alternatives?.some((a: any) => a.absent),
    );
    const mine = amounts(text.text, text.gold.text.dateline);
    out += mine.length;
    right += mine.filter((m) => goals.some((q: any) => touches(q, m))).length;
    for (const q of goals) {
      gold += 1;
      const hits = mine.filter((m) => touches(q, m));
      if (hits.length > 0) found += 1;
      const both = q.relation === "between" ? [q.lower, q.upper] : [q.value ?? q.lower ?? q.upper];
      const values = hits.flatMap((h) => (h.upper === undefined ? [h.value] : [h.value, h.upper]));
      if (!both.every((n: number) => values.some((v) => near(n, v)))) continue;
      value += 1;
      if (hits.some((h) => h.relation === q.relation)) bounds += 1;
    }
  }
  process.stdout.write(
    `${name.padEnd(34)} ${share(found, gold)}  ${share(value, gold)}  ${share(bounds, gold)}  ${share(right, out).padStart(14)}  ${String(rate(amounts)).padStart(11)}\n`,
  );
}
process.stdout.write("\ntimes                               found   value  sentences/s\n");
for (const { name, times } of tools) {
  if (times === undefined) continue;
  let [gold, found, dated, value] = [0, 0, 0, 0];
  for (const text of texts) {
    const mine = times(text.text, text.gold.text.dateline);
    for (const t of text.gold.times) {
      if (t.value == null || t.alternatives?.some((a: any) => a.absent)) continue;
      gold += 1;
      const hits = mine.filter((m) => touches(t, m));
      if (hits.length > 0) found += 1;
      const want = t.value.includes("X") ? null : daysOf(t.value);
      if (want === null) continue;
      dated += 1;
      if (hits.some((h) => h.days.some(([a, b]) => a === want[0] && b === want[1]))) value += 1;
    }
  }
  process.stdout.write(
    `${name.padEnd(34)} ${share(found, gold)}  ${share(value, dated)}  ${String(rate(times)).padStart(11)}\n`,
  );
}
