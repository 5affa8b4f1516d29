import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { vaultError } from "../errors.ts";
import { Devtools } from "./devtools.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * A Chromium on this machine: the one that `SNOWMELT_CHROMIUM` names, else one of the usual names in `PATH` or places.
 *
 * @throws vault/no-browser
 */
export function findChromium(env: Readonly<Record<string, string | undefined>>): string {
  const named = env["SNOWMELT_CHROMIUM"];
  const inPath = (env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, process.platform === "win32" ? `${name}.exe` : name)));
  const found = named === undefined ? [...inPath, ...PLACES].find((path) => existsSync(path)) : named;
  if (found !== undefined && existsSync(found)) return found;
  throw vaultError("vault/no-browser", {
    what: "Cannot capture a page",
    found: named === undefined ? "no Chromium or Chrome is on this machine" : "SNOWMELT_CHROMIUM names no file",
    unchanged: "Nothing was fetched or recorded.",
    mend: "Install Chromium (Debian: apt install chromium), or name one: SNOWMELT_CHROMIUM=/path/to/chrome snowmelt collect ...",
  });
}

export interface Browser {
  readonly devtools: Devtools;
  /** As the browser tells it: `Chrome/156.0.8078.108`. */
  readonly version: string;
  /** Whether the browser's own sandbox is on; as root it cannot be. */
  readonly isSandboxed: boolean;
  close(): Promise<void>;
}

/** Nothing that the browser would say or fetch on its own account. */
const QUIET = [
  "--headless=new",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-client-side-phishing-detection",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-extensions",
  "--disable-sync",
  "--disable-breakpad",
  "--disable-crash-reporter",
  "--disable-quic",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,AutofillServerCommunication,CertificateTransparencyComponentUpdater,InterestFeedContentSuggestions,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable",
  "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
  "--metrics-recording-only",
  "--no-pings",
  "--mute-audio",
  "--hide-scrollbars",
  "--password-store=basic",
  "--use-mock-keychain",
];

/**
 * Starts a headless browser with an empty profile that is removed afterwards. Its only way out is the SOCKS server at `proxyPort`;
 * it looks up no name itself.
 */
export async function startChromium(path: string, proxyPort: number): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), "snowmelt-browser-"));
  const isSandboxed = process.getuid?.() !== 0;
  const args = [
    ...QUIET,
    ...(isSandboxed ? [] : ["--no-sandbox"]),
    `--proxy-server=socks5://127.0.0.1:${proxyPort}`,
    // Without this the browser reaches 127.0.0.1 past the proxy.
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    `--user-data-dir=${profile}`,
    "--remote-debugging-pipe",
    "about:blank",
  ];
  const hasGroup = process.platform !== "win32";
  const child = spawn(path, args, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], detached: hasGroup });
  // Who stops the program stops the browser with all its processes, and leaves nothing of what it saw.
  const end = (): void => {
    try {
      if (hasGroup && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      else child.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
    // They end a moment later, and may write until then.
    for (let turn = 0, quiet = 0; turn < 40 && quiet < 4; turn += 1) {
      quiet = existsSync(profile) ? 0 : quiet + 1;
      rmSync(profile, { recursive: true, force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25);
    }
  };
  process.once("exit", end);
  const devtools = new Devtools(child);
  const close = async (): Promise<void> => {
    await Promise.race([devtools.send("Browser.close").catch(() => undefined), ended(child), later(2000)]);
    await Promise.race([ended(child), later(3000)]);
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await ended(child);
    process.off("exit", end);
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    const version = await Promise.race([
      devtools.send("Browser.getVersion"),
      later(60_000).then(() => Promise.reject(new Error("the browser did not answer"))),
    ]);
    return { devtools, version: version.product as string, isSandboxed, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  return new Promise((done) => child.once("exit", () => done()));
}

/** Resolves after a while, without keeping the program alive. */
export function later(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms).unref();
  });
}
