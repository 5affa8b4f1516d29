import type { Leaf } from "#seal";

/** What the verifier knows of a kind of item (docs/formats/dossier.md, section 4). */
export interface Kind {
  readonly noun: string;
  readonly letter: string;
  /** `@type` in the description. */
  readonly type: string;
  /** Pointer of the item's own words; below it stands a language where `isInLanguages`. */
  readonly heading: string;
  readonly isInLanguages: boolean;
  /** References that lead on towards evidence. */
  readonly leadsOn: RegExp;
}

const kind = (noun: string, letter: string, type: string, heading: string, rest: Partial<Kind> = {}): Kind => ({
  noun,
  letter,
  type,
  heading,
  isInLanguages: false,
  leadsOn: /^$/,
  ...rest,
});

/** By the kind of the entry that records an item. */
export const KINDS: ReadonlyMap<string, Kind> = new Map([
  ["exhibit.add", kind("exhibit", "E", "CreativeWork", "/title")],
  ["source.set", kind("source", "S", "CreativeWork", "/name", { leadsOn: /^\/exhibit$/ })],
  [
    "claim.accept",
    kind("claim", "C", "Claim", "/statement", {
      isInLanguages: true,
      leadsOn: /^\/exhibit$/,
    }),
  ],
  ["incident.set", kind("incident", "I", "Event", "/title", { isInLanguages: true, leadsOn: /^\/claims\/\d+$/ })],
  [
    "figure.set",
    kind("figure", "N", "Observation", "/words", {
      isInLanguages: true,
      leadsOn: /^\/(?:claim|(?:inputs|exhibits)\/\d+)$/,
    }),
  ],
  [
    "judgement.set",
    kind("judgement", "J", "OpinionNewsArticle", "/text", { isInLanguages: true, leadsOn: /^\/claims\/\d+$/ }),
  ],
  ["finding.set", kind("finding", "F", "Observation", "/statement", { isInLanguages: true, leadsOn: /^\/exhibit$/ })],
  ["hypothesis.set", kind("hypothesis", "H", "Claim", "/text", { isInLanguages: true })],
  ["assessment.set", kind("assessment", "A", "Review", "/analyst", { leadsOn: /^\/evidence$/ })],
  ["weighing.set", kind("weighing", "W", "Review", "/reason", { leadsOn: /^\/evidence\/\d+\/evidence$/ })],
  ["outcome.set", kind("outcome", "O", "Claim", "/text", { isInLanguages: true, leadsOn: /^\/claims\/\d+$/ })],
  ["person.set", kind("person", "P", "Person", "/name", { isInLanguages: true, leadsOn: /^\/claims\/\d+$/ })],
  ["erratum.set", kind("erratum", "B", "CorrectionComment", "/reason", { isInLanguages: true })],
  ["text.set", kind("text", "T", "", "/title")],
]);

/** References that lead to items of one noun. */
const REFERENCES: readonly (readonly [RegExp, string])[] = [
  [/^\/exhibit$/, "exhibit"],
  [/^\/source$/, "source"],
  [/^\/(?:accordingTo|reliesOn)\/\d+$/, "source"],
  [/^\/claim$/, "claim"],
  [/^\/(?:alternatives\/\d+\/)?claims\/\d+$/, "claim"],
  [/^\/inputs\/\d+$/, "figure"],
  [/^\/exhibits\/\d+$/, "exhibit"],
  [/^\/sections\/\d+\/blocks\/\d+\/sentences\/\d+\/figures\/\d+$/, "figure"],
  [/^\/sections\/\d+\/blocks\/\d+\/sentences\/\d+\/persons\/\d+$/, "person"],
];

/** The same pointers come back in thousands of items. */
function remembered<T>(find: (key: string) => T): (key: string) => T {
  const found = new Map<string, T>();
  return (key) => {
    const known = found.get(key);
    if (known !== undefined || found.has(key)) return known as T;
    const value = find(key);
    found.set(key, value);
    return value;
  };
}

const nounAt = remembered((pointer) => REFERENCES.find(([pattern]) => pattern.test(pointer))?.[1]);

const UID = /^[A-Za-z0-9_-]{21}[AQgw]$/;

/**
 * The noun of what a leaf refers to, `""` for any but a text; `null` when it is no reference. Besides the pointers that are known,
 * whatever looks like a uid is one, but for an item's own and the words of texts.
 */
export function referenceTo(pointer: string, value: Leaf): string | null {
  const known = nounAt(pointer);
  if (known !== undefined) return known;
  const isUid = typeof value === "string" && UID.test(value);
  return isUid && pointer !== "/uid" && !pointer.startsWith("/spans/") ? "" : null;
}

const CODES = new Set(["reliability", "credibility", "polarity", "relation", "kind", "confidence", "probability"]);

/** Whether a value is a word of a closed list, which pages print in words of the interface. */
export function isCode(pointer: string): boolean {
  return CODES.has(lastPart(pointer));
}

export function lastPart(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf("/") + 1);
}

const IN_LANGUAGES: Readonly<Record<string, RegExp>> = {
  claim: /^\/statement\/[^/]+$/,
  incident: /^\/title\/[^/]+$/,
  figure: /^\/words\/[^/]+$/,
  finding: /^\/statement\/[^/]+$/,
  hypothesis: /^\/text\/[^/]+$/,
  outcome: /^\/text\/[^/]+$/,
  person: /^\/name\/[^/]+$/,
  erratum: /^\/(?:reason|was|is)\/[^/]+$/,
  judgement: /^(?:\/text|\/reasons|\/alternatives\/\d+\/(?:text|reasons)|\/dissent\/\d+\/text)\/[^/]+$/,
};

/** Whether the last part of a pointer is the language of the words there. */
export function isInLanguage(noun: string, pointer: string): boolean {
  return IN_LANGUAGES[noun]?.test(pointer) ?? false;
}

/** The key of the row in which a pointer's value stands: its names without numbers, `given`, and the language of words. */
export function labelOf(noun: string, pointer: string): string {
  return labelAt(`${noun} ${pointer}`);
}

const labelAt = remembered((key) => {
  const [noun, pointer] = [key.slice(0, key.indexOf(" ")), key.slice(key.indexOf(" ") + 1)];
  const parts = pointer.split("/").slice(1, isInLanguage(noun, pointer) ? -1 : undefined);
  return parts.filter((part) => part !== "given" && !/^\d+$/.test(part)).join(".");
});
