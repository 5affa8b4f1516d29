// The long fault campaign, run from the sources; see tests/faults/campaign.ts.
// Usage: npm run faults -- [--quick] [--only WORD] [--report FILE]
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const run = spawnSync(
  process.execPath,
  ["--conditions=source", "--import", "tsx", "tests/faults/campaign.ts", ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit" },
);
process.exitCode = run.status ?? 1;
