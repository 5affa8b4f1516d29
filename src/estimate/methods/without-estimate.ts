import type { Finding } from "../finding.ts";
import type { MethodResult, MethodRun } from "../result.ts";
import { type MethodId, settingsOf } from "../settings.ts";
import type { MethodContext } from "./context.ts";

export const TOO_FEW: Finding = { code: "too-few-lists", text: "This method needs at least three lists." };
export const tooMany = (rule: string, J: number): Finding => ({
  code: "too-many-lists",
  text: `${rule}; there are ${J}.`,
});

/** The run of a method that cannot say anything about a table, with the reason. */
export function withoutEstimate(method: MethodId, context: MethodContext, finding: Finding): MethodRun {
  const result: MethodResult = {
    method,
    settings: settingsOf(context.settings, method),
    estimate: null,
    converged: false,
    diagnostics: null,
    warnings: [finding],
    details: {},
  };
  return { result, missed: null };
}
