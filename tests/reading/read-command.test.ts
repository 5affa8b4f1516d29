import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Effects } from "#kernel";
import type { Invocation } from "../../src/cli/command.ts";
import { evalCommand } from "../../src/cli/commands/eval.ts";
import { readCommand } from "../../src/cli/commands/read.ts";

function call(
  args: string[],
  options: Record<string, unknown>,
  json = false,
): { invocation: Invocation; out: string[] } {
  const out: string[] = [];
  const effects = {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    out: (s: string) => out.push(s),
    say: () => {},
  } as unknown as Effects;
  const none = () => Promise.resolve(null);
  return {
    invocation: { args, options, effects, json, quiet: false, caseDir: () => "", home: "", passphrase: none },
    out,
  };
}

test("read prints claims, JSON and a page", async () => {
  const page = join(mkdtempSync(join(tmpdir(), "read-")), "page.html");
  const said = call(["texts/en-news.txt"], { referenceDate: "2015-10-12", html: page });
  expect(await readCommand.run(said.invocation)).toBe(0);
  expect(said.out.join("")).toContain("quantity: At least 23 = atLeast 23 persons");
  expect(readFileSync(page, "utf8")).toContain("<!doctype html>");
  const data = call(["texts/en-news.txt"], { referenceDate: "2015-10-12" }, true);
  expect(await readCommand.run(data.invocation)).toBe(0);
  expect(JSON.parse(data.out.join("")).format).toBe("snowmelt-reading/1");
});

test("the page of an Arabic text says in Arabic that a source has no name", async () => {
  const folder = mkdtempSync(join(tmpdir(), "read-"));
  const [file, page] = [join(folder, "a.txt"), join(folder, "a.html")] as const;
  writeFileSync(file, "قال طبيب إن سبعة أشخاص قُتلوا.\n");
  expect(await readCommand.run(call([file], { referenceDate: "2017-05-15", html: page }).invocation)).toBe(0);
  const html = readFileSync(page, "utf8");
  expect(html).toContain("(لم يُذكر اسمه)");
  expect(html).not.toContain("unnamed");
});

test("a wrong call says what is missing", async () => {
  const code = (p: Promise<unknown>) =>
    p.then(
      () => "none",
      (e: { code: string }) => e.code,
    );
  expect(await code(readCommand.run(call(["texts/en-news.txt"], {}).invocation))).toBe("cli/usage");
  expect(await code(readCommand.run(call(["no-such-file"], { referenceDate: "2015-10-12" }).invocation))).toBe(
    "cli/usage",
  );
  expect(await code(readCommand.run(call(["texts/en-news.txt"], { referenceDate: "12 October" }).invocation))).toBe(
    "reading/bad-date",
  );
});

test("HTML carries how its text was won", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "read-")), "a.html");
  writeFileSync(file, "<h1>News</h1><p>At least 40 people left, Lena Haddo said.</p>");
  const data = call([file], { referenceDate: "2015-10-12" }, true);
  await readCommand.run(data.invocation);
  const reading = JSON.parse(data.out.join(""));
  expect(reading.document.extraction).toMatchObject({ tool: "parse5" });
  expect(reading.document.extraction.places.length).toBe(2);
});

test("eval reading prints every layer", async () => {
  const verb = evalCommand.verbs![0]!;
  const { invocation, out } = call(["../golden/reading/unseen"], {});
  expect(await verb.run(invocation)).toBe(0);
  for (const layer of [
    "sentences",
    "claims",
    "voice",
    "mode",
    "outer source",
    "second link",
    "hedge cues",
    "quantity bounds",
    "time value",
  ])
    expect(out.join("")).toContain(layer);
});

const TOY = `[language]
| code=tok direction=ltr script=Latn order=subject-first
[cue.verbs]
sena | basic
[number]
du | value=2
[person-words]
ulo, uloj
`;

test("eval grammar holds a grammar to the examples beside it, and read --grammar reads with it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "grammar-"));
  writeFileSync(join(folder, "tok.grammar"), TOY);
  writeFileSync(
    join(folder, "tok.examples"),
    "du uloj. || quantity=exact 2\n# no example\ndu uloj. || quantity=exact 3\n",
  );
  writeFileSync(join(folder, "a.txt"), "du uloj.\n");
  const verb = evalCommand.verbs!.find((v) => v.name === "grammar")!;
  const tried = call([join(folder, "tok.grammar")], {});
  expect(await verb.run(tried.invocation)).toBe(3);
  expect(tried.out.join("")).toBe("tok.examples:3: du uloj.\n    not found: quantity=exact 3\n1 of 2 examples hold.\n");
  const json = call([join(folder, "tok.grammar")], {}, true);
  await verb.run(json.invocation);
  expect(JSON.parse(json.out.join(""))).toMatchObject({ language: "tok", examples: 2, missed: [{ line: 3 }] });
  const read = call(
    [join(folder, "a.txt")],
    { referenceDate: "2017-05-15", grammar: join(folder, "tok.grammar") },
    true,
  );
  expect(await readCommand.run(read.invocation)).toBe(0);
  const reading = JSON.parse(read.out.join(""));
  expect([reading.document.language, reading.quantities[0].value]).toEqual(["tok", 2]);
});
