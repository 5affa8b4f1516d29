import { fold } from "#kernel";
import type { Link, Reading } from "./format.ts";
import type { Grammar } from "./grammar.ts";
import { read } from "./read.ts";

/** The day from which the examples of a grammar count. */
export const EXAMPLES_DATE = "2017-05-15";

/** A line of an examples file: a sentence, and what must be found in it. */
export interface Example {
  readonly line: number;
  readonly text: string;
  readonly wants: readonly string[];
}

/** What an example may ask of a reading, by key. */
const FOUND: Readonly<Record<string, (r: Reading, want: string) => boolean>> = {
  source: (r, want) => r.claims.some((c) => names(r, c.attribution.chain[0]).includes(fold(want))),
  second: (r, want) => r.claims.some((c) => names(r, c.attribution.chain[1]).includes(fold(want))),
  mode: (r, want) => r.claims.some((c) => c.attribution.mode === want),
  hedge: (r, want) =>
    want === "none"
      ? r.claims.length > 0 && r.claims.every((c) => c.hedges.length === 0)
      : r.claims.some((c) => c.hedges.some((h) => h.type === want)),
  quantity: (r, want) =>
    r.quantities.some((q) => {
      const number =
        q.relation === "between" ? `${q.lower}-${q.upper}` : String(Number((q.value ?? Number.NaN).toPrecision(10)));
      return `${q.relation} ${number}` === want;
    }),
  time: (r, want) => r.times.some((t) => t.value === want),
  fuzzy: (r, want) => r.times.some((t) => t.fuzzy === want),
  undecided: (r, want) => r.times.some((t) => t.candidates.length > 1) === (want === "yes"),
  polarity: (r, want) => r.claims.some((c) => c.polarity === want),
  status: (r, want) => r.sentences.some((s) => s.status === want),
  author: (r, want) => r.claims.some((c) => c.attribution.voice === "author") === (want === "yes"),
};

const names = (r: Reading, link: Link | undefined): string =>
  link === undefined
    ? ""
    : fold(`${link.label} ${link.mention?.exact ?? ""} ${(r.entities[link.source]?.aliases ?? []).join(" ")}`);

/** The lines of an examples file: `sentence || key=value; key=value`. Lines without `||` or with a `#` before them are comments. */
export function examplesOf(source: string): Example[] {
  return source.split("\n").flatMap((raw, n) => {
    const [text = "", wants] = raw.split("||").map((s) => s.trim());
    return wants === undefined || text.startsWith("#")
      ? []
      : [{ line: n + 1, text, wants: wants.split(";").map((s) => s.trim()) }];
  });
}

/** What an example asks for and the grammar does not give, in the words of the file; empty when it holds. */
export function missedBy(grammar: Grammar, { text, wants }: Example): string[] {
  const reading = read(text, { referenceDate: EXAMPLES_DATE, grammar });
  return wants.filter((want) => {
    const [key = "", value = ""] = want.split("=");
    return FOUND[key]?.(reading, value) !== true;
  });
}
