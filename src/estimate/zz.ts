import { essBulk, rhat } from "./diagnostics/convergence.ts";
import { Chain } from "./lcmcr/chain.ts";
import { LCMCR_DEFAULTS } from "./lcmcr/settings.ts";
import { sharedTable } from "./testing/shared.ts";

const names = (process.argv[2] ?? "kosovo_aggregate").split(",");
const moves = Number(process.argv[3] ?? 3);
const sweeps = Number(process.argv[4] ?? 100000);
for (const name of names) {
  const t = sharedTable(name);
  const c0 = process.cpuUsage();
  const chains = [0, 1, 2, 3].map((c) => {
    const ch = new Chain(t, { ...LCMCR_DEFAULTS, moves, k: name.startsWith("ph_") ? 10 : 10 }, c);
    ch.burn(10000);
    return ch.draw(sweeps / 10, 10);
  });
  const cpu = (process.cpuUsage(c0).user + process.cpuUsage(c0).system) / 1e6;
  const Ns = chains.map((d) => Float64Array.from({ length: d.length / 4 }, (_, i) => t.n + d[4 * i]!));
  const all = Float64Array.from(Ns.flatMap((x) => [...x])).sort();
  const q = (p: number) => all[Math.floor(p * all.length)];
  const e = essBulk(Ns);
  console.log(
    name,
    "cpu/110k",
    (cpu / 4).toFixed(2),
    "us/sweep",
    ((cpu / 4 / (sweeps + 10000)) * 1e6).toFixed(2),
    "median",
    q(0.5),
    q(0.025),
    q(0.975),
    "mean",
    (all.reduce((a, b) => a + b) / all.length) | 0,
    "rhat",
    rhat(Ns).toFixed(4),
    "ess",
    e | 0,
    "ess/cpu",
    (e / cpu) | 0,
    Ns.map((x) => x.slice().sort()[x.length >> 1]).join(" "),
  );
}
