import { describe, expect, it } from "vitest";
import { toBase64 } from "#kernel";
import {
  formatEntry,
  formatMarker,
  generateKeys,
  keyName,
  LogReader,
  leafHash,
  MerkleFrontier,
  markerHash,
  type RosterChange,
  type SigningKeys,
  sign,
  signRosterChange,
} from "./index.ts";

const ORIGIN = `snowmelt/${"ab".repeat(16)}`;
const keys = (n: number): SigningKeys => generateKeys(new Uint8Array(32).fill(n));
const [LOG, CASE, NEXT, OTHER] = [1, 2, 3, 4].map(keys) as [SigningKeys, SigningKeys, SigningKeys, SigningKeys];
const byCase = (text: string) => sign(CASE.privateKey, text);

/** Writes a log by hand, as a forger could: any entry, any key, groups of one entry. */
class Pen {
  lines = "";
  #frontier = new MerkleFrontier();
  #prev = toBase64(new Uint8Array(32));
  signer = LOG;

  constructor(device = "a") {
    const x = {
      origin: ORIGIN,
      device,
      log: toBase64(LOG.publicKey),
      case: toBase64(CASE.publicKey),
      passphrase: false,
    };
    this.write("case.genesis", x);
  }

  entry(kind: string, x: object = {}, by = this.signer): this {
    const c = toBase64(new Uint8Array(32));
    const name = keyName(by.publicKey);
    const seq = this.#frontier.size;
    const line = formatEntry({ v: 1, seq, day: "2026-01-02", by: name, kind, c, x: x as never });
    this.#frontier.append(leafHash(Buffer.from(line)));
    this.lines += `${line}\n`;
    return this;
  }

