import { addDays, daysIn, edtfDay, weekdayOf } from "./calendar.ts";
import { numeralAt } from "./numerals.ts";
import { namedDate, starting } from "./time-dates.ts";
import { latestYear } from "./time-values.ts";
import type { Part, TimeView } from "./time-view.ts";

/** "the last Friday of August", "the first four days of May 2013": a place within a month. */
export function nthOfMonth(view: TimeView, at: number): Part | null {
  const { tokens, grammar, reference, memory } = view;
  let i = at;
  if (grammar.has("definite", tokens[i]?.norm)) i += 1;
  const norm = tokens[i]?.norm ?? "";
  const last = grammar.has("time.last", norm);
  const nth = Number(grammar.word("ordinal", norm)?.attributes["value"] ?? 0);
  if (!last && nth === 0) return null;
  i += 1;
  const weekday = Number(starting(view, "weekday", i)?.entry.attributes["value"] ?? 0);
  const count = weekday > 0 ? null : numeralAt(tokens, i, grammar);
  const days = count !== null && grammar.word("time.unit", tokens[count.to]?.norm ?? "")?.attributes["unit"] === "day";
  if (weekday === 0 && !(days && (last || nth === 1))) return null;
  i = weekday > 0 ? i + 1 : count!.to + 1;
  if (!grammar.has("vague-of", tokens[i]?.norm) && !grammar.has("time.lead", tokens[i]?.norm)) return null;
  const month = namedDate(view, i + 1);
  if (month?.m === undefined || month.d !== undefined) return null;
  const y = month.y ?? memory.year ?? latestYear(reference, month.m, 1);
  const end = daysIn(y, month.m);
  if (weekday > 0) {
    const first = { y, m: month.m, d: 1 };
    const offset = (weekday - weekdayOf(first) + 7) % 7;
    const d = last ? 1 + offset + 7 * Math.floor((end - 1 - offset) / 7) : 1 + offset + 7 * (nth - 1);
    if (d > end) return null;
    return {
      from: at,
      to: month.to,
      value: edtfDay({ y, m: month.m, d }),
      anchor: month.y === undefined ? "reference-date" : "absolute",
    };
  }
  const from = last ? addDays({ y, m: month.m, d: end }, 1 - count!.value) : { y, m: month.m, d: 1 };
  const to = last ? { y, m: month.m, d: end } : addDays(from, count!.value - 1);
  return {
    from: at,
    to: month.to,
    value: `${edtfDay(from)}/${edtfDay(to)}`,
    anchor: month.y === undefined ? "reference-date" : "absolute",
  };
}
