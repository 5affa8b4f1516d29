import { z } from "zod";
import { idSchema, textSchema, uidSchema } from "./basics.ts";
import { disclosableShape } from "./disclosable.ts";
import { PROBABILITY_WORDS } from "./judgement.ts";
import { wordsSchema } from "./level.ts";

const score = z.string().regex(/^\d+\.\d{4}$/);
const probability = z.string().regex(/^(0\.\d{4}|1\.0000)$/);

/** An assessment as it stood when it was frozen: every rating, every score, the judgements of the day. It never changes. */
export const weighingSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("W"),
  /** Why it was frozen then. */
  reason: textSchema,
  /** Program and version that computed the scores. */
  engine: textSchema,
  assessments: z.array(uidSchema),
  /** Least refuted first. Scores have four decimals; `lower` and `upper` bound the probability where priors are given. */
  hypotheses: z.array(
    z.strictObject({
      hypothesis: uidSchema,
      inconsistency: score,
      consistency: score,
      naShare: score,
      unevaluated: z.int().min(0),
      lower: probability.optional(),
      upper: probability.optional(),
    }),
  ),
  evidence: z.array(
    z.strictObject({
      evidence: uidSchema,
      weight: score,
      group: textSchema.optional(),
      diagnosticity: score,
      disagreement: score,
      /** The hypothesis that would stand first without this item. */
      turnsTo: uidSchema.optional(),
      /** In the order of `hypotheses`. */
      cells: z.array(
        z.strictObject({
          mean: score.nullable(),
          ratings: z.array(
            z.strictObject({
              analyst: textSchema,
              rating: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal("na")]),
            }),
          ),
        }),
      ),
    }),
  ),
  judgements: z.array(
    z.strictObject({
      judgement: uidSchema,
      hypothesis: uidSchema.optional(),
      probability: z.enum(PROBABILITY_WORDS).optional(),
      confidence: z.enum(["low", "moderate", "high"]).optional(),
    }),
  ),
});
export type Weighing = z.infer<typeof weighingSchema>;

/** What became known later: which hypothesis of a frozen weighing held, and how one knows. */
export const outcomeSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("O"),
  weighing: uidSchema,
  hypothesis: uidSchema,
  text: wordsSchema,
  claims: z.array(uidSchema),
  ...disclosableShape,
});
export type Outcome = z.infer<typeof outcomeSchema>;
