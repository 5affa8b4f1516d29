// Makes a dossier for an audience: chooses what may leave, writes pages, JSON-LD, proofs, and a signed bag, and looks for leaks.
// It never touches a disk or a clock and never opens what the white list and the levels do not; all else is `[withheld]`.
// Example: `const { files, zip } = await compose(input)`; docs/formats/dossier.md describes what comes out.
export { compose } from "./compose.ts";
export { problemOf, type Review, review } from "./disclose.ts";
export { publishErrors } from "./errors.ts";
export type { Exposed, Risk } from "./gate/gate.ts";
export type {
  BagFile,
  Dossier,
  EarlierDossier,
  ItemKind,
  PublicImage,
  PublishInput,
  PublishItem,
  Secret,
  TypstDocument,
} from "./input.ts";
export { type Finding, leakCheck } from "./leaks.ts";
export { faultsOfRedaction } from "./redact/redact.ts";
export type { RedactionOrder, RegionFault } from "./redact/region.ts";
export { storedZip } from "./zip.ts";
