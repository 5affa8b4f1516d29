import { normAt, type Range, type SentenceView } from "../attribution/view.ts";
import { type Span, spanOf } from "../format.ts";

/** Places named in a claim: a name after a preposition of place, or before or after a word such as "province". */
export function placesOf(view: SentenceView, parts: readonly Range[]): (Span & { name: string | null })[] {
  const out: (Span & { name: string | null })[] = [];
  const { grammar, tokens, text } = view;
  for (const part of parts) {
    for (let i = part.from; i < part.to; i++) {
      if (!grammar.has("place-prepositions", normAt(view, i)) || tokens[i]!.kind !== "word") continue;
      let from = i + 1;
      if (grammar.has("definite", normAt(view, from))) from++;
      if (!grammar.hasCapitals) continue;
      let to = from;
      while (
        to < part.to &&
        ((tokens[to]!.capital && !view.timeTokens.has(to)) ||
          (tokens[to]!.text === "-" && tokens[to + 1]?.capital && tokens[to]!.start === tokens[to - 1]?.end) ||
          (to > from && grammar.has("place-words", normAt(view, to))))
      )
        to++;
      while (to > from && tokens[to - 1]!.kind === "mark") to--;
      const org = tokens
        .slice(from, to)
        .some(
          (t) =>
            grammar.has("org-words", t.norm) ||
            grammar.has("titles", t.norm) ||
            grammar.has("month", t.norm) ||
            grammar.has("weekday", t.norm),
        );
      const ofPerson = grammar.word("place-prepositions", normAt(view, i))?.attributes["loose"] === "yes";
      if (
        to === from ||
        org ||
        (ofPerson &&
          !tokens.slice(from, to).some((t) => grammar.has("place-words", t.norm)) &&
          !grammar.has("place-words", normAt(view, i - 1)))
      )
        continue;
      const span = spanOf(text, tokens[from]!.start, tokens[to - 1]!.end);
      out.push({ ...span, name: span.exact.replace(/\s+/gu, " ") });
      i = to - 1;
    }
  }
  return out;
}
