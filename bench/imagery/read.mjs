// Full read, windows and phase correlation against GDAL and scikit-image, on this machine in one run.
// node --import tsx --conditions=source bench/imagery/read.mjs FOLDER   (FOLDER gets the test rasters, 300 MB)
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileSource } from "../../src/imagery/raster/byte-source.ts";
import { openTiff } from "../../src/imagery/raster/tiff.ts";
import { correlateImages } from "../../src/imagery/register/phase-correlation.ts";

const dir = process.argv[2] ?? "/tmp";
const python = process.env.PYTHON ?? "/usr/bin/python3";
const make = `
import numpy as np, sys
from osgeo import gdal
rng=np.random.default_rng(1); n=10980
y,x=np.mgrid[0:n,0:n].astype(np.float32)
a=(2000+900*np.sin(x/97)+700*np.cos(y/131)+rng.normal(0,40,(n,n))).astype(np.uint16)
for c in ("DEFLATE","LZW"):
    d=gdal.GetDriverByName("GTiff").Create(sys.argv[1]+"/"+c+".tif",n,n,1,gdal.GDT_UInt16,["COMPRESS="+c,"PREDICTOR=2","TILED=YES","BLOCKXSIZE=512","BLOCKYSIZE=512"])
    d.GetRasterBand(1).WriteArray(a); d=None
`;
const read = `
import sys,time,resource
from osgeo import gdal
d=gdal.Open(sys.argv[1])
t=time.process_time(); a=d.GetRasterBand(1).ReadAsArray(); print("full", round((time.process_time()-t)*1000))
import random; random.seed(1); gdal.SetCacheMax(0)
d=gdal.Open(sys.argv[1]); t=time.process_time()
for i in range(50): d.GetRasterBand(1).ReadAsArray(random.randrange(10468),random.randrange(10468),512,512)
print("windows", round((time.process_time()-t)*1000)); print("sum", int(a.astype("int64").sum()))
`;
if (!existsSync(`${dir}/LZW.tif`)) execFileSync(python, ["-c", make, dir]);
const cpu = (from) => {
  const c = process.cpuUsage(from);
  return Math.round((c.user + c.system) / 1000);
};
for (const name of ["DEFLATE", "LZW"]) {
  const file = `${dir}/${name}.tif`;
  const tiff = openTiff(fileSource(file));
  let start = process.cpuUsage();
  const [band] = await tiff.read({ x: 0, y: 0, width: 10980, height: 10980 });
  const full = cpu(start);
  let sum = 0;
  for (let i = 0; i < band.length; i++) sum += band[i];
  start = process.cpuUsage();
  for (let i = 0; i < 50; i++)
    await tiff.read({
      x: Math.floor(Math.random() * 10468),
      y: Math.floor(Math.random() * 10468),
      width: 512,
      height: 512,
    });
  console.log(
    name,
    "own: full",
    full,
    "ms cpu, 50 windows",
    cpu(start),
    "ms cpu, sum",
    sum,
    "rss MB",
    Math.round(process.resourceUsage().maxRSS / 1024),
  );
  console.log(name, "GDAL:", execFileSync(python, ["-c", read, file]).toString().trim().replaceAll("\n", ", "));
}
const n = 1024;
const a = new Float64Array(n * n).map((_, i) => (Math.sin(i * 12.9898) * 43758.5453) % 1);
const b = new Float64Array(n * n).map((_, i) => a[(i + 5 * n + 3) % (n * n)]);
for (let i = 0; i < 3; i++) correlateImages(a, b, n);
const start = process.cpuUsage();
for (let i = 0; i < 5; i++) correlateImages(a, b, n);
console.log("phase correlation 1024^2:", cpu(start) / 5, "ms cpu");
