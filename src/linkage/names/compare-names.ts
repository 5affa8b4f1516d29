import { type Atom, families } from "./atom.ts";
import { CHAIN, CHAIN_LEVELS, chainLevel, chainPositions } from "./chain.ts";
import { isFamilyId, lexicon } from "./lexicon.ts";
import { type ParsedName, parseName } from "./parse-name.ts";
import { areShortAndWhole, isNameWord, PART, partSimilarity } from "./similarity.ts";

export type NameVerdict = "same" | "different" | "ambiguous" | "not a name";

const SAME: ReadonlySet<number> = new Set([
  CHAIN.fourEqual,
  CHAIN.threeEqual,
  CHAIN.oneClose,
  CHAIN.swapped,
  CHAIN.twoEqual,
  CHAIN.givenOnly,
  CHAIN.twoClose,
]);

/**
 * Whether two name strings, with nothing else known, name one person, and by which level.
 *
 * @example compareNames("عبد الرحمن", "Abdelrahman").verdict // "same"
 */
export function compareNames(rawA: string, rawB: string): { readonly verdict: NameVerdict; readonly level: string } {
  const a = parseName(rawA);
  const b = parseName(rawB);
  if (a.isUnknown || b.isUnknown) return { verdict: "not a name", level: "unknown" };
  if (a.relation !== b.relation) return { verdict: "different", level: "named by a relative" };
  if (a.kunya !== null || b.kunya !== null) return compareKunyas(a, b);
  const atoms: Atom[] = [];
  const code = (atom: Atom): number => atoms.push(atom);
  const codesOf = (name: ParsedName): number[] => chainCodes(name, code);
  const isAlone = a.atoms.length === 1 || b.atoms.length === 1;
  const compare = (x: number, y: number): number => {
    const [one, other] = [atoms[x - 1]!, atoms[y - 1]!];
    const alike = partSimilarity(one, other);
    return isAlone && alike === PART.close && areShortAndWhole(one, other) ? PART.different : alike;
  };
  const level = chainLevel(codesOf(a), 0, codesOf(b), 0, -1, compare);
  if (SAME.has(level)) return { verdict: "same", level: CHAIN_LEVELS[level]! };
  if (isHonorary(a, b) || isHonorary(b, a)) return { verdict: "same", level: "honorary Muhammad" };
  return { verdict: level === CHAIN.loose ? "ambiguous" : "different", level: CHAIN_LEVELS[level]! };
}

/** Codes of given, father, grandfather, family; 0 where missing. A family name that comes first is put last. */
export function chainCodes(name: ParsedName, code: (atom: Atom) => number): number[] {
  const atoms =
    name.familyFirst || startsWithFamily(name.atoms) ? [...name.atoms.slice(1), name.atoms[0]!] : name.atoms;
  const positions = chainPositions(atoms.length, atoms.length > 0 && isMuhammad(atoms[0]!));
  const codes = positions.map((at) => (at === -1 ? 0 : code(atoms[at]!)));
  const own = atoms.length - Math.max(0, positions[0]!);
  const before = atoms.at(-2);
  if (own < 5 || before === undefined || !looksLikeFamily(before)) return codes;
  // محمد طالب حمدان أبو عصر الأخارسة: behind the grandfather two families.
  codes[3] = code(families(before, atoms.at(-1)!));
  return codes;
}

function looksLikeFamily(atom: Atom): boolean {
  return (atom.hasArticle === true && atom.ids.every(isFamilyId)) || atom.kind === "abu";
}

// الخطيب أحمد محمد: what no given name looks like stands first, and a known given name last.
function startsWithFamily(atoms: readonly Atom[]): boolean {
  if (atoms.length < 2) return false;
  const [first, last] = [atoms[0]!, atoms.at(-1)!];
  return looksLikeFamily(first) && !looksLikeFamily(last) && isNameWord(last);
}

export function isMuhammad(atom: Atom): boolean {
  return (
    atom.kind === "plain" &&
    lexicon()
      .ofArabic("محمد")
      .some((id) => atom.ids.includes(id))
  );
}

function isHonorary(longer: ParsedName, shorter: ParsedName): boolean {
  return (
    longer.atoms.length === shorter.atoms.length + 1 &&
    shorter.atoms.length >= 2 &&
    isMuhammad(longer.atoms[0]!) &&
    shorter.atoms.every((atom, i) => partSimilarity(atom, longer.atoms[i + 1]!) >= PART.spelling)
  );
}

function compareKunyas(a: ParsedName, b: ParsedName): { verdict: NameVerdict; level: string } {
  if (a.kunya === null || b.kunya === null || a.kunya.kind !== b.kunya.kind)
    return { verdict: "different", level: "kunya" };
  if (partSimilarity(a.kunya.of, b.kunya.of) < PART.spelling) return { verdict: "different", level: "kunya" };
  const [x, y] = [a.atoms[0], b.atoms[0]];
  const agrees = x === undefined || y === undefined || partSimilarity(x, y) >= PART.close;
  return { verdict: agrees ? "same" : "different", level: "kunya" };
}
