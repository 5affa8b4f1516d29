import { z } from "zod";
import { edtfSchema, idSchema, textSchema, uidSchema } from "./basics.ts";
import { coarseDateSchema, coarsePlaceSchema, disclosableShape } from "./disclosable.ts";
import { wordsSchema } from "./level.ts";
import { quantitySchema } from "./quantity.ts";

/** Where the words stand: `start` and `end` in UTF-16 units of the exhibit's text. */
export const anchorSchema = z
  .strictObject({
    quote: textSchema,
    start: z.int().min(0),
    end: z.int().min(1),
    page: textSchema.optional(),
  })
  .refine((anchor) => anchor.end > anchor.start, { message: "ends before it starts", path: ["end"] });
export type Anchor = z.infer<typeof anchorSchema>;

/** One attributed proposition, anchored in an exhibit. */
export const claimSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("C"),
  statement: wordsSchema,
  /** Whose words these are. */
  source: uidSchema,
  /** On whose word the source says it. */
  accordingTo: z.array(uidSchema),
  exhibit: uidSchema,
  anchor: anchorSchema,
  /** The hedge, in the source's words. */
  strength: textSchema.optional(),
  /** Admiralty credibility: 1 confirmed ... 5 improbable, 6 cannot be judged. */
  credibility: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6)]),
  quantity: quantitySchema.optional(),
  time: edtfSchema.optional(),
  place: textSchema.optional(),
  polarity: z.enum(["positive", "negative"]),
  note: textSchema.optional(),
  coarse: z.strictObject({ time: coarseDateSchema.optional(), place: coarsePlaceSchema.optional() }).optional(),
  ...disclosableShape,
});
export type Claim = z.infer<typeof claimSchema>;
