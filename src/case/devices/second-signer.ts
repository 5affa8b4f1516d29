import type { Json } from "#kernel";
import type { Approval, CaseSettings, Cosignature } from "#record";
import { isRosterKind, type Roster } from "#seal";
import type { Act, Store } from "#store";
import { type CaseState, itemsOf } from "../state.ts";
import { isCosigned, refused } from "./approver.ts";
import { fromOf } from "./take-over.ts";

/** Where the case asks for two signers: one approval of what goes out must be signed by an approver's key. @throws case/second-signer */
export function requireSecondSigner(store: Store, state: CaseState, audience: string, digest: string): void {
  if (state.settings?.value.signers !== 2) return;
  const isSigned = itemsOf(state, "approval").some((item) => {
    const approval = item.value as unknown as Approval;
    if (approval.audience !== audience || approval.digest !== digest) return false;
    const isRevoked = store.roster.some(({ name, revoked }) => name === approval.cosigned?.key && revoked !== null);
    const said = { audience, digest, by: approval.by, accepts: [...approval.accepts] };
    return !isRevoked && isCosigned(store.roster, store.origin, "approval", said, approval.cosigned);
  });
  if (isSigned) return;
  throw refused(
    "case.toml says signers = 2, and no approver's key signed an approval of what would go out",
    `Let an approver look and sign: snowmelt publish --audience ${audience} --approve --by ROLE --reason "..." --key FILE`,
  );
}

/** Whether an act of this kind needs a second signature: from the day the case asks for two signers, once there is an approver. */
export function needsSecond(state: CaseState, roster: Roster): boolean {
  return state.settings?.value.signers === 2 && roster.some(({ role }) => role === "approver");
}

/** What an act's second signature is over: kind and value without it; of a change of the keys also what it says in public. */
export function saidBy(
  kind: string,
  value: { readonly [key: string]: Json },
  x?: { readonly [key: string]: Json },
): Json {
  const { cosigned: _cosigned, ...said } = value;
  if (x === undefined) return { kind, value: said };
  const { sig: _sig, ...change } = x;
  return { kind, value: said, x: change };
}

/** Erasures and changes of the keys of this log that lack the second signature which the case asked for then. */
export function secondSignerProblems(store: Store, acts: readonly Act[]): readonly string[] {
  const problems: string[] = [];
  let isAsked = false;
  let hasApprover = false;
  for (const act of acts) {
    const { seq, kind, value, x } = act;
    if (value === null || fromOf(act) !== null) continue;
    if (kind === "case.set") {
      const is = (value as unknown as CaseSettings).signers === 2;
      if (isAsked && !is) problems.push(`act ${seq} takes back that the case has two signers`);
      isAsked ||= is;
    }
    const isRoster = isRosterKind(kind);
    if (isAsked && (kind === "record.erase" || (isRoster && hasApprover && kind !== "key.rotate"))) {
      const cosigned = value["cosigned"] as unknown as Cosignature | undefined;
      const said = saidBy(kind, value, isRoster ? x : undefined);
      if (!isCosigned(store.roster, store.origin, kind, said, cosigned)) {
        problems.push(`act ${seq} (${kind}) lacks the second signature that the case asks for`);
      }
    }
    hasApprover ||= kind === "key.add" && x?.["role"] === "approver";
  }
  return problems;
}
