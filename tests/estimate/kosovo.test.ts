import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Workbench } from "../support/cli.ts";
import { buildKosovo, figureOf } from "./kosovo-example.ts";

// The average over graphs needs no chains: quick enough for every run of the tests. The slow test makes the example as it stands.
const QUICK = '"lcmcr.burn" = 500, "lcmcr.draws" = 250, "lcmcr.rounds" = 1, "sparse.resamples" = 50';
const byGraphs = (figures: string): string =>
  figures.replace('method = "lcmcr"', `method = "dga"\nsettings = { ${QUICK} }`);

let bench: Workbench;
beforeAll(async () => {
  ({ bench } = await buildKosovo(byGraphs));
});
afterAll(() => bench.remove());

describe("the example of four lists, from its table to a verified dossier", () => {
  it("counts the listed, estimates the total with its interval, and computes who is on no list", () => {
    expect(figureOf(bench, "N1")).toMatchObject({ kind: "counted", words: { en: "4,400 people" } });
    const total = figureOf(bench, "N2");
    expect(total.kind).toBe("estimated");
    expect(total.words.en).toBe("about 12,600 people (95 % interval 9,800 to 16,600)");
    expect(Number(total.quantity.lower)).toBeLessThan(10356);
    expect(Number(total.quantity.upper)).toBeGreaterThan(10401);
    expect(total.estimate.settings).toMatch(/delta=0.*prior=1\/N/);
    expect(total.estimate.beside.join(" ")).toMatch(/loglinear: 10,400/);
    expect(total.estimate.sentences[0]).toMatch(/No data can show/);
    expect(figureOf(bench, "N5")).toMatchObject({ kind: "computed" });
    expect(figureOf(bench, "N5").words.en).toBe("between 5,400 and 12,200 people");
  });
  it("leads from the number down to the exhibit it was estimated from", async () => {
    const why = await bench.run(["why", "N2", "--case", "case"]);
    expect(why.out).toMatch(/estimated from/);
    expect(why.out).toMatch(/E1/);
  });
  it("is verified by a stranger, and its page prints settings, seed and sentences", async () => {
    const name = readdirSync(bench.path("case/dossiers")).find((file) => !file.endsWith(".zip"))!;
    const verified = await bench.run(["verify", `case/dossiers/${name}`]);
    expect(verified.exit, verified.out + verified.said).toBe(0);
    const page = readFileSync(bench.path("case/dossiers", name, "index.html"), "utf8");
    for (const words of ["95 % interval", "To be said with it", "Other methods", "prior=1/N", "Drawn from"])
      expect(page).toContain(words);
  });
  it("fails when the number on the page is another than the one recorded", async () => {
    const name = readdirSync(bench.path("case/dossiers")).find((file) => !file.endsWith(".zip"))!;
    bench.copy(bench.path("case/dossiers", name), "forged");
    const page = readFileSync(bench.path("forged/index.html"), "utf8");
    bench.write("forged/index.html", page.replaceAll("95 % interval", "99 % interval"));
    expect((await bench.run(["verify", "forged"])).exit).toBe(20);
  });
  it("records nothing twice: the same exhibits, seed and settings are not estimated again", async () => {
    const again = await bench.run(["run", "--case", "case", "--json"]);
    expect(again.exit).toBe(0);
    expect(again.out).not.toMatch(/figure\.set/);
  });
  it("makes the recorded figure again on demand, and says when other settings give another", async () => {
    const same = await bench.run(["estimate", "N2", "--case", "case", "--no-checks"]);
    expect(same.said).toMatch(/N2 comes out again/);
    expect(same.exit).toBe(0);
    const other = await bench.run(["estimate", "N2", "--case", "case", "--no-checks", "--dga.delta", "1"]);
    expect(other.said).toMatch(/does not come out again/);
    expect(other.exit).toBe(3);
    const exhibit = await bench.run(["estimate", "E1", "--case", "case", "--method", "loglinear", "--json"]);
    expect(JSON.parse(exhibit.out).methods[0].details.model).toBe("[123,14,34]");
    const options = [
      ["--lists", "EXH,ABA,nowhere"],
      ["--encoding", "klingon"],
    ] as const;
    for (const [option, value] of options) {
      const refused = await bench.run(["estimate", "E1", "--case", "case", option, value]);
      expect(refused.code).toBe("case/unknown-id");
      expect(refused.said).toContain(value.split(",").at(-1)!);
    }
  });
  it("refuses a figure that the estimate does not vouch for, with the reasons", async () => {
    const figures = readFileSync(bench.path("case/hand/figures.toml"), "utf8");
    bench.write("case/hand/figures.toml", figures.replace('method = "dga"', 'method = "loglinear"'));
    const refused = await bench.run(["run", "--case", "case"]);
    expect(refused).toMatchObject({ exit: 4, code: "case/hand-problems" });
    expect(refused.said).toMatch(/may not be quoted: .*models fit within 2 points/);
    bench.write("case/hand/figures.toml", figures.replace('estimate = "E1"', 'estimate = "E2"'));
    expect((await bench.run(["run", "--case", "case"])).said).toMatch(/figures\.toml:\d+:\d+/);
    bench.write("case/hand/figures.toml", figures);
  });
});
