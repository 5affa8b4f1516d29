/** A hierarchical log-linear model: its terms as bit masks of lists, the constant (0) and all single lists included. */
export type Terms = readonly number[];

const bits = (mask: number): number => {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
};

/** Terms of the constant and all single lists, then the given interactions with everything they imply, by size. */
export function closeTerms(lists: number, interactions: Iterable<number>): number[] {
  const terms = new Set<number>([0]);
  for (let j = 0; j < lists; j++) terms.add(1 << j);
  for (const top of interactions) for (let sub = top; sub > 0; sub = (sub - 1) & top) terms.add(sub);
  return [...terms].sort((a, b) => bits(a) - bits(b) || a - b);
}

/** The largest terms, which imply the rest: `[123,14,34]`, lists numbered from 1; above nine lists `[1:12,3]`. */
export function modelName(terms: Terms, lists: number): string {
  const tops = terms.filter((t) => t !== 0 && !terms.some((other) => other !== t && (other & t) === t));
  const word = (mask: number) =>
    Array.from({ length: lists }, (_, j) => j)
      .filter((j) => mask & (1 << j))
      .map((j) => j + 1)
      .join(lists > 9 ? ":" : "");
  const ordered = tops.sort((a, b) => bits(b) - bits(a) || lexical(a, b));
  return `[${ordered.map(word).join(",")}]`;
}

const lexical = (a: number, b: number): number => {
  const difference = a ^ b;
  const lowest = difference & -difference;
  return a & lowest ? -1 : 1;
};

/** Reads such a name; `null` when it is not one for this number of lists. */
export function parseModel(name: string, lists: number): number[] | null {
  const inner = /^\[(.*)\]$/u.exec(name.trim())?.[1];
  if (inner === undefined) return null;
  const masks: number[] = [];
  for (const word of inner
    .split(",")
    .map((w) => w.trim())
    .filter((w) => w !== "")) {
    const numbers = word.includes(":") || lists > 9 ? word.split(":") : [...word];
    let mask = 0;
    for (const number of numbers) {
      const j = Number(number);
      if (!Number.isInteger(j) || j < 1 || j > lists) return null;
      mask |= 1 << (j - 1);
    }
    masks.push(mask);
  }
  return closeTerms(lists, masks);
}

/** All models with interactions of pairs only: 2^(J(J-1)/2). */
export function pairModels(lists: number): number[][] {
  const pairs: number[] = [];
  for (let i = 0; i < lists; i++) for (let j = i + 1; j < lists; j++) pairs.push((1 << i) | (1 << j));
  return Array.from({ length: 2 ** pairs.length }, (_, choice) =>
    closeTerms(
      lists,
      pairs.filter((_, at) => choice & (1 << at)),
    ),
  );
}

/** All hierarchical models that hold every single list and not the interaction of all: 8, 113, 6,893 for 3, 4, 5 lists. */
export function hierarchicalModels(lists: number): number[][] {
  const full = 2 ** lists - 1;
  const candidates = Array.from({ length: full + 1 }, (_, mask) => mask)
    .filter((mask) => bits(mask) >= 2 && mask !== full)
    .sort((a, b) => bits(a) - bits(b) || a - b);
  const base = closeTerms(lists, []);
  const models: number[][] = [];
  const chosen = new Set<number>(base);
  const grow = (at: number): void => {
    if (at === candidates.length) {
      models.push([...chosen]);
      return;
    }
    grow(at + 1);
    const mask = candidates[at]!;
    for (let j = 0; j < lists; j++) if (mask & (1 << j) && !chosen.has(mask ^ (1 << j))) return;
    chosen.add(mask);
    grow(at + 1);
    chosen.delete(mask);
  };
  grow(0);
  return models;
}
