import { z } from "zod";
import { idSchema, textSchema, uidSchema } from "./basics.ts";

/**
 * What a person ruled about a claim that the reader suggested. It is bound to the characters it was seen at and to the engine
 * that saw it; a later engine neither changes it nor asks again.
 */
export const suggestionSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("U"),
  exhibit: uidSchema,
  /** In UTF-16 units of the exhibit's text; several when something interrupts the claim. */
  spans: z
    .array(
      z
        .strictObject({ start: z.int().min(0), end: z.int().min(1) })
        .refine((span) => span.end > span.start, { message: "ends before it starts", path: ["end"] }),
    )
    .min(1),
  /** Name and version of the reader. */
  engine: textSchema,
  decision: z.enum(["accept", "reject", "merge"]),
  /** The claims made of it: one, several when it was split, the one that took it in when it was merged, none when rejected. */
  claims: z.array(uidSchema),
  /** Accepted with other words or values than were suggested. */
  edited: z.boolean(),
  reason: textSchema.optional(),
});
export type Suggestion = z.infer<typeof suggestionSchema>;
