import { askedFrom } from "./attribution/asked.ts";
import type { Sentence } from "./format.ts";
import type { Work } from "./work.ts";

/** "قالت الحكومة إن اللجنة منحازة، فما ردكم؟": where a question begins behind what it tells first; null elsewhere. */
export function asksBehind({ frames, view }: Work): number | null {
  // "الحكومة تقول إن": who is put first is what the question is about
  const told = frames.find((f) => !f.inner && f.source !== null && f.cue.from < f.source.from);
  return told === undefined ? null : askedFrom(view!, told.content[0]!.from);
}

/** A question that asserts nothing: it ends in a question mark and nobody is quoted as its speaker. */
export function asksOnly(work: Work): boolean {
  const end = work.view!.text.slice(work.start, work.end).trimEnd();
  if (!/[?؟]["”»']*$/u.test(end)) return false;
  return work.frames.length === 0 || (work.block.kind === "turn" && asksBehind(work) === null);
}

export function statusOf(work: Work, claims: number): { status: Sentence["status"]; reason: string | null } {
  if (claims > 0) return { status: "claim", reason: null };
  if (asksOnly(work)) return { status: "question", reason: null };
  const { kind } = work.block;
  const byKind: Readonly<Record<string, string>> = {
    title: "title",
    heading: "heading",
    byline: "byline",
    date: "date",
    credit: "credit line",
  };
  const view = work.view!;
  const norms = view.tokens;
  const starts = (section: string): boolean => (view.matches.get(section) ?? []).some((m) => m.from <= 1);
  const reason =
    byKind[kind] ??
    (starts("greetings")
      ? "greeting"
      : starts("imperatives")
        ? "instruction"
        : norms.length < 12
          ? "fragment"
          : "other");
  return { status: "non-claim", reason };
}
