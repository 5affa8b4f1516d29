import type { Json, Problem } from "#kernel";
import type { Audience, Consent, Level, Maybe } from "#record";
import type { EntryProof } from "#seal";

export type ItemKind = "exhibit" | "source" | "claim" | "incident" | "figure" | "judgement" | "text";

/** One item of the case as a checkpoint leaves it. */
export interface PublishItem {
  readonly kind: ItemKind;
  /** The case's own id; never printed. */
  readonly id: string;
  readonly uid: string;
  /** The entry that commits to `value`. */
  readonly seq: number;
  /** The value as that entry commits to it. */
  readonly value: { readonly [key: string]: Json };
  /** Consent as it stands now, when a later note changed it. */
  readonly consent?: Maybe<Consent> | Consent | Json;
  /** An audience sees the item, or a field of it by pointer, when it is cleared for every level of the list. */
  readonly levels: {
    readonly item: readonly Level[];
    readonly fields: { readonly [pointer: string]: readonly Level[] };
  };
}

/** A value that must not stand in any byte that leaves; `label` says which one without showing it. */
export interface Secret {
  readonly label: string;
  readonly value: string;
}

export interface PublicImage {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly tool: string;
}

/** Everything a dossier is made of. The same input gives the same bytes. */
export interface PublishInput {
  /** Program and version. */
  readonly engine: string;
  readonly dossierName: string;
  readonly caseName: string;
  readonly publisher?: string;
  /** The entry that commits to `/name` and, where there is one, `/publisher`. */
  readonly settingsSeq: number;
  readonly audience: Audience;
  readonly languages: readonly string[];
  /** Signed note, C2SP. */
  readonly checkpoint: string;
  /** Entries of the log at the checkpoint. */
  readonly size: number;
  readonly origin: string;
  readonly keys: readonly { readonly role: "log" | "case"; readonly raw: Uint8Array }[];
  /** Day of the checkpoint, printed in the dossier. */
  readonly day: string;
  readonly items: readonly PublishItem[];
  prove(seq: number, pointers: readonly string[]): { readonly proof: EntryProof; readonly tlogProof: string };
  /** The bytes of an exhibit, already checked against the hash. */
  bytes(sha256: string): Promise<Uint8Array>;
  deriveImage(bytes: Uint8Array): Promise<PublicImage>;
  /** Ed25519 by the case key. */
  sign(bytes: Uint8Array): Uint8Array;
  /** Text of verify.mjs. */
  readonly verifier: string;
  /** Text of verify.html. */
  readonly verifierPage?: string;
  readonly forbidden: readonly Secret[];
  /** The day of publication, against which consent and embargo are judged. */
  readonly today: string;
}

export interface BagFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Dossier {
  /** Sorted by path. */
  readonly files: readonly BagFile[];
  readonly zip: Uint8Array;
  /** What this audience does not see, and why; for the author only. */
  readonly withheld: readonly Problem[];
  /** What it sees, with the number that each item has in the dossier. */
  readonly openItems: readonly { readonly kind: ItemKind; readonly id: string; readonly number: string }[];
}
