import { canonicalJson, type Json, sha256Hex } from "#kernel";
import type { ExhibitFile } from "./card.ts";
import type { BagInfo } from "./info.ts";
import type { BagFile, EarlierDossier, PublicImage } from "./input.ts";
import { Marks } from "./marks.ts";
import type { OpenItem, Selection } from "./selection.ts";
import { blocksOf, referencesOf, sectionsOf, templateParts } from "./structure.ts";

/** An exhibit's file as it goes out. */
export interface ExhibitBytes extends ExhibitFile {
  readonly open: OpenItem;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly tool?: PublicImage["tool"];
}

export interface CrateInput {
  readonly selection: Selection;
  readonly info: BagInfo;
  readonly exhibits: readonly ExhibitBytes[];
  readonly pages: readonly { readonly path: string; readonly language: string; readonly text: OpenItem }[];
  readonly chain: readonly EarlierDossier[];
}

type Entity = { readonly [key: string]: Json | undefined };

/** JSON-LD 1.1: the terms of RO-Crate and five of our own; `opened` is a JSON literal. */
const CONTEXT: Json = [
  "https://w3id.org/ro/crate/1.2/context",
  {
    kind: "urn:snowmelt:1:kind",
    opened: { "@id": "urn:snowmelt:1:opened", "@type": "@json" },
    place: "urn:snowmelt:1:place",
    proof: { "@id": "urn:snowmelt:1:proof", "@type": "@id" },
    tool: "urn:snowmelt:1:tool",
  },
];

const TYPES: Readonly<Record<string, string>> = {
  claim: "Claim",
  exhibit: "CreativeWork",
  figure: "Observation",
  incident: "Event",
  judgement: "OpinionNewsArticle",
  source: "CreativeWork",
  finding: "Observation",
  hypothesis: "Claim",
  assessment: "Review",
  weighing: "Review",
  outcome: "Claim",
  person: "Person",
  erratum: "CorrectionComment",
};

/** ro-crate-metadata.json: everything that the pages say, for programs (RO-Crate 1.2; docs/formats/dossier.md). */
export function crate(input: CrateInput): BagFile {
  const { selection } = input;
  const graph: Entity[] = [
    {
      "@id": "ro-crate-metadata.json",
      "@type": "CreativeWork",
      about: { "@id": "./" },
      conformsTo: { "@id": "https://w3id.org/ro/crate/1.2" },
    },
    root(input),
    ...input.pages.flatMap((page) => pageEntities(page, selection)),
    ...selection.items.map(itemEntity),
    ...input.exhibits.map(fileEntity),
    ...input.chain.map(earlierEntity),
  ];
  const lines = graph.map((entity) => canonicalJson(entity)).join(",\n");
  const text = `{"@context":${canonicalJson(CONTEXT)},"@graph":[\n${lines}\n]}\n`;
  return { path: "ro-crate-metadata.json", bytes: Buffer.from(text) };
}

function root({ info, pages, exhibits, selection, chain }: CrateInput): Entity {
  return {
    "@id": "./",
    "@type": "Dataset",
    datePublished: info["Bagging-Date"],
    description: "A dossier whose every sentence and figure is proved against a signed log.",
    hasPart: [...pages, ...exhibits].map(({ path }) => ({ "@id": path })),
    identifier: info["External-Identifier"],
    isBasedOn: chain.length === 0 ? undefined : chain.map((_, at) => ({ "@id": `#dossier-${at + 1}` })),
    license: "Not stated",
    mentions: selection.items.map(({ number }) => ({ "@id": `#${number}` })),
    name: pages[0]!.text.open.get("/title") as string,
    publisher: info["Source-Organization"],
    version: info["Snowmelt-Version"],
  };
}

