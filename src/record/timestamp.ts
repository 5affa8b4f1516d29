import { z } from "zod";
import { daySchema, textSchema } from "./basics.ts";

/** That an authority for time stamps has seen the ledger at a checkpoint: an upper bound of when its entries were made. */
export const timestampSchema = z.strictObject({
  /** Size of the log at the checkpoint that was stamped. */
  n: z.int().min(1),
  /** The authority's reply (RFC 3161), base64; over the SHA-256 of the checkpoint's note. */
  token: z.base64(),
  /** PEM of the certificates that whoever imported it trusted. */
  roots: textSchema,
  /** What the reply says, for reading; the token is what counts. */
  time: z.iso.datetime({ precision: 3 }),
  authority: textSchema,
});
export type Timestamp = z.infer<typeof timestampSchema>;

/** Words that nobody could know before they were published: a lower bound of when the entries after it were made. */
export const beaconSchema = z.strictObject({
  words: textSchema,
  /** Where anyone can look them up. */
  source: textSchema,
  published: daySchema,
});
export type Beacon = z.infer<typeof beaconSchema>;
