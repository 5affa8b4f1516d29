import type { Edges } from "./cluster.ts";

const ROUNDS = 12;

/**
 * Bits that each pair of two lists loses to its rivals: a record has one person in another list, so its pairs there exclude each other as
 * far as their records are not one person themselves. Sums of odds over matchings by belief propagation (Williams and Lau 2014), with
 * pairs within a list left as they are.
 *
 * @param edges ordered by `a`, then `b`
 */
export function bitsLostToRivals({ a, b, probability }: Edges, listOf: ArrayLike<number>): Float64Array {
  const { starts, incident } = incidence(a, b, listOf.length);
  const count = a.length;
  const odds = Float64Array.from({ length: count }, (_, e) => {
    const p = Math.min(probability[e]!, 1 - 1e-12);
    return p / (1 - p);
  });
  const otherOf = (e: number, record: number): number => (a[e] === record ? b[e]! : a[e]!);
  const isBetween = (e: number): boolean => listOf[a[e]!] !== listOf[b[e]!];
  // Doubt that two records of one list are one person; edges of a record with a later one stand together.
  const apart = (x: number, y: number): number => {
    const [low, high] = x < y ? [x, y] : [y, x];
    for (let at = starts[low]!; at < starts[low + 1]!; at++) {
      const e = incident[at]!;
      if (a[e] === low && b[e] === high) return 1 - probability[e]!;
    }
    return 1;
  };
  // What the record's other pairs with the list of `e`'s other record say against `e`; `wishes` are of those records for it.
  const rivalry = (e: number, record: number, wishes: (rival: number) => number): number => {
    const other = otherOf(e, record);
    let sum = 1;
    for (let at = starts[record]!; at < starts[record + 1]!; at++) {
      const rival = incident[at]!;
      const rivalOther = otherOf(rival, record);
      if (rival === e || listOf[rivalOther] !== listOf[other] || !isBetween(rival)) continue;
      sum += wishes(rival) * apart(other, rivalOther);
    }
    return sum;
  };
  // How much b wants a, and a wants b, when the pair itself is left out of account.
  let [fromB, fromA] = [odds.slice(), odds.slice()];
  for (let round = 0; round < ROUNDS; round++) {
    const [nextB, nextA] = [odds.slice(), odds.slice()];
    for (let e = 0; e < count; e++) {
      if (!isBetween(e)) continue;
      nextB[e] = odds[e]! / rivalry(e, b[e]!, (rival) => (a[rival] === b[e] ? fromB[rival]! : fromA[rival]!));
      nextA[e] = odds[e]! / rivalry(e, a[e]!, (rival) => (a[rival] === a[e] ? fromB[rival]! : fromA[rival]!));
    }
    [fromB, fromA] = [nextB, nextA];
  }
  return odds.map((own, e) => (isBetween(e) ? Math.log2((fromA[e]! * fromB[e]!) / (own * own)) : 0));
}

function incidence(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  records: number,
): { readonly starts: Int32Array; readonly incident: Int32Array } {
  const starts = new Int32Array(records + 1);
  for (let e = 0; e < a.length; e++) {
    starts[a[e]! + 1]!++;
    starts[b[e]! + 1]!++;
  }
  for (let i = 0; i < records; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice();
  const incident = new Int32Array(2 * a.length);
  for (let e = 0; e < a.length; e++) {
    incident[next[a[e]!]!++] = e;
    incident[next[b[e]!]!++] = e;
  }
  return { starts, incident };
}
