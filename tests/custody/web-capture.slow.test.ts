import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { findChromium } from "../support/browser.ts";
import type { Workbench } from "../support/cli.ts";
import { eachWithEmptyCase } from "../support/empty-case.ts";
import { page, WebSite } from "../support/web-site.ts";

const chromium = findChromium();
let template: Workbench;
let bench: Workbench;
eachWithEmptyCase((copy, original) => {
  [bench, template] = [copy, original];
});

const collect = (args: readonly string[], browser = chromium): ReturnType<Workbench["run"]> =>
  bench.run(["collect", ...args, "--case", "case"], {
    env: { SNOWMELT_HOME: bench.path("home"), ...(browser === undefined ? {} : { SNOWMELT_CHROMIUM: browser }) },
  });
const ledger = (of: Workbench): string => readFileSync(of.path("case/ledger/a.jsonl"), "utf8");

it.skipIf(chromium === undefined)(
  "vault/bad-certificate: one that nobody vouches for; let pass, it is on record",
  async () => {
    const words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=made-up.example";
    execFileSync("openssl", [...words.split(" "), "-keyout", bench.path("key.pem"), "-out", bench.path("cert.pem")], {
      stdio: "ignore",
    });
    const [key, cert] = ["key.pem", "cert.pem"].map((name) => readFileSync(bench.path(name), "utf8"));
    const site = await new WebSite({ "/": page("text/html", "<p>made up") }, { key: key!, cert: cert! }).open();
    try {
      expect(await collect([site.address(), "--allow-private"])).toMatchObject({
        code: "vault/bad-certificate",
        exit: 4,
      });
      expect(ledger(bench)).toBe(ledger(template));
      const { out, exit } = await collect([site.address(), "--allow-private", "--any-certificate", "--json"]);
      expect(exit).toBe(0);
      const { added } = JSON.parse(out) as {
        added: { originalName: string; method: { given: string }; sha256: string }[];
      };
      const named = (name: string) => added.find(({ originalName }) => originalName.endsWith(name))!;
      expect(named("page.wacz").method.given).toMatch(/certificate was not trusted \(net::ERR_CERT/);
      const bytes = (name: string): string => {
        const { sha256 } = named(name);
        return readFileSync(bench.path("case/vault/sha256", sha256.slice(0, 2), sha256), "utf8");
      };
      expect(bytes("certificates.pem").replace(/\s/g, "")).toBe(cert!.replace(/\s/g, ""));
      expect(JSON.parse(bytes("report.json")).tls.certificates[0].subject).toBe("CN=made-up.example");
    } finally {
      await site.close();
    }
  },
);

it.skipIf(chromium === undefined)(
  "vault/private-address, vault/capture-failed: a redirect inwards, nobody there",
  async () => {
    const site = await new WebSite({
      "/in": (_, response) => void response.writeHead(302, { location: "http://127.0.0.3:80/admin" }).end(),
      "/file": page("application/octet-stream", "made up", { "content-disposition": "attachment" }),
    }).open();
    const closed = new URL(site.address()).port;
    try {
      const inwards = await collect([site.address("/in"), "--allow-private"]);
      expect(inwards).toMatchObject({ code: "vault/private-address", exit: 4 });
      expect(inwards.said).toMatch(/127\.0\.0\.3/);
      const file = await collect([site.address("/file"), "--allow-private"]);
      expect(file).toMatchObject({ code: "vault/capture-failed", exit: 4 });
      expect(file.said).toMatch(/a file to download/);
    } finally {
      await site.close();
    }
    const gone = await collect([`http://127.0.0.1:${closed}/`, "--allow-private"]);
    expect(gone).toMatchObject({ code: "vault/capture-failed", exit: 4 });
    expect(gone.said).toMatch(/ECONNREFUSED/);
    expect(ledger(bench)).toBe(ledger(template));
  },
);
