import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256Hex } from "#kernel";
import { openBag, verifyDossier } from "#verify";
import { MADE_UP, madeUpCase, type Ran, Workbench } from "../support/cli.ts";

// A made-up case that publishes, finds a mistake, and publishes again.
const bench = new Workbench();
const on = ["--case", "case"];
const run = (...args: readonly string[]): Promise<Ran> => bench.run([...args, ...on]);
interface Published {
  readonly name: string;
  readonly version: number;
  readonly replaces: readonly { readonly name: string; readonly receivers: readonly string[] }[];
}
const publish = async (audience: string): Promise<Published> =>
  JSON.parse((await run("publish", "--audience", audience, "--json")).out) as Published;
const zip = (name: string): string => `case/dossiers/${name}.zip`;
const allOf = (name: string): string =>
  [...openBag(bench.path(zip(name))).files.values()].map((bytes) => Buffer.from(bytes).toString("latin1")).join("\n");
const erratum = (id: string, dossier: string, more: string): string =>
  `[[erratum]]\nid = "${id}"\ndossier = "${dossier}"\nwas = "as many as 400"\nis = "as many as 40"\nreason = "a nought too much (made up)"\n${more}\n`;

let [first, second, court]: Published[] = [];
beforeAll(async () => {
  await madeUpCase(bench);
  bench.write("facts.csv", "file,consent_by\n*,n/a\n");
  await run("collect", "evidence", "--facts", "facts.csv");
  const toml = readFileSync(bench.path("case/case.toml"), "utf8");
  bench.write("case/case.toml", `${toml}\n[audiences.bench]\nlevels = ["court:bench"]\n`);
  bench.write(
    "case/hand/claims.toml",
    MADE_UP["hand/claims.toml"]!.replace('people were held in the mill."', 'people were kept in the mill."'),
  );
  expect(await run("run")).toMatchObject({ exit: 0 });
  first = await publish("public");
  court = await publish("bench");
  await run("hand-over", first.name, "--to", "the registry of Tal Amra (made up)", "--purpose", "case file");
  bench.write("case/hand/claims.toml", MADE_UP["hand/claims.toml"]!);
  bench.write(
    "case/hand/errata.toml",
    erratum("B1", first.name, 'item = "C1"\nlevel = "public"') +
      erratum("B2", first.name, "") +
      erratum("B3", court.name, 'level = "court:bench"'),
  );
  expect(await run("run")).toMatchObject({ exit: 0 });
  await run("withdraw", first.name, "--reason", "secret reason of the withdrawal");
  second = await publish("public");
});
afterAll(() => bench.remove());

