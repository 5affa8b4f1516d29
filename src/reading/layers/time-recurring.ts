import type { TimeView } from "./time-view.ts";

/**
 * أيام الجمعة, "أيام الاثنين والأربعاء من كل أسبوع": the end of days that come again. Days that follow each other (أيام السبت والأحد) are
 * those of one week, unless "every" stands behind them, and so are those of the last one.
 */
export function recurring(view: TimeView, from: number, first: number): number | null {
  const { tokens, grammar, matches } = view;
  const weekdays = matches.get("weekday") ?? [];
  const days = [first];
  let to = from;
  for (;;) {
    const comma = /^[,،]$/u.test(tokens[to]?.text ?? "") ? 1 : 0;
    const joined = comma + (grammar.has("conjunctions", tokens[to + comma]?.norm) ? 1 : 0);
    const next = [joined, 0].map((skip) => weekdays.find((m) => m.from === to + skip)).find((m) => m !== undefined);
    if (next === undefined) break;
    days.push(Number(next.entry.attributes["value"]));
    to = next.to;
  }
  if (["time.last", "time.this", "time.next"].some((s) => grammar.has(s, tokens[to]?.norm))) return null;
  const every = [to, to + 1].some(
    (i) => grammar.word("weekday-open", tokens[i]?.norm ?? "")?.attributes["fuzzy"] === "set",
  );
  const together = days.length > 1 && days.slice(1).every((day, n) => day === (days[n]! % 7) + 1);
  return every || !together ? to : null;
}
