import { median, type PairShift } from "./register-pair.ts";

export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly pair: PairShift;
}

export interface NetworkShift {
  /** Where content of the reference appears in this scene; null when no accepted chain of pairs leads to it. */
  readonly shiftPx: readonly [number, number] | null;
  readonly sigmaPx: number;
}

export interface Network {
  readonly scenes: readonly NetworkShift[];
  /** Length of s_ij + s_jk - s_ik over all triangles, pixels. */
  readonly closure: { readonly triangles: number; readonly medianPx: number | null; readonly p95Px: number | null };
}

/**
 * Least squares over all accepted pairs with the reference at zero, reweighted after Huber (k = 1.345), so that one bad
 * pair cannot drag a scene.
 */
export function solveNetwork(count: number, reference: number, edges: readonly Edge[]): Network {
  const good = edges.filter((e) => e.pair.accepted);
  const reached = new Set([reference]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const e of good) {
      if (reached.has(e.from) !== reached.has(e.to)) {
        reached.add(e.from).add(e.to);
        grown = true;
      }
    }
  }
  const unknowns = [...reached].filter((i) => i !== reference).sort((a, b) => a - b);
  const place = new Map(unknowns.map((scene, i) => [scene, i]));
  const used = good.filter((e) => reached.has(e.from) && reached.has(e.to));
  let weights = used.map((e) => 1 / e.pair.sigmaPx ** 2);
  let x: number[][] = [];
  let inverse: number[][] = [];
  for (let round = 0; round < 12 && unknowns.length > 0; round++) {
    const normal = unknowns.map(() => new Array<number>(unknowns.length).fill(0));
    const right = unknowns.map(() => [0, 0]);
    used.forEach((e, k) => {
      const i = place.get(e.from);
      const j = place.get(e.to);
      const w = weights[k]!;
      if (i !== undefined) normal[i]![i]! += w;
      if (j !== undefined) normal[j]![j]! += w;
      if (i !== undefined && j !== undefined) {
        normal[i]![j]! -= w;
        normal[j]![i]! -= w;
      }
      for (const axis of [0, 1] as const) {
        if (i !== undefined) right[i]![axis]! -= w * e.pair.shiftPx[axis];
        if (j !== undefined) right[j]![axis]! += w * e.pair.shiftPx[axis];
      }
    });
    inverse = invert(normal);
    x = inverse.map((row) => [0, 1].map((axis) => row.reduce((sum, v, k) => sum + v * right[k]![axis]!, 0)));
    weights = used.map((e) => {
      const at = (i: number, axis: number): number => (i === reference ? 0 : x[place.get(i)!]![axis]!);
      const residual = Math.hypot(
        at(e.to, 0) - at(e.from, 0) - e.pair.shiftPx[0],
        at(e.to, 1) - at(e.from, 1) - e.pair.shiftPx[1],
      );
      const r = residual / e.pair.sigmaPx;
      return (r <= 1.345 ? 1 : 1.345 / r) / e.pair.sigmaPx ** 2;
    });
  }
  const scenes = Array.from({ length: count }, (_, i): NetworkShift => {
    if (i === reference) return { shiftPx: [0, 0], sigmaPx: 0 };
    const k = place.get(i);
    if (k === undefined) return { shiftPx: null, sigmaPx: Infinity };
    return { shiftPx: [x[k]![0]!, x[k]![1]!], sigmaPx: Math.max(0.02, Math.sqrt(inverse[k]![k]!)) };
  });
  return { scenes, closure: closureOf(good) };
}

function closureOf(edges: readonly Edge[]): Network["closure"] {
  const by = new Map(edges.map((e) => [e.from * 65536 + e.to, e.pair.shiftPx]));
  const gaps: number[] = [];
  for (const a of edges) {
    for (const b of edges) {
      if (b.from !== a.to) continue;
      const direct = by.get(a.from * 65536 + b.to);
      if (direct === undefined) continue;
      gaps.push(
        Math.hypot(
          a.pair.shiftPx[0] + b.pair.shiftPx[0] - direct[0],
          a.pair.shiftPx[1] + b.pair.shiftPx[1] - direct[1],
        ),
      );
    }
  }
  if (gaps.length === 0) return { triangles: 0, medianPx: null, p95Px: null };
  const sorted = gaps.sort((a, b) => a - b);
  return { triangles: gaps.length, medianPx: median(sorted), p95Px: sorted[Math.floor(0.95 * (sorted.length - 1))]! };
}

/** Gauss and Jordan with pivoting; the matrix is positive definite when every scene is reached. */
function invert(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length;
  const a = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(a[r]![c]!) > Math.abs(a[pivot]![c]!)) pivot = r;
    [a[c], a[pivot]] = [a[pivot]!, a[c]!];
    const d = a[c]![c]!;
    for (let k = 0; k < 2 * n; k++) a[c]![k]! /= d;
    for (let r = 0; r < n; r++) {
      if (r === c) continue;
      const f = a[r]![c]!;
      if (f !== 0) for (let k = 0; k < 2 * n; k++) a[r]![k]! -= f * a[c]![k]!;
    }
  }
  return a.map((row) => row.slice(n));
}
