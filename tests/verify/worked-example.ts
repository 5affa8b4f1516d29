import { type Json, toBase64, toHex } from "#kernel";
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
  markerHash,
  noteFromMarker,
  parseMarker,
  sign,
} from "#seal";

/** The small log of docs/formats/ledger.md: made-up values, keys of counted bytes. Everything in it is invented. */
const bytes = (from: number): Uint8Array => Uint8Array.from({ length: 32 }, (_, at) => (from + at) % 256);

export const logKeys = generateKeys(bytes(0x20));
export const caseKeys = generateKeys(bytes(0x40));
export const recordKey = bytes(0x00);
export const origin = `snowmelt/${"0123456789abcdef".repeat(2)}`;

export const committed: Json = {
  clk: { boot: "00000000000000aa", ms: 7 },
  t: "2026-01-02T03:04:05.678Z",
  value: { name: "A made-up office", reliesOn: [], reliability: "C", uid: "AAAAAAAAAAAAAAAAAAAAAA" },
};
const by = keyName(logKeys.publicKey);
const genesisKey = bytes(0x60);
const genesisValue: Json = {
  clk: { boot: "00000000000000aa", ms: 3 },
  t: "2026-01-02T03:04:05.670Z",
  value: {},
};

export const lines = [
  formatEntry({
    v: 1,
    seq: 0,
    day: "2026-01-02",
    by,
    kind: "case.genesis",
    c: toBase64(commit(genesisKey, genesisValue).root),
    x: {
      origin,
      device: "a",
      log: toBase64(logKeys.publicKey),
      case: toBase64(caseKeys.publicKey),
      passphrase: true,
    },
  }),
  formatEntry({
    v: 1,
    seq: 1,
    day: "2026-01-02",
    by,
    kind: "source.set",
    c: toBase64(commit(recordKey, committed).root),
  }),
] as const;

export const tree = new MerkleTree();
for (const line of lines) tree.append(leafHash(Buffer.from(line)));

const signerOfLog = {
  origin,
  publicKey: logKeys.publicKey,
  sign: (message: string) => sign(logKeys.privateKey, message),
};
const first = new MerkleTree();
first.append(leafHash(Buffer.from(lines[0])));
export const markers = [formatMarker(signerOfLog, 1, first.root(), toBase64(new Uint8Array(32)))];
markers.push(formatMarker(signerOfLog, 2, tree.root(), markerHash(markers[0]!)));

export const checkpoint = noteFromMarker(origin, parseMarker(markers[1]!)!);
export const tlogProof = formatTlogProof(1, tree.inclusionProof(1, 2), checkpoint);
export const proof = disclose(recordKey, committed, ["/value/name"]);
export const hex = toHex;
