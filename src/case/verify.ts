import { sha256Hex } from "#kernel";
import type { Exhibit } from "#record";
import { openStore } from "#store";
import { readExhibit } from "#vault";
import type { Check, Report } from "#verify";
import { checkDevices } from "./devices/check.ts";
import type { CaseOptions } from "./run.ts";
import { requireKnownFormat } from "./settings.ts";
import { type CaseState, foldActs, itemsOf } from "./state.ts";
import { timeOf } from "./time-interval.ts";

/** A value is gone exactly when an act says why. */
function erasureProblems(gone: readonly number[], { erasures }: CaseState): readonly string[] {
  const said = new Set(erasures.flatMap(({ value }) => value.seqs));
  const without = gone
    .filter((seq) => !said.has(seq))
    .map((seq) => `act ${seq}: its value is gone, and no act says why`);
  const left = [...said].filter((seq) => !gone.includes(seq));
  return [...without, ...left.map((seq) => `act ${seq}: it should be erased and is not; run the erasure again`)];
}

/**
 * Checks a case: the ledger's markers and signatures, every private value against its commitment, every exhibit's bytes
 * against its hash. All problems are gathered; damage before the last marker ends the reading, as it must.
 *
 * @throws store/corrupt, store/not-found, store/unreadable
 */
export async function verifyCase({ dir, home, effects }: Omit<CaseOptions, "passphrase">): Promise<Report> {
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    const values = store.verifyPrivate();
    const acts = [...store.acts()];
    const state = foldActs(acts);
    const exhibits = itemsOf(state, "exhibit").map((item) => item.value as unknown as Exhibit);
    const damaged: string[] = [];
    for (const [i, { id, sha256 }] of exhibits.entries()) {
      effects.progress({ what: "hashing exhibits", done: i, total: exhibits.length, unit: "files" });
      try {
        await readExhibit(dir, sha256);
      } catch (error) {
        damaged.push(`${id}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    const checks: Check[] = [
      { name: "ledger", proves: `${store.size} acts stand in the order in which they were signed`, problems: [] },
      {
        name: "values",
        proves: `${values.checked} private values are what the ledger commits to`,
        problems: [...values.problems.map(({ message }) => message), ...erasureProblems(values.erased, state)],
      },
      {
        name: "exhibits",
        proves: `${exhibits.length} exhibits are byte for byte what was preserved`,
        problems: damaged,
      },
    ];
    const time = timeOf(store, state);
    const devices = checkDevices(store, acts, state);
    checks.push(...devices.checks, ...time.checks);
    return {
      outcome: checks.some(({ problems }) => problems.length > 0) ? "failed" : "verified",
      checks,
      fingerprint: sha256Hex(store.publicKeys().find(({ role }) => role === "case")!.raw),
      subject: "this case",
      unchecked: [
        ...values.erased.map((seq) => `act ${seq}: its value was erased (normal)`),
        ...(store.unreadBytes > 0
          ? [`${store.unreadBytes} bytes at the ledger's end: a write that was never acknowledged`]
          : []),
        ...devices.unchecked,
        ...time.unchecked,
      ],
    };
  } finally {
    store.close();
  }
}
