import { afterEach, beforeEach, expect, it } from "vitest";
import { Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

/** Runs the simple methods on a made-up table. */
async function estimateOf(text: string | Uint8Array, ...args: readonly string[]) {
  bench.write("lists.csv", text);
  return bench.run(["estimate", "lists.csv", ...(args.length === 0 ? ["--method", "loglinear"] : args)]);
}

const GOOD = "a,b,c,count\n1,0,0,40\n0,1,0,40\n0,0,1,40\n1,1,0,12\n1,0,1,12\n0,1,1,12\n1,1,1,6\n";

it("estimate/bad-table: negative and fractional counts, a row of zeros, a pattern twice, a torn row, each with its line", async () => {
  const refused = await estimateOf(
    "a,b,c,count\n1,0,0,-4\n0,1,0,2.5\n0,0,0,9\n1,1,0,3\n1,1,0,4\n1,1,x,1\n",
    "--lists",
    "a,b,c",
  );
  expect(refused).toMatchObject({ code: "estimate/bad-table", exit: 4 });
  for (const part of [
    "2:7: A count is negative",
    "3:7: A count is a fraction",
    "4:1: A row of zeros",
    "line 5 already",
    "0 or 1 only",
  ])
    expect(refused.said).toContain(part);
  for (const text of ["a,b\n1\n", 'a,b\n"1,0\n', "", "a,b,c\n", "a,b,c,count\n0,0,0,0\n"])
    expect(await estimateOf(text)).toMatchObject({ code: expect.stringMatching(/bad-table|unclear-columns/), exit: 4 });
  expect(await estimateOf("times_listed,count\n0,4\n1,20\n")).toMatchObject({ code: "estimate/bad-table" });
  expect(await estimateOf("replicate,n_obs,N\nA,10,4\n")).toMatchObject({ code: "estimate/bad-table" });
});

it("estimate/not-utf8: an old encoding is refused with its place, and read when it is named; one that nobody knows is refused", async () => {
  const windows1256 = { ا: 0xc7, ب: 0xc8, ت: 0xca } as Readonly<Record<string, number>>;
  const arabic = GOOD.replace("a,b,c", "ا,ب,ت");
  const old = Uint8Array.from(arabic, (letter) => windows1256[letter] ?? letter.charCodeAt(0));
  const refused = await estimateOf(old);
  expect(refused).toMatchObject({ code: "estimate/not-utf8", exit: 4 });
  expect(refused.said).toMatch(/line 1 holds the byte 0xc7.*--encoding windows-1256/su);
  const named = ["--method", "loglinear", "--json", "--encoding"];
  const ran = await estimateOf(old, ...named, "windows-1256");
  expect(ran.exit, ran.said).toBe(0);
  expect(JSON.parse(ran.out)).toMatchObject({ n: 162, lists: ["ا", "ب", "ت"] });
  const unknown = await estimateOf(old, ...named, "klingon");
  expect(unknown).toMatchObject({ code: "estimate/not-utf8", exit: 4 });
  expect(unknown.said).toContain('no encoding is called "klingon"');
  const sixteen = await estimateOf(new Uint8Array(Buffer.from(`\uFEFF${arabic}`, "utf16le")), ...named.slice(0, 3));
  expect(JSON.parse(sixteen.out)).toMatchObject({ n: 162, lists: ["ا", "ب", "ت"] });
});

it("estimate/unclear-columns: a column that is no list, an unknown name, two columns of one name, records without a list", async () => {
  for (const [text, ...args] of [
    ["a,b,c,count\n1,0,7,4\n"],
    [GOOD, "--lists", "a,b,nowhere"],
    [GOOD, "--strata", "nowhere"],
    ["a,a,count\n1,0,4\n"],
    ["record_id,person_id\n17,p\n"],
    ["x,y\n5,6\n"],
  ] as const)
    expect(await estimateOf(text, ...args)).toMatchObject({ code: "estimate/unclear-columns", exit: 4 });
});

it("estimate/too-many-lists: 25 lists", async () => {
  const head = Array.from({ length: 25 }, (_, j) => `l${j}`);
  const refused = await estimateOf(`${head.join(",")},count\n${head.map(() => "1").join(",")},5\n`);
  expect(refused).toMatchObject({ code: "estimate/too-many-lists", exit: 4 });
  expect(refused.said).toMatch(/25 lists, at most 20/);
});

it("estimate/bad-setting: unknown settings and values out of range, all told at once", async () => {
  const refused = await estimateOf(
    GOOD,
    "--lcmcr.k",
    "0",
    "--lcmcr.classes",
    "4",
    "--dga.grid",
    "9:1",
    "--sparse.threshold",
    "x",
  );
  expect(refused).toMatchObject({ code: "estimate/bad-setting", exit: 2 });
  for (const word of ["lcmcr.k", "lcmcr.classes", "dga.grid", "sparse.threshold"]) expect(refused.said).toContain(word);
  for (const args of [
    ["--dga.prior", "much"],
    ["--loglinear.model", "12,3"],
    ["--method", "loglinear", "--loglinear.model", "[12,9]"],
    ["--loglinear.criterion", "r2"],
    ["--lcmcr.chains", "1"],
    ["--level", "1.5"],
    ["--seed", "4294967296"],
  ])
    expect(await estimateOf(GOOD, ...args)).toMatchObject({ code: "estimate/bad-setting", exit: 2 });
});

it("estimate/nothing-to-estimate: a table that names nobody", async () => {
  expect(await estimateOf("a,b,c,count\n1,0,0,0\n0,1,0,0\n")).toMatchObject({
    code: "estimate/nothing-to-estimate",
    exit: 4,
  });
});

it("cli/usage: an unknown method, a file that is not there, a seed in words", async () => {
  for (const args of [
    ["--method", "magic"],
    ["--seed", "one"],
    ["--workers", "-1"],
    ["--missing", "guess"],
    ["--html", "page.html", "--language", "xx"],
  ])
    expect(await estimateOf(GOOD, ...args)).toMatchObject({ code: "cli/usage", exit: 2 });
  expect(await bench.run(["estimate", "not-there.csv"])).toMatchObject({ code: "cli/usage", exit: 2 });
  expect(await bench.run(["estimate", "N4"])).toMatchObject({ exit: 10 });
});

it("cli/cannot-write: a page where no folder is", async () => {
  expect(await estimateOf(GOOD, "--method", "chao", "--html", "no/such/folder.html")).toMatchObject({
    code: "cli/cannot-write",
    exit: 4,
  });
});

it("what cannot be quoted is named, and the methods' own numbers stand beside it", async () => {
  const refusals = async (text: string, method = "loglinear") => {
    const ran = await estimateOf(text, "--method", method, "--json");
    expect(ran.exit, ran.said).toBe(0);
    const made = JSON.parse(ran.out);
    return {
      headline: made.headline,
      codes: [...made.refusals, ...made.warnings].map((each: { code: string }) => each.code),
      methods: made.methods,
    };
  };
  const two = await refusals("a,b,count\n1,0,40\n0,1,40\n1,1,12\n", "chapman");
  expect(two.headline).toBeNull();
  expect(two.codes).toContain("fewer-than-three-lists");
  expect(two.methods[0].estimate.median).toBeGreaterThan(92);
  const apart = await refusals("a,b,c,count\n1,0,0,40\n0,1,0,40\n0,0,1,12\n");
  expect(apart.headline).toBeNull();
  expect(apart.codes).toContain("no-overlap");
  expect(
    (await refusals(GOOD.replaceAll(/^(.*),(\d+)$/gm, "$1,0,$2").replace("c,count", "c,d,count"))).codes,
  ).toContain("empty-list");
  expect(
    (await refusals("a,b,c,d,count\n1,1,0,0,40\n0,0,1,0,40\n1,1,1,0,15\n1,1,0,1,9\n0,0,1,1,9\n0,0,0,1,30\n")).codes,
  ).toContain("duplicate-list");
  const everyone = await refusals("a,b,c,count\n1,0,0,40\n1,1,0,40\n1,0,1,12\n1,1,1,8\n");
  expect(everyone.headline).toBeNull();
  expect(everyone.codes).toContain("list-holds-everyone");
});

it("settings of a method that does not run are named on standard error; those of one that runs are not", async () => {
  const chao = await estimateOf(GOOD, "--method", "chao", "--lcmcr.k", "3", "--dga.delta", "1");
  expect(chao).toMatchObject({ exit: 0, said: "Not used, for their methods did not run: --lcmcr.k, --dga.delta.\n" });
  expect((await estimateOf(GOOD, "--method", "loglinear", "--loglinear.criterion", "aic")).said).not.toContain(
    "Not used",
  );
});

it("estimate/bad-table: JSON, JSON Lines and workbooks are named as what they are", async () => {
  for (const [text, kind] of [
    ['{"a":1,"b":0}\n{"a":0,"b":1}\n', "JSON"],
    ['[\n  {"a":1}\n]', "JSON"],
    ["PK\u0003\u0004 and so on", "a workbook"],
  ] as const) {
    const refused = await estimateOf(text);
    expect(refused).toMatchObject({ code: "estimate/bad-table", exit: 4 });
    expect(refused.said).toContain(`The file is ${kind}, which is not read here: save the table as CSV`);
  }
});

it("the sensitivity of the saturated model is rounded and has its interval", async () => {
  const { out } = await estimateOf(GOOD, "--method", "chao");
  expect(out.match(/times \d\.\d\d: [\d,]+ \([\d,]+ to [\d,]+\)$/gm)).toHaveLength(5);
});
