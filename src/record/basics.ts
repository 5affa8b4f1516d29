import { z } from "zod";
import { isEdtf, isWellFormed, toBase64Url } from "#kernel";

/** Name of an item for its whole life: base64url of 16 random bytes. References between items use it. */
export const uidSchema = z.string().regex(/^[A-Za-z0-9_-]{21}[AQgw]$/);
export type Uid = z.infer<typeof uidSchema>;

/** Makes a uid of 16 random bytes. @throws RangeError on another length */
export function makeUid(bytes: Uint8Array): Uid {
  if (bytes.length !== 16) throw new RangeError(`Cannot make a uid of ${bytes.length} bytes: 16 are needed`);
  return toBase64Url(bytes);
}

/** What people call an item: a letter, a number, and from the second device on the device's letters. */
export const idSchema = (letter: string) => z.string().regex(new RegExp(`^${letter}[1-9][0-9]{0,8}[a-z]*$`));

/** Any item's id: `E12`, `C7b`, `text.ar`. */
export const anyIdSchema = z.string().regex(/^([A-Z][1-9][0-9]{0,8}[a-z]*|text\.[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)$/);

/** Text that is not blank. */
export const textSchema = z
  .string()
  .refine((text) => text.trim() !== "" && isWellFormed(text), "is blank or not Unicode")
  .meta({ pattern: "\\S" });

/** A date, time or interval in EDTF, levels 0 and 1. */
export const edtfSchema = z
  .string()
  .refine(isEdtf, "is not an EDTF date (for example 2017-05-15, 2017-05, 2017~, 2011/2015)")
  .meta({ format: "edtf" });

/** One calendar day, `YYYY-MM-DD`. */
export const daySchema = z.iso.date();

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** RFC 6901 pointer into an item's value. */
export const pointerSchema = z.string().regex(/^(\/([^~/]|~[01])*)*$/);
