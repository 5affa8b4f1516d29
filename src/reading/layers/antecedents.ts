import type { Grammar } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import type { Known } from "./known.ts";
import type { SeenName } from "./seen-names.ts";

/** What the words before a pronoun or a "the group" have named. */
export interface Context {
  readonly grammar: Grammar;
  /** The latest mentioned that fits. */
  readonly latest: (fits: (k: Known) => boolean) => Known | null;
  /** The nearest name before it that fits, whether it has been a source or not. */
  readonly nameBefore: (fits: (name: SeenName) => boolean) => SeenName | null;
  /** Makes the entity of a name that was only seen so far. */
  readonly meet: (name: SeenName) => Known;
}

/** Who "he", "they", "it" is: by gender, number and recency; null when nothing fits. */
export function antecedentOf(attributes: Readonly<Record<string, string>>, context: Context): Known | null {
  const { latest } = context;
  const { person, number, gender } = attributes;
  if (person !== "third") return null;
  if (gender === "n")
    return nearer(
      latest((k) => k.type === "org" || k.type === "document"),
      context,
      (n) => !n.person && n.leads,
    );
  if (number === "many") return latest((k) => k.type === "group" || k.plural) ?? latest((k) => k.type === "org");
  const fits = (k: Known): boolean => k.type === "person" && (k.gender === null || k.gender === gender);
  // "elle" may be a body of that gender as well
  if (attributes["things"] === "yes") {
    const thing = (k: Known): boolean => ["org", "document"].includes(k.type) && k.gender === gender;
    const known = latest((k) => fits(k) || thing(k));
    if (known !== null && known.type !== "person") return known;
  }
  const named = (n: SeenName): boolean => n.person && (n.gender === null || n.gender === gender);
  // "they took my cousin Tavi. He told me": where nobody else is there, a name that does not lead its sentence
  const found =
    nearer(latest(fits), context, (n) => named(n) && n.leads) ?? nearer(null, context, (n) => named(n) && !n.placed);
  if (found !== null && gender !== undefined) found.gender ??= gender;
  return found;
}

/** "the ministry", "the group", "the report", "the minister": the latest entity with that head, or of that kind. */
export function byHead(words: readonly string[], mention: readonly Token[], context: Context): Known | null {
  const { grammar, latest } = context;
  const head = words.at(-1);
  if (head === undefined) return null;
  const article = grammar.setting("article-prefix");
  if (article !== undefined) return byArticle(words, article, context);
  const exact = latest((k) => lastOf(k.words) === head || (k.words.has(head) && words.length === 1));
  if (exact !== null) return exact;
  // "its authors" are not the body that "it" is
  if (words.length === 1 && grammar.has("coref.bodies", head) && !grammar.has("possessives", mention[0]?.norm))
    return nearer(
      latest((k) => k.type === "org" && k.named),
      context,
      (n) => !n.person,
    );
  if (words.length === 1 && grammar.has("org-words", head))
    return latest((k) => k.type === "org" && k.named && k.words.has(head));
  if (words.length === 1 && grammar.has("coref.documents", head))
    return latest((k) => k.type === "document" && [...k.words].some((w) => grammar.has("coref.documents", w)));
  const role =
    words.length <= 2 && grammar.has("person-words", head) && !grammar.ends("plural", mention.at(-1)?.norm ?? "");
  return role ? latest((k) => k.type === "person" && k.label.toLowerCase().includes(head)) : null;
}

function lastOf(words: ReadonlySet<string>): string | undefined {
  let last: string | undefined;
  for (const word of words) last = word;
  return last;
}

/** Arabic: the head stands first and wears the article ("الوزارة" after "وزارة الصحة"). */
function byArticle(words: readonly string[], article: string, { grammar, latest }: Context): Known | null {
  const clitics = grammar.setting("article-clitics") ?? "";
  const prefix = new RegExp(`^[${clitics}]?(?:${article}|${article.slice(1)}${article.slice(1)})`, "u");
  const bare = (w: string): string => w.replace(prefix, "");
  const asked = words.map(bare);
  return latest((k) => {
    const own = [...k.words].map(bare);
    // one word is the head of a phrase or the last of a name: "اللجنة" is not "ستة أطباء قابلتهم اللجنة"
    if (asked.length === 1) return own[0] === asked[0] || (k.named && own.at(-1) === asked[0]);
    return asked.every((w) => own.includes(w));
  });
}

/** A name that stands nearer than the last entity that fits is meant, although it was no source so far. */
function nearer(found: Known | null, context: Context, fits: (name: SeenName) => boolean): Known | null {
  const name = context.nameBefore(fits);
  if (name === null || (found !== null && found.at >= name.start)) return found;
  return context.meet(name);
}
