import type { Atom } from "../names/atom.ts";
import { crossScriptDistance } from "../names/cross-script.ts";
import { ARABIC_LETTER } from "../names/fold-name.ts";
import { PART, partSimilarity } from "../names/similarity.ts";
import { skeletonOf } from "../names/skeleton.ts";
import { soundsOf } from "../names/sound.ts";
import { saysNothing } from "../values/missing-words.ts";
import { addSpellings } from "./add-spellings.ts";
import { type Builder, deriveCodes } from "./builder.ts";
import { Coder, mapColumn } from "./coder.ts";
import type { Field } from "./fields.ts";
import type { Around } from "./places-around.ts";
import type { PlaceReader } from "./single-places.ts";
import { variantIds } from "./variant-ids.ts";

/** Names longer than this are addresses, and more names than that with the same consonants are not looked at pair by pair. */
const LONGEST = 24;
const MOST_ALIKE = 60;

/**
 * Adds a place of lists with Arabic names. Spellings of one place, in one script or in two, are one value; a value that tells two
 * places, the greater and the smaller, is a form of either, and so is a village of the district that it lies in, as far as `around` knows
 * it or a list of places does.
 */
export function addPlace(builder: Builder, field: Field, around: Around, namesIn: PlaceReader): void {
  const spelt = oneSpelling(field, namesIn);
  const coder = new Coder<readonly string[]>();
  const codes = mapColumn(builder.order, field.columns, (text) => {
    const names = [...new Set(namesIn(text).map((name) => spelt.get(name) ?? name))];
    return names.every(saysNothing) ? 0 : coder.codeOf(names.join(" "), () => names);
  });
  const places = coder.values.map((names) => names ?? []);
  const texts = places.map((names) => names.join(""));
  const within = places.map((names) => [
    ...new Set(names.flatMap((name) => around(name).map((at) => spelt.get(at) ?? at))),
  ]);
  addSpellings(builder, field.name, codes, texts, variantIds(places, within), { tells: null, sharedBy: "place" });
  const role = `${field.role} ${field.name}`;
  builder.key(role, field.name, codes, 0.75);
  builder.key(
    role,
    `${field.name} start`,
    deriveCodes(codes, texts, (text) => [...text].slice(0, 4).join("")),
    0.8,
  );
}

// For every name of a place that has several spellings, one of them: an Arabic one if there is, the first by code point.
function oneSpelling(field: Field, namesIn: PlaceReader): ReadonlyMap<string, string> {
  const names = new Set<string>();
  for (const column of field.columns)
    for (let code = 1; code < (column?.texts.size ?? 0); code++)
      for (const name of namesIn(column!.texts.text(code))) names.add(name);
  const alike = new Map<string, Atom[]>();
  const spelt = new Map<string, string>();
  const sorted = [...names]
    .filter((name) => name.length <= LONGEST)
    .map(atomOfPlace)
    .sort((a, b) => compareText(a.script, b.script) || compareText(a.text, b.text));
  for (const atom of sorted) {
    const known = alike.get(skeletonOf(atom)) ?? [];
    const first = known.length > MOST_ALIKE ? undefined : nearest(atom, known);
    if (first === undefined) alike.set(skeletonOf(atom), [...known, atom]);
    else spelt.set(atom.text, first.text);
  }
  // Albab, Bab: the article was run in.
  for (const { text: name } of sorted) {
    const bare = name.replace(/^al(?=\p{L}{3})/u, "");
    if (bare !== name && !spelt.has(name) && names.has(bare)) spelt.set(name, spelt.get(bare) ?? bare);
  }
  return spelt;
}

function nearest(atom: Atom, known: readonly Atom[]): Atom | undefined {
  const spelt = known.filter((other) => partSimilarity(atom, other) >= PART.spelling);
  const distance = ({ text, script }: Atom): number =>
    script === atom.script || atom.sounds === null ? 0 : crossScriptDistance(text, atom.sounds);
  return spelt.reduce<Atom | undefined>(
    (best, other) => (best === undefined || distance(other) < distance(best) ? other : best),
    undefined,
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// A place is no person: the lexicon of names has no say in how it is spelt.
function atomOfPlace(text: string): Atom {
  const isArabic = ARABIC_LETTER.test(text);
  return {
    text,
    ids: [],
    script: isArabic ? "arabic" : "latin",
    kind: "plain",
    inner: null,
    sounds: isArabic ? null : soundsOf(text),
    otherSounds: [],
  };
}
