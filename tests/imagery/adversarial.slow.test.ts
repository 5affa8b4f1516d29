import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  makePlate,
  measureShadow,
  measureSnow,
  PRESETS,
  placementOf,
  planAnalysis,
  planHash,
  registerScenes,
  requireSamePlan,
  requireScenes,
  type SceneFolder,
  type SimulationSettings,
  timeFromShadow,
} from "../../src/imagery/index.ts";
import { openSite, rewriteScene, writeSite } from "./small-site.ts";

const root = mkdtempSync(join(tmpdir(), "snowmelt-imagery-"));
const open: SceneFolder[] = [];
afterAll(() => {
  for (const folder of open) folder.close();
  rmSync(root, { recursive: true, force: true });
});

function make(name: string, settings: Partial<SimulationSettings>): string {
  const dir = join(root, name);
  writeSite(dir, settings);
  return dir;
}

function load(dir: string) {
  const site = openSite(dir);
  open.push(site.folder);
  return site;
}

const compound = PRESETS["roof-snow"]!;
const few: Partial<SimulationSettings> = {
  ...compound,
  oversample: 2,
  shots: [compound.shots![0]!, compound.shots![3]!, compound.shots![5]!, compound.shots![7]!],
};
let site = "";
beforeAll(() => {
  site = make("compound", few);
});

describe("a synthetic compound from scenes to a statement", () => {
  test("the heated roof is the barest, p is what is attainable, the list of other explanations is whole", async () => {
    const { folder, sites } = load(site);
    const plan = planAnalysis(folder.scenes, sites, { verb: "snow", claimedStart: "2013-06-01" });
    const r = await measureSnow(plan, folder.scenes, sites);
    expect(r.test?.rank).toBe(1);
    expect(r.test?.p).toBeCloseTo(1 / 24, 10);
    expect(r.test?.beforeAfter?.rank).toBe(1);
    expect(r.otherExplanations.length).toBe(11);
    expect(r.caveats.map((c) => c.code)).toContain("heat-is-not-purpose");
    const truth = JSON.parse(readFileSync(join(site, "truth.json"), "utf8")) as {
      scenes: { id: string; buildings: { id: string; snow: number | null }[] }[];
    };
    for (const v of r.values) {
      const true_ = truth.scenes.find((s) => s.id === v.scene)!.buildings.find((b) => b.id === v.site)!.snow;
      if (true_ !== null) expect(Math.abs(true_ - v.fraction)).toBeLessThan(0.08);
    }
  });

  test("chosen after looking: p is 1 and the caveat is printed; a plan that differs is refused", async () => {
    const { folder, sites } = load(site);
    const plan = planAnalysis(folder.scenes, sites, { verb: "snow", chosenAfterLooking: true });
    const r = await measureSnow(plan, folder.scenes, sites);
    expect(r.test?.selectionP).toBe(1);
    expect(r.caveats.map((c) => c.code)).toContain("target-chosen-after-looking");
    const other = planAnalysis(folder.scenes, sites, { verb: "snow", target: "r03" });
    expect(planHash(other)).not.toBe(planHash(plan));
    expect(() => requireSamePlan(plan, other)).toThrow(/differ/);
  });

  test("plates come out as the same bytes twice, with a twin without marks", async () => {
    const { folder, sites } = load(site);
    const registration = await registerScenes(folder.scenes, sites.sites);
    const request = {
      scenes: [folder.scenes[1]!, folder.scenes[3]!],
      sites,
      target: "r16",
      registration,
      version: "test",
      marginM: 30,
      statement: null,
      title: { en: "Building 16", ar: "المبنى 16" },
      label: { en: "Building 16", ar: "المبنى 16", word: "likely", analyst: "X", rule: null },
    };
    const [a, b] = [await makePlate(request), await makePlate(request)];
    expect(a.files.length).toBe(7);
    a.files.forEach((f, i) => {
      expect(Buffer.compare(f.bytes, b.files[i]!.bytes)).toBe(0);
    });
    const svg = new TextDecoder().decode(a.files[0]!.bytes);
    for (const word of ["SYNTHETIC", "المبنى 16", "likely", "55 to 80 %", "UTC"]) expect(svg).toContain(word);
    expect(new TextDecoder().decode(a.files[3]!.bytes)).not.toContain("polygon");
  });
});

