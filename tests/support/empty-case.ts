import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { Workbench } from "./cli.ts";

/** One empty case without a passphrase, copied for each test of the file: making it once is what takes time. */
export function eachWithEmptyCase(give: (bench: Workbench, template: Workbench) => void): void {
  let template: Workbench;
  let bench: Workbench;
  beforeAll(async () => {
    template = new Workbench();
    await template.run(["init", "case", "--no-passphrase"]);
  });
  afterAll(() => template.remove());
  beforeEach(() => {
    bench = new Workbench();
    bench.copy(template.path("case"), "case");
    bench.copy(template.path("home"), "home");
    give(bench, template);
  });
  afterEach(() => bench.remove());
}
