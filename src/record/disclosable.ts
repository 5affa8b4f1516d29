import { z } from "zod";
import { edtfSchema, pointerSchema, textSchema } from "./basics.ts";

/**
 * Why a value stays closed to an audience. The class is printed where the value would stand, so each is worded so that it
 * gives away no more than the gap itself.
 */
export const CLOSING_REASONS = ["protection", "consent", "source", "investigation", "legal", "privacy"] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

/** A text of the item in parts, each a leaf of its own, so that one can stay closed and the rest be shown and proved. */
export const spansSchema = z
  .array(
    z
      .strictObject({
        /** Pointer of the text into the same item. */
        field: pointerSchema,
        count: z.int().min(1),
        /** Joined, they are the text. */
        parts: z.array(z.string().min(1)).min(1),
      })
      .refine(({ count, parts }) => count === parts.length, { message: "is not the number of parts", path: ["count"] }),
  )
  .min(1);

/** Coarser values of dates: the month and the year, or the months and years of both ends. */
export const coarseDateSchema = z.strictObject({ month: edtfSchema.optional(), year: edtfSchema.optional() });
export const coarsePlaceSchema = z.strictObject({ governorate: textSchema });

/** What any written item may carry besides, for audiences that may not see all of it. */
export const disclosableShape = { spans: spansSchema.optional() } as const;
