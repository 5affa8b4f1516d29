import { canonicalJson, type Json } from "#kernel";
import type { Dossier } from "#publish";
import { encryptText } from "./at-rest/age-files.ts";
import { caseError } from "./errors.ts";
import type { CaseState } from "./state.ts";

/**
 * Which item of the case each number of a dossier stands for, and the names of people, encrypted to age recipients (a court's, a
 * trustee's): numbers are pseudonyms that differ in every dossier, and nobody else can join them. It is no part of the dossier.
 *
 * @param manifest digest of the dossier's tag manifest, so that nobody can lay it to another dossier
 * @throws case/bad-recipient when one of the recipients is none
 */
export async function sealedCrosswalk(
  state: CaseState,
  dossier: Pick<Dossier, "openItems">,
  about: { readonly name: string; readonly checkpoint: number; readonly manifest: string },
  recipients: readonly string[],
): Promise<Uint8Array> {
  const items = dossier.openItems.map(({ id, number, kind }): Json => {
    const { uid, value } = state.items.get(id)!;
    return { number, id, uid, ...(kind === "person" ? { name: value["name"] as Json } : {}) };
  });
  const { name, checkpoint, manifest } = about;
  const text = canonicalJson({ format: "snowmelt-crosswalk/1", dossier: name, checkpoint, manifest, items });
  try {
    return await encryptText(`${text}\n`, recipients);
  } catch (cause) {
    throw badRecipient(recipients, cause);
  }
}

/** Whether all are recipients, before anything is made. @throws case/bad-recipient */
export async function requireRecipients(recipients: readonly string[]): Promise<void> {
  try {
    await encryptText("", recipients);
  } catch (cause) {
    throw badRecipient(recipients, cause);
  }
}

function badRecipient(recipients: readonly string[], cause: unknown): Error {
  return caseError("case/bad-recipient", {
    what: `Cannot seal a crosswalk for "${recipients.join(", ")}"`,
    found: "a recipient is an age public key, age1...",
    unchanged: "Nothing was published.",
    mend: "Ask the court for its age recipient, or make a pair: age-keygen -o court.txt",
    cause,
  });
}
