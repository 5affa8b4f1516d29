import process from "node:process";
import { openBag } from "./open-bag.ts";
import { reportText } from "./report.ts";
import { verifyDossier } from "./verify-dossier.ts";

// The file that travels in each dossier: node verify.mjs [DIR or ZIP]. Status 0 verified, 20 failed, 3 incomplete or unreadable.
try {
  const report = verifyDossier(openBag(process.argv[2] ?? "."));
  process.stdout.write(reportText(report));
  process.exitCode = { verified: 0, incomplete: 3, failed: 20 }[report.outcome];
} catch (error) {
  process.stdout.write(
    `INCOMPLETE: the dossier cannot be read here: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 3;
}
