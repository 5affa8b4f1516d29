import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Exhibit } from "../../src/record/index.ts";
import { exhibitPath } from "../../src/vault/index.ts";
import { connectThrough, parseProxy } from "../../src/vault/web/proxy.ts";
import { findChromium } from "../support/browser.ts";
import type { Workbench } from "../support/cli.ts";
import { eachWithEmptyCase } from "../support/empty-case.ts";
import { TestProxy } from "../support/proxies.ts";
import { page, WebSite } from "../support/web-site.ts";

const chromium = findChromium();
let bench: Workbench;
eachWithEmptyCase((copy) => {
  bench = copy;
});
const collect = (...args: readonly string[]): ReturnType<Workbench["run"]> =>
  bench.run(["collect", ...args, "--case", "case"], {
    env: { SNOWMELT_HOME: bench.path("home"), ...(chromium === undefined ? {} : { SNOWMELT_CHROMIUM: chromium }) },
  });
const sitePort = (site: WebSite): number => Number(new URL(site.address()).port);

// The name leads nowhere: whoever reached the page did not look it up here.
it.skipIf(chromium === undefined)(
  "a page is captured through a proxy, which alone hears its name, and that is on record",
  async () => {
    const site = await new WebSite({ "/": page("text/html", "<title>Made up</title><p>made up") }).open();
    const proxy = await new TestProxy("socks5", sitePort(site)).open();
    try {
      const ran = await collect("http://made-up.invalid/", "--proxy", `socks5://127.0.0.1:${proxy.port}`, "--json");
      expect(ran, ran.said).toMatchObject({ exit: 0 });
      const { added } = JSON.parse(ran.out) as { added: Exhibit[] };
      expect(proxy.asked).toContain("made-up.invalid:80");
      const shown = `through the proxy socks5://127.0.0.1:${proxy.port}`;
      expect(added.map(({ egress }) => egress)).toEqual(added.map(() => ({ given: shown })));
      const report = added.find(({ originalName }) => originalName.endsWith("report.json"))!;
      const told = JSON.parse(readFileSync(exhibitPath(bench.path("case"), report.sha256), "utf8"));
      expect(told.proxy).toBe(`socks5://127.0.0.1:${proxy.port}`);
      expect(told.connections).toContainEqual({ host: "made-up.invalid", port: 80, ip: null, refused: null });
      expect(told.title).toBe("Made up");
    } finally {
      await proxy.close();
      await site.close();
    }
  },
);

it.skipIf(chromium === undefined)("vault/capture-failed: a proxy that does not get there, or is none", async () => {
  const proxy = await new TestProxy("http", null).open();
  const address = `http://127.0.0.1:${proxy.port}`;
  try {
    const failed = await collect("http://made-up.invalid/", "--proxy", address);
    expect(failed).toMatchObject({ code: "vault/capture-failed", exit: 4 });
    expect(failed.said).toContain(`the proxy ${address}: it answered "HTTP/1.1 502 Bad Gateway"`);
    expect(proxy.asked).toContain("made-up.invalid:80");
  } finally {
    await proxy.close();
  }
});

it.each([
  "tor",
  "https://127.0.0.1:1",
  "socks5://a:b@127.0.0.1:9050",
  "socks4://127.0.0.1:1",
  "http://127.0.0.1:1/x",
  "socks5://:1",
])("vault/bad-proxy: %s", async (proxy) => {
  const ran = await collect("http://made-up.invalid/", "--proxy", proxy);
  expect(ran).toMatchObject({ code: "vault/bad-proxy" });
  expect(ran.said).not.toContain("a:b@");
});

it("connections go through either kind, by name and by address, and what it says behind its answer is not lost", async () => {
  const site = await new WebSite({ "/": page("text/plain", "made up") }).open();
  try {
    for (const kind of ["socks5", "http"] as const) {
      const proxy = await new TestProxy(kind, sitePort(site)).open();
      for (const host of ["made-up.invalid", "203.0.113.7", "2001:db8::7"]) {
        const socket = await connectThrough(parseProxy(`${kind}://127.0.0.1:${proxy.port}`), host, 80);
        socket.write("GET / HTTP/1.0\r\n\r\n");
        let text = "";
        for await (const part of socket) text += String(part);
        expect(text).toMatch(/^HTTP\/1\.1 200[\s\S]*made up$/);
      }
      const seen = kind === "http" ? ["203.0.113.7:80", "[2001:db8::7]:80"] : ["kind 1:80", "kind 4:80"];
      expect(proxy.asked).toEqual(["made-up.invalid:80", ...seen]);
      await proxy.close();
    }
  } finally {
    await site.close();
  }
});
