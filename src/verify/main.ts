import process from "node:process";
import { compareDossiers, comparisonText, statusOf } from "./compare-dossiers.ts";
import { openBag } from "./open-bag.ts";
import { reportText } from "./report.ts";
import { verifyDossier } from "./verify-dossier.ts";

// The file that travels in each dossier: node verify.mjs [DIR or ZIP [OTHER]]. Status 0 verified, and where another is named
// replaces it or is it; 20 failed; 3 incomplete, unreadable, or not shown to replace the other.
try {
  const [dossier = ".", other] = process.argv.slice(2);
  if (other === undefined) {
    const report = verifyDossier(openBag(dossier));
    process.stdout.write(reportText(report));
    process.exitCode = { verified: 0, incomplete: 3, failed: 20 }[report.outcome];
  } else {
    const comparison = compareDossiers(openBag(dossier), openBag(other));
    process.stdout.write(comparisonText(comparison));
    process.exitCode = statusOf(comparison);
  }
} catch (error) {
  process.stdout.write(
    `INCOMPLETE: the dossier cannot be read here: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 3;
}
