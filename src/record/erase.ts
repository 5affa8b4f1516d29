import { z } from "zod";
import { anyIdSchema, textSchema } from "./basics.ts";
import { cosignatureSchema } from "./peer.ts";

/** Why a record was erased: whoever spoke withdrew, a court or law demands it, it puts someone in danger, it was a mistake. */
export const ERASE_REASONS = ["withdrawn", "law", "danger", "mistake"] as const;

/** That the values and keys of some acts were destroyed. It names what is gone by id and number only. */
export const eraseSchema = z.strictObject({
  ids: z.array(anyIdSchema).min(1),
  /** Numbers of the acts whose values are gone. */
  seqs: z.array(z.int().min(1)).min(1),
  /** The same in the logs of other devices, as copies of them lie in this case folder. */
  others: z
    .array(z.strictObject({ device: z.string().regex(/^[a-z]$/), seqs: z.array(z.int().min(1)).min(1) }))
    .optional(),
  reason: z.enum(ERASE_REASONS),
  /** On which ground, without a name: "Art. 17 GDPR, request of 3 March". */
  basis: textSchema,
  cosigned: cosignatureSchema.optional(),
});
export type Erase = z.infer<typeof eraseSchema>;
