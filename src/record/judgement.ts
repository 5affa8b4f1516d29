import { z } from "zod";
import { idSchema, textSchema, uidSchema } from "./basics.ts";
import { disclosableShape } from "./disclosable.ts";
import { wordsSchema } from "./level.ts";

/** Words of probability of ICD 203 (ODNI, 2015), two to a row, from remote to nearly certain. */
export const PROBABILITY_WORDS = [
  "almost no chance",
  "remote",
  "very unlikely",
  "highly improbable",
  "unlikely",
  "improbable",
  "roughly even chance",
  "roughly even odds",
  "likely",
  "probable",
  "very likely",
  "highly probable",
  "almost certain",
  "nearly certain",
] as const;

/** What the authors hold to be so, how sure they are, why, and who among them does not. */
export const judgementSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("J"),
  text: wordsSchema,
  /** The hypothesis that the judgement is about, when it is one of those weighed. */
  hypothesis: uidSchema.optional(),
  probability: z.enum(PROBABILITY_WORDS).optional(),
  confidence: z.enum(["low", "moderate", "high"]).optional(),
  reasons: wordsSchema,
  /** Other explanations that were weighed, and why they were not preferred. */
  alternatives: z.array(
    z.strictObject({ text: wordsSchema, reasons: wordsSchema.optional(), claims: z.array(uidSchema) }),
  ),
  /** Views within the team that differ. `by` is a role, never a name. */
  dissent: z.array(z.strictObject({ text: wordsSchema, by: textSchema.optional() })),
  claims: z.array(uidSchema),
  ...disclosableShape,
});
export type Judgement = z.infer<typeof judgementSchema>;
