import { z } from "zod";
import { idSchema, textSchema, uidSchema } from "./basics.ts";
import { estimateSchema } from "./estimate.ts";
import { wordsSchema } from "./level.ts";
import { quantitySchema } from "./quantity.ts";

/** A number that a dossier may print, with where it comes from. Never a typed literal. */
export const figureSchema = z
  .strictObject({
    uid: uidSchema,
    id: idSchema("N"),
    kind: z.enum(["claimed", "computed", "counted", "estimated"]),
    claim: uidSchema.optional(),
    expression: textSchema.optional(),
    /** Figures that stand in the expression. */
    inputs: z.array(uidSchema),
    /** Exhibits whose rows were counted, or estimated from. */
    exhibits: z.array(uidSchema).min(1).optional(),
    estimate: estimateSchema.optional(),
    quantity: quantitySchema,
    /** The number with its bounds, as it is printed. */
    words: wordsSchema,
  })
  .refine((figure) => figure.kind !== "claimed" || figure.claim !== undefined, {
    message: "is missing: a claimed figure names its claim",
    path: ["claim"],
  })
  .refine((figure) => figure.kind !== "computed" || figure.expression !== undefined, {
    message: "is missing: a computed figure has an expression",
    path: ["expression"],
  })
  .refine((figure) => figure.kind !== "counted" || figure.exhibits !== undefined, {
    message: "is missing: a counted figure names its exhibits",
    path: ["exhibits"],
  })
  .refine((figure) => figure.kind !== "estimated" || (figure.exhibits !== undefined && figure.estimate !== undefined), {
    message: "is missing: an estimated figure names its exhibits and says how it was made",
    path: ["estimate"],
  });
export type Figure = z.infer<typeof figureSchema>;
