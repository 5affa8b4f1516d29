import { el, type Html } from "#page";
import { axisOf } from "./axis.ts";
import { at, drawing, line, text } from "./svg.ts";

const [TALL, WIDTH, POINTS] = [150, 680, 400];

/** The draws of each chain in their order, thinned for the eye: chains that agree lie over one another. */
export function tracePlot(title: string, chains: readonly Float64Array[]): Html {
  const all = Float64Array.from(chains.flatMap((chain) => [...chain])).sort();
  const [low, high] = [all[0]!, Math.max(all[Math.floor(0.999 * (all.length - 1))]!, all[0]! + 1)];
  const axis = axisOf(low, high, TALL + 6, 6);
  const lines = chains.map((chain, c) => {
    const step = Math.max(1, Math.floor(chain.length / POINTS));
    const shown = chain.filter((_, i) => i % step === 0);
    const points = [...shown].map(
      (total, i) => `${at(60 + (i / Math.max(1, shown.length - 1)) * (WIDTH - 70))},${at(axis.place(total))}`,
    );
    return el("polyline", { points: points.join(" "), class: `trace chain${c % 4}` });
  });
  const grid = axis.ticks.flatMap((tick) => [
    line(60, axis.place(tick), WIDTH - 10, axis.place(tick), "grid"),
    text(54, axis.place(tick) + 4, String(Math.round(tick)).replace(/\B(?=(\d{3})+$)/g, ","), "tick", "end"),
  ]);
  return drawing(title, WIDTH, TALL + 14, ...grid, ...lines);
}
