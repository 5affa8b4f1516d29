import { bounds, unitFrom } from "./calendar.ts";
import { finish } from "./time-finish.ts";
import { eitherYear, joinYears, lendYears } from "./time-joins.ts";
import { partAt } from "./time-phrases.ts";
import { resolve } from "./time-values.ts";
import { type FoundTime, type Part, type TimeView, touch } from "./time-view.ts";

/** The times of a sentence in text order. Two readings the words leave open become candidates, never a choice. */
export function timesOf(view: TimeView): FoundTime[] {
  const { tokens } = view;
  if (!mayTell(view)) return [];
  const parts: Part[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const part = partAt(view, at);
    if (part === null) continue;
    const last = parts.at(-1);
    if (last !== undefined && part.from < last.to) continue;
    parts.push(part);
    at = part.to - 1;
  }
  const told = lendYears(view, joinYears(view, eitherYear(view, parts)));
  const found: FoundTime[] = [];
  for (let i = 0; i < told.length; i++) {
    const a = withModifiers(view, told[i]!);
    const b = told[i + 1];
    const range = b === undefined ? null : rangeOf(view, a, withModifiers(view, b));
    if (range !== null) i += 1;
    const time = range ?? finish(view, a);
    if (time !== null) found.push(time);
  }
  return found;
}

/** Sections one of which has a word in every time that is written without digits. */
const TELLING = [
  "month",
  "hijri-month",
  "weekday",
  "season",
  "time.relative",
  "time.text",
  "time.fuzzy",
  "time.unit",
  "time.dual",
  "ordinal",
  "time.day-part",
  "time.share",
  "decade",
  "holiday",
];

const mayTell = ({ tokens, matches, grammar }: TimeView): boolean =>
  // "in nineteen eighty-two"
  (grammar.setting("year-halves") === "yes" && matches.has("number")) ||
  TELLING.some((section) => matches.has(section)) ||
  tokens.some((t) => t.kind === "number");

const isLink = ({ tokens, grammar }: TimeView, at: number): boolean =>
  tokens[at]!.norm === "-" || grammar.has("article", tokens[at]!.norm) || grammar.has("date-of", tokens[at]!.norm);

const SHIFTS = [
  ["time.last", -1],
  ["time.next", 1],
  ["time.this", 0],
] as const;

/** "early", "the end of", "last", "mid-" before it; "الماضي" after it. */
function withModifiers(view: TimeView, part: Part): Part {
  const { tokens, grammar, matches } = view;
  let { from, to } = part;
  const out: Part = { ...part };
  for (let n = 0; n < 3; n++) {
    if (
      tokens[from - 1]?.norm === "-" &&
      grammar.word("time.part", tokens[from - 2]?.norm ?? "")?.attributes["part"] === "mid"
    )
      from -= 1;
    const section = matches
      .get("time.part")
      ?.find((m) => m.to === from || (m.to === from - 1 && isLink(view, from - 1)));
    if (section !== undefined && out.part === undefined && out.fuzzy === undefined) {
      out.part = section.entry.attributes["part"]!;
      from = section.from;
      continue;
    }
    const word = tokens[from - 1]?.norm;
    const bare =
      out.y === undefined &&
      out.told === undefined &&
      out.yearOf === undefined &&
      out.value === undefined &&
      out.fuzzy === undefined;
    if (
      bare &&
      (out.m !== undefined || out.weekday !== undefined || out.season !== undefined) &&
      out.shift === undefined
    ) {
      const behind = grammar.setting("modifier-after") === "yes";
      const beside = behind ? tokens[to]?.norm : word;
      // هذا الصيف: "this" stands before what it modifies even where "last" stands behind
      const ahead = behind && grammar.word("time.this", word ?? "")?.attributes["before"] === "yes";
      const shift = ahead ? 0 : SHIFTS.find(([section]) => grammar.has(section, beside))?.[1];
      if (shift !== undefined) {
        out.shift = shift;
        if (behind && !ahead) to += 1;
        else from -= 1;
        continue;
      }
    }
    break;
  }
  return { ...out, from, to };
}

