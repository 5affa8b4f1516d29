import { z } from "zod";
import { idSchema, textSchema, uidSchema } from "./basics.ts";
import { disclosableShape } from "./disclosable.ts";
import { wordsSchema } from "./level.ts";

/** One of several explanations that compete. */
export const hypothesisSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("H"),
  text: wordsSchema,
  /** What must be so for it to hold, in words. */
  assumptions: z.array(textSchema),
  /** Probability before the evidence, a decimal from 0 to 1; only where the hypotheses exclude each other and cover all. */
  prior: z
    .string()
    .regex(/^(0(\.\d+)?|1(\.0+)?)$/)
    .optional(),
  ...disclosableShape,
});
export type Hypothesis = z.infer<typeof hypothesisSchema>;
