import { existsSync, readdirSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { SnowmeltError } from "#kernel";
import { openStore } from "#store";
import { doorOf } from "./at-rest/layout.ts";
import { type CaseOptions, pendingChanges } from "./run.ts";
import { requireKnownFormat } from "./settings.ts";
import { foldActs } from "./state.ts";

/** Something looked at, how it is, and how to mend it when it is not well. */
export interface Finding {
  readonly what: string;
  readonly state: "well" | "note" | "wrong";
  readonly found: string;
  readonly mend?: string;
}

/** Looks at this machine and, when one is given, at a case: what works, what deserves a thought, what is wrong. */
export async function examineCase(
  options: Omit<CaseOptions, "passphrase" | "dir"> & { readonly dir: string | null },
): Promise<readonly Finding[]> {
  const findings: Finding[] = [examineNode()];
  if (options.dir === null)
    return [...findings, { what: "case", state: "note", found: "no case here", mend: "snowmelt init DIR" }];
  findings.push(examineDisk(options.dir), ...(await examineLedger(options.dir, options)));
  findings.push(
    doorOf(options.dir) === "never sealed"
      ? {
          what: "encryption at rest",
          state: "note",
          found: "the case folder is confidential and not encrypted by snowmelt",
          mend: "Keep it on an encrypted disk, or close it when you are done: snowmelt seal",
        }
      : {
          what: "encryption at rest",
          state: "note",
          found: "the case is open: its files lie in clear until it is closed",
          mend: "When you are done: snowmelt seal",
        },
  );
  return findings;
}

function examineNode(): Finding {
  const [major, minor] = process.versions.node.split(".").map(Number) as [number, number];
  const isWell = major > 20 || (major === 20 && minor >= 19);
  const found = `Node ${process.versions.node}`;
  return isWell
    ? { what: "node", state: "well", found }
    : { what: "node", state: "wrong", found, mend: "Install Node 20.19 or newer." };
}

function examineDisk(dir: string): Finding {
  const { bavail, bsize } = statfsSync(dir);
  const freeGb = (bavail * bsize) / 1e9;
  const found = `${freeGb.toFixed(1)} GB free on the case's disk`;
  return freeGb >= 1
    ? { what: "disk", state: "well", found }
    : { what: "disk", state: "wrong", found, mend: "Free some room before you collect." };
}

async function examineLedger(
  dir: string,
  { home, effects }: Pick<CaseOptions, "home" | "effects">,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  try {
    requireKnownFormat(dir);
    const store = openStore({ dir, home, effects });
    try {
      const state = foldActs(store.acts());
      findings.push({ what: "ledger", state: "well", found: `${state.size} acts, every marker and commitment holds` });
      const today = effects.now().toISOString().slice(0, 10);
      findings.push(
        today < state.day
          ? {
              what: "clock",
              state: "wrong",
              found: `this machine says ${today}, the ledger's newest act is of ${state.day}`,
              mend: "Set the clock.",
            }
          : { what: "clock", state: "well", found: `today is ${today} by this machine` },
      );
      if (store.genesis.x?.["passphrase"] !== true) {
        findings.push({
          what: "passphrase",
          state: "note",
          found: "the keys have no passphrase, and the ledger says so",
        });
      }
      findings.push(await examineHand(dir, state, effects));
    } finally {
      store.close();
    }
    const left = existsSync(join(dir, "vault", "tmp")) ? readdirSync(join(dir, "vault", "tmp")).length : 0;
    if (left > 0)
      findings.push({
        what: "vault",
        state: "note",
        found: `${left} unfinished copies`,
        mend: "Collect the same files again; they are cleared.",
      });
  } catch (error) {
    if (!(error instanceof SnowmeltError)) throw error;
    findings.push({
      what: "ledger",
      state: "wrong",
      found: `${error.text.what}: ${error.text.found}`,
      mend: error.text.mend,
    });
  }
  return findings;
}

async function examineHand(
  dir: string,
  state: ReturnType<typeof foldActs>,
  effects: CaseOptions["effects"],
): Promise<Finding> {
  try {
    const pending = await pendingChanges(dir, state, effects);
    return pending.length === 0
      ? { what: "hand/", state: "well", found: "everything is recorded" }
      : { what: "hand/", state: "note", found: `${pending.length} changes are not recorded`, mend: "snowmelt run" };
  } catch (error) {
    if (!(error instanceof SnowmeltError)) throw error;
    return { what: "hand/", state: "wrong", found: error.text.found, mend: "snowmelt run   (lists them)" };
  }
}