describe("adversarial scenes end in a refusal or a printed caveat", () => {
  test("a mirrored image is not registered, is stamped on plates and never measured", async () => {
    const dir = make("mirrored", few);
    await rewriteScene(join(dir, "scenes", "2015-01-15.tif"), (_, column, row, at) => at(few.size! - 1 - column, row));
    const { folder, sites } = load(dir);
    const registration = await registerScenes(folder.scenes, sites.sites);
    expect(registration.refusals.map((r) => r.scene)).toEqual(["2015-01-15"]);
    expect(placementOf(registration, "2015-01-15")).toBeNull();
    const plate = await makePlate({
      scenes: [folder.scenes[3]!],
      sites,
      target: "r16",
      registration,
      version: "test",
      marginM: 30,
      statement: null,
      title: { en: "B", ar: null },
      label: { en: "B", ar: null, word: null, analyst: null, rule: null },
    });
    expect(new TextDecoder().decode(plate.files[0]!.bytes)).toContain("position not verified");
  });

  test("swapped dates: the image's own stamp and the sun contradict the item", () => {
    const [, winter, , late] = few.shots!;
    const dir = make("swapped", {
      ...few,
      shots: [few.shots![0]!, { ...winter!, statedAt: late!.at }, { ...late!, statedAt: winter!.at }],
    });
    const codes = load(dir).folder.scenes.flatMap((s) => s.caveats.map((c) => c.code));
    expect(codes.filter((c) => c === "dates-disagree").length).toBe(2);
  });

  test("a wrong EPSG among others is mixed projections; everywhere wrong leaves the polygons outside", async () => {
    const dir = make("epsg", few);
    const rewrite = async (name: string): Promise<void> => {
      await rewriteScene(join(dir, "scenes", `${name}.tif`), (value) => value, 32636);
      const item = join(dir, "scenes", `${name}.json`);
      writeFileSync(item, readFileSync(item, "utf8").replace("32637", "32636"));
    };
    await rewrite("2015-01-15");
    expect(() => requireScenes(load(dir).folder, { date: true, count: 2 })).toThrow(/2 projections/);
    for (const name of ["2011-10-03", "2013-01-10", "2013-12-15"]) await rewrite(name);
    const { folder, sites } = load(dir);
    const r = await measureSnow(planAnalysis(folder.scenes, sites, { verb: "snow" }), folder.scenes, sites);
    expect(r.test).toBeNull();
    expect(r.refusals.some((x) => x.code === "outside-scene")).toBe(true);
  });

  test("heated controls are called out", async () => {
    const buildings = compound.buildings!.map((b, i) => (i % 4 === 0 ? { ...b, heatW: 75 } : b));
    const { folder, sites } = load(make("heated", { ...few, buildings }));
    const r = await measureSnow(
      planAnalysis(folder.scenes, sites, { verb: "snow", claimedStart: "2013-06-01" }),
      folder.scenes,
      sites,
    );
    expect(r.caveats.some((c) => c.code === "controls-stand-out" || c.code === "controls-as-bare")).toBe(true);
  });

  test("scenes of 10 m cannot judge a roof: every one is refused (target 18)", async () => {
    const { folder, sites } = load(make("coarse", { ...few, gsdM: 10, size: 160, oversample: 4, trees: 0 }));
    const r = await measureSnow(planAnalysis(folder.scenes, sites, { verb: "snow" }), folder.scenes, {
      ...sites,
      sites: sites.sites.map((s) => ({ ...s, drawingSdM: 0 })),
    });
    expect(r.values.length).toBe(0);
    expect(r.test).toBeNull();
  });

  test("shadows: height within its interval, and the wrong day only moves it a little, which is said", async () => {
    const { folder, sites } = load(make("stack", { ...PRESETS["shadow"]!, oversample: 4 }));
    const stack = sites.sites.find((s) => s.id === "stack")!;
    for (const scene of folder.scenes) {
      const r = await measureShadow(scene, stack, { shiftPx: [0, 0], sigmaPx: 0.02 });
      expect(Math.abs(r.height!.heightM - 14)).toBeLessThan(0.3);
      expect(r.caveats.map((c) => c.code)).toContain("shadow-does-not-tell-the-day");
    }
    const clock = timeFromShadow({
      day: "2015-01-15",
      lon: 36.3289,
      lat: 33.665,
      heightM: 14,
      heightSdM: 0.2,
      lengthM: 22.03,
      lengthSdM: 0.4,
      shadowAzimuthDeg: 339.5,
      shadowAzimuthSdDeg: 2,
    });
    expect(clock.windows.length).toBe(1);
    expect(clock.windows[0]!.from <= "2015-01-15T08:30:00Z" && clock.windows[0]!.to >= "2015-01-15T08:30:00Z").toBe(
      true,
    );
  });
});

describe("bad input: clear errors, all gathered", () => {
  test("not a TIFF, truncated, bands unknown: listed together", async () => {
    const dir = make("bad", { ...few, shots: few.shots!.slice(0, 3) });
    const scenes = join(dir, "scenes");
    writeFileSync(join(scenes, "text.tif"), "this is no image");
    writeFileSync(join(scenes, "cut.tif"), readFileSync(join(scenes, "2011-10-03.tif")).subarray(0, 5000));
    rmSync(join(scenes, "2013-01-10.json"));
    const { folder } = load(dir);
    const said = folder.problems.map((p) => `${p.file} ${p.message}`).join("\n");
    for (const word of ["text.tif", "not-a-tiff", "cut.tif", "truncated-tiff", "2013-01-10.tif", "--bands"])
      expect(said).toContain(word);
    expect(() => requireScenes(folder, { date: true, count: 2 })).toThrow(/problems/);
  });

  test("no control, no ground: the plan is refused with both named", () => {
    const { folder, sites } = load(site);
    const lone = { ...sites, sites: sites.sites.filter((s) => s.role === "target") };
    try {
      planAnalysis(folder.scenes, lone, { verb: "snow" });
      expect.unreachable();
    } catch (error) {
      expect((error as { problems: unknown[] }).problems.length).toBe(2);
    }
  });

  test("nodata over the target, and a scene without a date", async () => {
    const dir = make("empty", few);
    await rewriteScene(join(dir, "scenes", "2015-01-15.tif"), (value, _, row) => (row >= 240 ? 0 : value));
    const { folder, sites } = load(dir);
    const r = await measureSnow(planAnalysis(folder.scenes, sites, { verb: "snow" }), folder.scenes, sites);
    expect(r.refusals.some((x) => x.scene === "2015-01-15" && (x.code === "nodata" || x.code === "unregistered"))).toBe(
      true,
    );
    const item = join(dir, "scenes", "2015-01-15.json");
    writeFileSync(item, readFileSync(item, "utf8").replace(/"datetime": "[^"]*"/, '"datetime": null'));
    expect(() => requireScenes(load(dir).folder, { date: true, count: 2 })).toThrow(/1 problem/);
  });
});
