import { canonicalJson, type Json, sha256Hex } from "#kernel";
import { type Caveat, rounded } from "../caveat.ts";
import { imageryError } from "../errors.ts";
import { toPixel } from "../raster/georeference.ts";
import type { PixelWindow } from "../raster/samples.ts";
import { placementOf, type Registration } from "../register/register-scenes.ts";
import { ringInScene, UNSHIFTED } from "../scene/pixels.ts";
import { readReflectance } from "../scene/read-reflectance.ts";
import { type BandRole, type Scene, sceneFrame, sceneSun } from "../scene/scene.ts";
import type { Site, Sites } from "../scene/sites.ts";
import { quantileOf } from "../statistics/distributions.ts";
import { drawPlate } from "./draw-svg.ts";
import { type PlateLabel, type PlatePanel, type PlateText, plateSvg } from "./plate-svg.ts";

export interface PlateRequest {
  readonly scenes: readonly Scene[];
  readonly sites: Sites;
  readonly target: string;
  readonly registration: Registration;
  readonly title: PlateLabel;
  /** Feature words for the target, with a probability word, analyst and rule. */
  readonly label: {
    readonly en: string;
    readonly ar: string | null;
    readonly word: string | null;
    readonly analyst: string | null;
    readonly rule: string | null;
  };
  readonly statement: string | null;
  readonly marginM: number;
  readonly version: string;
}

export interface Plate {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly manifest: Json;
  readonly caveats: readonly Caveat[];
}

/** Probability words with their ranges (ICD 203), printed whenever one is used. */
export const PROBABILITY_WORDS: Readonly<Record<string, string>> = {
  "almost no chance": "1 to 5 %",
  "very unlikely": "5 to 20 %",
  unlikely: "20 to 45 %",
  "roughly even chance": "45 to 55 %",
  likely: "55 to 80 %",
  "very likely": "80 to 95 %",
  "almost certain": "95 to 99 %",
};

/**
 * Plates of one or two scenes, annotated and a twin without a mark, as SVG, PNG and PDF, with a manifest of every input.
 * All panels show the same ground with the same stretch, taken from the first scene.
 *
 * @throws imagery/bad-sites when a scene shows nothing of that ground
 */
