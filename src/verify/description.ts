import { canonicalJson, type Json, sha256Hex } from "#kernel";
import { type Bag, guarded, textOf, unreadPaths } from "./bag-files.ts";
import { quote, sizeOf } from "./check-bag.ts";
import { type Contents, type Item, languageOf, type Order, pagePath } from "./contents.ts";
import type { ExhibitFile } from "./exhibit-files.ts";
import {
  follows,
  isWritten,
  knownSentences,
  namedBy,
  placeOf,
  pointerOf,
  type SentencePlace,
  type SentenceWriter,
  sentenceParts,
} from "./sentence.ts";
import type { Earlier } from "./versions.ts";
import { withheldWord, wordsChoices } from "./words.ts";

const PATH = "ro-crate-metadata.json";
const CONTEXT =
  '["https://w3id.org/ro/crate/1.2/context",{"kind":"urn:snowmelt:1:kind","opened":{"@id":"urn:snowmelt:1:opened","@type":"@json"},"place":"urn:snowmelt:1:place","proof":{"@id":"urn:snowmelt:1:proof","@type":"@id"},"tool":"urn:snowmelt:1:tool"}]';
const HEAD = `{"@context":${CONTEXT},"@graph":[\n`;
const TAIL = "\n]}\n";

type Entity = { readonly [key: string]: Json | undefined };

/** The description as it was found, line by line, before anything of it is believed. */
export interface Description {
  readonly lines: readonly string[];
  readonly entities: readonly (Entity | null)[];
  readonly order: Order;
  readonly problems: readonly string[];
}

/** Takes ro-crate-metadata.json apart; garbage gives an empty description and a problem. */
export function readDescription(bag: Bag): Description {
  const problems: string[] = [];
  let lines: readonly string[] = [];
  try {
    const text = textOf(bag, PATH);
    if (text.startsWith(HEAD) && text.endsWith(TAIL)) lines = text.slice(HEAD.length, -TAIL.length).split(",\n");
    else problems.push(`${PATH} does not begin and end as descriptions do`);
  } catch (error) {
    problems.push((error as Error).message);
  }
  const entities = lines.map(parseEntity);
  const proofs = entities.flatMap((entity) => {
    const match = /^proofs\/(0|[1-9]\d{0,15})\.json$/.exec(String(entity?.["proof"]));
    return match === null ? [] : [Number(match[1])];
  });
  return { lines, entities, order: proofs, problems };
}

function parseEntity(line: string): Entity | null {
  try {
    const value = JSON.parse(line) as Json;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Entity) : null;
  } catch {
    return null;
  }
}

export interface DescriptionFindings {
  readonly fields: readonly string[];
  readonly sentences: readonly string[];
  /** Pointers of each text's sentences as the description counts them, by the text's proof. */
  readonly places: ReadonlyMap<Item, readonly string[]>;
}

/** Section 5 of docs/formats/dossier.md: every line is written anew from proofs and files, and compared. */
export function checkDescription(
  bag: Bag,
  contents: Contents,
  description: Description,
  files: readonly ExhibitFile[],
): DescriptionFindings {
  const fields: string[] = [...description.problems];
  const sentences: string[] = [];
  const places = new Map<Item, readonly string[]>();
  let at = 0;
  const expect = (entity: Entity): void => {
    const line = description.lines[at];
    if (line === canonicalJson(entity)) {
      at += 1;
      return;
    }
    const found = description.entities[at] ?? null;
    fields.push(difference(entity, found));
    // An entity that is missing must not put out of step what follows it; what stands for it is read once.
    if (found !== null && found["@id"] === entity["@id"]) at += 1;
    else if (description.entities[at + 1]?.["@id"] === entity["@id"]) at += 2;
  };
  expect({
    "@id": PATH,
    "@type": "CreativeWork",
    about: { "@id": "./" },
    conformsTo: { "@id": "https://w3id.org/ro/crate/1.2" },
  });
  expect(rootEntity(contents, files));
  for (const text of contents.texts) {
    const path = pagePath(contents, text);
    const from = description.entities.findIndex((entity) => entity?.["@id"] === `${path}#s1`);
    const found: string[] = [];
    for (let next = from; from >= 0 && description.entities[next]?.["@id"] === `${path}#s${found.length + 1}`; next++) {
      found.push(String(description.entities[next]!["place"]));
    }
    expect(pageEntity(text, path, found.length));
    if (at === from || found.length === 0) {
      sentences.push(...checkSentenceLines(contents, text, path, found, description, at));
      at += found.length;
    } else {
      sentences.push(`${PATH}: the sentences of ${path} do not stand behind it`);
      at = from + found.length;
    }
    places.set(
      text,
      found.map((place) => place.slice(place.indexOf(" ") + 1)),
    );
  }
  for (const item of contents.items) expect(itemEntity(item));
  for (const file of files) {
    const isUnread = unreadPaths(bag).has(file.path) && description.entities[at]?.["@id"] === file.path;
    if (isUnread) at += 1;
    else expect(fileEntity(bag, file));
  }
  for (const [number, earlier] of contents.earlier.entries()) expect(earlierEntity(earlier, number + 1));
  for (const entity of description.entities.slice(at))
    fields.push(`${PATH}: ${quote(String(entity?.["@id"]))} is described and not shown to be in the dossier`);
  return { fields, sentences, places };
}

