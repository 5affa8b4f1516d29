import { ATTRIBUTES } from "#record";
import type { ItemKind } from "./input.ts";

/**
 * What a dossier may open of each kind of item: a white list. `*` stands for one part of a pointer, `<lang>` for a language
 * of the dossier. What is not here never leaves.
 */
export interface Field {
  readonly pattern: string;
  /** Whether a card has a row for it; what has none stands elsewhere on the page, or is only for programs. */
  readonly hasRow: boolean;
  /** `text`: as it stands. `code`: a word of a closed list. `ref`: the uid of another item. `bound`: of a quantity. */
  readonly as: "text" | "code" | "ref" | "bound" | "hash";
  /** Opened only to audiences cleared for `team`, or by a mark on the field itself: it may lead to a person. */
  readonly isSealed?: true;
}

const text = (pattern: string): Field => ({ pattern, as: "text", hasRow: true });
const code = (pattern: string): Field => ({ pattern, as: "code", hasRow: true });
const ref = (pattern: string): Field => ({ pattern, as: "ref", hasRow: true });
const sealed = (pattern: string): Field => ({ pattern, as: "text", hasRow: true, isSealed: true });
const bare = (field: Field): Field => ({ ...field, hasRow: false });

/** Opened only where a mark shows it instead of the field. */
const coarse = text("/coarse/*/*");
/** Parts of texts in which words are closed; opened only where the text itself is not. */
const SPANS: readonly Field[] = [
  bare(text("/spans/*/field")),
  bare(text("/spans/*/count")),
  bare(text("/spans/*/parts/*")),
];

const QUANTITY: readonly Field[] = [
  code("/quantity/relation"),
  text("/quantity/value"),
  { pattern: "/quantity/lower", as: "bound", hasRow: true },
  { pattern: "/quantity/upper", as: "bound", hasRow: true },
  bare(text("/quantity/lowerInclusive")),
  bare(text("/quantity/upperInclusive")),
  text("/quantity/unit"),
  text("/quantity/per"),
  text("/quantity/counted"),
  text("/quantity/population"),
  text("/quantity/period"),
];

