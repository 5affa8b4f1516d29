// What a grammar file may say: its settings, its sections, and what the entries of each may tell of their words. The loader holds a
// file against this, and docs/formats/grammar.md explains each name (a test compares the two).

/** Attributes of entries: a flag stands alone, `=n` is a number, `=w` words, `=a|b` one of these; `!`: no entry does without it, `?`: nor
 * without one of those. */
const WITH_ATTRIBUTES: Readonly<Record<string, string>> = {
  abbreviations: "soft numbered=yes|word",
  "bound.approx": "sign after gap=yes|measure split=w",
  "bound.atLeast": "sign after gap=yes|measure split=w",
  "bound.atMost": "sign after gap=yes|measure split=w",
  "bound.equal": "sign",
  "bound.justAbove": "sign after gap=yes|measure split=w",
  "bound.justBelow": "sign after gap=yes|measure split=w",
  "bound.lessThan": "sign after gap=yes|measure split=w age odd during",
  "bound.moreThan": "sign after gap=yes|measure split=w age odd during not-behind=w",
  "bound.skip": "counts",
  bounded: "value=n! part after",
  "clause-conjunctions": "sub while",
  clitics: "becomes=w label",
  "clock-openers": "sure day",
  "clock-words": "before",
  conjunctions: "joins",
  "cue.according": "data self cite papers what verb inside apart that",
  "cue.listeners": "me",
  "cue.nouns": "hedge=w is",
  "cue.verbs":
    "basic that object listener naming quote citing to=yes|only perfect infinitive belief evidence negative denied weak hedge=w icd=w " +
    "kind=policy|call keep agent colon noinvert noinsert participles=w plain with=w via=w cause=w only=cause|with then-that leans told about=w " +
    "unnamed marked self paper figure=w through",
  currency: "unit=w!",
  decade: "value=n!",
  complementizers: "keep because",
  definite: "article",
  "ending.adjective": "least=n not=w",
  "ending.adverb": "least=n not=w",
  "ending.gerund": "least=n not=w",
  "ending.origin": "least=n not=w",
  "ending.past": "least=n not=w",
  "ending.person": "least=n not=w",
  "ending.plural": "least=n not=w",
  "ending.third": "least=n not=w",
  "first-person-belief": "hedge=w",
  fraction: "value=n? part=n? low plural",
  "hedge.conditional-modal": "modal habit",
  "hedge.condition": "not=w opens whether",
  "hedge.deontic": "obliges",
  "hedge.disclaimer": "near=w alone",
  "hedge.evidential": "near=w",
  "hedge.planned": "asserted infinitive",
  "hedge.distancing-cue": "joined=w",
  "hedge.estimate": "passive noun",
  "hedge.hearsay": "passive near=w",
  "hedge.possibility": "modal ability present asserted",
  "hedge.probability": "icd=w",
  "future-markers": "before verb",
  holiday: "month=n! day=n!",
  households: "unit=w!",
  introducers: "statement label whole",
  month: "value=n! word not=w other=n",
  multiplier: "value=n! letter=any|capital|money of alone",
  "name-links": "article",
  negations: "weak present",
  number: "value=n? article? construct approx",
  "number-article": "one",
  "not-quantity": "alone",
  "number-labels": "always",
  "one-of": "each any",
  ordinal: "value=n!",
  "per-adverb": "per=w!",
  "per-unit": "per=w",
  percent: "points",
  "place-prepositions": "loose",
  pronouns: "person=first|second|third|relative|some|demonstrative gender=m|f|n number=one|many things",
  "range.middle": "next dash open",
  "range.open": "until=w!",
  season: "value=n! word",
  "self-names": "full apart",
  "subject-pronouns": "verb",
  "time.ago": "back",
  "time.ago-before": "since told=yes|back",
  "time.between": "until=w!",
  "time.day-part": "unit=w!",
  "time.dual": "unit=w! n=n!",
  "time.following": "after",
  "time.fuzzy": "fuzzy=w!",
  "time.lead": "year loose of",
  "time.nth-ahead": "last",
  "time.part": "part=first|early|mid|late!",
  "time.past-span": "one",
  "time.previous": "after",
  "time.quarter": "n=n!",
  "time.relative": "unit=w! n=n! end=last part=needed",
  "time.same": "before",
  "time.share": "unit=w!",
  "time.since": "of=things point starts told",
  "time.span-head": "unit=w!",
  "time.this": "before",
  "time.text": "unit=w! n=n",
  "time.unit": "unit=w! times=n many",
  "time.unsure-year": "from=n! to=n!",
  unit: "unit=w!",
  vague: "order=n lower=n of exclusive unit=w",
  weekday: "value=n!",
  "weekday-open": "fuzzy=w! several",
  "written-down": "from=w!",
};

