import { z } from "zod";
import { anyIdSchema, idSchema, pointerSchema, textSchema, uidSchema } from "./basics.ts";
import { levelSchema } from "./level.ts";

/** Who may see an item or one of its fields, and why. */
export const markSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("M"),
  item: anyIdSchema,
  /** Pointer into the item's value; the whole item when absent. */
  field: pointerSchema.optional(),
  level: levelSchema,
  reason: textSchema,
});
export type Mark = z.infer<typeof markSchema>;
