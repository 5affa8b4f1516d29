import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, it } from "vitest";

// The verifier travels in every dossier: built in another folder it is the same file, and it does not tell the folder.
it("the verifier is bundled to the same bytes from a checkout elsewhere", async () => {
  const here = fileURLToPath(new URL("../..", import.meta.url));
  const elsewhere = mkdtempSync(join(tmpdir(), "snowmelt-elsewhere-"));
  try {
    mkdirSync(join(elsewhere, "src"));
    for (const room of ["kernel", "record", "seal", "verify"]) {
      cpSync(join(here, "src", room), join(elsewhere, "src", room), { recursive: true });
    }
    for (const file of ["scripts", "package.json", "tsconfig.json"]) {
      cpSync(join(here, file), join(elsewhere, file), { recursive: true });
    }
    symlinkSync(join(here, "node_modules"), join(elsewhere, "node_modules"), "junction");
    const bundlerIn = async (folder: string): Promise<{ program: string; page: string }> =>
      (await import(pathToFileURL(join(folder, "scripts", "verifier.mjs")).href)).bundleVerifier("src");
    const [ours, theirs] = [await bundlerIn(here), await bundlerIn(elsewhere)];
    expect(theirs.program === ours.program).toBe(true);
    expect(theirs.page === ours.page).toBe(true);
    expect(`${theirs.program}${theirs.page}`).not.toContain(elsewhere);
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
});