function pageEntities({ path, language, text }: CrateInput["pages"][number], selection: Selection): readonly Entity[] {
  const marks = new Marks(language, selection);
  const places = sectionsOf(text).flatMap((section) => blocksOf(text, section).flatMap(({ sentences }) => sentences));
  const sentences = places.map(({ pointer }, at): Entity => {
    const named = (referencesOf(text).get(pointer) ?? []).flatMap((reference) => marks.target(text, reference) ?? []);
    const ids = (isFigure: boolean): Json =>
      [...new Set(named)]
        .filter(({ item }) => (item.kind === "figure") === isFigure)
        .map(({ number }) => ({ "@id": `#${number}` }));
    return {
      "@id": `${path}#s${at + 1}`,
      "@type": "CreativeWork",
      citation: ids(false),
      isPartOf: { "@id": path },
      mentions: ids(true),
      place: `${text.item.seq} ${pointer}`,
      text: plainSentence(marks, text, pointer),
    };
  });
  const page: Entity = {
    "@id": path,
    "@type": ["File", "Article"],
    encodingFormat: "text/html",
    hasPart: sentences.map((sentence) => ({ "@id": sentence["@id"]! })),
    inLanguage: language,
    name: text.open.get("/title") as string,
    opened: Object.fromEntries(text.open) as Json,
    proof: proofOf(text),
  };
  return [page, ...sentences];
}

/** A sentence as plain text: figures in words, references as `[C1, p. 3]`, what is closed as `[withheld]`. */
export function plainSentence(marks: Marks, text: OpenItem, pointer: string): string {
  const template = text.open.get(`${pointer}/text`);
  if (template !== undefined) return plainWords(marks, text, pointer, String(template));
  const split = text.splits.get(`${pointer}/text`);
  if (split === undefined) return "[withheld]";
  const parts = Array.from({ length: split.count }, (_, i) => text.open.get(`/spans/${split.index}/parts/${i}`));
  return parts
    .map((part) => (part === undefined ? "[withheld]" : plainWords(marks, text, pointer, String(part))))
    .join("");
}

function plainWords(marks: Marks, text: OpenItem, pointer: string, template: string): string {
  const parts = templateParts(template).map((part) => {
    if (part.kind === "words") return part.text;
    if (part.kind === "person") {
      const person = marks.target(text, `${pointer}/persons/${part.index}`);
      const name = person?.open.get(marks.inLanguage(person, "/name"));
      return person === undefined ? "[withheld]" : name === undefined ? `[${person.number}]` : String(name);
    }
    if (part.kind === "reference") {
      const target = marks.target(text, `${pointer}/refs/${part.index}/uid`);
      const at = text.open.get(`${pointer}/refs/${part.index}/at`);
      return target === undefined ? "[withheld]" : `[${target.number}${at === undefined ? "" : `, ${at}`}]`;
    }
    const figure = marks.target(text, `${pointer}/figures/${part.index}`);
    const words = figure?.open.get(marks.inLanguage(figure, "/words"));
    return words === undefined ? "[withheld]" : String(words);
  });
  return parts.join("");
}

function itemEntity(open: OpenItem): Entity {
  return {
    "@id": `#${open.number}`,
    "@type": TYPES[open.item.kind]!,
    kind: open.item.kind,
    name: open.number,
    opened: Object.fromEntries(open.open) as Json,
    proof: proofOf(open),
  };
}

function proofOf(open: OpenItem): string {
  return `proofs/${open.item.seq}.json`;
}

/** A dossier that this one replaces. */
function earlierEntity({ seq, open }: EarlierDossier, at: number): Entity {
  return {
    "@id": `#dossier-${at + 1}`,
    "@type": "Dataset",
    identifier: open.get("/dossier") as string,
    opened: Object.fromEntries(open) as Json,
    proof: `proofs/${seq}.json`,
    version: String(at + 1),
  };
}

function fileEntity(file: ExhibitBytes): Entity {
  return {
    "@id": file.path,
    "@type": "File",
    about: { "@id": `#${file.open.number}` },
    contentSize: String(file.bytes.length),
    encodingFormat: file.mediaType,
    sha256: sha256Hex(file.bytes),
    tool: file.tool,
  };
}
