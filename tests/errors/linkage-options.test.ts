import { existsSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workbench } from "../support/cli.ts";

// Made-up people.
const LIST = "id,name,age\n1,أحمد خالد الحلبي,30\n2,سمير علي النجار,40\n3,هدى سعيد العطار,50\n";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
  bench.write("a.csv", LIST);
});
afterEach(() => bench.remove());

const link = (...words: string[]): ReturnType<Workbench["run"]> => bench.run(["link", ...words]);

describe("options of link that cannot be followed are refused before the work, or warned of", () => {
  it("--html in a folder that is not there, or that is a folder", async () => {
    const missing = await link("a.csv", "--html", "nowhere/report.html");
    expect(missing).toMatchObject({ code: "cli/cannot-write", out: "" });
    expect(missing.said).toContain('there is no folder "nowhere" for it');
    bench.write("there/x.txt", "");
    expect((await link("a.csv", "--html", "there")).said).toContain("it is a folder");
  });

  it("--truth-pattern without --truth", async () => {
    const ran = await link("a.csv", "--truth-pattern", "(\\d+)");
    expect(ran).toMatchObject({ code: "cli/usage", exit: 2 });
    expect(ran.said).toContain("--truth COLUMN");
  });

  it("clusterings of an earlier run in the folder are said to be none of this one", async () => {
    expect((await link("a.csv", "--out", "linked", "--draws", "2")).said).toBe("");
    const earlier = readFileSync(bench.path("linked/linkages.csv"));
    expect((await link("a.csv", "--out", "linked")).said).toContain(
      "linkages.csv in that folder is of an earlier linkage",
    );
    expect(readFileSync(bench.path("linked/linkages.csv"))).toEqual(earlier);
  });

  it("no pair compared is said, for then nobody can be found twice", async () => {
    expect((await link("a.csv")).said).toBe("");
    expect((await link("a.csv", "--block", "family skeleton")).said).toContain("no two records were compared");
  });

  it("that no pair is kept is said, for it may be that too little was told", async () => {
    bench.write("x.csv", "id,name\n1,محمد علي\n2,فاطمة حسن\n3,أحمد سعيد\n4,مريم خالد\n");
    bench.write("y.csv", "id,name\n1,وائل الراوي\n2,هدى قاسم\n3,سلمى عثمان\n4,نادر البكري\n");
    const ran = await link("x.csv", "y.csv", "--json");
    expect(JSON.parse(ran.out)).toMatchObject({ edges: 0, warnings: [expect.stringContaining("no pair is kept")] });
    expect((await link("x.csv")).said).toBe("");
  });

  it("a ruling that joins two records of a list declared free of duplicates holds, and is told", async () => {
    bench.write("ruled.csv", "a,b,decision\n1,2,same\n");
    const ran = await link("a.csv", "--unique", "a.csv", "--decisions", "ruled.csv", "--json");
    expect(JSON.parse(ran.out)).toMatchObject({
      persons: 2,
      warnings: [expect.stringContaining("1 of the rulings joins")],
    });
    expect((await link("a.csv", "--decisions", "ruled.csv")).said).toBe("");
  });

  it("--out and --html in a case, whose results lie in output/linkage/", async () => {
    await bench.run(["init", "case", "--no-passphrase", "--name", "Options (made up)"]);
    await bench.run(["collect", "a.csv", "--case", "case"]);
    for (const option of ["--out", "--html"]) {
      const ran = await link("E1", "--case", "case", option, "here");
      expect(ran).toMatchObject({ code: "cli/usage", exit: 2 });
      expect(ran.said).toContain("output/linkage/");
      expect(existsSync(bench.path("here"))).toBe(false);
    }
  });
});
