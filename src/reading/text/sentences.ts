import { fold } from "#kernel";
import type { Grammar } from "../grammar.ts";

/** Sentences of a stretch of text as [start, end] offsets without outer white space. */
export function sentencesOf(
  text: string,
  from: number,
  to: number,
  grammar: Grammar,
): { start: number; end: number }[] {
  const out: { start: number; end: number }[] = [];
  let start = from;
  const piece = text.slice(from, to);
  for (const match of piece.matchAll(
    /[.!?؟۔…](?:[\s\u2009\u00A0]*[.!?؟…])*[”"’'»)\]]*(?:[ \u00A0\u202F]»)?(?=\s|$)|[;؛](?=\s)/gu,
  )) {
    const at = from + match.index;
    const end = at + match[0].length;
    if (/^[;؛]/.test(match[0])) continue;
    if (end < to && !ends(text, start, at, end, to, match[0], grammar)) continue;
    push(out, text, start, end);
    start = end;
  }
  push(out, text, start, to);
  return out;
}

function push(out: { start: number; end: number }[], text: string, start: number, end: number): void {
  while (start < end && /[\s\uFEFF]/u.test(text[start]!)) start++;
  while (end > start && /[\s\uFEFF]/u.test(text[end - 1]!)) end--;
  if (start < end) out.push({ start, end });
}

function ends(
  text: string,
  start: number,
  at: number,
  end: number,
  to: number,
  marks: string,
  grammar: Grammar,
): boolean {
  const rest = text.slice(end, Math.min(to, end + 80));
  const next = rest.match(/^\s*(["“«‘'([\-–—•*]*)\s*(\S)/u);
  if (next === null) return true;
  const first = next[2]!;
  const closes = /[”"’'»)\]]/.test(marks.slice(1));
  const opens = next[1] !== "" && /["“«‘]/.test(next[1]!);
  const lower = /\p{Ll}/u.test(first);
  // an ellipsis, written ". . ." with or without thin spaces, goes on unless a capital follows
  if (/\..*\.|…/u.test(marks)) return !lower && (closes || opens || /\p{Lu}/u.test(first));
  if (/^[!?؟]/.test(marks)) {
    if (lower) return false;
    if (closes) return !saysNext(rest, grammar);
    return true;
  }
  if (lower && !opens) return false;
  const before = text.slice(Math.max(start, at - 24), at);
  const word = before.match(/[\p{L}\p{M}][\p{L}\p{M}.]*$/u)?.[0] ?? "";
  if (/^\.[»”"]$/u.test(marks) && /^\p{Lo}[\p{M}\u0640]*$/u.test(word) && next[1] === "(") return false;
  if (marks === ".") {
    if (/^\p{Lu}$/u.test(word))
      return !/^\p{Lu}/u.test(first) && !initialBefore(before) ? true : endsName(text, start, at);
    // a lone letter of a script without capitals is an initial: «هـ. ق.»
    if (/^\p{Lo}[\p{M}\u0640]*$/u.test(word)) return false;
    // "at 5 p.m. Monday" goes on, "at 5 p.m. Soldiers came" does not
    if (grammar.has("clock-words", fold(`${word}.`))) return !dates(rest, grammar);
    const entry = grammar.word("abbreviations", fold(word)) ?? grammar.word("abbreviations", fold(`${word}.`));
    if (entry !== undefined) {
      if (entry.attributes["soft"] !== "yes") return false;
      if (entry.attributes["numbered"] !== undefined)
        return !/\p{Nd}/u.test(first) && /^[\p{Lu}"“]/u.test(first) && entry.attributes["numbered"] === "word";
      return /^[\p{Lu}"“«]/u.test(first) && startsSentence(rest, grammar);
    }
    // "section 1.e." and "3." at the head of a line
    if (/(?:^|\s)\(?\d{1,2}$/.test(before) && /^\s*\(?\d{1,2}$/.test(text.slice(start, at))) return false;
  }
  return true;
}

const initialBefore = (before: string): boolean => /(?:^|[\s.(])\p{Lu}$/u.test(before);

/** A single capital before the stop is an initial ("J. Smith") unless it ends the sentence as a name of its own ("Plan B."). */
function endsName(text: string, start: number, at: number): boolean {
  const before = text.slice(start, at - 1).trimEnd();
  const previous = before.match(/[\p{L}]+$/u)?.[0] ?? "";
  return previous.length > 1 && /^\p{Ll}/u.test(previous);
}

/** After "U.S." or "Inc.": does a new sentence begin, or does the name go on? */
function startsSentence(rest: string, grammar: Grammar): boolean {
  const word = rest.match(/[\p{L}\p{M}]+/u)?.[0] ?? "";
  const norm = fold(word);
  return (
    grammar.has("determiners", norm) ||
    grammar.has("subject-pronouns", norm) ||
    grammar.has("prepositions", norm) ||
    grammar.has("clause-conjunctions", norm) ||
    /^["“«]/.test(rest.trimStart())
  );
}

const dates = (rest: string, grammar: Grammar): boolean =>
  ["weekday", "month"].some((s) => grammar.has(s, fold(rest.match(/[\p{L}\p{M}]+/u)?.[0] ?? "")));

/** `“Did you see it?” Haddad asked.`: the words after the question belong to it. */
function saysNext(rest: string, grammar: Grammar): boolean {
  const words = rest.split(/[.!?,;]/)[0]!.match(/[\p{L}\p{M}'’]+/gu) ?? [];
  if (words.length === 0 || words.length > 7) return false;
  return words
    .slice(0, 5)
    .some(
      (w) =>
        grammar.word("cue.verbs", fold(w)) !== undefined &&
        grammar.word("cue.verbs", fold(w))!.attributes["naming"] === undefined,
    );
}