function rangeOf(view: TimeView, a: Part, b: Part): FoundTime | null {
  const { tokens, grammar, matches, text } = view;
  if (
    a.fuzzy !== undefined ||
    b.fuzzy !== undefined ||
    a.offset !== undefined ||
    b.offset !== undefined ||
    a.hijri ||
    b.hijri
  )
    return null;
  const gap = tokens.slice(a.to, b.from).map((t) => t.norm);
  const open = matches
    .get("time.between")
    ?.find(
      (m) =>
        m.to === a.from ||
        (m.to === a.from - 1 &&
          (grammar.has("time.year-word", tokens[a.from - 1]?.norm) ||
            grammar.has("month-word", tokens[a.from - 1]?.norm) ||
            grammar.has("article", tokens[a.from - 1]?.norm))),
    );
  const until = open?.entry.attributes["until"]?.split(",") ?? [];
  const glue = grammar.setting("and-prefix");
  // "from 24 February 2022, to 5 February 2023"
  const dated = a.y !== undefined && a.d !== undefined;
  const words = gap.filter((n, i) => !grammar.has("article", n) && !(n === "," && i === 0 && dated && gap.length > 1));
  const only = words.length === 1 ? words[0]! : words.length === 0 ? "" : null;
  if (only === null) return null;
  // وحتى: the joining letter says no more than the word
  const plain = glue !== undefined && only.startsWith(glue) ? only.slice(glue.length) : only;
  const middle = until.includes(plain) ? plain : only;
  const dash = middle === "-";
  // "in January and February": one time of two months
  const both = grammar.has("conjunctions", middle) || (glue !== undefined && tokens[b.from]!.norm.startsWith(glue));
  const months = both && a.m !== undefined && a.m + 1 === b.m && a.d === undefined && b.d === undefined;
  // ليل الثلاثاء الأربعاء: one night
  const night =
    a.weekday !== undefined &&
    b.weekday === (a.weekday % 7) + 1 &&
    (middle === "" || middle === "/" || grammar.has("denied-links", middle) || (dash && open === undefined));
  const joined =
    night ||
    (months && a.y === undefined && a.part === undefined && b.part === undefined) ||
    (open !== undefined && (until.includes(middle) || (glue !== undefined && (middle === glue || middle === "")))) ||
    (dash && touch(tokens[a.to - 1], tokens[a.to]) === touch(tokens[b.from - 1], tokens[b.from])) ||
    (open === undefined &&
      middle !== "" &&
      !grammar.has("number-and", middle) &&
      middle !== glue &&
      // "the fifth or the sixth": two days, one of which it was
      grammar.word("range.middle", middle)?.attributes["next"] !== "yes" &&
      grammar.has("range.middle", middle) &&
      !dash);
  if (!joined) return null;
  // "from March to May 2014", "15 to 17 May": the first takes what it lacks from the second
  const first = { ...a };
  if (first.y === undefined && b.y !== undefined && first.value === undefined && first.told === undefined)
    first.y = b.y;
  if (first.y === undefined && first.m !== undefined && first.told === undefined && b.yearOf === 0) first.yearOf = 0;
  let left = resolve(view, first, false);
  const counts = b.told !== undefined || b.yearOf !== undefined;
  if (counts && left.value !== null) view.memory.last = left.value;
  const right = resolve(view, b, false);
  // "between Thursday and Saturday" said on a Thursday: the Thursday before that Saturday
  if (
    a.weekday !== undefined &&
    b.weekday !== undefined &&
    left.value !== null &&
    right.value !== null &&
    left.value > right.value
  ) {
    left = { ...left, value: unitFrom(bounds(left.value)!.first, "day", -7) };
  }
  // "between May and July" said in May: the May before that July
  const loose = a.y === undefined && b.y === undefined && a.m !== undefined && b.m !== undefined;
  if (loose && left.value !== null && right.value !== null && left.value > right.value) {
    const year = Number(right.value.slice(0, 4)) - (a.m! > b.m! ? 1 : 0);
    left = resolve(view, { ...first, y: year }, false);
  }
  if (left.value === null || right.value === null || left.value.includes("X") || right.value.includes("X")) return null;
  const start = tokens[open?.from ?? a.from]!.start;
  const end = tokens[b.to - 1]!.end;
  const value = `${left.value.split("/")[0]}/${right.value.split("/").at(-1)}`;
  const from = open?.from ?? a.from;
  view.memory.last = right.value.split("/").at(-1)!;
  view.memory.span = value;
  const anchor = left.anchor === "absolute" && right.anchor !== null ? right.anchor : left.anchor;
  return {
    start,
    end,
    exact: text.slice(start, end),
    from,
    to: b.to,
    value,
    candidates: [],
    fuzzy: null,
    anchor,
    role: "event",
  };
}
