import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Dossier, EarlierDossier } from "#publish";
import type { Audience, DossierPublish } from "#record";
import { type JsonObject, noCaseKey, openStore, type Store } from "#store";
import { writeWhole } from "./at-rest/write-whole.ts";
import { requireRecipients, sealedCrosswalk } from "./crosswalk.ts";
import { receiversOf } from "./custody/withdraw.ts";
import { openForks } from "./devices/merge.ts";
import { requireSecondSigner } from "./devices/second-signer.ts";
import { caseError } from "./errors.ts";
import { audienceOf, publishInput } from "./publish-input.ts";
import { type CaseOptions, pendingChanges } from "./run.ts";
import { requireKnownFormat } from "./settings.ts";
import { type CaseState, foldActs } from "./state.ts";
import { typesetter } from "./typeset.ts";
import { writeDossier } from "./write-dossier.ts";

export interface PublishOptions extends CaseOptions {
  readonly audience: string;
  /** Size of the ledger at the checkpoint to publish from; default: the newest that holds more than publications. */
  readonly at?: number | undefined;
  /** Make a PDF of the report too. */
  readonly pdf?: boolean;
  /** age recipients who may open the list of what each number stands for; without any none is made. */
  readonly crosswalkTo?: readonly string[];
  /** Compose and check everything, and write nothing. */
  readonly dryRun?: boolean;
}

export interface Publication {
  readonly name: string;
  /** Folder of the bag; the zip lies beside it. */
  readonly folder: string;
  readonly zip: string;
  readonly checkpoint: number;
  readonly dossier: Dossier;
  /** Its number in the chain of dossiers for its audience. */
  readonly version: number;
  /** The dossiers that it replaces, the first one first, and who received each, as hand-overs tell. */
  readonly replaces: readonly { readonly name: string; readonly receivers: readonly string[] }[];
  /** Where the sealed crosswalk lies, when one was asked for. */
  readonly crosswalk?: string;
}

/**
 * Composes the dossier for an audience from a checkpoint, writes it under dossiers/ as a folder and a zip, and records
 * that it was published. Bag and zip appear whole or not at all. The same checkpoint gives the same bytes.
 *
 * @throws case/unknown-audience, case/no-text, case/pending, case/no-checkpoint, case/no-typst, and whatever `compose` refuses
 */
export async function publishCase(options: PublishOptions): Promise<Publication> {
  const { dir, home, effects } = options;
  requireKnownFormat(dir);
  const recipients = options.crosswalkTo ?? [];
  if (recipients.length > 0) await requireRecipients(recipients);
  const store = openStore({ dir, home, effects });
  try {
    if (store.device !== "a") throw noCaseKey("Cannot publish");
    const latest = foldActs(store.acts());
    requireOneHistory(latest);
    const { state, size, audience, name } = await chosen(store, latest, options);
    await store.unlock(options.passphrase);
    const typeset = options.pdf === true ? { typeset: typesetter() } : {};
    const { compose, review } = await import("#publish");
    const input = await publishInput({
      ...{ dir, home, effects, store, state, size, audience, name },
      publications: latest.publications,
    });
    if (latest.settings?.value.signers === 2) requireSecondSigner(store, latest, audience.name, review(input).digest);
    const dossier = await compose({ ...input, ...typeset });
    const folder = join(dir, "dossiers", name);
    const chain = input.chain ?? [];
    const publication = {
      ...{ name, folder, zip: `${folder}.zip`, checkpoint: size, dossier, version: chain.length + 1 },
      replaces: chain
        .map(({ open }) => String(open.get("/dossier")))
        .map((earlier) => ({ name: earlier, receivers: receiversOf(latest, earlier) })),
    };
    if (options.dryRun === true) return publication;
    writeDossier(publication);
    recordPublication(store, latest, publication, { audience, chain, day: effects.now().toISOString().slice(0, 10) });
    if (recipients.length === 0) return publication;
    const crosswalk = `${folder}.crosswalk.age`;
    const about = { name, checkpoint: size, manifest: manifestDigest(dossier) };
    writeWhole(crosswalk, await sealedCrosswalk(state, dossier, about, recipients));
    return { ...publication, crosswalk };
  } finally {
    store.close();
  }
}

