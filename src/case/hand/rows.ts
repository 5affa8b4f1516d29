import { z } from "zod";
import { METHODS } from "#estimate";
import { isDecimal, isEdtf, RELATIONS } from "#kernel";
import {
  ATTRIBUTES,
  CLOSING_REASONS,
  COUNTED,
  DEFAULT_LEVEL,
  languageSchema,
  levelSchema,
  PROBABILITY_WORDS,
  RELIABILITY,
  RISKS,
} from "#record";

// What people write under hand/. References are ids here (`S1`); the record keeps uids.

const text = z.string().refine((value) => value.trim() !== "", "is blank");
const ids = z.array(text).default([]);
const edtf = z
  .string({ error: 'must be EDTF in quotes, for example "2017-05-15"' })
  .refine(isEdtf, "is not an EDTF date (for example 2017-05-15, 2017-05, 2017~, 2011/2015)");
const words = z.union([text, z.record(languageSchema, text)]);
const decimal = z
  .union([z.number(), z.string()])
  .transform((value) => String(value))
  .refine(isDecimal, "is not a plain decimal number");

const credibility = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6)], {
  error: "must be 1 to 6 (1 confirmed, 5 improbable, 6 cannot be judged)",
});

const quantityRow = z.strictObject({
  relation: z.enum(RELATIONS),
  value: decimal.optional(),
  lower: decimal.optional(),
  upper: decimal.optional(),
  unit: text,
  per: text.optional(),
  counted: z.enum(COUNTED).optional(),
  population: text.optional(),
  period: edtf.optional(),
});

export const sourceRow = z.strictObject({
  id: text,
  name: text,
  descriptor: text.optional(),
  role: text.optional(),
  published: edtf.optional(),
  "seen-in": text.optional(),
  "relies-on": ids,
  reliability: z.enum(RELIABILITY),
  reasons: text.optional(),
  note: text.optional(),
  exhibit: text.optional(),
  consent: z
    .strictObject({
      by: text,
      uses: z.array(text).min(1),
      audiences: z.array(text),
      until: text.optional(),
      embargo: text.optional(),
    })
    .optional(),
});
export type SourceRow = z.infer<typeof sourceRow>;

export const claimRow = z.strictObject({
  id: text,
  source: text,
  "according-to": ids,
  exhibit: text,
  quote: text,
  page: z.union([text, z.int().transform(String)]).optional(),
  /** Where the quoted words begin (UTF-16 units of the exhibit's text), when they stand there several times. */
  at: z.int().min(0).optional(),
  statement: words,
  strength: text.optional(),
  credibility,
  /** Why the claim is not accepted; then nothing may rest on it. */
  rejected: text.optional(),
  quantity: quantityRow.optional(),
  time: edtf.optional(),
  place: text.optional(),
  /** In which the place lies: shown to those who may not see the place. */
  governorate: text.optional(),
  polarity: z.enum(["positive", "negative"]).default("positive"),
  note: text.optional(),
});
export type ClaimRow = z.infer<typeof claimRow>;

export const incidentRow = z.strictObject({
  id: text,
  title: words,
  what: text,
  where: text.optional(),
  point: z.strictObject({ latitude: decimal, longitude: decimal, "radius-m": z.int().min(1) }).optional(),
  governorate: text.optional(),
  when: edtf.optional(),
  claims: ids,
  note: text.optional(),
});
export type IncidentRow = z.infer<typeof incidentRow>;

export const figureRow = z.strictObject({
  id: text,
  claim: text.optional(),
  expression: z
    .string({ error: "a figure is no literal: name a claim, or write an expression over figures in quotes" })
    .optional(),
  /** Exhibits whose persons are counted, or whose lists' overlaps are estimated from. */
  counted: text.optional(),
  estimate: z.union([text.transform((id) => [id]), z.array(text).min(1)]).optional(),
  method: z.enum(METHODS).default("lcmcr"),
  seed: z.int().min(0).max(0xffffffff).default(1),
  level: z.number().gt(0).lt(1).default(0.95),
  settings: z.record(z.string(), z.union([z.number(), text])).default({}),
  lists: z.array(text).min(1).optional(),
  strata: z.array(text).min(1).optional(),
  replicate: z.array(text).min(1).optional(),
  count: text.optional(),
  population: text.optional(),
  period: edtf.optional(),
  unit: text.optional(),
  places: z.int().min(0).max(9).default(1),
});
export type FigureRow = z.infer<typeof figureRow>;

