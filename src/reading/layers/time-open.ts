import type { Match } from "../grammar.ts";
import { endsYear } from "./calendar.ts";
import type { Part, TimeView } from "./time-view.ts";

export type Open = "since" | "until" | "before" | "after" | null;

/** "since", "until" leave one end open. */
export function opened(value: string, open: Open, part?: string): string {
  if (open === null) return value;
  // "before the middle of May": of its third the half
  if (open === "before" && part === "mid") return `../${value.slice(-10).replace(/20$/, "15")}`;
  return open === "since" || open === "after" ? `${value.split("/")[0]}/..` : `../${value.split("/").at(-1)}`;
}

/** "in the previous year" where a report of a whole year has named no time yet. */
export const ofReport = (
  { reference, memory }: TimeView,
  { unit, n, counted }: NonNullable<Part["offset"]>,
): string | null =>
  unit === "year" && !counted && memory.last === null && endsYear(reference) ? `${reference.y + n}` : null;

/** "منذ بداية الحصار في تشرين الأول 2012": since what happened then; where "since" stands, or null. */
export function sinceEvent({ tokens, grammar, matches }: TimeView, at: number): number | null {
  if (grammar.setting("modifier-after") !== "yes") return null;
  const since = matches
    .get("time.since")
    ?.findLast((m) => m.to < at && at - m.to <= 4 && m.entry.attributes["told"] !== "yes");
  const words = tokens.slice(since?.to ?? at, at);
  const stops = ["verbs", "conjunctions", "number", "time.unit", "prepositions", "cue.verbs"];
  const plain = words.every((t) => t.kind === "word" && !stops.some((s) => grammar.has(s, t.norm)));
  return since !== undefined && plain ? since.from : null;
}

/** كنا ساكنين هناك من سنة 2009: a word that begins a time only where whoever tells speaks of themselves, and with its year. */
export const mayOpen = ({ tokens, grammar }: TimeView, { from, entry }: Match, part: Part): boolean =>
  entry.attributes["told"] !== "yes" ||
  (part.y !== undefined && tokens.slice(0, from).some((t) => grammar.has("first-person", t.norm)));
