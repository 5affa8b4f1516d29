import { writeFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { crowd } from "./crowd.ts";
import { killErasures, killSealings } from "./custody-kills.ts";
import { killJoins, killMerges } from "./device-kills.ts";
import { erasureCuts } from "./erase-cuts.ts";
import { everyFailingCall } from "./failing-calls.ts";
import { fullDisks } from "./full-disk.ts";
import { jumpingClock, restoredBackups } from "./histories.ts";
import { injectIntoAppend, injectIntoPublish } from "./injections.ts";
import { killAppends, killCollects, killPublications } from "./kills.ts";
import { damagedStore, everyBitFlip, everyPrivateFlip, everyTruncation } from "./log-damage.ts";
import { publishableCase, sealableCase, twoDevices } from "./made-up.ts";
import type { Outcome, Skipped } from "./outcome.ts";
import { powerCuts } from "./power-cut.ts";
import { bundledProgram, withScratch } from "./scratch.ts";

// Everything that may happen to a ledger, at length. Usage: npm run faults -- [--quick] [--only WORD] [--report FILE]
const {
  quick: isQuick,
  only,
  report,
} = parseArgs({
  options: { quick: { type: "boolean", default: false }, only: { type: "string" }, report: { type: "string" } },
}).values;
/** How many in a full run and in a quick one. */
const many = (full: number, quick: number): number => (isQuick ? quick : full);

const started = performance.now();
const outcomes: (Outcome | Skipped)[] = [];
await withScratch(async (scratch) => {
  const program = await bundledProgram(scratch);
  const { bench, ...published } = await publishableCase();
  const { bench: second, ...sealable } = await sealableCase();
  const { bench: third, ...devices } = await twoDevices();
  const lanes = Math.max(2, cpus().length);
  const kills = (count: number) => ({ program, scratch, kills: count, lanes, seed: 20170515 });
  const stride = many(1, 12);
  const rows: readonly (readonly [string, () => Promise<Outcome | Skipped>])[] = [
    ["truncations", () => everyTruncation(many(1, 5))],
    ["flips", () => everyBitFlip(many(1, 41))],
    ["flips of private values", () => everyPrivateFlip(many(1, 41))],
    ["damage", () => damagedStore(many(97, 2003))],
    ["failing calls", () => everyFailingCall({ isQuick })],
    ["power cuts", () => powerCuts(many(100_000, 2000))],
    ["erasure cuts", () => erasureCuts(many(20_000, 500))],
    ["backups", () => restoredBackups(many(1000, 50))],
    ["clock", () => jumpingClock(many(1000, 100))],
    ["kill append", () => killAppends(kills(many(700, 25)))],
    ["kill collect", () => killCollects(kills(many(200, 8)))],
    ["kill publish", () => killPublications(kills(many(100, 5)), published)],
    ["kill seal", () => killSealings(kills(many(60, 5)), sealable)],
    ["kill erase", () => killErasures(kills(many(60, 5)), sealable)],
    ["kill join", () => killJoins(kills(many(200, 5)), devices)],
    ["kill merge", () => killMerges(kills(many(200, 5)), devices)],
    ["inject append", () => injectIntoAppend({ program, scratch, lanes, stride })],
    ["inject publish", () => injectIntoPublish({ program, scratch, lanes, stride: many(1, 40) }, published)],
    ["full tmpfs", () => fullDisks(scratch, "tmpfs", many(20, 3))],
    ["full ext4", () => fullDisks(scratch, "ext4", many(20, 2))],
    ["two writers", () => crowd({ program, scratch: `${scratch}/two` }, 2, 0, many(50, 5))],
    ["crowd", () => crowd({ program, scratch: `${scratch}/many` }, many(8, 3), many(32, 4), many(20, 4))],
  ];
  try {
    for (const [name, run] of rows) {
      if (only !== undefined && !name.includes(only)) continue;
      const from = performance.now();
      const outcome = await run();
      outcomes.push(outcome);
      print(outcome, (performance.now() - from) / 1000);
    }
  } finally {
    bench.remove();
    second.remove();
    third.remove();
  }
});

const done = outcomes.filter((outcome): outcome is Outcome => !("skipped" in outcome));
const sum = (of: (outcome: Outcome) => number): number => done.reduce((total, outcome) => total + of(outcome), 0);
const total = `${sum(({ tried }) => tried)} faults, ${sum(({ lost }) => lost)} lost, ${sum(({ corrupt }) => corrupt)} corrupt or wrongly told`;
console.log(`\n${total}; ${Math.round((performance.now() - started) / 1000)} s`);
if (report !== undefined) writeFileSync(report, markdown());
process.exitCode = sum(({ lost, corrupt }) => lost + corrupt) === 0 ? 0 : 1;

function print(outcome: Outcome | Skipped, seconds: number): void {
  if ("skipped" in outcome) {
    console.log(`${outcome.fault}\n  skipped: ${outcome.skipped}`);
    return;
  }
  const { fault, tried, lost, corrupt, seen, failures } = outcome;
  console.log(`${fault}\n  ${tried} tried, ${lost} lost, ${corrupt} corrupt; ${seconds.toFixed(1)} s\n  ${seen}`);
  for (const failure of failures) console.log(`  ! ${failure}`);
}

function markdown(): string {
  const machine = `${cpus().length} CPUs, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}`;
  const rows = outcomes.map((outcome) =>
    "skipped" in outcome
      ? `| ${outcome.fault} | skipped | | | ${outcome.skipped} |`
      : `| ${outcome.fault} | ${outcome.tried} | ${outcome.lost} | ${outcome.corrupt} | ${outcome.seen} |`,
  );
  return `${[
    `${new Date().toISOString().slice(0, 10)}, ${machine}. Command: \`npm run faults${isQuick ? " -- --quick" : ""}\`.`,
    "",
    "| fault | tried | acknowledged and lost | corrupt or wrongly told | what was seen |",
    "|---|---|---|---|---|",
    ...rows,
    "",
    `Together: ${total}; ${Math.round((performance.now() - started) / 1000)} s.`,
  ].join("\n")}\n`;
}
