// The stranger's side: checks a dossier offline, against nothing but itself and its key, and reports everything it finds.
// It never writes, never goes to a network, never trusts whoever made the dossier, and never throws on a garbage bag.
// Example: `verifyDossier(openBag("dossiers/public-0042")).outcome` is "verified", "incomplete" or "failed".
export { type Bag, type BagFiles, bagOf } from "./bag-files.ts";
export { type Comparison, compareDossiers, comparisonText, statusOf } from "./compare-dossiers.ts";
export { openBag } from "./open-bag.ts";
export { readZip } from "./read-zip.ts";
export { type Check, type Report, reportText } from "./report.ts";
export { verifyDossier } from "./verify-dossier.ts";
