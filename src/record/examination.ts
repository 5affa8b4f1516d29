import { z } from "zod";
import { idSchema, textSchema, uidSchema } from "./basics.ts";

/**
 * What a program found when it looked into an exhibit. It stands beside the facts that people state, and changes none. The
 * values are those in the file: where a picture was taken, whose machine wrote a letter.
 */
export const examinationSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("E"),
  what: z.enum(["metadata", "web archive"]),
  /** The programs that read it, with versions. */
  tool: textSchema,
  /** How the reading was shut in: `no network (unshare), 512 MiB, 20 s`. */
  confinement: textSchema.optional(),
  /**
   * `read`: metadata was read; `unread`: it could not be. Of a web archive: `signed` and everything holds; `unsigned`, and every
   * hash holds; `lies`: something it states is not so; `broken`: it could not be read as one.
   */
  outcome: z.enum(["read", "unread", "signed", "unsigned", "lies", "broken"]),
  /** Why it could not be read, what does not hold, what was not checked. */
  remarks: z.array(textSchema),
  entries: z.array(z.strictObject({ name: textSchema, value: textSchema })),
  /** Entries or ends of values that were left out for their number or length; they stay in the file. */
  leftOut: z.int().min(0),
});
export type Examination = z.infer<typeof examinationSchema>;
