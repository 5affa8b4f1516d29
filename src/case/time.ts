import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toBase64 } from "#kernel";
import type { Beacon, Timestamp } from "#record";
import { nonceOf, OTHER_BYTES, type TimestampProof, timestampRequest, verifyTimestamp } from "#seal";
import { openStore, type Store } from "#store";
import { caseError } from "./errors.ts";
import type { CaseOptions } from "./run.ts";
import { requireKnownFormat } from "./settings.ts";
import { foldActs } from "./state.ts";

/** What is sent to an authority for time stamps. */
export interface TimestampQuery {
  /** Size of the log at the checkpoint. */
  readonly n: number;
  /** Files under output/time/: the checkpoint's note and the query. */
  readonly note: string;
  readonly query: string;
}

/** A time stamp that holds, with the checkpoint it is for. */
export interface HeldTimestamp {
  readonly n: number;
  readonly time: string;
  readonly authority: string;
  readonly validUntil: string;
  /** Whether the reply repeats the nonce of the query; `null` when the query is no longer here. */
  readonly repeatsNonce: boolean | null;
}

/** Writes the newest checkpoint and a query for its time stamp (RFC 3161) under output/time/. Needs no key. */
export function writeTimestampQuery({ dir, home, effects }: Omit<CaseOptions, "passphrase">): TimestampQuery {
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    const folder = join(dir, "output", "time");
    mkdirSync(folder, { recursive: true });
    const [n, note] = [store.size, store.checkpoint()];
    const paths = { note: join(folder, `checkpoint-${n}.txt`), query: join(folder, `checkpoint-${n}.tsq`) };
    writeFileSync(paths.note, note);
    writeFileSync(paths.query, timestampRequest(digestOf(note), effects.randomBytes(8)));
    return { n, ...paths };
  } finally {
    store.close();
  }
}

/**
 * Sends a query to an authority. The only thing that leaves is the query: a hash of the checkpoint and a random number.
 *
 * @throws case/no-answer
 */
export async function askAuthority(query: TimestampQuery, url: string): Promise<Uint8Array> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/timestamp-query" },
      body: new Uint8Array(readFileSync(query.query)),
      redirect: "error",
      signal: AbortSignal.timeout(60_000),
    });
    const reply = new Uint8Array(await response.arrayBuffer());
    if (!response.ok) throw new Error(`HTTP status ${response.status}`);
    return reply;
  } catch (error) {
    throw caseError("case/no-answer", {
      what: `Cannot get a time stamp from "${url}"`,
      found: error instanceof Error ? error.message : String(error),
      unchanged: "Nothing was recorded; the query stays under output/time/.",
      mend: "Send the query by hand, then: snowmelt anchor --reply FILE.tsr --authority CA.pem",
    });
  }
}

/**
 * Checks an authority's reply against the checkpoint it is for, and records it.
 *
 * @param roots PEM text of the certificates that the user trusts for this.
 * @throws case/bad-timestamp when it does not hold, or is for no checkpoint of this case
 */
export async function addTimestamp(
  options: CaseOptions & { readonly reply: Uint8Array; readonly roots: string },
): Promise<HeldTimestamp> {
  const { dir, home, effects, reply, roots, passphrase } = options;
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    const { n, stamp } = matchCheckpoint(store, reply, roots);
    const value: Timestamp = { n, token: toBase64(reply), roots, time: stamp.time, authority: stamp.authority };
    const repeatsNonce = nonceAgrees(join(dir, "output", "time", `checkpoint-${n}.tsq`), stamp.nonce);
    if (repeatsNonce === false) throw badTimestamp("it does not repeat the random number of the query");
    const isKnown = foldActs(store.acts()).timestamps.some(({ value: known }) => known.token === value.token);
    if (!isKnown) {
      await store.unlock(passphrase);
      store.append([{ kind: "timestamp.add", value: { ...value } }]);
    }
    return { n, time: stamp.time, authority: stamp.authority, validUntil: stamp.validUntil, repeatsNonce };
  } finally {
    store.close();
  }
}

/** Records words that could not be known before a day: everything recorded later was recorded after it. */
export async function addBeacon(options: CaseOptions & { readonly beacon: Beacon }): Promise<{ readonly seq: number }> {
  const { dir, home, effects, beacon, passphrase } = options;
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    await store.unlock(passphrase);
    const [act] = store.append([{ kind: "beacon.add", value: { ...beacon } }]);
    return { seq: act!.seq };
  } finally {
    store.close();
  }
}

/** The checkpoint whose note the reply stamps. */
function matchCheckpoint(store: Store, reply: Uint8Array, roots: string): { n: number; stamp: TimestampProof } {
  let fault = "the case has no checkpoint";
  // The newest first: it is the likely one, and its fault is the one to tell.
  for (const { n } of [...store.markers()].reverse()) {
    const stamp = verifyTimestamp(reply, digestOf(store.checkpoint(n)), roots);
    if (!("fault" in stamp)) return { n, stamp };
    if (stamp.fault !== OTHER_BYTES) throw badTimestamp(stamp.fault);
    fault = "it stamps something else than a checkpoint of this case";
  }
  throw badTimestamp(fault);
}

function nonceAgrees(path: string, nonce: string | null): boolean | null {
  return existsSync(path) ? nonceOf(new Uint8Array(readFileSync(path))) === nonce : null;
}

function digestOf(note: string): Uint8Array {
  return createHash("sha256").update(note).digest();
}

function badTimestamp(found: string): Error {
  return caseError("case/bad-timestamp", {
    what: "Cannot record the time stamp",
    found: `it does not hold: ${found}`,
    unchanged: "Nothing was recorded.",
    mend: "Ask again: snowmelt anchor; and name the authority's root certificate with --authority",
  });
}
