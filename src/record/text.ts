import { z } from "zod";
import { textSchema, uidSchema } from "./basics.ts";
import { disclosableShape } from "./disclosable.ts";
import { languageSchema, levelSchema } from "./level.ts";

/** One sentence; `{f0}` stands where `figures[0]` is printed, `{r0}` where `refs[0]` is referred to. */
export const sentenceSchema = z
  .strictObject({
    text: textSchema,
    figures: z.array(uidSchema),
    /** People printed by name, or by a pseudonym to those who may not see it: `{p0}`. */
    persons: z.array(uidSchema).min(1).optional(),
    refs: z.array(z.strictObject({ uid: uidSchema, at: textSchema.optional() })),
  })
  .superRefine((sentence, context) => {
    for (const [letter, items] of [
      ["f", sentence.figures],
      ["r", sentence.refs],
      ["p", sentence.persons ?? []],
    ] as const) {
      const used = [...sentence.text.matchAll(new RegExp(`\\{${letter}([0-9]+)\\}`, "g"))].map((match) =>
        Number(match[1]),
      );
      const unused = items.map((_, index) => index).filter((index) => !used.includes(index));
      const unknown = used.filter((index) => index >= items.length);
      for (const index of [...unused, ...unknown]) {
        context.addIssue({ code: "custom", path: ["text"], message: `and its list disagree on {${letter}${index}}` });
      }
    }
  });
export type Sentence = z.infer<typeof sentenceSchema>;

export const blockSchema = z.strictObject({
  kind: z.enum(["paragraph", "item", "quote"]),
  sentences: z.array(sentenceSchema).min(1),
});
export type Block = z.infer<typeof blockSchema>;

export const sectionSchema = z.strictObject({
  heading: textSchema.nullable(),
  depth: z.int().min(1).max(6),
  /** `evidence`: every sentence refers to an item. `authors`: the authors speak. */
  voice: z.enum(["evidence", "authors"]),
  blocks: z.array(blockSchema),
});
export type Section = z.infer<typeof sectionSchema>;

/** The dossier's text in one language. */
export const dossierTextSchema = z
  .strictObject({
    uid: uidSchema,
    id: z.string().regex(/^text\.[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
    lang: languageSchema,
    title: textSchema,
    level: levelSchema,
    sections: z.array(sectionSchema),
    ...disclosableShape,
  })
  .refine((text) => text.id === `text.${text.lang}`, { message: "is not text.<lang>", path: ["id"] });
export type DossierText = z.infer<typeof dossierTextSchema>;