export async function makePlate(request: PlateRequest): Promise<Plate> {
  const { sites, registration } = request;
  const target = sites.sites.find((s) => s.id === request.target)!;
  const base = request.scenes[0]!;
  const crops = request.scenes.map((scene) => cropFor(scene, target, registration, request.marginM));
  const unseen = request.scenes.filter(({ raster }, i) => !meets(crops[i]!.window, raster.width, raster.height));
  if (unseen.length > 0)
    throw imageryError("imagery/bad-sites", {
      what: `Cannot draw plates of "${target.id}"`,
      found: `it lies outside ${unseen.map((scene) => `scene ${scene.id}`).join(" and ")}`,
      unchanged: "No file was written.",
      mend: "Show scenes that hold the polygon: --show ID,ID",
    });
  const roles = displayRoles(request.scenes);
  const patches = await Promise.all(request.scenes.map((scene, i) => readReflectance(scene, crops[i]!.window, roles)));
  const stretch = roles.map((role) => {
    const values = patches[0]!.bands.get(role)!.filter((v) => !Number.isNaN(v));
    return values.length === 0
      ? ([0, 1] as const)
      : ([quantileOf(values, 0.01), Math.max(quantileOf(values, 0.995), 0.55)] as const);
  });
  const { default: sharp } = await import("sharp");
  const panels: PlatePanel[] = [];
  const crop: { scene: string; box: Json; sha256: string }[] = [];
  for (const [i, scene] of request.scenes.entries()) {
    const { window, widthM } = crops[i]!;
    const bytes = paint(patches[i]!.bands, roles, stretch, window.width * window.height);
    const png = await sharp(bytes, { raw: { width: window.width, height: window.height, channels: 3 } })
      .png({ compressionLevel: 9, palette: false })
      .toBuffer();
    crop.push({ scene: scene.id, box: { ...window }, sha256: sha256Hex(bytes) });
    panels.push(panelOf(scene, window, widthM, `data:image/png;base64,${png.toString("base64")}`, request));
  }
  const words =
    request.label.word === null
      ? []
      : [
          `"${request.label.word}" means ${PROBABILITY_WORDS[request.label.word] ?? "as the analyst defines"}; words and ranges after ICD 203.`,
        ];
  const text = (annotated: boolean): PlateText => ({
    title: request.title,
    synthetic: request.scenes.some((s) => s.synthetic),
    statement: annotated ? request.statement : null,
    annotated,
    legend: annotated
      ? [...words, `Red: what is examined; blue: compared with it; green: open ground. ${labelSource(request)}`]
      : ["Twin plate without marks, for reading before the annotated one."],
    footer: [
      `Bands ${roles.join(", ")}; stretch ${stretch.map(([a, b]) => `${rounded(a, 3)} to ${rounded(b, 3)}`).join(", ")} from ${base.id} in every panel.`,
      `Sites SHA-256 ${sites.sha256.slice(0, 16)}; snowmelt ${request.version}.`,
    ],
  });
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const annotated of [true, false]) {
    const svg = plateSvg(panels, text(annotated));
    const stem = annotated ? "plate" : "plate-unlabelled";
    const drawn = drawPlate(svg, request.title.en);
    files.push(
      { name: `${stem}.svg`, bytes: new TextEncoder().encode(svg) },
      { name: `${stem}.png`, bytes: drawn.png },
      { name: `${stem}.pdf`, bytes: drawn.pdf },
    );
  }
  const manifest: Json = {
    schema: "snowmelt-imagery-plate/1",
    version: request.version,
    target: request.target,
    title: { en: request.title.en, ar: request.title.ar },
    sites: { sha256: sites.sha256 },
    scenes: request.scenes.map((s) => ({ id: s.id, sha256: s.sha256, stacSha256: s.stac?.sha256 ?? null })),
    registration: registration.scenes
      .filter((r) => request.scenes.some((s) => s.id === r.scene))
      .map((r) => ({ scene: r.scene, shiftPx: r.shiftPx, sigmaPx: r.sigmaPx })),
    stretch: stretch.map(([a, b]) => [rounded(a, 6), rounded(b, 6)]),
    bands: [...roles],
    crops: crop,
    files: files.map((f) => ({ name: f.name, sha256: sha256Hex(f.bytes) })),
  };
  files.push({ name: "manifest.json", bytes: new TextEncoder().encode(canonicalJson(manifest)) });
  const caveats: Caveat[] = panels.flatMap((p, i) =>
    p.verified
      ? []
      : [
          {
            code: "position-not-verified",
            scene: request.scenes[i]!.id,
            text: "The scene is not registered: the plate is stamped and carries no outline that could mislead.",
          },
        ],
  );
  return { files, manifest, caveats };
}

function labelSource(request: PlateRequest): string {
  const parts = [
    request.label.analyst === null ? null : `analyst ${request.label.analyst}`,
    request.label.rule === null ? null : `rule ${request.label.rule}`,
  ].filter((p) => p !== null);
  return parts.length === 0 ? "" : `Label by ${parts.join(", ")}.`;
}

/** Same ground in every scene: the target's bounding square with a margin, moved by each scene's displacement. */
function cropFor(
  scene: Scene,
  target: Site,
  registration: Registration,
  marginM: number,
): { window: PixelWindow; widthM: number } {
  const placement = placementOf(registration, scene.id) ?? UNSHIFTED;
  const ring = target.ring.map(([lon, lat]) => toPixel(scene.affine, ...scene.projection.forward(lon, lat)));
  const { gsdXM, gsdYM } = sceneFrame(scene);
  const cx = (Math.min(...ring.map((p) => p[0])) + Math.max(...ring.map((p) => p[0]))) / 2 + placement.shiftPx[0];
  const cy = (Math.min(...ring.map((p) => p[1])) + Math.max(...ring.map((p) => p[1]))) / 2 + placement.shiftPx[1];
  const spanM = Math.max(
    (Math.max(...ring.map((p) => p[0])) - Math.min(...ring.map((p) => p[0]))) * gsdXM,
    (Math.max(...ring.map((p) => p[1])) - Math.min(...ring.map((p) => p[1]))) * gsdYM,
  );
  const side = spanM + 2 * marginM;
  const width = Math.max(8, Math.round(side / gsdXM));
  const height = Math.max(8, Math.round(side / gsdYM));
  return {
    window: { x: Math.round(cx - width / 2), y: Math.round(cy - height / 2), width, height },
    widthM: width * gsdXM,
  };
}

