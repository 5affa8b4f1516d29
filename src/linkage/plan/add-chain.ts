import { sharedInt32, storeLetters } from "../compare/letters.ts";
import type { Atom } from "../names/atom.ts";
import { CHAIN_LEVELS } from "../names/chain.ts";
import { chainCodes, isMuhammad } from "../names/compare-names.ts";
import { familyOf, fatherOf, parseName } from "../names/parse-name.ts";
import { skeletonOf } from "../names/skeleton.ts";
import { type Builder, fieldOf } from "./builder.ts";
import { Coder, frequenciesOf, mapColumn, type RecordOrder } from "./coder.ts";
import { familyFirst } from "./family-first.ts";
import type { Field } from "./fields.ts";
import { honorificsOf } from "./honorifics.ts";
import { variantIds } from "./variant-ids.ts";

const NONE: ReadonlySet<string> = new Set();
const PARTS = ["given", "father", "grandfather", "family"] as const;

/** Adds the one comparison of whole names, with given, father, grandfather and family as codes. */
export function addChain(builder: Builder, fields: readonly Field[]): void {
  const coder = new Coder<Atom>();
  const parts = partCodes(builder.order, fields, (atom) => coder.codeOf(`${atom.kind} ${atom.text}`, () => atom));
  const atoms = coder.values;
  builder.muhammad = atoms.findIndex((atom) => atom !== null && isMuhammad(atom) && atom.text === "محمد");
  if (builder.muhammad === -1) builder.muhammad = atoms.findIndex((atom) => atom !== null && isMuhammad(atom));
  const store =
    builder.stores.push({
      letters: storeLetters(atoms.map((a) => a?.text ?? "")),
      variants: variantIds(atoms.map((atom) => atom?.ids ?? [])),
      found: null,
      atoms,
      occurrences: occurrencesOf(parts, atoms.length),
    }) - 1;
  const first = builder.columns.length;
  builder.columns.push(...parts);
  addChainKeys(builder, parts, atoms);
  builder.comparisons.push({
    name: "name",
    kind: "chain",
    tells: "name",
    columns: [first, first + 1, first + 2, first + 3],
    store,
    levels: CHAIN_LEVELS,
    sharedBy: ["own", "own", "own", "kin"],
    frequencies: parts.map((part) => frequenciesOf(part, atoms.length)),
  });
}

function partCodes(order: RecordOrder, fields: readonly Field[], code: (atom: Atom) => number): Int32Array[] {
  const parts = [0, 1, 2, 3].map(() => sharedInt32(order.count));
  const whole = fieldOf(fields, "name");
  if (whole !== undefined) {
    const chains: number[][] = [[0, 0, 0, 0]];
    const memo = new Map<string, number>();
    const separate = (["given", "family"] as const).map((role) => fieldOf(fields, role)?.columns ?? []);
    const honorifics = honorificsOf(order, whole.columns);
    const orderOf = familyFirst(order, whole.columns, separate[0]!, separate[1]!);
    const index = mapColumn(order, whole.columns, (text, list) => {
      const name = parseName(text, honorifics[list]);
      const turn = orderOf(name.atoms, list);
      const parsed =
        turn === "list" ? parseName(text, NONE, true) : turn === "name" ? { ...name, familyFirst: true } : name;
      // Someone named only by a relative, or by a kunya, has no given name to compare.
      const codes = parsed.isUnknown || parsed.relation !== null ? [0, 0, 0, 0] : chainCodes(parsed, code);
      const key = codes.join(" ");
      if (!memo.has(key)) memo.set(key, chains.push(codes) - 1);
      return memo.get(key)!;
    });
    for (let i = 0; i < index.length; i++) for (let p = 0; p < 4; p++) parts[p]![i] = chains[index[i]!]![p]!;
  }
  PARTS.forEach((role, p) => {
    const part = fieldOf(fields, role);
    if (part === undefined) return;
    const codes = mapColumn(order, part.columns, (text) => {
      const { atoms } = parseName(role === "father" ? fatherOf(text) : text);
      const own = atoms.length > 1 && role === "given" && isMuhammad(atoms[0]!) ? atoms[1] : atoms[0];
      const atom = role === "family" ? familyOf(text) : own;
      return atom === undefined ? 0 : code(atom);
    });
    for (let i = 0; i < codes.length; i++) if (codes[i] !== 0) parts[p]![i] = codes[i]!;
  });
  return parts;
}

function addChainKeys(builder: Builder, parts: readonly Int32Array[], atoms: readonly (Atom | null)[]): void {
  const skeletons = new Coder<string>();
  const skeletonOfCode = Int32Array.from(atoms, (atom) =>
    atom === null ? 0 : skeletons.codeOf(skeletonOf(atom), () => ""),
  );
  const agreement = [0.88, 0.84, 0.8, 0.84];
  const letterKeys = new Coder<string>();
  const startOfCode = Int32Array.from(atoms, (atom) =>
    atom === null ? 0 : letterKeys.codeOf([...skeletonOf(atom)].slice(0, 2).join(""), () => ""),
  );
  PARTS.forEach((role, p) => {
    if (parts[p]!.every((code) => code === 0)) return;
    builder.key(
      role,
      `${role} skeleton`,
      parts[p]!.map((code) => skeletonOfCode[code]!),
      agreement[p]!,
    );
    builder.key(
      role,
      `${role} start`,
      parts[p]!.map((code) => startOfCode[code]!),
      agreement[p]! + 0.05,
    );
  });
  builder.key("name parts", "name parts in any order", anyOrder(parts, skeletonOfCode), 0.5);
}

// One code for each set of two parts or more, whatever their order: finds who is written family name first.
function anyOrder(parts: readonly Int32Array[], skeletonOfCode: Int32Array): Int32Array {
  const sets = new Coder<string>();
  return parts[0]!.map((_, i) => {
    const present = parts.map((part) => skeletonOfCode[part[i]!]!).filter((skeleton) => skeleton !== 0);
    return present.length < 2 ? 0 : sets.codeOf(present.sort((a, b) => a - b).join(" "), () => "");
  });
}

function occurrencesOf(parts: readonly Int32Array[], atoms: number): Int32Array {
  const counts = sharedInt32(atoms);
  for (const part of parts) for (const code of part) counts[code]!++;
  return counts;
}
