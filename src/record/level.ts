import { z } from "zod";

const NAME = /[a-z0-9][a-z0-9-]{0,62}/;

/** Name of an audience, partner or court: lower-case letters, digits, hyphens. */
export const nameSchema = z
  .string()
  .regex(new RegExp(`^${NAME.source}$`), "must be lower-case letters, digits and hyphens, 63 at most");

/** Who may see a value: `public` < `partner:<name>` and `court:<name>` < `team` < `protected`. */
export const levelSchema = z.union(
  [
    z.enum(["public", "team", "protected"]),
    z.templateLiteral(["partner:", z.string().regex(NAME)]),
    z.templateLiteral(["court:", z.string().regex(NAME)]),
  ],
  { error: "must be public, partner:NAME, court:NAME, team or protected" },
);
export type Level = z.infer<typeof levelSchema>;

/** The level of a value on which nobody has put a mark. */
export const DEFAULT_LEVEL: Level = "team";

export const audienceSchema = z.strictObject({
  name: nameSchema,
  levels: z.array(levelSchema).min(1),
  /** Languages of this audience's dossier, the first is the main one; default: those of the case. */
  languages: z
    .array(z.lazy(() => languageSchema))
    .min(1)
    .optional(),
  /** How many people, each under a role of their own, must approve a dossier before it goes to this audience. */
  approvals: z.int().min(1).max(9).optional(),
});
/** A named set of levels. */
export type Audience = z.infer<typeof audienceSchema>;

/** A BCP 47 language tag: `en`, `ar`, `ku-Arab`. */
export const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "must be a language tag: en, ar, ku-Arab");

/** The same words in one or more languages, by language tag. */
export const wordsSchema = z.record(languageSchema, z.string().min(1));
export type Words = z.infer<typeof wordsSchema>;

/** Whether someone cleared for `held` may see what is marked `wanted`. Two partners, or a partner and a court, never. */
export function levelCovers(held: Level, wanted: Level): boolean {
  return held === wanted || rank(held) > rank(wanted);
}

/** Whether an audience may see a value that carries these marks: it must be cleared for each of them. */
export function maySee(audience: Pick<Audience, "levels">, marks: readonly Level[]): boolean {
  return marks.every((mark) => audience.levels.some((held) => levelCovers(held, mark)));
}

function rank(level: Level): number {
  if (level === "public") return 0;
  if (level === "team") return 2;
  return level === "protected" ? 3 : 1;
}
