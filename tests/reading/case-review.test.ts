import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Workbench } from "../support/cli.ts";

// From an exhibit to a dossier: the reader suggests, a person decides in a file, only what was accepted goes on. Everything here is made up.

const REPORT = `The mill of Tal Amra (made up for tests)

As many as 40 people were held in the mill, said Lena Haddo, a nurse. The mayor told reporters that the mill was probably empty.

"We counted at least 25 of them on 3 March 2014," Haddo said. The river froze in February.
`;

const SOURCES = `[[source]]
id = "S1"
name = "A report on the mill (made up)"
reliability = "C"
published = "2014-05-10"
exhibit = "E1"

[[source]]
id = "S2"
name = "Lena Haddo, a nurse (made up)"
reliability = "B"
`;

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  await bench.run(["init", "case", "--no-passphrase", "--name", "The mill (made up)"]);
  bench.write("mill-report.txt", REPORT);
  await bench.run(["collect", "mill-report.txt", "--case", "case"]);
  bench.write("case/hand/sources.toml", SOURCES);
  await bench.run(["run", "--case", "case"]);
});
afterEach(() => bench.remove());

const review = (): string => readFileSync(bench.path("case/hand/readings/E1.toml"), "utf8");

/** Changes one row of the review file, found by words of its quote. */
function decide(words: string, change: (row: string) => string): void {
  const rows = review().split(/(?=^\[\[suggestion\]\])/m);
  const at = rows.findIndex((row) => row.startsWith("[[suggestion]]") && row.includes(words));
  expect(at, `a suggestion with "${words}"`).toBeGreaterThan(0);
  rows[at] = change(rows[at]!);
  bench.write("case/hand/readings/E1.toml", rows.join(""));
}

const set = (row: string, key: string, value: string): string =>
  row.replace(new RegExp(`^${key} = .*$`, "m"), `${key} = ${value}`);

test("suggestions wait in a file; accepted, edited and rejected ones become acts; only the accepted are published", async () => {
  const read = await bench.run(["read", "E1", "--case", "case"]);
  expect(read.exit).toBe(0);
  expect(read.said).toMatch(/new suggestions in hand\/readings\/E1\.toml/);
  expect(read.said).toMatch(/No source yet for:.*mayor/);
  // nothing is recorded by reading
  expect((await bench.run(["run", "--case", "case"])).said).toMatch(/Nothing new to record/);

  decide("As many as 40", (row) => set(set(row, "decision", '"accept"'), "credibility", "3"));
  decide("probably empty", (row) => set(set(row, "decision", '"reject"'), "reason", '"he was not there"'));
  decide("at least 25", (row) =>
    set(set(row, "decision", '"accept"'), "statement", '"A nurse counted 25 people or more."'),
  );
  const ran = await bench.run(["run", "--case", "case", "--json"]);
  expect(ran.exit).toBe(0);
  const { recorded } = JSON.parse(ran.out) as { recorded: { kind: string; value: Record<string, unknown> }[] };
  const kinds = recorded.map(({ kind }) => kind).sort();
  expect(kinds).toEqual(["claim.accept", "claim.accept", ...Array(3).fill("suggestion.decide")]);
  const decisions = recorded.filter(({ kind }) => kind === "suggestion.decide").map(({ value }) => value);
  expect(decisions.map(({ decision }) => decision).sort()).toEqual(["accept", "accept", "reject"]);
  expect(decisions.filter(({ edited }) => edited === true)).toHaveLength(1);
  expect(decisions.every(({ engine }) => /^snowmelt \d/.test(String(engine)))).toBe(true);
  const held = recorded.find(({ value }) => JSON.stringify(value).includes("As many as 40"))!.value;
  expect(held["quantity"]).toMatchObject({ relation: "atMost", value: "40", upper: "40", unit: "people" });
  expect(held["anchor"]).toMatchObject({ start: REPORT.indexOf("As many as 40") });

  const [first, second] = recorded.filter(({ kind }) => kind === "claim.accept").map(({ value }) => value["id"]);
  bench.write("case/hand/figures.toml", `[[figure]]\nid = "N1"\nclaim = "${first}"\n`);
  bench.write(
    "case/hand/marks.toml",
    `[[mark]]\nid = "M1"\nitems = ["S1", "S2", "${first}", "${second}", "N1"]\nlevel = "public"\nreason = "made up"\n`,
  );
  bench.write(
    "case/hand/dossier.md",
    `+++\nlevel = "public"\n+++\n# The mill\n\n## What was said\n\nA nurse said that {N1} were held [${first}]. She counted them [${second}].\n`,
  );
  expect((await bench.run(["run", "--case", "case"])).exit).toBe(0);
  const published = await bench.run(["publish", "--audience", "public", "--case", "case"]);
  expect([0, 3], published.said).toContain(published.exit);
  const folder = bench.path("case/dossiers", readdirSync(bench.path("case/dossiers"))[0]!);
  const all = filesUnder(folder)
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  expect(all).toContain("As many as 40");
  expect(all).not.toContain("he was not there");
  expect(all).not.toContain("probably empty");
}, 60_000);

