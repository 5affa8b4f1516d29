import { z } from "zod";
import { isDecimal } from "#kernel";
import { textSchema } from "./basics.ts";

const decimalText = z.string().refine(isDecimal, "is not a plain decimal number");

/** How an estimated figure was made, so that anyone who holds its exhibits can make it again. */
export const estimateSchema = z.strictObject({
  /** Method id, as in docs/formats/estimate.md. */
  method: textSchema,
  seed: z.int().min(0),
  /** Share of the interval, such as 0.95. */
  level: decimalText,
  /** All settings in force, `name=value` with blanks between. */
  settings: textSchema,
  /** How columns were chosen, where the hand file says so. */
  columns: textSchema.optional(),
  /** Persons on at least one list. */
  listed: z.int().min(1),
  lists: z.array(textSchema),
  /** Before rounding. */
  median: decimalText,
  lower: decimalText,
  upper: decimalText,
  /** What the chains say of themselves; absent for methods without chains. */
  diagnostics: textSchema.optional(),
  /** What the other methods say, one a line. */
  beside: z.array(textSchema),
  /** Sentences that belong to the number wherever it is quoted. */
  sentences: z.array(textSchema),
  /** Program, and the runtime's major version, on which draws depend. */
  engine: textSchema,
});
export type RecordedEstimate = z.infer<typeof estimateSchema>;
