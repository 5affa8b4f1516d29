import { pastInitials, phraseAfter } from "./attribution/phrase-after.ts";
import { isSecondPerson } from "./attribution/subjects.ts";
import { isBareName } from "./attribution/verb-subjects.ts";
import { type Frame, isComma, isQuoteMark, type Range, type SentenceView, verbAt } from "./attribution/view.ts";
import { type Link, spanOf } from "./format.ts";
import type { Inheritance } from "./inheritance.ts";
import type { Known } from "./layers/known.ts";
import type { People } from "./layers/people.ts";
import type { Block } from "./text/blocks.ts";
import type { Quote } from "./text/quotes.ts";
import type { Token } from "./text/tokens.ts";
import { withoutArticle } from "./word-shapes.ts";
import { readsAsSpeech, type Work } from "./work.ts";

/** Resolves who each frame's source is, in text order, so that "he" finds the one who spoke last. */
export function attribute(
  work: Work,
  n: number,
  works: readonly Work[],
  people: People,
  inherit: Inheritance,
  _quotes: readonly Quote[],
): void {
  const view = work.view!;
  if (work.block.speaker !== null && works[n - 1]?.block !== work.block) {
    const entity = speakerOf(work.block, view, people, inherit);
    if (entity !== null)
      inherit.turn(work.blockNumber, work.block.asks, {
        source: entity.key,
        label: entity.label,
        mention: spanOf(view.text, work.block.speaker.start, work.block.speaker.end),
        cue: null,
        inherited: false,
      });
  }
  people.tells(inherit.turnOf(work.blockNumber)?.source);
  if (work.frames.length === 0) signature(work, n, people, inherit);
  if (work.frames.every((frame) => frame.source === null)) topic(work, people, inherit);
  for (const frame of work.frames) {
    const cue = spanOf(view.text, view.tokens[frame.cue.from]!.start, view.tokens[frame.cue.to - 1]!.end);
    const teller = frame.source === null ? tellerOf(work, n, works, frame, inherit) : null;
    if (teller !== null) {
      const { entity } = people.resolve(teller, view.text, [], null);
      work.links.set(frame, { source: entity.key, label: entity.label, mention: null, cue, inherited: false });
    } else if (frame.source === null) {
      const last =
        frame.attributes["unnamed"] === "yes"
          ? null
          : (spokeBefore(work, n, works, frame, inherit) ?? inherit.lastSpeaker(work, frame));
      if (last !== null) work.links.set(frame, { ...last, mention: null, cue, inherited: false });
      else {
        const unknown = people.resolve(
          [{ ...view.tokens[frame.cue.from]!, text: "unnamed speaker", norm: "unnamed speaker", capital: false }],
          view.text,
          [],
          null,
        ).entity;
        work.links.set(frame, { source: unknown.key, label: unknown.label, mention: null, cue, inherited: false });
      }
    } else {
      const tokens = view.tokens.slice(frame.source.from, frame.source.to);
      const entity =
        (isSecondPerson(view, frame.source.from) ? addressed(work, n, works, people, inherit) : null) ??
        people.resolve(tokens, view.text, view.tokens.slice(0, frame.source.from), roleAfter(view, frame)).entity;
      const mention = spanOf(view.text, tokens[0]!.start, tokens.at(-1)!.end);
      work.links.set(frame, { source: entity.key, label: entity.label, mention, cue, inherited: false });
    }
    inherit.note(work, n, frame, view, isNested(work.frames, frame));
  }
}

/**
 * "علمت من ممرض. قال لي إن": whom a witness was told by without a name is the person mentioned last, in the sentence or the one before;
 * nobody when several told it.
 */
