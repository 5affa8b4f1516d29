import { z } from "zod";
import { anyIdSchema, idSchema, pointerSchema, textSchema, uidSchema } from "./basics.ts";
import { CLOSING_REASONS } from "./disclosable.ts";
import { levelSchema } from "./level.ts";

/** Who may see some items, or one field of each, and why. */
export const markSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("M"),
  items: z.array(anyIdSchema).min(1),
  /** Pointer into the items' values; the whole items when absent. */
  field: pointerSchema.optional(),
  /** These words within a text of the items: they close, the rest stays. */
  span: textSchema.optional(),
  level: levelSchema,
  /** What those who may not see the field see instead: its coarser value of this name. */
  coarse: z.enum(["month", "year", "governorate", "band", "band5"]).optional(),
  /** The class of reason that is printed where the value would stand. */
  because: z.enum(CLOSING_REASONS).optional(),
  reason: textSchema,
});
export type Mark = z.infer<typeof markSchema>;
