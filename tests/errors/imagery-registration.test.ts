import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeSite } from "../imagery/small-site.ts";
import { Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeAll(async () => {
  bench = new Workbench();
  writeSite(bench.path("site"));
  const ran = await bench.run(["imagery", "register", "site/scenes", ...SITES, "--json"]);
  bench.write("registration.json", ran.out);
});
afterAll(() => bench.remove());

const SITES = ["--sites", "site/sites.geojson"];
const REUSED = ["--registration", "registration.json"];
const run = (verb: string, ...more: readonly string[]) =>
  bench.run(["imagery", verb, "site/scenes", ...SITES, ...more]);

describe("--registration: what register found is not sought again", () => {
  it("gives what the verb finds by itself, and says where the displacements come from", async () => {
    for (const verb of ["snow", "shadow"]) {
      const [own, given] = [
        JSON.parse((await run(verb, "--json")).out),
        JSON.parse((await run(verb, "--json", ...REUSED)).out),
      ];
      const codes = (caveats: readonly { code: string }[]) => caveats.map(({ code }) => code);
      expect(codes(given.registration.caveats)).toEqual([...codes(own.registration.caveats), "registration-given"]);
      for (const key of ["values", "dates", "test", "results", "statement", "plan"])
        expect(given[key], `${verb} ${key}`).toEqual(own[key]);
      expect({ ...given.registration, caveats: [] }).toEqual({ ...own.registration, caveats: [] });
    }
  });

  it("imagery/registration-differs: other images, polygons, reference, or no registration at all; all told at once", async () => {
    const changed = (name: string, edit: (document: Record<string, never>) => void): string => {
      const document = JSON.parse(readFileSync(bench.path("registration.json"), "utf8"));
      edit(document);
      bench.write(name, JSON.stringify(document));
      return name;
    };
    const refused = async (file: string, ...said: readonly string[]) => {
      const ran = await run("snow", "--registration", file);
      expect(ran).toMatchObject({ code: "imagery/registration-differs", exit: 4, out: "" });
      for (const words of said) expect(ran.said).toContain(words);
    };
    const other = changed("other.json", (d) => {
      Object.assign(d, { sitesSha256: "0", reference: "2015-01-15", method: "by-hand" });
      Object.assign((d["inputs"] as unknown as object[])[1]!, { sha256: "0" });
    });
    await refused(
      other,
      "method: there by-hand",
      "SHA-256 of the polygons",
      "reference: there 2015-01-15, here 2012-10-03",
    );
    await refused(other, "scene 2013-01-10 is another image");
    const fewer = changed("fewer.json", (d) => {
      for (const list of ["inputs", "scenes"]) (d[list] as unknown as unknown[]).pop();
    });
    await refused(fewer, "scene 2015-01-15 is not there");
    const bent = changed("bent.json", (d) => {
      Object.assign((d["scenes"] as unknown as object[])[1]!, { shiftPx: [1, "2"] });
    });
    for (const file of [bent, "site/sites.geojson", "site/scenes/2012-10-03.tif"])
      await refused(file, "not what `register --json` prints");
    for (const workers of ["0", "1.5", "many"])
      expect(await run("register", "--workers", workers)).toMatchObject({ code: "imagery/bad-settings", exit: 2 });
    expect(await run("snow", "--registration", "nowhere.json")).toMatchObject({
      code: "imagery/bad-settings",
      exit: 2,
    });
  });
});
