import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256Hex } from "../../src/kernel/index.ts";
import { leakCheck } from "../../src/publish/leaks.ts";
import { pictureMetadata } from "../../src/publish/picture-metadata.ts";
import { MADE_UP, Workbench } from "../support/cli.ts";
import { filesIn } from "../support/derived.ts";

// Pictures with everything a camera writes about whoever held it; what goes out is pixels. Everything is made up.
const OWNER = "Halvard Quist (made up)";
const CAMERA = "Brixelmoor X4410";
const EXIF = {
  IFD0: { Artist: OWNER, Make: CAMERA, Copyright: OWNER, ImageDescription: `the house of ${OWNER}` },
  IFD2: { BodySerialNumber: "SN-7391-4410", CameraOwnerName: OWNER },
  IFD3: { GPSLatitudeRef: "N", GPSLatitude: "33/1 40/1 12/1", GPSLongitudeRef: "E", GPSLongitude: "36/1 19/1 44/1" },
};
const FILES = ["photo.jpg", "photo.png", "photo.webp"];

let bench: Workbench;
let originals: ReadonlyMap<string, Buffer>;
let dossier: ReadonlyMap<string, Buffer>;

beforeAll(async () => {
  bench = new Workbench();
  const picture = sharp({ create: { width: 24, height: 16, channels: 3, background: "#8a5" } })
    .composite([{ input: Buffer.from('<svg width="24" height="16"><circle cx="9" cy="8" r="5" fill="#213"/></svg>') }])
    .withExif(EXIF);
  originals = new Map([
    // A word behind the end of a JPEG, as some telephones write.
    ["photo.jpg", Buffer.concat([await picture.clone().jpeg().toBuffer(), Buffer.from(`trailer of ${OWNER}`)])],
    ["photo.png", await picture.clone().png().toBuffer()],
    ["photo.webp", await picture.clone().webp({ lossless: true }).toBuffer()],
  ]);
  await bench.run(["init", "case", "--no-passphrase", "--name", "The mill (made up)"]);
  const files = {
    ...MADE_UP,
    "facts.csv": "file,consent_by\n*,n/a\n",
    "hand/marks.toml": MADE_UP["hand/marks.toml"]!.replace('"E1",', '"E1", "E2", "E3", "E4",'),
    "hand/dossier.md": MADE_UP["hand/dossier.md"]!.replace("[N3].", "[N3] [E2] [E3] [E4]."),
  };
  for (const [path, text] of Object.entries(files)) bench.write(path.startsWith("hand/") ? `case/${path}` : path, text);
  for (const [name, bytes] of originals) bench.write(`evidence/${name}`, bytes);
  for (const words of [["collect", "evidence", "--facts", "facts.csv"], ["run"], ["publish", "--audience", "public"]]) {
    const { exit, said } = await bench.run([...words, "--case", "case"]);
    expect({ exit, said: exit === 0 ? "" : said }).toEqual({ exit: 0, said: "" });
  }
  const folder = readdirSync(bench.path("case", "dossiers")).find((name) => !name.endsWith(".zip"))!;
  dossier = filesIn(bench.path("case", "dossiers", folder));
});
afterAll(() => bench.remove());

const pictures = (): readonly (readonly [string, Buffer])[] =>
  [...dossier].filter(([path]) => /\.(png|jpg)$/.test(path));

describe("pictures in a dossier", () => {
  it("the originals hold what must not go out, or this test would show nothing", () => {
    for (const [name, bytes] of originals) {
      expect(bytes.includes(CAMERA)).toBe(true);
      if (name !== "photo.webp") expect(pictureMetadata(bytes)).not.toEqual([]);
    }
  });

  it("go out as other bytes with the same pixels", async () => {
    expect(pictures()).toHaveLength(FILES.length);
    const hashes = new Set([...originals.values()].map((bytes) => sha256Hex(bytes)));
    for (const [path, bytes] of pictures()) {
      expect(hashes.has(sha256Hex(bytes))).toBe(false);
      const [was, is] = await Promise.all(
        [originals.get(path.endsWith("jpg") ? "photo.jpg" : "photo.png")!, bytes].map((one) =>
          sharp(one).ensureAlpha().raw().toBuffer(),
        ),
      );
      const apart = was!.map((value, at) => Math.abs(value - is![at]!));
      expect(Math.max(...apart)).toBeLessThanOrEqual(path.endsWith("jpg") ? 40 : 0);
    }
  });

  it("hold no metadata, and no file of the dossier names owner, camera or place", () => {
    for (const [, bytes] of pictures()) expect(pictureMetadata(bytes)).toEqual([]);
    const secrets = [OWNER, CAMERA, "SN-7391-4410"].map((value) => ({ label: value, value }));
    expect(
      leakCheck(
        [...dossier].map(([path, bytes]) => ({ path, bytes })),
        secrets,
      ),
    ).toEqual([]);
  });

  it("say so on the page and in the description: a copy, made by which program", () => {
    expect(dossier.get("index.html")!.toString()).toContain('data-w="copy"');
    const crate = JSON.parse(dossier.get("ro-crate-metadata.json")!.toString()) as {
      "@graph": Record<string, unknown>[];
    };
    const described = crate["@graph"].filter(({ "@id": id }) => /^data\/exhibits\/.*\.(png|jpg)$/.test(String(id)));
    expect(described).toHaveLength(FILES.length);
    for (const file of described) {
      expect(file["tool"]).toMatch(/^sharp [\d.]+, libvips [\d.]+$/);
      expect(file["sha256"]).toBe(sha256Hex(dossier.get(String(file["@id"]))!));
    }
  });

  it("exiftool finds nothing that a camera or a program wrote", (context) => {
    const folder = join(bench.path("case", "dossiers"), readdirSync(bench.path("case", "dossiers"))[0]!);
    const paths = pictures().map(([path]) => join(folder, path));
    const { error, stdout } = spawnSync("exiftool", ["-j", "-G1", ...paths], { encoding: "utf8" });
    if (error !== undefined) {
      console.log("skipped: exiftool not present");
      context.skip();
    }
    const groups = (JSON.parse(stdout) as Record<string, unknown>[]).flatMap((tags) => Object.keys(tags));
    const said = groups.filter(
      (tag) => !/^(SourceFile|ExifTool:|System:|File:|Composite:|PNG:|PNG-pHYs:|JFIF:)/.test(tag),
    );
    expect(said).toEqual([]);
    expect(
      groups.filter((tag) => /Artist|Make|Model|GPS|Serial|Owner|Comment|Copyright|Description|Software/.test(tag)),
    ).toEqual([]);
    expect(readFileSync(paths[0]!).length).toBeGreaterThan(0);
  });
});