export const FIELDS: { readonly [kind in ItemKind]: readonly Field[] } = {
  exhibit: [
    bare(text("/uid")),
    bare(text("/title")),
    text("/mediaType"),
    text("/size"),
    { pattern: "/sha256", as: "hash", hasRow: true },
    text("/context/given/author"),
    text("/context/given/published"),
    text("/context/given/caption"),
    text("/context/given/language"),
    text("/url/given/entered"),
    text("/url/given/final"),
    text("/collectedAt/given"),
    text("/relevance/given"),
    sealed("/originalName"),
    sealed("/received/modified/given"),
    sealed("/collector/given"),
    sealed("/method/given"),
    sealed("/tool/given"),
    sealed("/clock/given"),
    sealed("/persona/given"),
    sealed("/egress/given"),
    sealed("/custody/given/*/from"),
    sealed("/custody/given/*/on"),
    sealed("/custody/given/*/how"),
    sealed("/priorCopies/given/*"),
    sealed("/transformations/given/*"),
    sealed("/sensitivity/given"),
    sealed("/restrictions/given"),
    sealed("/consent/given/by"),
    sealed("/consent/given/uses/*"),
    sealed("/consent/given/until"),
  ],
  source: [
    bare(text("/uid")),
    bare(text("/name")),
    text("/descriptor"),
    text("/role"),
    text("/published"),
    text("/seenIn"),
    ref("/exhibit"),
    ref("/reliesOn/*"),
    code("/reliability"),
    text("/reasons"),
    sealed("/note"),
    sealed("/consent/by"),
    sealed("/consent/uses/*"),
    sealed("/consent/until"),
    ...SPANS,
  ],
  claim: [
    bare(text("/uid")),
    bare(text("/statement/<lang>")),
    ref("/source"),
    ref("/accordingTo/*"),
    bare(text("/anchor/quote")),
    ref("/exhibit"),
    text("/anchor/page"),
    bare(text("/anchor/start")),
    bare(text("/anchor/end")),
    text("/strength"),
    code("/credibility"),
    code("/polarity"),
    ...QUANTITY,
    text("/time"),
    text("/place"),
    coarse,
    ...SPANS,
    sealed("/note"),
  ],
  incident: [
    bare(text("/uid")),
    bare(text("/title/<lang>")),
    text("/what"),
    text("/where"),
    text("/when"),
    text("/point/latitude"),
    text("/point/longitude"),
    text("/point/radiusM"),
    ref("/claims/*"),
    coarse,
    ...SPANS,
    sealed("/note"),
  ],
  figure: [
    bare(text("/uid")),
    bare(text("/words/<lang>")),
    code("/kind"),
    ref("/claim"),
    ref("/inputs/*"),
    ref("/exhibits/*"),
    // An expression names figures by the case's own ids.
    sealed("/expression"),
    ...QUANTITY,
    text("/estimate/listed"),
    text("/estimate/lists/*"),
    text("/estimate/method"),
    text("/estimate/level"),
    text("/estimate/settings"),
    text("/estimate/seed"),
    text("/estimate/columns"),
    text("/estimate/median"),
    text("/estimate/lower"),
    text("/estimate/upper"),
    text("/estimate/diagnostics"),
    text("/estimate/beside/*"),
    text("/estimate/sentences/*"),
    text("/estimate/engine"),
  ],
  judgement: [
    bare(text("/uid")),
    bare(text("/text/<lang>")),
    ref("/hypothesis"),
    code("/probability"),
    code("/confidence"),
    text("/reasons/<lang>"),
    ref("/claims/*"),
    text("/alternatives/*/text/<lang>"),
    text("/alternatives/*/reasons/<lang>"),
    ref("/alternatives/*/claims/*"),
    text("/dissent/*/text/<lang>"),
    text("/dissent/*/by"),
    ...SPANS,
  ],
  finding: [
    bare(text("/uid")),
    bare(text("/statement/<lang>")),
    ref("/exhibit"),
    text("/target"),
    { pattern: "/resultSha256", as: "hash", hasRow: true },
    code("/credibility"),
    text("/ratioAtMost"),
    text("/caveats/*"),
    ...SPANS,
  ],
  hypothesis: [bare(text("/uid")), bare(text("/text/<lang>")), text("/assumptions/*"), text("/prior"), ...SPANS],
  assessment: [
    bare(text("/uid")),
    bare(text("/analyst")),
    ref("/evidence"),
    text("/group"),
    ref("/ratings/*/hypothesis"),
    text("/ratings/*/rating"),
    text("/ratings/*/likelihood/lower"),
    text("/ratings/*/likelihood/upper"),
    text("/reasons"),
    ...SPANS,
  ],
  weighing: [
    bare(text("/uid")),
    bare(text("/reason")),
    ref("/hypotheses/*/hypothesis"),
    text("/hypotheses/*/inconsistency"),
    text("/hypotheses/*/consistency"),
    text("/hypotheses/*/lower"),
    text("/hypotheses/*/upper"),
    ref("/evidence/*/evidence"),
    text("/evidence/*/weight"),
    text("/evidence/*/group"),
    text("/evidence/*/diagnosticity"),
    text("/evidence/*/disagreement"),
    ref("/evidence/*/turnsTo"),
    text("/evidence/*/cells/*/mean"),
    ref("/assessments/*"),
    ref("/judgements/*/judgement"),
    code("/judgements/*/probability"),
    code("/judgements/*/confidence"),
    text("/engine"),
  ],
  outcome: [
    bare(text("/uid")),
    bare(text("/text/<lang>")),
    ref("/weighing"),
    ref("/hypothesis"),
    ref("/claims/*"),
    ...SPANS,
  ],
  person: [
    bare(text("/uid")),
    bare(text("/name/<lang>")),
    sealed("/otherNames/*"),
    ...ATTRIBUTES.map((name) => text(`/attributes/${name}`)),
    coarse,
    ref("/claims/*"),
    sealed("/note"),
    ...SPANS,
  ],
  erratum: [
    bare(text("/uid")),
    bare(text("/reason/<lang>")),
    text("/dossier"),
    ref("/item"),
    text("/was/<lang>"),
    text("/is/<lang>"),
    ...SPANS,
  ],
  text: [
    bare(text("/uid")),
    bare(text("/lang")),
    bare(text("/title")),
    bare(text("/sections/*/heading")),
    bare(text("/sections/*/depth")),
    bare(code("/sections/*/voice")),
    bare(text("/sections/*/blocks/*/kind")),
    bare(text("/sections/*/blocks/*/sentences/*/text")),
    bare(ref("/sections/*/blocks/*/sentences/*/figures/*")),
    bare(ref("/sections/*/blocks/*/sentences/*/refs/*/uid")),
    bare(text("/sections/*/blocks/*/sentences/*/refs/*/at")),
    bare(ref("/sections/*/blocks/*/sentences/*/persons/*")),
    ...SPANS,
  ],
};

/** First letter of an item's number in a dossier. */
export const LETTERS: { readonly [kind in ItemKind]: string } = {
  exhibit: "E",
  source: "S",
  claim: "C",
  incident: "I",
  figure: "N",
  finding: "F",
  hypothesis: "H",
  assessment: "A",
  weighing: "W",
  outcome: "O",
  judgement: "J",
  person: "P",
  erratum: "B",
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

/** The key of a row's label, from the pointer alone: its names without numbers, `given`, and the language at the end of words. */
export function labelOf(pointer: string, pattern: string): string {
  const parts = pointer.split("/").slice(1, pattern.endsWith("/<lang>") ? -1 : undefined);
  return parts.filter((part) => part !== "given" && !/^\d+$/.test(part)).join(".");
}
