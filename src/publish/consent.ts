import type { Problem } from "#kernel";
import { type Consent, consentForbids, maySee } from "#record";
import { publishError } from "./errors.ts";
import type { PublishInput, PublishItem } from "./input.ts";
import type { Selection } from "./selection.ts";

/** An item that would go further than the people behind it agreed. */
export interface Unagreed {
  readonly isEmbargo: boolean;
  readonly problem: Problem;
}

/**
 * What goes further than the people behind it agreed. Below the team every exhibit that goes out needs a consent or the
 * statement that none applies; a consent that was given must cover audience and day, also for the words of an exhibit or a
 * source that itself stays closed.
 */
export function findUnagreed(input: PublishInput, selection: Selection): readonly Unagreed[] {
  const isTeam = maySee(input.audience, ["team"]);
  const byUid = new Map(input.items.map((item) => [item.uid, item]));
  const found = new Map<string, Unagreed>();
  const check = (item: PublishItem | undefined, needsOne: boolean, for_: string): void => {
    if (item === undefined || found.has(item.uid)) return;
    const fault = faultOf(item, input, needsOne);
    if (fault !== null)
      found.set(item.uid, { isEmbargo: fault.isEmbargo, problem: { message: `${item.id}${for_}: ${fault.why}` } });
  };
  for (const { item } of selection.items) {
    if (item.kind === "exhibit") check(item, !isTeam, "");
    if (item.kind === "source") check(item, false, "");
    if (item.kind === "claim") {
      check(byUid.get(String(item.value["exhibit"])), false, `, quoted by ${item.id}`);
      check(byUid.get(String(item.value["source"])), false, `, whose words ${item.id} repeats`);
    }
  }
  return [...found.values()];
}

/** @throws publish/no-consent, publish/embargo with every item that is not covered */
export function requireConsent(input: PublishInput, selection: Selection): void {
  const found = findUnagreed(input, selection);
  if (found.length === 0) return;
  const isEmbargo = found.every((one) => one.isEmbargo);
  throw publishError(isEmbargo ? "publish/embargo" : "publish/no-consent", {
    what: `Cannot publish for "${input.audience.name}"`,
    found: `${found.length} ${found.length === 1 ? "item" : "items"} ${isEmbargo ? "would go out before the day that was agreed" : "would go further than was agreed"}, listed above`,
    unchanged: "Nothing was published.",
    mend: isEmbargo
      ? "Publish after that day, or close the item: snowmelt mark ID --level team --reason embargo"
      : "Record the consent (collect --facts), say that it does not apply, or close the item: snowmelt mark ID --level team --reason consent",
    problems: found.map(({ problem }) => problem),
  });
}

function faultOf(
  item: PublishItem,
  input: PublishInput,
  needsOne: boolean,
): { readonly isEmbargo: boolean; readonly why: string } | null {
  const stated = (item.consent ?? item.value["consent"]) as Consent | { given: Consent } | { missing: string } | object;
  if (stated === undefined || stated === null || "notApplicable" in stated) return null;
  if ("missing" in stated) {
    return needsOne ? { isEmbargo: false, why: `consent is missing (${stated.missing})` } : null;
  }
  const consent = "given" in stated ? stated.given : (stated as Consent);
  const why = consentForbids(consent, input.audience.name, input.today);
  return why === null ? null : { isEmbargo: why.startsWith("under embargo"), why };
}
