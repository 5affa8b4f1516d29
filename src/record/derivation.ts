import { z } from "zod";
import { daySchema, idSchema, textSchema, uidSchema } from "./basics.ts";
import { languageSchema } from "./level.ts";

export const DERIVATIONS = ["translation", "transcript"] as const;
export type DerivationKind = (typeof DERIVATIONS)[number];

/** That an exhibit was made from another by people: a translation, or a transcript of what is heard and seen. */
export const derivationSchema = z.strictObject({
  /** The exhibit that was made. */
  uid: uidSchema,
  id: idSchema("E"),
  how: z.enum(DERIVATIONS),
  /** The exhibit it was made from. */
  of: uidSchema,
  ofId: idSchema("E"),
  /** The language it is in. */
  language: languageSchema,
  /** Who made it, and who compared it with the original, as the case calls them. */
  by: textSchema,
  checkedBy: textSchema.optional(),
  day: daySchema,
  /** Of a transcript with time codes: how many pieces there are, and from when to when they reach, in milliseconds. */
  cues: z.strictObject({ count: z.int().min(1), fromMs: z.int().min(0), toMs: z.int().min(0) }).optional(),
});
export type Derivation = z.infer<typeof derivationSchema>;
