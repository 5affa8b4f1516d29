// COLLECT: files, folders, archives and standard input become exhibits, write-once, with what people say about them.
// It never changes an original, never follows a path from inside an archive, and never renders what it preserves.
// Example: `await collect(["photos"], { store, facts: parseFacts(csv, "facts.csv") }, effects)`.
export { CAPS } from "./archive.ts";
export { type Collected, type CollectOptions, collect } from "./collect.ts";
export { type Cell, parseCsv } from "./csv.ts";
export { type Cue, readCues, timeCode } from "./cues.ts";
export { type Disk, realDisk } from "./disk.ts";
export { vaultErrors } from "./errors.ts";
export type { CoveredText } from "./examine/covered-text.ts";
export { lookForCoveredText } from "./examine/examiner.ts";
export { type Limits, ShutIn } from "./examine/shut-in.ts";
export { type ActLike, exhibitsOf, type KnownExhibit, makeId, nextId, readExhibit } from "./exhibits.ts";
export { collectTemplate, type FactsTable, factsForAll, overlay, parseFacts } from "./facts.ts";
export { readFacts } from "./facts-file.ts";
export type { CaseLog } from "./intake.ts";
export { showName } from "./names.ts";
export { exhibitPath } from "./preserve.ts";
export { derivePublicImage, type PublicImage } from "./public-image.ts";
export { looksLikeAddress } from "./web/address.ts";
export { type Captured, type CaptureOptions, capture } from "./web/capture.ts";
