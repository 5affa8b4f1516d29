import { sha256Hex } from "#kernel";
import { lookForKeys, readGenesis } from "#store";

/** The public side of a case's keys, and where the private side is. */
export interface KeyDescription {
  readonly origin: string;
  readonly keys: readonly { readonly role: "case" | "log"; readonly fingerprint: string }[];
  /** In words. */
  readonly here: string;
}

/** Describes a case's keys; needs none of them. */
export function describeKeys(place: { readonly dir: string; readonly home: string }): KeyDescription {
  const genesis = readGenesis(place.dir);
  const found = lookForKeys(place);
  const states = {
    none: "Their private halves are not on this machine.",
    open: "Their private halves are here, without a passphrase.",
    sealed: "Their private halves are here, under a passphrase.",
  };
  return {
    origin: genesis.origin,
    keys: (["case", "log"] as const).map((role) => ({ role, fingerprint: sha256Hex(genesis[role]) })),
    here: found === null ? states.none : found.isSealed ? states.sealed : states.open,
  };
}
