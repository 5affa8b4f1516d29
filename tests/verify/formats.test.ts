import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { canonicalJson, fromBase64, sha256, sha256Hex, toBase64, toHex } from "#kernel";
import { DOSSIER_STYLE } from "#page";
import { LogReader, leafHash, parseEntry, parseGenesis, verifyRecordProof, verifyTlogProof } from "#seal";
import { KINDS } from "../../src/verify/kinds.ts";
import { KNOWN_README, KNOWN_STYLES, KNOWN_VERIFY_TEXTS } from "../../src/verify/known-texts.ts";
import { SmallBag, textOf } from "./small-bag.ts";
import * as example from "./worked-example.ts";

/** One of the made-up dossier's files that the examples of docs/formats/dossier.md are taken from. */
const shownIn = async (path: string): Promise<string> => textOf((await SmallBag.of()).files, path);

const document = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../docs/formats/${name}`, import.meta.url)), "utf8");

describe("the worked example of docs/formats/ledger.md", () => {
  const ledger = document("ledger.md");

  it("says the keys, the committed value and the opened leaf that the program computes", () => {
    const { logKeys, caseKeys, committed, proof } = example;
    expect(ledger).toContain(`log   ${toHex(logKeys.publicKey)}      key name ${parseEntry(example.lines[0])!.by}\n`);
    expect(ledger).toContain(`case  ${toHex(caseKeys.publicKey)}\n`);
    expect(ledger).toContain(`\n${canonicalJson(committed)}\n`);
    const leaf = canonicalJson(proof.leaves[0]!);
    expect(ledger).toContain(`\n${leaf}\n`);
    expect(ledger).toContain(`Its leaf hash is \`${toBase64(sha256("\0", leaf))}\``);
    expect(ledger).toContain(`\n${proof.hashes.join("\n")}\n`);
  });

  it("shows a log, a marker chain and a proof that hold", () => {
    const { lines, markers, tlogProof, logKeys, origin, proof } = example;
    const log = `${lines[0]}\n${markers[0]}\n${lines[1]}\n${markers[1]}\n`;
    expect(ledger).toContain(`\n${log}`);
    expect(ledger).toContain(`\n${tlogProof}`);
    const reader = new LogReader();
    reader.feed(Buffer.from(log));
    expect(reader.fault).toBeNull();
    expect(reader.size).toBe(2);
    expect(parseGenesis(parseEntry(lines[0])!)).toMatchObject({ origin, device: "a", passphrase: true });
    expect(verifyTlogProof(tlogProof, leafHash(Buffer.from(lines[1])), origin, logKeys.publicKey)).toMatchObject({
      index: 1,
      size: 2,
    });
    expect(verifyRecordProof(proof, parseEntry(lines[1])!.c)).toBe(true);
  });

  it("follows the rules as the page words them: salt, leaf, decoy, root", async () => {
    const { createHmac } = await import("node:crypto");
    const hmac = (text: string): Buffer => createHmac("sha256", example.recordKey).update(text).digest();
    const values: readonly (readonly [string, unknown])[] = [
      ["/clk/boot", "00000000000000aa"],
      ["/clk/ms", 7],
      ["/t", "2026-01-02T03:04:05.678Z"],
      ["/value/name", "A made-up office"],
      ["/value/reliesOn", []],
      ["/value/reliability", "C"],
      ["/value/uid", "AAAAAAAAAAAAAAAAAAAAAA"],
    ];
    const leaves = values.map(([pointer, value]) =>
      Buffer.from(sha256("\0", JSON.stringify([hmac(pointer).subarray(0, 16).toString("base64"), pointer, value]))),
    );
    const decoys = Array.from({ length: 9 }, (_, at) => hmac(`decoy\0${at}`));
    let level = [...leaves, ...decoys].sort(Buffer.compare);
    expect(level.map((hash) => hash.toString("base64"))).toEqual(example.proof.hashes);
    while (level.length > 1) {
      const below = level;
      level = below.flatMap((left, at) =>
        at % 2 === 0 ? [Buffer.from(sha256(Uint8Array.of(1), left, below[at + 1]!))] : [],
      );
    }
    expect(level[0]!.equals(Buffer.from(fromBase64(parseEntry(example.lines[1])!.c)!))).toBe(true);
  });
});

describe("docs/formats/dossier.md", () => {
  const dossier = document("dossier.md");

  it("names the digests of the texts that are the same in every dossier, as the verifier and publish have them", async () => {
    const { files } = await SmallBag.of();
    const digests = {
      [sha256Hex(DOSSIER_STYLE)]: KNOWN_STYLES,
      [sha256Hex(textOf(files, "VERIFY.txt").replace(/[0-9a-f]{64}/g, "0".repeat(64)))]: KNOWN_VERIFY_TEXTS,
      [sha256Hex(textOf(files, "data/README.txt"))]: KNOWN_README,
    };
    for (const [digest, known] of Object.entries(digests)) {
      expect(known, "src/verify/known-texts.ts").toContain(digest);
      for (const one of known) expect(dossier).toContain(`\`${one}\``);
    }
  });

  it("shows a sentence, a leaf, a card and lines of the description as they come out", async () => {
    const examples = [...dossier.matchAll(/```example ([^\n]+)\n([\s\S]*?)\n```/g)];
    expect(examples.map(([, path]) => path)).toEqual([
      "proofs/5.json",
      "ro-crate-metadata.json",
      "index.html",
      "index.html",
      "bag-info.txt",
    ]);
    for (const [, path, shown] of examples) {
      for (const piece of shown!.split("\n...\n")) expect(await shownIn(path!), path).toContain(piece);
    }
  });

  it("names every kind of item that the verifier knows", () => {
    for (const [entry, { noun, letter, type }] of KINDS) {
      const row = dossier.split("\n").find((line) => line.startsWith(`| ${noun} | \`${entry}\` | ${letter} |`));
      expect(row, noun).toBeDefined();
      if (type !== "") expect(row).toContain(`\`${type}\``);
    }
  });
});
