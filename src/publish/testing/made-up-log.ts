import { type Json, sha256, sha256Hex, toBase64 } from "#kernel";
import {
  commit,
  disclose,
  formatEntry,
  formatMarker,
  formatTlogProof,
  generateKeys,
  keyName,
  leafHash,
  MerkleTree,
  noteFromMarker,
  parseMarker,
  signer,
} from "#seal";
import type { PublishInput } from "../input.ts";

/** A log in memory, with the keys that sign it. */
export class MadeUpLog {
  readonly logKeys = generateKeys(sha256("made-up log key"));
  readonly caseKeys = generateKeys(sha256("made-up case key"));
  readonly origin = `snowmelt/${sha256Hex("made-up origin").slice(0, 32)}`;
  readonly tree = new MerkleTree();
  readonly lines: string[] = [];
  readonly #records: { readonly key: Uint8Array; readonly value: Json }[] = [];

  constructor() {
    const x = {
      origin: this.origin,
      device: "a",
      log: toBase64(this.logKeys.publicKey),
      case: toBase64(this.caseKeys.publicKey),
      passphrase: true,
    };
    this.append("case.genesis", {}, x);
  }

  append(kind: string, value: Json, x?: { readonly [key: string]: Json }): number {
    const seq = this.lines.length;
    const key = sha256(`key ${seq}`);
    const committed = { clk: { boot: "made-up", ms: seq }, t: "2026-01-02T03:04:05.678Z", value };
    const c = toBase64(commit(key, committed).root);
    const by = keyName(this.logKeys.publicKey);
    const line = formatEntry({ v: 1, seq, day: "2026-01-02", by, kind, c, ...(x === undefined ? {} : { x }) });
    this.lines.push(line);
    this.#records.push({ key, value: committed });
    this.tree.append(leafHash(Buffer.from(line)));
    return seq;
  }

  checkpoint(): string {
    const { origin, logKeys, tree } = this;
    const by = { origin, publicKey: logKeys.publicKey, sign: signer(logKeys.privateKey) };
    const marker = parseMarker(formatMarker(by, tree.size, tree.root(), toBase64(new Uint8Array(32))))!;
    return noteFromMarker(origin, marker);
  }

  prove(seq: number, pointers: readonly string[], checkpoint = this.checkpoint()): ReturnType<PublishInput["prove"]> {
    const { key, value } = this.#records[seq]!;
    return {
      proof: { entry: this.lines[seq]!, index: seq, ...disclose(key, value, pointers) },
      tlogProof: formatTlogProof(seq, this.tree.inclusionProof(seq, this.tree.size), checkpoint),
    };
  }
}
