import { type Json, sha256, sha256Hex } from "#kernel";
import { type Level, makeUid } from "#record";
import type { ItemKind } from "../input.ts";

/** Everything in this file is made up: no place, person, number or document here exists. */

export interface MadeUpItem {
  readonly kind: ItemKind;
  readonly id: string;
  readonly value: { readonly [key: string]: Json };
  readonly level?: Level;
  readonly fields?: { readonly [pointer: string]: readonly Level[] };
}

export function uidOf(id: string): string {
  return makeUid(sha256(`uid ${id}`).subarray(0, 16));
}

const missing = { missing: "made up" };

export function exhibitValue(id: string, bytes: Uint8Array, mediaType: string, extra: { [key: string]: Json } = {}) {
  return {
    uid: uidOf(id),
    id,
    sha256: sha256Hex(bytes),
    size: bytes.length,
    mediaType,
    originalName: `made-up/${id.toLowerCase()}-from-the-archive.dat`,
    received: { modified: { given: "2016-05-04T03:02:01Z" }, created: missing },
    flags: [],
    collector: { given: "Collector Halvard Quist (made up)" },
    collectedAt: { given: "2017-06" },
    relevance: { given: `Why ${id} matters (made up)` },
    consent: { notApplicable: true },
    ...extra,
  };
}

export const REPORT = Buffer.from(
  "MADE-UP REPORT. Nothing here is real.\nAs many as 50 people a day were taken to the made-up place\nof Qarn Zahra, witnesses said.\n",
);
export const HIDDEN = Buffer.from("MADE-UP TESTIMONY. The hidden words of Zaynab Ujaylan, who does not exist.\n");
/** Smallest PNG: one pixel. */
export const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Another encoding of a pixel, as a re-encoder makes it. */
export const PICTURE_COPY = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYPgPAAEDAQAIicLsAAAAAElFTkSuQmCC",
  "base64",
);

function sentence(text: string, figures: readonly string[], refs: readonly (string | [string, string])[]) {
  const places = refs.map((ref) =>
    typeof ref === "string" ? { uid: uidOf(ref) } : { uid: uidOf(ref[0]), at: ref[1] },
  );
  return { text, figures: figures.map(uidOf), refs: places };
}

function claim(id: string, statement: { [lang: string]: string }, extra: { [key: string]: Json } = {}): MadeUpItem {
  const value = {
    uid: uidOf(id),
    id,
    statement,
    source: uidOf("S1"),
    accordingTo: [uidOf("S2")],
    exhibit: uidOf("E1"),
    anchor: {
      quote: "As many as 50 people a day were taken to the made-up place\nof Qarn Zahra",
      start: 38,
      end: 110,
      page: "1",
    },
    strength: "witnesses said",
    credibility: 3,
    polarity: "positive",
    ...extra,
  };
  return { kind: "claim", id, value };
}

const atMost50 = { relation: "atMost", value: "50", upper: "50", upperInclusive: true, unit: "people", per: "day" };

