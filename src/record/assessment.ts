import { z } from "zod";
import { idSchema, textSchema, uidSchema } from "./basics.ts";
import { disclosableShape } from "./disclosable.ts";

const probabilitySchema = z.string().regex(/^(0(\.\d+)?|1(\.0+)?)$/);

/** How one analyst sees one claim beside each hypothesis. `analyst` is a role, never a name. */
export const assessmentSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("A"),
  evidence: uidSchema,
  analyst: textSchema,
  /** Evidence of one group depends on each other and counts once. */
  group: textSchema.optional(),
  ratings: z
    .array(
      z
        .strictObject({
          hypothesis: uidSchema,
          /** 1 very inconsistent, 3 neither, 5 very consistent. */
          rating: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal("na")]),
          /** How probable the evidence is if the hypothesis holds: bounds, decimals from 0 to 1. */
          likelihood: z.strictObject({ lower: probabilitySchema, upper: probabilitySchema }).optional(),
        })
        .refine(({ likelihood }) => likelihood === undefined || Number(likelihood.lower) <= Number(likelihood.upper), {
          message: "has a lower bound above its upper",
          path: ["likelihood"],
        }),
    )
    .min(1),
  reasons: textSchema.optional(),
  ...disclosableShape,
});
export type Assessment = z.infer<typeof assessmentSchema>;
