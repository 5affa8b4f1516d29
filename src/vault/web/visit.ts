import { isIP } from "node:net";
import type { Effects } from "#kernel";
import { vaultError } from "../errors.ts";
import { briefName } from "../names.ts";
import { isPrivateAddress } from "./address.ts";
import { type Browser, later, startChromium } from "./chromium.ts";
import { DevtoolsError, type Told } from "./devtools.ts";
import { type Exchange, type Lost, Recorder } from "./exchanges.ts";
import { type Connection, Guard } from "./guard.ts";
import type { ProxyAddress } from "./proxy.ts";

export interface VisitOptions {
  readonly chromium: string;
  /** Seconds until the page is taken as it is then. */
  readonly seconds: number;
  /** The address's own host may be a private one. */
  readonly allowPrivate: boolean;
  /** Go on where the certificate is not trusted. */
  readonly anyCertificate: boolean;
  /** Through which all connections go; `null`: none. */
  readonly proxy: ProxyAddress | null;
}

/** A page as it was seen. */
export interface Visit {
  readonly browser: string;
  readonly isSandboxed: boolean;
  readonly exchanges: readonly Exchange[];
  readonly lost: readonly Lost[];
  readonly connections: readonly Connection[];
  /** The proxy through which it was seen; `null`: none. */
  readonly proxy: string | null;
  /** Where it ended, after redirects and scripts. */
  readonly finalUrl: string;
  readonly title: string;
  readonly text: string;
  readonly dom: string;
  /** What fits on the screen, then the whole page in pieces from the top. */
  readonly screenshots: readonly Uint8Array[];
  readonly pdf: Uint8Array;
  /** DER, the server's own first; empty without TLS. */
  readonly certificates: readonly Uint8Array[];
  /** Why the certificate is not trusted, where that was let pass; `null` when it is, or there is none. */
  readonly certificateFault: string | null;
  /** This machine's clock: when the browser was told to go, when the first answer came, and when all was taken. */
  readonly times: { readonly began: Date; readonly answered: Date; readonly ended: Date };
  /** Whether the page had come to rest before the time was over. */
  readonly cameToRest: boolean;
}

const VIEW = { width: 1280, height: 800 };
/** Taller pictures than this come out torn or empty. */
const PIECE_HEIGHT = 8000;
const MOST_PIECES = 40;
const QUIET_MS = 700;

/**
 * Opens a page in a headless browser with an empty profile, scrolls through it so that what loads late does load, and takes
 * everything that came over the wire and what could be seen.
 *
 * @throws vault/private-address, vault/capture-failed, vault/bad-certificate
 */
export async function visit(url: URL, options: VisitOptions, effects: Effects): Promise<Visit> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!options.allowPrivate && isIP(host) > 0 && isPrivateAddress(host)) throw privateAddress(url, host, host);
  const guard = await Guard.open({ privateHost: options.allowPrivate ? host : null, proxy: options.proxy });
  let browser: Browser | null = null;
  try {
    browser = await startChromium(options.chromium, guard.port);
    return await takePage(url, options, effects, browser, guard);
  } catch (error) {
    if (!(error instanceof DevtoolsError)) throw error;
    throw captureFailed(url, error.message, error);
  } finally {
    await browser?.close();
    guard.close();
  }
}