const probability = decimal.refine(
  (value) => Number(value) >= 0 && Number(value) <= 1,
  "is no probability: it must be from 0 to 1",
);

export const hypothesisRow = z.strictObject({
  id: text,
  text: words,
  assumptions: z.array(text).default([]),
  prior: probability.optional(),
});

export const assessmentRow = z.strictObject({
  id: text,
  evidence: text,
  analyst: text,
  group: text.optional(),
  ratings: z.record(
    z.string(),
    z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal("na")], {
      error: 'must be 1 (very inconsistent) to 5 (very consistent), or "na"',
    }),
  ),
  likelihoods: z.record(z.string(), z.tuple([probability, probability])).default({}),
  /** Of a finding: the hypotheses under which what was looked for is there; its likelihood bounds follow from its record. */
  expects: ids,
  reasons: text.optional(),
});

export const findingRow = z.strictObject({
  id: text,
  exhibit: text,
  credibility,
  translations: z.record(languageSchema, text).default({}),
});
export type FindingRow = z.infer<typeof findingRow>;

export const weighingRow = z.strictObject({ id: text, reason: text });
export type WeighingRow = z.infer<typeof weighingRow>;

export const outcomeRow = z.strictObject({ id: text, weighing: text, hypothesis: text, text: words, claims: ids });
export type OutcomeRow = z.infer<typeof outcomeRow>;

export type HypothesisRow = z.infer<typeof hypothesisRow>;
export type AssessmentRow = z.infer<typeof assessmentRow>;

export const judgementRow = z.strictObject({
  id: text,
  text: words,
  hypothesis: text.optional(),
  probability: z.enum(PROBABILITY_WORDS).optional(),
  confidence: z.enum(["low", "moderate", "high"]).optional(),
  reasons: words,
  claims: ids,
  alternatives: z.array(z.strictObject({ text: words, reasons: words.optional(), claims: ids })).default([]),
  dissent: z.array(z.strictObject({ text: words, by: text.optional() })).default([]),
});
export type JudgementRow = z.infer<typeof judgementRow>;

const attribute = z.union([text, z.number()]).transform((value) => String(value));

export const personRow = z.strictObject({
  id: text,
  name: words,
  "other-names": z.array(text).default([]),
  attributes: z
    .partialRecord(z.enum(ATTRIBUTES, { error: `is no attribute: ${ATTRIBUTES.join(", ")}` }), attribute)
    .default({}),
  claims: ids,
  note: text.optional(),
});
export type PersonRow = z.infer<typeof personRow>;

export const populationRow = z.strictObject({
  id: text,
  exhibit: text,
  columns: z.partialRecord(z.enum(ATTRIBUTES), text),
  reason: text,
});
export type PopulationRow = z.infer<typeof populationRow>;

const whole = z.int().min(0);
const extent = { x: whole, y: whole, width: whole.min(1), height: whole.min(1) };
export const redactionRow = z.strictObject({
  id: text,
  exhibit: text,
  regions: z.array(z.strictObject({ page: z.int().min(1).optional(), ...extent })).min(1),
  crop: z.strictObject(extent).optional(),
  /** Who may see the exhibit whole. */
  level: levelSchema.default("team"),
  reason: text,
});
export type RedactionRow = z.infer<typeof redactionRow>;

export const approvalRow = z.strictObject({
  id: text,
  audience: text,
  digest: z.string().regex(/^[0-9a-f]{64}$/, "is no digest: snowmelt publish --preview prints it"),
  by: text,
  accepts: z.array(z.enum(RISKS)).default([]),
  reason: text,
  /** Name of the key that signed it, and its signature, as the program wrote them. */
  key: text.optional(),
  sig: text.optional(),
});
export type ApprovalRow = z.infer<typeof approvalRow>;

export const erratumRow = z.strictObject({
  id: text,
  dossier: text,
  item: text.optional(),
  was: words,
  is: words,
  reason: words,
  level: levelSchema.default(DEFAULT_LEVEL),
});
export type ErratumRow = z.infer<typeof erratumRow>;

export const markRow = z.strictObject({
  id: text,
  items: z.array(text).min(1),
  field: z.string().startsWith("/").optional(),
  span: text.optional(),
  level: levelSchema,
  coarse: z.enum(["month", "year", "governorate", "band", "band5"]).optional(),
  because: z.enum(CLOSING_REASONS).optional(),
  reason: text,
});
export type MarkRow = z.infer<typeof markRow>;