  marker(by = this.signer): this {
    const signer = { origin: ORIGIN, publicKey: by.publicKey, sign: (text: string) => sign(by.privateKey, text) };
    const line = formatMarker(signer, this.#frontier.size, this.#frontier.root(), this.#prev);
    this.#prev = markerHash(line);
    this.lines += `${line}\n`;
    return this;
  }

  write(kind: string, x: object = {}): this {
    return this.entry(kind, x).marker();
  }

  change(change: RosterChange, by = byCase): this {
    return this.write(change.kind, signRosterChange(ORIGIN, change, by));
  }

  read(): LogReader {
    const reader = new LogReader();
    reader.feed(Buffer.from(this.lines));
    return reader;
  }
}

const rotate = (to: SigningKeys): RosterChange => ({ kind: "key.rotate", x: { key: toBase64(to.publicKey) } });
const add = (device: string, key: SigningKeys): RosterChange => ({
  kind: "key.add",
  x: { device, key: toBase64(key.publicKey), role: "log" },
});
const revoke = (key: SigningKeys, more: object = {}): RosterChange => ({
  kind: "key.revoke",
  x: { key: keyName(key.publicKey), reason: "lost", ...more },
});

/** What stands in the way, or null. */
const faultOf = (pen: Pen): string | null => pen.read().fault?.reason ?? null;

describe("the roster of a log", () => {
  it("begins with its own key, and follows devices, rotation and revocation", () => {
    const pen = new Pen().change(add("b", OTHER)).change(rotate(NEXT));
    pen.signer = NEXT;
    pen
      .write("source.set")
      .change(revoke(LOG, { since: "2026-01-01" }))
      .change(revoke(OTHER, { n: 7 }));
    const reader = pen.read();
    expect(reader.fault).toBe(null);
    expect(
      reader.roster.map(({ name, device, from, rotatedAt, revoked }) => ({ name, device, from, rotatedAt, revoked })),
    ).toEqual([
      {
        name: keyName(LOG.publicKey),
        device: "a",
        from: 0,
        rotatedAt: 2,
        revoked: { reason: "lost", n: null, since: "2026-01-01" },
      },
      {
        name: keyName(OTHER.publicKey),
        device: "b",
        from: 1,
        rotatedAt: null,
        revoked: { reason: "lost", n: 7, since: null },
      },
      { name: keyName(NEXT.publicKey), device: "a", from: 2, rotatedAt: null, revoked: null },
    ]);
    expect(reader.logKeyAt(1)).toEqual(LOG.publicKey);
    expect(reader.logKeyAt(3)).toEqual(LOG.publicKey);
    expect(reader.logKeyAt(4)).toEqual(NEXT.publicKey);
    expect(reader.logKey).toEqual(NEXT.publicKey);
  });

  it("reads the same in any portions, and goes back with the log to its last marker", () => {
    const whole = new Pen().change(rotate(NEXT));
    whole.signer = NEXT;
    whole.write("source.set");
    const open = new Pen().entry("key.rotate", signRosterChange(ORIGIN, rotate(NEXT), byCase)).read();
    expect(open.roster).toHaveLength(1);
    expect(open.logKey).toEqual(LOG.publicKey);
    open.rewind();
    expect(open.fault).toBe(null);
    expect(whole.read().roster).toHaveLength(2);
  });

  it.each<[string, (pen: Pen) => Pen, RegExp]>([
    [
      "a device enrolled by the log key alone",
      (p) => p.change(add("b", OTHER), (text) => sign(LOG.privateKey, text)),
      /not signed by the case key/,
    ],
    [
      "a rotation by the log key alone",
      (p) => p.change(rotate(NEXT), (text) => sign(LOG.privateKey, text)),
      /not signed by the case key/,
    ],
    [
      "a revocation by somebody else",
      (p) => p.change(add("b", OTHER)).change(revoke(OTHER), (text) => sign(OTHER.privateKey, text)),
      /not signed by the case key/,
    ],
    [
      "an enrolment of another case, written again",
      (p) => p.write("key.add", signRosterChange(ORIGIN.replace("ab", "cd"), add("b", OTHER), byCase)),
      /not signed by the case key/,
    ],
    [
      "a signature moved to another device's letter",
      (p) => p.write("key.add", { ...signRosterChange(ORIGIN, add("b", OTHER), byCase), device: "c" }),
      /not signed by the case key/,
    ],
    [
      "an entry by the old key after the rotation",
      (p) => p.change(rotate(NEXT)).write("source.set"),
      /not by the key of this log/,
    ],
    [
      "a marker by the old key after the rotation",
      (p) => p.change(rotate(NEXT)).entry("source.set", {}, NEXT).marker(LOG),
      /signature does not hold/,
    ],
    [
      "a marker by the new key over its own enrolment",
      (p) => p.entry("key.rotate", signRosterChange(ORIGIN, rotate(NEXT), byCase)).marker(NEXT),
      /signature does not hold/,
    ],
    [
      "an entry behind the rotation in its group",
      (p) =>
        p
          .entry("key.rotate", signRosterChange(ORIGIN, rotate(NEXT), byCase))
          .entry("source.set")
          .marker(),
      /behind a change/,
    ],
    [
      "a key that was revoked, enrolled again",
      (p) => p.change(add("b", OTHER)).change(revoke(OTHER)).change(add("c", OTHER)),
      /enrolled before/,
    ],
    [
      "a rotation back to the first key",
      (p) => {
        p.change(rotate(NEXT));
        p.signer = NEXT;
        return p.change(rotate(LOG));
      },
      /enrolled before/,
    ],
    ["two keys for one device", (p) => p.change(add("b", OTHER)).change(add("b", NEXT)), /has a key already/],
    [
      "a second key for device a",
      (p) => p.write("key.add", { ...add("a", OTHER).x, sig: toBase64(byCase("x")) }),
      /no key.add/,
    ],
    ["the key that signs, revoked", (p) => p.change(revoke(LOG)), /rotated before it is revoked/],
    ["a key that nobody enrolled, revoked", (p) => p.change(revoke(OTHER)), /never enrolled/],
    [
      "a revocation that lets more entries count",
      (p) =>
        p
          .change(add("b", OTHER))
          .change(revoke(OTHER, { n: 7 }))
          .change(revoke(OTHER, { n: 8 })),
      /more entries/,
    ],
    [
      "a member too many",
      (p) => p.write("key.rotate", { ...signRosterChange(ORIGIN, rotate(NEXT), byCase), note: "x" }),
      /no key.rotate/,
    ],
    [
      "a key of small order",
      (p) => p.write("key.rotate", { key: toBase64(new Uint8Array(32)), sig: toBase64(byCase("x")) }),
      /no key.rotate/,
    ],
  ])("refuses %s", (_what, forge, reason) => {
    expect(faultOf(forge(new Pen()))).toMatch(reason);
  });

  it("enrols devices in the log of device a only", () => {
    expect(faultOf(new Pen("b").change(add("c", OTHER)))).toMatch(/only the log of device a/);
  });

  it("damage before a rotation is no torn end, though all markers behind it are by the new key", () => {
    const pen = new Pen().write("source.set").change(rotate(NEXT));
    pen.signer = NEXT;
    pen.write("source.set").write("source.set");
    const reader = new LogReader();
    const bytes = Buffer.from(pen.lines);
    // The marker over the rotation is gone as well: only the rotation itself tells of the new key.
    const lines = bytes.toString().split("\n");
    lines[3] = lines[3]!.replace('"n":2', '"n":9');
    lines[5] = "";
    reader.feed(Buffer.from(lines.join("\n")));
    expect(reader.isCorrupt).toBe(true);
    expect(reader.size).toBe(1);
  });
});
