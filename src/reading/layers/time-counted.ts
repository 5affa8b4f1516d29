import type { Match } from "../grammar.ts";
import { addDays, addMonths, type Day, edtfDay, endsYear, unitFrom } from "./calendar.ts";
import { countBehind, numeralAt } from "./numerals.ts";
import { namedDate } from "./time-named.ts";
import { numericDate } from "./time-numeric.ts";
import { closes } from "./time-told.ts";
import { type Part, starting, type TimeView } from "./time-view.ts";

/** So many units, and where the words for them end. */
interface Counted {
  readonly n: number;
  readonly unit: string;
  readonly to: number;
}

/** "in the past six months", "قبل ثلاثة أيام": a number of units behind the word that says where they lie. */
export const countedSpan = (view: TimeView, at: number): Part | null => behindWord(view, at) ?? null;

/** Such a span, and "three days ago", "two weeks later": a number of units before its word. */
export function counted(view: TimeView, at: number): Part | null {
  const span = behindWord(view, at);
  if (span !== undefined) return span;
  const first = countedUnit(view, at);
  const around = first === null ? null : (aroundNow(view, at, first) ?? besideCount(view, at, first));
  if (around !== null) return around;
  const found = lengthAt(view, at);
  return found === null ? null : beforeWord(view, at, found);
}

/** Undefined where no word for a span begins here; null where one does, and tells no time. */
function behindWord(view: TimeView, at: number): Part | null | undefined {
  const { matches } = view;
  if (!matches.has("time.unit") && !matches.has("time.dual")) return null;
  const within = starting(view, "time.within-span", at);
  if (within !== undefined) return withinSpan(view, at, within.to);
  const lead = starting(view, "time.ago-before", at);
  const ago = lead === undefined ? undefined : behindAgo(view, at, lead);
  return ago === undefined ? pastOrNext(view, at) : ago;
}

/** "في غضون أسبوعين": a length, of which only the end is told. */
function withinSpan(view: TimeView, at: number, begin: number): Part | null {
  const length = lengthAt(view, pastApprox(view, begin));
  if (length === null || (length.n <= 1 && length.to - begin <= 1)) return null;
  const next = view.tokens[length.to]?.norm;
  const dated = ["month", "time.past-span", "time.next-span"].some((s) => view.grammar.has(s, next));
  return dated ? null : { from: at, to: length.to, fuzzy: "duration" };
}

/** "نحو عام": behind "about". */
const pastApprox = ({ matches }: TimeView, at: number): number =>
  matches.get("bound.approx")?.find((m) => m.from === at && m.entry.attributes["after"] !== "yes")?.to ?? at;

/** Arabic puts the word first: قبل ثلاثة أيام, منذ أسبوعين, بعد ثلاثة أيام. */
function behindAgo(view: TimeView, at: number, { to, entry }: Match): Part | null | undefined {
  const { tokens, grammar } = view;
  const { since, told } = entry.attributes;
  // "قبل نحو عام"
  const start = pastApprox(view, to);
  const found = lengthAt(view, start);
  if (found === null) return undefined;
  const short = found.to - start < 2 && !grammar.has("time.dual", tokens[start]?.norm);
  if (short && !isBefore(view, start, found)) return undefined;
  if (told !== undefined) return fromDayTold(view, at, found, told === "back");
  // "قبل أسبوع من الحريق": counted from that, not from today
  const event = grammar.has("than-words", tokens[found.to]?.norm) && !isTimeAt(view, found.to + 1);
  if (event && since !== "yes")
    return fromEvent(view, at, found, -found.n) ?? { from: at, to: found.to, fuzzy: "event-relative" };
  const ago = fromNow(view, -found.n, found.unit, { from: at, to: found.to });
  // منذ ست سنوات: and still
  return since === "yes" && !short ? { ...ago, value: `${ago.value!.split("/")[0]}/..` } : ago;
}

/** بعد ثلاثة أيام, قبل ذلك بعامين: counted from the day told. */
function fromDayTold(view: TimeView, at: number, found: Counted, back: boolean): Part | null {
  const { unit, n, to } = found;
  if (view.grammar.has("than-words", view.tokens[to]?.norm))
    // "وبعد أسبوعين من ذلك"; "two months after the arrest" is counted from that
    return pointsBack(view, to + 1)
      ? { from: at, to: to + 2, offset: { unit, n, counted: true } }
      : fromEvent(view, at, found, n);
  if (goesOn(view, to)) return null;
  return { from: at, to, offset: { unit: isUnderDay(unit) ? "none" : unit, n: back ? -n : n, counted: true } };
}

/** "بعد سنتين وثمانية أشهر": a longer length. */
function goesOn({ tokens, grammar }: TimeView, at: number): boolean {
  const more = tokens[at]?.norm ?? "";
  const glue = grammar.setting("and-prefix") ?? "\0";
  return more.startsWith(glue) && numeralAt(tokens, more === glue ? at + 1 : at, grammar) !== null;
}

