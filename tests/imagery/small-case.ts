import { type Ran, Workbench } from "../support/cli.ts";
import { writeSite } from "./small-site.ts";

/** A case and, beside it, a small synthetic site that it does not hold yet. */
export class SmallCase {
  readonly bench = new Workbench();

  static async make(): Promise<SmallCase> {
    const made = new SmallCase();
    writeSite(made.bench.path("site"));
    await made.bench.run(["init", "case", "--no-passphrase", "--name", "Small compound (synthetic)"]);
    return made;
  }

  run(...args: readonly string[]): Promise<Ran> {
    return this.bench.run([...args, "--case", "case"]);
  }

  /** Measures the snow on the roofs of the site. */
  snow(...more: readonly string[]): Promise<Ran> {
    const site = ["site/scenes", "--sites", "site/sites.geojson", "--claimed-start", "2013-06-01"];
    return this.run("imagery", "snow", ...site, ...more);
  }

  collect(): Promise<Ran> {
    this.bench.write("facts.csv", "file,consent_by\n*,n/a\n");
    return this.run("collect", "site/scenes", "site/sites.geojson", "--facts", "facts.csv");
  }

  /** An item as `show` tells it; the members are those of a finding. */
  async shown(id: string): Promise<ShownFinding> {
    return JSON.parse((await this.run("show", id, "--json")).out);
  }
}

interface ShownFinding {
  readonly seq: number;
  readonly value: {
    readonly statement: { readonly en: string };
    readonly ratioAtMost: string;
    readonly caveats: readonly string[];
    readonly resultSha256: string;
  };
}
