import { z } from "zod";
import type { Problem } from "#kernel";
import { assessmentSchema } from "./assessment.ts";
import { anyIdSchema, uidSchema } from "./basics.ts";
import { claimSchema } from "./claim.ts";
import { backupSchema, fixitySchema, handOverSchema, withdrawalSchema } from "./custody.ts";
import { derivationSchema } from "./derivation.ts";
import { dossierPublishSchema } from "./dossier.ts";
import { eraseSchema } from "./erase.ts";
import { erratumSchema } from "./erratum.ts";
import { examinationSchema } from "./examination.ts";
import { exhibitNoteSchema, exhibitSchema } from "./exhibit.ts";
import { figureSchema } from "./figure.ts";
import { findingSchema } from "./finding.ts";
import { hypothesisSchema } from "./hypothesis.ts";
import { incidentSchema } from "./incident.ts";
import { judgementSchema } from "./judgement.ts";
import { keyNoteSchema } from "./key-note.ts";
import { linkageSchema, linkDecisionSchema, listSchema } from "./linkage.ts";
import { markSchema } from "./mark.ts";
import { forkSchema, keyWordsSchema, noValueSchema, settlementSchema } from "./peer.ts";
import { approvalSchema, personSchema, populationSchema, redactionSchema } from "./person.ts";
import { planSchema, sceneSchema } from "./scene.ts";
import { caseSettingsSchema } from "./settings.ts";
import { sourceSchema } from "./source.ts";
import { suggestionSchema } from "./suggestion.ts";
import { dossierTextSchema } from "./text.ts";
import { beaconSchema, timestampSchema } from "./timestamp.ts";
import { outcomeSchema, weighingSchema } from "./weighing.ts";

/** That an item no longer counts. Its earlier acts stay in the ledger. */
export const removalSchema = z.strictObject({ uid: uidSchema, id: anyIdSchema });
export type Removal = z.infer<typeof removalSchema>;

const SCHEMAS = {
  "case.set": caseSettingsSchema,
  "exhibit.add": exhibitSchema,
  "exhibit.note": exhibitNoteSchema,
  "exhibit.examine": examinationSchema,
  "exhibit.derive": derivationSchema,
  "source.set": sourceSchema,
  "source.remove": removalSchema,
  "claim.accept": claimSchema,
  "claim.remove": removalSchema,
  "suggestion.decide": suggestionSchema,
  "suggestion.remove": removalSchema,
  "incident.set": incidentSchema,
  "incident.remove": removalSchema,
  "figure.set": figureSchema,
  "figure.remove": removalSchema,
  "hypothesis.set": hypothesisSchema,
  "hypothesis.remove": removalSchema,
  "assessment.set": assessmentSchema,
  "assessment.remove": removalSchema,
  "finding.set": findingSchema,
  "finding.remove": removalSchema,
  "scene.set": sceneSchema,
  "plan.set": planSchema,
  "weighing.set": weighingSchema,
  "weighing.remove": removalSchema,
  "outcome.set": outcomeSchema,
  "outcome.remove": removalSchema,
  "person.set": personSchema,
  "person.remove": removalSchema,
  "population.set": populationSchema,
  "population.remove": removalSchema,
  "redaction.set": redactionSchema,
  "redaction.remove": removalSchema,
  "approval.set": approvalSchema,
  "approval.remove": removalSchema,
  "list.set": listSchema,
  "list.remove": removalSchema,
  "link.decide": linkDecisionSchema,
  "link.remove": removalSchema,
  "linkage.set": linkageSchema,
  "judgement.set": judgementSchema,
  "judgement.remove": removalSchema,
  "mark.set": markSchema,
  "mark.remove": removalSchema,
  "text.set": dossierTextSchema,
  "text.remove": removalSchema,
  "erratum.set": erratumSchema,
  "erratum.remove": removalSchema,
  "dossier.publish": dossierPublishSchema,
  "timestamp.add": timestampSchema,
  "beacon.add": beaconSchema,
  "record.erase": eraseSchema,
  "key.note": keyNoteSchema,
  "key.add": keyWordsSchema,
  "key.rotate": noValueSchema,
  "key.revoke": keyWordsSchema,
  "peer.checkpoint": noValueSchema,
  "peer.fork": forkSchema,
  "peer.settle": settlementSchema,
  "fixity.check": fixitySchema,
  "custody.hand-over": handOverSchema,
  "backup.make": backupSchema,
  "dossier.withdraw": withdrawalSchema,
} as const;

/** Every kind of act but the genesis, which the ledger writes itself. */
export type ActKind = keyof typeof SCHEMAS;
export type ActValue<K extends ActKind = ActKind> = z.infer<(typeof SCHEMAS)[K]>;

export const ACT_KINDS = Object.keys(SCHEMAS) as readonly ActKind[];

/** The schema of a kind's value; `undefined` for a kind that this version does not know. */
export function schemaOf(kind: string): (typeof SCHEMAS)[ActKind] | undefined {
  return Object.hasOwn(SCHEMAS, kind) ? SCHEMAS[kind as ActKind] : undefined;
}

/** Checks a value against its kind's schema: the value, or every problem with the pointer of its place. */
export function parseAct<K extends ActKind>(kind: K, value: unknown): { ok: ActValue<K> } | { problems: Problem[] };
export function parseAct(kind: string, value: unknown): { ok: ActValue } | { problems: Problem[] };
export function parseAct(kind: string, value: unknown): { ok: ActValue } | { problems: Problem[] } {
  const schema = schemaOf(kind);
  if (schema === undefined) return { problems: [{ message: `"${kind}" is not a kind of act known here` }] };
  const result = schema.safeParse(value);
  return result.success ? { ok: result.data } : { problems: problemsOf(result.error) };
}

/** A schema's findings as problems: `/anchor/end ends before it starts`. */
export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.map((issue) => {
    const pointer = issue.path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
    return { message: pointer === "" ? issue.message : `${pointer}: ${issue.message}` };
  });
}
