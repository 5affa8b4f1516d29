import { fold } from "#kernel";
import { withoutObject } from "./according.ts";
import { phraseAfter } from "./phrase-after.ts";
import { range } from "./ranges.ts";
import { type Frame, normAt, type SentenceView } from "./view.ts";

/** "حسبما نقل البرنامج عن تجار": whom the one named has it from. */
export function accordingVia(view: SentenceView, outer: Frame): Frame | null {
  if (!outer.rule.startsWith("according") || outer.inner || outer.source === null) return null;
  const via = range(outer.cue)
    .map((i) => view.grammar.word("cue.verbs", withoutObject(view, normAt(view, i)))?.attributes["via"])
    .find((words) => words !== undefined);
  if (via === undefined) return null;
  const word = fold(via);
  const at = outer.source.to;
  const source = normAt(view, at) === word ? phraseAfter(view, at + 1, view.tokens.length, false) : null;
  if (source === null) return null;
  outer.content = outer.content
    .map((c) => (c.from <= at && at < c.to ? { from: source.to, to: c.to } : c))
    .filter((c) => c.from < c.to);
  return {
    rule: "according-via",
    source,
    cue: { from: at, to: at + 1 },
    content: outer.content.map((c) => ({ ...c })),
    frame: [{ from: at, to: source.to }],
    attributes: {},
    inner: true,
  };
}

/** "quotes the inspectors as finding": whom the one who quotes has it from. */
export function quotedVia(view: SentenceView, outer: Frame): Frame | null {
  const source = outer.rule === "quoted-as" ? phraseAfter(view, outer.cue.to) : null;
  if (source === null) return null;
  const cue = { from: source.to + 1, to: source.to + 2 };
  const content = outer.content.map((c) => ({ ...c }));
  return { rule: "quoted-via", source, cue, content, frame: [cue], attributes: {}, inner: true };
}
