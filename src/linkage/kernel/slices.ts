import type { Groups } from "./groups.ts";
import type { Slice } from "./task.ts";

/** Pairs a slice holds at least, unless the work is done. */
const ENOUGH = 400_000;

/** Rows of a block larger than a tile are cut after this many. */
export const SLICE_ROWS = 512;

/**
 * Cuts blocks into pieces of work of some hundred thousand pairs; a block larger than two tiles is cut by its rows. Stops when the
 * pieces hold `most` pairs. Set by the blocks alone, never by the number of workers.
 */
export function slicesOf(blocks: Groups, most = Number.POSITIVE_INFINITY): Slice[] {
  const { starts } = blocks;
  const slices: Slice[] = [];
  let [first, pairs, total] = [0, 0, 0];
  const close = (end: number): void => {
    if (pairs > 0) slices.push({ blocks, first, end, fromRow: 0, toRow: 0x7fffffff, pairs });
    [first, pairs] = [end, 0];
  };
  for (let g = 0; g + 1 < starts.length && total < most; g++) {
    const size = starts[g + 1]! - starts[g]!;
    if (size <= 2 * SLICE_ROWS) {
      pairs += (size * (size - 1)) / 2;
      total += (size * (size - 1)) / 2;
      if (pairs >= ENOUGH || total >= most) close(g + 1);
      continue;
    }
    close(g);
    for (let row = 0; row < size && total < most; row += SLICE_ROWS) {
      const rows = Math.min(SLICE_ROWS, size - row);
      const held = rows * (size - row - rows) + (rows * (rows - 1)) / 2;
      slices.push({ blocks, first: g, end: g + 1, fromRow: row, toRow: row + rows, pairs: held });
      total += held;
    }
    first = g + 1;
  }
  if (total < most) close(starts.length - 1);
  return slices;
}
