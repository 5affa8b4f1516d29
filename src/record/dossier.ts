import { z } from "zod";
import { daySchema, sha256Schema } from "./basics.ts";
import { nameSchema } from "./level.ts";
import { shownFieldSchema } from "./person.ts";

/** That a dossier was made for an audience, from which checkpoint, with which result. */
export const dossierPublishSchema = z.strictObject({
  dossier: nameSchema,
  audience: nameSchema,
  /** Size of the log at the dossier's checkpoint. */
  n: z.int().min(1),
  /** SHA-256 of the bag's tagmanifest. */
  manifest: sha256Schema,
  /** How many items and fields this audience does not see. */
  withheld: z.int().min(0),
  day: daySchema,
  /** Its number in the chain of dossiers for its audience. Dossiers of earlier versions of the program have none. */
  version: z.int().min(1).optional(),
  /** The bag's tagmanifest, by SHA-256, of the dossier that it replaces. */
  replaces: sha256Schema.optional(),
  /** Of people whose name stayed closed: the attributes that were shown, so that later dossiers are weighed together with this. */
  people: z.array(shownFieldSchema).optional(),
});
export type DossierPublish = z.infer<typeof dossierPublishSchema>;