describe("a dossier that is published again for its audience", () => {
  it("says which version it is and what it replaces; the first says that it is the first", () => {
    expect(first).toMatchObject({ version: 1, replaces: [] });
    expect(second).toMatchObject({
      version: 2,
      replaces: [{ name: first!.name, receivers: ["the registry of Tal Amra (made up)"] }],
    });
    const info = Buffer.from(openBag(bench.path(zip(second!.name))).files.get("bag-info.txt")!).toString();
    expect(info).toContain("Snowmelt-Version: 2\n");
    expect(verifyDossier(openBag(bench.path(zip(second!.name))))).toMatchObject({ outcome: "verified" });
  });

  it("carries the fingerprint of the earlier one, the correction that is for this audience, and no other", () => {
    const said = allOf(second!.name);
    const manifest = openBag(bench.path(zip(first!.name))).files.get("tagmanifest-sha256.txt")!;
    expect(said).toContain(sha256Hex(manifest));
    const described = Buffer.from(
      openBag(bench.path(zip(second!.name))).files.get("ro-crate-metadata.json")!,
    ).toString();
    expect(described.match(/"kind":"erratum"/g)).toHaveLength(1);
    expect(said).toContain("withdrawn");
  });

  it("says nothing of who received it, why it was withdrawn, or of other audiences' dossiers", () => {
    const said = allOf(second!.name);
    for (const word of ["registry of Tal Amra", "secret reason", court!.name, '"/value/withheld"'])
      expect(said).not.toContain(word);
  });

  it("is the same bytes when it is published again, and the log does not grow", async () => {
    const before = readFileSync(bench.path(zip(second!.name)));
    expect(await publish("public")).toEqual(second);
    expect(readFileSync(bench.path(zip(second!.name))).equals(before)).toBe(true);
  });

  it("tells a reader who holds both, and either way round", async () => {
    const both = await bench.run(["verify", zip(second!.name), zip(first!.name)]);
    expect(both).toMatchObject({ exit: 0 });
    expect(both.out).toMatch(
      new RegExp(
        `^REPLACES: the dossier "${second!.name}" replaces the dossier "${first!.name}", which was withdrawn on`,
      ),
    );
    expect(both.out).toMatch(
      /C1: \/statement\/en "As many as 40 people were kept in the mill\." became .*: corrected by B1/,
    );
    const turned = await bench.run(["verify", zip(first!.name), zip(second!.name)]);
    expect(turned).toMatchObject({ exit: 3 });
    expect(turned.out).toMatch(/^NOT SHOWN: it is the other way round/);
    const others = await bench.run(["verify", zip(second!.name), zip(court!.name)]);
    expect(others).toMatchObject({ exit: 3 });
    expect(others.out).toMatch(/for two audiences/);
    expect(await bench.run(["verify", zip(second!.name), "evidence"])).toMatchObject({ exit: 2, code: "cli/usage" });
    const json = JSON.parse((await bench.run(["verify", zip(second!.name), zip(first!.name), "--json"])).out);
    expect(json).toMatchObject({
      format: "snowmelt-comparison/1",
      relation: "replaces",
      older: { outcome: "verified" },
    });
  });

  it("is told to the author with who has to be told, and beforehand", async () => {
    const ran = await run("publish", "--audience", "public");
    expect(ran.said).toMatch(
      /Version 2; it replaces:\n {2}public-\d+: received by the registry of Tal Amra \(made up\), who have to be told/,
    );
    expect((await run("publish", "--audience", "public", "--preview")).out).toMatch(
      /^Version 2; it would replace public-/,
    );
  });
});

it("another audience has a chain of its own, and a court's correction stays with the court", async () => {
  const again = await publish("bench");
  expect(again).toMatchObject({ version: 2, replaces: [{ name: court!.name }] });
  const described = Buffer.from(openBag(bench.path(zip(again.name))).files.get("ro-crate-metadata.json")!).toString();
  expect(described).toContain(`"/dossier":"${court!.name}"`);
  expect(allOf(again.name)).not.toContain(`"${first!.name}"`);
});

it("another title begins another chain, unless an erratum of the earlier dossier continues it", async () => {
  const titled = (title: string): string => MADE_UP["hand/dossier.md"]!.replace("# The mill of Tal Amra", `# ${title}`);
  bench.write("case/hand/dossier.md", titled("The mill of Tal Amra (made up)"));
  bench.write("case/hand/errata.toml", erratum("B4", second!.name, 'level = "public"'));
  await run("run");
  const third = await publish("public");
  expect(third).toMatchObject({ version: 3, replaces: [{ name: first!.name }, { name: second!.name }] });
  bench.write("case/hand/dossier.md", titled("The well of Tal Amra (made up)"));
  bench.write("case/hand/errata.toml", "");
  await run("run");
  expect(await publish("public")).toMatchObject({ version: 1, replaces: [] });
  // The correction is of the second, which the third replaced: so the third is continued.
  bench.write("case/hand/dossier.md", titled("The mill of Tal Amra, again (made up)"));
  bench.write(
    "case/hand/errata.toml",
    erratum("B4", second!.name, 'level = "public"') + erratum("B5", court!.name, 'level = "public"'),
  );
  await run("run");
  const ran = await run("publish", "--audience", "public", "--yes");
  expect(ran.said).toMatch(new RegExp(`Version 4; it replaces:[^]*${third.name}: nobody`));
  expect(ran.said).toMatch(/B5: it corrects no dossier that this one replaces/);
});

it("refuses an erratum of what was never published, or of no item", async () => {
  bench.write("case/hand/errata.toml", erratum("B6", "public-9999", 'item = "C99"'));
  const ran = await run("run");
  expect(ran).toMatchObject({ exit: 4, code: "case/hand-problems" });
  expect(ran.said).toMatch(/errata\.toml:3.*no dossier "public-9999" was published: published were public-/);
  expect(ran.said).toMatch(/unknown claim "C99"/);
});
