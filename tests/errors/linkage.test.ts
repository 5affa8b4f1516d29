import { closeSync, existsSync, openSync, readdirSync, readFileSync, symlinkSync, writeSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LINKED_FILES } from "../../src/cli/commands/link-files.ts";
import { makeFamilies } from "../../src/linkage/index.ts";
import { type Ran, Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

const LIST = "id,name,age,sex\n1,أحمد خالد الحلبي,30,M\n2,احمد خالد الحلبى,31,M\n3,سمير علي النجار,40,M\n";
const link = (...words: string[]): Promise<Ran> => bench.run(["link", ...words, "--json"]);

describe("errors of the room linkage, through the command line", () => {
  it("linkage/missing-column: a truth column or a key that is not there", async () => {
    bench.write("a.csv", LIST);
    expect(await link("a.csv", "--truth", "person")).toMatchObject({ code: "linkage/missing-column", exit: 4 });
    const ran = await link("a.csv", "--block", "postcode");
    expect(ran).toMatchObject({ code: "linkage/missing-column", exit: 4 });
    expect(ran.said).toContain("given skeleton");
  });

  it("linkage/bad-map: every wrong word of a map at once", async () => {
    bench.write("a.csv", LIST);
    const ran = await link("a.csv", "--map", "nom=name", "--map", "age=years", "--map", "sex");
    expect(ran).toMatchObject({ code: "linkage/bad-map", exit: 4 });
    for (const word of ['"nom"', '"age=years"', '"sex"']) expect(ran.said).toContain(word);
  });

  it("linkage/nothing-to-compare: no column says who it is", async () => {
    bench.write("a.csv", LIST);
    const ran = await link("a.csv", "--map", "name=ignore,age=ignore,sex=ignore");
    expect(ran).toMatchObject({ code: "linkage/nothing-to-compare", exit: 4 });
  });

  it("linkage/nothing-to-compare: a text among the lists joins nobody", async () => {
    bench.write("a.csv", LIST);
    const lines = [
      "Killed there.",
      "It says that many were killed there and that nobody has named them since.",
      "It says that nobody knows where they lie and that nobody has been asked.",
    ];
    bench.write("prose.txt", `${lines.join("\n")}\n`);
    const ran = await link("a.csv", "prose.txt");
    expect(ran).toMatchObject({ code: "linkage/nothing-to-compare", exit: 4 });
    expect(ran.said).toContain('"prose.txt"');
    expect(ran.said).not.toContain('"a.csv"');
  });

  it("what measures nothing is said: a truth of one list only, a pair of no records, a list without names", async () => {
    bench.write("a.csv", LIST);
    bench.write("b.csv", "id,number,day\n8,17,2015-01-02\n9,18,2015-01-03\n");
    const words = ["link", "a.csv", "b.csv", "--truth", "name", "--html", "r.html", "--pair", "1,99"];
    const ran = await bench.run(words);
    expect(ran.out).toContain("Nothing was measured");
    for (const word of [
      "nothing was measured",
      'b.csv: no column "name"',
      'no record is called "99"',
      "b.csv: no column was taken for a name",
    ])
      expect(ran.said).toContain(word);
  });

  it("cli/usage: items of a case and files cannot be linked together", async () => {
    bench.write("a.csv", LIST);
    const ran = await link("L1", "a.csv");
    expect(ran).toMatchObject({ code: "cli/usage", exit: 2 });
    expect(ran.said).toContain("snowmelt collect");
  });

  it("cli/cannot-write: a folder that cannot be made is refused before anything is linked", async () => {
    bench.write("a.csv", LIST);
    // Where the system has /proc it says of every new name there that its parent is missing.
    const places = ["a.csv/linked", ...(existsSync("/proc/version") ? ["/proc/linked/deeper"] : [])];
    for (const place of places) {
      expect(await link("a.csv", "--out", place), place).toMatchObject({ code: "cli/cannot-write", exit: 4 });
    }
    expect((await link("a.csv", "--out", "new/linked", "--truth", "person")).code).toBe("linkage/missing-column");
    expect(existsSync(bench.path("new"))).toBe(false);
  });

  it("cli/cannot-write: no result takes the place of a list or of decisions, by whatever path", async () => {
    const list = bench.write("a.csv", LIST);
    const decisions = "a,b,decision\n1,2,same\n";
    const ruled = bench.write("linked/review.csv", decisions);
    const inFolder = bench.write("linked/persons.csv", LIST);
    symlinkSync(list, bench.path("report.html"));
    const refused = [
      ["a.csv", "--html", "a.csv"],
      ["a.csv", "--html", "./linked/../a.csv"],
      ["a.csv", "--html", "report.html"],
      ["a.csv", "--out", "a.csv"],
      ["a.csv", "--decisions", "linked/review.csv", "--html", "linked/review.csv"],
      ["a.csv", "--decisions", "linked/review.csv", "--out", "linked"],
      ["linked/persons.csv", "--out", "./linked/"],
    ];
    for (const words of refused) {
      expect(await link(...words), words.join(" ")).toMatchObject({ code: "cli/cannot-write", exit: 4 });
    }
    expect([list, ruled, inFolder].map((path) => readFileSync(path, "utf8"))).toEqual([LIST, decisions, LIST]);
    // every file that is written is one that is guarded
    expect((await link("a.csv", "--draws", "2", "--out", "new")).exit).toBe(0);
    expect(readdirSync(bench.path("new")).sort()).toEqual([...LINKED_FILES].sort());
  });

  it("a column all empty is named in the warnings and not compared", async () => {
    bench.write(
      "a.csv",
      LIST.replace(/^(.*)$/gm, (line) => (line === "" ? line : `${line},${line.startsWith("id") ? "place" : ""}`)),
    );
    const ran = await link("a.csv");
    expect(ran.exit).toBe(0);
    expect(JSON.parse(ran.out).warnings).toEqual(['a.csv: column "place" is empty and is not compared']);
  });

  it("values that are no dates are told in one line a column, with examples; Levantine months are read", async () => {
    bench.write(
      "a.csv",
      "id,name,date of birth\n1,أحمد خالد الحلبي,٣ أيار ١٩٧٥\n2,أحمد خالد الحلبي,1975-05-03\n3,سمير النجار,before 1980\n4,هدى سعيد,1990\n5,منى سعيد,before 1980\n",
    );
    const ran = await link("a.csv");
    expect(JSON.parse(ran.out).warnings).toEqual([
      'a.csv, column "date of birth": 2 rows hold no date we can read, which count as missing: "before 1980" (line 4)',
    ]);
  });

  it("files of one name in two folders are lists of two names, in ids and in histories", async () => {
    for (const year of ["2013", "2014"]) bench.write(`${year}/list.csv`, LIST);
    expect((await link("2013/list.csv", "2014/list.csv", "--out", "linked")).exit).toBe(0);
    const lines = (name: string): string[] => readFileSync(bench.path("linked", name), "utf8").trim().split("\n");
    expect(lines("histories.csv")[0]).toBe("2013/list.csv,2014/list.csv,count");
    const ids = lines("persons.csv").map((line) => line.split(",")[0]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain("2014/list.csv:1");
  });

  it("linkage/duplicate-ids: every repeated or missing id with both lines", async () => {
    bench.write("a.csv", `${LIST}2,منى سعيد,20,F\n,هدى سعيد,21,F\n`);
    const ran = await link("a.csv", "--map", "id=id");
    expect(ran).toMatchObject({ code: "linkage/duplicate-ids", exit: 4 });
    expect(ran.said).toMatch(/a\.csv:5.*"2" is used on line 3 too/);
    expect(ran.said).toMatch(/a\.csv:6.*has no id/);
  });

  it("linkage/giant-block: the count and the rule to change, nothing skipped", async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => `${i},m,${i % 7}`).join("\n");
    bench.write("a.csv", `id,sex,age\n${rows}\n`);
    const ran = await link("a.csv", "--block", "sex", "--max-pairs", "1000");
    expect(ran).toMatchObject({ code: "linkage/giant-block", exit: 4 });
    expect(ran.said).toContain('"sex"');
    expect(ran.said).toContain(String((3000 * 2999) / 2));
    expect(await link("a.csv", "--max-pairs", "1000")).toMatchObject({ code: "linkage/giant-block", exit: 4 });
  });

  it("linkage/too-many-pairs: rules that make many blocks of a fair size", async () => {
    const rows = Array.from({ length: 4000 }, (_, i) => `${i},${i % 60},${i % 7}`).join("\n");
    bench.write("a.csv", `id,age,code\n${rows}\n`);
    const ran = await link("a.csv", "--map", "code=code", "--block", "age by fours", "--max-pairs", "1000");
    expect(ran).toMatchObject({ code: "linkage/too-many-pairs", exit: 4 });
  });

  it("linkage/no-rows: a list with a header and no row", async () => {
    bench.write("a.csv", LIST);
    bench.write("b.csv", "id,name,age,sex\n");
    const ran = await link("a.csv", "b.csv");
    expect(ran).toMatchObject({ code: "linkage/no-rows", exit: 4 });
    expect(ran.said).toContain('"b.csv"');
  });

  it("linkage/unreadable-list: empty files, broken workbooks, broken JSON", async () => {
    bench.write("empty.csv", "");
    bench.write("book.xlsx", new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]));
    bench.write("list.json", '{"people": [');
    for (const name of ["empty.csv", "book.xlsx", "list.json"])
      expect(await link(name)).toMatchObject({ code: "linkage/unreadable-list", exit: 4 });
  });

  it("linkage/not-utf8: a list in an old encoding is refused, and read when its encoding is named", async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode("id,name\n1,"), 0xe3, 0xcd, 0xe3, 0xcf, 0x0a]);
    bench.write("a.csv", bytes);
    expect(await link("a.csv")).toMatchObject({ code: "linkage/not-utf8", exit: 4 });
    bench.write("list.pdf", new Uint8Array([...Buffer.from("%PDF-1.4\n"), 0xe2, 0xe3]));
    expect((await link("list.pdf")).said).toContain("it is a PDF, and no text");
    expect((await link("a.csv", "--encoding", "windows-1256")).exit).toBe(0);
  });

  it("right-to-left marks, tatweel and presentation forms change nothing", async () => {
    const marked =
      "id,name,age,sex\n1,\u200fأحمــد خالد الحلبي\u200f,30,M\n2,ﺃﺣﻤﺪ ﺧﺎﻟﺪ ﺍﻟﺤﻠﺒﻲ,30,M\n3,\u202bسمير علي النجار\u202c,40,M\n";
    bench.write("a.csv", marked);
    await link("a.csv", "--out", "linked");
    const ran = await bench.run(["link", "a.csv", "--json"]);
    expect(ran.exit).toBe(0);
    expect(JSON.parse(ran.out)).toMatchObject({ records: 3, pairs: 3 });
  });

  it("broken quotes and short rows: every line is listed, the rest is linked, exit 3", async () => {
    bench.write("a.csv", `${LIST}4,"سعيد" كريم,20,M\n5,نور\n6,"هدى سعيد,21,F\n7,منى سعيد,22,F\n`);
    const ran = await link("a.csv");
    expect(ran.exit).toBe(3);
    for (const place of [/a\.csv:5/, /a\.csv:6/, /a\.csv:7/]) expect(ran.said).toMatch(place);
    expect(JSON.parse(ran.out).records).toBe(4);
  });

  it("linkage/memory: refused before a file is read that would not fit", async () => {
    const path = bench.path("big.csv");
    const file = openSync(path, "w");
    writeSync(file, LIST.repeat(1000));
    closeSync(file);
    const ran = await link("big.csv", "--memory", "1");
    expect(ran).toMatchObject({ code: "linkage/memory", exit: 4 });
    expect(ran.said).toContain("--memory");
  });

  it("linkage/bad-model: no JSON, wrong numbers, or made for other columns", async () => {
    bench.write("a.csv", LIST);
    bench.write("b.csv", "id,place\n1,Homs\n2,Hama\n");
    bench.write("broken.json", "{");
    bench.write(
      "wrong.json",
      '{"format":"x","lambda":2,"rules":[],"comparisons":[{"name":"n","levels":["a"],"m":[]}]}',
    );
    expect(await link("a.csv", "--model", "broken.json")).toMatchObject({ code: "linkage/bad-model", exit: 4 });
    expect(await link("a.csv", "--model", "wrong.json")).toMatchObject({ code: "linkage/bad-model", exit: 4 });
    bench.write("broken.toml", 'format = "snowmelt-linkage-model/1"\nlambda 0.5\n');
    const toml = await link("a.csv", "--model", "broken.toml");
    expect(toml).toMatchObject({ code: "linkage/bad-model", exit: 4 });
    expect(toml.said).toContain("broken.toml:2");
    await link("a.csv", "--out", "linked");
    expect(await link("b.csv", "--model", "linked/model.json")).toMatchObject({ code: "linkage/bad-model", exit: 4 });
  });

  it("a model written as TOML gives the same edges as the model.json it says the same as", async () => {
    const { lists } = makeFamilies({ people: 40, lists: 2, capture: 0.9, seed: 5 });
    lists.forEach((text, l) => void bench.write(`list-${l + 1}.csv`, text));
    const words = ["list-1.csv", "list-2.csv", "--map", "note=ignore", "--truth", "person"];
    await link(...words, "--out", "linked");
    const { training, ...model } = JSON.parse(readFileSync(bench.path("linked/model.json"), "utf8"));
    expect(training.pairs).toBeGreaterThan(700);
    const value = (v: unknown): string =>
      Array.isArray(v)
        ? `[${v.map(value).join(", ")}]`
        : typeof v === "object" && v !== null
          ? `{ ${Object.entries(v)
              .map(([name, each]) => `${name} = ${value(each)}`)
              .join(", ")} }`
          : JSON.stringify(v);
    const lines = Object.entries(model).filter(([, v]) => v !== null);
    bench.write("model.toml", lines.map(([name, v]) => `${name} = ${value(v)}\n`).join(""));
    expect((await link(...words, "--model", "model.toml", "--out", "again")).said).toBe("");
    const edges = (folder: string): string => readFileSync(bench.path(`${folder}/edges.csv`), "utf8");
    expect(edges("again")).toBe(edges("linked"));
    expect(edges("again").split("\n").length).toBeGreaterThan(2);
  });

  it("linkage/bad-decisions: files without the columns, other words, records in no list, a review of odd lines", async () => {
    bench.write("a.csv", LIST);
    bench.write("columns.csv", "x,y\n1,2\n");
    bench.write("words.csv", "a,b,decision\n1,2,perhaps\n");
    bench.write("records.csv", "a,b,decision\n1,99,same\n");
    bench.write("itself.csv", "a,b,decision\n1,2,Same\n3,1,same\n2,1,different\n");
    for (const name of ["columns.csv", "words.csv", "records.csv", "itself.csv"])
      expect(await link("a.csv", "--decisions", name)).toMatchObject({ code: "linkage/bad-decisions", exit: 4 });
    expect(await bench.run(["link", "review", "records.csv"])).toMatchObject({
      code: "linkage/bad-decisions",
      exit: 4,
    });
  });

  it("linkage/contradiction: rulings that join what another ruling parts", async () => {
    bench.write("a.csv", LIST);
    bench.write("ruled.csv", "a,b,decision\n1,2,same\n2,3,same\n1,3,different\n");
    const ran = await link("a.csv", "--decisions", "ruled.csv");
    expect(ran).toMatchObject({ code: "linkage/contradiction", exit: 4 });
    expect(ran.said).toContain('"1" and "3"');
  });

  it("linkage/not-loopback, linkage/database: names stay here; a server that does not answer is told", async () => {
    bench.write("a.csv", LIST);
    for (const url of ["http://db.example.org:8123", "https://db.example.org", "nonsense"])
      expect(await link("a.csv", "--clickhouse", url)).toMatchObject({ code: "linkage/not-loopback", exit: 4 });
    const plain = await link("a.csv", "--clickhouse", "http://db.example.org", "--send-names-to", "db.example.org");
    expect(plain).toMatchObject({ code: "linkage/not-loopback", exit: 4 });
    expect(await link("a.csv", "--clickhouse", "http://127.0.0.1:9")).toMatchObject({
      code: "linkage/database",
      exit: 4,
    });
  });

  it("linkage/too-many-letters: a script with more letters than one byte holds is not sent", async () => {
    const rows = Array.from(
      { length: 200 },
      (_, i) => `${i},${String.fromCodePoint(0x4e00 + i, 0x4e00 + ((i * 7) % 200))}`,
    );
    bench.write("a.csv", `id,family name\n${rows.join("\n")}\n`);
    const ran = await link("a.csv", "--clickhouse", "http://127.0.0.1:9");
    expect(ran).toMatchObject({ code: "linkage/too-many-letters", exit: 4 });
  });

  it("cli/usage: numbers that are none, files that are not there", async () => {
    bench.write("a.csv", LIST);
    for (const words of [
      ["--threshold", "2"],
      ["--workers", "many"],
      ["--workers", "0"],
      ["--max-pairs", "0"],
      ["--pair", "A1", "--html", "report.html"],
      ["--pair", "a.csv:1,a.csv:2"],
      ["--keep", "0"],
      ["--truth-pattern", "("],
    ])
      expect(await link("a.csv", ...words)).toMatchObject({ code: "cli/usage", exit: 2 });
    for (const lists of [["nowhere.csv"], ["."], ["a.csv", "./a.csv"]])
      expect(await link(...lists)).toMatchObject({ code: "cli/usage", exit: 2 });
    for (const files of [[], ["nowhere.csv"], ["nowhere.csv", "nor-here.csv"]])
      expect(await bench.run(["link", "review", ...files])).toMatchObject({ code: "cli/usage", exit: 2 });
  });
});

