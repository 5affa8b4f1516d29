import { z } from "zod";
import { idSchema, pointerSchema, sha256Schema, textSchema, uidSchema } from "./basics.ts";
import { coarseDateSchema, coarsePlaceSchema, disclosableShape } from "./disclosable.ts";
import { levelSchema, nameSchema, wordsSchema } from "./level.ts";
import { cosignatureSchema } from "./peer.ts";

/** Attributes by which somebody may be known again. All are optional: missing says nothing. */
export const ATTRIBUTES = [
  "sex",
  "age",
  "born",
  "birthplace",
  "residence",
  "governorate",
  "profession",
  "role",
  "unit",
  "cell",
  "arrested",
  "transferred",
  "released",
  "died",
  "injury",
  "kinship",
  "dialect",
  "community",
] as const;
export type Attribute = (typeof ATTRIBUTES)[number];
/** Those that hold an EDTF date. */
export const DATE_ATTRIBUTES: readonly Attribute[] = ["born", "arrested", "transferred", "released", "died"];

const attributesSchema = z.partialRecord(z.enum(ATTRIBUTES), textSchema);
export type Attributes = z.infer<typeof attributesSchema>;

/** A human being of the case. */
export const personSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("P"),
  name: wordsSchema,
  otherNames: z.array(textSchema),
  attributes: attributesSchema,
  /** Coarser values, committed with the fine ones so that they can be shown and proved alone. */
  coarse: z
    .strictObject({
      age: z.strictObject({ band: textSchema, band5: textSchema }).optional(),
      residence: coarsePlaceSchema.optional(),
      birthplace: coarsePlaceSchema.optional(),
      born: coarseDateSchema.optional(),
      arrested: coarseDateSchema.optional(),
      transferred: coarseDateSchema.optional(),
      released: coarseDateSchema.optional(),
      died: coarseDateSchema.optional(),
    })
    .optional(),
  /** Claims that are about the person. */
  claims: z.array(uidSchema),
  note: textSchema.optional(),
  ...disclosableShape,
});
export type Person = z.infer<typeof personSchema>;

/** A table of people that the user declares public: what anybody may compare a dossier with. */
export const populationSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("K"),
  exhibit: uidSchema,
  /** Heading of the column that holds each attribute. */
  columns: z.partialRecord(z.enum(ATTRIBUTES), textSchema),
  reason: textSchema,
});
export type Population = z.infer<typeof populationSchema>;

/** Risks that may be taken by decision, with their reason, and never silently. */
export const RISKS = ["no-population", "few-alike", "earlier-dossiers", "one-role", "global-risk"] as const;
export type RiskCode = (typeof RISKS)[number];

/** That somebody agreed to a dossier for an audience, as it was then: one byte more or less needs a new approval. */
export const approvalSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("D"),
  audience: nameSchema,
  /** Digest of all that the dossier opens. */
  digest: sha256Schema,
  /** A role, never a name. */
  by: textSchema,
  accepts: z.array(z.enum(RISKS)),
  reason: textSchema,
  cosigned: cosignatureSchema.optional(),
});
export type Approval = z.infer<typeof approvalSchema>;

/** Regions of an exhibit that audiences below a level see as solid pixels. */
export const redactionSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("R"),
  exhibit: uidSchema,
  /** In pixels of the upright picture, or in points of a PDF page from its upper left corner; `page` from 1. */
  regions: z
    .array(
      z.strictObject({
        page: z.int().min(1).optional(),
        x: z.int().min(0),
        y: z.int().min(0),
        width: z.int().min(1),
        height: z.int().min(1),
      }),
    )
    .min(1),
  /** Only this part of the picture is kept. */
  crop: z
    .strictObject({ x: z.int().min(0), y: z.int().min(0), width: z.int().min(1), height: z.int().min(1) })
    .optional(),
  /** Who may see the exhibit whole. */
  level: levelSchema,
  reason: textSchema,
});
export type Redaction = z.infer<typeof redactionSchema>;
export const shownFieldSchema = z.strictObject({ person: uidSchema, shown: z.record(pointerSchema, textSchema) });
