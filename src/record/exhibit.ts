import { z } from "zod";
import { edtfSchema, idSchema, sha256Schema, textSchema, uidSchema } from "./basics.ts";
import { consentSchema } from "./consent.ts";
import { languageSchema } from "./level.ts";
import { maybeSchema } from "./maybe.ts";

/** What was noticed about a file when it came in; a sign for whoever publishes it, not a judgement. */
export const FLAGS = [
  "location-metadata",
  "device-metadata",
  "author-metadata",
  "metadata-unreadable",
  "type-mismatch",
  "not-unpacked",
] as const;

/**
 * What the Berkeley Protocol on Digital Open Source Investigations (OHCHR, HR/PUB/20/2) asks to be kept about an item:
 * letters (a)-(h) are its list for collection, the rest its words on custody, relevance and restrictions.
 */
export const exhibitFactsSchema = z.strictObject({
  /** Who collected it, as the case calls them. */
  collector: maybeSchema(textSchema),
  /** When it was taken from where it was found. */
  collectedAt: maybeSchema(edtfSchema),
  /** How: by hand, by which program, by whom sent. */
  method: maybeSchema(textSchema),
  /** The program that took it in, with its version. */
  tool: maybeSchema(textSchema),
  /** How the clock of the collecting machine was set, and its error. */
  clock: maybeSchema(textSchema),
  /** The identity used online; sealed unless marked otherwise. */
  persona: maybeSchema(textSchema),
  /** The network address it was fetched from. */
  egress: maybeSchema(textSchema),
  /** (a) Where it was found: as entered, and where redirects led. */
  url: maybeSchema(z.strictObject({ entered: textSchema, final: textSchema.optional() })),
  /** (b) The page's source, as exhibits. */
  pageSource: maybeSchema(z.array(uidSchema).min(1)),
  /** (c) Pictures of the whole page, as exhibits. */
  pageCapture: maybeSchema(z.array(uidSchema).min(1)),
  /** (d) Media embedded in the page, as exhibits. */
  pageMedia: maybeSchema(z.array(uidSchema).min(1)),
  /** (e) The kinds of metadata the file carries. Their values stay in the file. */
  embedded: maybeSchema(z.array(textSchema)),
  /** (f) What stood around it. */
  context: maybeSchema(
    z.strictObject({
      author: textSchema.optional(),
      published: edtfSchema.optional(),
      caption: textSchema.optional(),
      language: languageSchema.optional(),
    }),
  ),
  /** Hands it went through before it was collected here, oldest first. */
  custody: maybeSchema(
    z.array(z.strictObject({ from: textSchema, on: edtfSchema.optional(), how: textSchema.optional() })).min(1),
  ),
  /** Copies known to exist elsewhere: archives, other organisations. */
  priorCopies: maybeSchema(z.array(textSchema).min(1)),
  /** What was done to the bytes before they came here: converted, cropped, recompressed. */
  transformations: maybeSchema(z.array(textSchema).min(1)),
  /** Why it matters. */
  relevance: maybeSchema(textSchema),
  /** Whom it could harm, and how to handle it. */
  sensitivity: maybeSchema(textSchema),
  /** Legal or promised limits on its use. */
  restrictions: maybeSchema(textSchema),
  consent: maybeSchema(consentSchema),
});
export type ExhibitFacts = z.infer<typeof exhibitFactsSchema>;

/** One preserved file. (h), the hash, is its name in the vault. */
export const exhibitSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("E"),
  sha256: sha256Schema,
  /** Bytes. */
  size: z.int().min(1),
  /** Found by looking at the bytes. */
  mediaType: z.string().regex(/^[a-z]+\/[a-z0-9][a-z0-9.+-]*$/),
  /** Relative to the folder or archive that was collected, `/` between folders. */
  originalName: textSchema,
  title: textSchema.optional(),
  /** The archive it came out of. */
  from: uidSchema.optional(),
  /** Times kept by the disk or archive it came from. */
  received: z.strictObject({ modified: maybeSchema(edtfSchema), created: maybeSchema(edtfSchema) }),
  flags: z.array(z.enum(FLAGS)),
  ...exhibitFactsSchema.shape,
});
export type Exhibit = z.infer<typeof exhibitSchema>;

/** What was learnt about an exhibit after it came in. The newest of `facts` counts; older ones stay in the ledger. */
export const exhibitNoteSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("E"),
  /** The same bytes were handed in again, under this name, and this was said then. It stands beside the facts and replaces none. */
  again: z.strictObject({ name: textSchema, said: exhibitFactsSchema.partial() }).optional(),
  title: textSchema.optional(),
  facts: exhibitFactsSchema.partial().optional(),
  note: textSchema.optional(),
});
export type ExhibitNote = z.infer<typeof exhibitNoteSchema>;

/** The exhibit as it stands after a note. */
export function applyNote(exhibit: Exhibit, note: ExhibitNote): Exhibit {
  const title = note.title ?? exhibit.title;
  return { ...exhibit, ...definedOf(note.facts ?? {}), ...(title === undefined ? {} : { title }) };
}

function definedOf(facts: NonNullable<ExhibitNote["facts"]>): Partial<ExhibitFacts> {
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined)) as Partial<ExhibitFacts>;
}
