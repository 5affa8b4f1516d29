import { examineCase } from "#case";
import { EXIT, SnowmeltError } from "#kernel";
import type { Command, Invocation } from "../command.ts";
import { visible } from "../print-error.ts";

export const doctorCommand: Command = {
  name: "doctor",
  summary: "Look at this machine and the case, and say how to mend what is not well.",
  examples: ["snowmelt doctor", "snowmelt doctor --case my-case"],
  arguments: [],
  options: [],
  async run(invocation) {
    const { effects, home, json } = invocation;
    const findings = await examineCase({ dir: caseOrNone(invocation), home, effects });
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-doctor/1", findings })}\n`);
    else {
      for (const { what, state, found, mend } of findings) {
        effects.out(
          `${state.padEnd(5)} ${what}: ${visible(found)}\n${mend === undefined ? "" : `      ${visible(mend)}\n`}`,
        );
      }
    }
    return findings.some((finding) => finding.state === "wrong") ? EXIT.partly : EXIT.done;
  },
};

function caseOrNone(invocation: Invocation): string | null {
  try {
    return invocation.caseDir();
  } catch (error) {
    if (error instanceof SnowmeltError && error.code === "case/not-found" && invocation.options["case"] === undefined)
      return null;
    throw error;
  }
}