/** A small case with every kind of item, two languages, and things that stay closed. */
export function madeUpItems(): readonly MadeUpItem[] {
  return [
    { kind: "exhibit", id: "E1", value: exhibitValue("E1", REPORT, "text/plain", { title: "Made-up report" }) },
    { kind: "exhibit", id: "E2", value: exhibitValue("E2", PICTURE, "image/png", { title: "Made-up picture" }) },
    {
      kind: "exhibit",
      id: "E3",
      value: exhibitValue("E3", HIDDEN, "text/plain", { title: "Testimony of Zaynab Ujaylan" }),
      level: "team",
    },
    {
      kind: "source",
      id: "S1",
      value: {
        uid: uidOf("S1"),
        id: "S1",
        name: "The Made-up Gazette",
        role: "newspaper",
        published: "2017-05-15",
        reliesOn: [uidOf("S2"), uidOf("S3")],
        reliability: "B",
        reasons: "Corrects its mistakes.",
        exhibit: uidOf("E1"),
      },
    },
    {
      kind: "source",
      id: "S2",
      value: {
        uid: uidOf("S2"),
        id: "S2",
        name: "An invented office",
        descriptor: "It was there & <saw> it.",
        reliesOn: [],
        reliability: "C",
      },
    },
    {
      kind: "source",
      id: "S3",
      value: { uid: uidOf("S3"), id: "S3", name: "Zaynab Ujaylan", reliesOn: [], reliability: "F" },
      level: "protected",
    },
    claim(
      "C1",
      {
        en: "As many as 50 people a day were brought to Qarn Zahra.",
        ar: "جيء إلى قرن زهرة بما لا يزيد على 50 شخصًا في اليوم.",
      },
      { quantity: atMost50, time: "2017-05~", place: "Qarn Zahra (made up)" },
    ),
    {
      ...claim(
        "C2",
        { en: "Someone in hiding saw the gate of Qarn Zahra." },
        { source: uidOf("S3"), exhibit: uidOf("E3"), anchor: { quote: "The hidden words", start: 18, end: 34 } },
      ),
      fields: { "/anchor": ["team"] },
    },
    { ...claim("C3", { en: "The night shift of Hallgrim Brandis counted them." }), level: "team" },
    {
      kind: "figure",
      id: "N1",
      value: {
        uid: uidOf("N1"),
        id: "N1",
        kind: "claimed",
        claim: uidOf("C1"),
        inputs: [],
        quantity: atMost50,
        words: { en: "at most 50 people per day", ar: "ما لا يزيد على 50 شخصًا في اليوم" },
      },
    },
    {
      kind: "figure",
      id: "N2",
      value: {
        uid: uidOf("N2"),
        id: "N2",
        kind: "computed",
        expression: "N1 + N1",
        inputs: [uidOf("N1")],
        quantity: { ...atMost50, value: "100", upper: "100" },
        words: { en: "at most 100 people per day", ar: "ما لا يزيد على 100 شخص في اليوم" },
      },
    },
    {
      kind: "figure",
      id: "N3",
      value: {
        uid: uidOf("N3"),
        id: "N3",
        kind: "claimed",
        claim: uidOf("C3"),
        inputs: [],
        quantity: { relation: "exact", value: "73519", lower: "73519", upper: "73519", unit: "people" },
        words: { en: "73,519 people", ar: "73,519 شخصًا" },
      },
      level: "team",
    },
    {
      kind: "incident",
      id: "I1",
      value: {
        uid: uidOf("I1"),
        id: "I1",
        title: { en: "The invented transfer" },
        what: "A transfer that never happened",
        when: "2017-05",
        claims: [uidOf("C1"), uidOf("C3")],
      },
    },
    {
      kind: "judgement",
      id: "J1",
      value: {
        uid: uidOf("J1"),
        id: "J1",
        text: { en: "The made-up place probably held people.", ar: "المكان المختلق ضمّ أشخاصًا على الأرجح." },
        probability: "likely",
        confidence: "low",
        reasons: { en: "One made-up source says so." },
        alternatives: [
          { text: { en: "It was a made-up bakery." }, reasons: { en: "Nobody smelled bread." }, claims: [uidOf("C2")] },
        ],
        dissent: [{ text: { en: "One of us holds that nothing can be said." }, by: "an analyst" }],
        claims: [uidOf("C1")],
      },
    },
    {
      kind: "text",
      id: "text.en",
      value: {
        uid: uidOf("text.en"),
        id: "text.en",
        lang: "en",
        title: "Qarn Zahra: a made-up dossier",
        level: "public",
        sections: [
          {
            heading: "What was said",
            depth: 2,
            voice: "evidence",
            blocks: [
              {
                kind: "paragraph",
                sentences: [
                  sentence("According to the Gazette {f0} were brought there {r0}.", ["N1"], ["C1"]),
                  sentence("If both gates were used, that makes {f0} {r0} & no <more>.", ["N2"], [["E1", "p. 1"]]),
                  sentence("Others counted {f0} {r0}, and one who hides saw the gate {r1}.", ["N3"], ["C3", "C2"]),
                ],
              },
              { kind: "quote", sentences: [sentence("“As many as 50 people a day” {r0}", [], ["C1"])] },
              { kind: "item", sentences: [sentence("The picture shows a gate {r0}.", [], ["E2"])] },
              { kind: "item", sentences: [sentence("A testimony is kept {r0}.", [], ["E3"])] },
              { kind: "item", sentences: [sentence("The transfer has a card of its own {r0}.", [], ["I1"])] },
            ],
          },
          {
            heading: "What we make of it",
            depth: 2,
            voice: "authors",
            blocks: [
              {
                kind: "paragraph",
                sentences: [sentence("Everything here is made up.", [], []), sentence("We judge {r0}.", [], ["J1"])],
              },
            ],
          },
        ],
      },
    },
    {
      kind: "text",
      id: "text.ar",
      value: {
        uid: uidOf("text.ar"),
        id: "text.ar",
        lang: "ar",
        title: "قرن زهرة: ملف مختلق",
        level: "public",
        sections: [
          {
            heading: "ما قيل",
            depth: 2,
            voice: "evidence",
            blocks: [
              {
                kind: "paragraph",
                sentences: [
                  sentence("تقول الصحيفة إن {f0} نُقلوا إلى هناك {r0}.", ["N1"], ["C1"]),
                  sentence("ورآه من يختبئ {r0}.", [], ["C2"]),
                ],
              },
            ],
          },
        ],
      },
    },
  ];
}