/** "in the past six months", "the next two days", "the following three days". */
function pastOrNext(view: TimeView, at: number): Part | null | undefined {
  const { tokens, grammar } = view;
  const the = grammar.has("article", tokens[at]?.norm) ? 1 : 0;
  const word = tokens[at + the]?.norm ?? "";
  const past = grammar.word("time.past-span", word);
  if (past === undefined && !grammar.has("time.next-span", word)) return undefined;
  const begin = at + the + 1;
  const single = the === 1 && past?.attributes["one"] === "yes";
  const found = lengthAt(view, begin) ?? (single ? one(view, begin) : null);
  if (found === null) return null;
  const { unit, to } = found;
  const n = past === undefined ? found.n : -found.n;
  // "the following three days": from the day told
  const told = ["time.following", "time.prior"].some((s) => grammar.has(s, word));
  if (told && view.memory.last !== null) return { from: at, to, offset: { unit, n, span: true } };
  return reaching(view, n, unit, { from: at, to });
}

/** الأشهر الثلاثة: the unit, and its number behind it. */
function countedUnit(view: TimeView, at: number): Counted | null {
  const { tokens, grammar } = view;
  const unit = grammar.setting("bare-unit") === "yes" ? one(view, at)?.unit : undefined;
  if (unit === undefined) return null;
  const times = countBehind(tokens, at + 1 + bareArticle(view, at + 1), grammar);
  return times === null ? null : { n: times.value, unit, to: times.to };
}

/** "three days ago", "two weeks later"; الأيام الثلاثة الماضية is a span. */
function beforeWord(view: TimeView, at: number, found: Counted): Part | null {
  const { tokens, grammar } = view;
  const { n, unit, to } = found;
  const word = tokens[to]?.norm;
  if (grammar.has("time.ago-after", word)) return fromNow(view, -n, unit, { from: at, to: to + 1 });
  const several = to - at > 1 || grammar.has("time.dual", tokens[at]?.norm);
  const behind = grammar.setting("modifier-after") === "yes" && several;
  const around = behind ? (aroundNow(view, at, found) ?? besideCount(view, at, found)) : null;
  if (around !== null) return around;
  const ago = grammar.word("time.ago", word ?? "");
  if (ago === undefined) return null;
  const alone = grammar.has("clause-conjunctions", word) || grammar.has("prepositions", word);
  if (alone && !closes(view, to + 1)) return null;
  return { from: at, to: to + 1, offset: { unit, n: ago.attributes["back"] === "yes" ? -n : n, counted: true } };
}

/** "three days", "a week", أسبوعين: so many units. */
function lengthAt(view: TimeView, from: number): Counted | null {
  const { tokens, grammar } = view;
  const norm = tokens[from]?.norm ?? "";
  const dual = grammar.word("time.dual", norm);
  if (dual !== undefined) return { n: Number(dual.attributes["n"] ?? 2), unit: dual.attributes["unit"]!, to: from + 1 };
  const single = grammar.word("time.unit", norm);
  if (single !== undefined && single.attributes["many"] !== "yes" && grammar.setting("bare-unit") === "yes")
    return { n: 1, unit: single.attributes["unit"]!, to: from + 1 };
  const count = grammar.has("number-article", norm) ? { n: 1, to: from + 1 } : countAt(view, from);
  const unit = count === null ? undefined : grammar.word("time.unit", tokens[count.to]?.norm ?? "");
  if (count === null || unit === undefined || count.n > 5000) return null;
  const many = {
    n: count.n * Number(unit.attributes["times"] ?? 1),
    unit: unit.attributes["unit"]!,
    to: count.to + 1,
  };
  if (Number.isInteger(count.n)) return many;
  // "two and a half years"
  return many.unit === "year" && Number.isInteger(12 * count.n) ? { ...many, n: 12 * count.n, unit: "month" } : null;
}

/** How many, in digits or in words; "20 بالمئة الشهر الماضي" is a share, whose word goes with the figure before it. */
function countAt({ tokens, grammar, matches }: TimeView, at: number): { n: number; to: number } | null {
  const share = matches
    .get("percent")
    ?.some((m) => m.from <= at && at < m.to && m.from > 0 && numeralAt(tokens, m.from - 1, grammar) !== null);
  const number = share ? null : numeralAt(tokens, at, grammar);
  return number === null || number.form === "ordinal" ? null : { n: number.value, to: number.to };
}

const isUnderDay = (unit: string): boolean => unit === "hour" || unit === "minute";

/** The day, week, month or year so many units from the reference day. */
function fromNow({ reference }: TimeView, count: number, name: string, at: Pick<Part, "from" | "to">): Part {
  const [n, unit] = name === "decade" ? [10 * count, "year"] : [count, name];
  const value = isUnderDay(unit) ? edtfDay(reference) : (unitFrom(reference, unit, n) ?? "");
  return { ...at, value, anchor: "reference-date" };
}

