import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SmallCase } from "./small-case.ts";
import { writeSite } from "./small-site.ts";

let at: SmallCase;
beforeAll(async () => {
  at = await SmallCase.make();
});
afterAll(() => at.bench.remove());

describe("measuring inside a case", () => {
  it("case/not-preserved: what is no exhibit is listed, and nothing is recorded", async () => {
    const ran = await at.snow();
    expect(ran).toMatchObject({ code: "case/not-preserved", exit: 4 });
    for (const word of ["sites.geojson", "2012-10-03.tif", "2015-01-15.json"]) expect(ran.said).toContain(word);
    expect((await at.run("list")).out).not.toMatch(/^(Q|V|F)\d/m);
  });

  it("the plan is recorded before anything is measured; the finding leads back to it, the scenes and their exhibits", async () => {
    await at.collect();
    const planned = await at.snow("--plan-only");
    expect(planned.exit).toBe(0);
    expect(planned.said).toContain("Plan Q1 is recorded as act");
    const ran = await at.snow();
    expect(ran.out).toContain("Recorded as finding F1");
    expect(ran.out).not.toContain("plan-not-recorded");
    const [plan, finding] = [await at.shown("Q1"), await at.shown("F1")];
    expect(plan.seq).toBeLessThan(finding.seq);
    const why = (await at.run("why", "F1")).out;
    for (const word of ["planned in Q1", "measured on V1", "2015-01-15.tif", "sites.geojson"])
      expect(why).toContain(word);
    expect(finding.value.statement.en).toMatch(/^One roof of 16 like roofs, r07, is the barest/);
    expect(Number(finding.value.ratioAtMost)).toBeGreaterThan(1);
    expect(finding.value.caveats.join(" ")).toContain("Another explanation (nothing measured decides)");
    // Every item of a list says what it is.
    for (const line of (await at.run("list")).out.trim().split("\n")) expect(line).toMatch(/^[A-Z]\d+ +\S+ +\S/);
  });

  it("the record of a measurement can be handed on with its images, and a reader finds the digest of its result in it", async () => {
    const exhibits = (await at.run("list", "exhibits")).out.match(/^E\d+/gm)!;
    const record = exhibits.at(-1)!;
    at.bench.write(
      "case/hand/marks.toml",
      // The documents name each other's files, so the names are opened with them.
      `[[mark]]\nid = "M1"\nitems = ${JSON.stringify([...exhibits, "F1"])}\nlevel = "public"\nreason = "synthetic"\n\n[[mark]]\nid = "M2"\nitems = ${JSON.stringify(exhibits)}\nfield = "/originalName"\nlevel = "public"\nreason = "synthetic"\n`,
    );
    const cited = exhibits.map((id) => `[${id}]`).join(" ");
    at.bench.write(
      "case/hand/dossier.md",
      `+++\nlevel = "public"\n+++\n# SYNTHETIC\n\n## Found\n\nA roof was bare [F1]. All of this was used ${cited}.\n`,
    );
    expect(await at.run("run")).toMatchObject({ exit: 0 });
    const ran = await at.run("publish", "--audience", "public");
    expect(ran.said).toMatch(/Published/);
    const folder = at.bench.path(
      "case/dossiers",
      readdirSync(at.bench.path("case/dossiers")).find((n) => /\d$/.test(n))!,
    );
    expect((await at.bench.run(["verify", folder])).exit).toBe(0);
    const page = readFileSync(`${folder}/index.html`, "utf8");
    const digest = (await at.shown("F1")).value.resultSha256;
    expect(page).toContain(`/resultSha256">${digest}<`);
    expect(readFileSync(`${folder}/data/exhibits/${record}.json`, "utf8")).toContain(`"resultSha256": "${digest}"`);
  });

  it("a scene that is changed after the plan is no exhibit any more", async () => {
    const path = at.bench.path("site/scenes/2015-01-15.json");
    writeFileSync(path, readFileSync(path, "utf8").replace('"gsd": 0.5', '"gsd": 0.4'));
    expect(await at.snow()).toMatchObject({ code: "case/not-preserved" });
    writeSite(at.bench.path("site"));
  });
});
