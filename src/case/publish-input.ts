import { readFileSync } from "node:fs";
import { type Effects, fromBase64, sha256 } from "#kernel";
import type { PublishInput, PublishItem } from "#publish";
import type {
  Approval,
  Attribute,
  Attributes,
  Audience,
  DossierPublish,
  Exhibit,
  Level,
  Population,
  Redaction,
  Timestamp,
} from "#record";
import { ATTRIBUTES, maySee } from "#record";
import { keyName } from "#seal";
import type { Store } from "#store";
import { derivePublicImage, parseCsv, readExhibit } from "#vault";
import { chainOf } from "./chain.ts";
import { ENGINE } from "./engine.ts";
import { caseError } from "./errors.ts";
import { levelsOf } from "./levels.ts";
import { isHanded, secretsOf } from "./secrets.ts";
import { type CaseState, itemsOf } from "./state.ts";

/** What the composer is handed: the case as a checkpoint leaves it, for one audience. The store must be unlocked. */
export async function publishInput(from: {
  readonly dir: string;
  readonly home: string;
  readonly effects: Effects;
  readonly store: Store;
  readonly state: CaseState;
  /** Of the case as it is now, also when an earlier checkpoint is published: what was shown stays known. */
  readonly publications: CaseState["publications"];
  readonly size: number;
  readonly audience: Audience;
  readonly name: string;
}): Promise<PublishInput> {
  const { dir, home, effects, store, state, publications, size, audience, name } = from;
  const settings = state.settings!;
  return {
    engine: ENGINE,
    dossierName: name,
    caseName: settings.value.name,
    ...(settings.value.publisher === undefined ? {} : { publisher: settings.value.publisher }),
    settingsSeq: settings.seq,
    audience,
    languages: audience.languages ?? settings.value.languages,
    checkpoint: store.checkpoint(size),
    size,
    origin: store.origin,
    keys: store.publicKeys(size),
    roster: rosterEntries(store, size),
    day: state.day,
    items: publishItems(state),
    prove: (seq, pointers) => store.proveEntry(seq, size, pointers),
    bytes: (digest) => readExhibit(dir, digest),
    deriveImage: derivePublicImage,
    sign: (bytes) => store.sign("case", bytes),
    verifier: readVerifier("verify.mjs"),
    verifierPage: readVerifier("verify.html"),
    // A signature of the case key is known to its holder alone, and the same each time (RFC 8032, 5.1.6).
    pseudonymKey: sha256(store.sign("case", Buffer.from(`snowmelt pseudonyms of ${name}\n`))),
    populations: await populationsOf(dir, state),
    earlier: publications.flatMap((act) => (act.value as unknown as DossierPublish).people ?? []),
    ...timeWitnesses(store, state, size),
    chain: chainOf([...store.acts(size)], state, audience),
    approvals: itemsOf(state, "approval").map((item) => item.value as unknown as Approval),
    redactions: redactionsFor(state, audience),
    forbidden: secretsOf(state, { dir, home }),
    today: effects.now().toISOString().slice(0, 10),
  };
}

/** The earliest time stamp of each checkpoint, and the beacons. */
function timeWitnesses(store: Store, state: CaseState, size: number): Pick<PublishInput, "stamps" | "beacons"> {
  const earliest = new Map<number, Timestamp>();
  for (const { value } of state.timestamps) {
    const known = earliest.get(value.n);
    if (known === undefined || value.time < known.time) earliest.set(value.n, value);
  }
  const stamps = [...earliest.values()].map(({ n, token, roots }) => ({
    n,
    note: store.checkpoint(n),
    reply: fromBase64(token)!,
    roots,
    consistency: store.proveConsistency(n, size),
  }));
  return { stamps, beacons: state.beacons.map(({ seq }) => seq) };
}

/**
 * The entries that a stranger needs to follow the log's key from its beginning, and to hear of keys that count as
 * compromised. Other devices and approvers are no business of a dossier.
 */
function rosterEntries(store: Store, size: number): readonly number[] {
  const compromised = new Set(store.roster.flatMap(({ name, revoked }) => (revoked?.since == null ? [] : [name])));
  const seqs: number[] = [];
  for (const { seq, kind, x } of store.acts(size)) {
    // The state that ends with a change of the key is the last that the old key signed.
    if (kind === "key.rotate" && seq < size - 1) seqs.push(seq);
    else if (kind === "key.revoke" && compromised.has(String(x?.["key"]))) seqs.push(seq);
    else if (kind === "key.add" && compromised.has(keyName(fromBase64(String(x?.["key"]))!))) seqs.push(seq);
  }
  return seqs;
}

/** An audience of case.toml by name. @throws case/unknown-audience */
export function audienceOf(state: CaseState, name: string): Audience {
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
    levels: levels.get(item.id)! as PublishItem["levels"],
  }));
}

/** The stranger's verifier, as a program or as a page, one file each, made by the build; they lie in dist/ whether this runs from src or dist. */
function readVerifier(name: string): string {
  return readFileSync(new URL(`../../dist/${name}`, import.meta.url), "utf8");
}

/** Regions by exhibit for those who may not see it whole; several orders for one exhibit add up. */
function redactionsFor(state: CaseState, audience: Audience): NonNullable<PublishInput["redactions"]> {
  const orders = new Map<string, { regions: Redaction["regions"]; crop?: Redaction["crop"] }>();
  for (const item of itemsOf(state, "redaction")) {
    const { exhibit, regions, crop, level } = item.value as unknown as Redaction;
    if (maySee(audience, [level as Level])) continue;
    const known = orders.get(exhibit);
    const cropped = crop ?? known?.crop;
    orders.set(exhibit, {
      regions: [...(known?.regions ?? []), ...regions],
      ...(cropped === undefined ? {} : { crop: cropped }),
    });
  }
  return orders;
}

/** The lists that are declared public, as attributes of each row. */
async function populationsOf(dir: string, state: CaseState): Promise<NonNullable<PublishInput["populations"]>> {
  const byUid = new Map(itemsOf(state, "exhibit").map((item) => [item.uid, item.value as unknown as Exhibit]));
  return Promise.all(
    itemsOf(state, "population").map(async (item) => {
      const { id, exhibit, columns } = item.value as unknown as Population;
      const text = Buffer.from(await readExhibit(dir, byUid.get(exhibit)!.sha256)).toString("utf8");
      const [heads, ...rows] = parseCsv(text).rows;
      const places = ATTRIBUTES.flatMap((name): (readonly [Attribute, number])[] => {
        const at = heads?.findIndex((cell) => cell.text.trim() === columns[name]) ?? -1;
        return at === -1 ? [] : [[name, at]];
      });
      const people = rows.map((row) => {
        const found = places.map(([name, at]) => [name, row[at]?.text.trim() ?? ""]);
        return Object.fromEntries(found.filter(([, value]) => value !== "")) as Attributes;
      });
      return { id, people };
    }),
  );
}
