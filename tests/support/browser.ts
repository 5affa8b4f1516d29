import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const PLACES = [
  process.env["SNOWMELT_CHROMIUM"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** A Chromium that is on this machine; `undefined` with a word on the terminal when there is none. */
export function findChromium(): string | undefined {
  const found = PLACES.find((path) => path !== "" && existsSync(path));
  if (found === undefined) console.log("skipped: Chromium not present (name one in SNOWMELT_CHROMIUM)");
  return found;
}

/** The browser without any connection of its own. */
export function launch(executablePath: string, more: readonly string[] = []): Promise<Browser> {
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];
  const args = [
    "--no-first-run",
    "--disable-gpu",
    ...quiet,
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ...more,
  ];
  return chromium.launch({ executablePath, args });
}

export interface Visit {
  readonly page: Page;
  /** Every address that the page asked for. */
  readonly requests: readonly string[];
  /** Those of them that the page's own policy stopped before they went out. */
  readonly stopped: readonly string[];
  /** What the page said on its console, and dialogs that it opened. */
  readonly said: readonly string[];
}

/** A folder of files, opened in pages of one browser. */
export class Site {
  readonly dir = mkdtempSync(join(tmpdir(), "snowmelt-site-"));
  readonly address = `${pathToFileURL(this.dir).href}/`;
  readonly #browser: Browser;

  constructor(browser: Browser, files: readonly { readonly path: string; readonly bytes: Uint8Array }[]) {
    this.#browser = browser;
    for (const { path, bytes } of files) this.write(path, bytes);
  }

  write(path: string, content: string | Uint8Array): void {
    const full = join(this.dir, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
  }

  async visit(path: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await this.#browser.newContext({ viewport: { width: 1000, height: 900 }, ...options });
    const page = await context.newPage();
    const [requests, stopped, said]: [string[], string[], string[]] = [[], [], []];
    page.on("request", (request) => requests.push(request.url()));
    page.on("requestfailed", (request) => {
      if (request.failure()?.errorText === "csp") stopped.push(request.url());
    });
    page.on("console", (message) => said.push(message.text()));
    page.on("dialog", (dialog) => {
      said.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(`${this.address}${path}`);
    return { page, requests, stopped, said };
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
