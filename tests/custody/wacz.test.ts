import { execFileSync } from "node:child_process";
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { makeZip } from "../../src/vault/zip-for-test.ts";
import { Authority, hasOpenssl } from "../support/authority.ts";
import type { Workbench } from "../support/cli.ts";
import { eachWithEmptyCase } from "../support/empty-case.ts";

// Every page, key and name here is made up.

let bench: Workbench;
eachWithEmptyCase((copy) => {
  bench = copy;
});

const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");
const URL_ = "http://made-up.example/page";
const HTTP = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";

function record(url: string, body: string, payload = body, block = `${HTTP}${body}`): Buffer {
  return Buffer.from(
    `WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: ${url}\r\nContent-Type: application/http; msgtype=response\r\n` +
      `WARC-Payload-Digest: sha256:${sha256(payload)}\r\nWARC-Block-Digest: sha256:${sha256(block)}\r\n` +
      `Content-Length: ${Buffer.byteLength(HTTP + body)}\r\n\r\n${HTTP}${body}\r\n\r\n`,
  );
}

interface Wish {
  readonly warc?: Uint8Array;
  readonly index?: Readonly<Record<string, string>>;
  readonly pages?: string;
  /** Changes a file after its hash was taken. */
  readonly after?: Readonly<Record<string, string | null>>;
  readonly extra?: string;
  readonly description?: object;
  readonly digest?: (hash: string) => object | null;
}

/** A web archive of one made-up page, true but for what is wished. */
function wacz(wish: Wish = {}): Uint8Array {
  const warc = wish.warc ?? gzipSync(record(URL_, "<p>made up"));
  const where = { url: URL_, filename: "data.warc.gz", offset: "0", length: String(warc.length), ...wish.index };
  const files: Record<string, Uint8Array> = {
    "archive/data.warc.gz": warc,
    "indexes/index.cdxj": Buffer.from(`example,made-up)/page 20260102000000 ${JSON.stringify(where)}\n`),
    "pages/pages.jsonl": Buffer.from(
      wish.pages ?? `{"format":"json-pages-1.0","id":"pages"}\n{"url":"${URL_}","ts":"2026-01-02T00:00:00Z"}\n`,
    ),
  };
  const resources = Object.entries(files).map(([path, bytes]) => ({
    name: path,
    path,
    hash: `sha256:${sha256(bytes)}`,
    bytes: bytes.length,
  }));
  const text = JSON.stringify({ profile: "data-package", wacz_version: "1.1.1", resources, ...wish.description });
  const digest = (wish.digest ?? ((hash) => ({ path: "datapackage.json", hash })))(`sha256:${sha256(text)}`);
  const all: Record<string, Uint8Array | string | null> = {
    ...files,
    "datapackage.json": text,
    "datapackage-digest.json": digest === null ? null : JSON.stringify(digest),
    ...(wish.extra === undefined ? {} : { [wish.extra]: "made up" }),
    ...wish.after,
  };
  return makeZip(
    Object.entries(all).flatMap(([name, body]) => (body === null ? [] : [{ name, body, stored: /warc/.test(name) }])),
  );
}

/** As browsers sign: P-384, r and s side by side. */
const bare = generateKeyPairSync("ec", { namedCurve: "P-384" });
const spki = (key: KeyObject): string => key.export({ format: "der", type: "spki" }).toString("base64");
const anonymous = (hash: string, key = bare.privateKey, named = bare.publicKey) => ({
  hash,
  created: "2026-01-02T00:00:00Z",
  software: "made up 1.0",
  signature: sign("sha256", Buffer.from(hash), { key, dsaEncoding: "ieee-p1363" }).toString("base64"),
  publicKey: spki(named),
});
const signedBy = (signedData: (hash: string) => object) => (hash: string) => ({
  path: "datapackage.json",
  hash,
  signedData: signedData(hash),
});

async function collected(bytes: Uint8Array, name = "page.wacz", ...more: readonly string[]) {
  const ran = await bench.run(["collect", bench.write(name, bytes), "--case", "case", ...more]);
  const { out } = await bench.run(["show", "E1", "--case", "case", "--json"]);
  const [examined] = (JSON.parse(out) as { value: { examined?: { outcome: string; remarks: string[] }[] } }).value
    .examined ?? [undefined];
  return { ...ran, examined };
}

