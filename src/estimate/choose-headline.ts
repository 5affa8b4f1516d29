import type { Finding } from "./finding.ts";
import { FORBIDDING, type MethodResult } from "./result.ts";
import type { MethodId } from "./settings.ts";

/** The order in which methods are asked for the headline. */
const HEADLINE_ORDER: readonly MethodId[] = ["lcmcr", "dga", "sparse", "loglinear", "coverage"];

/** The first method in order whose number stands; adds to `refusals` why others do not. */
export function chooseHeadline(results: readonly MethodResult[], refusals: Finding[]): MethodResult | null {
  const inOrder = HEADLINE_ORDER.flatMap((id) => results.filter(({ method }) => method === id));
  const standing = (result: MethodResult) =>
    result.estimate !== null && !result.warnings.some(({ code }) => FORBIDDING.has(code));
  const first = inOrder[0];
  for (const result of inOrder) {
    if (standing(result)) break;
    for (const { code, text } of result.warnings) {
      if (FORBIDDING.has(code)) refusals.push({ code, text: `${result.method}: ${text}` });
    }
  }
  // The latent-class model, where it was asked for and could run, is not replaced by a narrower model when it does not converge.
  const candidate = inOrder.find(standing) ?? null;
  const replaced = first?.method === "lcmcr" && first.estimate !== null && candidate !== first;
  if (inOrder.length === 0)
    refusals.push({
      code: "no-headline-method",
      text: "Only simple methods were asked for; they give bounds and comparisons, no headline.",
    });
  const forbidden = refusals.some(({ code }) => !["too-few-lists"].includes(code));
  return forbidden || replaced ? null : candidate;
}
