// Streaming a snow index to a cloud-optimised GeoTIFF beside gdal_calc.py: processor time and largest memory of each process.
//
//   npm run build && node bench/imagery/ndsi.mjs FOLDER
//
// FOLDER gets the test raster (10980 x 10980, two bands, 500 MB) and what is made of it. Needs a Python with GDAL and numpy
// (PYTHON, default /usr/bin/python3), gdal_calc.py and GNU time.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

const dir = process.argv[2] ?? "/tmp";
const python = process.env.PYTHON ?? "/usr/bin/python3";
const SIDE = 10980;
const input = join(dir, "two-bands.tif");
const door = new URL("../../dist/imagery/", import.meta.url);

const MAKE = `
import numpy as np, sys
from osgeo import gdal, osr
rng=np.random.default_rng(1); n=${SIDE}
d=gdal.GetDriverByName("GTiff").Create(sys.argv[1],n,n,2,gdal.GDT_UInt16,["COMPRESS=DEFLATE","PREDICTOR=2","TILED=YES","BLOCKXSIZE=512","BLOCKYSIZE=512","INTERLEAVE=BAND"])
s=osr.SpatialReference(); s.ImportFromEPSG(32637); d.SetProjection(s.ExportToWkt()); d.SetGeoTransform([500000,10,0,3700000,0,-10])
for r in range(0,n,1098):
    y,x=np.mgrid[r:r+1098,0:n].astype(np.float32)
    for b in (1,2):
        a=(2000*b+900*np.sin(x/97/b)+700*np.cos(y/131)+rng.normal(0,40,(1098,n)).astype(np.float32)).astype(np.uint16)
        d.GetRasterBand(b).WriteArray(a,0,r)
d=None
`;
const OWN = `
import { fileSource } from ${JSON.stringify(String(new URL("raster/byte-source.js", door)))};
import { openTiff } from ${JSON.stringify(String(new URL("raster/tiff.js", door)))};
import { writeNdsi } from ${JSON.stringify(String(new URL("snow/ndsi.js", door)))};
const raster = openTiff(fileSource(process.argv[1]));
const { affine, epsg } = raster.geo;
const scene = { id: "x", raster, affine, projection: { epsg }, roles: ["green", "swir16"], scale: [1, 1], offset: [0, 0], calibrated: true, caveats: [] };
const made = await writeNdsi(scene, process.argv[2]);
console.log(JSON.stringify({ withoutData: made.withoutData, clipped: made.clipped }));
`;
const COMPARE = `
import sys, numpy as np
from osgeo import gdal
d=[gdal.Open(p) for p in sys.argv[1:3]]; a,b=[x.GetRasterBand(1) for x in d]; worst=0; differ=0
for r in range(0,${SIDE},1098):
    e=np.abs(a.ReadAsArray(0,r,${SIDE},1098).astype(int)-b.ReadAsArray(0,r,${SIDE},1098).astype(int)); worst=max(worst,int(e.max())); differ+=int((e>0).sum())
print("largest difference", worst, "in", differ, "pixels; overviews", a.GetOverviewCount(), "block", a.GetBlockSize())
`;

function timed(label, file, program, args) {
  const ran = spawnSync("/usr/bin/time", ["-f", "%U %S %M", program, ...args], { encoding: "utf8" });
  const [user, system, memory] = ran.stderr.trim().split("\n").at(-1).split(" ").map(Number);
  if (ran.status !== 0) console.log(`${label}: skipped: ${ran.stderr.trim().split("\n").at(-2)}`);
  else
    console.log(
      `${label}: ${((user + system) * 1000).toFixed(0)} ms cpu, ${Math.round(memory / 1024)} MB, ${Math.round(statSync(file).size / 2 ** 20)} MiB written ${ran.stdout.trim().split("\n").at(-1)}`,
    );
}

if (!existsSync(input)) execFileSync(python, ["-c", MAKE, input]);
const [own, calc, cog] = ["own.tif", "calc.tif", "calc-cog.tif"].map((name) => join(dir, name));
const formula = [
  ...["-A", input, "--A_band=1", "-B", input, "--B_band=2", "--quiet", "--overwrite", `--outfile=${calc}`],
  ...["--calc=rint(10000*((A.astype(float32)-B)/(A.astype(float32)+B)))", "--type=Int16", "--NoDataValue=-9999"],
];
for (let round = 0; round < 2; round++) {
  rmSync(own, { force: true });
  timed("own, streamed to COG", own, process.execPath, ["--input-type=module", "-e", OWN, input, own]);
  timed("gdal_calc.py, plain GeoTIFF", calc, "gdal_calc.py", formula);
  timed("gdal_calc.py, tiles, deflate level 1", calc, "gdal_calc.py", [
    ...formula,
    ...[
      "--co=TILED=YES",
      "--co=BLOCKXSIZE=512",
      "--co=BLOCKYSIZE=512",
      "--co=COMPRESS=DEFLATE",
      "--co=ZLEVEL=1",
      "--co=PREDICTOR=2",
    ],
  ]);
  timed("... and from there to COG by gdal_translate", cog, "gdal_translate", [
    ...[
      "-q",
      "-of",
      "COG",
      "-co",
      "COMPRESS=DEFLATE",
      "-co",
      "LEVEL=1",
      "-co",
      "PREDICTOR=YES",
      "-co",
      "OVERVIEW_RESAMPLING=AVERAGE",
    ],
    ...[calc, cog],
  ]);
}
console.log(execFileSync(python, ["-c", COMPARE, own, cog]).toString().trim());