function tellerOf(
  work: Work,
  n: number,
  works: readonly Work[],
  frame: Frame,
  inherit: Inheritance,
): readonly Token[] | null {
  const view = work.view!;
  const { grammar, tokens } = view;
  const listener = tokens[frame.cue.to] ?? tokens[frame.cue.to - 1];
  const told = grammar.word("cue.listeners", listener?.norm ?? "")?.attributes["me"] === "yes";
  const own = inherit.turnOf(work.blockNumber) !== null || view.quoted[frame.cue.from] !== -1;
  const many = grammar.settings("plural-verb-endings").some((e) => tokens[frame.cue.from]!.norm.endsWith(e));
  if (!told || !own || many || !frame.rule.startsWith("verb-first")) return null;
  const before = works[n - 1]?.blockNumber === work.blockNumber ? works[n - 1]!.view : null;
  for (const [seen, end] of [[view, frame.cue.from] as const, [before, before?.tokens.length ?? 0] as const]) {
    const at = seen?.tokens.slice(0, end).findLastIndex((t) => grammar.has("person-words", t.norm)) ?? -1;
    const phrase = at < 0 ? null : phraseAfter(seen!, at, end, false);
    if (phrase !== null) return seen!.tokens.slice(phrase.from, phrase.to);
  }
  return null;
}

/** "روى لي ابني أنه رأى أباه. كان يقول إن": in what a witness tells, a verb of another person without a subject is whoever's spoke last. */
function spokeBefore(work: Work, n: number, works: readonly Work[], frame: Frame, inherit: Inheritance): Link | null {
  const view = work.view!;
  const before = works[n - 1];
  const { norm } = view.tokens[frame.cue.from]!;
  const many = view.grammar.settings("plural-verb-endings").some((e) => norm.endsWith(e));
  const other = frame.attributes["basic"] === "yes" && !many && !view.grammar.has("first-person", norm);
  if (!other || !/^verb-first-(?:that|quote)$/.test(frame.rule) || view.quoted[frame.cue.from] !== -1) return null;
  if (inherit.turnOf(work.blockNumber) === null || before?.blockNumber !== work.blockNumber) return null;
  if (![view, before.view].some((v) => v?.matches.has("first-person"))) return null;
  const told = (w: Work, to: number): Link | undefined =>
    w.links.get(w.frames.findLast((f) => f.source !== null && f.cue.from < to)!);
  const link = told(work, frame.cue.from) ?? told(before, Number.POSITIVE_INFINITY);
  return link === undefined ? null : { ...link, inherited: true };
}

/** Whoever speaks in a turn; "A:" is whoever answers in this conversation. */
function speakerOf(block: Block, view: SentenceView, people: People, inherit: Inheritance): Known | null {
  const at = block.speaker?.full ?? block.speaker;
  const tokens = at === null ? [] : view.grammar.tokenize(view.text, at.start, at.end);
  if (tokens.length === 0) return null;
  const answers = tokens.length === 1 && view.grammar.has("turn-answer", tokens[0]!.norm);
  const known = answers ? inherit.answerer : people.byInitials(tokens[0]!.text);
  if (known !== null) return people.entities.find((k) => k.key === known.source)!;
  return answers ? people.interviewee() : introduced(tokens, view, people);
}

/** "You told us": whoever takes the next turn, else whoever has answered before. */
function addressed(work: Work, n: number, works: readonly Work[], people: People, inherit: Inheritance): Known | null {
  const view = work.view!;
  const name = (block: Block): string => view.text.slice(block.speaker?.start, block.speaker?.end);
  for (let i = n + 1; i < Math.min(works.length, n + 20); i++) {
    const { block } = works[i]!;
    if (block.speaker !== null && name(block) !== name(work.block)) return speakerOf(block, view, people, inherit);
  }
  return people.entities.find((k) => k.key === inherit.answerer?.source) ?? null;
}

