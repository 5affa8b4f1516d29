import type { Match } from "../grammar.ts";
import { bounds } from "./calendar.ts";
import type { FoundTime, TimeMemory, TimeView } from "./time-view.ts";
import { timesOf } from "./times.ts";

/** How far from a verb of saying the day of what is said may stand. */
const REACH = 4;

/**
 * The times of a sentence, those in quotation marks counted from the day on which the words were spoken where the sentence tells it:
 * `On 12 March 2014 he said: “They came last week.”`
 *
 * @param quoted of each token, which quotation it stands in, or -1
 */
export function timesWithSpeech(view: TimeView, quoted: readonly number[]): FoundTime[] {
  const before: TimeMemory = { ...view.memory };
  const times = timesOf(view);
  const counted = times.filter((t) => t.anchor === "reference-date" && quoted[t.from] !== -1);
  if (counted.length === 0) return times;
  const cues = (view.matches.get("cue.verbs") ?? []).filter((m) => quoted[m.from] === -1);
  const said = times.find((t) => quoted[t.from] === -1 && isDay(t) && cues.some((m) => isNear(m, t, quoted)));
  if (said === undefined) return times;
  const reference = bounds(said.value!)!.first;
  const again = timesOf({ ...view, reference, memory: before });
  return times.map((t) => (counted.includes(t) ? (again.find((a) => a.from === t.from && a.to === t.to) ?? t) : t));
}

const isDay = ({ value }: FoundTime): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value ?? "");

function isNear(cue: Match, time: FoundTime, quoted: readonly number[]): boolean {
  const [from, to] = time.to <= cue.from ? [time.to, cue.from] : [cue.to, time.from];
  return from <= to && to - from <= REACH && quoted.slice(from, to).every((q) => q === -1);
}
