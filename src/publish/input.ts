import type { Json, Problem } from "#kernel";
import type { Approval, Attributes, Audience, ClosingReason, Consent, Level, Maybe } from "#record";
import type { EntryProof, Leaf } from "#seal";
import type { Exposed } from "./gate/gate.ts";
import type { RedactionOrder } from "./redact/region.ts";

export type ItemKind =
  | "exhibit"
  | "source"
  | "claim"
  | "incident"
  | "figure"
  | "finding"
  | "hypothesis"
  | "assessment"
  | "weighing"
  | "outcome"
  | "judgement"
  | "person"
  | "erratum"
  | "text";

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
    /** Of texts in which words are closed: what the whole text asks for besides. Their parts stand under `fields`. */
    readonly spans?: { readonly [pointer: string]: readonly Level[] };
    /** The class of reason for what is closed, by pointer; `""` is the whole item. */
    readonly reasons?: { readonly [pointer: string]: ClosingReason };
    /** The coarser value that those see who may not see the field, by pointer: `{ "/time": "year" }`. */
    readonly coarse?: { readonly [pointer: string]: string };
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

/** A dossier that a new one replaces, as the act of its publication commits to it. */
export interface EarlierDossier {
  /** The entry that records its publication. */
  readonly seq: number;
  /** What is opened of that entry: `/audience`, `/day`, `/dossier`, `/manifest`, `/n`, and where recorded `/replaces`, `/version`. */
  readonly open: ReadonlyMap<string, Leaf>;
  /** The entry that withdrew it, and its day. */
  readonly withdrawal?: { readonly seq: number; readonly day: string };
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
  /** Makes a PDF of a Typst document; absent where there is no Typst. */
  typeset?(document: TypstDocument): Uint8Array;
  /** Text of verify.mjs. */
  readonly verifier: string;
  /** Text of verify.html. */
  readonly verifierPage?: string;
  /** Known to the case key alone; pseudonyms of people come from it. */
  readonly pseudonymKey?: Uint8Array;
  /** Lists of people that are declared public, to compare with. */
  readonly populations?: readonly { readonly id: string; readonly people: readonly Attributes[] }[];
  /** What earlier dossiers of the case showed of people without their names. */
  readonly earlier?: readonly { readonly person: string; readonly shown: Readonly<Record<string, string>> }[];
  /** Time stamps of checkpoints up to this one, one at most for each. */
  readonly stamps?: readonly {
    readonly n: number;
    readonly note: string;
    readonly reply: Uint8Array;
    /** PEM of the certificates it was checked by. */
    readonly roots: string;
    /** RFC 6962 consistency proof from n to the dossier's checkpoint. */
    readonly consistency: readonly Uint8Array[];
  }[];
  /** Entries of beacons: words that nobody could know before their day. */
  readonly beacons?: readonly number[];
  /** Entries that change the log's key, or say that a key counts as compromised. */
  readonly roster?: readonly number[];
  /** The dossiers that this one replaces, the first one first; without it, the dossier does not say which version it is. */
  readonly chain?: readonly EarlierDossier[];
  readonly approvals?: readonly Pick<Approval, "audience" | "digest" | "by" | "accepts">[];
  /** What this audience sees as solid pixels, by the exhibit's uid. */
  readonly redactions?: ReadonlyMap<string, RedactionOrder>;
  readonly forbidden: readonly Secret[];
  /** The day of publication, against which consent and embargo are judged. */
  readonly today: string;
}

/** A document for Typst with the files that it names. */
export interface TypstDocument {
  readonly source: string;
  readonly files: readonly BagFile[];
  /** The day that the PDF says it was made on. */
  readonly day: string;
}

export interface BagFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Dossier {
  /** Sorted by path. */
  readonly files: readonly BagFile[];
  readonly zip: Uint8Array;
  /** Copies to read, print and compute with; they are no part of the bag, which proves them. */
  readonly copies: readonly BagFile[];
  /** What this audience does not see, and why; for the author only. */
  readonly withheld: readonly Problem[];
  /** Of people whose names stay closed: what is shown of them. */
  readonly exposed: readonly Exposed[];
  /** What it sees, with the number that each item has in the dossier. */
  readonly openItems: readonly { readonly kind: ItemKind; readonly id: string; readonly number: string }[];
}
