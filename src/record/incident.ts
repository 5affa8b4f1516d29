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
  claims: z.array(uidSchema),
  note: textSchema.optional(),
  coarse: z.strictObject({ when: coarseDateSchema.optional(), where: coarsePlaceSchema.optional() }).optional(),
  ...disclosableShape,
});
export type Incident = z.infer<typeof incidentSchema>;
