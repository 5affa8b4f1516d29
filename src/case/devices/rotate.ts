import { fromBase64, toBase64, toHex } from "#kernel";
import { keyName, rosterMessage, rotationTo } from "#seal";
import { openStore, type Store } from "#store";
import { caseError } from "../errors.ts";
import type { CaseOptions } from "../run.ts";
import { requireKnownFormat } from "../settings.ts";
import { badKey, readKey, unknownKey } from "./roster.ts";

/** What became of the log's key. */
export type Rotation =
  /** Names, as `keyName` gives them: the log is signed by `key` from here on. */
  | { readonly key: string; readonly before: string }
  /** On a device that joined, before device a has signed: the new key, 64 hexadecimal digits, that waits beside the old one. */
  | { readonly device: string; readonly waiting: string };

/**
 * Puts a new log key of this device in the old one's place. A device that joined makes the new key first, lets device a sign it
 * (`signRotation`), and puts it in place with that signature: whoever takes such a laptop can change no key alone.
 *
 * @param signature base64, as `signRotation` gave it
 * @throws case/not-signed
 */
export async function rotateKey(options: CaseOptions & { readonly signature?: string | undefined }): Promise<Rotation> {
  return withStore(options, (store) => {
    const { device } = store;
    const before = keyName(store.logKey);
    if (options.signature === undefined && device !== "a") return { device, waiting: toHex(store.nextLogKey()) };
    const signature = options.signature === undefined ? undefined : fromBase64(options.signature.trim());
    if (signature === null || (signature !== undefined && !store.isRotationSigned(signature))) {
      throw notSigned(device, toHex(store.nextLogKey()));
    }
    store.rotateLogKey(signature);
    return { key: keyName(store.logKey), before };
  });
}

/**
 * Signs on device a that the log of a device that joined may go on under another key.
 *
 * @param key 64 hexadecimal digits, as that device printed them
 * @returns the signature, base64; it is no secret
 * @throws case/unknown-key, case/bad-key, case/case-key-stays, store/no-case-key
 */
export async function signRotation(
  options: CaseOptions & { readonly device: string; readonly key: string },
): Promise<string> {
  const { device, key } = options;
  if (device === "case") throw caseKeyStays();
  return withStore(options, (store) => {
    const { roster, origin } = store;
    const known = roster.find((each) => each.device === device && each.revoked === null);
    if (device === store.device || known === undefined) throw unknownKey(device, roster, "sign another key of device");
    const raw = readKey(key);
    if (roster.some(({ name }) => name === keyName(raw))) throw badKey(key, "it was enrolled before");
    return toBase64(store.sign("case", Buffer.from(rosterMessage(origin, rotationTo(raw)))));
  });
}

async function withStore<T>({ dir, home, effects, passphrase }: CaseOptions, act: (store: Store) => T): Promise<T> {
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    await store.unlock(passphrase);
    return act(store);
  } finally {
    store.close();
  }
}

function notSigned(device: string, key: string): Error {
  return caseError("case/not-signed", {
    what: `Cannot change the key of the log of device ${device}`,
    found: `the line given is not the case key's signature for ${key}`,
    unchanged: "The log goes on under the key that it has.",
    mend: `On device a: snowmelt keys rotate ${device} ${key}; then here: snowmelt keys rotate --signed LINE`,
  });
}

function caseKeyStays(): Error {
  return caseError("case/case-key-stays", {
    what: "Cannot change the case key",
    found: "it is what readers know the case by, and no key stands above it that could vouch for another",
    unchanged: "Nothing was recorded or signed.",
    mend: "If somebody else may have it: begin a new case (snowmelt init DIR), and say so to whoever knows the fingerprint.",
  });
}
