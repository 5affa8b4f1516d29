import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Authority, hasOpenssl } from "../support/authority.ts";
import { madeUpCase, Workbench } from "../support/cli.ts";

let bench: Workbench;
let server: Server | null = null;
beforeEach(async () => {
  bench = new Workbench();
  await madeUpCase(bench);
});
afterEach(() => {
  server?.close();
  server = null;
  bench.remove();
});

const anchor = (...args: readonly string[]) => bench.run(["anchor", "--case", "case", ...args]);

function authority(name: string, options = {}): Authority {
  mkdirSync(bench.path(name));
  return new Authority(bench.path(name), options);
}

describe.skipIf(!hasOpenssl)("snowmelt anchor", () => {
  it("writes a query, takes the reply, and records until when the acts existed", async () => {
    const tsa = authority("tsa");
    const asked = await anchor();
    expect(asked.exit).toBe(0);
    const query = asked.out.trim();
    writeFileSync(bench.path("reply.tsr"), tsa.stamp(readFileSync(bench.path(query))));
    const held = await anchor("--reply", "reply.tsr", "--authority", tsa.rootPath, "--json");
    expect(JSON.parse(held.out)).toMatchObject({ authority: "CN=Made-up tsa", repeatsNonce: true });
    // The same reply again is no new act.
    const before = JSON.parse((await bench.run(["status", "--json", "--case", "case"])).out).acts;
    expect((await anchor("--reply", "reply.tsr", "--authority", tsa.rootPath)).exit).toBe(0);
    expect(JSON.parse((await bench.run(["status", "--json", "--case", "case"])).out).acts).toBe(before);
  });

  it("asks an authority itself when it is given a URL, and sends the query only", async () => {
    const tsa = authority("tsa", { key: "p256" });
    const received: Buffer[] = [];
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        received.push(Buffer.concat(parts));
        response.setHeader("content-type", "application/timestamp-reply");
        response.end(tsa.stamp(Buffer.concat(parts)));
      });
    });
    await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const held = await anchor("--url", url, "--authority", tsa.rootPath);
    expect(held).toMatchObject({ exit: 0 });
    expect(received.length).toBe(1);
    expect(received[0]!.length).toBeLessThan(71);
  });

  it("case/bad-timestamp: another checkpoint, another authority, one whose time was over, no token, no grant", async () => {
    const tsa = authority("tsa");
    const query = readFileSync(bench.path((await anchor()).out.trim()));
    const refuse = async (reply: Uint8Array, root: string, message: RegExp) => {
      writeFileSync(bench.path("reply.tsr"), reply);
      const ran = await anchor("--reply", "reply.tsr", "--authority", root);
      expect(ran).toMatchObject({ code: "case/bad-timestamp", exit: 4 });
      expect(ran.said).toMatch(message);
    };
    const other = Buffer.from(query);
    other[40] = other[40]! ^ 1;
    await refuse(tsa.stamp(other), tsa.rootPath, /stamps something else than a checkpoint of this case/);
    await refuse(tsa.stamp(query), authority("stranger").rootPath, /does not lead to a certificate that you trust/);
    const over = authority("over", { days: -1 });
    await refuse(over.stamp(query), over.rootPath, /was not valid at/);
    await refuse(Buffer.from("no token"), tsa.rootPath, /does not hold/);
    const nonce = Buffer.from(query);
    nonce[nonce.length - 5] = nonce[nonce.length - 5]! ^ 1;
    await refuse(tsa.stamp(nonce), tsa.rootPath, /random number/);
    const lost = Buffer.from(tsa.stamp(query));
    lost[8] = 2;
    await refuse(lost, tsa.rootPath, /did not grant/);
  });

  it("case/no-answer: nobody there", async () => {
    const tsa = authority("tsa");
    const ran = await anchor("--url", "http://127.0.0.1:9/", "--authority", tsa.rootPath);
    expect(ran).toMatchObject({ code: "case/no-answer", exit: 4 });
  });
});

describe("snowmelt anchor --beacon", () => {
  it("records words and their day", async () => {
    const ran = await anchor(
      "--beacon",
      "made-up headline",
      "--source",
      "a made-up paper",
      "--published",
      "2026-11-20",
      "--json",
    );
    expect(ran.exit).toBe(0);
    expect(JSON.parse(ran.out)).toMatchObject({ published: "2026-11-20" });
  });

  it("cli/usage: without a day, a source, or with a day that is none; and a reply that is not there", async () => {
    for (const args of [
      ["--beacon", "x"],
      ["--beacon", "x", "--source", "y", "--published", "2026-02-30"],
      ["--reply", "nowhere.tsr", "--authority", "nowhere.pem"],
      ["--reply", "nowhere.tsr"],
    ]) {
      expect(await anchor(...args)).toMatchObject({ code: "cli/usage", exit: 2 });
    }
  });
});
