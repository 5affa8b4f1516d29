import type { Grammar } from "./grammar.ts";

// Shapes of words that several layers ask for; the letters stand among the settings of the grammar.

/** The ending of a noun that is two, the first of the setting as a subject, the others elsewhere; null where there is none. */
export function dualEnding(norm: string, grammar: Grammar): { ending: string; subject: boolean } | null {
  const endings = grammar.settings("dual-forms");
  for (let i = 0; i < endings.length; i++)
    if (norm.endsWith(endings[i]!)) return { ending: endings[i]!, subject: i === 0 };
  return null;
}

/** Does a word wear the article, which is written onto it? The letter of آليات is folded into that of the article, and is another. */
export function isDefinite(token: { norm: string; text: string } | undefined, grammar: Grammar): boolean {
  const article = grammar.setting("article-prefix");
  if (article === undefined || token === undefined) return false;
  return token.norm.startsWith(article) && token.text.replace(/[\p{M}\u0640]/gu, "").startsWith(article);
}

/** A stem as the word is written without an ending: شرطت(هم) is of شرطه, the setting `joined-letters` says `ت:ه`. */
export function unjoined(stem: string, grammar: Grammar, setting: "joined-letters" | "joined-verb-letters"): string {
  for (const pair of grammar.settings(setting)) {
    const colon = pair.indexOf(":");
    if (stem.endsWith(pair.slice(0, colon))) return stem.slice(0, -colon) + pair.slice(colon + 1);
  }
  return stem;
}

/** A label without the article at its head: "the panel" is "panel"; of a group, "some villagers" is "villagers". */
export function withoutArticle(label: string, grammar: Grammar, also: readonly string[] = []): string {
  const first = grammar.tokenize(label.slice(0, 40))[0];
  const isArticle = ["article", "number-article", ...also].some((section) => grammar.has(section, first?.norm));
  // "A-block" is a name, "l'hôpital" has an article
  const apart = first !== undefined && (/^\s/u.test(label.slice(first.end)) || /['’]$/u.test(first.text));
  return isArticle && apart ? label.slice(first.end).trimStart() : label;
}

/** A name behind a preposition that is written with its article: "للأمم المتحدة" is "الأمم المتحدة". */
export function withoutClitic(label: string, grammar: Grammar): string {
  for (const { forms, attributes } of grammar.entries("clitics"))
    for (const form of forms) {
      const becomes = attributes["becomes"];
      if (
        becomes !== undefined &&
        attributes["label"] === "yes" &&
        label.startsWith(form) &&
        /^\p{L}/u.test(label.slice(form.length))
      )
        return becomes + label.slice(form.length);
    }
  return label;
}

const ENDINGS = ["plural", "past", "gerund"];

/** A word without its article and ending, so that "shelled" is "shell" wherever it is told. */
export function stemOf(norm: string, grammar: Grammar): string {
  const articles = grammar.settings("articles");
  const bare =
    articles.length === 0
      ? norm
      : norm.replace(new RegExp(`^[${grammar.setting("article-clitics") ?? ""}]?(?:${articles.join("|")})`, "u"), "");
  const endings = ENDINGS.flatMap((kind) => grammar.entries(`ending.${kind}`).flatMap((e) => e.forms));
  const ending = endings.find((e) => bare.endsWith(e));
  return ending === undefined ? bare : bare.slice(0, -ending.length);
}
