import { word } from "#page";
import type { Finding } from "../finding.ts";
import type { TotalEstimate } from "../result.ts";
import { sayWhole } from "../say-whole.ts";
import type { MethodId } from "../settings.ts";
import { roundInterval } from "./round.ts";

/** Words of the catalogue's section `estimate`, in one language. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

export const sayer =
  (language: string): Say =>
  (key, values = {}) =>
    word(language, `estimate.${key}`, values);

/** The one sentence to quote, or why there is none. */
export function headlineSentence(
  say: Say,
  { n, lists }: { readonly n: number; readonly lists: readonly string[] },
  quoted: Pick<TotalEstimate, "median" | "lower" | "upper" | "level"> | null,
): string {
  if (quoted === null) return say("sentence.none", { n: sayWhole(n) });
  const r = roundInterval(quoted.median, quoted.lower, quoted.upper, n);
  return say("sentence", {
    median: sayWhole(r.median),
    level: Math.round(100 * quoted.level),
    lower: sayWhole(r.lower),
    upper: sayWhole(r.upper),
    n: sayWhole(n),
    lists: lists.length,
  });
}

/** What every total rests on, whichever the number. */
export function assumptionSentences(say: Say, lists: readonly string[], method: MethodId | null): string[] {
  return [
    say("assumes.unseen"),
    say(method === "lcmcr" ? "assumes.classes" : "assumes.dependence"),
    say("assumes.closed"),
    say("assumes.matching", { lists: lists.join(", ") }),
  ];
}

/** `10,400 (9,000 to 14,000)`: rounded to what the interval allows; an open end is said in words. */
export function totalIn(
  say: Say,
  { median, lower, upper }: Pick<TotalEstimate, "median" | "lower" | "upper">,
  listed = 0,
): string {
  const isOpen = !Number.isFinite(upper);
  const r = isOpen ? { median, lower, upper } : roundInterval(median, lower, upper, listed);
  return say("total", {
    median: sayWhole(r.median),
    lower: sayWhole(r.lower),
    upper: isOpen ? say("nolimit") : sayWhole(r.upper),
  });
}

/** What a finding's code means; its own text, with the numbers, is the engine's and in English. */
export const codeIn = (say: Say, { code }: Finding): string => say(`code.${code}`);
