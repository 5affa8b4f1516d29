import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { madeUpCase, Workbench } from "../support/cli.ts";

// Every word and name here is made up.

let template: Workbench;
let bench: Workbench;
beforeAll(async () => {
  template = new Workbench();
  await madeUpCase(template);
});
afterAll(() => template.remove());
beforeEach(() => {
  bench = new Workbench();
  for (const folder of ["case", "home"]) bench.copy(template.path(folder), folder);
  bench.write("notes.ar.md", "مختلق للاختبار.\n");
  bench.write(
    "talk.vtt",
    "WEBVTT\n\n00:01.000 --> 00:04.000\nAs many as 40 people\n\n00:05.000 --> 00:09.500\nwere held.\n",
  );
});
afterEach(() => bench.remove());

const run = (...args: string[]): ReturnType<Workbench["run"]> => bench.run([...args, "--case", "case"]);
const ledger = (of: Workbench): string => readFileSync(of.path("case/ledger/a.jsonl"), "utf8");
const TRANSLATION = ["derive", "E1", "--translation", "notes.ar.md", "--language", "ar", "--by", "the translator"];

describe("a translation", () => {
  it("is an exhibit of its own; show, why and the papers tell what it was made from, by whom, and who checked", async () => {
    const made = await run(...TRANSLATION, "--checked-by", "the editor");
    expect([made.exit, made.out]).toEqual([0, "E2\n"]);
    const words = "translation (ar) by the translator, checked by the editor";
    expect((await run("show", "E1")).out).toContain(`E2: ${words}`);
    expect((await run("show", "E2")).out).toMatch(/derived: .*"checkedBy":"the editor".*"ofId":"E1"/);
    const why = (await run("why", "E2")).out;
    expect(why).toMatch(/is .*E2/);
    expect(why).toContain(`${words}, of`);
    expect(why).toMatch(/of .*E1/);
    for (const [id, told] of [
      ["E1", `from it was made E2: ${words}`],
      ["E2", `recorded as made from E1: ${words}`],
    ] as const) {
      await run("papers", id, "--out", "papers.html");
      expect(readFileSync(bench.path("papers.html"), "utf8")).toContain(told);
    }
    expect((await bench.run(["verify", "case"])).exit).toBe(0);
    // Said again, nothing new is recorded.
    const before = ledger(bench);
    expect((await run(...TRANSLATION, "--checked-by", "the editor")).out).toBe("E2\n");
    expect(ledger(bench)).toBe(before);
  });

  it("that nobody checked says so, and may be checked later", async () => {
    expect((await run(...TRANSLATION)).said).toMatch(/Nobody has compared it/);
    expect((await run("show", "E1")).out).toContain("checked by nobody yet");
    await run(...TRANSLATION, "--checked-by", "the editor");
    expect((await run("show", "E1")).out).toContain("checked by the editor");
  });

  it("of a protected exhibit is protected, whatever mark it gets", async () => {
    await run("mark", "E1", "--level", "protected", "--reason", "made up");
    await run(...TRANSLATION);
    await run("mark", "E2", "--level", "public", "--reason", "made up");
    expect((await run("show", "E2")).out).toMatch(/level public \+ protected/);
    expect((await run("show", "E2")).out).not.toContain("notes.ar.md");
  });

  it("is named when its original is to be erased", async () => {
    await run(...TRANSLATION);
    const { out, said } = await run("erase", "E1", "--reason", "withdrawn", "--basis", "made up");
    expect(`${out}${said}`).toMatch(/E2/);
  });
});

describe("a transcript", () => {
  it("carries its time codes, and claims quote it", async () => {
    const made = await run(
      "derive",
      "E1",
      "--transcript",
      "talk.vtt",
      "--language",
      "en",
      "--by",
      "the interviewer",
      "--json",
    );
    expect(JSON.parse(made.out)).toMatchObject({
      id: "E2",
      how: "transcript",
      cues: { count: 2, fromMs: 1000, toMs: 9500 },
    });
    expect((await run("show", "E1")).out).toContain("2 time codes, 00:00:01.000 to 00:00:09.500");
    const claims = readFileSync(bench.path("case/hand/claims.toml"), "utf8");
    const more =
      '\n[[claim]]\nid = "C3"\nsource = "S1"\nexhibit = "E2"\nquote = "As many as 40 people"\nstatement = "Made up."\ncredibility = 3\n';
    bench.write("case/hand/claims.toml", claims + more);
    const ran = await run("run");
    expect(ran.exit, ran.said).toBe(0);
    expect((await run("why", "C3")).out).toMatch(/transcript \(en\) by the interviewer/);
  });
});

describe("case/bad-derivation", () => {
  it("tells everything that does not hold at once, and preserves nothing", async () => {
    bench.write("bad.srt", "1\n00:00:05,000 --> 00:00:04,000\nx\n\n2\n0:5 --> 0:6\nx\n");
    const words = ["--language", "Arabic!", "--by", "the translator", "--checked-by", "The Translator"];
    const { code, exit, said } = await run("derive", "E1", "--transcript", "bad.srt", ...words);
    expect([code, exit]).toEqual(["case/bad-derivation", 2]);
    expect(said).toMatch(/names no language/);
    expect(said).toMatch(/cannot be the one who checked/);
    expect(said).toMatch(/bad\.srt:2:1.*ends before it begins/);
    expect(said).toMatch(/bad\.srt:6:1.*no time code/);
    expect(ledger(bench)).toBe(ledger(template));
  });

  it("an original is no translation of itself, nor of what was made from it", async () => {
    const original = ["--translation", "evidence/notes.txt", "--language", "en", "--by", "x"];
    bench.copy(template.path("evidence"), "evidence");
    expect(await run("derive", "E1", ...original)).toMatchObject({ code: "case/bad-derivation" });
    await run(...TRANSLATION);
    expect(await run("derive", "E2", ...original)).toMatchObject({ code: "case/bad-derivation" });
  });
});

it("of nothing that is there, from no file, by nobody", async () => {
  expect(await run("derive", "E9", ...TRANSLATION.slice(2))).toMatchObject({ code: "case/unknown-id" });
  expect(await run("derive", "C1", ...TRANSLATION.slice(2))).toMatchObject({ code: "case/unknown-id" });
  expect(await run("derive", "E1", "--translation", "gone.md", "--language", "en", "--by", "x")).toMatchObject({
    code: "vault/not-found",
  });
  for (const args of [[], TRANSLATION.slice(2, 6), [...TRANSLATION.slice(2), "--transcript", "talk.vtt"]]) {
    expect(await run("derive", "E1", ...args)).toMatchObject({ code: "cli/usage", exit: 2 });
  }
  expect(ledger(bench)).toBe(ledger(template));
});
