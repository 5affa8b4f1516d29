import { sha256Hex } from "#kernel";
import type { Roster, RosterKey } from "#seal";
import { deviceLetters, lookForKeys, openStore, readDeviceLog } from "#store";
import type { CaseOptions } from "../run.ts";

/** The public side of a case's keys, and where the private side is. */
export interface KeyDescription {
  readonly origin: string;
  /** The device by whose log this is told. */
  readonly device: string;
  /** The case key, and the log key that signs now. */
  readonly keys: readonly { readonly role: "case" | "log"; readonly fingerprint: string }[];
  /** Every key that may sign or could, as the log of device a tells it, and the logs of devices that changed theirs. */
  readonly roster: readonly (Omit<RosterKey, "key"> & { readonly fingerprint: string })[];
  /** In words. */
  readonly here: string;
}

/** The roster of device a with what the logs of the others tell of their own keys. */
function wholeRoster(dir: string, roster: Roster): Roster {
  return roster.flatMap((known) => {
    const { device } = known;
    if (device === null || device === "a" || !deviceLetters(dir).includes(device)) return [known];
    const [first, ...later] = readDeviceLog(dir, device).roster;
    return first!.name === known.name ? [{ ...known, rotatedAt: first!.rotatedAt }, ...later] : [known];
  });
}

/** Describes a case's keys; needs none of them. */
export function describeKeys({ dir, home, effects }: Omit<CaseOptions, "passphrase">): KeyDescription {
  const store = openStore({ dir, home, effects });
  try {
    const found = lookForKeys({ dir, home });
    const whose = found === null ? "" : ` of device ${found.device}`;
    const states = {
      none: "Their private halves are not on this machine.",
      open: `The private halves${whose} are here, without a passphrase.`,
      sealed: `The private halves${whose} are here, under a passphrase.`,
    };
    const publicKeys = new Map(store.publicKeys().map(({ role, raw }) => [role, sha256Hex(raw)]));
    // Right after a change of the key the newest state is still the old one's; what signs next is asked for here.
    publicKeys.set("log", sha256Hex(store.logKey));
    return {
      origin: store.origin,
      device: store.device,
      keys: (["case", "log"] as const).map((role) => ({ role, fingerprint: publicKeys.get(role)! })),
      roster: wholeRoster(dir, store.roster).map(({ key, ...rest }) => ({ ...rest, fingerprint: sha256Hex(key) })),
      here: found === null ? states.none : found.isSealed ? states.sealed : states.open,
    };
  } finally {
    store.close();
  }
}
