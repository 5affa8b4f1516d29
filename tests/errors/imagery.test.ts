import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rewriteScene, SMALL, siteOn } from "../imagery/small-site.ts";
import { Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

const { bare, snowy, site, snow, editSites, editItem } = siteOn(() => bench);

describe("errors of the room imagery: files that are no scenes", () => {
  it("imagery/not-a-tiff: text, an empty file, an empty folder, nothing there", async () => {
    bench.write("a.txt", "hello");
    bench.write("folder/notes.md", "no image");
    for (const verb of ["inspect", "register"]) {
      const ran = await bench.run(["imagery", verb, "a.txt"]);
      expect(ran).toMatchObject({ code: "imagery/bad-scenes", exit: 4 });
      expect(ran.said).toContain("imagery/not-a-tiff");
      expect(ran.said).toContain("--gdal converts");
    }
    const folder = await bench.run(["imagery", "inspect", "folder"]);
    expect(folder).toMatchObject({ code: "imagery/bad-scenes", exit: 4 });
    expect(folder.said).toContain("notes.md: is not named as an image");
    const nothing = await bench.run(["imagery", "inspect", "nowhere.tif"]);
    expect(nothing).toMatchObject({ code: "imagery/bad-scenes", exit: 4 });
    expect(nothing.said).toContain("there is no such file");
  });

  it("truncated, hostile, unsupported, unknown projection, no georeference: gathered in one answer", async () => {
    site();
    const whole = readFileSync(bench.path(`${bare}.tif`));
    bench.write("bad/cut.tif", whole.subarray(0, 4000));
    const lies = Buffer.from(whole);
    // ImageWidth says 16 million columns; the list of blocks does not follow.
    const at = lies.readUInt32LE(4);
    for (let i = 0; i < lies.readUInt16LE(at); i++) {
      const entry = at + 2 + 12 * i;
      if (lies.readUInt16LE(entry) === 256) {
        lies.writeUInt16LE(4, entry + 2);
        lies.writeUInt32LE(0xfffff0, entry + 8);
      }
    }
    bench.write("bad/lies.tif", lies);
    const strange = Buffer.from(whole);
    for (let i = 0; i < strange.readUInt16LE(at); i++) {
      const entry = at + 2 + 12 * i;
      if (strange.readUInt16LE(entry) === 259) strange.writeUInt16LE(34712, entry + 8);
    }
    bench.write("bad/strange.tif", strange);
    bench.write("bad/elsewhere.tif", whole);
    await rewriteScene(bench.path("bad/elsewhere.tif"), (v) => v, 2154);
    const ran = await bench.run(["imagery", "register", "bad", "--bands", "green,red,nir,swir16"]);
    expect(ran).toMatchObject({ code: "imagery/bad-scenes", exit: 4 });
    for (const word of [
      "cut.tif",
      "imagery/truncated-tiff",
      "lies.tif",
      "imagery/hostile-tiff",
      "strange.tif",
      "imagery/unsupported-tiff",
      "elsewhere.tif",
      "imagery/unknown-projection",
    ])
      expect(ran.said).toContain(word);
  });

  it("imagery/hostile-tiff: a block that unpacks to far more than its place is stopped", async () => {
    site();
    const whole = readFileSync(bench.path(`${snowy}.tif`));
    const bomb = deflateSync(Buffer.alloc(2 ** 26));
    const at = whole.readUInt32LE(4);
    // The first tile lies behind the file now: TileOffsets and TileByteCounts are lists of 32-bit numbers.
    for (let i = 0; i < whole.readUInt16LE(at); i++) {
      const entry = at + 2 + 12 * i;
      const list = whole.readUInt32LE(entry + 8);
      if (whole.readUInt16LE(entry) === 324) whole.writeUInt32LE(whole.length, list);
      if (whole.readUInt16LE(entry) === 325) whole.writeUInt32LE(bomb.length, list);
    }
    writeFileSync(bench.path(`${snowy}.tif`), Buffer.concat([whole, bomb]));
    const ran = await bench.run(["imagery", "register", "site/scenes"]);
    expect(ran).toMatchObject({ code: "imagery/hostile-tiff", exit: 4 });
    expect(ran.said).toContain("2015-01-15.tif");
    expect(ran.said).toContain("cannot be unpacked");
  });

  it("imagery/bad-scenes: a STAC item with three faults, a scene without a date, bands that nothing names", async () => {
    site();
    editItem(bare, (item) => {
      item.properties["datetime"] = "yesterday";
      item.properties["view:off_nadir"] = 120;
      Object.assign(item, { assets: { none: null } });
      item.properties["instruments"] = 5;
    });
    rmSync(bench.path("site/scenes/2013-01-10.json"));
    const ran = await snow();
    expect(ran).toMatchObject({ code: "imagery/bad-scenes", exit: 4 });
    for (const word of ["yesterday", "off_nadir", 'no "href"', "2013-01-10.tif", "--bands"])
      expect(ran.said).toContain(word);
    site();
    editItem(snowy, (item) => {
      item.properties["datetime"] = null;
    });
    await rewriteScene(bench.path(`${snowy}.tif`), (v) => v);
    expect((await snow()).said).toMatch(/2015-01-15\.tif: no date/);
  });

  it("imagery/mixed-projections: one scene in another zone", async () => {
    site();
    await rewriteScene(bench.path(`${snowy}.tif`), (v) => v, 32636);
    editItem(snowy, (item) => {
      item.properties["proj:epsg"] = 32636;
    });
    const ran = await snow();
    expect(ran).toMatchObject({ code: "imagery/mixed-projections", exit: 4 });
    expect(ran.said).toContain("EPSG:32636");
    expect(ran.said).toContain("gdalwarp -t_srs EPSG:32637 ");
  });

  it("imagery/no-gdal, imagery/convert-failed", async () => {
    bench.write("x.jp2", "no JPEG 2000");
    const none = await bench.run(["imagery", "inspect", "x.jp2", "--gdal"], { env: { PATH: bench.root } });
    expect(none).toMatchObject({ code: "imagery/no-gdal", exit: 4 });
    const path = process.env["PATH"] ?? "";
    const some = await bench.run(["imagery", "inspect", "x.jp2", "--gdal"], { env: { PATH: path } });
    // Without GDAL on this machine the first error stands for both.
    if (some.code === "imagery/no-gdal") return;
    expect(some).toMatchObject({ code: "imagery/bad-scenes", exit: 4 });
    expect(some.said).toContain("imagery/convert-failed");
  });
});

describe("errors of the room imagery: sites, plans and settings", () => {
  it("imagery/bad-sites: every fault of every feature, with its name", async () => {
    site();
    editSites((sites) => {
      const [a, b, c] = sites.features;
      const ring = a!.geometry.coordinates[0]!;
      [ring[1], ring[2]] = [ring[2]!, ring[1]!];
      b!.properties["role"] = "enemy";
      b!.properties["pitch_deg"] = "steep";
      c!.geometry.coordinates[0]!.pop();
    });
    const ran = await snow();
    expect(ran).toMatchObject({ code: "imagery/bad-sites", exit: 4 });
    for (const word of ["crosses itself", '"enemy"', '"pitch_deg"', "not closed"]) expect(ran.said).toContain(word);
    for (const text of ["{", "null", "[]"]) {
      bench.write("site/sites.geojson", text);
      expect(await snow()).toMatchObject({ code: "imagery/bad-sites", exit: 4 });
    }
  });

  it("imagery/bad-sites: members of another kind than they should be are faults, not crashes and not passed over", async () => {
    site();
    editSites((sites) => {
      const [a, b, c, d] = sites.features as unknown as {
        geometry: { coordinates: unknown };
        properties: Record<string, unknown> | null;
      }[];
      a!.geometry.coordinates = [[36.3, 33.6]];
      b!.geometry.coordinates = [[null, [36.3, 33.6], [36.4, 33.6], null]];
      Object.assign(c!.properties!, { heated: "yes", material: 5 });
      d!.properties = null;
      Object.assign(sites, { drawn_on: 5, features: [...sites.features, null] });
    });
    const ran = await snow();
    expect(ran).toMatchObject({ code: "imagery/bad-sites", exit: 4 });
    for (const word of [
      '"r01": has positions',
      '"r02": has positions',
      '"heated" is "yes"',
      '"material" is 5',
      "has no role",
    ])
      expect(ran.said).toContain(word);
    for (const word of ["drawn_on", "has no id"]) expect(ran.said).toContain(word);
  });

  it("imagery/bad-sites: no control and no open ground, both told; nobody else in the stratum is a refusal", async () => {
    site();
    editSites((sites) => {
      sites.features = sites.features.filter((f) => f.properties["role"] === "target");
    });
    const ran = await snow();
    expect(ran).toMatchObject({ code: "imagery/bad-sites", exit: 4 });
    expect(ran.said).toContain('role "control"');
    expect(ran.said).toContain('role "snow-reference"');
    site();
    editSites((sites) => {
      for (const f of sites.features) if (f.properties["role"] === "target") f.properties["material"] = "glass";
    });
    const alone = await snow();
    expect(alone.exit).toBe(3);
    expect(alone.out).toContain("refused no-controls");
  });

  it("imagery/no-such-site, imagery/bad-settings, imagery/plan-differs", async () => {
    site();
    expect(await snow("--target", "r99")).toMatchObject({ code: "imagery/no-such-site", exit: 2 });
    for (const words of [
      ["--claimed-start", "soon"],
      ["--claimed-start", "2013-02-30"],
      ["--candidates", "400"],
      ["--candidates", "many"],
      ["--strata", "colour"],
      ["--bands", "ultraviolet"],
      ["--sites", "nowhere.geojson"],
    ])
      expect(await snow(...words)).toMatchObject({ code: "imagery/bad-settings", exit: 2 });
    expect(await bench.run(["imagery", "snow", "site/scenes"])).toMatchObject({ code: "imagery/bad-settings" });
    const plan = await snow("--plan-only");
    expect(plan.exit).toBe(0);
    bench.write("plan.json", plan.out);
    const other = await snow("--plan", "plan.json", "--claimed-start", "2013-06-01");
    expect(other).toMatchObject({ code: "imagery/plan-differs", exit: 4 });
    expect(other.said).toContain("claimedStart");
    bench.write("none.json", "{}");
    expect(await snow("--plan", "none.json")).toMatchObject({ code: "imagery/plan-differs", exit: 4 });
    expect(await snow("--plan", "missing.json")).toMatchObject({ code: "imagery/bad-settings", exit: 2 });
  });

  it("imagery/bad-settings: simulate lists every impossible setting and writes nothing", async () => {
    bench.write("s.json", JSON.stringify({ size: 3, colour: "red", bits: 9, shots: [{ at: "never" }] }));
    const ran = await bench.run(["imagery", "simulate", "s.json", "--out", "out"]);
    expect(ran).toMatchObject({ code: "imagery/bad-settings", exit: 2 });
    for (const word of ['"size"', '"colour"', '"bits"', "never"]) expect(ran.said).toContain(word);
    const building = { id: "a", x: 0, y: 0, lengthM: 20, widthM: 10, heightM: 4 };
    const impossible = [
      { ...building, x: "east", roof: "dome" },
      { ...building, material: "cheese", role: "boss", heatedFrom: "soon", lenghtM: 3 },
    ];
    const shots = [{ at: "2015-01-15T08:30", snow: { mm: -3, hours: 2, temperatureC: -1 } }];
    bench.write("t.json", JSON.stringify({ place: [500, 33], bands: ["purple"], buildings: impossible, shots }));
    const nested = await bench.run(["imagery", "simulate", "t.json", "--out", "out"]);
    expect(nested).toMatchObject({ code: "imagery/bad-settings", exit: 2 });
    const places = ["place.0", "bands.0", "shots.0.at", "shots.0.snow.mm", "buildings.0.x", "buildings.0.roof"];
    for (const word of [...places, "cheese", "boss", "soon", "lenghtM", "10 problems"])
      expect(nested.said).toContain(word);
    bench.write("u.json", JSON.stringify({ shots: SMALL.shots, buildings: [building, building] }));
    const twice = await bench.run(["imagery", "simulate", "u.json", "--out", "out"]);
    expect(twice.said).toContain('two buildings have the id "a"');
    for (const words of [["nothing", "--out", "out"], ["shadow"]])
      expect(await bench.run(["imagery", "simulate", ...words])).toMatchObject({ code: "imagery/bad-settings" });
    bench.write("broken.json", "{");
    bench.write("list.json", "[]");
    for (const file of ["broken.json", "list.json"])
      expect(await bench.run(["imagery", "simulate", file, "--out", "out"])).toMatchObject({
        code: "imagery/bad-settings",
        exit: 2,
      });
  });

  it("plates: nowhere to write, unknown scenes and words; shadows: half a question", async () => {
    site();
    const plate = (...more: readonly string[]) =>
      bench.run(["imagery", "plate", "site/scenes", "--sites", "site/sites.geojson", ...more]);
    for (const words of [
      [],
      ["--out", "p", "--show", "1999-01-01"],
      ["--out", "p", "--show", "2012-10-03,2013-01-10,2015-01-15"],
      ["--out", "p", "--word", "surely"],
      ["--out", "p", "--word", "likely"],
      ["--out", "p", "--target", "r99"],
      ["--out", "p", "--margin", "-5"],
    ])
      expect(await plate(...words)).toMatchObject({ code: "imagery/bad-settings", exit: 2 });
    const measure = ["site/scenes", "--sites", "site/sites.geojson"];
    for (const words of [
      [],
      ["--height", "14,0.2"],
      [...measure, "--slope", "95"],
      [...measure, "--target", "r99"],
      [...measure, "--scene", "1999-01-01"],
    ])
      expect(await bench.run(["imagery", "shadow", ...words]), words.join(" ")).toMatchObject({
        code: "imagery/bad-settings",
        exit: 2,
      });
    const where = ["--length", "22,0.5", "--place", "36.3,93.6"];
    const nowhere = await bench.run(["imagery", "shadow", "--height", "-14,0.2", "--day", "2015-02-30", ...where]);
    expect(nowhere).toMatchObject({ code: "imagery/bad-settings", exit: 2 });
    for (const word of ["2015-02-30", "--height", "--place"]) expect(nowhere.said).toContain(word);
  });

  it("imagery/bad-sites: no plate of ground that a scene does not show; no height where the ground falls faster than light", async () => {
    site();
    const steep = await bench.run([
      ...["imagery", "shadow", "site/scenes", "--sites", "site/sites.geojson"],
      ...["--slope", "-45", "--scene", "2013-01-10"],
    ]);
    expect(steep).toMatchObject({ exit: 3 });
    expect(steep.out).toMatch(/^refused no-shadow-edge: 2013-01-10 r07: Ground that falls by 45 degrees/m);
    const level = await bench.run([
      ...["imagery", "shadow", "site/scenes", "--sites", "site/sites.geojson"],
      ...["--scene", "2013-01-10", "--json"],
    ]);
    const told = JSON.parse(level.out).caveats.map((c: { code: string }) => c.code);
    expect(told).toContain("shadow-does-not-tell-the-day");
    editSites((sites) => {
      const target = sites.features.find((f) => f.id === "r07");
      target!.geometry.coordinates = target!.geometry.coordinates.map((r) => r.map(([x, y]) => [x + 1, y]));
    });
    const plate = ["imagery", "plate", "site/scenes", "--sites", "site/sites.geojson", "--out", "p"];
    const ran = await bench.run(plate);
    expect(ran).toMatchObject({ code: "imagery/bad-sites", exit: 4 });
    expect(ran.said).toContain("outside scene 2012-10-03");
  });
});

describe("what is asked for and is not there", () => {
  it("imagery/bad-settings: a reference that is none of the scenes is never replaced by another", async () => {
    site();
    const planned = await snow("--reference", "1999-01-01", "--plan-only");
    expect(planned).toMatchObject({ code: "imagery/bad-settings", exit: 2 });
    expect(planned.said).toContain("2012-10-03");
    const registered = await bench.run(["imagery", "register", "site/scenes", "--reference", "1999-01-01"]);
    expect(registered).toMatchObject({ code: "imagery/bad-settings", exit: 2 });
  });

  it("imagery/bad-scenes: the same bytes under two names are not two scenes", async () => {
    site();
    bench.write("site/scenes/copy.tif", readFileSync(bench.path(`${snowy}.tif`)));
    const ran = await snow("--bands", "green,red,nir,swir16", "--plan-only");
    expect(ran).toMatchObject({ code: "imagery/bad-scenes", exit: 4 });
    expect(ran.said).toContain("the same bytes as");
  });

  it("imagery/bad-sites: outlines drawn on a scene that is not there are not laid on another", async () => {
    site();
    editSites((sites) => Object.assign(sites, { drawn_on: "1999-01-01" }));
    for (const verb of ["snow", "register", "shadow"]) {
      const ran = await bench.run(["imagery", verb, "site/scenes", "--sites", "site/sites.geojson"]);
      expect(ran, verb).toMatchObject({ code: "imagery/bad-sites", exit: 4 });
      expect(ran.said).toContain("the scenes are 2012-10-03, 2013-01-10, 2015-01-15");
    }
    expect(await snow("--reference", "2012-10-03", "--plan-only")).toMatchObject({ code: null, exit: 0 });
  });

  it("imagery/bad-settings: simulate writes neither over nor beside what is there", async () => {
    bench.write("kept/notes.txt", "mine");
    for (const out of ["kept", "kept/notes.txt"])
      expect(await bench.run(["imagery", "simulate", "roof-snow", "--out", out])).toMatchObject({
        code: "imagery/bad-settings",
        exit: 2,
      });
    expect(readdirSync(bench.path("kept"))).toEqual(["notes.txt"]);
    expect(readFileSync(bench.path("kept/notes.txt"), "utf8")).toBe("mine");
  });

  it("a shadow that falls on another building gives no height", async () => {
    site();
    const shadow = () =>
      bench.run(["imagery", "shadow", "site/scenes", "--sites", "site/sites.geojson", "--target", "r07"]);
    expect((await shadow()).out).toMatch(/^2012-10-03 {2}r07 {2}[\d.]+ m /m);
    editSites((sites) => {
      const near = structuredClone(sites.features.find(({ id }) => id === "r07")!);
      near.id = "next-door";
      near.properties["role"] = "exclude";
      for (const corner of near.geometry.coordinates[0]!) {
        corner[0]! -= 0.00005;
        corner[1]! += 0.00005;
      }
      sites.features.push(near);
    });
    const ran = await shadow();
    expect(ran.exit).toBe(3);
    expect(ran.out).toMatch(/refused neighbour-in-the-way: 2012-10-03 r07: \d+ of \d+ profiles end at another outline/);
    expect(ran.out).not.toMatch(/^2012-10-03 {2}r07 {2}[\d.]+ m /m);
  });

  it("a shadow that no time of the day casts is a refusal: exit 3", async () => {
    const reverse = (height: string) =>
      bench.run([
        ...["imagery", "shadow", "--height", height, "--length", "22,0.5", "--direction", "339,2"],
        ...["--day", "2015-01-15", "--place", "36.3289,33.665"],
      ]);
    const none = await reverse("140,0.2");
    expect(none.exit).toBe(3);
    expect(none.out).toMatch(/^refused no-fitting-time: /);
    expect(await reverse("14,0.2")).toMatchObject({ exit: 0, out: expect.stringContaining("best ") });
  });

  it("a polygon whose longitude and latitude are exchanged is told so; inspect says what can be measured", async () => {
    site();
    editSites((sites) => {
      const { coordinates } = sites.features.find(({ properties }) => properties["role"] === "target")!.geometry;
      for (const position of coordinates[0]!) position.reverse();
    });
    const ran = await snow("--json");
    const { refusals } = JSON.parse(ran.out) as { refusals: { code: string; text: string }[] };
    expect(refusals.find(({ code }) => code === "outside-scene")!.text).toContain("longitude and latitude exchanged");
    const inspected = await bench.run(["imagery", "inspect", "site/scenes", "--sites", "site/sites.geojson"]);
    expect(inspected.out).toMatch(/^2012-10-03 {2}r01 {2}\d+ whole pixels inside: measurable$/m);
    expect(inspected.out).toMatch(/^2012-10-03 {2}r07 {2}0 whole pixels inside: not measurable$/m);
    expect(inspected.out).toContain("A polygon needs 12 whole pixels");
  });
});
