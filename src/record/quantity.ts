import { z } from "zod";
import { isDecimal, type Quantity as KernelQuantity, RELATIONS } from "#kernel";
import { edtfSchema, textSchema } from "./basics.ts";

const decimalSchema = z
  .string()
  .refine(isDecimal, "is not a plain decimal number")
  .meta({ pattern: "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$" });

/** What happened to those whom a number counts; an execution is a killing. */
export const COUNTED = [
  "killed",
  "died",
  "buried",
  "injured",
  "tortured",
  "detained",
  "released",
  "disappeared",
  "missing",
  "displaced",
  "living",
] as const;

/** A number with its bounds, what it counts, in which population and when. */
export const quantitySchema = z.strictObject({
  relation: z.enum(RELATIONS),
  value: decimalSchema.optional(),
  lower: decimalSchema.optional(),
  upper: decimalSchema.optional(),
  lowerInclusive: z.boolean().optional(),
  upperInclusive: z.boolean().optional(),
  unit: textSchema,
  per: textSchema.optional(),
  counted: z.enum(COUNTED).optional(),
  population: textSchema.optional(),
  period: edtfSchema.optional(),
}) satisfies z.ZodType<KernelQuantity>;
export type RecordedQuantity = z.infer<typeof quantitySchema>;
