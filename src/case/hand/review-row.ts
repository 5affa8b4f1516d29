import { z } from "zod";
import { claimRow } from "./rows.ts";

// Rows of hand/readings/<exhibit>.toml: what the reader suggests, and what a person decides about it.

const text = claimRow.shape.id;
const blankable = z
  .string()
  .transform((value) => (value.trim() === "" ? undefined : value))
  .optional();

/** Whom the text names, and which source of the case that is: decided once a file. */
export const speakerRow = z.strictObject({ name: text, source: blankable });
export type SpeakerRow = z.infer<typeof speakerRow>;

const claim = claimRow.shape;
export const suggestionRow = z.strictObject({
  id: z.string().regex(/^U[1-9]\d*[a-z]*$/, "is no id of a suggestion: leave it as it was written"),
  decision: z.enum(["open", "accept", "reject", "merge"], { error: "must be open, accept, reject or merge" }),
  /** Why it is rejected. */
  reason: blankable,
  /** The claim that takes it in. */
  into: blankable,
  /** The id of the claim that is made of it. */
  claim: text,
  speaker: text,
  "according-to": claim["according-to"],
  quote: claim.quote,
  page: claim.page,
  statement: claim.statement,
  strength: claim.strength,
  credibility: claim.credibility,
  quantity: claim.quantity,
  time: claim.time,
  place: claim.place,
  governorate: claim.governorate,
  polarity: claim.polarity,
  note: claim.note,
  /** What the text leaves open; for people only. */
  questions: z.array(text).default([]),
  /** `12-40` or `12-40 55-71`: where it was seen. */
  spans: z.string().regex(/^\d+-\d+( \d+-\d+)*$/, "is not as it was written: copy it from the suggestion"),
  engine: text,
  /** Digest of what was suggested, by which an edited row is known. */
  suggested: z.string().regex(/^[0-9a-f]{16}$/, "is not as it was written: copy it from the suggestion"),
});
export type SuggestionRow = z.infer<typeof suggestionRow>;

/** The spans of a row. */
export function spansOf(
  row: Pick<SuggestionRow, "spans">,
): readonly { readonly start: number; readonly end: number }[] {
  return row.spans.split(" ").map((span) => {
    const [start = 0, end = 0] = span.split("-").map(Number);
    return { start, end };
  });
}