test("a decision stands: reading again shows only what is new, in a file of its own", async () => {
  await bench.run(["read", "E1", "--case", "case"]);
  decide("As many as 40", (row) => set(set(row, "decision", '"accept"'), "statement", '"Up to 40 people."'));
  await bench.run(["run", "--case", "case"]);
  const before = review();
  const again = await bench.run(["read", "E1", "--case", "case"]);
  expect(again.said).toMatch(/Nothing new/);
  expect(review()).toBe(before);
  // an older engine had seen less: one row is missing from the file
  const rows = before.split(/(?=^\[\[suggestion\]\])/m).filter((row) => !row.includes("The river froze"));
  bench.write("case/hand/readings/E1.toml", rows.join(""));
  const later = await bench.run(["read", "E1", "--case", "case"]);
  expect(later.said).toMatch(/1 new suggestion in hand\/readings\/E1\.2\.toml/);
  expect(readFileSync(bench.path("case/hand/readings/E1.2.toml"), "utf8")).toContain("The river froze");
  expect(review()).toBe(rows.join(""));
  expect((await bench.run(["show", "C1", "--case", "case"])).out).toContain("Up to 40 people.");
});

test("a split suggestion is several claims, a merged one none of its own", async () => {
  await bench.run(["read", "E1", "--case", "case"]);
  decide("As many as 40", (row) => {
    const one = set(row, "decision", '"accept"');
    const two = set(set(one, "claim", '"C90"'), "statement", '"People were held in the mill."');
    return `${one.trimEnd()}\n\n${two.trimEnd()}\n\n`;
  });
  decide("The river froze", (row) => set(set(row, "decision", '"merge"'), "into", '"C90"'));
  const ran = await bench.run(["run", "--case", "case", "--json"]);
  expect(ran.exit, ran.said).toBe(0);
  const { recorded } = JSON.parse(ran.out) as { recorded: { kind: string; value: Record<string, unknown> }[] };
  const decisions = recorded.filter(({ kind }) => kind === "suggestion.decide").map(({ value }) => value);
  expect(decisions.map(({ decision, claims }) => [decision, (claims as string[]).length])).toEqual([
    ["accept", 2],
    ["merge", 1],
  ]);
});

test("what a review file lacks is told with its line, and nothing is recorded", async () => {
  await bench.run(["read", "E1", "--case", "case"]);
  decide("probably empty", (row) => set(row, "decision", '"accept"'));
  decide("at least 25", (row) => set(row, "decision", '"reject"'));
  decide("The river froze", (row) => set(row, "decision", '"perhaps"'));
  const ran = await bench.run(["run", "--case", "case"]);
  expect(ran.code).toBe("case/hand-problems");
  expect(ran.said).toMatch(/hand\/readings\/E1\.toml:\d+:\d+: nobody has said which source ".*mayor.*" is/);
  expect(ran.said).toMatch(/is rejected without a reason/);
  expect(ran.said).toMatch(/must be open, accept, reject or merge/);
});

test("the same figure with another bound in another exhibit is shown", async () => {
  bench.write("copy.txt", "At least 40 people were held in the mill, Lena Haddo said on Monday.\n");
  await bench.run(["collect", "copy.txt", "--case", "case"]);
  const read = await bench.run(["read", "E2", "--reference-date", "2014-05-12", "--case", "case"]);
  expect(read.out).toMatch(/40 persons is given with different bounds/);
  expect(read.out).toMatch(/E1: “As many as 40” \(atMost\)/);
  expect(read.out).toMatch(/E2: “At least 40” \(atLeast\)/);
});

test("an exhibit without a day or without words says what to do", async () => {
  bench.write("copy.txt", "At least 40 people were held.\n");
  bench.write("blank.txt", "");
  await bench.run(["collect", "copy.txt", "--case", "case"]);
  expect(await bench.run(["read", "E2", "--case", "case"])).toMatchObject({ code: "case/no-date", exit: 2 });
  expect(await bench.run(["read", "E9", "--case", "case"])).toMatchObject({ code: "case/unknown-id", exit: 2 });
  expect(existsSync(bench.path("case/hand/readings"))).toBe(false);
});

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );
}