describe("snowmelt link review", () => {
  const { lists } = makeFamilies({ people: 60, lists: 2, capture: 0.8, seed: 5 });
  const start = async (): Promise<void> => {
    lists.forEach((text, l) => void bench.write(`list-${l + 1}.csv`, text));
    await link("list-1.csv", "list-2.csv", "--map", "note=ignore", "--truth", "person", "--out", "linked");
  };

  it("asks in the terminal, writes each answer at once, goes on where it stopped, and hides truth and probability", async () => {
    await start();
    const first = await bench.run(["link", "review", "linked/review.csv"], { answers: ["s", "what?", "d", "q"] });
    expect(first.exit).toBe(3);
    expect(first.out).toMatch(/^2 of \d+ pairs are answered/);
    expect(first.said).not.toContain("person ");
    expect((await bench.run(["link", "review", "linked/review.csv"])).said).toContain("questions need a terminal");
    const next = await bench.run(["link", "review", "linked/review.csv"], { answers: ["u"] });
    expect(next.out).toMatch(/^3 of/);
    expect((await link("list-1.csv", "list-2.csv", "--decisions", "linked/review.csv")).exit).toBe(0);
  });

  it("puts what is compared below each other, whatever each list calls it", async () => {
    bench.write("list-1.csv", lists[0]!);
    bench.write("list-2.csv", lists[1]!.replace("record_id,name,sex,age", "record_id,اسم الشهيد,sex,العمر"));
    await link("list-1.csv", "list-2.csv", "--map", "note=ignore", "--truth", "person", "--out", "linked");
    const [heading, ...lines] = readFileSync(bench.path("linked/review.csv"), "utf8").trim().split("\n");
    expect(heading).toBe("a,b,decision,list,record_id,name / اسم الشهيد,sex,age / العمر,place,note");
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line.split(",")[5]).toMatch(/[\u0621-\u064a]/);
  });

  it("says how far two blind reviewers agree", async () => {
    bench.write("anna.csv", "a,b,decision\n1,2,same\n3,4,same\n5,6,different\n7,8,different\n");
    bench.write("ben.csv", "a,b,decision\n1,2,same\n3,4,different\n5,6,different\n7,8,different\n");
    const ran = await bench.run(["link", "review", "anna.csv", "ben.csv", "--json"]);
    // Observed agreement 3/4, by chance 1/2 * 1/4 + 1/2 * 3/4 = 1/2: kappa (3/4 - 1/2) / (1 - 1/2) = 1/2.
    expect(JSON.parse(ran.out)).toMatchObject({ judgedByBoth: 4, kappa: 0.5, disputed: [["3", "4"]] });
  });
});

