import { toBase64 } from "#kernel";
import { file } from "./bag.ts";
import type { BagFile, PublishInput } from "./input.ts";

/** Leaves of a beacon that a dossier opens. */
export const BEACON_POINTERS: readonly string[] = ["/value/published", "/value/source", "/value/words"];

/** The time stamps of earlier checkpoints, each with the proof that the dossier's log goes on from there. */
export function timeFiles({ stamps = [] }: PublishInput): readonly BagFile[] {
  return stamps.flatMap(({ n, note, reply, roots, consistency }) => [
    file(`time/${n}.note`, note),
    { path: `time/${n}.tsr`, bytes: reply },
    file(`time/${n}.pem`, roots),
    file(`time/${n}.consistency`, consistency.map((hash) => `${toBase64(hash)}\n`).join("")),
  ]);
}
