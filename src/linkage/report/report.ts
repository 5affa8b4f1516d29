import type { LinkResult } from "../link.ts";
import { patternText } from "../write.ts";

const STYLE =
  "body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1b1b1f;background:#fff}h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2.2rem}table{border-collapse:collapse;width:100%;font-size:.88rem}th,td{text-align:start;padding:.25rem .5rem;border-bottom:1px solid #ddd}td.n,th.n{text-align:end;font-variant-numeric:tabular-nums}.bar{display:inline-block;height:.7rem;vertical-align:middle}.for{background:#1f6f8b}.against{background:#b4532a}svg{max-width:100%;height:auto}.lead{font-size:1.05rem}.small{color:#555;font-size:.85rem}";

/** The report of a linkage as one HTML page without outside parts: rules, weights, histogram, calibration, clusters. No names of people stand in it. */
export function reportHtml(result: LinkResult, lists: readonly string[]): string {
  const { model, edges } = result;
  const sure = edges.probability.reduce((n, p) => n + (p >= 0.5 ? 1 : 0), 0);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Linkage report</title><style>${STYLE}</style></head><body>
<h1>The same person across lists</h1>
<p class="lead">${result.records.count} records of ${lists.length} ${lists.length === 1 ? "list" : "lists"} (${lists.map(escapeText).join(", ")}) were found to be <strong>${result.persons} persons</strong>. ${result.pairs} pairs were compared; ${sure} are held to be one person (probability at least .5), ${expectedErrors(result)} of these are expected to be wrong by the model's own account.</p>
<h2>Which pairs were compared</h2>${ruleTable(result)}
<p class="small">A pair is counted under the first rule that makes it. Expected reach of the rules under the guesses of the keys: ${percent(model.training.expectedRecall)}.</p>
<h2>What each agreement weighs</h2><p class="small">Bits: +1 doubles the odds that two records are one person, -1 halves them. m: share among pairs of one person; u: among pairs of two people.</p>${weightTables(result)}
<h2>Weights of the pairs kept</h2>${histogram(result)}
${result.metrics === null ? "" : truthSection(result)}
<h2>Clusters</h2>${clusterTable(result)}
<h2>How pairs near the limit came about</h2>${waterfalls(result)}
</body></html>\n`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

function percent(x: number): string {
  return Number.isNaN(x) ? "not known" : `${(100 * x).toFixed(1)} %`;
}

function expectedErrors({ edges }: LinkResult): string {
  let wrong = 0;
  for (const p of edges.probability) if (p >= 0.5) wrong += 1 - p;
  return wrong.toFixed(0);
}

function ruleTable({ rules }: LinkResult): string {
  const rows = rules.map(
    (rule) =>
      `<tr><td>${rule.keys.length === 0 ? "all pairs" : rule.keys.map(escapeText).join(" and ")}</td><td class="n">${rule.pairs}</td><td class="n">${rule.newPairs}</td><td class="n">${rule.largest}</td></tr>`,
  );
  return `<table><tr><th>Records agree on</th><th class="n">pairs</th><th class="n">new pairs</th><th class="n">largest block</th></tr>${rows.join("")}</table>`;
}

function weightTables({ model }: LinkResult): string {
  return model.comparisons
    .map((c) => {
      const rows = c.levels.map((level, l) => {
        const weight = c.weights[l]!;
        const width = Math.min(160, Math.abs(weight) * 8).toFixed(0);
        return `<tr><td>${escapeText(level)}</td><td class="n">${c.m[l]!.toPrecision(2)}</td><td class="n">${c.u[l]!.toPrecision(2)}</td><td class="n">${weight.toFixed(1)}</td><td><span class="bar ${weight >= 0 ? "for" : "against"}" style="width:${width}px"></span></td></tr>`;
      });
      return `<h3>${escapeText(c.name)}</h3><table><tr><th>level</th><th class="n">m</th><th class="n">u</th><th class="n">bits</th><th></th></tr>${rows.reverse().join("")}</table>`;
    })
    .join("");
}

function histogram({ edges }: LinkResult): string {
  const bins = new Float64Array(46);
  for (const weight of edges.weight) bins[Math.max(0, Math.min(45, Math.floor(weight) + 7))]!++;
  const most = Math.max(1, ...bins);
  const bars = [...bins].map(
    (n, k) =>
      `<rect x="${30 + k * 15}" y="${(150 - (130 * n) / most).toFixed(1)}" width="13" height="${((130 * n) / most).toFixed(1)}" fill="${k >= 7 ? "#1f6f8b" : "#b4532a"}"/>`,
  );
  const ticks = [0, 7, 17, 27, 37].map((k) => `<text x="${30 + k * 15}" y="168" font-size="11">${k - 7}</text>`);
  return `<svg viewBox="0 0 730 175" role="img" aria-label="Histogram of weights">${bars.join("")}${ticks.join("")}<text x="30" y="12" font-size="11">pairs (highest bar ${most}); weight in bits, 0 = as likely as not</text></svg>`;
}

