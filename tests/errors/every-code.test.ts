import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Codes that no command line can bring about in a test, and why. */
const OUT_OF_REACH: Readonly<Record<string, string>> = {
  "store/exists":
    "init refuses a folder that is not empty before the store is asked; it guards whoever uses the room alone",
  "store/read-only":
    "a second write in one command after a failed one that could not be taken back; the next start recovers",
  "store/too-large": "a value of more than 64 MiB; see src/store/store.test.ts",
  "cli/disk-full": "a disk that fills up while something derived is written; npm run faults fills one",
  "case/no-typst": "a system for which Typst is not installed",
  "linkage/worker": "a worker thread that the system ends",
};

it("every code of docs/errors.md is provoked through the command line, or says why not", () => {
  const codes = [...readFileSync(join(root, "docs/errors.md"), "utf8").matchAll(/^### ([a-z]+\/[a-z0-9-]+)$/gm)].map(
    ([, code]) => code!,
  );
  expect(codes.length).toBeGreaterThan(100);
  const provoked = readdirSync(join(root, "tests"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".test.ts") && entry.name !== "every-code.test.ts")
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    // What runs a command: a workbench, or the program itself.
    .filter((text) => /Workbench|SmallCase|snowmelt\.mjs/.test(text))
    .join("\n");
  expect(codes.filter((code) => !provoked.includes(code) && OUT_OF_REACH[code] === undefined)).toEqual([]);
  expect(Object.keys(OUT_OF_REACH).filter((code) => !codes.includes(code))).toEqual([]);
});
