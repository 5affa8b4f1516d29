import { bounds, edtfMonth, unitFrom } from "./calendar.ts";
import type { Part, TimeView } from "./time-view.ts";

/** "May last year", "3 May of that year", "Tuesday of last week": the year, or the week, that stands behind becomes part of the time. */
export function joinYears(view: TimeView, parts: readonly Part[]): Part[] {
  const { tokens, grammar } = view;
  const out: Part[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    const gap = last === undefined ? [] : tokens.slice(last.to, part.from).map((t) => t.norm);
    // "Tuesday evening last week"
    if (last?.weekday !== undefined && gap.length === 1 && grammar.has("time.day-part", gap[0]!)) gap.pop();
    const near = gap.length === 0 || (gap.length === 1 && (grammar.has("time.lead", gap[0]!) || gap[0] === ","));
    if (last === undefined || !near || last.y !== undefined || last.told !== undefined) {
      out.push(part);
      continue;
    }
    const dated = last.m !== undefined || last.season !== undefined;
    // "in the same month last year", "the same period of 2013"
    const same =
      last.offset?.n === 0 && last.offset.unit !== "year" && last.offset.unit !== "day" && !last.offset.counted;
    if (same && gap[0] !== "," && part.m === undefined && part.season === undefined) {
      const y = part.y ?? (part.unit === "year" && !part.needsPart ? Number(part.value!) : undefined);
      const years = part.offset?.unit === "year" ? part.offset.n : undefined;
      if (y !== undefined || years !== undefined) {
        const moved = { ...last, to: part.to, ...(y === undefined ? { yearOf: years! } : { y }) };
        out[out.length - 1] = moved;
        continue;
      }
    }
    const year = part.y !== undefined && part.m === undefined && part.season === undefined && part.part === undefined;
    if (dated && year && gap[0] !== "," && gap.length === 1 && grammar.has("vague-of", gap[0]!))
      out[out.length - 1] = { ...last, to: part.to, y: part.y! };
    else if (dated && part.offset?.unit === "year" && !part.offset.counted)
      out[out.length - 1] = { ...last, to: part.to, yearOf: part.offset.n };
    else if (dated && part.unit === "year" && !part.needsPart && gap[0] !== ",")
      out[out.length - 1] = { ...last, to: part.to, y: Number(part.value!), anchor: "reference-date" };
    else if (last.weekday !== undefined && part.unit === "week" && gap[0] !== ",") {
      const monday = bounds(part.value!.split("/")[0]!)!.first;
      const value = unitFrom(monday, "day", last.weekday - 1)!;
      out[out.length - 1] = { from: last.from, to: part.to, value, anchor: "reference-date" };
    } else out.push(part);
  }
  return out;
}

/** "in March or April 2013": both months, where the second tells their year. */
function eitherMonth(a: Part, b: Part): string[] | null {
  const days = [a, b].some((p) => p.d !== undefined || p.part !== undefined || p.other !== undefined);
  if (days || b.y === undefined || a.y !== undefined || a.m === undefined || b.m !== a.m + 1 || b.from !== a.to + 1)
    return null;
  return [edtfMonth(b.y, a.m), edtfMonth(b.y, b.m)];
}

/** "in 2013 or 2014", شتاء 2013 أو 2014: two years that follow each other, in one of which it was. */
export function eitherYear({ tokens, grammar }: TimeView, parts: readonly Part[]): Part[] {
  const out: Part[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    const months = last === undefined ? null : eitherMonth(last, part);
    const alone = last !== undefined && last.m === undefined && last.y !== undefined && last.candidates === undefined;
    const bare = part.m === undefined && part.season === undefined && part.part === undefined;
    const or = alone && bare && part.y === last.y! + 1 && part.from === last.to + 1;
    const joins = grammar.word("range.middle", tokens[last?.to ?? 0]?.norm ?? "")?.attributes["next"] === "yes";
    if (!joins || !(or || months !== null)) {
      out.push(part);
      continue;
    }
    if (months !== null) {
      out[out.length - 1] = { from: last!.from, to: part.to, value: "", candidates: months };
      continue;
    }
    const season = last!.season === undefined ? "" : `-${last!.season}`;
    const candidates = [`${last!.y}${season}`, `${part.y}${season}`];
    const decade = Math.floor(last!.y! / 10) === Math.floor(part.y! / 10);
    const value = decade && season === "" ? `${Math.floor(last!.y! / 10)}X` : "";
    out[out.length - 1] = { from: last!.from, to: part.to, value, candidates };
  }
  return out;
}

/** "on 3 May and again on 7 June 2014", "March and May 2014": a year stands for the months before it in a list. */
export function lendYears({ tokens, grammar }: TimeView, parts: readonly Part[]): Part[] {
  const out = [...parts];
  for (let i = out.length - 2; i >= 0; i--) {
    const [a, b] = [out[i]!, out[i + 1]!];
    const months = a.m !== undefined && b.m !== undefined;
    const seasons = a.season !== undefined && b.season !== undefined;
    if (!(months || seasons) || a.y !== undefined || b.y === undefined) continue;
    if (a.told !== undefined || a.yearOf !== undefined) continue;
    const gap = tokens.slice(a.to, b.from).map((t) => t.norm);
    const listed = gap.some((n) => grammar.has("conjunctions", n) || n === "," || n === "،");
    const small = ["conjunctions", "time.lead", "adverbs", "article", "time.part"];
    if (gap.length <= 4 && listed && gap.every((n) => n === "," || n === "،" || small.some((s) => grammar.has(s, n))))
      out[i] = { ...a, y: b.y, ...(b.anchor === undefined ? {} : { anchor: b.anchor }) };
  }
  return out;
}