function truthSection({ metrics }: LinkResult): string {
  const m = metrics!;
  const line = (name: string, s: { precision: number; recall: number; f1: number }): string =>
    `<tr><td>${name}</td><td class="n">${s.precision.toFixed(4)}</td><td class="n">${s.recall.toFixed(4)}</td><td class="n">${s.f1.toFixed(4)}</td></tr>`;
  const bins = m.calibration
    .filter((c) => c.pairs > 0)
    .map(
      (c) =>
        `<tr><td>${c.from} to ${c.to}</td><td class="n">${c.pairs}</td><td class="n">${c.mean.toFixed(3)}</td><td class="n">${(c.true / c.pairs).toFixed(3)}</td></tr>`,
    );
  return `<h2>Against the truth that was given</h2><table><tr><th></th><th class="n">precision</th><th class="n">recall</th><th class="n">F1</th></tr>${line("edges", m.edges)}${line("edges at the best threshold", m.best)}${line("clusters, pairs", m.clusters)}${line("clusters, B-cubed", m.clusters.b3)}</table><h3>Calibration</h3><table><tr><th>probability</th><th class="n">pairs</th><th class="n">mean</th><th class="n">true share</th></tr>${bins.join("")}</table>`;
}

function clusterTable({ clustering }: LinkResult): string {
  const sizes = new Map<number, number>();
  for (const root of clustering.clusterOf) sizes.set(root, (sizes.get(root) ?? 0) + 1);
  const counts = new Map<number, number>();
  for (const size of sizes.values()) counts.set(size, (counts.get(size) ?? 0) + 1);
  const rows = [...counts]
    .sort((a, b) => a[0] - b[0])
    .map(([size, n]) => `<tr><td class="n">${size}</td><td class="n">${n}</td></tr>`);
  return `<table><tr><th class="n">records</th><th class="n">persons</th></tr>${rows.join("")}</table><p class="small">${clustering.refused} joins were refused because the groups hung together by too few pairs or a decision or a list forbade them.</p>`;
}

// Six pairs nearest to even odds, by record number and level: the weights that add up to theirs.
function waterfalls({ edges, model, radices, records }: LinkResult): string {
  const nearest = Array.from(edges.weight, (w, e) => [Math.abs(w), e] as const)
    .sort((x, y) => x[0] - y[0] || x[1] - y[1])
    .slice(0, 6);
  return nearest
    .map(([, e]) => {
      const digits = patternText(edges.pattern[e]!, radices).split(".");
      const steps = model.comparisons.map((c, k) =>
        digits[k] === "-"
          ? `${escapeText(c.name)}: missing`
          : `${escapeText(c.name)}: ${escapeText(c.levels[Number(digits[k])]!)} ${c.weights[Number(digits[k])]!.toFixed(1)}`,
      );
      return `<p><strong>${escapeText(records.idOf(edges.a[e]!))} and ${escapeText(records.idOf(edges.b[e]!))}</strong>: prior ${Math.log2(model.lambda / (1 - model.lambda)).toFixed(1)}; ${steps.join("; ")}; rarity and relatives make the rest: total ${edges.weight[e]!.toFixed(1)} bits, probability ${edges.probability[e]!.toFixed(2)}.</p>`;
    })
    .join("");
}