/** The span that ends on the reference day, or begins there, `n` being of the future. */
function reaching({ reference }: TimeView, n: number, unit: string, at: Pick<Part, "from" | "to">): Part {
  const far = spanTo(reference, n, unit);
  const [a, b] = n < 0 ? [far, reference] : [reference, far];
  return { ...at, value: `${edtfDay(a)}/${edtfDay(b)}`, anchor: "reference-date" };
}

/** The other end of a span of so many units that begins or ends on a day; hours make whole days. */
function spanTo(day: Day, n: number, unit: string): Day {
  if (unit === "month") return addMonths(day, n);
  if (unit === "year") return addMonths(day, 12 * n);
  if (unit === "decade") return addMonths(day, 120 * n);
  if (unit === "hour") return addDays(day, Math.sign(n) * Math.ceil(Math.abs(n) / 24));
  return addDays(day, n * (unit === "week" ? 7 : 1));
}

/** Does a time stand here: "a week from now", "from today"? */
const isTimeAt = (view: TimeView, at: number): boolean =>
  ["time.relative", "time.fuzzy", "month", "weekday", "time.unit"].some((s) => starting(view, s, at) !== undefined);

/** "بعد ثلاثة أيام من الهجوم الذي وقع في 5 آذار 2016": counted from the day of what happened, where the same clause tells it. */
function fromEvent(view: TimeView, at: number, { unit, to }: Counted, n: number): Part | null {
  if (isUnderDay(unit)) return null;
  for (let i = to + 2; i < Math.min(view.tokens.length, to + 12) && !/^[،,؛;:]$/u.test(view.tokens[i]!.text); i++) {
    const { y, m, d } = namedDate(view, i) ?? numericDate(view, i) ?? {};
    if (y === undefined || m === undefined || d === undefined) continue;
    const value = unit === "week" ? unitFrom({ y, m, d }, "day", 7 * n) : unitFrom({ y, m, d }, unit, n);
    return value === null ? null : { from: at, to, value, anchor: "text" };
  }
  return null;
}

/** الأشهر الثلاثة الماضية, الأسبوعين المقبلين: a span that ends or begins at the reference day. */
function aroundNow(view: TimeView, at: number, { n, unit, to }: Counted): Part | null {
  const { tokens, grammar, reference } = view;
  const past = grammar.has("time.past-span", tokens[to]?.norm);
  if (!past && !grammar.has("time.next-span", tokens[to]?.norm)) return null;
  // "the past three years" in the report of a year, which it ends
  if (past && unit === "year" && endsYear(reference))
    return { from: at, to: to + 1, value: `${reference.y - n + 1}/${reference.y}`, anchor: "reference-date" };
  return reaching(view, past ? -n : n, unit, { from: at, to: to + 1 });
}

/** The article that stands apart from a number in digits: الـ24. */
const bareArticle = ({ tokens, grammar }: TimeView, at: number): number =>
  tokens[at]?.norm === grammar.setting("article-prefix") ? 1 : 0;

/** الأيام العشرة التالية, الأسبوعين السابقين: a span beside the time told. */
function besideCount(view: TimeView, at: number, { n, unit, to }: Counted): Part | null {
  const next = starting(view, "time.following", to);
  const side = next ?? starting(view, "time.previous", to);
  if (side === undefined || isUnderDay(unit)) return null;
  return { from: at, to: side.to, offset: { unit, n: next === undefined ? -n : n, span: "beside" } };
}

/** "from that", with no noun behind it that would be meant. */
const pointsBack = ({ tokens, grammar }: TimeView, at: number): boolean => {
  const article = grammar.setting("article-prefix");
  const noun = article !== undefined && tokens[at + 1]?.norm.startsWith(article);
  return grammar.has("determiners", tokens[at]?.norm) && noun === false;
};

/** قبل شهر: a month ago; قبل شهر أيار, قبل العام are not. */
function isBefore(view: TimeView, at: number, { unit, to }: Counted): boolean {
  const { tokens, grammar } = view;
  const article = grammar.setting("article-prefix");
  const definite = article !== undefined && tokens[at]!.norm.startsWith(article);
  const dated = ["month", "hijri-month", "time.following", "time.same"].some((s) => grammar.has(s, tokens[to]?.norm));
  return ["week", "month", "year"].includes(unit) && !definite && !dated && tokens[to]?.kind !== "number";
}

/** "the past week": one unit that no number counts. */
function one({ tokens, grammar }: TimeView, at: number): Counted | null {
  const unit = grammar.word("time.unit", tokens[at]?.norm ?? "")?.attributes["unit"];
  return unit === undefined ? null : { n: 1, unit, to: at + 1 };
}
