import type { ItemKind } from "./input.ts";

/**
 * What a dossier may open of each kind of item: a white list. `*` stands for one part of a pointer, `<lang>` for a language
 * of the dossier. What is not here never leaves.
 */
export interface Field {
  readonly pattern: string;
  /** Key of the label in the locales, after `dossier.field.`; absent when the page shows it elsewhere or not at all. */
  readonly label?: string;
  /** `text`: as it stands. `code`: a word of a closed list. `ref`: the uid of another item. `bound`: of a quantity. */
  readonly as: "text" | "code" | "ref" | "bound" | "hash";
  /** Opened only to audiences cleared for `team`, or by a mark on the field itself: it may lead to a person. */
  readonly isSealed?: true;
}

const text = (pattern: string, label?: string): Field => ({
  pattern,
  as: "text",
  ...(label === undefined ? {} : { label }),
});
const code = (pattern: string, label?: string): Field => ({ ...text(pattern, label), as: "code" });
const ref = (pattern: string, label?: string): Field => ({ ...text(pattern, label), as: "ref" });
const sealed = (pattern: string, label: string): Field => ({ ...text(pattern, label), isSealed: true });

const QUANTITY: readonly Field[] = [
  code("/quantity/relation", "relation"),
  text("/quantity/value", "value"),
  { pattern: "/quantity/lower", label: "lower", as: "bound" },
  { pattern: "/quantity/upper", label: "upper", as: "bound" },
  text("/quantity/lowerInclusive"),
  text("/quantity/upperInclusive"),
  text("/quantity/unit", "unit"),
  text("/quantity/per", "per"),
  text("/quantity/population", "population"),
  text("/quantity/period", "period"),
];

export const FIELDS: { readonly [kind in ItemKind]: readonly Field[] } = {
  exhibit: [
    text("/uid"),
    text("/title"),
    text("/mediaType", "mediaType"),
    text("/size", "size"),
    { pattern: "/sha256", label: "sha256", as: "hash" },
    text("/context/given/author", "author"),
    text("/context/given/published", "published"),
    text("/context/given/caption", "caption"),
    text("/context/given/language", "language"),
    text("/url/given/entered", "url"),
    text("/url/given/final", "finalUrl"),
    text("/collectedAt/given", "collectedAt"),
    text("/relevance/given", "relevance"),
    sealed("/originalName", "originalName"),
    sealed("/received/modified/given", "modified"),
    sealed("/collector/given", "collector"),
    sealed("/method/given", "method"),
    sealed("/tool/given", "tool"),
    sealed("/clock/given", "clock"),
    sealed("/persona/given", "persona"),
    sealed("/egress/given", "egress"),
    sealed("/custody/given/*/from", "custody"),
    sealed("/custody/given/*/on", "custodyOn"),
    sealed("/custody/given/*/how", "custodyHow"),
    sealed("/priorCopies/given/*", "priorCopies"),
    sealed("/transformations/given/*", "transformations"),
    sealed("/sensitivity/given", "sensitivity"),
    sealed("/restrictions/given", "restrictions"),
    sealed("/consent/given/by", "consentBy"),
    sealed("/consent/given/uses/*", "consentUses"),
    sealed("/consent/given/until", "consentUntil"),
  ],
  source: [
    text("/uid"),
    text("/name"),
    text("/descriptor", "descriptor"),
    text("/role", "role"),
    text("/published", "published"),
    text("/seenIn", "seenIn"),
    ref("/exhibit", "exhibit"),
    ref("/reliesOn/*", "reliesOn"),
    code("/reliability", "reliability"),
    text("/reasons", "reasons"),
    sealed("/note", "note"),
    sealed("/consent/by", "consentBy"),
    sealed("/consent/uses/*", "consentUses"),
    sealed("/consent/until", "consentUntil"),
  ],
  claim: [
    text("/uid"),
    text("/statement/<lang>"),
    ref("/source", "source"),
    ref("/accordingTo/*", "accordingTo"),
    text("/anchor/quote"),
    ref("/exhibit", "exhibit"),
    text("/anchor/page", "page"),
    text("/anchor/start"),
    text("/anchor/end"),
    text("/strength", "strength"),
    code("/credibility", "credibility"),
    code("/polarity", "polarity"),
    ...QUANTITY,
    text("/time", "time"),
    text("/place", "place"),
    sealed("/note", "note"),
  ],
  incident: [
    text("/uid"),
    text("/title/<lang>"),
    text("/what", "what"),
    text("/where", "where"),
    text("/when", "when"),
    ref("/claims/*", "claims"),
    sealed("/note", "note"),
  ],
  figure: [
    text("/uid"),
    text("/words/<lang>"),
    code("/kind", "kind"),
    ref("/claim", "claim"),
    ref("/inputs/*", "inputs"),
    // An expression names figures by the case's own ids.
    sealed("/expression", "expression"),
    ...QUANTITY,
  ],
  judgement: [
    text("/uid"),
    text("/text/<lang>"),
    code("/probability", "probability"),
    code("/confidence", "confidence"),
    text("/reasons/<lang>", "reasons"),
    ref("/claims/*", "claims"),
    text("/alternatives/*/text/<lang>", "alternative"),
    text("/alternatives/*/reasons/<lang>", "alternativeReasons"),
    ref("/alternatives/*/claims/*", "claims"),
    text("/dissent/*/text/<lang>", "dissent"),
    text("/dissent/*/by", "dissentBy"),
  ],
  text: [
    text("/uid"),
    text("/lang"),
    text("/title"),
    text("/sections/*/heading"),
    text("/sections/*/depth"),
    code("/sections/*/voice"),
    text("/sections/*/blocks/*/kind"),
    text("/sections/*/blocks/*/sentences/*/text"),
    ref("/sections/*/blocks/*/sentences/*/figures/*"),
    ref("/sections/*/blocks/*/sentences/*/refs/*/uid"),
    text("/sections/*/blocks/*/sentences/*/refs/*/at"),
  ],
};

/** First letter of an item's number in a dossier. */
export const LETTERS: { readonly [kind in ItemKind]: string } = {
  exhibit: "E",
  source: "S",
  claim: "C",
  incident: "I",
  figure: "N",
  judgement: "J",
  text: "T",
};

/** Whether a pointer fits a pattern; the language that stood for `<lang>` when it does, else "". `null` when it does not. */
export function fitPattern(pattern: string, pointer: string): string | null {
  const wanted = pattern.split("/");
  const found = pointer.split("/");
  if (wanted.length !== found.length) return null;
  let language = "";
  for (const [at, part] of wanted.entries()) {
    if (part === "<lang>") language = found[at]!;
    else if (part !== "*" && part !== found[at]) return null;
  }
  return language;
}
