import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openBag, verifyDossier } from "../../src/verify/index.ts";
import { MADE_UP, type Ran, Workbench } from "../support/cli.ts";

// Everything here is invented: no place, person or event exists.
let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

/** The made-up case of the other tests, with the word that its exhibits need no consent. */
async function madeUpCase(files: Readonly<Record<string, string>>): Promise<Ran> {
  await bench.run(["init", "case", "--no-passphrase", "--name", "The mill (made up)"]);
  for (const [path, text] of Object.entries({ ...MADE_UP, ...files })) {
    bench.write(path.startsWith("hand/") ? `case/${path}` : path, text);
  }
  bench.write("facts.csv", "file,consent_by\n*,n/a\n");
  const collected = await run("collect", "evidence", "--facts", "facts.csv");
  return collected.exit === 0 ? run("run") : collected;
}

const run = (...args: string[]) => bench.run([...args, "--case", "case"]);
const marks = (more: string): string => `${MADE_UP["hand/marks.toml"]}\n${more}`;
const mark = (id: number, rest: string): string => `[[mark]]\nid = "M${id}"\n${rest}\nreason = "made up"\n\n`;

function newest(audience: string): string {
  const name = readdirSync(bench.path("case/dossiers"))
    .filter((each) => new RegExp(`^${audience}-\\d+$`).test(each))
    .sort()
    .at(-1)!;
  return bench.path("case/dossiers", name);
}
const read = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");
const problemsOf = (folder: string): readonly string[] =>
  verifyDossier(openBag(folder)).checks.flatMap(({ problems }) => problems);

describe("words closed within a text", () => {
  const closing = mark(2, 'items = ["C2"]\nspan = "the cook"\nlevel = "team"\nbecause = "privacy"');
  it("leave the rest readable and proved, and the sign is as wide for a word as for a page", async () => {
    await madeUpCase({
      "hand/marks.toml": marks(closing),
      "hand/claims.toml": MADE_UP["hand/claims.toml"]!.replace(
        "At least 25 people were held.",
        "At least 25 people, as the cook told her, were held.",
      ),
      "evidence/notes.txt": MADE_UP["evidence/notes.txt"]!,
    });
    expect((await run("publish", "--audience", "public")).exit).toBe(0);
    const folder = newest("public");
    expect(problemsOf(folder)).toEqual([]);
    const page = read(folder, "index.html");
    expect(page).toMatch(
      /At least 25 people, as <\/bdi><span class="withheld" data-w="withheld.privacy">\[withheld: privacy\]<\/span><bdi data-p="\d+ \/spans\/0\/parts\/2"> told her, were held\./,
    );
    expect(page).not.toContain("the cook");
    await run("publish", "--audience", "team");
    expect(read(newest("team"), "index.html")).toContain("At least 25 people, as the cook told her, were held.");
    expect(problemsOf(newest("team"))).toEqual([]);
  });
  it("are refused where they do not stand, and told where another open text says them", async () => {
    const ran = await madeUpCase({
      "hand/marks.toml": marks(mark(2, 'items = ["C1"]\nspan = "the miller"\nlevel = "team"')),
    });
    expect(ran).toMatchObject({ code: "case/hand-problems", exit: 4 });
    expect(ran.said).toMatch(/marks\.toml:\d+:\d+: "the miller" does not stand in a text of C1/);
    // The claim's words close, its quotation says the same: the closing would be in vain.
    bench.write(
      "case/hand/marks.toml",
      marks(mark(2, 'items = ["C1"]\nfield = "/statement/en"\nspan = "people were held"\nlevel = "team"')),
    );
    expect((await run("run")).exit).toBe(0);
    const refused = await run("publish", "--audience", "public");
    expect(refused).toMatchObject({ code: "publish/leak", exit: 21 });
    expect(refused.said).toMatch(/C1\/spans\/0\/parts\/1/);
  });
});