/** The name in the label of a turn; of "The mission's spokeswoman, Mara Tolen:" the name, with who she is behind it. */
function introduced(tokens: readonly Token[], view: SentenceView, people: People): Known {
  // "Lena Haddo (for the families):"; in "Witness (A):" the letter is the name
  const open = tokens.findIndex((t) => t.text === "(");
  if (open > 0 && tokens.at(-1)!.text === ")" && tokens.slice(open + 1, -1).some((t) => t.text.length > 1)) {
    const role = view.text.slice(tokens[open + 1]!.start, tokens.at(-2)!.end);
    return people.resolve(tokens.slice(0, open), view.text, [], role).entity;
  }
  const comma = tokens.findIndex((t) => /^[,،]$/u.test(t.text));
  const [first, second] = [tokens.slice(0, Math.max(comma, 0)), tokens.slice(comma + 1)];
  const role = (part: readonly Token[]): boolean =>
    part.some((t) => view.grammar.has("person-words", t.norm) || view.grammar.has("titles", t.norm));
  if (first.length === 0 || second.length === 0 || !role(first) || role(second))
    return people.resolve(tokens, view.text, [], null).entity;
  return people.resolve(second, view.text, [], view.text.slice(first[0]!.start, first.at(-1)!.end)).entity;
}

/** Somebody quoted by a speaker does not speak on behind the sentence. */
const isNested = (frames: readonly Frame[], frame: Frame): boolean =>
  frames.some(
    (f) =>
      f !== frame &&
      !f.inner &&
      f.cue.from < frame.cue.from &&
      f.content.some((c) => c.from <= frame.cue.from && frame.cue.from < c.to),
  );

/** "الشاهد، من مواليد 1989، كان يعمل": a person who opens a sentence is whom verbs without a subject are about. */
function topic(work: Work, people: People, inherit: Inheritance): void {
  const view = work.view!;
  if (!view.grammar.isVerbFirst || !readsAsSpeech(work.block)) return;
  const scene = sceneOf(view);
  if (scene !== null) {
    const { entity } = people.resolve(view.tokens.slice(scene.from, scene.to), view.text, [], null);
    inherit.scene({ source: entity.key, label: entity.label, mention: null, cue: null, inherited: true });
    return;
  }
  const phrase = phraseAfter(view, 0, view.tokens.length, false);
  const first = view.tokens[0];
  if (phrase === null || phrase.from !== 0 || first === undefined || view.quoted[0] !== -1) return;
  const person = ["person-words", "titles", "witness-words"].some((s) => view.grammar.has(s, first.norm));
  const article = view.grammar.setting("article-prefix") ?? "\0";
  if (!person || (view.grammar.has("verbs", first.norm) && !first.norm.startsWith(article))) return;
  const tokens = view.tokens.slice(phrase.from, phrase.to);
  const { entity } = people.resolve(tokens, view.text, [], null);
  inherit.about({ source: entity.key, label: entity.label, mention: null, cue: null, inherited: true });
}

/**
 * Whom a scene begins with by a bare name: "هاجر في السابعة عشرة.", "سلمى (34 عاما) أم لطفلين", "يحتفظ خالد، شقيق أحد المفقودين، بدفتر".
 */
function sceneOf(view: SentenceView): Range | null {
  const { grammar } = view;
  const comma = (at: number): boolean => isComma(view, at);
  // "استيقظ م. ع. على صوت الباب": somebody whose name the text keeps back
  const letters = view.tokens.findIndex((_, i) => i > 0 && pastInitials(view, i) > i + 2);
  const apart = ["prepositions", "person-words", "place-words"].some((s) =>
    grammar.has(s, view.tokens[letters - 1]?.norm),
  );
  if (letters > 0 && !apart && view.quoted[letters] === -1) return { from: letters, to: pastInitials(view, letters) };
  const is = (section: string, at: number): boolean => grammar.has(section, view.tokens[at]?.norm);
  for (const words of [1, 2, 3]) {
    const name = { from: 0, to: words };
    if (words >= view.tokens.length || !isBareName(view, name)) break;
    const age = is("noun-leads", words) && ["ordinal", "number"].some((s) => is(s, words + 1));
    const years =
      view.tokens[words]!.text === "(" && view.tokens[words + 1]?.kind === "number" && is("unit", words + 2);
    const relative = comma(words) && is("person-relatives", words + 1);
    if ((age && !view.timeTokens.has(words + 1)) || years || relative) return name;
  }
  // "تجلس ليلى", "وفي بيت مجاور، يحتفظ خالد": a verb that opens the clause, by its form
  const letter = grammar.setting("feminine-verb") ?? "\0";
  const feminine = view.tokens.findIndex((t, i) => i < 8 && (i === 0 || comma(i - 1)) && t.norm.startsWith(letter));
  const verb = Math.max(verbAt(view, 0, Math.min(view.tokens.length, 8)), feminine);
  if (verb < 0 || is("person-verbs", verb) || is("auxiliaries", verb)) return null;
  for (const words of [1, 2, 3]) {
    const name = { from: verb + 1, to: verb + 1 + words };
    if (name.to + 2 >= view.tokens.length || !isBareName(view, name)) return null;
    const role = ["person-words", "subject-pronouns"].some((s) => is(s, name.to + 1));
    const aged = view.tokens[name.to]!.text === "(" && view.tokens[name.to + 1]?.kind === "number";
    if ((comma(name.to) && role) || (aged && is("unit", name.to + 2))) return name;
  }
  return null;
}

