import type { AnalysisPlan, Scene as OpenedScene, SceneValue, Sites } from "#imagery";
import { planHash, sceneRecord } from "#imagery";
import { canonicalJson, type Json, type Problem } from "#kernel";
import { type Exhibit, makeUid, type Plan, type Scene, type Uid } from "#record";
import { openStore, type Store } from "#store";
import { collect, factsForAll } from "#vault";
import { nextId, writeDecision } from "./decide.ts";
import { isOurs } from "./devices/owner.ts";
import { caseError } from "./errors.ts";
import { type CaseOptions, runCase } from "./run.ts";
import { requireKnownFormat } from "./settings.ts";
import { type CaseState, foldActs, itemsOf } from "./state.ts";

export interface RecordedPlan {
  readonly id: string;
  /** Number of the act that recorded it. */
  readonly act: number;
  /** Plans recorded before for the same target, oldest first: every further one is a further try. */
  readonly earlier: readonly string[];
}

/**
 * Records the scenes and the plan; on return both are signed and on the disk, so that what is measured next is measured
 * after them. A plan that is recorded already keeps its act.
 *
 * @throws case/not-preserved when an input is no exhibit of the case; all of them are listed
 */
export async function recordPlan(
  options: CaseOptions,
  plan: AnalysisPlan,
  scenes: readonly OpenedScene[],
  sites: Sites,
): Promise<RecordedPlan> {
  return withStore(options, (store, state) => {
    const exhibits = requirePreserved(state, scenes, sites);
    const known = itemsOf(state, "plan").map((item) => item.value as unknown as Plan);
    const earlier = known.filter(({ target }) => target === plan.target);
    const planSha256 = planHash(plan);
    const { acts, uids } = sceneActs(options, state, scenes, exhibits);
    const same = known.find((each) => each.planSha256 === planSha256);
    const id =
      same?.id ??
      nextId(
        "Q",
        known.map((each) => each.id),
        state.device,
      );
    if (same === undefined) {
      const value: Plan = {
        uid: makeUid(options.effects.randomBytes(16)),
        id,
        target: plan.target,
        plan: canonicalJson(plan as unknown as Json),
        planSha256,
        sites: exhibits.get(sites.sha256)!.uid,
        scenes: uids,
      };
      acts.push({ kind: "plan.set", value: { ...value } as { [key: string]: Json } });
    }
    if (acts.length > 0) store.append(acts);
    return {
      id,
      act: state.items.get(id)?.seq ?? store.size - 1,
      earlier: earlier.map((each) => each.id).filter((each) => each !== id),
    };
  });
}

/** Records the scenes alone, for measurements without a plan. @throws case/not-preserved */
export async function recordScenes(
  options: CaseOptions,
  scenes: readonly OpenedScene[],
  sites: Sites,
): Promise<readonly string[]> {
  return withStore(options, (store, state) => {
    const { acts, ids } = sceneActs(options, state, scenes, requirePreserved(state, scenes, sites));
    if (acts.length > 0) store.append(acts);
    return ids;
  });
}

/** A file that a measurement made, to be preserved. */
export interface MadeFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** How it was made, in a sentence. */
  readonly method: string;
  /** Out of what and how, one line each. */
  readonly transformations: readonly string[];
  /** Digests of the files it was made from. */
  readonly madeFrom: readonly string[];
}

/** Preserves what a measurement made as exhibits; bytes that the case holds already keep their exhibit. */
export async function preserveMade(options: CaseOptions, files: readonly MadeFile[]): Promise<readonly string[]> {
  requireKnownFormat(options.dir);
  const { dir, home, effects } = options;
  const store = openStore({ dir, home, effects });
  try {
    await store.unlock(options.passphrase);
    const exhibits = itemsOf(foldActs(store.acts()), "exhibit").map((item) => item.value as unknown as Exhibit);
    const ids: string[] = [];
    for (const file of files) {
      const { method, transformations, madeFrom } = file;
      const inputs = exhibits.filter(({ sha256 }) => madeFrom.includes(sha256));
      // What was made from files that no consent is needed for needs none; else it is to be said for what was made, too.
      const needsNone = inputs.length > 0 && inputs.every(({ consent }) => "notApplicable" in consent);
      const taken = await collect(
        ["-"],
        {
          store,
          facts: factsForAll({
            method,
            transformations: transformations.join(" | "),
            ...(needsNone ? { consent_by: "n/a" } : {}),
          }),
          unpack: false,
          stdinName: file.name,
        },
        { ...effects, stdin: once(file.bytes) },
      );
      if (taken.refused[0] !== undefined) throw taken.refused[0];
      ids.push(taken.added[0]?.id ?? taken.already[0]!.id);
    }
    return ids;
  } finally {
    store.close();
  }
}

/**
 * Makes a preserved record of a measurement a finding of the case: a row of hand/decisions/findings.toml, recorded like
 * every other. Nobody has graded it yet, so it says 6; people change that in the file.
 *
 * @throws case/hand-problems when something else under hand/ does not hold together; the row stays for the next run
 */