it("unsigned, and all it states holds: kept whole, and that is on record", async () => {
  const { exit, examined } = await collected(wacz());
  expect(exit).toBe(0);
  expect(examined).toMatchObject({ outcome: "unsigned", remarks: [] });
  expect(examined).toMatchObject({ entries: expect.arrayContaining([{ name: "records in the index", value: "1" }]) });
  // One exhibit: its members are of no use alone.
  expect((await bench.run(["list", "exhibits", "--case", "case", "--json"])).out.match(/"noun"/g)?.length).toBe(1);
  // Handed in again, nothing new is recorded.
  const before = readFileSync(bench.path("case/ledger/a.jsonl"), "utf8");
  await bench.run(["collect", bench.path("page.wacz"), "--case", "case"]);
  expect(readFileSync(bench.path("case/ledger/a.jsonl"), "utf8")).toBe(before);
});

it("signed with a bare key, and it holds: whose key it is stays open", async () => {
  const { exit, examined } = await collected(wacz({ digest: signedBy((hash) => anonymous(hash)) }));
  expect(exit).toBe(0);
  expect(examined).toMatchObject({ outcome: "signed", remarks: [expect.stringMatching(/whose key it is/)] });
});

const SHA1_OF_HI = "sha1:YIV6ZL6L6PQTXCRXRCVGQWJ2IUTMCYRR";
it("digests as other programs write them: sha1 in base32, right and wrong", async () => {
  const withDigest = (digest: string): Uint8Array => {
    const block = `${HTTP}hi`;
    const head = `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: ${URL_}\r\nContent-Type: application/http;msgtype=response\r\n`;
    return gzipSync(`${head}WARC-Payload-Digest: ${digest}\r\nContent-Length: ${block.length}\r\n\r\n${block}\r\n\r\n`);
  };
  const right = execFileSync("python3", [
    "-c",
    "import hashlib,base64;print('sha1:'+base64.b32encode(hashlib.sha1(b'hi').digest()).decode())",
  ])
    .toString()
    .trim();
  expect((await collected(wacz({ warc: withDigest(right) }))).examined?.outcome).toBe("unsigned");
  expect(right).not.toBe(SHA1_OF_HI);
  expect(await collected(wacz({ warc: withDigest(SHA1_OF_HI) }), "b.wacz")).toMatchObject({ code: "vault/wacz-lies" });
});

const other = generateKeyPairSync("ec", { namedCurve: "P-384" });
const two = Buffer.concat([
  gzipSync(record("http://made-up.example/other", "x")),
  gzipSync(record(URL_, "<p>made up")),
]);
it.each<[string, Wish, RegExp]>([
  [
    "a file changed after its hash was taken",
    { after: { "pages/pages.jsonl": "{}" } },
    /pages\.jsonl has another hash/,
  ],
  ["a file taken away", { after: { "archive/data.warc.gz": null } }, /is listed, and not there/],
  ["a file put in", { extra: "archive/more.warc.gz" }, /more\.warc\.gz is there, and not listed/],
  [
    "an index that leads to another record",
    { warc: two, index: { length: "200" } },
    /of another address|no record lies/,
  ],
  ["an index that leads past the end", { index: { offset: "5000" } }, /no record lies where the index says/],
  ["an index of a file that is none", { index: { filename: "gone.warc.gz" } }, /gone\.warc\.gz, which is not there/],
  [
    "a record changed, all hashes of files made anew",
    { warc: gzipSync(record(URL_, "<p>made up", "<p>before")) },
    /payload is not what/,
  ],
  [
    "a head changed likewise",
    { warc: gzipSync(record(URL_, "x", "x", "another block")) },
    /record is not what its digest/,
  ],
  ["pages that are none", { pages: "made up\n" }, /does not begin as a list of pages/],
  [
    "datapackage.json changed under its digest",
    { digest: () => ({ hash: `sha256:${"0".repeat(64)}` }) },
    /datapackage\.json has another hash/,
  ],
  [
    "a signature of another key",
    { digest: signedBy((hash) => anonymous(hash, other.privateKey)) },
    /does not fit the key/,
  ],
  [
    "a signature taken from elsewhere",
    { digest: signedBy(() => anonymous(`sha256:${"1".repeat(64)}`)) },
    /for another datapackage/,
  ],
  [
    "a signature without a key",
    { digest: signedBy((hash) => ({ hash, signature: "AAAA" })) },
    /neither a key nor a certificate/,
  ],
  [
    "a key that is none",
    { digest: signedBy((hash) => ({ hash, signature: "AAAA", publicKey: "AAAA" })) },
    /cannot be read/,
  ],
  [
    "a hash that proves nothing",
    { description: { resources: [{ path: "archive/data.warc.gz", hash: "md5:00" }] } },
    /no hash that proves/,
  ],
])("vault/wacz-lies: %s", async (_, wish, words) => {
  const { code, exit, said, examined } = await collected(wacz(wish));
  expect([code, exit]).toEqual(["vault/wacz-lies", 3]);
  expect(said).toMatch(words);
  expect(examined?.outcome).toBe("lies");
});

