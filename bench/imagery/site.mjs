// Twenty scenes of 4000 x 4000 through every verb to plates: time, processor time and largest memory of each (target 16).
//
//   npm run build && node bench/imagery/site.mjs FOLDER
//
// FOLDER gets the scenes (1.8 GB): two images (synthetic, one under snow) of 1000 x 1000, laid out four by four with every
// other one mirrored, and each under the days of ten years, displaced by whole pixels of its own and with noise of its own.
// Registration must find those displacements. Needs GNU time.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PRESETS } from "../../dist/imagery/index.js";
import { fileSource } from "../../dist/imagery/raster/byte-source.js";
import { openTiff } from "../../dist/imagery/raster/tiff.js";
import { writeTiff } from "../../dist/imagery/raster/write-tiff.js";

const dir = process.argv[2] ?? "/tmp";
const program = fileURLToPath(new URL("../../bin/snowmelt.mjs", import.meta.url));
const scenes = join(dir, "scenes");
const sites = ["--sites", join(dir, "sites.geojson")];
const SNOW = { mm: 13, hours: 15, temperatureC: -1 };

function run(...args) {
  const given = ["-f", "%e %U %S %M", process.execPath, program, "imagery", ...args];
  const ran = spawnSync("/usr/bin/time", given, { encoding: "utf8", maxBuffer: 2 ** 28 });
  const lines = ran.stderr.trim().split("\n");
  if (ran.status !== 0 && ran.status !== 3) throw new Error(lines.slice(-4).join("\n"));
  const [wall, user, system, memory] = lines.at(-1).split(" ").map(Number);
  return { wall, cpu: user + system, memory: memory / 1024, out: ran.stdout };
}

/** By how much the content of the k-th scene is displaced, columns and rows; the first in time, 1, is the reference. */
const shiftOf = (k) => [((7 * k + 9) % 11) - 5, ((5 * k + 8) % 9) - 4];

/** The rendered image in the second row and column of four, its mirror images around it, displaced and with noise. */
function enlarge(small, bands, k) {
  const side = small.width;
  const straight = (i) => ((i % side) + side) % side;
  const source = (shift) =>
    Int32Array.from({ length: 4 * side }, (_, at) => {
      const i = at - shift;
      return Math.floor(i / side) % 2 === 0 ? side - 1 - straight(i) : straight(i);
    });
  const [columns, rows] = shiftOf(k).map(source);
  const [x0, gsd, , y0] = small.geo.affine;
  let seed = k + 1;
  return writeTiff({
    ...{ width: 4 * side, height: 4 * side, type: small.type, epsg: small.geo.epsg, nodata: 0 },
    ...{ affine: [x0 - side * gsd, gsd, 0, y0 + side * gsd, 0, -gsd], tile: 512 },
    ...{ compression: "deflate", deflateLevel: 1, predictor: true },
    bands: bands.map((band) => {
      const out = new Uint16Array(16 * side * side);
      for (let r = 0, at = 0; r < 4 * side; r++)
        for (let c = 0; c < 4 * side; c++) {
          seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
          out[at++] = Math.max(1, band[rows[r] * side + columns[c]] + (seed >>> 28) - 8);
        }
      return out;
    }),
  });
}

mkdirSync(scenes, { recursive: true });
for (const [s, day] of ["10-03", "01-10"].entries()) {
  const first = `2009-${day}`;
  const last = join(scenes, `2018-${day}.tif`);
  if (existsSync(last)) continue;
  const settings = {
    ...PRESETS["roof-snow"],
    ...{ size: 1000, oversample: 1, trees: 60 },
    shots: [{ at: `${first}T08:24:00Z`, shiftPx: [0, 0], ...(s === 0 ? {} : { snow: SNOW }) }],
  };
  const base = join(dir, `base-${day}`);
  writeFileSync(join(dir, "settings.json"), JSON.stringify(settings));
  if (!existsSync(base)) run("simulate", join(dir, "settings.json"), "--out", base);
  writeFileSync(join(dir, "sites.geojson"), readFileSync(join(base, "sites.geojson")));
  const small = openTiff(fileSource(join(base, "scenes", `${first}.tif`)));
  const bands = await small.read({ x: 0, y: 0, width: small.width, height: small.height });
  const item = readFileSync(join(base, "scenes", `${first}.json`), "utf8");
  for (let i = 0; i < 10; i++) {
    const name = `${2009 + i}-${day}`;
    writeFileSync(join(scenes, `${name}.json`), item.replaceAll(first, name));
    writeFileSync(join(scenes, `${name}.tif`), enlarge(small, bands, 2 * i + s));
  }
}

const registration = join(dir, "registration.json");
const again = [...sites, "--registration", registration];
let [cpu, wall, memory] = [0, 0, 0];
for (const words of [
  ["inspect", scenes, ...sites],
  ["register", scenes, ...sites, "--json"],
  ["timeline", scenes, ...again],
  ["snow", scenes, ...again, "--claimed-start", "2011-06-01"],
  ["shadow", scenes, ...again],
  ["plate", scenes, ...again, "--out", join(dir, "plates")],
]) {
  const took = run(...words);
  if (words[0] === "register") {
    writeFileSync(registration, took.out);
    const found = JSON.parse(took.out).scenes.map(({ scene, shiftPx }) => {
      const k = 2 * (Number(scene.slice(0, 4)) - 2009) + (scene.endsWith("01-10") ? 1 : 0);
      return shiftPx === null ? null : Math.hypot(...shiftOf(k).map((v, axis) => v - shiftPx[axis]));
    });
    const errors = found.filter((error) => error !== null).sort((a, b) => a - b);
    console.log(
      `${errors.length} of ${found.length} registered; errors ${errors[errors.length >> 1].toFixed(3)} px (median), ${errors.at(-1).toFixed(3)} at most`,
    );
  }
  console.log(
    `${words[0]}: ${took.wall.toFixed(1)} s, ${took.cpu.toFixed(1)} s cpu, ${took.memory.toFixed(0)} MB; ${took.out.trim().split("\n").length} lines`,
  );
  cpu += took.cpu;
  wall += took.wall;
  memory = Math.max(memory, took.memory);
}
console.log(`all: ${wall.toFixed(1)} s, ${cpu.toFixed(1)} s cpu, ${memory.toFixed(0)} MB`);
