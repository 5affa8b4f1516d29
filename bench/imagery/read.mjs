// Reading, windows, NDSI and phase correlation beside GDAL, geotiff.js, numpy and scikit-image, in one run on one machine.
//
//   npm run build && node bench/imagery/read.mjs FOLDER
//
// FOLDER gets the test rasters (330 MB). Peers are optional, each is skipped with a word when it is not there:
//   PYTHON   a Python with GDAL and numpy (default /usr/bin/python3)       SKIMAGE  a Python with scikit-image
//   PEERS    a folder in which `npm install geotiff@3.0.5` was run
// CPU time counts (user and system): the machine may have other work.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fileSource } from "../../dist/imagery/raster/byte-source.js";
import { openTiff } from "../../dist/imagery/raster/tiff.js";
import { correlateImages } from "../../dist/imagery/register/phase-correlation.js";

const dir = process.argv[2] ?? "/tmp";
const python = process.env.PYTHON ?? "/usr/bin/python3";
const skimage = process.env.SKIMAGE;
const peers = process.env.PEERS;
const SIDE = 10980;

const MAKE = `
import numpy as np, sys
from osgeo import gdal
rng=np.random.default_rng(1); n=${SIDE}
a=np.empty((n,n),np.uint16)
for r in range(0,n,1098):
    y,x=np.mgrid[r:r+1098,0:n].astype(np.float32)
    a[r:r+1098]=(2000+900*np.sin(x/97)+700*np.cos(y/131)+rng.normal(0,40,(1098,n)).astype(np.float32)).astype(np.uint16)
for c in ("DEFLATE","LZW"):
    d=gdal.GetDriverByName("GTiff").Create(sys.argv[1]+"/"+c+".tif",n,n,1,gdal.GDT_UInt16,["COMPRESS="+c,"PREDICTOR=2","TILED=YES","BLOCKXSIZE=512","BLOCKYSIZE=512"])
    d.GetRasterBand(1).WriteArray(a); d=None
`;
const READ = `
import sys,time,random
from osgeo import gdal
gdal.UseExceptions()
d=gdal.Open(sys.argv[1]); t=time.process_time(); a=d.GetRasterBand(1).ReadAsArray()
print("full", round((time.process_time()-t)*1000), "sum", int(a.sum(dtype="int64")))
random.seed(1); gdal.SetCacheMax(0)
d=gdal.Open(sys.argv[1]); t=time.process_time()
for i in range(50): d.GetRasterBand(1).ReadAsArray(random.randrange(${SIDE - 512}),random.randrange(${SIDE - 512}),512,512)
print("windows", round((time.process_time()-t)*1000))
`;
const NDSI = `
import time, numpy as np
n=100_000_000; rng=np.random.default_rng(1); a=rng.integers(1,10000,n,dtype=np.uint16); b=rng.integers(1,10000,n,dtype=np.uint16); o=np.empty(n,np.float32)
def run():
    t=time.process_time()
    for i in range(0,n,1<<20):
        x=a[i:i+(1<<20)].astype(np.float32); y=b[i:i+(1<<20)].astype(np.float32); o[i:i+(1<<20)]=(x-y)/(x+y)
    return round((time.process_time()-t)*1000)
run(); print("blocked", run())
t=time.process_time(); (a.astype(np.float32)-b.astype(np.float32))/(a.astype(np.float32)+b.astype(np.float32)); print("naive", round((time.process_time()-t)*1000))
`;
const PHASE = `
import time, numpy as np
from skimage.registration import phase_cross_correlation
import skimage
from scipy.ndimage import fourier_shift
rng=np.random.default_rng(1); a=rng.normal(size=(1024,1024)); b=np.fft.ifft2(fourier_shift(np.fft.fft2(a),(-2.81,3.37))).real
phase_cross_correlation(a,b,upsample_factor=100); t=time.process_time()
for i in range(3): s=phase_cross_correlation(a,b,upsample_factor=100)[0]
print("scikit-image", skimage.__version__, round((time.process_time()-t)*1000/3), "ms, shift", s)
`;

const say = (...words) => console.log(...words);
const cpu = (from) => {
  const { user, system } = process.cpuUsage(from);
  return Math.round((user + system) / 1000);
};
function ask(program, code, ...args) {
  if (program === undefined || !existsSync(program)) return "skipped: not present";
  try {
    return execFileSync(program, ["-c", code, ...args], { stdio: ["ignore", "pipe", "ignore"] })
      .toString()
      .trim()
      .replaceAll("\n", ", ");
  } catch {
    return "skipped: a module is missing";
  }
}
/** The same windows in every run; a plain linear congruence is enough to spread them. */
function windows(seed) {
  let state = seed;
  const next = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * (SIDE - 512));
  };
  return Array.from({ length: 50 }, () => ({ x: next(), y: next(), width: 512, height: 512 }));
}

if (!existsSync(join(dir, "LZW.tif"))) say("making test rasters", ask(python, MAKE, dir));
for (const name of ["DEFLATE", "LZW"]) {
  const file = join(dir, `${name}.tif`);
  const tiff = openTiff(fileSource(file));
  let start = process.cpuUsage();
  const [band] = await tiff.read({ x: 0, y: 0, width: SIDE, height: SIDE });
  const full = cpu(start);
  const rss = Math.round(process.resourceUsage().maxRSS / 1024);
  let sum = 0;
  for (let i = 0; i < band.length; i++) sum += band[i];
  start = process.cpuUsage();
  for (const window of windows(1)) await tiff.read(window);
  say(`${name}: own: full ${full}, sum ${sum}, windows ${cpu(start)} ms cpu; largest memory so far ${rss} MB`);
  say(`${name}: GDAL: ${ask(python, READ, file)}`);
  if (peers === undefined) say(`${name}: geotiff.js: skipped: not present`);
  else {
    const { fromFile } = await import(pathToFileURL(createRequire(join(peers, "x.js")).resolve("geotiff")).href);
    const image = await (await fromFile(file)).getImage();
    start = process.cpuUsage();
    await image.readRasters();
    const whole = cpu(start);
    start = process.cpuUsage();
    for (const { x, y } of windows(1)) await image.readRasters({ window: [x, y, x + 512, y + 512] });
    say(`${name}: geotiff.js: full ${whole}, windows ${cpu(start)}`);
  }
}

const count = 100_000_000;
const [green, swir, ndsi] = [new Uint16Array(count), new Uint16Array(count), new Float32Array(count)];
for (let i = 0; i < count; i++) {
  green[i] = 1 + ((i * 7919) % 9973);
  swir[i] = 1 + ((i * 104729) % 9967);
}
/** As the snow reader has it: one pass, no array between. */
function index() {
  for (let i = 0; i < count; i++) {
    const a = green[i];
    const b = swir[i];
    ndsi[i] = (a - b) / (a + b);
  }
}
index();
let start = process.cpuUsage();
index();
say(`NDSI of 100 Mpx, warm: own ${cpu(start)} ms cpu; numpy: ${ask(python, NDSI)}`);

const n = 1024;
const a = new Float64Array(n * n).map((_, i) => (Math.sin(i * 12.9898) * 43758.5453) % 1);
const b = new Float64Array(n * n).map((_, i) => a[(i + 5 * n + 3) % (n * n)]);
for (let i = 0; i < 3; i++) correlateImages(a, b, n);
start = process.cpuUsage();
for (let i = 0; i < 5; i++) correlateImages(a, b, n);
say(`phase correlation 1024 x 1024 to 1/100 px: own ${cpu(start) / 5} ms cpu; ${ask(skimage, PHASE)}`);
