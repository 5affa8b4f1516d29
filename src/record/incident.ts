import { z } from "zod";
import { edtfSchema, idSchema, textSchema, uidSchema } from "./basics.ts";
import { coarseDateSchema, coarsePlaceSchema, disclosableShape } from "./disclosable.ts";
import { wordsSchema } from "./level.ts";

/** What was done, where, when, as the claims that hang on it allege. */
export const incidentSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("I"),
  title: wordsSchema,
  what: textSchema,
  where: textSchema.optional(),
  when: edtfSchema.optional(),
  /** Where it lies, with the radius within which: WGS 84 in decimal degrees, metres. */
  point: z
    .strictObject({
      latitude: z.string().regex(/^-?[0-8]?\d(\.\d{1,6})?$/),
      longitude: z.string().regex(/^-?1?\d?\d(\.\d{1,6})?$/),
      radiusM: z.int().min(1),
    })
    .optional(),
  claims: z.array(uidSchema),
  note: textSchema.optional(),
  coarse: z.strictObject({ when: coarseDateSchema.optional(), where: coarsePlaceSchema.optional() }).optional(),
  ...disclosableShape,
});
export type Incident = z.infer<typeof incidentSchema>;
