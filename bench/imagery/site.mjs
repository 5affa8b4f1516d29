// Twenty scenes of 4000 x 4000 through every verb to plates: processor time and largest memory of each (target 16).
//
//   npm run build && node bench/imagery/site.mjs FOLDER
//
// FOLDER gets the scenes: two images (synthetic, one under snow) of 1000 x 1000, laid out four by four with every other
// one mirrored, and each under the days of ten years. Needs GNU time.
import { spawnSync } from "node:child_process";
import { constants, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
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

/** The rendered image in the second row and column of four, its mirror images around it. */
async function enlarge(file) {
  const small = openTiff(fileSource(file));
  const side = small.width;
  const bands = await small.read({ x: 0, y: 0, width: side, height: side });
  const source = Int32Array.from({ length: 4 * side }, (_, i) =>
    Math.floor(i / side) % 2 === 1 ? i % side : side - 1 - (i % side),
  );
  const [x0, gsd, , y0] = small.geo.affine;
  const content = {
    ...{ width: 4 * side, height: 4 * side, type: small.type, epsg: small.geo.epsg, nodata: 0 },
    ...{ affine: [x0 - side * gsd, gsd, 0, y0 + side * gsd, 0, -gsd], tile: 512 },
    ...{ compression: "deflate", deflateLevel: 1, predictor: true },
    bands: bands.map((band) => {
      const out = new Uint16Array(16 * side * side);
      for (let r = 0, at = 0; r < 4 * side; r++)
        for (let c = 0; c < 4 * side; c++) out[at++] = band[source[r] * side + source[c]];
      return out;
    }),
  };
  writeFileSync(file, writeTiff(content));
}

mkdirSync(scenes, { recursive: true });
for (const [day, shiftPx, snow] of [
  ["10-03", [-2.3, -1.4], null],
  ["01-10", [1.7, 0.6], SNOW],
]) {
  const first = `2009-${day}`;
  const file = join(scenes, `${first}.tif`);
  if (!existsSync(file)) {
    const settings = {
      ...PRESETS["roof-snow"],
      ...{ size: 1000, oversample: 1, trees: 60 },
      shots: [{ at: `${first}T08:24:00Z`, shiftPx, ...(snow === null ? {} : { snow }) }],
    };
    writeFileSync(join(dir, "settings.json"), JSON.stringify(settings));
    run("simulate", join(dir, "settings.json"), "--out", dir);
    await enlarge(file);
  }
  const item = readFileSync(join(scenes, `${first}.json`), "utf8");
  for (let year = 2010; year < 2019; year++) {
    copyFileSync(file, join(scenes, `${year}-${day}.tif`), constants.COPYFILE_FICLONE);
    writeFileSync(join(scenes, `${year}-${day}.json`), item.replaceAll(first, `${year}-${day}`));
  }
}

let [cpu, wall, memory] = [0, 0, 0];
for (const words of [
  ["inspect", scenes, ...sites],
  ["snow", scenes, ...sites, "--claimed-start", "2011-06-01"],
  ["timeline", scenes, ...sites],
  ["shadow", scenes, ...sites],
  ["plate", scenes, ...sites, "--out", join(dir, "plates")],
]) {
  const took = run(...words);
  console.log(
    `${words[0]}: ${took.cpu.toFixed(1)} s cpu, ${took.wall.toFixed(1)} s, ${took.memory.toFixed(0)} MB; ${took.out.trim().split("\n").length} lines`,
  );
  cpu += took.cpu;
  wall += took.wall;
  memory = Math.max(memory, took.memory);
}
console.log(`all: ${cpu.toFixed(1)} s cpu, ${wall.toFixed(1)} s, ${memory.toFixed(0)} MB`);