/** Whether a window holds a pixel of a raster. */
function meets({ x, y, width, height }: PixelWindow, columns: number, rows: number): boolean {
  return x < columns && y < rows && x + width > 0 && y + height > 0;
}

function displayRoles(scenes: readonly Scene[]): readonly BandRole[] {
  const has = (role: BandRole): boolean => scenes.every((s) => s.roles.includes(role));
  if (has("red") && has("green") && has("blue")) return ["red", "green", "blue"];
  if (has("red") && has("green")) return ["red", "green", "green"];
  return scenes[0]!.roles.filter((r): r is BandRole => r !== null && has(r)).slice(0, 1);
}

function paint(
  bands: ReadonlyMap<BandRole, Float32Array>,
  roles: readonly BandRole[],
  stretch: readonly (readonly [number, number])[],
  n: number,
): Uint8Array {
  const out = new Uint8Array(3 * n);
  for (let k = 0; k < 3; k++) {
    const role = roles[Math.min(k, roles.length - 1)]!;
    const band = bands.get(role)!;
    const [low, high] = stretch[Math.min(k, roles.length - 1)]!;
    for (let i = 0; i < n; i++) {
      const v = band[i]!;
      out[3 * i + k] = Number.isNaN(v)
        ? 0
        : Math.round(255 * Math.sqrt(Math.min(1, Math.max(0, (v - low) / (high - low)))));
    }
  }
  return out;
}

function panelOf(scene: Scene, window: PixelWindow, widthM: number, image: string, request: PlateRequest): PlatePanel {
  const placement = placementOf(request.registration, scene.id);
  const { gsdXM, gsdYM, convergenceDeg } = sceneFrame(scene);
  const sun = sceneSun(scene);
  const outlines =
    placement === null
      ? []
      : request.sites.sites.map((site) => {
          const drawnOn = request.scenes.find((s) => s.id === site.drawnOn) ?? null;
          const points = ringInScene(site, scene, placement, drawnOn).map(([c, r]): [number, number] => [
            (c - window.x) / window.width,
            (r - window.y) / window.height,
          ]);
          const isTarget = site.id === request.target;
          const word = request.label.word === null ? "" : `, ${request.label.word}`;
          return {
            points,
            role: isTarget ? "target" : site.role,
            label: isTarget ? { en: `${request.label.en}${word}`, ar: request.label.ar } : null,
          };
        });
  const time =
    scene.time === null
      ? "date unknown"
      : scene.time.earliest === scene.time.latest
        ? scene.time.earliest
        : `${scene.time.earliest.slice(0, 10)} to ${scene.time.latest.slice(0, 10)}`;
  return {
    image,
    heading: time.replace("T", " ").replace("Z", " UTC"),
    northDeg: -convergenceDeg,
    widthM,
    verified: placement !== null,
    outlines,
    notes: [
      `Scene ${scene.id}; sensor ${scene.sensor ?? "unknown"}; pixel ${rounded(Math.sqrt(gsdXM * gsdYM), 2)} m; licence ${scene.license ?? "unknown"}`,
      `Off-nadir ${scene.view === null ? "unknown" : `${rounded(scene.view.offNadirDeg, 1)}°`}; sun ${sun === null ? "unknown" : `azimuth ${rounded(sun.azimuth, 1)}°, elevation ${rounded(sun.elevation, 1)}° (computed)`}`,
      placement === null
        ? "Not registered: position not verified"
        : `Registration ±${rounded(placement.sigmaPx, 2)} px (1 sd); SHA-256 ${scene.sha256.slice(0, 16)}`,
    ],
  };
}
