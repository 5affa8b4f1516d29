import { canonicalJson, type Json, type Problem, sha256Hex } from "#kernel";
import { imageryError } from "../errors.ts";
import { type SceneValue, sceneRecord } from "../records.ts";
import type { Scene } from "../scene/scene.ts";
import type { Sites } from "../scene/sites.ts";
import { METHOD, type Registration } from "./register-scenes.ts";

/** What `register --json` prints: a registration with all that it rests on. */
export interface RegistrationDocument extends Registration {
  readonly inputs: readonly SceneValue[];
  readonly sitesSha256: string | null;
}

/**
 * A registration that was found before, for just these scenes and polygons. Its shifts are taken as they stand, and a caveat
 * with the digest of the text says so.
 *
 * @param reference id of the scene that the outlines lie on
 * @throws imagery/registration-differs when it is of other scenes, polygons, another reference or method, or no registration
 */
export function givenRegistration(
  text: string,
  name: string,
  scenes: readonly Scene[],
  sites: Sites,
  reference: string,
): Registration {
  const given = parse(text);
  const problems: Problem[] = [];
  const differs = (what: string, then: unknown, now: unknown): void => {
    if (then !== now) problems.push({ file: name, message: `${what}: there ${then ?? "none"}, here ${now ?? "none"}` });
  };
  if (given === null) problems.push({ file: name, message: "it is not what `register --json` prints" });
  else {
    differs("method", given.method, METHOD);
    differs("reference", given.reference, reference);
    differs("SHA-256 of the polygons", given.sitesSha256, sites.sha256);
    const [then, now] = [given.inputs, scenes.map(sceneRecord)].map(
      (values) => new Map(values.map((v) => [v.id, canonicalJson(JSON.parse(JSON.stringify(v)) as Json)])),
    );
    for (const id of new Set([...then!.keys(), ...now!.keys()])) {
      if (then!.get(id) === now!.get(id)) continue;
      const how = then!.has(id)
        ? now!.has(id)
          ? "is another image, or described otherwise"
          : "is not here"
        : "is not there";
      problems.push({ file: name, message: `scene ${id} ${how}` });
    }
  }
  if (given === null || problems.length > 0) {
    throw imageryError("imagery/registration-differs", {
      what: `Cannot take the displacements from "${name}"`,
      found: `it is not of these scenes and polygons: ${problems.length} difference${problems.length === 1 ? "" : "s"}, listed above`,
      unchanged: "Nothing was measured.",
      mend: "snowmelt imagery register SCENES --sites SITES --json > registration.json   (or leave out --registration)",
      problems,
    });
  }
  const { method, edges, bands, windowPx, windows, pairs, closure, refusals } = given;
  return {
    ...{ method, edges, reference, bands, windowPx, windows, scenes: given.scenes, pairs, closure, refusals },
    caveats: [
      ...given.caveats,
      {
        code: "registration-given",
        text: `The displacements of the scenes were read from a file (SHA-256 ${sha256Hex(new TextEncoder().encode(text))}) that register made, and not sought again: whoever doubts them runs register on the same scenes and compares.`,
      },
    ],
  };
}

/** The document, when it has the form of one: everything that is counted with is looked at, the rest is only shown. */
function parse(text: string): RegistrationDocument | null {
  let value: Partial<RegistrationDocument> & { verb?: unknown };
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const lists = [value?.inputs, value?.scenes, value?.pairs, value?.refusals, value?.caveats];
  if (value?.verb !== "register" || !lists.every(Array.isArray)) return null;
  const isShift = (shift: unknown): boolean =>
    Array.isArray(shift) && shift.length === 2 && shift.every(Number.isFinite);
  const isPlaced = value.scenes!.every((s) =>
    s?.registered === true
      ? isShift(s.shiftPx) && Number.isFinite(s.sigmaPx) && s.sigmaPx! >= 0
      : s?.registered === false && s.shiftPx === null,
  );
  const ids = (list: readonly { readonly id?: string; readonly scene?: string }[]): string =>
    list.map((entry) => entry?.id ?? entry?.scene).join("\n");
  return isPlaced && ids(value.inputs!) === ids(value.scenes!) ? (value as RegistrationDocument) : null;
}
