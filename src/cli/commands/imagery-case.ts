import { type CaseOptions, declareFinding, type MadeFile, preserveMade } from "#case";
import { SnowmeltError } from "#kernel";
import type { Invocation } from "../command.ts";
import { version } from "../main.ts";

export const NO_RECORD = {
  flags: "--no-record",
  about: "inside a case: measure only; record neither scenes, plan nor finding",
};

/** The case in which a measurement is recorded: the one named or stood in; `null` outside of every case. */
export function caseOf(call: Invocation): CaseOptions | null {
  if (call.options["record"] === false) return null;
  try {
    return { dir: call.caseDir(), home: call.home, effects: call.effects, passphrase: call.passphrase };
  } catch (error) {
    const isNamed = typeof call.options["case"] === "string";
    if (!isNamed && error instanceof SnowmeltError && error.code === "case/not-found") return null;
    throw error;
  }
}

/** What something was made from: what people call it, and the digests of the files. */
export interface Inputs {
  readonly names: readonly string[];
  readonly sha256: readonly string[];
}

/** Preserves the document of a measurement and makes it a finding; both ids. */
export async function recordFinding(
  options: CaseOptions,
  name: string,
  document: object,
  verbName: string,
  inputs: Inputs,
): Promise<{ readonly exhibit: string; readonly finding: string }> {
  const [exhibit] = await preserve(options, verbName, inputs, [
    { name, bytes: new TextEncoder().encode(`${JSON.stringify(document, null, 1)}\n`) },
  ]);
  return { exhibit: exhibit!, finding: await declareFinding(options, exhibit!) };
}

/** Preserves files that a verb made, each with the words how. */
export function preserve(
  options: CaseOptions,
  verbName: string,
  inputs: Inputs,
  files: readonly Pick<MadeFile, "name" | "bytes">[],
): Promise<readonly string[]> {
  const method = `made by snowmelt imagery ${verbName}, version ${version()}`;
  const transformations = [`computed from ${inputs.names.join(", ")}`];
  return preserveMade(
    options,
    files.map(({ name, bytes }) => ({ name, bytes, method, transformations, madeFrom: inputs.sha256 })),
  );
}