function requireOneHistory(state: CaseState): void {
  const forks = openForks(state);
  if (forks.length === 0) return;
  throw caseError("case/forked", {
    what: "Cannot publish",
    found: forks.join("; "),
    unchanged: "Nothing was published.",
    mend: 'Find out which is right, and say why you go on with the one in ledger/: snowmelt keys settle DEVICE --reason "..."',
  });
}

/** The state, audience and name of the dossier that the options ask for. */
export async function chosen(
  store: Store,
  latest: CaseState,
  options: PublishOptions,
): Promise<{
  readonly state: CaseState;
  readonly size: number;
  readonly audience: Audience;
  readonly name: string;
}> {
  await requireRecorded(options.dir, latest, options);
  const size = options.at ?? newestContent(store);
  if (!store.markers().some((marker) => marker.n === size)) throw noCheckpoint(size, store);
  const state = foldActs(store.acts(size));
  const audience = audienceOf(state, options.audience);
  if (![...state.items.values()].some((item) => item.noun === "text")) throw noText();
  return { state, size, audience, name: `${audience.name}-${String(size).padStart(4, "0")}` };
}

async function requireRecorded(dir: string, state: CaseState, { effects, at }: PublishOptions): Promise<void> {
  if (at !== undefined) return;
  const pending = await pendingChanges(dir, state, effects);
  if (pending.length === 0) return;
  throw caseError("case/pending", {
    what: "Cannot publish",
    found: `${pending.length} ${pending.length === 1 ? "change under hand/ is" : "changes under hand/ are"} not recorded yet`,
    unchanged: "Nothing was published.",
    mend: "Record them first: snowmelt run",
  });
}

/** Size of the ledger after the newest act that is no publication; there a group ends, for publications are groups of their own. */
function newestContent(store: Store): number {
  let size = 0;
  for (const act of store.acts()) if (act.kind !== "dossier.publish") size = act.seq + 1;
  return size;
}

/** Records the publication once: publishing the same bytes again is no new act. */
function recordPublication(
  store: Store,
  latest: CaseState,
  publication: Publication,
  about: { readonly audience: Audience; readonly chain: readonly EarlierDossier[]; readonly day: string },
): void {
  const { exposed } = publication.dossier;
  const predecessor = about.chain.at(-1);
  const value: DossierPublish = {
    dossier: publication.name,
    audience: about.audience.name,
    n: publication.checkpoint,
    manifest: manifestDigest(publication.dossier),
    withheld: publication.dossier.withheld.length,
    day: about.day,
    version: publication.version,
    ...(predecessor === undefined ? {} : { replaces: String(predecessor.open.get("/manifest")) }),
    ...(exposed.length === 0
      ? {}
      : { people: exposed.map(({ uid, shown }) => ({ person: uid, shown: { ...shown } })) }),
  };
  const isKnown = latest.publications.some((act) => act.value!["manifest"] === value.manifest);
  if (!isKnown) store.append([{ kind: "dossier.publish", value: { ...value } as JsonObject }]);
}

function manifestDigest(dossier: Dossier): string {
  const manifest = dossier.files.find((file) => file.path === "tagmanifest-sha256.txt")!;
  return createHash("sha256").update(manifest.bytes).digest("hex");
}

function noCheckpoint(size: number, store: Store): Error {
  const sizes = store.markers().map((marker) => marker.n);
  return caseError("case/no-checkpoint", {
    what: `Cannot publish from checkpoint ${size}`,
    found: `the ledger has checkpoints at ${sizes.slice(-8).join(", ")}`,
    unchanged: "Nothing was published.",
    mend: `Name one of them: --at ${sizes.at(-1)}`,
  });
}

function noText(): Error {
  return caseError("case/no-text", {
    what: "Cannot publish",
    found: "the case has no text: hand/dossier.md is missing",
    unchanged: "Nothing was published.",
    mend: "Write hand/dossier.md, then: snowmelt run",
  });
}
