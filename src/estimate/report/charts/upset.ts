import { groupDigits } from "#kernel";
import type { Html } from "#page";
import { bar, dot, drawing, line, text } from "./svg.ts";

export interface UpsetColumn {
  /** `1` for each list that holds these persons, in the order of the lists. */
  readonly pattern: string;
  readonly count: number;
}

const [TALL, ROW, LEFT] = [150, 20, 150];

/** How many persons each set of lists holds and no other, most first: bars above, the sets below. */
export function upsetPlot(
  title: string,
  lists: readonly string[],
  sizes: readonly number[],
  columns: readonly UpsetColumn[],
): Html {
  const most = Math.max(...columns.map(({ count }) => count));
  const wide = Math.max(14, Math.min(34, Math.floor(520 / columns.length)));
  const width = LEFT + columns.length * wide + 10;
  const top = 22;
  const rowY = (j: number) => top + TALL + 16 + j * ROW;
  const rows = lists.flatMap((list, j) => [
    ...(j % 2 === 0 ? [bar(0, rowY(j) - ROW / 2, width, ROW, "stripe")] : []),
    text(LEFT - 12, rowY(j) + 4, `${shorten(list)} (${groupDigits(String(sizes[j]!))})`, "label", "end"),
  ]);
  const marks = columns.flatMap(({ pattern, count }, c) => {
    const x = LEFT + c * wide + wide / 2;
    const height = (count / most) * TALL;
    const held = [...pattern].flatMap((sign, j) => (sign === "1" ? [j] : []));
    return [
      bar(x - wide * 0.32, top + TALL - height, wide * 0.64, height, held.length === 1 ? "fill pale" : "fill"),
      ...(wide >= 24 ? [text(x, top + TALL - height - 4, groupDigits(String(count)), "tick", "middle")] : []),
      ...lists.map((_, j) => dot(x, rowY(j), 4, held.includes(j) ? "in" : "out")),
      ...(held.length > 1 ? [line(x, rowY(held[0]!), x, rowY(held.at(-1)!), "join")] : []),
    ];
  });
  return drawing(title, width, rowY(lists.length - 1) + ROW, ...rows, ...marks);
}

function shorten(name: string): string {
  return name.length > 14 ? `${name.slice(0, 13)}…` : name;
}
