import { z } from "zod";
import { anyIdSchema, daySchema, textSchema } from "./basics.ts";
import { nameSchema } from "./level.ts";

/** That exhibits were hashed again, and which did not hold. */
export const fixitySchema = z.strictObject({
  day: daySchema,
  /** Exhibits whose bytes are what was preserved. */
  sound: z.array(anyIdSchema),
  /** Exhibits whose bytes are missing or changed. */
  damaged: z.array(anyIdSchema),
});
export type Fixity = z.infer<typeof fixitySchema>;

/** That exhibits or a dossier were handed to someone. */
export const handOverSchema = z.strictObject({
  /** Exhibits, or a dossier by its name. */
  items: z.array(z.union([anyIdSchema, nameSchema])).min(1),
  to: textSchema,
  purpose: textSchema,
  /** How: on a disk, by courier, by an encrypted channel. */
  means: textSchema.optional(),
  day: daySchema,
});
export type HandOver = z.infer<typeof handOverSchema>;

/** That a published dossier no longer stands. */
export const withdrawalSchema = z.strictObject({
  dossier: nameSchema,
  reason: textSchema,
  day: daySchema,
  /** The dossier that corrects it. */
  replacedBy: nameSchema.optional(),
});
export type Withdrawal = z.infer<typeof withdrawalSchema>;

/** That the case folder was copied, and that the copy was verified. */
export const backupSchema = z.strictObject({
  /** What the people of the case call the copy: "the blue disk". */
  label: textSchema,
  /** Size of the log in the copy. */
  n: z.int().min(1),
  day: daySchema,
});
export type Backup = z.infer<typeof backupSchema>;
