// The nouns of a case as versioned schemas, with the types inferred from them and JSON Schema generated from them.
// It never reads a file and never decides what is true; it says what shape a record has.
// Example: `parseAct("claim.accept", value)` gives `{ ok: claim }` or `{ problems }`, all of them.
export { ACT_KINDS, type ActKind, type ActValue, parseAct, problemsOf, type Removal, schemaOf } from "./act.ts";
export { type Assessment, assessmentSchema } from "./assessment.ts";
export { anyIdSchema, edtfSchema, makeUid, textSchema, type Uid, uidSchema } from "./basics.ts";
export { type Anchor, anchorSchema, type Claim, claimSchema } from "./claim.ts";
export { coarseAge, coarseAttributes, coarseDate } from "./coarse.ts";
export { type Consent, consentForbids, consentSchema } from "./consent.ts";
export {
  type Backup,
  backupSchema,
  type Fixity,
  fixitySchema,
  type HandOver,
  handOverSchema,
  type Withdrawal,
  withdrawalSchema,
} from "./custody.ts";
export { DERIVATIONS, type Derivation, type DerivationKind } from "./derivation.ts";
export { CLOSING_REASONS, type ClosingReason } from "./disclosable.ts";
export { type DossierPublish, dossierPublishSchema } from "./dossier.ts";
export { ERASE_REASONS, type Erase, eraseSchema } from "./erase.ts";
export { type Erratum, erratumSchema } from "./erratum.ts";
export { estimateSchema, type RecordedEstimate } from "./estimate.ts";
export type { Examination } from "./examination.ts";
export {
  applyNote,
  type Exhibit,
  type ExhibitFacts,
  type ExhibitNote,
  exhibitFactsSchema,
  exhibitSchema,
  FLAGS,
} from "./exhibit.ts";
export { type Figure, figureSchema } from "./figure.ts";
export { type Finding, findingSchema } from "./finding.ts";
export { type Hypothesis, hypothesisSchema } from "./hypothesis.ts";
export { type Incident, incidentSchema } from "./incident.ts";
export { issueWords } from "./issue-words.ts";
export { jsonSchemas } from "./json-schema.ts";
export { type Judgement, judgementSchema, PROBABILITY_WORDS } from "./judgement.ts";
export { type KeyNote, keyNoteSchema } from "./key-note.ts";
export {
  type Audience,
  audienceSchema,
  DEFAULT_LEVEL,
  type Level,
  languageSchema,
  levelCovers,
  levelSchema,
  maySee,
  nameSchema,
  type Words,
  wordsSchema,
} from "./level.ts";
export {
  type Linkage,
  type LinkDecision,
  type List,
  linkageSchema,
  linkDecisionSchema,
  listSchema,
} from "./linkage.ts";
export { type Mark, markSchema } from "./mark.ts";
export { givenOf, type Maybe, maybeSchema } from "./maybe.ts";
export type { Cosignature, Fork, KeyWords, Settlement } from "./peer.ts";
export {
  type Approval,
  ATTRIBUTES,
  type Attribute,
  type Attributes,
  DATE_ATTRIBUTES,
  type Person,
  type Population,
  type Redaction,
  RISKS,
  type RiskCode,
} from "./person.ts";
export { COUNTED, quantitySchema, type RecordedQuantity } from "./quantity.ts";
export { type Plan, planSchema, type Scene, sceneSchema } from "./scene.ts";
export { type CaseSettings, caseSettingsSchema } from "./settings.ts";
export { RELIABILITY, type Source, sourceSchema } from "./source.ts";
export { type Suggestion, suggestionSchema } from "./suggestion.ts";
export { type Block, type DossierText, dossierTextSchema, type Section, type Sentence } from "./text.ts";
export { type Beacon, beaconSchema, type Timestamp, timestampSchema } from "./timestamp.ts";
export { type Outcome, outcomeSchema, type Weighing, weighingSchema } from "./weighing.ts";