/** In what a line differs from what it has to be. */
function difference(expected: Entity, found: Entity | null): string {
  const name = `${PATH}: ${String(expected["@id"])}`;
  if (found === null || found["@id"] !== expected["@id"]) return `${name} is missing or out of place`;
  for (const key of [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort()) {
    const [want, have] = [expected[key], found[key]];
    if (same(want, have)) continue;
    if (key !== "opened") return `${name}: "${quote(key).slice(1, -1)}" is not what proofs and files give`;
    const [wanted, had] = [want as Entity, (have ?? {}) as Entity];
    const pointer = [...Object.keys(wanted), ...Object.keys(had)].find((one) => !same(wanted[one], had[one]));
    return `${name}${pointer ?? ""} is not what was recorded`;
  }
  return `${name} is not written as descriptions are`;
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return guarded(() => (canonicalJson(a) === canonicalJson(b) ? [] : ["differs"])).length === 0;
}

function rootEntity({ info, texts, items, ...contents }: Contents, files: readonly ExhibitFile[]): Entity {
  const whole = { info, texts, items, ...contents };
  const paths = [...texts.map((text) => pagePath(whole, text)), ...files.map(({ path }) => path)];
  return {
    "@id": "./",
    "@type": "Dataset",
    datePublished: info.get("Bagging-Date"),
    description: "A dossier whose every sentence and figure is proved against a signed log.",
    hasPart: paths.map((path) => ({ "@id": path })),
    identifier: info.get("External-Identifier"),
    isBasedOn:
      contents.earlier.length === 0 ? undefined : contents.earlier.map((_, at) => ({ "@id": `#dossier-${at + 1}` })),
    license: "Not stated",
    mentions: items.map(({ number }) => ({ "@id": `#${number}` })),
    name: texts[0]?.leaves.get("/title"),
    publisher: info.get("Source-Organization"),
    version: info.get("Snowmelt-Version"),
  };
}

function pageEntity(text: Item, path: string, sentences: number): Entity {
  return {
    "@id": path,
    "@type": ["File", "Article"],
    encodingFormat: "text/html",
    hasPart: Array.from({ length: sentences }, (_, at) => ({ "@id": `${path}#s${at + 1}` })),
    inLanguage: languageOf(text),
    name: text.leaves.get("/title"),
    opened: Object.fromEntries(text.leaves) as Json,
    proof: `proofs/${text.seq}.json`,
  };
}

function checkSentenceLines(
  contents: Contents,
  text: Item,
  path: string,
  found: readonly string[],
  description: Description,
  from: number,
): readonly string[] {
  const problems: string[] = [];
  const missing = new Set(knownSentences(text));
  const writer = plainWriter(languageOf(text));
  let last: SentencePlace | null = null;
  for (const [at, place] of found.entries()) {
    const id = `${path}#s${at + 1}`;
    const [, seq, pointer] = /^(\d+) (\/\S+)$/.exec(place) ?? [];
    const here = pointer === undefined ? null : placeOf(pointer);
    if (Number(seq) !== text.seq || here === null || pointerOf(here) !== pointer || !follows(last, here)) {
      problems.push(`${PATH}: ${id} is not the sentence that comes next (${quote(place)})`);
      continue;
    }
    last = here;
    missing.delete(pointer);
    const entity = description.entities[from + at]!;
    const words = String(entity["text"]);
    if (!isWritten(sentenceParts(contents, text, pointer, writer), words)) {
      problems.push(`${PATH}: ${id} does not say what was recorded: ${quote(words)}`);
      continue;
    }
    const named = namedBy(contents, text, pointer);
    const ids = (isFigure: boolean): Json =>
      named.filter(({ kind }) => (kind.noun === "figure") === isFigure).map(({ number }) => ({ "@id": `#${number}` }));
    const expected = {
      "@id": id,
      "@type": "CreativeWork",
      citation: ids(false),
      isPartOf: { "@id": path },
      mentions: ids(true),
      place: `${text.seq} ${pointer}`,
      text: words,
    };
    if (guarded(() => (canonicalJson(expected) === description.lines[from + at] ? [] : ["differs"])).length > 0)
      problems.push(difference(expected, entity));
  }
  for (const pointer of missing) problems.push(`${PATH} leaves out the sentence ${text.seq} ${pointer} of ${path}`);
  return problems;
}

function plainWriter(language: string): SentenceWriter {
  const withheld = withheldWord();
  return {
    words: (text) => text,
    withheld: () => withheld,
    figure: (figure) =>
      wordsChoices(figure, "/words", language).map((pointer) =>
        pointer === null ? withheld : String(figure.leaves.get(pointer)),
      ),
    person: (person) => {
      const own = person.leaves.get(`/name/${language}`);
      if (own !== undefined) return [String(own)];
      const choices = wordsChoices(person, "/name", language);
      return choices.map((name) => (name === null ? `[${person.number}]` : String(person.leaves.get(name))));
    },
    span: () => ["", ""],
    reference: ({ number }, _pointer, at) => `[${number}${at === null ? "" : `, ${at}`}]`,
  };
}

function itemEntity({ kind, number, leaves, seq }: Item): Entity {
  return {
    "@id": `#${number}`,
    "@type": kind.type,
    kind: kind.noun,
    name: number,
    opened: Object.fromEntries(leaves) as Json,
    proof: `proofs/${seq}.json`,
  };
}

function earlierEntity({ seq, leaves }: Earlier, version: number): Entity {
  return {
    "@id": `#dossier-${version}`,
    "@type": "Dataset",
    identifier: leaves.get("/dossier"),
    opened: Object.fromEntries(leaves) as Json,
    proof: `proofs/${seq}.json`,
    version: String(version),
  };
}

function fileEntity(bag: Bag, { path, exhibit, mediaType, tool }: ExhibitFile): Entity {
  const bytes = bag.files.get(path);
  return {
    "@id": path,
    "@type": "File",
    about: { "@id": `#${exhibit.number}` },
    contentSize: String(sizeOf(bag, path)),
    encodingFormat: mediaType,
    sha256: bytes === undefined ? bag.large.get(path)?.sha256 : sha256Hex(bytes),
    tool: tool === null ? undefined : tool,
  };
}
