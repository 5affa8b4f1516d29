import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workbench } from "../support/cli.ts";

// Made-up people.
const HEAD = "no,الاسم,تاريخ الميلاد,المكان\n";
const FIRST = `${HEAD}1,محمد أحمد الخطيب,1980-05-17,درعا\n2,خالد حسن العلي,1991-04-12,حمص\n3,سمر يوسف الحلبي,1988-03-03,حلب\n4,سمر يوسف الحلبي,1988,حلب\n`;
const SECOND = [
  { name: "Mohammad Ahmad Khatib", born: "1980", place: "Daraa" },
  { name: "Khaled Hasan Ali", born: "1991", place: "Homs" },
  { name: "Hadi Omar Najjar", born: "1970", place: "Hama" },
];

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  await bench.run(["init", "case", "--no-passphrase", "--name", "Rulings (made up)"]);
  bench.write("evidence/a.csv", FIRST);
  bench.write("evidence/b.json", JSON.stringify(SECOND));
  await bench.run(["collect", "evidence", "--case", "case"]);
  await link("E1", "E2");
});
afterEach(() => bench.remove());

const link = (...words: string[]): ReturnType<Workbench["run"]> =>
  bench.run(["link", ...words, "--case", "case", "--json"]);
const ruled = (rows: string, ...words: string[]): ReturnType<Workbench["run"]> => {
  bench.write("ruled.csv", `a,b,decision\n${rows}`);
  return link("L1", "L2", "--decisions", "ruled.csv", ...words);
};
const LINKS = "case/hand/decisions/links.toml";
const recorded = (): string => (existsSync(bench.path(LINKS)) ? readFileSync(bench.path(LINKS), "utf8") : "");
const queue = (): string => readFileSync(bench.path("case/output/linkage/review.csv"), "utf8");
const personsOf = async (): Promise<string> => {
  expect((await link("L1", "L2")).exit).toBe(0);
  return readFileSync(bench.path("case/output/linkage/persons.csv"), "utf8");
};

describe("rulings in a case", () => {
  it("an array of JSON is a list although its exhibit bears no name of a file", async () => {
    expect(await personsOf()).toContain("L2:3,");
  });

  it("a ruling on a mention that is in no list is refused before it is recorded", async () => {
    const before = await personsOf();
    const refused = await ruled("L1:1,L2:99,same\nL1:2,L2:2,same\n");
    expect(refused).toMatchObject({ code: "linkage/bad-decisions", exit: 4 });
    expect((await ruled("nobody:7,L2:1,unsure\n")).code).toBe("linkage/bad-decisions");
    expect(recorded()).toBe("");
    expect(await personsOf()).toBe(before);
  });

  it("rulings that contradict what is recorded are refused with the ruling's id, and nothing is recorded", async () => {
    expect((await ruled("L1:1,L2:3,same\n")).exit).toBe(0);
    const [text, persons] = [recorded(), await personsOf()];
    const refused = await ruled("L2:3,L1:1,different\n");
    expect(refused).toMatchObject({ code: "case/ruling-recorded", exit: 2 });
    expect(refused.said).toContain('X1 says "same" of L1:1 and L2:3; now "different"');
    expect((await ruled("L1:2,L2:3,same\nL1:1,L1:2,different\n")).code).toBe("linkage/contradiction");
    expect(recorded()).toBe(text);
    expect(await personsOf()).toBe(persons);
  });

  it("what two reviewers disputed, or were unsure of, is recorded and can be ruled later", async () => {
    bench.write("ben.csv", "a,b,decision\nL1:1,L2:3,different\nL1:2,L2:3,unsure\n");
    const two = await ruled("L1:1,L2:3,same\nL1:2,L2:3,unsure\n", "--decisions", "ben.csv");
    expect(two.exit, two.said).toBe(0);
    expect(recorded().match(/decision = "unsure"/g)).toHaveLength(2);
    const apart = await personsOf();
    expect((await ruled("L1:1,L2:3,same\n")).exit).toBe(0);
    expect(recorded()).toContain('id = "X3"');
    expect(await personsOf()).not.toBe(apart);
    // The first files again say nothing new.
    const text = recorded();
    expect((await ruled("L1:1,L2:3,same\nL1:2,L2:3,unsure\n", "--decisions", "ben.csv")).exit).toBe(0);
    expect(recorded()).toBe(text);
  });

  it("what was ruled is not asked again; a ruling changed and taken back under hand/ brings the first persons back", async () => {
    const first = await personsOf();
    const [a, b] = queue().split("\n")[1]!.split(",") as [string, string];
    expect((await ruled(`${a},${b},different\n`)).exit).toBe(0);
    expect(queue()).not.toContain(`${a},${b},`);
    const change = (from: string, to: string): void =>
      writeFileSync(bench.path(LINKS), recorded().replace(`decision = "${from}"`, `decision = "${to}"`));
    const split = await personsOf();
    change("different", "same");
    const merged = await personsOf();
    expect(merged).not.toBe(split);
    change("same", "unsure");
    expect(await personsOf()).toBe(first);
    expect(queue()).toContain(`${a},${b},`);
  });
});

describe("lists of a case", () => {
  it("case/list-twice: a list is linked with itself by no name of it", async () => {
    for (const pair of [
      ["L1", "L1"],
      ["E1", "L1"],
      ["E2", "E2"],
    ])
      expect(await link(...pair)).toMatchObject({ code: "case/list-twice", exit: 2 });
    bench.write("more/c.csv", FIRST.replace("سمر", "سارة"));
    await bench.run(["collect", "more", "--case", "case"]);
    const exhibit = JSON.parse((await bench.run(["list", "exhibits", "--case", "case", "--json"])).out);
    const id = /"(E\d+)"[^{}]*c\.csv|c\.csv[^{}]*"(E\d+)"/.exec(JSON.stringify(exhibit))!;
    expect(await link(id[1] ?? id[2]!, id[1] ?? id[2]!)).toMatchObject({ code: "case/list-twice" });
    expect(readFileSync(bench.path("case/hand/decisions/lists.toml"), "utf8").match(/\[\[list\]\]/g)).toHaveLength(2);
  });

  it("a linkage is held against the one before of the same lists, whatever was linked between", async () => {
    const linkages = async (): Promise<string> => (await bench.run(["list", "linkages", "--case", "case"])).out;
    await link("L1");
    const two = await linkages();
    await personsOf();
    await link("L1");
    expect(await linkages()).toBe(two);
    expect((await ruled("L1:1,L2:3,same\n")).exit).toBe(0);
    const shown = JSON.parse((await bench.run(["show", "Y3", "--case", "case", "--json"])).out);
    const first = JSON.parse((await bench.run(["show", "Y1", "--case", "case", "--json"])).out);
    expect(JSON.stringify(shown)).toContain(`"previous":"${/"uid":"([^"]+)"/.exec(JSON.stringify(first))![1]}"`);
    expect(JSON.stringify(shown)).toContain('"history":');
  });
});
