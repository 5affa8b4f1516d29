import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPromise } from "yauzl";
import type { Exhibit } from "../../src/record/index.ts";
import { exhibitPath } from "../../src/vault/index.ts";
import { findChromium, launch } from "../support/browser.ts";
import { Workbench } from "../support/cli.ts";
import { PIXEL, page, WebSite } from "../support/web-site.ts";

const chromium = findChromium();
let bench: Workbench;
let site: WebSite;

beforeAll(async () => {
  site = await new WebSite({
    "/old": (_, response) =>
      void response.writeHead(302, { location: "/page", "set-cookie": ["a=1", "b=2; HttpOnly"] }).end(),
    // windows-1256, as many Arabic pages of the time: the bytes have to be kept, not a reading of them.
    "/page": page(
      "text/html; charset=windows-1256",
      Buffer.concat([
        Buffer.from("<!doctype html><title>Made up</title><p>"),
        Buffer.from([0xc7, 0xe1, 0xe3, 0xd2, 0xd1, 0xda, 0xc9]),
        Buffer.from(
          "</p><img src=/pixel.png><iframe src='http://127.0.0.2:8642/secret'></iframe><div style='height:3000px'></div>" +
            "<script>document.body.append('made by a script'); Object.defineProperty(document, 'title', { get: () => 'a lie' })</script>",
        ),
      ]),
    ),
    "/pixel.png": page("image/png", PIXEL),
  }).open();
});
afterAll(() => site.close().catch(() => undefined));
beforeEach(async () => {
  bench = new Workbench();
  await bench.run(["init", "case", "--no-passphrase"]);
});
afterEach(() => bench.remove());

const collect = (args: readonly string[], given?: Parameters<Workbench["run"]>[1]): ReturnType<Workbench["run"]> =>
  bench.run(["collect", ...args, "--case", "case"], {
    env: { SNOWMELT_HOME: bench.path("home"), PATH: process.env["PATH"], SNOWMELT_CHROMIUM: chromium },
    ...given,
  });
const bytesOf = (exhibit: Exhibit): Buffer => readFileSync(exhibitPath(bench.path("case"), exhibit.sha256));

it("the first line of the help says that it goes to the network", async () => {
  expect((await bench.run(["collect", "--help"])).out.split("\n")[0]).toMatch(/goes to the network only for a URL/);
});