async function takePage(
  url: URL,
  options: VisitOptions,
  effects: Effects,
  browser: Browser,
  guard: Guard,
): Promise<Visit> {
  const { devtools } = browser;
  const recorder = new Recorder(devtools, (host) => guard.allow(host));
  const { targetId } = await devtools.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await devtools.send("Target.attachToTarget", { targetId, flatten: true });
  const send = (method: string, params = {}): Promise<Told> => devtools.send(method, params, sessionId);
  const agent = await plainAgent(devtools);
  const enter = async (session: string): Promise<void> => {
    await recorder.listenIn(session);
    await devtools.send("Network.setUserAgentOverride", agent, session).catch(() => undefined);
    // Frames of other sites and workers come as targets of their own; each waits until it is listened to.
    const auto = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };
    await devtools.send("Target.setAutoAttach", auto, session).catch(() => undefined);
    await devtools.send("Runtime.runIfWaitingForDebugger", {}, session).catch(() => undefined);
  };
  devtools.on("Target.attachedToTarget", (params) => void enter(params.sessionId).catch(() => undefined));
  devtools.on("Page.javascriptDialogOpening", (_, session) => {
    devtools.send("Page.handleJavaScriptDialog", { accept: false }, session).catch(() => undefined);
  });
  await send("Page.enable");
  await send("Emulation.setDeviceMetricsOverride", { ...VIEW, deviceScaleFactor: 1, mobile: false });
  await enter(sessionId);
  await devtools.send("Browser.setDownloadBehavior", { behavior: "deny" });
  let certificateFault: string | null = null;
  if (options.anyCertificate) {
    devtools.on("Security.visibleSecurityStateChanged", ({ visibleSecurityState }) => {
      certificateFault ??= visibleSecurityState.certificateSecurityState?.certificateNetworkError || null;
    });
    await send("Security.enable");
    await send("Security.setIgnoreCertificateErrors", { ignore: true });
  }

  let answered: Date | null = null;
  devtools.on("Network.responseReceived", () => {
    answered ??= effects.now();
  });
  devtools.on("Network.requestWillBeSent", ({ redirectResponse }) => {
    if (redirectResponse !== undefined) answered ??= effects.now();
  });
  let isLoaded = false;
  // A load told before the page came is that of the blank page, or of one that led on.
  devtools.on("Page.frameNavigated", ({ frame }) => {
    if (frame.parentId === undefined) isLoaded = false;
  });
  devtools.on("Page.loadEventFired", () => {
    isLoaded = true;
  });
  const lateAt = performance.now() + options.seconds * 1000;
  const isLate = (): boolean => performance.now() > lateAt;
  const rest = async (): Promise<boolean> => {
    while (!isLate()) {
      if (isLoaded && recorder.isQuiet(performance.now(), QUIET_MS)) return true;
      await later(50);
    }
    return false;
  };

  const began = effects.now();
  const went = await Promise.race([send("Page.navigate", { url: url.href }), later(options.seconds * 1000)]);
  if (went === undefined) throw captureFailed(url, `no answer within ${options.seconds} seconds`);
  if (went.errorText !== undefined) throw refusal(url, went.errorText, guard, recorder);
  let cameToRest = await rest();
  const { frameTree } = await send("Page.getFrameTree");
  const frameId: string = frameTree.frame.id;
  // A world of its own: what the page's scripts put in place of the DOM's functions is not there.
  const { executionContextId } = await send("Page.createIsolatedWorld", { frameId, worldName: "capture" });
  const ask = async (expression: string): Promise<Told> => {
    const { result } = await send("Runtime.evaluate", {
      expression,
      contextId: executionContextId,
      returnByValue: true,
    });
    return result.value;
  };
  for (let y = 0, height = 0; !isLate() && y < PIECE_HEIGHT * MOST_PIECES; y += VIEW.height) {
    height = Number(await ask(`scrollTo(0, ${y}); document.documentElement.scrollHeight`));
    await later(60);
    if (y >= height) break;
  }
  await ask("scrollTo(0, 0)");
  cameToRest = (await rest()) && cameToRest;
  if (!cameToRest) await send("Page.stopLoading");

  const screenshots = await pictures(send, Number(await ask("document.documentElement.scrollHeight")));
  const { data: pdf } = await send("Page.printToPDF", { printBackground: true, preferCSSPageSize: true });
  const { root } = await send("DOM.getDocument", { depth: 0 });
  const { outerHTML: dom } = await send("DOM.getOuterHTML", { nodeId: root.nodeId });
  const finalUrl = String(await ask("location.href"));
  const isTls = finalUrl.startsWith("https:");
  const origin = new URL(finalUrl).origin;
  const chain = isTls ? await send("Network.getCertificate", { origin }).catch(() => null) : null;
  const exchanges = recorder.exchanges();
  return {
    browser: browser.version,
    isSandboxed: browser.isSandboxed,
    exchanges,
    lost: recorder.lost,
    connections: guard.connections,
    proxy: options.proxy?.shown ?? null,
    finalUrl,
    title: String((await ask("document.title")) ?? ""),
    text: String((await ask('document.body?.innerText ?? ""')) ?? ""),
    dom,
    screenshots,
    pdf: Buffer.from(pdf, "base64"),
    certificates: ((chain?.tableNames ?? []) as string[]).map((each) => Buffer.from(each, "base64")),
    certificateFault,
    times: { began, answered: answered ?? effects.now(), ended: effects.now() },
    cameToRest,
  };
}

