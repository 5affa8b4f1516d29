/** A decomposable graph on the lists: its cliques and the separators between them (none empty), as bit masks. */
export interface DecomposableGraph {
  readonly cliques: readonly number[];
  readonly separators: readonly number[];
}

/**
 * All decomposable (chordal) graphs on p lists: 8, 61, 822, 18,154 for p = 3 to 6. Every graph is tried; maximum-cardinality search
 * (Tarjan and Yannakakis 1984) tells whether it is chordal and yields cliques and separators.
 */
export function decomposableGraphs(p: number): DecomposableGraph[] {
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0; i < p; i++) for (let j = i + 1; j < p; j++) pairs.push([i, j]);
  const graphs: DecomposableGraph[] = [];
  const neighbours = new Int32Array(p);
  for (let code = 0; code < 2 ** pairs.length; code++) {
    neighbours.fill(0);
    pairs.forEach(([i, j], at) => {
      if ((code & (1 << at)) === 0) return;
      neighbours[i] = neighbours[i]! | (1 << j);
      neighbours[j] = neighbours[j]! | (1 << i);
    });
    const graph = cliquesOf(neighbours, p);
    if (graph !== null) graphs.push(graph);
  }
  return graphs;
}

/** `null` when the graph is not chordal. */
function cliquesOf(neighbours: Int32Array, p: number): DecomposableGraph | null {
  const cliques: number[] = [];
  const separators: number[] = [];
  let visited = 0;
  let clique = 0;
  let previous = -1;
  for (let step = 0; step < p; step++) {
    let best = -1;
    let most = -1;
    for (let v = 0; v < p; v++) {
      if (visited & (1 << v)) continue;
      const count = size(neighbours[v]! & visited);
      if (count > most) {
        most = count;
        best = v;
      }
    }
    const earlier = neighbours[best]! & visited;
    for (let v = 0; v < p; v++) {
      if (earlier & (1 << v) && (earlier & ~(1 << v) & ~neighbours[v]!) !== 0) return null;
    }
    if (step > 0 && most <= previous) {
      cliques.push(clique);
      if (earlier !== 0) separators.push(earlier);
      clique = earlier;
    } else if (step > 0 && (clique & ~earlier) !== 0) {
      // The clique so far is not wholly in the neighbourhood: it is closed as well.
      cliques.push(clique);
      if (earlier !== 0) separators.push(earlier);
      clique = earlier;
    }
    clique |= 1 << best;
    visited |= 1 << best;
    previous = most;
  }
  cliques.push(clique);
  return { cliques, separators };
}

function size(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
