import { createHash } from "node:crypto";
import { fromBase64, sha256Hex } from "#kernel";
import { verifyTimestamp } from "#seal";
import type { Store } from "#store";
import type { Check } from "#verify";
import type { CaseState } from "./state.ts";

/**
 * What is known of when the acts were recorded, by the word of others and not of this laptop's clock: before each time
 * stamp that holds, and after each beacon.
 */
export function timeOf(
  store: Store,
  state: CaseState,
): { readonly checks: readonly Check[]; readonly unchecked: readonly string[] } {
  const bounds: string[] = [];
  const problems: string[] = [];
  const authorities = new Set<string>();
  for (const { seq, value } of state.timestamps) {
    const digest = createHash("sha256").update(store.checkpoint(value.n)).digest();
    const stamp = verifyTimestamp(fromBase64(value.token) ?? new Uint8Array(), digest, value.roots);
    if ("fault" in stamp) problems.push(`act ${seq}: its time stamp does not hold: ${stamp.fault}`);
    else bounds.push(`the first ${value.n} acts were recorded before ${stamp.time}, says ${stamp.authority}`);
    authorities.add(sha256Hex(Buffer.from(value.roots)).slice(0, 16));
  }
  for (const { seq, value } of state.beacons) {
    bounds.push(
      `acts after number ${seq} were recorded after ${value.published}, the day of: ${value.words} (${value.source})`,
    );
  }
  if (bounds.length + problems.length === 0) {
    return { checks: [], unchecked: ["the time: the ledger carries no time stamps of others (normal)"] };
  }
  const trust = [...authorities].map(
    (id) => `the authority: whether you trust the certificates that it was checked by (${id}...)`,
  );
  const later = "the time of acts outside of these bounds: only this machine's clock tells it";
  return { checks: [{ name: "time", proves: bounds.join("; "), problems }], unchecked: [...trust, later] };
}