export async function declareFinding(options: CaseOptions, exhibitId: string): Promise<string> {
  const { dir, home, effects } = options;
  const store = openStore({ dir, home, effects });
  const state = foldActs(store.acts());
  store.close();
  const findings = itemsOf(state, "finding");
  const uid = state.items.get(exhibitId)!.uid;
  const known = findings.find((item) => item.value["exhibit"] === uid);
  if (known !== undefined) return known.id;
  const id = nextId(
    "F",
    findings.map((item) => item.id),
    state.device,
  );
  writeDecision(dir, "findings.toml", "finding", { id, exhibit: exhibitId, credibility: 6 });
  await runCase(options);
  return id;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function withStore<T>(options: CaseOptions, use: (store: Store, state: CaseState) => T): Promise<T> {
  const { dir, home, effects } = options;
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    await store.unlock(options.passphrase);
    return use(store, foldActs(store.acts()));
  } finally {
    store.close();
  }
}

/** The exhibits of all inputs by the SHA-256 of their bytes. */
function requirePreserved(
  state: CaseState,
  scenes: readonly OpenedScene[],
  sites: Sites,
): ReadonlyMap<string, { readonly uid: Uid }> {
  const exhibits = new Map(
    itemsOf(state, "exhibit").map((item) => [(item.value as unknown as Exhibit).sha256, { uid: item.uid }] as const),
  );
  const inputs = [
    { file: sites.file, sha256: sites.sha256 },
    ...scenes.flatMap((scene) => [
      { file: scene.file, sha256: scene.sha256 },
      ...(scene.stac === null ? [] : [scene.stac]),
      ...(scene.clouds === null ? [] : [{ file: scene.clouds.file, sha256: scene.clouds.sha256 }]),
    ]),
  ];
  const missing = inputs.filter(({ sha256 }) => !exhibits.has(sha256));
  if (missing.length === 0) return exhibits;
  const problems: readonly Problem[] = missing.map(({ file, sha256 }) => ({
    file,
    message: `no exhibit has these bytes (SHA-256 ${sha256.slice(0, 16)}...)`,
  }));
  throw caseError("case/not-preserved", {
    what: "Cannot record a measurement",
    found: `${missing.length} of its ${inputs.length} inputs are no exhibits of this case, listed above`,
    unchanged: "Nothing was measured or recorded.",
    mend: "Preserve them first: snowmelt collect FOLDER   (or measure without recording: --no-record)",
    problems,
  });
}

function sceneActs(
  options: CaseOptions,
  state: CaseState,
  scenes: readonly OpenedScene[],
  exhibits: ReadonlyMap<string, { readonly uid: Uid }>,
): { readonly acts: { kind: string; value: { [key: string]: Json } }[]; readonly uids: Uid[]; readonly ids: string[] } {
  const known = itemsOf(state, "scene");
  const ids = known.map((item) => item.id);
  const acts: { kind: string; value: { [key: string]: Json } }[] = [];
  const uids: Uid[] = [];
  const used: string[] = [];
  for (const scene of scenes) {
    const exhibit = exhibits.get(scene.sha256)!.uid;
    const before = known.find((item) => item.value["exhibit"] === exhibit);
    const id = before?.id ?? nextId("V", ids, state.device);
    ids.push(id);
    used.push(id);
    const uid = before?.uid ?? makeUid(options.effects.randomBytes(16));
    uids.push(uid);
    const value = sceneValue(uid, id, exhibit, scene, exhibits);
    // A scene of another device stays as that device states it.
    const isSame =
      before !== undefined && (canonicalJson(before.recorded) === canonicalJson(value) || !isOurs(state, id));
    if (!isSame) acts.push({ kind: "scene.set", value });
  }
  return { acts, uids, ids: used };
}

function sceneValue(
  uid: Uid,
  id: string,
  exhibit: Uid,
  scene: OpenedScene,
  exhibits: ReadonlyMap<string, { readonly uid: Uid }>,
): { [key: string]: Json } {
  const said: SceneValue = sceneRecord(scene);
  const value: Scene = {
    uid,
    id,
    name: said.id,
    exhibit,
    ...(said.stacSha256 === null ? {} : { item: exhibits.get(said.stacSha256)!.uid }),
    ...(said.cloudSha256 === null ? {} : { cloudMask: exhibits.get(said.cloudSha256)!.uid }),
    ...(said.earliest === null || said.latest === null ? {} : { earliest: said.earliest, latest: said.latest }),
    ...(said.sensor === null ? {} : { sensor: said.sensor }),
    ...(said.license === null ? {} : { license: said.license }),
    synthetic: said.synthetic,
    epsg: said.epsg,
    width: said.width,
    height: said.height,
    pixelM: [said.gsdM[0].toFixed(4), said.gsdM[1].toFixed(4)],
    bands: [...said.bands],
    ...(said.offNadirDeg === null ? {} : { offNadirDeg: said.offNadirDeg.toFixed(3) }),
    ...(said.conversion === null
      ? {}
      : {
          conversion: {
            program: said.conversion.program,
            version: said.conversion.version,
            arguments: [...said.conversion.arguments],
            outputSha256: said.conversion.outputSha256,
          },
        }),
    caveats: said.caveats.map(({ code, text }) => `${code}: ${text}`),
  };
  return value as unknown as { [key: string]: Json };
}