describe.skipIf(chromium === undefined)("a page is captured", () => {
  it("as source, DOM, pictures, PDF, media, archive and report, each an exhibit that says where it is from", async () => {
    const asked = site.address("/old");
    const now = new Date(Date.now() + 600_000);
    const ran = await collect([asked, "--allow-private", "--json"], { now: () => now });
    // The frame leads to another private address: refused, listed, and the rest is kept.
    expect(ran.exit, ran.said).toBe(3);
    const { added, notKept, refused } = JSON.parse(ran.out) as {
      added: Exhibit[];
      notKept: string[];
      refused: unknown[];
    };
    expect(refused).toEqual([]);
    expect(notKept).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.2:8642\/secret: /)]);
    const named = new Map(added.map((exhibit) => [exhibit.originalName.replace(/^[^/]+\//, ""), exhibit]));
    expect([...named.keys()]).toEqual([
      "source.html",
      "dom.html",
      "screen.png",
      "page-1.png",
      "page.pdf",
      "media/001-pixel.png",
      "report.json",
      "page.wacz",
    ]);
    for (const [name, { url }] of named) {
      const final = site.address("/page");
      const expected = name.startsWith("media/")
        ? { given: { entered: site.address("/pixel.png") } }
        : { given: { entered: asked, final } };
      expect(url, name).toEqual(expected);
    }
    // The bytes of the wire, not a reading of them; what the browser made of them; what a script added.
    expect(bytesOf(named.get("source.html")!).includes(Buffer.from([0xc7, 0xe1, 0xe3, 0xd2, 0xd1, 0xda, 0xc9]))).toBe(
      true,
    );
    expect(bytesOf(named.get("dom.html")!).toString("utf8")).toMatch(/المزرعة.*made by a script/s);
    expect(bytesOf(named.get("media/001-pixel.png")!)).toEqual(PIXEL);
    expect(bytesOf(named.get("page-1.png")!).readUInt32BE(20)).toBeGreaterThan(3000);
    expect(bytesOf(named.get("page.pdf")!).subarray(0, 5).toString()).toBe("%PDF-");
    const wacz = named.get("page.wacz")!;
    const uid = (name: string): string => named.get(name)!.uid;
    expect(wacz).toMatchObject({
      pageSource: { given: [uid("source.html"), uid("dom.html")] },
      pageCapture: { given: [uid("screen.png"), uid("page-1.png"), uid("page.pdf")] },
      pageMedia: { given: [uid("media/001-pixel.png")] },
    });
    // This machine's clock was put ten minutes ahead.
    const report = JSON.parse(bytesOf(named.get("report.json")!).toString("utf8"));
    expect(report.clock.atMost).toBeGreaterThan(590);
    expect(report.clock.atLeast).toBeLessThan(610);
    expect((wacz.clock as { given: string }).given).toMatch(/between 59\d/);
    expect(report.redirects).toEqual([{ url: asked, status: 302, location: "/page" }]);
    expect(report.title).toBe("Made up");
    const reached = report.connections.filter(({ ip }: { ip: string | null }) => ip !== null);
    expect(new Set(reached.map(({ ip }: { ip: string }) => ip))).toEqual(new Set(["127.0.0.1"]));
    expect(report.connections).toContainEqual({
      host: "127.0.0.2",
      port: 8642,
      ip: null,
      refused: "private address 127.0.0.2",
    });
    // Nobody is told that a machine reads.
    expect(site.asked.map(({ headers }) => headers["user-agent"]).join()).not.toMatch(/headless|snowmelt/i);
    expect((await bench.run(["verify", "case"])).exit).toBe(0);

    // A stranger's tool reads the archive; in the records stand the cookies and the bytes.
    const path = bench.write("page.wacz", bytesOf(wacz));
    const zip = await openPromise(path, {
      autoClose: false,
      lazyEntries: true,
      decodeStrings: true,
      validateEntrySizes: true,
    });
    const members = new Map<string, Buffer>();
    for await (const entry of zip.eachEntry()) {
      const parts: Buffer[] = [];
      for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
      members.set(String(entry.fileName), Buffer.concat(parts));
    }
    zip.close();
    const warc = members.get("archive/data.warc.gz")!;
    const lines = members.get("indexes/index.cdxj")!.toString("utf8").trim().split("\n");
    expect(lines.map((line) => line.split(" ")[0])).toEqual([...lines.map((line) => line.split(" ")[0])].sort());
    for (const line of lines) {
      const where = JSON.parse(line.slice(line.indexOf("{")));
      const record = gunzipSync(warc.subarray(Number(where.offset), Number(where.offset) + Number(where.length)));
      expect(record.toString("latin1")).toContain(`WARC-Target-URI: ${where.url}\r\n`);
    }
    const text = gunzipSync(warc).toString("latin1");
    expect(text).toMatch(/HTTP\/1\.1 302 Found\r\n[\s\S]*set-cookie: a=1\r\n[\s\S]*set-cookie: b=2; HttpOnly\r\n/i);
    expect(execFileSync("unzip", ["-tq", path], { encoding: "utf8" })).toMatch(/No errors/);
    // Replayed with the network cut: every answer comes out of the archive.
    const answers = new Map(
      lines.map((line) => {
        const where = JSON.parse(line.slice(line.indexOf("{")));
        const record = gunzipSync(warc.subarray(Number(where.offset), Number(where.offset) + Number(where.length)));
        const block = record.subarray(record.indexOf("\r\n\r\n") + 4, -4);
        const headEnd = block.indexOf("\r\n\r\n");
        const [first, ...fields] = block.toString("latin1", 0, headEnd).split("\r\n");
        const headers = Object.fromEntries(fields.map((field) => field.split(/: (.*)/s).slice(0, 2)));
        return [where.url, { status: Number(first!.split(" ")[1]), headers, body: block.subarray(headEnd + 4) }];
      }),
    );
    const final = site.address("/page");
    await site.close();
    const browser = await launch(chromium!, ["--proxy-server=socks5://127.0.0.1:1", "--proxy-bypass-list=<-loopback>"]);
    try {
      const replay = await browser.newPage();
      await replay.route("**", (route) => {
        const answer = answers.get(route.request().url());
        return answer === undefined ? route.abort() : route.fulfill(answer);
      });
      await replay.goto(final);
      expect(await replay.innerText("body")).toMatch(/المزرعة.*made by a script/s);
      expect(await replay.evaluate("document.querySelector('img').naturalWidth")).toBe(1);
    } finally {
      await browser.close();
    }
    expect(JSON.parse(members.get("pages/pages.jsonl")!.toString("utf8").split("\n")[1]!).text).toContain("المزرعة");
  });
});
