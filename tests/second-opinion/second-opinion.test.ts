import { afterAll, describe, it } from "vitest";
import { Workbench } from "../support/cli.ts";
import { expectAgreement, judgeMutations, lacks, smallDossier } from "./mutations.ts";

const bench = new Workbench();
afterAll(() => bench.remove());

// verify.py was written from docs/formats alone: where it and the program differ, a document or one of the two is wrong.
describe.skipIf(lacks !== null)(`a second verifier${lacks ? ` (skipped: ${lacks})` : ""}`, () => {
  it("says the same of 200 changed dossiers", async () => {
    const { dir, key } = await smallDossier(bench);
    expectAgreement(judgeMutations(bench, dir, key, 200));
  });

  it("says the same of 100 changed dossiers of a log whose key was changed", async () => {
    const rotated = new Workbench();
    try {
      const { dir, key } = await smallDossier(rotated, true);
      expectAgreement(judgeMutations(rotated, dir, key, 100));
    } finally {
      rotated.remove();
    }
  });
});
