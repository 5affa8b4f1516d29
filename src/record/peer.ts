import { z } from "zod";
import { textSchema } from "./basics.ts";

/** Letter of a device whose log belongs to the case. */
export const deviceSchema = z.string().regex(/^[a-z]$/);

/** An act whose whole content is its public part. */
export const noValueSchema = z.strictObject({});

/** A second signature beside the case key's: by an approver's key of the roster. */
export const cosignatureSchema = z.strictObject({
  /** Name of the key. */
  key: z.string().regex(/^[0-9a-f]{16}$/),
  /** base64 of 64 bytes. */
  sig: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});
export type Cosignature = z.infer<typeof cosignatureSchema>;

/** What is said of a key within the case; its public part names no one. */
export const keyWordsSchema = z.strictObject({
  /** Whose it is, in a role: "legal officer", "the laptop of the second office". */
  holder: textSchema.optional(),
  why: textSchema.optional(),
  cosigned: cosignatureSchema.optional(),
});
export type KeyWords = z.infer<typeof keyWordsSchema>;

/** That a second history of a device's log was met, and where it is kept. */
export const forkSchema = z.strictObject({
  device: deviceSchema,
  /** Entries of the second history, and the base64 root over them. */
  n: z.int().min(1),
  root: z.string(),
  /** Its name under ledger/forks/ and private/forks/. */
  file: z.string().regex(/^[a-z]-[0-9]+-[0-9a-f]{8}\.jsonl$/),
});
export type Fork = z.infer<typeof forkSchema>;

/** That people looked at a fork and go on with the history that stands in ledger/. */
export const settlementSchema = z.strictObject({ device: deviceSchema, reason: textSchema });
export type Settlement = z.infer<typeof settlementSchema>;
