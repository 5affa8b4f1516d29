// A case folder and its pipeline: the only room that knows the order in which the others work.
// It never decides anything that a person should; what people decided stands under hand/ and becomes acts.
// Example: `await runCase({ dir, home, effects, passphrase })` records what changed and derives what is stale.
export type { DerivationKind } from "#record";
export { resolveHome } from "#store";
export { assessCase, type CaseAssessment, withdrawalOf } from "./assess.ts";
export { doorOf } from "./at-rest/layout.ts";
export { openCase } from "./at-rest/open-case.ts";
export { enableSealing, type Sealing, sealCase } from "./at-rest/seal-case.ts";
export { verifySealed } from "./at-rest/verify-sealed.ts";
export { type CollectCaseOptions, type CollectedCase, collectCase, collectTemplate } from "./collect.ts";
export { type BackedUp, backUpCase } from "./custody/backup.ts";
export { type DeriveOptions, deriveExhibit } from "./custody/derive.ts";
export { checkFixity, type FixityReport } from "./custody/fixity.ts";
export { recordHandOver } from "./custody/hand-over.ts";
export { papersOf } from "./custody/papers.ts";
export { type Withdrawn, withdrawDossier } from "./custody/withdraw.ts";
export { type Approver, makeApproverKey, openApprover } from "./devices/approver.ts";
export { type Joined, joinCase } from "./devices/join.ts";
export { type Merged, mergeCase } from "./devices/merge.ts";
export { enrolApprover, enrolDevice, revokeKey, settleFork } from "./devices/roster.ts";
export { rotateKey, signRotation } from "./devices/rotate.ts";
export { approveDossier, type Preview, previewDossier } from "./disclose.ts";
export { examineCase, type Finding } from "./doctor.ts";
export { type DrillReport, type DrillResult, drillCase } from "./drill/drill.ts";
export { type EraseOptions, type Erasure, eraseItem } from "./erase.ts";
export { caseErrors } from "./errors.ts";
export { type EstimateSource, type EstimateWish, estimateSource } from "./estimate.ts";
export { findCase, findCaseFolder } from "./find-case.ts";
export { freezeAssessment } from "./freeze.ts";
export {
  declareFinding,
  type MadeFile,
  preserveMade,
  type RecordedPlan,
  recordPlan,
  recordScenes,
} from "./imagery.ts";
export { type InitOptions, initCase } from "./init.ts";
export { describeKeys, type KeyDescription } from "./keys/describe.ts";
export { changePassphrase, makeRecoverySheets, type Restored, restoreKeys } from "./keys/recovery.ts";
export { type LinkCaseOptions, type LinkedCase, linkCase } from "./link.ts";
export {
  findWords,
  type Hit,
  type Lineage,
  type LineageStep,
  lineageOf,
  listItems,
  type ShownItem,
  showItem,
} from "./look.ts";
export { type MarkOptions, markItems } from "./mark.ts";
export { type Publication, type PublishOptions, publishCase } from "./publish.ts";
export { type ExhibitReading, type ReadExhibitOptions, readExhibitOfCase } from "./read.ts";
export { type CaseOptions, type RunReport, runCase } from "./run.ts";
export { NOUNS, type Noun } from "./state.ts";
export { type CaseStatus, caseStatus } from "./status.ts";
export { textOf } from "./text-of.ts";
export {
  addBeacon,
  addTimestamp,
  askAuthority,
  type HeldTimestamp,
  type TimestampQuery,
  writeTimestampQuery,
} from "./time.ts";
export { verifyCase } from "./verify.ts";
