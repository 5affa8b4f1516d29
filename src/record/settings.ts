import { z } from "zod";
import { textSchema } from "./basics.ts";
import { audienceSchema, languageSchema, nameSchema } from "./level.ts";

/** What `case.toml` says. */
export const caseSettingsSchema = z.strictObject({
  format: z.literal(1),
  name: textSchema,
  /** The first is the main one. */
  languages: z.array(languageSchema).min(1),
  audiences: z.record(nameSchema, audienceSchema.omit({ name: true })),
  /** Who stands for the dossiers; printed in them. */
  publisher: textSchema.optional(),
  contact: textSchema.optional(),
  description: textSchema.optional(),
  /** 2: a publication, an erasure and a change of the keys need a second signature, by an approver's key. It stays once it is set. */
  signers: z.literal(2).optional(),
});
export type CaseSettings = z.infer<typeof caseSettingsSchema>;
