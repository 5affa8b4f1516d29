import { z } from "zod";
import { edtfSchema, idSchema, textSchema, uidSchema } from "./basics.ts";
import { consentSchema } from "./consent.ts";
import { disclosableShape } from "./disclosable.ts";

/** Reliability of a source by the Admiralty code; `F`, cannot be judged, is no grade below `E`. */
export const RELIABILITY = ["A", "B", "C", "D", "E", "F"] as const;

/** Who said or made something. */
export const sourceSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("S"),
  name: textSchema,
  /** Access, record, bias; for a document completeness, precision, currency. */
  descriptor: textSchema.optional(),
  role: textSchema.optional(),
  published: edtfSchema.optional(),
  /** Where it was read when the original was not at hand. */
  seenIn: textSchema.optional(),
  /** Sources whose words this one repeats. */
  reliesOn: z.array(uidSchema),
  reliability: z.enum(RELIABILITY),
  reasons: textSchema.optional(),
  note: textSchema.optional(),
  exhibit: uidSchema.optional(),
  consent: consentSchema.optional(),
  ...disclosableShape,
});
export type Source = z.infer<typeof sourceSchema>;