describe("coarser values", () => {
  it("stand instead of what is closed, proved by leaves of their own", async () => {
    await madeUpCase({
      "hand/claims.toml": MADE_UP["hand/claims.toml"]!.replace('time = "2014-01"\n', 'time = "2014-01-17"\n').replace(
        'place = "Tal Amra"',
        'place = "Wadi Zal"\ngovernorate = "Qarn"',
      ),
      "hand/marks.toml": marks(
        mark(2, 'items = ["C1"]\nfield = "/time"\nlevel = "team"\ncoarse = "month"') +
          mark(3, 'items = ["C1"]\nfield = "/place"\nlevel = "team"\ncoarse = "governorate"'),
      ),
    });
    await run("publish", "--audience", "public");
    const page = read(newest("public"), "index.html");
    expect(page).toMatch(/\/coarse\/time\/month">2014-01</);
    expect(page).toMatch(/\/coarse\/place\/governorate">Qarn</);
    expect(page).not.toContain("2014-01-17");
    expect(problemsOf(newest("public"))).toEqual([]);
    await run("publish", "--audience", "team");
    const team = read(newest("team"), "index.html");
    expect(team).toContain("2014-01-17");
    expect(team).not.toContain("/coarse/");
  });
});

const PERSONS = `[[person]]
id = "P1"
name = { en = "Zaynab Ujaylan", ar = "زينب العجيلان" }
attributes = { sex = "woman", age = 34, profession = "astronomer" }
claims = ["C1"]

[[person]]
id = "P2"
name = "Halvard Quist"
attributes = { sex = "man", age = 51 }
claims = ["C1"]
`;
const WITH_PEOPLE = {
  "hand/persons.toml": PERSONS,
  "hand/marks.toml": marks(
    mark(2, 'items = ["P1", "P2"]\nlevel = "public"') +
      mark(3, 'items = ["P1", "P2"]\nfield = "/name"\nlevel = "team"\nbecause = "protection"') +
      mark(4, 'items = ["P2"]\nfield = "/attributes"\nlevel = "team"'),
  ),
  "hand/dossier.md": MADE_UP["hand/dossier.md"]!.replace(
    "The difference stays open [N3].",
    "{P1} and {P2} were there [C1]. {P1} left first [C2].",
  ),
};
const LIST = (n: number): string =>
  `Sex,Age,Work\n${Array.from({ length: n }, (_, i) => `woman,${30 + (i % 10)},astronomer`).join("\n")}\nman,51,baker\n`;
const POPULATION = `[[population]]
id = "K1"
exhibit = "E1"
columns = { sex = "Sex", age = "Age", profession = "Work" }
reason = "made up"
`;

describe("people", () => {
  it("are numbered anew in every dossier, and named to those who may know", async () => {
    const many = Array.from(
      { length: 9 },
      (_, i) => `[[person]]\nid = "P${i + 1}"\nname = "Person Number${i + 1} Made-Up"\n`,
    ).join("\n");
    const ids = Array.from({ length: 9 }, (_, i) => `P${i + 1}`);
    await madeUpCase({
      "hand/persons.toml": many,
      "hand/marks.toml": marks(
        mark(2, `items = ${JSON.stringify(ids)}\nlevel = "public"`) +
          mark(3, `items = ${JSON.stringify(ids)}\nfield = "/name"\nlevel = "team"`),
      ),
      "hand/dossier.md": MADE_UP["hand/dossier.md"]!.replace(
        "The difference stays open [N3].",
        `${ids.map((id) => `{${id}}`).join(" ")} [C1].`,
      ),
    });
    bench.write(
      "case/case.toml",
      `${readFileSync(bench.path("case/case.toml"), "utf8")}\n[audiences.second]\nlevels = ["public"]\n`,
    );
    await run("run");
    for (const audience of ["public", "second", "team"])
      expect((await run("publish", "--audience", audience)).exit).toBe(0);
    const order = (folder: string): string[] => {
      const crate = JSON.parse(read(folder, "ro-crate-metadata.json")) as {
        "@graph": { kind?: string; name: string; proof: string }[];
      };
      return crate["@graph"].filter(({ kind }) => kind === "person").map(({ proof }) => proof);
    };
    const [first, second] = [order(newest("public")), order(newest("second"))];
    expect([...first].sort()).toEqual([...second].sort());
    expect(first).not.toEqual(second);
    expect(read(newest("public"), "index.html")).not.toContain("Made-Up");
    expect(read(newest("team"), "index.html")).toContain("Person Number4 Made-Up");
    for (const audience of ["public", "second", "team"]) expect(problemsOf(newest(audience))).toEqual([]);
    const again = read(newest("public"), "ro-crate-metadata.json");
    await run("publish", "--audience", "public");
    expect(read(newest("public"), "ro-crate-metadata.json")).toBe(again);
  });

  it("who could be known again stop the dossier, until somebody coarsens, or two take the risk", async () => {
    await madeUpCase(WITH_PEOPLE);
    const refused = await run("publish", "--audience", "public");
    expect(refused).toMatchObject({ code: "publish/risk", exit: 21 });
    expect(refused.said).toMatch(
      /few-alike: P1: 1 person fits what is shown, 5 are needed; telling: age; profession; sex/,
    );
    expect(refused.said).toMatch(/global-risk: of 1 people without their names 100 % would be known again/);
    expect(refused.said).toMatch(/no-population: no list of people is declared public/);
    expect(readdirSync(bench.path("case/dossiers"))).toEqual([]);

    const preview = await run("publish", "--audience", "public", "--preview");
    expect(preview.exit).toBe(3);
    expect(preview.out).toMatch(
      /P1: \/attributes\/sex woman, \/attributes\/age 34, \/attributes\/profession astronomer/,
    );
    expect(preview.out).toMatch(/open: few-alike: P1/);

    const approve = (by: string, accept: string) =>
      run("publish", "--audience", "public", "--approve", "--by", by, "--accept", accept, "--reason", "made up");
    expect((await approve("analyst", "few-alike,no-population,global-risk")).exit).toBe(0);
    // The same role twice is one.
    expect((await approve("analyst", "few-alike")).exit).toBe(0);
    expect(await run("publish", "--audience", "public")).toMatchObject({ code: "publish/risk" });
    expect((await approve("legal officer", "few-alike,global-risk")).exit).toBe(0);
    expect((await run("publish", "--audience", "public")).exit).toBe(0);
    expect(problemsOf(newest("public"))).toEqual([]);
    // What was approved is gone as soon as one thing more is shown.
    bench.write("case/hand/persons.toml", PERSONS.replace("age = 34", "age = 35"));
    await run("run");
    expect(await run("publish", "--audience", "public")).toMatchObject({ code: "publish/risk" });
  });

  it("are compared with lists that are declared public", async () => {
    await madeUpCase({
      ...WITH_PEOPLE,
      "evidence/a-list.csv": LIST(400),
      "hand/populations.toml": POPULATION,
      ...exhibitSecond(),
    });
    expect((await run("publish", "--audience", "public")).said).toMatch(/Published/);
    const few = await run("publish", "--audience", "public", "--preview", "--json");
    expect(JSON.parse(few.out)).toMatchObject({ risks: [], people: [{ id: "P1" }] });
  });

  it("are told by what prose says of them too, and by what earlier dossiers showed", async () => {
    // The profession is closed with the person, and the claim about the person says it.
    await madeUpCase({
      ...WITH_PEOPLE,
      "evidence/a-list.csv": LIST(400).replaceAll("astronomer", "baker"),
      "hand/populations.toml": POPULATION,
      ...exhibitSecond(),
      "hand/marks.toml": `${WITH_PEOPLE["hand/marks.toml"]}${mark(5, 'items = ["P1"]\nfield = "/attributes/profession"\nlevel = "team"')}`,
    });
    expect((await run("publish", "--audience", "public")).said).toMatch(/Published/);
    bench.write(
      "case/hand/claims.toml",
      readFileSync(bench.path("case/hand/claims.toml"), "utf8").replace(
        "As many as 40 people were held in the mill.",
        "As many as 40 people were held in the mill, an astronomer among them.",
      ),
    );
    await run("run");
    const refused = await run("publish", "--audience", "public");
    expect(refused).toMatchObject({ code: "publish/risk" });
    expect(refused.said).toMatch(/few-alike: P1: 1 person fits .* telling: profession/);
  });

  it("are told by a dossier together with those that went to others, from the same checkpoint too", async () => {
    const row = (age: number, work: string, n: number): string => `woman,${age},${work}\n`.repeat(n);
    await madeUpCase({
      ...exhibitSecond(),
      "hand/persons.toml": PERSONS.slice(0, PERSONS.indexOf('[[person]]\nid = "P2"')),
      "evidence/a-list.csv": `Sex,Age,Work\n${row(34, "baker", 40)}${row(52, "astronomer", 40)}${row(34, "astronomer", 1)}`,
      "hand/populations.toml": POPULATION,
      "hand/marks.toml": `${MADE_UP["hand/marks.toml"]!.replaceAll('"E1"', '"E2"')}\n${
        mark(2, 'items = ["P1"]\nlevel = "public"') +
        mark(3, 'items = ["P1"]\nfield = "/name"\nlevel = "team"') +
        mark(4, 'items = ["P1"]\nfield = "/attributes/age"\nlevel = "partner:north"') +
        mark(5, 'items = ["P1"]\nfield = "/attributes/profession"\nlevel = "partner:south"')
      }`,
      "hand/dossier.md": MADE_UP["hand/dossier.md"]!.replace("The difference stays open [N3].", "{P1} was there [C1]."),
    });
    const toml = readFileSync(bench.path("case/case.toml"), "utf8");
    bench.write(
      "case/case.toml",
      `${toml}\n[audiences.north]\nlevels = ["partner:north"]\n\n[audiences.south]\nlevels = ["partner:south"]\n`,
    );
    await run("run");
    expect((await run("publish", "--audience", "south", "--preview")).exit).toBe(0);
    expect((await run("publish", "--audience", "north")).exit).toBe(0);
    const refused = await run("publish", "--audience", "south");
    expect(refused).toMatchObject({ code: "publish/risk", exit: 21 });
    expect(refused.said).toMatch(/earlier-dossiers: P1: 1 person fits .*; telling: age \+ profession/);
  });
});

/** With a list before the notes in the order of names, the notes are E2. */
function exhibitSecond(): Record<string, string> {
  const second = (file: string): string => (WITH_PEOPLE as Record<string, string>)[file] ?? MADE_UP[file]!;
  return Object.fromEntries(
    ["hand/sources.toml", "hand/claims.toml", "hand/marks.toml"].map((file) => [
      file,
      second(file).replaceAll('"E1"', '"E2"'),
    ]),
  );
}

describe("approvals", () => {
  it("are asked for where case.toml says so, by two, for exactly what would go out", async () => {
    await madeUpCase({});
    const toml = readFileSync(bench.path("case/case.toml"), "utf8");
    bench.write(
      "case/case.toml",
      toml.replace('[audiences.public]\nlevels = ["public"]', '[audiences.public]\nlevels = ["public"]\napprovals = 2'),
    );
    await run("run");
    const publish = () => run("publish", "--audience", "public");
    const approve = (by: string) =>
      run("publish", "--audience", "public", "--approve", "--by", by, "--reason", "read as a whole");
    expect(await publish()).toMatchObject({ code: "publish/no-approval", exit: 21 });
    expect((await approve("editor")).said).toContain("2 roles must approve, 1 did: editor.");
    expect((await publish()).said).toMatch(/asks for 2 approvals; editor approved/);
    expect((await approve("lawyer")).said).not.toContain("must approve");
    expect((await publish()).said).toMatch(/Published/);
    expect(
      readFileSync(bench.path("case/hand/decisions/approvals.toml"), "utf8").match(/\[\[approval\]\]/g),
    ).toHaveLength(2);
    await run("mark", "N3", "--level", "public", "--reason", "one more figure");
    expect(await publish()).toMatchObject({ code: "publish/no-approval" });
  });
});