describe("what is asked for and is not there", () => {
  it("linkage/not-utf8: an encoding that nobody knows", async () => {
    bench.write("a.csv", LIST);
    const unknown = await link("a.csv", "--encoding", "klingon");
    expect(unknown).toMatchObject({ code: "linkage/not-utf8", exit: 4 });
    expect(unknown.said).toContain('no encoding is called "klingon"');
  });

  it("--unique names a list that was given, or is refused", async () => {
    bench.write("a.csv", LIST);
    const ran = await link("a.csv", "--unique", "b.csv");
    expect(ran).toMatchObject({ code: "cli/usage", exit: 2 });
    expect(ran.said).toContain("a.csv");
  });

  it("an id that repeats and a heading that stands twice are told, each with its numbers", async () => {
    bench.write(
      "a.csv",
      LIST.replaceAll(/^(.+)$/gm, "$1,x")
        .replace("sex,x", "sex,age")
        .replace("3,سمير", "2,سمير"),
    );
    const { warnings } = JSON.parse((await link("a.csv")).out) as { warnings: string[] };
    expect(warnings).toEqual([
      'a.csv: a heading stands twice; the later column is called "age (2)"',
      'a.csv: column "id" is an id by its header, but with 2 different values in 3 rows: rows are numbered, and it is not compared',
    ]);
  });

  it("JSON Lines are read, of one person too", async () => {
    bench.write("a.jsonl", '{"id":"1","name":"أحمد خالد الحلبي","age":30}\n');
    bench.write(
      "b.ndjson",
      '{"id":"1","name":"احمد خالد الحلبى","age":31}\n{"id":"2","name":"سمير علي النجار","age":40}\n',
    );
    const ran = await link("a.jsonl", "b.ndjson");
    expect(ran.exit, ran.said).toBe(0);
    expect(JSON.parse(ran.out)).toMatchObject({ records: 3 });
  });
});
