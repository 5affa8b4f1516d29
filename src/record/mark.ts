import { z } from "zod";
import { anyIdSchema, idSchema, pointerSchema, textSchema, uidSchema } from "./basics.ts";
import { levelSchema } from "./level.ts";

/** Who may see some items, or one field of each, and why. */
export const markSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("M"),
  items: z.array(anyIdSchema).min(1),
  /** Pointer into the items' values; the whole items when absent. */
  field: pointerSchema.optional(),
  level: levelSchema,
  reason: textSchema,
});
export type Mark = z.infer<typeof markSchema>;
