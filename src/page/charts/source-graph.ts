import { word } from "../words.ts";
import { AMBER, arrow, BLUE, box, INK, lead, line, round, SOFT, svg, text, wrap } from "./svg.ts";

/** A source with those whose words it repeats, by id. */
export interface GraphSource {
  readonly id: string;
  readonly label: string;
  /** Admiralty grade. */
  readonly reliability: string;
  readonly reliesOn: readonly string[];
}

const [BOX, HEIGHT, GAP_X, GAP_Y, PER_ROW] = [158, 56, 18, 46, 4];

/**
 * Who relies on whom: origins stand at the foot, each source above all on whom it relies, arrows lead down to them. Sources
 * that rely on each other in a circle stand together with a broken edge: a circle has no origin of its own.
 */
export function sourceGraph(language: string, title: string, sources: readonly GraphSource[]): string {
  const levels = levelsOf(sources);
  const rows = rowsOf(sources, levels.level);
  const width = Math.max(...rows.map((row) => row.length), 1) * (BOX + GAP_X) + 24;
  const top = 46;
  const places = new Map<string, { readonly x: number; readonly y: number }>();
  for (const [r, row] of rows.entries()) {
    const indent = (width - row.length * (BOX + GAP_X) + GAP_X) / 2;
    for (const [i, source] of row.entries()) {
      places.set(source.id, { x: indent + i * (BOX + GAP_X), y: top + r * (HEIGHT + GAP_Y) });
    }
  }
  const parts = [lead(title, width, 26, { size: 16, weight: "bold" }, language)];
  for (const { id, reliesOn } of sources) {
    for (const other of reliesOn) {
      const [from, to] = [places.get(id)!, places.get(other)];
      if (to === undefined || id === other) continue;
      const isCircle = levels.circleOf.get(id) !== undefined && levels.circleOf.get(id) === levels.circleOf.get(other);
      parts.push(...edge(from, to, isCircle ? AMBER : "#8a909b"));
    }
  }
  for (const source of sources)
    parts.push(...node(source, places.get(source.id)!, levels.circleOf.has(source.id), language));
  const bottom = top + rows.length * (HEIGHT + GAP_Y) - GAP_Y;
  const notes = wrap(word(language, "chart.sources"), width - 24, 11, 3);
  for (const [i, note] of notes.entries())
    parts.push(lead(note, width, bottom + 24 + i * 16, { size: 11, fill: SOFT }, language));
  return svg(language, title, { width, height: bottom + 32 + notes.length * 16 }, parts);
}

function node(
  { id, label, reliability }: GraphSource,
  { x, y }: { readonly x: number; readonly y: number },
  isCircle: boolean,
  language: string,
): readonly string[] {
  const edgeStyle = isCircle ? { stroke: AMBER, dash: "5 3", radius: 5 } : { stroke: BLUE, radius: 5 };
  const lines = wrap(label, BOX - 16, 11, 2);
  return [
    box(x, y, BOX, HEIGHT, "#ffffff", edgeStyle),
    text(id, x + 8, y + 16, { size: 12, weight: "bold", fill: INK }),
    text(reliability, x + BOX - 8, y + 16, { size: 12, weight: "bold", fill: SOFT, at: "right" }),
    ...lines.map((words, i) => text(words, x + BOX / 2, y + 32 + i * 14, { size: 11, at: "middle" }, language)),
  ];
}

function edge(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  colour: string,
): readonly string[] {
  const isDown = to.y > from.y;
  const [x1, y1] = [from.x + BOX / 2, isDown ? from.y + HEIGHT : from.y];
  const [x2, y2] = [to.x + BOX / 2, isDown ? to.y : to.y + HEIGHT];
  if (isDown) return [line(x1, y1, x2, y2 - 6, colour, 1.3), arrow(x2, y2, "down", colour)];
  // Beside each other or upwards, within a circle: a bow, so that both arrows are seen.
  const bow = `M${round(x1)},${round(y1)} Q${round((x1 + x2) / 2)},${round(Math.min(y1, y2) - 34)} ${round(x2)},${round(to.y)}`;
  return [`<path d="${bow}" fill="none" stroke="${colour}" stroke-width="1.3"/>`, arrow(x2, to.y, "down", colour)];
}

/** The rows of the picture, those who rely on others first; a level of many sources takes several rows. */
function rowsOf(
  sources: readonly GraphSource[],
  level: ReadonlyMap<string, number>,
): readonly (readonly GraphSource[])[] {
  const highest = Math.max(0, ...level.values());
  return Array.from({ length: highest + 1 }, (_, i) => highest - i).flatMap((at) => {
    const members = sources.filter(({ id }) => level.get(id) === at);
    const rows = Math.ceil(members.length / PER_ROW);
    return Array.from({ length: rows }, (_, r) => members.slice(r * PER_ROW, (r + 1) * PER_ROW));
  });
}

/** 0 for origins, else one more than the highest on whom it relies; members of a circle share a level. */
function levelsOf(sources: readonly GraphSource[]): {
  readonly level: ReadonlyMap<string, number>;
  readonly circleOf: ReadonlyMap<string, string>;
} {
  const byId = new Map(sources.map((source) => [source.id, source]));
  const next = (id: string): readonly string[] => byId.get(id)!.reliesOn.filter((other) => byId.has(other));
  const reachOf = (start: string): ReadonlySet<string> => {
    const reached = new Set<string>();
    const queue = [...next(start)];
    for (const id of queue) {
      if (reached.has(id)) continue;
      reached.add(id);
      queue.push(...next(id));
    }
    return reached;
  };
  const reach = new Map(sources.map(({ id }) => [id, reachOf(id)]));
  const circleOf = new Map<string, string>();
  for (const { id } of sources) {
    if (!reach.get(id)!.has(id)) continue;
    circleOf.set(
      id,
      sources.find((other) => other.id === id || (reach.get(id)!.has(other.id) && reach.get(other.id)!.has(id)))!.id,
    );
  }
  const group = (id: string): string => circleOf.get(id) ?? id;
  const level = new Map<string, number>(sources.map(({ id }) => [id, 0]));
  // As many rounds as there are sources suffice: each lifts what stands on what was lifted.
  for (let round_ = 0; round_ < sources.length; round_++) {
    let isChanged = false;
    for (const { id } of sources) {
      for (const other of next(id)) {
        const wanted = level.get(other)! + (group(id) === group(other) ? 0 : 1);
        if (wanted <= level.get(id)!) continue;
        level.set(id, wanted);
        isChanged = true;
      }
    }
    if (!isChanged) break;
  }
  return { level, circleOf };
}
