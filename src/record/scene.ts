import { z } from "zod";
import { idSchema, sha256Schema, textSchema, uidSchema } from "./basics.ts";

const decimalSchema = z.string().regex(/^-?\d+(\.\d+)?$/);

/** A georeferenced image as it was opened for measuring: which exhibits it is, and what they say of how it was taken. */
export const sceneSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("V"),
  /** What findings call it. */
  name: textSchema,
  exhibit: uidSchema,
  /** The STAC item beside it. */
  item: uidSchema.optional(),
  cloudMask: uidSchema.optional(),
  /** First and last moment it can have been taken, UTC; equal for a moment. */
  earliest: textSchema.optional(),
  latest: textSchema.optional(),
  sensor: textSchema.optional(),
  license: textSchema.optional(),
  /** Made by a generator: shows no real place. */
  synthetic: z.boolean(),
  epsg: z.int().min(1),
  width: z.int().min(1),
  height: z.int().min(1),
  /** Metres a pixel, across and down. */
  pixelM: z.tuple([decimalSchema, decimalSchema]),
  bands: z.array(textSchema.nullable()),
  offNadirDeg: decimalSchema.optional(),
  /** How another program made the pixels out of the exhibit. */
  conversion: z
    .strictObject({
      program: textSchema,
      version: textSchema,
      arguments: z.array(textSchema),
      outputSha256: sha256Schema,
    })
    .optional(),
  caveats: z.array(textSchema),
});
export type Scene = z.infer<typeof sceneSchema>;

/** What was going to be measured and by which rule, recorded before a pixel was looked at. */
export const planSchema = z.strictObject({
  uid: uidSchema,
  id: idSchema("Q"),
  target: textSchema,
  /** Canonical JSON (RFC 8785) of the form `snowmelt-imagery-plan/1`. */
  plan: textSchema,
  /** Digest of its bytes. */
  planSha256: sha256Schema,
  sites: uidSchema,
  scenes: z.array(uidSchema).min(1),
});
export type Plan = z.infer<typeof planSchema>;
