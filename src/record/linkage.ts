import { z } from "zod";
import { idSchema, textSchema, uidSchema } from "./basics.ts";

const decimalSchema = z.string().regex(/^\d+(\.\d+)?$/);

/** An exhibit that is a table of people, and what its columns are. */
export const listSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("L"),
  name: textSchema,
  exhibit: uidSchema,
  /** `HEADING=role` for every column, in their order. */
  columns: z.array(textSchema).min(1),
  /** Declared to name nobody twice. */
  unique: z.boolean(),
  /** Of a file that is not UTF-8, by its name in the WHATWG Encoding Standard. */
  encoding: textSchema.optional(),
});
export type List = z.infer<typeof listSchema>;

/** A reviewer's ruling on two mentions. */
export const linkDecisionSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("X"),
  /** Mentions as `L1:12`: list and record. */
  a: textSchema,
  b: textSchema,
  decision: z.enum(["same", "different", "unsure"]),
  /** A role, never a name. */
  by: textSchema.optional(),
  reason: textSchema.optional(),
});
export type LinkDecision = z.infer<typeof linkDecisionSchema>;

/** Lists linked: what went in, what came out, and with what it can be made again. */
export const linkageSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("Y"),
  lists: z.array(uidSchema).min(1),
  decisions: z.array(uidSchema),
  /** Exhibits: mentions with their persons; clusterings drawn from the probabilities; the model. */
  persons: uidSchema,
  linkages: uidSchema,
  model: uidSchema,
  /** What became of the persons of the linkage before. */
  history: uidSchema.optional(),
  previous: uidSchema.optional(),
  mentions: z.int().min(1),
  found: z.int().min(1),
  pairs: z.number().min(0),
  threshold: decimalSchema,
  seed: z.int().min(0),
  /** Cohen's kappa of two reviewers. */
  kappa: textSchema.optional(),
  engine: textSchema,
});
export type Linkage = z.infer<typeof linkageSchema>;
