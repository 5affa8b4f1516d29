import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Dossier, PublishItem } from "#publish";
import type { Audience, DossierPublish, Level } from "#record";
import { openStore, type Store } from "#store";
import { derivePublicImage, readExhibit } from "#vault";
import { ENGINE } from "./engine.ts";
import { caseError } from "./errors.ts";
import { levelsOf } from "./levels.ts";
import { type CaseOptions, pendingChanges } from "./run.ts";
import { isHanded, secretsOf } from "./secrets.ts";
import { requireKnownFormat } from "./settings.ts";
import { type CaseState, foldActs } from "./state.ts";

export interface PublishOptions extends CaseOptions {
  readonly audience: string;
  /** Size of the ledger at the checkpoint to publish from; default: the newest that holds more than publications. */
  readonly at?: number | undefined;
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
}

/**
 * Composes the dossier for an audience from a checkpoint, writes it under dossiers/ as a folder and a zip, and records
 * that it was published. Bag and zip appear whole or not at all. The same checkpoint gives the same bytes.
 *
 * @throws case/unknown-audience, case/no-text, case/pending, case/no-checkpoint, and whatever `compose` refuses
 */
export async function publishCase(options: PublishOptions): Promise<Publication> {
  const { dir, home, effects } = options;
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    const latest = foldActs(store.acts());
    await requireRecorded(dir, latest, options);
    const size = options.at ?? newestContent(store);
    if (!store.markers().some((marker) => marker.n === size)) throw noCheckpoint(size, store);
    const state = foldActs(store.acts(size));
    const audience = audienceOf(state, options.audience);
    if (![...state.items.values()].some((item) => item.noun === "text")) throw noText();
    await store.unlock(options.passphrase);
    const name = `${audience.name}-${String(size).padStart(4, "0")}`;
    const { compose } = await import("#publish");
    const dossier = await compose({
      engine: ENGINE,
      dossierName: name,
      caseName: state.settings!.value.name,
      ...(state.settings!.value.publisher === undefined ? {} : { publisher: state.settings!.value.publisher }),
      settingsSeq: state.settings!.seq,
      audience,
      languages: audience.languages ?? state.settings!.value.languages,
      checkpoint: store.checkpoint(size),
      size,
      origin: store.origin,
      keys: store.publicKeys(),
      day: state.day,
      items: publishItems(state),
      prove: (seq, pointers) => store.proveEntry(seq, size, pointers),
      bytes: (sha256) => readExhibit(dir, sha256),
      deriveImage: derivePublicImage,
      sign: (bytes) => store.sign("case", bytes),
      verifier: readVerifier(),
      forbidden: secretsOf(state, { dir, home }),
      today: effects.now().toISOString().slice(0, 10),
    });
    const folder = join(dir, "dossiers", name);
    const publication = { name, folder, zip: `${folder}.zip`, checkpoint: size, dossier };
    if (options.dryRun === true) return publication;
    writeDossier(publication);
    recordPublication(store, latest, publication, audience, effects.now().toISOString().slice(0, 10));
    return publication;
  } finally {
    store.close();
  }
}

async function requireRecorded(dir: string, state: CaseState, { effects, at }: PublishOptions): Promise<void> {
  if (at !== undefined) return;
  const pending = await pendingChanges(dir, state, effects);
  if (pending.length === 0) return;
  throw caseError("case/pending", {
    what: "Cannot publish",
    found: `${pending.length} changes under hand/ are not recorded yet`,
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

function audienceOf(state: CaseState, name: string): Audience {
  const audiences = state.settings?.value.audiences ?? {};
  const found = Object.hasOwn(audiences, name) ? audiences[name] : undefined;
  if (found !== undefined) return { name, ...found };
  throw caseError("case/unknown-audience", {
    what: `Cannot publish for "${name}"`,
    found: `case.toml defines the audiences ${Object.keys(audiences).join(", ") || "(none)"}`,
    unchanged: "Nothing was published.",
    mend: `Add [audiences.${name}] to case.toml, then: snowmelt run`,
  });
}

function publishItems(state: CaseState): readonly PublishItem[] {
  const levels = levelsOf(state);
  return [...state.items.values()].filter(isHanded).map((item) => ({
    kind: item.noun as PublishItem["kind"],
    id: item.id,
    uid: item.uid,
    seq: item.seq,
    value: item.recorded,
    ...(item.value["consent"] === undefined ? {} : { consent: item.value["consent"] }),
    levels: levels.get(item.id)! as { item: Level[]; fields: Record<string, Level[]> },
  }));
}

/** The stranger's verifier, one file, made by the build; it lies in dist/ whether this runs from src or dist. */
function readVerifier(): string {
  return readFileSync(new URL("../../dist/verify.mjs", import.meta.url), "utf8");
}

function writeDossier({ folder, zip, dossier }: Publication): void {
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  for (const file of dossier.files) {
    const path = join(draft, ...file.path.split("/"));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.bytes);
  }
  writeFileSync(`${zip}.new`, dossier.zip);
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  renameSync(`${zip}.new`, zip);
}

/** Records the publication once: publishing the same bytes again is no new act. */
function recordPublication(
  store: Store,
  latest: CaseState,
  publication: Publication,
  audience: Audience,
  day: string,
): void {
  const manifest = publication.dossier.files.find((file) => file.path === "tagmanifest-sha256.txt")!;
  const value: DossierPublish = {
    dossier: publication.name,
    audience: audience.name,
    n: publication.checkpoint,
    manifest: createHash("sha256").update(manifest.bytes).digest("hex"),
    withheld: publication.dossier.withheld.length,
    day,
  };
  const isKnown = latest.publications.some((act) => act.value!["manifest"] === value.manifest);
  if (!isKnown) store.append([{ kind: "dossier.publish", value: { ...value } }]);
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