/** `“Q.” ― Christina Lastra`: a dash and a name behind a quotation. */
function signature(work: Work, n: number, people: People, inherit: Inheritance): void {
  const view = work.view!;
  const [dash, first] = view.tokens;
  if (
    dash === undefined ||
    first === undefined ||
    !/^[—–―-]$/u.test(dash.text) ||
    !first.capital ||
    view.tokens.length > 14
  )
    return;
  const before = view.text.slice(Math.max(work.block.start - 2, 0), work.start).trimEnd();
  if (!/["”»]$/u.test(before) || view.tokens.some((t) => view.grammar.has("auxiliaries", t.norm))) return;
  const stop = view.tokens.findIndex((t, i) => i > 1 && t.kind === "mark" && !/^[.’'-]$/u.test(t.text));
  const tokens = view.tokens
    .slice(1, stop === -1 ? view.tokens.length : stop)
    .filter((t) => t.text !== "." || t !== view.tokens.at(-1));
  const { entity } = people.resolve(tokens, view.text, [], null);
  const mention = spanOf(view.text, tokens[0]!.start, tokens.at(-1)!.end);
  inherit.sign(work, n, {
    source: entity.key,
    label: entity.label,
    mention,
    cue: spanOf(view.text, dash.start, dash.end),
    inherited: false,
  });
}

/** ", head of the office" behind a name. */
function roleAfter(view: SentenceView, frame: Frame): string | null {
  const at = frame.source!.to;
  const { from } = frame.source!;
  const behind = frame.cue.to < from - 1 && frame.rule.startsWith("verb-first");
  if (/^[,،]$/u.test(view.tokens[from - 1]?.text ?? "") && (frame.cue.from > at || behind)) {
    // "A spokesman for the corps, Yusuf Amin, said", قالت المتحدثة، ريما صباغ: the role stands before the name
    const start = behind ? frame.cue.to : Math.max(...frame.frame.filter((r) => r.from <= from).map((r) => r.from), 0);
    const words = view.tokens.slice(start, from - 1);
    return words.length > 0 && words.length < 14 && words.some((t) => view.grammar.has("person-words", t.norm))
      ? withoutArticle(view.text.slice(words[0]!.start, words.at(-1)!.end), view.grammar)
      : null;
  }
  if (!/^[,،]$/u.test(view.tokens[at]?.text ?? "")) return null;
  let to = at + 1;
  while (to < view.tokens.length && to - at < 16 && !/^[,،.;:]$/u.test(view.tokens[to]!.text) && !isQuoteMark(view, to))
    to++;
  // "أبو خالد، وهو يشير": what opens an aside is no role
  if (matchesAside(view, at + 1)) return null;
  const known = view.tokens.slice(at + 1, to).some((t) => view.grammar.has("person-words", t.norm));
  if (frame.cue.from >= at && to > frame.cue.from) return null;
  const inFrame = frame.frame.some((r) => r.from <= at && at + 1 < r.to);
  return known && inFrame && to > at + 1 ? view.text.slice(view.tokens[at + 1]!.start, view.tokens[to - 1]!.end) : null;
}

const matchesAside = (view: SentenceView, at: number): boolean =>
  (view.matches.get("aside-words") ?? []).some((m) => m.from === at);
