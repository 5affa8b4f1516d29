import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFamilies } from "../../src/linkage/index.ts";
import { Workbench } from "../support/cli.ts";

// Everything in these lists is made up by the generator.
const { lists } = makeFamilies({ people: 120, lists: 2, capture: 0.7, seed: 21 });

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  await bench.run(["init", "case", "--no-passphrase", "--name", "Lists (made up)"]);
  lists.forEach((text, l) => void bench.write(`evidence/list-${l + 1}.csv`, text.replaceAll(",person,", ",truth,")));
  await bench.run(["collect", "evidence", "--case", "case"]);
});
afterEach(() => bench.remove());

const link = (...words: string[]): ReturnType<Workbench["run"]> =>
  bench.run(["link", ...words, "--case", "case", "--json"]);
const MAP = ["--map", "truth=ignore", "--map", "note=ignore"];

describe("snowmelt link in a case", () => {
  it("exhibits become lists, the map is kept under hand/, persons and linkages are exhibits, and doing it again records nothing", async () => {
    const first = await link("E1", "E2", ...MAP);
    expect(first.said).toBe("");
    expect(first.exit).toBe(0);
    const told = JSON.parse(first.out);
    expect(told).toMatchObject({ format: "snowmelt-linkage/1", linkage: "Y1" });
    expect(told.persons).toBeGreaterThan(60);
    expect(told.persons).toBeLessThan(told.records);
    expect(readFileSync(bench.path("case/hand/decisions/lists.toml"), "utf8")).toContain('"name=name"');
    const size = async (): Promise<number> =>
      JSON.parse((await bench.run(["status", "--case", "case", "--json"])).out).ledger?.size ??
      readFileSync(bench.path("case/ledger/a.jsonl"), "utf8").split("\n").length;
    const before = await size();
    const again = await link("L1", "L2");
    expect(JSON.parse(again.out)).toMatchObject({ linkage: "Y1", persons: told.persons });
    expect(await size()).toBe(before);
  });

  it("a ruling is an act, moves the persons, and the history says how; a counted figure and an estimate rest on the exhibits", async () => {
    const told = JSON.parse((await link("E1", "E2", ...MAP)).out);
    const queue = readFileSync(bench.path("case/output/linkage/edges.csv"), "utf8").trim().split("\n").slice(1);
    const [a, b] = queue.map((line) => line.split(",")).find(([, , p]) => Number(p) > 0.9)! as [string, string];
    bench.write("ruled.csv", `a,b,decision\n${a},${b},different\n`);
    const ruled = JSON.parse((await link("L1", "L2", "--decisions", "ruled.csv")).out);
    expect(ruled.linkage).toBe("Y2");
    expect(ruled.persons).toBe(told.persons + 1);
    expect(readFileSync(bench.path("case/hand/decisions/links.toml"), "utf8")).toContain('decision = "different"');
    const found = await bench.run(["list", "links", "--case", "case", "--json"]);
    expect(found.out).toContain("X1");
    bench.write(
      "case/hand/figures.toml",
      `[[figure]]\nid = "N1"\ncounted = "${ruled.personsExhibit}"\nunit = "people"\n`,
    );
    const run = await bench.run(["run", "--case", "case"]);
    expect(run.said).not.toContain("problem");
    const figure = JSON.parse((await bench.run(["show", "N1", "--case", "case", "--json"])).out);
    expect(JSON.stringify(figure)).toContain(`"value":"${ruled.persons}"`);
    expect(JSON.stringify(figure)).toContain('"kind":"counted"');
    const verified = await bench.run(["verify", "case"]);
    expect(verified.exit).toBe(0);
  });

  it("tells of dates that cannot be read, with column and line", async () => {
    bench.write("more/dated.csv", "name,birth\nأحمد خالد الحلبي,1975-05-03\nسمير النجار,1980-13-45\nهدى سعيد,1990\n");
    await bench.run(["collect", "more", "--case", "case"]);
    const told = await link("E3", "--map", "birth=birth");
    expect(told.said).toBe(
      'L1, column "birth": 1 row holds no date we can read, which counts as missing: "1980-13-45" (line 3)\n',
    );
    expect(JSON.parse(told.out).warnings).toHaveLength(1);
  });

  it("warns of a column of ids that repeats, as without a case, each time the list is linked", async () => {
    const rows = "700000,أحمد خالد الحلبي\n700000,سمير نبيل النجار\n900000,هدى سعيد العطار\n";
    bench.write("more/ids.csv", `id,"name, full"\n${rows}`);
    await bench.run(["collect", "more", "--case", "case"]);
    const warning =
      'L1: column "id" is an id by its header, but with 2 different values in 3 rows: rows are numbered, and it is compared as identifier; "id=ignore" at L1 under hand/ leaves it out\n';
    const first = await link("E3", "--map", "E3:name, full=name");
    expect([first.exit, first.said]).toEqual([0, warning]);
    expect(readFileSync(bench.path("case/hand/decisions/lists.toml"), "utf8")).toContain('"name, full=name"');
    expect((await link("L1")).said).toBe(warning);
  });

  it("--unique names one of the lists given; what is recorded of a list is not written over", async () => {
    const stranger = await link("E1", "E2", ...MAP, "--unique", "E3");
    expect(stranger).toMatchObject({ code: "cli/usage", exit: 2 });
    expect(stranger.said).toContain("E1, E2");
    expect((await link("E1", "E2", ...MAP, "--unique", "E2")).exit).toBe(0);
    // Said again it changes nothing, for it is what is recorded.
    expect((await link("E1", "E2", ...MAP, "--unique", "E2")).exit).toBe(0);
    const other = await link("L1", "E2", "--map", "E2:sex=ignore", "--unique", "L1");
    expect(other).toMatchObject({ code: "case/list-recorded", exit: 2 });
    expect(other.said).toContain("L1 is not recorded as free of duplicates");
    expect(other.said).toContain('L2: column "sex" is not recorded as ignore');
  });

  it("an encoding is recorded with the list and holds when it is linked again; another is refused", async () => {
    const text = "id,name\n1,سامر الحمصي\n2,رنا قدور";
    // Letters of this alphabet in windows-1256, by their places there.
    const table = new Map(
      Array.from({ length: 256 }, (_, byte) => [new TextDecoder("windows-1256").decode(Uint8Array.of(byte)), byte]),
    );
    bench.write(
      "old.csv",
      Uint8Array.from(text, (letter) => table.get(letter)!),
    );
    await bench.run(["collect", "old.csv", "--case", "case"]);
    const refused = await link("E3");
    expect(refused.said).toContain("--encoding windows-1256");
    const first = await link("E3", "E1", "--encoding", "windows-1256", ...MAP);
    expect(first, first.said).toMatchObject({ exit: 0 });
    expect(readFileSync(bench.path("case/hand/decisions/lists.toml"), "utf8")).toContain('encoding = "windows-1256"');
    const histories = readFileSync(bench.path("case/output/linkage/histories.csv"), "utf8");
    expect(await link("E3", "E1")).toMatchObject({ exit: 0 });
    expect(readFileSync(bench.path("case/output/linkage/histories.csv"), "utf8")).toBe(histories);
    const other = await link("E3", "E1", "--encoding", "windows-1252");
    expect(other).toMatchObject({ code: "case/list-recorded", exit: 2 });
    expect(other.said).toContain("L1 is recorded as windows-1256, not windows-1252");
  });

  it("case/unknown-id: nothing is recorded for what is not there", async () => {
    expect(await link("L7", "E1")).toMatchObject({ code: "case/unknown-id", exit: 2 });
  });
});
