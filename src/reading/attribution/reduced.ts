import { canSpeak, isNounLike, phraseBefore } from "./noun-phrases.ts";
import { inList } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import { type Frame, hasVerb, isComma, isMark, matchAt, normAt, type Range, type SentenceView } from "./view.ts";

/**
 * "witnesses interviewed by the mission said", "a memo shared with the paper states": those before the participle, not who acted on them,
 * nor who made what is told ("a report released by the network says").
 */
export function reducedHead(view: SentenceView, source: Range): Range | null {
  // "experts with years of experience assessing bomb damage, who saw it, told": a thing is no speaker, the experts are
  if (view.grammar.ends("gerund", normAt(view, source.from - 1)) && !canSpeak(view, source)) {
    const doer = phraseBefore(view, source.from - 1);
    if (doer !== null && canSpeak(view, doer)) return doer;
  }
  const verb = source.from - 2;
  if (!inList(view, verb + 1, "agent-words", "prepositions") || !isReductive(view, verb)) return null;
  const head = phraseBefore(view, verb);
  if (head === null || !canSpeak(view, head) || inList(view, verb, "quoted-words")) return null;
  const made =
    range(head).some((i) => inList(view, i, "report-words", "evidence-words")) && matchAt(view, "maker-words", verb);
  return made ? null : head;
}

/** A participle right behind a noun: "a driver *stopped* at the gate". */
const isReductive = (view: SentenceView, at: number): boolean =>
  (view.grammar.ends("past", normAt(view, at)) || inList(view, at, "bare-participles")) && isNounLike(view, at - 1);

/** "Merit Ostra, whose husband was taken, said": whom the clause in commas belongs to. */
export function ownerBefore(view: SentenceView, source: Range, verb: number): Range | null {
  const at = source.from - 1;
  if (!view.grammar.has("owner-relatives", normAt(view, at)) || !isComma(view, at - 1) || !isComma(view, verb - 1))
    return null;
  const head = phraseBefore(view, at - 1);
  return head !== null && canSpeak(view, head) ? head : null;
}

/** "fragments, which he thinks represent 31 men", "wages, which the union puts at 40": what somebody says of the noun before; its end. */
export function saidOfNoun(
  view: SentenceView,
  frame: Pick<Frame, "source" | "cue" | "attributes">,
  tail: number,
): Range | null {
  const { source, cue, attributes } = frame;
  const { grammar } = view;
  const at = source!.from - 1;
  const relative = ["thing-relatives", "person-relatives"].some((s) => grammar.has(s, normAt(view, at)));
  const through = attributes["through"] === "yes" && isNounLike(view, at - 1);
  if (!relative || (grammar.has("complementizers", normAt(view, at)) && !through)) return null;
  // "a video that they said on Monday showed the raid"
  const to = through ? (view.times.find((t) => t.from === cue.to)?.to ?? cue.to) : cue.to;
  const says = ["basic", "that", "belief"].some((name) => attributes[name] === "yes");
  const verb = says && view.tokens[to]?.kind === "word" && hasVerb(view, to, to + 1);
  if (!verb && attributes["keep"] !== "yes") return null;
  const end = range({ from: to + 1, to: tail }).find((i) => isComma(view, i) && view.quoted[i] === view.quoted[to]);
  return { from: to, to: end ?? tail };
}

/** "in what residents described as the worst raid", "what the army called a raid": what is so named, or null. */
export function namedSo(
  view: SentenceView,
  frame: Pick<Frame, "source" | "cue" | "attributes">,
  tail: number,
): Range | null {
  const { source, cue, attributes } = frame;
  const { grammar } = view;
  const as = grammar.has("as-words", normAt(view, cue.to));
  if (!grammar.has("what-words", normAt(view, source!.from - 1)) || !(as || attributes["naming"] === "yes"))
    return null;
  const from = as ? cue.to + 1 : cue.to;
  const end = range({ from, to: tail }).find((i) => isMark(view, i) && isComma(view, i) && view.quoted[i] === -1);
  return from < (end ?? tail) ? { from, to: end ?? tail } : null;
}
