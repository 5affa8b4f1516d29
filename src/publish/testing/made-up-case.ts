import { canonicalJson, type Json, sha256, sha256Hex, toBase64 } from "#kernel";
import { type Audience, type Level, makeUid } from "#record";
import {
  commit,
  disclose,
  formatEntry,
  formatMarker,
  formatTlogProof,
  generateKeys,
  keyName,
  leafHash,
  MerkleTree,
  noteFromMarker,
  parseMarker,
  signer,
} from "#seal";
import type { ItemKind, PublishInput, PublishItem } from "../input.ts";

/** Everything in this file is made up: no place, person, number or document here exists. */

export interface MadeUpItem {
  readonly kind: ItemKind;
  readonly id: string;
  readonly value: { readonly [key: string]: Json };
  readonly level?: Level;
  readonly fields?: { readonly [pointer: string]: readonly Level[] };
}

const KINDS: Readonly<Record<ItemKind, string>> = {
  exhibit: "exhibit.add",
  source: "source.set",
  claim: "claim.accept",
  incident: "incident.set",
  figure: "figure.set",
  judgement: "judgement.set",
  text: "text.set",
};

export function uidOf(id: string): string {
  return makeUid(sha256(`uid ${id}`).subarray(0, 16));
}

/** A log in memory, with the keys that sign it. */
export class MadeUpLog {
  readonly logKeys = generateKeys(sha256("made-up log key"));
  readonly caseKeys = generateKeys(sha256("made-up case key"));
  readonly origin = `snowmelt/${sha256Hex("made-up origin").slice(0, 32)}`;
  readonly tree = new MerkleTree();
  readonly lines: string[] = [];
  readonly #records: { readonly key: Uint8Array; readonly value: Json }[] = [];

  constructor() {
    const x = {
      origin: this.origin,
      device: "a",
      log: toBase64(this.logKeys.publicKey),
      case: toBase64(this.caseKeys.publicKey),
      passphrase: true,
    };
    this.append("case.genesis", {}, x);
  }

  append(kind: string, value: Json, x?: { readonly [key: string]: Json }): number {
    const seq = this.lines.length;
    const key = sha256(`key ${seq}`);
    const committed = { clk: { boot: "made-up", ms: seq }, t: "2026-01-02T03:04:05.678Z", value };
    const c = toBase64(commit(key, committed).root);
    const by = keyName(this.logKeys.publicKey);
    const line = formatEntry({ v: 1, seq, day: "2026-01-02", by, kind, c, ...(x === undefined ? {} : { x }) });
    this.lines.push(line);
    this.#records.push({ key, value: committed });
    this.tree.append(leafHash(Buffer.from(line)));
    return seq;
  }

  checkpoint(): string {
    const { origin, logKeys, tree } = this;
    const by = { origin, publicKey: logKeys.publicKey, sign: signer(logKeys.privateKey) };
    const marker = parseMarker(formatMarker(by, tree.size, tree.root(), toBase64(new Uint8Array(32))))!;
    return noteFromMarker(origin, marker);
  }

  prove(seq: number, pointers: readonly string[], checkpoint = this.checkpoint()): ReturnType<PublishInput["prove"]> {
    const { key, value } = this.#records[seq]!;
    return {
      proof: { entry: this.lines[seq]!, index: seq, ...disclose(key, value, pointers) },
      tlogProof: formatTlogProof(seq, this.tree.inclusionProof(seq, this.tree.size), checkpoint),
    };
  }
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
      end: 109,
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

export interface MadeUpCase {
  readonly log: MadeUpLog;
  readonly input: PublishInput;
}

/** The input for a dossier of made-up items; `change` may alter any part of it. */
export function madeUpCase(items = madeUpItems(), change: Partial<PublishInput> = {}): MadeUpCase {
  const log = new MadeUpLog();
  const publishItems = items.map(({ kind, id, value, level = "public", fields = {} }): PublishItem => {
    // As it comes out of the ledger: JSON, without members that are undefined.
    const recorded = JSON.parse(canonicalJson(value)) as PublishItem["value"];
    const seq = log.append(KINDS[kind], recorded);
    return { kind, id, uid: String(value["uid"]), seq, value: recorded, levels: { item: [level], fields } };
  });
  const checkpoint = log.checkpoint();
  const audience: Audience = { name: "public", levels: ["public"] };
  const files = new Map([REPORT, HIDDEN, PICTURE].map((bytes) => [sha256Hex(bytes), new Uint8Array(bytes)]));
  const input: PublishInput = {
    engine: "snowmelt test",
    dossierName: "public-made-up",
    caseName: "Made-up case of Qarn Zahra",
    publisher: "The Office of Made-up Records",
    audience,
    languages: ["en", "ar"],
    checkpoint,
    size: log.tree.size,
    origin: log.origin,
    keys: [
      { role: "log", raw: log.logKeys.publicKey },
      { role: "case", raw: log.caseKeys.publicKey },
    ],
    day: "2026-01-02",
    items: publishItems,
    prove: (seq, pointers) => log.prove(seq, pointers, checkpoint),
    bytes: async (sha256) => files.get(sha256)!,
    deriveImage: async (bytes) => ({
      bytes: Buffer.concat([bytes, Buffer.alloc(1)]),
      mediaType: "image/png",
      tool: "made-up encoder",
    }),
    sign: signer(log.caseKeys.privateKey),
    verifier: "// made-up verifier\n",
    forbidden: [],
    today: "2026-01-03",
    ...change,
  };
  return { log, input };
}