/** The user agent of the same browser with a window: who asks need not be told apart from other readers. */
async function plainAgent(devtools: Browser["devtools"]): Promise<Told> {
  const { userAgent } = await devtools.send("Browser.getVersion");
  return { userAgent: (userAgent as string).replace("HeadlessChrome", "Chrome") };
}

type Send = (method: string, params?: object) => Promise<Told>;

/** What fits on the screen, then the page from the top in pieces. A page that is taller than all pieces is in the PDF whole. */
async function pictures(send: Send, height: number): Promise<Uint8Array[]> {
  const take = async (more: object): Promise<Uint8Array> =>
    Buffer.from((await send("Page.captureScreenshot", { format: "png", ...more })).data, "base64");
  const all = [await take({})];
  for (let y = 0, i = 0; y < height && i < MOST_PIECES; y += PIECE_HEIGHT, i += 1) {
    const clip = { x: 0, y, width: VIEW.width, height: Math.min(PIECE_HEIGHT, height - y), scale: 1 };
    all.push(await take({ captureBeyondViewport: true, clip }));
  }
  return all;
}

/** Why the browser did not get the page. */
function refusal(url: URL, errorText: string, guard: Guard, recorder: Recorder): Error {
  const isPrivate = guard.connections.find(({ refused }) => refused?.startsWith("private address"));
  if (isPrivate !== undefined) return privateAddress(url, isPrivate.host, isPrivate.refused!);
  if (errorText.startsWith("net::ERR_CERT")) {
    return vaultError("vault/bad-certificate", {
      what: `Cannot capture "${briefName(url.href)}"`,
      found: `its certificate is not trusted (${errorText})`,
      unchanged: "Nothing was recorded.",
      mend: "To capture it all the same, with that on record: snowmelt collect --any-certificate ADDRESS",
    });
  }
  const reason = guard.connections.findLast(({ refused, host }) => refused !== null && host === url.hostname)?.refused;
  const isFile = errorText === "net::ERR_ABORTED" && recorder.exchanges().some(({ status }) => status === 200);
  return captureFailed(
    url,
    isFile ? "it is a file to download and no page" : `${errorText}${reason ? `, ${reason}` : ""}`,
  );
}

function privateAddress(url: URL, host: string, found: string): Error {
  const isOwn = host === url.hostname.replace(/^\[|\]$/g, "");
  return vaultError("vault/private-address", {
    what: `Cannot capture "${briefName(url.href)}"`,
    found: `it leads to ${briefName(host)} (${found}); an address of the open internet is needed`,
    unchanged: "Nothing was recorded.",
    mend: isOwn
      ? "If the page is on your own network on purpose: snowmelt collect --allow-private ADDRESS"
      : "A page that leads into the reader's own network is a trap or a mistake; capture another address.",
  });
}

function captureFailed(url: URL, found: string, cause?: unknown): Error {
  return vaultError("vault/capture-failed", {
    what: `Cannot capture "${briefName(url.href)}"`,
    found,
    unchanged: "Nothing was recorded.",
    mend: "Check the address and the network; a file is fetched by hand and handed in: snowmelt collect FILE",
    cause,
  });
}
