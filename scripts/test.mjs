// The whole gate in one command: types, lint, generated pages, tests. Ends with "N passed, N failed".
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const report = join(tmpdir(), `snowmelt-tests-${process.pid}.json`);
const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status === 0;
const tool = (path) => join(root, "node_modules", path);

const stages = [
  ["types", () => node(tool("typescript/bin/tsc"), "--noEmit")],
  ["lint and format", () => node(tool("@biomejs/biome/bin/biome"), "ci", "--error-on-warnings", ".")],
  ["build", () => node("scripts/build.mjs")],
  ["docs/errors.md is what the tables say", () => node("scripts/errors.mjs", "--check")],
  ["the word lists are what locales/ says", () => node("scripts/locales.mjs", "--check")],
];
let [passed, failed] = [0, 0];
for (const [name, run] of stages) {
  console.log(`\n== ${name}`);
  if (run()) passed += 1;
  else failed += 1;
}

console.log("\n== tests");
node(
  tool("vitest/vitest.mjs"),
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
);
try {
  const results = JSON.parse(readFileSync(report, "utf8"));
  passed += results.numPassedTests;
  failed +=
    results.numFailedTests +
    results.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
} catch {
  failed += 1;
}
rmSync(report, { force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