it.each<[string, Uint8Array]>([
  ["a zip of something else", makeZip([{ name: "a.txt", body: "made up" }])],
  ["no list of files", wacz({ after: { "datapackage.json": "{" } })],
  ["no archive", wacz({ description: { resources: [] } })],
])("vault/wacz-broken: %s", async (_, bytes) => {
  expect(await collected(bytes)).toMatchObject({ code: "vault/wacz-broken", exit: 3, examined: { outcome: "broken" } });
});

it.skipIf(!hasOpenssl)(
  "signed with a domain's certificate and a time stamp: holds, and each lie about it is found",
  async () => {
    const dir = mkdtempSync(join(bench.root, "signer-"));
    const words =
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=made-up.example -addext subjectAltName=DNS:made-up.example";
    execFileSync("openssl", [...words.split(" "), "-keyout", join(dir, "key.pem"), "-out", join(dir, "cert.pem")], {
      stdio: "ignore",
    });
    const key = createPrivateKey(readFileSync(join(dir, "key.pem")));
    const authority = new Authority(mkdtempSync(join(bench.root, "authority-")));
    const stampOf = (text: string): string => {
      const query = join(dir, "q.tsq");
      execFileSync(
        "openssl",
        ["ts", "-query", "-data", bench.write("stamped", text), "-sha256", "-cert", "-out", query],
        {
          stdio: "ignore",
        },
      );
      return Buffer.from(authority.stamp(readFileSync(query))).toString("base64");
    };
    const domain = (more: object = {}) =>
      signedBy((hash) => {
        const signature = sign("sha256", Buffer.from(hash), key).toString("base64");
        return {
          hash,
          created: new Date().toISOString(),
          software: "made up 1.0",
          signature,
          domain: "made-up.example",
          domainCert: readFileSync(join(dir, "cert.pem"), "utf8"),
          timeSignature: stampOf(signature),
          timestampCert: authority.root,
          ...more,
        };
      });
    const good = await collected(wacz({ digest: domain() }), "good.wacz");
    expect(good.exit, good.said).toBe(0);
    expect(good.examined).toMatchObject({ outcome: "signed" });
    expect(good.examined?.remarks.join()).toMatch(/leads to no authority that Node\.js knows/);
    for (const [more, words_] of [
      [{ domain: "other.example" }, /not of other\.example/],
      [{ created: "2001-01-01T00:00:00Z" }, /outside of the time of the certificate/],
      [{ created: new Date(Date.now() + 3_600_000).toISOString() }, /more than ten minutes away/],
      [{ timeSignature: stampOf("another signature") }, /time stamp does not hold/],
      [{ timeSignature: "" }, /needs a time stamp/],
      [{ signature: Buffer.from("made up").toString("base64") }, /does not fit the domain's certificate/],
      [{ crossSignedCert: authority.root }, /cross-signed certificate is for another key/],
    ] as const) {
      const { code, said } = await collected(wacz({ digest: domain(more) }), `${sha256(JSON.stringify(more))}.wacz`);
      expect(code, JSON.stringify(more)).toBe("vault/wacz-lies");
      expect(said).toMatch(words_);
    }
  },
);

it("with --no-unpack it is checked all the same; other archives are left alone, sound or not", async () => {
  const lying = await collected(wacz({ after: { "pages/pages.jsonl": "other" } }), "lies.zip", "--no-unpack");
  expect(lying).toMatchObject({ exit: 3, code: "vault/wacz-lies", examined: { outcome: "lies" } });
  const all = [wacz(), makeZip([{ name: "a.txt", body: "made up" }]), makeZip([{ name: "../b.txt", body: "made up" }])];
  for (const [i, bytes] of [...all, Buffer.concat([all[1]!, Buffer.alloc(9)])].entries())
    bench.write(`in/${i}.zip`, bytes);
  const ran = await bench.run(["collect", "in", "--no-unpack", "--case", "case"]);
  expect(ran, ran.said).toMatchObject({ exit: 0 });
  expect(ran.out.match(/^E\d+ /gm)).toHaveLength(4);
  const broken = await bench.run([
    "collect",
    bench.write("page.wacz", "PK\u0003\u0004 made up"),
    "--no-unpack",
    "--case",
    "case",
  ]);
  expect(broken).toMatchObject({ exit: 3, code: "vault/archive-broken" });
});
