import { z } from "zod";

/** That something was done with the case's keys outside of the ledger. */
export const keyNoteSchema = z.strictObject({
  /** Recovery sheets were made, or the passphrase was changed. */
  what: z.enum(["sheet", "passphrase"]),
});
export type KeyNote = z.infer<typeof keyNoteSchema>;
