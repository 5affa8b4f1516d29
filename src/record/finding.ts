import { z } from "zod";
import { idSchema, sha256Schema, textSchema, uidSchema } from "./basics.ts";
import { disclosableShape } from "./disclosable.ts";
import { wordsSchema } from "./level.ts";

/** A measured statement from imagery, as its record (an exhibit) says it. */
export const findingSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("F"),
  /** The record of the measurement: JSON of the form `snowmelt-imagery-finding/1`. */
  exhibit: uidSchema,
  /** The plan that was recorded before the measurement, where there is one. */
  plan: uidSchema.optional(),
  statement: wordsSchema,
  target: textSchema,
  /** Digest of the result that the record speaks of. */
  resultSha256: sha256Schema,
  /** How far the measurement can tell apart at most what was looked for from its absence: a ratio of likelihoods from 1. */
  ratioAtMost: z
    .string()
    .regex(/^[1-9]\d*(\.\d+)?$/)
    .optional(),
  caveats: z.array(textSchema),
  /** Admiralty credibility given to the measurement by those who use it. */
  credibility: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6)]),
  ...disclosableShape,
});
export type Finding = z.infer<typeof findingSchema>;
