import type { Atom } from "../names/atom.ts";
import { parseName } from "../names/parse-name.ts";
import type { Column } from "../read/table.ts";
import type { RecordOrder } from "./coder.ts";

/** Words of respect and rank that are family names too, and in Egypt (`true`) given ones. */
const HONORIFICS: ReadonlyMap<string, boolean> = new Map([
  ...words("الشيخ شيخ الملا ملا الرائد المقدم المجاهد المساعد sheikh shaikh sheik cheikh shaykh", false),
  ...words("السيد سيد sayed sayyid sayyed", true),
]);
const SAMPLE = 20_000;
// Names that such a word begins, for each one in which it is the father's.
const MOSTLY = 4;

/**
 * By list, the words of respect that stand before its names. A given name is borne by fathers as often as by their children: what begins names
 * of three parts and is hardly ever second in them is none. Nor is it a family's name set first, where no other family's is.
 */
export function honorificsOf(order: RecordOrder, columns: readonly (Column | null)[]): ReadonlySet<string>[] {
  const seats = columns.map(() => ({
    first: new Map<string, number>(),
    second: new Map<string, number>(),
    families: 0,
  }));
  const step = Math.max(1, Math.floor(order.count / SAMPLE));
  for (let i = 0; i < order.count; i += step) {
    const list = order.listOf[i]!;
    const column = columns[list];
    const code = column?.codes[order.rowOf[i]!] ?? 0;
    const { atoms } = code === 0 ? { atoms: [] } : parseName(column!.texts.text(code));
    if (atoms.length < 3) continue;
    const [one, other] = [wordOf(atoms[0]!), wordOf(atoms[1]!)];
    const seat = seats[list]!;
    if (HONORIFICS.has(one)) add(seat.first, one);
    else if (atoms[0]!.hasArticle) seat.families++;
    if (HONORIFICS.has(other)) add(seat.second, other);
  }
  return seats.map(({ first, second, families }) => {
    const begun = [...first].filter(
      ([word, names]) => names >= MOSTLY * ((second.get(word) ?? 0) + (HONORIFICS.get(word)! ? 1 : 0)),
    );
    return new Set(begun.reduce((n, [, names]) => n + names, 0) > families ? begun.map(([word]) => word) : []);
  });
}

function words(text: string, areNames: boolean): [string, boolean][] {
  return text.split(" ").map((word) => [word, areNames]);
}

function wordOf({ text, hasArticle, script }: Atom): string {
  return hasArticle && script === "arabic" ? `ال${text}` : text;
}

function add(counts: Map<string, number>, word: string): void {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}
