// Reading, windows, NDSI and phase correlation beside GDAL, geotiff.js, numpy and scikit-image, in one run on one machine.
//
//   npm run build && node bench/imagery/read.mjs FOLDER [read|index|phase]
//
// FOLDER gets the test rasters (330 MB); a second word runs that part alone. Peers are optional, each is skipped with a word when it is not there:
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
import { snowIndex } from "../../dist/imagery/snow/ndsi.js";

const dir = process.argv[2] ?? "/tmp";
const python = process.env.PYTHON ?? "/usr/bin/python3";
const skimage = process.env.SKIMAGE;
const peers = process.env.PEERS;
const runs = (part) => (process.argv[3] ?? part) === part;
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
/** numpy at its best: blocks that fit the cache, and no new array in the loop. */
const NDSI = `
import time, numpy as np
n=100_000_000; rng=np.random.default_rng(1); a=rng.integers(1,10000,n,dtype=np.uint16); b=rng.integers(1,10000,n,dtype=np.uint16); o=np.empty(n,np.float32)
def run(k):
    x=np.empty(k,np.float32); y=x.copy(); s=x.copy(); t=time.process_time()
    for i in range(0,n,k):
        m=min(k,n-i); x[:m]=a[i:i+m]; y[:m]=b[i:i+m]
        np.add(x,y,out=s); np.subtract(x,y,out=x); np.divide(x[:m],s[:m],out=o[i:i+m])
    return round((time.process_time()-t)*1000)
for k in (1<<16,1<<20): run(k); print("blocks of", k, min(run(k) for i in range(3)))
t=time.process_time(); (a.astype(np.float32)-b.astype(np.float32))/(a.astype(np.float32)+b.astype(np.float32)); print("naive", round((time.process_time()-t)*1000))
`;
const PHASE = `
import time, numpy as np
from skimage.registration import phase_cross_correlation
import skimage
from scipy.ndimage import fourier_shift
rng=np.random.default_rng(1); a=rng.normal(size=(1024,1024)); b=np.fft.ifft2(fourier_shift(np.fft.fft2(a),(-2.81,3.37))).real
def run():
    t=time.process_time(); s=phase_cross_correlation(a,b,upsample_factor=100)[0]; return round((time.process_time()-t)*1000), s
run(); took,s=min((run() for i in range(12)), key=lambda r: r[0])
print("scikit-image", skimage.__version__, took, "ms, shift", s)
`;

const say = (...words) => console.log(...words);
const cpu = (from) => {
  const { user, system } = process.cpuUsage(from);
  return Math.round((user + system) / 1000);
};
/** Of some runs after the first, the quickest: other work on the machine only ever adds. */
function least(times, run) {
  run();
  return Math.min(
    ...Array.from({ length: times }, () => {
      const start = process.cpuUsage();
      run();
      return cpu(start);
    }),
  );
}
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

async function read() {
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
}

function index() {
  const count = 100_000_000;
  const [green, swir] = [new Uint16Array(count), new Uint16Array(count)];
  for (let i = 0; i < count; i++) {
    green[i] = 1 + ((i * 7919) % 9973);
    swir[i] = 1 + ((i * 104729) % 9967);
  }
  const plain = new Float32Array(count);
  const bare = () => {
    for (let i = 0; i < count; i++) {
      const a = green[i];
      const b = swir[i];
      plain[i] = (a - b) / (a + b);
    }
  };
  const written = new Int16Array(count);
  const band = { scale: 1e-4, offset: 0 };
  const whole = () => snowIndex(green, swir, { green: band, swir: band, nodata: 0 }, written);
  const warm = (run) => least(3, run);
  say(`NDSI of 100 Mpx, warm: the quotient alone ${warm(bare)} ms cpu`);
  say(`... with scales, nodata, limits and whole numbers, as \`imagery ndsi\` writes it, ${warm(whole)} ms cpu`);
  say(`... numpy: ${ask(python, NDSI)}`);
}

function phase() {
  const n = 1024;
  const a = new Float64Array(n * n).map((_, i) => (Math.sin(i * 12.9898) * 43758.5453) % 1);
  const b = new Float64Array(n * n).map((_, i) => a[(i + 5 * n + 3) % (n * n)]);
  say(`phase correlation 1024 x 1024 to 1/100 px: own ${least(12, () => correlateImages(a, b, n))} ms cpu`);
  say(`... ${ask(skimage, PHASE)}`);
}

if (runs("read")) await read();
if (runs("index")) index();
if (runs("phase")) phase();
