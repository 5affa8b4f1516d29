import { type Child, el, type Html } from "#page";

/** A drawing with a title that readers without eyes hear; `width` and `height` in its own units. */
export function drawing(title: string, width: number, height: number, ...children: readonly Child[]): Html {
  const box = { viewBox: `0 0 ${width} ${height}`, width: String(width), height: String(height), role: "img" };
  return el("svg", { ...box, "aria-label": title }, ...children);
}

export function line(x1: number, y1: number, x2: number, y2: number, kind: string): Html {
  return el("line", { x1: at(x1), y1: at(y1), x2: at(x2), y2: at(y2), class: kind });
}

export function bar(x: number, y: number, width: number, height: number, kind: string): Html {
  return el("rect", {
    x: at(x),
    y: at(y),
    width: at(Math.max(0, width)),
    height: at(Math.max(0, height)),
    class: kind,
  });
}

export function dot(x: number, y: number, radius: number, kind: string): Html {
  return el("circle", { cx: at(x), cy: at(y), r: at(radius), class: kind });
}

export function text(
  x: number,
  y: number,
  words: string,
  kind = "",
  anchor: "start" | "middle" | "end" = "start",
): Html {
  return el("text", { x: at(x), y: at(y), class: kind === "" ? undefined : kind, "text-anchor": anchor }, words);
}

/** A coordinate to a tenth, so that the same chart is the same text everywhere. */
export function at(x: number): string {
  return String(Math.round(x * 10) / 10);
}
