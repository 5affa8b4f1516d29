// How long the leak check takes, in processor time: node --conditions=source --import tsx bench/publish/leaks.ts
import process from "node:process";
import { leakCheck } from "../../src/publish/leaks.ts";

/** Made-up closed values, none of which stands in the texts below. */
const secretsOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    label: `S${at}`,
    value: `Secret person number ${at * 7919} of somewhere`,
  }));

const noise = Buffer.alloc(20_000_000);
for (let at = 0, state = 1; at < noise.length; at++) {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  noise[at] = state >>> 16;
}
const texts: Readonly<Record<string, Buffer>> = {
  html: Buffer.from(
    '<p class="s" data-s="41 /sections/0">The night shift counted them &amp; went home.</p>\n'.repeat(45_000),
  ),
  arabic: Buffer.from("جيء إلى قرن زهرة بما لا يزيد على 50 شخصًا في اليوم. ".repeat(45_000)),
  base64: Buffer.from(noise.subarray(0, 3_000_000).toString("base64")),
  binary: noise,
};

const timed = (what: string, run: () => unknown): void => {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  console.log(`${what}: ${Math.round((user + system) / 1000)} ms`);
};

for (const count of [5_000, 50_000]) timed(`prepare ${count} values`, () => leakCheck([], secretsOf(count)));
for (const [path, bytes] of Object.entries(texts)) {
  timed(`${path}, ${(bytes.length / 1e6).toFixed(1)} MB, 5,000 values, preparing included`, () => {
    if (leakCheck([{ path, bytes }], secretsOf(5_000)).length > 0) throw new Error("found what is not there");
  });
}
console.log(`resident: ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