/** Sections whose entries are words and nothing more. */
const WORDS_ONLY = `future-in-past bare-participles ability-verbs absolute-prepositions adjuncts agent-words capital-names dummy-subjects genitive genitive-hosts infinitive-mark leaning-relatives
  naming-forms non-finite own-words pair-openers phrasal-prepositions preposition-makers quote-openers quoted-words topic-prepositions adverbs age-tails age-words article as-words aside-words asked-words auxiliaries
  back-pointers belonging bare-auxiliaries be-forms bound.or-equal broadcast-words by-words bylines call-words called-words captions clock-lead comment-words compared
  coref.bodies coref.documents clock-past credits currency-letters date-apposition date-line date-of dated-things day-word
  decade-ending decimal-point deed-prepositions denied-links determiners due-verbs direction.down direction.from direction.to direction.up
  divided-by dual dual-nouns during evidence-words exhibit-dates exhibit-things existential finding-words first-person floating foreign-words
  fraction-heads gender.f gender.m gerunds glued-units greetings habit-words heard-links hedge-adjectives hedge.allegation
  hedge.consistency hedge.degree hedge.fear hedge.frequency hedge.hope hedge.hypothetical
  hedge.judgement hedge.litotes hijri-month imperatives impersonal interview-links interview-words label-articles label-links label-words
  leading-conjunctions light-verbs list-openers listener-lead literal-places maker-words manner-leads measures minus modals month-word
  name-fillers negative-subjects no-comment no-deeds no-heads no-rate-before not-dual not-future not-hedge not-negations not-opinion note-labels
  noun-leads noun-links noun-readings np-links number-and object-prepositions object-pronouns object-starts
  observation-words past-verbs office-links one-more ordinal-ending org-words own-reckonings owner-relatives parts-of per per-number percent-before perception-verbs perfect-particle
  person-relatives person-verbs person-words  place-words plural-words policy-words possessives prepositions
  ratio-words reflexives relatives remark-leads report-words rumoured side-clauses source-nouns spread-words sum.further sum.goes-on sum.including sum.missing sum.of sum.parts sum.same sum.total than-words that-leads
  then-words thing-relatives witness-signs those-words time.ago-after time.after time.before time.compared time.ending time.final time.last time.next
  time.next-span time.prior time.until time.within time.within-span of-month time.year-word title-adjuncts titles told-nouns told-pronouns
  topic-words turn-answer turn-question question-turns turning-phrases turning-words unsaid-verbs vague-of venues verbs verify-words versus
  view-nouns view-prepositions what-words whether-lead whether-verbs witness-words year-bounds year-unstated`;

/** One attribute of a section. */
export interface AttributeKind {
  readonly name: string;
  readonly kind: "flag" | "number" | "words" | "choice";
  readonly choices: readonly string[];
  readonly needed: "always" | "one" | "no";
}

function attributeKind(text: string): AttributeKind {
  const needed = text.endsWith("!") ? "always" : text.endsWith("?") ? "one" : "no";
  const [name = "", value] = text.replace(/[!?]$/u, "").split("=");
  if (value === undefined) return { name, kind: "flag", choices: ["yes"], needed };
  if (value === "n" || value === "w") return { name, kind: value === "n" ? "number" : "words", choices: [], needed };
  return { name, kind: "choice", choices: value.split("|"), needed };
}

const attributeKinds = (text: string): readonly AttributeKind[] => text.split(" ").map(attributeKind);

/** The sections of a grammar, each with the attributes its entries may have; `bare`, in all: not looked for behind a clitic. */
export const SECTIONS: ReadonlyMap<string, readonly AttributeKind[]> = new Map(
  [...WORDS_ONLY.split(/\s+/u).map((name) => [name, ""] as const), ...Object.entries(WITH_ATTRIBUTES)].map(
    ([name, own]) => [
      name,
      attributeKinds(`${own}${name.startsWith("hedge.") ? " next=w unless-next=w" : ""} bare`.trim()),
    ],
  ),
);

/** Settings of `[language]`; a kind as above, or `=p` patterns with commas between, `=c` the inside of a character class, `=s` a script. */
const SETTINGS_TEXT =
  "code=w! direction=ltr|rtl! script=s! order=subject-first|verb-first! alphabet=c and-joins year-halves bare-clauses dates-in-capitals " +
  "and-prefix=w article-prefix=w articles=w article-clitics=c modifier-after told-weekday=article bare-unit bare-fractions point-groups " +
  "dual-endings=w dual-forms=w open-endings=w joined-letters=w joined-verb-letters=w part-vowel=w accusative-mark=w " +
  "accusative-ending=w doubling-mark=w shared-verb-prefixes=w past-verb-endings=w contractions=w elisions=w by-prefix=w participle-prefix=w dual-construct=w spaced-thousands heads-first witness-label=w answerer-label=w no-article-sections=w yaa=w feminine-verb=w feminine-participle=w plural-verb-endings=w " +
  "long-forms=w pp-prefixes=w office-prefixes=w object-endings=w cue-joins=w passive-mark=w passive-vowel=w noun-endings=w noun-sections=w " +
  "verb-prefix=c verb-clitics=c day-first future-prefix=w join-prefixes=w topic-glue=w suffixes=w deed-forms=p";

export interface SettingKind {
  readonly name: string;
  readonly kind: AttributeKind["kind"] | "pattern" | "class" | "script";
  readonly choices: readonly string[];
  readonly needed: AttributeKind["needed"];
}

const OTHER_KINDS: Readonly<Record<string, SettingKind["kind"]>> = { p: "pattern", c: "class", s: "script" };

export const SETTINGS: ReadonlyMap<string, SettingKind> = new Map(
  SETTINGS_TEXT.split(" ").map((text) => {
    const { name, kind, choices, needed } = attributeKind(text);
    const other = choices.length === 1 ? OTHER_KINDS[choices[0]!] : undefined;
    return [name, other === undefined ? { name, kind, choices, needed } : { name, kind: other, choices: [], needed }];
  }),
);
