import { z } from "zod";
import { textSchema } from "./basics.ts";

/** A fact that is given, missing for a reason, or not applicable; the three are never confused. */
export type Maybe<T> = { given: T } | { missing: string } | { notApplicable: true };

export function maybeSchema<T extends z.ZodType>(schema: T) {
  return z.union([
    z.strictObject({ given: schema }),
    z.strictObject({ missing: textSchema }),
    z.strictObject({ notApplicable: z.literal(true) }),
  ]);
}

/** The fact's value, or `undefined` when it is missing or does not apply. */
export function givenOf<T>(fact: Maybe<T>): T | undefined {
  return "given" in fact ? fact.given : undefined;
}
