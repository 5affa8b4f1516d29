import type { Grammar } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";

/**
 * Token numbers of digits that name and do not count: telephone numbers ("+44 20 7946 0018", "0800 555 112") and the numbers of
 * documents ("A/HRC/31/68", "resolution 28/20").
 */
export function codesOf(tokens: readonly Token[], grammar: Grammar): Set<number> {
  const codes = new Set<number>();
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]!.kind !== "number" || codes.has(at)) continue;
    for (const i of telephone(tokens, at)) codes.add(i);
    for (const i of documentNumber(tokens, at, grammar)) codes.add(i);
  }
  return codes;
}

/** Groups of digits with at most one sign between them, of which the first has a plus before it or begins with nought. */
function telephone(tokens: readonly Token[], at: number): number[] {
  const groups = [at];
  let end = at + 1;
  for (;;) {
    const next = tokens[end]?.kind === "mark" && /^[-()./]$/u.test(tokens[end]!.text) ? end + 1 : end;
    const near = tokens[next] !== undefined && tokens[next]!.start - tokens[groups.at(-1)!]!.end <= 2;
    if (!near || tokens[next]!.kind !== "number" || !isDigits(tokens[next]!)) break;
    groups.push(next);
    end = next + 1;
  }
  if (!groups.every((i) => isDigits(tokens[i]!))) return [];
  const before = tokens[at - 1];
  const plus = before?.text === "+" && before.end === tokens[at]!.start;
  const digits = groups.map((i) => tokens[i]!.norm.replace(/\D/gu, ""));
  const length = digits.join("").length;
  const nought = /^0\d/.test(digits[0]!);
  const apart = groups.length > 2 || groups.some((group, i) => i > 0 && group - groups[i - 1]! > 1);
  const local = apart && digits.slice(1).some((group) => /^0\d/.test(group)) && length >= 7;
  const american = digits.map((group) => group.length).join() === "3,3,4";
  return (length >= 7 && (plus || nought)) || local || american ? groups : [];
}

const isDigits = (token: Token): boolean => /^[\d ]+$/u.test(token.norm);

/** What is written in one piece with strokes in it, behind capitals or a word like "resolution". */
function documentNumber(tokens: readonly Token[], at: number, grammar: Grammar): number[] {
  let from = at;
  let to = at + 1;
  while (from > 0 && joins(tokens, from)) from--;
  while (to < tokens.length && joins(tokens, to)) to++;
  const piece = tokens.slice(from, to);
  if (!piece.some((t) => t.text === "/") || piece.length < 3) return [];
  const capitals = piece.some((t) => /^\p{Lu}+$/u.test(t.text));
  const label = tokens[from - 1]?.text === "." ? tokens[from - 2] : tokens[from - 1];
  if (!capitals && !grammar.has("number-labels", label?.norm)) return [];
  return piece.flatMap((t, i) => (t.kind === "number" ? [from + i] : []));
}

const joins = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]!.start === tokens[at - 1]!.end &&
  [tokens[at]!, tokens[at - 1]!].every((t) => t.kind !== "mark" || t.text === "/" || t.text === "-");
