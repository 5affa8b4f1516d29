import { z } from "zod";
import { idSchema, textSchema, uidSchema } from "./basics.ts";
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
  });
export type Figure = z.infer<typeof figureSchema>;
