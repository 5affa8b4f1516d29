import { z } from "zod";
import { idSchema, uidSchema } from "./basics.ts";
import { disclosableShape } from "./disclosable.ts";
import { levelSchema, nameSchema, wordsSchema } from "./level.ts";

/** What was wrong in a published dossier, what is right, and why it was put right. The next dossier of its chain shows it. */
export const erratumSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("B"),
  /** The dossier in which it stood; it was made for one audience, and so is the correction. */
  dossier: nameSchema,
  /** The item that it is about, where it is one. */
  item: uidSchema.optional(),
  was: wordsSchema,
  is: wordsSchema,
  reason: wordsSchema,
  level: levelSchema,
  ...disclosableShape,
});
export type Erratum = z.infer<typeof erratumSchema>;
