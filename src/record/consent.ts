import { z } from "zod";
import { daySchema, textSchema } from "./basics.ts";
import { nameSchema } from "./level.ts";

/** Who agreed, to which uses, before which audiences, and for how long. Days count as a whole, in UTC. */
export const consentSchema = z.strictObject({
  by: textSchema,
  uses: z.array(textSchema).min(1),
  audiences: z.array(nameSchema),
  /** Last day on which the consent holds. */
  until: daySchema.optional(),
  /** Nothing is published before this day. */
  embargo: daySchema.optional(),
});
export type Consent = z.infer<typeof consentSchema>;

/** Why a consent does not let something go to an audience on a day; `null` when it does. */
export function consentForbids(consent: Consent, audience: string, day: string): string | null {
  if (!consent.audiences.includes(audience)) return `consent was not given for the audience "${audience}"`;
  if (consent.until !== undefined && day > consent.until) return `consent ended on ${consent.until}`;
  if (consent.embargo !== undefined && day < consent.embargo) return `under embargo until ${consent.embargo}`;
  return null;
}
